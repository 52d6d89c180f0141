//! What the places of a document say about each other: votes for countries and divisions, and distances.

use super::{Group, Option_};
use crate::gazetteer::{Country, Feature, FeatureRef};

/// Places whose distance counts, the surest first; bounds the work on long documents.
const SETTLED: usize = 48;
/// Sum of votes below which there are none.
const LEAST: f32 = 1e-3;

/// Beliefs summed over the document.
#[derive(Default)]
pub(super) struct Votes {
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
    pub(super) fn count<'a, 'g: 'a>(groups: impl Iterator<Item = (usize, &'a Group<'g>)>) -> Self {
        let mut votes = Self::default();
        for (at, group) in groups {
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

    pub(super) fn of(group: &Group<'_>) -> Self {
        let mut votes = Self::default();
        votes.join(group);
        votes
    }

    /// Adds what another group votes.
    fn join(&mut self, group: &Group<'_>) {
        self.total += group.weight;
        for option in group.options.iter().filter(|o| o.belief > 0.02) {
            self.vote(option, group.weight * option.belief);
        }
    }

    /// Of a group in a list of countries, what it and they vote, and which they are: "Niger, Nigeria and Chad" says nothing
    /// for the Nigerian state of Niger. `None` for all other groups.
    pub(super) fn of_countries(groups: &[Group<'_>], list: &[usize], at: usize) -> Option<(Self, Vec<usize>)> {
        let group = groups.get(at)?;
        if !group.among_countries() {
            return None;
        }
        let mut votes = Self::of(group);
        let is_country =
            |g: &Group<'_>| g.best().and_then(|b| g.options.get(b)).is_some_and(|o| o.feature.is_country());
        let others = list.iter().copied().filter(|&i| i != at && groups.get(i).is_some_and(is_country));
        let others: Vec<usize> = others.collect();
        others.iter().filter_map(|&i| groups.get(i)).for_each(|g| votes.join(g));
        Some((votes, others))
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

    /// Whether any but the groups of `own` have a say.
    pub(super) fn beyond(&self, own: &Self) -> bool {
        self.total - own.total > LEAST
    }

    pub(super) fn country_share(&self, country: Country, own: &Self) -> f32 {
        share(get(&self.countries, country) - get(&own.countries, country), self.total - own.total)
    }

    pub(super) fn division_share(&self, division: FeatureRef, own: &Self) -> f32 {
        share(get(&self.divisions, division) - get(&own.divisions, division), self.total - own.total)
    }

    /// Whether other groups than one, and than some that have no say, name a country.
    pub(super) fn named_country(&self, country: Country, but: usize, nor: &[usize]) -> bool {
        others(&self.named_countries, country, but, nor)
    }

    pub(super) fn named_division(&self, division: FeatureRef, but: usize) -> bool {
        others(&self.named_divisions, division, but, &[])
    }
}

/// Whether a sorted list has the key from another group than one and some more.
fn others<K: Ord + Copy>(list: &[(K, usize)], key: K, but: usize, nor: &[usize]) -> bool {
    let from = list.partition_point(|e| e.0 < key);
    let named = list.get(from..).unwrap_or(&[]).iter().take_while(|e| e.0 == key);
    named.take(nor.len() + 2).any(|e| e.1 != but && !nor.contains(&e.1))
}

fn share(votes: f32, of: f32) -> f32 {
    if of > LEAST && votes > LEAST { (votes / of).min(1.0) } else { 0.0 }
}

/// The places the document is sure of, as plain numbers for fast distances.
pub(super) struct Settled {
    /// Key of the name, latitude, longitude in degrees, cosine of the latitude.
    places: Vec<(u32, f32, f32, f32)>,
}

pub(super) fn settled<'a, 'g: 'a>(groups: impl Iterator<Item = &'a Group<'g>>) -> Settled {
    let mut sure: Vec<(f32, u32, &Feature<'_>)> = groups
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
    pub(super) fn around(&self, feature: &Feature<'_>, key: u32) -> (Option<f64>, u32) {
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
