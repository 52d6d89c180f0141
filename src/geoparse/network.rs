//! The small network that tells what a name is doing: hashed features in, one belief a class out.
//!
//! Each feature owns one row of small integers. The rows of a name's features are summed; the first [`CLASSES`] sums
//! go straight to the classes, the rest through a rectifier and one matrix. Integer sums make the result the same on
//! every machine.

/// What the classes are, in order: nothing, person, place, government, organisation.
pub const CLASSES: usize = 5;
/// Numbers in a row.
pub const ROW: usize = 32;
/// Sums that pass through the rectifier.
pub const HIDDEN: usize = ROW - CLASSES;
/// Numbers a feature may be hashed to; few of them own a row, so that features never learned mostly add nothing.
pub const ROWS: usize = 1 << 18;

/// Index of a class that carries a place.
pub const PLACE: usize = 2;
/// See [`PLACE`].
pub const GOVERNMENT: usize = 3;
/// See [`PLACE`].
pub const ORGANISATION: usize = 4;
/// Index of the class of persons' names.
pub const PERSON: usize = 1;

/// The weights, as learned.
#[derive(Clone, Debug)]
pub struct Network {
    /// Scale of a row's number.
    pub scale: f32,
    /// Which features own a row: one bit each.
    owners: Vec<u64>,
    /// Rows owned before each word of `owners`.
    before: Vec<u32>,
    /// The owned rows one after the other.
    rows: Vec<i8>,
    /// One number a hidden sum.
    pub hidden_bias: [f32; HIDDEN],
    /// From the hidden sums to the classes.
    pub out: [[f32; CLASSES]; HIDDEN],
    /// One number a class.
    pub out_bias: [f32; CLASSES],
}

impl Network {
    /// A network that knows nothing: every class is as likely.
    pub fn blank() -> Self {
        Self {
            scale: 1.0,
            owners: vec![0; ROWS / 64],
            before: vec![0; ROWS / 64],
            rows: Vec::new(),
            hidden_bias: [0.0; HIDDEN],
            out: [[0.0; CLASSES]; HIDDEN],
            out_bias: [0.0; CLASSES],
        }
    }

    /// Takes over rows: which features own them, rising, and their numbers one after the other.
    pub fn set_rows(&mut self, owners: &[u32], rows: Vec<i8>) {
        self.owners.fill(0);
        for &owner in owners {
            if let Some(word) = self.owners.get_mut(owner as usize / 64) {
                *word |= 1 << (owner % 64);
            }
        }
        let mut count = 0;
        for (before, word) in self.before.iter_mut().zip(&self.owners) {
            *before = count;
            count += word.count_ones();
        }
        self.rows = rows;
    }

    /// The features that own rows, rising, each with its row.
    pub fn owned(&self) -> impl Iterator<Item = (u32, &[i8])> {
        let owners = (0..ROWS as u32).filter(|&f| self.owners[f as usize / 64] >> (f % 64) & 1 == 1);
        owners.zip(self.rows.chunks_exact(ROW))
    }

    /// Beliefs in the classes, summing to 1.
    pub fn judge(&self, features: &[u32]) -> [f32; CLASSES] {
        // A name has some ninety features: sixteen bits hold the sum of so many bytes.
        let mut sums = [0_i16; ROW];
        for &feature in features {
            let (at, bit) = (feature as usize % ROWS / 64, feature % 64);
            let (Some(&word), Some(&before)) = (self.owners.get(at), self.before.get(at)) else { continue };
            if word >> bit & 1 == 0 {
                continue;
            }
            let from = (before + (word & ((1 << bit) - 1)).count_ones()) as usize * ROW;
            let Some(row) = self.rows.get(from..).and_then(<[i8]>::first_chunk::<ROW>) else { continue };
            for (sum, &x) in sums.iter_mut().zip(row) {
                *sum = sum.wrapping_add(i16::from(x));
            }
        }
        let mut classes = self.out_bias;
        for (class, &sum) in classes.iter_mut().zip(&sums) {
            *class += f32::from(sum) * self.scale;
        }
        for ((&sum, &bias), out) in sums.iter().skip(CLASSES).zip(&self.hidden_bias).zip(&self.out) {
            let active = (f32::from(sum) * self.scale + bias).max(0.0);
            if active > 0.0 {
                for (class, &w) in classes.iter_mut().zip(out) {
                    *class += active * w;
                }
            }
        }
        softmax(classes)
    }
}

/// Turns scores into beliefs.
pub fn softmax<const N: usize>(mut scores: [f32; N]) -> [f32; N] {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut total = 0.0;
    for score in &mut scores {
        *score = libm::expf(*score - top);
        total += *score;
    }
    scores.map(|s| s / total)
}
