//! Learning the weights of evidence: softmax over a name's candidates, by stochastic gradient descent.

use super::super::evidence::{BINS, Bin, WEIGHTS, Weights};
use super::super::features::Context;
use super::super::mention::EvidenceKind;
use super::super::outlet;
use super::super::resolve::{
    ARTICLE, FAMED, FAMED_LOCALLY, Group, LISTED, LOCAL, NOBODYS, OTHER_NAME, Option_, PART_OF_NAME, PART_OF_TOWN,
    Resolver, SPEAKS, SPELLING, TWINS,
};
use super::super::scan::Scan;
use super::super::weights::Model;
use super::super::{candidates::Names, spans};
use super::gold::{Area, Document, Toponym};
use crate::gazetteer::Gazetteer;

/// Steps of Adam's method over all names.
const ROUNDS: usize = 250;
const RATE: f32 = 0.1;
/// How strongly each weight is drawn to its prior, and neighbours on a scale to each other (inverse variances).
const DECAY: f32 = 1.5;
const SMOOTH: f32 = 6.0;
/// The same for what is learned of local papers alone, which may depart from the rest.
const DECAY_LOCAL: f32 = 0.2;
/// What a name in any other paper counts against one in a local paper, of which the sets have many more.
const ELSEWHERE: f32 = 2.0;

/// What is learned from one document.
struct Lesson {
    /// What it counts.
    weight: f32,
    /// For each group and each of its annotated uses, which options are right.
    uses: Vec<Vec<Vec<bool>>>,
}

/// A document to learn from.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) document: &'a Document,
    /// What it counts.
    pub(super) weight: f32,
    /// Whether its places are annotated. Where they are not, those stand for themselves that the weights learned from
    /// the others are sure of: they teach what a name means where nothing around tells.
    pub(super) placed: bool,
}

/// Belief from which a place that nobody annotated is taken for granted.
const SURE: f32 = 0.97;

