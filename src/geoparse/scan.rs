//! A text made ready for reading: its words with their classes, and how the document uses each name.

use super::lexicon::{Classes, Lexicon, word_hash};
use crate::text::tokens::{Gap, Shape, Token, tokenise};
use crate::text::{Article, Part, PartKind};
use rustc_hash::FxHashMap;

/// How often a document uses a word, and in what company.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Use {
    /// Written with a capital.
    pub(crate) capital: u16,
    /// Written without.
    pub(crate) lower: u16,
    /// With a capital, behind a first name.
    pub(crate) behind_first_name: u16,
    /// With a capital, behind a title.
    pub(crate) behind_title: u16,
    /// With a capital, behind "in", "from" and the like.
    pub(crate) behind_preposition: u16,
    /// With a capital, and a verb of saying behind it.
    pub(crate) says: u16,
    /// With a capital, and an organisation's word behind it.
    pub(crate) before_organisation: u16,
}

/// The text as a row of words.
pub(crate) struct Scan<'a> {
    pub(crate) text: &'a str,
    pub(crate) parts: &'a [Part],
    pub(crate) tokens: Vec<Token>,
    pub(crate) hashes: Vec<u32>,
    pub(crate) classes: Vec<Classes>,
    pub(crate) uses: FxHashMap<u32, Use>,
    /// Share of words that begin upper-case among the eight on either side would be costly; this is the document's.
    pub(crate) shouting: bool,
}

impl<'a> Scan<'a> {
    pub(crate) fn new(article: &'a Article) -> Self {
        let text = article.text.as_str();
        let lexicon = Lexicon::get();
        let tokens = tokenise(text);
        let hashes: Vec<u32> = tokens.iter().map(|t| word_hash(t.span.of(text))).collect();
        let classes: Vec<Classes> = hashes.iter().map(|&h| lexicon.classes(h)).collect();
        let capitals = tokens.iter().filter(|t| t.shape.is_capitals()).count();
        let mut scan = Self {
            text,
            parts: &article.parts,
            shouting: capitals * 2 > tokens.len(),
            tokens,
            hashes,
            classes,
            uses: FxHashMap::default(),
        };
        scan.count_uses();
        scan
    }

    fn count_uses(&mut self) {
        let mut uses: FxHashMap<u32, Use> = FxHashMap::default();
        for at in 0..self.tokens.len() {
            if !self.is_capital(at) {
                continue;
            }
            let entry = uses.entry(self.hashes[at]).or_default();
            entry.capital = entry.capital.saturating_add(1);
            let bump = |n: &mut u16, yes: bool| *n = n.saturating_add(u16::from(yes));
            if let Some(before) = at.checked_sub(1).filter(|_| matches!(self.tokens[at].gap, Gap::Space | Gap::Dot)) {
                let class = self.classes[before];
                let named = self.is_capital(before) && class.has(Classes::FIRST_NAME);
                // "John F. Kennedy": an initial passes the first name on.
                let initial = before >= 1
                    && self.is_capital(before)
                    && !self.tokens[before].shape.has(Shape::LONG)
                    && self.classes[before - 1].has(Classes::FIRST_NAME)
                    && self.is_capital(before - 1);
                bump(&mut entry.behind_first_name, named || initial);
                bump(&mut entry.behind_title, self.is_capital(before) && class.has(Classes::TITLE));
                bump(&mut entry.behind_preposition, !self.is_capital(before) && class.has(Classes::PLACE_BEFORE));
            }
            if let Some(behind) = self.tokens.get(at + 1).filter(|t| t.gap == Gap::Space) {
                let class = self.classes[at + 1];
                let capital = behind.shape.has(Shape::UPPER);
                bump(&mut entry.says, !capital && class.has(Classes::GOVERNMENT));
                bump(&mut entry.before_organisation, capital && class.has(Classes::ORGANISATION));
            }
        }
        for at in 0..self.tokens.len() {
            if !self.is_capital(at)
                && self.tokens[at].shape.has(Shape::LOWER)
                && let Some(entry) = uses.get_mut(&self.hashes[at])
            {
                entry.lower = entry.lower.saturating_add(1);
            }
        }
        self.uses = uses;
    }

    /// Whether the word begins upper-case.
    pub(crate) fn is_capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.shape.has(Shape::UPPER))
    }

    /// The word itself; empty outside the text.
    pub(crate) fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |t| t.span.of(self.text))
    }

    /// The classes of a word; none outside the text.
    pub(crate) fn class(&self, at: usize) -> Classes {
        self.classes.get(at).copied().unwrap_or_default()
    }

    /// What separates the word from the one before.
    pub(crate) fn gap(&self, at: usize) -> Gap {
        self.tokens.get(at).map_or(Gap::Other, |t| t.gap)
    }

    /// What the stretch around a word is for. Binary search over the parts.
    pub(crate) fn part(&self, at: usize) -> PartKind {
        let Some(offset) = self.tokens.get(at).map(|t| t.span.start) else { return PartKind::Body };
        let i = self.parts.partition_point(|p| p.span.end <= offset);
        self.parts.get(i).filter(|p| p.span.start <= offset).map_or(PartKind::Body, |p| p.kind)
    }

    /// Whether places are read where this word stands.
    pub(crate) fn is_read(&self, at: usize) -> bool {
        !matches!(self.part(at), PartKind::Furniture | PartKind::Byline | PartKind::DateLine)
    }
}
