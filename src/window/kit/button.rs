//! Buttons, chips and segments.

use super::{Icon, Run, focus_ring, icon, key_cap, key_cap_width, mix, runs, width};
use crate::map::{Palette, fonts};
use egui::{Align2, CornerRadius, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};

/// How loud a button is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::window) enum Tone {
    /// White with a line.
    #[default]
    Plain,
    /// Ink: the main action.
    Primary,
    /// No frame until the pointer is on it.
    Quiet,
}

/// What stands on a button.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::window) struct Face<'a> {
    /// Picture at the left.
    pub(in crate::window) icon: Option<Icon>,
    /// Words; empty for a picture alone.
    pub(in crate::window) words: &'a str,
    /// Key that does the same, shown behind the words.
    pub(in crate::window) key: &'a str,
    /// How loud.
    pub(in crate::window) tone: Tone,
    /// Greyed and dead.
    pub(in crate::window) off: bool,
}

impl Face<'_> {
    /// How wide the button is with everything on it.
    pub(in crate::window) fn width(&self, ui: &Ui) -> f32 {
        if self.words.is_empty() {
            return 32.0;
        }
        let icon = if self.icon.is_some() { 24.0 } else { 0.0 };
        let key = match (self.key, self.tone) {
            ("", _) => 0.0,
            (key, Tone::Primary) => 8.0 + width(ui, key, fonts::sans(13.0)),
            (key, _) => 8.0 + key_cap_width(ui, key),
        };
        (24.0 + icon + key + width(ui, self.words, fonts::sans_bold(14.0))).ceil()
    }
}

/// A button in `rect`, called `name`.
pub(in crate::window) fn button(
    ui: &Ui,
    p: &Palette,
    rect: Rect,
    id: impl egui::AsIdSalt,
    name: &str,
    face: &Face<'_>,
) -> Response {
    let sense = if face.off { Sense::hover() } else { Sense::click() };
    let response = ui.interact(rect, ui.scope_id().with(id), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, !face.off, name));
    let hot = !face.off && (response.hovered() || response.is_pointer_button_down_on());
    let down = response.is_pointer_button_down_on();
    let (fill, line, ink) = match face.tone {
        Tone::Primary => {
            (mix(p.primary, p.panel, if down { 0.25 } else { f32::from(hot) * 0.12 }), p.primary, p.primary_text)
        }
        Tone::Plain => (if hot { p.chip } else { p.raised }, p.strong_line, p.text),
        Tone::Quiet => {
            let clear = egui::Color32::TRANSPARENT;
            (if hot { p.chip } else { clear }, clear, p.text)
        }
    };
    let ink = if face.off { p.disabled } else { ink };
    ui.painter().rect(rect, CornerRadius::same(6), fill, Stroke::new(1.0, line), StrokeKind::Inside);
    if face.words.is_empty() {
        if let Some(picture) = face.icon {
            icon(ui.painter(), picture, rect.center(), ink);
        }
    } else {
        let mut x = rect.left() + 12.0;
        if let Some(picture) = face.icon {
            icon(ui.painter(), picture, egui::pos2(x + 8.0, rect.center().y), ink);
            x += 24.0;
        }
        let run = [Run::new(face.words, fonts::sans_bold(14.0), ink)];
        let room = rect.right() - x - 4.0;
        x = runs(ui, egui::pos2(x, rect.center().y), Align2::LEFT_CENTER, room, &run).right() + 8.0;
        if !face.key.is_empty() {
            if face.tone == Tone::Primary {
                let pale = mix(p.primary, p.primary_text, 0.72);
                super::text(ui, egui::pos2(x, rect.center().y), Align2::LEFT_CENTER, face.key, fonts::sans(13.0), pale);
            } else {
                key_cap(ui, p, egui::pos2(x, rect.center().y), face.key);
            }
        }
    }
    focus_ring(ui, p, &response, 6);
    response
}

