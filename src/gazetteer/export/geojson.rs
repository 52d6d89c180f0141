//! GeoJSON: a collection whose properties are a table's columns. A row about a place of another layer has no geometry.

use super::{COLUMNS, Rows, cell};
use crate::gazetteer::layers::Change;
use crate::gazetteer::outline::OutlineRef;
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// A collection while it is written.
#[derive(Default)]
pub(super) struct GeoJson {
    begun: bool,
}

impl Rows for GeoJson {
    fn row(&mut self, change: &Change, out: &mut dyn Write) -> io::Result<bool> {
        let before = if std::mem::replace(&mut self.begun, true) { ",\n" } else { HEAD };
        let mut properties = Map::new();
        for column in COLUMNS {
            let value = match (column, change) {
                ("lat" | "lon", _) => continue,
                ("aliases", Change::Add(e)) if !e.names.is_empty() => {
                    json!(e.names.iter().map(|n| &n.0).collect::<Vec<_>>())
                }
                ("aliases", Change::Alias(_, names)) => json!(names),
                ("population", Change::Add(e)) if e.population > 0 => json!(e.population),
                ("radius_km", Change::Add(e)) if e.radius_km > 0.0 => json!(e.radius_km),
                _ => match cell(change, column) {
                    text if text.is_empty() => continue,
                    text => json!(text),
                },
            };
            properties.insert(column.to_owned(), value);
        }
        let geometry = match change {
            Change::Add(e) => match &e.outline {
                Some(outline) => polygons(outline.as_ref()),
                None => json!({"type": "Point", "coordinates": [e.point.lon(), e.point.lat()]}),
            },
            Change::Alias(..) | Change::Hide(_) => Value::Null,
        };
        let feature = json!({"type": "Feature", "geometry": geometry, "properties": properties});
        write!(out, "{before}{feature}")?;
        Ok(true)
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let before = if self.begun { "" } else { HEAD };
        writeln!(out, "{before}\n]}}")
    }
}

/// An outline as a geometry; rings are closed, as the format has them.
fn polygons(outline: OutlineRef<'_>) -> Value {
    let ring = |line: &::geo::LineString<f64>| line.coords().map(|c| json!([c.x, c.y])).collect::<Vec<_>>();
    let polygons = outline.polygons();
    let polygons = polygons.iter().map(|p| std::iter::once(p.exterior()).chain(p.interiors()).map(ring).collect());
    json!({"type": "MultiPolygon", "coordinates": polygons.collect::<Vec<Vec<_>>>()})
}

const HEAD: &str = "{\"type\":\"FeatureCollection\",\"features\":[\n";
