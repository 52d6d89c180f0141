//! The only normaliser: one form for building the gazetteer's index and for looking up the words of a text.
//!
//! It works word by word, so that a text's words can be normalised once and joined: `normalise(name)` is the
//! normal forms of `words(name)` joined by single blanks. Marks and case vanish for Latin, Greek and Cyrillic,
//! the variants of one letter become one in the Arabic script, everything else is only composed and folded to
//! its plain width. The form is a key, never shown. Nothing here knows a place name.

use unicode_normalization::UnicodeNormalization;

/// Whether a character belongs inside a word. All others (blanks, hyphens, dashes, commas, slashes, brackets …)
/// split words.
pub fn in_word(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric() || matches!(c, '.' | '\'' | '&' | '`')
    } else {
        c.is_alphanumeric() || vanishes(c) || is_kept_mark(c)
    }
}

/// The words of a text with their byte offsets: longest runs of [`in_word`] characters with at least one that is
/// left by [`normalise_word`]. A full stop after two or more letters ends a word when a letter follows
/// ("St.Petersburg" is two words, "U.S." and "D.C." one each).
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        loop {
            let tail = text.get(rest..)?;
            let start = rest + tail.find(in_word)?;
            let tail = text.get(start..)?;
            let mut end = start + tail.len();
            // Letters since the last full stop; a stop after two of them ends the word.
            let (mut letters, mut stopped, mut real) = (0usize, false, false);
            for (i, c) in tail.char_indices() {
                if !in_word(c) || (stopped && c.is_alphanumeric()) {
                    end = start + i;
                    break;
                }
                stopped = c == '.' && letters >= 2;
                if c == '.' {
                    letters = 0;
                } else if c.is_alphanumeric() || c == '&' {
                    letters += 1;
                    real = true;
                }
            }
            rest = end;
            if real {
                return Some((start, text.get(start..end)?));
            }
        }
    })
}

/// Appends the normal form of one word to `out` and nothing when no letter or digit is left.
///
/// "St", "Ste", "Mt", "Mts" and "Ft" become the words they stand for; "&" becomes "and".
pub fn normalise_word(word: &str, out: &mut String) {
    let from = out.len();
    if word.is_ascii() {
        for b in word.bytes() {
            match b {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => out.push(b.to_ascii_lowercase() as char),
                b'&' => out.push_str("and"),
                _ => {}
            }
        }
    } else {
        fold(word, out);
    }
    let long = match out.get(from..) {
        Some("st") => "saint",
        Some("ste") => "sainte",
        Some("mt") => "mount",
        Some("mts") => "mountains",
        Some("ft") => "fort",
        _ => return,
    };
    out.truncate(from);
    out.push_str(long);
}

/// The normal form of a whole name: its words, normalised one by one, joined by single blanks.
pub fn normalise(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for (_, word) in words(name) {
        let before = out.len();
        if before > 0 {
            out.push(' ');
        }
        let at = out.len();
        normalise_word(word, &mut out);
        if out.len() == at {
            out.truncate(before);
        }
    }
    out
}

/// The way of words outside ASCII: decompose, drop marks, fold letters, compose what is left.
fn fold(word: &str, out: &mut String) {
    let mut plain = String::with_capacity(word.len());
    let mut composes = false;
    for c in word.nfkd() {
        if vanishes(c) {
            continue;
        }
        match letter(c) {
            Folded::Text(s) => plain.push_str(s),
            Folded::Char(c) => {
                for lower in c.to_lowercase() {
                    // Lower-casing may bring a mark with it.
                    if !vanishes(lower) {
                        composes |= !lower.is_ascii() && (is_kept_mark(lower) || is_jamo(lower));
                        // A compatibility form may decompose into a bracket or a blank.
                        if lower.is_alphanumeric() || is_kept_mark(lower) {
                            plain.push(lower);
                        }
                    }
                }
            }
        }
    }
    if composes {
        out.extend(plain.nfc());
    } else {
        out.push_str(&plain);
    }
}

