//! The few widgets of the program, painted to measure. Sizes are egui points.
//!
//! Every widget that can be clicked has an accessible name and shows the keyboard's focus.

mod button;
mod field;
mod icon;
mod mark;
mod popover;
mod text;

pub(super) use button::{Face, Tone, button, chip, segments};
pub(super) use field::{field, form_line};
pub(super) use icon::{Icon, logo, paint as icon};
pub(super) use mark::{Mark, block, certainty_dot, hatched, mark};
pub(super) use popover::{check_row, popover, sheet, sheet_line};
pub(super) use text::{Run, key_cap, key_cap_width, runs, runs_galley, text, width};

use crate::map::Palette;
use egui::{CornerRadius, Rect, Response, Stroke, StrokeKind, Ui};

/// A ring round what the keyboard is on: 2 wide, 2 outside.
pub(super) fn focus_ring(ui: &Ui, p: &Palette, response: &Response, radius: u8) {
    if response.has_focus() {
        let rect = response.rect.expand(2.0);
        let radius = CornerRadius::same(radius.saturating_add(2));
        ui.painter().rect_stroke(rect, radius, Stroke::new(2.0, p.focus), StrokeKind::Outside);
    }
}

/// A line across the whole of a side of a panel.
pub(super) fn hline(ui: &Ui, rect: Rect, y: f32, p: &Palette) {
    ui.painter().hline(rect.x_range(), y, Stroke::new(1.0, p.line));
}

/// Opaque mix of two colours: `share` of `over` on `under`.
pub(super) fn mix(under: egui::Color32, over: egui::Color32, share: f32) -> egui::Color32 {
    let at = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * share).round() as u8;
    egui::Color32::from_rgb(at(under.r(), over.r()), at(under.g(), over.g()), at(under.b(), over.b()))
}

/// "1 story", "3 stories".
pub(super) fn plural(n: u32, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}

/// "12 345": thin spaces between thousands from five digits on.
pub(super) fn grouped(n: u32) -> String {
    let digits = n.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let mut out = String::with_capacity(digits.len() + 4);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('\u{202F}');
        }
        out.push(c);
    }
    out
}
