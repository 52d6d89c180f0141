//! Reads a shapefile: `.shp` (geometry) by way of `.shx` (where its records lie), and `.dbf` (attributes).
//!
//! Format: ESRI Shapefile Technical Description, 1998; dBASE III tables.

use anyhow::{Context, Result};
use std::collections::BTreeMap;

/// Longitude and latitude in degrees.
pub(super) type Degrees = [f64; 2];

fn i32_be(b: &[u8], at: usize) -> Option<i32> {
    Some(i32::from_be_bytes(b.get(at..at + 4)?.try_into().ok()?))
}

fn i32_le(b: &[u8], at: usize) -> Option<i32> {
    Some(i32::from_le_bytes(b.get(at..at + 4)?.try_into().ok()?))
}

fn f64_le(b: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(b.get(at..at + 8)?.try_into().ok()?))
}

/// The parts of every record: rings of a polygon, lines of a polyline, one single point of a point. Edited files have
/// gaps between their records, so only the index tells where one begins.
pub(super) fn shapes(shp: &[u8], shx: &[u8]) -> Result<Vec<Vec<Vec<Degrees>>>> {
    let count = shx.len().saturating_sub(100) / 8;
    (0..count)
        .map(|i| {
            let words = |at: usize| i32_be(shx, 100 + 8 * i + at).map(|w| w as usize * 2);
            let (start, length) = (words(0).context("index")? + 8, words(4).context("index")?);
            record(shp.get(start..start + length).context("record is cut short")?).context("record cannot be read")
        })
        .collect()
}

fn record(b: &[u8]) -> Option<Vec<Vec<Degrees>>> {
    let point = |at: usize| Some([f64_le(b, at)?, f64_le(b, at + 8)?]);
    match i32_le(b, 0)? {
        0 => Some(Vec::new()),
        1 | 11 | 21 => Some(vec![vec![point(4)?]]),
        3 | 5 | 13 | 15 | 23 | 25 => {
            let (parts, points) = (i32_le(b, 36)? as usize, i32_le(b, 40)? as usize);
            let start = |i: usize| if i == parts { Some(points) } else { Some(i32_le(b, 44 + 4 * i)? as usize) };
            (0..parts)
                .map(|i| (start(i)?..start(i + 1)?).map(|p| point(44 + 4 * parts + 16 * p)).collect::<Option<Vec<_>>>())
                .collect()
        }
        _ => None,
    }
}

/// A row of attributes by lower-case field name, trimmed.
pub(super) type Row = BTreeMap<String, String>;

/// Every row of a table, in the order of the shapes.
pub(super) fn rows(dbf: &[u8]) -> Result<Vec<Row>> {
    read_rows(dbf).context("table cannot be read")
}

fn read_rows(dbf: &[u8]) -> Option<Vec<Row>> {
    let count = i32_le(dbf, 4)? as usize;
    let short = |at: usize| Some(u16::from_le_bytes(dbf.get(at..at + 2)?.try_into().ok()?) as usize);
    let (header, length) = (short(8)?, short(10)?);
    let mut fields = Vec::new();
    let (mut at, mut from) = (32, 1);
    while *dbf.get(at)? != 0x0D {
        let name = dbf.get(at..at + 11)?.split(|&b| b == 0).next()?;
        let width = *dbf.get(at + 16)? as usize;
        fields.push((String::from_utf8_lossy(name).to_lowercase(), from, width));
        from += width;
        at += 32;
    }
    (0..count)
        .map(|i| {
            let row = dbf.get(header + i * length..header + (i + 1) * length)?;
            fields
                .iter()
                .map(|(name, from, width)| {
                    let bytes = row.get(*from..from + width)?;
                    // Tables without UTF-8 are Windows-1252.
                    let value = std::str::from_utf8(bytes)
                        .map_or_else(|_| encoding_rs::WINDOWS_1252.decode(bytes).0, Into::into);
                    let value = value.trim().to_owned();
                    Some((name.clone(), value))
                })
                .collect()
        })
        .collect()
}

/// A number of a row; 0 where there is none.
pub(super) fn number(row: &Row, field: &str) -> f64 {
    row.get(field).and_then(|v| v.parse().ok()).unwrap_or(0.0)
}
