//! A compiled gazetteer: bytes that are read where they lie, without parsing. Opening looks at the header and a few
//! small tables; a look-up touches the index and the records it finds. Never writes.

pub mod format;
mod open;
pub mod write;

pub use open::OpenError;

use super::entry::Entry;
use super::intern::intern;
use super::outline::OutlineRef;
use super::{Country, Feature, FeatureClass, FeatureRef, LayerId, NameKind, PlaceId};
use crate::geo::LatLon;
use format::{RECORD, Section, flag};
use std::ops::Range;
use std::sync::Arc;

/// Where the bytes live.
#[derive(Debug)]
pub(super) enum Bytes {
    /// In the program.
    Carried(&'static [u8]),
    /// In a mapped file.
    Mapped(memmap2::Mmap),
    /// In memory.
    Owned(Vec<u8>),
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        match self {
            Self::Carried(b) => b,
            Self::Mapped(m) => m,
            Self::Owned(b) => b,
        }
    }
}

/// A stretch of the shared bytes, for the fst maps.
#[derive(Debug)]
pub(super) struct Slice {
    bytes: Arc<Bytes>,
    range: Range<usize>,
}

impl Slice {
    /// All of some bytes.
    pub(super) fn owned(bytes: Vec<u8>) -> Self {
        let range = 0..bytes.len();
        Self { bytes: Arc::new(Bytes::Owned(bytes)), range }
    }
}

impl AsRef<[u8]> for Slice {
    fn as_ref(&self) -> &[u8] {
        (*self.bytes).as_ref().get(self.range.clone()).unwrap_or(&[])
    }
}

/// An opened compiled gazetteer.
#[derive(Debug)]
pub struct Frozen {
    bytes: Arc<Bytes>,
    sections: Vec<Range<usize>>,
    index: fst::Map<Slice>,
    loose: fst::Map<Slice>,
    codes: Vec<(FeatureClass, String)>,
    countries: Vec<(Country, Option<u32>)>,
    members: Vec<(u32, Vec<&'static str>)>,
    layers: Vec<(String, String)>,
    rows: u32,
    /// Rows below this have GeoNames ids, sorted.
    numbered: u32,
}

/// A hit within one file.
pub type RowHit = (u32, NameKind);

impl Frozen {
    fn section(&self, section: Section) -> &[u8] {
        let range = self.sections.get(section as usize).cloned().unwrap_or(0..0);
        (*self.bytes).as_ref().get(range).unwrap_or(&[])
    }

    /// How many features it holds.
    pub fn len(&self) -> u32 {
        self.rows
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// How many normal forms its index holds, and how many loose keys.
    pub fn index_len(&self) -> (usize, usize) {
        (self.index.len(), self.loose.len())
    }

    /// Name and credit of the layers it was compiled from.
    pub fn layers(&self) -> &[(String, String)] {
        &self.layers
    }

    fn record(&self, row: u32) -> &[u8; RECORD] {
        const NONE: &[u8; RECORD] = &[0; RECORD];
        let at = row as usize * RECORD;
        self.section(Section::Records).get(at..at + RECORD).and_then(|r| r.try_into().ok()).unwrap_or(NONE)
    }

    /// Calls `found` with the hits of a normal form, in the order the index holds them.
    pub fn lookup(&self, normal: &str, found: &mut dyn FnMut(RowHit)) {
        if let Some(value) = self.index.get(normal) {
            self.hits(value, found);
        }
    }

    /// The same for a loose key.
    pub fn lookup_loose(&self, key: &str, found: &mut dyn FnMut(RowHit)) {
        if let Some(value) = self.loose.get(key) {
            self.hits(value, found);
        }
    }

    /// Calls `found` with the length and the index value of every name that is a prefix of `normal`
    /// and ends before a blank, at the end, or after a letter outside ASCII.
    pub fn prefixes(&self, normal: &str, found: &mut dyn FnMut(usize, u64)) {
        let fst = self.index.as_fst();
        let (mut node, mut out) = (fst.root(), fst::raw::Output::zero());
        let bytes = normal.as_bytes();
        for (i, &byte) in bytes.iter().enumerate() {
            let Some(t) = node.find_input(byte) else { return };
            let transition = node.transition(t);
            out = out.cat(transition.out);
            node = fst.node(transition.addr);
            if node.is_final() {
                let next = bytes.get(i + 1).copied();
                if next.is_none_or(|n| n == b' ') || (byte >= 0x80 && normal.is_char_boundary(i + 1)) {
                    found(i + 1, out.cat(node.final_output()).value());
                }
            }
        }
    }

    /// The index of names.
    pub(super) fn index(&self) -> &fst::Map<Slice> {
        &self.index
    }

    /// Every name in normal form, in order.
    pub(super) fn each_name(&self, found: &mut dyn FnMut(&str)) {
        let mut names = self.index.keys();
        while let Some(name) = fst::Streamer::next(&mut names) {
            // The writer puts nothing but text in.
            found(std::str::from_utf8(name).unwrap_or(""));
        }
    }

    /// Calls `found` with every hit behind an index value.
    pub fn hits(&self, value: u64, found: &mut dyn FnMut(RowHit)) {
        let mut hit = |packed: u32| {
            let (kind, row) = format::unpack_hit(packed);
            found((row, name_kind(kind)));
        };
        let at = match format::unpack_value(value) {
            Ok(single) => return hit(single),
            Err(at) => at,
        };
        let postings = self.section(Section::Postings);
        let Some(count) = u32_at(postings, at) else { return };
        for i in 1..=count as usize {
            let Some(packed) = u32_at(postings, at + i * 4) else { return };
            hit(packed);
        }
    }

    /// Whether a name may begin with a word.
    pub fn may_begin(&self, word: &str) -> bool {
        let filter = self.section(Section::FirstWords);
        let bits = filter.len() as u64 * 8;
        format::bloom_bits(format::bloom_hash(word.as_bytes()), bits)
            .iter()
            .all(|bit| filter.get((bit / 8) as usize).is_some_and(|byte| byte & (1 << (bit % 8)) != 0))
    }

    /// The feature of a row, as seen from layer `layer`.
    pub fn feature(&self, row: u32, layer: LayerId) -> Feature<'_> {
        Feature { name: self.name(self.record(row)), ..self.unnamed(row, layer) }
    }

