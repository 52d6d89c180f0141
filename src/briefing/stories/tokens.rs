//! An article's words for comparing: normal form as a hash, stem, and how the word is written.

use crate::text::normalise::{normalise_word, words};
use crate::text::{Article, PartKind, Span};

/// One word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Where.
    pub(super) span: Span,
    /// Hash of its normal form.
    pub(super) hash: u64,
    /// Hash of its stem.
    pub(super) stem: u64,
    /// Begins with a capital.
    pub(super) capital: bool,
    /// First of a sentence, where a capital says nothing.
    pub(super) initial: bool,
    /// Begins with a digit.
    pub(super) number: bool,
    /// What the stretch it stands in is for.
    pub(super) part: PartKind,
}

/// All words that belong to the story, in text order; furniture, bylines and date lines are left out.
pub(super) fn tokens(article: &Article) -> Vec<Token> {
    let text = article.text.as_str();
    let mut out = Vec::with_capacity(text.len() / 6);
    let credit = credit(text);
    let title_end = title_end(article);
    let (mut normal, mut end, mut initial) = (String::new(), 0, true);
    for (at, word) in words(text) {
        let gap = text.get(end..at).unwrap_or("");
        initial |= gap.contains(['!', '?', '\n', '“', '"', '•', ':', '…', '。', '؟', '।']);
        let first = std::mem::replace(&mut initial, word.ends_with('.') && word.len() > 3);
        end = at + word.len();
        let part = match article.part_at(at as u32) {
            PartKind::Body if end <= title_end => PartKind::Headline,
            PartKind::Furniture | PartKind::Byline | PartKind::DateLine => continue,
            part => part,
        };
        if credit.contains(&at) {
            continue;
        }
        push(&mut out, at, word, part, first, &mut normal);
    }
    out
}

/// The words of a title that is not part of the text.
pub(super) fn title_tokens(article: &Article) -> Vec<Token> {
    let mut out = Vec::new();
    let Some(title) = article.title.as_deref() else { return out };
    if article.parts.iter().any(|p| p.kind == PartKind::Headline) || title_end(article) > 0 {
        return out;
    }
    let mut normal = String::new();
    for (at, word) in words(title) {
        push(&mut out, at, word, PartKind::Headline, true, &mut normal);
    }
    out
}

/// One past the title, where the text opens with it.
fn title_end(article: &Article) -> usize {
    let Some(title) = article.title.as_deref().map(str::trim).filter(|t| !t.is_empty()) else { return 0 };
    let text = article.text.trim_start();
    if text.starts_with(title) { article.text.len() - text.len() + title.len() } else { 0 }
}

/// The bracketed outlet of a dateline, "KABUL, July 8 (Agency) —": who reports, not what.
fn credit(text: &str) -> std::ops::Range<usize> {
    for (open, _) in text.match_indices('(') {
        let Some(close) = text.get(open..).and_then(|t| t.find(')')).map(|i| open + i) else { break };
        let behind = text.get(close + 1..).unwrap_or("").trim_start_matches([' ', '\u{a0}']);
        if close - open < 40 && behind.starts_with(['—', '–', '-', '―']) {
            return open..close;
        }
        if open > 2000 {
            break;
        }
    }
    0..0
}

fn push(out: &mut Vec<Token>, at: usize, word: &str, part: PartKind, initial: bool, normal: &mut String) {
    if word.chars().next().is_some_and(without_blanks) {
        // Scripts that write no blanks between words: every letter counts as one.
        for (i, c) in word.char_indices() {
            let hash = fnv(word.get(i..i + c.len_utf8()).unwrap_or("").as_bytes());
            let span = Span::new(at + i, at + i + c.len_utf8());
            out.push(Token { span, hash, stem: hash, capital: false, initial: false, number: false, part });
        }
        return;
    }
    normal.clear();
    normalise_word(word, normal);
    if normal.is_empty() {
        return;
    }
    // "Kabulov's" is about Kabulov.
    let own = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).is_some();
    if own {
        normal.truncate(normal.len() - 1);
    }
    let first = word.chars().next();
    out.push(Token {
        span: Span::new(at, at + word.len()),
        hash: fnv(normal.as_bytes()),
        stem: fnv(stem(normal).as_bytes()),
        capital: first.is_some_and(char::is_uppercase),
        initial,
        number: first.is_some_and(char::is_numeric),
        part,
    });
}

/// Han, kana, Thai, Lao, Khmer, Burmese.
fn without_blanks(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Cuts the commonest English endings, so that "floods", "flooded" and "flooding" agree. A key, never shown; a wrong
/// cut only makes two words agree that need not.
pub(super) fn stem(word: &str) -> &str {
    if word.len() < 5 || !word.is_ascii() {
        return word;
    }
    let cut = |end: &str| word.strip_suffix(end).filter(|s| s.len() >= 4);
    let stem = cut("ings")
        .or_else(|| cut("ing"))
        .or_else(|| cut("ied"))
        .or_else(|| cut("ies"))
        .or_else(|| cut("ed"))
        .or_else(|| cut("es"))
        .or_else(|| cut("ly"))
        .or_else(|| if word.ends_with("ss") { None } else { cut("s") })
        .unwrap_or(word);
    let stem = stem.strip_suffix(['e', 'y']).filter(|s| s.len() >= 4).unwrap_or(stem);
    // "running" and "run", "stopped" and "stop".
    match stem.as_bytes() {
        [.., a, b] if a == b && stem.len() < word.len() && stem.len() > 4 && !matches!(b, b's' | b'l') => {
            stem.get(..stem.len() - 1).unwrap_or(stem)
        }
        _ => stem,
    }
}

/// FNV-1a with a last stir; the same on every machine.
pub(super) fn fnv(bytes: &[u8]) -> u64 {
    stir(bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, &b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)))
}

/// Spreads every bit over all (the last step of MurmurHash3).
pub(super) fn stir(mut h: u64) -> u64 {
    h = (h ^ (h >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    h = (h ^ (h >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h ^ (h >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_agree() {
        for (a, b) in [("floods", "flooding"), ("closed", "close"), ("delegates", "delegate"), ("stopped", "stopping")]
        {
            assert_eq!(stem(a), stem(b));
        }
        assert_eq!(stem("moss"), "moss");
        assert_ne!(stem("bring"), stem("bred"));
    }

    #[test]
    fn the_agency_in_a_dateline_is_left_out() {
        let article = Article::from_text("a", "KABUL, July 8 (Agency) — It rained (a lot) in Kabul.");
        let words: Vec<&str> = tokens(&article).iter().map(|t| t.span.of(&article.text)).collect();
        assert_eq!(words, ["KABUL", "July", "8", "It", "rained", "a", "lot", "in", "Kabul."]);
    }
}
