//! Everything that was read and resolved, immutable once built.

use crate::gazetteer::{FeatureRef, Gazetteer};
use crate::geoparse::{Company, Kind, Mention};
use crate::notice::Notice;
use crate::text::dates::EventDate;
use crate::text::{Article, dates};

/// One article with what was found in it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The article.
    pub article: Article,
    /// Its mentions in text order.
    pub mentions: Vec<Mention>,
    /// The dates that it tells, in text order.
    pub events: Vec<EventDate>,
    /// Which story it belongs to: the index of the story's first article. Copies share it.
    pub story: u32,
    /// The article it copies (exactly or nearly), if it does.
    pub copy_of: Option<u32>,
    /// What other articles tell for its reading.
    pub company: Company,
}

impl Entry {
    /// An article with its mentions, a story of its own until it is grouped with others.
    pub fn new(article: Article, mentions: Vec<Mention>) -> Self {
        let events = dates::events(&article);
        Self { events, ..Self::alone(article, mentions) }
    }

    /// The same without the dates that it tells.
    pub(crate) fn alone(article: Article, mentions: Vec<Mention>) -> Self {
        Self { article, mentions, events: Vec::new(), story: 0, copy_of: None, company: Company::default() }
    }

    /// When what a mention tells happened, where its sentence says so. Where a report was filed from is no event.
    pub fn event_of(&self, mention: &Mention) -> Option<&EventDate> {
        if mention.kind == Kind::Dateline {
            return None;
        }
        dates::event_at(&self.events, mention.span)
    }
}

/// Everything that was read.
#[derive(Clone, Debug)]
pub struct Corpus {
    /// Name to show: the folder's, or "sample".
    pub name: String,
    /// In a fixed order: by id.
    pub entries: Vec<Entry>,
    /// What was skipped or guessed.
    pub notices: Vec<Notice>,
    /// The gazetteer that resolved it.
    pub gazetteer: std::sync::Arc<Gazetteer>,
    /// Places the reader's work is about: what lies in them was preferred.
    pub focus: Vec<FeatureRef>,
}
