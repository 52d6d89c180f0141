//! Tests of everything but the window.

mod layers;

use libtest_mimic::Trial;

/// All of them.
pub fn tests() -> Vec<Trial> {
    layers::tests()
}
