//! The title bar: what is shown, the search, and what can be done with all of it.

use super::kit::{Face, Icon, Run, Tone, button, focus_ring, grouped, icon, key_cap, key_cap_width, logo, runs, width};
use super::local::{Local, Look, Out, Wish};
use crate::briefing::{Command, Theme};
use crate::map::fonts;
use egui::{Align2, CornerRadius, Margin, Rect, Stroke, StrokeKind, TextEdit, Ui, pos2, vec2};

/// Height of the title bar.
pub(super) const HEIGHT: f32 = 56.0;

/// Shows the title bar in `rect`.
pub(super) fn show(ui: &mut Ui, rect: Rect, look: &Look<'_>, local: &mut Local, out: &mut Out) {
    let p = look.palette;
    ui.painter().rect_filled(rect, 0.0, p.panel);
    super::kit::hline(ui, rect, rect.bottom() - 0.5, p);
    let right = actions(ui, rect, look, out);
    // The search stands in the middle of the window as long as title and actions leave it room.
    let room_for_title = (rect.width() * 0.36).min(right - rect.left() - 260.0);
    let left = title(ui, rect, look, room_for_title);
    let (least, most) = (left + 24.0, right - 16.0);
    let wide = (most - least).clamp(120.0, 520.0);
    let mid = rect.center().x.clamp(least + wide / 2.0, (most - wide / 2.0).max(least + wide / 2.0));
    search(ui, Rect::from_center_size(pos2(mid, rect.center().y), vec2(wide, 36.0)), look, local, out);
}

/// Sign, title, and what was read; returns where it ends.
fn title(ui: &Ui, rect: Rect, look: &Look<'_>, room: f32) -> f32 {
    let p = look.palette;
    let y = rect.center().y;
    logo(ui.painter(), pos2(rect.left() + 29.0, y), 28.0, p.text, p.event, p.panel);
    let at = rect.left() + 54.0;
    let limit = (rect.left() + room).max(at + 80.0);
    let heading = [Run::new(&look.view.title, fonts::serif_bold(19.0), p.text)];
    let end = runs(ui, pos2(at, y), Align2::LEFT_CENTER, limit - at, &heading).right();
    let read = look.view.total.articles;
    let words = format!("{} · {} {}", look.name, grouped(read), if read == 1 { "article" } else { "articles" });
    let wide = width(ui, &words, fonts::sans(13.0));
    if end + 12.0 + 22.0 + wide > limit {
        return end;
    }
    icon(ui.painter(), Icon::Folder, pos2(end + 20.0, y), p.muted);
    runs(ui, pos2(end + 34.0, y), Align2::LEFT_CENTER, wide + 1.0, &[Run::new(&words, fonts::sans(13.0), p.muted)])
        .right()
}

fn search(ui: &mut Ui, rect: Rect, look: &Look<'_>, local: &mut Local, out: &mut Out) {
    let p = look.palette;
    let stroke = Stroke::new(1.0, p.strong_line);
    ui.painter().rect(rect, CornerRadius::same(6), p.raised, stroke, StrokeKind::Inside);
    icon(ui.painter(), Icon::Search, pos2(rect.left() + 20.0, rect.center().y), p.muted);
    let mut words = local.search.clone().unwrap_or_else(|| look.state.filter.search.clone());
    let shown = !words.is_empty();
    let key = key_cap_width(ui, "/");
    let field =
        Rect::from_min_max(pos2(rect.left() + 38.0, rect.top()), pos2(rect.right() - key - 16.0, rect.bottom()));
    let edit = TextEdit::singleline(&mut words)
        .id(egui::Id::unique("search"))
        .frame(egui::Frame::NONE)
        .margin(Margin::ZERO)
        .font(fonts::sans(14.0))
        .text_color(p.text)
        .hint_text(egui::RichText::new("Search text, places, outlets").color(p.muted))
        .align(egui::Align2::LEFT_CENTER)
        .desired_width(field.width());
    let response = ui.put(field, edit).accessible_name("Search text, places, outlets");
    if local.focus_search {
        local.focus_search = false;
        response.request_focus();
    }
    if response.has_focus() {
        focus_ring(ui, p, &response.clone().with_new_rect(rect.shrink(1.0)), 5);
    }
    if response.changed() {
        out.tell(Command::Search(words.clone()));
        local.search = Some(words);
    } else if !response.has_focus() {
        local.search = None;
    }
    if shown {
        let cross = Rect::from_center_size(pos2(rect.right() - 18.0, rect.center().y), egui::Vec2::splat(26.0));
        let face = Face { icon: Some(Icon::Close), tone: Tone::Quiet, ..Face::default() };
        if button(ui, p, cross, "clear-search", "Clear the search", &face).clicked() {
            local.search = None;
            out.tell(Command::Search(String::new()));
        }
    } else {
        key_cap(ui, p, pos2(rect.right() - key - 10.0, rect.center().y), "/");
    }
}