    /// The same with an empty name, which costs the most to read.
    pub(crate) fn unnamed(&self, row: u32, layer: LayerId) -> Feature<'_> {
        let r = self.record(row);
        let (class, code) = self
            .codes
            .get(usize::from(u16::from_le_bytes([r[27], r[31]])))
            .map_or((FeatureClass::P, ""), |(c, s)| (*c, s.as_str()));
        let flags = r[30];
        let at = |row: u32| FeatureRef::new(layer, row);
        let valid = if flags & flag::YEARS != 0 { self.years(row) } else { (None, None) };
        Feature {
            at: at(row),
            name: "",
            point: point_of(r),
            class,
            code,
            country: self.country_of(r[28]),
            admin1: self.division_row(Section::Admin1, 8, u16_in(r, 20)).filter(|&d| d != row).map(at),
            admin2: self.division_row(Section::Admin2, 4, u16_in(r, 22)).filter(|&d| d != row).map(at),
            population: u32_at(r, 8).unwrap_or(0),
            radius_km: f32::from(u16_in(r, 24)) / format::PER_KM,
            valid,
            approximate: flags & flag::APPROXIMATE != 0,
            speaks_for: self.country_of(r[29]),
            fame: (u32_at(r, 12).unwrap_or(0) >> format::NAME_BITS) as u8,
        }
    }

    /// The primary name of a row.
    pub(crate) fn primary(&self, row: u32) -> &str {
        self.name(self.record(row))
    }

    fn name(&self, r: &[u8; RECORD]) -> &str {
        let at = (u32_at(r, 12).unwrap_or(0) & ((1 << format::NAME_BITS) - 1)) as usize;
        let bytes = self.section(Section::Names).get(at..at + r[26] as usize).unwrap_or(&[]);
        std::str::from_utf8(bytes).unwrap_or("")
    }

    fn point(&self, row: u32) -> LatLon {
        point_of(self.record(row))
    }

    fn country_of(&self, index: u8) -> Option<Country> {
        self.countries.get((index as usize).checked_sub(1)?).map(|c| c.0)
    }

    fn division_row(&self, section: Section, width: usize, index: u16) -> Option<u32> {
        let at = (index as usize).checked_sub(1)? * width;
        u32_at(self.section(section), at).filter(|&row| row != u32::MAX)
    }

