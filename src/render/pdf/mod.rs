//! egui shapes to PDF: lines stay lines, text stays text, fonts are embedded.
//!
//! Shapes are taken before tessellation. What has no counterpart in a PDF (relief, shaded meshes) becomes a picture,
//! drawn by the same rasteriser as the PNG.

mod glyphs;
mod paths;
mod pictures;

use super::Frame;
use egui::epaint::{ClippedShape, TextShape};
use egui::{Color32, Rect, Shape};
use krilla::Document;
use krilla::geom::{PathBuilder, Transform};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, Stroke};
use krilla::surface::Surface;
use std::sync::Arc;

/// Typographic points per inch.
const POINTS: f64 = 72.0;

/// Why a PDF could not be written.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The frame has no extent.
    #[error("the page has no extent")]
    Empty,
    /// The writer refused.
    #[error("the PDF could not be written: {0}")]
    Writer(String),
}

/// Writes a frame as a one-page PDF of the size at which `dots_per_inch` pixels fill an inch.
///
/// No time is stored: the same frame gives the same bytes.
///
/// # Errors
/// When the frame has no extent or the writer refuses it.
pub fn pdf(frame: &Frame, dots_per_inch: f64, title: &str) -> Result<Vec<u8>, PdfError> {
    let scale = (f64::from(frame.pixels_per_point) * POINTS / dots_per_inch) as f32;
    let settings = PageSettings::from_wh(frame.size.x * scale, frame.size.y * scale).ok_or(PdfError::Empty)?;
    let mut document = Document::new();
    document.set_metadata(
        Metadata::new()
            .title(title.to_owned())
            .creator(format!("dateline {}", env!("CARGO_PKG_VERSION")))
            .language("en".to_owned()),
    );
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    surface.push_transform(&Transform::from_scale(scale, scale));
    let sheet = Rect::from_min_size(egui::Pos2::ZERO, frame.size);
    let mut writer = Writer { frame, surface: &mut surface, faces: glyphs::Faces::default() };
    writer.background(sheet);
    writer.all(&flatten(&frame.shapes), sheet);
    surface.pop();
    surface.finish();
    page.finish();
    document.finish().map_err(|e| PdfError::Writer(format!("{e:?}")))
}

/// Every shape with the rectangle it is clipped to, nested lists opened.
fn flatten(shapes: &[ClippedShape]) -> Vec<(Rect, &Shape)> {
    fn open<'a>(clip: Rect, shape: &'a Shape, out: &mut Vec<(Rect, &'a Shape)>) {
        match shape {
            Shape::Noop | Shape::Callback(_) => {}
            Shape::Vec(inner) => inner.iter().for_each(|s| open(clip, s, out)),
            other => out.push((clip, other)),
        }
    }
    let mut out = Vec::new();
    for clipped in shapes {
        open(clipped.clip_rect, &clipped.shape, &mut out);
    }
    out
}

struct Writer<'a, 'b> {
    frame: &'a Frame,
    surface: &'a mut Surface<'b>,
    faces: glyphs::Faces,
}

impl Writer<'_, '_> {
    fn background(&mut self, sheet: Rect) {
        self.fill(self.frame.background);
        if let Some(path) = paths::rectangle(sheet, egui::CornerRadius::ZERO) {
            self.surface.draw_path(&path);
        }
    }

    fn all(&mut self, shapes: &[(Rect, &Shape)], sheet: Rect) {
        let mut i = 0;
        while let Some(&(clip, _)) = shapes.get(i) {
            let end = shapes[i..].iter().position(|s| s.0 != clip).map_or(shapes.len(), |n| i + n);
            let within = clip.intersect(sheet);
            if within.is_positive() {
                let clipped = !clip.contains_rect(sheet);
                let path = clipped.then(|| paths::rectangle(within, egui::CornerRadius::ZERO)).flatten();
                if let Some(path) = &path {
                    self.surface.push_clip_path(path, &FillRule::NonZero);
                }
                self.group(&shapes[i..end], within);
                if path.is_some() {
                    self.surface.pop();
                }
            }
            i = end;
        }
    }

    fn group(&mut self, shapes: &[(Rect, &Shape)], clip: Rect) {
        let mut i = 0;
        while let Some((_, shape)) = shapes.get(i) {
            if let Shape::Text(text) = shape {
                let copies = copies(&shapes[i..]);
                let last = match shapes.get(i + copies) {
                    Some((_, Shape::Text(last))) => last,
                    _ => text,
                };
                if shape.visual_bounding_rect().intersects(clip) {
                    if copies > 0 {
                        self.halo(text, last);
                    }
                    self.text(last);
                }
                i += copies + 1;
                continue;
            }
            if shape.visual_bounding_rect().intersects(clip) {
                self.shape(shape, clip);
            }
            i += 1;
        }
    }

