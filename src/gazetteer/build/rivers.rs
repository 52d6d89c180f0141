//! Named rivers: Natural Earth's centre lines. A river's point is the middle of its longest line.

use super::package::Package;
use super::{BuildError, Report, World};
use crate::gazetteer::entry::Entry;
use crate::gazetteer::{FeatureClass, NameKind};
use crate::geo::LatLon;
use crate::text::normalise::normalise;
use std::collections::BTreeMap;
use std::path::Path;

const BASE: &str = "10m/ne_10m_rivers_lake_centerlines";

pub(super) fn read(sources: &Path, world: &mut World, report: &mut Report) -> Result<(), BuildError> {
    let package = Package::open(sources, "libmagics", &|p| p.contains(BASE))?;
    let table = dbf(package.file(&format!("{BASE}.dbf"))?)
        .ok_or_else(|| BuildError::content(BASE, "its table cannot be read"))?;
    let lines = polylines(package.file(&format!("{BASE}.shp"))?);
    let mut longest: BTreeMap<String, (f64, LatLon, f64)> = BTreeMap::new();
    for (row, parts) in table.iter().zip(&lines) {
        let name = row.get("name").map_or("", String::as_str).split_whitespace().collect::<Vec<_>>().join(" ");
        let kind = row.get("featurecla").map_or("", String::as_str);
        if normalise(&name).is_empty() || !kind.starts_with("River") {
            continue;
        }
        for part in parts {
            let lengths: Vec<f64> = part.windows(2).map(|w| w[0].distance_km(w[1])).collect();
            let total: f64 = lengths.iter().sum();
            let mut way = 0.0;
            let middle = lengths.iter().position(|l| {
                way += l;
                way >= total / 2.0
            });
            if let Some(&point) = middle.and_then(|i| part.get(i + 1)) {
                let known = longest.entry(name.clone()).or_insert((0.0, point, 0.0));
                known.2 += total;
                if total > known.0 {
                    (known.0, known.1) = (total, point);
                }
            }
        }
    }
    let count = longest.len();
    for (name, (_, point, length)) in longest {
        let id = format!("dl:river-{}", normalise(&name).replace(' ', "-"));
        let mut entry = Entry::new(id, &name, point, FeatureClass::H, "STM");
        entry.radius_km = (length / 2.0).min(3_000.0) as f32;
        let bare = name.trim_start_matches("Rio ").trim_start_matches("Río ");
        entry.add_name(&format!("{bare} River"), NameKind::Alias);
        entry.add_name(&format!("River {bare}"), NameKind::Alias);
        world.add(entry);
    }
    report.line(format!("rivers: {count}"));
    Ok(())
}

/// Rows of a dBase III table.
fn dbf(bytes: &[u8]) -> Option<Vec<BTreeMap<String, String>>> {
    let u16_at = |at: usize| Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?) as usize);
    let count = u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?) as usize;
    let (head, width) = (u16_at(8)?, u16_at(10)?);
    let mut fields = Vec::new();
    let (mut at, mut from) = (32, 1);
    while *bytes.get(at)? != 0x0d {
        let field = bytes.get(at..at + 32)?;
        let name: String = field.iter().take(11).take_while(|&&b| b != 0).map(|&b| b as char).collect();
        let length = field[16] as usize;
        fields.push((name.to_lowercase(), from, length));
        from += length;
        at += 32;
    }
    let mut rows = Vec::with_capacity(count);
    for i in 0..count {
        let row = bytes.get(head + i * width..head + (i + 1) * width)?;
        let cell = |from: usize, length: usize| {
            let raw = row.get(from..from + length).unwrap_or(&[]);
            // Windows' Latin, near enough to Latin-1 for names; a table in UTF-8 reads as such.
            let text =
                std::str::from_utf8(raw).map_or_else(|_| raw.iter().map(|&b| b as char).collect(), str::to_owned);
            text.trim_matches(['\0', ' ']).to_owned()
        };
        rows.push(fields.iter().map(|(n, from, length)| (n.clone(), cell(*from, *length))).collect());
    }
    Some(rows)
}

/// The lines of a shapefile's polylines, one list a record.
fn polylines(bytes: &[u8]) -> Vec<Vec<Vec<LatLon>>> {
    let i32_le = |at: usize| bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map(i32::from_le_bytes);
    let i32_be = |at: usize| bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map(i32::from_be_bytes);
    let f64_le = |at: usize| bytes.get(at..at + 8).and_then(|b| b.try_into().ok()).map(f64::from_le_bytes);
    let mut out = Vec::new();
    let mut at = 100;
    while let Some(words) = i32_be(at + 4) {
        let body = at + 8;
        let mut lines = Vec::new();
        if let (Some(3 | 13 | 23), Some(parts), Some(points)) = (i32_le(body), i32_le(body + 36), i32_le(body + 40)) {
            let starts: Vec<usize> =
                (0..parts as usize).filter_map(|i| i32_le(body + 44 + i * 4)).map(|s| s as usize).collect();
            let first = body + 44 + parts as usize * 4;
            for (i, &start) in starts.iter().enumerate() {
                let end = starts.get(i + 1).copied().unwrap_or(points as usize);
                let line = (start..end).filter_map(|p| {
                    let (x, y) = (f64_le(first + p * 16)?, f64_le(first + p * 16 + 8)?);
                    LatLon::new(y, x)
                });
                lines.push(line.collect());
            }
        }
        out.push(lines);
        at = body + words as usize * 2;
    }
    out
}
