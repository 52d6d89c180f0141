//! The axis with its articles: one block an article while the highest day has at most eight, bars above that.

use super::date_axis::{Axis, add, between, day_month, month};
use super::date_panel::range;
use super::kit::{block, hatched, text};
use super::local::{DateDrag, Local, Look, Out, Sheet, Unit};
use crate::briefing::{Basis, Command, DayItem};
use crate::map::fonts;
use egui::{
    Align2, CornerRadius, CursorIcon, EventFilter, Key, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};
use jiff::civil::{Date, Weekday};
use std::collections::BTreeMap;

/// Most articles of a day that are shown one by one.
const BLOCKS: usize = 8;

/// Shows the plot, its labels and its handles.
pub(super) fn show(ui: &mut Ui, plot: Rect, axis: Axis, unit: Unit, look: &Look<'_>, local: &mut Local, out: &mut Out) {
    let p = look.palette;
    let clip = ui.clip_rect();
    ui.painter().rect_filled(plot, 0.0, p.track);
    let (from, to) = range(look, &axis);
    let chosen = Rect::from_min_max(
        pos2(axis.at(from).clamp(plot.left(), plot.right()), plot.top()),
        pos2(axis.at(add(to, 1)).clamp(plot.left(), plot.right()), plot.bottom()),
    );
    let whole = look.state.filter.from.is_none() && look.state.filter.to.is_none();
    ui.painter().rect_filled(chosen, 0.0, p.raised);
    lines(ui, plot, axis, look);
    articles(ui, plot, axis, unit, look);
    ui.painter().hline(plot.x_range(), plot.bottom() - 0.5, Stroke::new(1.0, p.strong_line));
    ui.painter().hline(chosen.x_range(), plot.top() + 1.0, Stroke::new(2.0, p.hover));
    labels(ui, plot, axis, look, (from, to));
    drag_plot(ui, plot, axis, unit, look, local, out, (from, to), whole);
    for last in [false, true] {
        let x = if last { chosen.right() } else { chosen.left() };
        handle(ui, plot, x, axis, unit, look, out, (from, to), last);
    }
    ui.set_clip_rect(clip);
}

/// The column of articles without a date: never inside time.
pub(super) fn undated(ui: &Ui, rect: Rect, look: &Look<'_>, local: &mut Local) {
    let p = look.palette;
    let n = look.view.undated.len();
    let response = ui.interact(rect, ui.scope_id().with("undated-column"), Sense::click());
    let (name, words) = match look.view.basis {
        Basis::Published => (format!("Undated articles: {n}"), format!("undated {n}")),
        Basis::Event => (format!("Articles without an event date: {n}"), format!("no event {n}")),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name.clone()));
    ui.painter().rect_filled(rect, 0.0, if response.hovered() { p.line } else { p.track });
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, p.strong_line));
    let shown = n.min(3);
    let pitch = ((rect.height() - 5.0) / 3.0).min(23.0);
    for i in 0..shown {
        let b = Rect::from_min_size(
            pos2(rect.left() + 14.0, rect.bottom() - 1.0 - (i + 1) as f32 * pitch),
            vec2(rect.width() - 28.0, pitch - 3.0),
        );
        let path = [b.left_top(), b.right_top(), b.right_bottom(), b.left_bottom(), b.left_top()];
        ui.painter().extend(egui::Shape::dashed_line(&path, Stroke::new(1.2, p.bar), 4.0, 3.0));
    }
    let at = pos2(rect.center().x, rect.bottom() + 13.0);
    text(ui, at, Align2::CENTER_CENTER, &words, fonts::sans(13.0), p.muted);
    super::kit::focus_ring(ui, p, &response, 2);
    if response.clicked() {
        local.sheet = Some(Sheet::Undated);
    }
}

/// What lies in one column of the plot.
#[derive(Clone, Copy, Default)]
struct Column {
    inside: u32,
    selected: u32,
    outside: u32,
    uncertain: u32,
}

