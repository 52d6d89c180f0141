//! Makes egui's own widgets (text fields, scroll bars, tooltips) look like the rest of the program.

use crate::briefing::Theme;
use crate::map::{Palette, fonts};
use egui::{Color32, CornerRadius, Margin, Shadow, Stroke, TextStyle, Visuals};

/// Gives a context the fonts and the look of the program. Do it before the first frame.
pub fn install(ctx: &egui::Context) {
    fonts::install(ctx);
    apply(ctx, Theme::Light);
}

/// Changes a context to the colours of a theme.
pub(super) fn apply(ctx: &egui::Context, theme: Theme) {
    let p = Palette::of(theme);
    let dark = theme == Theme::Dark;
    ctx.set_theme(if dark { egui::Theme::Dark } else { egui::Theme::Light });
    ctx.all_styles_mut(|style| {
        style.text_styles = [
            (TextStyle::Small, fonts::sans(12.0)),
            (TextStyle::Body, fonts::sans(14.0)),
            (TextStyle::Button, fonts::sans(14.0)),
            (TextStyle::Monospace, fonts::sans(13.0)),
            (TextStyle::Heading, fonts::serif_bold(19.0)),
        ]
        .into();
        style.spacing.item_spacing = egui::vec2(8.0, 4.0);
        style.spacing.scroll.bar_width = 8.0;
        style.spacing.scroll.floating_width = 4.0;
        style.spacing.window_margin = Margin::same(12);
        style.spacing.menu_margin = Margin::same(6);
        style.spacing.tooltip_width = 320.0;
        style.interaction.selectable_labels = false;
        style.interaction.tooltip_delay = 0.35;
        style.animation_time = 0.08;
        style.visuals = visuals(p, dark);
    });
}

/// Shadow of popovers; nothing else casts one.
pub(super) fn popover_shadow(p: &Palette) -> Shadow {
    let (blur, alpha) = if p.theme == Theme::Dark { (14, 128) } else { (12, 41) };
    Shadow { offset: [0, 3], blur, spread: 0, color: Color32::from_black_alpha(alpha) }
}

fn visuals(p: &Palette, dark: bool) -> Visuals {
    let mut v = if dark { Visuals::dark() } else { Visuals::light() };
    v.override_text_color = None;
    v.panel_fill = p.panel;
    v.window_fill = p.raised;
    v.window_stroke = Stroke::new(1.0, p.strong_line);
    v.window_corner_radius = CornerRadius::same(10);
    v.menu_corner_radius = CornerRadius::same(10);
    v.window_shadow = popover_shadow(p);
    v.popup_shadow = popover_shadow(p);
    v.extreme_bg_color = p.raised;
    v.faint_bg_color = p.chip;
    v.hyperlink_color = p.focus;
    v.selection.bg_fill = p.mark;
    v.selection.stroke = Stroke::new(1.0, p.mark_text);
    v.text_cursor.stroke = Stroke::new(1.5, p.text);
    for w in [
        &mut v.widgets.noninteractive,
        &mut v.widgets.inactive,
        &mut v.widgets.hovered,
        &mut v.widgets.active,
        &mut v.widgets.open,
    ] {
        w.fg_stroke = Stroke::new(1.0, p.text);
        w.bg_stroke = Stroke::new(1.0, p.strong_line);
        w.corner_radius = CornerRadius::same(6);
        w.expansion = 0.0;
        w.bg_fill = p.strong_line;
        w.weak_bg_fill = p.chip;
    }
    v.widgets.noninteractive.bg_stroke = Stroke::new(1.0, p.line);
    v
}
