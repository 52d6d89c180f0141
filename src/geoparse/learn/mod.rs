//! Learning the weights from annotated text: `dateline train`. Nothing here runs when articles are read.
//!
//! The features are computed by the very code that reads, so what is learned is what is used.

mod calibrate;
pub mod clusters;
pub mod gold;
pub mod held;
pub mod invented;
pub mod net;
mod rank;
mod rows;

use super::evidence::{BINS, Bin, ORDER};
use super::network::Network;
use super::weights::Model;
use super::{EvidenceKind, Geoparser, Mention, Options};
use crate::gazetteer::Gazetteer;
use gold::Document;
use std::fmt::Write as _;

/// How to learn.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Passes over the rows for the network.
    pub epochs: usize,
    /// Weight of a row from the further corpora, which have other conventions.
    pub further: f32,
    /// The same for what names are doing there.
    pub further_roles: f32,
    /// Weight of a row from invented articles.
    pub invented: f32,
    /// Weight of a place in invented articles, which are told by their country alone.
    pub invented_places: f32,
    /// Weight of a place in the further corpora, where only those count that are beyond doubt.
    pub further_places: f32,
    /// Networks are random at the start; the same seed gives the same one.
    pub seed: u64,
    /// Belief from which a name is taken: known, unknown.
    pub bars: [f32; 2],
    /// Whether to fit the confidence, which learns anew for each half of the documents.
    pub calibrate: bool,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            epochs: 8,
            further: 0.4,
            further_roles: 0.5,
            invented: 0.4,
            invented_places: 0.05,
            further_places: 0.5,
            seed: 1,
            bars: [0.5, 0.55],
            calibrate: false,
        }
    }
}

impl Plan {
    fn weight(&self, standing: Standing, further: f32) -> f32 {
        match standing {
            Standing::Gold => 1.0,
            Standing::Invented => self.invented,
            Standing::Spans => further,
        }
    }
}

/// A corpus with what its labels mean.
pub struct Corpus {
    /// Its documents.
    pub documents: Vec<Document>,
    /// What its annotation tells.
    pub standing: Standing,
}

/// What a corpus' annotation tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Every toponym with its coordinates: one of the development sets.
    Gold,
    /// Every toponym with what it is doing and its country, written for learning.
    Invented,
    /// Names of all kinds, by conventions of its own.
    Spans,
}

/// Learns a model from the documents for which `take(corpus, document)` holds.
pub fn learn(gazetteer: &Gazetteer, corpora: &[Corpus], plan: &Plan, take: &dyn Fn(usize, usize) -> bool) -> Vec<u8> {
    let mut model = learn_weights(gazetteer, corpora, plan, take);
    if plan.calibrate {
        let mut verdicts = Vec::new();
        for half in 0..2 {
            let held = |c: usize, d: usize| corpora[c].standing == Standing::Gold && d % 2 == half;
            let other = learn_weights(gazetteer, corpora, plan, &|c, d| take(c, d) && !held(c, d));
            for (c, corpus) in corpora.iter().enumerate().filter(|(_, corpus)| corpus.standing == Standing::Gold) {
                for (_, document) in corpus.documents.iter().enumerate().filter(|(d, _)| take(c, *d) && held(c, *d)) {
                    calibrate::verdicts(gazetteer, &other, document, &mut verdicts);
                }
            }
        }
        model.calibration = calibrate::fit(&verdicts);
    }
    model.write()
}

/// Networks that learn from the labels; the one that reads learns from their mean, too. They err in different places.
const TEACHERS: u64 = 4;

