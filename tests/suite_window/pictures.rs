//! Pictures of the panels, and that nothing in them lies on anything else.

use super::fixture;
use super::raster::Raster;
use dateline::briefing::{Command, Theme};
use dateline::window::{Desk, install_style};
use egui_kittest::Harness;
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
    trials
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
