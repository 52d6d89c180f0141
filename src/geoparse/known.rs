//! What the gazetteer says about names, kept from one article to the next: where a walk along the index stands behind
//! a word, which features bear a name, and what they are. Only the time depends on what is kept.

use super::affixes::{Bare, bare};
use super::facts::Facts;
use super::inflected::first_cases;
use super::lexicon::{BASIS, hash_on};
use super::likeness::{self, Likeness};
use crate::gazetteer::{Feature, FeatureClass, Gazetteer, Hit, NameKind, Stand, Value, begins};
use crate::text::normalise::normalise_word;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Features, and steps along the index, beyond which all is forgotten before the next article.
const MOST_FEATURES: usize = 1 << 17;
const MOST_STEPS: usize = 1 << 18;
/// Features kept for one name; names with more bearers lose their smallest.
const MOST_HITS: usize = 160;

/// Number of a name's bearers, from 1; 0 for a name that stands in no layer.
pub(crate) type Bearers = u32;

/// How a single word is written, as far as it matters for which of its bearers may be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Manner {
    /// Letters, at most 6.
    pub(crate) letters: u8,
    pub(crate) after_comma: bool,
    pub(crate) dotted: bool,
    pub(crate) stopped: bool,
    pub(crate) capitals: bool,
    pub(crate) shouting: bool,
}

/// Where a walk along the names stands behind some words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    stand: Stand,
    /// Hash of the normal form so far.
    pub(crate) key: u32,
    /// All that bear the name that ends here.
    pub(crate) bearers: Bearers,
    /// Whether some name goes on from here.
    pub(crate) goes_on: bool,
    /// How further words of such names begin.
    further: u64,
}

/// What a word does to a walk.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Next {
    /// No name goes on with it.
    Dead,
    /// Nothing is left of it in normal form.
    Nothing,
    To(Step),
}

struct Bearing {
    hits: Range<u32>,
    /// Whether an abbreviation is among them.
    short: bool,
    facts: Facts,
}

/// The names met so far.
pub(crate) struct Known<'g> {
    gazetteer: &'g Gazetteer,
    hits: Vec<Hit>,
    /// The feature of each hit, without its name.
    features: Vec<Feature<'g>>,
    /// How like its own name the name is for each hit.
    likeness: Vec<Likeness>,
    bearings: Vec<Bearing>,
    by_value: FxHashMap<Value, Bearers>,
    by_name: FxHashMap<Box<str>, Bearers>,
    by_manner: FxHashMap<(Bearers, Option<Manner>), Bearers>,
    /// Steps by the word's number, from the start of a name.
    starts: Vec<Option<Numbered>>,
    /// Steps by the number of the one before, the word's number, and whether anything parts the two.
    steps: FxHashMap<(u32, u32, bool), Numbered>,
    /// By the word's number: the first steps of a word in another case.
    bent: FxHashMap<u32, Box<[Bent]>>,
    /// By the word's number: the first steps of a word without the little words written together with it.
    bared: FxHashMap<u32, Box<[Bared]>>,
    /// Steps that have a number.
    count: u32,
    buffer: Vec<Hit>,
    normal: String,
}

/// A step with a word in whatever case, and whether it is the case it is written in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bent {
    pub(crate) step: Step,
    pub(crate) as_written: bool,
}

/// A step with a word that little words are written together with, and the bytes of these before and behind it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bared {
    pub(crate) step: Step,
    pub(crate) before: usize,
    pub(crate) behind: usize,
}

/// What a word does to a walk, with the number from 1 of the step taken; 0 where none is kept.
pub(crate) type Numbered = (Next, u32);

impl<'g> Known<'g> {
    pub(crate) fn new(gazetteer: &'g Gazetteer) -> Self {
        Self {
            gazetteer,
            hits: Vec::new(),
            features: Vec::new(),
            likeness: Vec::new(),
            bearings: Vec::new(),
            by_value: FxHashMap::default(),
            by_name: FxHashMap::default(),
            by_manner: FxHashMap::default(),
            starts: Vec::new(),
            steps: FxHashMap::default(),
            bent: FxHashMap::default(),
            bared: FxHashMap::default(),
            count: 0,
            buffer: Vec::new(),
            normal: String::new(),
        }
    }

    /// Whether so much is kept that it should be forgotten.
    pub(super) fn is_full(&self) -> bool {
        self.features.len() > MOST_FEATURES || self.steps.len() > MOST_STEPS
    }

