//! The date panel: play, steps, typed dates, and the axis below.

use super::date_axis::{Axis, add, between, typed};
use super::kit::{Face, Icon, Run, Tone, block, button, hatched, plural, runs, segments, text};
use super::local::{Local, Look, Mode, Out, Unit};
use super::{histogram, lanes};
use crate::briefing::{Basis, Command};
use crate::map::fonts;
use egui::{Align2, CornerRadius, Margin, Rect, Stroke, StrokeKind, TextEdit, Ui, Vec2, pos2, vec2};
use jiff::civil::Date;

/// Height of the panel.
pub(super) const HEIGHT: f32 = 152.0;
const UNDATED: f32 = 92.0;
/// Width of a column for what lies beyond the axis.
const BEYOND: f32 = 64.0;
/// Height of the second lane.
const LANE: f32 = 20.0;
/// Under this width words give way, then what moves while the dates play, then the length of a step.
const ROOMY: f32 = 1240.0;
const NARROW: f32 = 1000.0;
const LEAST: f32 = 820.0;
/// Seconds between the steps of a play.
const BEAT: f64 = 0.8;

/// Shows the panel in `rect`.
pub(super) fn show(ui: &mut Ui, rect: Rect, look: &Look<'_>, local: &mut Local, out: &mut Out) {
    let p = look.palette;
    ui.painter().rect_filled(rect, 0.0, p.panel);
    super::kit::hline(ui, rect, rect.top() + 0.5, p);
    let plot = Rect::from_min_size(rect.min + vec2(16.0, 48.0), vec2(rect.width() - 32.0, 74.0));
    let lane = local.lane.then(|| plot.with_max_y(plot.top() + LANE));
    let plot = if local.lane { plot.with_min_y(plot.top() + LANE + 5.0) } else { plot };
    let undated = !look.view.undated.is_empty();
    let (before, after) = look.view.beyond;
    let mut dated = plot;
    dated.max.x -= if undated { UNDATED + 22.0 } else { 0.0 } + if after > 0 { BEYOND + 10.0 } else { 0.0 };
    dated.min.x += if before > 0 { BEYOND + 10.0 } else { 0.0 };
    let axis = Axis::new(look, dated);
    let unit = local.unit.unwrap_or_else(|| Unit::suited(axis.map_or(1, |a| a.days)));
    play(ui, look, local, axis, unit, out);
    controls(ui, rect, look, local, axis, unit, out);
    if let Some(axis) = axis {
        histogram::show(ui, dated, axis, unit, look, local, out);
        if let Some(lane) = lane {
            let rect = Rect::from_x_y_ranges(dated.x_range(), lane.y_range());
            lanes::show(ui, rect, axis, unit, look, out);
        }
        if before > 0 {
            let rect = plot.with_max_x(plot.left() + BEYOND);
            lanes::beyond(ui, rect, look, before, false, out);
        }
        if after > 0 {
            let rect = Rect::from_x_y_ranges(dated.right() + 10.0..=dated.right() + 10.0 + BEYOND, plot.y_range());
            lanes::beyond(ui, rect, look, after, true, out);
        }
    } else {
        ui.painter().rect_filled(dated, 0.0, p.track);
        let words = match look.view.basis {
            _ if look.view.total.articles == 0 => "No articles yet",
            Basis::Published => "No article has a date",
            Basis::Event => "No text says when something happened",
        };
        text(ui, dated.center(), Align2::CENTER_CENTER, words, fonts::sans(14.0), p.muted);
    }
    if undated {
        let column = plot.with_min_x(plot.right() - UNDATED);
        histogram::undated(ui, column, look, local);
    }
}

/// First and last day that are shown, on the axis where the range is open.
pub(super) fn range(look: &Look<'_>, axis: &Axis) -> (Date, Date) {
    let filter = &look.state.filter;
    (filter.from.unwrap_or(axis.first), filter.to.unwrap_or(axis.last()))
}

