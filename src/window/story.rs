//! A story over the map: all its articles, what differs between them, and what the reader may split off or merge.

use super::kit::{Face, Icon, Run, Tone, button, field, focus_ring, plural, runs, runs_galley, sheet};
use super::local::{Local, Look, Out, Wish};
use super::story_text;
use crate::briefing::stories::{Comparison, compare};
use crate::briefing::{Command, Corpus, Entry, words};
use crate::map::fonts;
use crate::text::normalise::normalise;
use egui::{Align2, CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};
use std::collections::BTreeSet;
use std::sync::Arc;

const WIDTH: f32 = 680.0;
/// Stories that are offered for a merge.
const OFFERED: usize = 8;

/// Shows the story that holds the article with a number.
pub(super) fn show(ui: &Ui, over: Rect, look: &Look<'_>, local: &mut Local, number: u32, out: &mut Out) {
    let Some((corpus, story)) = look.corpus.and_then(|c| Some((c, c.entries.get(number as usize)?.story))) else {
        local.sheet = None;
        return;
    };
    let members = members(corpus, story);
    let p = look.palette;
    let closed = sheet(ui, p, over, "Story", WIDTH, |ui| {
        let width = ui.available_width() - 12.0;
        head(ui, look, &members, width);
        for &(i, entry) in &members {
            article(ui, look, local, corpus, (i, entry), members.len(), width, out);
            ui.add_space(8.0);
        }
        merge(ui, look, local, corpus, &members, width, out);
    });
    if closed {
        local.sheet = None;
    }
}

/// The articles of a story: its first, that one's copies, then the others by date, each with its copies.
fn members(corpus: &Corpus, story: u32) -> Vec<(u32, &Entry)> {
    let mut out: Vec<(u32, &Entry)> = (0u32..).zip(&corpus.entries).filter(|(_, e)| e.story == story).collect();
    let date = |i: u32| corpus.entries.get(i as usize).and_then(|e| e.article.published.as_ref()).map(|d| d.earliest);
    out.sort_by_key(|&(i, e)| {
        let original = e.copy_of.unwrap_or(i);
        (original != story, date(original), original, e.copy_of.is_some(), date(i), i)
    });
    out
}

fn source(entry: &Entry) -> &str {
    entry.article.source.as_deref().unwrap_or("outlet unknown")
}

fn date(entry: &Entry) -> String {
    words::short_span(entry.article.published.as_ref())
}

/// The title of the first article, and counts that say what they count.
fn head(ui: &mut Ui, look: &Look<'_>, members: &[(u32, &Entry)], width: f32) {
    let p = look.palette;
    let Some((_, first)) = members.first() else { return };
    let title = [Run::new(first.article.label(), fonts::serif_bold(19.0), p.text)];
    let galley = runs_galley(ui, &title, width, 3, Some(26.0));
    let (rect, _) = ui.allocate_exact_size(vec2(width, galley.size().y + 2.0), Sense::hover());
    ui.painter().galley(rect.min, galley, p.text);
    let n = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let copies = members.iter().filter(|(_, e)| e.copy_of.is_some()).count();
    let outlets: BTreeSet<&str> = members.iter().map(|(_, e)| source(e)).collect();
    let mentions: usize = members.iter().map(|(_, e)| e.mentions.iter().filter(|m| m.kind.is_placed()).count()).sum();
    let mut facts = vec![plural(n(members.len()), "article", "articles")];
    if let (1.., Some(articles)) = (copies, facts.first_mut()) {
        *articles = format!("{articles}, {copies} of them {}", if copies == 1 { "a copy" } else { "copies" });
    }
    facts.push(plural(n(outlets.len()), "outlet", "outlets"));
    facts.push(plural(n(mentions), "mention", "mentions"));
    let line = facts.join(" · ");
    let galley = runs_galley(ui, &[Run::new(&line, fonts::sans(13.0), p.muted)], width, 2, Some(18.0));
    let (rect, _) = ui.allocate_exact_size(vec2(width, galley.size().y + 12.0), Sense::hover());
    ui.painter().galley(rect.min, galley, p.muted);
}

