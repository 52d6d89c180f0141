//! Abbreviations that a text explains itself: "Latin America and the Caribbean (LAC)". What stands before the bracket
//! says what is meant, and the gazetteer's places of that abbreviation are then others.

use super::candidates::{Name, Names};
use super::scan::Scan;
use crate::text::tokens::Gap;
use std::ops::Range;

/// Letters of an abbreviation that is looked for.
const LETTERS: Range<usize> = 2..8;
/// Words at most that are looked at for one letter: those between are "of", "and the" and the like.
const BETWEEN: usize = 3;
/// Words at most before the bracket.
const FURTHEST: usize = 16;

/// The abbreviations of one text.
#[derive(Debug, Default)]
pub(super) struct Explained {
    /// Number of the word, and the words that it stands for; in order of the number.
    list: Vec<(u32, Range<usize>)>,
}

impl Explained {
    pub(super) fn of(scan: &Scan<'_>) -> Self {
        let bytes = scan.text.as_bytes();
        let bracketed = |at: usize| {
            let token = &scan.tokens[at];
            let (start, end) = (token.span.start as usize, token.span.end as usize);
            token.shape.is_capitals()
                && LETTERS.contains(&(end - start))
                && bytes.get(end) == Some(&b')')
                && start.checked_sub(1).and_then(|b| bytes.get(b)) == Some(&b'(')
        };
        let found = (1..scan.tokens.len()).filter(|&at| bracketed(at));
        let mut list: Vec<_> = found.filter_map(|at| Some((scan.ids[at], words_of(scan, at)?))).collect();
        list.sort_by_key(|e| e.0);
        Self { list }
    }

    /// Whether the text explains a name, and not as a place that it means in the gazetteer.
    pub(super) fn means_another(&self, scan: &Scan<'_>, names: &Names<'_>, name: &Name) -> bool {
        if name.end != name.first + 1 {
            return false;
        }
        let Some(&id) = scan.ids.get(name.first) else { return false };
        let from = self.list.partition_point(|e| e.0 < id);
        let Some((_, words)) = self.list.get(from).filter(|e| e.0 == id) else { return false };
        let first = names.list.partition_point(|n| n.first < words.start);
        let within = names.list[first..].iter().take_while(|n| n.first < words.end).filter(|n| n.end <= words.end);
        let meant = |n: &Name| {
            let hits = names.hits(n);
            names.hits(name).iter().any(|h| hits.iter().any(|other| other.feature == h.feature))
        };
        !within.filter(|n| n.is_known()).any(meant)
    }
}

/// The words right before a bracket whose first letters make the abbreviation in it.
fn words_of(scan: &Scan<'_>, abbreviation: usize) -> Option<Range<usize>> {
    let letters: Vec<char> = scan.word(abbreviation).chars().collect();
    let first = spelled(scan, abbreviation, &letters, false)
        .or_else(|| spelled(scan, abbreviation, &letters, true))
        .or_else(|| shuffled(scan, abbreviation, &letters))?;
    Some(first..abbreviation)
}

/// Where the words begin that give the letters in order, read backwards; words in lower case stand between them, or
/// `give` letters as well. A sentence in lower case explains nothing.
fn spelled(scan: &Scan<'_>, abbreviation: usize, letters: &[char], give: bool) -> Option<usize> {
    let mut words = Backwards { scan, at: abbreviation, end: abbreviation };
    let mut first = None;
    for &letter in letters.iter().rev() {
        first = (0..=BETWEEN).find_map(|_| {
            let (at, initial, capital) = words.next()?;
            if initial == letter && (capital || give) {
                return Some(Some(at));
            }
            capital.then_some(None)
        })?;
        first?;
    }
    first.filter(|&at| scan.is_capital(at))
}

/// The same in any order, as a translation has them: "the Democratic Revolutionary Party (PRD)".
fn shuffled(scan: &Scan<'_>, abbreviation: usize, letters: &[char]) -> Option<usize> {
    let mut left = letters.to_vec();
    let words = Backwards { scan, at: abbreviation, end: abbreviation };
    for (at, initial, _) in words.filter(|w| w.2) {
        let found = left.iter().position(|&l| l == initial)?;
        left.swap_remove(found);
        if left.is_empty() {
            return Some(at);
        }
    }
    None
}

/// The words before a bracket, the nearest first: which, its first letter in upper case, and whether it begins with one.
struct Backwards<'s, 'a> {
    scan: &'s Scan<'a>,
    at: usize,
    end: usize,
}

impl Iterator for Backwards<'_, '_> {
    type Item = (usize, char, bool);

    fn next(&mut self) -> Option<Self::Item> {
        // The gap before the bracket is the bracket.
        let joined = self.at == self.end || matches!(self.scan.gap(self.at), Gap::Space | Gap::Hyphen | Gap::Line);
        self.at = self.at.checked_sub(1).filter(|_| joined && self.end - self.at < FURTHEST)?;
        let initial = self.scan.word(self.at).chars().next()?.to_uppercase().next()?;
        Some((self.at, initial, self.scan.is_capital(self.at)))
    }
}
