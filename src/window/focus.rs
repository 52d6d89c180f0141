//! The chip of the reader's beat: places in or near which names are looked for first.

use super::kit::{Icon, Run, check_row, chip, field, popover, sheet_line};
use super::local::{FocusWords, Local, Look, Out};
use crate::briefing::words::list;
use crate::briefing::{Command, focus};
use crate::map::fonts;
use egui::{Key, Pos2, Ui, vec2};

/// Width of the popover.
const WIDTH: f32 = 320.0;
/// Most places that are offered for a name.
const MOST: usize = 5;

/// Shows the chip with its left top at `at`.
pub(super) fn show(ui: &Ui, at: Pos2, look: &Look<'_>, local: &mut Local, out: &mut Out) {
    let p = look.palette;
    let names: Vec<&str> = look.view.focus.iter().map(String::as_str).collect();
    let words = match names.as_slice() {
        [] => "none".to_owned(),
        [one] => (*one).to_owned(),
        [first, rest @ ..] => format!("{first} + {}", rest.len()),
    };
    let runs = [Run::new("Focus  ", fonts::sans_bold(13.0), p.text), Run::new(&words, fonts::sans(13.0), p.text)];
    let name = format!("Focus: {}", if names.is_empty() { "none".to_owned() } else { list(&names) });
    let r = chip(ui, p, at, 26.0, "focus", &name, (None, &runs, Some(Icon::Down)), false);
    let mut open = false;
    popover(&r, p, "Focus", WIDTH, |ui| {
        open = true;
        content(ui, look, local, out);
    });
    if !open {
        local.focus_words = None;
    }
}

fn content(ui: &mut Ui, look: &Look<'_>, local: &mut Local, out: &mut Out) {
    let (p, chosen) = (look.palette, &look.state.focus);
    for (id, name) in chosen.iter().zip(&look.view.focus) {
        if check_row(ui, p, true, name, "") {
            let rest = chosen.iter().filter(|c| *c != id).cloned().collect();
            out.tell(Command::SetFocus(rest));
        }
    }
    let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), 40.0), egui::Sense::hover());
    let opened = local.focus_words.is_none();
    let mut typed = local.focus_words.take().unwrap_or_default();
    let response =
        field(ui, p, line.shrink2(vec2(4.0, 4.0)), "Place of the focus", &mut typed.words, "A country, region or town");
    if opened {
        response.request_focus();
    }
    if response.changed() {
        typed.found = found(look, &typed.words);
    }
    let entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    let mut taken = None;
    for (i, (id, name, chain)) in typed.found.iter().enumerate() {
        let upper = [Run::new(name, fonts::sans_bold(14.0), p.text)];
        let lower = [Run::new(chain, fonts::sans(13.0), p.muted)];
        if sheet_line(ui, p, &format!("Focus on {name}, {chain}"), &upper, &lower).clicked() || (entered && i == 0) {
            taken = Some(id.clone());
        }
    }
    if typed.found.is_empty() && !typed.words.trim().is_empty() {
        super::notices::paragraph(ui, look, "No place is called so.");
    }
    if let Some(id) = taken {
        out.tell(Command::SetFocus(chosen.iter().cloned().chain([id]).collect()));
        typed = FocusWords::default();
    }
    local.focus_words = Some(typed);
    ui.add_space(4.0);
    super::notices::paragraph(
        ui,
        look,
        "A name that several places bear is read as the one in or near your focus, unless the text says otherwise. \
         Why here? tells where it did so.",
    );
}

/// Places called so, with id, name and what tells them apart.
fn found(look: &Look<'_>, words: &str) -> Vec<(String, String, String)> {
    let Some(corpus) = look.corpus else { return Vec::new() };
    let gazetteer = &corpus.gazetteer;
    let places = focus::called(gazetteer, words);
    let row = |at| (gazetteer.id(at).0, gazetteer.feature(at).name.to_owned(), gazetteer.chain(at));
    places.into_iter().take(MOST).map(row).collect()
}