    fn shape(&mut self, shape: &Shape, clip: Rect) {
        match shape {
            Shape::Circle(c) => {
                let path = paths::ellipse(c.center, c.radius, c.radius);
                self.path(path.as_ref(), c.fill, c.stroke.width, c.stroke.color);
            }
            Shape::Ellipse(e) => {
                let path = paths::ellipse(e.center, e.radius.x, e.radius.y);
                self.path(path.as_ref(), e.fill, e.stroke.width, e.stroke.color);
            }
            Shape::LineSegment { points, stroke } => {
                let path = paths::polyline(points, false);
                self.path(path.as_ref(), Color32::TRANSPARENT, stroke.width, stroke.color);
            }
            Shape::Path(p) => {
                let path = paths::polyline(&p.points, p.closed);
                self.path(path.as_ref(), p.fill, p.stroke.width, paths::solid(&p.stroke.color));
            }
            Shape::Rect(r) => {
                if r.fill != Color32::TRANSPARENT {
                    let path = paths::rectangle(r.rect, r.corner_radius);
                    self.path(path.as_ref(), r.fill, 0.0, Color32::TRANSPARENT);
                }
                let path = paths::rectangle(paths::stroked(r), r.corner_radius);
                self.path(path.as_ref(), Color32::TRANSPARENT, r.stroke.width, r.stroke.color);
            }
            Shape::QuadraticBezier(b) => {
                let path = paths::polyline(&b.flatten(Some(0.05)), b.closed);
                self.path(path.as_ref(), b.fill, b.stroke.width, paths::solid(&b.stroke.color));
            }
            Shape::CubicBezier(b) => {
                let path = paths::polyline(&b.flatten(Some(0.05)), b.closed);
                self.path(path.as_ref(), b.fill, b.stroke.width, paths::solid(&b.stroke.color));
            }
            Shape::Mesh(mesh) => self.mesh(mesh, clip),
            // A band of changing width: nothing on a page uses one. The others were opened before.
            Shape::Band(_) | Shape::Text(_) | Shape::Noop | Shape::Vec(_) | Shape::Callback(_) => {}
        }
    }

    /// Flat triangles become one path a colour, so that no viewer shows seams between them; others a picture.
    fn mesh(&mut self, mesh: &Arc<egui::Mesh>, clip: Rect) {
        if let Some(colours) = paths::flat(mesh) {
            for (colour, path) in colours {
                self.path(Some(&path), colour, 0.0, Color32::TRANSPARENT);
            }
        } else {
            pictures::draw(self.surface, self.frame, mesh, clip);
        }
    }

    fn path(&mut self, path: Option<&krilla::geom::Path>, fill: Color32, width: f32, stroke: Color32) {
        let Some(path) = path else { return };
        let (filled, stroked) = (fill != Color32::TRANSPARENT, width > 0.0 && stroke != Color32::TRANSPARENT);
        if !filled && !stroked {
            return;
        }
        self.surface.set_fill(filled.then(|| fill_of(fill)));
        self.surface.set_stroke(stroked.then(|| stroke_of(width, stroke)));
        self.surface.draw_path(path);
    }

    fn fill(&mut self, colour: Color32) {
        self.surface.set_fill(Some(fill_of(colour)));
        self.surface.set_stroke(None);
    }

    /// Letters in outline under a text, as far out as its copies stood.
    fn halo(&mut self, copy: &TextShape, text: &TextShape) {
        let reach = (copy.pos - text.pos).length();
        let colour = copy.override_text_color.unwrap_or(copy.fallback_color);
        self.surface.set_fill(Some(fill_of(colour)));
        self.surface.set_stroke(Some(stroke_of(reach * 2.0, colour)));
        self.faces.draw(self.surface, text, None);
    }

    fn text(&mut self, text: &TextShape) {
        let opacity = text.opacity_factor;
        let colour = |own: Color32| {
            let own = if own == Color32::PLACEHOLDER { text.fallback_color } else { own };
            fill_of(text.override_text_color.unwrap_or(own).gamma_multiply(opacity))
        };
        self.faces.draw(self.surface, text, Some(&colour));
    }
}

/// How many of the shapes that follow the first are the same galley again: the map draws a halo that way.
fn copies(shapes: &[(Rect, &Shape)]) -> usize {
    let galley = |s: &(Rect, &Shape)| match s.1 {
        Shape::Text(t) => Some(Arc::as_ptr(&t.galley)),
        _ => None,
    };
    let first = shapes.first().and_then(galley);
    shapes.iter().take_while(|s| galley(s) == first).count().saturating_sub(1)
}

fn split(colour: Color32) -> (krilla::color::rgb::Color, NormalizedF32) {
    let [r, g, b, a] = colour.to_srgba_unmultiplied();
    let opacity = NormalizedF32::new(f32::from(a) / 255.0).unwrap_or(NormalizedF32::ONE);
    (krilla::color::rgb::Color::new(r, g, b), opacity)
}

fn fill_of(colour: Color32) -> Fill {
    let (colour, opacity) = split(colour);
    Fill { paint: colour.into(), opacity, rule: FillRule::NonZero }
}

fn stroke_of(width: f32, colour: Color32) -> Stroke {
    let (colour, opacity) = split(colour);
    let line_join = krilla::paint::LineJoin::Round;
    Stroke { paint: colour.into(), width, opacity, line_join, ..Stroke::default() }
}

/// A builder, for the modules below.
fn builder() -> PathBuilder {
    PathBuilder::new()
}
