//! Which stretches of words may be a toponym, and the features each may mean. Nothing is judged here.

mod forms;

use super::inflected;
use super::known::{Bearers, Known, Manner, Next, Step};
use super::lexicon::{Classes, word_hash};
use super::likeness::Likeness;
use super::scan::Scan;
use crate::gazetteer::{Feature, Gazetteer, Hit, NameKind};
use crate::text::Span;
use crate::text::normalise::normalise_word;
use crate::text::tokens::{Gap, Shape};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Longest name in words.
const LONGEST: usize = 7;
/// Longest name in letters for scripts without blanks.
const LONGEST_UNSPACED: usize = 10;

/// A stretch of words that may be a toponym.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    /// First word.
    pub(crate) first: usize,
    /// One past the last word.
    pub(crate) end: usize,
    /// Where in the text.
    pub(crate) span: Span,
    /// The features it may mean; 0 for a name that stands in no layer.
    pub(crate) bearers: Bearers,
    /// Hash of the normal form.
    pub(crate) key: u32,
    /// The first known name with this key, by its place among those that are the first of their key, from 1; 0 for none.
    pub(crate) alike: u32,
}

impl Name {
    /// Whether the gazetteer knows it.
    pub(crate) fn is_known(&self) -> bool {
        self.bearers > 0
    }

    /// Whether the two share a word.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        self.first < other.end && other.first < self.end
    }
}

/// What the gazetteer says about the names: found for this text alone, or kept from others.
enum Held<'m> {
    Own(Box<Known<'m>>),
    Lent(&'m Known<'m>),
}

impl<'m> std::ops::Deref for Held<'m> {
    type Target = Known<'m>;

    fn deref(&self) -> &Known<'m> {
        match self {
            Self::Own(known) => known,
            Self::Lent(known) => known,
        }
    }
}

/// All candidate names of a text in order of their first word, shorter first.
pub(crate) struct Names<'m> {
    pub(crate) list: Vec<Name>,
    /// Of each key, the first known name.
    pub(crate) firsts: Vec<u32>,
    known: Held<'m>,
}

impl<'m> Names<'m> {
    pub(crate) fn find(scan: &Scan<'_>, gazetteer: &'m Gazetteer) -> Self {
        let mut known = Box::new(Known::new(gazetteer));
        let list = Finder { scan, known: &mut known, list: Vec::new() }.find();
        Self::new(list, Held::Own(known))
    }

    /// The same with what is kept from other texts, whose words must be those of the scan.
    pub(crate) fn find_with<'g: 'm>(scan: &Scan<'_>, known: &'m mut Known<'g>) -> Self {
        let list = Finder { scan, known, list: Vec::new() }.find();
        Self::new(list, Held::Lent(known))
    }

    /// Names found otherwise, in order.
    pub(crate) fn given(list: Vec<Name>, known: Known<'m>) -> Self {
        Self::new(list, Held::Own(Box::new(known)))
    }

    fn new(mut list: Vec<Name>, known: Held<'m>) -> Self {
        let mut firsts = Vec::new();
        let mut by_key: FxHashMap<u32, u32> = FxHashMap::default();
        for (i, name) in list.iter().enumerate().filter(|(_, n)| n.is_known()) {
            by_key.entry(name.key).or_insert_with(|| {
                firsts.push(i as u32);
                firsts.len() as u32
            });
        }
        for name in &mut list {
            name.alike = by_key.get(&name.key).copied().unwrap_or(0);
        }
        Self { list, firsts, known }
    }

    /// The hits of a name.
    pub(crate) fn hits(&self, name: &Name) -> &[Hit] {
        self.known.hits(name.bearers)
    }

    /// Their features, without their names, in the same order.
    pub(crate) fn features(&self, name: &Name) -> &[Feature<'m>] {
        self.known.features(name.bearers)
    }

    /// How like the features' own names it is, in the same order.
    pub(crate) fn likeness(&self, name: &Name) -> &[Likeness] {
        self.known.likeness(name.bearers)
    }

    /// What the gazetteer says about a name as a whole.
    pub(crate) fn facts(&self, name: &Name) -> Option<&super::facts::Facts> {
        self.known.facts(name.bearers)
    }
}

/// Finds the names of one text.
struct Finder<'f, 'a, 'g> {
    scan: &'f Scan<'a>,
    known: &'f mut Known<'g>,
    list: Vec<Name>,
}

