//! Setting type: runs of text become measured blocks, and blocks are drawn where they were measured to fit.

use crate::map::{MapSizes, Palette, fonts};
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, FontId, Galley, Painter, Pos2, Rect, Stroke, Vec2, pos2};
use std::sync::Arc;

/// Draws in design units: every length and size is multiplied by `k`.
#[derive(Clone, Copy)]
pub(super) struct Pen<'a> {
    pub(super) painter: &'a Painter,
    pub(super) palette: &'static Palette,
    /// Points of the page per design unit.
    pub(super) k: f32,
    /// Which sizes the map has, and its points per design point of these sizes.
    pub(super) map: (MapSizes, f32),
}

/// A stretch of text in one style.
#[derive(Clone, Debug)]
pub(super) struct Run {
    text: String,
    font: FontId,
    colour: Color32,
}

/// Text that was set and measured.
#[derive(Clone)]
pub(super) struct Block {
    galley: Arc<Galley>,
    /// Whether words had to be left out at the end.
    pub(super) cut: bool,
}

impl Block {
    pub(super) fn size(&self) -> Vec2 {
        self.galley.size()
    }

    pub(super) fn rows(&self) -> usize {
        self.galley.rows.len()
    }
}

impl Pen<'_> {
    pub(super) fn u(&self, units: f32) -> f32 {
        units * self.k
    }

    pub(super) fn sans(&self, size: f32, text: impl Into<String>) -> Run {
        run(fonts::sans(self.u(size)), text, self.palette.text)
    }

    pub(super) fn muted(&self, size: f32, text: impl Into<String>) -> Run {
        run(fonts::sans(self.u(size)), text, self.palette.muted)
    }

    pub(super) fn bold(&self, size: f32, text: impl Into<String>) -> Run {
        run(fonts::sans_bold(self.u(size)), text, self.palette.text)
    }

    pub(super) fn serif(&self, size: f32, text: impl Into<String>) -> Run {
        run(fonts::serif(self.u(size)), text, self.palette.text)
    }

    pub(super) fn serif_bold(&self, size: f32, text: impl Into<String>) -> Run {
        run(fonts::serif_bold(self.u(size)), text, self.palette.text)
    }

    /// Sets runs one after another in lines `line` units high, `width` points wide, at most `rows` of them.
    pub(super) fn set(&self, runs: &[Run], line: f32, width: f32, rows: usize) -> Block {
        let mut job = LayoutJob {
            wrap: TextWrapping { max_width: width, max_rows: rows, ..TextWrapping::default() },
            ..LayoutJob::default()
        };
        for run in runs {
            let mut format = TextFormat::simple(run.font.clone(), run.colour);
            format.line_height = Some(self.u(line));
            job.append(&run.text, 0.0, format);
        }
        let galley = self.painter.layout_job(job);
        Block { cut: galley.elided, galley }
    }

    /// One line, however wide.
    pub(super) fn line(&self, runs: &[Run], line: f32) -> Block {
        self.set(runs, line, f32::INFINITY, 1)
    }

    /// Draws a block with its upper left corner at `at`; returns where it stands.
    pub(super) fn draw(&self, at: Pos2, block: &Block) -> Rect {
        self.painter.galley(at, block.galley.clone(), self.palette.text);
        Rect::from_min_size(at, block.size())
    }

    /// A horizontal hairline.
    pub(super) fn rule(&self, left: f32, right: f32, y: f32) {
        let stroke = Stroke::new(self.u(1.0).max(0.5), self.palette.strong_line);
        self.painter.line_segment([pos2(left, y), pos2(right, y)], stroke);
    }

    /// The largest count for which `fits` holds, given that it holds for fewer when it holds for more; 0 when it
    /// holds for none.
    pub(super) fn most(upto: usize, mut fits: impl FnMut(usize) -> bool) -> usize {
        let (mut low, mut high) = (0, upto);
        while low < high {
            let middle = (low + high).div_ceil(2);
            if fits(middle) { low = middle } else { high = middle - 1 }
        }
        low
    }
}

fn run(font: FontId, text: impl Into<String>, colour: Color32) -> Run {
    Run { text: text.into(), font, colour }
}
