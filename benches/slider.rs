//! What one step of the slider costs: the range moved by a day and the view made anew, for the bundled sample's articles
//! repeated to 10,000, by days of publication and by the dates of events.

#![allow(clippy::unwrap_used, missing_docs)]

use criterion::{Criterion, criterion_group, criterion_main};
use dateline::briefing::{Basis, Command, Session};
use dateline::gazetteer::Gazetteer;
use dateline::geoparse::Options;
use dateline::load::{Input, load};
use jiff::civil::date;
use std::hint::black_box;
use std::ops::ControlFlow;
use std::sync::Arc;

fn step(c: &mut Criterion) {
    let on = &mut |_| ControlFlow::Continue(());
    let mut corpus = load(&Input::Sample, Gazetteer::world(), &Options::default(), on).unwrap();
    let one = corpus.entries.clone();
    corpus.entries = (0..10_000u32)
        .map(|n| {
            let mut entry = one[n as usize % one.len()].clone();
            entry.article.id = format!("{n:05}");
            (entry.story, entry.copy_of) = (n, None);
            entry
        })
        .collect();
    let mut session = Session::new(Arc::new(corpus));
    let mut group = c.benchmark_group("slider step, 10,000 articles");
    for basis in Basis::ALL {
        session.apply(Command::SetBasis(basis));
        session.apply(Command::SetDates { from: Some(date(2026, 5, 11)), to: Some(date(2026, 5, 17)) });
        let mut ahead = 1;
        group.bench_function(basis.word(), |b| {
            b.iter(|| {
                session.apply(Command::StepDates(ahead));
                ahead = -ahead;
                black_box(session.view())
            });
        });
    }
    group.finish();
}

criterion_group!(benches, step);
criterion_main!(benches);
