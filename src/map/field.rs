//! Where in an area a word or a pill has most room: a coarse pole of inaccessibility of the part in view.

use super::sheet::Sheet;
use crate::basemap::Area;
use egui::{Pos2, Rect, Vec2, pos2};

/// Lines of the search grid in each direction.
const LINES: usize = 28;

/// The part of an area that is in view, as crossings with a grid of horizontal and vertical lines.
pub(crate) struct Field {
    bounds: Rect,
    /// For each horizontal line, where the outline crosses it, ascending.
    across: Vec<Vec<f32>>,
    /// For each vertical line.
    down: Vec<Vec<f32>>,
}

/// A place in the area and how far a box reaches from it to both sides and up and down before it meets the outline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Room {
    pub at: Pos2,
    pub half_width: f32,
    pub half_height: f32,
}

impl Area {
    /// The part of its box that is in view, on the screen; `None` for none.
    pub(crate) fn seen(&self, sheet: &Sheet, view: Rect) -> Option<Rect> {
        if !sheet.sees(&self.bounds) {
            return None;
        }
        let box_ = Rect::from_two_pos(
            sheet.place([self.bounds.left, self.bounds.top]),
            sheet.place([self.bounds.right, self.bounds.bottom]),
        );
        let seen = box_.intersect(view);
        seen.is_positive().then_some(seen)
    }
}

impl Field {
    /// `None` when nothing of the area lies within `view`.
    pub(crate) fn new(area: &Area, sheet: &Sheet, view: Rect) -> Option<Self> {
        let bounds = area.seen(sheet, view)?;
        let mut out = Self { bounds, across: vec![Vec::new(); LINES], down: vec![Vec::new(); LINES] };
        let least = (bounds.width() + bounds.height()) / (6 * LINES) as f32;
        for ring in area.rings.iter().filter(|r| sheet.sees(&r.bounds)) {
            // Islets and ponds between two lines of the grid neither give room nor take any.
            if ((ring.span() * sheet.scale) as f32) < least {
                continue;
            }
            let mut before = ring.points.last().map(|p| sheet.place(*p));
            for p in &ring.points {
                let at = sheet.place(*p);
                if let Some(a) = before {
                    out.add(a, at);
                }
                before = Some(at);
            }
        }
        for list in out.across.iter_mut().chain(&mut out.down) {
            list.sort_by(f32::total_cmp);
        }
        Some(out)
    }

    fn line(i: usize, low: f32, high: f32) -> f32 {
        low + (high - low) * (i as f32 + 0.5) / LINES as f32
    }

    fn add(&mut self, a: Pos2, b: Pos2) {
        let r = self.bounds;
        let mut cross = |horizontal: bool| {
            let (low, high) = if horizontal { (r.top(), r.bottom()) } else { (r.left(), r.right()) };
            let (u, v, s, t) = if horizontal { (a.y, b.y, a.x, b.x) } else { (a.x, b.x, a.y, b.y) };
            let pitch = (high - low) / LINES as f32;
            if pitch <= 0.0 || u == v {
                return;
            }
            let first = ((u.min(v) - low) / pitch - 0.5).ceil().max(0.0) as usize;
            let last = ((u.max(v) - low) / pitch - 0.5).ceil().clamp(0.0, LINES as f32) as usize;
            for i in first..last {
                let at = Self::line(i, low, high);
                if (u > at) != (v > at) {
                    let crossing = s + (at - u) / (v - u) * (t - s);
                    let list = if horizontal { self.across.get_mut(i) } else { self.down.get_mut(i) };
                    if let Some(list) = list {
                        list.push(crossing);
                    }
                }
            }
        };
        cross(true);
        cross(false);
    }

    /// Distance to the nearer end of the interval that holds `at`; `None` outside the area.
    fn clear(list: &[f32], at: f32, low: f32, high: f32) -> Option<f32> {
        let i = list.partition_point(|&c| c <= at);
        if i % 2 == 0 {
            return None;
        }
        let left = i.checked_sub(1).and_then(|i| list.get(i)).copied().unwrap_or(low).max(low);
        let right = list.get(i).copied().unwrap_or(high).min(high);
        Some((at - left).min(right - at))
    }

    /// Places of the grid inside the area where a box of `least` half width and half height fits, the roomiest first
    /// for a box of this width and height.
    pub(crate) fn rooms(&self, width: f32, height: f32, least: Vec2) -> Vec<Room> {
        let r = self.bounds;
        let mut out = Vec::new();
        // Far from the outline first; equal room nearer the middle first.
        let middle = r.center();
        let score = |room: &Room| {
            let fits = (room.half_width / width.max(1.0)).min(room.half_height / (2.2 * height).max(1.0));
            fits - 0.15 * room.at.distance(middle) / (r.width() + r.height())
        };
        for (row, across) in self.across.iter().enumerate() {
            let y = Self::line(row, r.top(), r.bottom());
            for (column, down) in self.down.iter().enumerate() {
                let x = Self::line(column, r.left(), r.right());
                let half_width = Self::clear(across, x, r.left(), r.right()).filter(|w| *w >= least.x);
                let Some(half_width) = half_width else { continue };
                let half_height = Self::clear(down, y, r.top(), r.bottom()).filter(|h| *h >= least.y);
                let Some(half_height) = half_height else { continue };
                let room = Room { at: pos2(x, y), half_width, half_height };
                out.push((score(&room), room));
            }
        }
        // Found row by row: a stable sort keeps equal ones north to south, west to east.
        out.sort_by(|a, b| b.0.total_cmp(&a.0));
        out.into_iter().map(|(_, room)| room).collect()
    }
}