/// One article: who, when, in which way it belongs here, and on demand its words with what differs.
fn article(
    ui: &mut Ui,
    look: &Look<'_>,
    local: &mut Local,
    corpus: &Corpus,
    (i, entry): (u32, &Entry),
    of: usize,
    width: f32,
    out: &mut Out,
) {
    let p = look.palette;
    let base = entry.copy_of.unwrap_or(entry.story);
    let other = corpus.entries.get(base as usize).filter(|_| base != i);
    let open = local.story_open == Some(i);
    let inner = width - 26.0;
    let found = other.map(|o| {
        let held = local.compared.entry((base, i)).or_insert_with(|| Arc::new(compare(&o.article, &entry.article)));
        (o, Arc::clone(held))
    });
    let how = match (&found, entry.copy_of) {
        (None, _) if of == 1 => "No other article tells it".to_owned(),
        (None, _) => "Told first".to_owned(),
        (Some((o, f)), Some(_)) => {
            format!("Copy of {}: {}", source(o), story_text::summary(&o.article, &entry.article, f))
        }
        (Some((o, f)), None) => match f.passages.len() as u32 {
            0 => format!("In its own words: no passage of {}", source(o)),
            n => format!("{} of {}", plural(n, "passage", "passages"), source(o)),
        },
    };
    let label = entry.article.label();
    let title = runs_galley(ui, &[Run::new(label, fonts::sans_bold(14.0), p.text)], inner - 210.0, 2, Some(18.0));
    let how = runs_galley(ui, &[Run::new(&how, fonts::sans(13.0), p.muted)], inner, 2, Some(18.0));
    let text = open.then(|| {
        let run = [Run::new(entry.article.text.trim_end(), fonts::serif(15.0), p.text)];
        let plain = || runs_galley(ui, &run, inner, usize::MAX, Some(22.0));
        let held = |(o, f): &(&Entry, Arc<Comparison>)| {
            story_text::layout(ui, look, &o.article, &entry.article, f, entry.copy_of.is_some(), inner)
        };
        found.as_ref().map_or_else(plain, held)
    });
    let words = text.as_ref().map_or(0.0, |t| t.size().y + 10.0);
    let height = 12.0 + title.size().y + 20.0 + how.size().y + words + 10.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    let name = format!("{}, {}: {label}", source(entry), date(entry));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, open, name.clone()));
    let line = if response.hovered() { p.strong_line } else { p.line };
    ui.painter().rect(rect, CornerRadius::same(8), p.raised, Stroke::new(1.0, line), StrokeKind::Inside);
    focus_ring(ui, p, &response, 8);
    let mut at = rect.min + vec2(13.0, 10.0);
    buttons(ui, pos2(rect.right() - 8.0, rect.top() + 6.0), look, (i, entry), of, out);
    let step = title.size().y;
    ui.painter().galley(at, title, p.text);
    at.y += step + 1.0;
    let when = format!("  {}", date(entry));
    let line = [Run::new(source(entry), fonts::sans_bold(13.0), p.text), Run::new(&when, fonts::sans(13.0), p.muted)];
    runs(ui, pos2(at.x, at.y + 9.0), Align2::LEFT_CENTER, inner, &line);
    at.y += 19.0;
    let step = how.size().y;
    ui.painter().galley(at, how, p.muted);
    at.y += step + 8.0;
    if let Some(text) = text {
        ui.painter().galley(at, text, p.text);
    }
    let hint = if open { "Click to close" } else { "Click to read it, with what differs" };
    if response.on_hover_text(hint).clicked() {
        local.story_open = if open { None } else { Some(i) };
    }
}

fn buttons(ui: &Ui, right: egui::Pos2, look: &Look<'_>, (i, entry): (u32, &Entry), of: usize, out: &mut Out) {
    let p = look.palette;
    let mut x = right.x;
    let mut place = |w: f32| {
        x -= w;
        let rect = Rect::from_min_size(pos2(x, right.y), vec2(w, 28.0));
        x -= 4.0;
        rect
    };
    let label = format!("{}, {}", entry.article.label(), source(entry));
    if of > 1 {
        let face = Face { words: "Split off", tone: Tone::Quiet, ..Face::default() };
        let r = button(ui, p, place(face.width(ui)), ("split", i), &format!("Split off {label}"), &face);
        if r.on_hover_text("This article is a story of its own").clicked() {
            out.tell(Command::SplitStory(i));
        }
    }
    let face = Face { icon: Some(Icon::Page), words: "Article", tone: Tone::Quiet, ..Face::default() };
    let r = button(ui, p, place(face.width(ui)), ("whole", i), &format!("Open the article {label}"), &face);
    if r.on_hover_text("The whole article, with its places").clicked() {
        out.wish(Wish::Article(i));
    }
}

