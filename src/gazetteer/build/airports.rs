//! Airports with scheduled traffic, and air and naval bases.

use super::package::Package;
use super::{BuildError, Report, World, clean};
use crate::gazetteer::entry::Entry;
use crate::gazetteer::{Country, FeatureClass, NameKind};
use crate::geo::LatLon;
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
    for row in reader.records() {
        let row = row.map_err(|e| BuildError::content("airports.csv", &e.to_string()))?;
        let f = |i: usize| row.get(i).unwrap_or("").trim();
        let (icao, iata, name, city, country) = (f(0), f(1), f(2), f(3), f(5));
        let (Ok(lat), Ok(lon)) = (f(7).parse(), f(8).parse()) else { continue };
        let Some(point) = LatLon::new(lat, lon) else { continue };
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
        for alias in variants(name, city) {
            if clean::is_name(&alias, name) {
                entry.add_name(&alias, NameKind::Alias);
            }
        }
        if military {
            bases += 1
        } else {
            airports += 1
        }
        world.add(entry);
    }
    report.line(format!("airports: {airports} with a scheduled-traffic code, bases: {bases}"));
    Ok(())
}

/// "Bagram Air Base" is also "Bagram Airfield" and "Bagram airbase"; "X / Y" is two names.
fn variants(name: &str, _city: &str) -> Vec<String> {
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