    fn years(&self, row: u32) -> (Option<i16>, Option<i16>) {
        let table = self.section(Section::Years);
        let (mut low, mut high) = (0, table.len() / 8);
        while low < high {
            let mid = usize::midpoint(low, high);
            if u32_at(table, mid * 8).is_some_and(|r| r < row) {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        let year = |at| table.get(at..at + 2).map(|b| i16::from_le_bytes([b[0], b[1]]));
        if u32_at(table, low * 8) != Some(row) {
            return (None, None);
        }
        (year(low * 8 + 4).filter(|&y| y != i16::MIN), year(low * 8 + 6).filter(|&y| y != i16::MAX))
    }

    /// Which of [`Frozen::layers`] a row comes from.
    pub fn origin(&self, row: u32) -> usize {
        (self.record(row)[30] >> flag::ORIGIN_SHIFT) as usize
    }

    /// Stable id of a row.
    pub fn id(&self, row: u32) -> PlaceId {
        let r = self.record(row);
        let id = u32_at(r, 16).unwrap_or(0);
        if r[30] & flag::SLUG == 0 { PlaceId(format!("gn:{id}")) } else { PlaceId(self.slug(id).to_owned()) }
    }

    fn slug(&self, at: u32) -> &str {
        short_text(self.section(Section::Slugs), at as usize)
    }

    /// The row with a stable id.
    pub fn by_id(&self, id: &PlaceId) -> Option<u32> {
        let key = |row: u32| u32_at(self.record(row), 16).unwrap_or(0);
        if let Some(number) = id.geonameid() {
            let row = search(0, self.numbered, |row| key(row) < number);
            return (row < self.numbered && key(row) == number).then_some(row);
        }
        let row = search(self.numbered, self.rows, |row| self.slug(key(row)) < id.0.as_str());
        (row < self.rows && self.slug(key(row)) == id.0).then_some(row)
    }

    /// The row of a present country.
    pub fn country(&self, code: Country) -> Option<u32> {
        let i = self.countries.binary_search_by(|c| c.0.cmp(&code)).ok()?;
        self.countries.get(i)?.1
    }

    /// Code of the first-level division a row is or lies in.
    pub fn admin1_code(&self, row: u32) -> Option<&str> {
        let index = (u16_in(self.record(row), 20) as usize).checked_sub(1)?;
        Some(self.admin1_code_at(index)).filter(|c| !c.is_empty())
    }

    fn admin1_code_at(&self, index: usize) -> &str {
        let at = u32_at(self.section(Section::Admin1), index * 8 + 4).unwrap_or(u32::MAX);
        short_text(self.section(Section::Admin1Codes), at as usize)
    }

    /// The row of a first-level division.
    pub fn admin1(&self, code: &str) -> Option<u32> {
        let count = (self.section(Section::Admin1).len() / 8) as u32;
        let i = search(0, count, |i| self.admin1_code_at(i as usize) < code);
        if i >= count || self.admin1_code_at(i as usize) != code {
            return None;
        }
        u32_at(self.section(Section::Admin1), i as usize * 8).filter(|&row| row != u32::MAX)
    }

    /// What a region is made of.
    pub fn members(&self, row: u32) -> &[&str] {
        let found = self.members.binary_search_by_key(&row, |m| m.0).ok();
        found.and_then(|i| self.members.get(i)).map_or(&[], |m| m.1.as_slice())
    }

    /// The outline of a row.
    pub fn outline(&self, row: u32) -> Option<OutlineRef<'_>> {
        let table = self.section(Section::Outlines);
        let count = (table.len() / 8).saturating_sub(1) as u32;
        let at = |i: u32, field: usize| u32_at(table, i as usize * 8 + field).unwrap_or(u32::MAX);
        let i = search(0, count, |i| at(i, 0) < row);
        if i >= count || at(i, 0) != row {
            return None;
        }
        self.section(Section::OutlineBytes).get(at(i, 4) as usize..at(i + 1, 4) as usize).map(OutlineRef)
    }

    /// The rows that have an outline, in order.
    pub fn outlined(&self) -> impl Iterator<Item = u32> {
        let table = self.section(Section::Outlines);
        let rows = table.len() / 8;
        table.chunks_exact(8).take(rows.saturating_sub(1)).filter_map(|entry| u32_at(entry, 0))
    }

    /// All names of a row, the primary first. Unpacks a block; not for a hot loop.
    pub fn names(&self, row: u32) -> Vec<String> {
        let mut out = vec![self.name(self.record(row)).to_owned()];
        if let Some(text) = self.alias_block(row as usize / format::ALIAS_BLOCK) {
            let line = text.split('\n').nth(row as usize % format::ALIAS_BLOCK).unwrap_or("");
            out.extend(line.split('\t').filter(|n| !n.is_empty()).map(str::to_owned));
        }
        let mut seen = std::collections::BTreeSet::new();
        out.retain(|n| seen.insert(n.clone()));
        out
    }

    /// Every feature with its names, in the order of the rows. Names other than the first come as aliases: the kinds
    /// stand in the index alone.
    pub fn entries(&self) -> impl Iterator<Item = Entry> {
        let mut block = String::new();
        let mut at = 0;
        (0..self.rows).map(move |row| {
            // Rows of one block follow each other: it is unpacked once.
            if (row as usize).is_multiple_of(format::ALIAS_BLOCK) {
                block = self.alias_block(row as usize / format::ALIAS_BLOCK).unwrap_or_default();
                at = 0;
            }
            let line = block.get(at..).and_then(|rest| rest.split('\n').next()).unwrap_or("");
            at += line.len() + 1;
            let mut entry = self.entry(row);
            line.split('\t').for_each(|name| entry.add_name(name, NameKind::Alias));
            entry
        })
    }

    /// A row as an entry, without its other names and its second-level division.
    fn entry(&self, row: u32) -> Entry {
        Entry::told(self.id(row), &self.feature(row, LayerId(0)), self.admin1_code(row))
    }

    fn alias_block(&self, block: usize) -> Option<String> {
        let offsets = self.section(Section::AliasBlocks);
        let (from, to) = (u32_at(offsets, block * 4)?, u32_at(offsets, block * 4 + 4)?);
        let packed = self.section(Section::Aliases).get(from as usize..to as usize)?;
        let mut text = String::new();
        std::io::Read::read_to_string(&mut flate2::read::DeflateDecoder::new(packed), &mut text).ok()?;
        Some(text)
    }

    /// The populated place nearest to a point within so many km, and its distance.
    pub fn nearest(&self, point: LatLon, within_km: f64) -> Option<(f64, u32)> {
        let table = self.section(Section::Cells);
        let count = (table.len() / 4) as u32;
        let row_at = |i: u32| u32_at(table, i as usize * 4).unwrap_or(0);
        let cell_of = |i: u32| {
            let point = self.point(row_at(i));
            format::cell(point.lat(), point.lon())
        };
        let dlat = (within_km / 111.0).min(180.0);
        let (south, north) = ((point.lat() - dlat).max(-90.0), (point.lat() + dlat).min(90.0));
        let narrow = libm::cos(south.abs().max(north.abs()).min(89.0).to_radians());
        let dlon = (dlat / narrow).min(180.0);
        let (west, east) = (point.lon() - dlon, point.lon() + dlon);
        // A window over the antimeridian is two windows.
        let mut windows = vec![(west.max(-180.0), east.min(180.0))];
        if west < -180.0 {
            windows.push((west + 360.0, 180.0));
        }
        if east > 180.0 {
            windows.push((-180.0, east - 360.0));
        }
        let mut best: Option<(f64, u32)> = None;
        let mut lat = south;
        loop {
            for &(w, e) in &windows {
                let (first, last) = (format::cell(lat, w), format::cell(lat, e));
                let from = search(0, count, |i| cell_of(i) < first);
                for i in from..count {
                    if cell_of(i) > last {
                        break;
                    }
                    let row = row_at(i);
                    let km = point.distance_km(self.point(row));
                    if km <= within_km && best.is_none_or(|b| km < b.0) {
                        best = Some((km, row));
                    }
                }
            }
            if lat >= north {
                return best;
            }
            lat = (lat + format::CELL_DEGREES).min(north);
        }
    }
}

fn point_of(r: &[u8; RECORD]) -> LatLon {
    let degrees = |at| f64::from(u32_at(r, at).unwrap_or(0) as i32) / format::PER_DEGREE;
    LatLon::wrapped(degrees(0), degrees(4))
}

/// First index in `low..high` for which `before` is false.
fn search(mut low: u32, mut high: u32, before: impl Fn(u32) -> bool) -> u32 {
    while low < high {
        let mid = low.midpoint(high);
        if before(mid) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    low
}

fn name_kind(byte: u8) -> NameKind {
    match byte {
        0 => NameKind::Primary,
        1 => NameKind::Alias,
        2 => NameKind::Abbreviation,
        3 => NameKind::Demonym,
        4 => NameKind::Former,
        _ => NameKind::Loose,
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

fn u16_in(r: &[u8; RECORD], at: usize) -> u16 {
    r.get(at..at + 2).map_or(0, |b| u16::from_le_bytes([b[0], b[1]]))
}

fn short_text(bytes: &[u8], at: usize) -> &str {
    let length = bytes.get(at).copied().unwrap_or(0) as usize;
    bytes
        .get(at.saturating_add(1)..)
        .and_then(|b| b.get(..length))
        .and_then(|b| std::str::from_utf8(b).ok())
        .unwrap_or("")
}