enum Folded {
    Char(char),
    Text(&'static str),
}

/// Letters that do not decompose although they are read as others, in either case.
fn letter(c: char) -> Folded {
    Folded::Text(match c {
        '&' => "and",
        'ß' | 'ẞ' => "ss",
        'ø' | 'Ø' | 'ɔ' | 'Ɔ' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' | 'ɖ' | 'Ɖ' | 'ɗ' | 'Ɗ' => "d",
        'þ' | 'Þ' => "th",
        'ı' => "i",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ħ' | 'Ħ' => "h",
        'ŋ' | 'Ŋ' => "n",
        'ŧ' | 'Ŧ' => "t",
        'ə' | 'Ə' => "a",
        'ɛ' | 'Ɛ' => "e",
        'ɓ' | 'Ɓ' => "b",
        'ƙ' | 'Ƙ' | 'ĸ' => "k",
        'ς' => "σ",
        // Arabic script: the forms of alef, yeh, kaf and heh that different languages' keyboards give.
        'ٱ' | 'ٲ' | 'ٳ' => "ا",
        'ى' | 'ی' | 'ې' | 'ۍ' | 'ێ' => "ي",
        'ک' | 'ڪ' => "ك",
        'ة' | 'ہ' | 'ھ' | 'ە' | 'ۃ' => "ه",
        '٠'..='٩' => return Folded::Char(digit(c, '٠')),
        '۰'..='۹' => return Folded::Char(digit(c, '۰')),
        '०'..='९' => return Folded::Char(digit(c, '०')),
        _ => return Folded::Char(c),
    })
}

fn digit(c: char, zero: char) -> char {
    char::from_digit(c as u32 - zero as u32, 10).unwrap_or(c)
}

/// Characters that leave no trace: apostrophes of every kind, full stops, marks of Latin, Greek, Cyrillic, Arabic
/// and Hebrew, tatweel, joiners, direction marks and soft hyphens.
fn vanishes(c: char) -> bool {
    matches!(c,
        '.' | '\'' | '`' | '´' | '¨' | '·' | '’' | '‘' | '‚' | '‛' | '′' | '″' | '＇' | '．'
        | '\u{02B0}'..='\u{02FF}'
        | '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}'
        | '\u{0591}'..='\u{05BD}' | '\u{05BF}'..='\u{05C7}' | '\u{05F3}' | '\u{05F4}'
        | '\u{0610}'..='\u{061A}' | '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}'
        | '\u{06D6}'..='\u{06DC}' | '\u{06DF}'..='\u{06E8}' | '\u{06EA}'..='\u{06ED}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}'
        | '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Marks that carry a sound where vowels are signs on consonants, and the voicing marks of kana.
fn is_kept_mark(c: char) -> bool {
    matches!(c,
        '\u{0900}'..='\u{0DFF}' | '\u{0E31}' | '\u{0E34}'..='\u{0E3A}' | '\u{0E47}'..='\u{0E4E}'
        | '\u{0EB1}' | '\u{0EB4}'..='\u{0EBC}' | '\u{0EC8}'..='\u{0ECE}' | '\u{0F71}'..='\u{0F84}'
        | '\u{0F90}'..='\u{0FBC}' | '\u{102B}'..='\u{103E}' | '\u{1056}'..='\u{1059}' | '\u{135D}'..='\u{135F}'
        | '\u{17B4}'..='\u{17D3}' | '\u{3099}' | '\u{309A}')
        && !matches!(c, '\u{0964}' | '\u{0965}' | '\u{0970}')
}

/// Conjoining Hangul letters, which compose to syllables again.
fn is_jamo(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11FF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, normal: &str) {
        assert_eq!(normalise(name), normal, "{name}");
        assert_eq!(normalise(normal), normal, "normalising twice changes {normal}");
    }

    #[test]
    fn latin() {
        check("U.S.", "us");
        check("Washington, D.C.", "washington dc");
        check("St. Louis", "saint louis");
        check("St.Petersburg", "saint petersburg");
        check("Mt Everest", "mount everest");
        check("Mazār-i-Sharīf", "mazar i sharif");
        check("Côte d’Ivoire", "cote divoire");
        check("Hawaiʻi", "hawaii");
        check("Łódź", "lodz");
        check("İzmir", "izmir");
        check("Trinidad & Tobago", "trinidad and tobago");
        check("  –Weiß , (Straße)  ", "weiss strasse");
        check("...'", "");
    }

    #[test]
    fn other_scripts() {
        check("Київ", "киів");
        check("Йошкар-Ола", "иошкар ола");
        check("Αθήνας", "αθηνασ");
        check("کابل", "كابل");
        check("كَابُل", "كابل");
        check("أفغانستان", "افغانستان");
        check("서울", "서울");
        check("ﾀｼｹﾝﾄ", "タシケント");
        check("Ｋａｂｕｌ", "kabul");
        check("喀布尔", "喀布尔");
        check("दिल्ली", "दिल्ली");
        check("กรุงเทพ", "กรุงเทพ");
    }

    #[test]
    fn words_know_where_they_stand() {
        let text = "Near Mazar-i-Sharif, the U.S. base";
        let found: Vec<_> = words(text).collect();
        assert_eq!(
            found,
            [(0, "Near"), (5, "Mazar"), (11, "i"), (13, "Sharif"), (21, "the"), (25, "U.S."), (30, "base")]
        );
    }
}