/// Moves the range by so many units.
pub(super) fn step(look: &Look<'_>, local: &Local, n: i32, out: &mut Out) {
    let Some(axis) = Axis::new(look, Rect::ZERO.expand(1.0)) else { return };
    let unit = local.unit.unwrap_or_else(|| Unit::suited(axis.days));
    let filter = &look.state.filter;
    if filter.from.is_none() && filter.to.is_none() {
        // The first step from "everything" goes to the first or last unit of the axis.
        let (a, b) = look.view.axis.unwrap_or((axis.first, axis.last()));
        let at = if n > 0 { a } else { b };
        out.tell(Command::SetDates { from: Some(unit.start(at)), to: Some(unit.end(at)) });
        return;
    }
    if local.mode == Mode::Cumulative {
        let (from, to) = range(look, &axis);
        let to = unit.step(to, n).max(from).min(axis.last());
        out.tell(Command::SetDates { from: Some(from), to: Some(to) });
        return;
    }
    let (from, to) = range(look, &axis);
    if unit == Unit::Month {
        out.tell(Command::SetDates { from: Some(unit.step(from, n)), to: Some(unit.step(to, n)) });
    } else {
        out.tell(Command::StepDates(between(from, unit.step(from, n))));
    }
}

/// Moves the range to the beginning or the end of the axis, its length kept.
pub(super) fn jump(look: &Look<'_>, end: bool, out: &mut Out) {
    let Some((a, b)) = look.view.axis else { return };
    let filter = &look.state.filter;
    let (from, to) = (filter.from.unwrap_or(a), filter.to.unwrap_or(b));
    let length = between(from, to);
    let (from, to) = if end { (add(b, -length), b) } else { (a, add(a, length)) };
    out.tell(Command::SetDates { from: Some(from), to: Some(to) });
}

/// Lets the days be those of the other basis.
pub(super) fn other_basis(look: &Look<'_>) -> Command {
    Command::SetBasis(match look.state.filter.basis {
        Basis::Published => Basis::Event,
        Basis::Event => Basis::Published,
    })
}

/// Starts or stops playing.
pub(super) fn toggle_play(ui: &Ui, look: &Look<'_>, local: &mut Local, out: &mut Out) {
    if local.playing.take().is_some() {
        return;
    }
    let Some(axis) = Axis::new(look, Rect::ZERO.expand(1.0)) else { return };
    let unit = local.unit.unwrap_or_else(|| Unit::suited(axis.days));
    let (a, b) = look.view.axis.unwrap_or((axis.first, axis.last()));
    let filter = &look.state.filter;
    let everything = filter.from.is_none_or(|f| f <= a) && filter.to.is_none_or(|t| t >= b);
    if everything || filter.to.is_some_and(|t| t >= b) {
        let length = filter.from.zip(filter.to).filter(|_| !everything).map(|(f, t)| between(f, t));
        let to = length.map_or_else(|| unit.end(a), |l| add(a, l));
        let from = if local.mode == Mode::Cumulative { a } else { unit.start(a) };
        let to = if local.mode == Mode::Cumulative { unit.end(a) } else { to };
        out.tell(Command::SetDates { from: Some(from), to: Some(to) });
    }
    local.playing = Some(ui.input(|i| i.time));
}

/// Plays on when the beat has passed.
fn play(ui: &Ui, look: &Look<'_>, local: &mut Local, axis: Option<Axis>, _unit: Unit, out: &mut Out) {
    let (Some(since), Some(axis)) = (local.playing, axis) else { return };
    let now = ui.input(|i| i.time);
    if now - since < BEAT {
        ui.ctx().request_repaint_after_secs((BEAT - (now - since)) as f32);
        return;
    }
    let end = look.view.axis.map_or(axis.last(), |a| a.1);
    if range(look, &axis).1 >= end {
        local.playing = None;
        return;
    }
    local.playing = Some(now);
    step(look, local, 1, out);
    ui.ctx().request_repaint_after_secs(BEAT as f32);
}

