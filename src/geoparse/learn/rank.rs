//! Learning the weights of evidence: softmax over a name's candidates, by stochastic gradient descent.

use super::super::evidence::{Bin, WEIGHTS, Weights};
use super::super::features::Context;
use super::super::mention::EvidenceKind;
use super::super::outlet;
use super::super::resolve::{Group, Resolver};
use super::super::scan::Scan;
use super::super::weights::Model;
use super::super::{candidates::Names, spans};
use super::gold::{Document, Toponym};
use super::net::Dice;
use crate::gazetteer::Gazetteer;

const ROUNDS: usize = 12;
const RATE: f32 = 0.15;
const DECAY: f32 = 1e-4;

/// Learns the weights of both passes from the annotated spans of documents.
pub(super) fn train(gazetteer: &Gazetteer, documents: &[&Document], model: &Model) -> Weights {
    let homes: Vec<_> = documents.iter().map(|d| outlet::home(&d.article, gazetteer)).collect();
    let scans: Vec<_> = documents.iter().map(|d| Scan::new(&d.article)).collect();
    let names: Vec<Names> = documents
        .iter()
        .zip(&scans)
        .map(|(d, scan)| spans::names(scan, gazetteer, &d.toponyms.iter().map(|t| t.span).collect::<Vec<_>>()))
        .collect();
    let contexts: Vec<_> =
        (0..documents.len()).map(|i| Context::new(&scans[i], &names[i], gazetteer, homes[i].as_ref())).collect();
    let founds: Vec<_> = contexts.iter().map(|c| spans::found(c, &model.networks)).collect();
    let mut resolvers: Vec<Resolver<'_, '_>> = (0..documents.len())
        .map(|i| Resolver::new(&contexts[i], gazetteer, &founds[i], homes[i].as_ref(), &[], None))
        .collect();
    // For each document and group, which options each member's annotation accepts.
    let truths: Vec<Vec<Vec<(f32, Vec<bool>)>>> = (0..documents.len())
        .map(|i| {
            let gold = |member: usize| {
                let span = names[i].list[founds[i][member].name].span;
                documents[i].toponyms.iter().find(|t| t.span == span)
            };
            resolvers[i]
                .groups
                .iter()
                .map(|g| g.members.iter().filter_map(|&m| truth(gazetteer, g, gold(m)?)).map(|t| (1.0, t)).collect())
                .collect()
        })
        .collect();
    let prior = prior();
    let mut weights = Weights { passes: [prior.clone(), prior.clone()] };
    for resolver in &mut resolvers {
        resolver.first_pass();
    }
    descend(&resolvers, &truths, &mut weights.passes[0], &prior, true);
    for resolver in &mut resolvers {
        resolver.believe(&weights, 0);
    }
    for _ in 0..2 {
        for resolver in &mut resolvers {
            resolver.second_pass();
        }
        descend(&resolvers, &truths, &mut weights.passes[1], &prior, false);
        for resolver in &mut resolvers {
            resolver.believe(&weights, 1);
        }
    }
    weights
}

/// Where learning starts from and is drawn back to: what the sets show too seldom to learn, but every reader knows.
fn prior() -> Vec<f32> {
    let mut prior = vec![0.0; WEIGHTS];
    let mut set = |kind, bin, weight| prior[Bin::new(kind, bin).index()] = weight;
    for rough in 0..5 {
        set(EvidenceKind::Containment, 4 * rough, 4.0);
        set(EvidenceKind::Containment, 4 * rough + 1, -4.0);
        set(EvidenceKind::Containment, 4 * rough + 2, 2.5);
        set(EvidenceKind::Containment, 4 * rough + 3, -2.5);
    }
    set(EvidenceKind::Containment, 100, 6.0);
    set(EvidenceKind::Containment, 101, -6.0);
    set(EvidenceKind::OneSense, 0, 8.0);
    set(EvidenceKind::OneSense, 1, -1.0);
    set(EvidenceKind::OneSense, 2, -6.0);
    set(EvidenceKind::Focus, 0, -1.0);
    set(EvidenceKind::Focus, 1, 3.0);
    set(EvidenceKind::UserLayer, 0, 4.0);
    set(EvidenceKind::LooseSpelling, 0, -1.0);
    set(EvidenceKind::Anachronism, 0, -3.0);
    prior
}

/// The options an annotation accepts; `None` when it accepts none or tells nothing.
fn truth(gazetteer: &Gazetteer, group: &Group<'_>, gold: &Toponym) -> Option<Vec<bool>> {
    let point = gold.point?;
    let same = |g: u32| {
        group.options.iter().map(|o| gazetteer.id(o.hit.feature).geonameid() == Some(g)).collect::<Vec<bool>>()
    };
    if let Some(accepted) = gold.geonameid.map(same).filter(|s| s.contains(&true)) {
        return Some(accepted);
    }
    for km in [15.0, 60.0, 161.0] {
        let accepted: Vec<bool> = group.options.iter().map(|o| o.feature.point.distance_km(point) <= km).collect();
        if accepted.contains(&true) {
            return Some(accepted);
        }
    }
    None
}

fn descend(
    resolvers: &[Resolver<'_, '_>],
    truths: &[Vec<Vec<(f32, Vec<bool>)>>],
    weights: &mut [f32],
    prior: &[f32],
    first: bool,
) {
    let mut squares = vec![1e-2_f32; WEIGHTS];
    let mut order: Vec<(usize, usize)> =
        truths.iter().enumerate().flat_map(|(d, groups)| (0..groups.len()).map(move |g| (d, g))).collect();
    let mut dice = Dice::new(7);
    for round in 0..ROUNDS {
        for i in (1..order.len()).rev() {
            order.swap(i, dice.next() as usize % (i + 1));
        }
        let rate = RATE * (1.0 - 0.8 * round as f32 / ROUNDS as f32);
        for &(d, g) in &order {
            let group = &resolvers[d].groups[g];
            if group.options.len() < 2 {
                continue;
            }
            let bins = |o: usize| {
                let option = &group.options[o];
                if first { &option.bins[..option.first_pass] } else { &option.bins[..] }
            };
            let scores: Vec<f32> =
                (0..group.options.len()).map(|o| bins(o).iter().map(|b| weights[b.index()]).sum()).collect();
            let top = scores.iter().copied().fold(f32::MIN, f32::max);
            let shares: Vec<f32> = scores.iter().map(|s| libm::expf(s - top)).collect();
            let total: f32 = shares.iter().sum();
            // Many uses of one name say one thing; they count by their root.
            let members = &truths[d][g];
            let scale = 1.0 / (members.len() as f32).max(1.0).sqrt();
            let mut slopes = vec![0.0_f32; scores.len()];
            for (weight, accepted) in members {
                let right: f32 = shares.iter().zip(accepted).filter(|(_, a)| **a).map(|(s, _)| s).sum();
                for (o, slope) in slopes.iter_mut().enumerate() {
                    let target = if accepted[o] { shares[o] / right.max(1e-9) } else { 0.0 };
                    *slope += (shares[o] / total - target) * weight * scale;
                }
            }
            for (o, &slope) in slopes.iter().enumerate() {
                if slope.abs() < 1e-5 {
                    continue;
                }
                for bin in bins(o) {
                    let i = bin.index();
                    let gradient = slope + DECAY * (weights[i] - prior[i]);
                    squares[i] += gradient * gradient;
                    weights[i] -= rate * gradient / squares[i].sqrt();
                }
            }
        }
    }
}
