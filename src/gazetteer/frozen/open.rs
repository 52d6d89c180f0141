//! Opening a compiled gazetteer: what is checked before its bytes are trusted.

use super::format::{self, HEADER, MAGIC, RECORD, Section, TABLE_ENTRY, VERSION};
use super::{Bytes, Frozen, Slice, intern, search, u32_at};
use crate::gazetteer::{Country, FeatureClass};
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// Why a file does not open as a gazetteer. Every message names the path.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It cannot be read at all.
    #[error("{path}: cannot be read: {source}")]
    Read {
        /// Path as given.
        path: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// Its first bytes are something else.
    #[error("{path}: not a compiled gazetteer")]
    NotAGazetteer {
        /// Path as given.
        path: String,
    },
    /// Another program version wrote it.
    #[error("{path}: a gazetteer of format version {found}; this program reads versions up to {VERSION}")]
    OtherVersion {
        /// Path as given.
        path: String,
        /// Its version.
        found: u32,
    },
    /// It ends too early.
    #[error("{path}: truncated: {found} of {expected} bytes")]
    Truncated {
        /// Path as given.
        path: String,
        /// Bytes the header promises.
        expected: u64,
        /// Bytes there are.
        found: u64,
    },
    /// A checksum or an inner bound is wrong.
    #[error("{path}: corrupt: {what}")]
    Corrupt {
        /// Path as given.
        path: String,
        /// What is wrong.
        what: &'static str,
    },
}

impl Frozen {
    /// Opens a file, with all its checksums verified.
    ///
    /// # Errors
    /// When it cannot be read, is something else, of another version, cut short, or damaged.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        let shown = path.display().to_string();
        let read = |source| OpenError::Read { path: shown.clone(), source };
        Self::mapped(&File::open(path).map_err(read)?, &shown)
    }

    /// Opens a file that is open already; `shown` is what messages call it.
    ///
    /// # Errors
    /// As [`Frozen::open`].
    pub fn mapped(file: &File, shown: &str) -> Result<Self, OpenError> {
        let shown = shown.to_owned();
        let read = |source| OpenError::Read { path: shown.clone(), source };
        if file.metadata().map_err(read)?.len() == 0 {
            return Err(OpenError::Truncated { path: shown, expected: HEADER as u64, found: 0 });
        }
        // SAFETY: the map is read only, and every read is bounds-checked; a file that another program changes
        // under us can give wrong names, never memory errors (short of the file being cut, which the system signals).
        let map = unsafe { memmap2::Mmap::map(file) }.map_err(read)?;
        Self::from_bytes(Bytes::Mapped(map), &shown, true)
    }

    /// Opens bytes that the program carries. Their body was verified when they were tested, not now.
    ///
    /// # Errors
    /// As [`Frozen::open`], short of the body's checksum.
    pub fn carried(bytes: &'static [u8]) -> Result<Self, OpenError> {
        Self::from_bytes(Bytes::Carried(bytes), "the carried gazetteer", false)
    }

    /// Verifies the checksum of carried bytes.
    ///
    /// # Errors
    /// As [`Frozen::open`].
    pub fn verify(bytes: &'static [u8]) -> Result<(), OpenError> {
        Self::from_bytes(Bytes::Carried(bytes), "the carried gazetteer", true).map(|_| ())
    }

    fn from_bytes(bytes: Bytes, path: &str, verify: bool) -> Result<Self, OpenError> {
        let corrupt = |what| OpenError::Corrupt { path: path.to_owned(), what };
        let data = bytes.as_ref();
        if data.get(..8) != Some(&MAGIC[..]) {
            return Err(OpenError::NotAGazetteer { path: path.to_owned() });
        }
        let found = data.len() as u64;
        let truncated = |expected| OpenError::Truncated { path: path.to_owned(), expected, found };
        let head = data.get(..HEADER).ok_or_else(|| truncated(HEADER as u64))?;
        let version = u32_at(head, 8).unwrap_or(0);
        if !(1..=VERSION).contains(&version) {
            return Err(OpenError::OtherVersion { path: path.to_owned(), found: version });
        }
        if u32_at(head, 28) != Some(crc(head.get(..28).unwrap_or(&[]))) {
            return Err(corrupt("the header's checksum is wrong"));
        }
        let expected = u64_at(head, 16);
        if expected > found {
            return Err(truncated(expected));
        }
        if expected < found {
            return Err(corrupt("there are bytes behind its end"));
        }
        if verify && u32_at(head, 24) != Some(crc(data.get(HEADER..).unwrap_or(&[]))) {
            return Err(corrupt("its checksum is wrong"));
        }
        let count = u32_at(head, 12).unwrap_or(0) as usize;
        let mut sections = vec![0..0; Section::ALL.len()];
        for i in 0..count.min(256) {
            let at = HEADER + i * TABLE_ENTRY;
            let entry = data.get(at..at + TABLE_ENTRY).ok_or_else(|| corrupt("its section table is short"))?;
            let Some(section) = Section::ALL.into_iter().find(|s| entry.get(..4) == Some(&s.tag()[..])) else {
                continue;
            };
            let (from, len) = (u64_at(entry, 8), u64_at(entry, 16));
            let to = from.checked_add(len).filter(|&to| to <= found);
            let to = to.ok_or_else(|| corrupt("a section lies outside the file"))?;
            if let Some(slot) = sections.get_mut(section as usize) {
                *slot = from as usize..to as usize;
            }
        }
        let bytes = Arc::new(bytes);
        let map = |section: Section| {
            let range = sections.get(section as usize).cloned().unwrap_or(0..0);
            fst::Map::new(Slice { bytes: Arc::clone(&bytes), range })
                .map_err(|_| corrupt("its name index is unreadable"))
        };
        let (index, loose) = (map(Section::Index)?, map(Section::Loose)?);
        let mut frozen = Self {
            bytes: Arc::clone(&bytes),
            sections,
            index,
            loose,
            codes: Vec::new(),
            countries: Vec::new(),
            members: Vec::new(),
            layers: Vec::new(),
            rows: 0,
            numbered: 0,
        };
        frozen.rows = (frozen.section(Section::Records).len() / RECORD) as u32;
        frozen.numbered = search(0, frozen.rows, |row| frozen.record(row)[30] & format::flag::SLUG == 0);
        frozen.small_tables().ok_or_else(|| corrupt("a table is unreadable"))?;
        Ok(frozen)
    }

    fn small_tables(&mut self) -> Option<()> {
        let text = |s| std::str::from_utf8(self.section(s)).ok();
        let codes = text(Section::Codes)?
            .lines()
            .map(|line| {
                let class = FeatureClass::from_letter(line.chars().next()?)?;
                Some((class, line.get(1..)?.to_owned()))
            })
            .collect::<Option<Vec<_>>>()?;
        let layers = text(Section::Layers)?
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .map(|(name, credit)| (name.to_owned(), credit.to_owned()))
            .collect();
        let mut members = Vec::new();
        for line in text(Section::Members)?.lines() {
            let (row, list) = line.split_once('\t')?;
            members.push((row.parse().ok()?, list.split(' ').map(intern).collect()));
        }
        let countries = self
            .section(Section::Countries)
            .chunks_exact(8)
            .map(|c| Some((Country([c[0], c[1]]), u32_at(c, 4).filter(|&row| row != u32::MAX))))
            .collect::<Option<Vec<_>>>()?;
        (self.codes, self.layers, self.members, self.countries) = (codes, layers, members, countries);
        Some(())
    }
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..at + 8).and_then(|b| b.try_into().ok()).map_or(0, u64::from_le_bytes)
}
