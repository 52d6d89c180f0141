//! Freezes entries into the bytes of a `.gaz` file. Same entries, same bytes.

use super::format::{self, Section, flag};
use crate::gazetteer::entry::Entry;
use crate::gazetteer::loose::{loose_key, varies};
use crate::gazetteer::{FeatureClass, NameKind};
use flate2::{Compression, write::DeflateEncoder};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

/// What cannot be frozen.
#[derive(Debug, thiserror::Error)]
pub enum FreezeError {
    /// A table outgrew its index.
    #[error("too many {what}: {count}, the format holds {limit}")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many there are.
        count: usize,
        /// How many fit.
        limit: usize,
    },
    /// Two entries share an id.
    #[error("two features have the id {0}")]
    SameId(String),
    /// The index could not be written.
    #[error("the name index cannot be built: {0}")]
    Index(#[from] fst::Error),
    /// The names could not be compressed.
    #[error("the names cannot be compressed: {0}")]
    Names(#[from] std::io::Error),
}

/// The bytes of a file that holds `entries`; `layers` are the name and credit of each origin.
///
/// # Errors
/// When there are more of something than the format can count, or two entries share an id.
pub fn freeze(mut entries: Vec<Entry>, layers: &[(&str, &str)]) -> Result<Vec<u8>, FreezeError> {
    entries.sort_by(|a, b| id_order(a).cmp(&id_order(b)));
    if let Some(pair) = entries.windows(2).find(|w| w[0].id == w[1].id) {
        return Err(FreezeError::SameId(pair[0].id.0.clone()));
    }
    limit("features", entries.len(), 1 << 24)?;
    let mut sections = BTreeMap::new();
    let lines = layers.iter().map(|(n, c)| [n, "\t", c, "\n"].concat()).collect::<Vec<_>>().concat();
    sections.insert(Section::Layers, lines.into_bytes());
    let tables = Tables::of(&entries, &mut sections)?;
    records(&entries, &tables, &mut sections);
    names(&entries, &mut sections)?;
    index(&entries, &mut sections)?;
    cells(&entries, &mut sections);
    Ok(assemble(&sections))
}

fn limit(what: &'static str, count: usize, limit: usize) -> Result<(), FreezeError> {
    if count > limit { Err(FreezeError::TooMany { what, count, limit }) } else { Ok(()) }
}

/// GeoNames' by number, then the others by text.
fn id_order(e: &Entry) -> (u8, u32, &str) {
    match e.id.geonameid() {
        Some(n) => (0, n, ""),
        None => (1, 0, &e.id.0),
    }
}

struct Tables {
    codes: Vec<String>,
    countries: Vec<[u8; 2]>,
    admin1: BTreeMap<String, u16>,
    admin2: BTreeMap<String, u16>,
}

impl Tables {
    fn of(entries: &[Entry], sections: &mut BTreeMap<Section, Vec<u8>>) -> Result<Self, FreezeError> {
        let codes: BTreeSet<String> = entries.iter().map(class_code).collect();
        let countries: BTreeSet<[u8; 2]> =
            entries.iter().flat_map(|e| [e.country, e.speaks_for]).flatten().map(|c| c.0).collect();
        let admin1: BTreeSet<&String> = entries.iter().filter_map(|e| e.admin1.as_ref()).collect();
        let admin2: BTreeSet<&String> = entries.iter().filter_map(|e| e.admin2.as_ref()).collect();
        limit("feature codes", codes.len(), 255)?;
        limit("countries", countries.len(), 255)?;
        limit("first-level divisions", admin1.len(), 65_535)?;
        limit("second-level divisions", admin2.len(), 65_535)?;

        // Rows that are the thing itself, not only within it.
        let mut country_row = BTreeMap::new();
        let (mut row1, mut row2) = (BTreeMap::new(), BTreeMap::new());
        for (row, e) in entries.iter().enumerate() {
            let row = row as u32;
            if e.class != FeatureClass::A {
                continue;
            }
            match e.code.as_str() {
                "ADM1" => {
                    e.admin1.as_ref().map(|c| row1.insert(c, row));
                }
                "ADM2" => {
                    e.admin2.as_ref().map(|c| row2.insert(c, row));
                }
                c if c.starts_with("PCL") && c != "PCLH" => {
                    e.country.map(|c| country_row.insert(c.0, row));
                }
                _ => {}
            }
        }
        let mut out = Vec::new();
        for c in &countries {
            out.extend_from_slice(&[c[0], c[1], 0, 0]);
            out.extend_from_slice(&country_row.get(c).copied().unwrap_or(u32::MAX).to_le_bytes());
        }
        sections.insert(Section::Countries, out);
        let (mut table, mut text) = (Vec::new(), Vec::new());
        for code in &admin1 {
            table.extend_from_slice(&row1.get(code).copied().unwrap_or(u32::MAX).to_le_bytes());
            table.extend_from_slice(&(text.len() as u32).to_le_bytes());
            short_text(code, &mut text);
        }
        sections.insert(Section::Admin1, table);
        sections.insert(Section::Admin1Codes, text);
        let table = admin2.iter().flat_map(|c| row2.get(c).copied().unwrap_or(u32::MAX).to_le_bytes()).collect();
        sections.insert(Section::Admin2, table);
        let lines = codes.iter().map(|c| [c, "\n"].concat()).collect::<Vec<_>>().concat();
        sections.insert(Section::Codes, lines.into_bytes());
        let number = |set: BTreeSet<&String>| set.into_iter().cloned().zip(1u16..).collect();
        Ok(Self {
            codes: codes.into_iter().collect(),
            countries: countries.into_iter().collect(),
            admin1: number(admin1),
            admin2: number(admin2),
        })
    }

    fn country(&self, c: Option<crate::gazetteer::Country>) -> u8 {
        c.and_then(|c| self.countries.binary_search(&c.0).ok()).map_or(0, |i| i as u8 + 1)
    }
}

fn class_code(e: &Entry) -> String {
    format!("{}{}", e.class.letter(), e.code)
}

/// A length byte and at most 255 bytes of text, cut between characters.
fn short_text(text: &str, out: &mut Vec<u8>) -> u8 {
    let mut end = text.len().min(255);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    out.push(end as u8);
    out.extend_from_slice(&text.as_bytes()[..end]);
    end as u8
}

fn records(entries: &[Entry], tables: &Tables, sections: &mut BTreeMap<Section, Vec<u8>>) {
    let (mut recs, mut names, mut slugs) = (Vec::new(), Vec::new(), Vec::new());
    let (mut years, mut members) = (Vec::new(), String::new());
    for (row, e) in entries.iter().enumerate() {
        let mut flags = e.origin << flag::ORIGIN_SHIFT;
        flags |= if e.approximate { flag::APPROXIMATE } else { 0 };
        let id = e.id.geonameid().unwrap_or_else(|| {
            flags |= flag::SLUG;
            let at = slugs.len() as u32;
            short_text(&e.id.0, &mut slugs);
            at
        });
        if e.valid != (None, None) {
            flags |= flag::YEARS;
            years.extend_from_slice(&(row as u32).to_le_bytes());
            years.extend_from_slice(&e.valid.0.unwrap_or(i16::MIN).to_le_bytes());
            years.extend_from_slice(&e.valid.1.unwrap_or(i16::MAX).to_le_bytes());
        }
        if !e.members.is_empty() {
            members.push_str(&[&row.to_string(), "\t", &e.members.join(" "), "\n"].concat());
        }
        let division = |map: &BTreeMap<String, u16>, code: &Option<String>| {
            code.as_ref().and_then(|c| map.get(c)).map_or(0, |i| *i)
        };
        let name_at = names.len() as u32;
        let name_len = short_text(&e.name, &mut names);
        let code = tables.codes.binary_search(&class_code(e)).unwrap_or(0) as u8;
        let fixed = |deg: f64| (deg * format::PER_DEGREE).round() as i32;
        recs.extend_from_slice(&fixed(e.point.lat()).to_le_bytes());
        recs.extend_from_slice(&fixed(e.point.lon()).to_le_bytes());
        recs.extend_from_slice(&e.population.to_le_bytes());
        recs.extend_from_slice(&(name_at + 1).to_le_bytes());
        recs.extend_from_slice(&id.to_le_bytes());
        recs.extend_from_slice(&division(&tables.admin1, &e.admin1).to_le_bytes());
        recs.extend_from_slice(&division(&tables.admin2, &e.admin2).to_le_bytes());
        recs.extend_from_slice(&((e.radius_km * format::PER_KM).round().clamp(0.0, 65_535.0) as u16).to_le_bytes());
        recs.extend_from_slice(&[name_len, code, tables.country(e.country), tables.country(e.speaks_for), flags, 0]);
    }
    sections.insert(Section::Records, recs);
    sections.insert(Section::Names, names);
    sections.insert(Section::Slugs, slugs);
    sections.insert(Section::Years, years);
    sections.insert(Section::Members, members.into_bytes());
}

/// The other names, in blocks: a line a row, its names parted by tabs.
fn names(entries: &[Entry], sections: &mut BTreeMap<Section, Vec<u8>>) -> Result<(), FreezeError> {
    let (mut blob, mut blocks) = (Vec::new(), Vec::new());
    for rows in entries.chunks(format::ALIAS_BLOCK) {
        blocks.extend_from_slice(&(blob.len() as u32).to_le_bytes());
        let mut text = String::new();
        for e in rows {
            let clean = e.names.iter().map(|(n, _)| n.replace(['\t', '\n', '\r'], " "));
            text.push_str(&clean.collect::<Vec<_>>().join("\t"));
            text.push('\n');
        }
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::best());
        packer.write_all(text.as_bytes())?;
        blob.extend_from_slice(&packer.finish()?);
    }
    blocks.extend_from_slice(&(blob.len() as u32).to_le_bytes());
    sections.insert(Section::Aliases, blob);
    sections.insert(Section::AliasBlocks, blocks);
    Ok(())
}

