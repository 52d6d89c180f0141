//! The lines of a text that are not blank, with where they stand.

use crate::text::Span;

/// A line without its surrounding blanks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) span: Span,
    /// Whether it opens a paragraph.
    pub(super) after_blank: bool,
}

impl Line<'_> {
    /// Whether it has so many words at most; a long line is not read to its end.
    pub(super) fn has_at_most(&self, words: usize) -> bool {
        self.text.split_whitespace().nth(words).is_none()
    }

    /// Whether it ends like a sentence rather than like a heading.
    pub(super) fn ends_sentence(&self) -> bool {
        let end = self.text.trim_end_matches(['”', '"', '’', '\'', '»', ')']);
        end.ends_with(['.', '!', '?', '…', ':', ';', ',', '。', '؟', '۔'])
    }
}

/// The lines of `text` from byte `from` on that are not blank.
pub(super) fn lines(text: &str, from: usize) -> Vec<Line<'_>> {
    let mut out = Vec::new();
    let (mut at, mut after_blank) = (from, true);
    for raw in text.get(from..).unwrap_or("").split_inclusive('\n') {
        let line = raw.trim();
        if line.is_empty() {
            after_blank = true;
        } else {
            let start = at + (raw.len() - raw.trim_start().len());
            out.push(Line { text: line, span: Span::new(start, start + line.len()), after_blank });
            after_blank = false;
        }
        at += raw.len();
    }
    out
}
