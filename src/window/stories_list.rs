//! What is reported, newest first; copies of a story count once.

use super::kit::{Run, focus_ring, runs_galley};
use super::local::{Look, Out};
use crate::briefing::{Command, Role};
use crate::map::fonts;
use egui::{ScrollArea, Sense, Stroke, Ui, WidgetInfo, vec2};

const ROW: f32 = 62.0;

/// Shows the stories.
pub(super) fn show(ui: &mut Ui, look: &Look<'_>, out: &mut Out) {
    let (p, stories) = (look.palette, &look.facts.stories);
    let Some(corpus) = look.corpus else { return };
    let current = look.view.excerpts.get(look.view.excerpt).map(|e| e.mention.article.0);
    let current = current.and_then(|a| corpus.entries.get(a as usize)).map(|e| e.story);
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
            let room = rect.width() - 30.0;
            let title = runs_galley(ui, &[Run::new(label, fonts::sans_bold(14.0), p.text)], room, 2, Some(18.0));
            let copies = if story.articles > 1 { format!(" · {} articles", story.articles) } else { String::new() };
            let date =
                entry.article.published.as_ref().map_or_else(|| "undated".to_owned(), |d| d.earliest.to_string());
            let source = entry.article.source.as_deref().unwrap_or("outlet unknown");
            let lower = format!("{source} · {date}{copies}");
            let under = runs_galley(ui, &[Run::new(&lower, fonts::sans(13.0), p.muted)], room, 1, None);
            let height = title.size().y + under.size().y + 1.0;
            let at = rect.min + vec2(16.0, (ROW - height) / 2.0);
            let step = title.size().y + 1.0;
            ui.painter().galley(at, title, p.text);
            ui.painter().galley(at + vec2(0.0, step), under, p.muted);
            ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, p.line));
            focus_ring(ui, p, &response.clone().with_new_rect(rect.shrink(3.0)), 3);
            if response.clicked()
                && let Some(mention) = first_mention(look, story.article)
            {
                out.tell(Command::SelectMention { article: story.article, mention });
            }
        }
    });
}

/// The first mention of the article that means a place where it happens, else any that has a place.
fn first_mention(look: &Look<'_>, article: u32) -> Option<u32> {
    let entry = look.corpus?.entries.get(article as usize)?;
    let placed = |m: &crate::geoparse::Mention| m.resolution.is_some() && m.kind.is_placed();
    let event = |m: &crate::geoparse::Mention| placed(m) && Role::of(m.kind) == Some(Role::Event);
    let found = entry.mentions.iter().position(event).or_else(|| entry.mentions.iter().position(placed))?;
    u32::try_from(found).ok()
}
