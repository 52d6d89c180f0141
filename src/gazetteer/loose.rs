//! A looser key than the normal form: one for the many ways a sound of Cyrillic, Arabic, Persian or Turkic is
//! written in Latin letters. Asked only when nothing is found exactly, and never stronger than "perhaps".
//!
//! The rules are ours, drawn from how the gazetteer's own names differ among themselves.

use super::FeatureClass;
use super::entry::Entry;

/// Letters that a key must have, at the least, to be worth asking for.
const SHORTEST: usize = 5;

/// Articles that Arabic names bear or not.
const ARTICLES: [&str; 12] = ["al", "el", "ul", "ar", "as", "ash", "at", "ad", "az", "an", "adh", "il"];

/// Groups of letters and what they become, longest first.
const GROUPS: [(&str, &str); 34] = [
    ("shch", "sh"),
    ("dzh", "j"),
    ("tch", "ch"),
    ("sch", "sh"),
    ("yya", "ia"),
    ("iya", "ia"),
    ("iye", "ie"),
    ("dj", "j"),
    ("zh", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("ph", "f"),
    ("dh", "d"),
    ("th", "t"),
    ("ts", "c"),
    ("tz", "c"),
    ("ks", "x"),
    ("iy", "i"),
    ("yy", "i"),
    ("yi", "i"),
    ("ij", "i"),
    ("ay", "i"),
    ("ai", "i"),
    ("ei", "i"),
    ("ey", "i"),
    ("oe", "u"),
    ("ue", "u"),
    ("ou", "u"),
    ("oo", "u"),
    ("au", "u"),
    ("aw", "u"),
    ("ow", "u"),
    ("ee", "i"),
    ("ae", "i"),
];

/// Countries whose names reach Latin letters by more than one way, sorted.
const TRANSLITERATED: [&str; 68] = [
    "AE", "AF", "AM", "AZ", "BD", "BG", "BH", "BT", "BY", "CN", "CY", "DJ", "DZ", "EG", "EH", "ER", "ET", "GE", "GR",
    "IL", "IN", "IQ", "IR", "JO", "JP", "KG", "KH", "KM", "KP", "KR", "KW", "KZ", "LA", "LB", "LK", "LY", "MA", "MD",
    "ME", "MK", "ML", "MM", "MN", "MR", "MV", "NE", "NP", "OM", "PK", "PS", "QA", "RS", "RU", "SA", "SD", "SN", "SO",
    "SS", "SY", "TD", "TH", "TJ", "TM", "TN", "TR", "UA", "UZ", "YE",
];

/// Whether a feature's names are worth loose keys: it lies where spellings vary, and is more than a division of a
/// division or a bare airport.
pub fn varies(entry: &Entry) -> bool {
    let there = entry.country.is_some_and(|c| TRANSLITERATED.binary_search(&c.code()).is_ok());
    there && entry.class != FeatureClass::S && entry.code != "ADM2"
}

/// The loose key of a normal form; `None` when it is not Latin or too short to say anything.
pub fn loose_key(normal: &str) -> Option<String> {
    if !normal.is_ascii() || normal.len() < SHORTEST || normal.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut out = String::with_capacity(normal.len());
    let several = normal.contains(' ');
    for word in normal.split(' ') {
        if !(several && ARTICLES.contains(&word)) {
            fold_word(word, &mut out);
        }
    }
    (out.len() >= SHORTEST).then_some(out)
}

fn fold_word(word: &str, out: &mut String) {
    let mut rest = word;
    let mut last = None;
    'letters: while let Some(c) = rest.chars().next() {
        let (text, used) = 'group: {
            for (group, text) in GROUPS {
                if rest.starts_with(group) {
                    break 'group (text, group.len());
                }
            }
            let text = match c {
                'y' | 'e' => "i",
                'o' | 'w' => "u",
                'q' | 'c' if !rest.starts_with("ch") => "k",
                'v' if last == Some('v') => "",
                // A silent ending: "Hudaydah", "Hudayda".
                'h' if rest.len() == 1 && matches!(last, Some('a' | 'i')) => break 'letters,
                _ => rest.get(..1).unwrap_or(""),
            };
            (text, 1)
        };
        for letter in text.chars() {
            // Doubled letters count once.
            if last != Some(letter) {
                out.push(letter);
            }
            last = Some(letter);
        }
        rest = rest.get(used..).unwrap_or("");
    }
}

#[cfg(test)]
mod tests {
    use super::loose_key;

    #[track_caller]
    fn same(a: &str, b: &str) {
        assert!(loose_key(a).is_some(), "{a} has no key");
        assert_eq!(loose_key(a), loose_key(b), "{a} / {b}");
    }

    #[test]
    fn transliterations_meet() {
        same("pyandzh", "pyanj");
        same("nizhniy novgorod", "nizhny novgorod");
        same("kunduz", "konduz");
        same("helmand", "hilmand");
        same("al hudaydah", "hodeida");
        same("khorog", "khorugh");
        same("panjshir", "panjsher");
        same("muhammad agha", "mohammad agha");
    }

    #[test]
    fn short_or_foreign_names_have_no_key() {
        assert_eq!(loose_key("oslo"), None);
        assert_eq!(loose_key("кабул"), None);
        assert_eq!(loose_key("al ain"), None);
    }
}
