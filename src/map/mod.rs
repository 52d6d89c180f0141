//! Paints basemap, places and labels into an egui painter for a [`crate::geo::Viewport`].
//!
//! egui, but neither eframe nor walkers: the same painter serves the window and the page.

mod base_names;
mod field;
pub mod fonts;
mod furniture;
mod ground;
mod kept;
mod line;
mod obstacles;
mod options;
mod outline;
mod painted;
mod relief;
mod scene;
mod sheet;
mod sites;
mod symbol;
mod text;
pub mod theme;

pub use furniture::{credits, scale_bar};
pub use options::{MapOptions, MapSizes};
pub use painted::{Chip, Mark, Painted, PlacedLabel};
pub use symbol::{Emphasis, Glyph};
pub use theme::Palette;

use crate::basemap::Basemap;
use crate::briefing::Scene;
use crate::geo::Viewport;

/// Paints the map of `viewport` into `painter`, clipped to the viewport's rectangle, and tells where things came to
/// stand. Same input, same shapes: what the context keeps of earlier frames only saves time.
pub fn paint(
    painter: &egui::Painter,
    viewport: &Viewport,
    scene: &Scene,
    options: &MapOptions,
    basemap: &Basemap,
) -> Painted {
    let painter = &painter.with_clip_rect(viewport.rect.intersect(painter.clip_rect()));
    let palette = Palette::of(options.theme);
    let metrics = &options.metrics();
    let sheets = &sheet::Sheet::copies(viewport);
    let zoom = viewport.zoom - libm::log2(f64::from(metrics.unit));
    let key = kept::GroundKey::new(painter, viewport, options, basemap);
    if options.ground {
        let ground = kept::ground(painter, &key, || {
            let mut shapes = Vec::new();
            let ground = ground::Ground { painter, palette, metrics, basemap, sheets, zoom, relief: options.relief };
            let textures = ground.draw(viewport.rect, &mut shapes);
            if options.triangles {
                shapes = kept::as_triangles(painter, shapes);
            }
            kept::KeptGround { shapes, _textures: textures }
        });
        painter.extend(ground.shapes.iter().cloned());
    }
    let outlines = outline::Outlines { palette, metrics, basemap, sheets, zoom };
    let stories = kept::stories(painter, &key, scene, options, || {
        let mut shapes = Vec::new();
        let areas = outlines.of_all(scene, zoom);
        let outlined = outlines.chosen(scene, &areas);
        for &i in &outlined {
            if let (Some(symbol), Some(Some(area))) = (scene.symbols.get(i), areas.get(i)) {
                outlines.draw(symbol, area, &mut shapes);
            }
        }
        let mut painted = Painted::default();
        let mut obstacles = obstacles::Obstacles::new(viewport.rect, metrics.edge, &options.avoid);
        // Where a word or a pill fits is found on coarser outlines.
        let areas = &outlines.of_all(scene, zoom - COARSER);
        let layout = scene::Layout { painter, palette, metrics, viewport, sheets, scene, options, areas };
        let stands = layout.draw(&mut painted, &mut obstacles, &mut shapes);
        if options.base_labels {
            let names = base_names::Names { painter, palette, metrics, basemap, sheets, scene, zoom };
            names.draw(&mut painted, &mut obstacles, &mut shapes);
        }
        if options.triangles {
            shapes = kept::as_triangles(painter, shapes);
        }
        kept::KeptStories { shapes, painted, stands, outlined }
    });
    let hovered = scene.hovered.and_then(|i| Some((i, scene.symbols.get(i)?)));
    if let Some((_, symbol)) = hovered.filter(|(i, _)| !stories.outlined.contains(i)) {
        let mut shapes = Vec::new();
        if let Some(area) = outline::of(symbol, basemap, zoom).filter(|a| outlines.shows(a)) {
            outlines.draw(symbol, &area, &mut shapes);
        }
        painter.extend(shapes);
    }
    painter.extend(stories.shapes.iter().cloned());
    // The ring under the pointer lies over everything and moves nothing.
    let under =
        hovered.and_then(|(i, _)| stories.stands.iter().rev().find(|s| s.symbol == i || s.members.contains(&i)));
    if let Some(stand) = under.filter(|s| s.emphasis == Emphasis::None)
        && let Some(symbol) = scene.symbols.get(stand.symbol)
    {
        let glyph = Glyph { emphasis: Emphasis::Hovered, ..stand.glyph(symbol) };
        glyph.paint(painter, palette, metrics.unit);
    }
    stories.painted.clone()
}

/// Outlines so many zooms coarser serve to find room for names and pills.
const COARSER: f64 = 2.5;
