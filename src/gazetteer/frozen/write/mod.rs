//! Freezes entries into a `.gaz` file, as many as the format counts, in bounded memory: entries are laid aside as they
//! come, names are sorted in runs. Same entries, same bytes, in whatever order they came.

mod index;
mod parts;
mod sort;
mod spill;
mod tables;

pub(in crate::gazetteer) use sort::Sorter;

use super::format::{self, Section, flag};
use crate::gazetteer::entry::Entry;
use crate::gazetteer::{FeatureClass, PlaceId};
use flate2::{Compression, write::DeflateEncoder};
use index::Index;
use parts::Parts;
use spill::Spill;
use std::io::{Cursor, Seek, Write};
use std::ops::ControlFlow;
use std::path::Path;
use tables::Tables;

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
    /// What is laid aside could not be written or read.
    #[error("cannot be written: {0}")]
    Written(#[from] std::io::Error),
    /// Whoever watches the progress said so.
    #[error("stopped")]
    Stopped,
}

/// Of several entries with one id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubles {
    /// None may be: it is a mistake of whoever made them.
    Refuse,
    /// The last that came holds.
    LastHolds,
}

/// Rows between two looks at whether to go on.
const STEP: usize = 1 << 12;
/// Most features of a file; what a reference into it can count.
const MOST: usize = 1 << 24;

/// The bytes of a file that holds `entries`; `layers` are the name and credit of each origin.
///
/// # Errors
/// When there are more of something than the format can count, or two entries share an id.
pub fn freeze(entries: &[Entry], layers: &[(&str, &str)]) -> Result<Vec<u8>, FreezeError> {
    let mut freezer = Freezer::new(&std::env::temp_dir())?;
    for entry in entries {
        freezer.push(entry)?;
    }
    let mut file = Cursor::new(Vec::new());
    freezer.finish(layers, Doubles::Refuse, &mut file, &mut |_| ControlFlow::Continue(()))?;
    Ok(file.into_inner())
}

/// Takes entries one by one and makes a file of them. Memory: 16 bytes an entry, two buffers of 96 MB, and what the
/// index of names needs.
#[derive(Debug)]
pub struct Freezer {
    spill: Spill,
    /// GeoNames' ids, and where their entry is laid.
    numbered: Vec<(u32, u64)>,
    /// The other ids.
    slugs: Vec<(PlaceId, u64)>,
    tables: Tables,
    parts: Parts,
    index: Index,
}

impl Freezer {
    /// An empty one. What it lays aside goes into unnamed files of `folder`, which are gone when it is.
    ///
    /// # Errors
    /// When no file can be made there.
    pub fn new(folder: &Path) -> Result<Self, FreezeError> {
        Ok(Self {
            spill: Spill::new(folder)?,
            numbered: Vec::new(),
            slugs: Vec::new(),
            tables: Tables::default(),
            parts: Parts::new(folder),
            index: Index::new(folder),
        })
    }

    /// Adds an entry.
    ///
    /// # Errors
    /// When it cannot be laid aside, or there are too many.
    pub fn push(&mut self, entry: &Entry) -> Result<(), FreezeError> {
        limit("features", self.len() + 1, MOST)?;
        self.tables.take(entry);
        let at = self.spill.push(entry)?;
        match entry.id.geonameid() {
            Some(number) => self.numbered.push((number, at)),
            None => self.slugs.push((entry.id.clone(), at)),
        }
        Ok(())
    }

    /// How many entries came.
    pub fn len(&self) -> usize {
        self.numbered.len() + self.slugs.len()
    }

