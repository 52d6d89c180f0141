//! What is taken: nothing that is placed later may touch it.

use egui::{Pos2, Rect, Vec2, pos2, vec2};

/// Boxes that are taken, within the edge of the map.
pub(crate) struct Obstacles {
    inside: Rect,
    taken: Vec<Rect>,
}

impl Obstacles {
    /// Nothing may come nearer to the map's edge than `edge`, nor touch a control.
    pub(crate) fn new(map: Rect, edge: f32, controls: &[Rect]) -> Self {
        Self { inside: map.shrink(edge), taken: controls.to_vec() }
    }

    /// Whether a box is free.
    pub(crate) fn is_free(&self, rect: Rect) -> bool {
        self.inside.contains_rect(rect) && !self.taken.iter().any(|t| overlap(*t, rect))
    }

    /// Takes a box.
    pub(crate) fn take(&mut self, rect: Rect) {
        self.taken.push(rect);
    }

    /// Whether the whole box lies within the edge.
    pub(crate) fn holds(&self, rect: Rect) -> bool {
        self.inside.contains_rect(rect)
    }
}

/// Whether two boxes share more than an edge.
pub(crate) fn overlap(a: Rect, b: Rect) -> bool {
    a.left() < b.right() && b.left() < a.right() && a.top() < b.bottom() && b.top() < a.bottom()
}

/// Sides of a symbol on which its name may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    E,
    W,
    NE,
    SE,
    NW,
    SW,
    N,
    S,
}

/// The order in which a name tries them.
pub(crate) const NAME_SIDES: [Side; 8] = [Side::E, Side::W, Side::NE, Side::SE, Side::NW, Side::SW, Side::N, Side::S];
/// The order in which the plate of the selected place tries them.
pub(crate) const PLATE_SIDES: [Side; 6] = [Side::S, Side::SE, Side::E, Side::SW, Side::W, Side::N];

/// The box of a name of `size` on one side of a symbol's box, `gap` away from it.
pub(crate) fn beside(symbol: Rect, size: Vec2, gap: f32, side: Side) -> Rect {
    let c = symbol.center();
    let near = gap * 0.35;
    let (left, right) = (symbol.left() - gap - size.x, symbol.right() + gap);
    let (close_left, close_right) = (symbol.left() - near - size.x, symbol.right() + near);
    let min: Pos2 = match side {
        Side::E => pos2(right, c.y - size.y / 2.0),
        Side::W => pos2(left, c.y - size.y / 2.0),
        Side::NE => pos2(close_right, symbol.top() - size.y * 0.6),
        Side::SE => pos2(close_right, symbol.bottom() - size.y * 0.4),
        Side::NW => pos2(close_left, symbol.top() - size.y * 0.6),
        Side::SW => pos2(close_left, symbol.bottom() - size.y * 0.4),
        Side::N => pos2(c.x - size.x / 2.0, symbol.top() - gap - size.y),
        Side::S => pos2(c.x - size.x / 2.0, symbol.bottom() + gap),
    };
    Rect::from_min_size(min, size)
}

/// Small boxes along a turned line of text, which hug it closer than one box would.
pub(crate) fn along(start: Pos2, length: f32, height: f32, angle: f32) -> Vec<Rect> {
    let (s, c) = (libm::sinf(angle), libm::cosf(angle));
    let count = (length / height.max(1.0)).ceil().max(1.0) as usize;
    (0..count)
        .map(|i| {
            let t = (i as f32 + 0.5) / count as f32 * length;
            // The middle of the text's height lies half a height to the right of its baseline's direction.
            let middle = start + vec2(c * t - s * height / 2.0, s * t + c * height / 2.0);
            Rect::from_center_size(middle, Vec2::splat(height))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_is_not_free() {
        let map = Rect::from_min_size(pos2(0.0, 0.0), vec2(100.0, 100.0));
        let mut o = Obstacles::new(map, 6.0, &[]);
        let a = Rect::from_min_size(pos2(10.0, 10.0), vec2(20.0, 10.0));
        assert!(o.is_free(a));
        o.take(a);
        assert!(!o.is_free(a.translate(vec2(5.0, 5.0))));
        assert!(o.is_free(a.translate(vec2(20.0, 0.0))), "boxes may share an edge");
        assert!(!o.is_free(a.translate(vec2(-5.0, 30.0))), "the edge keeps its distance");
    }

    #[test]
    fn no_side_overlaps_the_symbol() {
        let symbol = Rect::from_center_size(pos2(50.0, 50.0), vec2(20.0, 20.0));
        for side in NAME_SIDES.into_iter().chain(PLATE_SIDES) {
            let name = beside(symbol, vec2(40.0, 14.0), 4.0, side);
            assert!(!overlap(symbol, name), "{side:?}");
        }
    }
}
