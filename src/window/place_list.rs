//! The left panel: places by role, stories, outlets. Only the rows in sight are laid out.

use super::facts::ListRow;
use super::kit::{Face, Icon, Mark, Run, Tone, button, focus_ring, grouped, mark, runs, text};
use super::local::{Local, Look, Out, Tab};
use crate::briefing::Command;
use crate::map::fonts;
use egui::{Align2, Id, Rect, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2};

/// Width of the panel.
pub(super) const WIDTH: f32 = 276.0;
/// Width of the panel when it is folded.
pub(super) const FOLDED: f32 = 48.0;
/// Height of a row.
pub(super) const ROW: f32 = 28.0;
const HEADING: f32 = 27.0;
const TABS: f32 = 40.0;

/// Shows the panel in `rect`.
pub(super) fn show(ui: &mut Ui, rect: Rect, look: &Look<'_>, local: &mut Local, out: &mut Out) {
    let p = look.palette;
    ui.painter().rect_filled(rect, 0.0, p.panel);
    ui.painter().vline(rect.right() - 0.5, rect.y_range(), Stroke::new(1.0, p.line));
    tabs(ui, rect, look, local);
    let body = Rect::from_min_max(pos2(rect.left(), rect.top() + TABS), rect.right_bottom() - vec2(1.0, 0.0));
    let ui = &mut ui.new_child(UiBuilder::new().max_rect(body).id_salt(("list", local.tab as u8)));
    ui.set_clip_rect(body.intersect(ui.clip_rect()));
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    match local.tab {
        Tab::Places => places(ui, look, local, out),
        Tab::Stories => super::stories_list::show(ui, look, local, out),
        Tab::Sources => super::sources_list::show(ui, look, out),
    }
}

/// Shows the folded panel: a strip with the symbols of the places alone.
pub(super) fn show_folded(ui: &mut Ui, rect: Rect, look: &Look<'_>, local: &mut Local, out: &mut Out) {
    let p = look.palette;
    ui.painter().rect_filled(rect, 0.0, p.panel);
    ui.painter().vline(rect.right() - 0.5, rect.y_range(), Stroke::new(1.0, p.line));
    let face = Face { icon: Some(Icon::List), tone: Tone::Quiet, ..Face::default() };
    let at = Rect::from_center_size(pos2(rect.center().x, rect.top() + 22.0), Vec2::splat(32.0));
    let open = button(ui, p, at, "unfold", "Show the list of places", &face);
    if open.on_hover_text("List of places (L)").clicked() {
        local.list_open = !local.list_open;
    }
    let body = Rect::from_min_max(pos2(rect.left(), rect.top() + 44.0), rect.right_bottom() - vec2(1.0, 0.0));
    let ui = &mut ui.new_child(UiBuilder::new().max_rect(body).id_salt("folded"));
    ui.set_clip_rect(body.intersect(ui.clip_rect()));
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    let count = look.view.places.len();
    ScrollArea::vertical().show_viewport(ui, |ui, seen| {
        ui.set_height(count as f32 * ROW);
        let top = ui.max_rect().top();
        let first = (seen.top() / ROW).floor().max(0.0) as usize;
        let last = ((seen.bottom() / ROW).ceil().max(0.0) as usize).min(count);
        for i in first..last {
            let at = Rect::from_min_size(pos2(body.left(), top + i as f32 * ROW), vec2(body.width(), ROW));
            row(ui, at, look, i, true, out);
        }
    });
}

fn tabs(ui: &Ui, rect: Rect, look: &Look<'_>, local: &mut Local) {
    let p = look.palette;
    let bar = Rect::from_min_size(rect.min, vec2(rect.width(), TABS));
    super::kit::hline(ui, bar, bar.bottom() - 0.5, p);
    let mut x = bar.left() + 16.0;
    for (tab, words) in [(Tab::Places, "Places"), (Tab::Stories, "Stories"), (Tab::Sources, "Sources")] {
        let on = local.tab == tab;
        let font = if on { fonts::sans_bold(14.0) } else { fonts::sans(14.0) };
        let wide = super::kit::width(ui, words, font.clone());
        let at = Rect::from_min_size(pos2(x - 6.0, bar.top()), vec2(wide + 12.0, TABS));
        let response = ui.interact(at, ui.scope_id().with(("tab", words)), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Tab, true, on, words));
        let ink = if on || response.hovered() { p.text } else { p.muted };
        text(ui, pos2(x, bar.center().y), Align2::LEFT_CENTER, words, font, ink);
        if on {
            ui.painter().hline(x..=x + wide, bar.bottom() - 1.0, Stroke::new(2.0, p.text));
        }
        focus_ring(ui, p, &response.clone().with_new_rect(at.shrink2(vec2(0.0, 8.0))), 4);
        if response.clicked() {
            local.tab = tab;
        }
        x += wide + 18.0;
    }
    if local.tab == Tab::Places {
        let at = Rect::from_center_size(pos2(bar.right() - 24.0, bar.center().y), Vec2::splat(28.0));
        let face = Face { icon: Some(Icon::Sort), tone: Tone::Quiet, ..Face::default() };
        let name = if local.by_name { "Sort by stories" } else { "Sort by name" };
        if button(ui, p, at, "sort", name, &face).on_hover_text(name).clicked() {
            local.by_name = !local.by_name;
        }
    }
}