fn articles(ui: &Ui, plot: Rect, axis: Axis, unit: Unit, look: &Look<'_>) {
    let mut columns: BTreeMap<Date, Column> = BTreeMap::new();
    let mut spans: Vec<&DayItem> = Vec::new();
    let on_axis = |i: &&DayItem| i.span.1 >= axis.first && i.span.0 <= axis.last();
    for item in look.view.items.iter().filter(on_axis) {
        let (a, b) = (unit.start(item.span.0), unit.start(item.span.1));
        if a == b {
            let c = columns.entry(a).or_default();
            match (item.inside, item.selected) {
                (true, true) => c.selected += 1,
                (true, false) => c.inside += 1,
                (false, _) => c.outside += 1,
            }
        } else {
            spans.push(item);
        }
    }
    spans.sort_by_key(|i| (i.span, i.article));
    let levels = stack(&spans, unit, axis);
    let top = tops(&columns, &spans, &levels, unit, axis);
    if top <= BLOCKS {
        blocks(ui, plot, axis, unit, look, &columns, &spans, &levels, top);
    } else {
        bars(ui, plot, axis, unit, look, columns, &spans);
    }
}

/// The lowest free level of each uncertain article, so that spans do not overlap.
fn stack(spans: &[&DayItem], unit: Unit, axis: Axis) -> Vec<usize> {
    let mut free: Vec<Date> = Vec::new();
    spans
        .iter()
        .map(|s| {
            let (a, b) = (s.span.0.max(axis.first), unit.end(s.span.1.min(axis.last())));
            let level = free.iter().position(|&f| f <= unit.start(a)).unwrap_or(free.len());
            if level == free.len() {
                free.push(add(b, 1));
            } else {
                free[level] = add(b, 1);
            }
            level
        })
        .collect()
}

/// Levels of uncertain articles below the exact ones of a column.
fn floor(column: Date, unit: Unit, spans: &[&DayItem], levels: &[usize]) -> usize {
    let covers = |s: &DayItem| unit.start(s.span.0) <= column && unit.start(s.span.1) >= column;
    spans.iter().zip(levels).filter(|(s, _)| covers(s)).map(|(_, &l)| l + 1).max().unwrap_or(0)
}

/// The highest stack.
fn tops(columns: &BTreeMap<Date, Column>, spans: &[&DayItem], levels: &[usize], unit: Unit, axis: Axis) -> usize {
    // Many uncertain articles make bars anyway; their stacks need not be looked at one by one.
    let highest = levels.iter().max().map_or(0, |l| l + 1);
    if highest > BLOCKS || axis.day() < 2.0 && unit == Unit::Day {
        return BLOCKS + 1;
    }
    columns
        .iter()
        .map(|(&date, c)| (c.inside + c.selected + c.outside) as usize + floor(date, unit, spans, levels))
        .max()
        .unwrap_or(0)
        .max(highest)
}

fn blocks(
    ui: &Ui,
    plot: Rect,
    axis: Axis,
    unit: Unit,
    look: &Look<'_>,
    columns: &BTreeMap<Date, Column>,
    spans: &[&DayItem],
    levels: &[usize],
    top: usize,
) {
    let p = look.palette;
    let pitch = ((plot.height() - 8.0) / top.max(1) as f32).min(25.0);
    let side = if axis.day() < 14.0 && unit == Unit::Day { 1.0 } else { 3.0 };
    let rect = |a: Date, b: Date, level: usize| {
        let bottom = plot.bottom() - 3.0 - level as f32 * pitch;
        let (l, r) = (axis.at(a).max(plot.left()), axis.at(add(b, 1)).min(plot.right()));
        Rect::from_min_max(pos2(l + side, bottom - pitch + 3.0), pos2((r - side).max(l + side + 1.0), bottom))
    };
    for (s, &level) in spans.iter().zip(levels) {
        let r = rect(s.span.0, s.span.1, level);
        let back = if s.selected && s.inside {
            p.selection
        } else if s.inside {
            p.raised
        } else {
            p.track
        };
        let ink = match (s.inside, s.selected) {
            (true, true) => p.selection_hairline,
            (true, false) => p.bar,
            (false, _) => p.bar_outside,
        };
        hatched(ui.painter(), r, back, ink);
    }
    for (&date, c) in columns {
        let mut level = floor(date, unit, spans, levels);
        let colours = [
            (c.selected, p.selection, Some(p.selection_hairline)),
            (c.inside, p.bar, None),
            (c.outside, p.bar_outside, None),
        ];
        for (n, fill, edge) in colours {
            for _ in 0..n {
                block(ui.painter(), rect(date, unit.end(date), level), fill, edge);
                level += 1;
            }
        }
    }
}

