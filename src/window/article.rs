//! The whole article over the map: the excerpt's surroundings, with every name of a place in it.

use super::excerpt_text;
use super::kit::{Face, Icon, Run, Tone, button, field, runs_galley, sheet};
use super::local::{Local, Look, Out};
use crate::briefing::{ArticleRef, Command, Excerpt, MentionRef};
use crate::geoparse::Band;
use crate::map::fonts;
use crate::text::{DateOrigin, Span};
use egui::{Rect, Sense, Ui, pos2, vec2};
use jiff::civil::Date;

/// Shows the article with a number.
pub(super) fn show(ui: &Ui, over: Rect, look: &Look<'_>, local: &mut Local, number: u32, out: &mut Out) {
    let (p, Some(whole)) = (look.palette, whole(look, number)) else {
        local.sheet = None;
        return;
    };
    let article = look.corpus.and_then(|c| c.entries.get(number as usize)).map(|e| &e.article);
    let from = article.map_or("", |a| a.address.as_deref().unwrap_or(&a.path)).to_owned();
    let author = article.and_then(|a| a.author.as_deref()).map(|a| format!(" · {a}")).unwrap_or_default();
    let (mut left, mut opened) = (false, false);
    let closed = sheet(ui, p, over, "Article", 640.0, |ui| {
        let width = ui.available_width() - 12.0;
        let line = |ui: &mut Ui, runs: &[Run<'_>], height: f32, gap: f32, sense: Sense| {
            let galley = runs_galley(ui, runs, width, 4, Some(height));
            let (rect, response) = ui.allocate_exact_size(vec2(width, galley.size().y + gap), sense);
            ui.painter().galley(rect.min, galley, p.text);
            response
        };
        line(ui, &[Run::new(&whole.title, fonts::serif_bold(19.0), p.text)], 26.0, 4.0, Sense::hover());
        let facts = format!("  {}{author}", whole.date);
        let runs =
            [Run::new(&whole.source, fonts::sans_bold(13.0), p.text), Run::new(&facts, fonts::sans(13.0), p.muted)];
        let doubts = article.map_or(&[][..], |a| &a.date_doubts);
        line(ui, &runs, 18.0, 2.0, Sense::hover());
        set_date(ui, look, local, number, out);
        ui.add_space(if doubts.is_empty() { 8.0 } else { 2.0 });
        for (n, doubt) in doubts.iter().enumerate() {
            let gap = if n + 1 == doubts.len() { 12.0 } else { 2.0 };
            let words = format!("Check the date: {doubt}");
            line(ui, &[Run::new(&words, fonts::sans(13.0), p.event)], 18.0, gap, Sense::hover());
        }
        let galley = excerpt_text::layout(ui, look, &whole, width);
        let (rect, _) = ui.allocate_exact_size(galley.size() + vec2(0.0, 12.0), Sense::hover());
        if let Some(mention) = excerpt_text::show(ui, look, &whole, &galley, rect.min) {
            out.tell(Command::SelectMention { article: mention.article.0, mention: mention.mention });
            left = true;
        }
        if !from.is_empty() {
            let web = from.contains("://");
            let run = [Run::new(&from, fonts::sans(13.0), if web { p.focus } else { p.muted })];
            let sense = if web { Sense::click() } else { Sense::hover() };
            let response = line(ui, &run, 18.0, 4.0, sense);
            if web {
                response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Link, true, &from));
                opened = response.clicked();
            }
        }
    });
    if opened {
        ui.ctx().open_url(egui::OpenUrl::new_tab(&from));
    }
    if closed || left {
        local.article_date = None;
        local.sheet = None;
    }
}