    pub(super) fn gazetteer(&self) -> &'g Gazetteer {
        self.gazetteer
    }

    /// The first step of a name: by a word and its number among the words kept.
    pub(super) fn start(&mut self, id: u32, word: &str) -> Numbered {
        if let Some(&Some(next)) = self.starts.get(id as usize).filter(|_| id > 0) {
            return next;
        }
        let next = self.take(None, word, false);
        if id == 0 {
            return (next, 0);
        }
        let next = self.number(next);
        if self.starts.len() <= id as usize {
            self.starts.resize(id as usize + 1, None);
        }
        self.starts[id as usize] = Some(next);
        next
    }

    /// The next step behind another one.
    pub(super) fn go_on(&mut self, (step, number): (Step, u32), id: u32, word: &str, parted: bool) -> Numbered {
        // A word that begins with an ASCII letter or digit begins with it in normal form, too.
        let first = word.as_bytes().first().map_or(0, u8::to_ascii_lowercase);
        if parted && first.is_ascii_alphanumeric() && step.further & begins(first) == 0 {
            return (Next::Dead, 0);
        }
        let kept = number > 0 && id > 0;
        if let Some(&next) = self.steps.get(&(number, id, parted)).filter(|_| kept) {
            return next;
        }
        let next = self.take(Some(step), word, parted);
        if !kept || self.steps.len() > MOST_STEPS {
            return (next, 0);
        }
        let next = self.number(next);
        self.steps.insert((number, id, parted), next);
        next
    }

    fn number(&mut self, next: Next) -> Numbered {
        let to = matches!(next, Next::To(_));
        self.count += u32::from(to);
        (next, if to { self.count } else { 0 })
    }

    fn take(&mut self, from: Option<Step>, word: &str, parted: bool) -> Next {
        let mut normal = std::mem::take(&mut self.normal);
        normal.clear();
        if parted {
            normal.push(' ');
        }
        let blank = normal.len();
        normalise_word(word, &mut normal);
        let next = if normal.len() == blank { Next::Nothing } else { self.follow(from, &normal) };
        self.normal = normal;
        next
    }

    fn follow(&mut self, from: Option<Step>, letters: &str) -> Next {
        let walk = match from {
            None => self.gazetteer.walk(),
            Some(step) => self.gazetteer.walk_from(step.stand),
        };
        let Some(mut walk) = walk else { return Next::Dead };
        if !walk.go(letters.as_bytes()) {
            return Next::Dead;
        }
        let bearers = walk.value().map_or(0, |value| self.by_value(value));
        let key = hash_on(from.map_or(BASIS, |step| step.key), letters);
        Next::To(Step { stand: walk.stand(), key, bearers, goes_on: walk.goes_on(), further: walk.further_words() })
    }

    /// The first steps of a name with a word that may stand in another case: by the word and its number.
    pub(super) fn start_bent(&mut self, id: u32, word: &str) -> Vec<Bent> {
        if let Some(steps) = self.bent.get(&id).filter(|_| id > 0) {
            return steps.to_vec();
        }
        let steps = self.go_on_bent(None, word, false);
        if id > 0 {
            self.bent.insert(id, steps.as_slice().into());
        }
        steps
    }

    /// The steps that a word in whatever case takes behind another one.
    pub(super) fn go_on_bent(&mut self, from: Option<Bent>, word: &str, parted: bool) -> Vec<Bent> {
        let mut normal = String::new();
        normalise_word(word, &mut normal);
        let mut out = Vec::new();
        let firsts = first_cases(&normal);
        for (form, as_written) in std::iter::once((&normal, true)).chain(firsts.iter().map(|form| (form, false))) {
            let letters = if parted { format!(" {form}") } else { form.clone() };
            let Next::To(step) = self.follow(from.map(|f| f.step), &letters) else { continue };
            if step.bearers > 0 || step.goes_on {
                out.push(Bent { step, as_written: as_written && from.is_none_or(|f| f.as_written) });
            }
        }
        out
    }

    /// The first steps of a name with a word that little words may be written together with.
    pub(super) fn start_bared(&mut self, id: u32, word: &str) -> Vec<Bared> {
        if let Some(steps) = self.bared.get(&id).filter(|_| id > 0) {
            return steps.to_vec();
        }
        let mut steps = Vec::new();
        for Bare { rest, before, behind } in bare(word) {
            if let Next::To(step) = self.take(None, rest, false)
                && (step.bearers > 0 || step.goes_on)
            {
                steps.push(Bared { step, before, behind });
            }
        }
        if id > 0 {
            self.bared.insert(id, steps.as_slice().into());
        }
        steps
    }

    fn by_value(&mut self, value: Value) -> Bearers {
        if let Some(&bearers) = self.by_value.get(&value) {
            return bearers;
        }
        let mut buffer = std::mem::take(&mut self.buffer);
        self.gazetteer.walked(value, &mut buffer);
        let bearers = self.keep(&buffer);
        self.buffer = buffer;
        self.by_value.insert(value, bearers);
        bearers
    }

    /// The bearers of a name by its normal form, where `hits` are always the same for it.
    pub(super) fn named(&mut self, normal: &str, hits: &[Hit]) -> Bearers {
        if let Some(&bearers) = self.by_name.get(normal) {
            return bearers;
        }
        let bearers = self.keep(hits);
        self.by_name.insert(normal.into(), bearers);
        bearers
    }

    /// Keeps a list of bearers.
    pub(super) fn keep(&mut self, hits: &[Hit]) -> Bearers {
        let from = self.hits.len();
        self.hits.extend_from_slice(hits);
        self.features.extend(hits.iter().map(|h| self.gazetteer.unnamed(h.feature)));
        likeness::put(self.gazetteer, hits, &mut self.likeness);
        self.bearing(from)
    }

    /// The bearers from a place in the list on, as one.
    fn bearing(&mut self, from: usize) -> Bearers {
        let hits = self.hits.get(from..).unwrap_or(&[]);
        let Some(facts) = Facts::of(hits, self.features.get(from..).unwrap_or(&[])) else { return 0 };
        let short = hits.iter().any(|h| h.kind == NameKind::Abbreviation);
        self.bearings.push(Bearing { hits: from as u32..self.hits.len() as u32, short, facts });
        self.bearings.len() as u32
    }

    /// Those of a name's bearers that may be meant where it is written so; all for a name of several words.
    pub(super) fn meant(&mut self, all: Bearers, manner: Option<Manner>) -> Bearers {
        let Some(bearing) = self.bearing_of(all) else { return 0 };
        let plain = manner.is_none_or(|m| m.letters > 3 && !m.dotted && !bearing.short);
        let range = bearing.hits.start as usize..bearing.hits.end as usize;
        let manner = manner.filter(|_| !plain);
        if manner.is_none() && range.len() <= MOST_HITS {
            return all;
        }
        if let Some(&bearers) = self.by_manner.get(&(all, manner)) {
            return bearers;
        }
        let from = self.hits.len();
        for i in range {
            let (hit, feature, likeness) = (self.hits[i], self.features[i], self.likeness[i]);
            if manner.is_none_or(|m| m.allows(hit.kind, &feature)) && self.hits.len() < from + MOST_HITS {
                self.hits.push(hit);
                self.features.push(feature);
                self.likeness.push(likeness);
            }
        }
        let bearers = self.bearing(from);
        self.by_manner.insert((all, manner), bearers);
        bearers
    }

    fn bearing_of(&self, bearers: Bearers) -> Option<&Bearing> {
        self.bearings.get((bearers as usize).checked_sub(1)?)
    }

    pub(crate) fn hits(&self, bearers: Bearers) -> &[Hit] {
        let hits = self.bearing_of(bearers).map_or(0..0, |b| b.hits.clone());
        self.hits.get(hits.start as usize..hits.end as usize).unwrap_or(&[])
    }

    pub(crate) fn features(&self, bearers: Bearers) -> &[Feature<'g>] {
        let hits = self.bearing_of(bearers).map_or(0..0, |b| b.hits.clone());
        self.features.get(hits.start as usize..hits.end as usize).unwrap_or(&[])
    }

    pub(crate) fn likeness(&self, bearers: Bearers) -> &[Likeness] {
        let hits = self.bearing_of(bearers).map_or(0..0, |b| b.hits.clone());
        self.likeness.get(hits.start as usize..hits.end as usize).unwrap_or(&[])
    }

    /// Whether the best known of them have an apostrophe in their own names.
    pub(super) fn is_written_with_apostrophe(&self, bearers: Bearers) -> bool {
        let name = |h: &Hit| self.gazetteer.feature(h.feature).name;
        self.hits(bearers).iter().take(4).any(|h| name(h).contains(['\'', '\u{2019}']))
    }

    /// What they are as a whole.
    pub(crate) fn facts(&self, bearers: Bearers) -> Option<&Facts> {
        self.bearing_of(bearers).map(|b| &b.facts)
    }
}

impl Manner {
    /// Short names and abbreviations count only as they are written.
    fn allows(self, kind: NameKind, feature: &Feature<'_>) -> bool {
        let Self { letters, after_comma, dotted, stopped, capitals, shouting } = self;
        if letters <= 1 {
            return false;
        }
        if kind == NameKind::Abbreviation {
            return if letters == 2 && capitals && !dotted {
                // "PA", "IN", "OR": state codes only behind a comma; "US", "UK" anywhere.
                after_comma || !feature.code.starts_with("ADM")
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
        if capitals {
            // "UK" is no village called Uk, "US" none called Us.
            // Of two letters, divisions have abbreviations of their own; Chongqing is written Pa in some language.
            let short = letters == 2 && feature.class == FeatureClass::A && !feature.is_country();
            let wide = matches!(feature.class, FeatureClass::A | FeatureClass::L) && kind <= NameKind::Alias && !short;
            wide || (kind == NameKind::Primary
                && !dotted
                && (feature.population >= 20_000 || shouting || letters == 3 && feature.population >= 2_000))
        } else {
            let written_out = letters == 3 && (kind == NameKind::Primary || kind == NameKind::Demonym);
            written_out && (feature.population >= 5_000 || feature.class != FeatureClass::P)
        }
    }
}
