//! What GeoJSON and KML have in common: a name, positions, and properties under the names of a table's columns.

use super::csv::{feature_kind, fresh_id};
use crate::gazetteer::entry::Entry;
use crate::gazetteer::layers::Change;
use crate::gazetteer::outline::{Outline, Ring};
use crate::gazetteer::{Country, FeatureClass, NameKind, PlaceId};
use crate::geo::{Bounds, LatLon};
use std::collections::BTreeSet;

/// What is finer than this many degrees is left out of a reader's shapes: about 100 m.
const TOLERANCE: f64 = 0.001;

/// The feature of a shape that stands at `points`, or in the middle of their box; `None` when there are none. `told`
/// gives the first of some properties that the shape has, or an empty text.
pub(super) fn entry(
    name: &str,
    points: &[LatLon],
    told: &dyn Fn(&[&str]) -> String,
    layer: &str,
    slugs: &mut BTreeSet<String>,
) -> Option<Entry> {
    let bounds = Bounds::around(points.iter().copied())?;
    let point = if let [only] = points { *only } else { bounds.centre() };
    let kind = told(&["kind", "feature", "type"]);
    // What has an extent is an area, unless it says what it is.
    let unsaid = || if points.len() > 1 { (FeatureClass::L, "RGN".into()) } else { (FeatureClass::P, "PPL".into()) };
    let (class, code) = feature_kind(&kind).filter(|_| !kind.is_empty()).unwrap_or_else(unsaid);
    let id = told(&["id"]);
    let id = if id.contains(':') { id } else { fresh_id(name, layer, slugs) };
    let mut entry = Entry::new(id, name.trim(), point, class, &code);
    if points.len() > 1 {
        entry.radius_km = point.distance_km(LatLon::wrapped(bounds.north, bounds.east)) as f32;
    }
    entry.country = Country::new(told(&["country", "ccodes", "iso_a2"]).split([';', '|']).next().unwrap_or(""));
    if let Ok(radius) = told(&["radius_km"]).parse::<f32>()
        && radius.is_finite()
        && radius >= 0.0
    {
        entry.radius_km = radius;
    }
    entry.note = told(&["note", "description"]);
    entry.source = told(&["source", "title_source"]);
    entry.population = told(&["population"]).parse().unwrap_or(0);
    let year = |text: String| text.split('-').next().and_then(|y| y.parse().ok());
    entry.valid = (year(told(&["start"])), year(told(&["end"])));
    for alias in aliases(told) {
        entry.add_name(&alias, NameKind::Alias);
    }
    Some(entry)
}

/// Polygons as an outline; none that goes over the antimeridian, where a ring has no inside on a plane.
pub(super) fn outline(polygons: &[Vec<Ring>]) -> Option<Outline> {
    let over = |ring: &Ring| ring.windows(2).any(|w| (w[0][0] - w[1][0]).abs() > 180.0);
    if polygons.iter().flatten().any(over) {
        return None;
    }
    Outline::of_rings(polygons, TOLERANCE)
}

fn aliases(told: &dyn Fn(&[&str]) -> String) -> Vec<String> {
    let all = told(&["aliases", "variants", "alternatenames"]);
    all.split(['|', ';']).map(str::trim).filter(|a| !a.is_empty()).map(str::to_owned).collect()
}

/// What a shape without any position says of a place of another layer: further names, or that it is to be hidden.
pub(super) fn about(name: &str, told: &dyn Fn(&[&str]) -> String) -> Option<Change> {
    let id = PlaceId(Some(told(&["id"])).filter(|id| id.contains(':'))?);
    if told(&["kind", "feature", "type"]).eq_ignore_ascii_case("hide") {
        return Some(Change::Hide(id));
    }
    let mut names = aliases(told);
    if !name.is_empty() && name != id.0 && !names.iter().any(|n| n == name) {
        names.insert(0, name.to_owned());
    }
    Some(Change::Alias(id, names))
}
