//! Hillshade tiles: the source's shading with its colours and its broad light taken away, on the Mercator square.

use super::super::frozen::Tag;
use super::super::relief::{APRON, LEVELS, SIDE, TILE, encode, tile_number};
use crate::geo::{LatLon, Mercator};
use anyhow::{Result, bail};
use std::io::Write;
use zune_jpeg::zune_core::bytestream::ZCursor;

/// Grey levels that become full shade or full light.
const CONTRAST: f32 = 30.0;
/// Radius of the broad light that is taken away, in source pixels (0.6 degrees at 30 pixels a degree).
const RADIUS: usize = 18;

/// Radius within which the land is judged flat or rough, in source pixels.
const NEAR: usize = 10;
/// Mean grey levels of shading below which land is flat, and above which it is shown in full.
const FLAT: f32 = 1.8;
const ROUGH: f32 = 6.0;

/// A grey picture with how much land each pixel holds, 0 or 1.
struct Shade {
    width: usize,
    height: usize,
    value: Vec<f32>,
    land: Vec<f32>,
}

/// Running mean along rows, twice over, as a cheap broad filter.
fn blur_rows(data: &mut [f32], width: usize, radius: usize) {
    let mut line = vec![0.0_f64; width + 1];
    for row in data.chunks_exact_mut(width) {
        for _ in 0..2 {
            let mut sum = 0.0;
            for (x, v) in row.iter().enumerate() {
                sum += f64::from(*v);
                if let Some(slot) = line.get_mut(x + 1) {
                    *slot = sum;
                }
            }
            for (x, v) in row.iter_mut().enumerate() {
                let (a, b) = (x.saturating_sub(radius), (x + radius + 1).min(width));
                let between = line.get(b).zip(line.get(a)).map_or(0.0, |(b, a)| b - a);
                *v = (between / (b - a) as f64) as f32;
            }
        }
    }
}

fn transpose(data: &[f32], width: usize, height: usize) -> Vec<f32> {
    let mut out = vec![0.0; data.len()];
    const BLOCK: usize = 64;
    for by in (0..height).step_by(BLOCK) {
        for bx in (0..width).step_by(BLOCK) {
            for y in by..(by + BLOCK).min(height) {
                for x in bx..(bx + BLOCK).min(width) {
                    out[x * height + y] = data[y * width + x];
                }
            }
        }
    }
    out
}

fn blur(data: &[f32], width: usize, height: usize, radius: usize) -> Vec<f32> {
    let mut rows = data.to_vec();
    blur_rows(&mut rows, width, radius);
    let mut columns = transpose(&rows, width, height);
    blur_rows(&mut columns, height, radius);
    transpose(&columns, height, width)
}

/// Reads the picture and keeps of its light only what changes within [`RADIUS`].
fn shade(jpeg: &[u8]) -> Result<Shade> {
    let mut decoder = zune_jpeg::JpegDecoder::new(ZCursor::new(jpeg));
    decoder.set_options(
        zune_jpeg::zune_core::options::DecoderOptions::default().set_max_width(20_000).set_max_height(20_000),
    );
    let rgb = decoder.decode().map_err(|e| anyhow::anyhow!("relief: {e:?}"))?;
    let Some((width, height)) = decoder.dimensions() else { bail!("relief: no size") };
    if rgb.len() != width * height * 3 {
        bail!("relief: not an RGB picture");
    }
    let (mut grey, mut land) = (Vec::with_capacity(width * height), Vec::with_capacity(width * height));
    for p in rgb.chunks_exact(3) {
        let (r, g, b) = (f32::from(p[0]), f32::from(p[1]), f32::from(p[2]));
        // The sea is the only thing that is bluer than red.
        let wet = b - r > 12.0;
        grey.push(if wet { 0.0 } else { 0.30 * r + 0.59 * g + 0.11 * b });
        land.push(if wet { 0.0 } else { 1.0 });
    }
    drop(rgb);
    // Means over land alone, so that coasts get no rim of light.
    let (broad, share) = (blur(&grey, width, height, RADIUS), blur(&land, width, height, RADIUS));
    let mut value: Vec<f32> = grey
        .iter()
        .zip(&land)
        .zip(broad.iter().zip(&share))
        .map(|((g, l), (b, s))| if *l > 0.0 && *s > 0.0 { g - b / s } else { 0.0 })
        .collect();
    // Where the land is flat the source has nothing but the blocks of its own compression.
    let rough: Vec<f32> = value.iter().map(|v| v.abs()).collect();
    let rough = blur(&rough, width, height, NEAR);
    for (v, r) in value.iter_mut().zip(&rough) {
        let t = ((r - FLAT) / (ROUGH - FLAT)).clamp(0.0, 1.0);
        *v *= t * t * (3.0 - 2.0 * t);
    }
    Ok(Shade { width, height, value, land })
}

