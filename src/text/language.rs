//! Which language a text is in: by its script, then by its commonest little words.

use super::ascii::{self, HIGH, eight_from, run_of_letters};
use std::sync::OnceLock;

/// Little words that are frequent in one language and rare in the others of the table.
const LATIN: [(&str, &[&str]); 14] = [
    (
        "en",
        &["the", "and", "of", "to", "in", "that", "is", "was", "for", "with", "said", "from", "has", "have", "were"],
    ),
    (
        "fr",
        &["les", "des", "est", "dans", "et", "une", "pour", "qui", "sur", "pas", "avec", "plus", "du", "aux", "été"],
    ),
    (
        "de",
        &["der", "die", "und", "den", "das", "ist", "nicht", "mit", "sich", "auf", "für", "ein", "von", "dem", "im"],
    ),
    ("es", &["el", "los", "las", "del", "que", "por", "una", "con", "para", "se", "como", "más", "fue", "su", "y"]),
    (
        "it",
        &["il", "gli", "della", "che", "di", "per", "una", "sono", "con", "nel", "dei", "alla", "più", "anche", "è"],
    ),
    ("pt", &["os", "uma", "que", "não", "dos", "para", "com", "em", "por", "mais", "foi", "ao", "são", "às", "pela"]),
    (
        "nl",
        &["het", "een", "van", "en", "niet", "zijn", "dat", "voor", "met", "op", "aan", "ook", "bij", "wordt", "naar"],
    ),
    (
        "tr",
        &[
            "ve", "bir", "bu", "için", "ile", "olarak", "da", "de", "olan", "daha", "sonra", "çok", "dedi", "ise",
            "gibi",
        ],
    ),
    ("pl", &["nie", "na", "się", "jest", "do", "że", "przez", "jak", "od", "po", "oraz", "dla", "był", "są", "które"]),
    ("sv", &["och", "att", "det", "som", "är", "på", "för", "inte", "med", "har", "av", "till", "ett", "om", "från"]),
    ("ro", &["și", "în", "este", "cu", "la", "din", "pe", "pentru", "că", "nu", "mai", "care", "fost", "au", "sa"]),
    (
        "cs",
        &["že", "se", "na", "je", "byl", "jako", "ale", "které", "podle", "od", "pro", "jsou", "při", "také", "aby"],
    ),
    (
        "hu",
        &[
            "az", "hogy", "és", "nem", "egy", "is", "volt", "meg", "csak", "már", "mint", "szerint", "azt", "ezt",
            "pedig",
        ],
    ),
    (
        "id",
        &[
            "yang", "dan", "di", "untuk", "dengan", "pada", "dari", "ini", "itu", "tidak", "dalam", "akan", "oleh",
            "juga", "ke",
        ],
    ),
];

/// Bytes looked at: a language shows early.
const SAMPLE: usize = 2048;

/// ISO 639-1 code of the language `text` is in; `None` when there are too few words to tell.
pub fn detect(text: &str) -> Option<&'static str> {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = text.get(..end)?;
    let mut latin = sample.bytes().filter(u8::is_ascii_alphabetic).count() as u32;
    let (mut cyrillic, mut arabic) = (0_u32, 0_u32);
    let mut others = [0_u32; 7];
    let bytes = sample.as_bytes();
    let mut at = 0;
    while let Some(eight) = eight_from(bytes, at) {
        if eight & HIGH == 0 {
            at += 8;
            continue;
        }
        at += (eight & HIGH).trailing_zeros() as usize / 8;
        let Some(c) = sample.get(at..).and_then(|s| s.chars().next()) else { break };
        at += c.len_utf8();
        match c {
            '\u{C0}'..='\u{24F}' => latin += 1,
            '\u{400}'..='\u{4FF}' => cyrillic += 1,
            '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' => arabic += 1,
            '\u{370}'..='\u{3FF}' => others[0] += 1,
            '\u{590}'..='\u{5FF}' => others[1] += 1,
            '\u{4E00}'..='\u{9FFF}' => others[2] += 1,
            '\u{3040}'..='\u{30FF}' => others[3] += 1,
            '\u{AC00}'..='\u{D7AF}' => others[4] += 1,
            '\u{900}'..='\u{97F}' => others[5] += 1,
            '\u{E00}'..='\u{E7F}' => others[6] += 1,
            _ => {}
        }
    }
    let (which, most) = others.iter().copied().enumerate().max_by_key(|&(i, n)| (n, std::cmp::Reverse(i)))?;
    let top = latin.max(cyrillic).max(arabic);
    if most.max(top) < 12 {
        return None;
    }
    if most > top || (others[3] > 8 && others[3] * 4 > others[2]) {
        // Kana among Han characters means Japanese.
        return Some(match which {
            _ if others[3] * 8 > others[2].max(1) && others[3] > 4 => "ja",
            0 => "el",
            1 => "he",
            2 => "zh",
            4 => "ko",
            5 => "hi",
            _ => "th",
        });
    }
    if cyrillic == top {
        return Some(cyrillic_language(sample));
    }
    if arabic == top {
        return Some(arabic_language(sample));
    }
    latin_language(sample)
}

