//! The small network that tells what a name is doing: hashed features in, one belief a class out.
//!
//! Each feature owns one row of small integers. The rows of a name's features are summed; the first [`CLASSES`] sums
//! go straight to the classes, the rest through a rectifier and one matrix. Integer sums make the result the same on
//! every machine.

/// What the classes are, in order: nothing, person, place, government, organisation.
pub const CLASSES: usize = 5;
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

/// The weights, as learned.
#[derive(Clone, Debug)]
pub struct Network {
    table: Table,
    head: Head,
}

/// What becomes of the sums of rows.
#[derive(Clone, Debug)]
pub struct Head {
    /// Scale of a row's number.
    pub scale: f32,
    /// One number a hidden sum.
    pub hidden_bias: [f32; HIDDEN],
    /// From the hidden sums to the classes.
    pub out: [[f32; CLASSES]; HIDDEN],
    /// One number a class.
    pub out_bias: [f32; CLASSES],
}

/// Rows of features.
#[derive(Clone, Debug)]
struct Table {
    /// Which features own a row.
    owners: Vec<Owners>,
    /// The owned rows one after the other.
    rows: Vec<[i8; ROW]>,
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
        let head =
            Head { scale: 1.0, hidden_bias: [0.0; HIDDEN], out: [[0.0; CLASSES]; HIDDEN], out_bias: [0.0; CLASSES] };
        Self { table: Table::new(&[], Vec::new()), head }
    }

    /// A network of rows: which features own them, rising, and their numbers one after the other.
    pub fn new(head: Head, owners: &[u32], rows: &[i8]) -> Self {
        Self { table: Table::new(owners, rows.as_chunks().0.to_vec()), head }
    }

    /// What becomes of the sums.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The features that own rows, rising, each with its row.
    pub fn owned(&self) -> impl Iterator<Item = (u32, &[i8; ROW])> {
        self.table.owned()
    }

    /// Beliefs in the classes, summing to 1.
    pub fn judge(&self, features: &[u32]) -> [f32; CLASSES] {
        self.head.beliefs(&self.table.sums(features))
    }
}

impl Table {
    fn new(owned: &[u32], rows: Vec<[i8; ROW]>) -> Self {
        let mut owners = vec![Owners::default(); ROWS / 64];
        for &owner in owned {
            if let Some(word) = owners.get_mut(owner as usize / 64) {
                word.bits |= 1 << (owner % 64);
            }
        }
        let mut table = Self { owners, rows };
        table.count();
        table
    }

    /// Counts the rows before each word of owners, and makes room for all.
    fn count(&mut self) {
        let mut count = 0;
        for word in &mut self.owners {
            word.before = count;
            count += word.bits.count_ones();
        }
        self.rows.resize(count as usize, [0; ROW]);
    }

    /// The features that own rows, rising, each with its row.
    fn owned(&self) -> impl Iterator<Item = (u32, &[i8; ROW])> {
        let features = self.owners.iter().enumerate().flat_map(|(word, owners)| {
            let mut left = owners.bits;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros())?;
                left &= left - 1;
                Some(word as u32 * 64 + bit)
            })
        });
        features.zip(&self.rows)
    }

    /// Which row a feature owns.
    #[inline(always)]
    #[allow(clippy::inline_always)]
    fn index(&self, feature: u32) -> Option<usize> {
        let (at, bit) = (feature as usize % ROWS / 64, feature % 64);
        let word = self.owners.get(at).filter(|word| word.bits >> bit & 1 == 1)?;
        Some((word.before + (word.bits & ((1 << bit) - 1)).count_ones()) as usize)
    }

    /// Sums of the features' rows. A name has some ninety features: sixteen bits hold the sum of so many bytes.
    fn sums(&self, features: &[u32]) -> [i16; ROW] {
        #[cfg(target_arch = "x86_64")]
        if is_wide() {
            // SAFETY: the processor has what the function is compiled for.
            return unsafe { self.sums_wide(features) };
        }
        self.sums_plain(features)
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,popcnt,bmi1,bmi2")]
    fn sums_wide(&self, features: &[u32]) -> [i16; ROW] {
        self.sums_plain(features)
    }

    // Compiled anew within each caller, for what its processor has.
    #[allow(clippy::inline_always)]
    #[inline(always)]
    fn sums_plain(&self, features: &[u32]) -> [i16; ROW] {
        let mut sums = [0_i16; ROW];
        for &feature in features {
            let Some(row) = self.index(feature).and_then(|at| self.rows.get(at)) else { continue };
            for (sum, &x) in sums.iter_mut().zip(row) {
                *sum = sum.wrapping_add(i16::from(x));
            }
        }
        sums
    }
}

impl Head {
    /// Beliefs in the classes from sums of rows, summing to 1.
    fn beliefs(&self, sums: &[i16; ROW]) -> [f32; CLASSES] {
        let mut classes = self.out_bias;
        for (class, &sum) in classes.iter_mut().zip(sums) {
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
