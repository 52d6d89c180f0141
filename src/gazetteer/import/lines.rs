//! The lines of a file of GeoNames, as text or in the zip it comes in, one at a time and in bounded memory.

use crate::gazetteer::layers::{LONGEST_LINE, LayerError, MOST_ERRORS};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;

/// Lines between two looks at whether to go on.
const STEP: u64 = 1 << 12;
/// Bytes in which a table's first line ends.
const HEAD: u64 = 1 << 16;

/// Which of GeoNames' tables a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// Features, 19 columns: `allCountries.txt`, a country's, `cities500.txt`.
    Features,
    /// Names of features, 8 or 10 columns: `alternateNamesV2.txt`.
    Names,
    /// First- or second-level divisions, 4 columns: `admin1CodesASCII.txt`, `admin2Codes.txt`.
    Divisions,
}

impl Table {
    /// Which table a line is of.
    pub fn of(line: &str) -> Option<Self> {
        let fields: Vec<&str> = line.trim_end_matches(['\n', '\r']).split('\t').collect();
        let number = |i: usize| fields.get(i).is_some_and(|f| f.parse::<u32>().is_ok());
        let division = |code: &str| {
            let mut parts = code.split('.');
            parts.next().is_some_and(|c| c.len() == 2 && c.bytes().all(|b| b.is_ascii_uppercase()))
                && matches!(parts.count(), 1 | 2)
        };
        match fields.len() {
            19 if number(0) => Some(Self::Features),
            8 | 10 if number(0) && number(1) => Some(Self::Names),
            4 if number(3) && fields.first().is_some_and(|code| division(code)) => Some(Self::Divisions),
            _ => None,
        }
    }
}

/// An error about a file as a whole.
pub(super) fn whole(path: &Path, reason: String) -> LayerError {
    LayerError { path: path.display().to_string(), line: 0, column: 0, reason }
}

/// Where a file's table lies: in the file itself, or in an entry of a zip.
fn find(path: &Path) -> Result<Option<(Table, Option<usize>)>, LayerError> {
    let file = File::open(path).map_err(|e| whole(path, format!("cannot be read: {e}")))?;
    if !is_zip(path) {
        let mut head = Vec::new();
        let read = file.take(HEAD).read_to_end(&mut head);
        read.map_err(|e| whole(path, format!("cannot be read: {e}")))?;
        return Ok(first_line(&head).and_then(Table::of).map(|table| (table, None)));
    }
    let unpack = |e: &dyn std::fmt::Display| whole(path, format!("cannot be unpacked: {e}"));
    let mut archive = zip::ZipArchive::new(file).map_err(|e| unpack(&e))?;
    // The first text that is one: GeoNames lays a list of languages and a readme beside.
    for i in 0..archive.len() {
        let mut head = Vec::new();
        let entry = archive.by_index(i).map_err(|e| unpack(&e))?;
        entry.take(HEAD).read_to_end(&mut head).map_err(|e| unpack(&e))?;
        if let Some(table) = first_line(&head).and_then(Table::of) {
            return Ok(Some((table, Some(i))));
        }
    }
    Err(whole(path, "holds no GeoNames table".to_owned()))
}

/// Which of GeoNames' tables a file is, as text or zipped; `None` when it is none.
///
/// # Errors
/// When it cannot be read, or is a zip that cannot be unpacked or holds no such table.
pub fn table(path: &Path) -> Result<Option<Table>, LayerError> {
    Ok(find(path)?.map(|f| f.0))
}

/// What a reader of lines says of one: what is wrong with it, and at which column from 1 (0 for the line).
pub type Told = Result<(), (u64, String)>;

/// Calls `take` with the fields of every line of a table. `watch` is told the share (0 to 1) of the file that was read,
/// and may stop it. Lines that are wrong are given.
///
/// # Errors
/// When the file cannot be opened, `watch` stopped it, or `take` fails.
pub fn each<E: From<LayerError> + From<Stopped>>(
    path: &Path,
    watch: &mut dyn FnMut(f64) -> ControlFlow<()>,
    take: &mut dyn FnMut(&[&str]) -> Result<Told, E>,
) -> Result<Vec<LayerError>, E> {
    let Some((_, entry)) = find(path)? else { return Err(whole(path, "is no GeoNames table".to_owned()).into()) };
    let file = File::open(path).map_err(|e| whole(path, format!("cannot be read: {e}")))?;
    let Some(entry) = entry else {
        let bytes = file.metadata().map_or(0, |m| m.len());
        return walk(file, bytes, path, watch, take);
    };
    let unpack = |e: zip::result::ZipError| whole(path, format!("cannot be unpacked: {e}"));
    let mut archive = zip::ZipArchive::new(BufReader::new(file)).map_err(unpack)?;
    let entry = archive.by_index(entry).map_err(unpack)?;
    let bytes = entry.size();
    walk(entry, bytes, path, watch, take)
}

/// Whoever watches said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped;

fn walk<E: From<Stopped>>(
    file: impl Read,
    bytes: u64,
    path: &Path,
    watch: &mut dyn FnMut(f64) -> ControlFlow<()>,
    take: &mut dyn FnMut(&[&str]) -> Result<Told, E>,
) -> Result<Vec<LayerError>, E> {
    let mut reader = BufReader::with_capacity(1 << 18, file);
    let mut errors = Vec::new();
    let mut line = Vec::new();
    let (mut number, mut read) = (0u64, 0u64);
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
            Ok(0) => return Ok(errors),
            Ok(_) if line.len() > LONGEST_LINE => {
                fail(0, format!("the line is longer than {} MB; nothing behind it is read", LONGEST_LINE >> 20));
                return Ok(errors);
            }
            Ok(n) => read += n as u64,
            Err(e) => {
                fail(0, format!("cannot be read further: {e}"));
                return Ok(errors);
            }
        }
        if number.is_multiple_of(STEP) && watch(read as f64 / bytes.max(1) as f64).is_break() {
            return Err(Stopped.into());
        }
        match std::str::from_utf8(&line) {
            Err(_) => fail(0, "not UTF-8".to_owned()),
            Ok(text) if text.trim().is_empty() => {}
            Ok(text) => {
                let fields: Vec<&str> = text.trim_end_matches(['\n', '\r']).split('\t').collect();
                if let Err((column, reason)) = take(&fields)? {
                    fail(column, reason);
                }
            }
        }
    }
}

fn is_zip(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("zip"))
}

fn first_line(head: &[u8]) -> Option<&str> {
    // Behind the last whole character the head may be cut.
    let line = head.split(|&b| b == b'\n').next()?;
    std::str::from_utf8(line).ok()
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn tables_are_told_apart() {
        let row = "1\tZeidan\tZeidan\t\t34\t69\tP\tPPL\tAF\t\t00\t\t\t\t5\t\t0\tAsia/Kabul\t2020-01-01\r\n";
        assert_eq!(Table::of(row), Some(Table::Features));
        assert_eq!(Table::of("1284819\t2994701\t\tRoc Meler\t\t\t\t\t\t"), Some(Table::Names));
        assert_eq!(Table::of("AD.06\tSant Julia\tSant Julia\t3039162"), Some(Table::Divisions));
        assert_eq!(Table::of("AD.06.7\tSant Julia\tSant Julia\t3039162"), Some(Table::Divisions));
        for other in ["", "name\tlat\tlon\tid", "a\tb\tc\t1", "iso 639-3\tiso 639-2\tiso 639-1\tLanguage Name"] {
            assert_eq!(Table::of(other), None, "{other}");
        }
    }
}
