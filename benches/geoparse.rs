//! How fast articles are geoparsed, end to end: words, candidates, recognition, resolution.

use criterion::{Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use dateline::gazetteer::Gazetteer;
use dateline::geoparse::{Geoparser, Options};
use dateline::text::{Article, dates};
use std::hint::black_box;
use std::time::Duration;

/// A paragraph of made-up news with the usual share of names.
const PARAGRAPH: &str = "TASHKENT, March 3 (Meridian Wire) - Officials from Tajikistan and Afghanistan agreed on \
Thursday to reopen the bridge at Nizhny Panj, two years after floods on the Amu Darya closed it to lorries. Governor \
Rustam Nazarov said the first convoys from Kunduz would cross before Friday, while traders in Dushanbe, who had sent \
their goods by way of Termez and Mazar-i-Sharif, hoped for lower prices. The mayor of Paris, Texas, whose town is \
twinned with Khujand, sent his good wishes; in Lamar County a small committee of teachers has collected books for \
the school there. Moscow warned Washington against drawing conclusions from the drill near Termez. A report by the \
University of Nairobi found that prices had doubled in the spring, and that the old road was seldom used any more.\n\n";

/// Texts that no paper prints, by name: a piece to be repeated.
const HOSTILE: [(&str, &str); 12] = [
    ("one line of news", "Governor Rustam Nazarov said in Dushanbe that the road to Termez was open. "),
    ("one name", "Paris "),
    ("no spaces", "ParisTexas"),
    ("lists", "Paris, Texas, "),
    ("one illness", "Ebola "),
    ("ampersands", "T&T J&K A&M X&Y&Z "),
    ("right to left", "قال وزير في كابل و"),
    ("combining marks", "e\u{301}E\u{301}\u{301} "),
    ("null bytes", "\0Paris\0"),
    ("no blanks between words", "北京和喀布尔"),
    ("dates", "on 3 March 2021, last Thursday and in May, "),
    (
        "several scripts",
        "In Kyiv (Київ) on 08/07/2021 the U.S. Army's St. Louis office said «Москве» — Côte d’Ivoire… ",
    ),
];

/// A hundred kilobytes, a thousand, ten thousand: the time per byte should stay the same. Dates are told, too.
fn hostile(c: &mut Criterion) {
    let gazetteer = Gazetteer::world();
    let parser = Geoparser::new(&gazetteer, Options::default());
    let mut group = c.benchmark_group("hostile");
    group.sample_size(10).sampling_mode(SamplingMode::Flat).warm_up_time(Duration::from_millis(300));
    for size in [100_000, 1_000_000, 10_000_000] {
        let distinct = (0..size / 16).map(|n| format!("in Vell{}nsk{n:05} ", n % 7)).collect::<Vec<_>>().concat();
        let texts = HOSTILE.iter().map(|&(name, piece)| (name, piece.repeat(size / piece.len())));
        for (name, text) in texts.chain([("distinct names", distinct)]) {
            let article = Article::from_text("a", text);
            group.throughput(Throughput::Bytes(article.text.len() as u64));
            group.bench_function(format!("{name}/{size}"), |b| {
                b.iter(|| {
                    black_box(parser.parse(black_box(&article)));
                    black_box(dates::told(black_box(&article)))
                });
            });
        }
    }
    group.finish();
}

fn geoparse(c: &mut Criterion) {
    let gazetteer = Gazetteer::world();
    let parser = Geoparser::new(&gazetteer, Options::default());
    let mut group = c.benchmark_group("geoparse");
    for (name, times) in [("paragraph", 1), ("article", 6), ("long", 200)] {
        let article = Article::from_text("a", PARAGRAPH.repeat(times));
        group.throughput(Throughput::Bytes(article.text.len() as u64));
        group.bench_function(name, |b| b.iter(|| black_box(parser.parse(black_box(&article)))));
    }
    group.finish();
}

criterion_group!(benches, geoparse, hostile);
criterion_main!(benches);
