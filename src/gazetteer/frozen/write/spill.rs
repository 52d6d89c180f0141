//! Entries laid aside on disk, and read again in another order.

use crate::gazetteer::entry::Entry;
use crate::gazetteer::outline::Outline;
use crate::gazetteer::{Country, FeatureClass};
use crate::geo::LatLon;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// Where entries are written, one behind the other.
#[derive(Debug)]
pub(super) struct Spill {
    out: BufWriter<File>,
    at: u64,
    scratch: Vec<u8>,
}

impl Spill {
    /// An empty one, in an unnamed file of a folder.
    pub(super) fn new(folder: &Path) -> io::Result<Self> {
        let file = tempfile::tempfile_in(folder)?;
        Ok(Self { out: BufWriter::with_capacity(1 << 18, file), at: 0, scratch: Vec::new() })
    }

    /// Adds an entry; gives where it begins. Note and source are not kept, as compiled files do not keep them.
    pub(super) fn push(&mut self, entry: &Entry) -> io::Result<u64> {
        self.scratch.clear();
        encode(entry, &mut self.scratch);
        let at = self.at;
        self.out.write_all(&(self.scratch.len() as u32).to_le_bytes())?;
        self.out.write_all(&self.scratch)?;
        self.at += 4 + self.scratch.len() as u64;
        Ok(at)
    }

    /// Ends writing.
    pub(super) fn reader(self) -> io::Result<SpillReader> {
        let file = self.out.into_inner().map_err(io::IntoInnerError::into_error)?;
        let mut reader = BufReader::with_capacity(1 << 18, file);
        reader.seek(SeekFrom::Start(0))?;
        Ok(SpillReader { reader, at: 0, scratch: Vec::new() })
    }
}

/// Entries laid aside, to be read in any order; quickest in the order they were written.
#[derive(Debug)]
pub(super) struct SpillReader {
    reader: BufReader<File>,
    at: u64,
    scratch: Vec<u8>,
}

impl SpillReader {
    /// The entry that begins at `at`.
    pub(super) fn read(&mut self, at: u64) -> io::Result<Entry> {
        self.reader.seek_relative(at.wrapping_sub(self.at) as i64)?;
        let mut length = [0; 4];
        self.reader.read_exact(&mut length)?;
        self.scratch.resize(u32::from_le_bytes(length) as usize, 0);
        self.reader.read_exact(&mut self.scratch)?;
        self.at = at + 4 + self.scratch.len() as u64;
        decode(&mut self.scratch.as_slice()).ok_or_else(|| io::Error::other("an entry laid aside is damaged"))
    }
}

fn encode(e: &Entry, out: &mut Vec<u8>) {
    text(&e.id.0, out);
    text(&e.name, out);
    text(&e.code, out);
    out.extend_from_slice(&e.point.lat().to_bits().to_le_bytes());
    out.extend_from_slice(&e.point.lon().to_bits().to_le_bytes());
    out.extend_from_slice(&e.population.to_le_bytes());
    out.extend_from_slice(&e.radius_km.to_bits().to_le_bytes());
    out.extend_from_slice(&e.valid.0.unwrap_or(i16::MIN).to_le_bytes());
    out.extend_from_slice(&e.valid.1.unwrap_or(i16::MAX).to_le_bytes());
    out.extend_from_slice(&[e.class.letter() as u8, e.origin, u8::from(e.approximate)]);
    for country in [e.country, e.speaks_for] {
        out.extend_from_slice(&country.map_or([0; 2], |c| c.0));
    }
    for division in [&e.admin1, &e.admin2] {
        text(division.as_deref().unwrap_or(""), out);
    }
    out.extend_from_slice(&(e.names.len() as u32).to_le_bytes());
    for (name, kind) in &e.names {
        out.push(*kind as u8);
        text(name, out);
    }
    let outline = e.outline.as_ref().map_or(&[][..], |o| &o.0);
    out.extend_from_slice(&(outline.len() as u32).to_le_bytes());
    out.extend_from_slice(outline);
    out.extend_from_slice(&(e.members.len() as u32).to_le_bytes());
    for member in &e.members {
        text(member, out);
    }
}