/// A round chip of `height` whose left top is at `at`: runs of text between optional pictures. Returns its response.
pub(in crate::window) fn chip(
    ui: &Ui,
    p: &Palette,
    at: egui::Pos2,
    height: f32,
    id: impl egui::AsIdSalt,
    name: &str,
    (left, words, right): (Option<Icon>, &[Run<'_>], Option<Icon>),
    filled: bool,
) -> Response {
    let galley = super::runs_galley(ui, words, f32::INFINITY, 1, None);
    let side = |i: Option<Icon>| if i.is_some() { 22.0 } else { 0.0 };
    let w = (24.0 + galley.size().x + side(left) + side(right)).ceil();
    let rect = Rect::from_min_size(at, Vec2::new(w, height));
    let response = ui.interact(rect, ui.scope_id().with(id), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let hot = response.hovered();
    let (fill, line) = match (filled, hot) {
        (true, false) => (p.chip, p.chip),
        (true, true) => (p.line, p.line),
        (false, hot) => (if hot { p.chip } else { p.raised }, p.strong_line),
    };
    let radius = CornerRadius::same((height / 2.0) as u8);
    ui.painter().rect(rect, radius, fill, Stroke::new(1.0, line), StrokeKind::Inside);
    let mut x = rect.left() + 12.0;
    if let Some(picture) = left {
        icon(ui.painter(), picture, egui::pos2(x + 8.0, rect.center().y), p.text);
        x += 22.0;
    }
    let size = galley.size();
    ui.painter().galley(egui::pos2(x, rect.center().y - size.y / 2.0), galley, p.text);
    if let Some(picture) = right {
        icon(ui.painter(), picture, egui::pos2(rect.right() - 17.0, rect.center().y), p.text);
    }
    focus_ring(ui, p, &response, (height / 2.0) as u8);
    response
}

/// One of several: returns the number that was clicked, and where the row ends.
pub(in crate::window) fn segments(
    ui: &Ui,
    p: &Palette,
    at: egui::Pos2,
    name: &str,
    choices: &[&str],
    chosen: usize,
) -> (Option<usize>, f32) {
    let widths: Vec<f32> = choices.iter().map(|c| (width(ui, c, fonts::sans_bold(14.0)) + 24.0).ceil()).collect();
    let whole = Rect::from_min_size(at, Vec2::new(widths.iter().sum(), 28.0));
    ui.painter().rect(whole, CornerRadius::same(6), p.raised, Stroke::new(1.0, p.strong_line), StrokeKind::Inside);
    let (mut x, mut clicked) = (at.x, None);
    for (i, (&words, &w)) in choices.iter().zip(&widths).enumerate() {
        let rect = Rect::from_min_size(egui::pos2(x, at.y), Vec2::new(w, 28.0));
        let response = ui.interact(rect, ui.scope_id().with((name, i)), Sense::click());
        let on = i == chosen;
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, format!("{name}: {words}")));
        let last = i + 1 == choices.len();
        if on {
            let r = |round: bool| if round { 6 } else { 0 };
            let radius = CornerRadius { nw: r(i == 0), sw: r(i == 0), ne: r(last), se: r(last) };
            ui.painter().rect_filled(rect, radius, p.primary);
        } else if response.hovered() {
            ui.painter().rect_filled(rect.shrink(1.0), CornerRadius::same(5), p.chip);
        }
        if !on && !last && i + 1 != chosen {
            ui.painter().vline(rect.right(), rect.y_range().shrink(1.0), Stroke::new(1.0, p.line));
        }
        let font = if on { fonts::sans_bold(14.0) } else { fonts::sans(14.0) };
        super::text(ui, rect.center(), Align2::CENTER_CENTER, words, font, if on { p.primary_text } else { p.text });
        focus_ring(ui, p, &response, 6);
        if response.clicked() {
            clicked = Some(i);
        }
        x += w;
    }
    (clicked, x)
}
