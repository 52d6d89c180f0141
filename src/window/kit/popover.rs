//! What opens above the panels: popovers of chips, and sheets over the map.

use super::{Icon, Run, focus_ring, icon, runs};
use crate::map::{Palette, fonts};
use crate::window::style::popover_shadow;
use egui::{
    Align2, CornerRadius, Frame, Margin, Popup, PopupCloseBehavior, Rect, Response, Role, Sense, Stroke, StrokeKind,
    Ui, Vec2, WidgetInfo,
};

/// A popover under the widget that opens it, `width` across. It stays open until the reader clicks elsewhere.
pub(in crate::window) fn popover(
    opener: &Response,
    p: &Palette,
    name: &str,
    width: f32,
    content: impl FnOnce(&mut Ui),
) {
    Popup::from_toggle_button_response(opener)
        .accessible_name(name)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .gap(6.0)
        .width(width)
        .frame(frame(p).inner_margin(Margin::same(8)))
        .show(|ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing = Vec2::ZERO;
            content(ui);
        });
}

fn frame(p: &Palette) -> Frame {
    Frame::NONE
        .fill(p.raised)
        .stroke(Stroke::new(1.0, p.strong_line))
        .corner_radius(CornerRadius::same(10))
        .shadow(popover_shadow(p))
}

/// A card in the middle of `over` with a title and a closing cross; returns whether it should close.
pub(in crate::window) fn sheet(
    ui: &Ui,
    p: &'static Palette,
    over: Rect,
    title: &str,
    width: f32,
    content: impl FnOnce(&mut Ui),
) -> bool {
    let mut close = false;
    let width = width.min(over.width() - 32.0).max(160.0);
    let area = egui::Area::new(egui::Id::unique(("sheet", title)))
        .order(egui::Order::Foreground)
        .accessible_name(title)
        .constrain_to(over.shrink(8.0))
        .pivot(Align2::CENTER_CENTER)
        .fixed_pos(over.center());
    area.show(ui.ctx(), |ui| {
        frame(p).inner_margin(Margin::same(16)).show(ui, |ui| {
            ui.set_width(width - 32.0);
            ui.spacing_mut().item_spacing = Vec2::ZERO;
            let (head, _) = ui.allocate_exact_size(Vec2::new(width - 32.0, 32.0), Sense::hover());
            super::text(ui, head.left_center(), Align2::LEFT_CENTER, title, fonts::serif_bold(19.0), p.text);
            let cross = Rect::from_center_size(head.right_center() - Vec2::new(14.0, 0.0), Vec2::splat(28.0));
            let face = super::Face { icon: Some(Icon::Close), tone: super::Tone::Quiet, ..super::Face::default() };
            close = super::button(ui, p, cross, "close", &format!("Close {title}"), &face).clicked();
            ui.add_space(8.0);
            let most = (over.height() - 120.0).max(80.0);
            egui::ScrollArea::vertical().max_height(most).min_scrolled_height(most).show(ui, content);
        });
    });
    close
}

/// A row with a box to tick, `words` and a number at the right; returns whether it was clicked.
pub(in crate::window) fn check_row(ui: &mut Ui, p: &Palette, on: bool, words: &str, count: &str) -> bool {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 28.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, words));
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(6), p.chip);
    }
    let square = Rect::from_center_size(egui::pos2(rect.left() + 15.0, rect.center().y), Vec2::splat(16.0));
    if on {
        ui.painter().rect_filled(square, CornerRadius::same(4), p.primary);
        icon(ui.painter(), Icon::Check, square.center(), p.primary_text);
    } else {
        let line = Stroke::new(1.0, p.strong_line);
        ui.painter().rect(square, CornerRadius::same(4), p.raised, line, StrokeKind::Inside);
    }
    let right = super::text(
        ui,
        egui::pos2(rect.right() - 10.0, rect.center().y),
        Align2::RIGHT_CENTER,
        count,
        fonts::sans(13.0),
        p.muted,
    );
    let at = egui::pos2(rect.left() + 32.0, rect.center().y);
    runs(ui, at, Align2::LEFT_CENTER, right.left() - at.x - 8.0, &[Run::new(words, fonts::sans(14.0), p.text)]);
    focus_ring(ui, p, &response, 6);
    response.clicked()
}

/// A row of a sheet: words, and smaller words under them where there are any. Returns its response.
pub(in crate::window) fn sheet_line(
    ui: &mut Ui,
    p: &Palette,
    name: &str,
    upper: &[Run<'_>],
    lower: &[Run<'_>],
) -> Response {
    let width = ui.available_width();
    let galley = super::runs_galley(ui, upper, width - 16.0, 3, Some(20.0));
    let under = (!lower.is_empty()).then(|| super::runs_galley(ui, lower, width - 16.0, 4, Some(18.0)));
    let height = galley.size().y + under.as_ref().map_or(0.0, |g| g.size().y) + 10.0;
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, height), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(6), p.chip);
    }
    let at = rect.min + Vec2::new(8.0, 5.0);
    let step = galley.size().y;
    ui.painter().galley(at, galley, p.text);
    if let Some(under) = under {
        ui.painter().galley(at + Vec2::new(0.0, step), under, p.muted);
    }
    focus_ring(ui, p, &response, 6);
    response
}
