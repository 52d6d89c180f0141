//! What single words tell: first names, titles, words of organisations, verbs of governments, common words.
//!
//! The lists stand in `assets/geoparse/` as plain text and are read once into one table of word hashes.

use rustc_hash::FxHashMap;
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

    /// Whether any of the classes is among them.
    pub(crate) fn has(self, classes: u16) -> bool {
        self.0 & classes != 0
    }
}

const NAMED: [(&str, u16); 9] = [
    ("title", Classes::TITLE),
    ("role", Classes::ROLE),
    ("organisation", Classes::ORGANISATION),
    ("government", Classes::GOVERNMENT),
    ("place-before", Classes::PLACE_BEFORE),
    ("geography", Classes::GEOGRAPHY),
    ("settlement-of", Classes::SETTLEMENT_OF),
    ("calendar", Classes::CALENDAR),
    ("direction", Classes::DIRECTION),
];

/// Hash of a word in lower case: the key of all word tables and features.
pub(crate) fn word_hash(word: &str) -> u32 {
    let mut hash = 0x811C_9DC5_u32;
    let mut step = |b: u8| hash = (hash ^ u32::from(b)).wrapping_mul(0x0100_0193);
    if word.is_ascii() {
        word.bytes().for_each(|b| step(b.to_ascii_lowercase()));
    } else {
        let mut buffer = [0; 4];
        for c in word.chars().flat_map(char::to_lowercase) {
            // Both apostrophes are one.
            let c = if c == '\u{2019}' { '\'' } else { c };
            c.encode_utf8(&mut buffer).bytes().for_each(&mut step);
        }
    }
    hash
}

/// The word classes.
pub(crate) struct Lexicon {
    table: FxHashMap<u32, Classes>,
}

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
        let mut table = FxHashMap::with_capacity_and_hasher(260_000, rustc_hash::FxBuildHasher);
        let mut add = |word: &str, class: u16| {
            let entry: &mut Classes = table.entry(word_hash(word)).or_default();
            entry.0 |= class;
        };
        first_names.lines().for_each(|w| add(w, Classes::FIRST_NAME));
        common.lines().for_each(|w| add(w, Classes::COMMON));
        names.lines().for_each(|w| add(w, Classes::NAME));
        let mut class = 0;
        for line in cues.lines().filter(|l| !l.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                class = NAMED.iter().find(|(n, _)| *n == name).map_or(0, |&(_, c)| c);
            } else {
                line.split_whitespace().for_each(|w| add(w, class));
            }
        }
        Self { table }
    }

    /// The classes of a word by its hash.
    pub(crate) fn classes(&self, hash: u32) -> Classes {
        self.table.get(&hash).copied().unwrap_or_default()
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
}
