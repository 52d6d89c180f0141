//! What the reader changes about stories by hand: an article that is a story of its own, two stories that are one.
//! Laid over the computed groups in the order in which they were said; who keeps them is not told here.

use super::Grouping;
use super::tokens::fnv;
use crate::briefing::Entry;
use crate::text::Article;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// An article as a change remembers it, so that it is found again when it is read anew or from another folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleKey {
    /// Its id when the change was made.
    pub id: String,
    /// What it was called.
    pub title: String,
    /// Hash of its text, 16 hexadecimal digits.
    pub mark: String,
}

impl ArticleKey {
    /// The key of an article.
    pub fn of(article: &Article) -> Self {
        Self { id: article.id.clone(), title: article.label().to_owned(), mark: mark(article) }
    }

    /// Whether it is this article: by its text, or by its id and title.
    pub fn names(&self, article: &Article) -> bool {
        (self.id == article.id && self.title == article.label()) || self.mark == mark(article)
    }

    /// The article among `entries`, which are in order of their ids: the same id with the same text or at least title,
    /// else the only one with the same text.
    pub(in crate::briefing) fn find(&self, entries: &[Entry]) -> Option<u32> {
        let same_id = entries.binary_search_by(|e| e.article.id.as_str().cmp(&self.id)).ok();
        let known = |i: &usize| {
            entries.get(*i).is_some_and(|e| mark(&e.article) == self.mark || e.article.label() == self.title)
        };
        if let Some(i) = same_id.filter(known) {
            return u32::try_from(i).ok();
        }
        let mut same_text = (0u32..).zip(entries).filter(|(_, e)| mark(&e.article) == self.mark).map(|(i, _)| i);
        let first = same_text.next();
        first.filter(|_| same_text.next().is_none())
    }
}

fn mark(article: &Article) -> String {
    format!("{:016x}", fnv(article.text.as_bytes()))
}

/// A change of the stories.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StoryEdit {
    /// The article is a story of its own.
    Split(ArticleKey),
    /// The stories that hold these two are one.
    Merge(ArticleKey, ArticleKey),
}

/// Lays changes over groups. Changes about articles that are not there do nothing.
pub fn apply(entries: &[Entry], groups: &[Grouping], edits: &[StoryEdit]) -> Vec<Grouping> {
    let mut story: Vec<u32> = groups.iter().map(|g| g.story).collect();
    // Names of stories that no article's number is.
    let mut fresh = story.len() as u32;
    let mut changed = false;
    for edit in edits {
        match edit {
            StoryEdit::Split(key) => {
                let Some(slot) = key.find(entries).and_then(|i| story.get_mut(i as usize)) else { continue };
                *slot = fresh;
                fresh += 1;
            }
            StoryEdit::Merge(a, b) => {
                let at = |key: &ArticleKey| key.find(entries).and_then(|i| story.get(i as usize)).copied();
                let (Some(into), Some(from)) = (at(a), at(b)) else { continue };
                story.iter_mut().filter(|s| **s == from).for_each(|s| *s = into);
            }
        }
        changed = true;
    }
    if changed { renamed(entries, groups, &story) } else { groups.to_vec() }
}

/// Stories by the number of their first article, and copies of originals that are still in their story.
fn renamed(entries: &[Entry], groups: &[Grouping], story: &[u32]) -> Vec<Grouping> {
    let order = |a: &u32, b: &u32| earlier(entries, *a, *b);
    let mut first: BTreeMap<u32, u32> = BTreeMap::new();
    // By original and story: the originals of what is left of each group of copies.
    let mut originals: BTreeMap<(u32, u32), u32> = BTreeMap::new();
    for (i, (group, &of)) in (0u32..).zip(groups.iter().zip(story)) {
        // A story keeps its first article as long as that one is in it.
        let head = if group.story == i { i } else { first.get(&of).copied().unwrap_or(i) };
        let slot = first.entry(of).or_insert(head);
        let heads = |n: u32| groups.get(n as usize).is_some_and(|g| g.story == n);
        *slot = match (heads(*slot), heads(i)) {
            (true, false) => *slot,
            (false, true) => i,
            _ => {
                if order(&i, slot) == Ordering::Less {
                    i
                } else {
                    *slot
                }
            }
        };
        let original = group.copy_of.unwrap_or(i);
        let slot = originals.entry((original, of)).or_insert(i);
        if i == original || (*slot != original && order(&i, slot) == Ordering::Less) {
            *slot = i;
        }
    }
    (0u32..)
        .zip(groups.iter().zip(story))
        .map(|(i, (group, of))| {
            let original = originals.get(&(group.copy_of.unwrap_or(i), *of)).copied().unwrap_or(i);
            Grouping { story: first.get(of).copied().unwrap_or(i), copy_of: (original != i).then_some(original) }
        })
        .collect()
}

/// Which of two articles comes first: the earlier, a dated one before an undated one, then by number.
fn earlier(entries: &[Entry], a: u32, b: u32) -> Ordering {
    let date = |i: u32| {
        let date = entries.get(i as usize).and_then(|e| e.article.published.as_ref());
        (date.is_none(), date.map(|d| (d.earliest, d.latest)), i)
    };
    date(a).cmp(&date(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(n: usize) -> Vec<Entry> {
        (0..n).map(|i| Entry::new(Article::from_text(format!("{i}"), format!("Text {i}.")), Vec::new())).collect()
    }

    fn key(entries: &[Entry], i: usize) -> ArticleKey {
        ArticleKey::of(&entries[i].article)
    }

    fn groups(of: &[(u32, Option<u32>)]) -> Vec<Grouping> {
        of.iter().map(|&(story, copy_of)| Grouping { story, copy_of }).collect()
    }

    #[test]
    fn what_is_split_off_is_merged_again() {
        let all = entries(4);
        let base = groups(&[(0, None), (0, Some(0)), (0, None), (3, None)]);
        let split = vec![StoryEdit::Split(key(&all, 2))];
        assert_eq!(apply(&all, &base, &split), groups(&[(0, None), (0, Some(0)), (2, None), (3, None)]));
        let merge = [split, vec![StoryEdit::Merge(key(&all, 0), key(&all, 2))]].concat();
        assert_eq!(apply(&all, &base, &merge), base);
        let other = [StoryEdit::Merge(key(&all, 3), key(&all, 1))];
        assert_eq!(apply(&all, &base, &other), groups(&[(0, None), (0, Some(0)), (0, None), (0, None)]));
    }

    #[test]
    fn the_copies_left_behind_have_a_new_original() {
        let all = entries(3);
        let base = groups(&[(0, None), (0, Some(0)), (0, Some(0))]);
        let found = apply(&all, &base, &[StoryEdit::Split(key(&all, 0))]);
        assert_eq!(found, groups(&[(0, None), (1, None), (1, Some(1))]));
    }

    #[test]
    fn articles_are_found_again() {
        let all = entries(3);
        let base = groups(&[(0, None), (0, None), (0, None)]);
        let away = ArticleKey { id: "old/1".into(), ..key(&all, 1) };
        assert_eq!(apply(&all, &base, &[StoryEdit::Split(away)])[1].story, 1, "by its text, from another folder");
        let other = ArticleKey { id: "1".into(), title: "Else".into(), mark: "0".into() };
        assert_eq!(apply(&all, &base, &[StoryEdit::Split(other)]), base, "another article of the same name");
    }
}
