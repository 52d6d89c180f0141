//! Two articles held against each other, sentence by sentence: which passages they share, word for word or nearly,
//! and what differs within them. For highlighting; no group depends on it.

use super::tokens::{Token, tokens};
use crate::text::{Article, Span};
use rustc_hash::FxHashMap;

/// Words in a row by which sentences find each other.
const SEED: usize = 3;
/// Share of the shorter sentence's words that stand in the other, in the same order, from which both are one passage.
const NEAR: f32 = 0.6;
/// Fewest words that a passage has which is not a whole sentence in both.
const LEAST: usize = 6;
/// Words in a row that make a passage of two sentences which otherwise differ.
const RUN: usize = 7;
/// Words that may stand between two that agree at a passage's end.
const APART: usize = 4;
/// Words of a sentence that are looked at; lists without a full stop run on.
const LONGEST: usize = 240;

/// A passage that two articles share.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// Where it stands in the first.
    pub a: Span,
    /// Where it stands in the second.
    pub b: Span,
    /// Words of it that agree.
    pub words: u32,
    /// Share of the shorter side's words that agree, 0..=1.
    pub share: f32,
}

/// What the second of two articles has that the first has not, and the other way round.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// Shared passages in the order of the second.
    pub passages: Vec<Passage>,
    /// Stretches of the second outside all passages.
    pub added: Vec<Span>,
    /// Words of the second within a passage that the first has not.
    pub changed: Vec<Span>,
    /// Words of the first within a passage that the second has not, with the byte of the second where they would stand.
    pub cut: Vec<(u32, Span)>,
    /// Words of the first outside all passages.
    pub left_out: u32,
}

/// Holds `b` against `a`. A stretch never runs over a line's end; furniture is left out.
pub fn compare(a: &Article, b: &Article) -> Comparison {
    let (of_a, of_b) = (tokens(a), tokens(b));
    let (in_a, in_b) = (sentences(&of_a), sentences(&of_b));
    let mut seeds: FxHashMap<[u64; SEED], Vec<u32>> = FxHashMap::default();
    for (n, sentence) in (0u32..).zip(&in_a) {
        for seed in seeds_of(sentence) {
            let holders = seeds.entry(seed).or_default();
            if holders.last() != Some(&n) {
                holders.push(n);
            }
        }
    }
    let mut out = Comparison::default();
    let mut kept_of_a = vec![false; of_a.len()];
    for sentence in &in_b {
        let partner = partner(sentence, &seeds, &in_a);
        let found = partner.and_then(|(n, s)| Some((n, s, passage(s, sentence)?)));
        let Some((from_a, other, pairs)) = found else {
            spans(&mut out.added, b, sentence, |_| true);
            continue;
        };
        let pairs = dense(pairs, other.len().max(sentence.len()));
        // A side that mostly agrees is all of the passage; of another what stands between the ends that agree.
        let side = |words: &[Token], ends: (usize, usize)| {
            if pairs.len() as f32 >= NEAR * words.len() as f32 { 0..words.len() } else { ends.0..ends.1 + 1 }
        };
        let (Some(first), Some(last)) = (pairs.first(), pairs.last()) else { continue };
        let (pa, pb) = (side(other, (first.0, last.0)), side(sentence, (first.1, last.1)));
        let (sa, sb) = (&other[pa.clone()], &sentence[pb.clone()]);
        let agree = |j: usize| pairs.binary_search_by_key(&j, |p| p.1).is_ok();
        for i in pa.clone() {
            if let Some(slot) = kept_of_a.get_mut(from_a + i) {
                *slot = true;
            }
        }
        out.passages.push(Passage {
            a: extent(sa),
            b: extent(sb),
            words: pairs.len() as u32,
            share: pairs.len() as f32 / sa.len().min(sb.len()).max(1) as f32,
        });
        let outside = |j: usize| !pb.contains(&j);
        spans(&mut out.added, b, sentence, outside);
        spans(&mut out.changed, b, sentence, |j| pb.contains(&j) && !agree(j));
        cut(&mut out.cut, other, sentence, &pairs, pa);
    }
    out.added.sort_by_key(|s| s.start);
    out.left_out = kept_of_a.iter().filter(|k| !**k).count() as u32;
    out
}

