//! What is kept of an article for comparing: word sequences, marks, weighted terms and a date. The text is not kept.

use super::Thresholds;
use super::common::{common, stop};
use super::tokens::{Token, fnv, stir, title_tokens, tokens};
use crate::geoparse::Mention;
use crate::text::{Article, PartKind};
use jiff::civil::Date;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};

/// Words in a sequence.
const SHINGLE: usize = 3;
/// Words in the longer sequences that marks are chosen from.
const MARK: usize = 4;
/// Neighbouring sequences of which the least becomes a mark: any MARK + WINDOW - 1 words in a row that two texts share
/// give them a mark in common.
const WINDOW: usize = 5;

/// A word, name, number or place with its weight in the article, rarity not yet counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term {
    /// Hash; two of a million words may share one, which does no harm.
    pub(super) key: u32,
    /// At least 0.
    pub(super) weight: f32,
    /// One of the words that news are full of.
    pub(super) common: bool,
    /// Tells who or where (a name, a place), not what.
    pub(super) who: bool,
}

/// When an article was published: the middle of the interval in days and half its length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct When {
    pub(super) middle: f32,
    pub(super) half: f32,
}

/// One article, ready to be compared.
#[derive(Debug)]
pub(super) struct Prepared {
    id: Box<str>,
    /// Hash of all words of the body in their order.
    pub(super) words: u64,
    /// Hashes of the body's three-word sequences, ascending, each once.
    pub(super) shingles: Vec<u32>,
    /// The sequences by which possible copies find each other, ascending, each once.
    pub(super) marks: Vec<u32>,
    /// Terms by key.
    pub(super) terms: Vec<Term>,
    pub(super) when: Option<When>,
}

/// Prepares many on all processors; the result does not depend on how many there are.
pub(super) fn all(articles: &[(&Article, &[Mention])], thresholds: &Thresholds) -> Vec<Prepared> {
    let prepare = |&(a, m): &(&Article, &[Mention])| Prepared::new(a, m, thresholds);
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(16);
    if threads == 1 || articles.len() < 64 {
        return articles.iter().map(prepare).collect();
    }
    let lot = articles.len().div_ceil(threads);
    std::thread::scope(|scope| {
        let lots: Vec<_> =
            articles.chunks(lot).map(|c| (c, scope.spawn(move || c.iter().map(prepare).collect::<Vec<_>>()))).collect();
        // A thread that could not finish is made up for here.
        lots.into_iter().flat_map(|(c, t)| t.join().unwrap_or_else(|_| c.iter().map(prepare).collect())).collect()
    })
}

impl Prepared {
    pub(super) fn new(article: &Article, mentions: &[Mention], thresholds: &Thresholds) -> Self {
        let tokens = tokens(article);
        let body: Vec<u64> =
            tokens.iter().filter(|t| t.part == PartKind::Body || t.part == PartKind::Heading).map(|t| t.hash).collect();
        let when = article.published.as_ref().map(|d| {
            let (a, b) = (day_number(d.earliest), day_number(d.latest));
            When { middle: f32::midpoint(a, b), half: (b - a).max(0.0) / 2.0 }
        });
        Self {
            id: article.id.as_str().into(),
            words: body.iter().fold(0, |h, &w| stir(h ^ w)),
            shingles: sorted(sequences::<SHINGLE>(&body)),
            marks: marks(&body),
            terms: terms(article, &tokens, mentions, thresholds),
            when,
        }
    }

    /// Earliest first, then longest, then by its words and id: who counts as the first of several.
    pub(super) fn cmp_first(&self, other: &Self) -> Ordering {
        // An interval counts as its middle: one that may have been the first is not taken for it.
        let date = |p: &Self| p.when.map_or(f32::INFINITY, |w| w.middle);
        date(self)
            .total_cmp(&date(other))
            .then_with(|| other.shingles.len().cmp(&self.shingles.len()))
            .then_with(|| self.words.cmp(&other.words))
            .then_with(|| self.id.cmp(&other.id))
    }
}

/// Days since 1970.
fn day_number(date: Date) -> f32 {
    let days = date.duration_since(Date::constant(1970, 1, 1)).as_hours() / 24;
    days as f32
}

/// Hashes of all sequences of `N` words, in text order; of all words where there are fewer.
fn sequences<const N: usize>(words: &[u64]) -> Vec<u32> {
    let hash = |w: &[u64]| w.iter().fold(N as u64, |h, &w| stir(h.rotate_left(5) ^ w)) as u32;
    if words.is_empty() {
        return Vec::new();
    }
    if words.len() < N {
        return vec![hash(words)];
    }
    words.windows(N).map(hash).collect()
}

