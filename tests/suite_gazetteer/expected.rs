//! Names that must be found where they lie: `tests/data/names-expected.tsv`, one test a line.

use crate::support::project;
use dateline::gazetteer::{Gazetteer, Hit};
use dateline::geo::LatLon;
use dateline::text::normalise::normalise;
use libtest_mimic::{Failed, Trial};

/// A line of the table.
#[derive(Clone)]
struct Expected {
    name: String,
    point: LatLon,
    class: String,
}

/// Names that other places bear too, where the one of the table is not the best known,
/// or the division or country of the name stands before it.
const NOT_FIRST: [&str; 6] = ["Salisbury", "Faizabad", "St. John's", "Okinawa", "Djibouti", "Kilimanjaro"];

pub fn tests() -> Vec<Trial> {
    let text = std::fs::read_to_string(project("tests/data/names-expected.tsv")).unwrap();
    let rows: Vec<Expected> = text
        .lines()
        .skip(1)
        .map(|line| {
            let f: Vec<&str> = line.split('\t').collect();
            let point = LatLon::new(f[1].parse().unwrap(), f[2].parse().unwrap()).unwrap();
            Expected { name: f[0].to_owned(), point, class: f[4].to_owned() }
        })
        .collect();
    assert!(rows.len() > 600, "only {} names are expected", rows.len());
    rows.into_iter().map(|row| Trial::test(format!("gazetteer::expected::{}", row.name), move || found(&row))).collect()
}

fn found(row: &Expected) -> Result<(), Failed> {
    let world = Gazetteer::world();
    let mut hits = Vec::new();
    world.lookup_exact(&normalise(&row.name), &mut hits);
    // A town's point is known; where one writes the name of a country or a sea is a matter of taste, within its extent.
    let near = |hit: &Hit| {
        let feature = world.feature(hit.feature);
        let slack = if row.class == "P" { 100.0 } else { f64::from(feature.radius_km).max(100.0) };
        feature.point.distance_km(row.point) <= slack
    };
    let Some(at) = hits.iter().position(near) else {
        return Err(format!("{} hits, none near {:?}", hits.len(), row.point).into());
    };
    // Abbreviations stand behind names as such; whoever asks for capitals sorts them.
    let first = at == 0 || NOT_FIRST.contains(&row.name.as_str()) || row.name.chars().all(|c| !c.is_lowercase());
    if first || row.name.ends_with('.') {
        return Ok(());
    }
    Err(format!("is only number {}, behind {}", at + 1, world.id(hits[0].feature)).into())
}
