//! Which feature each recognised name means: an additive score over named reasons, in two passes.
//!
//! The first pass looks at each name by itself: its bearers, the words beside it, the outlet. The second lets the
//! places of the whole document vote with the beliefs of the first. All uses of a name in one document are judged
//! together, except where the text itself tells them apart ("Paris, Texas").

mod beside;
mod votes;

use super::evidence::{Bin, Weights};
use super::features::{Context, step};
use super::mention::{EvidenceKind as Kind, Kind as MentionKind};
use super::outlet::Home;
use super::recognise::Found;
use crate::gazetteer::{Feature, FeatureClass, FeatureRef, Gazetteer, Hit, NameKind};
use crate::text::normalise::normalise;
use beside::{role, sibling};
use rustc_hash::FxHashMap;
use votes::{Votes, settled};

/// Belief below which the first pass drops a candidate from the second's finer reasons.
const HOPELESS: f32 = 1e-6;

/// A feature that a group of mentions may mean.
#[derive(Clone, Debug)]
pub(crate) struct Option_<'g> {
    pub(crate) hit: Hit,
    pub(crate) feature: Feature<'g>,
    /// Reasons of the first pass, then of the second.
    pub(crate) bins: Vec<Bin>,
    /// How many of `bins` belong to the first pass.
    pub(crate) first_pass: usize,
    pub(crate) score: f32,
    pub(crate) belief: f32,
}

/// Uses of one name that mean the same.
#[derive(Clone, Debug)]
pub(crate) struct Group<'g> {
    pub(crate) key: u32,
    /// Indices into what was recognised.
    pub(crate) members: Vec<usize>,
    pub(crate) options: Vec<Option_<'g>>,
    /// What a following name contains it: "Texas" in "Paris, Texas".
    pub(crate) containers: Vec<FeatureRef>,
    /// Whether the container stands right behind a comma, rather than behind "in".
    pub(crate) direct: bool,
    cue: usize,
    dateline: bool,
    /// What the first use does, and what stands beside it in a list.
    role: usize,
    sibling: usize,
    /// Its options that hold the name right before it: "Georgia" in "Savannah, Georgia".
    holding: Vec<FeatureRef>,
    weight: f32,
}

impl Group<'_> {
    /// Index of the best option.
    pub(crate) fn best(&self) -> Option<usize> {
        (0..self.options.len()).max_by(|&a, &b| self.options[a].score.total_cmp(&self.options[b].score).then(b.cmp(&a)))
    }
}

/// The groups of one document.
pub(crate) struct Resolver<'c, 'g> {
    context: &'c Context<'c>,
    gazetteer: &'g Gazetteer,
    home: Option<&'c Home>,
    focus: &'c [FeatureRef],
    year: Option<i16>,
    pub(crate) groups: Vec<Group<'g>>,
}

/// What kind of thing, for crossing with other reasons.
fn coarse(feature: &Feature<'_>) -> usize {
    match feature.class {
        FeatureClass::P => 0,
        FeatureClass::A if feature.code == "ADM1" => 2,
        FeatureClass::A if feature.code.starts_with("PCL") => 3,
        FeatureClass::A => 1,
        _ => 4,
    }
}

/// What kind of thing, finer.
fn fine(feature: &Feature<'_>) -> usize {
    match (feature.class, feature.code) {
        (FeatureClass::A, "PCLH") => 13,
        (FeatureClass::A, "ADM1") => 6,
        (FeatureClass::A, "ADM2") => 7,
        (FeatureClass::A, code) if code.starts_with("PCL") => 0,
        (FeatureClass::A, _) => 8,
        (FeatureClass::P, "PPLC") => 1,
        (FeatureClass::P, "PPLA") => 2,
        (FeatureClass::P, "PPLX") => 5,
        (FeatureClass::P, code) if code.starts_with("PPLA") => 3,
        (FeatureClass::P, _) => 4,
        (FeatureClass::L, _) => 9,
        (FeatureClass::H, _) => 10,
        (FeatureClass::T, _) => 11,
        (FeatureClass::S, _) => 12,
        _ => 14,
    }
}

