//! Meshes that are not flat, as pictures.

use super::super::{Frame, rasterise};
use egui::epaint::{ClippedPrimitive, Primitive};
use egui::{Color32, Mesh, Rect};
use krilla::geom::{Size, Transform};
use krilla::image::Image;
use krilla::surface::Surface;
use std::sync::Arc;

/// Pixels per point of the page; 3 is about 216 an inch on paper.
const DENSITY: f32 = 3.0;

/// Rasterises the part of a mesh that shows and places it as a picture.
pub(super) fn draw(surface: &mut Surface, frame: &Frame, mesh: &Arc<Mesh>, clip: Rect) {
    let area = mesh.calc_bounds().intersect(clip);
    if !area.is_positive() {
        return;
    }
    let mut moved = Mesh::clone(mesh);
    moved.translate(-area.min.to_vec2());
    let primitive = ClippedPrimitive { clip_rect: Rect::EVERYTHING, primitive: Primitive::Mesh(moved) };
    let picture = rasterise(&[primitive], &frame.textures, area.size(), DENSITY, Color32::TRANSPARENT, 1);
    // A PDF keeps colour and opacity apart.
    let rgba: Vec<u8> = picture
        .rgba
        .as_chunks::<4>()
        .0
        .iter()
        .flat_map(|&[r, g, b, a]| Color32::from_rgba_premultiplied(r, g, b, a).to_srgba_unmultiplied())
        .collect();
    let Some(size) = Size::from_wh(picture.width as f32 / DENSITY, picture.height as f32 / DENSITY) else { return };
    surface.push_transform(&Transform::from_translate(area.min.x, area.min.y));
    surface.draw_image(Image::from_rgba8(rgba, picture.width as u32, picture.height as u32), size);
    surface.pop();
}
