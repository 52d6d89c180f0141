//! Opening the gazetteer, looking a name up, walking prefixes: `cargo bench --bench lookup`.

#![allow(missing_docs, clippy::unwrap_used)]

use criterion::{Criterion, criterion_group, criterion_main};
use dateline::gazetteer::{Frozen, Gazetteer};
use dateline::geo::LatLon;
use dateline::text::normalise::normalise;
use std::hint::black_box;
use std::path::Path;

fn lookup(c: &mut Criterion) {
    let world = Gazetteer::world();
    let names: Vec<String> = world.all().step_by(997).map(|at| normalise(world.feature(at).name)).collect();
    let mut hits = Vec::new();
    let mut next = names.iter().cycle();
    c.bench_function("lookup exact, names of the whole world in turn", |b| {
        b.iter(|| world.lookup_exact(black_box(next.next().unwrap()), &mut hits));
    });
    c.bench_function("lookup exact, Kabul", |b| b.iter(|| world.lookup_exact(black_box("kabul"), &mut hits)));
    c.bench_function("lookup exact, no such name", |b| b.iter(|| world.lookup_exact(black_box("xqzv"), &mut hits)));
    c.bench_function("lookup loose", |b| b.iter(|| world.lookup_loose(black_box("mazare sharief"), &mut hits)));
    c.bench_function("prefixes of seven words", |b| {
        b.iter(|| {
            world.prefixes(black_box("new york city hall in mazar i"), &mut |n, h| {
                black_box((n, h.len()));
            });
        });
    });
    c.bench_function("may begin", |b| b.iter(|| world.may_begin(black_box("afghanistan"))));
    let point = LatLon::wrapped(34.5, 69.2);
    c.bench_function("nearest within 50 km", |b| b.iter(|| world.nearest(black_box(point), 50.0)));
    c.bench_function("normalise, ASCII", |b| b.iter(|| normalise(black_box("Mazar-i-Sharif"))));
    c.bench_function("normalise, marks", |b| b.iter(|| normalise(black_box("Mazār-e Sharīf"))));
}

fn open(c: &mut Criterion) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("gazetteer/world.gaz");
    let carried: &'static [u8] = Box::leak(std::fs::read(&path).unwrap().into_boxed_slice());
    c.bench_function("open what the program carries", |b| b.iter(|| Frozen::carried(black_box(carried)).unwrap()));
    c.bench_function("open a file and verify it", |b| b.iter(|| Frozen::open(black_box(&path)).unwrap()));
}

criterion_group!(benches, lookup, open);
criterion_main!(benches);
