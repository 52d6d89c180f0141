//! Everything that was read and resolved, immutable once built.

use crate::gazetteer::Gazetteer;
use crate::geoparse::Mention;
use crate::notice::Notice;
use crate::text::Article;

/// One article with what was found in it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The article.
    pub article: Article,
    /// Its mentions in text order.
    pub mentions: Vec<Mention>,
    /// Which story it belongs to: the index of the story's first article. Copies share it.
    pub story: u32,
    /// The article it copies (exactly or nearly), if it does.
    pub copy_of: Option<u32>,
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
}
