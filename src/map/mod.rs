//! Paints basemap, places and labels into an egui painter for a [`crate::geo::Viewport`].
//!
//! egui, but neither eframe nor walkers: the same painter serves the window and the page.

mod base_names;
mod field;
pub mod fonts;
mod furniture;
mod ground;
mod line;
mod obstacles;
mod options;
mod outline;
mod painted;
mod relief;
mod scene;
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
    ground::Ground {
        painter: &painter,
        palette,
        metrics: &metrics,
        basemap,
        sheets: &sheets,
        zoom,
        relief: options.relief,
    }
    .paint(viewport.rect);
    let mut painted = Painted::default();
    let areas: Vec<_> = scene.symbols.iter().map(|s| outline::of(s, basemap, zoom)).collect();
    for (symbol, area) in scene.symbols.iter().zip(&areas) {
        // The same area in another role has the same outline: the event's is drawn.
        if let (Some(area), crate::briefing::Role::Event) = (area, symbol.key.role) {
            outline::paint(&painter, palette, &metrics, basemap, &sheets, symbol, area);
        }
    }
    let mut obstacles = obstacles::Obstacles::new(viewport.rect, metrics.edge, &options.avoid);
    let layout = scene::Layout {
        painter: &painter,
        palette,
        metrics: &metrics,
        viewport,
        sheets: &sheets,
        scene,
        options,
        areas: &areas,
    };
    layout.paint(&mut painted, &mut obstacles);
    if options.base_labels {
        let names =
            base_names::Names { painter: &painter, palette, metrics: &metrics, basemap, sheets: &sheets, scene, zoom };
        names.paint(&mut painted, &mut obstacles);
    }
    painted
}
