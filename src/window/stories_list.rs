//! What is reported, newest first; copies of a story count once. Above them how alike the articles of a story are.

use super::kit::{Face, Icon, Run, Tone, button, chip, focus_ring, plural, popover, runs, runs_galley, text};
use super::local::{Local, Look, Out, Sheet};
use crate::briefing::stories::Limits;
use crate::briefing::{Command, Role, words};
use crate::map::fonts;
use egui::{Align2, Rect, ScrollArea, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

const ROW: f32 = 62.0;
const HEAD: f32 = 38.0;
/// What one press changes.
const COPY_STEP: f32 = 0.05;
const STORY_STEP: f32 = 0.02;

/// Shows the stories.
pub(super) fn show(ui: &mut Ui, look: &Look<'_>, local: &mut Local, out: &mut Out) {
    let (p, stories) = (look.palette, &look.facts.stories);
    let Some(corpus) = look.corpus else { return };
    head(ui, look, out);
    let current = look.view.excerpts.get(look.view.excerpt).map(|e| e.mention.article.0);
    let current = current.and_then(|a| corpus.entries.get(a as usize)).map(|e| e.story);
    // No row shows above the line.
    ui.set_clip_rect(ui.available_rect_before_wrap().intersect(ui.clip_rect()));
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, ROW, stories.len(), |ui, rows| {
        for story in stories.iter().skip(rows.start).take(rows.len()) {
            let Some(entry) = corpus.entries.get(story.article as usize) else { continue };
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
            let label = entry.article.label();
            let on = current == Some(story.article);
            response
                .widget_info(|| WidgetInfo::selected(egui::Role::ListBoxOption, true, on, format!("Story: {label}")));
            if on {
                ui.painter().rect_filled(rect, 0.0, p.selected_row);
                ui.painter().rect_filled(rect.with_max_x(rect.left() + 3.0), 0.0, p.selection);
            } else if response.hovered() {
                ui.painter().rect_filled(rect, 0.0, p.chip);
            }
            let room = rect.width() - 62.0;
            let title = runs_galley(ui, &[Run::new(label, fonts::sans_bold(14.0), p.text)], room, 2, Some(18.0));
            let date = words::short_span(entry.article.published.as_ref());
            let source = entry.article.source.as_deref().unwrap_or("outlet unknown");
            let lower = match (story.articles, story.copies) {
                (0 | 1, _) => format!("{source} · {date}"),
                (n, 0) => format!("{n} articles · {date}"),
                (n, 1) => format!("{n} articles, 1 copy · {date}"),
                (n, c) => format!("{n} articles, {c} copies · {date}"),
            };
            let under = runs_galley(ui, &[Run::new(&lower, fonts::sans(13.0), p.muted)], room, 1, None);
            let height = title.size().y + under.size().y + 1.0;
            let at = rect.min + vec2(16.0, (ROW - height) / 2.0);
            let step = title.size().y + 1.0;
            ui.painter().galley(at, title, p.text);
            ui.painter().galley(at + vec2(0.0, step), under, p.muted);
            ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, p.line));
            focus_ring(ui, p, &response.clone().with_new_rect(rect.shrink(3.0)), 3);
            let at = Rect::from_center_size(pos2(rect.right() - 26.0, rect.center().y), Vec2::splat(28.0));
            let face = Face { icon: Some(Icon::Page), tone: Tone::Quiet, ..Face::default() };
            let open = button(ui, p, at, ("story", story.article), &format!("Open the story: {label}"), &face);
            if open.on_hover_text("All its articles, and what differs").clicked() {
                local.sheet = Some(Sheet::Story(story.article));
            } else if response.clicked()
                && let Some(mention) = first_mention(look, story.article)
            {
                out.tell(Command::SelectMention { article: story.article, mention });
            }
        }
    });
}

