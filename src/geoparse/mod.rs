//! `&Article + &Gazetteer` -> mentions with resolutions. No I/O, no clock, cannot fail.

mod affixes;
mod candidates;
mod clusters;
mod company;
mod dateline;
mod domains;
mod doubts;
mod evidence;
mod explained;
mod facts;
mod features;
mod inflected;
mod kinds;
mod known;
mod languages;
pub mod learn;
mod lexicon;
mod likeness;
mod locality;
mod maladies;
mod memo;
mod mention;
pub mod network;
mod offices;
mod outlet;
mod persons;
mod recognise;
mod resolve;
mod rules;
mod say;
mod scan;
mod series;
mod shorthand;
pub(crate) mod spans;
mod telling;
mod weights;
mod west;
mod words;

pub use company::{Company, Outlets, Story};
pub(crate) use locality::Leads;
pub use mention::{Band, Candidate, Evidence, EvidenceKind, Kind, Mention, Resolution};
pub use say::{describe, passed_over, turning_point};
pub(crate) use telling::{Telling, Told, Verdict};

use crate::gazetteer::{FeatureRef, Gazetteer};
use crate::text::windows::windows;
use crate::text::{Article, Span};
use candidates::{Name, Names};
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
    memos: Mutex<Vec<Memo<'g>>>,
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

    /// The mentions of an article in text order. Total on any text and linear in its length. A text longer than
    /// [`WINDOW`](crate::text::windows::WINDOW) is read in pieces, each by itself.
    pub fn parse(&self, article: &Article) -> Vec<Mention> {
        self.parse_among(article, &Company::default())
    }

    /// The same with what other articles tell.
    pub fn parse_among(&self, article: &Article, company: &Company) -> Vec<Mention> {
        let mut out = Vec::new();
        for piece in windows(&article.text) {
            let start = piece.start as u32;
            let piece = article.window(piece);
            let mentions = self.read(&piece, None, company, |context, found| self.mentions(article, context, found));
            out.extend(mentions.into_iter().map(|m| Mention { span: m.span.moved(start), ..m }));
        }
        out
    }

    /// Resolves the given spans as toponyms and tells of no others; spans that no layer knows stay without a resolution.
    /// Countries and divisions that the text names besides are read, too, so that "Paris" in "Paris, Texas" is the one in
    /// Texas.
    pub fn parse_spans(&self, article: &Article, spans: &[Span]) -> Vec<Mention> {
        let mut out = Vec::new();
        let alone = Company::default();
        for (piece, given) in spans::pieces(&article.text, spans) {
            let start = piece.start as u32;
            let piece = article.window(piece);
            let mentions =
                self.read(&piece, Some(&given), &alone, |context, found| self.mentions(&piece, context, found));
            let told = mentions.into_iter().filter(|m| spans::is_given(&given, m.span));
            out.extend(told.map(|m| Mention { span: m.span.moved(start), ..m }));
        }
        out
    }

    /// Where a text has countries and divisions by its own reading, in text order.
    fn surroundings(&self, article: &Article, company: &Company) -> Vec<Span> {
        self.read(article, None, company, |context, found| {
            let wide = |name: &Name| context.facts(name).is_some_and(|f| (f.country || f.division) && !f.demonym);
            let names = found.iter().filter(|f| f.kind.is_placed()).map(|f| &context.names.list[f.name]);
            names.filter(|name| wide(name)).map(|name| name.span).collect()
        })
    }

    /// Recognises the toponyms of an article, or takes the spans that are given (in order, each once) and what does not
    /// overlap with them, and hands on what was found.
    fn read<T>(
        &self,
        article: &Article,
        spans: Option<&[Span]>,
        company: &Company,
        then: impl for<'x> FnOnce(&'x Context<'x>, &[Found]) -> T,
    ) -> T {
        let all = spans.map(|given| spans::among(given, self.surroundings(article, company)));
        let idle = self.memos.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut memo = idle.unwrap_or_else(|| Memo::new(self.gazetteer));
        memo.tidy();
        let (home, words, known) = memo.home(article, company);
        let scan = Scan::with(article, words);
        let names = match &all {
            Some(all) => spans::names(&scan, self.gazetteer, all),
            None => Names::find_with(&scan, known),
        };
        let mut context = Context::new(&scan, &names, self.gazetteer, home);
        context.company = company;
        let found = match spans {
            Some(given) => spans::found(&context, self.model, |span| spans::is_given(given, span)),
            None => recognise::recognise(&context, self.model, self.options.all_kinds),
        };
        let out = then(&context, &found);
        drop(names);
        scan.give_back(words);
        self.memos.lock().unwrap_or_else(PoisonError::into_inner).push(memo);
        out
    }

    /// Resolves what was found: the groups of names that mean the same, and for each name found what became of it.
    fn settle<'c>(
        &'c self,
        article: &Article,
        context: &'c Context<'c>,
        found: &[Found],
    ) -> (Resolver<'c, 'c>, Vec<Settled>) {
        let year = article.published.as_ref().map(|d| d.earliest.year());
        let placed: Vec<Found> = found.iter().filter(|f| f.kind.is_placed()).copied().collect();
        let mut resolver = Resolver::new(context, self.gazetteer, &placed, context.home, &self.options.focus, year);
        resolver.run(&self.model.evidence);
        let mut settled: Vec<Settled> =
            found.iter().map(|f| Settled { group: None, kind: f.kind, confidence: 0.0, passed_over: None }).collect();
        let at: Vec<usize> = (0..found.len()).filter(|&i| found[i].kind.is_placed()).collect();
        let far_fetched = resolver.far_fetched(&placed);
        for (number, group) in resolver.groups.iter().enumerate() {
            let winner = group.best().and_then(|b| group.options.get(b));
            let signs = Signs::of(group);
            for &member in &group.members {
                let settled = &mut settled[at[member]];
                if let Some(winner) = winner.filter(|_| far_fetched.binary_search(&number).is_ok()) {
                    settled.passed_over = Some(winner.hit.feature);
                    if !self.model.believes_unknown(placed[member].toponym()) {
                        settled.kind = Kind::Other;
                    }
                } else if let Some(winner) = winner {
                    settled.kind = settled_kind(settled.kind, winner);
                    settled.group = Some(number as u32);
                    settled.confidence = self.model.confidence(placed[member].toponym(), &signs);
                }
            }
        }
        (resolver, settled)
    }

    fn teller<'c>(&'c self, context: &'c Context<'c>) -> Teller<'c> {
        Teller {
            gazetteer: self.gazetteer,
            weights: &self.model.evidence,
            home: context.home,
            countries: context.countries(),
        }
    }

    fn mentions<'c>(&'c self, article: &Article, context: &'c Context<'c>, found: &[Found]) -> Vec<Mention> {
        let (resolver, settled) = self.settle(article, context, found);
        let teller = self.teller(context);
        let verdicts: Vec<Option<Resolution>> = resolver.groups.iter().map(|g| self.verdict(&teller, g)).collect();
        found
            .iter()
            .zip(settled)
            .map(|(f, settled)| {
                let f = Found { kind: settled.kind, ..*f };
                let verdict = settled.group.and_then(|g| verdicts.get(g as usize)?.clone());
                let resolution = verdict.map(|v| Resolution {
                    confidence: settled.confidence,
                    band: Band::of(settled.confidence),
                    ..v
                });
                let name = &context.names.list[f.name];
                let passed_over = settled.passed_over;
                Mention { span: name.span, kind: f.kind, why_kind: kinds::why(context, &f), resolution, passed_over }
            })
            .filter(|m| self.options.all_kinds || m.kind.is_placed())
            .collect()
    }

    /// The group's candidates, best first; the confidence comes with each use.
    fn verdict(&self, teller: &Teller<'_>, group: &resolve::Group<'_>) -> Option<Resolution> {
        let order = best_first(group);
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

/// What became of a name that was found.
#[derive(Clone, Copy)]
struct Settled {
    /// Number of the group it belongs to; `None` for what has no place.
    group: Option<u32>,
    kind: Kind,
    confidence: f32,
    /// The place that it is not believed to mean, though it bears the name.
    passed_over: Option<FeatureRef>,
}

/// A group's options by their scores; equals keep the gazetteer's order.
fn best_first(group: &resolve::Group<'_>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..group.options.len()).collect();
    order.sort_by(|&a, &b| group.options[b].score.total_cmp(&group.options[a].score).then(a.cmp(&b)));
    order
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
