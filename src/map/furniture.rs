//! What stands on the map's margin: scale bar and credits.

use super::{MapOptions, Palette, fonts, text};
use crate::geo::Viewport;
use egui::{Painter, Pos2, Rect, Stroke, pos2, vec2};

/// The credit line of the basemap, to be drawn into every picture.
pub fn credits() -> &'static str {
    "Natural Earth (de facto borders, dashed where disputed)"
}

/// The longest of 1, 2, 3, 5 times a power of ten that is at most `most`; 0 for nothing positive.
fn round_length(most: f64) -> f64 {
    if most.is_nan() || most <= 0.0 {
        return 0.0;
    }
    let mut power = 1e-3;
    while power * 10.0 <= most {
        power *= 10.0;
    }
    [5.0, 3.0, 2.0, 1.0].into_iter().map(|k| k * power).find(|&l| l <= most).unwrap_or(0.0)
}

fn kilometres(km: f64) -> String {
    let whole = |n: f64| {
        let digits = format!("{n:.0}");
        // A thin gap of a blank between thousands, as on the rest of the map.
        if digits.len() > 4 {
            format!("{} {}", &digits[..digits.len() - 3], &digits[digits.len() - 3..])
        } else {
            digits
        }
    };
    if km >= 1.0 || km == 0.0 { whole(km) } else { format!("{km}") }
}

/// Paints a scale bar of two halves with its lower left corner at `at`; returns its box. The bar holds at the
/// latitude of the view's middle.
pub fn scale_bar(painter: &Painter, viewport: &Viewport, at: Pos2, options: &MapOptions) -> Rect {
    let (palette, m) = (Palette::of(options.theme), options.metrics());
    let per_point = viewport.km_per_point().max(1e-9);
    let km = round_length(per_point * f64::from(170.0 * m.unit)).max(1e-3);
    let width = (km / per_point) as f32;
    let height = 4.0 * m.unit;
    let bar = Rect::from_min_max(pos2(at.x, at.y - height), pos2(at.x + width, at.y));
    let ink = palette.hover;
    painter.rect_filled(bar.expand(1.5 * m.unit), 0.0, palette.halo);
    let half = Rect::from_min_max(bar.min, pos2(bar.center().x, bar.max.y));
    painter.rect_filled(half, 0.0, ink);
    painter.rect(bar, 0.0, egui::Color32::TRANSPARENT, Stroke::new(m.unit, ink), egui::StrokeKind::Inside);
    let size = 13.0 * m.unit;
    let mut all = bar;
    let mut shapes = Vec::new();
    for (x, words) in
        [(bar.left(), "0".to_owned()), (bar.center().x, kilometres(km / 2.0)), (bar.right(), kilometres(km))]
    {
        let galley = text::layout(painter, &words, fonts::sans(size), 0.0, ink);
        let pos = pos2(x - galley.size().x / 2.0, bar.top() - 2.0 * m.unit - galley.size().y);
        text::draw(&mut shapes, pos, &galley, ink, Some((m.halo_town, palette.halo)), 0.0);
        let mut end = text::rect_at(pos, galley.size());
        if x >= bar.right() {
            let unit = text::layout(painter, " km", fonts::sans(size), 0.0, ink);
            text::draw(&mut shapes, end.right_top(), &unit, ink, Some((m.halo_town, palette.halo)), 0.0);
            end = end.union(text::rect_at(end.right_top(), unit.size()));
        }
        all = all.union(end);
    }
    painter.extend(shapes);
    all.expand2(vec2(2.0, 2.0) * m.unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_round() {
        for (most, want) in [(340.0, 300.0), (299.0, 200.0), (1.0, 1.0), (0.07, 0.05), (9_000.0, 5_000.0)] {
            let got = round_length(most);
            assert!((got - want).abs() < 1e-9 * want, "{most}: {got}");
        }
        assert_eq!(round_length(0.0), 0.0);
    }
}