/// How many there are, and from where on articles are one.
fn head(ui: &mut Ui, look: &Look<'_>, out: &mut Out) {
    let p = look.palette;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD), Sense::hover());
    let shown = look.view.shown;
    let words =
        format!("{}, {}", plural(shown.stories, "story", "stories"), plural(shown.articles, "article", "articles"));
    let limits = look.state.limits;
    let alike = format!("alike ≥ {:.2}", limits.story);
    let run = [Run::new(&alike, fonts::sans(13.0), p.text)];
    let wide = runs_galley(ui, &run, f32::INFINITY, 1, None).size().x + 46.0;
    let at = pos2(rect.right() - 12.0 - wide, rect.center().y - 13.0);
    let name = "How alike the articles of a story are";
    let r = chip(ui, p, at, 26.0, "limits", name, (None, &run, Some(Icon::Down)), false);
    let line = [Run::new(&words, fonts::sans(13.0), p.muted)];
    runs(ui, pos2(rect.left() + 16.0, rect.center().y), Align2::LEFT_CENTER, at.x - rect.left() - 22.0, &line);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, p.line));
    popover(&r, p, name, 300.0, |ui| {
        let story = (limits.story, STORY_STEP, format!("{:.2}", limits.story));
        let hint = "Likeness, 0 to 1, from which articles report the same thing";
        if let Some(story) = stepper(ui, look, "One story from", hint, &story) {
            out.tell(Command::SetLimits(Limits { story, ..limits }));
        }
        let copy = (limits.copy, COPY_STEP, format!("{:.0} %", limits.copy * 100.0));
        let hint = "Share of the shorter text that stands in the longer one";
        if let Some(copy) = stepper(ui, look, "Copy from", hint, &copy) {
            out.tell(Command::SetLimits(Limits { copy, ..limits }));
        }
        ui.add_space(6.0);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::hover());
        let face = Face { words: "As at first", off: limits == Limits::default(), ..Face::default() };
        if button(ui, p, rect, "usual-limits", "Set both as at first", &face).clicked() {
            out.tell(Command::SetLimits(Limits::default()));
        }
    });
}

/// A figure between two buttons; returns what it should be.
fn stepper(
    ui: &mut Ui,
    look: &Look<'_>,
    name: &str,
    hint: &str,
    (now, step, shown): &(f32, f32, String),
) -> Option<f32> {
    let p = look.palette;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 36.0), Sense::hover());
    text(ui, rect.left_center() + vec2(8.0, 0.0), Align2::LEFT_CENTER, name, fonts::sans(14.0), p.text);
    response.on_hover_text(hint);
    let square = |x: f32| Rect::from_center_size(pos2(rect.right() - x, rect.center().y), Vec2::splat(28.0));
    let mut wanted = None;
    for (at, icon, sign, word) in [(100.0, Icon::Minus, -1.0, "less"), (18.0, Icon::Plus, 1.0, "more")] {
        // Whole steps, so that the way there and back ends where it began.
        let next = ((now / step).round() + sign) * step;
        let face = Face { icon: Some(icon), off: !(0.0..=1.0).contains(&next), ..Face::default() };
        if button(ui, p, square(at), (name, word), &format!("{name}: {word}"), &face).clicked() {
            wanted = Some(next.clamp(0.0, 1.0));
        }
    }
    let at = pos2(rect.right() - 59.0, rect.center().y);
    text(ui, at, Align2::CENTER_CENTER, shown, fonts::sans_bold(14.0), p.text);
    wanted
}

/// The first mention of the article that means a place where it happens, else any that has a place.
fn first_mention(look: &Look<'_>, article: u32) -> Option<u32> {
    let entry = look.corpus?.entries.get(article as usize)?;
    let placed = |m: &crate::geoparse::Mention| m.resolution.is_some() && m.kind.is_placed();
    let event = |m: &crate::geoparse::Mention| placed(m) && Role::of(m.kind) == Some(Role::Event);
    let found = entry.mentions.iter().position(event).or_else(|| entry.mentions.iter().position(placed))?;
    u32::try_from(found).ok()
}
