//! Who made the map's data, always on the map.

use super::kit::text;
use super::local::Look;
use crate::map::{self, fonts};
use egui::{Align2, CornerRadius, Rect, Ui, pos2, vec2};

fn line() -> String {
    format!("{} · GeoNames CC BY 4.0", map::credits())
}

/// Where the credits stand.
pub(super) fn place(ui: &Ui, map: Rect) -> Rect {
    let wide = super::kit::width(ui, &line(), fonts::sans(12.0)) + 16.0;
    Rect::from_min_max(pos2((map.right() - wide).max(map.left()), map.bottom() - 22.0), map.right_bottom())
}

/// Shows the credits.
pub(super) fn show(ui: &Ui, rect: Rect, look: &Look<'_>) {
    let p = look.palette;
    ui.painter().rect_filled(rect, CornerRadius { nw: 4, ..CornerRadius::ZERO }, p.panel.gamma_multiply(0.9));
    text(ui, rect.right_center() - vec2(8.0, 0.0), Align2::RIGHT_CENTER, &line(), fonts::sans(12.0), p.muted);
}