/// Sentences as stretches of the words.
fn sentences(words: &[Token]) -> Vec<&[Token]> {
    let mut out = Vec::new();
    let mut from = 0;
    for at in 1..=words.len() {
        if at - from >= LONGEST || words.get(at).is_none_or(|w| w.initial) {
            out.extend(words.get(from..at));
            from = at;
        }
    }
    out
}

/// All runs of words of a sentence; a shorter sentence is its own.
fn seeds_of(sentence: &[Token]) -> Vec<[u64; SEED]> {
    let key = |w: &[Token]| std::array::from_fn(|i| w.get(i).map_or(0, |t| t.stem));
    if sentence.len() < SEED { vec![key(sentence)] } else { sentence.windows(SEED).map(key).collect() }
}

/// The sentence of the first article that shares most with one of the second, and how many words stand before it.
fn partner<'b>(
    sentence: &[Token],
    seeds: &FxHashMap<[u64; SEED], Vec<u32>>,
    in_a: &'b [&[Token]],
) -> Option<(usize, &'b [Token])> {
    let mut hits: Vec<u32> = seeds_of(sentence).iter().filter_map(|s| seeds.get(s)).flatten().copied().collect();
    hits.sort_unstable();
    let best = hits.chunk_by(|x, y| x == y).filter_map(|run| Some((run.len(), *run.first()?)));
    let (_, n) = best.max_by_key(|&(count, n)| (count, std::cmp::Reverse(n)))?;
    let before = in_a.iter().take(n as usize).map(|s| s.len()).sum();
    Some((before, in_a.get(n as usize)?))
}

