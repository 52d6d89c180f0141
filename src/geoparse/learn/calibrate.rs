//! Fitting the confidence: how often verdicts are right, from the beliefs they were given with.

use super::super::candidates::Names;
use super::super::features::Context;
use super::super::outlet;
use super::super::recognise::{self, Found};
use super::super::resolve::Resolver;
use super::super::scan::Scan;
use super::super::weights::{CALIBRATION, Model, Signs};
use super::gold::Document;
use crate::gazetteer::Gazetteer;

/// A place within so many kilometres of the annotators' is right.
const RIGHT_KM: f64 = 161.0;

/// One verdict: its inputs to the confidence, and whether it was right.
pub(super) struct Verdict {
    inputs: [f32; CALIBRATION],
    right: bool,
}

/// Adds the verdicts on a document that the annotation can judge.
pub(super) fn verdicts(gazetteer: &Gazetteer, model: &Model, document: &Document, out: &mut Vec<Verdict>) {
    let home = outlet::home(&document.article, gazetteer);
    let scan = Scan::new(&document.article);
    let names = Names::find(&scan, gazetteer);
    let context = Context::new(&scan, &names, gazetteer, home.as_ref());
    let found: Vec<Found> = recognise::recognise(&context, model, false);
    let mut resolver = Resolver::new(&context, gazetteer, &found, home.as_ref(), &[], None);
    resolver.run(&model.evidence);
    let far_fetched = resolver.far_fetched(&found);
    for (number, group) in resolver.groups.iter().enumerate() {
        if far_fetched.binary_search(&number).is_ok() {
            continue;
        }
        let Some(best) = group.best().and_then(|b| group.options.get(b)) else { continue };
        let signs = Signs::of(group);
        for &member in &group.members {
            let span = names.list[found[member].name].span;
            let exact = document.toponyms.iter().find(|t| t.span == span);
            let gold = exact.or_else(|| document.toponyms.iter().find(|t| t.span.overlaps(span)));
            let right = match gold.map(|t| (t.point, t.geonameid)) {
                Some((None, _)) => continue,
                Some((Some(point), id)) => {
                    let same = id.is_some() && id == gazetteer.id(best.hit.feature).geonameid();
                    same || point.distance_km(best.feature.point) <= RIGHT_KM
                }
                None => false,
            };
            out.push(Verdict { inputs: signs.inputs(found[member].toponym()), right });
        }
    }
}

/// Logistic regression by plain gradient descent; a few thousand short rows.
pub(super) fn fit(verdicts: &[Verdict]) -> [f32; CALIBRATION] {
    let mut weights = [0.0; CALIBRATION];
    if verdicts.is_empty() {
        return weights;
    }
    for round in 0..3000 {
        let mut slope = [0.0_f32; CALIBRATION];
        for v in verdicts {
            let score: f32 = weights.iter().zip(&v.inputs).map(|(w, x)| w * x).sum();
            let miss = 1.0 / (1.0 + libm::expf(-score)) - f32::from(u8::from(v.right));
            slope.iter_mut().zip(&v.inputs).for_each(|(s, x)| *s += miss * x);
        }
        let rate = if round < 1500 { 0.15 } else { 0.05 };
        weights.iter_mut().zip(&slope).for_each(|(w, s)| *w -= rate * s / verdicts.len() as f32);
    }
    weights
}
