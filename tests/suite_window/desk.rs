//! The window at work on the bundled sample: what is clicked, typed and dragged, and what follows.

use super::raster::Raster;
use super::trials;
use dateline::briefing::{Command, Role, Session, Theme};
use dateline::gazetteer::Gazetteer;
use dateline::geoparse::Options;
use dateline::load::{Input, load};
use dateline::window::{Desk, Tab, install_style};
use egui::{Key, Modifiers, Pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use libtest_mimic::Trial;
use std::ops::ControlFlow;
use std::sync::{Arc, OnceLock};

pub(super) type Window = Harness<'static, Desk>;

/// All of them.
pub fn tests() -> Vec<Trial> {
    trials(&[
        ("list-row-selects", list_row_selects),
        ("symbol-on-the-map-selects", symbol_selects),
        ("empty-sea-selects-nothing", empty_sea),
        ("map-drag-moves-the-camera", map_drag),
        ("map-stays-on-the-world", map_stays),
        ("zoom-buttons", zoom_buttons),
        ("slider-handle-drags", handle_drags),
        ("slider-handle-by-keys", handle_by_keys),
        ("days-by-arrows", days_by_arrows),
        ("typed-date", typed_date),
        ("wrong-date-changes-nothing", wrong_date),
        ("play-moves-on", play),
        ("search-by-slash", search),
        ("escape-clears", escape),
        ("excerpts-step", excerpts_step),
        ("a-name-in-the-text-is-a-link", name_is_a_link),
        ("theme-by-key", theme),
        ("folded-list-unfolds", folded),
        ("reader-lies-over-a-narrow-map", narrow),
        ("undo-by-keys", undo),
        ("outlets-are-ticked", outlets),
        ("keys-are-listed", keys_sheet),
        ("stories-select", stories),
        ("every-control-has-a-name", named),
        ("copied-excerpt-has-its-source", cite),
        ("one-selection-everywhere", one_selection),
        ("whole-article-opens", whole_article),
    ])
}

/// A session on the sample; read once for all tests.
fn session() -> Session {
    static CORPUS: OnceLock<Arc<dateline::briefing::Corpus>> = OnceLock::new();
    let corpus = CORPUS.get_or_init(|| {
        let on = &mut |_| ControlFlow::Continue(());
        Arc::new(load(&Input::Sample, Gazetteer::world(), &Options::default(), on).unwrap())
    });
    Session::new(Arc::clone(corpus))
}

pub(super) fn open(width: f32, height: f32) -> Window {
    let mut window = Harness::builder()
        .with_size(vec2(width, height))
        .with_max_steps(80)
        .renderer(Raster::default())
        .with_context_setup(install_style)
        .build_ui_state(
            |ui, desk: &mut Desk| {
                desk.show(ui);
            },
            Desk::new(session()),
        );
    window.run();
    window
}

pub(super) fn wide() -> Window {
    open(1920.0, 1080.0)
}

pub(super) fn selected(window: &Window) -> Option<String> {
    let view = window.state().view();
    view.selected.and_then(|i| view.places.get(i)).map(|p| p.name.clone())
}

/// Presses at one place, moves in steps, lets go at another.
fn drag(window: &mut Window, from: Pos2, to: Pos2) {
    window.drag_at(from);
    window.step();
    for i in 1..=8 {
        window.hover_at(from + (to - from) * (i as f32 / 8.0));
        window.step();
    }
    window.drop_at(to);
    window.run();
}

/// Clicks the control with a name and lets what follows happen.
pub(super) fn press(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    window.run();
}

/// Selects the place of this name where something happened.
pub(super) fn choose(window: &mut Window, name: &str) {
    let view = window.state().view();
    let key = view.places.iter().find(|p| p.name == name && p.key.role == Role::Event).unwrap().key.clone();
    window.state_mut().apply(Command::Select(Some(key)));
    window.run();
}

fn list_row_selects() {
    let mut window = wide();
    assert_eq!(selected(&window), None);
    window.get_by_label_contains("Dushanbe, place,").click();
    window.run();
    assert_eq!(selected(&window).as_deref(), Some("Dushanbe"));
    let view = window.state().view();
    assert!(!view.excerpts.is_empty());
    for excerpt in &view.excerpts {
        assert!(!excerpt.marks.is_empty(), "an excerpt without its name: {}", excerpt.text);
    }
    // The reader shows the first as its current card, with what it is asked for.
    window.get_by_label_contains("Excerpt 1: ");
    window.get_by_label("Cite this excerpt");
}

fn symbol_selects() {
    let mut window = wide();
    // Close enough that Auckland stands alone.
    choose(&mut window, "Auckland");
    let before = window.state().viewport().unwrap();
    let camera = dateline::briefing::Camera { centre: before.unproject(before.rect.center()), zoom: 5.0 };
    let point = window.state().view().places.iter().find(|p| p.name == "Auckland").unwrap().point;
    window.state_mut().apply(Command::MoveCamera(dateline::briefing::Camera { centre: point, ..camera }));
    window.state_mut().apply(Command::Select(None));
    window.run();
    assert_eq!(selected(&window), None);
    let at = window.state().viewport().unwrap().project(point);
    window.hover_at(at);
    window.step();
    window.drag_at(at);
    window.step();
    window.drop_at(at);
    window.run();
    assert_eq!(selected(&window).as_deref(), Some("Auckland"));
}

fn empty_sea() {
    let mut window = wide();
    choose(&mut window, "Kunduz");
    let rect = window.state().viewport().unwrap().rect;
    // Over bare sea, far from any symbol.
    window.state_mut().apply(Command::MoveCamera(dateline::briefing::Camera {
        centre: dateline::geo::LatLon::wrapped(-45.0, -120.0),
        zoom: 5.0,
    }));
    window.run();
    let at = rect.center();
    window.hover_at(at);
    window.step();
    window.drag_at(at);
    window.step();
    window.drop_at(at);
    window.run();
    assert_eq!(selected(&window), None);
}

fn map_drag() {
    let mut window = wide();
    choose(&mut window, "Kunduz");
    window.state_mut().apply(Command::MoveCamera(dateline::briefing::Camera {
        centre: dateline::geo::LatLon::wrapped(36.7, 68.8),
        zoom: 6.0,
    }));
    window.run();
    let before = window.state().state().camera.unwrap();
    let rect = window.state().viewport().unwrap().rect;
    drag(&mut window, rect.center() + vec2(0.0, 120.0), rect.center() + vec2(-200.0, 120.0));
    let after = window.state().state().camera.unwrap();
    // The paper follows the hand: pulled west, the middle moves east, and inertia only adds to it.
    let degrees = 200.0 / (256.0 * 64.0) * 360.0;
    assert!(after.centre.lon() - before.centre.lon() > degrees * 0.8, "{before:?} {after:?}");
    assert!((after.centre.lat() - before.centre.lat()).abs() < 0.5);
    assert!((after.zoom - before.zoom).abs() < 1e-9);
    assert_eq!(selected(&window).as_deref(), Some("Kunduz"), "a drag is no click");
}

fn map_stays() {
    let mut window = wide();
    let rect = window.state().viewport().unwrap().rect;
    for _ in 0..3 {
        drag(&mut window, rect.center() + vec2(60.0, -200.0), rect.center() + vec2(60.0, 300.0));
    }
    let viewport = window.state().viewport().unwrap();
    let (_, top, _, bottom) = viewport.window();
    assert!(top >= -1e-9 && bottom <= 1.0 + 1e-9, "beyond the pole: {top} {bottom}");
    for _ in 0..20 {
        window.key_press(Key::Minus);
        window.run();
    }
    let viewport = window.state().viewport().unwrap();
    assert!(viewport.scale() >= f64::from(viewport.rect.height()) - 1e-6);
    for _ in 0..30 {
        window.key_press(Key::Plus);
        window.run();
    }
    assert!(window.state().viewport().unwrap().zoom <= dateline::geo::MAX_ZOOM + 1e-9);
}

fn zoom_buttons() {
    let mut window = wide();
    let fitted = window.state().viewport().unwrap();
    press(&mut window, "Zoom in");
    let closer = window.state().viewport().unwrap();
    assert!((closer.zoom - fitted.zoom - 1.0).abs() < 1e-6, "{} {}", fitted.zoom, closer.zoom);
    press(&mut window, "Show the main region");
    assert!((window.state().viewport().unwrap().zoom - fitted.zoom).abs() < 1e-6);
    press(&mut window, "Show everything");
    assert!(window.state().viewport().unwrap().zoom < fitted.zoom - 1.0);
}

fn handle_drags() {
    let mut window = wide();
    let all = window.state().view().shown.articles;
    let from = window.get_by_label("First day of the range").rect().center();
    drag(&mut window, from, from + vec2(700.0, 0.0));
    let filter = &window.state().state().filter;
    let first = filter.from.unwrap();
    assert_eq!(filter.to, None);
    let view = window.state().view();
    assert!(first > view.axis.unwrap().0 && first <= view.axis.unwrap().1, "{first}");
    assert!(view.shown.articles < all, "fewer articles are shown: {} of {all}", view.shown.articles);
    assert!(view.items.iter().all(|i| i.inside == (i.span.1 >= first)));
}

fn handle_by_keys() {
    let mut window = wide();
    window.get_by_label("Last day of the range").focus();
    window.run();
    window.key_press(Key::ArrowLeft);
    window.run();
    let one = window.state().state().filter.to.unwrap();
    window.key_press(Key::ArrowLeft);
    window.run();
    let two = window.state().state().filter.to.unwrap();
    assert_eq!(two.tomorrow().unwrap(), one);
}

fn days_by_arrows() {
    let mut window = wide();
    window.key_press(Key::ArrowRight);
    window.run();
    let axis = window.state().view().axis.unwrap();
    let filter = window.state().state().filter.clone();
    assert_eq!((filter.from, filter.to), (Some(axis.0), Some(axis.0)), "the first step goes to the first day");
    window.key_press(Key::ArrowRight);
    window.run();
    assert_eq!(window.state().state().filter.from, Some(axis.0.tomorrow().unwrap()));
    window.key_press(Key::End);
    window.run();
    assert_eq!(window.state().state().filter.to, Some(axis.1));
    window.key_press(Key::Home);
    window.run();
    assert_eq!(window.state().state().filter.from, Some(axis.0));
    window.key_press(Key::W);
    window.run();
    window.key_press(Key::ArrowRight);
    window.run();
    let filter = window.state().state().filter.clone();
    assert_eq!((filter.from.unwrap() - axis.0).get_days(), 7, "a week further");
}

fn type_into(window: &mut Window, field: &str, words: &str) {
    window.get_by_label(field).click();
    window.run();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run();
    window.get_by_label(field).type_text(words);
    window.run();
    window.key_press(Key::Enter);
    window.run();
}

fn typed_date() {
    let mut window = wide();
    type_into(&mut window, "First day", "2026-05-20");
    assert_eq!(window.state().state().filter.from, Some(jiff::civil::date(2026, 5, 20)));
    type_into(&mut window, "Last day", "2026-05-22");
    assert_eq!(window.state().state().filter.to, Some(jiff::civil::date(2026, 5, 22)));
    press(&mut window, "All dates");
    assert_eq!(window.state().state().filter.from, None);
}

fn wrong_date() {
    let mut window = wide();
    type_into(&mut window, "First day", "2026-02-30");
    assert_eq!(window.state().state().filter.from, None);
}

fn play() {
    let mut window = wide();
    window.key_press(Key::Space);
    window.run_steps(2);
    let first = window.state().state().filter.to.unwrap();
    assert!(window.state().local().playing.is_some());
    // A step of the harness is a quarter of a second.
    window.run_steps(8);
    let later = window.state().state().filter.to.unwrap();
    assert!(later > first, "{first} {later}");
    window.key_press(Key::Space);
    window.run();
    assert!(window.state().local().playing.is_none());
}

fn search() {
    let mut window = wide();
    let all = window.state().view().shown.articles;
    window.key_press(Key::Slash);
    window.run();
    let field = window.get_by_label("Search text, places, outlets");
    assert!(field.is_focused());
    field.type_text("ferry");
    window.run();
    assert_eq!(window.state().state().filter.search, "ferry");
    let view = window.state().view();
    assert!(view.shown.articles > 0 && view.shown.articles < all, "{} of {all}", view.shown.articles);
    press(&mut window, "Clear the search");
    assert_eq!(window.state().state().filter.search, "");
    assert_eq!(window.state().view().shown.articles, all);
}

fn escape() {
    let mut window = wide();
    choose(&mut window, "Kabul");
    window.state_mut().apply(Command::Search("wire".into()));
    window.run();
    window.key_press(Key::Escape);
    window.run();
    assert_eq!(window.state().state().filter.search, "", "the search first");
    assert!(window.state().state().selected.is_some());
    window.key_press(Key::Escape);
    window.run();
    assert_eq!(window.state().state().selected, None, "then the choice");
}

fn excerpts_step() {
    let mut window = wide();
    choose(&mut window, "Dushanbe");
    let count = window.state().view().excerpts.len();
    assert!(count > 2);
    press(&mut window, "Next excerpt");
    assert_eq!(window.state().view().excerpt, 1);
    window.key_press(Key::J);
    window.run();
    assert_eq!(window.state().view().excerpt, 2);
    window.key_press(Key::K);
    window.run();
    press(&mut window, "Previous excerpt");
    assert_eq!(window.state().view().excerpt, 0);
    for _ in 0..count + 3 {
        window.key_press(Key::J);
        window.run();
    }
    assert_eq!(window.state().view().excerpt, count - 1, "never beyond the last");
}

fn name_is_a_link() {
    let mut window = wide();
    choose(&mut window, "Dushanbe");
    let view = window.state().view();
    let (at, words, target) = view
        .excerpts
        .iter()
        .enumerate()
        .find_map(|(n, e)| {
            let (range, mention) = e.others.iter().find(|(_, m)| {
                view.places.iter().any(|p| p.key.role == Role::Event && p.name != "Dushanbe" && p.mentions.contains(m))
            })?;
            let place = view.places.iter().find(|p| p.mentions.contains(mention))?;
            Some((n, e.text[range.clone()].to_owned(), place.name.clone()))
        })
        .expect("an excerpt that names another place");
    window.state_mut().apply(Command::SelectExcerpt(at));
    window.run();
    let links: Vec<_> = window.get_all_by_role_and_label(egui::accesskit::Role::Link, &words).collect();
    links[0].click();
    drop(links);
    window.run();
    assert_eq!(selected(&window).as_deref(), Some(&*target));
}

fn theme() {
    let mut window = wide();
    assert_eq!(window.state().state().theme, Theme::Light);
    window.key_press(Key::T);
    window.run();
    assert_eq!(window.state().state().theme, Theme::Dark);
    let picture = window.render().unwrap();
    // The empty right of the title bar is the dark panel's colour.
    assert_eq!(picture.get_pixel(900, 4).0[..3], [0x1D, 0x20, 0x24]);
    press(&mut window, "Light or dark");
    assert_eq!(window.state().state().theme, Theme::Light);
}

fn folded() {
    let mut window = open(1200.0, 800.0);
    assert!(window.query_by_label("Places").is_none(), "the list is folded");
    press(&mut window, "Show the list of places");
    window.get_by_label("Places");
    let rows: Vec<_> = window.get_all_by_label_contains("Dushanbe, place,").collect();
    assert_eq!(rows.len(), 2, "one in the strip, one in the list");
    rows[1].click();
    drop(rows);
    window.run();
    assert_eq!(selected(&window).as_deref(), Some("Dushanbe"));
    assert!(!window.state().local().list_open, "choosing folds the list again");
}

fn narrow() {
    let mut window = open(900.0, 700.0);
    let map = window.state().viewport().unwrap().rect;
    assert!(map.right() > 899.0, "the map has the reader's room");
    assert!(window.query_by_label("Close the reader").is_none());
    choose(&mut window, "Kabul");
    press(&mut window, "Close the reader");
    assert!(window.query_by_label("Close the reader").is_none());
    assert_eq!(selected(&window).as_deref(), Some("Kabul"), "closing chooses nothing else");
    choose(&mut window, "Dushanbe");
    window.get_by_label("Close the reader");
}

fn undo() {
    let mut window = wide();
    window.state_mut().apply(Command::Search("ferry".into()));
    window.run();
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run();
    assert_eq!(window.state().state().filter.search, "");
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    window.run();
    assert_eq!(window.state().state().filter.search, "ferry");
}

fn outlets() {
    let mut window = wide();
    let sources = window.state().view().sources.clone();
    press(&mut window, "Sources");
    assert_eq!(window.state().local().tab, Tab::Sources);
    let (name, articles) = &sources[0];
    window.get_by_label(name).click();
    window.run();
    let filter = &window.state().state().filter;
    assert!(!filter.sources.contains(name) && filter.sources.len() == sources.len() - 1);
    let view = window.state().view();
    assert_eq!(view.shown.articles, view.total.articles - articles);
}

fn keys_sheet() {
    let mut window = wide();
    window.key_press_modifiers(Modifiers::SHIFT, Key::Questionmark);
    window.run();
    window.get_by_label("Close Keys");
    window.key_press(Key::Escape);
    window.run();
    assert!(window.query_by_label("Close Keys").is_none());
}

fn stories() {
    let mut window = wide();
    press(&mut window, "Stories");
    let first = window.get_all_by_label_contains("Story: ").next().unwrap();
    first.click();
    window.run();
    let view = window.state().view();
    assert!(view.selected.is_some() && !view.excerpts.is_empty());
}

fn named() {
    let mut window = wide();
    choose(&mut window, "Dushanbe");
    assert_eq!(window.unnamed_widgets(), Vec::<String>::new());
    let mut window = open(900.0, 700.0);
    choose(&mut window, "Dushanbe");
    assert_eq!(window.unnamed_widgets(), Vec::<String>::new());
}

fn cite() {
    let mut window = wide();
    choose(&mut window, "Kunduz");
    window.get_by_label("Cite this excerpt").click();
    let mut copied: Vec<String> = Vec::new();
    for _ in 0..4 {
        window.step();
        copied.extend(window.output().platform_output.commands.iter().filter_map(|c| match c {
            egui::OutputCommand::CopyText(t) => Some(t.clone()),
            _ => None,
        }));
    }
    let excerpt = window.state().view().excerpts[0].clone();
    let text = copied.first().expect("something was copied");
    assert!(text.contains(&excerpt.text) && text.contains(&excerpt.source) && text.contains(&excerpt.date), "{text}");
}

/// Choosing anywhere is choosing everywhere: list, map, reader and dates agree within a frame.
fn one_selection() {
    let mut window = wide();
    window.get_by_label_contains("Kabul, place,").click();
    window.run();
    let view = window.state().view();
    let row = window.get_by_label_contains("Kabul, place,");
    assert_eq!(row.accesskit_node().toggled(), Some(egui::accesskit::Toggled::True));
    assert_eq!(view.scene.selected, view.selected);
    // The dates mark the articles that name the place in any role.
    let key = &view.places[view.selected.unwrap()].key;
    let naming = |item: &dateline::briefing::DayItem| {
        let same = view.places.iter().filter(|p| p.key.place == key.place);
        same.flat_map(|p| &p.mentions).any(|m| m.article == item.article)
    };
    assert!(view.items.iter().any(|i| i.selected));
    assert!(view.items.iter().all(|i| i.selected == naming(i)));
    let viewport = window.state().viewport().unwrap();
    let point = view.places[view.selected.unwrap()].point;
    assert!(viewport.rect.contains(viewport.project(point)), "the map shows it");
}

fn whole_article() {
    let mut window = wide();
    choose(&mut window, "Kunduz");
    press(&mut window, "Open the article");
    window.get_by_label("Close Article");
    if let Ok(dir) = std::env::var("DATELINE_PICTURES") {
        window.render().unwrap().save(format!("{dir}/sheet-article.png")).unwrap();
    }
    window.key_press(Key::Escape);
    window.run();
    assert!(window.query_by_label("Close Article").is_none());
    assert_eq!(selected(&window).as_deref(), Some("Kunduz"));
}
