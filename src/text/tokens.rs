//! Words of a text in one pass: where they stand, how they are written, and what lies before them.
//!
//! Never looks at a gazetteer and never allocates more than one small record a word.

use super::Span;
use super::ascii::run_of_letters;

/// What separates a word from the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Gap {
    /// Nothing: the words touch, as in scripts written without blanks.
    None,
    /// Blanks.
    Space,
    /// A hyphen without blanks.
    Hyphen,
    /// A full stop and blanks.
    Dot,
    /// A comma.
    Comma,
    /// One line break.
    Line,
    /// A blank line: a new paragraph.
    Paragraph,
    /// A quotation mark.
    Quote,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A colon or semicolon.
    Colon,
    /// A slash.
    Slash,
    /// A dash, or a hyphen between blanks.
    Dash,
    /// An apostrophe.
    Apostrophe,
    /// A question or exclamation mark.
    Ask,
    /// Anything else, and the start of the text.
    Other,
}

/// How a word is written; a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape(pub u8);

impl Shape {
    /// Begins upper-case.
    pub const UPPER: u8 = 1;
    /// Has a lower-case letter.
    pub const LOWER: u8 = 2;
    /// Is in a script without case.
    pub const CASELESS: u8 = 4;
    /// Has a digit.
    pub const DIGIT: u8 = 8;
    /// Has a full stop inside, as "U.S.".
    pub const DOTTED: u8 = 16;
    /// A full stop follows directly that is not part of the word.
    pub const STOP: u8 = 32;
    /// Opens a sentence, as far as punctuation tells.
    pub const OPENS: u8 = 64;
    /// Has more than one letter.
    pub const LONG: u8 = 128;

    /// Whether any of the bits is set.
    pub fn has(self, bits: u8) -> bool {
        self.0 & bits != 0
    }

    /// Written in capitals throughout, with at least two letters.
    pub fn is_capitals(self) -> bool {
        self.has(Self::UPPER) && self.has(Self::LONG) && !self.has(Self::LOWER)
    }
}

/// One word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where; without a possessive ending, with the stops of "U.S.".
    pub span: Span,
    /// What lies before it.
    pub gap: Gap,
    /// How it is written.
    pub shape: Shape,
}

