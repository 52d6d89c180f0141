//! Hillshade tiles and their codec: an 8 x 8 cosine transform, quantised, its coefficients laid out by frequency so
//! that the section's own deflate finds the runs. Lossy, small, and the same bits on every platform.

/// Side of a tile on the map, pixels.
pub(super) const TILE: usize = 256;
/// Pixels beyond each edge that a tile repeats from its neighbours, so that smoothing shows no seams.
pub(super) const APRON: usize = 4;
/// Side of a tile as stored.
pub(super) const SIDE: usize = TILE + 2 * APRON;
/// Zooms that are stored.
pub(super) const LEVELS: [u32; 3] = [2, 3, 5];

const BLOCK: usize = 8;
const BLOCKS: usize = SIDE / BLOCK;
/// Quantiser step of the lowest and of the highest frequencies, in shade (-1..=1) times block size.
const FINE: f32 = 0.35;
const COARSE: f32 = 0.16;

/// Number of a tile's section: level, column, row.
pub(super) fn tile_number(level: usize, x: usize, y: usize) -> u16 {
    (level << 12 | y << 6 | x) as u16
}

/// Rows of the orthonormal cosine transform (DCT-II).
fn basis() -> [[f32; BLOCK]; BLOCK] {
    let mut out = [[0.0; BLOCK]; BLOCK];
    for (k, row) in out.iter_mut().enumerate() {
        for (n, v) in row.iter_mut().enumerate() {
            let scale = if k == 0 { libm::sqrt(1.0 / BLOCK as f64) } else { libm::sqrt(2.0 / BLOCK as f64) };
            let turn = std::f64::consts::PI * (2.0 * n as f64 + 1.0) * k as f64 / (2.0 * BLOCK as f64);
            *v = (scale * libm::cos(turn)) as f32;
        }
    }
    out
}

/// Step of a frequency: the eye forgives more in the fine ones.
fn step(u: usize, v: usize) -> f32 {
    FINE + COARSE * (u + v) as f32
}

/// Multiplies a block by the basis from both sides; `back` inverts.
fn transform(block: &mut [f32; BLOCK * BLOCK], basis: &[[f32; BLOCK]; BLOCK], back: bool) {
    for pass in 0..2 {
        let mut out = [0.0_f32; BLOCK * BLOCK];
        for line in 0..BLOCK {
            let at = |i: usize| if pass == 0 { line * BLOCK + i } else { i * BLOCK + line };
            for k in 0..BLOCK {
                let mut sum = 0.0;
                for n in 0..BLOCK {
                    let weight = if back { basis[n][k] } else { basis[k][n] };
                    sum += weight * block[at(n)];
                }
                out[at(k)] = sum;
            }
        }
        *block = out;
    }
}

/// Packs a tile of [`SIDE`] squared shades, -1 (dark) to 1 (light).
pub(super) fn encode(pixels: &[f32]) -> Vec<u8> {
    let basis = basis();
    let mut planes = vec![0_u8; SIDE * SIDE];
    for by in 0..BLOCKS {
        for bx in 0..BLOCKS {
            let mut block = [0.0; BLOCK * BLOCK];
            for (i, v) in block.iter_mut().enumerate() {
                let (x, y) = (bx * BLOCK + i % BLOCK, by * BLOCK + i / BLOCK);
                *v = pixels.get(y * SIDE + x).copied().unwrap_or(0.0);
            }
            transform(&mut block, &basis, false);
            for (i, v) in block.iter().enumerate() {
                let q = (v / step(i % BLOCK, i / BLOCK)).round().clamp(-127.0, 127.0) as i8;
                if let Some(slot) = planes.get_mut(i * BLOCKS * BLOCKS + by * BLOCKS + bx) {
                    *slot = q as u8;
                }
            }
        }
    }
    planes
}

/// Unpacks a tile to [`SIDE`] squared shades; `None` when it is damaged.
pub(super) fn decode(planes: &[u8]) -> Option<Vec<f32>> {
    if planes.len() != SIDE * SIDE {
        return None;
    }
    let basis = basis();
    let mut out = vec![0.0; SIDE * SIDE];
    for by in 0..BLOCKS {
        for bx in 0..BLOCKS {
            let mut block = [0.0; BLOCK * BLOCK];
            let mut flat = true;
            for (i, v) in block.iter_mut().enumerate() {
                let q = *planes.get(i * BLOCKS * BLOCKS + by * BLOCKS + bx)? as i8;
                flat &= q == 0;
                *v = f32::from(q) * step(i % BLOCK, i / BLOCK);
            }
            if flat {
                continue;
            }
            transform(&mut block, &basis, true);
            for (i, v) in block.iter().enumerate() {
                let (x, y) = (bx * BLOCK + i % BLOCK, by * BLOCK + i / BLOCK);
                *out.get_mut(y * SIDE + x)? = v.clamp(-1.0, 1.0);
            }
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tile_comes_back_nearly_the_same() {
        let wave = |x: usize, y: usize| (x as f32 * 0.2).sin() * (y as f32 * 0.13).cos() * 0.6;
        let pixels: Vec<f32> = (0..SIDE * SIDE).map(|i| wave(i % SIDE, i / SIDE)).collect();
        let back = decode(&encode(&pixels)).unwrap();
        let worst = pixels.iter().zip(&back).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(worst < 0.25, "{worst}");
    }

    #[test]
    fn a_flat_tile_is_flat() {
        assert!(decode(&encode(&vec![0.0; SIDE * SIDE])).unwrap().iter().all(|v| *v == 0.0));
        assert_eq!(decode(&[1, 2]), None);
    }
}
