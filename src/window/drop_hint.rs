//! What the window says while files are held over it.

use super::kit::{plural, text};
use crate::map::{Palette, fonts};
use egui::{Align2, CornerRadius, Stroke, StrokeKind, Ui};

/// Shows over everything that what is held over the window will be read when let go.
pub(super) fn show(ui: &Ui, p: &'static Palette) {
    let held = ui.input(|i| i.raw.hovered_files.len()) as u32;
    if held == 0 {
        return;
    }
    let words = match held {
        1 => "Let go to read it".to_owned(),
        n => format!("Let go to read {}", plural(n, "file or folder", "files and folders")),
    };
    let rect = ui.ctx().content_rect();
    egui::Area::new(egui::Id::unique("drop"))
        .order(egui::Order::Foreground)
        .accessible_name(&words)
        .fixed_pos(rect.min)
        .fade_in(false)
        .show(ui.ctx(), |ui| {
            ui.set_clip_rect(rect);
            let painter = ui.painter();
            painter.rect_filled(rect, 0.0, p.panel.gamma_multiply(0.78));
            let frame = rect.shrink(14.0);
            let line = Stroke::new(2.0, p.primary);
            painter.rect_stroke(frame, CornerRadius::same(10), line, StrokeKind::Inside);
            text(ui, rect.center(), Align2::CENTER_CENTER, &words, fonts::serif_bold(26.0), p.text);
        });
}
