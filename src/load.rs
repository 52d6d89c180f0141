//! From paths to a [`Corpus`]: read, geoparse, group into stories. The one place where the stages meet.

use crate::briefing::{Corpus, Entry};
use crate::gazetteer::Gazetteer;
use std::sync::Arc;

/// Builds a corpus from articles that were read and resolved; entries are put in order of their ids.
pub fn corpus(
    name: &str,
    mut entries: Vec<Entry>,
    notices: Vec<crate::notice::Notice>,
    gazetteer: Arc<Gazetteer>,
) -> Corpus {
    entries.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    Corpus { name: name.to_owned(), entries, notices, gazetteer }
}
