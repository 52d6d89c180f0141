//! Small pictures of the map's symbols for lists, legend and headings, painted by the map's own hand.

use crate::briefing::Role;
use crate::geoparse::Band;
use crate::map::{Glyph, Palette};
use egui::{Color32, CornerRadius, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, pos2};

/// What a symbol stands for.
#[derive(Clone, Copy, Debug)]
pub(in crate::window) struct Mark {
    /// Its role: its shape and its colour.
    pub(in crate::window) role: Role,
    /// Drawn as an area.
    pub(in crate::window) area: bool,
    /// Its certainty: its fill.
    pub(in crate::window) band: Band,
}

/// Paints a symbol of radius `r` round `c`, with a number where one is given.
pub(in crate::window) fn mark(painter: &Painter, p: &Palette, c: Pos2, r: f32, mark: Mark, number: &str) {
    let unit = (r / 9.0).clamp(0.6, 1.0);
    Glyph::new(c, r, mark.role, mark.area, mark.band, number).paint(painter, p, unit);
}

/// A dot in the event's colour that shows a certainty.
pub(in crate::window) fn certainty_dot(painter: &Painter, p: &Palette, c: Pos2, band: Band) {
    mark(painter, p, c, 4.8, Mark { role: Role::Event, area: false, band }, "");
}

/// A block of the date axis.
pub(in crate::window) fn block(painter: &Painter, rect: Rect, fill: Color32, edge: Option<Color32>) {
    painter.rect_filled(rect, CornerRadius::ZERO, fill);
    if let Some(edge) = edge {
        painter.rect_stroke(rect, CornerRadius::ZERO, Stroke::new(1.0, edge), StrokeKind::Inside);
    }
}

/// A block whose date is uncertain: lines at 45 degrees, 6 apart, in a frame.
pub(in crate::window) fn hatched(painter: &Painter, rect: Rect, back: Color32, ink: Color32) {
    painter.rect_filled(rect, CornerRadius::ZERO, back);
    let stroke = Stroke::new(1.6, ink);
    let mut lines = Vec::new();
    let mut x = rect.left() - rect.height() + 3.0;
    while x < rect.right() {
        // Each line runs up to the right; its ends are cut at the block's sides.
        let (x0, x1) = (x.max(rect.left()), (x + rect.height()).min(rect.right()));
        if x1 > x0 {
            lines.push(Shape::line_segment(
                [pos2(x0, rect.bottom() - (x0 - x)), pos2(x1, rect.bottom() - (x1 - x))],
                stroke,
            ));
        }
        x += 6.0;
    }
    painter.extend(lines);
    painter.rect_stroke(rect, CornerRadius::ZERO, Stroke::new(1.0, ink), StrokeKind::Inside);
}
