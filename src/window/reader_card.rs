//! One excerpt: outlet, date, certainty, the words, and on the current card why it is here.

use super::excerpt_text;
use super::filter_row::band_name;
use super::kit::{Face, Icon, Run, Tone, button, certainty_dot, focus_ring, key_cap_width, runs, runs_galley, text};
use super::local::{Look, Out, Wish};
use crate::briefing::{Command, Excerpt};
use crate::map::fonts;
use egui::{Align2, CornerRadius, Id, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

const PAD: f32 = 13.0;

/// A card's height before it was measured.
pub(super) fn guess(excerpt: &Excerpt, width: f32, current: bool) -> f32 {
    let lines = (excerpt.text.len() as f32 * 7.2 / width.max(80.0)).ceil().max(1.0);
    40.0 + lines * 22.0 + if current { 130.0 } else { 0.0 }
}

/// Shows a card with its left top at `at`; returns its height.
pub(super) fn show(
    ui: &Ui,
    at: Pos2,
    width: f32,
    look: &Look<'_>,
    excerpt: &Excerpt,
    number: usize,
    out: &mut Out,
) -> f32 {
    let p = look.palette;
    let current = number == look.view.excerpt;
    let inner = width - 2.0 * PAD;
    let words = excerpt_text::layout(ui, look, excerpt, inner);
    let title = (current && !excerpt.title.is_empty())
        .then(|| runs_galley(ui, &[Run::new(&excerpt.title, fonts::sans_bold(14.0), p.text)], inner, 3, Some(20.0)));
    let why = current.then(|| why(ui, look, excerpt, inner));
    let title_height = title.as_ref().map_or(0.0, |t| t.size().y + 2.0);
    let why_height = why.as_ref().map_or(0.0, |w| w.size().y + 12.0 + 42.0);
    let height = 31.0 + title_height + words.size().y + why_height + 11.0;
    let rect = Rect::from_min_size(at, vec2(width, height));

    let response = ui.interact(rect, Id::unique(("card", excerpt.mention)), Sense::click());
    let name = format!("Excerpt {}: {}, {}", number + 1, excerpt.source, excerpt.date);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, current, name.clone()));
    let stroke = match (current, response.hovered()) {
        (true, _) => Stroke::new(1.5, p.text),
        (false, true) => Stroke::new(1.0, p.strong_line),
        (false, false) => Stroke::new(1.0, p.line),
    };
    ui.painter().rect(rect, CornerRadius::same(8), p.raised, stroke, StrokeKind::Inside);
    focus_ring(ui, p, &response, 8);
    if response.clicked() && !current {
        out.tell(Command::SelectExcerpt(number));
    }

    let mut y = rect.top() + 19.0;
    let band = band_name(excerpt.band);
    let right =
        text(ui, pos2(rect.right() - PAD, y), Align2::RIGHT_CENTER, band, fonts::sans_bold(13.0), p.text).left();
    certainty_dot(ui.painter(), p, pos2(right - 11.0, y), excerpt.band);
    let copies = match excerpt.copies {
        0 => String::new(),
        1 => "  · +1 copy".to_owned(),
        n => format!("  · +{n} copies"),
    };
    // What happened on the day of the report needs no second date.
    let event = excerpt.event.as_ref().filter(|e| **e != excerpt.date);
    let event = event.map(|e| format!("  · tells of {e}")).unwrap_or_default();
    let date = format!("  {}{event}{copies}", excerpt.date);
    let line = [Run::new(&excerpt.source, fonts::sans_bold(13.0), p.text), Run::new(&date, fonts::sans(13.0), p.muted)];
    let line = runs(ui, pos2(rect.left() + PAD, y), Align2::LEFT_CENTER, right - rect.left() - PAD - 26.0, &line);
    if excerpt.copies > 0 && look.corpus.is_some() {
        let wide = super::kit::width(ui, copies.trim(), fonts::sans(13.0));
        story_link(ui, line.with_min_x(line.right() - wide), look, excerpt, out);
    }
    y = rect.top() + 31.0;
    if let Some(title) = title {
        ui.painter().galley(pos2(rect.left() + PAD, y), title, p.text);
        y += title_height;
    }
    if let Some(mention) = excerpt_text::show(ui, look, excerpt, &words, pos2(rect.left() + PAD, y)) {
        out.tell(Command::SelectMention { article: mention.article.0, mention: mention.mention });
    }
    y += words.size().y;
    if let Some(why) = why {
        y += 7.0;
        ui.painter().hline(rect.x_range().shrink(PAD), y, Stroke::new(1.0, p.line));
        y += 6.0;
        let step = why.size().y;
        let at = Rect::from_min_size(pos2(rect.left() + PAD, y), vec2(rect.width() - 2.0 * PAD, step));
        ui.painter().galley(at.min, why, p.text);
        if look.corpus.is_some() {
            why_link(ui, at, look, excerpt, out);
        }
        actions(ui, pos2(rect.left() + PAD - 8.0, y + step + 6.0), look, excerpt, out);
    }
    height
}

