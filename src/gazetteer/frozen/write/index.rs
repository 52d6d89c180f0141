//! The index of names: normal forms and looser keys, each an fst map, and the filter of first words.

use super::super::format::{self, Section};
use super::FreezeError;
use super::parts::Parts;
use super::sort::Sorter;
use crate::gazetteer::NameKind;
use crate::gazetteer::entry::Entry;
use crate::gazetteer::loose::{loose_key, varies};
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;

/// Bytes behind a form in a record of the sorters: a zero, rank, kind, row.
const TAIL: usize = 10;
/// Records between two looks at whether to go on.
const STEP: u64 = 1 << 14;

/// The names of the entries on their way into the index.
#[derive(Debug)]
pub(super) struct Index {
    exact: Sorter,
    loose: Sorter,
    scratch: Vec<u8>,
    records: u64,
}

impl Index {
    /// An empty one; what does not fit in memory goes into `folder`.
    pub(super) fn new(folder: &Path) -> Self {
        Self { exact: Sorter::new(folder), loose: Sorter::new(folder), scratch: Vec::new(), records: 0 }
    }

    /// Adds the names of a row.
    pub(super) fn add(&mut self, e: &Entry, row: u32) -> io::Result<()> {
        let loosely = varies(e);
        for (form, kind) in e.keys() {
            if kind <= NameKind::Alias
                && loosely
                && let Some(key) = loose_key(&form)
            {
                self.record(&key, e.rank(NameKind::Loose), NameKind::Loose, row);
                self.loose.push(&self.scratch)?;
            }
            self.record(&form, e.rank(kind), kind, row);
            self.exact.push(&self.scratch)?;
            self.records += 1;
        }
        Ok(())
    }

    /// Lays a record out so that bytes are in the order of form, rank, kind, row.
    fn record(&mut self, form: &str, rank: u32, kind: NameKind, row: u32) {
        let record = &mut self.scratch;
        record.clear();
        // The zero ends the form, so that a form goes before those it begins; none within it.
        record.extend(form.bytes().filter(|&b| b != 0));
        record.push(0);
        record.extend_from_slice(&rank.to_be_bytes());
        record.push(kind as u8);
        record.extend_from_slice(&row.to_be_bytes());
    }

    /// Writes its sections. `watch` is told the share that is done.
    pub(super) fn write(
        mut self,
        parts: &mut Parts,
        watch: &mut dyn FnMut(f64) -> ControlFlow<()>,
    ) -> Result<(), FreezeError> {
        let mut words = Words::default();
        let mut map = Map::new(parts, Section::Index)?;
        let (mut done, all) = (0, self.records as f64);
        self.exact.merged(|record| {
            done += 1;
            if done % STEP == 0 && watch(0.7 * done as f64 / all).is_break() {
                return Err(FreezeError::Stopped);
            }
            let (form, hit) = split(record);
            words.take(form);
            map.take(form, hit, parts)
        })?;
        map.close(parts)?;
        words.write(parts)?;
        if watch(0.7).is_break() {
            return Err(FreezeError::Stopped);
        }
        // A loose key that is itself an exact name is never asked for as loose.
        let mut map = Map::new(parts, Section::Loose)?;
        let mut exact = self.exact.merge()?;
        let mut at: Vec<u8> = Vec::new();
        let mut more = true;
        let mut last: Vec<u8> = Vec::new();
        self.loose.merged(|record| {
            let (key, hit) = split(record);
            while more && at.as_slice() < key {
                more = exact.next()?.is_some_and(|e| {
                    at.clear();
                    at.extend_from_slice(split(e).0);
                    true
                });
            }
            if (more && at == key) || record == last.as_slice() {
                return Ok::<(), FreezeError>(());
            }
            last.clear();
            last.extend_from_slice(record);
            map.take(key, hit, parts)
        })?;
        map.close(parts)
    }
}

/// Form and packed hit of a record.
fn split(record: &[u8]) -> (&[u8], u32) {
    let (form, tail) = record.split_at(record.len().saturating_sub(TAIL));
    let row = tail.get(6..10).and_then(|b| b.try_into().ok()).map_or(0, u32::from_be_bytes);
    (form, format::pack_hit(tail.get(5).copied().unwrap_or(0), row))
}

/// An fst map while it is written, and its longer postings.
struct Map {
    section: Section,
    builder: fst::MapBuilder<Vec<u8>>,
    form: Vec<u8>,
    hits: Vec<u32>,
}

impl Map {
    fn new(parts: &mut Parts, section: Section) -> Result<Self, FreezeError> {
        parts.get(section)?;
        Ok(Self { section, builder: fst::MapBuilder::memory(), form: Vec::new(), hits: Vec::new() })
    }

    fn take(&mut self, form: &[u8], hit: u32, parts: &mut Parts) -> Result<(), FreezeError> {
        if self.form != form {
            self.end_form(parts)?;
            self.form.clear();
            self.form.extend_from_slice(form);
        }
        self.hits.push(hit);
        Ok(())
    }

    fn end_form(&mut self, parts: &mut Parts) -> Result<(), FreezeError> {
        let value = match self.hits.as_slice() {
            [] => return Ok(()),
            [one] => format::single(*one),
            hits => {
                let postings = parts.get(Section::Postings)?;
                let at = postings.len();
                postings.write_all(&(hits.len() as u32).to_le_bytes())?;
                for hit in hits {
                    postings.write_all(&hit.to_le_bytes())?;
                }
                format::several(at as usize)
            }
        };
        self.builder.insert(&self.form, value)?;
        self.hits.clear();
        Ok(())
    }

    fn close(mut self, parts: &mut Parts) -> Result<(), FreezeError> {
        self.end_form(parts)?;
        let bytes = self.builder.into_inner()?;
        Ok(parts.get(self.section)?.write_all(&bytes)?)
    }
}

/// The different first words of forms that come in order, as hashes.
#[derive(Default)]
struct Words {
    last: Vec<u8>,
    hashes: Vec<u64>,
}

impl Words {
    fn take(&mut self, form: &[u8]) {
        let word = form.split(|&b| b == b' ').next().unwrap_or(form);
        if self.hashes.is_empty() || self.last != word {
            self.last.clear();
            self.last.extend_from_slice(word);
            self.hashes.push(format::bloom_hash(word));
        }
    }

    fn write(&self, parts: &mut Parts) -> io::Result<()> {
        // Twelve bits a word and three probes: about one word in eighty passes wrongly.
        let bits = (self.hashes.len() as u64 * 12).next_power_of_two().clamp(64, 1 << 24);
        let mut filter = vec![0u8; (bits / 8) as usize];
        for &hash in &self.hashes {
            for bit in format::bloom_bits(hash, bits) {
                filter[(bit / 8) as usize] |= 1 << (bit % 8);
            }
        }
        parts.get(Section::FirstWords)?.write_all(&filter)
    }
}
