//! What floats on the map's right: *Unplaced* and *Undated*, and the zoom buttons.

use super::kit::{Icon, Run, chip, focus_ring, icon, runs_galley};
use super::local::{Local, Look, Out, Sheet};
use super::map_room::{fit_next, zoom_by};
use crate::briefing::Basis;
use crate::geo::{MAX_ZOOM, Viewport};
use crate::map::fonts;
use egui::{CornerRadius, Id, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

const CHIP: f32 = 30.0;
const EDGE: f32 = 16.0;
const BUTTON: f32 = 33.0;

/// Where the controls stand, worked out before the map is painted so that labels keep clear of them.
pub(super) struct Layout {
    zoom: Rect,
    unplaced: Option<Rect>,
    undated: Option<Rect>,
}

impl Layout {
    /// Places the controls in the map's rectangle.
    pub(super) fn new(ui: &Ui, rect: Rect, look: &Look<'_>) -> Self {
        let zoom = Rect::from_min_size(pos2(rect.right() - EDGE - 32.0, rect.top() + 14.0), vec2(32.0, 3.0 * BUTTON));
        let mut x = zoom.left() - 12.0;
        let mut place = |label: &str, n: usize| {
            (n > 0).then(|| {
                let w = 46.0 + text_width(ui, look, label, n);
                let r = Rect::from_min_size(pos2(x - w, rect.top() + 14.0), vec2(w, CHIP));
                x -= w + 8.0;
                r
            })
        };
        let undated = place(undated_label(look), look.view.undated.len());
        let unplaced = place("Unplaced", look.view.unplaced.len());
        Self { zoom, unplaced, undated }
    }

    /// The rectangles that labels must not touch.
    pub(super) fn rects(&self) -> impl Iterator<Item = Rect> {
        [Some(self.zoom), self.unplaced, self.undated].into_iter().flatten()
    }
}

/// What articles without a date are called.
fn undated_label(look: &Look<'_>) -> &'static str {
    if look.view.basis == Basis::Event { "No event date" } else { "Undated" }
}

fn text_width(ui: &Ui, look: &Look<'_>, label: &str, n: usize) -> f32 {
    let (upper, number) = (format!("{label}  "), n.to_string());
    runs_galley(ui, &words(look, &upper, &number), f32::INFINITY, 1, None).size().x.ceil()
}

fn words<'a>(look: &Look<'_>, label: &'a str, number: &'a str) -> [Run<'a>; 2] {
    let p = look.palette;
    [Run::new(label, fonts::sans(14.0), p.text), Run::new(number, fonts::sans_bold(14.0), p.text)]
}

/// Shows the controls.
pub(super) fn show(ui: &Ui, layout: &Layout, look: &Look<'_>, local: &mut Local, viewport: Viewport, out: &mut Out) {
    let p = look.palette;
    let chips = [
        (layout.unplaced, "Unplaced", look.view.unplaced.len(), Icon::Unplaced, Sheet::Unplaced),
        (layout.undated, undated_label(look), look.view.undated.len(), Icon::Calendar, Sheet::Undated),
    ];
    for (rect, label, n, picture, sheet) in chips {
        let Some(rect) = rect else { continue };
        let (upper, number) = (format!("{label}  "), n.to_string());
        let name = format!("{label} {n}");
        let words = words(look, &upper, &number);
        let r = chip(ui, p, rect.min, CHIP, label, &name, (Some(picture), &words, None), false);
        let hint = match sheet {
            Sheet::Unplaced => "Names that read like places, without one that can be meant",
            _ if look.view.basis == Basis::Event => "Articles that tell no date of a place",
            _ => "Articles whose date is not known",
        };
        if r.on_hover_text(hint).clicked() {
            local.sheet = if local.sheet == Some(sheet) { None } else { Some(sheet) };
        }
    }
    zoom_buttons(ui, layout.zoom, look, local, viewport, out);
}

fn zoom_buttons(ui: &Ui, rect: Rect, look: &Look<'_>, local: &Local, viewport: Viewport, out: &mut Out) {
    let p = look.palette;
    let line = Stroke::new(1.0, p.strong_line);
    ui.painter().rect(rect, CornerRadius::same(6), p.raised, line, StrokeKind::Inside);
    let (fit, fits) = fit_next(viewport.rect, look);
    let buttons = [
        (Icon::Plus, "Zoom in", "+", viewport.zoom < MAX_ZOOM),
        (Icon::Minus, "Zoom out", "−", true),
        (Icon::Fit, fit, "0", true),
    ];
    for (i, (picture, name, key, live)) in buttons.into_iter().enumerate() {
        let at = Rect::from_min_size(rect.min + vec2(0.0, i as f32 * BUTTON), vec2(rect.width(), BUTTON));
        let response = ui.interact(at, ui.scope_id().with(("zoom", i)), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, live, name));
        if response.hovered() && live {
            ui.painter().rect_filled(at.shrink(1.0), CornerRadius::same(5), p.chip);
        }
        if i > 0 {
            ui.painter().hline(at.x_range().shrink(1.0), at.top(), Stroke::new(1.0, p.line));
        }
        icon(ui.painter(), picture, at.center(), if live { p.text } else { p.disabled });
        focus_ring(ui, p, &response.clone().with_new_rect(at.shrink(1.0)), 5);
        if response.on_hover_text(format!("{name} ({key})")).clicked() && live {
            match i {
                0 => zoom_by(look, local, viewport.rect, 1.0, out),
                1 => zoom_by(look, local, viewport.rect, -1.0, out),
                _ => out.tell(fits.clone()),
            }
        }
    }
}

/// A line said for a moment at the foot of the map.
pub(super) fn said(ui: &Ui, over: Rect, look: &Look<'_>, local: &mut Local) {
    let now = ui.input(|i| i.time);
    let Some((line, until)) = &local.said else { return };
    if now > *until {
        local.said = None;
        return;
    }
    ui.ctx().request_repaint_after_secs(0.5);
    let p = look.palette;
    let galley = ui.painter().layout_no_wrap(line.clone(), fonts::sans_bold(14.0), p.plate_text);
    let size = galley.size() + vec2(32.0, 18.0);
    let rect =
        Rect::from_center_size(pos2(over.center().x, over.bottom() - 58.0), size.min(over.size() - Vec2::splat(24.0)));
    let painter = ui.ctx().layer_painter(egui::LayerId::new(egui::Order::Tooltip, Id::unique("said")));
    painter.rect_filled(rect, CornerRadius::same(6), p.plate);
    painter.with_clip_rect(rect).galley(rect.min + vec2(16.0, 9.0), galley, p.plate_text);
}
