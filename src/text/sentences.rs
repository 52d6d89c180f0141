//! Sentences, as far as excerpts and context need them.

use super::Span;
use super::tokens::{Gap, Shape, Token, is_abbreviation};

/// The sentences of a text, from its tokens, in order and without gaps worth reading between them.
/// Each runs from its first word (with an opening quote) to the punctuation behind its last.
pub fn sentences(text: &str, tokens: &[Token]) -> Vec<Span> {
    let mut out = Vec::new();
    let mut from = 0;
    for at in 1..=tokens.len() {
        let ends = match (tokens.get(at - 1), tokens.get(at)) {
            (Some(before), Some(next)) => ends_between(text, before, next),
            _ => true,
        };
        if ends {
            if let (Some(first), Some(last)) = (tokens.get(from), tokens.get(at - 1)) {
                out.push(widen(text, first.span.start as usize, last.span.end as usize));
            }
            from = at;
        }
    }
    out
}

fn ends_between(text: &str, before: &Token, next: &Token) -> bool {
    match next.gap {
        Gap::Paragraph => true,
        _ if next.shape.has(Shape::OPENS) => {
            let between = text.get(before.span.end as usize..next.span.start as usize).unwrap_or("");
            // A stop before a lower-case word is an abbreviation that no list knows.
            between.contains(['.', '!', '?', '\u{2026}', '\u{3002}', '\u{061F}'])
                && !(next.gap == Gap::Dot && next.shape.has(Shape::LOWER) && !next.shape.has(Shape::UPPER))
                && !(next.gap == Gap::Dot && is_abbreviation(before, text))
        }
        _ => false,
    }
}

/// Takes in an opening quote before and closing punctuation behind.
fn widen(text: &str, start: usize, end: usize) -> Span {
    let start = text[..start]
        .char_indices()
        .next_back()
        .filter(|&(_, c)| matches!(c, '"' | '\u{201C}' | '\u{AB}' | '(' | '\u{2018}' | '\''))
        .map_or(start, |(i, _)| i);
    let tail = text[end..]
        .char_indices()
        .take(4)
        .take_while(|&(_, c)| !c.is_whitespace() && !c.is_alphanumeric())
        .last()
        .map_or(0, |(i, c)| i + c.len_utf8());
    Span::new(start, end + tail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens::tokenise;

    #[test]
    fn splits_where_a_reader_would() {
        let text =
            "\u{201C}We left St. Louis,\u{201D} Mr. Ray said. \u{201C}Why?\u{201D} The U.S. troops stayed.\n\nEnd";
        let found: Vec<&str> = sentences(text, &tokenise(text)).iter().map(|s| s.of(text)).collect();
        assert_eq!(
            found,
            [
                "\u{201C}We left St. Louis,\u{201D} Mr. Ray said.",
                "\u{201C}Why?\u{201D}",
                "The U.S. troops stayed.",
                "End"
            ]
        );
    }
}