impl Shade {
    fn at(&self, x: isize, y: isize) -> f32 {
        let x = x.rem_euclid(self.width as isize) as usize;
        let y = y.clamp(0, self.height as isize - 1) as usize;
        self.value.get(y * self.width + x).copied().unwrap_or(0.0)
    }

    /// Mean over a box of the source, by samples a source pixel apart at most.
    fn mean(&self, x: f64, y: f64, dx: f64, dy: f64) -> f32 {
        let steps = |d: f64| (d.ceil() as usize).clamp(1, 12);
        let (nx, ny) = (steps(dx), steps(dy));
        let mut sum = 0.0;
        for j in 0..ny {
            for i in 0..nx {
                let px = x + dx * ((i as f64 + 0.5) / nx as f64 - 0.5) - 0.5;
                let py = y + dy * ((j as f64 + 0.5) / ny as f64 - 0.5) - 0.5;
                let (fx, fy) = (px.floor(), py.floor());
                let (tx, ty) = ((px - fx) as f32, (py - fy) as f32);
                let (ix, iy) = (fx as isize, fy as isize);
                let top = self.at(ix, iy) * (1.0 - tx) + self.at(ix + 1, iy) * tx;
                let low = self.at(ix, iy + 1) * (1.0 - tx) + self.at(ix + 1, iy + 1) * tx;
                sum += top * (1.0 - ty) + low * ty;
            }
        }
        sum / (nx * ny) as f32
    }
}

/// The sections that hold the hillshade.
pub(super) fn sections(jpeg: &[u8], log: &mut dyn Write) -> Result<Vec<(Tag, u16, Vec<u8>)>> {
    let shade = shade(jpeg)?;
    writeln!(
        log,
        "relief {} x {}, {:.0} % land",
        shade.width,
        shade.height,
        shade.land.iter().map(|l| f64::from(*l)).sum::<f64>() / shade.land.len() as f64 * 100.0
    )?;
    let mut out = Vec::new();
    for (number, zoom) in LEVELS.into_iter().enumerate() {
        let across = 1_usize << zoom;
        let world = across * TILE;
        // Source rows by Mercator row, once a level.
        let row = |y: f64| {
            let m = Mercator { x: 0.5, y: (y / world as f64).clamp(0.0, 1.0) };
            (90.0 - LatLon::from(m).lat()) / 180.0 * shade.height as f64
        };
        let per = shade.width as f64 / world as f64;
        for ty in 0..across {
            for tx in 0..across {
                let mut pixels = vec![0.0_f32; SIDE * SIDE];
                let mut land = false;
                for y in 0..SIDE {
                    let my = (ty * TILE + y) as f64 - APRON as f64;
                    let (top, low) = (row(my), row(my + 1.0));
                    for x in 0..SIDE {
                        let mx = (tx * TILE + x) as f64 - APRON as f64 + 0.5;
                        let v = shade.mean(mx * per, f64::midpoint(top, low), per, low - top);
                        let v = (v / CONTRAST).clamp(-1.0, 1.0);
                        land |= v.abs() > 0.04;
                        if let Some(slot) = pixels.get_mut(y * SIDE + x) {
                            *slot = v;
                        }
                    }
                }
                if land {
                    out.push((Tag::Relief, tile_number(number, tx, ty), encode(&pixels)));
                }
            }
        }
    }
    writeln!(log, "{} relief tiles", out.len())?;
    Ok(out)
}
