//! Articles as weighted rare terms, and how alike groups of them are: in who and where, and in what.

use super::Thresholds;
use super::prepare::{Prepared, When};
use rustc_hash::FxHashMap;

/// Heaviest terms that are kept of an article, of either sort.
const KEPT: usize = 100;
/// Share of imagined articles that have a word which news are full of.
const COMMON_SHARE: f32 = 0.3;

/// Terms by key with weights.
pub(super) type Vector = Vec<(u32, f32)>;

/// An article's terms as two unit vectors (an empty one is nought).
#[derive(Clone, Debug, Default)]
pub(super) struct Terms {
    /// Names and places.
    pub(super) who: Vector,
    /// Other words and numbers.
    pub(super) what: Vector,
}

/// In how many articles a term stands, and in how many of those as a name or place.
#[derive(Clone, Copy, Default)]
struct Having {
    articles: u32,
    names: u32,
}

/// The terms of the articles at `chosen`: weight times rarity (tf-idf with imagined articles).
pub(super) fn terms(articles: &[&Prepared], chosen: &[u32], thresholds: &Thresholds) -> Vec<Terms> {
    let mut having: FxHashMap<u32, Having> = FxHashMap::default();
    for t in chosen.iter().flat_map(|&at| &articles[at as usize].terms) {
        let slot = having.entry(t.key).or_default();
        slot.articles += 1;
        slot.names += u32::from(t.who);
    }
    let imagined = thresholds.imagined.max(1.0);
    let all = chosen.len() as f32 + imagined;
    let of_one = |&at: &u32| {
        let mut out = Terms::default();
        for t in &articles[at as usize].terms {
            let having = having.get(&t.key).copied().unwrap_or_default();
            let before = if t.common { imagined * COMMON_SHARE } else { 0.5 };
            let rarity = libm::logf(all / (having.articles as f32 + before)).max(0.0);
            // A name that opens its only sentence here is a name by what the others write.
            let side = if having.names * 2 >= having.articles { &mut out.who } else { &mut out.what };
            side.push((t.key, t.weight * rarity));
        }
        unit(&mut out.who);
        unit(&mut out.what);
        out
    };
    super::cluster::in_parts(chosen.len(), |range| chosen[range].iter().map(of_one).collect())
}

/// Keeps the heaviest and makes the length 1.
fn unit(vector: &mut Vector) {
    if vector.len() > KEPT {
        *vector = heaviest(vector, KEPT);
        vector.sort_unstable_by_key(|t| t.0);
    }
    let length = libm::sqrtf(dot(vector, vector));
    if length > 0.0 {
        vector.iter_mut().for_each(|t| t.1 /= length);
    }
    vector.shrink_to_fit();
}

/// The heaviest terms, heaviest first.
pub(super) fn heaviest(vector: &[(u32, f32)], most: usize) -> Vector {
    let mut out = vector.to_vec();
    out.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    out.truncate(most);
    out
}

/// Scalar product.
fn dot(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        if x.0 == y.0 {
            sum += x.1 * y.1;
        }
        i += usize::from(x.0 <= y.0);
        j += usize::from(y.0 <= x.0);
    }
    sum
}

/// Sum of two vectors.
fn plus(a: &[(u32, f32)], b: &[(u32, f32)]) -> Vector {
    let (mut i, mut j, mut out) = (0, 0, Vec::with_capacity(a.len() + b.len()));
    loop {
        match (a.get(i), b.get(j)) {
            (Some(x), Some(y)) if x.0 == y.0 => {
                out.push((x.0, x.1 + y.1));
                (i, j) = (i + 1, j + 1);
            }
            (Some(x), y) if y.is_none_or(|y| x.0 < y.0) => {
                out.push(*x);
                i += 1;
            }
            (_, Some(y)) => {
                out.push(*y);
                j += 1;
            }
            _ => return out,
        }
    }
}

/// Articles that are together so far: sums of what they have.
#[derive(Debug, Default)]
pub(super) struct Group {
    terms: Terms,
    members: f32,
    dated: f32,
    middles: f32,
    halves: f32,
}

impl Group {
    /// One article.
    pub(super) fn new(terms: Terms, when: Option<When>) -> Self {
        Self {
            terms,
            members: 1.0,
            dated: f32::from(when.is_some()),
            middles: when.map_or(0.0, |w| w.middle),
            halves: when.map_or(0.0, |w| w.half),
        }
    }

    /// Takes in another.
    pub(super) fn join(&mut self, other: &Self) {
        self.terms.who = plus(&self.terms.who, &other.terms.who);
        self.terms.what = plus(&self.terms.what, &other.terms.what);
        self.members += other.members;
        self.dated += other.dated;
        self.middles += other.middles;
        self.halves += other.halves;
    }

    /// How alike two groups are, 0..=1. Scalar products of the sums are the means over all pairs of their articles, so
    /// this is average linkage. The geometric mean of both sides asks for the same people or places and for the same
    /// matter; neither makes up for the other. It fades with the days between the groups' middles.
    pub(super) fn likeness(&self, other: &Self, thresholds: &Thresholds) -> f32 {
        let pairs = self.members * other.members;
        let what = dot(&self.terms.what, &other.terms.what) / pairs;
        if what <= 0.0 {
            return 0.0;
        }
        let who = dot(&self.terms.who, &other.terms.who) / pairs;
        let who = (who + thresholds.free_names).min(thresholds.enough_names);
        (libm::sqrtf(who * what) * self.time(other, thresholds)).clamp(0.0, 1.0)
    }

    fn time(&self, other: &Self, thresholds: &Thresholds) -> f32 {
        if self.dated == 0.0 || other.dated == 0.0 {
            return thresholds.undated;
        }
        let apart = (self.middles / self.dated - other.middles / other.dated).abs();
        let slack = self.halves / self.dated + other.halves / other.dated;
        thresholds.time((apart - slack).max(0.0))
    }
}
