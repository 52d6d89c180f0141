//! Sea ports. Most bear the name of their town and are that town; what remains are terminals, islands and harbours that
//! no settlement is named after.

use super::package::Package;
use super::{BuildError, Report, World, clean};
use crate::gazetteer::entry::Entry;
use crate::gazetteer::{Country, FeatureClass, NameKind};
use crate::geo::LatLon;
use crate::text::normalise::normalise;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    geometry: Geometry,
    properties: Properties,
}

#[derive(Deserialize)]
struct Geometry {
    coordinates: [f64; 2],
}

#[derive(Deserialize)]
struct Properties {
    name: String,
    /// UN/LOCODE: two letters for the country, three for the place.
    port: String,
}

/// A feature of the same name within so many km is the same place: harbours lie off their towns.
const SAME_KM: f64 = 60.0;

pub(super) fn read(sources: &Path, world: &mut World, report: &mut Report) -> Result<(), BuildError> {
    let package = Package::open(sources, "searoute", &|p| p.ends_with("/data/ports.geojson"))?;
    let ports: Collection = package.json("ports.geojson")?;
    let names: BTreeSet<String> = ports.features.iter().map(|f| normalise(&f.properties.name)).collect();
    let mut known: BTreeMap<String, Vec<LatLon>> = BTreeMap::new();
    for e in world.entries.values() {
        for (key, _) in e.keys().into_iter().filter(|(key, _)| names.contains(key)) {
            known.entry(key).or_default().push(e.point);
        }
    }
    let (mut taken, mut same) = (0, 0);
    for Feature { geometry, properties } in ports.features {
        let ([lon, lat], name) = (geometry.coordinates, properties.name.trim());
        let key = normalise(name);
        let country = properties.port.get(..2).and_then(Country::new);
        let (Some(point), Some(country)) = (LatLon::new(lat, lon), country) else { continue };
        let plain = name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\''))
            && name.chars().count() >= 5
            && name.chars().any(char::is_lowercase);
        if !plain || !clean::is_name(name, "") {
            continue;
        }
        if known.get(&key).is_some_and(|points| points.iter().any(|p| p.distance_km(point) <= SAME_KM)) {
            same += 1;
            continue;
        }
        let id = format!("dl:port-{}", properties.port.to_lowercase());
        let full = format!("Port of {name}");
        // A name that other places bear is not made more ambiguous for the sake of a pier.
        let own = if known.contains_key(&key) { full.as_str() } else { name };
        let mut entry = Entry::new(id, own, point, FeatureClass::S, "PRT");
        entry.country = Some(country);
        entry.add_name(&full, NameKind::Alias);
        known.entry(key).or_default().push(point);
        taken += usize::from(world.add(entry));
    }
    report.line(format!("ports: {taken} of their own, {same} merged with the place of their name"));
    Ok(())
}
