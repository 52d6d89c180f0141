//! Fills egui's triangles on the CPU.
//!
//! Positions are snapped to 1/256 pixel and coverage is decided in whole numbers (a pixel belongs to a triangle when
//! its centre lies inside; on a shared edge, to the one triangle whose top or left edge it is), so triangles that
//! meet leave neither gap nor double paint. Colours are blended premultiplied, in gamma space, as egui's own
//! painters do. Every pixel depends on the triangles alone: rows may be shared out among any number of threads.

use super::texture::Texture;
use super::{Image, Textures};
use egui::epaint::{ClippedPrimitive, Primitive, Vertex};
use egui::{Color32, Mesh, Rect, Vec2};

/// Subpixel steps a pixel.
const STEPS: i64 = 256;
/// Positions further out are left out whole: their products would not fit.
const REACH: f32 = 1.0e6;

/// Paints triangles (in points) onto a sheet of `size` points and `background` colour, with `threads` threads.
pub fn rasterise(
    primitives: &[ClippedPrimitive],
    textures: &Textures,
    size: Vec2,
    pixels_per_point: f32,
    background: Color32,
    threads: usize,
) -> Image {
    let width = (size.x * pixels_per_point).round().max(1.0) as usize;
    let height = (size.y * pixels_per_point).round().max(1.0) as usize;
    let mut rgba: Vec<u8> = background.to_array().repeat(width * height);
    // More bands than threads, so that a crowded one does not keep the others waiting.
    let bands = (threads.max(1) * 4).min(height);
    let rows = height.div_ceil(bands);
    let mut work: Vec<Band> = rgba
        .chunks_mut(rows * width * 4)
        .enumerate()
        .map(|(i, pixels)| Band { pixels, width, top: (i * rows) as i64 })
        .collect();
    let paint = |band: &mut Band| band.paint(primitives, textures, pixels_per_point);
    if threads <= 1 {
        work.iter_mut().for_each(paint);
    } else {
        let queue = std::sync::Mutex::new(work.iter_mut());
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    loop {
                        let next = queue.lock().ok().and_then(|mut q| q.next());
                        let Some(band) = next else { break };
                        paint(band);
                    }
                });
            }
        });
    }
    Image { width, height, rgba }
}

/// Some rows of the picture.
struct Band<'a> {
    pixels: &'a mut [u8],
    width: usize,
    /// First row.
    top: i64,
}

/// Pixels within which paint may fall: left, top, right, bottom; the last two exclusive.
#[derive(Clone, Copy)]
struct Clip {
    left: i64,
    top: i64,
    right: i64,
    bottom: i64,
}

