//! Encodes what has names: countries, divisions, towns, and the labels written by hand.

use super::admin::Division;
use super::shapefile::{Row, number};
use crate::basemap::frozen::Writer;
use anyhow::{Context, Result};
use std::collections::BTreeMap;

/// Countries and divisions.
pub(super) fn units(blocks: &[(String, String, String)], divisions: &[Division], unit_block: &[usize]) -> Vec<u8> {
    let mut w = Writer::default();
    w.number(blocks.len() as u64);
    for (power, iso, name) in blocks {
        w.words(power);
        w.words(iso);
        w.words(name);
    }
    w.number(divisions.len() as u64);
    for (d, block) in divisions.iter().zip(unit_block) {
        w.number(*block as u64);
        w.number(u64::from(d.geonameid));
        w.words(&d.code);
        w.words(&d.iso2);
    }
    w.0
}

/// Hundred-thousandths of a degree.
fn fixed(degrees: f64) -> i64 {
    (degrees * 1e5).round() as i64
}

/// Names that readers know, by country and name in the source: `country,source,name`.
fn renamed(csv: &str) -> Result<BTreeMap<(String, String), String>> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(csv.as_bytes());
    reader
        .records()
        .map(|row| {
            let row = row.context("towns.csv")?;
            let field = |i: usize| row.get(i).map(|f| f.trim().to_owned()).context("towns.csv: a row is too short");
            Ok(((field(0)?, field(1)?), field(2)?))
        })
        .collect()
}

/// Towns in the order in which labels are placed: by rank, capitals first, then by inhabitants. `names` is the table
/// of those that are shown under another name than the source's.
pub(super) fn towns(rows: &[Row], names: &str) -> Result<Vec<u8>> {
    let names = renamed(names)?;
    struct Town<'a> {
        rank: u8,
        capital: u8,
        population: f64,
        id: u64,
        lat: f64,
        lon: f64,
        name: &'a str,
        country: &'a str,
    }
    let mut all: Vec<Town<'_>> = rows
        .iter()
        .filter_map(|row| {
            let word = |f: &str| row.get(f).map_or("", String::as_str);
            let class = word("featurecla");
            if class == "Scientific station" || class == "Historic place" || word("name").is_empty() {
                return None;
            }
            Some(Town {
                rank: number(row, "scalerank").clamp(0.0, 10.0) as u8,
                capital: match class {
                    "Admin-0 capital" => 2,
                    c if c.starts_with("Admin-0") => 1,
                    _ => 0,
                },
                population: number(row, "pop_max"),
                id: number(row, "geonameid").max(0.0) as u64,
                lat: number(row, "latitude"),
                lon: number(row, "longitude"),
                name: word("name"),
                country: word("iso_a2"),
            })
        })
        .collect();
    all.sort_by(|a, b| {
        (a.rank, std::cmp::Reverse(a.capital))
            .cmp(&(b.rank, std::cmp::Reverse(b.capital)))
            .then(b.population.total_cmp(&a.population))
            .then(a.name.cmp(b.name))
    });
    let mut w = Writer::default();
    w.number(all.len() as u64);
    for t in all {
        w.number(u64::from(t.rank));
        w.number(u64::from(t.capital));
        w.number(t.id);
        w.signed(fixed(t.lat));
        w.signed(fixed(t.lon));
        w.words(t.country);
        let key = (t.country.to_owned(), t.name.to_owned());
        w.words(names.get(&key).map_or(t.name, String::as_str));
    }
    Ok(w.0)
}

/// Labels written by hand: `kind,name,lat,lon,zoom,turn`.
pub(super) fn labels(csv: &str) -> Result<Vec<u8>> {
    let mut w = Writer::default();
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(csv.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().context("labels.csv")?;
    w.number(rows.len() as u64);
    for row in rows {
        let field = |i: usize| row.get(i).map(str::trim).context("labels.csv: a row is too short");
        let value = |i: usize| -> Result<f64> { field(i)?.parse().with_context(|| format!("labels.csv: {row:?}")) };
        w.number(match field(0)? {
            "ocean" => 0,
            "sea" => 1,
            "lake" => 2,
            "range" => 3,
            "desert" => 4,
            other => anyhow::bail!("labels.csv: unknown kind {other}"),
        });
        w.words(field(1)?);
        w.signed(fixed(value(2)?));
        w.signed(fixed(value(3)?));
        w.number((value(4)? * 10.0) as u64);
        w.signed(value(5)? as i64);
    }
    Ok(w.0)
}
