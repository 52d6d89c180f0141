//! The candidates of a name, and the towns among them that share it with the division around them.

use super::super::likeness::Likeness;
use super::bins::Bins;
use crate::gazetteer::{Feature, FeatureClass, Hit, NameKind};

/// A feature that a group of mentions may mean.
#[derive(Clone, Debug)]
pub(crate) struct Option_<'g> {
    pub(crate) hit: Hit,
    pub(crate) feature: Feature<'g>,
    /// How like the feature's own name the name is.
    pub(crate) likeness: Likeness,
    /// Reasons of the first pass, then of the second.
    pub(crate) bins: Bins,
    /// How many of `bins` belong to the first pass.
    pub(crate) first_pass: usize,
    pub(crate) score: f32,
    pub(crate) belief: f32,
    /// Rank by inhabitants, 0 the largest.
    pub(super) rank: usize,
    /// Whether it is a town with its own division among the options, or that division.
    pub(super) twin: Twin,
    /// Whether it goes by its division's name.
    pub(super) lent: bool,
}

impl Option_<'_> {
    /// Whether the name is its own, or another spelling of that.
    pub(super) fn goes_by_it(&self) -> bool {
        matches!(self.likeness, Likeness::Own | Likeness::Spelling)
    }
}

/// A town and the division that bears its name and holds it: "Kabul" and the province around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Twin {
    None,
    Town,
    /// With the index of its town.
    Division(usize),
}

pub(super) fn options<'g>(
    bearers: impl ExactSizeIterator<Item = (Hit, Feature<'g>)>,
    likeness: &[Likeness],
) -> Vec<Option_<'g>> {
    let mut out: Vec<Option_<'g>> = Vec::with_capacity(bearers.len());
    for (at, (hit, feature)) in bearers.enumerate() {
        if let Some(told) = out.iter_mut().find(|o| o.hit.feature == hit.feature) {
            // "Omani" is listed among Oman's other names, too; it is the word for its people.
            if hit.kind == NameKind::Demonym && told.hit.kind == NameKind::Alias {
                told.hit.kind = hit.kind;
            }
            continue;
        }
        out.push(Option_ {
            hit,
            feature,
            likeness: likeness.get(at).copied().unwrap_or_default(),
            bins: Bins::EMPTY,
            first_pass: 0,
            score: 0.0,
            belief: 0.0,
            rank: 0,
            twin: Twin::None,
            lent: false,
        });
    }
    pair_twins(&mut out);
    for at in 0..out.len() {
        out[at].lent = is_lent(&out[at], &out);
    }
    out
}

/// Whether a town goes by the name of its division, of whose people it holds a large part: "New York", "Sverdlovsk". The
/// name is as good as the town's own.
fn is_lent(town: &Option_<'_>, options: &[Option_<'_>]) -> bool {
    let other = matches!(town.hit.kind, NameKind::Alias | NameKind::Former);
    if town.feature.class != FeatureClass::P || town.feature.population == 0 || !other {
        return false;
    }
    options.iter().any(|o| {
        let here = Some(o.hit.feature);
        o.hit.kind == NameKind::Primary
            && o.feature.class == FeatureClass::A
            && (town.feature.admin1 == here || town.feature.admin2 == here)
            && town.feature.population.saturating_mul(4) >= o.feature.population
    })
}

/// Marks the towns and the divisions around them that share the name.
fn pair_twins(options: &mut [Option_<'_>]) {
    for at in 0..options.len() {
        let area = &options[at];
        let first = area.feature.code == "ADM1";
        if !first && area.feature.code != "ADM2" {
            continue;
        }
        let (here, kind, people) = (area.hit.feature, area.hit.kind, area.feature.population);
        let town = options.iter().position(|o| {
            let held = if first { o.feature.admin1 } else { o.feature.admin2 } == Some(here);
            let seat = matches!(o.feature.code, "PPLC" | "PPLA") || (!first && o.feature.code == "PPLA2");
            let large = o.feature.population.saturating_mul(3) >= people && people > 0;
            held && o.feature.class == FeatureClass::P && (large || (seat && o.hit.kind <= kind))
        });
        if let Some(town) = town {
            options[town].twin = Twin::Town;
            options[at].twin = Twin::Division(town);
        }
    }
}