fn index(entries: &[Entry], sections: &mut BTreeMap<Section, Vec<u8>>) -> Result<(), FreezeError> {
    let mut exact: Vec<(String, u32, NameKind, u32)> = Vec::new();
    let mut loose = Vec::new();
    for (row, e) in entries.iter().enumerate() {
        for (form, kind) in e.keys() {
            if kind <= NameKind::Alias
                && varies(e)
                && let Some(key) = loose_key(&form)
            {
                loose.push((key, e.rank(NameKind::Loose), NameKind::Loose, row as u32));
            }
            exact.push((form, e.rank(kind), kind, row as u32));
        }
    }
    exact.sort();
    loose.sort();
    loose.dedup();
    // A loose key that is itself an exact name is never asked for as loose.
    loose.retain(|l| exact.binary_search_by(|e| e.0.cmp(&l.0)).is_err());

    let words: BTreeSet<&str> = exact.iter().filter_map(|e| e.0.split(' ').next()).collect();
    // Twelve bits a word and three probes: about one word in eighty passes wrongly.
    let bits = (words.len() as u64 * 12).next_power_of_two().clamp(64, 1 << 24);
    let mut filter = vec![0u8; (bits / 8) as usize];
    for word in words {
        for bit in format::bloom_bits(word, bits) {
            filter[(bit / 8) as usize] |= 1 << (bit % 8);
        }
    }
    sections.insert(Section::FirstWords, filter);
    let mut postings = Vec::new();
    sections.insert(Section::Index, map(&exact, &mut postings)?);
    sections.insert(Section::Loose, map(&loose, &mut postings)?);
    sections.insert(Section::Postings, postings);
    Ok(())
}

