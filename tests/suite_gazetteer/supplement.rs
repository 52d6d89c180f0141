//! The hand-written tables against a second source: the outlines of countries and divisions that Natural Earth draws,
//! and the settlements of GeoNames. A row stands within 100 km of where these put it, or its note says why not.

use dateline::gazetteer::{Country, FeatureRef, Gazetteer};
use dateline::geo::LatLon;
use libtest_mimic::Trial;
use std::collections::BTreeMap;
use std::path::Path;

pub fn tests() -> Vec<Trial> {
    let test = |name: &str, run: fn()| {
        Trial::test(format!("gazetteer::supplement::{name}"), move || {
            run();
            Ok(())
        })
    };
    vec![
        test("every_row_with_a_point_says_what_it_rests_on", sources),
        test("rows_stand_where_a_second_source_has_them", places),
    ]
}

/// How far a row may stand from what the second source says, in km.
const NEAR_KM: f64 = 100.0;

struct Row {
    at: String,
    cells: BTreeMap<String, String>,
}

impl Row {
    fn get(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    fn point(&self) -> Option<LatLon> {
        LatLon::new(self.get("lat").parse().ok()?, self.get("lon").parse().ok()?)
    }
}

fn rows() -> Vec<Row> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("gazetteer/supplement");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    let mut out = Vec::new();
    for file in files {
        let mut reader = csv::Reader::from_path(&file).unwrap();
        let header = reader.headers().unwrap().clone();
        for record in reader.records() {
            let record = record.unwrap();
            let line = record.position().unwrap().line();
            let at = format!("{}:{line}", file.file_name().unwrap().to_string_lossy());
            let cells = header.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect();
            out.push(Row { at, cells });
        }
    }
    out
}

fn sources() {
    let rows = rows();
    let without: Vec<&str> =
        rows.iter().filter(|r| r.point().is_some() && r.get("source").is_empty()).map(|r| r.at.as_str()).collect();
    assert_eq!(without, Vec::<&str>::new());
}

fn places() {
    let world = Gazetteer::world();
    let (mut by_country, mut by_members, mut noted, mut neither) = (0, 0, 0, 0);
    let mut wrong = Vec::new();
    for row in rows() {
        let Some(point) = row.point() else { continue };
        let areas: Vec<FeatureRef> = if let Some(country) = Country::new(row.get("country")) {
            world.country(country).into_iter().collect()
        } else {
            let codes = row.get("members").split('|').map(str::trim);
            codes.filter_map(|c| world.admin1(c).or_else(|| world.country(Country::new(c)?))).collect()
        };
        if areas.is_empty() {
            neither += 1;
            continue;
        }
        // What an area itself covers of the sea around it, or reaches over a border.
        let slack = NEAR_KM + row.get("radius_km").parse::<f64>().unwrap_or(0.0);
        // Borders follow GeoNames, whose divisions know their country; the outline of a country is Natural Earth's view.
        let there = world.country_at(point);
        let same = |&area: &FeatureRef| there.is_some() && world.feature(area).country == there;
        if areas.iter().any(|area| same(area) || km_from(&world, *area, point) <= slack) {
            if row.get("country").is_empty() { by_members += 1 } else { by_country += 1 }
        } else if row.get("note").is_empty() {
            wrong.push(format!("{} {} at {}, {}", row.at, row.get("name"), point.lat(), point.lon()));
        } else {
            noted += 1;
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    println!(
        "{by_country} rows by country, {by_members} by members, {noted} elsewhere with a note, {neither} of no country"
    );
    assert!(by_country > 3_500 && by_members > 100, "{by_country} {by_members}");
}

/// How far a point lies from a country or division: 0 within its outline, else to the nearest corner of it.
fn km_from(world: &Gazetteer, area: FeatureRef, point: LatLon) -> f64 {
    let Some(outline) = world.outline(area) else { return world.feature(area).point.distance_km(point) };
    if outline.contains(point) {
        return 0.0;
    }
    let polygons = outline.polygons();
    let corners = polygons.iter().flat_map(|p| p.exterior().coords());
    corners.map(|c| LatLon::wrapped(c.y, c.x).distance_km(point)).fold(f64::INFINITY, f64::min)
}