impl Band<'_> {
    fn paint(&mut self, primitives: &[ClippedPrimitive], textures: &Textures, scale: f32) {
        let bottom = self.top + (self.pixels.len() / (self.width * 4)) as i64;
        for primitive in primitives {
            let Primitive::Mesh(mesh) = &primitive.primitive else { continue };
            let Some(texture) = textures.get(mesh.texture_id) else { continue };
            let clip = clip_of(primitive.clip_rect, scale);
            let clip = Clip {
                left: clip.left.max(0),
                top: clip.top.max(self.top),
                right: clip.right.min(self.width as i64),
                bottom: clip.bottom.min(bottom),
            };
            if clip.left < clip.right && clip.top < clip.bottom {
                self.mesh(mesh, texture, clip, scale);
            }
        }
    }

    fn mesh(&mut self, mesh: &Mesh, texture: &Texture, clip: Clip, scale: f32) {
        for triangle in mesh.indices.as_chunks::<3>().0 {
            let corner = |i: u32| mesh.vertices.get(i as usize);
            let [a, b, c] = *triangle;
            let (Some(a), Some(b), Some(c)) = (corner(a), corner(b), corner(c)) else { continue };
            // Cheap test first: most triangles lie in another band.
            let (lowest, highest) = (a.pos.y.max(b.pos.y).max(c.pos.y), a.pos.y.min(b.pos.y).min(c.pos.y));
            if lowest * scale < clip.top as f32 || highest * scale > clip.bottom as f32 {
                continue;
            }
            if let Some(triangle) = Triangle::new([a, b, c], scale) {
                self.triangle(&triangle, texture, clip);
            }
        }
    }

    fn triangle(&mut self, t: &Triangle, texture: &Texture, clip: Clip) {
        let left = t.min.0.div_euclid(STEPS).max(clip.left);
        let right = (t.max.0.div_euclid(STEPS) + 1).min(clip.right);
        let top = t.min.1.div_euclid(STEPS).max(clip.top);
        let bottom = (t.max.1.div_euclid(STEPS) + 1).min(clip.bottom);
        if left >= right || top >= bottom {
            return;
        }
        let flat = t.flat_uv.map(|[u, v]| texture.sample(u, v));
        let solid = flat.zip(t.flat_colour).map(|(texel, colour)| quantise(mul(texel, colour)));
        for y in top..bottom {
            let Some((from, to)) = t.span(y, left, right) else { continue };
            let start = ((y - self.top) as usize * self.width + from as usize) * 4;
            let Some(row) = self.pixels.get_mut(start..start + (to - from) as usize * 4) else { continue };
            let pixels = row.as_chunks_mut::<4>().0;
            if let Some(colour) = solid {
                match colour[3] {
                    255 => pixels.fill(colour),
                    0 if colour == [0; 4] => {}
                    _ => pixels.iter_mut().for_each(|p| blend_solid(p, colour)),
                }
                continue;
            }
            for (x, pixel) in (from..to).zip(pixels) {
                let (dx, dy) = t.offset(x, y);
                let colour = t.flat_colour.unwrap_or_else(|| t.colour.at(dx, dy));
                let texel = flat.unwrap_or_else(|| {
                    let [u, v] = t.uv.at(dx, dy);
                    texture.sample(u, v)
                });
                blend(pixel, mul(texel, colour));
            }
        }
    }
}

fn clip_of(rect: Rect, scale: f32) -> Clip {
    let whole = |v: f32| (v * scale).round().clamp(-REACH, REACH) as i64;
    Clip { left: whole(rect.min.x), top: whole(rect.min.y), right: whole(rect.max.x), bottom: whole(rect.max.y) }
}

/// Product of two colours whose channels are 0..=255.
fn mul(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
    std::array::from_fn(|i| a[i] * b[i] * (1.0 / 255.0))
}

fn quantise(colour: [f32; 4]) -> [u8; 4] {
    colour.map(|v| (v + 0.5) as u8)
}

fn blend(pixel: &mut [u8; 4], colour: [f32; 4]) {
    let keep = 1.0 - colour[3] * (1.0 / 255.0);
    for (p, c) in pixel.iter_mut().zip(colour) {
        *p = (c + f32::from(*p) * keep + 0.5) as u8;
    }
}

fn blend_solid(pixel: &mut [u8; 4], colour: [u8; 4]) {
    let keep = 255 - u32::from(colour[3]);
    for (p, c) in pixel.iter_mut().zip(colour) {
        let sum = u32::from(c) + (u32::from(*p) * keep + 127) / 255;
        *p = sum.min(255) as u8;
    }
}

/// A value that changes evenly over a triangle: `origin` at its first corner, then so much a pixel.
#[derive(Clone, Copy)]
struct Gradient<const N: usize> {
    origin: [f32; N],
    x: [f32; N],
    y: [f32; N],
    least: [f32; N],
    most: [f32; N],
}

impl<const N: usize> Gradient<N> {
    /// Through three corner values; `d` are the corners' offsets from the first, in pixels, and `area` their
    /// cross product.
    fn new(values: [[f32; N]; 3], d: [[f32; 2]; 2], area: f32) -> Self {
        let [a, b, c] = values;
        let slope = |i: usize| {
            let (p, q) = (b[i] - a[i], c[i] - a[i]);
            ((p * d[1][1] - q * d[0][1]) / area, (q * d[0][0] - p * d[1][0]) / area)
        };
        Self {
            origin: a,
            x: std::array::from_fn(|i| slope(i).0),
            y: std::array::from_fn(|i| slope(i).1),
            least: std::array::from_fn(|i| a[i].min(b[i]).min(c[i])),
            most: std::array::from_fn(|i| a[i].max(b[i]).max(c[i])),
        }
    }

