//! Which of the sources' aliases are names at all, and of which kind. What is thrown away here is noise: codes,
//! addresses, numbers, and machine transliterations.

use crate::gazetteer::entry::Entry;
use crate::gazetteer::{FeatureClass, NameKind};
use crate::text::normalise::normalise;

/// Whether an alias of a source is a name that a text may use.
pub(crate) fn is_name(alias: &str, name: &str) -> bool {
    let alias = alias.trim();
    if alias == name {
        return true;
    }
    let letters = alias.chars().filter(|c| c.is_alphabetic()).count();
    let ascii_letters = alias.bytes().filter(u8::is_ascii_alphabetic).count();
    if letters == 0
        || alias.len() > 120
        || alias.contains("://")
        || alias.contains("wikipedia")
        || alias.contains(['_', '[', ']', '{', '}', '<', '>', '=', '@', '|', '?'])
        || alias.bytes().any(|b| b.is_ascii_digit()) && letters < 4
    {
        return false;
    }
    let latin = alias.chars().find(|c| c.is_alphabetic()).is_some_and(|c| (c as u32) < 0x250);
    if !latin {
        return true;
    }
    // One letter of the Latin script, a code in capitals, or a transliteration by machine, which has no capitals.
    let capitals = alias.bytes().filter(u8::is_ascii_uppercase).count();
    if letters < 2 || (ascii_letters == letters && capitals == letters && letters <= 4) {
        return false;
    }
    alias.chars().any(char::is_uppercase) || name.chars().next().is_some_and(char::is_lowercase)
}

/// Whether a spelling is matched only with its capitals: "UAE", "U.S.", "DPRK".
pub(super) fn is_abbreviation(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    (2..=5).contains(&letters)
        && name.chars().all(|c| c.is_ascii_uppercase() || matches!(c, '.' | '&' | ' '))
        && name.chars().all(|c| c != ' ' || name.contains('.'))
}

/// Words that say what a division is, in front of or behind its own name.
const KINDS: [&str; 36] = [
    "Province",
    "Oblast",
    "Region",
    "Governorate",
    "State",
    "Prefecture",
    "Department",
    "Krai",
    "Kray",
    "Wilaya",
    "Voivodeship",
    "Canton",
    "County",
    "District",
    "Division",
    "Republic",
    "Viloyati",
    "Viloyat",
    "Welayat",
    "Velayat",
    "Municipality",
    "Rayon",
    "Raion",
    "Shi",
    "Sheng",
    "Muhafazat",
    "Ostan",
    "Parish",
    "Territory",
    "Zone",
    "Kommun",
    "Emirate",
    "Autonomous Region",
    "Autonomous Okrug",
    "Autonomous Oblast",
    "Island",
];

/// A division's own name without the word that says what it is; `None` when there is no such word.
pub(super) fn bare_name(name: &str) -> Option<&str> {
    let cut = |bare: &str| -> bool {
        // "Northern Province" and "West Region" are no names when cut.
        const DIRECTIONS: [&str; 16] = [
            "northern",
            "southern",
            "eastern",
            "western",
            "central",
            "north",
            "south",
            "east",
            "west",
            "capital",
            "upper",
            "lower",
            "northwest",
            "northeast",
            "southwest",
            "southeast",
        ];
        let lower = bare.to_lowercase();
        bare.chars().count() >= 3 && !lower.split(['-', ' ']).all(|w| DIRECTIONS.contains(&w) || w == "and")
    };
    for kind in KINDS.iter().rev() {
        if let Some(bare) = name.strip_suffix(kind).and_then(|n| n.strip_suffix(' ')) {
            return cut(bare).then_some(bare);
        }
    }
    for front in ["Provincia de ", "Provincia di ", "Provincia del ", "Departamento de ", "Província de ", "Estado de "]
    {
        if let Some(bare) = name.strip_prefix(front) {
            return cut(bare).then_some(bare);
        }
    }
    None
}

/// The last touches on an entry: abbreviations known by their shape, doubles in normal form dropped where the
/// spelling adds nothing.
pub(super) fn finish(mut entry: Entry) -> Entry {
    let area = matches!(entry.class, FeatureClass::A | FeatureClass::L);
    for (name, kind) in &mut entry.names {
        // Three Latin letters name no country or region in running text, whatever their case in some language.
        let tiny = name.is_ascii() && normalise(name).len() <= 3;
        if area && *kind == NameKind::Alias && (tiny || is_abbreviation(name)) {
            *kind = NameKind::Abbreviation;
        }
    }
    // A place's demonym or former name stays even where it equals an alias; normal forms are sorted out by kind later.
    entry.names.retain(|(n, _)| !normalise(n).is_empty());
    entry
}
