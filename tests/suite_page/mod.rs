//! Pages and pictures: what is measured does not overlap, what is drawn twice is the same twice.

mod command;
mod hostile;
mod layout;
mod map;
mod pictures;
mod repeat;

use dateline::briefing::Session;
use dateline::gazetteer::Gazetteer;
use dateline::geoparse::Options;
use dateline::load::{Input, load};
use libtest_mimic::Trial;
use std::ops::ControlFlow;
use std::sync::Arc;

/// Every test of pages and pictures.
pub fn tests() -> Vec<Trial> {
    [layout::tests(), map::tests(), command::tests(), hostile::tests(), pictures::tests(), repeat::tests()]
        .into_iter()
        .flatten()
        .collect()
}

/// The bundled sample, ready to be shown.
fn sample() -> Session {
    let corpus = load(&Input::Sample, Gazetteer::world(), &Options::default(), &mut |_| ControlFlow::Continue(()));
    Session::new(Arc::new(corpus.unwrap()))
}

fn trial(name: &str, test: impl FnOnce() + Send + 'static) -> Trial {
    Trial::test(name.to_owned(), move || {
        test();
        Ok(())
    })
}