/// Other stories that this one may be one with: the likest first, or those that hold the words typed.
fn merge(
    ui: &mut Ui,
    look: &Look<'_>,
    local: &mut Local,
    corpus: &Corpus,
    members: &[(u32, &Entry)],
    width: f32,
    out: &mut Out,
) {
    let p = look.palette;
    let Some(&(into, _)) = members.first() else { return };
    ui.add_space(6.0);
    let (line, _) = ui.allocate_exact_size(vec2(width, 36.0), Sense::hover());
    let run = [Run::new("Merge with another story", fonts::sans_bold(12.0), p.muted).spaced(0.4)];
    runs(ui, line.left_center(), Align2::LEFT_CENTER, 200.0, &run);
    let at = Rect::from_min_max(pos2(line.right() - 260.0, line.top() + 4.0), line.max - vec2(0.0, 4.0));
    field(ui, p, at, "Find a story", &mut local.merge_words, "words of its title or outlet");
    let offers = offers(corpus, look, members, &local.merge_words);
    if offers.is_empty() {
        let words = if local.merge_words.trim().is_empty() { "" } else { " that has these words" };
        super::new_place::note(ui, look, &format!("No other story is shown{words}."));
    }
    for (number, why) in offers {
        let Some(entry) = corpus.entries.get(number as usize) else { continue };
        let label = entry.article.label();
        let upper = [Run::new(label, fonts::sans_bold(14.0), p.text)];
        let lower = format!("{} · {}{why}", source(entry), date(entry));
        let lower = [Run::new(&lower, fonts::sans(13.0), p.muted)];
        let r = super::kit::sheet_line(ui, p, &format!("Merge with {label}"), &upper, &lower);
        if r.on_hover_text("Make both one story").clicked() {
            out.tell(Command::MergeStories(into, number));
        }
    }
}

/// Stories by their first articles, with what they share with this one.
fn offers(corpus: &Corpus, look: &Look<'_>, members: &[(u32, &Entry)], typed: &str) -> Vec<(u32, String)> {
    let places = |e: &Entry| -> BTreeSet<crate::gazetteer::FeatureRef> {
        e.mentions.iter().filter_map(|m| Some(m.resolution.as_ref()?.place)).collect()
    };
    let own: BTreeSet<_> = members.iter().flat_map(|(_, e)| places(e)).collect();
    let Some(story) = members.first().map(|(_, e)| e.story) else { return Vec::new() };
    let day = |e: &Entry| e.article.published.as_ref().map(|d| d.earliest);
    let here = members.iter().filter_map(|(_, e)| day(e)).min();
    let words: Vec<String> = typed.split_whitespace().map(normalise).filter(|w| !w.is_empty()).collect();
    let mut found: Vec<_> = look
        .facts
        .stories
        .iter()
        .filter(|s| s.article != story)
        .filter_map(|s| Some((s.article, corpus.entries.get(s.article as usize)?)))
        .filter(|(_, e)| {
            let hay = normalise(&format!("{} {}", e.article.label(), source(e)));
            words.iter().all(|w| hay.contains(w.as_str()))
        })
        .map(|(number, e)| {
            let shared: Vec<_> = places(e).intersection(&own).copied().collect();
            let apart = here.zip(day(e)).and_then(|(a, b)| a.until(b).ok()).map_or(10_000, |s| s.get_days().abs());
            (std::cmp::Reverse(shared.len()), apart, number, shared)
        })
        .collect();
    found.sort();
    found
        .into_iter()
        .take(OFFERED)
        .map(|(_, _, number, shared)| {
            let names: Vec<&str> = shared.iter().take(3).map(|&at| corpus.gazetteer.feature(at).name).collect();
            let why = if names.is_empty() { String::new() } else { format!(" · both name {}", words::list(&names)) };
            (number, why)
        })
        .collect()
}