/// The words that two sentences have in common in the same order, as positions, where they are enough for a passage.
fn passage(a: &[Token], b: &[Token]) -> Option<Vec<(usize, usize)>> {
    let same = |i: usize, j: usize| a.get(i).zip(b.get(j)).is_some_and(|(x, y)| x.stem == y.stem);
    // Longest common subsequence, from the end so that it is read off from the front.
    let wide = b.len() + 1;
    let mut long = vec![0u16; (a.len() + 1) * wide];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            let at = i * wide + j;
            long[at] = if same(i, j) { long[at + wide + 1] + 1 } else { long[at + wide].max(long[at + 1]) };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if same(i, j) && long[i * wide + j] == long[(i + 1) * wide + j + 1] + 1 {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if long[(i + 1) * wide + j] >= long[i * wide + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    let shorter = a.len().min(b.len());
    if pairs.len() == a.len() && pairs.len() == b.len() {
        return (!pairs.is_empty()).then_some(pairs);
    }
    if pairs.len() >= LEAST && pairs.len() as f32 >= NEAR * shorter as f32 {
        return Some(pairs);
    }
    // Two sentences that share a long phrase.
    let mut best = 0..0;
    let mut from = 0;
    for at in 1..=pairs.len() {
        let goes_on =
            pairs.get(at).is_some_and(|p| pairs.get(at - 1).is_some_and(|q| p.0 == q.0 + 1 && p.1 == q.1 + 1));
        if !goes_on {
            if at - from > best.len() {
                best = from..at;
            }
            from = at;
        }
    }
    (best.len() >= RUN).then(|| pairs.get(best).map(<[_]>::to_vec)).flatten()
}

/// Without words at either end that agree by chance, far from the others.
fn dense(mut pairs: Vec<(usize, usize)>, longest: usize) -> Vec<(usize, usize)> {
    if pairs.len() as f32 >= NEAR * longest as f32 {
        return pairs;
    }
    let far = |p: &(usize, usize), q: &(usize, usize)| q.0 - p.0 > APART || q.1 - p.1 > APART;
    while let [.., p, q] = pairs[..]
        && pairs.len() > LEAST
        && far(&p, &q)
    {
        pairs.pop();
    }
    while let [p, q, ..] = pairs[..]
        && pairs.len() > LEAST
        && far(&p, &q)
    {
        pairs.remove(0);
    }
    pairs
}

fn extent(words: &[Token]) -> Span {
    let (first, last) = (words.first(), words.last());
    Span { start: first.map_or(0, |t| t.span.start), end: last.map_or(0, |t| t.span.end) }
}

/// Adds the stretches of the words that are `wanted`.
fn spans(out: &mut Vec<Span>, article: &Article, words: &[Token], wanted: impl Fn(usize) -> bool) {
    let mut open = false;
    for (j, word) in words.iter().enumerate() {
        if !wanted(j) {
            open = false;
            continue;
        }
        match out.last_mut() {
            Some(last) if open && !Span { start: last.end, end: word.span.start }.of(&article.text).contains('\n') => {
                last.end = word.span.end;
            }
            _ => out.push(word.span),
        }
        open = true;
    }
}

/// Adds what the first has between words that agree, where the second has nothing of it.
fn cut(out: &mut Vec<(u32, Span)>, a: &[Token], b: &[Token], pairs: &[(usize, usize)], within: std::ops::Range<usize>) {
    let mut from = within.start;
    for &(i, j) in pairs.iter().chain(std::iter::once(&(within.end, b.len()))) {
        if let (true, Some(missing)) = (i > from, a.get(from..i)) {
            let at = match b.get(j) {
                Some(next) => next.span.start,
                None => b.last().map_or(0, |t| t.span.end),
            };
            out.push((at, extent(missing)));
        }
        from = i + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str =
        "The bridge will stay open until eight, the mayor said on Monday. It was built in 1931.\nNobody objected.";

    fn of(a: &str, b: &str) -> (Comparison, Article, Article) {
        let (a, b) = (Article::from_text("a", a), Article::from_text("b", b));
        (compare(&a, &b), a, b)
    }

    #[track_caller]
    fn check(a: &str, b: &str, added: &[&str], changed: &[&str], cut: &[&str]) {
        let (found, a, b) = of(a, b);
        let words = |spans: &[Span], article: &Article| -> Vec<String> {
            spans.iter().map(|s| s.of(&article.text).to_owned()).collect()
        };
        assert_eq!(words(&found.added, &b), added, "added");
        assert_eq!(words(&found.changed, &b), changed, "changed");
        assert_eq!(found.cut.iter().map(|(_, s)| s.of(&a.text)).collect::<Vec<_>>(), cut, "cut");
    }

    #[test]
    fn shows_what_is_new_changed_and_cut() {
        check(A, A, &[], &[], &[]);
        check(
            A,
            "It was built in 1931. The bridge will stay open until eight, the mayor said on Monday.",
            &[],
            &[],
            &[],
        );
        let nine = "The bridge will stay open until nine, the mayor said on Monday. It was built in 1931.";
        check(A, nine, &[], &["nine"], &["eight"]);
        let short = "The bridge will stay open until eight, the mayor said. It was built in 1931.";
        check(A, short, &[], &[], &["on Monday."]);
        let longer = format!("{A}\nA crowd cheered.\nFew slept.");
        check(A, &longer, &["A crowd cheered.", "Few slept."], &[], &[]);
        check("", "All of it is new.", &["All of it is new."], &[], &[]);
        check(A, "", &[], &[], &[]);
    }

    #[test]
    fn a_phrase_in_another_sentence_is_a_passage() {
        let a = "Earlier this week, advances forced hundreds of soldiers to flee across the border into Tajikistan.";
        let b = "Officials in the capital complained that the army had let hundreds of soldiers to flee across the \
            border into Tajikistan without a word to anybody in the valley, and asked for help, food and tents.";
        let (found, _, b) = of(a, b);
        let said: Vec<&str> = found.passages.iter().map(|p| p.b.of(&b.text)).collect();
        assert_eq!(said, ["hundreds of soldiers to flee across the border into Tajikistan"]);
        assert_eq!(found.added.len(), 2);
    }

    #[test]
    fn what_is_left_out_is_counted() {
        let (found, ..) = of(A, "It was built in 1931.");
        assert_eq!((found.passages.len(), found.left_out), (1, 14));
    }
}
