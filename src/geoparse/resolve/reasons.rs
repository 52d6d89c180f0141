//! The reasons for and against each candidate, pass by pass.

use super::super::features::step;
use super::super::likeness::Likeness;
use super::super::mention::EvidenceKind as Kind;
use super::votes::{Settled, Votes, settled};
use super::{Group, Option_, Resolver, Twin};
use crate::gazetteer::{Feature, FeatureClass, FeatureRef, NameKind};

/// Belief below which the first pass drops a candidate from the second's finer reasons.
const HOPELESS: f32 = 1e-6;
/// Bin of a capital whose country's government the document speaks of, among those of the kind of feature.
pub(crate) const SEAT: usize = 226;
/// Bin of a building that speaks for a government, among those of the kind of feature.
pub(crate) const SPEAKS: usize = 227;
/// First bin of how much better known the best known of the name is.
pub(crate) const FAMED: usize = 192;
/// The same in a local paper.
pub(crate) const FAMED_LOCALLY: usize = 352;
/// First bin of names behind "the", among those of the kind of feature.
pub(crate) const ARTICLE: usize = 300;
/// First bin of a town and its division, among those of the kind of feature.
pub(crate) const TWINS: usize = 256;
/// First bins, among those of the name, of names unlike a place's own, where they are some other place's own: another
/// spelling, another name, a part of it; by how many times as large as those of that name the place is.
pub(crate) const SPELLING: usize = 192;
pub(crate) const OTHER_NAME: usize = 216;
pub(crate) const PART_OF_NAME: usize = 240;
/// Bin of a part of a town, among those of the kind of feature.
pub(crate) const PART_OF_TOWN: usize = 5;
/// First bin of what the other names of a list say, among votes and distances.
pub(crate) const LISTED: usize = 192;
/// First bin of names that are no place's own, among those of the name.
pub(crate) const NOBODYS: usize = 256;
/// First bin of sizes in a local paper, among those of the population.
pub(crate) const LOCAL: usize = 256;

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
        (FeatureClass::P, "PPLX") => PART_OF_TOWN,
        (FeatureClass::P, code) if code.starts_with("PPLA") => 3,
        (FeatureClass::P, _) => 4,
        (FeatureClass::L, _) => 9,
        (FeatureClass::H, _) => 10,
        (FeatureClass::T, _) => 11,
        (FeatureClass::S, _) => 12,
        _ => 14,
    }
}

