//! What single words tell: first names, titles, words of organisations, verbs of governments, common words.
//!
//! The lists stand in `assets/geoparse/` as plain text and are read once into one table of word hashes.

use crate::text::normalise::normalise;
use std::sync::OnceLock;

/// A set of word classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Classes(pub(crate) u16);

impl Classes {
    pub(crate) const FIRST_NAME: u16 = 1;
    pub(crate) const TITLE: u16 = 2;
    pub(crate) const ROLE: u16 = 4;
    pub(crate) const ORGANISATION: u16 = 8;
    pub(crate) const GOVERNMENT: u16 = 16;
    pub(crate) const PLACE_BEFORE: u16 = 32;
    pub(crate) const GEOGRAPHY: u16 = 64;
    pub(crate) const SETTLEMENT_OF: u16 = 128;
    pub(crate) const CALENDAR: u16 = 256;
    pub(crate) const DIRECTION: u16 = 512;
    pub(crate) const COMMON: u16 = 1024;
    /// Heard as a person's name somewhere; says little alone.
    pub(crate) const NAME: u16 = 2048;
    /// Better known as a maker or what it makes than as the place of that name.
    pub(crate) const COMPANY: u16 = 4096;
    /// Says that what stands before it is an illness.
    pub(crate) const MALADY: u16 = 8192;

    /// Whether any of the classes is among them.
    pub(crate) fn has(self, classes: u16) -> bool {
        self.0 & classes != 0
    }
}

/// Classes of a word that hold in all its cases.
pub(crate) const IN_ALL_CASES: u16 = Classes::FIRST_NAME | Classes::NAME | Classes::COMMON;

const NAMED: [(&str, u16); 14] = [
    ("name", Classes::NAME),
    ("common", Classes::COMMON),
    ("first-name", Classes::FIRST_NAME),
    ("title", Classes::TITLE),
    ("role", Classes::ROLE),
    ("organisation", Classes::ORGANISATION),
    ("government", Classes::GOVERNMENT),
    ("place-before", Classes::PLACE_BEFORE),
    ("geography", Classes::GEOGRAPHY),
    ("settlement-of", Classes::SETTLEMENT_OF),
    ("calendar", Classes::CALENDAR),
    ("direction", Classes::DIRECTION),
    ("company", Classes::COMPANY),
    ("malady", Classes::MALADY),
];

