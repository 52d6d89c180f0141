//! The small network that tells what a name is doing: hashed features in, one belief a class out.
//!
//! Each feature owns one row of small integers. The rows of a name's features are summed; the first [`CLASSES`] sums
//! go straight to the classes, the rest through a rectifier and one matrix. Integer sums make the result the same on
//! every machine.

/// What the classes are, in order: nothing, person, place, government, organisation.
pub const CLASSES: usize = 5;
/// Networks that learn the same from other random starts.
pub const NETWORKS: usize = 4;
/// Numbers in a row.
pub const ROW: usize = 24;
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

/// The sums of some features' rows.
pub(crate) type Sums = [i16; ROW];

/// The weights, as learned.
#[derive(Clone, Debug)]
pub struct Network {
    /// Scale of a row's number.
    pub scale: f32,
    /// Which features own a row.
    owners: Vec<Owners>,
    /// The owned rows one after the other.
    rows: Vec<[i8; ROW]>,
    /// One number a hidden sum.
    pub hidden_bias: [f32; HIDDEN],
    /// From the hidden sums to the classes.
    pub out: [[f32; CLASSES]; HIDDEN],
    /// One number a class.
    pub out_bias: [f32; CLASSES],
}

/// Sixty-four features: which of them own a row, and how many rows are owned before them.
#[derive(Clone, Copy, Debug, Default)]
struct Owners {
    bits: u64,
    before: u32,
}

impl Network {
    /// A network that knows nothing: every class is as likely.
    pub fn blank() -> Self {
        Self {
            scale: 1.0,
            owners: vec![Owners::default(); ROWS / 64],
            rows: Vec::new(),
            hidden_bias: [0.0; HIDDEN],
            out: [[0.0; CLASSES]; HIDDEN],
            out_bias: [0.0; CLASSES],
        }
    }

    /// Takes over rows: which features own them, rising, and their numbers one after the other.
    pub fn set_rows(&mut self, owners: &[u32], rows: &[i8]) {
        self.owners.fill(Owners::default());
        for &owner in owners {
            if let Some(word) = self.owners.get_mut(owner as usize / 64) {
                word.bits |= 1 << (owner % 64);
            }
        }
        let mut count = 0;
        for word in &mut self.owners {
            word.before = count;
            count += word.bits.count_ones();
        }
        self.rows = rows.as_chunks().0.to_vec();
    }

    /// The features that own rows, rising, each with its row.
    pub fn owned(&self) -> impl Iterator<Item = (u32, &[i8; ROW])> {
        let owners = (0..ROWS as u32).filter(|&f| self.owners[f as usize / 64].bits >> (f % 64) & 1 == 1);
        owners.zip(&self.rows)
    }

    /// Beliefs in the classes, summing to 1.
    pub fn judge(&self, features: &[u32]) -> [f32; CLASSES] {
        self.beliefs(self.sums(features))
    }

    /// Sums of the features' rows. A name has some ninety features: sixteen bits hold the sum of so many bytes.
    pub(crate) fn sums(&self, features: &[u32]) -> Sums {
        #[cfg(target_arch = "x86_64")]
        if is_wide() {
            // SAFETY: the processor has what the function is compiled for.
            return unsafe { self.sums_wide(features) };
        }
        self.sums_plain(features)
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,popcnt,bmi1,bmi2")]
    fn sums_wide(&self, features: &[u32]) -> Sums {
        self.sums_plain(features)
    }

    // Compiled anew within each caller, for what its processor has.
    #[allow(clippy::inline_always)]
    #[inline(always)]
    fn sums_plain(&self, features: &[u32]) -> Sums {
        let mut sums = Sums::default();
        for &feature in features {
            let (at, bit) = (feature as usize % ROWS / 64, feature % 64);
            let Some(word) = self.owners.get(at) else { continue };
            if word.bits >> bit & 1 == 1 {
                let row = word.before + (word.bits & ((1 << bit) - 1)).count_ones();
                let Some(row) = self.rows.get(row as usize) else { continue };
                for (sum, &x) in sums.iter_mut().zip(row) {
                    *sum = sum.wrapping_add(i16::from(x));
                }
            }
        }
        sums
    }

    /// Beliefs in the classes from sums of rows, summing to 1.
    pub(crate) fn beliefs(&self, sums: Sums) -> [f32; CLASSES] {
        let mut classes = self.out_bias;
        for (class, &sum) in classes.iter_mut().zip(&sums) {
            *class += f32::from(sum) * self.scale;
        }
        for ((&sum, &bias), out) in sums.iter().skip(CLASSES).zip(&self.hidden_bias).zip(&self.out) {
            // Adding nothing costs less than asking whether there is something.
            let active = (f32::from(sum) * self.scale + bias).max(0.0);
            for (class, &w) in classes.iter_mut().zip(out) {
                *class += active * w;
            }
        }
        softmax(classes)
    }
}

/// Whether the processor counts bits and adds sixteen numbers in one step each. All it changes is the time: the sums are
/// of whole numbers.
#[cfg(target_arch = "x86_64")]
#[inline]
fn is_wide() -> bool {
    is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("popcnt")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2")
}

/// [`libm::expf`], whose most frequent question here is about 0.
#[inline]
pub(crate) fn exp(x: f32) -> f32 {
    if x == 0.0 { 1.0 } else { libm::expf(x) }
}

/// Turns scores into beliefs.
pub fn softmax<const N: usize>(mut scores: [f32; N]) -> [f32; N] {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut total = 0.0;
    for score in &mut scores {
        *score = exp(*score - top);
        total += *score;
    }
    scores.map(|s| s / total)
}