fn text(text: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(&(text.len() as u32).to_le_bytes());
    out.extend_from_slice(text.as_bytes());
}

fn decode(from: &mut &[u8]) -> Option<Entry> {
    let (id, name, code) = (word(from)?, word(from)?, word(from)?);
    let point = LatLon::new(f64::from_bits(number(from)?), f64::from_bits(number(from)?))?;
    let population = u32::from_le_bytes(bytes(from)?);
    let radius_km = f32::from_bits(u32::from_le_bytes(bytes(from)?));
    let (first, last) = (i16::from_le_bytes(bytes(from)?), i16::from_le_bytes(bytes(from)?));
    let [class, origin, approximate] = bytes(from)?;
    let mut entry = Entry::new(id, name, point, FeatureClass::from_letter(char::from(class))?, code);
    (entry.population, entry.radius_km) = (population, radius_km);
    entry.valid = (Some(first).filter(|&y| y != i16::MIN), Some(last).filter(|&y| y != i16::MAX));
    (entry.origin, entry.approximate) = (origin, approximate != 0);
    for country in [&mut entry.country, &mut entry.speaks_for] {
        *country = Some(bytes(from)?).filter(|&c: &[u8; 2]| c != [0; 2]).map(Country);
    }
    for division in [&mut entry.admin1, &mut entry.admin2] {
        *division = Some(word(from)?).filter(|d| !d.is_empty()).map(str::to_owned);
    }
    for _ in 0..u32::from_le_bytes(bytes(from)?) {
        let [kind] = bytes(from)?;
        entry.names.push((word(from)?.to_owned(), super::super::name_kind(kind)));
    }
    let outline = run(from)?;
    entry.outline = (!outline.is_empty()).then(|| Outline(outline.to_vec()));
    for _ in 0..u32::from_le_bytes(bytes(from)?) {
        entry.members.push(word(from)?.to_owned());
    }
    Some(entry)
}

fn bytes<const N: usize>(from: &mut &[u8]) -> Option<[u8; N]> {
    let (head, rest) = from.split_first_chunk::<N>()?;
    *from = rest;
    Some(*head)
}

fn number(from: &mut &[u8]) -> Option<u64> {
    bytes(from).map(u64::from_le_bytes)
}

fn word<'a>(from: &mut &'a [u8]) -> Option<&'a str> {
    std::str::from_utf8(run(from)?).ok()
}

fn run<'a>(from: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = u32::from_le_bytes(bytes(from)?) as usize;
    let (head, rest) = from.split_at_checked(length)?;
    *from = rest;
    Some(head)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::NameKind;

    #[test]
    fn entries_come_back_in_any_order() {
        let mut one = Entry::new("gn:1", "Bagrām", LatLon::new(34.9, 69.2).unwrap(), FeatureClass::P, "PPL");
        one.add_name("بگرام", NameKind::Alias);
        one.add_name("Bagramite", NameKind::Demonym);
        one.country = Country::new("AF");
        one.admin1 = Some("AF.40".to_owned());
        one.valid = (Some(-300), None);
        one.population = 7;
        let mut two = Entry::new("dl:x", "X", LatLon::new(-90.0, -180.0).unwrap(), FeatureClass::L, "RGN");
        two.members = vec!["AF".to_owned(), "TJ".to_owned()];
        two.outline = Some(Outline(vec![1, 2, 3]));
        (two.radius_km, two.approximate, two.origin) = (3.5, true, 1);
        let mut spill = Spill::new(&std::env::temp_dir()).unwrap();
        let at = [spill.push(&one).unwrap(), spill.push(&two).unwrap()];
        let mut reader = spill.reader().unwrap();
        assert_eq!(reader.read(at[1]).unwrap(), two);
        assert_eq!(reader.read(at[0]).unwrap(), one);
        assert_eq!(reader.read(at[1]).unwrap(), two);
    }
}
