//! A text made ready for reading: its words with their classes, and how the document uses each name.

use super::clusters::Cluster;
use super::lexicon::Classes;
use super::words::{Room, Words};
use crate::text::tokens::{Gap, Shape, Token, tokenise_into};
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
    /// With a capital, and another behind it that is no organisation's or geography's word: as a first name stands.
    pub(crate) before_capital: u16,
    /// With a capital, behind another within the same run: as a surname stands.
    pub(crate) behind_capital: u16,
    /// With a capital, behind a first name or an initial that itself stands behind a name. For plain signs alone; the
    /// network knows [`Use::behind_first_name`].
    pub(crate) named: u16,
    /// With a capital, behind a preposition that few but places have, and owning nothing. For plain signs alone.
    pub(crate) placed: u16,
    /// With a capital, behind "the", and nothing behind it that the article could belong to: "the Webster was". For plain
    /// signs alone.
    pub(crate) articled: u16,
}

/// Marks the number of a lower case among places of uses.
const LATER: u32 = 1 << 31;

/// The text as a row of words.
pub(crate) struct Scan<'a> {
    pub(crate) text: &'a str,
    pub(crate) parts: &'a [Part],
    /// Whether the text begins here, so that a dateline may stand there.
    pub(crate) opens: bool,
    pub(crate) tokens: Vec<Token>,
    pub(crate) hashes: Vec<u32>,
    pub(crate) classes: Vec<Classes>,
    clusters: Vec<Cluster>,
    /// The words' numbers among those kept; 0 for those that are not.
    pub(super) ids: Vec<u32>,
    /// How the text uses each of its capitalised words.
    uses: Vec<Use>,
    /// By word: the place of its uses, counted from 1.
    used: Vec<u32>,
    /// Share of words that begin upper-case among the eight on either side would be costly; this is the document's.
    pub(crate) shouting: bool,
}

impl<'a> Scan<'a> {
    pub(crate) fn new(article: &'a Article) -> Self {
        Self::with(article, &mut Words::default())
    }

    /// The same with the words kept from other texts.
    pub(crate) fn with(article: &'a Article, words: &mut Words) -> Self {
        let text = article.text.as_str();
        let Room { mut tokens, mut hashes, mut classes, mut clusters, mut ids, mut used } =
            std::mem::take(&mut words.room);
        tokenise_into(text, &mut tokens);
        words.begin();
        let count = tokens.len();
        for list in [&mut hashes, &mut ids, &mut used] {
            list.clear();
            list.reserve(count);
        }
        classes.clear();
        classes.reserve(count);
        clusters.clear();
        clusters.reserve(count);
        let mut scan = Self {
            text,
            parts: &article.parts,
            opens: !article.continues,
            shouting: tokens.iter().filter(|t| t.shape.is_capitals()).count() * 2 > count,
            tokens,
            hashes,
            classes,
            clusters,
            ids,
            uses: Vec::new(),
            used,
        };
        let mut rare = FxHashMap::default();
        for token in &scan.tokens {
            let word = words.get(text, token.span);
            scan.hashes.push(word.hash);
            scan.classes.push(word.classes);
            scan.clusters.push(word.cluster);
            scan.ids.push(word.id);
            // A word without a capital may have uses only further on: its lower case is kept until then.
            if !token.shape.has(Shape::UPPER) {
                scan.used.push(LATER | word.lower);
                continue;
            }
            let next = scan.uses.len() as u32 + 1;
            let used = words.uses(word, Some(next), &mut rare);
            if next == used {
                scan.uses.push(Use::default());
            }
            scan.used.push(used);
        }
        scan.count_uses();
        for at in 0..count {
            let used = scan.used[at];
            if used & LATER != 0 {
                scan.used[at] = if used == u32::MAX {
                    let word = words.get(text, scan.tokens[at].span);
                    words.uses(word, None, &mut rare)
                } else {
                    words.uses_of(used & !LATER)
                };
            }
            if !scan.is_capital(at)
                && scan.tokens[at].shape.has(Shape::LOWER)
                && let Some(entry) = (scan.used[at] as usize).checked_sub(1).and_then(|u| scan.uses.get_mut(u))
            {
                entry.lower = entry.lower.saturating_add(1);
            }
        }
        scan
    }

    /// Gives the room that the words took to the next text.
    pub(super) fn give_back(self, words: &mut Words) {
        let Self { tokens, hashes, classes, clusters, ids, used, .. } = self;
        words.room = Room { tokens, hashes, classes, clusters, ids, used };
    }

