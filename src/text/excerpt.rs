//! The sentence or two shown for a mention.

use super::sentences::sentences;
use super::tokens::tokenise;
use super::{Article, Span};

/// Sentences shorter than this, in code points, bring the next one along.
const SHORT: usize = 60;

/// The sentence round `span`, with the next one where it is short: at most `max_chars` code points unless the mention
/// itself is longer, never across lines or parts, never within a word.
pub fn excerpt(article: &Article, span: Span, max_chars: usize) -> Span {
    let text = article.text.as_str();
    let around = paragraph(article, span);
    let words = around.of(text);
    let shift = |s: &Span| Span { start: s.start + around.start, end: s.end + around.start };
    let all: Vec<Span> = sentences(words, &tokenise(words)).iter().map(shift).collect();
    let first = all.partition_point(|s| s.end <= span.start);
    let Some(&sentence) = all.get(first) else { return around };
    let mut found = Span { start: sentence.start.min(span.start), end: sentence.end.max(span.end) };
    // A mention may reach over what was taken for a sentence's end.
    let length = |s: Span| s.of(text).chars().count();
    if length(found) < SHORT
        && let Some(next) = all.iter().find(|s| s.start >= found.end)
    {
        let both = Span { start: found.start, end: next.end };
        found = if length(both) <= max_chars { both } else { found };
    }
    if length(found) > max_chars { shorten(text, found, span, max_chars) } else { found }
}

/// The line and part of the text that a mention stands in.
fn paragraph(article: &Article, span: Span) -> Span {
    let text = article.text.as_str();
    let (start, end) = (span.start as usize, span.end as usize);
    let mut from = text.get(..start).and_then(|head| head.rfind('\n')).map_or(0, |i| i + 1);
    let mut to = text.get(end..).and_then(|tail| tail.find('\n')).map_or(text.len(), |i| end + i);
    if let Some(part) = article.parts.iter().find(|p| p.span.contains(span)) {
        from = from.max(part.span.start as usize);
        to = to.min(part.span.end as usize);
    }
    Span::new(from, to)
}

/// Whole words on both sides of the mention, as many as fit; what is spared on one side goes to the other.
fn shorten(text: &str, sentence: Span, span: Span, max_chars: usize) -> Span {
    let before = text.get(sentence.start as usize..span.start as usize).unwrap_or("");
    let after = text.get(span.end as usize..sentence.end as usize).unwrap_or("");
    let spare = max_chars.saturating_sub(span.of(text).chars().count());
    let (left, right) = (before.chars().count(), after.chars().count());
    let left_room = (spare / 2).max(spare.saturating_sub(right)).min(left);
    let right_room = spare - left_room.min(spare);
    let mut start = span.start;
    if left_room >= left {
        start = sentence.start;
    } else if let Some((at, _)) = before.char_indices().rev().nth(left_room.saturating_sub(1)) {
        let tail = before.get(at..).unwrap_or("");
        // The first word may be cut: begin behind the next blank.
        let blank = tail.find(char::is_whitespace).map(|i| at + i + 1);
        start = blank.map_or(span.start, |i| sentence.start + i as u32);
    }
    let mut end = span.end;
    if right_room >= right {
        end = sentence.end;
    } else if let Some((at, _)) = after.char_indices().nth(right_room) {
        let head = after.get(..at).unwrap_or("");
        end = head.rfind(char::is_whitespace).map_or(span.end, |i| span.end + i as u32);
    }
    while !text.is_char_boundary(start as usize) {
        start += 1;
    }
    Span { start, end }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, word: &str, max: usize) -> String {
        let at = text.find(word).unwrap();
        let article = Article::from_text("a", text);
        excerpt(&article, Span::new(at, at + word.len()), max).of(text).to_owned()
    }

    #[test]
    fn a_sentence_with_its_abbreviations() {
        let text = "It rained all day long. The pull-out of U.S. troops by Mr. Brook has begun near Portville, he said. Then it snowed.";
        let want = "The pull-out of U.S. troops by Mr. Brook has begun near Portville, he said.";
        assert_eq!(shown(text, "Portville", 320), want);
        assert_eq!(shown("One line.\nIn Portville.\nNext line.", "Portville", 320), "In Portville.");
    }

    #[test]
    fn a_long_sentence_is_cut_between_words() {
        let text = format!("{}Portville{}", "word ".repeat(100), " další".repeat(100));
        for max in [0, 5, 9, 20, 41, 100] {
            let shown = shown(&text, "Portville", max);
            assert!(shown.chars().count() <= max.max(9), "{max}: {shown}");
            assert!(
                shown.contains("Portville")
                    && shown.split(' ').all(|w| matches!(w, "" | "word" | "Portville" | "další"))
            );
        }
    }
}
