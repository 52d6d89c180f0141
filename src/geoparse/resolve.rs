//! Which feature each recognised name means: an additive score over named reasons, in two passes.
//!
//! The first pass looks at each name by itself: its bearers, the words beside it, the outlet. The second lets the
//! places of the whole document vote with the beliefs of the first. All uses of a name in one document are judged
//! together, except where the text itself tells them apart ("Paris, Texas").

use super::candidates::Name;
use super::evidence::{Bin, Weights};
use super::features::{Context, step};
use super::lexicon::Classes;
use super::mention::{EvidenceKind as Kind, Kind as MentionKind};
use super::outlet::Home;
use super::recognise::Found;
use crate::gazetteer::{Country, Feature, FeatureClass, FeatureRef, Gazetteer, Hit, NameKind};
use crate::text::normalise::normalise;
use crate::text::tokens::Gap;
use rustc_hash::FxHashMap;

/// Places whose distance counts, the surest first; bounds the work on long documents.
const SETTLED: usize = 48;
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

    /// The features of the names that stand right behind a name and contain one of its bearers.
    fn containers(&self, name: &Name) -> (Vec<FeatureRef>, bool) {
        let scan = self.context.scan;
        let mut out = Vec::new();
        let gap = scan.gap(name.end);
        if matches!(gap, Gap::Comma | Gap::Open | Gap::Space | Gap::Line | Gap::Dash) {
            self.collect(name.end, name, gap, &mut out);
            if !out.is_empty() {
                return (out, true);
            }
            // "Paris, a town in Texas" is too far; "Paris in Texas", "Paris, in Lamar County" are near.
            let word = scan.word(name.end);
            if matches!(word, "in" | "of") && gap != Gap::Open {
                let next = name.end
                    + 1
                    + usize::from(matches!(
                        scan.word(name.end + 1),
                        "the" | "northern" | "southern" | "eastern" | "western" | "central"
                    ));
                self.collect(next, name, Gap::Space, &mut out);
            }
        }
        // "The Texas town of Paris".
        if out.is_empty()
            && name.first >= 3
            && scan.word(name.first - 1) == "of"
            && scan.class(name.first - 2).has(Classes::SETTLEMENT_OF)
            && let Some(before) = self.context.name_ending_at(name.first - 2)
        {
            self.gather(before, name, &mut out);
            if !out.is_empty() {
                return (out, true);
            }
        }
        // "Ohio's Lebanon", "Georgia's Athens".
        if out.is_empty()
            && scan.gap(name.first) == Gap::Space
            && name.first >= 2
            && scan.word(name.first - 1) == "s"
            && let Some(before) = self.context.name_ending_at(name.first - 1)
        {
            self.gather(before, name, &mut out);
        }
        (out, false)
    }

    /// The bearers of a name that hold a bearer of the name right before it, as the state in "Savannah, Georgia".
    fn holding(&self, name: &Name) -> Vec<FeatureRef> {
        let scan = self.context.scan;
        if !matches!(scan.gap(name.first), Gap::Comma | Gap::Open) {
            return Vec::new();
        }
        let Some(before) = self.context.name_ending_at(name.first) else { return Vec::new() };
        let inners = self.context.names.hits(before);
        let mut out: Vec<FeatureRef> = Vec::new();
        for hit in self.context.names.hits(name).iter().take(12) {
            let feature = self.gazetteer.feature(hit.feature);
            let wide = feature.code == "ADM1" || feature.is_country();
            if wide
                && inners.iter().any(|i| i.feature != hit.feature && self.gazetteer.contains(hit.feature, i.feature))
            {
                out.push(hit.feature);
            }
        }
        out
    }

    fn collect(&self, at: usize, name: &Name, gap: Gap, out: &mut Vec<FeatureRef>) {
        let Some(next) = self.context.name_at(at) else { return };
        let abbreviated = self.context.names.hits(next).first().is_some_and(|h| h.kind == NameKind::Abbreviation);
        let division = self.context.facts(next).is_some_and(|f| f.division || f.country);
        if gap == Gap::Space
            && !(abbreviated || division)
            && !matches!(self.context.scan.word(at.wrapping_sub(1)), "in" | "of" | "the")
        {
            return;
        }
        self.gather(next, name, out);
        // "Paris, Lamar County, Texas": the wider one too.
        if self.context.scan.gap(next.end) == Gap::Comma
            && let Some(wider) = self.context.name_at(next.end)
            && self.context.facts(wider).is_some_and(|f| f.division || f.country)
        {
            let mut more = Vec::new();
            self.gather(wider, name, &mut more);
            if !more.is_empty() {
                // Both must hold; keep the narrower only where it lies in the wider.
                out.retain(|&o| more.iter().any(|&m| self.gazetteer.contains(m, o)));
                if out.is_empty() {
                    *out = more;
                }
            }
        }
    }

    fn gather(&self, outer: &Name, inner: &Name, out: &mut Vec<FeatureRef>) {
        let inners = self.context.names.hits(inner);
        for hit in self.context.names.hits(outer).iter().take(12) {
            if self.gazetteer.feature(hit.feature).class == FeatureClass::P {
                continue;
            }
            if inners.iter().any(|i| i.feature != hit.feature && self.gazetteer.contains(hit.feature, i.feature)) {
                out.push(hit.feature);
            }
        }
    }

    /// What the words around say about the kind of place: 1 town, 2 state, 3 county, 4 water, 5 heights, 6 country.
    fn cue(&self, name: &Name) -> usize {
        let scan = self.context.scan;
        let of = name.first >= 2 && scan.word(name.first - 1) == "of";
        let word = if of {
            scan.word(name.first - 2)
        } else if matches!(scan.gap(name.end), Gap::Space) {
            scan.word(name.end)
        } else {
            ""
        };
        let before = if scan.gap(name.first) == Gap::Space && name.first >= 1 { scan.word(name.first - 1) } else { "" };
        let last = scan.word(name.end - 1);
        let code = |w: &str| match w {
            "city" | "town" | "village" | "City" | "suburb" | "Town" | "township" | "mayor" | "Mayor" | "downtown"
            | "outskirts" | "streets" | "resident" | "residents" => 1,
            "state" | "State" | "province" | "Province" | "governor" | "Governor" | "Gov" | "legislature"
            | "Legislature" | "oblast" | "region" => 2,
            "county" | "County" | "district" | "District" | "parish" | "Parish" => 3,
            "river" | "River" | "lake" | "Lake" | "sea" | "Sea" | "Bay" | "bay" | "banks" | "shores" => 4,
            "mountain" | "mountains" | "Mountains" | "island" | "islands" | "Island" | "Islands" | "Mount" => 5,
            "country" | "nation" | "Republic" | "republic" | "Kingdom" | "government" | "president" | "President" => 6,
            _ => 0,
        };
        let own = code(last);
        if own > 0 && name.end > name.first + 1 {
            return own;
        }
        let near = code(word);
        if near > 0 {
            return near;
        }
        if scan.class(name.first.wrapping_sub(1)).has(Classes::DIRECTION) { 7 } else { code(before) }
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

/// What a name is doing, for crossing with what kind of thing it may be.
fn role(context: &Context<'_>, found: &Found, name: &Name) -> usize {
    let scan = context.scan;
    let before = name.first.checked_sub(1).map_or("", |at| scan.word(at));
    match found.kind {
        MentionKind::Organisation => 1,
        MentionKind::Government => 2,
        MentionKind::Demonym => 3,
        _ if scan.gap(name.end) == Gap::Apostrophe => 4,
        _ if matches!(before, "in" | "In") => 5,
        _ if matches!(before, "from" | "to" | "at" | "near" | "outside") => 6,
        _ if before == "of" => 7,
        _ => 0,
    }
}

/// What stands beside a name in a list: 1 divisions, 2 countries, 3 towns, 0 nothing known.
fn sibling(context: &Context<'_>, name: &Name) -> usize {
    let scan = context.scan;
    let joins = |at: usize| matches!(scan.word(at), "and" | "or" | "And") && scan.gap(at) != Gap::Dot;
    let next = match scan.gap(name.end) {
        Gap::Comma if joins(name.end) => context.name_at(name.end + 1),
        Gap::Comma => context.name_at(name.end),
        _ if joins(name.end) => context.name_at(name.end + 1),
        _ => None,
    };
    let before = match scan.gap(name.first) {
        Gap::Comma => context.name_ending_at(name.first),
        _ if name.first > 0 && joins(name.first - 1) => context.name_ending_at(name.first - 1),
        _ => None,
    };
    let code = |n: Option<&Name>| {
        n.and_then(|n| context.facts(n)).map_or(0, |f| {
            if f.country {
                2
            } else if f.division {
                1
            } else {
                3 * usize::from(f.populated)
            }
        })
    };
    match (code(before), code(next)) {
        (0, n) => n,
        (b, 0) => b,
        (b, n) if b == n => b,
        _ => 4,
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

/// Beliefs summed over the document.
#[derive(Default)]
struct Votes {
    total: f32,
    countries: Vec<(Country, f32)>,
    divisions: Vec<(FeatureRef, f32)>,
    /// Countries and divisions that are themselves named, by whom.
    named_countries: Vec<(Country, usize)>,
    named_divisions: Vec<(FeatureRef, usize)>,
}

fn add<K: Ord + Copy>(list: &mut Vec<(K, f32)>, key: K, weight: f32) {
    match list.binary_search_by_key(&key, |e| e.0) {
        Ok(i) => list[i].1 += weight,
        Err(i) => list.insert(i, (key, weight)),
    }
}

fn get<K: Ord + Copy>(list: &[(K, f32)], key: K) -> f32 {
    list.binary_search_by_key(&key, |e| e.0).map_or(0.0, |i| list[i].1)
}

impl Votes {
    fn count(groups: &[Group<'_>]) -> Self {
        let mut votes = Self::default();
        for (at, group) in groups.iter().enumerate() {
            votes.total += group.weight;
            for option in group.options.iter().filter(|o| o.belief > 0.02) {
                votes.vote(option, group.weight * option.belief);
                if option.belief > 0.4 {
                    if option.feature.is_country() {
                        votes.named_countries.extend(option.feature.country.map(|c| (c, at)));
                    } else if option.feature.code.starts_with("ADM") {
                        votes.named_divisions.push((option.hit.feature, at));
                    }
                }
            }
        }
        votes.named_countries.sort_unstable();
        votes.named_divisions.sort_unstable();
        votes
    }

    fn of(group: &Group<'_>) -> Self {
        let mut votes = Self { total: group.weight, ..Self::default() };
        for option in group.options.iter().filter(|o| o.belief > 0.02) {
            votes.vote(option, group.weight * option.belief);
        }
        votes
    }

    fn vote(&mut self, option: &Option_<'_>, weight: f32) {
        if let Some(country) = option.feature.country {
            add(&mut self.countries, country, weight);
        }
        let division = if option.feature.code == "ADM1" { Some(option.hit.feature) } else { option.feature.admin1 };
        if let Some(division) = division {
            add(&mut self.divisions, division, weight);
        }
    }

    fn country_share(&self, country: Country, own: &Self) -> f32 {
        share(get(&self.countries, country) - get(&own.countries, country), self.total - own.total)
    }

    fn division_share(&self, division: FeatureRef, own: &Self) -> f32 {
        share(get(&self.divisions, division) - get(&own.divisions, division), self.total - own.total)
    }

    fn named_country(&self, country: Country, but: usize) -> bool {
        others(&self.named_countries, country, but)
    }

    fn named_division(&self, division: FeatureRef, but: usize) -> bool {
        others(&self.named_divisions, division, but)
    }
}

/// Whether a sorted list has the key from another group.
fn others<K: Ord + Copy>(list: &[(K, usize)], key: K, but: usize) -> bool {
    let from = list.partition_point(|e| e.0 < key);
    list.get(from..).unwrap_or(&[]).iter().take_while(|e| e.0 == key).take(2).any(|e| e.1 != but)
}

fn share(votes: f32, of: f32) -> f32 {
    if of > 1e-3 && votes > 1e-3 { (votes / of).min(1.0) } else { 0.0 }
}

/// The places the document is sure of, as plain numbers for fast distances.
struct Settled {
    /// Key of the name, latitude, longitude in degrees, cosine of the latitude.
    places: Vec<(u32, f32, f32, f32)>,
}

fn settled(groups: &[Group<'_>]) -> Settled {
    let mut sure: Vec<(f32, u32, &Feature<'_>)> = groups
        .iter()
        .filter_map(|g| {
            let option = g.options.get(g.best()?)?;
            let local = option.feature.radius_km < 120.0 && !option.feature.is_country();
            (local && option.belief > 0.5).then_some((option.belief * g.weight, g.key, &option.feature))
        })
        .collect();
    sure.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    sure.truncate(SETTLED);
    let places = sure
        .into_iter()
        .map(|(_, key, f)| {
            let lat = f.point.lat();
            (key, lat as f32, f.point.lon() as f32, libm::cos(lat.to_radians()) as f32)
        })
        .collect();
    Settled { places }
}

impl Settled {
    /// Kilometres to the nearest place of another name, and how many lie within about 80 km. Flat-earth distances:
    /// good to a few per cent within a country, and beyond only the outermost rings are asked for.
    fn around(&self, feature: &Feature<'_>, key: u32) -> (Option<f64>, u32) {
        let (lat, lon) = (feature.point.lat() as f32, feature.point.lon() as f32);
        let (mut nearest, mut close) = (f32::MAX, 0);
        for &(other, a, o, cos) in &self.places {
            if other == key {
                continue;
            }
            let mut dx = (o - lon).abs();
            if dx > 180.0 {
                dx = 360.0 - dx;
            }
            let (dx, dy) = (dx * cos, a - lat);
            let square = dx * dx + dy * dy;
            nearest = nearest.min(square);
            close += u32::from(square < 0.52);
        }
        ((nearest < f32::MAX).then(|| f64::from(nearest.sqrt()) * 111.19), close)
    }
}
