//! Long texts in pieces: what reads a text word by word holds one piece at a time, so that a text of any length goes
//! through in bounded memory. No article that anybody prints is so long; for a longer text each piece is read by itself.

use super::{Article, Part, Span};
use std::borrow::Cow;
use std::ops::Range;

/// Longest text that is read as one, in bytes: some two hundred pages.
pub const WINDOW: usize = 512 << 10;

/// The pieces of a text in order: one, unless it is longer than [`WINDOW`]. A piece ends where a paragraph does, else a
/// line, a sentence, a word; where there is none of these in its last quarter, at any letter.
pub fn windows(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = text.get(from..).filter(|rest| !rest.is_empty() || from == 0)?;
        let start = from;
        if rest.is_empty() {
            from = 1;
            return Some(0..0);
        }
        from += length(rest);
        Some(start..from)
    })
}

fn length(rest: &str) -> usize {
    if rest.len() <= WINDOW {
        return rest.len();
    }
    let bound = |mut at: usize| {
        while !rest.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (early, end) = (bound(WINDOW / 4 * 3), bound(WINDOW));
    let tail = rest.get(early..end).unwrap_or("");
    let cut = |mark: &str| tail.rfind(mark).map(|at| at + mark.len());
    let cut = cut("\n\n").or_else(|| cut("\n")).or_else(|| cut(". ")).or_else(|| cut(" "));
    cut.map_or(end, |at| early + at)
}

impl Article {
    /// A piece of it as an article of its own; itself where the piece is all.
    pub(crate) fn window(&self, piece: Range<usize>) -> Cow<'_, Self> {
        if piece.len() == self.text.len() {
            return Cow::Borrowed(self);
        }
        let text = self.text.get(piece.clone()).unwrap_or("").to_owned();
        let (start, end) = (piece.start as u32, piece.end as u32);
        let first = self.parts.partition_point(|p| p.span.end <= start);
        let parts = self.parts.iter().skip(first).take_while(|p| p.span.start < end);
        let within = |p: &Part| Part {
            span: Span { start: p.span.start.max(start) - start, end: p.span.end.min(end) - start },
            kind: p.kind,
        };
        Cow::Owned(Self {
            id: self.id.clone(),
            source: self.source.clone(),
            address: self.address.clone(),
            language: self.language.clone(),
            language_by_text: self.language_by_text,
            published: self.published.clone(),
            parts: parts.map(within).collect(),
            continues: start > 0,
            text,
            ..Self::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::PartKind;

    #[test]
    fn pieces_make_the_text() {
        let texts = [
            String::new(),
            "Kabul".to_owned(),
            "x".repeat(WINDOW),
            "x".repeat(WINDOW + 1),
            "é".repeat(WINDOW),
            "The road to Kabul was open. ".repeat(WINDOW / 10),
            "\n".repeat(2 * WINDOW),
        ];
        for text in &texts {
            let all: Vec<_> = windows(text).collect();
            assert_eq!(all.iter().map(|w| &text[w.clone()]).collect::<String>(), *text);
            assert!(all.iter().all(|w| w.len() <= WINDOW) && all.len() <= 1 + text.len() / (WINDOW / 4 * 3));
            assert!(!all.is_empty());
        }
        assert!(windows(&texts[5]).all(|w| texts[5][w].ends_with(". ")));
    }

    #[test]
    fn parts_go_with_their_piece() {
        let mut article = Article::from_text("a", "x".repeat(WINDOW * 2));
        let part = |from, to, kind| Part { span: Span::new(from, to), kind };
        article.parts = vec![
            part(0, 10, PartKind::Headline),
            part(10, WINDOW + 5, PartKind::Body),
            part(WINDOW + 5, WINDOW * 2, PartKind::Furniture),
        ];
        let second = article.window(WINDOW..WINDOW * 2);
        assert_eq!(second.parts, [part(0, 5, PartKind::Body), part(5, WINDOW, PartKind::Furniture)]);
        assert!(second.continues && !article.window(0..WINDOW).continues);
        assert_eq!(second.text.len(), WINDOW);
    }
}
