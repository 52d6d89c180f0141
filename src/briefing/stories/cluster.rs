//! Stories: originals joined, the likest first, as long as the mean likeness between the groups is high enough.
//!
//! Average linkage over a graph of near neighbours: two unrelated articles are not chained together by a third that
//! is a little like both, because every pair between two groups counts.

use super::Thresholds;
use super::likeness::{Group, Terms, Vector, heaviest, terms};
use super::prepare::{Prepared, When};
use std::collections::BinaryHeap;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Heaviest terms of an article, of either sort, by which it is found.
const FOUND_BY: usize = 20;
/// Articles that may share a term by which they are found; a term that more have tells too little.
const SHARED_BY: usize = 1000;
/// Neighbours that are kept for an article.
const NEIGHBOURS: usize = 24;

/// For each position that is an original (`originals[i] == i`) the position of its story's head; others map to theirs.
pub(super) fn find(articles: &[&Prepared], originals: &[u32], thresholds: &Thresholds) -> Vec<u32> {
    let chosen: Vec<u32> = (0..articles.len() as u32).filter(|&i| originals[i as usize] == i).collect();
    // A group of copies speaks with the words of its longest member.
    let mut fullest: Vec<u32> = (0..articles.len() as u32).collect();
    for (at, &o) in originals.iter().enumerate() {
        let best = &mut fullest[o as usize];
        if articles[at].shingles.len() > articles[*best as usize].shingles.len() {
            *best = at as u32;
        }
    }
    let speakers: Vec<u32> = chosen.iter().map(|&i| fullest[i as usize]).collect();
    let terms = terms(articles, &speakers, thresholds);
    let when: Vec<Option<When>> = chosen.iter().map(|&i| articles[i as usize].when).collect();
    let neighbours = neighbours(&terms, &when, thresholds);
    let heads = join(terms, &when, neighbours, thresholds);

    let mut out: Vec<u32> = originals.to_vec();
    for (i, &at) in chosen.iter().enumerate() {
        out[at as usize] = chosen[heads[i] as usize];
    }
    out
}

/// The likest others of each article within reach of time, by position; symmetric.
fn neighbours(terms: &[Terms], when: &[Option<When>], thresholds: &Thresholds) -> Vec<Vec<u32>> {
    let found_by: Vec<Vector> =
        terms.iter().map(|t| [heaviest(&t.who, FOUND_BY), heaviest(&t.what, FOUND_BY)].concat()).collect();
    // Term, first day, holder, weight; undated holders stand last and are always looked at.
    let first = |i: usize| when[i].map_or(f32::INFINITY, |w| w.middle - w.half);
    let mut held: Vec<(u32, u32, f32)> =
        found_by.iter().enumerate().flat_map(|(i, v)| v.iter().map(move |&(key, w)| (key, i as u32, w))).collect();
    held.sort_unstable_by(|a, b| {
        a.0.cmp(&b.0).then(first(a.1 as usize).total_cmp(&first(b.1 as usize))).then(a.1.cmp(&b.1))
    });
    let reach = thresholds.reach();
    let widest = when.iter().flatten().map(|w| w.half * 2.0).fold(0.0, f32::max);

    let found = Found { found_by: &found_by, held: &held, when, reach, widest };
    let mut out = in_parts(terms.len(), |range| found.likest(range));
    // Seen from both sides.
    let pairs: Vec<(u32, u32)> =
        out.iter().enumerate().flat_map(|(i, n)| n.iter().map(move |&o| (o, i as u32))).collect();
    for (of, other) in pairs {
        out[of as usize].push(other);
    }
    for n in &mut out {
        n.sort_unstable();
        n.dedup();
    }
    out
}

/// What each article's neighbours are looked up in.
struct Found<'a> {
    found_by: &'a [Vector],
    held: &'a [(u32, u32, f32)],
    when: &'a [Option<When>],
    reach: f32,
    widest: f32,
}