fn places(ui: &mut Ui, look: &Look<'_>, local: &mut Local, out: &mut Out) {
    let rows = if local.by_name { &look.facts.rows_by_name } else { &look.facts.rows };
    if rows.is_empty() {
        return empty(ui, look);
    }
    let height = |r: &ListRow| if matches!(r, ListRow::Heading(_)) { HEADING } else { ROW };
    let mut tops = Vec::with_capacity(rows.len() + 1);
    let mut y = 0.0;
    for r in rows {
        tops.push(y);
        y += height(r);
    }
    tops.push(y);
    let body = ui.max_rect();
    let wanted = local.scroll_list.then_some(look.view.selected).flatten();
    let wanted = wanted.and_then(|s| rows.iter().position(|&r| r == ListRow::Place(s)));
    local.scroll_list = false;
    ScrollArea::vertical().auto_shrink(false).show_viewport(ui, |ui, seen| {
        ui.set_height(y + 8.0);
        let top = ui.max_rect().top();
        let at = |i: usize| Rect::from_min_max(pos2(body.left(), top + tops[i]), pos2(body.right(), top + tops[i + 1]));
        if let Some(i) = wanted {
            let row = at(i);
            let inside = row.top() - top >= seen.top() && row.bottom() - top <= seen.bottom();
            if !inside {
                ui.scroll_to_rect(row, Some(egui::Align::Center));
            }
        }
        let first = tops.partition_point(|&t| t <= seen.top()).saturating_sub(1);
        for (i, r) in rows.iter().enumerate().skip(first) {
            if tops[i] > seen.bottom() {
                break;
            }
            match *r {
                ListRow::Heading(section) => heading(ui, at(i), look, section.title(), i == 0),
                ListRow::Place(place) => row(ui, at(i), look, place, false, out),
            }
        }
    });
}

fn empty(ui: &Ui, look: &Look<'_>) {
    let p = look.palette;
    let words = if look.view.total.articles == 0 { "No article was read." } else { "No place passes the filters." };
    let at = ui.max_rect().min + vec2(16.0, 24.0);
    text(ui, at, Align2::LEFT_CENTER, words, fonts::sans(14.0), p.muted);
}

fn heading(ui: &Ui, rect: Rect, look: &Look<'_>, words: &str, first: bool) {
    let p = look.palette;
    let y = rect.center().y + 2.0;
    let run = [Run::new(words, fonts::sans_bold(12.0), p.muted).spaced(0.4)];
    runs(ui, pos2(rect.left() + 14.0, y), Align2::LEFT_CENTER, 180.0, &run);
    if first {
        let small = fonts::sans(12.0);
        let r = text(ui, pos2(rect.right() - 15.0, y), Align2::RIGHT_CENTER, "articles", small.clone(), p.muted);
        text(ui, pos2(r.left() - 7.0, y), Align2::RIGHT_CENTER, "stories", small, p.muted);
    }
}

/// One place; returns nothing, asks for its selection when clicked.
fn row(ui: &Ui, rect: Rect, look: &Look<'_>, number: usize, folded: bool, out: &mut Out) {
    let (p, Some(place)) = (look.palette, look.view.places.get(number)) else { return };
    let response = ui.interact(rect, Id::unique(("row", folded, &place.key)), Sense::click());
    let on = look.view.selected == Some(number);
    let name = format!(
        "{}, {}, {} stories, {} articles",
        place.name,
        super::map_room::role_word(place.key.role),
        place.count.stories,
        place.count.articles
    );
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, on, name.clone()));
    if on {
        ui.painter().rect_filled(rect, 0.0, p.selected_row);
        ui.painter().rect_filled(rect.with_max_x(rect.left() + 3.0), 0.0, p.selection);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, p.chip);
    }
    let y = rect.center().y;
    let kind = Mark { role: place.key.role, area: place.area, band: place.band };
    let r = if place.area { 6.0 } else { 6.8 };
    mark(ui.painter(), p, pos2(rect.left() + if folded { 24.0 } else { 25.0 }, y), r, kind, "");
    if folded {
        response.clone().on_hover_text(format!("{} {}", place.name, place.detail));
    } else {
        let stories = grouped(place.count.stories);
        let articles = grouped(place.count.articles);
        text(ui, pos2(rect.right() - 15.0, y), Align2::RIGHT_CENTER, &articles, fonts::sans(14.0), p.muted);
        let left =
            text(ui, pos2(rect.right() - 47.0, y), Align2::RIGHT_CENTER, &stories, fonts::sans_bold(14.0), p.text)
                .left();
        let detail = format!(" {}", place.detail);
        let words =
            [Run::new(&place.name, fonts::sans_bold(14.0), p.text), Run::new(&detail, fonts::sans(14.0), p.muted)];
        let at = rect.left() + 47.0;
        runs(ui, pos2(at, y), Align2::LEFT_CENTER, left - at - 8.0, &words);
    }
    focus_ring(ui, p, &response.clone().with_new_rect(rect.shrink(3.0)), 3);
    if response.clicked() {
        let again = on && !folded;
        out.tell(Command::Select(if again { None } else { Some(place.key.clone()) }));
    }
}
