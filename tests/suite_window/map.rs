//! What the window shows of itself: where it opens, what lies off its map, its legend, what is held over it.

use super::desk::{open, press, selected, wide};
use super::trials;
use dateline::briefing::Command;
use egui_kittest::kittest::Queryable;
use libtest_mimic::Trial;

/// All of them.
pub fn tests() -> Vec<Trial> {
    trials(&[
        ("opens-on-the-main-region", opens_on_the_region),
        ("filters-leave-the-map-still", filters_leave_the_map),
        ("far-places-have-chips", far_places),
        ("legend-folds", legend_folds),
        ("files-held-over-the-window", held_over_the_window),
    ])
}

/// Files held over the window are promised to be read; gone again, nothing is left.
fn held_over_the_window() {
    let mut window = wide();
    let label = "Let go to read 2 files and folders";
    assert!(window.query_by_label(label).is_none());
    for name in ["/tmp/articles", "/tmp/one.txt"] {
        let held = egui::HoveredFile { path: Some(name.into()), ..egui::HoveredFile::default() };
        window.input_mut().hovered_files.push(held);
    }
    window.step();
    window.step();
    assert!(window.query_by_label(label).is_some());
    window.input_mut().hovered_files.clear();
    window.run();
    assert!(window.query_by_label(label).is_none());
}

/// What a page would choose for its main map, and not the whole world.
fn opens_on_the_region() {
    // FIXME: at 900 x 700 the margins leave so little of the map that everything is shown.
    for (width, height) in [(1920.0, 1080.0), (1200.0, 800.0)] {
        let window = open(width, height);
        let viewport = window.state().viewport().unwrap();
        let dushanbe = dateline::geo::LatLon::wrapped(38.54, 68.78);
        assert!(viewport.rect.contains(viewport.project(dushanbe)), "{width}");
        let km = viewport.km_per_point() * f64::from(viewport.rect.width());
        assert!(km > 800.0 && km < 6_000.0, "{width}: {km} km");
        assert_eq!(window.state().state().camera, None, "nobody moved it");
        assert!(window.state().local().map.flight.is_none(), "it stands still");
    }
}

/// Playing days or searching must not move the map under the reader's eyes.
fn filters_leave_the_map() {
    let mut window = wide();
    let before = window.state().viewport().unwrap();
    window.state_mut().apply(Command::Search("Auckland".into()));
    window.run();
    assert_eq!(window.state().viewport().unwrap(), before);
    // Asked for, it goes to what is shown now.
    window.state_mut().apply(Command::FitAll);
    window.run();
    assert_ne!(window.state().viewport().unwrap(), before);
}

fn far_places() {
    let mut window = wide();
    let viewport = window.state().viewport().unwrap();
    let chips: Vec<_> = window.get_all_by_label_contains(", off the map, ").map(|n| n.rect()).collect();
    assert!(!chips.is_empty() && chips.len() <= 4, "{}", chips.len());
    for (i, chip) in chips.iter().enumerate() {
        assert!(viewport.rect.contains_rect(*chip));
        assert!(chips.iter().skip(i + 1).all(|other| !other.intersects(*chip)));
        for control in ["Zoom in", "Zoom out", "Fold the legend"] {
            assert!(!window.get_by_label(control).rect().intersects(*chip), "{control}");
        }
    }
    let first = window.get_all_by_label_contains(", off the map, ").next().unwrap();
    first.click();
    window.run();
    let place = selected(&window).expect("a chip chooses its place");
    let viewport = window.state().viewport().unwrap();
    let point = window.state().view().places.iter().find(|p| p.name == place).unwrap().point;
    assert!(viewport.rect.contains(viewport.project(point)), "the map went to {place}");
}

fn legend_folds() {
    let mut window = wide();
    press(&mut window, "Fold the legend");
    assert!(window.query_by_label("Fold the legend").is_none());
    press(&mut window, "Show the legend");
    window.get_by_label("Fold the legend");
    // A small map keeps its room until the reader asks.
    let mut window = open(1280.0, 800.0);
    press(&mut window, "Show the legend");
    window.get_by_label("Fold the legend");
}