/// Buttons at the right; returns where they begin.
fn actions(ui: &Ui, rect: Rect, look: &Look<'_>, out: &mut Out) -> f32 {
    let p = look.palette;
    let wide = rect.width() >= 1240.0;
    let (y, mut x) = (rect.center().y, rect.right() - 16.0);
    let place = |x: &mut f32, w: f32| {
        let r = Rect::from_min_size(pos2(*x - w, y - 16.0), vec2(w, 32.0));
        *x -= w + 8.0;
        r
    };
    let export = Face {
        icon: Some(Icon::Export),
        words: if rect.width() >= 1000.0 { "Export briefing" } else { "Export" },
        key: if wide { "Ctrl+E" } else { "" },
        tone: Tone::Primary,
        off: look.view.places.is_empty(),
    };
    let w = export.width(ui);
    let export_button = button(ui, p, place(&mut x, w), "export", "Export briefing", &export);
    if export_button.on_hover_text("Write the briefing as a picture (Ctrl+E)").clicked() {
        out.wish(Wish::Export);
    }
    let copy = Face { icon: Some(Icon::Copy), words: if wide { "Copy map" } else { "" }, ..Face::default() };
    let w = copy.width(ui);
    let copy_button = button(ui, p, place(&mut x, w), "copy-map", "Copy map", &copy);
    if copy_button.on_hover_text("Copy the map as a picture (Ctrl+Shift+C)").clicked() {
        out.wish(Wish::CopyMap);
    }
    let open = Face { icon: Some(Icon::Folder), words: if wide { "Open" } else { "" }, ..Face::default() };
    let w = open.width(ui);
    let open_button = button(ui, p, place(&mut x, w), "open", "Open a folder", &open);
    if open_button.on_hover_text("Read a folder of articles (Ctrl+O); files: Ctrl+Shift+O").clicked() {
        out.wish(Wish::OpenFolder);
    }
    x -= 4.0;
    ui.painter().vline(x, (y - 12.0)..=(y + 12.0), Stroke::new(1.0, p.line));
    x -= 12.0;
    let dark = look.state.theme == Theme::Dark;
    let theme = Face { icon: Some(Icon::Theme), ..Face::default() };
    let theme_button = button(ui, p, place(&mut x, 32.0), "theme", "Light or dark", &theme);
    if theme_button.on_hover_text("Light or dark (T)").clicked() {
        out.tell(Command::SetTheme(if dark { Theme::Light } else { Theme::Dark }));
    }
    for (picture, name, step, command) in
        [(Icon::Redo, "Redo", &look.view.redo, Command::Redo), (Icon::Undo, "Undo", &look.view.undo, Command::Undo)]
    {
        let face = Face { icon: Some(picture), off: step.is_none(), ..Face::default() };
        let r = button(ui, p, place(&mut x, 32.0), name, name, &face);
        let hint =
            step.as_ref().map_or_else(|| format!("Nothing to {}", name.to_lowercase()), |s| format!("{name}: {s}"));
        if r.on_hover_text(hint).clicked() {
            out.tell(command);
        }
    }
    x + 8.0
}