    /// The value so many pixels from the first corner, never beyond the corners' own values.
    fn at(&self, dx: f32, dy: f32) -> [f32; N] {
        std::array::from_fn(|i| (self.origin[i] + self.x[i] * dx + self.y[i] * dy).clamp(self.least[i], self.most[i]))
    }
}

/// One side: a pixel centre is inside where `a * x + b * y + c >= 0`, in subpixel steps.
#[derive(Clone, Copy)]
struct Edge {
    a: i64,
    b: i64,
    c: i64,
}

impl Edge {
    fn new(from: (i64, i64), to: (i64, i64)) -> Self {
        let (a, b) = (from.1 - to.1, to.0 - from.0);
        // Corners run clockwise on screen: a left edge goes up, a top edge goes right.
        let top_left = a > 0 || (a == 0 && b > 0);
        let c = -(a * from.0 + b * from.1);
        Self { a, b, c: if top_left { c } else { c - 1 } }
    }
}

struct Triangle {
    min: (i64, i64),
    max: (i64, i64),
    edges: [Edge; 3],
    /// First corner, in pixels.
    first: (f32, f32),
    colour: Gradient<4>,
    uv: Gradient<2>,
    flat_colour: Option<[f32; 4]>,
    flat_uv: Option<[f32; 2]>,
}

impl Triangle {
    fn new(corners: [&Vertex; 3], scale: f32) -> Option<Self> {
        let mut corners = corners;
        let snap = |v: &Vertex| -> Option<(i64, i64)> {
            let (x, y) = (v.pos.x * scale, v.pos.y * scale);
            // Also false for what is not a number.
            let near = x.abs() < REACH && y.abs() < REACH;
            near.then(|| ((x * STEPS as f32).round() as i64, (y * STEPS as f32).round() as i64))
        };
        let mut p = [snap(corners[0])?, snap(corners[1])?, snap(corners[2])?];
        let cross = |p: [(i64, i64); 3]| (p[1].0 - p[0].0) * (p[2].1 - p[0].1) - (p[2].0 - p[0].0) * (p[1].1 - p[0].1);
        let mut area = cross(p);
        if area == 0 {
            return None;
        }
        if area < 0 {
            p.swap(1, 2);
            corners.swap(1, 2);
            area = -area;
        }
        let xs = p.map(|q| q.0);
        let ys = p.map(|q| q.1);
        let pixel = |v: i64| v as f32 / STEPS as f32;
        let d = [1, 2].map(|i| [pixel(p[i].0 - p[0].0), pixel(p[i].1 - p[0].1)]);
        let area = area as f32 / (STEPS * STEPS) as f32;
        let colours = corners.map(|v| v.color.to_array().map(f32::from));
        let uvs = corners.map(|v| [v.uv.x, v.uv.y]);
        Some(Self {
            min: (xs[0].min(xs[1]).min(xs[2]), ys[0].min(ys[1]).min(ys[2])),
            max: (xs[0].max(xs[1]).max(xs[2]), ys[0].max(ys[1]).max(ys[2])),
            edges: [Edge::new(p[0], p[1]), Edge::new(p[1], p[2]), Edge::new(p[2], p[0])],
            first: (pixel(p[0].0), pixel(p[0].1)),
            colour: Gradient::new(colours, d, area),
            uv: Gradient::new(uvs, d, area),
            flat_colour: (colours[0] == colours[1] && colours[1] == colours[2]).then_some(colours[0]),
            flat_uv: (uvs[0] == uvs[1] && uvs[1] == uvs[2]).then_some(uvs[0]),
        })
    }

    /// The pixels of a row that lie inside, clamped to `left..right`.
    fn span(&self, row: i64, left: i64, right: i64) -> Option<(i64, i64)> {
        let y = row * STEPS + STEPS / 2;
        let (mut from, mut to) = (left, right);
        for Edge { a, b, c } in self.edges {
            let rest = b * y + c;
            // a * (x * STEPS + STEPS / 2) + rest >= 0, solved for the whole pixel x.
            let fixed = rest + a * (STEPS / 2);
            let step = a * STEPS;
            match a.signum() {
                1 => from = from.max((-fixed).div_euclid(step) + i64::from((-fixed).rem_euclid(step) != 0)),
                -1 => to = to.min(fixed.div_euclid(-step) + 1),
                _ if rest < 0 => return None,
                _ => {}
            }
        }
        (from < to).then_some((from, to))
    }