fn controls(
    ui: &mut Ui,
    rect: Rect,
    look: &Look<'_>,
    local: &mut Local,
    axis: Option<Axis>,
    unit: Unit,
    out: &mut Out,
) {
    let p = look.palette;
    let (y, mut x) = (rect.top() + 23.0, rect.left() + 16.0);
    let square = |x: f32| Rect::from_min_size(pos2(x, y - 15.0), Vec2::splat(30.0));
    let playing = local.playing.is_some();
    let off = axis.is_none();
    let picture = if playing { Icon::Pause } else { Icon::Play };
    let face = Face { icon: Some(picture), tone: Tone::Primary, off, ..Face::default() };
    let name = if playing { "Pause" } else { "Play" };
    if button(ui, p, square(x), "play", name, &face).on_hover_text(format!("{name} (Space)")).clicked() {
        toggle_play(ui, look, local, out);
    }
    x += 40.0;
    for (picture, name, key, n) in [(Icon::Left, "One step back", "←", -1), (Icon::Right, "One step on", "→", 1)] {
        let face = Face { icon: Some(picture), off, ..Face::default() };
        if button(ui, p, square(x), name, name, &face).on_hover_text(format!("{name} ({key})")).clicked() {
            step(look, local, n, out);
        }
        x += 38.0;
    }
    x += 6.0;
    x = choices(ui, rect, pos2(x, y), look, local, unit, out);
    let Some(axis) = axis else { return };
    let roomy = rect.width() >= ROOMY;
    if roomy {
        x = text(ui, pos2(x, y), Align2::LEFT_CENTER, "From", fonts::sans(14.0), p.muted).right() + 10.0;
    }
    x = field(ui, pos2(x, y - 14.0), look, local, false, out) + 10.0;
    x = text(ui, pos2(x, y), Align2::LEFT_CENTER, "to", fonts::sans(14.0), p.muted).right() + 10.0;
    x = field(ui, pos2(x, y - 14.0), look, local, true, out) + 12.0;
    let (from, to) = {
        let (a, b) = look.view.axis.unwrap_or((axis.first, axis.last()));
        (look.state.filter.from.unwrap_or(a), look.state.filter.to.unwrap_or(b))
    };
    let length = plural((between(from, to) + 1).max(0) as u32, "day", "days");
    let length = if roomy { length } else { String::new() };
    x = text(ui, pos2(x, y), Align2::LEFT_CENTER, &length, fonts::sans(14.0), p.muted).right() + 12.0;
    if look.state.filter.from.is_some() || look.state.filter.to.is_some() {
        let face = Face { words: "All dates", tone: Tone::Quiet, ..Face::default() };
        let at = Rect::from_min_size(pos2(x, y - 14.0), vec2(face.width(ui), 28.0));
        if rect.right() - at.right() > 16.0 {
            if button(ui, p, at, "all-dates", "All dates", &face).clicked() {
                local.playing = None;
                out.tell(Command::SetDates { from: None, to: None });
            }
            x = at.right() + 16.0;
        }
    }
    key(ui, pos2(rect.right() - 16.0, y), rect.right() - x - 16.0, look);
}

/// How far a step goes, what moves, which dates the days are, and whether both are shown; returns where they end.
fn choices(ui: &Ui, rect: Rect, at: egui::Pos2, look: &Look<'_>, local: &mut Local, unit: Unit, out: &mut Out) -> f32 {
    let p = look.palette;
    let (mut x, y) = (at.x, at.y - 14.0);
    if rect.width() >= LEAST {
        let units = [Unit::Day, Unit::Week, Unit::Month];
        let chosen = units.iter().position(|&u| u == unit).unwrap_or(0);
        let (clicked, end) = segments(ui, p, pos2(x, y), "Step", &["Day", "Week", "Month"], chosen);
        if let Some(i) = clicked {
            local.unit = units.get(i).copied();
        }
        x = end + 12.0;
    }
    if rect.width() >= NARROW {
        let chosen = usize::from(local.mode == Mode::Cumulative);
        let (clicked, end) = segments(ui, p, pos2(x, y), "Play", &["Moving", "Cumulative"], chosen);
        if let Some(i) = clicked {
            local.mode = if i == 1 { Mode::Cumulative } else { Mode::Moving };
        }
        x = end + 12.0;
    }
    let now = look.state.filter.basis;
    let chosen = Basis::ALL.iter().position(|&b| b == now).unwrap_or(0);
    let (clicked, end) = segments(ui, p, pos2(x, y), "Dates", &["Published", "Events"], chosen);
    if let Some(&basis) = clicked.and_then(|i| Basis::ALL.get(i)).filter(|&&b| b != now) {
        local.playing = None;
        out.tell(Command::SetBasis(basis));
    }
    x = end + 8.0;
    if rect.width() >= LEAST {
        let tone = if local.lane { Tone::Primary } else { Tone::Plain };
        let face = Face { words: "Both", tone, ..Face::default() };
        let at = Rect::from_min_size(pos2(x, y), vec2(face.width(ui), 28.0));
        let name = if local.lane { "Hide the second lane" } else { "Show both as lanes" };
        if button(ui, p, at, "both-lanes", name, &face).on_hover_text(format!("{name} (B)")).clicked() {
            local.lane = !local.lane;
        }
        x = at.right() + 24.0;
    }
    x
}

