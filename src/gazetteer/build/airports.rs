//! Airports with scheduled traffic, air and naval bases, and the small towns that only their airfields tell of.

use super::package::Package;
use super::{BuildError, Report, World, clean};
use crate::gazetteer::entry::Entry;
use crate::gazetteer::{Country, FeatureClass, NameKind};
use crate::geo::LatLon;
use crate::text::normalise::normalise;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Words in a name that say that soldiers fly there.
const MILITARY: [&str; 11] = [
    "air base",
    "airbase",
    " afb",
    " ab",
    "naval",
    "military",
    "army",
    "air force",
    " aaf",
    "air station",
    "air reserve",
];

pub(super) fn read(sources: &Path, world: &mut World, report: &mut Report) -> Result<(), BuildError> {
    let package = Package::open(sources, "airportsdata", &|p| p.ends_with("/airports.csv"))?;
    let mut reader = csv::Reader::from_reader(package.file("airports.csv")?);
    let (mut airports, mut bases) = (0, 0);
    let mut towns = Towns::of(world);
    for row in reader.records() {
        let row = row.map_err(|e| BuildError::content("airports.csv", &e.to_string()))?;
        let f = |i: usize| row.get(i).unwrap_or("").trim();
        let (icao, iata, name, city, country) = (f(0), f(1), f(2), f(3), f(5));
        let (Ok(lat), Ok(lon)) = (f(7).parse(), f(8).parse()) else { continue };
        let Some(point) = LatLon::new(lat, lon) else { continue };
        towns.note(city, f(4), Country::new(country), point);
        let lower = name.to_lowercase();
        let military = MILITARY.iter().any(|w| {
            if let Some(end) = w.strip_prefix(' ') {
                lower.split([' ', '/', '(']).any(|word| word == end) || (end.contains(' ') && lower.contains(end))
            } else {
                lower.contains(w)
            }
        });
        if name.is_empty() || (iata.is_empty() && !military) || !clean::is_name(name, "") {
            continue;
        }
        let code = if military { "AIRB" } else { "AIRP" };
        let mut entry = Entry::new(format!("dl:airport-{}", icao.to_lowercase()), name, point, FeatureClass::S, code);
        entry.country = Country::new(country);
        for alias in variants(name) {
            if clean::is_name(&alias, name) {
                entry.add_name(&alias, NameKind::Alias);
            }
        }
        if military {
            bases += 1;
        } else {
            airports += 1;
        }
        world.add(entry);
    }
    let count = towns.add_to(world);
    report.line(format!("towns known only by their airfield: {count}"));
    report.line(format!("airports: {airports} with a scheduled-traffic code, bases: {bases}"));
    Ok(())
}

/// Towns that airfields are named by and that the settlements do not hold. Their point is the airfield's, some
/// kilometres off, and so approximate.
struct Towns {
    /// Settlements and divisions by country and normal form.
    known: BTreeMap<(Country, String), Vec<LatLon>>,
    found: BTreeMap<String, Entry>,
}

/// A town of the same name within so many km is the same town.
const SAME_TOWN_KM: f64 = 40.0;

impl Towns {
    fn of(world: &World) -> Self {
        let mut known: BTreeMap<_, Vec<LatLon>> = BTreeMap::new();
        for e in world.entries.values() {
            if let Some(country) = e.country {
                for (key, _) in e.keys() {
                    known.entry((country, key)).or_default().push(e.point);
                }
            }
        }
        Self { known, found: BTreeMap::new() }
    }

    fn note(&mut self, city: &str, division: &str, country: Option<Country>, point: LatLon) {
        let key = normalise(city);
        let Some(country) = country else { return };
        let plain =
            !city.contains(['/', '(', ',']) && city.chars().count() >= 4 && !key.bytes().any(|b| b.is_ascii_digit());
        if !plain || !clean::is_name(city, "") {
            return;
        }
        let near = |points: &Vec<LatLon>| points.iter().any(|p| p.distance_km(point) <= SAME_TOWN_KM);
        if self.known.get(&(country, key.clone())).is_some_and(near) {
            return;
        }
        let slug = format!("dl:town-{}-{}-{key}", country.code().to_lowercase(), normalise(division));
        let slug = slug.replace(' ', "-");
        self.found.entry(slug.clone()).or_insert_with(|| {
            let mut entry = Entry::new(slug, city, point, FeatureClass::P, "PPL");
            entry.country = Some(country);
            entry.approximate = true;
            entry
        });
    }

    fn add_to(self, world: &mut World) -> usize {
        // The first-level division is that of the nearest settlement.
        let mut cells: BTreeMap<(Country, i32, i32), Vec<(LatLon, String)>> = BTreeMap::new();
        let cell = |p: LatLon| (p.lat().floor() as i32, p.lon().floor() as i32);
        for e in world.entries.values().filter(|e| e.class == FeatureClass::P) {
            if let (Some(country), Some(admin1)) = (e.country, &e.admin1) {
                let (y, x) = cell(e.point);
                cells.entry((country, y, x)).or_default().push((e.point, admin1.clone()));
            }
        }
        let mut settled: BTreeSet<(String, String)> = BTreeSet::new();
        for e in world.entries.values().filter(|e| e.class == FeatureClass::P) {
            if let Some(admin1) = &e.admin1 {
                settled.extend(e.keys().into_iter().map(|(key, _)| (admin1.clone(), key)));
            }
        }
        let mut count = 0;
        for mut entry in self.found.into_values() {
            let (y, x) = cell(entry.point);
            let around = (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (y + dy, x + dx)));
            let near = around
                .filter_map(|(y, x)| cells.get(&(entry.country?, y, x)))
                .flatten()
                .min_by(|a, b| a.0.distance_km(entry.point).total_cmp(&b.0.distance_km(entry.point)));
            entry.admin1 = near.map(|n| n.1.clone());
            // A lone strip far off is named by the town of the division that bears the name, not by a second one.
            let known = |admin1: &String| settled.contains(&(admin1.clone(), normalise(&entry.name)));
            if entry.admin1.as_ref().is_some_and(known) {
                continue;
            }
            count += 1;
            world.add(entry);
        }
        count
    }
}

/// "Bagram Air Base" is also "Bagram Airfield" and "Bagram airbase"; "X / Y" is two names.
fn variants(name: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    if name.contains('/') {
        out.extend(name.split('/').map(|n| n.trim().to_owned()).filter(|n| n.contains(' ')));
    }
    let endings: [(&str, &[&str]); 6] = [
        (" Air Base", &[" Airbase", " Airfield", " Air Field", " AB"]),
        (" AB", &[" Air Base", " Airbase"]),
        (" AFB", &[" Air Force Base", " Air Base"]),
        (" Air Force Base", &[" AFB", " Air Base"]),
        (" Airbase", &[" Air Base"]),
        (" International Airport", &[" Airport", " International", " Intl Airport"]),
    ];
    for (end, others) in endings {
        if let Some(stem) = name.strip_suffix(end) {
            out.extend(others.iter().map(|o| format!("{stem}{o}")));
        }
    }
    out
}
