//! Writers of layers, one file a format: what is read back from any is the same layer. Each writes row by row, so that
//! a layer of any length passes.

mod geojson;
mod geonames;
mod kml;
mod table;

use super::layers::Change;
use std::io::{self, Write};
use std::path::Path;

/// A form that a layer is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A table with commas, of this program's columns.
    Csv,
    /// The same with tabs.
    Tsv,
    /// Linked Places' table.
    LinkedPlaces,
    /// GeoJSON.
    GeoJson,
    /// KML placemarks.
    Kml,
    /// GeoNames' table of features. Only features with a GeoNames id can stand in it.
    GeoNames,
}

impl Format {
    /// The one that a file's ending stands for.
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "tsv" => Some(Self::Tsv),
            "json" | "geojson" => Some(Self::GeoJson),
            "kml" => Some(Self::Kml),
            "txt" => Some(Self::GeoNames),
            _ => None,
        }
    }
}

/// What writes rows one by one.
trait Rows {
    /// Writes a row; false when the form has no way to say it.
    fn row(&mut self, change: &Change, out: &mut dyn Write) -> io::Result<bool>;
    /// Writes what stands behind the last row.
    fn end(&mut self, out: &mut dyn Write) -> io::Result<()>;
}

/// Writes rows of the layer `name`; gives the number of those that the form cannot hold.
///
/// # Errors
/// When it cannot be written.
pub fn write(format: Format, name: &str, rows: impl Iterator<Item = Change>, out: &mut dyn Write) -> io::Result<usize> {
    let mut writer: Box<dyn Rows> = match format {
        Format::Csv => Box::new(table::Table::new(b',', name, &table::OWN)),
        Format::Tsv => Box::new(table::Table::new(b'\t', name, &table::OWN)),
        Format::LinkedPlaces => Box::new(table::Table::new(b'\t', name, &table::LINKED_PLACES)),
        Format::GeoJson => Box::new(geojson::GeoJson::default()),
        Format::Kml => Box::new(kml::Kml::new(name)),
        Format::GeoNames => Box::new(geonames::GeoNames),
    };
    let mut left_out = 0;
    for change in rows {
        left_out += usize::from(!writer.row(&change, out)?);
    }
    writer.end(out)?;
    Ok(left_out)
}

/// Rows as a table with commas.
///
/// # Errors
/// None in practice: it writes to memory.
pub fn table(rows: impl IntoIterator<Item = Change>) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    write(Format::Csv, "", rows.into_iter(), &mut out)?;
    Ok(out)
}

/// What a row says under the name of a column; an empty text for nothing.
fn cell(change: &Change, column: &str) -> String {
    let year = |y: Option<i16>| y.map_or_else(String::new, |y| y.to_string());
    let aliases = |separator: &str, names: &mut dyn Iterator<Item = &str>| {
        // What parts the names cannot stand in one.
        let clean = names.map(|n| n.replace(separator, " ")).filter(|n| !n.trim().is_empty());
        clean.collect::<Vec<_>>().join(separator)
    };
    match (change, column) {
        (Change::Add(e), "name" | "title") => e.name.clone(),
        (Change::Add(e), "lat") => e.point.lat().to_string(),
        (Change::Add(e), "lon") => e.point.lon().to_string(),
        (Change::Add(e), "aliases") => aliases("|", &mut e.names.iter().map(|n| n.0.as_str())),
        (Change::Add(e), "variants") => aliases(";", &mut e.names.iter().map(|n| n.0.as_str())),
        (Change::Add(e), "country" | "ccodes") => e.country.map_or_else(String::new, |c| c.code().to_owned()),
        (Change::Add(e), "kind" | "types") => format!("{}.{}", e.class.letter(), e.code),
        (Change::Add(e), "note" | "description") => e.note.clone(),
        (Change::Add(e), "source" | "title_source") => e.source.clone(),
        (Change::Add(e), "id") => e.id.0.clone(),
        (Change::Add(e), "start") => year(e.valid.0),
        (Change::Add(e), "end") => year(e.valid.1),
        (Change::Add(e), "radius_km") if e.radius_km > 0.0 => e.radius_km.to_string(),
        (Change::Add(e), "population") if e.population > 0 => e.population.to_string(),
        (Change::Alias(_, names), "aliases") => aliases("|", &mut names.iter().map(String::as_str)),
        (Change::Alias(_, names), "variants") => aliases(";", &mut names.iter().map(String::as_str)),
        (Change::Alias(id, _) | Change::Hide(id), "id") => id.0.clone(),
        (Change::Hide(_), "kind" | "types") => "hide".to_owned(),
        _ => String::new(),
    }
}

/// The columns of a row, in the order in which this program writes them.
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
