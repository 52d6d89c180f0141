//! The map as a picture: painted anew without a window, so that it is the same on every machine.

use super::desk::Desk;
use crate::basemap::Basemap;
use crate::map::{self, MapOptions, fonts};
use crate::render::{Image, headless, png};
use egui::{Align2, ColorImage, Pos2, Rect, pos2};
use std::path::Path;

/// The map that the desk shows, with scale bar and credits, at so many pixels a point; `None` before its first frame.
pub(super) fn of(desk: &Desk, scale: f32) -> Option<ColorImage> {
    let shown = desk.viewport()?;
    let rect = Rect::from_min_size(Pos2::ZERO, shown.rect.size());
    let viewport = crate::geo::Viewport { rect, ..shown };
    let theme = desk.state().theme;
    let frame = headless(rect.size(), scale, theme, |ui| {
        let p = map::Palette::of(theme);
        let options = MapOptions::window(theme);
        map::paint(ui.painter(), &viewport, &desk.view().scene, &options, Basemap::world());
        map::scale_bar(ui.painter(), &viewport, pos2(16.0, rect.bottom() - 12.0), &options);
        let credits = format!("{} · GeoNames CC BY 4.0", map::credits());
        let at = rect.right_bottom() - egui::vec2(8.0, 6.0);
        ui.painter().text(at, Align2::RIGHT_BOTTOM, credits, fonts::sans(12.0), p.muted);
    });
    let image = frame.image();
    Some(ColorImage::from_rgba_premultiplied([image.width, image.height], &image.rgba))
}

/// Writes a picture of the window as PNG.
///
/// # Errors
/// When it cannot be encoded or written.
pub(super) fn write(image: &ColorImage, path: &Path) -> Result<(), String> {
    let rgba = image.pixels.iter().flat_map(egui::Color32::to_array).collect();
    let image = Image { width: image.size[0], height: image.size[1], rgba };
    let bytes = png(&image, 96.0).map_err(|e| e.to_string())?;
    std::fs::write(path, bytes).map_err(|e| e.to_string())
}
