//! *New place here*: a place that stands in no gazetteer, put on the reader's own layer.

use super::kit::{Face, Run, Tone, button, field, form_line, runs_galley, sheet, text};
use super::local::{Draft, Local, Look, Out, Wish};
use crate::briefing::{Command, NewPlace};
use crate::geo::Viewport;
use crate::map::fonts;
use egui::{Align2, CornerRadius, Rect, Sense, Stroke, Ui, pos2, vec2};

/// Width of the card.
const WIDTH: f32 = 384.0;
/// Kinds to choose from, in words that a layer's table may also use.
const KINDS: [&str; 14] = [
    "village",
    "town",
    "neighbourhood",
    "border crossing",
    "bridge",
    "camp",
    "base",
    "airport",
    "building",
    "site",
    "pass",
    "mountain",
    "lake",
    "region",
];

/// Shows the card beside the point it is about.
pub(super) fn show(ui: &Ui, over: Rect, look: &Look<'_>, local: &mut Local, viewport: &Viewport, out: &mut Out) {
    let Some(mut draft) = local.draft.take() else {
        local.sheet = None;
        return;
    };
    let p = look.palette;
    let at = viewport.project(draft.at);
    cross(ui, over, at, p.hover);
    // On the side that leaves the point in sight.
    let half = if at.x > over.center().x {
        over.with_max_x((over.left() + WIDTH + 48.0).min(over.right()))
    } else {
        over.with_min_x((over.right() - WIDTH - 48.0).max(over.left()))
    };
    let mut done = false;
    let closed = sheet(ui, p, half, "New place here", WIDTH, |ui| {
        let before = draft.clone();
        let rect = form_line(ui, p, "Name");
        let first = field(ui, p, rect, "Name", &mut draft.place.name, "as it shall stand on the map");
        if draft.fresh {
            first.request_focus();
            draft.fresh = false;
        }
        let rect = form_line(ui, p, "Also written");
        field(ui, p, rect, "Also written", &mut draft.aliases, "other spellings, with commas");
        let rect = form_line(ui, p, "Kind");
        kinds(ui, rect, &mut draft);
        let rect = form_line(ui, p, "Position");
        let place = super::reader::degrees(draft.at);
        text(ui, rect.left_center(), Align2::LEFT_CENTER, &place, fonts::sans(14.0), p.text);
        let rect = form_line(ui, p, "Source");
        field(ui, p, rect, "Source", &mut draft.place.source, "where you have it from");
        let rect = form_line(ui, p, "Note");
        field(ui, p, rect, "Note", &mut draft.place.note, "");
        if draft.place.name != before.place.name || draft.aliases != before.aliases {
            draft.named = None;
            out.wish(Wish::CountNames(names(&draft)));
        }
        ui.add_space(6.0);
        let empty = draft.place.name.trim().is_empty();
        let said = match (empty, draft.named) {
            (true, _) => "Give it the name that the articles use.".to_owned(),
            (false, Some(0)) => "No article contains this name.".to_owned(),
            (false, Some(1)) => "1 article contains this name; it is read again.".to_owned(),
            (false, Some(n)) => format!("{n} articles contain this name; they are read again."),
            (false, None) => "Looking for the name …".to_owned(),
        };
        note(ui, look, &said);
        ui.add_space(10.0);
        let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::hover());
        let add = Face { words: "Add place", key: "Ctrl+Enter", tone: Tone::Primary, off: empty, ..Face::default() };
        let w = add.width(ui);
        let right = Rect::from_min_size(pos2(line.right() - w, line.top()), vec2(w, 32.0));
        let entered = ui.input_mut(|i| i.consume_key(egui::Modifiers::COMMAND, egui::Key::Enter));
        if (button(ui, p, right, "add-place", "Add place", &add).clicked() || entered) && !empty {
            out.tell(Command::AddPlace(finished(&draft), draft.at));
            done = true;
        }
        let cancel = Face { words: "Cancel", key: "Esc", ..Face::default() };
        let w = cancel.width(ui);
        let left = Rect::from_min_size(pos2(right.left() - 8.0 - w, line.top()), vec2(w, 32.0));
        if button(ui, p, left, "cancel-place", "Cancel", &cancel).clicked() {
            done = true;
        }
    });
    if closed || done {
        local.sheet = None;
    } else {
        local.draft = Some(draft);
    }
}

fn names(draft: &Draft) -> Vec<String> {
    let place = finished(draft);
    std::iter::once(place.name).chain(place.aliases).collect()
}

fn finished(draft: &Draft) -> NewPlace {
    let aliases = draft.aliases.split([',', ';']).map(str::trim).filter(|a| !a.is_empty()).map(str::to_owned);
    NewPlace { aliases: aliases.collect(), name: draft.place.name.trim().to_owned(), ..draft.place.clone() }
}

fn kinds(ui: &mut Ui, rect: Rect, draft: &mut Draft) {
    if draft.place.kind.is_empty() {
        KINDS[0].clone_into(&mut draft.place.kind);
    }
    let child = &mut ui.new_child(egui::UiBuilder::new().max_rect(rect).id_salt("kind"));
    child.spacing_mut().interact_size.y = rect.height();
    let response = egui::ComboBox::from_id_salt("kind")
        .width(rect.width() - 8.0)
        .selected_text(draft.place.kind.clone())
        .show_ui(child, |ui| {
            for kind in KINDS {
                ui.selectable_value(&mut draft.place.kind, kind.to_owned(), kind);
            }
        })
        .response;
    response.accessible_name("Kind");
}

/// A line on the notice's colour.
pub(super) fn note(ui: &mut Ui, look: &Look<'_>, words: &str) {
    let p = look.palette;
    let run = [Run::new(words, fonts::sans(13.0), p.text)];
    let galley = runs_galley(ui, &run, ui.available_width() - 20.0, 4, Some(18.0));
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), galley.size().y + 16.0), Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::same(6), p.notice);
    ui.painter().galley(rect.min + vec2(10.0, 8.0), galley, p.text);
}

/// Where the new place is going to be.
pub(super) fn cross(ui: &Ui, over: Rect, at: egui::Pos2, ink: egui::Color32) {
    let painter = ui.painter().with_clip_rect(over);
    let pen = Stroke::new(1.5, ink);
    painter.circle_stroke(at, 9.0, pen);
    for (dx, dy) in [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
        painter.line_segment([at + vec2(dx, dy) * 4.0, at + vec2(dx, dy) * 15.0], pen);
    }
}