impl<'c, 'g> Resolver<'c, 'g> {
    /// Groups what was recognised. `find_hits` gives each found name's hits.
    pub(crate) fn new(
        context: &'c Context<'c>,
        gazetteer: &'g Gazetteer,
        found: &[Found],
        home: Option<&'c Home>,
        focus: &'c [FeatureRef],
        year: Option<i16>,
    ) -> Self {
        let mut resolver = Self { context, gazetteer, home, focus, year, groups: Vec::new() };
        let mut index: FxHashMap<(u32, u32), usize> = FxHashMap::default();
        for (at, found) in found.iter().enumerate() {
            let Some(name) = context.names.list.get(found.name) else { continue };
            let mut loose = Vec::new();
            if !name.is_known() {
                let normal = normalise(name.span.of(context.scan.text));
                gazetteer.lookup(&normal, &mut loose);
                if loose.is_empty() {
                    uninflected(gazetteer, &normal, &mut loose);
                }
                if loose.is_empty() {
                    continue;
                }
            }
            let (containers, direct) = resolver.containers(name);
            let inner = resolver.holding(name);
            let told = containers.first().filter(|_| direct).or(inner.first());
            let told_apart = told.map_or(u32::MAX, |c| c.0);
            let cue = resolver.cue(name);
            let weight = found.toponym().max(0.05);
            let dateline = context.in_dateline(name);
            let slot = *index.entry((name.key, told_apart)).or_insert_with(|| {
                let hits = if name.is_known() { context.names.hits(name) } else { &loose };
                resolver.groups.push(Group {
                    key: name.key,
                    members: Vec::new(),
                    options: options(gazetteer, hits),
                    containers: Vec::new(),
                    direct: false,
                    cue: 0,
                    dateline: false,
                    role: 0,
                    sibling: 0,
                    holding: inner,
                    weight: 0.0,
                });
                resolver.groups.len() - 1
            });
            let group = &mut resolver.groups[slot];
            group.members.push(at);
            if direct || (!group.direct && group.containers.is_empty()) {
                group.containers = containers;
                group.direct |= direct;
            }
            group.cue = group.cue.max(cue);
            group.dateline |= dateline;
            group.role = group.role.max(role(context, found, name));
            group.sibling = group.sibling.max(sibling(context, name));
            group.weight += weight;
        }
        for group in &mut resolver.groups {
            group.weight = 1.0 + libm::logf(group.weight.max(0.3));
        }
        resolver
    }

    /// Both passes; the second twice, as the first settles more for the next to lean on.
    pub(crate) fn run(&mut self, weights: &Weights) {
        self.first_pass();
        self.believe(weights, 0);
        for _ in 0..2 {
            self.second_pass();
            self.believe(weights, 1);
        }
    }

