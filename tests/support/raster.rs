//! Pictures of the window without a display: the program's own rasteriser behind egui_kittest's renderer.

use dateline::render::{Textures, rasterise};
use egui::{Color32, FullOutput, TexturesDelta};
use egui_kittest::TestRenderer;

/// Give it to a harness: `Harness::builder().renderer(Raster::default())`.
#[derive(Default)]
pub struct Raster {
    textures: Textures,
}

impl TestRenderer for Raster {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        self.textures.apply(delta);
    }

    fn render(&mut self, ctx: &egui::Context, output: &FullOutput) -> Result<image::RgbaImage, String> {
        let scale = output.pixels_per_point;
        let primitives = ctx.tessellate(output.shapes.clone(), scale);
        let size = ctx.content_rect().size();
        let picture = rasterise(&primitives, &self.textures, size, scale, Color32::WHITE, 2);
        image::RgbaImage::from_raw(picture.width as u32, picture.height as u32, picture.rgba)
            .ok_or_else(|| "the picture's buffer has another size than its sides say".to_owned())
    }
}
