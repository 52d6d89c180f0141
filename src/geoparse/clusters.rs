//! Words that are used alike, by number: what was learned of one word then also tells of its like.
//!
//! The table is made once by `dateline clusters` from vectors of words and carried as it is: hashes of words, rising,
//! each with the number of its cluster; clusters themselves are grouped into few large ones.

use super::lexicon::word_hash;
use std::sync::OnceLock;

const MAGIC: &[u8] = b"DLCL1\n";

/// The clusters of a word, the small one and the large one that holds it; 0 each for a word that has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cluster {
    pub(crate) small: u16,
    pub(crate) large: u16,
}

/// The table of words.
pub(crate) struct Clusters {
    /// By small cluster: the large one that holds it.
    larger: &'static [u8],
    /// Hashes of words, little-endian, rising.
    hashes: &'static [[u8; 4]],
    /// Their small clusters.
    small: &'static [[u8; 2]],
}

impl Clusters {
    /// The table carried in the binary.
    pub(crate) fn get() -> &'static Self {
        static CLUSTERS: OnceLock<Clusters> = OnceLock::new();
        const NONE: Clusters = Clusters { larger: &[], hashes: &[], small: &[] };
        CLUSTERS.get_or_init(|| Self::read(include_bytes!("../../assets/geoparse/clusters.bin")).unwrap_or(NONE))
    }

    pub(super) fn read(bytes: &'static [u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (counts, rest) = rest.split_first_chunk::<8>()?;
        let [a, b, c, d, e, f, g, h] = *counts;
        let clusters = u32::from_le_bytes([a, b, c, d]) as usize;
        let words = u32::from_le_bytes([e, f, g, h]) as usize;
        let (larger, rest) = rest.split_at_checked(clusters)?;
        let (hashes, small) = rest.split_at_checked(words.checked_mul(4)?)?;
        let (small, over) = small.as_chunks();
        (over.is_empty() && small.len() == words).then_some(Self { larger, hashes: hashes.as_chunks().0, small })
    }

    /// The clusters of a word by its hash.
    pub(crate) fn of(&self, hash: u32) -> Cluster {
        let found = self.hashes.binary_search_by_key(&hash, |h| u32::from_le_bytes(*h)).ok();
        let small = found.and_then(|at| self.small.get(at)).map(|s| u16::from_le_bytes(*s));
        let Some((small, &large)) = small.and_then(|s| Some((s, self.larger.get(s as usize)?))) else {
            return Cluster::default();
        };
        Cluster { small: small + 1, large: u16::from(large) + 1 }
    }
}

/// The bytes of a table: each word with its small cluster, and for each of those the large one. Of words that share a
/// hash the first counts.
pub(super) fn write<'w>(words: impl Iterator<Item = (&'w str, u16)>, larger: &[u8]) -> Vec<u8> {
    let mut table: Vec<(u32, u16)> = words.map(|(word, cluster)| (word_hash(word), cluster)).collect();
    table.sort_by_key(|&(hash, _)| hash);
    table.dedup_by_key(|(hash, _)| *hash);
    let mut out = MAGIC.to_vec();
    out.extend((larger.len() as u32).to_le_bytes());
    out.extend((table.len() as u32).to_le_bytes());
    out.extend(larger);
    table.iter().for_each(|(hash, _)| out.extend(hash.to_le_bytes()));
    table.iter().for_each(|(_, cluster)| out.extend(cluster.to_le_bytes()));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_carried_groups_like_words() {
        let of = |word: &str| Clusters::get().of(word_hash(word));
        assert!(of("said").small > 0);
        assert_eq!(of("Tuesday").small, of("Thursday").small);
        assert_ne!(of("Tuesday").large, of("ambassador").large);
        assert_eq!(of("qqqqq"), Cluster::default());
    }

    #[test]
    fn damaged_tables_are_none() {
        let table: &'static [u8] = write([("one", 0), ("two", 1)].into_iter(), &[0, 0]).leak();
        assert!(Clusters::read(table).is_some());
        for length in 0..table.len() {
            assert!(Clusters::read(&table[..length]).is_none(), "{length}");
        }
    }
}
