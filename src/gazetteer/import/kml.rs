//! KML and KMZ: the placemarks of a map made elsewhere. `ExtendedData` holds what a table has in its columns.
//!
//! A placemark that is no point is taken at the middle of its box. Entities of the document's own are not expanded.

use super::shape;
use crate::gazetteer::layers::{Change, LayerError, LayerFile, MOST_ERRORS};
use crate::gazetteer::outline::Ring;
use crate::geo::LatLon;
use crate::text::xml::{DEEPEST, depth};
use roxmltree::{Document, Node};
use std::collections::BTreeSet;
use std::io::{Cursor, Read};

/// The largest document read, unpacked, in bytes: its tree takes several times as much.
const LARGEST: u64 = 64 << 20;

/// Reads the first KML document within a KMZ.
///
/// # Errors
/// A reason when it cannot be unpacked, holds none, or one larger than 64 MB.
pub fn unpack(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| format!("cannot be unpacked: {e}"))?;
    for i in 0..archive.len() {
        let file = archive.by_index(i).map_err(|e| format!("cannot be unpacked: {e}"))?;
        let name = file.name().map(|n| n.to_lowercase()).unwrap_or_default();
        if std::path::Path::new(&name).extension().is_none_or(|e| e != "kml") {
            continue;
        }
        let mut out = Vec::new();
        file.take(LARGEST + 1).read_to_end(&mut out).map_err(|e| format!("cannot be unpacked: {e}"))?;
        return Ok(out);
    }
    Err("holds no KML document".to_owned())
}

/// Reads a document. `path` is for messages, `layer` the name that ids are made from.
pub fn read(bytes: &[u8], path: &str, layer: &str) -> LayerFile {
    let mut out = LayerFile::default();
    let fail = |out: &mut LayerFile, line: u64, column: u64, reason: String| {
        if out.errors.len() < MOST_ERRORS {
            out.errors.push(LayerError { path: path.to_owned(), line, column, reason });
        }
    };
    if bytes.len() as u64 > LARGEST {
        fail(&mut out, 0, 0, format!("a KML document may have {} MB", LARGEST >> 20));
        return out;
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        fail(&mut out, 0, 0, "not UTF-8".to_owned());
        return out;
    };
    if depth(text) > DEEPEST {
        fail(&mut out, 0, 0, format!("not KML: elements within elements, over {DEEPEST} deep"));
        return out;
    }
    let document = match Document::parse(text.trim_start_matches('\u{feff}')) {
        Ok(document) => document,
        Err(e) => {
            let at = e.pos();
            fail(&mut out, at.row.into(), at.col.into(), format!("not KML: {e}"));
            return out;
        }
    };
    let mut slugs = BTreeSet::new();
    let mut placemarks = 0;
    let mut end = 0;
    for node in document.descendants().filter(|n| n.has_tag_name_of("Placemark")) {
        // A placemark within a placemark is none; without this, nests of them would take the square of their number.
        if node.range().start < end {
            continue;
        }
        end = node.range().end;
        placemarks += 1;
        let line = u64::from(document.text_pos_at(node.range().start).row);
        match entry(node, layer, &mut slugs) {
            Ok(change) => {
                if let Change::Add(entry) = &change
                    && out.credit.is_empty()
                {
                    out.credit.clone_from(&entry.source);
                }
                out.changes.push((line, change));
            }
            Err(reason) => fail(&mut out, line, 0, reason),
        }
    }
    if placemarks == 0 {
        fail(&mut out, 0, 0, "holds no placemark".to_owned());
    }
    out
}

/// Whether an element has a name, in whatever version of KML's namespace.
trait Named {
    fn has_tag_name_of(&self, name: &str) -> bool;
}

impl Named for Node<'_, '_> {
    fn has_tag_name_of(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }
}

/// Text of the first element of a name below a node.
fn below<'a>(node: Node<'a, '_>, name: &str) -> &'a str {
    node.descendants().find(|n| n.has_tag_name_of(name)).and_then(|n| n.text()).unwrap_or("").trim()
}

/// Text of the child of a name.
fn child<'a>(node: Node<'a, '_>, name: &str) -> &'a str {
    node.children().find(|n| n.has_tag_name_of(name)).and_then(|n| n.text()).unwrap_or("").trim()
}

/// A value of `ExtendedData`, as `<Data name="x"><value>` or `<SimpleData name="x">`.
fn data<'a>(node: Node<'a, '_>, names: &[&str]) -> &'a str {
    let named = |n: &Node<'a, '_>| {
        (n.has_tag_name_of("Data") || n.has_tag_name_of("SimpleData"))
            && n.attribute("name").is_some_and(|a| names.iter().any(|w| a.eq_ignore_ascii_case(w)))
    };
    let Some(found) = node.descendants().find(named) else { return "" };
    if found.has_tag_name_of("Data") { below(found, "value") } else { found.text().unwrap_or("").trim() }
}

/// The rings of a placemark's polygons, the outer first. Positions that are none were told before.
fn polygons(node: Node<'_, '_>) -> Vec<Vec<Ring>> {
    let ring = |boundary: Node<'_, '_>| {
        let list = below(boundary, "coordinates").split_whitespace();
        let position = |p: &str| {
            let mut numbers = p.split(',').map(str::parse::<f64>);
            Some([numbers.next()?.ok()?, numbers.next()?.ok()?])
        };
        list.filter_map(position).collect()
    };
    let boundaries = |polygon: Node<'_, '_>, name: &str| -> Vec<Ring> {
        polygon.children().filter(|n| n.has_tag_name_of(name)).map(ring).collect()
    };
    let polygons = node.descendants().filter(|n| n.has_tag_name_of("Polygon"));
    polygons
        .map(|p| [boundaries(p, "outerBoundaryIs"), boundaries(p, "innerBoundaryIs")].concat())
        .filter(|rings| !rings.is_empty())
        .collect()
}

fn entry(node: Node<'_, '_>, layer: &str, slugs: &mut BTreeSet<String>) -> Result<Change, String> {
    let own = child(node, "name");
    if own.is_empty() {
        return Err("a placemark has no name".to_owned());
    }
    let mut points = Vec::new();
    for list in node.descendants().filter(|n| n.has_tag_name_of("coordinates")) {
        for position in list.text().unwrap_or("").split_whitespace() {
            let mut numbers = position.split(',').map(str::parse::<f64>);
            let (Some(Ok(lon)), Some(Ok(lat))) = (numbers.next(), numbers.next()) else {
                return Err(format!("\"{own}\": \"{position}\" is no longitude,latitude"));
            };
            points.push(
                LatLon::new(lat, lon).ok_or_else(|| format!("\"{own}\": {lon}, {lat} is no point on the globe"))?,
            );
        }
    }
    // What KML has elements for stands there; the rest among the data.
    let told = |names: &[&str]| {
        let data = data(node, names);
        let element = match names {
            ["note", ..] => child(node, "description"),
            ["start"] => below(node, "begin"),
            ["end"] => below(node, "end"),
            _ => "",
        };
        (if data.is_empty() { element } else { data }).to_owned()
    };
    let entry = shape::entry(own, &points, &told, layer, slugs).map(|mut entry| {
        entry.outline = shape::outline(&polygons(node));
        Change::Add(Box::new(entry))
    });
    let about = || if points.is_empty() { shape::about(own, &told) } else { None };
    entry.or_else(about).ok_or_else(|| format!("\"{own}\" has no coordinates"))
}
