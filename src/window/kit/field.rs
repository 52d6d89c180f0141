//! A field for words, with its name beside it.

use super::focus_ring;
use crate::map::{Palette, fonts};
use egui::{Align2, CornerRadius, Frame, Margin, Rect, Response, Stroke, StrokeKind, TextEdit, Ui, Vec2, vec2};

/// Width of the names before the fields of a form.
const NAMES: f32 = 92.0;
/// Height of a line of a form.
const LINE: f32 = 36.0;

/// A line of a form: a name, and room for a control behind it.
pub(in crate::window) fn form_line(ui: &mut Ui, p: &Palette, name: &str) -> Rect {
    let (line, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), LINE), egui::Sense::hover());
    super::text(ui, line.left_center(), Align2::LEFT_CENTER, name, fonts::sans(13.0), p.muted);
    Rect::from_min_max(line.min + vec2(NAMES, 4.0), line.max - vec2(0.0, 4.0))
}

/// A field in `rect`, called `name`.
pub(in crate::window) fn field(
    ui: &mut Ui,
    p: &Palette,
    rect: Rect,
    name: &str,
    words: &mut String,
    hint: &str,
) -> Response {
    ui.painter().rect(rect, CornerRadius::same(6), p.raised, Stroke::new(1.0, p.strong_line), StrokeKind::Inside);
    let edit = TextEdit::singleline(words)
        .id(egui::Id::unique(("field", name)))
        .frame(Frame::NONE)
        .margin(Margin::ZERO)
        .font(fonts::sans(14.0))
        .text_color(p.text)
        .align(Align2::LEFT_CENTER)
        .hint_text(egui::RichText::new(hint).color(p.muted))
        .desired_width(rect.width() - 20.0);
    let response = ui.put(rect.shrink2(vec2(10.0, 1.0)), edit).accessible_name(name);
    focus_ring(ui, p, &response.clone().with_new_rect(rect.shrink(1.0)), 5);
    response
}
