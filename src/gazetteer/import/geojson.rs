//! GeoJSON, and Linked Places in it: a collection of features, or one. The columns of a table are its properties.
//! A geometry that is no point is taken at the middle of its box.

use super::shape;
use crate::gazetteer::NameKind;
use crate::gazetteer::layers::{Change, LayerError, LayerFile};
use crate::gazetteer::outline::Ring;
use crate::geo::LatLon;
use serde_json::Value;
use std::collections::BTreeSet;

/// Reads a document. `path` is for messages, `layer` the name that ids are made from.
pub fn read(bytes: &[u8], path: &str, layer: &str) -> LayerFile {
    let mut out = LayerFile::default();
    let document: Value = match serde_json::from_slice(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)) {
        Ok(document) => document,
        Err(e) => {
            let (line, column) = (e.line() as u64, e.column() as u64);
            out.errors.push(LayerError { path: path.to_owned(), line, column, reason: format!("not JSON: {e}") });
            return out;
        }
    };
    let single = std::slice::from_ref(&document);
    let features = match document.get("type").and_then(Value::as_str) {
        Some("FeatureCollection") => document.get("features").and_then(Value::as_array).map_or(&[][..], Vec::as_slice),
        Some("Feature") => single,
        _ => {
            let reason = "neither a Feature nor a FeatureCollection".to_owned();
            out.errors.push(LayerError { path: path.to_owned(), line: 0, column: 0, reason });
            return out;
        }
    };
    let mut slugs = BTreeSet::new();
    for (number, feature) in features.iter().enumerate() {
        match entry(feature, layer, &mut slugs) {
            Ok(change) => {
                if let Change::Add(entry) = &change
                    && out.credit.is_empty()
                {
                    out.credit.clone_from(&entry.source);
                }
                out.changes.push((0, change));
            }
            Err(reason) => out.errors.push(LayerError {
                path: path.to_owned(),
                line: 0,
                column: 0,
                reason: format!("feature {}: {reason}", number + 1),
            }),
        }
    }
    out
}

fn entry(feature: &Value, layer: &str, slugs: &mut BTreeSet<String>) -> Result<Change, String> {
    let properties = feature.get("properties").unwrap_or(&Value::Null);
    let text = |keys: &[&str]| keys.iter().find_map(|k| words(properties.get(*k)?)).unwrap_or_default();
    let name = text(&["name", "title", "NAME", "Name"]);
    if feature.get("geometry").is_none_or(Value::is_null)
        && let Some(change) = shape::about(name.trim(), &text)
    {
        return Ok(change);
    }
    if name.trim().is_empty() {
        return Err("has no name".to_owned());
    }
    let geometry = feature.get("geometry").unwrap_or(&Value::Null);
    let mut points = Vec::new();
    positions(geometry, 0, &mut points)?;
    let mut entry = shape::entry(&name, &points, &text, layer, slugs).ok_or("has no coordinates")?;
    entry.outline = shape::outline(&polygons(geometry));
    // Linked Places keeps names beside the properties.
    for toponym in feature.get("names").and_then(Value::as_array).map_or(&[][..], Vec::as_slice) {
        if let Some(name) = toponym.get("toponym").and_then(Value::as_str) {
            entry.add_name(name, NameKind::Alias);
        }
    }
    Ok(Change::Add(Box::new(entry)))
}

/// The rings of a geometry's polygons; none for points and lines.
fn polygons(geometry: &Value) -> Vec<Vec<Ring>> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let coordinates = geometry.get("coordinates").unwrap_or(&Value::Null);
    let polygons = match geometry.get("type").and_then(Value::as_str) {
        Some("Polygon") => vec![coordinates.clone()],
        Some("MultiPolygon") => list(coordinates),
        _ => Vec::new(),
    };
    let position = |p: &Value| Some([p.get(0)?.as_f64()?, p.get(1)?.as_f64()?]);
    let ring = |r: &Value| list(r).iter().filter_map(position).collect();
    polygons.iter().map(|p| list(p).iter().map(ring).collect()).collect()
}

/// A property as text; a list joined by bars.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        Value::Array(list) => Some(list.iter().filter_map(words).collect::<Vec<_>>().join("|")),
        _ => None,
    }
}

/// Every position of a geometry.
fn positions(geometry: &Value, depth: u8, out: &mut Vec<LatLon>) -> Result<(), String> {
    if depth > 8 {
        return Err("its geometry is nested too deep".to_owned());
    }
    for part in geometry.get("geometries").and_then(Value::as_array).map_or(&[][..], Vec::as_slice) {
        positions(part, depth + 1, out)?;
    }
    let list = geometry.get("coordinates").unwrap_or(geometry);
    let Some(list) = list.as_array() else { return Ok(()) };
    if let [Value::Number(lon), Value::Number(lat), ..] = list.as_slice() {
        let (lon, lat) = (lon.as_f64().unwrap_or(f64::NAN), lat.as_f64().unwrap_or(f64::NAN));
        out.push(LatLon::new(lat, lon).ok_or_else(|| format!("{lon}, {lat} is no point on the globe"))?);
        return Ok(());
    }
    list.iter().try_for_each(|part| positions(part, depth + 1, out))
}
