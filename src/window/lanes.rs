//! What stands beside the axis: the dates of the other basis as a second lane, and what lies before and after.

use super::date_axis::{Axis, add};
use super::kit::{block, focus_ring, grouped, plural, text};
use super::local::{Look, Out, Unit};
use crate::briefing::{Basis, Command};
use crate::map::fonts;
use egui::{Align2, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The other basis as low bars over the same days. A click on it makes it the slider's.
pub(super) fn show(ui: &Ui, rect: Rect, axis: Axis, unit: Unit, look: &Look<'_>, out: &mut Out) {
    let p = look.palette;
    let other = if look.view.basis == Basis::Published { Basis::Event } else { Basis::Published };
    let response = ui.interact(rect, ui.scope_id().with("second-lane"), Sense::click());
    let name = if other == Basis::Event { "Lane of events told" } else { "Lane of publication" };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    ui.painter().rect_filled(rect, 0.0, if response.hovered() { p.line } else { p.track });
    let mut columns: BTreeMap<Date, (u32, u32, u32)> = BTreeMap::new();
    let (mut before, mut after) = (0, 0);
    for item in &look.view.lane {
        before += u32::from(item.span.1 < axis.first);
        after += u32::from(item.span.0 > axis.last());
        let (mut at, end) = (unit.start(item.span.0.max(axis.first)), item.span.1.min(axis.last()));
        let exact = unit.start(item.span.0) == unit.start(item.span.1);
        while at <= end {
            let column = columns.entry(at).or_default();
            match (exact, item.selected) {
                (true, true) => column.0 += 1,
                (true, false) => column.1 += 1,
                (false, _) => column.2 += 1,
            }
            let next = add(unit.end(at), 1);
            if next <= at {
                break;
            }
            at = next;
        }
    }
    let highest = columns.values().map(|c| c.0 + c.1 + c.2).max().unwrap_or(1).max(1) as f32;
    for (&date, &(selected, exact, uncertain)) in &columns {
        let (l, r) = (axis.at(date).max(rect.left()), axis.at(add(unit.end(date), 1)).min(rect.right()));
        let side = ((r - l) * 0.12).clamp(0.0, 3.0);
        let mut bottom = rect.bottom() - 1.0;
        for (n, fill) in [(selected, p.selection), (exact, p.bar), (uncertain, p.bar_outside)] {
            let height = n as f32 * (rect.height() - 3.0) / highest;
            let bar = Rect::from_min_max(pos2(l + side, bottom - height), pos2((r - side).max(l + side + 1.0), bottom));
            if n > 0 {
                block(ui.painter(), bar, fill, None);
            }
            bottom -= height;
        }
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, p.strong_line));
    let words = if other == Basis::Event { "events told" } else { "published" };
    let words = if before > 0 { format!("\u{2039} {}  {words}", grouped(before)) } else { words.to_owned() };
    plate(ui, rect.left_center() + vec2(4.0, 0.0), Align2::LEFT_CENTER, &words, look);
    if after > 0 {
        let words = format!("{} \u{203A}", grouped(after));
        plate(ui, rect.right_center() - vec2(4.0, 0.0), Align2::RIGHT_CENTER, &words, look);
    }
    focus_ring(ui, p, &response, 2);
    if response.on_hover_text(format!("{name}: click to move the slider over it (E)")).clicked() {
        out.tell(Command::SetBasis(other));
    }
}

/// Words on a strip of their own, so that bars behind do not cross them.
fn plate(ui: &Ui, at: egui::Pos2, anchor: Align2, words: &str, look: &Look<'_>) {
    let p = look.palette;
    let font = fonts::sans(12.0);
    let size = vec2(super::kit::width(ui, words, font.clone()), 14.0);
    ui.painter().rect_filled(anchor.anchor_size(at, size).expand2(vec2(3.0, 1.0)), 2.0, p.track);
    text(ui, at, anchor, words, font, p.muted);
}

/// A column for what lies before or after the axis; a click draws the axis out to it.
pub(super) fn beyond(ui: &Ui, rect: Rect, look: &Look<'_>, n: u32, after: bool, out: &mut Out) {
    let p = look.palette;
    let response = ui.interact(rect, ui.scope_id().with(("beyond", after)), Sense::click());
    let word = if after { "later" } else { "earlier" };
    let name = format!("{} {word} than the axis", plural(n, look.view.basis.item(), "events told"));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name.clone()));
    ui.painter().rect_filled(rect, 0.0, if response.hovered() { p.line } else { p.track });
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, p.strong_line));
    let (arrow, bold) = (if after { "\u{203A}" } else { "\u{2039}" }, fonts::sans_bold(14.0));
    let count = if after { format!("{} {arrow}", grouped(n)) } else { format!("{arrow} {}", grouped(n)) };
    text(ui, rect.center(), Align2::CENTER_CENTER, &count, bold, p.text);
    let at = pos2(rect.center().x, rect.bottom() + 13.0);
    text(ui, at, Align2::CENTER_CENTER, word, fonts::sans(13.0), p.muted);
    focus_ring(ui, p, &response, 2);
    let hint = format!("{name}: click to see them alone");
    if response.on_hover_text(hint).clicked()
        && let (Some(axis), Some(reach)) = (look.view.axis, look.view.reach)
    {
        let (from, to) = if after { (add(axis.1, 1), reach.1) } else { (reach.0, add(axis.0, -1)) };
        out.tell(Command::SetDates { from: Some(from), to: Some(to) });
    }
}
