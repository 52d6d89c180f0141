//! Words on the map: one galley, its halo, its place.
//!
//! A halo is the same galley drawn several times underneath in the halo colour: the very same `Arc<Galley>` in
//! neighbouring [`TextShape`]s. A writer of selectable text keeps the last of such a run and draws the others as mere
//! shapes, or not at all.

use super::fonts;
use egui::epaint::TextShape;
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontId, Galley, Painter, Pos2, Rect, Shape, Vec2, vec2};
use std::sync::Arc;

/// Lays out one line with letter spacing, in points. The space behind the last letter is counted by egui; callers
/// that centre a spaced name take [`tight`].
pub(crate) fn layout(painter: &Painter, words: &str, font: FontId, spacing: f32, colour: Color32) -> Arc<Galley> {
    let format = TextFormat { font_id: font, extra_letter_spacing: spacing, color: colour, ..TextFormat::default() };
    let mut job = LayoutJob::single_section(words.to_owned(), format);
    job.wrap.max_rows = 1;
    job.wrap.max_width = f32::INFINITY;
    painter.layout_job(job)
}

/// Width and height that the letters cover; the height is the line's.
pub(crate) fn tight(galley: &Galley, spacing: f32) -> Vec2 {
    vec2((galley.size().x - spacing).max(1.0), galley.size().y)
}

/// Draws a galley with its upper left at `pos`, turned clockwise by `angle` about that point, over a halo that
/// reaches `halo / 2` to every side.
pub(crate) fn draw(
    out: &mut Vec<Shape>,
    pos: Pos2,
    galley: &Arc<Galley>,
    colour: Color32,
    halo: Option<(f32, Color32)>,
    angle: f32,
) {
    let shape = |pos: Pos2, colour: Color32| {
        Shape::Text(TextShape {
            angle,
            override_text_color: Some(colour),
            ..TextShape::new(pos, Arc::clone(galley), colour)
        })
    };
    if let Some((width, halo)) = halo {
        let r = width / 2.0;
        let d = r * std::f32::consts::FRAC_1_SQRT_2;
        for (dx, dy) in [(r, 0.0), (-r, 0.0), (0.0, r), (0.0, -r), (d, d), (d, -d), (-d, d), (-d, -d)] {
            out.push(shape(pos + vec2(dx, dy), halo));
        }
    }
    out.push(shape(pos, colour));
}

/// A number or letter in the middle of a symbol of radius `r`, made smaller where it would not fit.
pub(crate) fn number(painter: &Painter, out: &mut Vec<Shape>, centre: Pos2, words: &str, r: f32, colour: Color32) {
    let digits = words.chars().count().max(1) as f32;
    // One digit fits at 1.15 r; each further one takes its share of the chord.
    let size = (r * 1.15).min(r * 2.9 / (digits + 0.6)).min(r * 0.45 + 6.5 * r / r.max(9.0)).max(r * 0.4);
    let galley = layout(painter, words, fonts::sans_bold(size), 0.0, colour);
    let bounds = if galley.mesh_bounds.is_positive() { galley.mesh_bounds } else { galley.rect };
    draw(out, centre - bounds.center().to_vec2(), &galley, colour, None, 0.0);
}

/// The box of a galley at `pos`.
pub(crate) fn rect_at(pos: Pos2, size: Vec2) -> Rect {
    Rect::from_min_size(pos, size)
}
