//! Tests of the window.

use libtest_mimic::Trial;

/// All of them.
pub fn tests() -> Vec<Trial> {
    Vec::new()
}