    /// The reasons of the first pass, which knows no other place of the document.
    pub(crate) fn first_pass(&mut self) {
        let mut groups = std::mem::take(&mut self.groups);
        for group in &mut groups {
            let top = group.options.iter().map(|o| o.feature.population).max().unwrap_or(0);
            let bearers = group.options.len();
            let ranks = ranks(&group.options);
            let contained: Vec<bool> = group
                .options
                .iter()
                .map(|o| {
                    group.containers.iter().any(|&c| c != o.hit.feature && self.gazetteer.contains(c, o.hit.feature))
                })
                .collect();
            let any_contained = contained.contains(&true);
            for (i, option) in group.options.iter_mut().enumerate() {
                let feature = option.feature;
                let (rough, exact) = (coarse(&feature), fine(&feature));
                let rank = ranks[i];
                let population = step(feature.population) as usize;
                let class = match rough {
                    0 => 0,
                    1..=3 => 1,
                    _ => 2,
                };
                let mut put = |kind, bin| option.bins.push(Bin::new(kind, bin));
                put(Kind::Population, population.min(31) + 32 * class);
                put(Kind::Population, 96 + rank.min(7) + 8 * class);
                let ratio = step(top / feature.population.max(1)) as usize;
                put(Kind::Population, 128 + ratio.min(24) + 25 * usize::from(rough != 0));
                put(Kind::Population, 180 + rank.min(3) * 8 + (step(bearers as u32) as usize).min(7));
                put(Kind::PrimaryName, option.hit.kind as usize * 16 + exact);
                put(Kind::PrimaryName, 128 + option.hit.kind as usize * 8 + rank.min(7));
                put(Kind::FeatureRank, exact);
                put(Kind::FeatureRank, 16 + group.cue * 16 + exact);
                put(Kind::FeatureRank, 144 + group.role * 5 + rough);
                put(Kind::FeatureRank, 184 + group.sibling * 5 + rough);
                if group.dateline {
                    put(Kind::FeatureRank, 210 + exact);
                }
                put(Kind::Population, 212 + i.min(9));
                put(Kind::Population, 222 + i.min(3) * 8 + (step(bearers as u32) as usize).min(7));
                if any_contained {
                    put(Kind::Containment, usize::from(!contained[i]) + 2 * usize::from(!group.direct) + 4 * rough);
                }
                if !group.holding.is_empty() {
                    put(Kind::Containment, 100 + usize::from(!group.holding.contains(&option.hit.feature)));
                }
                if let Some(home) = self.home {
                    if let Some(point) = home.point {
                        let km = point.distance_km(feature.point);
                        let ring = ring(km);
                        put(Kind::OutletHome, ring * 5 + rough);
                        put(Kind::OutletHome, 128 + ring * 4 + rank.min(3));
                    }
                    if let (Some(a), Some(b)) = (home.country, feature.country) {
                        put(
                            Kind::OutletHome,
                            64 + usize::from(a == b) * 16 + 5 * usize::from(home.point.is_some()) + rough,
                        );
                    }
                }
                for &focus in self.focus {
                    let in_focus = focus == option.hit.feature || self.gazetteer.contains(focus, option.hit.feature);
                    put(Kind::Focus, usize::from(in_focus));
                }
                if option.hit.feature.0 >> 24 > 0 {
                    put(Kind::UserLayer, 0);
                }
                if option.hit.kind == NameKind::Loose {
                    put(Kind::LooseSpelling, 0);
                }
                if let Some(year) = self.year {
                    let (from, to) = feature.valid;
                    if from.is_some_and(|f| year < f) || to.is_some_and(|t| year > t) {
                        put(Kind::Anachronism, 0);
                    }
                }
                option.first_pass = option.bins.len();
            }
        }
        self.groups = groups;
    }

    /// Scores all options with the weights of a pass and turns scores into beliefs.
    pub(crate) fn believe(&mut self, weights: &Weights, pass: usize) {
        for group in &mut self.groups {
            let mut top = f32::MIN;
            for option in &mut group.options {
                let bins = if pass == 0 { &option.bins[..option.first_pass] } else { &option.bins[..] };
                option.score = weights.score(pass, bins);
                top = top.max(option.score);
            }
            let mut total = 0.0;
            for option in &mut group.options {
                option.belief = libm::expf(option.score - top);
                total += option.belief;
            }
            group.options.iter_mut().for_each(|o| o.belief /= total);
        }
    }

