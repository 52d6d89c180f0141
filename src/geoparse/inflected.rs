//! Names in other cases than the first: «в Москве», «из Киева», «της Τουρκίας». The gazetteer has a name as it is cited;
//! Russian, Ukrainian and Greek write it so in one use of several.
//!
//! Works on normal forms, in which й is и, ё is е, ї is і, and Greek has neither accents nor a final sigma. The endings
//! are those of school grammars, of nouns and of adjectives; what they give are guesses, which the gazetteer confirms.

/// Endings of a case, and what the first case may have instead.
type Endings = [(&'static str, &'static [&'static str])];

/// Russian and Ukrainian.
const CYRILLIC: &Endings = &[
    ("а", &["", "о"]),
    ("у", &["", "а", "о"]),
    ("е", &["", "а", "о", "я", "ь", "и"]),
    ("ы", &["а"]),
    ("и", &["а", "я", "ь"]),
    ("ю", &["я", "ь", "и", "е"]),
    ("я", &["ь", "и", "е"]),
    ("і", &["а", "я", "ь", "", "о", "е"]),
    ("ом", &["", "о", "ыи", "ии", "ои", "ое"]),
    ("ем", &["ь", "и", "е", "", "ии", "ее"]),
    ("єм", &["и"]),
    ("ои", &["а", "ая"]),
    ("ою", &["а", "ая"]),
    ("еи", &["а", "я", "ая", "яя"]),
    ("ею", &["а", "я"]),
    ("єю", &["я"]),
    ("ью", &["ь"]),
    ("ові", &[""]),
    ("еві", &["", "ь"]),
    ("єві", &["и"]),
    ("ов", &["ы"]),
    ("ев", &["ы", "и"]),
    ("ів", &["и", "і"]),
    ("ам", &["ы", "и"]),
    ("ами", &["ы", "и"]),
    ("ах", &["ы", "и"]),
    ("ям", &["и", "і", "я"]),
    ("ями", &["и", "і"]),
    ("ях", &["и", "і"]),
    // Adjectives: «Нижнего Новгорода», «Южной Кореи», «Грозном».
    ("ого", &["ыи", "ии", "ои", "ое", "е"]),
    ("его", &["ии", "ее", "е"]),
    ("ому", &["ыи", "ии", "ои", "ое", "е"]),
    ("ему", &["ии", "ее", "е"]),
    ("ым", &["ыи", "ое", "ые"]),
    ("им", &["ии", "ое", "ее", "ие"]),
    ("ую", &["ая"]),
    ("юю", &["яя"]),
    ("ых", &["ые"]),
    ("их", &["ие", "і"]),
    ("ыми", &["ые"]),
    ("ими", &["ие", "і"]),
    ("оі", &["а"]),
    ("іи", &["а", "я"]),
    // A vowel that the first case alone has: Торжок, Елец, Кам'янець, Орёл.
    ("ка", &["ок"]),
    ("ку", &["ок"]),
    ("ке", &["ок"]),
    ("ком", &["ок"]),
    ("ца", &["ец"]),
    ("цу", &["ец"]),
    ("це", &["ец"]),
    ("цом", &["ец"]),
    ("льца", &["лец"]),
    ("льцу", &["лец"]),
    ("льце", &["лец"]),
    ("ця", &["ець"]),
    ("цю", &["ець"]),
    ("ці", &["ець"]),
    ("рла", &["рел"]),
    ("рлу", &["рел"]),
    ("рле", &["рел"]),
    // The genitive of what is cited in the plural: «Афин», «Черкас».
    ("", &["ы", "и"]),
];

/// Modern Greek.
const GREEK: &Endings = &[
    ("ασ", &["α"]),
    ("ησ", &["η"]),
    ("ου", &["οσ", "ο"]),
    ("ο", &["οσ"]),
    ("ων", &["εσ", "α", "οι"]),
    ("ουσ", &["οι", "οσ"]),
    ("εωσ", &["η"]),
];

/// Letters that a word keeps whatever its case.
const STEM: usize = 2;

fn endings(normal: &str) -> &'static Endings {
    match normal.chars().next() {
        Some('\u{400}'..'\u{530}') => CYRILLIC,
        Some('\u{370}'..'\u{400}') => GREEK,
        _ => &[],
    }
}

/// Whether a word is of a script whose languages are read in other cases.
pub(super) fn may_be(word: &str) -> bool {
    matches!(word.chars().next(), Some('\u{370}'..'\u{530}'))
}

/// What a word in normal form may be in its first case, beside itself; each once.
pub(super) fn first_cases(normal: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for (ending, firsts) in endings(normal) {
        // «Ельца»: a long ending is itself part of the word.
        let least = if ending.chars().count() > 3 { 0 } else { STEM - 1 };
        let Some(stem) = normal.strip_suffix(ending).filter(|s| s.chars().nth(least).is_some()) else { continue };
        // Only what ends in a consonant lacks an ending.
        if ending.is_empty() && stem.ends_with(is_vowel) {
            continue;
        }
        for first in *firsts {
            add(&[stem, first], &mut out);
            if matches!(*first, "" | "ь") && !ending.is_empty() {
                closed(stem, first, &mut out);
            }
        }
    }
    out.retain(|form| form != normal);
    out
}

/// Ukrainian has і where a syllable is closed and о, е or є where it is open: «Києва» is Київ, «Тернополя» Тернопіль.
fn closed(stem: &str, first: &str, out: &mut Vec<String>) {
    let Some((at, vowel)) = stem.char_indices().rev().nth(1) else { return };
    if let (true, Some((before, behind))) = (matches!(vowel, 'о' | 'е' | 'є'), stem.split_at_checked(at)) {
        let behind = behind.strip_prefix(vowel).unwrap_or(behind);
        add(&[before, "і", behind, first], out);
    }
}

fn add(parts: &[&str], out: &mut Vec<String>) {
    let form = parts.concat();
    if !out.contains(&form) {
        out.push(form);
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'а' | 'е' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я' | 'і' | 'є' | 'ь' | 'ъ')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalise::normalise;

    #[test]
    fn first_cases_are_among_the_guesses() {
        let cases = [
            ("Москву Москве Москвы Москвой", "Москва"),
            ("Киева Киеве Киеву Киевом", "Киев"),
            ("Києва Києві Києвом", "Київ"),
            ("Тернополя Тернополі", "Тернопіль"),
            ("Львова Львові", "Львів"),
            ("Одесі Одесу Одеси Одесою", "Одеса"),
            ("Россию России Россией", "Россия"),
            ("Росії Росію Росією", "Росія"),
            ("Казани Казанью", "Казань"),
            ("Ярославля Ярославле Ярославлем", "Ярославль"),
            ("Китая Китаю Китае Китаем", "Китай"),
            ("Афин Афинах Афинам", "Афины"),
            ("Черкас Черкасах", "Черкаси"),
            ("Чернівців Чернівцях", "Чернівці"),
            ("Нижнего Нижнем Нижнему", "Нижний"),
            ("Северной Северную", "Северная"),
            ("Київської Київській", "Київська"),
            ("Объединённых", "Объединённые"),
            ("Приморья Приморье", "Приморье"),
            ("Торжка Торжке", "Торжок"),
            ("Ельца Ельце", "Елец"),
            ("Оше Оша", "Ош"),
            ("Уфе Уфы", "Уфа"),
            ("Τουρκίας", "Τουρκία"),
            ("Κύπρου Κύπρο", "Κύπρος"),
            ("Αθήνας", "Αθήνα"),
            ("Θεσσαλονίκης", "Θεσσαλονίκη"),
            ("Κιέβου", "Κίεβο"),
            ("Ηνωμένων", "Ηνωμένες"),
        ];
        for (words, first) in cases {
            for word in words.split(' ') {
                let (word, first) = (normalise(word), normalise(first));
                assert!(word == first || first_cases(&word).contains(&first), "{word}: {:?}", first_cases(&word));
            }
        }
        assert!(first_cases("kabul").is_empty());
        assert!(first_cases("в").is_empty());
    }
}
