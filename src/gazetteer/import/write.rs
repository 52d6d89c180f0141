//! Writes a layer's rows as a table or as GeoJSON; what is read back from either is the same layer.

use crate::gazetteer::entry::Entry;
use crate::gazetteer::layers::Change;
use serde_json::{Value, json};

/// Columns of a written table.
const COLUMNS: [&str; 13] = [
    "name",
    "lat",
    "lon",
    "aliases",
    "country",
    "kind",
    "note",
    "source",
    "id",
    "start",
    "end",
    "radius_km",
    "population",
];

/// A table with a header.
///
/// # Errors
/// None in practice: it writes to memory.
pub fn table(changes: &[Change]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for change in changes {
        let row: [String; 13] = match change {
            Change::Add(e) => [
                e.name.clone(),
                e.point.lat().to_string(),
                e.point.lon().to_string(),
                aliases(e).join("|"),
                e.country.map_or_else(String::new, |c| c.code().to_owned()),
                format!("{}.{}", e.class.letter(), e.code),
                e.note.clone(),
                e.source.clone(),
                e.id.0.clone(),
                e.valid.0.map_or_else(String::new, |y| y.to_string()),
                e.valid.1.map_or_else(String::new, |y| y.to_string()),
                if e.radius_km > 0.0 { e.radius_km.to_string() } else { String::new() },
                if e.population > 0 { e.population.to_string() } else { String::new() },
            ],
            Change::Alias(id, names) => blank(|c| match c {
                "aliases" => names.join("|"),
                "id" => id.0.clone(),
                _ => String::new(),
            }),
            Change::Hide(id) => blank(|c| match c {
                "kind" => "hide".to_owned(),
                "id" => id.0.clone(),
                _ => String::new(),
            }),
        };
        writer.write_record(&row)?;
    }
    writer.into_inner().map_err(|e| csv::Error::from(std::io::Error::other(e.to_string())))
}

fn blank(cell: impl Fn(&str) -> String) -> [String; 13] {
    COLUMNS.map(cell)
}

fn aliases(e: &Entry) -> Vec<String> {
    e.names.iter().map(|(n, _)| n.clone()).collect()
}

/// A FeatureCollection of the added places. Aliases and hidden places of lower layers have no point and are left out.
pub fn geojson(changes: &[Change]) -> Value {
    let features = changes.iter().filter_map(|change| {
        let Change::Add(e) = change else { return None };
        let mut properties = json!({
            "id": e.id.0,
            "name": e.name,
            "kind": format!("{}.{}", e.class.letter(), e.code),
        });
        let mut set = |key: &str, value: Value| {
            if let Some(map) = properties.as_object_mut() {
                map.insert(key.to_owned(), value);
            }
        };
        if !e.names.is_empty() {
            set("aliases", json!(aliases(e)));
        }
        if let Some(country) = e.country {
            set("country", json!(country.code()));
        }
        for (key, text) in [("note", &e.note), ("source", &e.source)] {
            if !text.is_empty() {
                set(key, json!(text));
            }
        }
        for (key, year) in [("start", e.valid.0), ("end", e.valid.1)] {
            if let Some(year) = year {
                set(key, json!(year.to_string()));
            }
        }
        if e.population > 0 {
            set("population", json!(e.population));
        }
        let geometry = json!({"type": "Point", "coordinates": [e.point.lon(), e.point.lat()]});
        Some(json!({"type": "Feature", "geometry": geometry, "properties": properties}))
    });
    json!({"type": "FeatureCollection", "features": features.collect::<Vec<_>>()})
}
