//! The hillshade: textures of shade and light over the land, decoded when they come into view.

use super::Palette;
use super::sheet::Sheet;
use crate::basemap::{Basemap, Square};
use crate::briefing::Theme;
use egui::epaint::Mesh;
use egui::{Color32, ColorImage, Id, Painter, Rect, Shape, TextureHandle, TextureOptions, pos2};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

type Key = (u8, usize, usize, usize);

/// Tiles that a context holds as textures; `None` for tiles with nothing to show.
#[derive(Clone, Default)]
struct Tiles(Arc<Mutex<BTreeMap<Key, Option<TextureHandle>>>>);

/// Tiles kept before those out of view are let go.
const KEPT: usize = 160;

/// How strong the relief is at a zoom: full up to 5.5, gone from 7.5, where it would only be a blur.
fn strength(zoom: f64) -> f32 {
    ((7.5 - zoom) / 2.0).clamp(0.0, 1.0) as f32
}

/// Draws the hillshade into `out`; `used` gets the textures, which live as long as somebody holds them.
pub(crate) fn draw(
    painter: &Painter,
    palette: &Palette,
    basemap: &Basemap,
    sheets: &[Sheet],
    zoom: f64,
    out: &mut Vec<Shape>,
    used: &mut Vec<TextureHandle>,
) {
    let strength = strength(zoom);
    if strength <= 0.0 {
        return;
    }
    let level = match zoom {
        z if z < 2.6 => 0,
        z if z < 3.9 => 1,
        _ => 2,
    };
    let zooms = Basemap::relief_zooms();
    let across = 1_usize << zooms.get(level).copied().unwrap_or(2);
    let theme = match palette.theme {
        Theme::Light => 0,
        Theme::Dark => 1,
        Theme::Print => 2,
    };
    let tiles: Tiles = painter.ctx().data_mut(|d| d.get_temp_mut_or_default::<Tiles>(Id::unique("relief")).clone());
    let mut tiles = tiles.0.lock().unwrap_or_else(PoisonError::into_inner);
    let mut wanted = Vec::new();
    for (copy, sheet) in sheets.iter().enumerate() {
        let index = |v: f64| ((v.clamp(0.0, 1.0) * across as f64) as usize).min(across - 1);
        let w = sheet.window;
        if w.right < 0.0 || w.left > 1.0 {
            continue;
        }
        for y in index(w.top)..=index(w.bottom) {
            for x in index(w.left)..=index(w.right) {
                wanted.push((copy, (theme, level, x, y)));
            }
        }
    }
    if tiles.len() > KEPT {
        tiles.retain(|key, _| wanted.iter().any(|(_, k)| k == key));
    }
    let (side, apron) = Basemap::relief_size();
    let (side, apron) = (side as f32, apron as f32);
    let uv = Rect::from_min_max(pos2(apron / side, apron / side), pos2(1.0 - apron / side, 1.0 - apron / side));
    let tint = Color32::WHITE.gamma_multiply(strength);
    for (copy, key) in wanted {
        let tile = tiles.entry(key).or_insert_with(|| load(painter, palette, basemap, key));
        let (Some(texture), Some(sheet)) = (tile, sheets.get(copy)) else { continue };
        let unit = 1.0 / across as f64;
        let (left, top) = (key.2 as f64 * unit, key.3 as f64 * unit);
        let square = Square { left, top, right: left + unit, bottom: top + unit };
        let rect =
            Rect::from_min_max(sheet.place([square.left, square.top]), sheet.place([square.right, square.bottom]));
        let mut mesh = Mesh::with_texture(texture.id());
        mesh.add_rect_with_uv(rect, uv, tint);
        out.push(Shape::mesh(mesh));
        used.push(texture.clone());
    }
}

fn load(painter: &Painter, palette: &Palette, basemap: &Basemap, key: Key) -> Option<TextureHandle> {
    let shades = basemap.relief_tile(key.1, key.2, key.3)?;
    let (side, _) = Basemap::relief_size();
    let most = palette.relief_opacity;
    let pixels = shades
        .iter()
        .map(|&v| {
            let colour = if v < 0.0 { palette.relief_shade } else { palette.relief_light };
            colour.gamma_multiply((v.abs() * most).min(1.0))
        })
        .collect();
    let image = ColorImage::new([side, side], pixels);
    let name = format!("relief {} {} {} {}", key.0, key.1, key.2, key.3);
    Some(painter.ctx().load_texture(name, image, TextureOptions::LINEAR))
}
