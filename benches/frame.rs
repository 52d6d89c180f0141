//! How long one frame of the map takes on the sample, at the size that the map has in a window of 1920 x 1080.
//!
//! A frame that changes nothing, one that moves the camera, one that zooms, each for the whole world and for Central
//! Asia, with the triangles that the window hands to the graphics card.

#![allow(missing_docs, clippy::expect_used)]

use criterion::{Criterion, criterion_group, criterion_main};
use dateline::basemap::Basemap;
use dateline::briefing::{Scene, Session, Theme};
use dateline::gazetteer::Gazetteer;
use dateline::geo::{Bounds, LatLon, Viewport};
use dateline::geoparse::Options;
use dateline::load::{Input, load};
use dateline::map::{self, MapOptions, fonts};
use egui::epaint::ClippedPrimitive;
use egui::{Context, Pos2, RawInput, Rect, vec2};
use std::ops::ControlFlow;
use std::sync::Arc;

const SIZE: egui::Vec2 = vec2(1244.0, 832.0);

/// A context that has shown nothing yet.
fn context() -> Context {
    let ctx = Context::default();
    fonts::install(&ctx);
    ctx
}

/// A frame of the map down to its triangles.
fn frame(ctx: &Context, viewport: &Viewport, scene: &Scene) -> Vec<ClippedPrimitive> {
    let rect = Rect::from_min_size(Pos2::ZERO, SIZE);
    let input = RawInput { screen_rect: Some(rect), time: Some(0.0), ..RawInput::default() };
    let mut output = ctx.run_ui(input, |ui| {
        let options = MapOptions { triangles: true, ..MapOptions::window(Theme::Light) };
        map::paint(ui.painter(), viewport, scene, &options, Basemap::world());
    });
    // Nothing is drawn: the textures are not needed.
    output.textures_delta.clear();
    ctx.tessellate(output.shapes, 1.0)
}

fn moving(c: &mut Criterion) {
    let corpus = load(&Input::Sample, Gazetteer::world(), &Options::default(), &mut |_| ControlFlow::Continue(()));
    let session = Session::new(Arc::new(corpus.expect("nobody breaks it off")));
    let scene = session.view().scene;
    let rect = Rect::from_min_size(Pos2::ZERO, SIZE);
    let world = Viewport::new(rect, LatLon::wrapped(25.0, 20.0), 2.3).clamped();
    let region = Bounds::new(50.0, 30.0, 85.0, 48.0).expect("a box of Central Asia");
    for (name, start) in [("whole world", world), ("Central Asia", Viewport::fit(rect, region, 0.0).clamped())] {
        let mut group = c.benchmark_group(format!("map 1244x832, {name}"));
        group.sample_size(20);
        let ctx = context();
        group.bench_function("unchanged", |b| b.iter(|| frame(&ctx, &start, &scene)));
        let mut view = start;
        group.bench_function("panning", |b| {
            b.iter(|| {
                // To and fro, so that as much is in view at the end as at the beginning.
                view.centre.x += if view.centre.x > start.centre.x + 0.02 { -0.02 } else { 1.7 / view.scale() };
                frame(&ctx, &view, &scene)
            });
        });
        let mut view = start;
        group.bench_function("zooming", |b| {
            b.iter(|| {
                view.zoom += if view.zoom > start.zoom + 0.4 { -0.4 } else { 0.013 };
                frame(&ctx, &view, &scene)
            });
        });
        group.finish();
    }
}

criterion_group!(benches, moving);
criterion_main!(benches);