    /// The reasons of the second pass: what the other places of the document say, by the beliefs so far.
    pub(crate) fn second_pass(&mut self) {
        let votes = Votes::count(&self.groups);
        let settled = settled(&self.groups);
        let datelines: Vec<(u32, Feature<'g>)> = self
            .groups
            .iter()
            .filter(|g| g.dateline)
            .filter_map(|g| Some((g.key, g.options.get(g.best()?)?.feature)))
            .take(3)
            .collect();
        // Names that the text itself tells apart once stand for their other uses.
        let mut told: Vec<(u32, FeatureRef, f32)> = self
            .groups
            .iter()
            .filter(|g| g.direct && !g.containers.is_empty())
            .filter_map(|g| g.options.get(g.best()?).map(|o| (g.key, o.hit.feature, o.belief)))
            .filter(|t| t.2 > 0.5)
            .collect();
        told.sort_by_key(|t| t.0);
        let gazetteer = self.gazetteer;
        for (at, group) in self.groups.iter_mut().enumerate() {
            let ranks = ranks(&group.options);
            let own = Votes::of(group);
            for (i, option) in group.options.iter_mut().enumerate() {
                option.bins.truncate(option.first_pass);
                if option.belief < HOPELESS {
                    continue;
                }
                let feature = option.feature;
                let rough = coarse(&feature);
                let rank = ranks[i].min(3);
                let mut put = |kind, bin| option.bins.push(Bin::new(kind, bin));
                if let Some(country) = feature.country {
                    let share = votes.country_share(country, &own);
                    put(Kind::CountryVote, part(share) * 5 + rough);
                    put(Kind::CountryVote, 64 + part(share) * 4 + rank);
                    let named = votes.named_country(country, at);
                    put(Kind::CountryVote, 128 + usize::from(named) * 5 + rough);
                }
                let division = if feature.code == "ADM1" { Some(option.hit.feature) } else { feature.admin1 };
                if let Some(division) = division {
                    let share = votes.division_share(division, &own);
                    put(Kind::AdminVote, part(share) * 5 + rough);
                    put(Kind::AdminVote, 64 + part(share) * 4 + rank);
                    let named = votes.named_division(division, at);
                    put(Kind::AdminVote, 128 + usize::from(named) * 5 + rough);
                }
                if let Some(county) = feature.admin2 {
                    put(Kind::AdminVote, 160 + usize::from(votes.named_division(county, at)) * 5 + rough);
                }
                let (nearest, close) = settled.around(&feature, group.key);
                if let Some(km) = nearest {
                    let ring = ring(km);
                    put(Kind::Near, ring * 5 + rough);
                    put(Kind::Near, 64 + (step(close) as usize).min(5) * 5 + rough);
                    put(Kind::Near, 128 + ring * 4 + rank);
                }
                if let Some((_, place)) = datelines.iter().find(|d| d.0 != group.key) {
                    let km = place.point.distance_km(feature.point);
                    let same = place.country.is_some() && place.country == feature.country;
                    let division = place.admin1.is_some() && place.admin1 == feature.admin1;
                    put(Kind::Dateline, (usize::from(same) + usize::from(division)) * 5 + rough);
                    put(Kind::Dateline, 32 + ring(km));
                }
                let first = told.partition_point(|t| t.0 < group.key);
                if let Some(&(_, place, _)) = told.get(first).filter(|t| t.0 == group.key)
                    && !group.direct
                {
                    let bin = if place == option.hit.feature {
                        0
                    } else {
                        2 - usize::from(gazetteer.contains(place, option.hit.feature))
                    };
                    put(Kind::OneSense, bin);
                }
            }
        }
    }
}

/// Cyrillic names in other cases than the first: "Москве" is Москва.
fn uninflected(gazetteer: &Gazetteer, normal: &str, out: &mut Vec<Hit>) {
    let letters = normal.chars().count();
    if letters < 5 || !normal.chars().all(|c| ('\u{400}'..'\u{530}').contains(&c)) {
        return;
    }
    for cut in 1..=2 {
        let stem: String = normal.chars().take(letters - cut).collect();
        for ending in ["", "\u{430}", "\u{44F}", "\u{44C}", "\u{439}", "\u{43E}", "\u{435}", "\u{438}", "\u{44B}"] {
            gazetteer.lookup_exact(&format!("{stem}{ending}"), out);
            if !out.is_empty() {
                return;
            }
        }
    }
}

fn options<'g>(gazetteer: &'g Gazetteer, hits: &[Hit]) -> Vec<Option_<'g>> {
    let mut seen: Vec<FeatureRef> = Vec::with_capacity(hits.len());
    let mut out = Vec::with_capacity(hits.len());
    for &hit in hits {
        if seen.contains(&hit.feature) {
            continue;
        }
        seen.push(hit.feature);
        let feature = gazetteer.feature(hit.feature);
        out.push(Option_ { hit, feature, bins: Vec::with_capacity(24), first_pass: 0, score: 0.0, belief: 0.0 });
    }
    out
}

/// Rank of each option by population, 0 the largest; countries and divisions keep their own order by inhabitants.
fn ranks(options: &[Option_<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..options.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(options[i].feature.population));
    let mut ranks = vec![0; options.len()];
    for (rank, &i) in order.iter().enumerate() {
        ranks[i] = rank;
    }
    ranks
}

/// Ring of a distance: 0 within 15 km … 9 beyond 4,000.
fn ring(km: f64) -> usize {
    [15.0, 40.0, 80.0, 160.0, 320.0, 700.0, 1400.0, 2500.0, 4000.0].iter().position(|&r| km < r).unwrap_or(9)
}

/// Step of a share 0..=1.
fn part(share: f32) -> usize {
    if share <= 0.0 {
        return 0;
    }
    [0.05, 0.12, 0.25, 0.4, 0.6, 0.8, 0.95].iter().position(|&s| share <= s).map_or(8, |p| p + 1)
}
