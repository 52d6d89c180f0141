//! Names that are not written as they are cited: in another case, or together with little words.

use super::super::facts::Facts;
use super::super::inflected;
use super::super::known::{Bared, Bearers, Bent, Known, Next, Step};
use super::super::lexicon::{Classes, word_hash};
use super::{Finder, Name, joins, span_of};
use crate::text::normalise::normalise_word;
use crate::text::tokens::{Gap, Shape};

/// Longest name in words that is looked for in other cases.
const LONGEST_BENT: usize = 4;
/// Names found last among which another of the same words may stand.
const NEAR: usize = 12;
/// Guesses at the first case of some words that are followed further.
const MOST_BENT: usize = 16;
/// Inhabitants of a place that is meant even by a word that may be capitalised for another reason.
const WELL_KNOWN: u32 = 500_000;

/// What decides between names in other cases that are equally long; the greatest goes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Weight {
    as_written: bool,
    country: bool,
    people: u32,
}

impl Finder<'_, '_, '_> {
    /// Adds the longest name of a place of some weight that begins at a word and stands in another case: «в Нижнем
    /// Новгороде»; behind a preposition also a smaller one's. What is written as it is cited was found before.
    pub(super) fn bend(&mut self, at: usize, walks: bool) {
        let scan = self.scan;
        let mut best: Option<(usize, Weight, Bearers, u32)> = None;
        let cue = scan.is_behind_preposition(at);
        let mut consider = |known: &Known<'_>, end: usize, as_written: bool, bearers: Bearers, key: u32| {
            let weighty = |f: &&Facts| f.is_large() || cue && f.is_settled();
            let Some(facts) = known.facts(bearers).filter(weighty) else { return };
            let weight = Weight { as_written, country: facts.country, people: facts.population };
            if best.is_none_or(|b| (end, weight) > (b.0, b.1)) {
                best = Some((end, weight, bearers, key));
            }
        };
        if walks {
            let mut steps = self.known.start_bent(scan.ids[at], scan.word(at));
            let mut next = at;
            while !steps.is_empty() {
                steps.iter().for_each(|s| consider(self.known, next + 1, s.as_written, s.step.bearers, s.step.key));
                next += 1;
                if next >= at + LONGEST_BENT || next >= scan.tokens.len() || !joins(scan, next) {
                    break;
                }
                let parted = scan.gap(next) != Gap::None;
                let before: Vec<Bent> = steps.drain(..).filter(|s| s.step.goes_on).take(MOST_BENT).collect();
                for step in before {
                    steps.extend(self.known.go_on_bent(Some(step), scan.word(next), parted));
                }
            }
        } else {
            let mut normal = String::new();
            normalise_word(scan.word(at), &mut normal);
            let mut hits = Vec::new();
            for form in inflected::first_cases(&normal) {
                hits.clear();
                self.known.gazetteer().lookup_exact(&form, &mut hits);
                let bearers = self.known.named(&form, &hits);
                consider(self.known, at + 1, false, bearers, word_hash(&form));
            }
        }
        let Some((end, weight, bearers, key)) = best.filter(|b| !b.1.as_written) else { return };
        // «В Думе» is not in Duma.
        if end == at + 1 && scan.class(at).has(Classes::COMMON) {
            return;
        }
        let already = self.list.iter().rev().take(NEAR).position(|n| n.first == at && n.end == end && n.is_known());
        let already = already.map(|back| self.list.len() - 1 - back);
        let large = |bearers| self.known.facts(bearers).is_some_and(Facts::is_large);
        if already.is_some_and(|i| large(self.list[i].bearers) || !large(bearers)) {
            return;
        }
        // A word that opens a sentence may be any.
        let opens = end == at + 1 && scan.tokens[at].shape.has(Shape::OPENS);
        if opens && !weight.country && weight.people < WELL_KNOWN {
            return;
        }
        if let Some(small) = already {
            self.list.remove(small);
        }
        let span = span_of(scan, at, end, self.known.hits(bearers));
        self.list.push(Name { first: at, end, span, bearers, key, alike: 0 });
    }

    /// Adds the longest well-known name that begins with a word without the little words written together with it, where
    /// the word as it stands begins none.
    pub(super) fn bare(&mut self, at: usize) {
        let scan = self.scan;
        if self.list.last().is_some_and(|n| n.first == at && n.is_known()) {
            return;
        }
        let mut best: Option<(usize, Bared, Step)> = None;
        for first in self.known.start_bared(scan.ids[at], scan.word(at)) {
            let (mut step, mut end) = (first.step, at + 1);
            loop {
                let known = self.known.facts(step.bearers);
                let well_known = known.is_some_and(|f| f.country || f.capital || f.population >= WELL_KNOWN);
                if well_known && best.is_none_or(|b| end > b.0) {
                    best = Some((end, first, step));
                }
                let over = first.behind > 0 || end >= at + LONGEST_BENT || end >= scan.tokens.len();
                if over || !step.goes_on || !joins(scan, end) {
                    break;
                }
                let parted = scan.gap(end) != Gap::None;
                let (Next::To(next), _) = self.known.go_on((step, 0), scan.ids[end], scan.word(end), parted) else {
                    break;
                };
                (step, end) = (next, end + 1);
            }
        }
        let Some((end, Bared { before, behind, .. }, step)) = best else { return };
        let mut span = span_of(scan, at, end, &[]);
        span.start += before as u32;
        span.end -= behind as u32;
        self.list.push(Name { first: at, end, span, bearers: step.bearers, key: step.key, alike: 0 });
    }
}
