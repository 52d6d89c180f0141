//! GeoNames' own dumps: 19 columns parted by tabs, without a header, as a text file or the zip it comes in.
//!
//! Streamed line by line. Of spots only those that news name are taken: bases, airports, ports, bridges, dams, power
//! stations, palaces, camps, crossings.

use crate::gazetteer::entry::Entry;
use crate::gazetteer::layers::{LONGEST_LINE, LayerError, MOST_ERRORS};
use crate::gazetteer::{Country, FeatureClass, NameKind};
use crate::geo::LatLon;
use std::io::{BufRead, BufReader, Read, Seek};
use std::path::Path;

/// Columns of a line.
const COLUMNS: usize = 19;

/// Codes of class S that are taken.
const SPOTS: [&str; 20] = [
    "AIRB", "AIRF", "AIRP", "BDG", "BLDG", "CMP", "CMPRF", "CSTL", "DAM", "FT", "GOVL", "INSM", "MILB", "PAL", "PRN",
    "PRT", "PS", "PSTB", "RSTN", "STDM",
];

/// Whether a file's first line is a line of a dump.
pub fn is_dump(first: &str) -> bool {
    let fields: Vec<&str> = first.split('\t').collect();
    fields.len() == COLUMNS && fields.first().is_some_and(|id| id.parse::<u32>().is_ok())
}

/// Reads a dump, calling `progress` with the lines read, now and then. Rows that are wrong stand beside
/// the features.
///
/// # Errors
/// When the file cannot be opened or unpacked.
pub fn read(path: &Path, progress: &mut dyn FnMut(u64)) -> Result<(Vec<Entry>, Vec<LayerError>), LayerError> {
    let whole = |reason: String| LayerError { path: path.display().to_string(), line: 0, column: 0, reason };
    let file = std::fs::File::open(path).map_err(|e| whole(format!("cannot be read: {e}")))?;
    if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("zip")) {
        let mut archive = zip::ZipArchive::new(file).map_err(|e| whole(format!("cannot be unpacked: {e}")))?;
        return in_archive(&mut archive, path, progress);
    }
    Ok(lines(BufReader::new(file), path, progress))
}

fn in_archive<R: Read + Seek>(
    archive: &mut zip::ZipArchive<R>,
    path: &Path,
    progress: &mut dyn FnMut(u64),
) -> Result<(Vec<Entry>, Vec<LayerError>), LayerError> {
    let whole = |reason: String| LayerError { path: path.display().to_string(), line: 0, column: 0, reason };
    for i in 0..archive.len() {
        let file = archive.by_index(i).map_err(|e| whole(format!("cannot be unpacked: {e}")))?;
        let name = file.name().map(|n| n.to_lowercase()).unwrap_or_default();
        if Path::new(&name).extension().is_some_and(|e| e == "txt") && !name.contains("readme") {
            return Ok(lines(BufReader::new(file), path, progress));
        }
    }
    Err(whole("holds no GeoNames table".to_owned()))
}

fn lines(mut reader: impl BufRead, path: &Path, progress: &mut dyn FnMut(u64)) -> (Vec<Entry>, Vec<LayerError>) {
    let (mut entries, mut errors) = (Vec::new(), Vec::new());
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        number += 1;
        let mut fail = |column: u64, reason: String| {
            if errors.len() < MOST_ERRORS {
                errors.push(LayerError { path: path.display().to_string(), line: number, column, reason });
            }
        };
        // A line without end, as in a zip that is made to burst, is not read to its end.
        match reader.by_ref().take(LONGEST_LINE as u64 + 1).read_until(b'\n', &mut line) {
            Ok(0) => return (entries, errors),
            Ok(_) if line.len() > LONGEST_LINE => {
                fail(0, format!("the line is longer than {} MB; nothing behind it is read", LONGEST_LINE >> 20));
                return (entries, errors);
            }
            Ok(_) => {}
            Err(e) => {
                fail(0, format!("cannot be read further: {e}"));
                return (entries, errors);
            }
        }
        if number % 100_000 == 0 {
            progress(number);
        }
        match std::str::from_utf8(&line) {
            Err(_) => fail(0, "not UTF-8".to_owned()),
            Ok(text) if text.trim().is_empty() => {}
            Ok(text) => match entry(text.trim_end_matches(['\n', '\r'])) {
                Ok(Some(entry)) => entries.push(entry),
                Ok(None) => {}
                Err((column, reason)) => fail(column, reason),
            },
        }
    }
}

/// A line's feature; `None` when it is of a kind that is not taken.
fn entry(line: &str) -> Result<Option<Entry>, (u64, String)> {
    let f: Vec<&str> = line.split('\t').collect();
    let &[id, name, ascii, others, lat, lon, class, code, country, _, admin1, admin2, _, _, population, ..] =
        f.as_slice()
    else {
        return Err((0, format!("has {} columns, not {COLUMNS}", f.len())));
    };
    let id: u32 = id.parse().map_err(|_| (1, format!("\"{id}\" is no GeoNames id")))?;
    let lat: f64 = lat.parse().map_err(|_| (5, format!("\"{lat}\" is no latitude")))?;
    let lon: f64 = lon.parse().map_err(|_| (6, format!("\"{lon}\" is no longitude")))?;
    let point = LatLon::new(lat, lon).ok_or_else(|| (5, format!("{lat}, {lon} is no point on the globe")))?;
    let Some(class) = class.chars().next().and_then(FeatureClass::from_letter) else { return Ok(None) };
    let taken = match class {
        FeatureClass::S => SPOTS.contains(&code),
        FeatureClass::R | FeatureClass::U => false,
        _ => true,
    };
    if !taken || name.is_empty() {
        return Ok(None);
    }
    let mut entry = Entry::new(format!("gn:{id}"), name, point, class, code);
    entry.country = Country::new(country);
    entry.population = population.parse::<u64>().map_or(0, |p| u32::try_from(p).unwrap_or(u32::MAX));
    if !admin1.is_empty() && admin1 != "00" {
        let first = format!("{country}.{admin1}");
        entry.admin2 = (!admin2.is_empty()).then(|| format!("{first}.{admin2}"));
        entry.admin1 = Some(first);
    }
    for alias in std::iter::once(ascii).chain(others.split(',')) {
        if crate::gazetteer::build::is_name(alias, name) {
            entry.add_name(alias, NameKind::Alias);
        }
    }
    Ok(Some(entry))
}
