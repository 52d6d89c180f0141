//! Sheets over the map: notices, names without a place, articles without a date.

use super::kit::{Run, plural, runs_galley, sheet, sheet_line};
use super::local::{Local, Look, Out, Sheet, Wish};
use crate::briefing::{Basis, Command, MentionRef};
use crate::map::fonts;
use crate::notice::Severity;
use egui::{Rect, Ui};

/// Most lines that a sheet lists; the rest is counted.
const MOST: usize = 400;

/// Shows the sheet that is open, if one is.
pub(super) fn show(
    ui: &Ui,
    over: Rect,
    viewport: &crate::geo::Viewport,
    look: &Look<'_>,
    local: &mut Local,
    out: &mut Out,
) {
    match local.sheet {
        Some(Sheet::Keys) => super::keys::show(ui, over, look, local),
        Some(Sheet::Notices) => notices(ui, over, look, local),
        Some(Sheet::Unplaced) => unplaced(ui, over, look, local, out),
        Some(Sheet::Undated) => undated(ui, over, look, local, out),
        Some(Sheet::Article(number)) => super::article::show(ui, over, look, local, number, out),
        Some(Sheet::Story(number)) => super::story::show(ui, over, look, local, number, out),
        Some(Sheet::Place) => super::place_card::show(ui, over, look, local, out),
        Some(Sheet::NewPlace) => super::new_place::show(ui, over, look, local, viewport, out),
        Some(Sheet::Correct) => super::correct::show(ui, over, look, local, out),
        Some(Sheet::Why) => super::why::show(ui, over, look, local),
        None => {}
    }
}

fn notices(ui: &Ui, over: Rect, look: &Look<'_>, local: &mut Local) {
    let p = look.palette;
    let left_out = look.notices.iter().filter(|n| n.severity == Severity::LeftOut).count();
    let closed = sheet(ui, p, over, "Notices", 620.0, |ui| {
        let head = format!("{} left out, {} guessed or repaired.", left_out, look.notices.len() - left_out);
        paragraph(ui, look, &head);
        for notice in look.notices.iter().take(MOST) {
            let path = if notice.path.is_empty() { "The whole run" } else { &notice.path };
            let word = if notice.severity == Severity::LeftOut { "left out: " } else { "guessed: " };
            let upper = [Run::new(path, fonts::sans_bold(14.0), p.text)];
            let lower =
                [Run::new(word, fonts::sans_bold(13.0), p.muted), Run::new(&notice.reason, fonts::sans(13.0), p.muted)];
            sheet_line(ui, p, path, &upper, &lower);
        }
        rest(ui, look, look.notices.len());
    });
    if closed {
        local.sheet = None;
    }
}

fn unplaced(ui: &Ui, over: Rect, look: &Look<'_>, local: &mut Local, out: &mut Out) {
    let p = look.palette;
    let closed = sheet(ui, p, over, "Unplaced names", 620.0, |ui| {
        paragraph(
            ui,
            look,
            "These read like places, but the gazetteer has none that can be meant. They are on no map until they are added.",
        );
        for (name, mentions) in look.view.unplaced.iter().take(MOST) {
            let not = mentions.first().and_then(|m| taken_for(look, *m)).unwrap_or_default();
            let count = format!("  {}{not}", plural(mentions.len() as u32, "mention", "mentions"));
            let upper = [Run::new(name, fonts::sans_bold(14.0), p.text), Run::new(&count, fonts::sans(13.0), p.muted)];
            let (before, words, after, source) = mentions.first().and_then(|m| around(look, *m)).unwrap_or_default();
            let lower = [
                Run::new(&before, fonts::serif(13.0), p.muted),
                Run::new(&words, fonts::serif_bold(13.0), p.text),
                Run::new(&after, fonts::serif(13.0), p.muted),
                Run::new(&source, fonts::sans(13.0), p.muted),
            ];
            let r = sheet_line(ui, p, &format!("Search for {name}"), &upper, &lower);
            if r.on_hover_text("Show the articles that name it").clicked() {
                out.tell(Command::Search(name.clone()));
            }
        }
        rest(ui, look, look.view.unplaced.len());
    });
    if closed {
        local.sheet = None;
    }
}