    fn count_uses(&mut self) {
        for at in 0..self.tokens.len() {
            if !self.is_capital(at) {
                continue;
            }
            let Some(mut entry) = self.uses.get(self.used[at] as usize - 1).copied() else { continue };
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
                let middle = before >= 1
                    && self.is_initial(before)
                    && self.is_capital(before - 1)
                    && self.tokens[before - 1].shape.has(Shape::LONG)
                    && self.tokens[before].gap == Gap::Space;
                bump(&mut entry.named, named || initial || middle);
                let place = !self.is_capital(before) && class.has(Classes::PLACE_BEFORE);
                let owning = self.gap(at + 1) == Gap::Apostrophe;
                bump(&mut entry.placed, place && !owning && !is_anyones(self.word(before)));
                bump(&mut entry.behind_title, self.is_capital(before) && class.has(Classes::TITLE));
                let run = self.is_capital(before) && self.tokens[at].gap == Gap::Space;
                let opening = self.tokens[before].shape.has(Shape::OPENS) && class.has(Classes::COMMON);
                bump(&mut entry.behind_capital, run && !opening && !class.has(Classes::DIRECTION));
                bump(&mut entry.behind_preposition, place);
                bump(&mut entry.articled, matches!(self.word(before), "the" | "The") && self.stands_alone(at + 1));
            }
            if let Some(behind) = self.tokens.get(at + 1).filter(|t| t.gap == Gap::Space) {
                let class = self.classes[at + 1];
                let capital = behind.shape.has(Shape::UPPER);
                bump(&mut entry.says, !capital && class.has(Classes::GOVERNMENT));
                bump(&mut entry.before_organisation, capital && class.has(Classes::ORGANISATION));
                let plain = !class.has(Classes::ORGANISATION | Classes::GEOGRAPHY | Classes::CALENDAR);
                bump(&mut entry.before_capital, capital && plain);
            }
            self.uses[self.used[at] as usize - 1] = entry;
        }
    }

    /// Whether nothing behind a name can be what an article before it belongs to: "the Webster | was", "the Webster |."
    pub(crate) fn stands_alone(&self, end: usize) -> bool {
        let word = self.word(end);
        let verb = self.gap(end) == Gap::Space
            && !self.is_capital(end)
            && (matches!(word, "was" | "is" | "were" | "are" | "has" | "had" | "will" | "would" | "when" | "in")
                || matches!(
                    word,
                    "last" | "first" | "again" | "too" | "then" | "but" | "before" | "after" | "on" | "at"
                )
                || word.ends_with("ed"));
        verb || matches!(self.gap(end), Gap::Dot | Gap::Close | Gap::Quote) || end == self.tokens.len()
    }

    /// How the text uses the word, in whatever case.
    pub(crate) fn usage(&self, at: usize) -> Use {
        let used = self.used.get(at).and_then(|&used| self.uses.get((used as usize).wrapping_sub(1)));
        used.copied().unwrap_or_default()
    }

    /// Whether the word begins upper-case.
    pub(crate) fn is_capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.shape.has(Shape::UPPER))
    }

    /// Whether a preposition that places have stands right before the word: "in", «под».
    pub(crate) fn is_behind_preposition(&self, at: usize) -> bool {
        let before = at.checked_sub(1).filter(|_| self.gap(at) == Gap::Space);
        before.is_some_and(|b| !self.is_capital(b) && self.class(b).has(Classes::PLACE_BEFORE))
    }

    /// Whether a capitalised word runs on where a name ends: "the Johannesburg | Stock Exchange".
    pub(crate) fn runs_on_in_capitals(&self, end: usize) -> bool {
        self.gap(end) == Gap::Space && self.is_capital(end)
    }

    /// Whether a name that ends there owns what follows: "Russia | 's request".
    pub(crate) fn is_owner(&self, end: usize) -> bool {
        self.gap(end) == Gap::Apostrophe && self.word(end) == "s"
    }

    /// Whether the word is an initial: one capital with a full stop.
    pub(crate) fn is_initial(&self, at: usize) -> bool {
        let shape = self.tokens.get(at).map(|t| t.shape);
        shape.is_some_and(|s| s.has(Shape::UPPER) && s.has(Shape::STOP) && !s.has(Shape::LONG | Shape::DIGIT))
    }

    /// The word itself; empty outside the text.
    pub(crate) fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |t| t.span.of(self.text))
    }

    /// The classes of a word; none outside the text.
    pub(crate) fn class(&self, at: usize) -> Classes {
        self.classes.get(at).copied().unwrap_or_default()
    }

    /// The clusters of a word; none outside the text.
    pub(crate) fn cluster(&self, at: usize) -> Cluster {
        self.clusters.get(at).copied().unwrap_or_default()
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
        is_read(self.part(at))
    }

    /// Whether places are read in a part of the text.
    pub(crate) fn is_read_part(&self, number: usize) -> bool {
        self.parts.get(number).is_none_or(|p| is_read(p.kind))
    }
}

/// Prepositions that persons have as well as places: "according to Taylor", "between Bell and Eggers".
fn is_anyones(word: &str) -> bool {
    matches!(
        word,
        "of" | "to" | "between" | "over" | "through" | "off" | "into" | "toward" | "towards" | "around" | "via"
    )
}

fn is_read(part: PartKind) -> bool {
    !matches!(part, PartKind::Furniture | PartKind::Byline | PartKind::DateLine)
}
