//! The legend on the map: shape is the kind, fill the certainty, number and size the stories.

use super::kit::{Face, Icon, Mark, Tone, button, certainty_dot, mark, text};
use super::local::{Local, Look};
use crate::briefing::Role;
use crate::geoparse::Band;
use crate::map::fonts;
use egui::{Align2, CornerRadius, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

/// Distance from the map's edges.
pub(super) const MARGIN: f32 = 15.0;
const SIZE: egui::Vec2 = vec2(196.0, 181.0);

/// Folded, it is a button.
const FOLDED: egui::Vec2 = vec2(82.0, 30.0);
/// A map from this width on has room for it.
const ROOMY: f32 = 900.0;

/// Where the legend stands.
pub(super) enum Place {
    /// With all its lines.
    Open(Rect),
    /// As a button that opens it.
    Folded(Rect),
}

impl Place {
    /// What labels must not touch.
    pub(super) fn rect(&self) -> Rect {
        match self {
            Self::Open(r) | Self::Folded(r) => *r,
        }
    }
}

/// Where the legend stands above `foot`; `wanted` is what the reader chose.
pub(super) fn place(map: Rect, foot: f32, wanted: Option<bool>) -> Place {
    let at = |size: egui::Vec2| Rect::from_min_size(pos2(map.left() + MARGIN, foot - 54.0 - size.y), size);
    let fits = map.width() >= 320.0 && map.height() >= 330.0;
    let open = wanted.unwrap_or(map.width() >= ROOMY && map.height() >= 420.0);
    if open && fits { Place::Open(at(SIZE)) } else { Place::Folded(at(FOLDED)) }
}

/// Shows the legend.
pub(super) fn show(ui: &Ui, place: &Place, look: &Look<'_>, local: &mut Local) {
    let p = look.palette;
    let rect = match place {
        Place::Open(rect) => *rect,
        Place::Folded(rect) => {
            let face = Face { words: "Legend", ..Face::default() };
            if button(ui, p, *rect, "legend", "Show the legend", &face).clicked() {
                local.legend = Some(true);
            }
            return;
        }
    };
    let line = Stroke::new(1.0, p.strong_line);
    ui.painter().rect(rect, CornerRadius::same(8), p.raised, line, StrokeKind::Inside);
    // Clicks on it are not for the map below.
    ui.interact(rect, ui.scope_id().with("legend-card"), egui::Sense::CLICK | egui::Sense::DRAG);
    let cross = Rect::from_min_size(pos2(rect.right() - 31.0, rect.top() + 5.0), egui::Vec2::splat(26.0));
    let face = Face { icon: Some(Icon::Close), tone: Tone::Quiet, ..Face::default() };
    if button(ui, p, cross, "fold-legend", "Fold the legend", &face).clicked() {
        local.legend = Some(false);
    }
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
