//! Which feature each recognised name means: an additive score over named reasons, in two passes.
//!
//! The first pass looks at each name by itself: its bearers, the words beside it, the outlet. The second lets the
//! places of the whole document vote with the beliefs of the first. All uses of a name in one document are judged
//! together, except where the text itself tells them apart ("Paris, Texas").

mod beside;
mod bins;
mod far_fetched;
mod lists;
mod options;
mod reasons;
mod votes;

use super::evidence::Weights;
use super::features::Context;
use super::inflected::first_cases;
use super::network::exp;
use super::outlet::Home;
use super::recognise::Found;
use crate::gazetteer::{Country, FeatureRef, Gazetteer, Hit};
use crate::text::normalise::normalise;
use lists::Lists;
pub(crate) use options::Option_;
use options::{Twin, options};
pub(crate) use reasons::{
    ARTICLE, FAMED, FAMED_LOCALLY, LISTED, LOCAL, NOBODYS, OTHER_NAME, PART_OF_NAME, PART_OF_TOWN, SPEAKS, SPELLING,
    TWINS,
};
use rustc_hash::FxHashMap;

/// Letters from which a name in capitals that no layer has as it is written is looked for in other spellings.
const LOOSELY: usize = 4;
/// What [`Group::sibling`] is beside countries.
const COUNTRIES: usize = 2;
/// Entries of one name so near to each other are the same place for a reader.
const SAME_KM: f64 = 40.0;
/// The same for a town and its own division, whose middle may lie farther off.
const TWINS_KM: f64 = 161.0;

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
    /// Whether "the" stands before it: waters, heights and regions rather than towns.
    article: bool,
    /// What the first use does, and what stands beside it in a list.
    role: usize,
    sibling: usize,
    /// Its options that hold the name right before it: "Georgia" in "Savannah, Georgia".
    holding: Vec<FeatureRef>,
    weight: f32,
}

impl Group<'_> {
    /// Belief that it is the option's place, under whichever of its entries: a town and its own division, or entries
    /// a few kilometres apart, are no rivals.
    pub(crate) fn place_belief(&self, of: usize) -> f32 {
        let same = |(at, o): &(usize, &Option_<'_>)| *at == of || (o.belief > 0.001 && self.is_same(of, *at));
        self.options.iter().enumerate().filter(same).map(|(_, o)| o.belief).sum::<f32>().min(1.0)
    }

    /// Whether two options are the same place for a reader.
    pub(crate) fn is_same(&self, of: usize, at: usize) -> bool {
        let Some((best, o)) = self.options.get(of).zip(self.options.get(at)) else { return false };
        if at == of || o.hit.feature == best.hit.feature {
            return true;
        }
        let twins = best.twin == Twin::Division(at) || o.twin == Twin::Division(of);
        let within = if twins { TWINS_KM } else { SAME_KM };
        !o.feature.is_country()
            && !best.feature.is_country()
            && o.feature.point.distance_km(best.feature.point) < within
    }

    /// Whether a word or the other names of a list say that a division is meant: "Herat province".
    pub(crate) fn speaks_of_division(&self) -> bool {
        matches!(self.cue, 2 | 3) || self.sibling == 1
    }

    /// Whether it may be a country and stands beside others in a list.
    pub(super) fn among_countries(&self) -> bool {
        self.sibling == COUNTRIES && self.options.len() > 1 && self.options.iter().any(|o| o.feature.is_country())
    }

    /// Whether an option is the division around a town of the name that is an option, too.
    pub(crate) fn surrounds_its_town(&self, at: usize) -> bool {
        self.options.get(at).is_some_and(|o| matches!(o.twin, Twin::Division(_)))
    }

    /// The pass whose weights decided.
    pub(crate) fn pass(&self) -> usize {
        usize::from(self.options.iter().any(|o| o.bins.len() > o.first_pass))
    }

    /// Turns scores into beliefs.
    fn believe(&mut self) {
        let top = self.options.iter().fold(f32::MIN, |top, o| top.max(o.score));
        let mut total = 0.0;
        for option in &mut self.options {
            option.belief = exp(option.score - top);
            total += option.belief;
        }
        self.options.iter_mut().for_each(|o| o.belief /= total);
    }

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
    /// Countries of whose government the document speaks by the name of a house or a street.
    governments: Vec<Country>,
    pub(crate) groups: Vec<Group<'g>>,
    /// Groups of the names that stand together in lists.
    lists: Vec<Vec<usize>>,
}

