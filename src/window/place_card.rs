//! All that is known of the chosen place, and what may be changed of it: one more name, another point, no such place.

use super::kit::{Face, Icon, Run, button, field, form_line, runs_galley, sheet, sheet_line};
use super::local::{Local, Look, Out, Wish};
use crate::briefing::Command;
use crate::map::fonts;
use egui::{Rect, Sense, Ui, pos2, vec2};

/// Most names that are listed.
const NAMES: usize = 40;

/// Shows the card of the chosen place.
pub(super) fn show(ui: &Ui, over: Rect, look: &Look<'_>, local: &mut Local, out: &mut Out) {
    let place = look.view.selected.and_then(|i| look.view.places.get(i));
    let (p, Some(place), Some(corpus)) = (look.palette, place, look.corpus) else {
        local.sheet = None;
        return;
    };
    let gazetteer = &corpus.gazetteer;
    let mut names = gazetteer.names(place.feature);
    names.retain(|n| *n != place.name);
    // A name in boxes tells nobody anything.
    ui.ctx().fonts_mut(|f| names.retain(|n| f.has_glyphs(&fonts::sans(14.0), n)));
    let more = names.len().saturating_sub(NAMES);
    names.truncate(NAMES);
    let mut listed = names.join(" · ");
    if more > 0 {
        listed = format!("{listed} and {more} more");
    }
    let (layer, credit) = gazetteer.layer(place.feature);
    let origin = if credit.is_empty() { layer.to_owned() } else { format!("{layer}: {credit}") };
    let (source, note) = gazetteer.told_by_reader(place.feature);
    let origin = if source.is_empty() || source == credit { origin } else { format!("{origin}; {source}") };
    let mut done = false;
    let closed = sheet(ui, p, over, &place.name, 428.0, |ui| {
        let paragraph = |ui: &mut Ui, name: &str, words: &str| {
            if words.is_empty() {
                return;
            }
            let head = format!("{name}  ");
            let runs = [Run::new(&head, fonts::sans_bold(13.0), p.muted), Run::new(words, fonts::sans(14.0), p.text)];
            let galley = runs_galley(ui, &runs, ui.available_width() - 16.0, 9, Some(20.0));
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), galley.size().y + 8.0), Sense::hover());
            ui.painter().galley(rect.min + vec2(8.0, 0.0), galley, p.text);
        };
        paragraph(ui, "What", &place.chain);
        let geo = format!("geo:{:.5},{:.5}", place.point.lat(), place.point.lon());
        let degrees = super::reader::degrees(place.point);
        let upper =
            [Run::new("Where  ", fonts::sans_bold(13.0), p.muted), Run::new(&degrees, fonts::sans(14.0), p.text)];
        let r = sheet_line(ui, p, "Copy the coordinates", &upper, &[]);
        if r.on_hover_text(format!("Copy {geo}")).clicked() {
            out.wish(Wish::CopyText(geo.clone(), format!("{geo} is on the clipboard")));
        }
        paragraph(ui, "Names", &listed);
        paragraph(ui, "Source", &origin);
        paragraph(ui, "Note", note);
        paragraph(ui, "Id", &place.key.place);
        ui.add_space(8.0);
        let rect = form_line(ui, p, "One more name");
        let face = Face { words: "Add", off: local.alias.trim().is_empty(), ..Face::default() };
        let w = face.width(ui);
        let at = rect.with_max_x(rect.right() - w - 8.0).with_min_x(rect.left() + 12.0);
        let typed = field(ui, p, at, "One more name", &mut local.alias, "as the articles write it");
        let entered = typed.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
        let add = Rect::from_min_size(pos2(rect.right() - w, rect.top()), vec2(w, 28.0));
        let clicked = button(ui, p, add, "add-alias", "Add the name", &face).clicked();
        if (clicked || entered) && !local.alias.trim().is_empty() {
            out.tell(Command::AddAlias(place.key.place.clone(), std::mem::take(&mut local.alias)));
            done = true;
        }
        ui.add_space(10.0);
        let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::hover());
        let mut x = line.left();
        let mut one = |ui: &Ui, words: &'static str, hint: &str, icon: Option<Icon>| {
            let face = Face { icon, words, ..Face::default() };
            let rect = Rect::from_min_size(pos2(x, line.top()), vec2(face.width(ui), 32.0));
            x = rect.right() + 8.0;
            button(ui, p, rect, words, words, &face).on_hover_text(hint).clicked()
        };
        if one(ui, "Move point", "Then click where it lies on the map", None) {
            local.moving = Some(place.key.place.clone());
            local.say(ui.input(|i| i.time), format!("Click where {} lies; Esc leaves it where it is", place.name));
            done = true;
        }
        if one(ui, "Hide place", "Let it be found no more; Ctrl+Z takes it back", None) {
            out.tell(Command::HidePlace(place.key.place.clone()));
            done = true;
        }
    });
    if closed || done {
        local.sheet = None;
    }
}
