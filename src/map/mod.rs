//! Paints basemap, places and labels into an egui painter for a [`crate::geo::Viewport`].
//!
//! egui, but neither eframe nor walkers: the same painter serves the window and the page.

pub mod fonts;
mod furniture;
mod ground;
mod line;
mod options;
mod painted;
mod relief;
mod sheet;
mod symbol;
mod text;
pub mod theme;

pub use furniture::{credits, scale_bar};
pub use options::{MapOptions, MapSizes};
pub use painted::{Chip, Mark, Painted, PlacedLabel};
pub use symbol::{Emphasis, Glyph};
pub use theme::Palette;

use crate::basemap::Basemap;
use crate::briefing::Scene;
use crate::geo::Viewport;

/// Paints the map of `viewport` into `painter`, clipped to the viewport's rectangle, and tells where things came to
/// stand. Same input, same shapes.
pub fn paint(
    painter: &egui::Painter,
    viewport: &Viewport,
    scene: &Scene,
    options: &MapOptions,
    basemap: &Basemap,
) -> Painted {
    let painter = painter.with_clip_rect(viewport.rect.intersect(painter.clip_rect()));
    let palette = Palette::of(options.theme);
    let metrics = options.metrics();
    let sheets = sheet::Sheet::copies(viewport);
    let zoom = viewport.zoom - libm::log2(f64::from(metrics.unit));
    ground::Ground { painter: &painter, palette, metrics: &metrics, basemap, sheets: &sheets, zoom, relief: options.relief }
        .paint(viewport.rect);
    let mut painted = Painted::default();
    for (i, s) in scene.symbols.iter().enumerate() {
        let centre = viewport.project(s.point);
        let radius = symbol::radius(&metrics, s.stories, s.area);
        let mut glyph = Glyph::new(centre, radius, s.key.role, s.area, s.band, &s.number);
        if scene.selected == Some(i) {
            glyph.emphasis = Emphasis::Selected;
        } else if scene.hovered == Some(i) {
            glyph.emphasis = Emphasis::Hovered;
        }
        glyph.paint(&painter, palette, metrics.unit);
        let rect = glyph.outer_rect(metrics.unit);
        let galley = text::layout(&painter, &s.label, fonts::sans_bold(metrics.story), 0.0, palette.text);
        let at = egui::pos2(rect.right() + metrics.gap, centre.y - galley.size().y / 2.0);
        text::draw(&painter, at, &galley, palette.text, Some((metrics.halo_story, palette.halo)), 0.0);
        painted.labels.push(PlacedLabel {
            symbol: Some(i),
            text: s.label.clone(),
            rect: text::rect_at(at, galley.size()),
        });
        painted.marks.push(Mark { symbol: i, centre, rect, members: Vec::new() });
    }
    painted
}