impl<'g> Resolver<'_, 'g> {
    /// The reasons of the first pass, which knows no other place of the document.
    pub(crate) fn first_pass(&mut self) {
        let mut groups = std::mem::take(&mut self.groups);
        for group in &mut groups {
            let people = people(&group.options);
            let top = people.iter().copied().max().unwrap_or(0);
            let bearers = group.options.len();
            let ranks = ranks(&people);
            let order = order(&group.options);
            let contained: Vec<bool> = group
                .options
                .iter()
                .map(|o| {
                    group.containers.iter().any(|&c| c != o.hit.feature && self.gazetteer.contains(c, o.hit.feature))
                })
                .collect();
            let any_contained = contained.contains(&true);
            let most_famed = group.options.iter().filter(|o| o.goes_by_it()).map(|o| o.feature.fame).max().unwrap_or(0);
            let owns = || group.options.iter().zip(&people).filter(|(o, _)| o.hit.kind == NameKind::Primary);
            let own_name = owns().next().is_some();
            let largest_own = owns().map(|(_, &people)| people).max().unwrap_or(0);
            for (i, option) in group.options.iter_mut().enumerate() {
                let feature = option.feature;
                let (rough, exact) = (coarse(&feature), fine(&feature));
                let rank = ranks[i];
                let population = step(people[i]) as usize;
                let class = match rough {
                    0 => 0,
                    1..=3 => 1,
                    _ => 2,
                };
                let (twin, lent) = (option.twin, option.lent);
                let mut put = |kind, bin| option.bins.put(kind, bin);
                put(Kind::Population, population.min(31) + 32 * class);
                put(Kind::Population, 96 + rank.min(7) + 8 * class);
                let ratio = step(top / people[i].max(1)) as usize;
                put(Kind::Population, 128 + ratio.min(24) + 25 * usize::from(rough != 0));
                put(Kind::Population, 180 + rank.min(3) * 8 + (step(bearers as u32) as usize).min(7));
                // Where the name is nobody's own, as "Frankfurt", another name speaks less against a place.
                let from = if own_name { 0 } else { NOBODYS };
                let kind = if lent { NameKind::Primary } else { option.hit.kind } as usize;
                put(Kind::PrimaryName, from + kind * 16 + exact);
                put(Kind::PrimaryName, from + 128 + kind * 8 + rank.min(7));
                // Harare was Salisbury once; where a Salisbury lives, it must be many times as large to be meant.
                let times = step(people[i] / largest_own.max(1)) as usize;
                match option.likeness {
                    Likeness::Own => {}
                    Likeness::Spelling => put(Kind::PrimaryName, SPELLING + times.min(23)),
                    Likeness::Other => put(Kind::PrimaryName, OTHER_NAME + times.min(23)),
                    Likeness::Part => {
                        let times = if largest_own == 0 { 0 } else { times.min(15) };
                        put(Kind::PrimaryName, PART_OF_NAME + times);
                    }
                }
                // A country is famed, but not by every name that it is ever called.
                let famed = rough + 5 * usize::from(option.goes_by_it());
                option.bins.put(Kind::Fame, usize::from(feature.fame) * 10 + famed);
                let less = usize::from(most_famed.saturating_sub(feature.fame)) * 10 + famed;
                option.bins.put(Kind::Fame, FAMED + less);
                let mut put = |kind, bin| option.bins.put(kind, bin);
                put(Kind::FeatureRank, exact);
                put(Kind::FeatureRank, 16 + group.cue * 16 + exact);
                put(Kind::FeatureRank, 144 + group.role * 5 + rough);
                put(Kind::FeatureRank, 184 + group.sibling * 5 + rough);
                if group.article {
                    put(Kind::FeatureRank, ARTICLE + exact);
                }
                if group.dateline {
                    put(Kind::FeatureRank, 210 + exact);
                }
                // "The White House", "Congress": the seat of a government that the document speaks of.
                if feature.code == "PPLC" && feature.country.is_some_and(|c| self.governments.contains(&c)) {
                    put(Kind::FeatureRank, SEAT);
                }
                // "The White House" is Casablanca's name, too.
                if feature.speaks_for.is_some() {
                    put(Kind::FeatureRank, SPEAKS);
                }
                let place = order[i];
                put(Kind::Population, 212 + place.min(9));
                put(Kind::Population, 222 + place.min(3) * 8 + (step(bearers as u32) as usize).min(7));
                if twin != Twin::None {
                    let side = usize::from(twin != Twin::Town);
                    put(Kind::FeatureRank, TWINS + side * 8 + group.cue);
                    put(Kind::FeatureRank, TWINS + 16 + side * 5 + group.sibling);
                }
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
                        // A local paper means small places more often: what size says there is learned apart.
                        put(Kind::Population, LOCAL + ratio.min(24) + 25 * usize::from(rough != 0));
                        put(Kind::Population, LOCAL + 50 + rank.min(7) + 8 * class);
                        put(Kind::Population, LOCAL + 80 + place.min(9));
                        put(Kind::Fame, FAMED_LOCALLY + less);
                    }
                    if let (Some(a), Some(b)) = (home.country, feature.country) {
                        put(
                            Kind::OutletHome,
                            64 + usize::from(a == b) * 16 + 5 * usize::from(home.point.is_some()) + rough,
                        );
                    }
                }
                if !self.focus.is_empty() {
                    let at = option.hit.feature;
                    let inside = self.focus.iter().any(|&focus| self.gazetteer.contains(focus, at));
                    put(Kind::Focus, usize::from(inside));
                }
                if self.gazetteer.is_readers_own(option.hit.feature) {
                    put(Kind::UserLayer, 0);
                }
                if option.hit.kind == NameKind::Loose {
                    put(Kind::LooseSpelling, 0);
                }
                if let Some(meant) = self.context.company.meant(group.key) {
                    put(Kind::Story, usize::from(meant != option.hit.feature));
                }
                if let Some(year) = self.year {
                    let (from, to) = feature.valid;
                    if from.is_some_and(|f| year < f) || to.is_some_and(|t| year > t) {
                        put(Kind::Anachronism, 0);
                    }
                }
                option.first_pass = option.bins.len();
                option.rank = ranks[i];
            }
        }
        self.groups = groups;
    }

    /// The reasons of the second pass: what the other places of the document say, by the beliefs so far. A name with a
    /// single option is as sure of it with any reasons: it is given them in the `last` round alone.
    pub(crate) fn second_pass(&mut self, last: bool) {
        let votes = Votes::count(self.groups.iter().enumerate());
        let around = settled(self.groups.iter());
        let lists: Vec<Listed> = self.lists.iter().map(|list| Listed::new(list, &self.groups)).collect();
        // The first list that a name stands in.
        let mut list_of = vec![usize::MAX; self.groups.len()];
        for (number, list) in self.lists.iter().enumerate().rev() {
            list.iter().for_each(|&at| list_of[at] = number);
        }
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
            .filter(|t| t.2 > 0.35)
            .collect();
        told.sort_by_key(|t| t.0);
        let gazetteer = self.gazetteer;
        let apart = |at: usize| Votes::of_countries(&self.groups, self.lists.get(list_of[at])?, at);
        let mut apart: Vec<_> = (0..self.groups.len()).map(apart).collect();
        for (at, group) in self.groups.iter_mut().enumerate() {
            if group.options.len() == 1 && !last {
                continue;
            }
            let (own, nor) = apart[at].take().unwrap_or_else(|| (Votes::of(group), Vec::new()));
            let listed = lists.get(list_of[at]).filter(|l| l.votes.beyond(&own));
            for option in &mut group.options {
                option.bins.truncate(option.first_pass);
                if option.belief < HOPELESS {
                    continue;
                }
                let feature = option.feature;
                let rough = coarse(&feature);
                let rank = option.rank.min(3);
                let mut put = |kind, bin| option.bins.put(kind, bin);
                if let Some(country) = feature.country {
                    let share = votes.country_share(country, &own);
                    put(Kind::CountryVote, part(share) * 5 + rough);
                    put(Kind::CountryVote, 64 + part(share) * 4 + rank);
                    let named = votes.named_country(country, at, &nor);
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
                let (nearest, close) = around.around(&feature, group.key);
                if let Some(km) = nearest {
                    let ring = ring(km);
                    put(Kind::Near, ring * 5 + rough);
                    put(Kind::Near, 64 + (step(close) as usize).min(5) * 5 + rough);
                    put(Kind::Near, 128 + ring * 4 + rank);
                }
                if let Some(listed) = listed {
                    let country = feature.country.map_or(0.0, |c| listed.votes.country_share(c, &own));
                    put(Kind::CountryVote, LISTED + part(country) * 5 + rough);
                    let share = division.map_or(0.0, |d| listed.votes.division_share(d, &own));
                    put(Kind::AdminVote, LISTED + part(share) * 5 + rough);
                    if let Some(km) = listed.around.around(&feature, group.key).0 {
                        put(Kind::Near, LISTED + ring(km) * 5 + rough);
                    }
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

/// What the names of one list say about each other.
struct Listed {
    votes: Votes,
    around: Settled,
}

impl Listed {
    fn new(list: &[usize], groups: &[Group<'_>]) -> Self {
        let members = || list.iter().filter_map(|&at| Some((at, groups.get(at)?)));
        Self { votes: Votes::count(members()), around: settled(members().map(|(_, group)| group)) }
    }
}

/// Inhabitants of each option; a division that bears the name of its town counts no more than the town.
fn people(options: &[Option_<'_>]) -> Vec<u32> {
    let own = |o: &Option_<'_>| o.feature.population;
    let town = |at: usize| options.get(at).map_or(0, own);
    options
        .iter()
        .map(|o| match o.twin {
            Twin::Division(at) => own(o).min(town(at).saturating_sub(1)),
            _ => own(o),
        })
        .collect()
}

/// Place of each option in the gazetteer's own order, with a town before its division.
fn order(options: &[Option_<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..options.len()).collect();
    for (at, option) in options.iter().enumerate() {
        if let Twin::Division(town) = option.twin
            && order[at] < order[town]
        {
            order.swap(at, town);
        }
    }
    order
}

/// Rank of each option by inhabitants, 0 the largest. Equals keep the gazetteer's order, but a town goes before its
/// division.
fn ranks(people: &[u32]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..people.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(people[i]));
    let mut ranks = vec![0; people.len()];
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