/// " · not taken for Nîmes in France", where a place bears the name that is not believed to be meant.
fn taken_for(look: &Look<'_>, at: MentionRef) -> Option<String> {
    let corpus = look.corpus?;
    let entry = corpus.entries.get(at.article.0 as usize)?;
    let place = entry.mentions.get(at.mention as usize)?.passed_over?;
    Some(format!(" · not taken for {}", corpus.gazetteer.name_and_country(place)))
}

fn undated(ui: &Ui, over: Rect, look: &Look<'_>, local: &mut Local, out: &mut Out) {
    let p = look.palette;
    let mut chosen = false;
    let told = look.view.basis == Basis::Event;
    let title = if told { "Articles without an event date" } else { "Undated articles" };
    let closed = sheet(ui, p, over, title, 560.0, |ui| {
        let words = if told {
            "No sentence of these that names a place says when. They stand outside the dates, never inside."
        } else {
            "Neither the files nor the texts say when these appeared. They stand outside the dates, never inside."
        };
        paragraph(ui, look, words);
        for article in look.view.undated.iter().take(MOST) {
            let Some(entry) = look.corpus.and_then(|c| c.entries.get(article.0 as usize)) else { continue };
            let label = entry.article.label();
            let source = entry.article.source.as_deref().unwrap_or("outlet unknown");
            let upper = [Run::new(label, fonts::sans_bold(14.0), p.text)];
            let r = sheet_line(ui, p, label, &upper, &[Run::new(source, fonts::sans(13.0), p.muted)]);
            let placed = entry.mentions.iter().position(|m| m.resolution.is_some() && m.kind.is_placed());
            if r.clicked() && placed.is_none() {
                out.wish(Wish::Article(article.0));
            }
            if let (true, Some(mention)) = (r.clicked(), placed) {
                // An undated article is in no range of days: its places show only without one.
                if look.state.filter.from.is_some() || look.state.filter.to.is_some() {
                    out.tell(Command::SetDates { from: None, to: None });
                }
                out.tell(Command::SelectMention { article: article.0, mention: mention as u32 });
                chosen = true;
            }
        }
        rest(ui, look, look.view.undated.len());
    });
    if closed || chosen {
        local.sheet = None;
    }
}

pub(super) fn paragraph(ui: &mut Ui, look: &Look<'_>, words: &str) {
    let p = look.palette;
    let run = [Run::new(words, fonts::sans(14.0), p.muted)];
    let galley = runs_galley(ui, &run, ui.available_width() - 16.0, 6, Some(20.0));
    let (rect, _) = ui.allocate_exact_size(galley.size() + egui::vec2(0.0, 10.0), egui::Sense::hover());
    ui.painter().galley(rect.min + egui::vec2(8.0, 0.0), galley, p.muted);
}

fn rest(ui: &mut Ui, look: &Look<'_>, all: usize) {
    if all > MOST {
        paragraph(ui, look, &format!("and {} more", all - MOST));
    }
}

/// The words before a mention, itself, and the words after, with the outlet.
fn around(look: &Look<'_>, at: MentionRef) -> Option<(String, String, String, String)> {
    let entry = look.corpus?.entries.get(at.article.0 as usize)?;
    let span = entry.mentions.get(at.mention as usize)?.span;
    let text = &entry.article.text;
    let (before, after) = (text.get(..span.start as usize)?, text.get(span.end as usize..)?);
    let fold = |s: String| s.split_whitespace().collect::<Vec<_>>().join(" ");
    let tail: String = before.chars().rev().take(70).collect::<Vec<_>>().into_iter().rev().collect();
    let tail = tail.split_once(char::is_whitespace).map_or(tail.clone(), |(_, t)| t.to_owned());
    let head: String = after.chars().take(70).collect();
    let head = head.rsplit_once(char::is_whitespace).map_or(head.clone(), |(h, _)| h.to_owned());
    let blank = |s: &str, front: bool| {
        let c = if front { s.chars().next() } else { s.chars().next_back() };
        if c.is_some_and(char::is_whitespace) { " " } else { "" }
    };
    let source = format!("  {}", entry.article.source.as_deref().unwrap_or("outlet unknown"));
    Some((
        format!("… {}{}", fold(tail), blank(before, false)),
        span.of(text).to_owned(),
        format!("{}{} …", blank(after, true), fold(head)),
        source,
    ))
}