fn bars(
    ui: &Ui,
    plot: Rect,
    axis: Axis,
    unit: Unit,
    look: &Look<'_>,
    mut columns: BTreeMap<Date, Column>,
    spans: &[&DayItem],
) {
    let p = look.palette;
    // An uncertain article counts in every column that it may belong to, hatched.
    for s in spans {
        let (mut at, end) = (unit.start(s.span.0.max(axis.first)), s.span.1.min(axis.last()));
        while at <= end {
            columns.entry(at).or_default().uncertain += 1;
            let next = add(unit.end(at), 1);
            if next <= at {
                break;
            }
            at = next;
        }
    }
    let height = |c: &Column| c.inside + c.selected + c.outside + c.uncertain;
    let highest = columns.values().map(height).max().unwrap_or(1).max(1) as f32;
    let scale = (plot.height() - 8.0) / highest;
    for (&date, c) in &columns {
        let (l, r) = (axis.at(date).max(plot.left()), axis.at(add(unit.end(date), 1)).min(plot.right()));
        let side = ((r - l) * 0.12).clamp(0.0, 3.0);
        let mut bottom = plot.bottom() - 1.0;
        let mut bar = |n: u32| {
            let h = n as f32 * scale;
            let rect = Rect::from_min_max(pos2(l + side, bottom - h), pos2((r - side).max(l + side + 1.0), bottom));
            bottom -= h;
            rect
        };
        if c.selected > 0 {
            block(ui.painter(), bar(c.selected), p.selection, (r - l > 6.0).then_some(p.selection_hairline));
        }
        if c.inside > 0 {
            block(ui.painter(), bar(c.inside), p.bar, None);
        }
        if c.outside > 0 {
            block(ui.painter(), bar(c.outside), p.bar_outside, None);
        }
        if c.uncertain > 0 {
            let rect = bar(c.uncertain);
            if rect.width() >= 5.0 && rect.height() >= 5.0 {
                hatched(ui.painter(), rect, p.raised, p.bar);
            } else {
                // Too small for hatching: hollow, so that it is not taken for what lies outside the range.
                block(ui.painter(), rect, p.raised, Some(p.bar));
            }
        }
    }
}

/// Lines at Mondays, or at months where weeks are too narrow.
fn lines(ui: &Ui, plot: Rect, axis: Axis, look: &Look<'_>) {
    let weekly = axis.day() * 7.0 >= 36.0;
    for n in 1..axis.days {
        let date = add(axis.first, n);
        let line = if weekly { date.weekday() == Weekday::Monday } else { date.day() == 1 };
        if line && (weekly || axis.day() * 30.0 >= 8.0 || date.month() == 1) {
            ui.painter().vline(axis.at(date), plot.y_range(), Stroke::new(1.0, look.palette.line));
        }
    }
}

