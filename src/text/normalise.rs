//! The only normaliser: one form for building the gazetteer's index and for looking up the words of a text.

/// Appends the normal form of one word to `out` and nothing when no letter or digit is left.
pub fn normalise_word(word: &str, out: &mut String) {
    out.extend(word.chars().flat_map(char::to_lowercase));
}

/// The normal form of a whole name: its words, normalised one by one, joined by single blanks.
pub fn normalise(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in name.split(|c: char| c.is_whitespace() || c == '-') {
        let at = out.len();
        if at > 0 {
            out.push(' ');
        }
        let before = out.len();
        normalise_word(word, &mut out);
        if out.len() == before {
            out.truncate(at);
        }
    }
    out
}