fn cyrillic_language(sample: &str) -> &'static str {
    let count = |set: &str| sample.chars().filter(|c| set.contains(*c)).count();
    let has = |set: &str| count(set) > 2;
    if has("їєґЇЄҐ") {
        "uk"
    } else if has("ўЎ") && has("іІ") {
        "be"
    } else if has("ҷӣӯҳҚҷ") {
        "tg"
    } else if has("әңұқғ") {
        "kk"
    } else if has("ђћџјљњ") {
        "sr"
    } else if count("ыэёЫЭ") == 0 && count("ъ") > 2 {
        "bg"
    } else {
        "ru"
    }
}

fn arabic_language(sample: &str) -> &'static str {
    let count = |set: &str| sample.chars().filter(|c| set.contains(*c)).count();
    if count("ټډړښڼېۍ") > 2 {
        "ps"
    } else if count("ٹڈڑںے") > 2 {
        "ur"
    } else if count("پچژگکی") > 2 {
        "fa"
    } else {
        "ar"
    }
}

fn latin_language(sample: &str) -> Option<&'static str> {
    let table = LittleWords::get();
    let counts = counts(sample, table);
    let mut scores = [0_u32; LATIN.len()];
    for &slot in &table.taken {
        let (mut languages, count) = (table.languages[slot], counts[slot]);
        while languages != 0 {
            scores[languages.trailing_zeros() as usize] += count;
            languages &= languages - 1;
        }
    }
    let (best, hits) = scores.iter().copied().enumerate().max_by_key(|&(i, n)| (n, std::cmp::Reverse(i)))?;
    (hits >= 2).then(|| LATIN.get(best).map(|(code, _)| *code)).flatten()
}

/// How often each little word stands in a text.
fn counts(sample: &str, table: &LittleWords) -> [u32; SLOTS] {
    // Words are counted where they stand in the table, and those that are no little words in the gaps between them: so
    // every word costs the same, and none has to be foreseen.
    let mut counts = [0_u32; SLOTS];
    let bytes = sample.as_bytes();
    // Up to where the words are counted.
    let mut done = 0;
    for block in (0..bytes.len()).step_by(64) {
        let (letters, high) = masks(bytes, block);
        if high != 0 {
            while done < bytes.len().min(block + 64) {
                done = word(sample, done.max(block), table, &mut counts);
            }
            continue;
        }
        // Where a word begins: at a letter behind none.
        let before = block > 0 && bytes[block - 1].is_ascii_alphabetic();
        let mut begins = letters & !(letters << 1 | u64::from(before));
        while begins != 0 {
            let bit = begins.trailing_zeros();
            begins &= begins - 1;
            let at = block + bit as usize;
            let length = (!(letters >> bit)).trailing_zeros() as usize;
            if at < done {
                continue;
            }
            let ends = bytes.get(block + 64).is_none_or(|b| b.is_ascii() && !b.is_ascii_alphabetic());
            if bit as usize + length >= 64 && !ends {
                // It goes on behind the block.
                done = word(sample, at, table, &mut counts);
            } else if length <= LONGEST {
                let eight = eight_from(bytes, at).unwrap_or(0) | 0x2020_2020_2020_2020;
                // The first byte counts most.
                counts[table.slot(eight.swap_bytes() >> (64 - 8 * length))] += 1;
            }
        }
    }
    counts
}

