//! GeoNames' table of features: 19 columns without a header. What a layer does not know (elevation, time zone, the
//! date of the last change) stays empty; other names come without the name in plain letters being told apart.

use super::Rows;
use crate::gazetteer::layers::Change;
use std::io::{self, Write};

/// The table; nothing stands before or behind its rows.
pub(super) struct GeoNames;

impl Rows for GeoNames {
    fn row(&mut self, change: &Change, out: &mut dyn Write) -> io::Result<bool> {
        let Change::Add(e) = change else { return Ok(false) };
        let Some(id) = e.id.geonameid() else { return Ok(false) };
        let plain = |text: &str| text.replace(['\t', '\n', '\r'], " ");
        let name = plain(&e.name);
        let ascii = e.names.iter().map(|n| n.0.as_str()).find(|n| n.is_ascii() && !n.contains(',')).unwrap_or("");
        let ascii = if e.name.is_ascii() { name.clone() } else { plain(ascii) };
        let others: Vec<String> = e.names.iter().map(|(n, _)| plain(n).replace(',', " ")).collect();
        // Codes of divisions stand behind that of what they lie in.
        let last = |code: &Option<String>| code.as_deref().and_then(|c| c.rsplit('.').next()).unwrap_or("").to_owned();
        let country = e.country.map_or_else(String::new, |c| c.code().to_owned());
        let (lat, lon) = (e.point.lat(), e.point.lon());
        writeln!(
            out,
            "{id}\t{name}\t{ascii}\t{}\t{lat}\t{lon}\t{}\t{}\t{country}\t\t{}\t{}\t\t\t{}\t\t\t\t",
            others.join(","),
            e.class.letter(),
            e.code,
            last(&e.admin1),
            last(&e.admin2),
            e.population,
        )?;
        Ok(true)
    }

    fn end(&mut self, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}
