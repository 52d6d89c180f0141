//! Which articles copy which, and which report the same thing.
//!
//! Copies (a wire text with cuts, another headline, an added caption) are found by their word sequences, stories by
//! the rare names, places, numbers and words they share, near in time. A pin's number counts stories.
//! Pure: no I/O, no clock, no hash order; the groups do not depend on the order in which articles are given.
//! `docs/stories.md` says how it works and how well.

mod cluster;
mod common;
mod copies;
mod edit;
mod likeness;
mod passages;
mod prepare;
mod thresholds;
mod tokens;

pub use edit::{ArticleKey, StoryEdit, apply};
pub use passages::{Comparison, Passage, compare};
pub use thresholds::{Limits, Thresholds};

use crate::briefing::Entry;
use crate::geoparse::Mention;
use crate::text::Article;
use prepare::Prepared;

/// Where one article belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grouping {
    /// The index of its story's first article: the earliest, an original before its copies. Its own index when it is
    /// that one.
    pub story: u32,
    /// The index of the article it copies, exactly or nearly; `None` for originals.
    pub copy_of: Option<u32>,
}

/// Groups articles; `mentions` runs parallel to `articles`, and an article without an entry has none.
pub fn group(articles: &[&Article], mentions: &[&[Mention]], thresholds: &Thresholds) -> Vec<Grouping> {
    let mut grouper = Grouper::new(thresholds.clone());
    grouper.extend(articles, mentions);
    grouper.group()
}

/// The groups of the entries of a corpus.
pub fn of_entries(entries: &[Entry], thresholds: &Thresholds) -> Vec<Grouping> {
    let articles: Vec<&Article> = entries.iter().map(|e| &e.article).collect();
    let mentions: Vec<&[Mention]> = entries.iter().map(|e| e.mentions.as_slice()).collect();
    group(&articles, &mentions, thresholds)
}

/// Groups the entries of a corpus and writes into each what it belongs to.
pub fn assign(entries: &mut [Entry], thresholds: &Thresholds) {
    let groups = of_entries(entries, thresholds);
    write(entries, &groups);
}

/// Writes groups into entries.
pub fn write(entries: &mut [Entry], groups: &[Grouping]) {
    for (entry, group) in entries.iter_mut().zip(groups) {
        (entry.story, entry.copy_of) = (group.story, group.copy_of);
    }
}

/// Groups articles that come in several lots. What is costly, reading the words, is done once an article; the groups
/// are the same as if all had come at once.
#[derive(Debug, Default)]
pub struct Grouper {
    thresholds: Thresholds,
    articles: Vec<Prepared>,
}

impl Grouper {
    /// An empty one.
    pub fn new(thresholds: Thresholds) -> Self {
        Self { thresholds, articles: Vec::new() }
    }

    /// Adds one article behind those that are there.
    pub fn add(&mut self, article: &Article, mentions: &[Mention]) {
        self.articles.push(Prepared::new(article, mentions, &self.thresholds));
    }

    /// Adds many, on all processors. `mentions` runs parallel to `articles` and may be shorter.
    pub fn extend(&mut self, articles: &[&Article], mentions: &[&[Mention]]) {
        let all: Vec<(&Article, &[Mention])> =
            articles.iter().enumerate().map(|(i, a)| (*a, mentions.get(i).copied().unwrap_or(&[]))).collect();
        self.articles.extend(prepare::all(&all, &self.thresholds));
    }

    /// The groups of all articles added so far, in the order in which they were added.
    pub fn group(&self) -> Vec<Grouping> {
        // Everything below works in an order that only depends on what the articles are.
        let mut order: Vec<u32> = (0..self.articles.len() as u32).collect();
        order.sort_by(|&a, &b| self.articles[a as usize].cmp_first(&self.articles[b as usize]));
        let sorted: Vec<&Prepared> = order.iter().map(|&i| &self.articles[i as usize]).collect();

        let originals = copies::find(&sorted, &self.thresholds);
        let stories = cluster::find(&sorted, &originals, &self.thresholds);

        let mut out = vec![Grouping { story: 0, copy_of: None }; order.len()];
        // `sorted` is earliest first, so the first member of a story that comes up is the story's first.
        let mut first: Vec<Option<u32>> = vec![None; order.len()];
        for (at, &index) in order.iter().enumerate() {
            let original = originals[at] as usize;
            let story = *first[stories[original] as usize].get_or_insert(index);
            let copy_of = (original != at).then(|| order[original]);
            out[index as usize] = Grouping { story, copy_of };
        }
        out
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
    fn a_wire_text_in_a_longer_report_is_its_source() {
        let longer = format!("{WIRE} Both towns will pay for a second landing stage and a lamp before the autumn.");
        let all = [article("late", &longer, 14), article("early", WIRE, 12)];
        let groups = group(&all.each_ref(), &[], &Thresholds::default());
        assert_eq!(groups[0], Grouping { story: 1, copy_of: Some(1) });
    }

    #[test]
    fn nothing_panics_on_nothing() {
        assert!(group(&[], &[], &Thresholds::default()).is_empty());
        let all = [article("z", "", 12), article("y", "", 12), article("w", "one", 1), article("v", "one", 1)];
        let groups = group(&all.each_ref(), &[], &Thresholds::default());
        assert_eq!(groups[0].copy_of, None, "empty texts copy nothing");
        assert_eq!(groups[2], Grouping { story: 3, copy_of: Some(3) });
    }
}
