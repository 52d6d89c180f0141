//! KML: a placemark a row, with a table's columns as its data. A row about a place of another layer has no point.

use super::{COLUMNS, Rows, cell};
use crate::gazetteer::layers::Change;
use crate::gazetteer::outline::Outline;
use std::io::{self, Write};

/// A document while it is written.
pub(super) struct Kml {
    layer: String,
    begun: bool,
}

impl Kml {
    pub(super) fn new(layer: &str) -> Self {
        Self { layer: layer.to_owned(), begun: false }
    }

    fn head(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(out, "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document><name>{}</name>", text(&self.layer))
    }
}

impl Rows for Kml {
    fn row(&mut self, change: &Change, out: &mut dyn Write) -> io::Result<bool> {
        self.head(out)?;
        let id = cell(change, "id");
        // A placemark has a name to show, if only the id of what it is about.
        let name = Some(cell(change, "name")).filter(|n| !n.is_empty()).unwrap_or_else(|| id.clone());
        write!(out, "<Placemark><name>{}</name>", text(&name))?;
        let note = cell(change, "note");
        if !note.is_empty() {
            write!(out, "<description>{}</description>", text(&note))?;
        }
        write!(out, "<ExtendedData>")?;
        for column in COLUMNS.into_iter().filter(|c| !matches!(*c, "name" | "lat" | "lon" | "note")) {
            let value = cell(change, column);
            if !value.is_empty() {
                write!(out, "<Data name=\"{column}\"><value>{}</value></Data>", text(&value))?;
            }
        }
        write!(out, "</ExtendedData>")?;
        match change {
            Change::Add(e) if e.outline.is_some() => polygons(e.outline.as_ref(), out)?,
            Change::Add(e) => {
                let (lon, lat) = (e.point.lon(), e.point.lat());
                write!(out, "<Point><coordinates>{lon},{lat}</coordinates></Point>")?;
            }
            Change::Alias(..) | Change::Hide(_) => {}
        }
        writeln!(out, "</Placemark>")?;
        Ok(true)
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.head(out)?;
        writeln!(out, "</Document></kml>")
    }
}

fn polygons(outline: Option<&Outline>, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "<MultiGeometry>")?;
    for polygon in outline.map(|o| o.as_ref().polygons()).into_iter().flatten() {
        write!(out, "<Polygon>")?;
        let outer = std::iter::once(("outerBoundaryIs", polygon.exterior()));
        for (name, ring) in outer.chain(polygon.interiors().iter().map(|r| ("innerBoundaryIs", r))) {
            let corners: Vec<String> = ring.coords().map(|c| format!("{},{}", c.x, c.y)).collect();
            let corners = corners.join(" ");
            write!(out, "<{name}><LinearRing><coordinates>{corners}</coordinates></LinearRing></{name}>")?;
        }
        write!(out, "</Polygon>")?;
    }
    write!(out, "</MultiGeometry>")
}

/// Text as it stands between tags. What XML has no way to say becomes a blank.
fn text(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for c in raw.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            // A parser would make a new line of it.
            '\r' => out.push_str("&#13;"),
            '\u{fffe}' | '\u{ffff}' => out.push(' '),
            c if c.is_control() && (c as u32) < 0x20 => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
