//! The one test binary: case files, properties, pictures, the command line and the window.
//!
//! A case is a named test; `cargo test paris` runs the ones with that word in their name.

// Properties take their inputs by value, because that is how the runner hands them over.
#![allow(clippy::needless_pass_by_value, clippy::format_push_string)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::print_stderr,
    missing_docs,
    unreachable_pub
)]

mod suite_core;
mod suite_gazetteer;
mod suite_page;
#[cfg(feature = "window")]
mod suite_window;
mod support;

use libtest_mimic::{Arguments, Trial};

fn main() {
    let args = Arguments::from_args();
    let core: Vec<Trial> = suite_core::tests();
    #[cfg(feature = "window")]
    let window = suite_window::tests();
    #[cfg(not(feature = "window"))]
    let window = Vec::new();
    let trials = core.into_iter().chain(suite_gazetteer::tests()).chain(suite_page::tests()).chain(window).collect();
    libtest_mimic::run(&args, trials).exit();
}
