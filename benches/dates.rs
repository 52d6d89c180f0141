//! How fast date expressions are read: the bundled sample's texts as news has them, a text without any, and one full of
//! them.

#![allow(clippy::unwrap_used, missing_docs)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline::ingest;
use dateline::text::{Article, DateOrigin, DateSpan, dates};
use std::hint::black_box;
use std::path::Path;

fn dates_of_texts(c: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample");
    let (articles, _) = ingest::read_all(&[folder]);
    let news: String = articles.iter().map(|a| a.text.as_str()).collect::<Vec<_>>().join("\n\n").repeat(8);
    let plain =
        "The ferry over the lake was late again, and nobody on the bank knew why it had not come.\n".repeat(4000);
    let full =
        "It opened on July 8, 2021, closed last Friday and was sold in the third quarter of 1998.\n".repeat(4000);
    let day = DateSpan::day(jiff::civil::date(2026, 5, 20), DateOrigin::Metadata, "");
    let mut group = c.benchmark_group("dates");
    for (name, text) in [("news", news), ("no dates", plain), ("full of dates", full)] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |b| b.iter(|| black_box(dates::expressions(black_box(&text), Some(&day)))));
        let article = Article { published: Some(day.clone()), ..Article::from_text("a", text) };
        group.bench_function(format!("{name}, with what they are told of"), |b| {
            b.iter(|| black_box(dates::events(black_box(&article))));
        });
    }
    group.finish();
}

criterion_group!(benches, dates_of_texts);
criterion_main!(benches);
