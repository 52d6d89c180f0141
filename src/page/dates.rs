//! The strip of articles over time: a block an article while they are few, else bars; undated ones stand apart.

use super::axis::{Axis, Column, axis};
use super::content::Content;
use super::pen::Pen;
use crate::briefing::{Basis, words};
use egui::{Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

/// Sizes of the strip, in design units.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) size: f32,
    pub(super) line: f32,
    /// Height of the plot between heading and axis.
    pub(super) plot: f32,
    /// Thickness of a block.
    pub(super) block: f32,
}

/// Most articles a column for which each has a block of its own.
const BLOCKS: usize = 8;

/// Height of the strip in points.
pub(super) fn height(pen: &Pen, style: Style) -> f32 {
    pen.u(style.line * 2.0 + style.plot + style.line * 0.45)
}

/// Draws the strip with its upper left corner at `at`; returns where it stands.
pub(super) fn draw(pen: &Pen, content: &Content, at: Pos2, width: f32, style: Style) -> Rect {
    let all = Rect::from_min_size(at, vec2(width, height(pen, style)));
    let axis = axis(&content.view, content.range);
    heading(pen, content, axis.as_ref(), at, width, style);
    let top = at.y + pen.u(style.line * 1.2);
    let base = top + pen.u(style.plot);
    let undated = if content.undated > 0 { pen.u(style.size * 6.6) } else { 0.0 };
    let gap = if content.undated > 0 { pen.u(style.size * 1.2) } else { 0.0 };
    let plot = Rect::from_min_max(pos2(at.x, top), pos2(at.x + width - undated - gap, base));
    if let Some(axis) = &axis {
        columns(pen, axis, plot, style);
    }
    line(pen, plot.left(), plot.right(), base);
    if content.undated > 0 {
        let column = Rect::from_min_max(pos2(plot.right() + gap, top), pos2(all.right(), base));
        let word = if content.view.basis == Basis::Event { "no event" } else { "undated" };
        undated_column(pen, &format!("{word} {}", content.undated), column, style);
    }
    all
}

fn heading(pen: &Pen, content: &Content, axis: Option<&Axis>, at: Pos2, width: f32, style: Style) {
    let unit = axis.map_or("day", |a| a.unit.word());
    let told = content.view.basis == Basis::Event;
    let mut notes: Vec<String> = Vec::new();
    if let Some(axis) = axis {
        if axis.blocks.iter().any(|b| !b.exact) {
            notes.push("hatched: date known only as a span".into());
        }
        if axis.blocks.iter().any(|b| !b.inside) {
            notes.push("pale: outside the range shown".into());
        }
        if axis.outside > 0 {
            let (one, many) = if told { ("date", "dates") } else { ("article", "articles") };
            notes.push(format!("{} outside this axis", words::count(axis.outside as u32, one, many)));
        }
    } else if content.undated > 0 {
        notes.push(if told { "no date is told" } else { "no article is dated" }.into());
    }
    let head = if told { format!("Events told, by {unit}") } else { format!("Articles a {unit}") };
    let head = pen.bold(style.size, head);
    let runs = [head, pen.muted(style.size, format!("   {}", notes.join("; ")))];
    pen.draw(at, &pen.set(&runs, style.line, width, 1));
}

fn columns(pen: &Pen, axis: &Axis, plot: Rect, style: Style) {
    let width = plot.width() / axis.columns.len().max(1) as f32;
    let x = |column: usize| plot.left() + column as f32 * width;
    if let Some((from, to)) = axis.range {
        let band = Rect::from_min_max(pos2(x(from), plot.top()), pos2(x(to), plot.bottom()));
        pen.painter.rect_filled(band, 0.0, pen.palette.track);
    }
    if axis.rows <= BLOCKS {
        blocks(pen, axis, plot, width, style);
    } else {
        bars(pen, axis, plot, width, style);
    }
    if let Some((from, to)) = axis.range {
        let stroke = Stroke::new(pen.u(2.0), pen.palette.hover);
        for edge in [x(from), x(to)] {
            pen.painter.line_segment([pos2(edge, plot.top()), pos2(edge, plot.bottom())], stroke);
        }
    }
    labels(pen, axis, plot, width, style);
}

fn blocks(pen: &Pen, axis: &Axis, plot: Rect, width: f32, style: Style) {
    let rows = axis.rows.max(1) as f32;
    let pitch = (plot.height() / rows).min(pen.u(style.block) * 1.2);
    let (side, between) = ((width * 0.09).min(pen.u(3.0)), pitch * 0.16);
    for block in &axis.blocks {
        let bottom = plot.bottom() - block.row as f32 * pitch - between * 0.6;
        let rect = Rect::from_min_max(
            pos2(plot.left() + block.columns.0 as f32 * width + side, bottom - pitch + between),
            pos2(plot.left() + (block.columns.1 + 1) as f32 * width - side, bottom),
        );
        let colour = if block.inside { pen.palette.bar } else { pen.palette.bar_outside };
        if block.exact {
            pen.painter.rect_filled(rect, 0.0, colour);
        } else {
            hatched(pen, rect, colour);
        }
    }
}

