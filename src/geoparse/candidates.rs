//! Which stretches of words may be a toponym, and the features each may mean. Nothing is judged here.

use super::lexicon::{Classes, word_hash};
use super::scan::Scan;
use crate::gazetteer::{FeatureClass, Gazetteer, Hit, NameKind};
use crate::text::Span;
use crate::text::normalise::normalise_word;
use crate::text::tokens::{Gap, Shape};
use std::ops::Range;

/// Longest name in words.
const LONGEST: usize = 7;
/// Longest name in letters for scripts without blanks.
const LONGEST_UNSPACED: usize = 10;
/// Features kept for one name; names with more bearers lose their smallest.
const MOST_HITS: usize = 160;

/// A stretch of words that may be a toponym.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    /// First word.
    pub(crate) first: usize,
    /// One past the last word.
    pub(crate) end: usize,
    /// Where in the text.
    pub(crate) span: Span,
    /// Range into the pool of hits; empty for a name that stands in no layer.
    pub(crate) hits: Range<usize>,
    /// Hash of the normal form.
    pub(crate) key: u32,
}

impl Name {
    /// Whether the gazetteer knows it.
    pub(crate) fn is_known(&self) -> bool {
        !self.hits.is_empty()
    }

    /// Whether the two share a word.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        self.first < other.end && other.first < self.end
    }
}

/// All candidate names of a text in order of their first word, shorter first, with their hits in one pool.
#[derive(Default)]
pub(crate) struct Names {
    pub(crate) list: Vec<Name>,
    pub(crate) pool: Vec<Hit>,
}

impl Names {
    pub(crate) fn find(scan: &Scan<'_>, gazetteer: &Gazetteer) -> Self {
        let mut names = Self::default();
        let mut window = Window::default();
        let mut unknown_until = 0;
        for at in 0..scan.tokens.len() {
            let shape = scan.tokens[at].shape;
            if !shape.has(Shape::UPPER | Shape::CASELESS) || !scan.is_read(at) {
                continue;
            }
            names.known(scan, gazetteer, at, &mut window);
            if shape.has(Shape::UPPER) && at >= unknown_until {
                unknown_until = names.unknown(scan, at);
            }
        }
        names.list.sort_by_key(|n| (n.first, n.end));
        names.drop_hopeless(scan);
        names
    }

    /// Leaves out the runs that no layer knows and nothing makes a place: no word of geography, no preposition before
    /// them here or elsewhere, no known name that shares a word. They are half of all candidates.
    fn drop_hopeless(&mut self, scan: &Scan<'_>) {
        // For each name, the first word of the next known one.
        let mut next_known = vec![usize::MAX; self.list.len() + 1];
        for i in (0..self.list.len()).rev() {
            next_known[i] = if self.list[i].is_known() { self.list[i].first } else { next_known[i + 1] };
        }
        let mut known_until = 0;
        let mut i = 0;
        self.list.retain(|name| {
            let here = i;
            i += 1;
            if name.is_known() {
                known_until = known_until.max(name.end);
                return true;
            }
            if known_until > name.first || next_known[here] < name.end {
                return true;
            }
            let beside = next_known[here] == name.end && matches!(scan.gap(name.end), Gap::Comma | Gap::Open);
            let usage = scan.uses.get(&scan.hashes[name.first]).copied().unwrap_or_default();
            beside
                || usage.behind_preposition > 0
                || (name.first..name.end).any(|at| scan.class(at).has(Classes::GEOGRAPHY | Classes::DIRECTION))
        });
    }

    /// The hits of a name.
    pub(crate) fn hits(&self, name: &Name) -> &[Hit] {
        self.pool.get(name.hits.clone()).unwrap_or(&[])
    }

    fn known(&mut self, scan: &Scan<'_>, gazetteer: &Gazetteer, at: usize, window: &mut Window) {
        if let Some(walk) = gazetteer.walk() {
            self.walk(scan, gazetteer, at, window, walk);
            return;
        }
        window.begin(scan, at);
        if window.ends.is_empty() || !gazetteer.may_begin(&window.normal[..window.ends[0].0]) {
            return;
        }
        window.extend(scan, at);
        let window = &*window;
        gazetteer.prefixes(&window.normal, &mut |length, hits| {
            let Ok(words) = window.ends.binary_search_by_key(&length, |e| e.0) else { return };
            self.take(scan, gazetteer, at..window.ends[words].1, &window.normal[..length], hits);
        });
    }

