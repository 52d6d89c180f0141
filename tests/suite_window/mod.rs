//! Tests of the window: its content runs without a display, behind egui_kittest; the program itself under Xvfb.

mod fixture;
mod pictures;
#[path = "../support/raster.rs"]
mod raster;

use libtest_mimic::Trial;

/// All of them.
pub fn tests() -> Vec<Trial> {
    pictures::tests()
}
