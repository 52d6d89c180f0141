//! Articles that report the same thing in their own words: rare names, places, numbers and words shared, near in
//! time.
//!
//! Likeness is the cosine of two weighted bags of words, times what the days between them leave. Copies enter as
//! one. In order of date, an article joins the story whose articles it is most like on average, else opens its own.

use super::words::{hash, words};
use super::{Thresholds, at};
use crate::geoparse::Mention;
use crate::text::{Article, DateSpan};
use rustc_hash::FxHashMap;

/// Rarest features of an article by which others are looked up.
const KEYS: usize = 14;

/// Articles at most looked up under one feature, the latest ones.
const REACH: usize = 40;

/// Features an article must share with another before the two are compared.
const COMMON: usize = 3;

struct Bag {
    /// Features with their weights, ascending; unit length.
    features: Vec<(u32, f32)>,
    /// The rarest.
    keys: Vec<u32>,
}

/// For every article a number that its story's articles share.
pub(super) fn group(
    articles: &[&Article],
    mentions: &[&[Mention]],
    order: &[u32],
    copies: &[u32],
    thresholds: &Thresholds,
) -> Vec<u32> {
    let own = |i: u32| copies.get(i as usize).is_none_or(|&c| c == i);
    let mut firsts: Vec<u32> = order.iter().copied().filter(|&i| own(i)).collect();
    let date = |i: u32| at(articles, i).and_then(|a| a.published.as_ref());
    // Stable: equal days stay in order of ids; the undated come last.
    firsts.sort_by_key(|&i| date(i).map_or((jiff::civil::Date::MAX, jiff::civil::Date::MAX), |d| (d.earliest, d.latest)));
    let bags = bags(articles, mentions, &firsts, thresholds);
    let mut stories: Vec<Vec<u32>> = Vec::new();
    let mut story_of: Vec<u32> = Vec::with_capacity(firsts.len());
    let mut index: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (rank, bag) in bags.iter().enumerate() {
        let mut near: Vec<u32> = Vec::new();
        for key in &bag.keys {
            let list = index.entry(*key).or_default();
            near.extend(list.iter().rev().take(REACH));
            list.push(rank as u32);
        }
        near.sort_unstable();
        let mut tried: Vec<u32> = near
            .chunk_by(|a, b| a == b)
            .filter(|run| run.len() >= COMMON.min(bag.keys.len()))
            .filter_map(|run| story_of.get(*run.first()? as usize).copied())
            .collect();
        tried.sort_unstable();
        tried.dedup();
        let mut best: Option<(f32, u32)> = None;
        for story in tried {
            let members = stories.get(story as usize).map_or(&[][..], Vec::as_slice);
            // A long story is judged by its latest articles: it moves on.
            let recent: Vec<u32> = members.iter().rev().take(8).copied().collect();
            let sum: f32 = recent
                .iter()
                .map(|&m| {
                    let days = (firsts.get(m as usize).and_then(|&i| date(i)), firsts.get(rank).and_then(|&i| date(i)));
                    bags.get(m as usize).map_or(0.0, |other| cosine(&bag.features, &other.features))
                        * nearness(days.0, days.1, thresholds)
                })
                .sum();
            let mean = sum / recent.len().max(1) as f32;
            if mean >= thresholds.story && best.is_none_or(|(m, _)| mean > m) {
                best = Some((mean, story));
            }
        }
        let story = best.map_or_else(
            || {
                stories.push(Vec::new());
                stories.len() as u32 - 1
            },
            |(_, story)| story,
        );
        story_of.push(story);
        if let Some(members) = stories.get_mut(story as usize) {
            members.push(rank as u32);
        }
    }
    let mut out = vec![0; articles.len()];
    for (&i, &story) in firsts.iter().zip(&story_of) {
        if let Some(slot) = out.get_mut(i as usize) {
            *slot = story;
        }
    }
    let told = out.clone();
    for (slot, &original) in out.iter_mut().zip(copies) {
        *slot = told.get(original as usize).copied().unwrap_or(*slot);
    }
    out
}

/// What the days between two articles leave of their likeness.
fn nearness(a: Option<&DateSpan>, b: Option<&DateSpan>, thresholds: &Thresholds) -> f32 {
    let (Some(a), Some(b)) = (a, b) else { return thresholds.undated };
    let gap = if a.latest < b.earliest {
        b.earliest.since(a.latest).map_or(0, |s| s.get_days())
    } else if b.latest < a.earliest {
        a.earliest.since(b.latest).map_or(0, |s| s.get_days())
    } else {
        0
    };
    let late = (gap - 1).max(0) as f32 / thresholds.days;
    libm::expf(-late)
}

fn bags(articles: &[&Article], mentions: &[&[Mention]], firsts: &[u32], thresholds: &Thresholds) -> Vec<Bag> {
    let mut raw: Vec<Vec<(u32, f32)>> = Vec::with_capacity(firsts.len());
    let mut spread: FxHashMap<u32, u32> = FxHashMap::default();
    for &i in firsts {
        let mut features: Vec<(u32, f32)> = Vec::new();
        for word in at(articles, i).map(words).unwrap_or_default() {
            let weight = match (word.number, word.name) {
                (true, _) if word.length >= 2 => thresholds.number,
                (false, true) if word.length >= 3 => thresholds.name,
                (false, false) if word.length >= 4 => 1.0,
                _ => continue,
            };
            features.push((word.hash, weight));
        }
        for mention in mentions.get(i as usize).copied().unwrap_or(&[]) {
            if let Some(resolution) = &mention.resolution {
                features.push((hash(format!("place {}", resolution.place.0).as_bytes()), thresholds.place));
            }
        }
        features.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        let merged: Vec<(u32, f32)> = features
            .chunk_by(|a, b| a.0 == b.0)
            .filter_map(|run| Some((run.first()?.0, run.first()?.1 * (1.0 + libm::logf(run.len() as f32)))))
            .collect();
        for (feature, _) in &merged {
            *spread.entry(*feature).or_insert(0) += 1;
        }
        raw.push(merged);
    }
    let total = firsts.len() as f32;
    let rarity = |feature: u32| {
        let with = spread.get(&feature).copied().unwrap_or(1) as f32;
        // In a small folder nothing is rare by count alone: what all share still weighs a little.
        libm::logf(1.0 + (total + 10.0) / (with + 1.0) / 2.0)
    };
    raw.into_iter()
        .map(|features| {
            let mut features: Vec<(u32, f32)> = features.into_iter().map(|(f, w)| (f, w * rarity(f))).collect();
            let length = libm::sqrtf(features.iter().map(|(_, w)| w * w).sum());
            let mut keys = features.clone();
            keys.retain(|(f, _)| spread.get(f).is_some_and(|&n| n > 1));
            keys.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            keys.truncate(KEYS);
            for (_, weight) in &mut features {
                *weight /= length.max(f32::MIN_POSITIVE);
            }
            Bag { features, keys: keys.into_iter().map(|(f, _)| f).collect() }
        })
        .collect()
}

fn cosine(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
    let (mut a, mut b, mut sum) = (a.iter().peekable(), b.iter().peekable(), 0.0);
    while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
        match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => {
                a.next();
            }
            std::cmp::Ordering::Greater => {
                b.next();
            }
            std::cmp::Ordering::Equal => {
                sum += x.1 * y.1;
                a.next();
                b.next();
            }
        }
    }
    sum
}