impl Finder<'_, '_, '_> {
    fn find(mut self) -> Vec<Name> {
        let scan = self.scan;
        let walks = self.known.gazetteer().walk().is_some();
        let mut window = Window::default();
        let mut unknown_until = 0;
        let all_read = (0..scan.parts.len()).all(|i| scan.is_read_part(i));
        for at in 0..scan.tokens.len() {
            let shape = scan.tokens[at].shape;
            if !shape.has(Shape::UPPER | Shape::CASELESS) || !(all_read || scan.is_read(at)) {
                continue;
            }
            if walks {
                self.walk(at);
            } else {
                self.look_up(at, &mut window);
            }
            if shape.has(Shape::UPPER) && inflected::may_be(scan.word(at)) {
                self.bend(at, walks);
            }
            if shape.has(Shape::CASELESS) {
                self.bare(at);
            }
            if shape.has(Shape::UPPER) && at >= unknown_until {
                unknown_until = self.unknown(at);
            }
        }
        // What a layer knows is no run that none does, too.
        self.list.sort_by_key(|n| (n.first, n.end, !n.is_known()));
        self.list.dedup_by_key(|n| (n.first, n.end));
        self.drop_hopeless();
        self.list
    }

    /// Leaves out the runs that no layer knows and nothing makes a place: no word of geography, no preposition before
    /// them here or elsewhere, no known name that shares a word. They are half of all candidates.
    fn drop_hopeless(&mut self) {
        let scan = self.scan;
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
            let usage = scan.usage(name.first);
            beside
                || usage.behind_preposition > 0
                || (name.first..name.end).any(|at| scan.class(at).has(Classes::GEOGRAPHY | Classes::DIRECTION))
        });
    }

    /// Adds the known names that begin at a word, where the gazetteer has several layers.
    fn look_up(&mut self, at: usize, window: &mut Window) {
        let (scan, gazetteer) = (self.scan, self.known.gazetteer());
        window.begin(scan, at);
        if window.ends.is_empty() || !gazetteer.may_begin(&window.normal[..window.ends[0].0]) {
            return;
        }
        window.extend(scan, at);
        let window = &*window;
        gazetteer.prefixes(&window.normal, &mut |length, hits| {
            let Ok(words) = window.ends.binary_search_by_key(&length, |e| e.0) else { return };
            let normal = &window.normal[..length];
            let bearers = self.known.named(normal, hits);
            self.take(at..window.ends[words].1, word_hash(normal), bearers);
        });
    }

    /// Adds the known names that begin at a word, following the index as far as some name goes on.
    fn walk(&mut self, at: usize) {
        let (Next::To(step), number) = self.known.start(self.scan.ids[at], self.scan.word(at)) else { return };
        self.walk_on(at, at, (step, number));
    }

    /// The same from a later word on.
    fn walk_on(&mut self, at: usize, mut next: usize, (mut step, mut number): (Step, u32)) {
        let scan = self.scan;
        let longest = longest(scan, at);
        loop {
            if step.bearers > 0 {
                self.take(at..next + 1, step.key, step.bearers);
            }
            // A word of which nothing is left in normal form is passed over.
            loop {
                next += 1;
                if next >= at + longest || !step.goes_on || !joins(scan, next) || next >= scan.tokens.len() {
                    return;
                }
                if scan.is_owner(next) {
                    self.walk_owning(at, next, (step, number));
                }
                let parted = scan.gap(next) != Gap::None;
                match self.known.go_on((step, number), scan.ids[next], scan.word(next), parted) {
                    (Next::Dead, _) => return,
                    (Next::Nothing, _) => {}
                    (Next::To(to), n) => {
                        (step, number) = (to, n);
                        break;
                    }
                }
            }
        }
    }

    /// Goes on over a possessive "s", which names have without a blank: "the People's Republic of China", "St. John's".
    /// At its end stand names that are written so alone: "Lyon's mayor" is not of Lyons.
    fn walk_owning(&mut self, at: usize, next: usize, from: (Step, u32)) {
        let (Next::To(mut step), number) = self.known.go_on(from, self.scan.ids[next], self.scan.word(next), false)
        else {
            return;
        };
        if step.bearers > 0 && !self.known.is_written_with_apostrophe(step.bearers) {
            step.bearers = 0;
        }
        self.walk_on(at, next, (step, number));
    }

    /// Adds a known name with those of its bearers that may be meant.
    fn take(&mut self, words: Range<usize>, key: u32, all: Bearers) {
        let scan = self.scan;
        let (at, end) = (words.start, words.end);
        // "Sindh province": the name proper ends before a word in lower case that only says what it is.
        if end > at + 1
            && scan.class(end - 1).has(Classes::GEOGRAPHY)
            && scan.tokens[end - 1].shape.0 & (Shape::UPPER | Shape::CASELESS) == 0
        {
            return;
        }
        // "Oxford University" holds Oxford, which is what is tagged.
        let held = end > at + 1 && matches!(scan.word(end - 1), "University" | "College" | "Hospital" | "Academy");
        if held && self.list.last().is_some_and(|n: &Name| n.first == at && n.is_known()) {
            return;
        }
        let bearers = self.known.meant(all, manner(scan, at, end));
        if bearers > 0 {
            let span = span_of(scan, at, end, self.known.hits(bearers));
            self.list.push(Name { first: at, end, span, bearers, key, alike: 0 });
        }
    }

    /// Runs of capitalised words that no layer knows, and the words behind them that make a name of geography.
    /// Returns the word to go on with.
    fn unknown(&mut self, at: usize) -> usize {
        let scan = self.scan;
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
                self.list.push(Name { first, end, span, bearers: 0, key, alike: 0 });
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
            && scan.tokens.get(end).is_some_and(|t| !t.shape.has(Shape::UPPER | Shape::DIGIT | Shape::CASELESS));
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

/// How a name is written, where that decides which of its bearers may be meant; `None` where all may.
fn manner(scan: &Scan<'_>, at: usize, end: usize) -> Option<Manner> {
    let token = &scan.tokens[at];
    if end > at + 1 || token.shape.has(Shape::CASELESS) {
        return None;
    }
    // "J&K" is written like "J.K.": no two letters by chance.
    let dotted = token.shape.has(Shape::DOTTED) || scan.word(at).contains('&');
    // "Calif." is cut short, "IoT." only ends a sentence.
    let cut = || !scan.word(at).chars().skip(1).any(char::is_uppercase) || token.shape.is_capitals();
    Some(Manner {
        letters: scan.word(at).chars().filter(|c| c.is_alphabetic()).take(6).count() as u8,
        after_comma: matches!(token.gap, Gap::Comma | Gap::Open),
        dotted,
        stopped: dotted || (token.shape.has(Shape::STOP) && cut()),
        capitals: token.shape.is_capitals(),
        shouting: scan.shouting,
    })
}