fn learn_weights(gazetteer: &Gazetteer, corpora: &[Corpus], plan: &Plan, take: &dyn Fn(usize, usize) -> bool) -> Model {
    let documents: Vec<(&Document, Standing)> = corpora
        .iter()
        .enumerate()
        .flat_map(|(c, corpus)| {
            corpus.documents.iter().enumerate().filter(move |(d, _)| take(c, *d)).map(|(_, d)| (d, corpus.standing))
        })
        .collect();
    let rows: Vec<Vec<net::Row>> = documents
        .iter()
        .map(|&(d, standing)| rows::rows(gazetteer, d, standing, plan.weight(standing, plan.further)))
        .collect();
    let mut model = Model::blank();
    let all: Vec<&net::Row> = rows.iter().flatten().filter(|r| r.allowed != 0).collect();
    let teacher = |k: u64| net::train(&all, None, plan.epochs, plan.seed + k * 1000);
    let teachers: Vec<Network> = (0..TEACHERS).map(teacher).collect();
    model.names = net::train(&all, Some(&net::taught(&all, &teachers)), plan.epochs, plan.seed + TEACHERS * 1000);
    drop(rows);
    let roles: Vec<net::Row> = documents
        .iter()
        .flat_map(|&(d, standing)| rows::roles(gazetteer, d, plan.weight(standing, plan.further_roles)))
        .collect();
    model.roles = net::train(&roles.iter().collect::<Vec<_>>(), None, plan.epochs, plan.seed);
    let source = |&(document, standing): &(_, Standing)| {
        let weight = match standing {
            Standing::Gold => 1.0,
            Standing::Invented => plan.invented_places,
            Standing::Spans => plan.further_places,
        };
        rank::Source { document, weight, placed: standing != Standing::Spans }
    };
    let sources: Vec<rank::Source<'_>> = documents.iter().map(source).filter(|s| s.weight > 0.0).collect();
    model.evidence = rank::train(gazetteer, &sources, &model);
    model.bars = plan.bars;
    model
}

/// The kinds of reason whose weights annotated texts teach; the rest are the reader's own.
pub fn learned() -> impl Iterator<Item = EvidenceKind> {
    use EvidenceKind::{Anachronism, Correction, Focus, LooseSpelling, Story, UserLayer};
    let own =
        |kind: &EvidenceKind| matches!(kind, Focus | Correction | UserLayer | LooseSpelling | Anachronism | Story);
    ORDER.into_iter().filter(move |kind| !own(kind))
}

/// A part of the geoparser that can be left out to see what it adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// One kind of reason.
    Evidence(EvidenceKind),
    /// The network that tells places, governments and organisations apart.
    Roles,
}

/// The mentions a learned model finds in each document, or with the annotated spans `given`; `without` some part.
pub fn find(
    gazetteer: &Gazetteer,
    model: &[u8],
    without: Option<Part>,
    documents: &[&Document],
    given: bool,
) -> Vec<Vec<Mention>> {
    let Some(mut model) = Model::read(model) else { return Vec::new() };
    match without {
        Some(Part::Evidence(kind)) => {
            for bin in 0..BINS {
                let at = Bin::new(kind, bin).index();
                model.evidence.passes.iter_mut().filter_map(|pass| pass.get_mut(at)).for_each(|weight| *weight = 0.0);
            }
        }
        Some(Part::Roles) => model.roles = Network::blank(),
        None => {}
    }
    let parser = Geoparser::with_model(gazetteer, Options::default(), &model);
    documents
        .iter()
        .map(|document| {
            if given {
                let spans: Vec<_> = document.toponyms.iter().map(|t| t.span).collect();
                parser.parse_spans(&document.article, &spans)
            } else {
                parser.parse(&document.article)
            }
        })
        .collect()
}

/// The mentions a learned model finds in documents, as JSON lines with code point offsets.
pub fn predict(gazetteer: &Gazetteer, model: &[u8], documents: &[&Document], given: bool) -> String {
    let mut out = String::new();
    for (document, mentions) in documents.iter().zip(find(gazetteer, model, None, documents, given)) {
        let _ = writeln!(out, "{}", line(gazetteer, document, &mentions));
    }
    out
}

fn line(gazetteer: &Gazetteer, document: &Document, mentions: &[Mention]) -> serde_json::Value {
    let mut points = crate::text::CodePoints::new(&document.article.text);
    let toponyms: Vec<serde_json::Value> = mentions
        .iter()
        .map(|m| {
            let (start, end) = (points.at(m.span.start as usize), points.at(m.span.end as usize));
            let feature = m.resolution.as_ref().map(|r| gazetteer.feature(r.place));
            serde_json::json!({
                "start": start, "end": end, "surface": m.span.of(&document.article.text), "kind": m.kind,
                "lat": feature.map(|f| f.point.lat()), "lon": feature.map(|f| f.point.lon()),
                "geonameid": m.resolution.as_ref().and_then(|r| gazetteer.id(r.place).geonameid()),
                "feature": feature.map(|f| f.class_code()), "country": feature.and_then(|f| f.country).map(|c| c.code().to_owned()),
                "confidence": m.resolution.as_ref().map(|r| r.confidence),
            })
        })
        .collect();
    serde_json::json!({ "id": document.article.id, "toponyms": toponyms })
}
