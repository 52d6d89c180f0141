//! Tests of everything but the window.

mod geoparse_cases;
mod layers;

use libtest_mimic::Trial;

/// All of them.
pub fn tests() -> Vec<Trial> {
    let mut all = layers::tests();
    all.extend(geoparse_cases::tests());
    all
}