/// Learns the weights of both passes from the annotated spans of documents.
pub(super) fn train(gazetteer: &Gazetteer, sources: &[Source<'_>], model: &Model) -> Weights {
    let documents: Vec<&Document> = sources.iter().map(|s| s.document).collect();
    let spans = |i: usize| {
        let placed = sources.get(i).is_some_and(|s| s.placed);
        documents[i].toponyms.iter().filter(move |t| placed || is_place(&t.label)).map(|t| t.span).collect::<Vec<_>>()
    };
    let homes: Vec<_> = documents.iter().map(|d| outlet::home(&d.article, gazetteer)).collect();
    let scans: Vec<_> = documents.iter().map(|d| Scan::new(&d.article)).collect();
    let names: Vec<Names> = (0..documents.len()).map(|i| spans::names(&scans[i], gazetteer, &spans(i))).collect();
    let contexts: Vec<_> =
        (0..documents.len()).map(|i| Context::new(&scans[i], &names[i], gazetteer, homes[i].as_ref())).collect();
    let founds: Vec<_> = contexts.iter().map(|c| spans::found(c, model, |_| true)).collect();
    let mut resolvers: Vec<Resolver<'_, '_>> = (0..documents.len())
        .map(|i| Resolver::new(&contexts[i], gazetteer, &founds[i], homes[i].as_ref(), &[], None))
        .collect();
    let mut lessons: Vec<Lesson> = (0..documents.len())
        .map(|i| {
            let gold = |member: usize| {
                let span = names[i].list[founds[i][member].name].span;
                documents[i].toponyms.iter().find(|t| t.span == span)
            };
            let of_group = |g: &Group<'_>| g.members.iter().filter_map(|&m| truth(gazetteer, g, gold(m)?)).collect();
            let uses = if sources[i].placed {
                resolvers[i].groups.iter().map(of_group).collect()
            } else {
                vec![Vec::new(); resolvers[i].groups.len()]
            };
            Lesson { weight: sources[i].weight, uses }
        })
        .collect();
    let (prior, chains) = (prior(), chains());
    for resolver in &mut resolvers {
        resolver.first_pass();
    }
    let weights = both(&mut resolvers, &lessons, &prior, &chains);
    if sources.iter().all(|s| s.placed) {
        return weights;
    }
    for (i, lesson) in lessons.iter_mut().enumerate().filter(|(i, _)| !sources[*i].placed) {
        lesson.uses = resolvers[i].groups.iter().map(|g| granted(g).into_iter().collect()).collect();
    }
    both(&mut resolvers, &lessons, &prior, &chains)
}

/// Learns the weights of both passes.
fn both(resolvers: &mut [Resolver<'_, '_>], lessons: &[Lesson], prior: &[f32], chains: &[Vec<usize>]) -> Weights {
    let mut weights = Weights { passes: [prior.to_vec(), prior.to_vec()] };
    believe(resolvers, lessons, &mut weights, prior, chains, 0);
    for _ in 0..2 {
        for resolver in resolvers.iter_mut() {
            resolver.second_pass(true);
        }
        believe(resolvers, lessons, &mut weights, prior, chains, 1);
    }
    weights
}

/// Labels of places in the further corpora.
fn is_place(label: &str) -> bool {
    matches!(label, "Location" | "LOC" | "location")
}

/// The options that stand for the place that a name surely means; `None` where it is in doubt.
fn granted(group: &Group<'_>) -> Option<Vec<bool>> {
    let best = group.best().filter(|&best| group.place_belief(best) > SURE)?;
    // Nothing tells which of the two is meant where a division surrounds its town; readers take the town.
    let town = !group.speaks_of_division();
    let same = |at: usize| group.is_same(best, at) && !(town && group.surrounds_its_town(at));
    let accepted: Vec<bool> = (0..group.options.len()).map(same).collect();
    accepted.contains(&true).then_some(accepted)
}

/// Learns the weights of one pass from all documents, and gives each half of them the beliefs of weights that were
/// learned from the other half: when reading, no document has been learned from.
fn believe(
    resolvers: &mut [Resolver<'_, '_>],
    lessons: &[Lesson],
    weights: &mut Weights,
    prior: &[f32],
    chains: &[Vec<usize>],
    pass: usize,
) {
    let mut halves = [weights.clone(), weights.clone()];
    for (half, weights) in halves.iter_mut().enumerate() {
        fit(resolvers, lessons, &mut weights.passes[pass], prior, chains, pass == 0, &|d| d % 2 != half);
    }
    fit(resolvers, lessons, &mut weights.passes[pass], prior, chains, pass == 0, &|_| true);
    for (d, resolver) in resolvers.iter_mut().enumerate() {
        resolver.believe(&halves[d % 2], pass);
    }
}

/// Where learning starts from and is drawn back to: what the sets show too seldom to learn, but every reader knows.
fn prior() -> Vec<f32> {
    let mut prior = vec![0.0; WEIGHTS];
    let mut set = |kind, bin, weight| prior[Bin::new(kind, bin).index()] = weight;
    for rough in 0..5 {
        set(EvidenceKind::Containment, 4 * rough, 5.0);
        set(EvidenceKind::Containment, 4 * rough + 1, -5.0);
        set(EvidenceKind::Containment, 4 * rough + 2, 2.5);
        set(EvidenceKind::Containment, 4 * rough + 3, -2.5);
    }
    set(EvidenceKind::Containment, 100, 6.0);
    set(EvidenceKind::Containment, 101, -6.0);
    // A town is meant rather than the division around it, unless a word or a list says otherwise.
    for cue in [0, 1, 4, 5, 6, 7] {
        set(EvidenceKind::FeatureRank, TWINS + cue, 1.0);
        set(EvidenceKind::FeatureRank, TWINS + 8 + cue, -1.0);
    }
    for cue in [2, 3] {
        set(EvidenceKind::FeatureRank, TWINS + cue, -2.0);
        set(EvidenceKind::FeatureRank, TWINS + 8 + cue, 2.0);
    }
    set(EvidenceKind::FeatureRank, SPEAKS, 3.0);
    // "The Nile" is no town and no division.
    for fine in 1..9 {
        set(EvidenceKind::FeatureRank, ARTICLE + fine, -1.0);
    }
    // A part of a town is meant where the town is spoken of.
    set(EvidenceKind::FeatureRank, PART_OF_TOWN, -1.0);
    // Another name than its own, which is some other place's own: "Salisbury" was Harare's.
    for times in 0..24 {
        set(EvidenceKind::PrimaryName, SPELLING + times, (-1.0 + 0.1 * times as f32).min(0.0));
        set(EvidenceKind::PrimaryName, OTHER_NAME + times, (-4.0 + 0.3 * times as f32).min(0.0));
    }
    // Less than a division's whole name, where it is some other place's: "Salvador" is El Salvador's.
    for times in 0..16 {
        set(EvidenceKind::PrimaryName, PART_OF_NAME + times, (-2.5 + 0.3 * times as f32).min(0.0));
    }
    // Of two namesakes the larger; what lies among the other places rather than far from them.
    for ratio in 0..25 {
        for from in [128, 153] {
            set(EvidenceKind::Population, from + ratio, -0.15 * ratio as f32);
        }
    }
    for kind in [EvidenceKind::CountryVote, EvidenceKind::AdminVote] {
        for part in 0..9 {
            for rough in 0..5 {
                set(kind, part * 5 + rough, part as f32 / 2.0 - 1.0);
                // Names of one list lie together.
                set(kind, LISTED + part * 5 + rough, part as f32 / 4.0 - 1.0);
            }
        }
    }
    for ring in 0..10 {
        for rough in 0..5 {
            set(EvidenceKind::Near, LISTED + ring * 5 + rough, 0.5 * (1.0 - ring as f32 / 4.0).max(-1.0));
            set(EvidenceKind::Near, ring * 5 + rough, 0.75 * (1.0 - ring as f32 / 4.0).max(-1.0));
        }
    }
    for same in 0..3 {
        for rough in 0..5 {
            set(EvidenceKind::Dateline, same * 5 + rough, 0.5 * (same as f32 - 0.5));
        }
    }
    // The better known of two namesakes.
    for steps in 0..16 {
        for rough in 0..5 {
            set(EvidenceKind::Fame, FAMED + steps * 10 + 5 + rough, -0.2 * steps as f32);
        }
    }
    set(EvidenceKind::OneSense, 0, 8.0);
    set(EvidenceKind::OneSense, 1, -1.0);
    set(EvidenceKind::OneSense, 2, -6.0);
    set(EvidenceKind::Focus, 0, -1.0);
    set(EvidenceKind::Focus, 1, 3.0);
    set(EvidenceKind::UserLayer, 0, 9.0);
    set(EvidenceKind::LooseSpelling, 0, -1.0);
    set(EvidenceKind::Anachronism, 0, -3.0);
    set(EvidenceKind::Story, 0, 7.0);
    set(EvidenceKind::Story, 1, -2.0);
    prior
}

/// The scales among the bins: each a run of steps in order, whose neighbours should weigh alike.
fn chains() -> Vec<Vec<usize>> {
    use EvidenceKind::{AdminVote, CountryVote, Dateline, Fame, Near, OutletHome, Population, PrimaryName};
    let mut chains = Vec::new();
    let mut scale = |kind, from: usize, stride: usize, steps: usize| {
        for base in from..from + stride {
            chains.push((0..steps).map(|k| Bin::new(kind, base + k * stride).index()).collect());
        }
    };
    for kind in [CountryVote, AdminVote] {
        scale(kind, 0, 5, 9);
        scale(kind, 64, 4, 9);
        scale(kind, LISTED, 5, 9);
    }
    for kind in [Near, OutletHome] {
        scale(kind, 0, 5, 10);
        scale(kind, 128, 4, 10);
    }
    for from in [0, FAMED, FAMED_LOCALLY] {
        scale(Fame, from, 10, 16);
    }
    scale(Near, 64, 5, 6);
    scale(Near, LISTED, 5, 10);
    scale(Dateline, 32, 1, 10);
    for class in 0..3 {
        scale(Population, 32 * class, 1, 32);
        scale(Population, 96 + 8 * class, 1, 8);
        scale(Population, LOCAL + 50 + 8 * class, 1, 8);
    }
    for from in [128, LOCAL] {
        scale(Population, from, 1, 25);
        scale(Population, from + 25, 1, 25);
    }
    for row in 0..4 {
        scale(Population, 180 + 8 * row, 1, 8);
        scale(Population, 222 + 8 * row, 1, 8);
    }
    // What a name of some kind is worth differs little from capitals over seats to other towns.
    for kind in 0..6 {
        for from in [0, NOBODYS] {
            scale(PrimaryName, from + 16 * kind + 1, 1, 5);
            scale(PrimaryName, from + 128 + 8 * kind, 1, 8);
        }
    }
    scale(PrimaryName, SPELLING, 1, 24);
    scale(PrimaryName, OTHER_NAME, 1, 24);
    scale(PrimaryName, PART_OF_NAME, 1, 16);
    scale(Population, 212, 1, 10);
    scale(Population, LOCAL + 80, 1, 10);
    chains
}

/// The options an annotation accepts; `None` when it accepts none or tells nothing.
fn truth(gazetteer: &Gazetteer, group: &Group<'_>, gold: &Toponym) -> Option<Vec<bool>> {
    let Some(point) = gold.point else { return within(gazetteer, group, &gold.area) };
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

/// The options that lie where an annotation says.
fn within(gazetteer: &Gazetteer, group: &Group<'_>, area: &Area) -> Option<Vec<bool>> {
    let accepted: Vec<bool> = match area {
        Area::Untold => return None,
        Area::Wide => group.options.iter().map(|o| o.feature.country.is_none()).collect(),
        Area::Within(country, division) => {
            let divisions = division.as_ref().map(|name| {
                let mut hits = Vec::new();
                gazetteer.lookup_exact(name, &mut hits);
                hits.retain(|h| {
                    let feature = gazetteer.unnamed(h.feature);
                    feature.code == "ADM1" && feature.country == Some(*country)
                });
                hits
            });
            let held = |o: &Option_<'_>| {
                divisions.as_ref().is_none_or(|d| {
                    d.is_empty() || d.iter().any(|h| Some(h.feature) == o.feature.admin1 || h.feature == o.hit.feature)
                })
            };
            group.options.iter().map(|o| o.feature.country == Some(*country) && held(o)).collect()
        }
    };
    accepted.contains(&true).then_some(accepted)
}

/// One name of a document as learning sees it.
struct Example<'a> {
    /// The bins of each option.
    options: Vec<&'a [Bin]>,
    /// For each annotated use, which options are right.
    uses: &'a [Vec<bool>],
    /// Whether it stands in a local paper.
    local: bool,
    /// What its document counts.
    weight: f32,
}

