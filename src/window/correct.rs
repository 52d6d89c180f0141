//! *Which "Faizabad"?* Another candidate for a mention, or no place at all, for as much as the reader wants.

use super::kit::{Face, Run, Tone, button, key_cap, runs_galley, segments, sheet, text};
use super::local::{Fix, Local, Look, Out};
use crate::briefing::{Command, Corpus, Scope};
use crate::map::fonts;
use crate::text::normalise::normalise;
use egui::{Align2, CornerRadius, Key, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// Width of the card.
const WIDTH: f32 = 428.0;
/// Most candidates that are offered: one digit each.
const MOST: usize = 6;

/// Begins a correction: counts once how many mentions each scope would reach.
pub(super) fn begin(corpus: &Corpus, article: u32, mention: u32) -> Option<Fix> {
    let entry = corpus.entries.get(article as usize)?;
    let at = entry.mentions.get(mention as usize)?;
    let name = normalise(at.span.of(&entry.article.text));
    let mut counts = [1, 0, 0, 0];
    for (i, other) in corpus.entries.iter().enumerate() {
        let said = |m: &&crate::geoparse::Mention| normalise(m.span.of(&other.article.text)) == name;
        let n = other.mentions.iter().filter(|m| m.kind.is_placed()).filter(said).count() as u32;
        counts[1] += if i == article as usize { n } else { 0 };
        counts[2] += if other.article.source == entry.article.source { n } else { 0 };
        counts[3] += n;
    }
    Some(Fix { article, mention, choice: Some(0), scope: Scope::default(), counts })
}

/// Shows the card.
pub(super) fn show(ui: &Ui, over: Rect, look: &Look<'_>, local: &mut Local, out: &mut Out) {
    let (p, Some(corpus), Some(mut fix)) = (look.palette, look.corpus, local.fix.take()) else {
        local.sheet = None;
        return;
    };
    let found = corpus.entries.get(fix.article as usize).and_then(|e| Some((e, e.mentions.get(fix.mention as usize)?)));
    let Some((entry, mention)) = found else {
        local.sheet = None;
        return;
    };
    let gazetteer = &corpus.gazetteer;
    let surface = mention.span.of(&entry.article.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let candidates = mention.resolution.as_ref().map_or(&[][..], |r| &r.candidates);
    let offered = &candidates[..candidates.len().min(MOST)];
    let mut done = false;
    let title = format!("Which “{surface}”?");
    let closed = sheet(ui, p, over, &title, WIDTH, |ui| {
        for (i, candidate) in offered.iter().enumerate() {
            let f = gazetteer.feature(candidate.place);
            let digit = (i + 1).to_string();
            let why = candidate.evidence.first().map_or("", |e| e.detail.as_str());
            let people =
                if f.population > 0 { format!("pop. {}", super::kit::grouped(f.population)) } else { String::new() };
            let line =
                Line { key: &digit, name: f.name, detail: &gazetteer.chain(candidate.place), why, right: &people };
            let pressed = DIGITS.get(i).is_some_and(|k| ui.input(|i| i.key_pressed(*k)));
            if row(ui, look, fix.choice == Some(i), &line) || pressed {
                fix.choice = Some(i);
            }
        }
        let line = Line { key: "N", name: "Not a place", detail: "", why: "", right: "" };
        if row(ui, look, fix.choice.is_none(), &line) || ui.input(|i| i.key_pressed(Key::N)) {
            fix.choice = None;
        }
        ui.add_space(8.0);
        let (head, _) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::hover());
        text(ui, head.left_center(), Align2::LEFT_CENTER, "Apply to", fonts::sans_bold(12.0), p.muted);
        let words: Vec<&str> = Scope::ALL.iter().map(|s| s.words()).collect();
        let now = Scope::ALL.iter().position(|s| *s == fix.scope).unwrap_or(0);
        let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::hover());
        if let (Some(n), _) = segments(ui, p, line.min, "Scope", &words, now) {
            fix.scope = Scope::ALL.get(n).copied().unwrap_or_default();
        }
        ui.add_space(8.0);
        let count = Scope::ALL.iter().position(|s| *s == fix.scope).and_then(|i| fix.counts.get(i)).copied();
        let count = super::kit::plural(count.unwrap_or(1), "mention", "mentions");
        super::new_place::note(
            ui,
            look,
            &format!("Sets {count} of “{surface}”. Later corrections go before earlier ones."),
        );
        ui.add_space(10.0);
        let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::hover());
        text(ui, line.left_center(), Align2::LEFT_CENTER, "Undo: Ctrl+Z", fonts::sans(13.0), p.muted);
        let face = Face { words: "Apply", key: "Enter", tone: Tone::Primary, ..Face::default() };
        let w = face.width(ui);
        let right = Rect::from_min_size(pos2(line.right() - w, line.top()), vec2(w, 32.0));
        let entered = ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, Key::Enter));
        if button(ui, p, right, "apply-fix", "Apply the correction", &face).clicked() || entered {
            let place = fix.choice.and_then(|i| offered.get(i)).map(|c| gazetteer.id(c.place).0);
            let Fix { article, mention, scope, .. } = fix;
            out.tell(Command::Correct { article, mention, scope, place });
            done = true;
        }
        let face = Face { words: "Cancel", key: "Esc", ..Face::default() };
        let w = face.width(ui);
        let left = Rect::from_min_size(pos2(right.left() - 8.0 - w, line.top()), vec2(w, 32.0));
        done |= button(ui, p, left, "cancel-fix", "Cancel the correction", &face).clicked();
    });
    if closed || done {
        local.sheet = None;
    } else {
        local.fix = Some(fix);
    }
}

const DIGITS: [Key; MOST] = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6];

struct Line<'a> {
    key: &'a str,
    name: &'a str,
    detail: &'a str,
    why: &'a str,
    right: &'a str,
}

/// One choice; returns whether it was clicked.
fn row(ui: &mut Ui, look: &Look<'_>, on: bool, line: &Line<'_>) -> bool {
    let p = look.palette;
    let width = ui.available_width();
    let head = [Run::new(line.name, fonts::sans_bold(14.0), p.text)];
    let head = runs_galley(ui, &head, width - 120.0, 1, Some(20.0));
    let below: Vec<_> = [(line.detail, p.text), (line.why, p.muted)]
        .into_iter()
        .filter(|(words, _)| !words.is_empty())
        .map(|(words, ink)| runs_galley(ui, &[Run::new(words, fonts::sans(13.0), ink)], width - 52.0, 2, Some(18.0)))
        .collect();
    let height = 14.0 + head.size().y + below.iter().map(|g| g.size().y).sum::<f32>();
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    response
        .widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, format!("{}, {}", line.name, line.detail)));
    if on {
        ui.painter().rect_filled(rect, CornerRadius::same(4), p.selected_row);
        let bar = rect.with_max_x(rect.left() + 3.0);
        ui.painter().rect_filled(bar, CornerRadius::ZERO, p.selection);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(4), p.chip);
    }
    key_cap(ui, p, pos2(rect.left() + 10.0, rect.top() + 17.0), line.key);
    let at = pos2(rect.right() - 8.0, rect.top() + 17.0);
    text(ui, at, Align2::RIGHT_CENTER, line.right, fonts::sans(13.0), p.muted);
    let mut at = rect.min + vec2(42.0, 7.0);
    for galley in std::iter::once(head).chain(below) {
        let step = galley.size().y;
        ui.painter().galley(at, galley, p.text);
        at.y += step;
    }
    super::kit::focus_ring(ui, p, &response, 4);
    response.clicked()
}
