//! Where in an area a word or a pill has most room: a coarse pole of inaccessibility of the part in view.

use super::sheet::Sheet;
use crate::basemap::Area;
use egui::{Pos2, Rect, pos2};

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

impl Field {
    /// `None` when nothing of the area lies within `view`.
    pub(crate) fn new(area: &Area, sheet: &Sheet, view: Rect) -> Option<Self> {
        if !sheet.sees(&area.bounds) {
            return None;
        }
        let box_ = Rect::from_two_pos(
            sheet.place([area.bounds.left, area.bounds.top]),
            sheet.place([area.bounds.right, area.bounds.bottom]),
        );
        let bounds = box_.intersect(view);
        if !bounds.is_positive() {
            return None;
        }
        let mut out = Self { bounds, across: vec![Vec::new(); LINES], down: vec![Vec::new(); LINES] };
        for ring in &area.rings {
            let mut before = ring.last().map(|p| sheet.place(*p));
            for p in ring {
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

    /// Places of the grid inside the area, the roomiest first for a box of this width and height.
    pub(crate) fn rooms(&self, width: f32, height: f32) -> Vec<Room> {
        let r = self.bounds;
        let mut out = Vec::new();
        for (row, across) in self.across.iter().enumerate() {
            let y = Self::line(row, r.top(), r.bottom());
            for (column, down) in self.down.iter().enumerate() {
                let x = Self::line(column, r.left(), r.right());
                let room = Self::clear(across, x, r.left(), r.right()).zip(Self::clear(down, y, r.top(), r.bottom()));
                if let Some((half_width, half_height)) = room {
                    out.push(Room { at: pos2(x, y), half_width, half_height });
                }
            }
        }
        let score = |room: &Room| (room.half_width / width.max(1.0)).min(room.half_height / (2.2 * height).max(1.0));
        // Far from the outline first; equal room nearer the middle first.
        let middle = r.center();
        out.sort_by(|a, b| {
            let key = |room: &Room| score(room) - 0.15 * room.at.distance(middle) / (r.width() + r.height());
            key(b).total_cmp(&key(a)).then(a.at.y.total_cmp(&b.at.y)).then(a.at.x.total_cmp(&b.at.x))
        });
        out
    }
}
