//! What is kept from one article to the next: words, names and the homes of outlets. Nothing of it shows in a result; it
//! is forgotten when it grows large, between two articles.

use super::company::Company;
use super::known::Known;
use super::outlet::{self, Home, Homes};
use super::words::Words;
use crate::gazetteer::Gazetteer;
use crate::text::Article;
use rustc_hash::FxHashMap;

/// Outlets kept at most.
const MOST_HOMES: usize = 1 << 12;

/// What one thread keeps.
pub(super) struct Memo<'g> {
    pub(super) words: Words,
    /// Speaks of words by their numbers in `words`: both are forgotten together.
    pub(super) known: Known<'g>,
    homes: FxHashMap<Box<str>, Homes>,
    key: String,
}

impl<'g> Memo<'g> {
    pub(super) fn new(gazetteer: &'g Gazetteer) -> Self {
        Self { words: Words::default(), known: Known::new(gazetteer), homes: FxHashMap::default(), key: String::new() }
    }

    /// Forgets what has grown large.
    pub(super) fn tidy(&mut self) {
        if self.words.is_full() || self.known.is_full() {
            self.words = Words::default();
            self.known = Known::new(self.known.gazetteer());
        }
        if self.homes.len() > MOST_HOMES {
            self.homes.clear();
        }
    }

    /// The outlet's home, unless the company of the article tells it, and what else is kept.
    pub(super) fn home<'a>(
        &'a mut self,
        article: &Article,
        company: &'a Company,
    ) -> (Option<&'a Home>, &'a mut Words, &'a mut Known<'g>) {
        if company.home.is_some() || company.complete {
            return (company.home.as_ref(), &mut self.words, &mut self.known);
        }
        self.key.clear();
        outlet::put_key(article, &mut self.key);
        if !self.homes.contains_key(self.key.as_str()) {
            let homes = outlet::homes(article, self.known.gazetteer());
            self.homes.insert(self.key.as_str().into(), homes);
        }
        let home = self.homes.get(self.key.as_str()).and_then(|homes| homes.of(article));
        (home, &mut self.words, &mut self.known)
    }
}
