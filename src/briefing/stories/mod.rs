//! Which articles copy which, and which report the same thing.
//!
//! Copies (a wire text with cuts, another headline, an added caption) are found by their word sequences, stories by
//! the rare names, places, numbers and words they share, near in time. A pin's number counts stories.
//! Pure: no I/O, no clock, no hash order; the groups do not depend on the order in which articles are given.

mod copies;
mod likeness;
mod words;

use crate::geoparse::Mention;
use crate::text::Article;

/// Where one article belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grouping {
    /// The index of its story's first article, by id; its own index when it is that one.
    pub story: u32,
    /// The index of the article it copies, exactly or nearly.
    pub copy_of: Option<u32>,
}

/// What decides; every figure in one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Thresholds {
    /// Share of the shorter text's word sequences that stand in the longer one, 0..=1, from which it is a copy.
    pub copy: f32,
    /// Mean likeness to a story's articles, 0..=1, from which an article belongs to it.
    pub story: f32,
    /// Days after which likeness has lost about two thirds of its weight; the first day costs nothing.
    pub days: f32,
    /// What likeness keeps of its weight where a date is not known.
    pub undated: f32,
    /// Weight of a capitalised word within a sentence, against 1 for any other word.
    pub name: f32,
    /// Weight of a place that was placed.
    pub place: f32,
    /// Weight of a number of two digits or more.
    pub number: f32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { copy: 0.5, story: 0.3, days: 3.0, undated: 0.85, name: 1.6, place: 1.6, number: 1.2 }
    }
}

/// Groups articles; `mentions` runs parallel to `articles` and may be shorter.
///
/// Linear in the number of articles but for sorting. Copies share a story; the article that the others copy is the
/// earliest, then the longest, then the first by id.
pub fn group(articles: &[&Article], mentions: &[&[Mention]], thresholds: &Thresholds) -> Vec<Grouping> {
    let mut order: Vec<u32> = (0..articles.len() as u32).collect();
    order.sort_by(|&a, &b| at(articles, a).map(|a| &a.id).cmp(&at(articles, b).map(|b| &b.id)).then(a.cmp(&b)));
    let copies = copies::find(articles, &order, thresholds);
    let story = likeness::group(articles, mentions, &order, &copies, thresholds);
    let mut first: Vec<u32> = (0..articles.len() as u32).collect();
    let mut seen: rustc_hash::FxHashMap<u32, u32> = rustc_hash::FxHashMap::default();
    for &i in &order {
        let root = story.get(i as usize).copied().unwrap_or(i);
        let leader = *seen.entry(root).or_insert(i);
        if let Some(slot) = first.get_mut(i as usize) {
            *slot = leader;
        }
    }
    let of = |i: usize| copies.get(i).copied().filter(|&c| c as usize != i);
    first.iter().enumerate().map(|(i, &story)| Grouping { story, copy_of: of(i) }).collect()
}

fn at<'a>(articles: &[&'a Article], i: u32) -> Option<&'a Article> {
    articles.get(i as usize).copied()
}

/// Sets of numbers that grow together; each set is known by its smallest member.
#[derive(Debug)]
struct Sets(Vec<u32>);

impl Sets {
    fn new(n: usize) -> Self {
        Self((0..n as u32).collect())
    }

    fn root(&mut self, mut i: u32) -> u32 {
        while let Some(&up) = self.0.get(i as usize).filter(|&&up| up != i) {
            let above = self.0.get(up as usize).copied().unwrap_or(up);
            if let Some(slot) = self.0.get_mut(i as usize) {
                *slot = above;
            }
            i = above;
        }
        i
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        let (low, high) = (a.min(b), a.max(b));
        if let Some(slot) = self.0.get_mut(high as usize) {
            *slot = low;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{DateOrigin, DateSpan};
    use jiff::civil::date;

    const WIRE: &str = "A joint commission agreed on Tuesday to keep the ferry over the lake running until nine, two \
        hours longer than now, after a week of talks in the provincial capital. Pilots from the eastern bank had \
        asked for the change in March, when a queue of lorries with onions stood four kilometres deep.";

    fn article(id: &str, text: &str, day: i8) -> Article {
        let published = Some(DateSpan::day(date(2026, 5, day), DateOrigin::Metadata, "test"));
        Article { published, ..Article::from_text(id, text) }
    }

    #[test]
    fn a_cut_copy_is_a_copy_of_the_earlier_one() {
        let longer = format!("{WIRE} Both towns will pay for a second landing stage and a lamp before the autumn.");
        let other = "The choir of the cathedral sang for the last time before its organ is taken apart for repairs.";
        let all = [article("b", WIRE, 13), article("a", &longer, 12), article("c", other, 12)];
        let groups = group(&all.each_ref(), &[], &Thresholds::default());
        assert_eq!(groups[0], Grouping { story: 1, copy_of: Some(1) });
        assert_eq!(groups[1], Grouping { story: 1, copy_of: None });
        assert_eq!(groups[2], Grouping { story: 2, copy_of: None });
    }

    #[test]
    fn order_does_not_matter_and_nothing_panics() {
        let all = [article("z", WIRE, 12), article("y", "", 12), article("x", WIRE, 12), article("w", "one", 1)];
        let there = group(&all.each_ref(), &[], &Thresholds::default());
        let back: Vec<&Article> = all.iter().rev().collect();
        let mut back = group(&back, &[], &Thresholds::default());
        back.reverse();
        let flip = |i: u32| 3 - i;
        for (a, b) in there.iter().zip(&back) {
            assert_eq!((a.story, a.copy_of), (flip(b.story), b.copy_of.map(flip)));
        }
        assert!(group(&[], &[], &Thresholds::default()).is_empty());
    }
}