/// Whether a word is in a sorted list.
pub(super) fn has(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

/// Whether a word in whatever case is one of those in a text of words.
pub(super) fn is_one(words: &str, word: &str) -> bool {
    !word.is_empty() && words.split_ascii_whitespace().any(|w| w.eq_ignore_ascii_case(word))
}

/// Hash of a word in lower case: the key of all word tables and features.
pub(crate) fn word_hash(word: &str) -> u32 {
    hash_on(BASIS, word)
}

/// The same for what follows upon something hashed before.
pub(crate) fn hash_on(mut hash: u32, word: &str) -> u32 {
    if word.is_ascii() {
        return word.bytes().fold(hash, |hash, b| step(hash, b.to_ascii_lowercase().into()));
    }
    let mut buffer = [0; 4];
    for c in word.chars().flat_map(char::to_lowercase) {
        // Both apostrophes are one.
        let c = if c == '\u{2019}' { '\'' } else { c };
        hash = c.encode_utf8(&mut buffer).bytes().fold(hash, |hash, b| step(hash, b.into()));
    }
    hash
}

/// Where a hash begins and how a byte (or a letter) enters it: FNV-1a (Fowler, Noll, Vo), 32 bits.
pub(crate) const BASIS: u32 = 0x811C_9DC5;

pub(crate) fn step(hash: u32, unit: u32) -> u32 {
    (hash ^ unit).wrapping_mul(0x0100_0193)
}

/// The word classes, in a table of hashes with open addresses: reading the lists is most of what a single article waits
/// for, so they are hashed in one run over their bytes and the table never grows.
pub(crate) struct Lexicon {
    /// Hashes, a hash of 0 as 1; 0 where nothing stands.
    keys: Vec<u32>,
    classes: Vec<u16>,
}

/// Slots are two to this power: twice as many as there are words.
const SLOTS: u32 = 19;

impl Lexicon {
    /// The lexicon carried in the binary.
    pub(crate) fn get() -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| {
            Self::read(
                include_str!("../../assets/geoparse/first-names.txt"),
                include_str!("../../assets/geoparse/common-words.txt"),
                include_str!("../../assets/geoparse/cues.txt"),
                include_str!("../../assets/geoparse/name-words.txt"),
            )
        })
    }

    fn read(first_names: &str, common: &str, cues: &str, names: &str) -> Self {
        let mut lexicon = Self { keys: vec![0; 1 << SLOTS], classes: vec![0; 1 << SLOTS] };
        lexicon.add_lines(first_names, Classes::FIRST_NAME);
        lexicon.add_lines(common, Classes::COMMON);
        lexicon.add_lines(names, Classes::NAME);
        let mut class = 0;
        for line in cues.lines().filter(|l| !l.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                class = NAMED.iter().find(|(n, _)| *n == name).map_or(0, |&(_, c)| c);
            } else {
                line.split_whitespace().for_each(|w| lexicon.add(word_hash(w), class));
                // These are asked for in normal form, too, as what stands in another case is.
                if class & IN_ALL_CASES != 0 {
                    line.split_whitespace().for_each(|w| lexicon.add(word_hash(&normalise(w)), class));
                }
            }
        }
        lexicon
    }

    /// Adds a list of words in ASCII, one a line; [`word_hash`] of each, word for word.
    fn add_lines(&mut self, list: &str, class: u16) {
        let mut hash = BASIS;
        for &byte in list.as_bytes() {
            if byte == b'\n' {
                self.add(hash, class);
                hash = BASIS;
            } else {
                hash = step(hash, byte.to_ascii_lowercase().into());
            }
        }
        if hash != BASIS {
            self.add(hash, class);
        }
    }

    /// The slot of a key, or the empty one where it would stand. The table is half empty, so there is one.
    fn slot(&self, key: u32) -> usize {
        let mut at = (key.wrapping_mul(0x9E37_79B9) >> (32 - SLOTS)) as usize;
        while self.keys.get(at).is_some_and(|&k| k != 0 && k != key) {
            at = (at + 1) % (1 << SLOTS);
        }
        at
    }

    fn add(&mut self, hash: u32, class: u16) {
        let key = hash.max(1);
        let at = self.slot(key);
        self.keys[at] = key;
        self.classes[at] |= class;
    }

    /// The classes of a word by its hash.
    pub(crate) fn classes(&self, hash: u32) -> Classes {
        Classes(self.classes[self.slot(hash.max(1))])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_its_words() {
        let lexicon = Lexicon::get();
        let classes = |w| lexicon.classes(word_hash(w));
        assert!(classes("President").has(Classes::TITLE));
        assert!(classes("Vladimir").has(Classes::FIRST_NAME));
        assert!(classes("reading").has(Classes::COMMON));
        assert!(classes("warned").has(Classes::GOVERNMENT));
        assert_eq!(classes("Kunduz"), Classes::default());
    }

    #[test]
    fn lists_are_plain_and_fill_half_the_table() {
        for list in ["first-names", "common-words", "name-words"] {
            let path = format!("{}/assets/geoparse/{list}.txt", env!("CARGO_MANIFEST_DIR"));
            let text = std::fs::read_to_string(path).unwrap();
            assert!(text.is_ascii(), "{list}: other letters need another way in");
            let lexicon = Lexicon::get();
            assert!(text.lines().all(|w| lexicon.classes(word_hash(w)) != Classes::default()), "{list}");
        }
        let full = Lexicon::get().keys.iter().filter(|&&k| k != 0).count();
        assert!(full * 10 < 6 << SLOTS, "{full} words");
    }
}
