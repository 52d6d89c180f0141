//! Things in rows: as many beside each other as there is room for.

use super::pen::{Block, Pen};
use egui::{Pos2, Rect, pos2, vec2};

/// Draws a picture round a centre.
type Picture<'a> = Box<dyn Fn(&Pen, Pos2) + 'a>;

/// A picture with words behind it.
pub(super) struct Item<'a> {
    /// Width of the picture in points.
    pub(super) width: f32,
    /// Draws the picture round a centre.
    pub(super) picture: Picture<'a>,
    /// The words.
    pub(super) words: Block,
}

/// Where each item goes: offsets from the upper left corner, and the height of all; in points.
pub(super) fn arrange(items: &[Item], width: f32, row: f32, gap: f32, inner: f32) -> (Vec<Pos2>, f32) {
    let (mut x, mut y) = (0.0, 0.0);
    let mut out = Vec::with_capacity(items.len());
    for item in items {
        let own = item.width + if item.width > 0.0 { inner } else { 0.0 } + item.words.size().x;
        if x > 0.0 && x + own > width {
            (x, y) = (0.0, y + row);
        }
        out.push(pos2(x, y));
        x += own + gap;
    }
    (out, y + row)
}

/// Draws items that [`arrange`] gave places; returns the box round them.
pub(super) fn draw(pen: &Pen, at: Pos2, items: &[Item], places: &[Pos2], row: f32, inner: f32) -> Rect {
    let mut all = Rect::from_min_size(at, vec2(0.0, 0.0));
    for (item, place) in items.iter().zip(places) {
        let corner = at + place.to_vec2();
        let middle = corner.y + row / 2.0;
        (item.picture)(pen, pos2(corner.x + item.width / 2.0, middle));
        let x = corner.x + item.width + if item.width > 0.0 { inner } else { 0.0 };
        all = all.union(pen.draw(pos2(x, middle - item.words.size().y / 2.0), &item.words));
    }
    all
}
