//! Title and filter line.

use super::content::Content;
use super::pen::Pen;
use egui::{Pos2, Rect, pos2};

/// Sizes of the head, in design units.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) title: f32,
    pub(super) title_line: f32,
    pub(super) filter: f32,
    pub(super) filter_line: f32,
}

/// Draws title and filter line; returns the lower edge and the boxes.
pub(super) fn draw(
    pen: &Pen,
    content: &Content,
    style: Style,
    at: Pos2,
    width: f32,
) -> (f32, [(&'static str, Rect); 2]) {
    // A long title gets smaller type, then a second line, and only then loses words.
    let at_size = |share: f32, rows: usize| {
        let run = pen.serif_bold(style.title * share, content.title.as_str());
        pen.set(&[run], style.title_line * share, width, rows)
    };
    let title = [(1.0, 1), (0.85, 1), (0.85, 2), (0.7, 2), (0.6, 3)]
        .into_iter()
        .map(|(share, rows)| at_size(share, rows))
        .find(|b| !b.cut)
        .unwrap_or_else(|| at_size(0.6, 3));
    let title_box = pen.draw(at, &title);
    let filter = pen.set(&[pen.muted(style.filter, content.filter.as_str())], style.filter_line, width, 3);
    let filter_box = pen.draw(pos2(at.x, title_box.bottom() + pen.u(style.filter * 0.35)), &filter);
    (filter_box.bottom(), [("title", title_box), ("filter", filter_box)])
}