/// What is written under the axis at a day, how much it matters (0 most) and where its middle stands.
fn label(axis: &Axis, n: i32) -> Option<(String, u8, f32)> {
    let (date, day) = (add(axis.first, n), axis.day());
    let is_monday = date.weekday() == Weekday::Monday;
    let middle = axis.at(date) + day / 2.0;
    if day * 7.0 >= 56.0 {
        let rank = u8::from(!is_monday);
        let whole = is_monday || date.day() == 1 && day >= 34.0;
        return (is_monday || day >= 24.0)
            .then(|| (if whole { day_month(date) } else { date.day().to_string() }, rank, middle));
    }
    if date.day() != 1 {
        return None;
    }
    let year = date.month() == 1;
    if day * 30.0 >= 34.0 {
        let words = if year || n < 31 { format!("{} {}", month(date), date.year()) } else { month(date).to_owned() };
        return Some((words, u8::from(!year), axis.at(date)));
    }
    year.then(|| (date.year().to_string(), 0, axis.at(date)))
}

/// Days, Mondays, months or years under the axis, whatever there is room for; the ones that matter come first.
fn labels(ui: &Ui, plot: Rect, axis: Axis, look: &Look<'_>, (from, to): (Date, Date)) {
    let p = look.palette;
    let y = plot.bottom() + 13.0;
    let mut taken: Vec<egui::Rangef> = Vec::new();
    for rank in 0..=1 {
        for n in 0..axis.days {
            let Some((words, _, middle)) = label(&axis, n).filter(|l| l.1 == rank) else { continue };
            let date = add(axis.first, n);
            let inside = from <= date && date <= to;
            let font = if inside && rank == 0 { fonts::sans_bold(13.0) } else { fonts::sans(13.0) };
            let wide = super::kit::width(ui, &words, font.clone());
            let left = (middle - wide / 2.0).clamp(plot.left(), (plot.right() - wide).max(plot.left()));
            let room = egui::Rangef::new(left - 4.0, left + wide + 4.0);
            if taken.iter().any(|t| t.min < room.max && room.min < t.max) {
                continue;
            }
            taken.push(room);
            text(ui, pos2(left, y), Align2::LEFT_CENTER, &words, font, if inside { p.text } else { p.muted });
        }
    }
}

/// The plot itself: drag inside the range to move it, outside to draw a new one, click for one step's worth.
fn drag_plot(
    ui: &Ui,
    plot: Rect,
    axis: Axis,
    unit: Unit,
    look: &Look<'_>,
    local: &mut Local,
    out: &mut Out,
    (from, to): (Date, Date),
    whole: bool,
) {
    let response = ui.interact(plot, ui.scope_id().with("date-plot"), Sense::CLICK | Sense::DRAG);
    response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, "Articles by day"));
    let Some(pos) = response.interact_pointer_pos().or(response.hover_pos()) else { return };
    let day = axis.date(pos.x);
    let inside = !whole && from <= day && day <= to;
    if response.hovered() {
        ui.ctx().set_cursor_icon(match (response.dragged(), inside) {
            (true, true) => CursorIcon::Grabbing,
            (false, true) => CursorIcon::Grab,
            _ => CursorIcon::Crosshair,
        });
    }
    if response.drag_started() {
        local.playing = None;
        let start = ui.input(|i| i.pointer.press_origin()).map_or(day, |o| axis.date(o.x));
        let held = !whole && from <= start && start <= to;
        local.date_drag = Some(if held { DateDrag::Range(start, (from, to)) } else { DateDrag::New(start) });
    }
    if response.dragged() {
        match local.date_drag {
            Some(DateDrag::Range(held, (a, b))) => {
                let shift = between(held, day);
                let wanted = (add(a, shift), add(b, shift));
                if wanted != (from, to) {
                    out.tell(Command::SetDates { from: Some(wanted.0), to: Some(wanted.1) });
                }
            }
            Some(DateDrag::New(start)) => {
                let (a, b) = (unit.start(start.min(day)), unit.end(start.max(day)));
                if (a, b) != (from, to) {
                    out.tell(Command::SetDates { from: Some(a), to: Some(b) });
                }
            }
            None => {}
        }
    } else {
        local.date_drag = None;
    }
    if response.double_clicked() {
        out.tell(Command::SetDates { from: None, to: None });
    } else if response.clicked() {
        local.playing = None;
        out.tell(Command::SetDates { from: Some(unit.start(day)), to: Some(unit.end(day)) });
    } else if !response.dragged() {
        hint(look, unit, day, &response);
    }
}

