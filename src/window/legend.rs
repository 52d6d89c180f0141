//! The legend on the map: shape is the kind, fill the certainty, number and size the stories.

use super::kit::{Mark, certainty_dot, mark, text};
use super::local::Look;
use crate::briefing::Role;
use crate::geoparse::Band;
use crate::map::fonts;
use egui::{Align2, CornerRadius, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

/// Distance from the map's edges.
pub(super) const MARGIN: f32 = 15.0;
const SIZE: egui::Vec2 = vec2(196.0, 181.0);

/// Where the legend stands; `None` where the map is too small for it.
pub(super) fn place(map: Rect) -> Option<Rect> {
    let roomy = map.width() >= 560.0 && map.height() >= 420.0;
    roomy.then(|| Rect::from_min_size(pos2(map.left() + MARGIN, map.bottom() - 54.0 - SIZE.y), SIZE))
}

/// Shows the legend.
pub(super) fn show(ui: &Ui, rect: Option<Rect>, look: &Look<'_>) {
    let (p, Some(rect)) = (look.palette, rect) else { return };
    let line = Stroke::new(1.0, p.strong_line);
    ui.painter().rect(rect, CornerRadius::same(8), p.raised, line, StrokeKind::Inside);
    let rows = [
        (Role::Event, false, "Place"),
        (Role::Event, true, "Area"),
        (Role::Government, false, "Government speaking"),
        (Role::Organisation, false, "Organisation"),
        (Role::From, false, "Reported from"),
    ];
    let mut y = rect.top() + 19.0;
    for (role, area, words) in rows {
        let r = if role == Role::Event && !area { 8.6 } else { 7.5 };
        mark(ui.painter(), p, pos2(rect.left() + 23.0, y), r, Mark { role, area, band: Band::High }, "2");
        text(ui, pos2(rect.left() + 47.0, y), Align2::LEFT_CENTER, words, fonts::sans(14.0), p.text);
        y += 22.0;
    }
    y += 2.0;
    ui.painter().hline(rect.x_range().shrink(12.0), y - 10.0, Stroke::new(1.0, p.line));
    y += 6.0;
    let mut x = rect.left() + 18.0;
    for (band, words) in [(Band::High, "High"), (Band::Check, "Check"), (Band::Guess, "Guess")] {
        certainty_dot(ui.painter(), p, pos2(x, y), band);
        x = text(ui, pos2(x + 10.0, y), Align2::LEFT_CENTER, words, fonts::sans(13.0), p.text).right() + 16.0;
    }
    let at = pos2(rect.left() + 12.0, y + 23.0);
    text(ui, at, Align2::LEFT_CENTER, "Number and size: stories", fonts::sans(13.0), p.muted);
}
