//! The words of an article's story as numbers: alike in any case, without the page's furniture.

use crate::text::{Article, PartKind};
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// Words looked at in one article: what is the same shows within them.
const MOST: usize = 2000;

/// One word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Hash of its letters in lower case.
    pub(super) hash: u32,
    /// Capitalised within a sentence.
    pub(super) name: bool,
    /// Digits only.
    pub(super) number: bool,
    /// Characters.
    pub(super) length: u8,
}

/// The words of headings and body, in order.
pub(super) fn words(article: &Article) -> Vec<Word> {
    let mut out = Vec::new();
    if article.parts.is_empty() {
        add(&article.text, &mut out);
    }
    for part in article.parts.iter().filter(|p| matches!(p.kind, PartKind::Body | PartKind::Heading)) {
        add(part.span.of(&article.text), &mut out);
        if out.len() >= MOST {
            break;
        }
    }
    out.truncate(MOST);
    out
}

fn add(text: &str, out: &mut Vec<Word>) {
    let mut opening = true;
    let mut lower = String::new();
    for piece in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let end = piece.chars().next_back().filter(|c| !c.is_alphanumeric());
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        if !word.is_empty() {
            let capital = word.chars().next().is_some_and(char::is_uppercase);
            lower.clear();
            lower.extend(word.chars().flat_map(char::to_lowercase));
            out.push(Word {
                hash: hash(lower.as_bytes()),
                name: capital && !opening,
                number: word.bytes().all(|b| b.is_ascii_digit()),
                length: word.chars().count().min(255) as u8,
            });
            opening = false;
        }
        opening |= matches!(end, Some('.' | '!' | '?' | '“' | '"' | '\n' | '—' | ':' | '•'));
    }
}

/// A fixed hash: the same on every machine.
pub(super) fn hash(bytes: &[u8]) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    let full = hasher.finish();
    (full ^ (full >> 32)) as u32
}
