//! Resolves again what a change by hand affects: only the articles that contain a name it is about, or that mention
//! the place it is about.

use super::edit::{self, Correction, Edit};
use super::{Corpus, Entry};
use crate::gazetteer::{FeatureRef, Gazetteer, LayerFile, PlaceId};
use crate::geoparse::{Band, Candidate, Evidence, EvidenceKind, Geoparser, Kind, Mention, Options, Resolution};
use crate::text::normalise::normalise;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// What changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Mentions that mean something else now, that are new, or that are gone.
    pub mentions: u32,
    /// Articles that have such a mention.
    pub articles: u32,
    /// Articles that were looked at again.
    pub read: u32,
}

/// The gazetteer with the reader's edits on top.
pub(super) fn gazetteer(base: &Arc<Gazetteer>, edits: &[Edit]) -> Arc<Gazetteer> {
    if edits.is_empty() {
        return Arc::clone(base);
    }
    let rows = edit::rows(Vec::new(), edits, base);
    Arc::new(base.with_layer(LayerFile::of(edit::MINE, rows)).0)
}

/// What differs between two states of the reader's changes.
pub(super) struct Difference<'a> {
    edits: Vec<&'a Edit>,
    corrections: Vec<&'a Correction>,
}

impl Outcome {
    /// Counts what changed in one article.
    pub(super) fn count(&mut self, changed: u32) {
        self.mentions += changed;
        self.articles += u32::from(changed > 0);
    }
}

impl<'a> Difference<'a> {
    /// Changes are only put on top and taken off again, so what differs is what follows the common beginning.
    pub(super) fn between(
        before: (&'a [Edit], &'a [Correction]),
        after: (&'a [Edit], &'a [Correction]),
    ) -> Option<Self> {
        let edits = beyond(before.0, after.0);
        let corrections = beyond(before.1, after.1);
        (!edits.is_empty() || !corrections.is_empty()).then_some(Self { edits, corrections })
    }

    /// Whether an article must be looked at again. `hay` is its words in normal form, blanks at both ends.
    fn touches(&self, entry: &Entry, hay: &str, names: &[String], places: &BTreeSet<FeatureRef>) -> bool {
        let named = |n: &String| !n.is_empty() && hay.contains(n.as_str());
        let means =
            |m: &Mention| m.resolution.as_ref().is_some_and(|r| r.candidates.iter().any(|c| places.contains(&c.place)));
        names.iter().any(named)
            || entry.mentions.iter().any(means)
            || self.corrections.iter().any(|c| {
                let start = if c.article == entry.article.id { c.start } else { u32::MAX };
                c.reaches(&entry.article, start, &c.name) && hay.contains(&format!(" {} ", c.name))
            })
    }
}

fn beyond<'a, T: PartialEq>(a: &'a [T], b: &'a [T]) -> Vec<&'a T> {
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    a.iter().skip(same).chain(b.iter().skip(same)).collect()
}

/// Looks at the touched articles again with a gazetteer that is already the new one. `old` is the one before.
pub(super) fn resolve(
    corpus: &mut Corpus,
    haystacks: &[String],
    old: &Gazetteer,
    layers_below: usize,
    difference: &Difference<'_>,
    corrections: &[Correction],
) -> (Outcome, Vec<usize>) {
    let mut names: BTreeSet<String> = difference.edits.iter().flat_map(|e| e.names()).collect();
    let mut places: BTreeSet<FeatureRef> = BTreeSet::new();
    for edit in &difference.edits {
        let id = PlaceId(edit.id().to_owned());
        let (was, is) = (old.by_id(&id), corpus.gazetteer.by_id(&id));
        places.extend(was);
        places.extend(is);
        // No mention holds a place that comes back from hiding: only its names tell where it may be meant.
        if let (None, Some(at)) = (was, is) {
            names.extend(corpus.gazetteer.names(at).iter().map(|n| normalise(n)));
        }
    }
    let names: Vec<String> = names.into_iter().filter(|n| !n.is_empty()).map(|n| format!(" {n} ")).collect();
    let mine = |m: &Mention| {
        let above = |c: &Candidate| usize::from(c.place.layer().0) >= layers_below;
        m.resolution.as_ref().is_some_and(|r| r.candidates.iter().any(above))
    };
    let touched: Vec<usize> = corpus
        .entries
        .iter()
        .zip(haystacks)
        .enumerate()
        .filter(|(_, (e, hay))| {
            // Rows of the reader's layer may have moved up or down.
            difference.touches(e, hay, &names, &places) || (!difference.edits.is_empty() && e.mentions.iter().any(mine))
        })
        .map(|(i, _)| i)
        .collect();
    let fresh = parse(corpus, &touched, corrections, &|_| true).unwrap_or_default();
    let mut outcome = Outcome { read: touched.len() as u32, ..Outcome::default() };
    let gazetteer = Arc::clone(&corpus.gazetteer);
    for (&i, mentions) in touched.iter().zip(fresh) {
        let Some(entry) = corpus.entries.get_mut(i) else { continue };
        let changed = changes(&entry.mentions, old, &mentions, &gazetteer);
        outcome.count(changed);
        entry.mentions = mentions;
    }
    (outcome, touched)
}

