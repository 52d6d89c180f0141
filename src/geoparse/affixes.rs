//! Little words that Arabic, Hebrew and Korean write together with a name: «وحلب», "and Aleppo"; «בחיפה», "in Haifa";
//! «서울에서», "in Seoul".

/// Arabic "and", "in", "to", "then", "like", and two of them together. The article belongs to the name.
const ARABIC: [&str; 8] = ["و", "ب", "ل", "ف", "ك", "وب", "ول", "فب"];
/// Hebrew "in", "to", "from", "and", and two of them together.
const HEBREW: [&str; 7] = ["ב", "ל", "מ", "ו", "וב", "ול", "ומ"];
/// Korean particles of case, place and topic.
const KOREAN: [&str; 21] = [
    "에서",
    "에",
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "의",
    "와",
    "과",
    "도",
    "로",
    "으로",
    "까지",
    "부터",
    "에는",
    "에서는",
    "에서의",
    "에도",
    "만",
];

/// Letters that a name has at least beside them; a Korean syllable counts for two.
const SHORTEST: usize = 3;

/// A word without little words, and how many bytes of these stand before and behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bare<'a> {
    pub(super) rest: &'a str,
    pub(super) before: usize,
    pub(super) behind: usize,
}

/// What a word may be without the little words written together with it.
pub(super) fn bare(word: &str) -> Vec<Bare<'_>> {
    let before = |list: &[&str]| -> Vec<Bare<'_>> {
        list.iter().filter_map(|l| Some(Bare { rest: word.strip_prefix(l)?, before: l.len(), behind: 0 })).collect()
    };
    let mut out = match word.chars().next() {
        Some('\u{620}'..='\u{64A}') => before(&ARABIC),
        Some('\u{5D0}'..='\u{5EA}') => before(&HEBREW),
        Some('\u{AC00}'..='\u{D7A3}') => {
            let behind = |l: &&str| Some(Bare { rest: word.strip_suffix(l)?, before: 0, behind: l.len() });
            KOREAN.iter().filter_map(behind).collect()
        }
        _ => Vec::new(),
    };
    let weight = |c: char| if matches!(c, '\u{AC00}'..='\u{D7A3}') { 2 } else { 1 };
    out.retain(|b| b.rest.chars().map(weight).sum::<usize>() >= SHORTEST);
    out
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn little_words_are_taken_away() {
        let of = |word| bare(word).iter().map(|b| b.rest).collect::<Vec<_>>();
        assert_eq!(of("وحلب"), ["حلب"]);
        assert_eq!(of("وببغداد"), ["ببغداد", "بغداد"]);
        assert_eq!(of("בחיפה"), ["חיפה"]);
        assert_eq!(of("서울에서"), ["서울"]);
        assert!(of("ولد").is_empty());
        assert!(of("Wabash").is_empty());
        for word in ["وحلب", "서울에서"] {
            let b = bare(word)[0];
            assert_eq!(&word[b.before..word.len() - b.behind], b.rest);
        }
    }
}
