//! The hand-written tables: regions, waters, relief, landmarks, former states, aliases, demonyms, abbreviations.

use super::{BuildError, Report, World, clean};
use crate::gazetteer::entry::Entry;
use crate::gazetteer::import::csv::feature_kind;
use crate::gazetteer::{Country, FeatureClass, NameKind, PlaceId};
use crate::geo::LatLon;
use crate::text::normalise::normalise;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

type Row = BTreeMap<String, String>;

pub(super) fn read(folder: &Path, world: &mut World, report: &mut Report) -> Result<(), BuildError> {
    let entries = std::fs::read_dir(folder);
    let entries = entries.map_err(|e| BuildError::Missing { path: folder.to_owned(), source: e })?;
    let mut files: Vec<_> = entries.filter_map(Result::ok).map(|e| e.path()).collect();
    files.retain(|p| p.extension().is_some_and(|e| e == "csv"));
    files.sort();
    // Features first, so that the tables of names may speak of them, by the id or by the row's own name for it.
    files.sort_by_key(|p| p.file_stem().is_some_and(|s| NAMES.iter().any(|n| s == *n)));
    let mut slugs = BTreeMap::new();
    for path in files {
        let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        let bytes = std::fs::read(&path).map_err(|e| BuildError::Missing { path: path.clone(), source: e })?;
        let rows = table(&name, &bytes)?;
        let taken = match name.as_str() {
            "countries.csv" => countries(&name, &rows, world)?,
            "states.csv" => states(&name, &rows, world)?,
            "demonyms.csv" => names(&name, &rows, world, &slugs, NameKind::Demonym, report),
            "aliases.csv" => names(&name, &rows, world, &slugs, NameKind::Alias, report),
            _ => features(&name, &rows, world, &mut slugs, report)?,
        };
        report.line(format!("supplement {name}: {} rows, {taken} names or features", rows.len()));
    }
    Ok(())
}

/// Tells the members of regions that are neither a country's code nor a first-level division's.
pub(super) fn check_members(world: &World, report: &mut Report) {
    let countries = world.entries.values().filter(|e| e.code.starts_with("PCL")).filter_map(|e| e.country);
    let mut codes: BTreeSet<String> = countries.map(|c| c.code().to_owned()).collect();
    codes.extend(world.entries.values().filter(|e| e.code == "ADM1").filter_map(|e| e.admin1.clone()));
    for e in world.entries.values() {
        for member in e.members.iter().filter(|m| !codes.contains(*m)) {
            report.line(format!("supplement: {} names the unknown member {member}", e.id));
        }
    }
}

fn table(name: &str, bytes: &[u8]) -> Result<Vec<(u64, Row)>, BuildError> {
    let fail = |e: csv::Error| BuildError::content(name, &e.to_string());
    let mut reader = csv::Reader::from_reader(bytes);
    let header = reader.headers().map_err(fail)?.clone();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(fail)?;
        let line = record.position().map_or(0, csv::Position::line);
        rows.push((line, header.iter().map(str::to_owned).zip(record.iter().map(|f| f.trim().to_owned())).collect()));
    }
    Ok(rows)
}

fn get<'a>(row: &'a Row, column: &str) -> &'a str {
    row.get(column).map_or("", String::as_str)
}

fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split('|').map(str::trim).filter(|t| !t.is_empty())
}

/// Tables that only add names.
const NAMES: [&str; 4] = ["countries", "states", "demonyms", "aliases"];

/// The supplement's own ids that stand for another id (`same_as`).
type Slugs = BTreeMap<String, String>;

/// The entry of a country code, a first-level division's code, or an id.
fn place<'w>(world: &'w mut World, slugs: &Slugs, code: &str) -> Option<&'w mut Entry> {
    if code.contains(':') {
        return world.get(&PlaceId(slugs.get(code).map_or(code, String::as_str).to_owned()));
    }
    // England and its like stand under their ISO code, which GeoNames writes with a full stop.
    let code = &code.replace('-', ".");
    let country = Country::new(code);
    world.entries.values_mut().find(|e| {
        e.class == FeatureClass::A
            && match country {
                Some(c) => e.country == Some(c) && e.code.starts_with("PCL") && e.code != "PCLH",
                None => e.code == "ADM1" && e.admin1.as_ref() == Some(code),
            }
    })
}

