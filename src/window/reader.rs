//! The reader: the chosen place, and every excerpt that puts it there. Only cards in sight are laid out.

use super::kit::{Face, Icon, Mark, Run, button, runs_galley, text};
use super::local::{Local, Look, Out};
use super::reader_card;
use crate::briefing::{Command, PlaceEntry};
use crate::map::{Emphasis, Glyph, fonts};
use egui::{Align2, Color32, Rect, ScrollArea, Stroke, Ui, UiBuilder, Vec2, pos2, vec2};

/// Width of the panel.
pub(super) const WIDTH: f32 = 400.0;
const GAP: f32 = 8.0;

/// Shows the reader in `rect`; `sheet` when it lies over the map and can be closed.
pub(super) fn show(ui: &mut Ui, rect: Rect, look: &Look<'_>, local: &mut Local, sheet: bool, out: &mut Out) {
    let p = look.palette;
    ui.painter().rect_filled(rect, 0.0, p.panel);
    ui.painter().vline(rect.left() + 0.5, rect.y_range(), Stroke::new(1.0, p.line));
    let Some(place) = look.view.selected.and_then(|i| look.view.places.get(i)) else {
        return nothing(ui, rect, look);
    };
    let bottom = head(ui, rect, look, local, place, sheet, out);
    super::kit::hline(ui, rect, bottom + 0.5, p);
    let body = Rect::from_min_max(pos2(rect.left() + 1.0, bottom + 1.0), rect.max);
    let child = &mut ui.new_child(UiBuilder::new().max_rect(body).id_salt(("cards", &place.key)));
    child.set_clip_rect(body.intersect(ui.clip_rect()));
    cards(child, look, local, out);
}

/// What stands there before anything is chosen.
fn nothing(ui: &Ui, rect: Rect, look: &Look<'_>) {
    let p = look.palette;
    let width = (rect.width() - 48.0).max(40.0);
    let (title, line) = if look.view.total.articles == 0 {
        ("No articles yet", "Open a folder of articles, or drag it onto this window. Nothing leaves this computer.")
    } else if look.view.places.is_empty() {
        ("Nothing passes the filters", "Press Esc to drop the search, or clear the filters in the row above.")
    } else {
        (
            "Choose a place",
            "Click a symbol on the map or a row of the list: the sentences that put it there come up here, with the \
             words that name it marked.",
        )
    };
    let title = runs_galley(ui, &[Run::new(title, fonts::serif_bold(19.0), p.text)], width, 2, Some(26.0));
    let line = runs_galley(ui, &[Run::new(line, fonts::sans(14.0), p.muted)], width, 8, Some(20.0));
    let at = rect.min + vec2(24.0, 28.0);
    let step = title.size().y + 6.0;
    let keys = at + vec2(0.0, step + line.size().y + 22.0);
    ui.painter().galley(at, title, p.text);
    ui.painter().galley(at + vec2(0.0, step), line, p.muted);
    let mut y = keys.y;
    for (key, words) in [("↑ ↓", "from place to place"), ("← →", "through the days"), ("?", "all keys")] {
        let w = super::kit::key_cap(ui, p, pos2(keys.x, y), key);
        text(ui, pos2(keys.x + w.max(40.0) + 8.0, y), Align2::LEFT_CENTER, words, fonts::sans(13.0), p.muted);
        y += 26.0;
    }
}