/// The mentions of some articles in the company of the others, in their order, whatever the number of threads. `on` hears
/// how many are done and says whether to go on; `None` where it did not.
pub(super) fn parse(
    corpus: &Corpus,
    articles: &[usize],
    corrections: &[Correction],
    on: &(dyn Fn(usize) -> bool + Sync),
) -> Option<Vec<Vec<Mention>>> {
    let (next, done, stopped) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicBool::new(false));
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(articles.len());
    let mut found: Vec<(usize, Vec<Mention>)> = std::thread::scope(|scope| {
        let work = || {
            let options = Options { focus: corpus.focus.clone(), ..Options::default() };
            let parser = Geoparser::new(&corpus.gazetteer, options);
            let mut out = Vec::new();
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                let Some(entry) = articles.get(n).and_then(|&i| corpus.entries.get(i)) else { return out };
                let mut mentions = parser.parse_among(&entry.article, &entry.company);
                correct(&entry.article, &mut mentions, corrections, &corpus.gazetteer);
                out.push((n, mentions));
                if !on(done.fetch_add(1, Ordering::Relaxed) + 1) {
                    stopped.store(true, Ordering::Relaxed);
                }
                if stopped.load(Ordering::Relaxed) {
                    return out;
                }
            }
        };
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().filter_map(|w| w.join().ok()).flatten().collect()
    });
    if stopped.into_inner() {
        return None;
    }
    found.sort_by_key(|f| f.0);
    Some(found.into_iter().map(|f| f.1).collect())
}

/// Puts the reader's word above the geoparser's. The last correction that reaches a mention holds.
pub(super) fn correct(
    article: &crate::text::Article,
    mentions: &mut [Mention],
    corrections: &[Correction],
    gazetteer: &Gazetteer,
) {
    if corrections.is_empty() {
        return;
    }
    for mention in mentions {
        let name = normalise(mention.span.of(&article.text));
        let Some(c) = corrections.iter().rev().find(|c| c.reaches(article, mention.span.start, &name)) else {
            continue;
        };
        let Some(id) = &c.place else {
            (mention.kind, mention.resolution) = (Kind::Other, None);
            "set by hand: not a place".clone_into(&mut mention.why_kind);
            continue;
        };
        let Some(place) = gazetteer.by_id(&PlaceId(id.clone())) else { continue };
        let by_hand = Evidence { kind: EvidenceKind::Correction, weight: 20.0, detail: "set by hand".to_owned() };
        let rest = mention.resolution.take().map(|r| r.candidates).unwrap_or_default();
        let rest = rest.into_iter().filter(|c| c.place != place).map(|c| Candidate { score: 0.0, ..c });
        let first = Candidate { place, score: 1.0, evidence: vec![by_hand] };
        mention.resolution = Some(Resolution {
            place,
            confidence: 1.0,
            band: Band::High,
            candidates: std::iter::once(first).chain(rest).collect(),
        });
    }
}

/// How many mentions differ in where they stand, what they do or which place they mean.
pub(super) fn changes(old: &[Mention], old_gazetteer: &Gazetteer, new: &[Mention], gazetteer: &Gazetteer) -> u32 {
    let key = |m: &Mention, g: &Gazetteer| {
        let place = m.resolution.as_ref().map(|r| {
            let point = g.feature(r.place).point;
            (g.id(r.place).0, point.lat().to_bits(), point.lon().to_bits())
        });
        (m.span.start, m.span.end, m.kind, place)
    };
    let before: BTreeSet<_> = old.iter().filter(|m| m.kind.is_placed()).map(|m| key(m, old_gazetteer)).collect();
    let after: BTreeSet<_> = new.iter().filter(|m| m.kind.is_placed()).map(|m| key(m, gazetteer)).collect();
    let starts: BTreeSet<u32> = before.symmetric_difference(&after).map(|k| k.0).collect();
    starts.len() as u32
}
