//! Which dated articles report what an undated one reports: by the names they share.

use crate::text::{Article, PartKind, Span};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

/// Names two articles share at least to be siblings.
const SHARED: usize = 8;

/// Share of the shorter list of names that must be shared.
const SHARE: f64 = 0.45;

/// A name in more articles than this tells nothing.
const COMMON: usize = 300;

/// Siblings looked at, the likest first.
const MOST: usize = 5;

/// Bytes to either side of an expression within which its event is named.
const REACH: usize = 90;

/// The names of the dated articles.
pub(super) struct Siblings {
    index: FxHashMap<u32, Vec<u32>>,
    sizes: Vec<usize>,
}

impl Siblings {
    /// Indexes the articles whose day is known.
    pub(super) fn of(articles: &[Article]) -> Self {
        let mut index: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let mut sizes = vec![0; articles.len()];
        for (i, article) in articles.iter().enumerate() {
            if article.published.as_ref().is_some_and(crate::text::DateSpan::is_exact) {
                let names = names(article);
                if let Some(size) = sizes.get_mut(i) {
                    *size = names.len();
                }
                for name in names {
                    index.entry(name).or_default().push(i as u32);
                }
            }
        }
        Self { index, sizes }
    }

    /// Dated articles that share most of an article's names, the likest first, then in order.
    pub(super) fn kin(&self, article: &Article) -> Vec<u32> {
        if self.index.is_empty() {
            return Vec::new();
        }
        let own = names(article);
        let lists = own.iter().filter_map(|name| self.index.get(name)).filter(|list| list.len() <= COMMON);
        let mut hits: Vec<u32> = lists.flatten().copied().collect();
        hits.sort_unstable();
        let mut kin: Vec<(usize, u32)> = hits
            .chunk_by(|a, b| a == b)
            .filter_map(|run| Some((run.len(), *run.first()?)))
            .filter(|&(shared, i)| {
                let shorter = own.len().min(self.sizes.get(i as usize).copied().unwrap_or(0));
                shared >= SHARED && shared as f64 >= SHARE * shorter as f64
            })
            .collect();
        kin.sort_by_key(|&(shared, i)| (std::cmp::Reverse(shared), i));
        kin.into_iter().take(MOST).map(|(_, i)| i).collect()
    }
}

/// Capitalised words within sentences, each once, ascending.
fn names(article: &Article) -> Vec<u32> {
    let mut out = Vec::new();
    let mut add = |text: &str| {
        let mut opening = true;
        for piece in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
            let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
            if word.chars().count() >= 3 && !opening && word.chars().next().is_some_and(char::is_uppercase) {
                out.push(hash(&word.to_lowercase()));
            }
            if !word.is_empty() {
                opening = false;
            }
            opening |= piece.ends_with(['.', '!', '?', '“', '"', '\n', '•']);
        }
    };
    if article.parts.is_empty() {
        add(&article.text);
    }
    for part in article.parts.iter().filter(|p| p.kind == PartKind::Body) {
        add(part.span.of(&article.text));
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Stems of the words round an expression, within its sentence: the first five letters of every longer word.
pub(super) fn stems(text: &str, span: Span) -> Vec<u32> {
    let (start, end) = (span.start as usize, span.end as usize);
    let mut from = start.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut to = (end + REACH).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let (before, after) = (text.get(from..start).unwrap_or(""), text.get(end..to).unwrap_or(""));
    let before = before.rsplit(['.', '\n', '?', '!']).next().unwrap_or("");
    let after = after.split(['.', '\n', '?', '!']).next().unwrap_or("");
    let mut out: Vec<u32> = before
        .split(|c: char| !c.is_alphabetic())
        .chain(after.split(|c: char| !c.is_alphabetic()))
        .filter(|w| w.chars().count() >= 5)
        .map(|w| hash(&w.to_lowercase().chars().take(5).collect::<String>()))
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

fn hash(word: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    let full = hasher.finish();
    (full ^ (full >> 32)) as u32
}