/// Scripts that put no blanks between words: each letter counts as a word.
fn is_unspaced(c: char) -> bool {
    matches!(c as u32, 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x3400..=0x9FFF
        | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

fn is_mark(c: char) -> bool {
    matches!(c as u32, 0x0300..=0x036F | 0x0591..=0x05C7 | 0x0610..=0x061A | 0x064B..=0x065F | 0x0670 | 0x0900..=0x0903
        | 0x093A..=0x094F | 0x0981..=0x0983 | 0x09BC..=0x09CD | 0x0A01..=0x0A4D | 0x0B01..=0x0B4D | 0x0B82..=0x0BCD
        | 0x200C | 0x200D)
}

fn is_word(c: char) -> bool {
    match c {
        '\0'..='\x7F' => c.is_ascii_alphanumeric(),
        // Dashes, quotation marks and the like: the most frequent outside ASCII in news.
        '\u{2010}'..='\u{2027}' => false,
        _ => c.is_alphanumeric() || is_mark(c),
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{02BC}' | '\u{02BB}' | '\u{0060}')
}

/// The words of `text`, in order. Linear in its length.
pub fn tokenise(text: &str) -> Vec<Token> {
    let mut out = Vec::with_capacity(text.len() / 6 + 4);
    tokenise_into(text, &mut out);
    out
}

/// As [`tokenise`], into a buffer that is cleared first.
pub fn tokenise_into(text: &str, out: &mut Vec<Token>) {
    out.clear();
    let mut cursor = Cursor { text, at: 0 };
    let mut gap_from = 0;
    while let Some(c) = cursor.peek() {
        if !is_word(c) {
            cursor.bump(c);
            continue;
        }
        let start = cursor.at;
        let (end, mut bits) = cursor.word(c);
        // A single blank is what lies between most words.
        let blank = start == gap_from + 1 && gap_from > 0 && text.as_bytes()[gap_from] == b' ';
        let gap = if blank {
            Gap::Space
        } else if start == 0 {
            Gap::Other
        } else {
            classify(&text[gap_from..start])
        };
        if !blank && opens(out.last(), text, gap, &text[gap_from..start]) {
            bits |= Shape::OPENS;
        }
        out.push(Token { span: Span::new(start, end), gap, shape: Shape(bits) });
        gap_from = end;
    }
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<char> {
        match self.text.as_bytes().get(self.at) {
            None => None,
            Some(&b) if b < 0x80 => Some(b as char),
            Some(_) => self.text[self.at..].chars().next(),
        }
    }

    fn bump(&mut self, c: char) {
        self.at += c.len_utf8();
    }

    fn after(&self, offset: usize) -> Option<char> {
        self.text.get(self.at + offset..).and_then(|t| t.chars().next())
    }

    /// Reads a word that begins with `first`; returns its end and its shape.
    fn word(&mut self, first: char) -> (usize, u8) {
        let mut bits = if first.is_uppercase() { Shape::UPPER } else { 0 };
        if is_unspaced(first) {
            self.bump(first);
            while let Some(c) =
                self.peek().filter(|&c| is_mark(c) || matches!(c as u32, 0x0E31 | 0x0E34..=0x0E3A | 0x0E47..=0x0E4E))
            {
                self.bump(c);
            }
            return (self.at, bits | Shape::CASELESS);
        }
        // Most words are a run of ASCII letters; what else there is begins behind it.
        let (length, lower) = run_of_letters(self.text.as_bytes(), self.at);
        self.at += length;
        let mut letters = length as u32;
        if lower {
            bits |= Shape::LOWER;
        }
        // Letters since the last inner stop: "U.S." has one between stops, "end.Next" has three.
        let mut run = letters;
        while let Some(c) = self.peek() {
            if is_word(c) {
                if is_unspaced(c) {
                    break;
                }
                if c.is_alphabetic() {
                    letters += 1;
                    run += 1;
                    // Georgian letters have capitals that hardly anybody writes.
                    if c.is_lowercase() && !matches!(c, '\u{10D0}'..='\u{10FF}') {
                        bits |= Shape::LOWER;
                    } else if !c.is_uppercase() {
                        bits |= Shape::CASELESS;
                    }
                } else if c.is_numeric() {
                    bits |= Shape::DIGIT;
                    run += 2;
                }
                self.bump(c);
            } else if is_apostrophe(c) && self.joins(c) {
                self.bump(c);
            } else if c == '&' && run <= 2 && bits & Shape::LOWER == 0 && self.and_joins() {
                run = 0;
                self.bump(c);
            } else if c == '.' && run == 1 && self.dot_joins() {
                bits |= Shape::DOTTED;
                run = 0;
                self.bump(c);
            } else {
                break;
            }
        }
        if bits & Shape::DOTTED != 0 && run == 1 && self.peek() == Some('.') {
            self.at += 1;
        } else if self.peek() == Some('.') {
            bits |= Shape::STOP;
        }
        if letters > 1 {
            bits |= Shape::LONG;
        }
        (self.at, bits)
    }

    /// An apostrophe stays inside a word ("O'Brien", "Sana'a") unless it opens a possessive or ends the word.
    fn joins(&self, apostrophe: char) -> bool {
        let mut rest = self.text.get(self.at + apostrophe.len_utf8()..).unwrap_or("").chars();
        match rest.next() {
            Some('s' | 'S') => rest.next().is_some_and(is_word),
            Some(c) => c.is_alphabetic(),
            None => false,
        }
    }

    /// "T&T", "J&K": between capitals without blanks the sign is part of the word.
    fn and_joins(&self) -> bool {
        let rest = self.text.as_bytes().get(self.at + 1..).unwrap_or(&[]);
        let letters = rest.iter().take(3).take_while(|b| b.is_ascii_uppercase()).count();
        (1..3).contains(&letters) && rest.get(letters).is_none_or(|b| !b.is_ascii_alphanumeric())
    }

    /// A stop after one letter joins when one letter and a stop, or one upper-case letter and an end, follow.
    fn dot_joins(&self) -> bool {
        let Some(next) = self.after(1) else { return false };
        if !next.is_alphabetic() || is_unspaced(next) {
            return false;
        }
        match self.after(1 + next.len_utf8()) {
            Some('.') | None => true,
            Some(c) if is_word(c) => next.is_uppercase() && self.abbreviates(1),
            Some(_) => next.is_uppercase(),
        }
    }

    /// "W.Va.": the part behind the stop is short and ends in a stop.
    fn abbreviates(&self, skip: usize) -> bool {
        let rest = self.text.get(self.at + skip..).unwrap_or("");
        let length = rest.bytes().take(4).take_while(u8::is_ascii_alphabetic).count();
        length <= 3 && rest.as_bytes().get(length) == Some(&b'.')
    }
}

/// What kind of gap the characters between two words make.
fn classify(between: &str) -> Gap {
    let bytes = between.as_bytes();
    match bytes {
        [] => return Gap::None,
        [b' '] => return Gap::Space,
        [b',', b' '] => return Gap::Comma,
        [b'.', b' '] => return Gap::Dot,
        [b'-'] => return Gap::Hyphen,
        _ => {}
    }
    let mut lines = 0;
    let mut first = None;
    let mut blank = false;
    for c in between.chars() {
        match c {
            '\n' => lines += 1,
            '\u{2029}' => lines += 2,
            c if c.is_whitespace() => blank = true,
            c if first.is_none() => first = Some(c),
            _ => {}
        }
    }
    if lines >= 2 {
        return Gap::Paragraph;
    }
    match first {
        None if lines == 1 => Gap::Line,
        None => Gap::Space,
        Some('.' | '\u{2026}') if between.contains(['(', '[']) => Gap::Open,
        Some('.') if between.contains(['\u{2013}', '\u{2014}']) || between.contains(" -") => Gap::Dash,
        Some('.' | '\u{2026}') => Gap::Dot,
        Some(',' | '\u{060C}' | '\u{3001}') => Gap::Comma,
        // "Kyiv\u{2013}Odesa": an en dash without blanks joins.
        Some('-' | '\u{2010}' | '\u{2011}' | '\u{2013}') if !blank && lines == 0 && bytes.len() <= 3 => Gap::Hyphen,
        Some('-' | '\u{2010}'..='\u{2015}') => Gap::Dash,
        Some('"' | '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{AB}' | '\u{BB}') => Gap::Quote,
        Some('(' | '[' | '{') => Gap::Open,
        // "(Agency) - ": what follows the bracket weighs more.
        Some(')' | ']')
            if between.contains(['\u{2013}', '\u{2014}']) || between.contains(" -") || between.contains("--") =>
        {
            Gap::Dash
        }
        Some(')' | ']' | '}') => Gap::Close,
        Some(':' | ';') => Gap::Colon,
        Some('/' | '\\' | '|') => Gap::Slash,
        Some('!' | '?' | '\u{3002}' | '\u{061F}') => Gap::Ask,
        Some(c) if is_apostrophe(c) => Gap::Apostrophe,
        Some(_) => Gap::Other,
    }
}

/// Whether a word after this gap opens a sentence.
fn opens(before: Option<&Token>, text: &str, gap: Gap, between: &str) -> bool {
    let Some(before) = before else { return true };
    match gap {
        Gap::Paragraph | Gap::Ask => true,
        Gap::Dot => !is_abbreviation(before, text),
        Gap::None | Gap::Space | Gap::Hyphen | Gap::Comma => false,
        // "U.S. Troops": the stop belongs to the word, so the gap shows none; only harder punctuation decides here.
        _ => between.contains(['.', '!', '?', '\u{201C}']) || between.starts_with(['"', ':']) && between.len() > 1,
    }
}

/// Short words whose stop does not end a sentence.
const ABBREVIATIONS: [&str; 54] = [
    "adm", "apr", "assn", "aug", "ave", "blvd", "brig", "capt", "co", "col", "corp", "cpl", "dec", "dept", "dist",
    "dr", "esq", "feb", "fr", "ft", "gen", "gov", "hon", "inc", "jan", "jr", "jul", "jun", "lt", "ltd", "maj", "mar",
    "mr", "mrs", "ms", "mt", "nov", "oct", "pfc", "pres", "prof", "pvt", "rep", "rev", "sen", "sens", "sep", "sept",
    "sgt", "sr", "st", "ste", "supt", "vs",
];

/// Whether the stop after this word marks an abbreviation rather than an end: "Mr.", "J.", "St.".
pub fn is_abbreviation(token: &Token, text: &str) -> bool {
    let word = token.span.of(text);
    if token.shape.has(Shape::DOTTED) {
        return true;
    }
    let one_letter = !token.shape.has(Shape::LONG | Shape::DIGIT) && token.shape.has(Shape::UPPER);
    one_letter
        || (word.len() <= 5 && {
            let lower = word.to_ascii_lowercase();
            ABBREVIATIONS.binary_search(&lower.as_str()).is_ok()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokenise(text).iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn possessives_and_stops() {
        assert_eq!(
            words("Gainesville's mayor, in the U.S., said."),
            ["Gainesville", "s", "mayor", "in", "the", "U.S.", "said"]
        );
        assert_eq!(words("W.Va. and D.C. end.Next"), ["W.Va", "and", "D.C.", "end", "Next"]);
        assert_eq!(words("O\u{2019}Brien of Sana'a"), ["O\u{2019}Brien", "of", "Sana'a"]);
        assert_eq!(words("北京 is"), ["北", "京", "is"]);
    }

    #[test]
    fn sentences_open() {
        let text = "Mr. Smith left. He is in St. Louis.\n\nThen";
        let opening: Vec<&str> =
            tokenise(text).iter().filter(|t| t.shape.has(Shape::OPENS)).map(|t| t.span.of(text)).collect();
        assert_eq!(opening, ["Mr", "He", "Then"]);
    }

    #[test]
    fn punctuation_is_in_no_word() {
        assert!(('\u{2010}'..='\u{2027}').all(|c| !c.is_alphanumeric() && !is_mark(c)));
    }

    #[test]
    fn abbreviations_are_sorted() {
        assert!(ABBREVIATIONS.is_sorted());
    }
}
