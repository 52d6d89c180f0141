//! A layer held in memory: what a reader's own file gives, indexed the same way as a compiled one.

use super::entry::Entry;
use super::intern::intern;
use super::loose::loose_key;
use super::{NameKind, PlaceId};
use rustc_hash::{FxHashMap, FxHashSet};

/// Entries with their index.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// Name of the layer.
    pub(super) name: String,
    /// Whom to credit.
    pub(super) credit: String,
    entries: Vec<Entry>,
    members: Vec<Vec<&'static str>>,
    ids: FxHashMap<PlaceId, u32>,
    index: FxHashMap<String, Vec<(u32, NameKind)>>,
    loose: FxHashMap<String, Vec<(u32, NameKind)>>,
    first_words: FxHashSet<String>,
}

impl Memory {
    /// Indexes entries; of two with one id the later wins.
    pub(super) fn new(name: impl Into<String>, credit: impl Into<String>, entries: Vec<Entry>) -> Self {
        let mut layer = Self { name: name.into(), credit: credit.into(), ..Self::default() };
        for entry in entries {
            let known = layer.ids.get(&entry.id).and_then(|&row| layer.entries.get_mut(row as usize));
            if let Some(known) = known {
                *known = entry;
            } else {
                layer.ids.insert(entry.id.clone(), layer.entries.len() as u32);
                layer.entries.push(entry);
            }
        }
        for (row, entry) in (0u32..).zip(&layer.entries) {
            for (form, kind) in entry.keys() {
                if let Some(word) = form.split(' ').next() {
                    layer.first_words.insert(word.to_owned());
                }
                if let Some(key) = loose_key(&form).filter(|_| kind <= NameKind::Alias) {
                    layer.loose.entry(key).or_default().push((row, NameKind::Loose));
                }
                layer.index.entry(form).or_default().push((row, kind));
            }
        }
        let rank = |hit: &(u32, NameKind)| layer.entries.get(hit.0 as usize).map_or(u32::MAX, |e| e.rank(hit.1));
        // Every list is sorted by itself; the order of the walk does not show.
        #[allow(clippy::iter_over_hash_type)]
        for hits in layer.index.values_mut().chain(layer.loose.values_mut()) {
            hits.sort_by_key(rank);
        }
        layer.members = layer.entries.iter().map(|e| e.members.iter().map(|m| intern(m)).collect()).collect();
        layer
    }

    /// How many features it holds.
    pub(super) fn len(&self) -> u32 {
        self.entries.len() as u32
    }

    /// A feature by row.
    pub(super) fn entry(&self, row: u32) -> Option<&Entry> {
        self.entries.get(row as usize)
    }

    /// All features in file order.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What a region is made of.
    pub(super) fn members(&self, row: u32) -> &[&str] {
        self.members.get(row as usize).map_or(&[], Vec::as_slice)
    }

    /// The row with a stable id.
    pub(super) fn by_id(&self, id: &PlaceId) -> Option<u32> {
        self.ids.get(id).copied()
    }

    /// Hits of a normal form.
    pub(super) fn lookup(&self, normal: &str) -> &[(u32, NameKind)] {
        self.index.get(normal).map_or(&[], Vec::as_slice)
    }

    /// Every name in normal form, in no order.
    pub(super) fn forms(&self) -> impl Iterator<Item = &str> {
        self.index.keys().map(String::as_str)
    }

    /// Hits of a loose key.
    pub(super) fn lookup_loose(&self, key: &str) -> &[(u32, NameKind)] {
        self.loose.get(key).map_or(&[], Vec::as_slice)
    }

    /// Whether a name begins with a word.
    pub(super) fn may_begin(&self, word: &str) -> bool {
        self.first_words.contains(word)
    }
}