impl<'c: 'g, 'g> Resolver<'c, 'g> {
    /// Groups what was recognised. `find_hits` gives each found name's hits.
    pub(crate) fn new(
        context: &'c Context<'c>,
        gazetteer: &'g Gazetteer,
        found: &[Found],
        home: Option<&'c Home>,
        focus: &'c [FeatureRef],
        year: Option<i16>,
    ) -> Self {
        let groups = Vec::with_capacity(found.len().min(64));
        let mut resolver = Self {
            context,
            gazetteer,
            home,
            focus,
            year,
            governments: governments(context),
            groups,
            lists: Vec::new(),
        };
        let mut index: FxHashMap<(u32, u32), usize> = FxHashMap::default();
        let mut lists = Lists::default();
        for (at, found) in found.iter().enumerate() {
            let Some(name) = context.names.list.get(found.name) else { continue };
            let mut loose = Vec::new();
            if !name.is_known() {
                let normal = normalise(name.span.of(context.scan.text));
                // What is so short and was not taken as it is written is another word: "the PA".
                let capitals = context.scan.tokens[name.first].shape.is_capitals();
                if capitals && normal.chars().count() < LOOSELY {
                    continue;
                }
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
                resolver.groups.push(Group {
                    key: name.key,
                    members: Vec::new(),
                    options: if name.is_known() {
                        options(
                            context.names.hits(name).iter().copied().zip(context.names.features(name).iter().copied()),
                            context.names.likeness(name),
                        )
                    } else {
                        options(loose.iter().map(|&hit| (hit, gazetteer.unnamed(hit.feature))), &[])
                    },
                    containers: Vec::new(),
                    direct: false,
                    cue: 0,
                    dateline: false,
                    article: false,
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
            group.article |= beside::article(context, name);
            group.role = group.role.max(beside::role(context, found, name));
            group.sibling = group.sibling.max(beside::sibling(context, name));
            group.weight += weight;
            lists.read(context.scan, name, slot, direct);
        }
        resolver.lists = lists.groups;
        for group in &mut resolver.groups {
            group.weight = 1.0 + libm::logf(group.weight.max(0.3));
        }
        resolver
    }
}

/// Countries of whose government a document speaks as "the Kremlin", "the White House".
fn governments(context: &Context<'_>) -> Vec<Country> {
    let spoken = context.names.firsts.iter().filter_map(|&i| context.names.list.get(i as usize));
    let spoken = spoken.filter(|n| context.facts(n).is_some_and(|f| f.metonym && !f.populated));
    let countries = spoken.flat_map(|n| context.names.features(n).iter().take(4).copied().filter_map(|f| f.speaks_for));
    let mut countries: Vec<Country> = countries.collect();
    countries.sort_unstable();
    countries.dedup();
    countries
}

impl Resolver<'_, '_> {
    /// Whether the outlet is at home in a town.
    pub(crate) fn is_local(&self) -> bool {
        self.home.is_some_and(|h| h.point.is_some())
    }

    /// Both passes; the second twice, as the first settles more for the next to lean on. To a name that stands alone in
    /// its document nothing further is to be said: no votes are not votes against all.
    pub(crate) fn run(&mut self, weights: &Weights) {
        self.first_pass();
        self.believe(weights, 0);
        if self.groups.len() == 1 {
            return;
        }
        // What the reasons of the first pass weigh in the second stays the same.
        let options = self.groups.iter().flat_map(|g| &g.options);
        let firsts: Vec<f32> = options.map(|o| weights.score(1, o.bins.first(o.first_pass))).collect();
        for last in [false, true] {
            self.second_pass(last);
            let mut firsts = firsts.iter();
            for group in &mut self.groups {
                for (option, &first) in group.options.iter_mut().zip(&mut firsts) {
                    let further = option.bins.all().get(option.first_pass..).unwrap_or(&[]);
                    option.score = weights.add_up(1, first, further);
                }
                group.believe();
            }
        }
    }

    /// Scores all options with the weights of a pass and turns scores into beliefs.
    pub(crate) fn believe(&mut self, weights: &Weights, pass: usize) {
        for group in &mut self.groups {
            for option in &mut group.options {
                let bins = if pass == 0 { option.bins.first(option.first_pass) } else { option.bins.all() };
                option.score = weights.score(pass, bins);
            }
            group.believe();
        }
    }
}

/// What a name in another case than the first may mean: places too small to be found by their names in all cases.
fn uninflected(gazetteer: &Gazetteer, normal: &str, out: &mut Vec<Hit>) {
    for form in first_cases(normal) {
        gazetteer.lookup_exact(&form, out);
        if !out.is_empty() {
            return;
        }
    }
}
