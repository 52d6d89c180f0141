//! Learning the network by stochastic gradient descent, and rounding it to small integers.

use super::super::network::{CLASSES, GOVERNMENT, HIDDEN, Head, Network, PLACE, ROW, ROWS, softmax};

/// One example.
#[derive(Clone, Debug)]
pub struct Row {
    /// Bit set of the classes that its label allows.
    pub allowed: u8,
    /// How much it counts.
    pub weight: f32,
    /// Its features; the first name its very words.
    pub features: Vec<u32>,
}

/// Xorshift: small, fast, the same everywhere.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn next(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 32) as u32
    }

    /// Within 0..1.
    pub(crate) fn unit(&mut self) -> f32 {
        (self.next() >> 8) as f32 / 16_777_216.0
    }
}

const RATE: f32 = 0.05;
/// Passes at the end whose weights are averaged.
const AVERAGED: usize = 4;
/// Chance that a feature is left out of an example while learning.
const DROP: f32 = 0.12;
/// The same for the features that name the very words, so that nothing is learned by heart.
const DROP_WORDS: f32 = 0.6;
const WORDS: usize = 3;
/// A feature seen less often is not learned.
const SELDOM: u32 = 5;
const DECAY: f32 = 2e-6;

struct Learner {
    rows: Vec<f32>,
    row_squares: Vec<f32>,
    hidden_bias: [f32; HIDDEN],
    bias_squares: [f32; HIDDEN],
    out: [[f32; CLASSES]; HIDDEN],
    out_squares: [[f32; CLASSES]; HIDDEN],
    out_bias: [f32; CLASSES],
    out_bias_squares: [f32; CLASSES],
}

/// How far what is taught counts against the label.
const TAUGHT: f32 = 0.7;

/// What the mean of other networks believes of each row, with all its features.
pub fn taught(rows: &[&Row], teachers: &[Network]) -> Vec<[f32; CLASSES]> {
    let mean = |row: &&Row| {
        let mut sum = [0.0; CLASSES];
        for teacher in teachers {
            sum.iter_mut().zip(teacher.judge(&row.features)).for_each(|(sum, belief)| *sum += belief);
        }
        sum.map(|s| s / teachers.len().max(1) as f32)
    };
    rows.iter().map(mean).collect()
}

/// Learns a network from the labels, and from what is taught of each row; the same rows and seed give the same network.
pub fn train(rows: &[&Row], taught: Option<&[[f32; CLASSES]]>, epochs: usize, seed: u64) -> Network {
    let mut seen = vec![0_u32; ROWS];
    for row in rows {
        row.features.iter().for_each(|&f| seen[f as usize % ROWS] += 1);
    }
    let mut dice = Dice::new(seed);
    let mut learner = Learner {
        rows: (0..ROWS * ROW).map(|i| if i % ROW < CLASSES { 0.0 } else { (dice.unit() - 0.5) * 0.06 }).collect(),
        row_squares: vec![1e-3; ROWS],
        hidden_bias: [0.05; HIDDEN],
        bias_squares: [1e-2; HIDDEN],
        out: [[0.0; CLASSES]; HIDDEN],
        out_squares: [[1e-2; CLASSES]; HIDDEN],
        out_bias: [0.0; CLASSES],
        out_bias_squares: [1e-2; CLASSES],
    };
    for w in learner.out.iter_mut().flatten() {
        *w = (dice.unit() - 0.5) * 0.6;
    }
    for (r, &count) in seen.iter().enumerate() {
        if count < SELDOM {
            learner.rows[r * ROW..(r + 1) * ROW].fill(0.0);
        }
    }
    let mut mean: Option<Mean> = None;
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut kept = Vec::new();
    for epoch in 0..epochs {
        for i in (1..order.len()).rev() {
            order.swap(i, dice.next() as usize % (i + 1));
        }
        let rate = RATE * (1.0 - 0.9 * epoch as f32 / epochs.max(1) as f32);
        for &i in &order {
            let row = rows[i];
            kept.clear();
            for (k, &f) in row.features.iter().enumerate() {
                let chance = if k < WORDS { DROP_WORDS } else { DROP };
                if seen[f as usize % ROWS] >= SELDOM && dice.unit() >= chance {
                    kept.push(f as usize % ROWS);
                }
            }
            learner.step(&kept, row, taught.and_then(|t| t.get(i)), rate, 1.0 / (1.0 - DROP));
        }
        if epoch + AVERAGED >= epochs {
            mean.get_or_insert_with(|| Mean::new(&learner)).add(&learner);
        }
    }
    if let Some(mean) = mean {
        mean.take(&mut learner);
    }
    learner.round()
}

/// Mean of the weights after each of the last passes: what single examples did to them last evens out.
struct Mean {
    count: f32,
    sums: Vec<f32>,
}

impl Mean {
    fn new(learner: &Learner) -> Self {
        Self { count: 0.0, sums: vec![0.0; learner.weights().count()] }
    }

