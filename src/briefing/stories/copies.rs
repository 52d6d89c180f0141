//! Exact and near copies, by the word sequences (shingles) they share.
//!
//! Every shingle of five words is a number. The smallest in each window of shingles is kept as a fingerprint
//! (winnowing: Schleimer, Wilkerson, Aiken 2003), so that any run of words shared at length shares a fingerprint.
//! Articles that share some are compared by all their shingles.

use super::words::{self, Word};
use super::{Sets, Thresholds, at};
use crate::text::Article;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// Words in a shingle.
const SHINGLE: usize = 5;

/// Shingles in a window that keeps its smallest.
const WINDOW: usize = 8;

/// Texts of fewer shingles are copies only when they are equal.
const SHORT: usize = 12;

/// For every article the one it copies, itself where it is the first of its kind or has no copies.
pub(super) fn find(articles: &[&Article], order: &[u32], thresholds: &Thresholds) -> Vec<u32> {
    let shingles: Vec<Vec<u32>> = articles.iter().map(|a| shingles(&words::words(a))).collect();
    let of = |i: u32| shingles.get(i as usize).map_or(&[][..], Vec::as_slice);
    let mut prints: Vec<(u32, u32)> = Vec::new();
    for (rank, &i) in order.iter().enumerate() {
        let mut own = fingerprints(of(i));
        own.sort_unstable();
        own.dedup();
        prints.extend(own.into_iter().map(|print| (print, rank as u32)));
    }
    prints.sort_unstable();
    let sorted: Vec<Vec<u32>> = order.iter().map(|&i| sorted(of(i))).collect();
    let set = |rank: u32| sorted.get(rank as usize).map_or(&[][..], Vec::as_slice);
    // Each article is held against the first and the previous one with the same fingerprint: all copies of one text
    // meet, and a phrase that everybody prints costs no more than its own occurrences.
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for run in prints.chunk_by(|a, b| a.0 == b.0) {
        let Some(&(_, first)) = run.first() else { continue };
        for pair in run.windows(2) {
            if let [(_, before), (_, rank)] = *pair {
                pairs.push((first, rank));
                if before != first {
                    pairs.push((before, rank));
                }
            }
        }
    }
    pairs.sort_unstable();
    let mut sets = Sets::new(order.len());
    for run in pairs.chunk_by(|a, b| a == b) {
        let Some(&(a, b)) = run.first() else { continue };
        let (one, two) = (set(a), set(b));
        let shorter = one.len().min(two.len());
        // A shared fingerprint stands for about four shared shingles.
        if sets.root(a) == sets.root(b) || run.len() * WINDOW < shorter / 8 {
            continue;
        }
        let alike = shared(one, two) as f32;
        let same = if shorter < SHORT { one == two } else { alike >= thresholds.copy * shorter as f32 };
        if same {
            sets.join(a, b);
        }
    }
    // Very short texts have no windows; equal ones meet here.
    let mut whole: FxHashMap<&[u32], u32> = FxHashMap::default();
    for rank in 0..order.len() as u32 {
        if !set(rank).is_empty() && set(rank).len() < SHORT {
            let first = *whole.entry(set(rank)).or_insert(rank);
            sets.join(first, rank);
        }
    }
    originals(articles, order, &mut sets, &sorted)
}

/// The earliest of each set, then the longest, then the first by id.
fn originals(articles: &[&Article], order: &[u32], sets: &mut Sets, sorted: &[Vec<u32>]) -> Vec<u32> {
    let mut best: FxHashMap<u32, (Date, Reverse<usize>, u32)> = FxHashMap::default();
    for (rank, &i) in order.iter().enumerate() {
        let day = at(articles, i).and_then(|a| a.published.as_ref()).map_or(Date::MAX, |d| d.latest);
        let key = (day, Reverse(sorted.get(rank).map_or(0, Vec::len)), rank as u32);
        let root = sets.root(rank as u32);
        best.entry(root).and_modify(|b| *b = key.min(*b)).or_insert(key);
    }
    let mut out: Vec<u32> = (0..articles.len() as u32).collect();
    for (rank, &i) in order.iter().enumerate() {
        let original = best.get(&sets.root(rank as u32)).and_then(|b| order.get(b.2 as usize)).copied().unwrap_or(i);
        if let Some(slot) = out.get_mut(i as usize) {
            *slot = original;
        }
    }
    out
}

fn shingles(words: &[Word]) -> Vec<u32> {
    if words.len() < SHINGLE && !words.is_empty() {
        return vec![mix(words)];
    }
    words.windows(SHINGLE).map(mix).collect()
}

fn mix(words: &[Word]) -> u32 {
    let mut bytes = [0_u8; 4 * SHINGLE];
    for (slot, word) in bytes.chunks_exact_mut(4).zip(words) {
        slot.copy_from_slice(&word.hash.to_le_bytes());
    }
    words::hash(&bytes)
}

fn fingerprints(shingles: &[u32]) -> Vec<u32> {
    if shingles.len() < WINDOW {
        return shingles.iter().copied().min().into_iter().collect();
    }
    shingles.windows(WINDOW).filter_map(|w| w.iter().copied().min()).collect()
}

fn sorted(shingles: &[u32]) -> Vec<u32> {
    let mut out = shingles.to_vec();
    out.sort_unstable();
    out.dedup();
    out
}

/// How many numbers two sorted lists share.
fn shared(a: &[u32], b: &[u32]) -> usize {
    let (mut a, mut b, mut n) = (a.iter().peekable(), b.iter().peekable(), 0);
    while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => a.next(),
            std::cmp::Ordering::Greater => b.next(),
            std::cmp::Ordering::Equal => {
                n += 1;
                a.next();
                b.next()
            }
        };
    }
    n
}