/// Symbol, name, chain and counts; returns where it ends.
fn head(
    ui: &Ui,
    rect: Rect,
    look: &Look<'_>,
    local: &mut Local,
    place: &PlaceEntry,
    sheet: bool,
    out: &mut Out,
) -> f32 {
    let p = look.palette;
    let top = rect.top() + 14.0;
    let mut right = rect.right() - 12.0;
    if sheet {
        let at = Rect::from_min_size(pos2(right - 30.0, top), Vec2::splat(30.0));
        let face = Face { icon: Some(Icon::Close), ..Face::default() };
        if button(ui, p, at, "close-reader", "Close the reader", &face).clicked() {
            local.reader_closed = true;
        }
        right = at.left() - 8.0;
    }
    let count = look.view.excerpts.len();
    if count > 0 {
        let y = top + 15.0;
        let now = look.view.excerpt;
        let next = Rect::from_min_size(pos2(right - 28.0, top + 1.0), Vec2::splat(28.0));
        let face = |icon, off| Face { icon: Some(icon), off, ..Face::default() };
        let r = button(ui, p, next, "next", "Next excerpt", &face(Icon::Right, now + 1 >= count));
        if r.on_hover_text("Next excerpt (J)").clicked() {
            out.tell(Command::SelectExcerpt(now + 1));
            local.scroll_reader = true;
        }
        let words = format!("{} of {count}", now + 1);
        let wide = super::kit::width(ui, &words, fonts::sans_bold(14.0));
        let middle = next.left() - 12.0 - wide / 2.0;
        text(ui, pos2(middle, y), Align2::CENTER_CENTER, &words, fonts::sans_bold(14.0), p.text);
        let back = Rect::from_min_size(pos2(middle - wide / 2.0 - 12.0 - 28.0, top + 1.0), Vec2::splat(28.0));
        let r = button(ui, p, back, "previous", "Previous excerpt", &face(Icon::Left, now == 0));
        if r.on_hover_text("Previous excerpt (K)").clicked() {
            out.tell(Command::SelectExcerpt(now.saturating_sub(1)));
            local.scroll_reader = true;
        }
        right = back.left() - 10.0;
    }
    let stories = super::kit::grouped(place.count.stories);
    let mark = Mark { role: place.key.role, area: place.area, band: place.band };
    let centre = pos2(rect.left() + 35.0, top + 16.0);
    let mut glyph = Glyph::new(centre, if mark.area { 8.5 } else { 11.5 }, mark.role, mark.area, mark.band, &stories);
    glyph.emphasis = Emphasis::Selected;
    glyph.paint(ui.painter(), p, 1.0);
    let left = rect.left() + 62.0;
    let title = [Run::new(&place.name, fonts::serif_bold(24.0), p.text)];
    let galley = runs_galley(ui, &title, (right - left).max(60.0), 2, Some(30.0));
    let mut y = top + 1.0;
    let step = galley.size().y;
    ui.painter().galley(pos2(left, y), galley, p.text);
    y += step + 6.0;
    let width = rect.width() - 34.0;
    let chain = format!("{} · {}", place.chain, degrees(place.point));
    let galley = runs_galley(ui, &[Run::new(&chain, fonts::sans(13.0), p.muted)], width, 2, Some(18.0));
    let step = galley.size().y;
    let about = Rect::from_min_size(pos2(rect.left() + 13.0, y - 3.0), galley.size() + vec2(8.0, 6.0));
    if look.corpus.is_some() {
        let r = ui.interact(about, ui.scope_id().with("about"), egui::Sense::click());
        r.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, "About this place"));
        if r.hovered() {
            ui.painter().rect_filled(about, egui::CornerRadius::same(4), p.chip);
        }
        super::kit::focus_ring(ui, p, &r, 4);
        if r.on_hover_text("Names, source; rename, move, hide (I)").clicked() {
            local.sheet = Some(super::local::Sheet::Place);
        }
    }
    ui.painter().galley(pos2(rect.left() + 17.0, y), galley, p.muted);
    y += step + 2.0;
    let (bold, plain) = (fonts::sans_bold(13.0), fonts::sans(13.0));
    let counts = [
        (place.count.stories, "story", "stories"),
        (place.count.articles, "article", "articles"),
        (place.count.sources, "outlet", "outlets"),
    ];
    let words: Vec<(String, String)> = counts
        .iter()
        .enumerate()
        .map(|(i, &(n, one, many))| {
            let dot = if i + 1 < counts.len() { " · " } else { "" };
            (super::kit::grouped(n), format!(" {}{dot}", if n == 1 { one } else { many }))
        })
        .collect();
    let all: Vec<Run<'_>> = words
        .iter()
        .flat_map(|(n, w)| [Run::new(n, bold.clone(), p.text), Run::new(w, plain.clone(), p.text)])
        .collect();
    let galley = runs_galley(ui, &all, width, 1, Some(18.0));
    let step = galley.size().y;
    ui.painter().galley(pos2(rect.left() + 17.0, y), galley, Color32::PLACEHOLDER);
    y + step + 12.0
}

/// "36.73° N 68.86° E".
pub(super) fn degrees(point: crate::geo::LatLon) -> String {
    let (ns, ew) = (if point.lat() < 0.0 { 'S' } else { 'N' }, if point.lon() < 0.0 { 'W' } else { 'E' });
    format!("{:.2}° {ns} {:.2}° {ew}", point.lat().abs(), point.lon().abs())
}

/// The cards, one under the other. Heights are measured when a card is first in sight and guessed until then.
fn cards(ui: &mut Ui, look: &Look<'_>, local: &mut Local, out: &mut Out) {
    let body = ui.max_rect();
    let width = body.width() - 27.0;
    let excerpts = &look.view.excerpts;
    let current = look.view.excerpt;
    let key = |i: usize| (i, width as u32, i == current);
    let mut tops = Vec::with_capacity(excerpts.len() + 1);
    let mut y = 9.0;
    for (i, e) in excerpts.iter().enumerate() {
        tops.push(y);
        let guess = || reader_card::guess(e, width, i == current);
        y += local.card_heights.get(&key(i)).copied().unwrap_or_else(guess) + GAP;
    }
    tops.push(y);
    let wanted = std::mem::take(&mut local.scroll_reader);
    ScrollArea::vertical().auto_shrink(false).show_viewport(ui, |ui, seen| {
        ui.set_height(y + 4.0);
        let top = ui.max_rect().top();
        if wanted && let (Some(&a), Some(&b)) = (tops.get(current), tops.get(current + 1)) {
            let card = Rect::from_min_max(pos2(body.left(), top + a - 9.0), pos2(body.right(), top + b));
            let align = if card.height() > seen.height() { Some(egui::Align::Min) } else { None };
            ui.scroll_to_rect(card, align);
        }
        let first = tops.partition_point(|&t| t <= seen.top()).saturating_sub(1);
        for (i, excerpt) in excerpts.iter().enumerate().skip(first) {
            if tops[i] > seen.bottom() {
                break;
            }
            let at = pos2(body.left() + 13.0, top + tops[i]);
            let height = reader_card::show(ui, at, width, look, excerpt, i, out);
            let old = local.card_heights.insert(key(i), height);
            if old.is_none_or(|o| (o - height).abs() > 0.5) {
                ui.ctx().request_repaint();
            }
        }
    });
}