/// Heights by number: known days filled, days that only may be hatched above them.
fn bars(pen: &Pen, axis: &Axis, plot: Rect, width: f32, style: Style) {
    let mut counts = vec![(0_usize, 0_usize, 0_usize); axis.columns.len()];
    for block in &axis.blocks {
        for count in counts.get_mut(block.columns.0..=block.columns.1).unwrap_or_default() {
            match (block.exact, block.inside) {
                (true, true) => count.0 += 1,
                (true, false) => count.1 += 1,
                (false, _) => count.2 += 1,
            }
        }
    }
    let most = counts.iter().map(|c| c.0 + c.1 + c.2).max().unwrap_or(0).max(1);
    let room = plot.height() - pen.u(style.line);
    let side = (width * 0.12).min(pen.u(3.0));
    let mut numbered = false;
    for (i, (inside, outside, maybe)) in counts.into_iter().enumerate() {
        let left = plot.left() + i as f32 * width;
        let mut bottom = plot.bottom();
        let mut bar = |count: usize| {
            let top = bottom - room * count as f32 / most as f32;
            let rect = Rect::from_min_max(pos2(left + side, top), pos2(left + width - side, bottom));
            bottom = top;
            rect
        };
        pen.painter.rect_filled(bar(inside), 0.0, pen.palette.bar);
        pen.painter.rect_filled(bar(outside), 0.0, pen.palette.bar_outside);
        if maybe > 0 {
            hatched(pen, bar(maybe), pen.palette.bar);
        }
        let sum = inside + outside + maybe;
        if sum == most && !numbered {
            // The scale: the first of the highest bears its number.
            numbered = true;
            let number = pen.line(&[pen.muted(style.size, sum.to_string())], style.line);
            pen.draw(pos2(left + (width - number.size().x) / 2.0, bottom - number.size().y), &number);
        }
    }
}

fn labels(pen: &Pen, axis: &Axis, plot: Rect, width: f32, style: Style) {
    let top = plot.bottom() + pen.u(style.line * 0.3);
    let mut taken: Vec<(f32, f32)> = Vec::new();
    let mut place = |i: usize, column: &Column, bold: bool| {
        let run = if bold { pen.bold(style.size, &column.label) } else { pen.muted(style.size, &column.label) };
        let block = pen.line(&[run], style.line);
        let left = (plot.left() + (i as f32 + 0.5) * width - block.size().x / 2.0).max(plot.left());
        let right = left + block.size().x;
        let room = pen.u(style.size * 0.35);
        if taken.iter().all(|&(a, b)| right + room < a || left - room > b) && right < plot.right() + width {
            taken.push((left, right));
            pen.draw(pos2(left, top), &block);
        }
    };
    // Leading labels first; the others fill in, all of them or at even steps.
    for (i, column) in axis.columns.iter().enumerate().filter(|(_, c)| c.leading) {
        place(i, column, true);
    }
    for (i, column) in axis.columns.iter().enumerate().filter(|(_, c)| !c.leading) {
        place(i, column, false);
    }
}

fn undated_column(pen: &Pen, words: &str, column: Rect, style: Style) {
    let side = pen.u(style.size * 0.6);
    let height = pen.u(style.block);
    let bottom = column.bottom() - pen.u(3.0);
    let rect = Rect::from_min_max(pos2(column.left() + side, bottom - height), pos2(column.right() - side, bottom));
    let corners = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
    let stroke = Stroke::new(pen.u(1.2), pen.palette.text);
    pen.painter.extend(Shape::dashed_line(&corners, stroke, pen.u(3.4), pen.u(2.6)));
    line(pen, column.left(), column.right(), column.bottom());
    let words = pen.line(&[pen.muted(style.size, words)], style.line);
    let at = pos2(column.center().x - words.size().x / 2.0, column.bottom() + pen.u(style.line * 0.3));
    pen.draw(at, &words);
}

fn line(pen: &Pen, left: f32, right: f32, y: f32) {
    pen.painter.line_segment([pos2(left, y), pos2(right, y)], Stroke::new(pen.u(1.2), pen.palette.hover));
}

/// Slanted lines at 45 degrees within an outline.
fn hatched(pen: &Pen, rect: Rect, colour: egui::Color32) {
    let painter = pen.painter.with_clip_rect(rect.intersect(pen.painter.clip_rect()));
    let (pitch, height) = (pen.u(6.0), rect.height());
    let mut x = rect.left() - height;
    while x < rect.right() {
        let ends = [pos2(x, rect.bottom()), pos2(x + height, rect.top())];
        painter.line_segment(ends, Stroke::new(pen.u(1.4), colour));
        x += pitch;
    }
    pen.painter.rect_stroke(rect, 0.0, Stroke::new(pen.u(1.2), colour), StrokeKind::Inside);
}