/// The least hash of every window (winnowing: Schleimer, Wilkerson, Aiken 2003), which is MinHash kept local, so that
/// a passage is found again in a text of any length.
fn marks(words: &[u64]) -> Vec<u32> {
    let all = sequences::<MARK>(words);
    if all.len() <= WINDOW {
        return sorted(all.iter().min().copied().into_iter().collect());
    }
    sorted(all.windows(WINDOW).filter_map(|w| w.iter().min().copied()).collect())
}

fn sorted(mut hashes: Vec<u32>) -> Vec<u32> {
    hashes.sort_unstable();
    hashes.dedup();
    hashes.shrink_to_fit();
    hashes
}

/// Collects terms: how often, and as what.
fn terms(article: &Article, body: &[Token], mentions: &[Mention], thresholds: &Thresholds) -> Vec<Term> {
    let title = title_tokens(article);
    // What is capitalised within a sentence of the body is a name wherever it stands.
    let names: BTreeSet<u64> = body
        .iter()
        .filter(|t| t.capital && !t.initial && !t.number && t.part != PartKind::Headline)
        .map(|t| t.hash)
        .collect();
    // The outlet's own name tells nothing of the story.
    let outlet: BTreeSet<u64> = article
        .source
        .iter()
        .flat_map(|s| s.split(|c: char| !c.is_alphanumeric()))
        .filter(|w| !w.is_empty())
        .map(|w| fnv(w.to_lowercase().as_bytes()))
        .collect();
    let placed: Vec<_> = mentions.iter().filter(|m| m.kind.is_placed()).map(|m| m.span).collect();

    // Key -> (weight of its kind, occurrences, whether common, whether a name).
    let mut found: BTreeMap<u32, (f32, f32, bool, bool)> = BTreeMap::new();
    let mut note = |key: u64, weight: f32, times: f32, common: bool, who: bool| match found.entry(key as u32) {
        Entry::Vacant(e) => {
            e.insert((weight, times, common, who));
        }
        Entry::Occupied(mut e) => {
            let slot = e.get_mut();
            *slot = (slot.0.max(weight), slot.1 + times, slot.2 && common, slot.3 || who);
        }
    };
    let mut next = 0;
    for (t, in_text) in body.iter().map(|t| (t, true)).chain(title.iter().map(|t| (t, false))) {
        if stop(t.hash) || outlet.contains(&t.hash) && names.contains(&t.hash) {
            continue;
        }
        while in_text && placed.get(next).is_some_and(|s| s.end <= t.span.start) {
            next += 1;
        }
        let of_place = in_text && placed.get(next).is_some_and(|s| s.overlaps(t.span));
        let (weight, who) = if of_place {
            (thresholds.place_name, true)
        } else if t.number {
            (thresholds.number, false)
        } else if names.contains(&t.hash) {
            (thresholds.name, true)
        } else {
            (thresholds.word, false)
        };
        let times = if t.part == PartKind::Headline { 1.0 + thresholds.headline } else { 1.0 };
        note(t.stem, weight, times, common(t.hash), who);
    }
    for m in mentions.iter().filter(|m| m.kind.is_placed()) {
        if let Some(r) = &m.resolution {
            note(stir(0x91ac_e000_0000_0000 ^ u64::from(r.place.0)), thresholds.place, 1.0, false, true);
        }
    }
    found
        .into_iter()
        .map(|(key, (weight, times, common, who))| Term {
            key,
            weight: weight * (1.0 + libm::logf(times)),
            common,
            who,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_passage_gives_a_shared_mark() {
        let words = |from: u64, to: u64| (from..to).map(stir).collect::<Vec<_>>();
        let short = words(200, 208);
        let mut long = words(0, 100);
        long.extend(&short);
        long.extend(words(300, 400));
        let all = marks(&long);
        assert!(marks(&short).iter().any(|m| all.contains(m)));
        assert!(!marks(&words(500, 600)).iter().any(|m| all.contains(m)));
    }

    #[test]
    fn the_earlier_comes_first_and_undated_last() {
        let dated = |id: &str, day: Option<i8>| {
            let mut a = Article::from_text(id, "one two three four five");
            a.published = day.map(|d| {
                crate::text::DateSpan::day(jiff::civil::date(2026, 5, d), crate::text::DateOrigin::Metadata, "")
            });
            Prepared::new(&a, &[], &Thresholds::default())
        };
        let (a, b, c) = (dated("x", Some(3)), dated("a", Some(4)), dated("0", None));
        assert_eq!(a.cmp_first(&b), Ordering::Less);
        assert_eq!(b.cmp_first(&c), Ordering::Less);
    }
}
