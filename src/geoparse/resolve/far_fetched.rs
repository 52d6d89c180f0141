//! When the best candidate is none: a place that few know by the name, in a country that nothing else speaks of and far
//! from all that is settled. "Nima" is a part of Accra that no layer has, not Nîmes; "the Zongo fund" of Ghana is not
//! about Zongo on the Congo.

use super::super::likeness::{Likeness, alike};
use super::super::recognise::Found;
use super::votes::{Settled, settled};
use super::{Group, Option_, Resolver};
use crate::gazetteer::{Country, Feature, FeatureClass, NameKind};
use crate::text::normalise::normalise;
use std::cell::LazyCell;

/// Steps of fame, a doubling of the number of names each, from which a place is spoken of all over the world: more than
/// 32 names, or more than 16 where it is the place's own name.
const WORLD_KNOWN: u8 = 6;
const WELL_KNOWN: u8 = 5;
/// Inhabitants from which a place is known by its own name in any case.
const LARGE: u32 = 250_000;
/// Inhabitants and a step of fame under which one name that speaks for another country is enough.
const TINY: u32 = 20_000;
const HARDLY_KNOWN: u8 = 4;
/// Kilometres within which what lies across a border is no stranger.
const ACROSS_KM: f64 = 250.0;

impl Resolver<'_, '_> {
    /// Indices of the groups whose best candidate is not to be believed, in order; `found` is what the resolver was made
    /// of. Only after [`Resolver::run`].
    pub(crate) fn far_fetched(&self, found: &[Found]) -> Vec<usize> {
        let named: LazyCell<Vec<Country>, _> = LazyCell::new(|| {
            let best = |group: &Group<'_>| group.options.get(group.best()?)?.feature.country;
            let mut named: Vec<Country> = self.groups.iter().filter_map(best).collect();
            named.sort_unstable();
            named
        });
        let around: LazyCell<Settled, _> = LazyCell::new(|| settled(self.groups.iter()));
        let is_strange = |group: &Group<'_>| {
            let Some(best) = group.best().and_then(|b| group.options.get(b)) else { return false };
            let Some(country) = best.feature.country else { return false };
            let Some(speakers) = self.is_little_known(group, best, found) else { return false };
            // The group itself names it once.
            let first = named.partition_point(|&n| n < country);
            named.get(first + 1) != Some(&country)
                && named.len() > speakers
                && around.around(&best.feature, group.key).0.is_none_or(|km| km > ACROSS_KM)
        };
        (0..self.groups.len()).filter(|&at| is_strange(&self.groups[at])).collect()
    }

    /// Where few know the option by the group's name, and neither the text beside it nor the reader speaks for it: how many
    /// names must speak for other countries.
    fn is_little_known(&self, group: &Group<'_>, best: &Option_<'_>, found: &[Found]) -> Option<usize> {
        let (feature, at) = (&best.feature, best.hit.feature);
        let told = group.dateline || !group.containers.is_empty() || !group.holding.is_empty();
        if told || best.lent || feature.code == "PPLC" || feature.is_country() || feature.fame >= WORLD_KNOWN {
            return None;
        }
        let at_home = self.home.is_some_and(|h| h.country.is_some() && h.country == feature.country);
        let wanted = self.focus.iter().any(|&focus| self.gazetteer.contains(focus, at));
        if at_home || wanted || self.gazetteer.is_readers_own(at) || self.context.company.meant(group.key) == Some(at) {
            return None;
        }
        let name = self.context.names.list.get(found.get(*group.members.first()?)?.name)?;
        let name = normalise(name.span.of(self.context.scan.text));
        // In another script every name is another one, and the language itself speaks for a country.
        if !name.is_ascii() {
            return None;
        }
        if self.goes_by_another(best, &name) {
            return Some(1);
        }
        let tiny = feature.population < TINY && feature.fame < HARDLY_KNOWN;
        is_obscure(feature).then_some(if tiny { 1 } else { 2 })
    }

    /// Whether a name in normal form is one of the option's other names, and unlike its own.
    fn goes_by_another(&self, best: &Option_<'_>, name: &str) -> bool {
        let class = best.feature.class;
        let other = matches!(best.hit.kind, NameKind::Alias | NameKind::Former);
        if !other || !matches!(class, FeatureClass::P | FeatureClass::A) {
            return false;
        }
        match alike(name, &normalise(self.gazetteer.feature(best.hit.feature).name)) {
            Likeness::Own | Likeness::Part => false,
            // "Warab" is Warrap; of small towns, too many spellings are alike.
            Likeness::Spelling => class == FeatureClass::P,
            Likeness::Other => true,
        }
    }
}

/// Whether a town, county or district is small and spoken of in few languages, so that hardly anybody far away knows it.
fn is_obscure(feature: &Feature<'_>) -> bool {
    let small = match feature.class {
        FeatureClass::P => true,
        FeatureClass::A => feature.code.starts_with("ADM") && feature.code != "ADM1",
        _ => false,
    };
    small && feature.fame < WELL_KNOWN && feature.population < LARGE
}
