//! What happens outside the view: chips on the map's edge with arrow, symbols, name and distance. A click flies there.

use super::kit::{Mark, focus_ring, mark, text, width};
use super::local::{Look, Out};
use crate::briefing::{Command, PlaceEntry, Role};
use crate::geo::{LatLon, Viewport};
use crate::map::fonts;
use egui::{Align2, CornerRadius, Pos2, Rect, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

const HEIGHT: f32 = 30.0;
/// Distance from the map's edge.
const EDGE: f32 = 14.0;
/// Between chips, and between chips and controls.
const GAP: f32 = 8.0;
/// How far one try along the edge goes.
const STEP: f32 = 12.0;
/// Most chips, in a wide and in a narrow map.
const MOST: (usize, usize) = (4, 2);
/// From this width on a map is wide.
const WIDE: f32 = 700.0;
/// Width of an arrow with its gap, and of a symbol.
const ARROW: f32 = 22.0;
const SYMBOL: f32 = 21.0;
/// Side of the square that a chip leaves a symbol of the map.
const SYMBOL_ROOM: f32 = 36.0;

/// A place out of view, with its chip.
pub(super) struct Chip {
    /// Where the chip stands.
    pub(super) rect: Rect,
    /// Number of the place in the view: the first of its roles.
    place: usize,
    /// All its roles.
    symbols: Vec<usize>,
    /// Where it lies from the middle of the map, length 1.
    way: Vec2,
    words: String,
    distance: String,
}

/// Chooses the weightiest places outside the view and finds their chips room clear of `avoid`.
pub(super) fn place(ui: &Ui, rect: Rect, look: &Look<'_>, viewport: &Viewport, avoid: &[Rect]) -> Vec<Chip> {
    let most = if rect.width() >= WIDE { MOST.0 } else { MOST.1 };
    let middle = LatLon::from(viewport.centre);
    let mut out: Vec<Chip> = Vec::new();
    let mut taken: Vec<Rect> = avoid.iter().map(|r| r.expand(GAP)).collect();
    let symbols = look.view.scene.symbols.iter().map(|s| viewport.project(s.point));
    let symbols: Vec<Rect> = symbols.map(|at| Rect::from_center_size(at, Vec2::splat(SYMBOL_ROOM))).collect();
    for i in far(look, viewport, rect).into_iter().take(most) {
        let Some(entry) = look.view.places.get(i) else { continue };
        let roles: Vec<usize> = (0..look.view.places.len())
            .filter(|&n| look.view.places.get(n).is_some_and(|p| p.key.place == entry.key.place))
            .take(3)
            .collect();
        let (words, distance) = (entry.name.clone(), kilometres(middle.distance_km(entry.point)));
        let wide = 12.0
            + ARROW
            + SYMBOL * roles.len() as f32
            + 6.0
            + width(ui, &words, fonts::sans_bold(14.0))
            + 8.0
            + width(ui, &distance, fonts::sans(13.0))
            + 14.0;
        let off = viewport.project(entry.point) - rect.center();
        let Some(at) = room(rect, off, vec2(wide.ceil(), HEIGHT), &taken, &symbols) else { continue };
        taken.push(at.expand(GAP));
        out.push(Chip { rect: at, place: i, symbols: roles, way: off.normalized(), words, distance });
    }
    out
}

/// Places out of view, by stories, as numbers of the view: where it happens, and areas that are no wider than a
/// country of middling size (the label point of a wider one says little).
fn far(look: &Look<'_>, viewport: &Viewport, rect: Rect) -> Vec<usize> {
    let places = &look.view.places;
    let wide = |i: usize| look.view.scene.symbols.get(i).is_some_and(|s| s.area);
    let outside = |p: &PlaceEntry| !rect.contains(viewport.project(p.point));
    let mut far: Vec<usize> = (0..places.len())
        .filter(|&i| places.get(i).is_some_and(|p| p.key.role == Role::Event && !wide(i) && outside(p)))
        .collect();
    // The sort is stable: equals stay in the list's order.
    far.sort_by_key(|&i| std::cmp::Reverse(places.get(i).map_or(0, |p| p.count.stories)));
    far
}

/// Room for a chip where the way to its place crosses the edge, or as near to that as is free: clear of the map's
/// `symbols` where that can be had, clear of what is `taken` always.
fn room(map: Rect, off: Vec2, size: Vec2, taken: &[Rect], symbols: &[Rect]) -> Option<Rect> {
    let inner = map.shrink(EDGE).shrink2(size / 2.0);
    if inner.width() <= 0.0 || inner.height() <= 0.0 || off == Vec2::ZERO {
        return None;
    }
    let reach = |d: f32, half: f32| if d.abs() < 1e-6 { f32::INFINITY } else { half / d.abs() };
    let t = reach(off.x, inner.width() / 2.0).min(reach(off.y, inner.height() / 2.0));
    let start = ring_at(inner, inner.center() + off * t);
    let length = 2.0 * (inner.width() + inner.height());
    let tries = (length * 0.22 / STEP) as i32;
    // The nearest first, clockwise before anticlockwise.
    let shifts = std::iter::once(0).chain((1..=tries).flat_map(|n| [n, -n]));
    let clear = |r: &Rect, of: &[Rect]| !of.iter().any(|t| t.intersects(*r));
    let free = shifts
        .map(|n| Rect::from_center_size(ring_point(inner, start + n as f32 * STEP), size))
        .filter(|r| clear(r, taken));
    let free: Vec<Rect> = free.collect();
    free.iter().find(|r| clear(r, symbols)).or(free.first()).copied()
}

/// How far along the ring, clockwise from its left top, a point of it lies.
fn ring_at(ring: Rect, p: Pos2) -> f32 {
    let (w, h) = (ring.width(), ring.height());
    let (dx, dy) = (p.x - ring.left(), p.y - ring.top());
    if dy <= 0.5 {
        dx
    } else if dx >= w - 0.5 {
        w + dy
    } else if dy >= h - 0.5 {
        w + h + (w - dx)
    } else {
        2.0 * w + h + (h - dy)
    }
}

fn ring_point(ring: Rect, along: f32) -> Pos2 {
    let (w, h) = (ring.width(), ring.height());
    let at = along.rem_euclid(2.0 * (w + h));
    if at < w {
        pos2(ring.left() + at, ring.top())
    } else if at < w + h {
        pos2(ring.right(), ring.top() + at - w)
    } else if at < 2.0 * w + h {
        pos2(ring.right() - (at - w - h), ring.bottom())
    } else {
        pos2(ring.left(), ring.bottom() - (at - 2.0 * w - h))
    }
}

/// "3 000 km", "480 km": as exact as an arrow deserves.
fn kilometres(km: f64) -> String {
    let step = if km >= 1000.0 { 100.0 } else { 10.0 };
    let n = ((km / step).round() * step).max(step) as u32;
    if n >= 1000 { format!("{}\u{202F}{:03} km", n / 1000, n % 1000) } else { format!("{n} km") }
}

/// Shows the chips.
pub(super) fn show(ui: &Ui, chips: &[Chip], look: &Look<'_>, out: &mut Out) {
    let p = look.palette;
    for chip in chips {
        let Some(entry) = look.view.places.get(chip.place) else { continue };
        let r = ui.interact(chip.rect, ui.scope_id().with(("off", &entry.key.place)), Sense::click());
        r.widget_info(|| {
            let name = format!("{}, off the map, {}", chip.words, chip.distance);
            WidgetInfo::labeled(egui::Role::Button, true, name)
        });
        let fill = if r.hovered() { p.chip } else { p.raised };
        let line = Stroke::new(1.0, p.strong_line);
        ui.painter().rect(chip.rect, CornerRadius::same(15), fill, line, StrokeKind::Inside);
        let y = chip.rect.center().y;
        arrow(ui, pos2(chip.rect.left() + 20.0, y), chip.way, p.text);
        let mut x = chip.rect.left() + 12.0 + ARROW + SYMBOL / 2.0;
        for place in chip.symbols.iter().filter_map(|&i| look.view.places.get(i)) {
            let m = Mark { role: place.key.role, area: false, band: place.band };
            mark(ui.painter(), p, pos2(x, y), 7.5, m, &place.count.stories.to_string());
            x += SYMBOL;
        }
        x += 6.0 - SYMBOL / 2.0;
        let at = text(ui, pos2(x, y), Align2::LEFT_CENTER, &chip.words, fonts::sans_bold(14.0), p.text);
        text(ui, pos2(at.right() + 8.0, y), Align2::LEFT_CENTER, &chip.distance, fonts::sans(13.0), p.muted);
        focus_ring(ui, p, &r, 15);
        if r.on_hover_text(format!("{}. Click to go there", entry.chain)).clicked() {
            out.tell(Command::Select(Some(entry.key.clone())));
        }
    }
}

/// A needle that points along `way`.
fn arrow(ui: &Ui, c: Pos2, way: Vec2, ink: egui::Color32) {
    let side = way.rot90();
    let (tip, foot) = (c + way * 7.0, c - way * 5.0);
    let notch = c - way * 2.0;
    // Two halves: a notched arrow is not convex.
    for s in [1.0, -1.0] {
        let points = vec![tip, foot + side * (5.0 * s), notch];
        ui.painter().add(Shape::convex_polygon(points, ink, Stroke::NONE));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chip_stands_on_the_side_of_its_place_and_clear_of_controls() {
        let map = Rect::from_min_size(pos2(100.0, 50.0), vec2(900.0, 600.0));
        let size = vec2(150.0, HEIGHT);
        let north = room(map, vec2(0.0, -900.0), size, &[], &[]).expect("room");
        assert!((north.top() - 64.0).abs() < 0.5 && (north.center().x - 550.0).abs() < 0.5);
        let again = room(map, vec2(0.0, -900.0), size, &[north.expand(GAP)], &[]).expect("room");
        assert!(!again.intersects(north) && (again.top() - 64.0).abs() < 0.5);
        let west = room(map, vec2(-500.0, 10.0), size, &[], &[]).expect("room");
        assert!((west.left() - 114.0).abs() < 0.5);
        let aside = room(map, vec2(-500.0, 10.0), size, &[], &[west]).expect("room");
        assert!(!aside.intersects(west) && (aside.left() - 114.0).abs() < 0.5);
        let covering = room(map, vec2(-500.0, 10.0), size, &[], &[map]).expect("a chip rather than none");
        assert_eq!(covering, west);
    }

    #[test]
    fn distances_are_round() {
        assert_eq!(kilometres(2_961.0), "3\u{202F}000 km");
        assert_eq!(kilometres(484.0), "480 km");
        assert_eq!(kilometres(2.0), "10 km");
    }
}
