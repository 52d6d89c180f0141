//! Plain text: the whole file is the text, and its head and foot say what it is.

use super::{head, outlet};
use crate::text::{Article, DateOrigin, DateSpan, PartKind, dateline, dates};

/// The article of a plain text file.
pub(super) fn article(id: &str, path: &str, text: String) -> Article {
    let mut article = structured(id.to_owned(), path, text, 0, None);
    if let Some(date) = from_name(id) {
        article.offer_date(date);
    }
    article
}

/// An article of `text`, of which everything before byte `from` is someone else's to describe. `title` is the
/// headline where a field told it.
pub(super) fn structured(id: String, path: &str, text: String, from: usize, title: Option<String>) -> Article {
    let found = head::read(&text, from, title.as_deref());
    let mut article = Article { id, path: path.to_owned(), ..Article::default() };
    article.title = title.or(found.title);
    article.author = found.author;
    article.address = found.address;
    article.language = found.language;
    article.updated = found.updated;
    let opening = found.parts.iter().find(|p| p.kind == PartKind::Body);
    let line = opening.and_then(|body| dateline::dateline(&text, body.span));
    let agency = line.and_then(|d| d.agency).map(|a| outlet::full(a.of(&text)));
    article.source = found.source.or(found.owner).or(agency);
    article.published = found.published;
    for date in found.other_dates {
        article.offer_date(date);
    }
    article.parts = found.parts;
    article.text = text;
    article
}

/// Whether a page's block above the story only repeats its byline, its date or a label.
pub(super) fn is_page_head(kind: PartKind, block: &str) -> bool {
    kind == PartKind::Body
        && block.len() <= 140
        && head::read(&format!("{block}\n\n."), 0, None)
            .parts
            .first()
            .is_some_and(|p| matches!(p.kind, PartKind::Byline | PartKind::DateLine | PartKind::Furniture))
}

/// A day in the file's own name: `2021-07-08-talks.txt`, `2021/07/08/talks.txt`.
fn from_name(id: &str) -> Option<DateSpan> {
    let bytes = id.as_bytes();
    let found = (0..bytes.len()).find_map(|i| {
        let clear = i == 0 || !bytes.get(i - 1).is_some_and(u8::is_ascii_alphanumeric);
        let tail = bytes.get(i + 10).is_some_and(u8::is_ascii_digit);
        let separator = bytes.get(i + 4).is_some_and(|b| matches!(b, b'-' | b'/' | b'_'));
        let piece = id.get(i..i + 10).filter(|_| clear && !tail && separator)?;
        dates::stamp(&piece.replace(['/', '_'], "-"))
    })?;
    Some(found.span(DateOrigin::Address, "the file's name says so"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_file_name_may_tell_the_day() {
        assert_eq!(from_name("wire/2026-05-12-crossing.txt").map(|s| s.earliest), Some(date(2026, 5, 12)));
        assert_eq!(from_name("2021/07/08/talks.txt").map(|s| s.earliest), Some(date(2021, 7, 8)));
        assert_eq!(from_name("000_666808f3be42824d.txt"), None);
        assert_eq!(from_name("a12021-07-08.txt"), None);
    }
}
