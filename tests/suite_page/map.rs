//! The map: what is kept of a frame is what a new one would be, symbols keep off each other, the ground is whole.

use super::{sample, trial};
use dateline::basemap::Basemap;
use dateline::briefing::{Scene, Theme};
use dateline::geo::{LatLon, Viewport};
use dateline::map::{self, MapOptions, Painted, Palette, fonts};
use dateline::render::{headless, png};
use egui::epaint::ClippedShape;
use egui::{Context, Pos2, RawInput, Rect, vec2};
use libtest_mimic::Trial;

const SIZE: egui::Vec2 = vec2(900.0, 600.0);

fn view(lat: f64, lon: f64, zoom: f64) -> Viewport {
    Viewport::new(Rect::from_min_size(Pos2::ZERO, SIZE), LatLon::wrapped(lat, lon), zoom).clamped()
}

fn context() -> Context {
    let ctx = Context::default();
    fonts::install(&ctx);
    ctx
}

/// One frame without hillshade, whose textures have other numbers in another context.
fn frame(ctx: &Context, viewport: &Viewport, scene: &Scene) -> (Vec<ClippedShape>, Painted) {
    let input = RawInput { screen_rect: Some(viewport.rect), time: Some(0.0), ..RawInput::default() };
    let options = MapOptions { relief: false, ..MapOptions::window(Theme::Light) };
    let mut painted = Painted::default();
    let mut output = ctx.run_ui(input, |ui| {
        painted = map::paint(ui.painter(), viewport, scene, &options, Basemap::world());
    });
    // Nothing is drawn: the textures are not needed.
    output.textures_delta.clear();
    (output.shapes, painted)
}

/// The names that the bare map shows.
fn names(viewport: &Viewport) -> Vec<String> {
    let (_, painted) = frame(&context(), viewport, &Scene::default());
    painted.labels.into_iter().map(|l| l.text).collect()
}

/// Writes what the tests look at into the folder that `DATELINE_PICTURES` names, to be looked at.
fn show(name: &str, viewport: &Viewport, scene: &Scene) {
    let Ok(dir) = std::env::var("DATELINE_PICTURES") else { return };
    for (theme, word) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        let frame = headless(SIZE, 1.0, theme, |ui| {
            map::paint(ui.painter(), viewport, scene, &MapOptions::window(theme), Basemap::world());
        });
        let path = std::path::Path::new(&dir).join(format!("map-{name}-{word}.png"));
        std::fs::write(path, png(&frame.image(), 96.0).unwrap()).unwrap();
    }
}

pub fn tests() -> Vec<Trial> {
    vec![
        trial("map frame that is kept is the one that would be drawn", || {
            let scene = sample().view().scene;
            let ctx = context();
            let (here, there) = (view(38.0, 68.0, 5.0), view(20.0, 20.0, 1.8));
            let chosen = Scene { selected: Some(3), ..scene.clone() };
            let (first, told) = frame(&ctx, &here, &scene);
            assert!(frame(&ctx, &there, &scene).0 != first, "another camera, the same picture");
            assert!(frame(&ctx, &here, &chosen).0 != first, "another selection, the same picture");
            let again = frame(&ctx, &here, &scene);
            assert!(again.0 == first && again.1 == told, "the kept frame differs from the first");
            let fresh = frame(&context(), &here, &scene);
            assert!(fresh.0 == first && fresh.1 == told, "the kept frame differs from a new one");
        }),
        trial("map moves nothing under the pointer", || {
            let scene = sample().view().scene;
            let ctx = context();
            let here = view(38.0, 68.0, 5.0);
            let (calm, told) = frame(&ctx, &here, &scene);
            let under = told.marks.last().map(|m| m.symbol);
            assert!(under.is_some());
            let (ringed, same) = frame(&ctx, &here, &Scene { hovered: under, ..scene });
            assert_eq!(told, same);
            assert!(ringed.len() > calm.len(), "no ring");
        }),
        trial("map has no symbol on another", || {
            let scene = sample().view().scene;
            for (name, viewport) in [
                ("world", view(25.0, 20.0, 1.7)),
                ("continent", view(35.0, 60.0, 3.4)),
                ("region", view(38.0, 68.0, 5.2)),
                ("valley", view(38.0, 70.0, 7.5)),
            ] {
                let (_, painted) = frame(&context(), &viewport, &scene);
                show(name, &viewport, &scene);
                assert!(painted.marks.len() > 3, "{name}");
                for (i, a) in painted.marks.iter().enumerate() {
                    for b in painted.marks.iter().skip(i + 1) {
                        // Places of one cluster stand up to 4 within each other's circles before they join.
                        let (p, q) = (a.rect.shrink(4.0), b.rect.shrink(4.0));
                        assert!(!p.intersects(q), "{name}: symbols {} and {}", a.symbol, b.symbol);
                    }
                    for label in &painted.labels {
                        let on = label.rect.shrink(1.0).intersects(a.rect.shrink(1.0));
                        assert!(!on, "{name}: {} lies on symbol {}", label.text, a.symbol);
                    }
                }
                let seen: usize = painted.marks.iter().map(|m| 1 + m.members.len()).sum();
                assert_eq!(seen + painted.off_map.len(), scene.symbols.len(), "{name}: a symbol is lost");
            }
        }),
        trial("map's land reaches the pole", || {
            let viewport = view(-84.0, 20.0, 3.0);
            let land = Palette::of(Theme::Light).land;
            let options = MapOptions { relief: false, base_labels: false, ..MapOptions::window(Theme::Light) };
            let image = headless(SIZE, 1.0, Theme::Light, |ui| {
                map::paint(ui.painter(), &viewport, &Scene::default(), &options, Basemap::world());
            })
            .image();
            let row = image.rgba.chunks_exact(4).skip(image.width * (image.height - 2)).take(image.width);
            let bare = row.filter(|p| p[..3] != land.to_array()[..3]).count();
            assert_eq!(bare, 0, "pixels of sea along the pole");
        }),
        trial("map names towns as readers know them", || {
            for (lat, lon, wanted, old) in [
                (50.45, 30.52, "Kyiv", "Kiev"),
                (48.46, 35.05, "Dnipro", "Dnipropetrovsk"),
                (55.68, 12.57, "Copenhagen", "København"),
                (47.37, 8.54, "Zürich", "Z\u{FFFD}rich"),
            ] {
                let names = names(&view(lat, lon, 7.6));
                assert!(names.iter().any(|n| n == wanted), "{wanted} is not among {names:?}");
                assert!(!names.iter().any(|n| n == old || n.contains('\u{FFFD}')), "{names:?}");
            }
        }),
        trial("map of the world names its large countries", || {
            show("bare", &view(20.0, 10.0, 1.9), &Scene::default());
            let names = names(&view(20.0, 10.0, 1.9));
            for country in ["RUSSIA", "CANADA", "UNITED STATES", "CHINA", "BRAZIL", "AUSTRALIA", "KAZAKHSTAN"] {
                assert!(names.iter().any(|n| n == country), "{country} is not among {names:?}");
            }
        }),
    ]
}
