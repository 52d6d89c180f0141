//! The figures of annotated text: recognition, resolution, end to end.
//!
//! Definitions: spans match one to one, exact ones first, then by largest overlap. End to end, a match is right when
//! the two carry the same id or lie within 161 km of each other; predictions matched to gold without coordinates are
//! not judged, and predictions without coordinates only miss.

use crate::gazetteer::Gazetteer;
use crate::geo::LatLon;
use crate::geoparse::Mention;
use crate::geoparse::learn::gold::Document;
use crate::text::Span;
use std::collections::BTreeMap;

/// Kilometres within which a place counts as right.
pub(super) const RIGHT_KM: f64 = 161.0;

/// One span with where it lies.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// Where in the text.
    pub span: Span,
    /// Where on Earth.
    pub point: Option<LatLon>,
    /// GeoNames id.
    pub geonameid: Option<u32>,
    /// Confidence of a prediction, 0 for gold.
    pub confidence: f32,
}

impl Placed {
    /// What a mention says.
    pub(super) fn of(mention: &Mention, gazetteer: &Gazetteer) -> Self {
        let place = mention.resolution.as_ref().map(|r| r.place);
        Self {
            span: mention.span,
            point: place.map(|p| gazetteer.feature(p).point),
            geonameid: place.and_then(|p| gazetteer.id(p).geonameid()),
            confidence: mention.resolution.as_ref().map_or(0.0, |r| r.confidence),
        }
    }
}

/// Counts that add up over documents.
#[derive(Clone, Debug, Default)]
pub(super) struct Score {
    /// Gold spans.
    pub gold: usize,
    /// Gold spans with coordinates.
    pub gold_placed: usize,
    /// Predicted spans.
    pub predicted: usize,
    /// Predicted exactly.
    pub exact: usize,
    /// Matched by overlap.
    pub overlap: usize,
    /// Errors in kilometres of what was matched and placed on both sides.
    pub errors: Vec<f64>,
    /// Right end to end.
    pub right: usize,
    /// Predictions with coordinates that can be judged.
    pub judged: usize,
    /// Gold that was missed, wrongly found, wrongly placed: by surface.
    pub missed: BTreeMap<String, usize>,
    /// See `missed`.
    pub invented: BTreeMap<String, usize>,
    /// See `missed`.
    pub misplaced: BTreeMap<String, usize>,
    /// Of judged predictions: confidence and whether right.
    pub confidences: Vec<(f32, bool)>,
}

/// Precision, recall and their harmonic mean.
pub(super) fn prf(right: usize, gold: usize, predicted: usize) -> (f64, f64, f64) {
    let p = if predicted > 0 { right as f64 / predicted as f64 } else { 0.0 };
    let r = if gold > 0 { right as f64 / gold as f64 } else { 0.0 };
    (p, r, if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 })
}

fn overlap(a: Span, b: Span) -> u32 {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// The annotated spans, each once.
pub(super) fn merged(document: &Document) -> Vec<Placed> {
    let mut gold: Vec<Placed> = Vec::new();
    for t in &document.toponyms {
        match gold.last_mut().filter(|g: &&mut Placed| g.span == t.span) {
            Some(same) if same.point.is_none() => (same.point, same.geonameid) = (t.point, t.geonameid),
            Some(_) => {}
            None => gold.push(Placed { span: t.span, point: t.point, geonameid: t.geonameid, confidence: 0.0 }),
        }
    }
    gold
}

/// Which of `gold` and which of `predicted` belong together, both in text order: one to one, exact spans first, then
/// by largest overlap.
pub(super) fn matches(gold: &[Placed], predicted: &[Placed]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut from = 0;
    for (i, g) in gold.iter().enumerate() {
        while predicted.get(from).is_some_and(|p| p.span.end <= gold[i.saturating_sub(3)].span.start) {
            from += 1;
        }
        for (j, p) in predicted.iter().enumerate().skip(from.saturating_sub(3)) {
            if p.span.start >= g.span.end {
                break;
            }
            let shared = overlap(g.span, p.span);
            if shared > 0 {
                pairs.push((g.span != p.span, std::cmp::Reverse(shared), i, j));
            }
        }
    }
    pairs.sort_unstable();
    let (mut of_gold, mut of_predicted) = (vec![false; gold.len()], vec![false; predicted.len()]);
    pairs
        .into_iter()
        .filter_map(|(_, _, i, j)| {
            if of_gold[i] || of_predicted[j] {
                return None;
            }
            (of_gold[i], of_predicted[j]) = (true, true);
            Some((i, j))
        })
        .collect()
}

impl Score {
    /// Adds one document.
    pub(super) fn add(&mut self, document: &Document, predicted: &[Placed]) {
        let text = &document.article.text;
        let gold = merged(document);
        let pairs = matches(&gold, predicted);
        let (mut of_gold, mut of_predicted) = (vec![None; gold.len()], vec![None; predicted.len()]);
        for (i, j) in pairs {
            of_gold[i] = Some(j);
            of_predicted[j] = Some(i);
            self.overlap += 1;
            self.exact += usize::from(gold[i].span == predicted[j].span);
        }
        self.gold += gold.len();
        self.predicted += predicted.len();
        let count = |list: &mut BTreeMap<String, usize>, span: Span| {
            *list.entry(span.of(text).to_owned()).or_default() += 1;
        };
        for (g, matched) in gold.iter().zip(&of_gold) {
            self.gold_placed += usize::from(g.point.is_some());
            if matched.is_none() && g.point.is_some() {
                count(&mut self.missed, g.span);
            }
        }
        for (p, matched) in predicted.iter().zip(&of_predicted) {
            let Some(point) = p.point else { continue };
            let mut right = false;
            match matched.and_then(|i| gold.get(i)) {
                Some(g) => {
                    let Some(truth) = g.point else { continue };
                    let same = g.geonameid.is_some() && g.geonameid == p.geonameid;
                    let km = if same { 0.0 } else { truth.distance_km(point) };
                    self.errors.push(km);
                    right = km <= RIGHT_KM;
                    if !right {
                        count(&mut self.misplaced, p.span);
                    }
                }
                None => count(&mut self.invented, p.span),
            }
            self.judged += 1;
            self.right += usize::from(right);
            self.confidences.push((p.confidence, right));
        }
    }
}
