//! `&Article + &Gazetteer` -> mentions with resolutions. No I/O, no clock, cannot fail.

mod candidates;
mod dateline;
mod echo;
mod evidence;
mod features;
mod kinds;
mod known;
pub mod learn;
mod lexicon;
mod memo;
mod mention;
pub mod network;
mod outlet;
mod recognise;
mod resolve;
mod rules;
mod say;
mod scan;
mod spans;
mod weights;
mod words;

pub use mention::{Band, Candidate, Evidence, EvidenceKind, Kind, Mention, Resolution};
pub use say::describe;

use crate::gazetteer::{FeatureRef, Gazetteer};
use crate::text::{Article, Span};
use candidates::Names;
use features::Context;
use memo::Memo;
use recognise::Found;
use resolve::Resolver;
use say::Teller;
use scan::Scan;
use std::sync::{Mutex, PoisonError};
use weights::{Model, Signs};

/// What a reader may ask of the geoparser.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Places the reader's work is about: what lies in them is preferred.
    pub focus: Vec<FeatureRef>,
    /// Also return names judged to be persons or something else.
    pub all_kinds: bool,
    /// Give the evidence of every candidate, not only of the winner.
    pub explain: bool,
}

/// Finds the toponyms of articles and says what they mean. What it keeps between articles saves time and changes nothing.
pub struct Geoparser<'g> {
    gazetteer: &'g Gazetteer,
    options: Options,
    model: &'g Model,
    /// What threads that are not at work just now have kept.
    memos: Mutex<Vec<Box<Memo<'g>>>>,
}

/// Candidates whose evidence is put in words unless all are asked for.
const TOLD: usize = 1;
/// Candidates kept in a verdict unless all are asked for.
const LISTED: usize = 32;

impl<'g> Geoparser<'g> {
    /// A geoparser over a gazetteer.
    pub fn new(gazetteer: &'g Gazetteer, options: Options) -> Self {
        Self::with_model(gazetteer, options, Model::get())
    }

    /// A geoparser with weights other than those carried.
    pub(crate) fn with_model(gazetteer: &'g Gazetteer, options: Options, model: &'g Model) -> Self {
        Self { gazetteer, options, model, memos: Mutex::default() }
    }

    /// The mentions of an article in text order. Total on any text and linear in its length.
    pub fn parse(&self, article: &Article) -> Vec<Mention> {
        let idle = self.memos.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut memo = idle.unwrap_or_else(|| Box::new(Memo::new(self.gazetteer)));
        memo.tidy();
        let (home, words, known) = memo.home(article);
        let scan = Scan::with(article, words);
        let names = Names::find_with(&scan, known);
        let context = Context::new(&scan, &names, self.gazetteer, home);
        let found = recognise::recognise(&context, self.model, self.options.all_kinds);
        let mentions = self.resolve(article, &context, &found);
        self.memos.lock().unwrap_or_else(PoisonError::into_inner).push(memo);
        mentions
    }

    /// Resolves the given spans and no others, as toponyms; spans that no layer knows stay without a resolution.
    pub fn parse_spans(&self, article: &Article, spans: &[Span]) -> Vec<Mention> {
        let home = outlet::home(article, self.gazetteer);
        let scan = Scan::new(article);
        let names = spans::names(&scan, self.gazetteer, spans);
        let context = Context::new(&scan, &names, self.gazetteer, home.as_ref());
        let found = spans::found(&context, self.model);
        self.resolve(article, &context, &found)
    }

    fn resolve(&self, article: &Article, context: &Context<'_>, found: &[Found]) -> Vec<Mention> {
        let year = article.published.as_ref().map(|d| d.earliest.year());
        let placed: Vec<Found> = found.iter().filter(|f| f.kind.is_placed()).copied().collect();
        let mut resolver = Resolver::new(context, self.gazetteer, &placed, context.home, &self.options.focus, year);
        resolver.run(&self.model.evidence);
        let teller = Teller {
            gazetteer: self.gazetteer,
            weights: &self.model.evidence,
            home: context.home,
            countries: context.countries(),
        };
        let mut resolutions: Vec<Option<Resolution>> = vec![None; placed.len()];
        let mut kinds: Vec<Kind> = placed.iter().map(|f| f.kind).collect();
        for group in &resolver.groups {
            let verdict = self.verdict(&teller, group);
            let winner = group.best().and_then(|b| group.options.get(b));
            let signs = Signs::of(group);
            for &member in &group.members {
                if let Some(winner) = winner {
                    kinds[member] = settled_kind(kinds[member], winner);
                }
                let toponym = placed[member].toponym();
                resolutions[member] = verdict.clone().map(|mut r| {
                    r.confidence = self.model.confidence(toponym, &signs);
                    r.band = Band::of(r.confidence);
                    r
                });
            }
        }
        let mut next = resolutions.into_iter().zip(kinds);
        found
            .iter()
            .map(|f| {
                let mut f = *f;
                let mut resolution = None;
                if let Some((verdict, kind)) = f.kind.is_placed().then(|| next.next()).flatten() {
                    (resolution, f.kind) = (verdict, kind);
                }
                let name = &context.names.list[f.name];
                Mention { span: name.span, kind: f.kind, why_kind: kinds::why(context, &f), resolution }
            })
            .collect()
    }

    /// The group's candidates, best first; the confidence comes with each use.
    fn verdict(&self, teller: &Teller<'_>, group: &resolve::Group<'_>) -> Option<Resolution> {
        let mut order: Vec<usize> = (0..group.options.len()).collect();
        order.sort_by(|&a, &b| group.options[b].score.total_cmp(&group.options[a].score).then(a.cmp(&b)));
        let (told, listed) = if self.options.explain { (order.len(), order.len()) } else { (TOLD, LISTED) };
        let candidates: Vec<Candidate> = order
            .iter()
            .take(listed)
            .enumerate()
            .map(|(rank, &i)| {
                let option = &group.options[i];
                let evidence = if rank < told { teller.evidence(group, option) } else { Vec::new() };
                Candidate { place: option.hit.feature, score: option.belief, evidence }
            })
            .collect();
        let first = candidates.first()?;
        Some(Resolution { place: first.place, confidence: 0.0, band: Band::Guess, candidates })
    }
}

/// What the place itself says about the kind: a word for people is a demonym, what speaks for a government is one.
fn settled_kind(kind: Kind, winner: &resolve::Option_<'_>) -> Kind {
    let demonym = winner.hit.kind == crate::gazetteer::NameKind::Demonym;
    match kind {
        Kind::Place | Kind::Government | Kind::Organisation if demonym => Kind::Demonym,
        Kind::Demonym if !demonym => Kind::Place,
        Kind::Place if winner.feature.speaks_for.is_some() => Kind::Government,
        other => other,
    }
}
