//! The words of an excerpt: serif, the selected place's names on a mark, other names with a dotted line to click.

use super::local::Look;
use crate::briefing::{Excerpt, MentionRef};
use crate::map::fonts;
use egui::epaint::text::CharIndex;
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, CornerRadius, Galley, Id, Pos2, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use std::ops::Range;
use std::sync::Arc;

/// Free space on both sides of a mark.
const ASIDE: f32 = 2.0;

/// Lays out an excerpt in `width`.
pub(super) fn layout(ui: &Ui, look: &Look<'_>, excerpt: &Excerpt, width: f32) -> Arc<Galley> {
    let p = look.palette;
    let mut job = LayoutJob { break_on_newline: true, ..LayoutJob::default() };
    job.wrap.max_width = width;
    let format = |colour: Color32| TextFormat {
        font_id: fonts::serif(15.0),
        color: colour,
        line_height: Some(22.0),
        ..TextFormat::default()
    };
    let mut at = 0;
    for mark in &excerpt.marks {
        let (Some(before), Some(words)) = (excerpt.text.get(at..mark.start), excerpt.text.get(mark.clone())) else {
            continue;
        };
        // The mark is wider than its words, so the words around it step aside.
        job.append(before, if at == 0 { 0.0 } else { ASIDE }, format(p.text));
        job.append(words, if mark.start == 0 { 0.0 } else { ASIDE }, format(p.mark_text));
        at = mark.end;
    }
    let rest = excerpt.text.get(at..).unwrap_or_default();
    job.append(rest, if at == 0 { 0.0 } else { ASIDE }, format(p.text));
    ui.painter().layout_job(job)
}

/// Paints the excerpt with its left top at `at`; returns the mention of another place that was clicked.
pub(super) fn show(ui: &Ui, look: &Look<'_>, excerpt: &Excerpt, galley: &Arc<Galley>, at: Pos2) -> Option<MentionRef> {
    let p = look.palette;
    for mark in &excerpt.marks {
        for rect in boxes(galley, &excerpt.text, mark) {
            let rect = rect.translate(at.to_vec2()).expand2(vec2(3.0, -0.5));
            ui.painter().rect_filled(rect, CornerRadius::same(2), p.mark);
        }
    }
    ui.painter().galley(at, Arc::clone(galley), p.text);
    let mut clicked = None;
    for (n, (range, mention)) in excerpt.others.iter().enumerate() {
        let Some(words) = excerpt.text.get(range.clone()) else { continue };
        let role = look.facts.role_of(look.view, *mention);
        let ink = role.map_or(p.muted, |r| p.role(r));
        let mut whole: Option<egui::Response> = None;
        for (row, rect) in boxes(galley, &excerpt.text, range).into_iter().enumerate() {
            let rect = rect.translate(at.to_vec2());
            dotted(ui, rect, ink);
            let id = Id::unique(("name", excerpt.mention, n, row));
            let response = ui.interact(rect, id, Sense::click());
            if response.hovered() {
                let paint = p.chip.gamma_multiply(0.55);
                ui.painter().rect_filled(rect.expand2(vec2(2.0, -1.0)), CornerRadius::same(2), paint);
                ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
            }
            super::kit::focus_ring(ui, p, &response, 2);
            response.widget_info(|| WidgetInfo::labeled(Role::Link, true, words));
            whole = Some(whole.map_or(response.clone(), |w| w.union(response)));
        }
        if whole.is_some_and(|r| r.clicked()) {
            clicked = Some(*mention);
        }
    }
    clicked
}

/// A line of round dots under a name.
fn dotted(ui: &Ui, rect: Rect, ink: Color32) {
    let y = rect.bottom() - 1.5;
    let mut x = rect.left() + 0.75;
    while x < rect.right() {
        ui.painter().circle_filled(pos2(x, y), 0.8, ink);
        x += 3.0;
    }
}

/// The boxes of a byte range of the text, one a line.
fn boxes(galley: &Galley, text: &str, range: &Range<usize>) -> Vec<Rect> {
    let count = |to: usize| text.get(..to).map(|t| t.chars().count());
    let (Some(from), Some(to)) = (count(range.start), count(range.end)) else { return Vec::new() };
    let mut out: Vec<Rect> = Vec::new();
    let mut first = 0;
    for row in &galley.rows {
        let chars = row.row.glyphs.len();
        let (a, b) = (from.max(first), to.min(first + chars));
        if a < b {
            let left = row.row.x_offset(CharIndex(a - first)) + row.pos.x;
            // The next letter may stand aside of a mark: the end is the last letter's own.
            let right = row.row.glyphs.get(b - first - 1).map_or(left, |g| g.max_x() + row.pos.x);
            out.push(Rect::from_min_max(pos2(left, row.pos.y), pos2(right, row.pos.y + row.row.size.y)));
        }
        first += chars + usize::from(row.ends_with_newline);
    }
    out
}
