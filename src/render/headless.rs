//! An egui context without a window.

use super::{Image, Textures, rasterise};
use crate::basemap::Basemap;
use crate::briefing::Theme;
use crate::map::{Palette, fonts};
use crate::page::{self, Content, Layout, Sheet};
use egui::epaint::{ClippedPrimitive, ClippedShape, FontColorTransferFunction};
use egui::{Color32, RawInput, Rect, Ui, Vec2, ViewportId};

/// What a context would have shown.
#[derive(Clone)]
pub struct Frame {
    /// The display list, in points.
    pub shapes: Vec<ClippedShape>,
    /// The display list as triangles, in points.
    pub primitives: Vec<ClippedPrimitive>,
    /// Every texture the triangles need, the glyphs among them.
    pub textures: Textures,
    /// Width and height in points.
    pub size: Vec2,
    /// Pixels of the picture for each point.
    pub pixels_per_point: f32,
    /// Colour of the sheet under all shapes.
    pub background: Color32,
}

/// Side of the largest glyph atlas, in pixels. Only the part in use is ever allocated.
const ATLAS_SIDE: usize = 8192;

/// Runs a context of `size` points and keeps what it shows.
///
/// `draw` is called three times with the same input, so that sizes which depend on the last pass settle; time stands
/// still and nothing is animated, hovered or pressed.
pub fn headless(size: Vec2, pixels_per_point: f32, theme: Theme, mut draw: impl FnMut(&mut Ui)) -> Frame {
    let ctx = egui::Context::default();
    fonts::install(&ctx);
    let palette = Palette::of(theme);
    style(&ctx, theme);
    let mut textures = Textures::default();
    let mut shapes = Vec::new();
    for _ in 0..3 {
        let mut output = ctx.run_ui(input(size, pixels_per_point), |ui| draw(ui));
        textures.apply(&mut output.textures_delta);
        shapes = output.shapes;
    }
    let primitives = ctx.tessellate(shapes.clone(), pixels_per_point);
    Frame { shapes, primitives, textures, size, pixels_per_point, background: palette.panel }
}

/// Paints a briefing page without a window, at `scale` times its usual number of pixels.
pub fn page(content: &Content, sheet: &Sheet, theme: Theme, scale: f32, basemap: &Basemap) -> (Frame, Layout) {
    let mut layout = Layout::default();
    let frame = headless(sheet.size, sheet.pixels_per_point * scale, theme, |ui| {
        layout = page::paint(ui.painter(), egui::Pos2::ZERO, content, sheet, theme, basemap);
    });
    (frame, layout)
}

fn input(size: Vec2, pixels_per_point: f32) -> RawInput {
    let mut input = RawInput {
        screen_rect: Some(Rect::from_min_size(egui::Pos2::ZERO, size)),
        max_texture_side: Some(ATLAS_SIDE),
        time: Some(0.0),
        predicted_dt: 0.0,
        ..RawInput::default()
    };
    input.viewports.entry(ViewportId::ROOT).or_default().native_pixels_per_point = Some(pixels_per_point);
    input
}

/// Letters as their outlines are: no snapping of stems, which would change their width with the scale.
fn style(ctx: &egui::Context, theme: Theme) {
    ctx.set_theme(if theme == Theme::Dark { egui::Theme::Dark } else { egui::Theme::Light });
    ctx.all_styles_mut(|style| {
        style.animation_time = 0.0;
        style.visuals.text_options.font_hinting = false;
        style.visuals.text_options.color_transfer_function = if theme == Theme::Dark {
            FontColorTransferFunction::DARK_MODE_DEFAULT
        } else {
            FontColorTransferFunction::LIGHT_MODE_DEFAULT
        };
    });
}

impl Frame {
    /// Rasterises the frame; rows are shared out among the machine's cores, which changes no pixel.
    pub fn image(&self) -> Image {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        self.image_with(threads)
    }

    /// Rasterises the frame on so many threads.
    pub fn image_with(&self, threads: usize) -> Image {
        rasterise(&self.primitives, &self.textures, self.size, self.pixels_per_point, self.background, threads)
    }
}
