//! The textures of a frame: glyphs, and pictures such as relief.

use egui::epaint::ImageDelta;
use egui::{ImageData, TextureFilter, TextureId, TextureOptions, TextureWrapMode, TexturesDelta};
use std::collections::BTreeMap;

/// One texture: premultiplied sRGB.
#[derive(Clone)]
pub(super) struct Texture {
    width: usize,
    height: usize,
    pixels: Vec<[u8; 4]>,
    options: TextureOptions,
}

/// Every texture of a frame, kept up to date by [`Textures::apply`].
#[derive(Clone, Default)]
pub struct Textures {
    textures: BTreeMap<TextureId, Texture>,
}

impl Textures {
    /// Carries out what a pass of egui asks for, and empties the wish list.
    pub fn apply(&mut self, delta: &mut TexturesDelta) {
        let mut set: Vec<_> = std::mem::take(&mut delta.set).into_iter().collect();
        set.sort_by_key(|(id, _)| *id);
        for (id, changes) in set {
            for change in changes {
                self.change(id, &change);
            }
        }
        let mut free: Vec<_> = std::mem::take(&mut delta.free).into_iter().collect();
        free.sort();
        for id in free {
            self.textures.remove(&id);
        }
    }

    fn change(&mut self, id: TextureId, delta: &ImageDelta) {
        let ImageData::Color(image) = &delta.image;
        let [width, height] = image.size;
        let pixels = image.pixels.iter().map(egui::Color32::to_array);
        let Some([x, y]) = delta.pos else {
            let texture = Texture { width, height, pixels: pixels.collect(), options: delta.options };
            self.textures.insert(id, texture);
            return;
        };
        let Some(texture) = self.textures.get_mut(&id) else { return };
        let pixels: Vec<_> = pixels.collect();
        for (row, line) in pixels.chunks_exact(width.max(1)).enumerate() {
            let start = (y + row) * texture.width + x;
            if let Some(target) = texture.pixels.get_mut(start..start + width) {
                target.copy_from_slice(line);
            }
        }
    }

    pub(super) fn get(&self, id: TextureId) -> Option<&Texture> {
        self.textures.get(&id).filter(|t| !t.pixels.is_empty())
    }
}

impl Texture {
    /// The colour at a position, 0..=1 on both axes, each channel 0..=255.
    pub(super) fn sample(&self, u: f32, v: f32) -> [f32; 4] {
        let (x, y) = (u * self.width as f32, v * self.height as f32);
        if self.options.magnification == TextureFilter::Nearest {
            return self.texel(x.floor() as i64, y.floor() as i64).map(f32::from);
        }
        // Texel centres lie at half coordinates.
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let (fx, fy) = (x - left, y - top);
        let (left, top) = (left as i64, top as i64);
        let a = self.texel(left, top);
        let b = self.texel(left + 1, top);
        let c = self.texel(left, top + 1);
        let d = self.texel(left + 1, top + 1);
        if a == b && b == c && c == d {
            return a.map(f32::from);
        }
        std::array::from_fn(|i| {
            let upper = f32::from(a[i]) * (1.0 - fx) + f32::from(b[i]) * fx;
            let lower = f32::from(c[i]) * (1.0 - fx) + f32::from(d[i]) * fx;
            upper * (1.0 - fy) + lower * fy
        })
    }

    fn texel(&self, x: i64, y: i64) -> [u8; 4] {
        let wrap = |i: i64, n: usize| -> usize {
            let n = n as i64;
            let wrapped = match self.options.wrap_mode {
                TextureWrapMode::ClampToEdge => i.clamp(0, n - 1),
                TextureWrapMode::Repeat => i.rem_euclid(n),
                TextureWrapMode::MirroredRepeat => {
                    let j = i.rem_euclid(2 * n);
                    if j < n { j } else { 2 * n - 1 - j }
                }
            };
            wrapped as usize
        };
        let at = wrap(y, self.height) * self.width + wrap(x, self.width);
        self.pixels.get(at).copied().unwrap_or([0; 4])
    }
}
