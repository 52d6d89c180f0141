//! The card that shows how far reading has come, with a way to stop it.

use super::kit::Run;
use super::kit::{Face, button, grouped, runs_galley, text};
use super::local::{Out, Wish};
use crate::map::{Palette, fonts};
use egui::{Align2, CornerRadius, Rect, Sense, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

/// How far reading has come.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Stage {
    /// What is read, by name.
    pub(super) name: String,
    /// What is being done now.
    pub(super) doing: String,
    /// Articles done.
    pub(super) done: usize,
    /// Articles in all; 0 while they are being counted.
    pub(super) total: usize,
    /// Seconds since it began.
    pub(super) seconds: f64,
}

impl Stage {
    /// "about 40 s left", once there is something to go by.
    fn left(&self) -> Option<String> {
        if self.done == 0 || self.total == 0 || self.seconds < 1.5 {
            return None;
        }
        let left = self.seconds * (self.total - self.done.min(self.total)) as f64 / self.done as f64;
        Some(match left.ceil() as u64 {
            0..=1 => "about a second left".to_owned(),
            s @ 2..=89 => format!("about {s} s left"),
            s => format!("about {} min left", s.div_ceil(60)),
        })
    }
}

/// Shows the card in the middle of `over`.
pub(super) fn show(ui: &Ui, over: Rect, p: &'static Palette, stage: &Stage, out: &mut Out) {
    let size = vec2(420.0_f32.min(over.width() - 32.0), 128.0);
    egui::Area::new(egui::Id::unique("progress"))
        .order(egui::Order::Foreground)
        .accessible_name("Reading")
        .fixed_pos(over.center() - size / 2.0)
        .show(ui.ctx(), |ui| {
            let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
            ui.painter().add(super::style::popover_shadow(p).as_shape(rect, CornerRadius::same(10)));
            let line = Stroke::new(1.0, p.strong_line);
            ui.painter().rect(rect, CornerRadius::same(10), p.raised, line, StrokeKind::Inside);
            let inner = rect.shrink(18.0);
            let title = format!("Reading {}", stage.name);
            let title = runs_galley(ui, &[Run::new(&title, fonts::serif_bold(19.0), p.text)], inner.width(), 1, None);
            ui.painter().galley(inner.min - vec2(0.0, 2.0), title, p.text);
            let bar = Rect::from_min_size(pos2(inner.left(), inner.top() + 38.0), vec2(inner.width(), 6.0));
            ui.painter().rect_filled(bar, CornerRadius::same(3), p.line);
            let share = if stage.total == 0 { 0.0 } else { (stage.done as f32 / stage.total as f32).clamp(0.0, 1.0) };
            if share > 0.0 {
                let done = Rect::from_min_size(bar.min, vec2(bar.width() * share, bar.height()));
                ui.painter().rect_filled(done, CornerRadius::same(3), p.primary);
            }
            let words = if stage.total == 0 {
                stage.doing.clone()
            } else {
                let left = stage.left().map(|l| format!(" · {l}")).unwrap_or_default();
                format!("{}: {} of {}{left}", stage.doing, grouped(stage.done as u32), grouped(stage.total as u32))
            };
            let y = inner.bottom() - 16.0;
            text(ui, pos2(inner.left(), y), Align2::LEFT_CENTER, &words, fonts::sans(14.0), p.muted);
            let face = Face { words: "Cancel", ..Face::default() };
            let at =
                Rect::from_min_size(pos2(inner.right() - face.width(ui), y - 16.0), Vec2::new(face.width(ui), 32.0));
            if button(ui, p, at, "cancel", "Cancel reading", &face).clicked() {
                out.wish(Wish::Cancel);
            }
        });
}