    /// Adds the known names that begin at a word, following the index as far as some name goes on.
    fn walk(
        &mut self,
        scan: &Scan<'_>,
        gazetteer: &Gazetteer,
        at: usize,
        window: &mut Window,
        mut walk: crate::gazetteer::Walk<'_>,
    ) {
        let Window { normal, hits, .. } = window;
        normal.clear();
        let longest = longest(scan, at);
        for next in at..(at + longest).min(scan.tokens.len()) {
            if next > at && !(walk.goes_on() && joins(scan, next)) {
                return;
            }
            let from = normal.len();
            if next > at && scan.gap(next) != Gap::None {
                normal.push(' ');
            }
            let blank = normal.len();
            normalise_word(scan.word(next), normal);
            if normal.len() == blank {
                if next == at {
                    return;
                }
                normal.truncate(from);
                continue;
            }
            if !walk.go(&normal.as_bytes()[from..]) {
                return;
            }
            if let Some(value) = walk.value() {
                gazetteer.walked(value, hits);
                self.take(scan, gazetteer, at..next + 1, normal, hits);
            }
        }
    }

    /// Adds a known name with those of its hits that may be meant.
    fn take(&mut self, scan: &Scan<'_>, gazetteer: &Gazetteer, words: Range<usize>, normal: &str, hits: &[Hit]) {
        let (at, end) = (words.start, words.end);
        // "Sindh province": the name proper ends before a word in lower case that only says what it is.
        if end > at + 1
            && scan.class(end - 1).has(Classes::GEOGRAPHY)
            && scan.tokens[end - 1].shape.0 & (Shape::UPPER | Shape::CASELESS) == 0
        {
            return;
        }
        let (list, pool) = (&mut self.list, &mut self.pool);
        let from = pool.len();
        pool.extend(hits.iter().filter(|h| allows(scan, gazetteer, at, end, h)).take(MOST_HITS));
        // "Oxford University" holds Oxford, which is what is tagged.
        let held = end > at + 1 && matches!(scan.word(end - 1), "University" | "College" | "Hospital" | "Academy");
        if held && list.last().is_some_and(|n: &Name| n.first == at && n.is_known()) {
            pool.truncate(from);
        }
        if pool.len() > from {
            let span = span_of(scan, at, end, &pool[from..]);
            list.push(Name { first: at, end, span, hits: from..pool.len(), key: word_hash(normal) });
        }
    }

    /// Runs of capitalised words that no layer knows, and the words behind them that make a name of geography.
    /// Returns the word to go on with.
    fn unknown(&mut self, scan: &Scan<'_>, at: usize) -> usize {
        let mut end = at + 1;
        while end < scan.tokens.len() && end < at + 6 {
            let joined = matches!(scan.gap(end), Gap::Space | Gap::Hyphen)
                || (scan.gap(end) == Gap::Dot
                    && crate::text::tokens::is_abbreviation(&scan.tokens[end - 1], scan.text));
            if !joined {
                break;
            }
            if scan.is_capital(end) {
                end += 1;
            } else if matches!(scan.word(end), "of" | "de" | "del" | "da" | "do" | "the" | "al" | "el" | "la" | "and")
                && scan.word(end) != "and"
                && matches!(scan.gap(end + 1), Gap::Space | Gap::Hyphen)
                && scan.is_capital(end + 1)
                && end + 1 < at + 6
            {
                end += 2;
            } else {
                break;
            }
        }
        let mut add = |first: usize, end: usize| {
            let taken = self.list.iter().rev().take(12).any(|n| n.first == first && n.end == end);
            if first < end && !taken {
                let span = span_of(scan, first, end, &[]);
                let key = word_hash(span.of(scan.text));
                self.list.push(Name { first, end, span, hits: 0..0, key });
            }
        };
        add(at, end);
        // "President Hamid Karzai", "In Godapitiya": also without what merely stands in front.
        let front = scan.class(at);
        if end > at + 1 && (front.has(Classes::TITLE | Classes::COMMON) || scan.tokens[at].shape.has(Shape::OPENS)) {
            add(at + 1, end);
        }
        // "Burger's Lake": the possessive ending is a word of its own.
        if scan.gap(end) == Gap::Apostrophe && scan.word(end) == "s" && scan.is_capital(end + 1) {
            let mut far = end + 2;
            while far < end + 4 && scan.gap(far) == Gap::Space && scan.is_capital(far) {
                far += 1;
            }
            if scan.class(far - 1).has(Classes::GEOGRAPHY) {
                add(at, far);
            }
        }
        end
    }
}

/// The next few words in normal form.
#[derive(Default)]
struct Window {
    normal: String,
    /// Length of `normal` after each word, and the token one past that word.
    ends: Vec<(usize, usize)>,
    hits: Vec<Hit>,
}

/// Words at most of a name that begins at a word.
fn longest(scan: &Scan<'_>, at: usize) -> usize {
    let unspaced = scan.tokens[at].gap == Gap::None || scan.gap(at + 1) == Gap::None;
    if unspaced { LONGEST_UNSPACED } else { LONGEST }
}