impl Found<'_> {
    fn first(&self, i: usize) -> f32 {
        self.when[i].map_or(f32::INFINITY, |w| w.middle - w.half)
    }

    fn last(&self, i: usize) -> f32 {
        self.when[i].map_or(f32::INFINITY, |w| w.middle + w.half)
    }

    /// The likest others of the articles in a range, each by itself.
    fn likest(&self, range: Range<usize>) -> Vec<Vec<u32>> {
        let all = self.found_by.len();
        let mut score = vec![0.0f32; all];
        let mut touched: Vec<u32> = Vec::new();
        let mut out = Vec::with_capacity(range.len());
        for i in range {
            for &(key, weight) in &self.found_by[i] {
                let from = self.held.partition_point(|h| h.0 < key);
                let to = from + self.held[from..].partition_point(|h| h.0 == key);
                let same = &self.held[from..to];
                if same.len() > SHARED_BY.max(all / 200) && all > SHARED_BY {
                    continue;
                }
                let start = if self.when[i].is_some() {
                    same.partition_point(|h| self.first(h.1 as usize) < self.first(i) - self.reach - self.widest)
                } else {
                    0
                };
                for &(_, other, w) in &same[start..] {
                    let o = other as usize;
                    let dated = self.when[i].is_some() && self.when[o].is_some();
                    let late = dated && self.first(o) > self.last(i) + self.reach;
                    // They stand by their first days: what follows is later still, up to the undated.
                    if o == i || late || dated && self.last(o) < self.first(i) - self.reach {
                        continue;
                    }
                    if score[o] == 0.0 {
                        touched.push(other);
                    }
                    score[o] += weight * w;
                }
            }
            touched.sort_unstable_by(|&a, &b| score[b as usize].total_cmp(&score[a as usize]).then(a.cmp(&b)));
            out.push(touched.iter().take(NEIGHBOURS).copied().collect());
            for t in touched.drain(..) {
                score[t as usize] = 0.0;
            }
        }
        out
    }
}

/// Works on ranges of `n` things on all processors and puts the parts together in order: what each is found to be must
/// not depend on the others, so that the number of processors changes nothing.
pub(super) fn in_parts<T: Send>(n: usize, work: impl Fn(Range<usize>) -> Vec<T> + Sync) -> Vec<T> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(16);
    if n < 512 || threads < 2 {
        return work(0..n);
    }
    // Many small parts, for some are dearer than others.
    let part = n.div_ceil(threads * 8);
    let (next, parts) = (AtomicUsize::new(0), n.div_ceil(part));
    let mut done: Vec<(usize, Vec<T>)> = std::thread::scope(|scope| {
        let run = || {
            let mut out = Vec::new();
            loop {
                let k = next.fetch_add(1, Ordering::Relaxed);
                if k >= parts {
                    return out;
                }
                out.push((k, work(k * part..((k + 1) * part).min(n))));
            }
        };
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(run)).collect();
        workers.into_iter().filter_map(|w| w.join().ok()).flatten().collect()
    });
    done.sort_by_key(|d| d.0);
    done.into_iter().flat_map(|d| d.1).collect()
}

/// A pair that may be joined. Ordered by likeness, then lowest positions first.
#[derive(PartialEq)]
struct Offer {
    likeness: f32,
    pair: (u32, u32),
    /// How often each side had been joined when the offer was made; it is void after that.
    versions: (u32, u32),
}

impl Eq for Offer {}
impl PartialOrd for Offer {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Offer {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.likeness.total_cmp(&other.likeness).then_with(|| other.pair.cmp(&self.pair))
    }
}

fn join(terms: Vec<Terms>, when: &[Option<When>], mut neighbours: Vec<Vec<u32>>, thresholds: &Thresholds) -> Vec<u32> {
    let mut groups: Vec<Group> = terms.into_iter().zip(when).map(|(v, &w)| Group::new(v, w)).collect();
    let mut head: Vec<u32> = (0..groups.len() as u32).collect();
    let mut version = vec![0u32; groups.len()];
    let mut offers = BinaryHeap::new();
    let offer = |groups: &[Group], version: &[u32], a: u32, b: u32| {
        let likeness = groups[a as usize].likeness(&groups[b as usize], thresholds);
        let pair = (a.min(b), a.max(b));
        let versions = (version[pair.0 as usize], version[pair.1 as usize]);
        (likeness >= thresholds.story).then_some(Offer { likeness, pair, versions })
    };
    for (a, of) in neighbours.iter().enumerate() {
        offers.extend(of.iter().filter(|&&b| b > a as u32).filter_map(|&b| offer(&groups, &version, a as u32, b)));
    }
    while let Some(Offer { pair: (a, b), versions, .. }) = offers.pop() {
        let (x, y) = (a as usize, b as usize);
        if (version[x], version[y]) != versions || head[x] != a || head[y] != b {
            continue;
        }
        let taken = std::mem::take(&mut groups[y]);
        groups[x].join(&taken);
        head[y] = a;
        version[x] += 1;
        let mut near = std::mem::take(&mut neighbours[x]);
        near.append(&mut neighbours[y]);
        for n in &mut near {
            *n = head_of(&mut head, *n);
        }
        near.sort_unstable();
        near.dedup();
        near.retain(|&n| n != a);
        offers.extend(near.iter().filter_map(|&n| offer(&groups, &version, a, n)));
        neighbours[x] = near;
    }
    (0..head.len() as u32).map(|i| head_of(&mut head, i)).collect()
}

fn head_of(head: &mut [u32], of: u32) -> u32 {
    let mut at = of;
    while head[at as usize] != at {
        // Halves the way for the next time.
        head[at as usize] = head[head[at as usize] as usize];
        at = head[at as usize];
    }
    at
}
