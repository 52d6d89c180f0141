//! One line of text as words, numbers and marks, each with what it is to a date.

use super::lexicon::{Lex, Table};
use crate::text::ascii::{eight_from, letters_in, run_of_letters};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters.
    Word,
    /// Digits, in any script; nothing else.
    Number,
    /// Digits with an ordinal's ending: "3rd".
    Ordinal,
    /// Digits with an s: "1990s".
    Plural,
    /// Anything else, one character.
    Mark(char),
}

/// A token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) kind: Kind,
    pub(super) lex: Lex,
    /// Value of its digits, at most nine.
    pub(super) number: i32,
    /// How many digits.
    pub(super) digits: u8,
    /// Begins with a capital letter.
    pub(super) capital: bool,
    /// A blank stands before it.
    pub(super) spaced: bool,
}

/// Longest word that may be a date's, in bytes.
const LONGEST: usize = 28;

/// Splits `line`, which begins at byte `base` of the text. Returns whether any token may begin a date.
pub(super) fn lex(line: &str, base: usize, table: &Table, apostrophes: bool, out: &mut Vec<Token>) -> bool {
    out.clear();
    let bytes = line.as_bytes();
    let mut promising = false;
    let mut spaced = true;
    let mut lower = String::with_capacity(LONGEST);
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte == b' ' {
            spaced = true;
            at += 1;
            continue;
        }
        if byte.is_ascii_alphabetic() {
            let (end, lex) = word(line, at, table, apostrophes, &mut lower);
            promising |= lex != Lex::None;
            out.push(Token {
                start: (base + at) as u32,
                end: (base + end) as u32,
                kind: Kind::Word,
                lex,
                number: 0,
                digits: 0,
                capital: byte.is_ascii_uppercase(),
                spaced,
            });
            spaced = false;
            at = end;
            continue;
        }
        let c = if byte < 0x80 { byte as char } else { char_at(line, at) };
        if c.is_whitespace() {
            spaced = true;
            at += c.len_utf8();
            continue;
        }
        let mut end = at + c.len_utf8();
        let mut token = Token {
            start: (base + at) as u32,
            end: (base + end) as u32,
            kind: Kind::Mark(c),
            lex: Lex::None,
            number: 0,
            digits: 0,
            capital: false,
            spaced,
        };
        spaced = false;
        if let Some(first) = digit(c) {
            token.number = first;
            token.digits = 1;
            while end < bytes.len() {
                let c = char_at(line, end);
                let Some(d) = digit(c) else { break };
                token.number = if token.digits < 9 { token.number * 10 + d } else { token.number };
                token.digits = token.digits.saturating_add(1);
                end += c.len_utf8();
            }
            token.end = (base + end) as u32;
            token.kind = suffix(line, base, &mut token);
            end = token.end as usize - base;
            promising = true;
        } else if c.is_alphabetic() {
            token.kind = Kind::Word;
            (end, token.lex) = word(line, at, table, apostrophes, &mut lower);
            token.end = (base + end) as u32;
            token.capital = c.is_uppercase();
            promising |= token.lex != Lex::None;
        }
        at = end;
        out.push(token);
    }
    promising
}

/// The character at a byte, which is a bound; a blank at the end.
fn char_at(line: &str, at: usize) -> char {
    line.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' ')
}

/// Reads a word: where it ends, and what it is to a date.
fn word(line: &str, at: usize, table: &Table, apostrophes: bool, lower: &mut String) -> (usize, Lex) {
    // A run of ASCII letters with no letter, mark or hyphen behind it is a whole word, and most are none of a date's.
    let bytes = line.as_bytes();
    let eight = eight_from(bytes, at).unwrap_or(0);
    let kept = letters_in(eight);
    let length = if kept < 8 { kept } else { 8 + run_of_letters(bytes, at + 8).0 };
    let plain = length > 0
        && match bytes.get(at + length) {
            Some(&b) => b < 0x80 && !matches!(b, b'\'' | b'-'),
            None => true,
        };
    if plain {
        let within = if kept == 8 { u64::MAX } else { (1 << (8 * kept)) - 1 };
        if length >= LONGEST {
            return (at + length, Lex::None);
        }
        if let Some(lex) = table.by_eight((eight | 0x2020_2020_2020_2020) & within, length) {
            return (at + length, lex);
        }
    }
    lower.clear();
    let mut end = at;
    while end < bytes.len() {
        let c = char_at(line, end);
        let inside = c.is_alphabetic()
            || (end > at
                && (matches!(c, '\u{200C}' | '\u{301}' | '\u{307}') || joins(line, end, c, apostrophes, lower)));
        if !inside {
            break;
        }
        if end == at {
            lower.extend(c.to_lowercase());
        } else if lower.len() < LONGEST {
            lower.extend(c.to_lowercase().filter(|&c| c != '\u{307}'));
        }
        end += c.len_utf8();
    }
    (end, if lower.len() < LONGEST { table.get(lower) } else { Lex::None })
}

/// Digits of the scripts that news is written in.
fn digit(c: char) -> Option<i32> {
    let value = match c {
        '0'..='9' => c as u32 - '0' as u32,
        '\u{660}'..='\u{669}' => c as u32 - 0x660,
        '\u{6F0}'..='\u{6F9}' => c as u32 - 0x6F0,
        '\u{966}'..='\u{96F}' => c as u32 - 0x966,
        _ => return None,
    };
    i32::try_from(value).ok()
}

/// Whether a mark belongs to the word it stands in: "п'ятниця", "aujourd'hui", "quinta-feira".
fn joins(line: &str, at: usize, c: char, apostrophes: bool, word: &str) -> bool {
    match c {
        '\'' | '’' | 'ʼ' => apostrophes || word == "aujourd",
        '-' => line.get(at + 1..).is_some_and(|rest| rest.starts_with("feira")),
        _ => false,
    }
}

/// "3rd", "1990s", "1990's" and plain numbers; a number that runs into other letters is a word.
fn suffix(line: &str, base: usize, token: &mut Token) -> Kind {
    let rest = line.get(token.end as usize - base..).unwrap_or("");
    let letters: usize = rest.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    let tail = rest.get(..letters).unwrap_or("");
    let kind = match tail {
        "" if rest.starts_with("'s") || rest.starts_with("’s") => {
            let mark = rest.chars().next().map_or(1, char::len_utf8);
            let after = rest.get(mark + 1..).and_then(|r| r.chars().next());
            // "in 1998's budget" is a year; a decade's apostrophe only follows a round number.
            if token.number % 10 == 0 && !after.is_some_and(char::is_alphabetic) && token.digits != 4 {
                token.end += mark as u32 + 1;
                return Kind::Plural;
            }
            return Kind::Number;
        }
        "" => return Kind::Number,
        "s" => Kind::Plural,
        // "2021-07-08T10:15": the time is written on.
        "T" if rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit) => return Kind::Number,
        "st" | "nd" | "rd" | "th" | "er" | "e" | "º" | "ª" => Kind::Ordinal,
        // "2021年", "8日": a unit written on.
        _ if tail.starts_with(['年', '月', '日']) => return Kind::Number,
        _ => Kind::Word,
    };
    token.end += letters as u32;
    kind
}