/// One of the two fields; what is typed is taken when it is a date and left standing when it is not.
fn field(ui: &mut Ui, at: egui::Pos2, look: &Look<'_>, local: &mut Local, last: bool, out: &mut Out) -> f32 {
    let p = look.palette;
    let filter = &look.state.filter;
    let shown =
        if last { filter.to.or(look.view.axis.map(|a| a.1)) } else { filter.from.or(look.view.axis.map(|a| a.0)) };
    let slot = if last { &mut local.to_text } else { &mut local.from_text };
    let typing = slot.is_some();
    let mut words = slot.clone().or_else(|| shown.map(|d| d.to_string())).unwrap_or_default();
    let wrong = typing && typed(&words).is_err();
    let rect = Rect::from_min_size(at, vec2(96.0, 28.0));
    let name = if last { "Last day" } else { "First day" };
    let edit = TextEdit::singleline(&mut words)
        .id(egui::Id::unique(("day-field", last)))
        .frame(egui::Frame::NONE)
        .margin(Margin::ZERO)
        .font(fonts::sans(14.0))
        .text_color(if wrong { p.event } else { p.text })
        .align(egui::Align2::LEFT_CENTER)
        .hint_text("open")
        .desired_width(rect.width() - 20.0);
    let line = if wrong { Stroke::new(1.5, p.event) } else { Stroke::new(1.0, p.strong_line) };
    ui.painter().rect(rect, CornerRadius::same(6), p.raised, line, StrokeKind::Inside);
    let response = ui.put(rect.shrink2(vec2(10.0, 1.0)), edit).accessible_name(name);
    super::kit::focus_ring(ui, p, &response.clone().with_new_rect(rect.shrink(1.0)), 5);
    if response.changed() {
        *slot = Some(words.clone());
    }
    if response.lost_focus() {
        *slot = None;
        if let (true, Ok(day)) = (typing, typed(&words)) {
            let (from, to) = if last { (filter.from, day) } else { (day, filter.to) };
            out.tell(Command::SetDates { from, to });
        }
    }
    rect.right()
}

/// What the blocks mean, as far as there is room: what matters most is kept longest.
fn key(ui: &Ui, right: egui::Pos2, room: f32, look: &Look<'_>) {
    let p = look.palette;
    let name = look.view.selected.and_then(|i| look.view.places.get(i)).map(|place| format!("names {}", place.name));
    let wide = |words: &str, hatch: bool| {
        super::kit::width(ui, words, fonts::sans(13.0)).min(180.0) + 8.0 + if hatch { 28.0 } else { 14.0 }
    };
    let (mut used, mut shown) = (0.0, Vec::new());
    for (words, what) in [
        (look.view.basis.item(), 0),
        (name.as_deref().unwrap_or_default(), 1),
        ("date uncertain", 2),
        ("outside range", 3),
    ] {
        let w = wide(words, what == 2);
        if words.is_empty() || used + w > room {
            continue;
        }
        used += w + 18.0;
        shown.push((words, what, w));
    }
    let mut x = right.x - used + 18.0;
    for (words, what, w) in shown {
        let swatch = if what == 2 { 28.0 } else { 14.0 };
        let at = Rect::from_center_size(pos2(x + swatch / 2.0, right.y), vec2(swatch, 10.0));
        match what {
            0 => block(ui.painter(), at, p.bar, None),
            1 => block(ui.painter(), at, p.selection, Some(p.selection_hairline)),
            2 => hatched(ui.painter(), at, p.raised, p.bar),
            _ => block(ui.painter(), at, p.bar_outside, None),
        }
        let run = [Run::new(words, fonts::sans(13.0), p.muted)];
        runs(ui, pos2(x + swatch + 8.0, right.y), Align2::LEFT_CENTER, w - swatch - 7.0, &run);
        x += w + 18.0;
    }
}