/// What a column holds, in words.
fn hint(look: &Look<'_>, unit: Unit, day: Date, response: &Response) {
    let (a, b) = (unit.start(day), unit.end(day));
    let n = look.view.items.iter().filter(|i| i.span.0 <= b && i.span.1 >= a).count();
    let when = if a == b { a.to_string() } else { format!("{a} to {b}") };
    let n = match look.view.basis {
        Basis::Published => super::kit::plural(n as u32, "article", "articles"),
        Basis::Event => super::kit::plural(n as u32, "event told", "events told"),
    };
    response.clone().on_hover_text_at_pointer(format!("{when} · {n}"));
}

/// One of the two handles: drag it, or reach it with Tab and move it with the arrows.
fn handle(
    ui: &Ui,
    plot: Rect,
    x: f32,
    axis: Axis,
    unit: Unit,
    look: &Look<'_>,
    out: &mut Out,
    (from, to): (Date, Date),
    last: bool,
) {
    let p = look.palette;
    let grip = Rect::from_center_size(pos2(x, plot.center().y), vec2(12.0, 30.0));
    let id = ui.scope_id().with(("date-handle", last));
    let response = ui.interact(grip.expand2(vec2(5.0, 22.0)), id, Sense::click_and_drag());
    let name = if last { "Last day of the range" } else { "First day of the range" };
    let value = f64::from(between(axis.first, if last { to } else { from }));
    response.widget_info(|| WidgetInfo::slider(true, value, name));
    ui.painter().vline(x, plot.y_range(), Stroke::new(2.0, p.hover));
    let fill = if response.hovered() || response.dragged() { super::kit::mix(p.hover, p.panel, 0.2) } else { p.hover };
    ui.painter().rect_filled(grip, CornerRadius::same(4), fill);
    for dx in [-2.0, 2.0] {
        ui.painter().vline(x + dx, (grip.center().y - 5.0)..=(grip.center().y + 5.0), Stroke::new(1.2, p.panel));
    }
    if response.has_focus() {
        let ring = Stroke::new(2.0, p.focus);
        ui.painter().rect_stroke(grip.expand(2.0), CornerRadius::same(6), ring, StrokeKind::Outside);
        let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|m| m.set_focus_lock_filter(id, filter));
    }
    if response.hovered() || response.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
    }
    let mut wanted = None;
    if response.dragged()
        && let Some(pos) = response.interact_pointer_pos()
    {
        // A handle stands between days: the first day begins at it, the last day ends at it.
        let edge = if last { pos.x - axis.day() / 2.0 } else { pos.x + axis.day() / 2.0 };
        let day = axis.date(edge);
        wanted = Some(if last { unit.end(day).max(from) } else { unit.start(day).min(to) });
    }
    if response.has_focus() {
        let pressed = |k| ui.input(|i| i.key_pressed(k));
        let n = i32::from(pressed(Key::ArrowRight)) - i32::from(pressed(Key::ArrowLeft));
        if n != 0 {
            let day = unit.step(if last { to } else { from }, n);
            wanted = Some(if last { day.max(from).min(axis.last()) } else { day.min(to).max(axis.first) });
        }
    }
    if let Some(day) = wanted.filter(|&d| d != if last { to } else { from }) {
        let (a, b) = if last { (look.state.filter.from, Some(day)) } else { (Some(day), look.state.filter.to) };
        out.tell(Command::SetDates { from: a, to: b });
    }
}