/// Names that a text may write with or without the article.
fn add(entry: &mut Entry, name: &str, kind: NameKind) -> usize {
    let bare = name.strip_prefix("the ").unwrap_or(name);
    let kind = if kind == NameKind::Alias && clean::is_abbreviation(bare) { NameKind::Abbreviation } else { kind };
    entry.add_name(bare, kind);
    if matches!(kind, NameKind::Abbreviation | NameKind::Demonym) {
        // The packages know some abbreviations and some words for a people as common names.
        let form = normalise(bare);
        for known in entry.names.iter_mut().filter(|(n, k)| *k == NameKind::Alias && normalise(n) == form) {
            known.1 = kind;
        }
    }
    1
}

fn countries(file: &str, rows: &[(u64, Row)], world: &mut World) -> Result<usize, BuildError> {
    let mut taken = 0;
    for (line, row) in rows {
        let code = get(row, "code");
        let entry = place(world, &Slugs::new(), code)
            .ok_or_else(|| BuildError::content(file, &format!("line {line}: no country has the code {code}")))?;
        // The first short name is the one to show.
        if let Some(first) = list(get(row, "short_names")).next().filter(|f| *f != entry.name) {
            let old = std::mem::replace(&mut entry.name, first.to_owned());
            entry.names.retain(|(n, _)| n != first);
            entry.add_name(&old, NameKind::Alias);
        }
        let columns = [
            ("short_names", NameKind::Alias),
            ("abbreviations", NameKind::Abbreviation),
            ("demonym_nouns", NameKind::Demonym),
            ("demonym_adjectives", NameKind::Demonym),
            ("former_names", NameKind::Former),
        ];
        for (column, kind) in columns {
            for name in list(get(row, column)) {
                taken += add(entry, name, kind);
            }
        }
    }
    Ok(taken)
}

fn states(file: &str, rows: &[(u64, Row)], world: &mut World) -> Result<usize, BuildError> {
    let mut taken = 0;
    for (line, row) in rows {
        let code = get(row, "place");
        let entry = place(world, &Slugs::new(), code)
            .ok_or_else(|| BuildError::content(file, &format!("line {line}: no division has the code {code}")))?;
        for column in ["ap", "postal", "other"] {
            for name in list(get(row, column)) {
                // A state whose name is not shortened stands in the column with its full name.
                let short = name.contains('.') || name.chars().all(char::is_uppercase);
                taken += add(entry, name, if short { NameKind::Abbreviation } else { NameKind::Alias });
            }
        }
    }
    Ok(taken)
}

/// Tables that only add names: `place`, then names parted by bars in any of a few columns, and a `kind` where one is
/// given. A place that is nowhere is told and passed over.
fn names(
    file: &str,
    rows: &[(u64, Row)],
    world: &mut World,
    slugs: &Slugs,
    default: NameKind,
    report: &mut Report,
) -> usize {
    const COLUMNS: [&str; 3] = ["alias", "names", "words"];
    let mut taken = 0;
    for (line, row) in rows {
        let code = get(row, "place");
        let kind = match get(row, "kind") {
            "abbreviation" => NameKind::Abbreviation,
            "demonym" => NameKind::Demonym,
            "former" => NameKind::Former,
            "loose" => NameKind::Loose,
            _ => default,
        };
        let Some(entry) = place(world, slugs, code) else {
            report.line(format!("supplement {file}, line {line}: nothing has the id or code {code}"));
            continue;
        };
        if get(row, "kind") == "drop" {
            let wrong = get(row, "alias");
            entry.names.retain(|(n, _)| normalise(n) != normalise(wrong));
            taken += 1;
            continue;
        }
        if matches!(kind, NameKind::Former | NameKind::Loose) {
            // A name that the packages give as current is made a former one.
            let names: Vec<String> = COLUMNS.iter().flat_map(|c| list(get(row, c))).map(normalise).collect();
            entry.names.retain(|(n, _)| !names.contains(&normalise(n)));
        }
        for name in COLUMNS.iter().flat_map(|c| list(get(row, c))) {
            taken += add(entry, name, kind);
        }
    }
    taken
}

