//! Exact and near copies: candidates by shared marks, verified by how much of the shorter text stands in the longer.

use super::Thresholds;
use super::prepare::Prepared;

/// Earlier holders of a mark that are looked at; a phrase that more texts share says little about any of them.
const HOLDERS: usize = 16;
/// Possible originals that are verified for one article.
const TRIED: usize = 16;

/// For each article the position of its original, its own where it is none's copy. `articles` are in order of
/// [`Prepared::cmp_first`].
pub(super) fn find(articles: &[&Prepared], thresholds: &Thresholds) -> Vec<u32> {
    // Longest first: what was cut is part of what it was cut from, so that a group gathers round its longest text.
    let mut by_length: Vec<u32> = (0..articles.len() as u32).collect();
    by_length.sort_by_key(|&i| {
        let a = articles[i as usize];
        (std::cmp::Reverse(a.shingles.len()), a.words, i)
    });
    let candidates = candidates(articles, &by_length);

    let mut longest: Vec<u32> = (0..articles.len() as u32).collect();
    for (rank, &at) in by_length.iter().enumerate() {
        let mut tried: Vec<u32> = Vec::new();
        for &other in &candidates[rank] {
            let head = longest[by_length[other as usize] as usize];
            if tried.contains(&head) {
                continue;
            }
            tried.push(head);
            if is_copy(articles[at as usize], articles[head as usize], thresholds) {
                longest[at as usize] = head;
                break;
            }
        }
    }
    // The earliest of a group is its original; positions ascend with time.
    let mut original: Vec<Option<u32>> = vec![None; articles.len()];
    longest.iter().enumerate().map(|(at, &head)| *original[head as usize].get_or_insert(at as u32)).collect()
}

/// For each rank the longer articles that share most marks with it, best first.
fn candidates(articles: &[&Prepared], by_length: &[u32]) -> Vec<Vec<u32>> {
    let mut held: Vec<(u32, u32)> = Vec::new();
    for (rank, &at) in by_length.iter().enumerate() {
        held.extend(articles[at as usize].marks.iter().map(|&m| (m, rank as u32)));
    }
    held.sort_unstable();
    // (article, possible original), once for each mark they share.
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for same in held.chunk_by(|a, b| a.0 == b.0).filter(|s| s.len() > 1) {
        for (i, &(_, rank)) in same.iter().enumerate().skip(1) {
            pairs.extend(same.iter().take(i.min(HOLDERS)).map(|&(_, other)| (rank, other)));
        }
    }
    drop(held);
    pairs.sort_unstable();
    let mut out = vec![Vec::new(); by_length.len()];
    for of_one in pairs.chunk_by(|a, b| a.0 == b.0) {
        let mut counted: Vec<(usize, u32)> =
            of_one.chunk_by(|a, b| a.1 == b.1).filter_map(|c| Some((c.len(), c.first()?.1))).collect();
        counted.sort_unstable_by_key(|&(n, other)| (std::cmp::Reverse(n), other));
        counted.truncate(TRIED);
        if let Some(&(rank, _)) = of_one.first() {
            out[rank as usize] = counted.into_iter().map(|(_, other)| other).collect();
        }
    }
    out
}

fn is_copy(short: &Prepared, long: &Prepared, thresholds: &Thresholds) -> bool {
    if short.words == long.words && !short.shingles.is_empty() {
        return true;
    }
    let (n, of) = (short.shingles.len(), long.shingles.len());
    if n < thresholds.least as usize {
        return false;
    }
    let needed = if n * 4 < of { thresholds.short_copy } else { thresholds.copy };
    shared(&short.shingles, &long.shingles) as f32 >= needed * n as f32
}

/// How many two ascending lists have in common.
pub(super) fn shared(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut n) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        n += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    n
}