    /// Whether none came.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Writes the file from where `out` stands, which must be its beginning, and gives the number of features.
    /// `watch` is told now and then which share (0 to 1) is done, and may stop it.
    ///
    /// # Errors
    /// When two entries share an id that may not, something is more than the format counts, a file cannot be written,
    /// or `watch` stopped it.
    pub fn finish(
        mut self,
        layers: &[(&str, &str)],
        doubles: Doubles,
        out: &mut (impl Write + Seek),
        watch: &mut dyn FnMut(f64) -> ControlFlow<()>,
    ) -> Result<u32, FreezeError> {
        let order = self.order(doubles)?;
        self.tables.close()?;
        let lines = layers.iter().map(|(n, c)| [n, "\t", c, "\n"].concat()).collect::<Vec<_>>().concat();
        self.parts.get(Section::Layers)?.write_all(lines.as_bytes())?;
        let mut spill = self.spill.reader()?;
        let mut rows = Rows::default();
        for (row, &at) in order.iter().enumerate() {
            if row % STEP == 0 && watch(0.6 * row as f64 / order.len() as f64).is_break() {
                return Err(FreezeError::Stopped);
            }
            let entry = spill.read(at)?;
            let row = row as u32;
            self.tables.own_row(&entry, row);
            rows.add(&entry, row, &self.tables, &mut self.parts)?;
            self.index.add(&entry, row)?;
        }
        drop(spill);
        let count = order.len() as u32;
        drop(order);
        rows.close(&mut self.parts)?;
        self.tables.write(&mut self.parts)?;
        self.index.write(&mut self.parts, &mut |share| watch(0.6 + 0.35 * share))?;
        self.parts.assemble(format::VERSION, out)?;
        Ok(count)
    }

    /// Where the entries are laid, in the order of their ids: GeoNames' by number, then the others by text.
    fn order(&mut self, doubles: Doubles) -> Result<Vec<u64>, FreezeError> {
        // The place is part of the order, so that the last of several with one id is the last that came.
        self.numbered.sort_unstable();
        self.slugs.sort_unstable();
        if doubles == Doubles::Refuse {
            let same = self.numbered.windows(2).find(|w| w[0].0 == w[1].0).map(|w| PlaceId::geonames(w[0].0));
            let same = same.or_else(|| self.slugs.windows(2).find(|w| w[0].0 == w[1].0).map(|w| w[0].0.clone()));
            if let Some(id) = same {
                return Err(FreezeError::SameId(id.0));
            }
        }
        let mut order = Vec::with_capacity(self.len());
        order.extend(self.numbered.chunk_by(|a, b| a.0 == b.0).filter_map(|same| same.last()).map(|e| e.1));
        order.extend(self.slugs.chunk_by(|a, b| a.0 == b.0).filter_map(|same| same.last()).map(|e| e.1));
        (self.numbered, self.slugs) = (Vec::new(), Vec::new());
        Ok(order)
    }
}

fn limit(what: &'static str, count: usize, limit: usize) -> Result<(), FreezeError> {
    if count > limit { Err(FreezeError::TooMany { what, count, limit }) } else { Ok(()) }
}

/// A length byte and at most 255 bytes of text, cut between characters.
fn short_text(text: &str, out: &mut impl Write) -> std::io::Result<u8> {
    let mut end = text.len().min(255);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    out.write_all(&[end as u8])?;
    out.write_all(&text.as_bytes()[..end])?;
    Ok(end as u8)
}

/// The sections that are written row by row.
#[derive(Debug, Default)]
struct Rows {
    /// Other names of the rows of the present block: a line a row, its names parted by tabs.
    block: String,
    in_block: usize,
    /// Cells of populated places with their rows.
    cells: Vec<(u32, u32)>,
}

