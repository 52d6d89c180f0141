//! How long a page takes: laid out, rasterised, encoded.

#![allow(missing_docs, clippy::expect_used)]

use criterion::{Criterion, criterion_group, criterion_main};
use dateline::basemap::Basemap;
use dateline::briefing::{Session, Theme};
use dateline::gazetteer::Gazetteer;
use dateline::geoparse::Options;
use dateline::load::{Input, load};
use dateline::page::{Content, PageSize, Sheet};
use dateline::render::{page, pdf, png};
use std::ops::ControlFlow;
use std::sync::Arc;

fn slide(c: &mut Criterion) {
    let corpus = load(&Input::Sample, Gazetteer::world(), &Options::default(), &mut |_| ControlFlow::Continue(()));
    let session = Session::new(Arc::new(corpus.expect("nobody breaks it off")));
    let sheet = Sheet::new(PageSize::Slide, false);
    let content = Content::of(&session, &sheet);
    let (frame, _) = page(&content, &sheet, Theme::Print, 1.0, Basemap::world());
    let (large, _) = page(&content, &sheet, Theme::Print, 2.0, Basemap::world());
    let image = frame.image();
    let mut group = c.benchmark_group("slide 1920x1080");
    group.sample_size(20);
    group.bench_function("lay out", |b| b.iter(|| page(&content, &sheet, Theme::Print, 1.0, Basemap::world())));
    group.bench_function("rasterise, one thread", |b| b.iter(|| frame.image_with(1)));
    group.bench_function("rasterise, all threads", |b| b.iter(|| frame.image()));
    group.bench_function("rasterise 3840x2160, all threads", |b| b.iter(|| large.image()));
    group.bench_function("encode PNG", |b| b.iter(|| png(&image, 96.0)));
    group.bench_function("write PDF", |b| b.iter(|| pdf(&frame, 96.0, "slide")));
    group.finish();
}

criterion_group!(benches, slide);
criterion_main!(benches);
