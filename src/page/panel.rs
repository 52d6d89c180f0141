//! The map of a page with its frame, its inset and its scale bar.

use super::content::Content;
use super::fit::{self, Plan, Room, Spot, frame_on, plan};
use super::pen::Pen;
use crate::basemap::Basemap;
use crate::briefing::{Scene, Symbol};
use crate::geo::Viewport;
use crate::map::{self, MapOptions, Painted};
use egui::{Rect, Stroke, StrokeKind, Vec2, pos2, vec2};

/// Sizes of the map, in design units.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) inset: Vec2,
    pub(super) margin: f32,
    pub(super) frame: f32,
    /// Box that the scale bar needs.
    pub(super) bar: Vec2,
    pub(super) relief: bool,
}

/// An inset with more named symbols than this is made larger.
const CROWDED: usize = 8;

/// What the map shows and where.
pub(super) struct Panel {
    pub(super) plan: Plan,
    /// What the painter put where on the main map.
    pub(super) painted: Painted,
}

/// What each symbol asks of the main map.
pub(super) fn spots(content: &Content) -> Vec<Spot> {
    let spot = |s: &Symbol| match content.covered.get(&s.key) {
        // A dot that only gave way asks for what it would have asked with its number.
        Some(stories) => Spot::of(&Symbol { stories: *stories, ..s.clone() }),
        None => Spot::of(s),
    };
    content.scene.symbols.iter().map(spot).collect()
}

/// Paints the map into `rect`.
pub(super) fn paint(pen: &Pen, content: &Content, basemap: &Basemap, rect: Rect, style: Style) -> Panel {
    let k = pen.k;
    let room = Room { map: rect, inset: style.inset * k, margin: style.margin * k, unit: k };
    let spots = spots(content);
    let mut plan = plan(&spots, &room);
    // Many far places need a larger inset.
    let marked = |s: &Symbol| !s.label.is_empty();
    let far = content.scene.symbols.iter().zip(&plan.on_main).filter(|(s, on)| !**on && marked(s)).count();
    if far > CROWDED {
        plan = fit::plan(&spots, &Room { inset: room.inset * vec2(1.3, 1.2), ..room });
    }
    let (sizes, scale) = pen.map;
    let options = |avoid: Vec<Rect>| MapOptions {
        sizes,
        scale,
        avoid,
        chips: false,
        // Every number of the key stands on the map by itself.
        clusters: false,
        relief: style.relief,
        ..MapOptions::window(pen.palette.theme)
    };
    let inset_rect = plan.inset.map(|i| i.rect);
    let bar = bar_box(content, &plan, rect, style.bar * k);
    let main_options = options(inset_rect.map(|r| r.expand(4.0 * k)).into_iter().chain([bar]).collect());
    let painted = map::paint(pen.painter, &plan.main, &content.scene, &main_options, basemap);
    let at = pos2(bar.left() + pen.u(12.0), bar.bottom() - pen.u(10.0));
    map::scale_bar(pen.painter, &plan.main, at, &main_options);
    if let Some(inset) = &plan.inset {
        paint_inset(pen, content, basemap, &plan, inset, style, &options(Vec::new()));
    }
    let ink = pen.palette.hover;
    pen.painter.rect_stroke(rect, 0.0, Stroke::new(pen.u(style.frame), ink), StrokeKind::Outside);
    Panel { plan, painted }
}

fn paint_inset(
    pen: &Pen,
    content: &Content,
    basemap: &Basemap,
    plan: &Plan,
    inset: &Viewport,
    style: Style,
    options: &MapOptions,
) {
    let far: Vec<_> = content
        .scene
        .symbols
        .iter()
        .zip(&plan.on_main)
        .filter(|(s, on)| !**on && !s.label.is_empty())
        .map(|(s, _)| s.clone())
        .collect();
    // Dots without a number would only crowd the inset. A paper-coloured gap keeps the two maps apart.
    pen.painter.rect_filled(inset.rect.expand(pen.u(style.frame * 3.0)), 0.0, pen.palette.panel);
    let crowded = far.iter().filter(|s| !s.label.is_empty()).count() > CROWDED / 2;
    let scene = Scene { symbols: far, selected: None, hovered: None };
    // The outline of the main map lies under the symbols.
    let frame = frame_on(&plan.main, inset);
    let options = MapOptions {
        scale: options.scale * if crowded { 0.8 } else { 0.9 },
        relief: false,
        clusters: true,
        base_labels: !crowded,
        ..options.clone()
    };
    let base = Scene::default();
    map::paint(pen.painter, inset, &base, &MapOptions { base_labels: false, ..options.clone() }, basemap);
    let tint = pen.palette.event.gamma_multiply(0.12);
    pen.painter.rect(frame, 0.0, tint, Stroke::new(pen.u(1.6), pen.palette.event), StrokeKind::Inside);
    map::paint(pen.painter, inset, &scene, &MapOptions { ground: false, ..options }, basemap);
    pen.painter.rect_stroke(inset.rect, 0.0, Stroke::new(pen.u(style.frame), pen.palette.hover), StrokeKind::Outside);
}

/// Where the scale bar goes: the lower edge, in the place with the fewest symbols, from the left.
fn bar_box(content: &Content, plan: &Plan, map: Rect, size: Vec2) -> Rect {
    let inset = plan.inset.map_or(Rect::NOTHING, |i| i.rect);
    let step = size.x / 2.0;
    let mut best: Option<(usize, Rect)> = None;
    let mut x = map.left();
    while x + size.x <= map.right() {
        let rect = Rect::from_min_size(pos2(x, map.bottom() - size.y), size);
        x += step;
        if rect.expand(1.0).intersects(inset) {
            continue;
        }
        let near = |p: egui::Pos2| rect.expand2(vec2(size.x * 0.15, size.y * 0.6)).contains(p);
        let n = content.scene.symbols.iter().filter(|s| near(plan.main.project(s.point))).count();
        if best.is_none_or(|b| n < b.0) {
            best = Some((n, rect));
        }
    }
    best.map_or_else(|| Rect::from_min_size(pos2(map.left(), map.bottom() - size.y), size), |b| b.1)
}
