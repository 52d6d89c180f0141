//! Words that name a people or a language: "in Tamil and English", "speaks French" are no places.

use super::candidates::Name;
use super::features::Context;
use super::lexicon::has;
use crate::text::tokens::Gap;

/// Whether the word for a people stands for its language: "in Tamil and English", "speaks French", "the Uzbek language".
pub(super) fn is_language(context: &Context<'_>, name: &Name) -> bool {
    let scan = context.scan;
    if !has(&LANGUAGES, name.span.of(scan.text)) {
        return false;
    }
    let behind = scan.word(name.end);
    if matches!(scan.gap(name.end), Gap::Space | Gap::Hyphen) && has(&TELLS, behind) {
        return true;
    }
    // What follows must not be what it belongs to: "in French schools".
    let free = |n: &Name| scan.gap(n.end) != Gap::Space || has(&FREE, scan.word(n.end));
    let joins = |at: usize| matches!(scan.word(at), "and" | "or") && scan.gap(at) == Gap::Space;
    let follows = |n: &Name| joins(n.end).then(|| context.name_at(n.end + 1)).flatten();
    if !free(name) || follows(name).is_some_and(|n| context.facts(n).is_some_and(|f| f.demonym) && !free(n)) {
        return false;
    }
    // Of several the first is asked for what stands before it.
    let mut first = name.first;
    if let Some(at) = first.checked_sub(1).filter(|&at| joins(at))
        && let Some(n) = context.name_ending_at(at).filter(|n| context.facts(n).is_some_and(|f| f.demonym))
    {
        first = n.first;
    }
    let Some(before) = first.checked_sub(1) else { return false };
    if scan.gap(first) != Gap::Space {
        return false;
    }
    let word = scan.word(before);
    // Nobody calls the people "English" without an article; of other peoples a word must tell.
    let bare = name.span.of(scan.text) == "English"
        && !matches!(word, "the" | "The" | "an" | "An" | "are" | "were" | "being")
        && (!scan.is_capital(before)
            || matches!(word, "Although" | "Because" | "While" | "When" | "If" | "That" | "But" | "And"));
    bare || has(&SPOKEN, word)
}

/// The languages that share their name with a people or country in the world's layer.
const LANGUAGES: [&str; 105] = [
    "Afrikaans",
    "Albanian",
    "Amharic",
    "Arabic",
    "Armenian",
    "Azerbaijani",
    "Azeri",
    "Basque",
    "Belarusian",
    "Bengali",
    "Bosnian",
    "Breton",
    "Bulgarian",
    "Burmese",
    "Cantonese",
    "Catalan",
    "Chechen",
    "Chinese",
    "Croatian",
    "Czech",
    "Danish",
    "Dari",
    "Dutch",
    "English",
    "Estonian",
    "Farsi",
    "Fijian",
    "Filipino",
    "Finnish",
    "Flemish",
    "French",
    "Gaelic",
    "Galician",
    "Georgian",
    "German",
    "Greek",
    "Gujarati",
    "Hausa",
    "Hawaiian",
    "Hebrew",
    "Hindi",
    "Hungarian",
    "Icelandic",
    "Igbo",
    "Indonesian",
    "Irish",
    "Italian",
    "Japanese",
    "Kannada",
    "Kazakh",
    "Khmer",
    "Korean",
    "Kurdish",
    "Kyrgyz",
    "Lao",
    "Latin",
    "Latvian",
    "Lithuanian",
    "Macedonian",
    "Malay",
    "Malayalam",
    "Maltese",
    "Mandarin",
    "Maori",
    "Marathi",
    "Mongolian",
    "Nepali",
    "Norwegian",
    "Pashto",
    "Persian",
    "Polish",
    "Portuguese",
    "Punjabi",
    "Romanian",
    "Russian",
    "Samoan",
    "Serbian",
    "Sinhala",
    "Sinhalese",
    "Slovak",
    "Slovenian",
    "Somali",
    "Spanish",
    "Swahili",
    "Swedish",
    "Tagalog",
    "Tajik",
    "Tamil",
    "Tatar",
    "Telugu",
    "Thai",
    "Tibetan",
    "Tigrinya",
    "Tongan",
    "Turkish",
    "Turkmen",
    "Ukrainian",
    "Urdu",
    "Uyghur",
    "Uzbek",
    "Vietnamese",
    "Welsh",
    "Xhosa",
    "Yoruba",
    "Zulu",
];

/// Behind the word: it is the language.
const TELLS: [&str; 13] = [
    "alphabet",
    "dialect",
    "dialects",
    "grammar",
    "language",
    "languages",
    "lessons",
    "speaker",
    "speakers",
    "speaking",
    "subtitles",
    "translation",
    "vocabulary",
];

/// Behind the word: it belongs to nothing that follows.
const FREE: [&str; 25] = [
    "after", "and", "as", "at", "became", "becomes", "before", "but", "by", "for", "from", "has", "in", "is", "on",
    "or", "provides", "remains", "so", "than", "to", "was", "when", "will", "with",
];

/// Before the word: it is the language.
const SPOKEN: [&str; 25] = [
    "In",
    "broken",
    "fluent",
    "in",
    "into",
    "learn",
    "learned",
    "learning",
    "learns",
    "learnt",
    "plus",
    "speak",
    "speaking",
    "speaks",
    "spoke",
    "spoken",
    "studied",
    "studies",
    "study",
    "studying",
    "taught",
    "teach",
    "teaches",
    "teaching",
    "translated",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!([&LANGUAGES[..], &TELLS, &FREE, &SPOKEN].iter().all(|list| list.is_sorted()));
    }
}