/// Maximum likelihood with a normal prior around `prior`, and with neighbouring steps of one scale drawn to each other:
/// what the sets show too seldom is not learned by heart. The sum is smooth and Adam's method on all of it settles it.
fn fit(
    resolvers: &[Resolver<'_, '_>],
    lessons: &[Lesson],
    weights: &mut [f32],
    prior: &[f32],
    chains: &[Vec<usize>],
    first: bool,
    take: &dyn Fn(usize) -> bool,
) {
    let examples: Vec<Example<'_>> = resolvers
        .iter()
        .zip(lessons)
        .enumerate()
        .filter(|(d, _)| take(*d))
        .flat_map(|(_, (resolver, lesson))| {
            let (local, weight) = (resolver.is_local(), lesson.weight);
            resolver.groups.iter().zip(&lesson.uses).map(move |(group, uses)| (group, uses, local, weight))
        })
        .filter(|(group, uses, ..)| group.options.len() > 1 && !uses.is_empty())
        .map(|(group, uses, local, weight)| Example {
            local,
            weight,
            options: group
                .options
                .iter()
                .map(|o| if first { o.bins.first(o.first_pass) } else { o.bins.all() })
                .collect(),
            uses,
        })
        .collect();
    let (mut mean, mut square) = (vec![0.0_f32; WEIGHTS], vec![0.0_f32; WEIGHTS]);
    let mut slope = vec![0.0_f32; WEIGHTS];
    let of = |kind, from: usize| Bin::new(kind, from).index()..=Bin::new(kind, BINS - 1).index();
    let scales = [of(EvidenceKind::Population, LOCAL), of(EvidenceKind::OutletHome, 0)];
    let local = |i: usize| scales.iter().any(|s| s.contains(&i));
    let (mut shares, mut pulls) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        for (i, ((s, w), p)) in slope.iter_mut().zip(weights.iter()).zip(prior).enumerate() {
            *s = if local(i) { DECAY_LOCAL } else { DECAY } * (w - p);
        }
        for chain in chains {
            for pair in chain.windows(2) {
                let apart = SMOOTH * (weights[pair[0]] - weights[pair[1]]);
                slope[pair[0]] += apart;
                slope[pair[1]] -= apart;
            }
        }
        for example in &examples {
            shares.clear();
            shares.extend(example.options.iter().map(|bins| bins.iter().map(|b| weights[b.index()]).sum::<f32>()));
            let top = shares.iter().copied().fold(f32::MIN, f32::max);
            shares.iter_mut().for_each(|s| *s = libm::expf(*s - top));
            let total: f32 = shares.iter().sum();
            // Many uses of one name say one thing; they count by their root.
            let scale =
                example.weight * if example.local { 1.0 } else { ELSEWHERE } / (example.uses.len() as f32).sqrt();
            pulls.clear();
            pulls.resize(shares.len(), 0.0_f32);
            for accepted in example.uses {
                let right: f32 = shares.iter().zip(accepted).filter(|(_, a)| **a).map(|(s, _)| s).sum();
                for ((pull, share), accepted) in pulls.iter_mut().zip(&shares).zip(accepted) {
                    let target = if *accepted { share / right.max(1e-9) } else { 0.0 };
                    *pull += (share / total - target) * scale;
                }
            }
            for (bins, &pull) in example.options.iter().zip(&pulls) {
                if pull.abs() > 1e-6 {
                    bins.iter().for_each(|b| slope[b.index()] += pull);
                }
            }
        }
        let rate = RATE * (1.0 - 0.95 * round as f32 / ROUNDS as f32);
        let warm = [1.0 - libm::powf(0.9, round as f32 + 1.0), 1.0 - libm::powf(0.99, round as f32 + 1.0)];
        for i in 0..WEIGHTS {
            mean[i] = 0.9 * mean[i] + 0.1 * slope[i];
            square[i] = 0.99 * square[i] + 0.01 * slope[i] * slope[i];
            weights[i] -= rate * (mean[i] / warm[0]) / ((square[i] / warm[1]).sqrt() + 1e-6);
        }
    }
}