/// Which of the sixty-four bytes from `at` on are ASCII letters, and which stand outside ASCII.
fn masks(bytes: &[u8], at: usize) -> (u64, u64) {
    // The high bits of eight bytes as one byte.
    let gather = |bits: u64| ((bits & HIGH) >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    let (mut letters, mut high) = (0, 0);
    for i in 0..8 {
        let Some(eight) = eight_from(bytes, at + 8 * i) else { break };
        letters |= gather(ascii::letters(eight)) << (8 * i);
        high |= gather(eight) << (8 * i);
    }
    (letters, high)
}

/// Counts the word that begins at `at`, if one does, and gives where to go on behind what follows it.
fn word(sample: &str, at: usize, table: &LittleWords, counts: &mut [u32; SLOTS]) -> usize {
    let bytes = sample.as_bytes();
    let mut length = run_of_letters(bytes, at).0;
    let mut key = match eight_from(bytes, at) {
        Some(eight) if (1..=LONGEST).contains(&length) => {
            (eight | 0x2020_2020_2020_2020).swap_bytes() >> (64 - 8 * length)
        }
        _ => 0,
    };
    if bytes.get(at + length).is_some_and(|&b| b >= 0x80) {
        let rest = sample.get(at..).unwrap_or("");
        length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        key = rest.get(..length).filter(|w| w.len() < 12).and_then(|w| packed(&w.to_lowercase())).unwrap_or(0);
    }
    if key != 0 {
        counts[table.slot(key)] += 1;
    }
    let behind = at + length;
    behind + sample.get(behind..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
}

/// The little words, each packed into one number, in a table with open addresses: a word of a text costs one look.
struct LittleWords {
    keys: [u64; SLOTS],
    /// One bit for each language of [`LATIN`].
    languages: [u16; SLOTS],
    /// Where words stand.
    taken: Vec<usize>,
}

/// Slots, a power of two: more than twice as many as there are little words.
const SLOTS: usize = 1024;

impl LittleWords {
    fn get() -> &'static Self {
        static TABLE: OnceLock<LittleWords> = OnceLock::new();
        TABLE.get_or_init(|| {
            let mut table = Self { keys: [0; SLOTS], languages: [0; SLOTS], taken: Vec::new() };
            for (language, (_, words)) in LATIN.iter().enumerate() {
                for key in words.iter().filter_map(|w| packed(w)) {
                    let slot = table.slot(key);
                    table.keys[slot] = key;
                    table.languages[slot] |= 1 << language;
                }
            }
            table.taken = (0..SLOTS).filter(|&slot| table.languages[slot] != 0).collect();
            table
        })
    }

    /// The slot of a key, or the empty one where it would stand.
    fn slot(&self, key: u64) -> usize {
        let mut at = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 54) as usize;
        while self.keys[at] != 0 && self.keys[at] != key {
            at = (at + 1) % SLOTS;
        }
        at
    }
}

/// Bytes of the longest little word.
const LONGEST: usize = 8;

/// A short word in lower case as one number.
fn packed(word: &str) -> Option<u64> {
    (1..=LONGEST).contains(&word.len()).then(|| word.bytes().fold(0, |key, b| key << 8 | u64::from(b)))
}

#[cfg(test)]
mod tests {
    use super::detect;

    #[test]
    fn little_words_fit_their_table() {
        for (i, (_, words)) in super::LATIN.iter().enumerate() {
            let bits = |w: &&str| {
                super::packed(w)
                    .map_or(0, |key| super::LittleWords::get().languages[super::LittleWords::get().slot(key)])
            };
            assert!(words.iter().all(|w| bits(w) >> i & 1 == 1), "{words:?}");
        }
    }

    #[test]
    fn words_are_counted_whatever_blocks_they_stand_in() {
        let text = "The été and the was, que—los Für das x1the nicht sé théâtre und 'the' of_the ".repeat(9);
        for from in text.char_indices().map(|(i, _)| i).take(150) {
            let (sample, table) = (&text[from..], super::LittleWords::get());
            let mut one_by_one = [0; super::SLOTS];
            let mut at = 0;
            while at < sample.len() {
                at = super::word(sample, at, table, &mut one_by_one);
            }
            let blocks = super::counts(sample, table);
            let known = |counts: &[u32; super::SLOTS]| -> Vec<u32> {
                counts.iter().zip(&table.languages).filter(|(_, l)| **l != 0).map(|(n, _)| *n).collect()
            };
            assert_eq!(known(&blocks), known(&one_by_one), "{sample}");
        }
    }

    #[test]
    fn languages_are_told_by_script_and_little_words() {
        let cases = [
            ("The delegation left for the border on Thursday and was met by officials from the ministry.", "en"),
            ("La délégation est arrivée dans la ville avec les ministres des deux pays.", "fr"),
            ("Die Delegation ist am Donnerstag mit dem Zug in der Stadt angekommen und blieb nicht lange.", "de"),
            ("La delegación llegó el jueves a la capital con los ministros de las dos provincias.", "es"),
            ("La delegazione è arrivata giovedì nella capitale con il ministro che parla per gli altri.", "it"),
            ("Делегация прибыла в четверг в столицу и встретилась с министром, сообщили в эфире.", "ru"),
            ("Делегація прибула до столиці у четвер, її зустрів міністр; є й інші гості з України.", "uk"),
            ("هیئت روز پنجشنبه به پایتخت رسید و با وزیر گفتگو کرد", "fa"),
            ("وصل الوفد يوم الخميس إلى العاصمة واجتمع مع الوزير", "ar"),
            ("Heyet perşembe günü başkente geldi ve bakan ile bir görüşme için bu binada kaldı.", "tr"),
        ];
        for (text, code) in cases {
            assert_eq!(detect(text), Some(code), "{text}");
        }
        assert_eq!(detect("Kabul"), None);
        assert_eq!(detect(""), None);
    }
}