    /// From the first corner to a pixel's centre, in pixels.
    fn offset(&self, x: i64, y: i64) -> (f32, f32) {
        (x as f32 + 0.5 - self.first.0, y as f32 + 0.5 - self.first.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::epaint::{ImageDelta, WHITE_UV};
    use egui::{ColorImage, TextureId, TextureOptions, TexturesDelta, pos2, vec2};

    fn white() -> Textures {
        let mut delta = TexturesDelta::default();
        let image = ColorImage::filled([2, 2], Color32::WHITE);
        delta.push(TextureId::default(), ImageDelta::full(image, TextureOptions::LINEAR));
        let mut textures = Textures::default();
        textures.apply(&mut delta);
        textures
    }

    fn fan(rim: &[(f32, f32)], colour: Color32) -> Vec<ClippedPrimitive> {
        let corner = |&(x, y): &(f32, f32)| Vertex { pos: pos2(x, y), uv: WHITE_UV, color: colour };
        let mut mesh = Mesh { vertices: rim.iter().map(corner).collect(), ..Mesh::default() };
        for i in 2..rim.len() as u32 {
            mesh.add_triangle(0, i - 1, i);
        }
        vec![ClippedPrimitive { clip_rect: Rect::EVERYTHING, primitive: Primitive::Mesh(mesh) }]
    }

    #[test]
    fn triangles_that_meet_leave_no_gap_and_paint_no_pixel_twice() {
        // A fan round a crooked hexagon, half transparent: a seam would show as a lighter or a darker pixel.
        let rim = [(3.3, 20.2), (9.1, 2.7), (30.4, 3.9), (37.7, 19.3), (28.2, 37.1), (8.8, 35.5)];
        let image =
            rasterise(&fan(&rim, Color32::from_black_alpha(128)), &white(), vec2(40.0, 40.0), 1.0, Color32::WHITE, 1);
        let mut seen: Vec<u8> = image.rgba.chunks_exact(4).map(|p| p[0]).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen, [127, 255]);
    }

    #[test]
    fn a_rectangle_covers_the_pixels_whose_centres_it_holds() {
        let image = rasterise(
            &fan(&[(1.0, 1.5), (3.5, 1.5), (3.5, 3.5), (1.0, 3.5)], Color32::BLACK),
            &white(),
            vec2(5.0, 5.0),
            1.0,
            Color32::WHITE,
            1,
        );
        let rows: Vec<String> =
            (0..5).map(|y| (0..5).map(|x| if image.pixel(x, y)[0] == 0 { '#' } else { '.' }).collect()).collect();
        // Top and left edges belong to it, bottom and right edges do not.
        assert_eq!(rows, [".....", ".##..", ".##..", ".....", "....."]);
    }

    #[test]
    fn threads_change_no_pixel() {
        let rim = [(3.0, 60.0), (50.0, 1.0), (90.0, 40.0), (60.0, 97.0)];
        let mut scene = fan(&rim, Color32::from_rgba_unmultiplied(200, 10, 90, 77));
        if let Some(ClippedPrimitive { primitive: Primitive::Mesh(mesh), .. }) = scene.first_mut() {
            mesh.vertices[1].color = Color32::GREEN;
        }
        let on = |threads| rasterise(&scene, &white(), vec2(100.0, 100.0), 1.3, Color32::WHITE, threads);
        assert_eq!(on(1), on(7));
    }

    #[test]
    fn wild_positions_are_left_out() {
        let rim = [(f32::NAN, 0.0), (f32::INFINITY, 9.0), (1.0e30, 4.0), (2.0, 2.0)];
        let image = rasterise(&fan(&rim, Color32::BLACK), &white(), vec2(4.0, 4.0), 1.0, Color32::WHITE, 1);
        assert!(image.rgba.iter().all(|&b| b == 255));
    }
}
