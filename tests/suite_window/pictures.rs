//! Pictures of the panels, and that nothing in them lies on anything else.

use super::fixture;
use super::raster::Raster;
use dateline::briefing::{Command, Theme};
use dateline::window::{Desk, install_style};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use libtest_mimic::Trial;

/// All of them.
pub fn tests() -> Vec<Trial> {
    let mut trials = Vec::new();
    for (width, height) in [(1920.0, 1080.0), (1280.0, 800.0), (1200.0, 800.0), (900.0, 700.0)] {
        for theme in [Theme::Light, Theme::Dark] {
            let name = format!("window::whole-{width}-{theme:?}").to_lowercase();
            trials.push(Trial::test(name, move || {
                whole(width, height, theme);
                Ok(())
            }));
        }
    }
    for (name, open) in [
        ("keys", open_keys as fn(&mut Harness<'static, Desk>)),
        ("unplaced", |h| h.get_by_label("Unplaced 3").click()),
        ("outlets", |h| h.get_by_label_contains("Outlets: ").click()),
        ("certainty", |h| h.get_by_label_contains("Certainty: ").click()),
    ] {
        trials.push(Trial::test(format!("window::sheet-{name}"), move || {
            sheet(name, open);
            Ok(())
        }));
    }
    trials
}

fn open_keys(harness: &mut Harness<'static, Desk>) {
    harness.key_press_modifiers(egui::Modifiers::SHIFT, egui::Key::Questionmark);
}

/// What opens above the map stays inside the window.
fn sheet(name: &str, open: fn(&mut Harness<'static, Desk>)) {
    let mut harness = harness(1280.0, 800.0, Theme::Light);
    harness.run();
    let before = harness.render().unwrap();
    open(&mut harness);
    harness.run();
    let after = harness.render().unwrap();
    if let Ok(dir) = std::env::var("DATELINE_PICTURES") {
        after.save(format!("{dir}/sheet-{name}.png")).unwrap();
    }
    let changed = before.pixels().zip(after.pixels()).filter(|(a, b)| a != b).count();
    assert!(changed > 20_000, "{changed} pixels changed");
}

/// A harness on the view made by hand.
fn harness(width: f32, height: f32, theme: Theme) -> Harness<'static, Desk> {
    let mut desk = Desk::showing(fixture::view());
    desk.apply(Command::SetTheme(theme));
    Harness::builder()
        .with_size(egui::vec2(width, height))
        .with_max_steps(40)
        .renderer(Raster::default())
        .with_context_setup(install_style)
        .build_ui_state(
            |ui, desk: &mut Desk| {
                desk.show(ui);
            },
            desk,
        )
}

fn whole(width: f32, height: f32, theme: Theme) {
    let mut harness = harness(width, height, theme);
    harness.run();
    let picture = harness.render().unwrap();
    if let Ok(dir) = std::env::var("DATELINE_PICTURES") {
        picture.save(format!("{dir}/window-{width}-{theme:?}.png")).unwrap();
    }
    assert_eq!(picture.dimensions(), (width as u32, height as u32));
}