    fn add(&mut self, learner: &Learner) {
        self.count += 1.0;
        self.sums.iter_mut().zip(learner.weights()).for_each(|(sum, x)| *sum += x);
    }

    fn take(&self, learner: &mut Learner) {
        let mut means = self.sums.iter().map(|s| s / self.count);
        let rows = learner.rows.iter_mut().chain(&mut learner.hidden_bias);
        rows.chain(learner.out.iter_mut().flatten()).chain(&mut learner.out_bias).for_each(|x| {
            *x = means.next().unwrap_or(*x);
        });
    }
}

impl Learner {
    /// All that is learned, in one fixed order.
    fn weights(&self) -> impl Iterator<Item = f32> {
        let out = self.out.iter().flatten();
        self.rows.iter().chain(&self.hidden_bias).chain(out).chain(&self.out_bias).copied()
    }

    fn step(&mut self, kept: &[usize], row: &Row, taught: Option<&[f32; CLASSES]>, rate: f32, scale: f32) {
        let mut sums = [0.0_f32; ROW];
        for &f in kept {
            for (s, &x) in sums.iter_mut().zip(&self.rows[f * ROW..(f + 1) * ROW]) {
                *s += x;
            }
        }
        let mut scores = self.out_bias;
        for c in 0..CLASSES {
            scores[c] += sums[c] * scale;
        }
        let mut active = [0.0_f32; HIDDEN];
        for h in 0..HIDDEN {
            active[h] = (sums[CLASSES + h] * scale + self.hidden_bias[h]).max(0.0);
            for c in 0..CLASSES {
                scores[c] += active[h] * self.out[h][c];
            }
        }
        let beliefs = softmax(scores);
        let allowed: f32 = (0..CLASSES).filter(|c| row.allowed >> c & 1 == 1).map(|c| beliefs[c]).sum();
        let mut slope = [0.0_f32; CLASSES];
        let mut targets = [0.0_f32; CLASSES];
        for c in (0..CLASSES).filter(|c| row.allowed >> c & 1 == 1) {
            targets[c] = beliefs[c] / allowed.max(1e-6);
        }
        // Where the label leaves open whether it is the place or its government, it is mostly the place.
        if row.allowed >> PLACE & 1 == 1 && row.allowed >> GOVERNMENT & 1 == 1 {
            let both = targets[PLACE] + targets[GOVERNMENT];
            targets[PLACE] = both * 0.85;
            targets[GOVERNMENT] = both * 0.15;
        }
        if let Some(taught) = taught {
            for (target, taught) in targets.iter_mut().zip(taught) {
                *target += TAUGHT * (taught - *target);
            }
        }
        for c in 0..CLASSES {
            slope[c] = (beliefs[c] - targets[c]) * row.weight;
        }
        if slope.iter().all(|s| s.abs() < 1e-4) {
            return;
        }
        let mut gradient = [0.0_f32; ROW];
        gradient[..CLASSES].copy_from_slice(&slope);
        for h in 0..HIDDEN {
            if active[h] <= 0.0 {
                continue;
            }
            let mut back = 0.0;
            for c in 0..CLASSES {
                back += slope[c] * self.out[h][c];
                let g = slope[c] * active[h];
                self.out_squares[h][c] += g * g;
                self.out[h][c] -= 0.5 * rate * g / self.out_squares[h][c].sqrt();
            }
            gradient[CLASSES + h] = back;
            self.bias_squares[h] += back * back;
            self.hidden_bias[h] -= 0.5 * rate * back / self.bias_squares[h].sqrt();
        }
        for c in 0..CLASSES {
            self.out_bias_squares[c] += slope[c] * slope[c];
            self.out_bias[c] -= 0.5 * rate * slope[c] / self.out_bias_squares[c].sqrt();
        }
        let square: f32 = gradient.iter().map(|g| g * g).sum::<f32>() / CLASSES as f32;
        for &f in kept {
            self.row_squares[f] += square;
            let pace = rate / self.row_squares[f].sqrt();
            for (x, g) in self.rows[f * ROW..(f + 1) * ROW].iter_mut().zip(&gradient) {
                *x -= pace * (g + DECAY * *x);
            }
        }
    }

    fn round(&self) -> Network {
        // A few numbers are far out; the scale fits all but those.
        let mut sizes: Vec<f32> = self.rows.iter().map(|x| x.abs()).filter(|&x| x > 0.0).collect();
        sizes.sort_by(f32::total_cmp);
        let top = sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 20_000)).copied().unwrap_or(1.0);
        let scale = (top / 127.0).max(1e-6);
        let (mut owners, mut rows) = (Vec::new(), Vec::new());
        for (feature, row) in self.rows.chunks_exact(ROW).enumerate() {
            let rounded = row.iter().map(|x| (x / scale).round().clamp(-127.0, 127.0) as i8);
            if rounded.clone().any(|x| x != 0) {
                owners.push(feature as u32);
                rows.extend(rounded);
            }
        }
        let head = Head { scale, hidden_bias: self.hidden_bias, out: self.out, out_bias: self.out_bias };
        Network::new(head, &owners, &rows)
    }
}
