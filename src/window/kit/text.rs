//! Lines of text with several faces, measured before they are painted.

use crate::map::{Palette, fonts};
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align2, Color32, CornerRadius, FontId, Galley, Pos2, Rect, Stroke, StrokeKind, Ui, Vec2};
use std::sync::Arc;

/// Words in one face and colour.
#[derive(Clone, Debug)]
pub(in crate::window) struct Run<'a> {
    words: &'a str,
    font: FontId,
    colour: Color32,
    spacing: f32,
}

impl<'a> Run<'a> {
    /// Words in a face and a colour.
    pub(in crate::window) fn new(words: &'a str, font: FontId, colour: Color32) -> Self {
        Self { words, font, colour, spacing: 0.0 }
    }

    /// Sets the letters so many points further apart.
    pub(in crate::window) fn spaced(mut self, spacing: f32) -> Self {
        self.spacing = spacing;
        self
    }
}

/// Lays out runs behind one another: at most `rows` lines of `width`, an ellipsis where more is cut.
pub(in crate::window) fn runs_galley(
    ui: &Ui,
    runs: &[Run<'_>],
    width: f32,
    rows: usize,
    line: Option<f32>,
) -> Arc<Galley> {
    let mut job = LayoutJob {
        wrap: TextWrapping { max_width: width, max_rows: rows, break_anywhere: rows == 1, ..TextWrapping::default() },
        break_on_newline: rows > 1,
        ..LayoutJob::default()
    };
    for run in runs {
        let format = TextFormat {
            font_id: run.font.clone(),
            color: run.colour,
            extra_letter_spacing: run.spacing,
            line_height: line,
            ..TextFormat::default()
        };
        job.append(run.words, 0.0, format);
    }
    ui.painter().layout_job(job)
}

/// Paints runs on one line, cut at `width`; returns where they stand.
pub(in crate::window) fn runs(ui: &Ui, at: Pos2, anchor: Align2, width: f32, runs: &[Run<'_>]) -> Rect {
    let galley = runs_galley(ui, runs, width.max(1.0), 1, None);
    let rect = anchor.anchor_size(at, galley.size());
    ui.painter().galley(rect.min, galley, Color32::PLACEHOLDER);
    rect
}

/// Paints one run on one line; returns where it stands.
pub(in crate::window) fn text(ui: &Ui, at: Pos2, anchor: Align2, words: &str, font: FontId, colour: Color32) -> Rect {
    ui.painter().text(at, anchor, words, font, colour)
}

/// Width of words on one line.
pub(in crate::window) fn width(ui: &Ui, words: &str, font: FontId) -> f32 {
    ui.painter().layout_no_wrap(words.to_owned(), font, Color32::PLACEHOLDER).size().x
}

const KEY_HEIGHT: f32 = 18.0;

/// Width of the picture of a key.
pub(in crate::window) fn key_cap_width(ui: &Ui, key: &str) -> f32 {
    (width(ui, key, fonts::sans(12.0)) + 10.0).max(KEY_HEIGHT)
}

/// The picture of a key, its left middle at `at`; returns its width.
pub(in crate::window) fn key_cap(ui: &Ui, p: &Palette, at: Pos2, key: &str) -> f32 {
    let w = key_cap_width(ui, key);
    let rect = Rect::from_min_size(at - Vec2::new(0.0, KEY_HEIGHT / 2.0), Vec2::new(w, KEY_HEIGHT));
    let stroke = Stroke::new(1.0, p.strong_line);
    ui.painter().rect(rect, CornerRadius::same(4), p.panel, stroke, StrokeKind::Inside);
    text(ui, rect.center(), Align2::CENTER_CENTER, key, fonts::sans(12.0), p.muted);
    w
}
