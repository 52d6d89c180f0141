//! Tables: this program's own, and Linked Places'.

use super::{COLUMNS, Rows, cell};
use crate::gazetteer::layers::Change;
use std::io::{self, Write};

/// The columns of this program's tables.
pub(super) const OWN: [&str; 13] = COLUMNS;

/// The columns of Linked Places TSV that a layer fills; the last two are this program's.
pub(super) const LINKED_PLACES: [&str; 13] = [
    "id",
    "title",
    "title_source",
    "start",
    "end",
    "ccodes",
    "variants",
    "types",
    "lon",
    "lat",
    "description",
    "radius_km",
    "population",
];

/// A table while it is written.
pub(super) struct Table {
    delimiter: u8,
    /// What the ids begin with that the layer's reader made from the table's own.
    own_ids: String,
    columns: &'static [&'static str],
    begun: bool,
}

impl Table {
    pub(super) fn new(delimiter: u8, layer: &str, columns: &'static [&'static str]) -> Self {
        let own_ids = crate::gazetteer::import::csv::own_id(layer, "");
        Self { delimiter, own_ids, columns, begun: false }
    }

    fn line(&self, fields: impl Iterator<Item = String>, out: &mut dyn Write) -> io::Result<()> {
        let mut writer = csv::WriterBuilder::new().delimiter(self.delimiter).from_writer(Vec::new());
        writer.write_record(fields.map(String::into_bytes)).map_err(io::Error::other)?;
        out.write_all(&writer.into_inner().map_err(|e| io::Error::other(e.to_string()))?)
    }

    fn head(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        self.line(self.columns.iter().map(|&c| c.to_owned()), out)
    }
}

impl Rows for Table {
    fn row(&mut self, change: &Change, out: &mut dyn Write) -> io::Result<bool> {
        self.head(out)?;
        let linked = self.columns.first() == Some(&"id");
        self.line(
            self.columns.iter().map(|&column| {
                let text = cell(change, column);
                // Linked Places' ids are the table's own.
                let bare = text.strip_prefix(&self.own_ids).filter(|_| linked && column == "id");
                bare.map(str::to_owned).unwrap_or(text)
            }),
            out,
        )?;
        Ok(true)
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.head(out)
    }
}