impl Window {
    fn begin(&mut self, scan: &Scan<'_>, at: usize) {
        self.normal.clear();
        self.ends.clear();
        normalise_word(scan.word(at), &mut self.normal);
        if !self.normal.is_empty() {
            self.ends.push((self.normal.len(), at + 1));
        }
    }

    fn extend(&mut self, scan: &Scan<'_>, at: usize) {
        for next in at + 1..(at + longest(scan, at)).min(scan.tokens.len()) {
            if !joins(scan, next) {
                return;
            }
            let length = self.normal.len();
            if scan.gap(next) != Gap::None {
                self.normal.push(' ');
            }
            let blank = self.normal.len();
            normalise_word(scan.word(next), &mut self.normal);
            if self.normal.len() == blank {
                self.normal.truncate(length);
            } else {
                self.ends.push((self.normal.len(), next + 1));
            }
        }
    }
}

/// Whether a name may run on from the word before `next` to `next`.
fn joins(scan: &Scan<'_>, next: usize) -> bool {
    match scan.gap(next) {
        Gap::None | Gap::Space | Gap::Hyphen | Gap::Line | Gap::Apostrophe => true,
        Gap::Dot => crate::text::tokens::is_abbreviation(&scan.tokens[next - 1], scan.text),
        // "Washington, D.C." is one name.
        Gap::Comma => matches!(scan.word(next), "D.C." | "DC" | "D.C"),
        _ => false,
    }
}

/// The span of words, with the stop of an abbreviation: "Calif.", "Main St.".
fn span_of(scan: &Scan<'_>, first: usize, end: usize, hits: &[Hit]) -> Span {
    let start = scan.tokens[first].span.start;
    let last = &scan.tokens[end - 1];
    let mut stop = last.span.end;
    if last.shape.has(Shape::STOP) {
        let short = |h: &Hit| h.kind == NameKind::Abbreviation;
        let after_comma = matches!(scan.gap(first), Gap::Comma | Gap::Open);
        // A lower-case word behind the stop: it ends no sentence, so it belongs to the name.
        let runs_on = !hits.is_empty()
            && scan.gap(end) == Gap::Dot
            && scan.tokens.get(end).is_some_and(|t| !t.shape.has(Shape::UPPER | Shape::DIGIT));
        let abbreviated = last.shape.has(Shape::LOWER)
            && (hits.first().is_some_and(short) || (after_comma && hits.iter().any(short)) || runs_on);
        let street = hits.is_empty()
            && end > first + 1
            && matches!(
                last.span.of(scan.text),
                "St" | "Ave" | "Blvd" | "Rd" | "Dr" | "Hwy" | "Co" | "Twp" | "Mt" | "Ln"
            );
        if abbreviated || street {
            stop += 1;
        }
    }
    Span { start, end: stop }
}

/// Short names and abbreviations count only as they are written.
fn allows(scan: &Scan<'_>, gazetteer: &Gazetteer, at: usize, end: usize, hit: &Hit) -> bool {
    let token = &scan.tokens[at];
    let word = scan.word(at);
    if end > at + 1 || token.shape.has(Shape::CASELESS) {
        return true;
    }
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    if letters <= 1 {
        return false;
    }
    let dotted = token.shape.has(Shape::DOTTED);
    let stopped = dotted || token.shape.has(Shape::STOP);
    let capitals = token.shape.is_capitals();
    let after_comma = matches!(token.gap, Gap::Comma | Gap::Open);
    if hit.kind == NameKind::Abbreviation {
        return if letters == 2 && capitals && !dotted {
            // "PA", "IN", "OR": state codes only behind a comma; "US", "UK" anywhere.
            after_comma || !gazetteer.unnamed(hit.feature).code.starts_with("ADM")
        } else {
            capitals || (stopped && letters <= 5)
        };
    }
    // "Kan." behind a comma is Kansas, whatever towns are called Kan.
    if after_comma && stopped && letters <= 5 && !capitals && dotted {
        return false;
    }
    if letters > 3 {
        return true;
    }
    let feature = gazetteer.unnamed(hit.feature);
    if capitals {
        // "UK" is no village called Uk, "US" none called Us.
        let wide = matches!(feature.class, FeatureClass::A | FeatureClass::L) && hit.kind <= NameKind::Alias;
        wide || (hit.kind == NameKind::Primary
            && !dotted
            && (feature.population >= 20_000 || scan.shouting || letters == 3 && feature.population >= 2_000))
    } else {
        let written_out = letters == 3 && (hit.kind == NameKind::Primary || hit.kind == NameKind::Demonym);
        written_out && (feature.population >= 5_000 || feature.class != FeatureClass::P)
    }
}