/// The number of copies opens the story with all of them.
fn story_link(ui: &Ui, rect: Rect, look: &Look<'_>, excerpt: &Excerpt, out: &mut Out) {
    let p = look.palette;
    let response = ui.interact(rect.expand(3.0), Id::unique(("copies", excerpt.mention)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, "Open the story with its copies"));
    let ink = if response.hovered() { p.text } else { p.strong_line };
    ui.painter().hline(rect.x_range(), rect.bottom() - 1.0, Stroke::new(1.0, ink));
    focus_ring(ui, p, &response, 2);
    if response.on_hover_text("All articles of the story, and what differs").clicked() {
        out.wish(Wish::Story(excerpt.mention.article.0));
    }
}

fn why(ui: &Ui, look: &Look<'_>, excerpt: &Excerpt, width: f32) -> std::sync::Arc<egui::Galley> {
    let p = look.palette;
    let reason = if excerpt.why.is_empty() { "No reason was recorded.".to_owned() } else { sentence(&excerpt.why) };
    let others = match excerpt.alternatives.len() {
        0 => String::new(),
        n if n > 3 => format!(" Others: {}; {} more.", excerpt.alternatives[..3].join("; "), n - 3),
        _ => format!(" Others: {}.", excerpt.alternatives.join("; ")),
    };
    let plain = fonts::sans(13.0);
    let all = [
        Run::new("Why here? ", fonts::sans_bold(13.0), p.text),
        Run::new(&reason, plain.clone(), p.text),
        Run::new(&others, plain, p.muted),
    ];
    runs_galley(ui, &all, width, 8, Some(18.0))
}

/// The reason opens all of them.
fn why_link(ui: &Ui, rect: Rect, look: &Look<'_>, excerpt: &Excerpt, out: &mut Out) {
    let p = look.palette;
    let response = ui.interact(rect.expand(3.0), Id::unique(("why", number_of(excerpt))), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, "All reasons"));
    let under = Rect::from_min_size(rect.min, vec2(super::kit::width(ui, "Why here?", fonts::sans_bold(13.0)), 17.0));
    let ink = if response.hovered() { p.text } else { p.strong_line };
    ui.painter().hline(under.x_range(), under.bottom(), Stroke::new(1.0, ink));
    focus_ring(ui, p, &response, 2);
    if response.on_hover_text("All candidates, and what speaks for and against each (R)").clicked() {
        out.wish(Wish::Why(excerpt.mention.article.0, excerpt.mention.mention));
    }
}

/// A reason as a sentence: a capital first, a full stop last.
pub(super) fn sentence(why: &str) -> String {
    let mut chars = why.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    let end = if why.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{first}{}{end}", chars.as_str())
}

fn actions(ui: &Ui, at: Pos2, look: &Look<'_>, excerpt: &Excerpt, out: &mut Out) {
    let p = look.palette;
    let mut at = at;
    if look.corpus.is_some() {
        let face = Face { icon: Some(Icon::Pen), words: "Correct", key: "C", tone: Tone::Quiet, ..Face::default() };
        let rect = Rect::from_min_size(at, vec2(face.width(ui), 30.0));
        let r = button(ui, p, rect, ("correct", number_of(excerpt)), "Correct this mention", &face);
        if r.on_hover_text("Another place of this name, or no place").clicked() {
            out.wish(Wish::Correct(excerpt.mention.article.0, excerpt.mention.mention));
        }
        at.x = rect.right() + 2.0;
    }
    let cite = Face { icon: Some(Icon::Copy), words: "Cite", key: "Ctrl+C", tone: Tone::Quiet, ..Face::default() };
    let wide = 24.0 + 24.0 + super::kit::width(ui, "Cite", fonts::sans_bold(14.0)) + 8.0 + key_cap_width(ui, "Ctrl+C");
    let rect = Rect::from_min_size(at, vec2(wide, 30.0));
    let r = button(ui, p, rect, ("cite", number_of(excerpt)), "Cite this excerpt", &cite);
    if r.on_hover_text("Copy the words with their source").clicked() {
        out.wish(Wish::CopyText(citation(look, excerpt), "The excerpt with its source is on the clipboard".into()));
    }
    if look.corpus.is_some() {
        let face = Face { icon: Some(Icon::Page), words: "Open", tone: Tone::Quiet, ..Face::default() };
        let open = Rect::from_min_size(pos2(rect.right() + 4.0, at.y), vec2(face.width(ui), 30.0));
        let r = button(ui, p, open, ("open", number_of(excerpt)), "Open the article", &face);
        if r.on_hover_text("Read the whole article").clicked() {
            out.wish(Wish::Article(excerpt.mention.article.0));
        }
    }
}

fn number_of(excerpt: &Excerpt) -> (u32, u32) {
    (excerpt.mention.article.0, excerpt.mention.mention)
}

/// The words with outlet, headline, author, date and address, ready to paste.
pub(super) fn citation(look: &Look<'_>, excerpt: &Excerpt) -> String {
    let article = look.corpus.and_then(|c| c.entries.get(excerpt.mention.article.0 as usize)).map(|e| &e.article);
    let part = |s: Option<&String>| s.filter(|s| !s.is_empty()).map(|s| format!(", {s}")).unwrap_or_default();
    let author = part(article.and_then(|a| a.author.as_ref()));
    let address = part(article.and_then(|a| a.address.as_ref()));
    let title = if excerpt.title.is_empty() { String::new() } else { format!(", “{}”", excerpt.title) };
    format!("“{}”\n— {}{title}{author}, {}{address}\n", excerpt.text, excerpt.source, excerpt.date)
}