/// Features of the packages that have no geonameid, under every name they have.
fn unnumbered(world: &World) -> BTreeMap<String, Vec<PlaceId>> {
    let mut out: BTreeMap<String, Vec<PlaceId>> = BTreeMap::new();
    for e in world.entries.values().filter(|e| e.origin == 0 && e.id.geonameid().is_none()) {
        for (key, _) in e.keys() {
            out.entry(key).or_default().push(e.id.clone());
        }
    }
    out
}

/// Takes rivers and airfields out of the packages' that are the same as one of the supplement, under any of its names.
fn supersede(world: &mut World, entry: &mut Entry, unnumbered: &BTreeMap<String, Vec<PlaceId>>, report: &mut Report) {
    let least = if entry.class == FeatureClass::H { 150.0 } else { 15.0 };
    let reach = |other: &Entry| f64::from(other.radius_km + entry.radius_km).max(least);
    let mut same: Vec<PlaceId> = Vec::new();
    for id in entry.keys().iter().filter_map(|(key, _)| unnumbered.get(key)).flatten() {
        let known = world.entries.get(id).filter(|e| e.class == entry.class && e.origin == 0);
        if known.is_some_and(|e| e.point.distance_km(entry.point) <= reach(e)) && !same.contains(id) {
            same.push(id.clone());
        }
    }
    for old in same.iter().filter_map(|id| world.entries.remove(id)) {
        let km = old.point.distance_km(entry.point);
        report.line(format!("merged by name, class and distance: {} into {}, {km:.0} km off", old.id, entry.id));
        entry.radius_km = entry.radius_km.max(old.radius_km);
        entry.country = entry.country.or(old.country);
        entry.add_name(&old.name, NameKind::Alias);
        for (name, kind) in old.names {
            entry.add_name(&name, kind);
        }
    }
}

fn features(
    file: &str,
    rows: &[(u64, Row)],
    world: &mut World,
    slugs: &mut Slugs,
    report: &mut Report,
) -> Result<usize, BuildError> {
    let unnumbered = unnumbered(world);
    for (line, row) in rows {
        let bad = |what: &str| BuildError::content(file, &format!("line {line}: {what}"));
        let same = list(get(row, "same_as")).find(|s| s.starts_with("gn:") || s.starts_with("dl:"));
        let name = get(row, "name");
        let (class, code) = feature_kind(get(row, "kind")).ok_or_else(|| bad("unknown kind"))?;
        let point = get(row, "lat").parse().ok().zip(get(row, "lon").parse().ok());
        let point = point.and_then(|(lat, lon)| LatLon::new(lat, lon)).ok_or_else(|| bad("no point"))?;
        let own = format!("dl:{}", get(row, "id"));
        let id = same.map_or_else(|| own.clone(), str::to_owned);
        if id != own {
            slugs.insert(own, id.clone());
        }
        let mut entry = Entry::new(id, name, point, class, &code);
        entry.origin = 1;
        entry.country = Country::new(get(row, "country"));
        entry.radius_km = get(row, "radius_km").parse().unwrap_or(0.0);
        entry.valid = (get(row, "start").parse().ok(), get(row, "end").parse().ok());
        entry.speaks_for = Country::new(get(row, "speaks_for"));
        entry.members = list(get(row, "members")).map(str::to_owned).collect();
        for alias in list(get(row, "aliases")) {
            add(&mut entry, alias, NameKind::Alias);
        }
        if matches!(entry.class, FeatureClass::H | FeatureClass::S) {
            supersede(world, &mut entry, &unnumbered, report);
        }
        if let Some(known) = world.get(&entry.id) {
            report.line(format!("merged on the id: {file} line {line}, {name}, into {}", known.id));
            // What the packages have keeps its point; the supplement adds what it knows more.
            known.members.clone_from(&entry.members);
            known.speaks_for = known.speaks_for.or(entry.speaks_for);
            known.radius_km = known.radius_km.max(entry.radius_km);
        }
        world.add(entry);
    }
    Ok(rows.len())
}