/// A button that opens a field for the article's date; what is typed is taken when it is a day, or two with "to".
fn set_date(ui: &mut Ui, look: &Look<'_>, local: &mut Local, number: u32, out: &mut Out) {
    let p = look.palette;
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width() - 12.0, 30.0), Sense::hover());
    let by_hand = look.corpus.and_then(|c| c.entries.get(number as usize)?.article.published.as_ref());
    let by_hand = by_hand.is_some_and(|d| d.origin == DateOrigin::User);
    let Some(mut typed) = local.article_date.take() else {
        let face = Face { icon: Some(Icon::Calendar), words: "Set the date", tone: Tone::Quiet, ..Face::default() };
        let at = Rect::from_min_size(row.min - vec2(12.0, 0.0), vec2(face.width(ui), 28.0));
        if button(ui, p, at, ("set-date", number), "Set the article's date", &face).clicked() {
            local.article_date = Some(String::new());
        }
        let back = Face { words: "As it was read", tone: Tone::Quiet, ..Face::default() };
        let at = Rect::from_min_size(pos2(at.right() + 4.0, row.top()), vec2(back.width(ui), 28.0));
        if by_hand && button(ui, p, at, ("date-read", number), "Go back to the date that was read", &back).clicked() {
            out.tell(Command::DateArticle(number, None));
        }
        return;
    };
    let at = Rect::from_min_size(row.min, vec2(240.0, 28.0));
    let response = field(ui, p, at, "The article's date", &mut typed, "2026-05-12, or two with to");
    if typed.is_empty() && ui.memory(|m| m.focused().is_none()) {
        response.request_focus();
    }
    let days = days(&typed);
    let set = Face { words: "Set", tone: Tone::Primary, off: days.is_none(), ..Face::default() };
    let at = Rect::from_min_size(pos2(at.right() + 8.0, row.top()), vec2(set.width(ui), 28.0));
    let entered = ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, egui::Key::Enter));
    let pressed = button(ui, p, at, ("take-date", number), "Set this date", &set).clicked() || entered;
    if let Some(days) = days.filter(|_| pressed) {
        out.tell(Command::DateArticle(number, Some(days)));
        return;
    }
    let cancel = Face { words: "Cancel", tone: Tone::Quiet, ..Face::default() };
    let at = Rect::from_min_size(pos2(at.right() + 4.0, row.top()), vec2(cancel.width(ui), 28.0));
    if !button(ui, p, at, ("leave-date", number), "Leave the date as it is", &cancel).clicked() {
        local.article_date = Some(typed);
    }
}

/// "2026-05-12", "2026-05-10 to 2026-05-12".
fn days(typed: &str) -> Option<(Date, Date)> {
    let (a, b) = typed.split_once(" to ").unwrap_or((typed, typed));
    Some((a.trim().parse().ok()?, b.trim().parse().ok()?))
}

/// The whole text as one excerpt: the chosen place's names are its marks.
fn whole(look: &Look<'_>, number: u32) -> Option<Excerpt> {
    let entry = look.corpus?.entries.get(number as usize)?;
    let text = entry.article.text.trim_end();
    let (mut marks, mut others) = (Vec::new(), Vec::new());
    for (n, mention) in entry.mentions.iter().enumerate() {
        let range = mention.span.start as usize..mention.span.end as usize;
        if mention.resolution.is_none() || !mention.kind.is_placed() || text.get(range.clone()).is_none() {
            continue;
        }
        let at = MentionRef { article: ArticleRef(number), mention: n as u32 };
        let place = look.facts.place_of.get(&at).and_then(|&i| look.view.places.get(i));
        let chosen = look.view.selected.and_then(|i| look.view.places.get(i));
        if place.is_some() && place.map(|p| &p.key.place) == chosen.map(|c| &c.key.place) {
            marks.push(range);
        } else {
            others.push((range, at));
        }
    }
    Some(Excerpt {
        // No excerpt of the reader has this number: names in the sheet are other controls than names in a card.
        mention: MentionRef { article: ArticleRef(number), mention: u32::MAX },
        source: entry.article.source.clone().unwrap_or_else(|| "outlet unknown".into()),
        title: entry.article.label().to_owned(),
        date: entry.article.published.as_ref().map_or_else(|| "undated".into(), date_words),
        span: Span::new(0, text.len()),
        text: text.to_owned(),
        marks,
        others,
        band: Band::High,
        why: String::new(),
        alternatives: Vec::new(),
        event: None,
        copies: 0,
        also: Vec::new(),
    })
}

/// The day, or both ends, and how it is known.
fn date_words(date: &crate::text::DateSpan) -> String {
    let when = if date.earliest == date.latest {
        date.earliest.to_string()
    } else {
        format!("{} to {}", date.earliest, date.latest)
    };
    if date.reason.is_empty() { when } else { format!("{when} ({})", date.reason) }
}