/// An fst map of sorted (form, rank, kind, row), and its longer postings.
fn map(sorted: &[(String, u32, NameKind, u32)], postings: &mut Vec<u8>) -> Result<Vec<u8>, FreezeError> {
    let mut builder = fst::MapBuilder::memory();
    for group in sorted.chunk_by(|a, b| a.0 == b.0) {
        let value = if let [one] = group {
            format::single(format::pack_hit(one.2 as u8, one.3))
        } else {
            let at = postings.len();
            postings.extend_from_slice(&(group.len() as u32).to_le_bytes());
            for hit in group {
                postings.extend_from_slice(&format::pack_hit(hit.2 as u8, hit.3).to_le_bytes());
            }
            format::several(at)
        };
        builder.insert(&group[0].0, value)?;
    }
    Ok(builder.into_inner()?)
}

fn cells(entries: &[Entry], sections: &mut BTreeMap<Section, Vec<u8>>) {
    let mut rows: Vec<(u32, u32)> = entries
        .iter()
        .enumerate()
        .filter(|(_, e)| e.class == FeatureClass::P)
        // The cell of the point as the record keeps it, or the search by records would not find the edges.
        .map(|(row, e)| (format::cell(kept(e.point.lat()), kept(e.point.lon())), row as u32))
        .collect();
    rows.sort_unstable();
    let bytes = rows.iter().flat_map(|(_, row)| row.to_le_bytes()).collect();
    sections.insert(Section::Cells, bytes);
}

/// Degrees as they come back from fixed point.
fn kept(degrees: f64) -> f64 {
    (degrees * format::PER_DEGREE).round() / format::PER_DEGREE
}

fn assemble(sections: &BTreeMap<Section, Vec<u8>>) -> Vec<u8> {
    let count = Section::ALL.len();
    let mut at = format::HEADER + count * format::TABLE_ENTRY;
    let (mut table, mut body) = (Vec::new(), Vec::new());
    for section in Section::ALL {
        let bytes = sections.get(&section).map_or(&[][..], Vec::as_slice);
        while !at.is_multiple_of(8) {
            body.push(0);
            at += 1;
        }
        table.extend_from_slice(&section.tag());
        table.extend_from_slice(&[0; 4]);
        table.extend_from_slice(&(at as u64).to_le_bytes());
        table.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        body.extend_from_slice(bytes);
        at += bytes.len();
    }
    let mut crc = flate2::Crc::new();
    crc.update(&table);
    crc.update(&body);
    let mut file = Vec::with_capacity(at);
    file.extend_from_slice(&format::MAGIC);
    file.extend_from_slice(&format::VERSION.to_le_bytes());
    file.extend_from_slice(&(count as u32).to_le_bytes());
    file.extend_from_slice(&(at as u64).to_le_bytes());
    file.extend_from_slice(&crc.sum().to_le_bytes());
    let mut head = flate2::Crc::new();
    head.update(&file);
    file.extend_from_slice(&head.sum().to_le_bytes());
    file.resize(format::HEADER, 0);
    file.extend_from_slice(&table);
    file.extend_from_slice(&body);
    file
}