impl Rows {
    fn add(&mut self, e: &Entry, row: u32, tables: &Tables, parts: &mut Parts) -> Result<(), FreezeError> {
        let mut flags = e.origin << flag::ORIGIN_SHIFT;
        flags |= if e.approximate { flag::APPROXIMATE } else { 0 };
        let id = if let Some(number) = e.id.geonameid() {
            number
        } else {
            flags |= flag::SLUG;
            let slugs = parts.get(Section::Slugs)?;
            let at = slugs.len() as u32;
            short_text(&e.id.0, slugs)?;
            at
        };
        if e.valid != (None, None) {
            flags |= flag::YEARS;
            let years = parts.get(Section::Years)?;
            years.write_all(&row.to_le_bytes())?;
            years.write_all(&e.valid.0.unwrap_or(i16::MIN).to_le_bytes())?;
            years.write_all(&e.valid.1.unwrap_or(i16::MAX).to_le_bytes())?;
        }
        if !e.members.is_empty() {
            let line = [&row.to_string(), "\t", &e.members.join(" "), "\n"].concat();
            parts.get(Section::Members)?.write_all(line.as_bytes())?;
        }
        let names = parts.get(Section::Names)?;
        let name_at = names.len() as u32;
        let name_len = short_text(&e.name, names)?;
        let code = tables.code(e).to_le_bytes();
        let fixed = |deg: f64| (deg * format::PER_DEGREE).round() as i32;
        let mut rec = Vec::with_capacity(format::RECORD);
        rec.extend_from_slice(&fixed(e.point.lat()).to_le_bytes());
        rec.extend_from_slice(&fixed(e.point.lon()).to_le_bytes());
        rec.extend_from_slice(&e.population.to_le_bytes());
        rec.extend_from_slice(&((name_at + 1) | u32::from(e.fame()) << format::NAME_BITS).to_le_bytes());
        rec.extend_from_slice(&id.to_le_bytes());
        rec.extend_from_slice(&tables.admin1(e).to_le_bytes());
        rec.extend_from_slice(&tables.admin2(e).to_le_bytes());
        rec.extend_from_slice(&((e.radius_km * format::PER_KM).round().clamp(0.0, 65_535.0) as u16).to_le_bytes());
        let (country, speaks_for) = (tables.country(e.country), tables.country(e.speaks_for));
        rec.extend_from_slice(&[name_len, code[0], country, speaks_for, flags, code[1]]);
        parts.get(Section::Records)?.write_all(&rec)?;
        if let Some(outline) = &e.outline {
            Self::outline(row, parts)?;
            parts.get(Section::OutlineBytes)?.write_all(&outline.0)?;
        }
        if e.class == FeatureClass::P {
            // The cell of the point as the record keeps it, or the search by records would not find the edges.
            self.cells.push((format::cell(kept(e.point.lat()), kept(e.point.lon())), row));
        }
        for (i, (name, _)) in e.names.iter().enumerate() {
            if i > 0 {
                self.block.push('\t');
            }
            self.block.extend(name.chars().map(|c| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c }));
        }
        self.block.push('\n');
        self.in_block += 1;
        if self.in_block == format::ALIAS_BLOCK { self.close_block(parts) } else { Ok(()) }
    }

    /// Notes that a row's outline begins here, or, behind the last, that it ends.
    fn outline(row: u32, parts: &mut Parts) -> Result<(), FreezeError> {
        let at = parts.get(Section::OutlineBytes)?.len();
        limit("bytes of outlines", at as usize, u32::MAX as usize)?;
        let table = parts.get(Section::Outlines)?;
        table.write_all(&row.to_le_bytes())?;
        Ok(table.write_all(&(at as u32).to_le_bytes())?)
    }

    fn close_block(&mut self, parts: &mut Parts) -> Result<(), FreezeError> {
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::best());
        packer.write_all(self.block.as_bytes())?;
        let at = parts.get(Section::Aliases)?.len() as u32;
        parts.get(Section::AliasBlocks)?.write_all(&at.to_le_bytes())?;
        parts.get(Section::Aliases)?.write_all(&packer.finish()?)?;
        self.block.clear();
        self.in_block = 0;
        Ok(())
    }

    fn close(&mut self, parts: &mut Parts) -> Result<(), FreezeError> {
        if self.in_block > 0 {
            self.close_block(parts)?;
        }
        if parts.get(Section::Outlines)?.len() > 0 {
            Self::outline(u32::MAX, parts)?;
        }
        let at = parts.get(Section::Aliases)?.len();
        limit("bytes of other names", at as usize, u32::MAX as usize)?;
        limit("bytes of names", parts.get(Section::Names)?.len() as usize, (1 << format::NAME_BITS) - 1)?;
        parts.get(Section::AliasBlocks)?.write_all(&(at as u32).to_le_bytes())?;
        self.cells.sort_unstable();
        let cells = parts.get(Section::Cells)?;
        for (_, row) in &self.cells {
            cells.write_all(&row.to_le_bytes())?;
        }
        Ok(())
    }
}

/// Degrees as they come back from fixed point.
fn kept(degrees: f64) -> f64 {
    (degrees * format::PER_DEGREE).round() / format::PER_DEGREE
}
