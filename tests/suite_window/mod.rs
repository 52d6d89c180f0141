//! Tests of the window: its content runs without a display, behind egui_kittest; the program itself under Xvfb.

mod changes;
mod desk;
mod edits;
mod fixture;
mod map;
mod pictures;
#[path = "../support/raster.rs"]
mod raster;
mod real_window;
mod time;

use libtest_mimic::Trial;

/// All of them.
pub fn tests() -> Vec<Trial> {
    let mut trials = pictures::tests();
    trials.extend(desk::tests());
    trials.extend(map::tests());
    trials.extend(changes::tests());
    trials.extend(edits::tests());
    trials.extend(time::tests());
    trials.extend(real_window::tests());
    trials
}

/// Trials of the window by their names.
fn trials(cases: &[(&str, fn())]) -> Vec<Trial> {
    let trial = |&(name, case): &(&str, fn())| {
        Trial::test(format!("window::{name}"), move || {
            case();
            Ok(())
        })
    };
    cases.iter().map(trial).collect()
}
