//! Markdown with YAML front matter. Offsets count into the file: nothing is rendered, only described.

use super::text;
use crate::text::{Article, DateOrigin, Part, PartKind, Span, dates};

/// The article of a Markdown file.
pub(super) fn article(id: &str, path: &str, text: String) -> Article {
    let (fields, body) = front_matter(&text);
    let field = |names: &[&str]| {
        names.iter().find_map(|name| fields.iter().find(|(key, _)| key == name)).map(|(_, value)| value.clone())
    };
    let title = field(&["title", "headline"]);
    let source = field(&["source", "outlet", "publication", "publisher", "site"]);
    let author = field(&["author", "authors", "byline", "by"]);
    let address = field(&["url", "link", "canonical", "address"]);
    let language = field(&["language", "lang"]);
    let published = field(&["date", "published", "publishdate", "pubdate"]);
    let updated = field(&["updated", "modified", "lastmod"]);
    let mut article = text::structured(id.to_owned(), path, text, body, title);
    if body > 0 {
        article.parts.insert(0, Part { span: Span::new(0, body), kind: PartKind::Furniture });
    }
    article.source = source.or(article.source);
    article.author = author.or(article.author);
    article.address = address.or(article.address);
    article.language = language.or(article.language);
    let from_text = article.published.take();
    if let Some(field) = published {
        match dates::stamp(&field) {
            Some(date) => article.offer_date(date.span(DateOrigin::Metadata, "the front matter's date")),
            None => article.doubt_date("the front matter's date", &field),
        }
    }
    for date in from_text.into_iter().chain(std::mem::take(&mut article.other_dates)) {
        article.offer_date(date);
    }
    if let Some(field) = updated {
        match dates::stamp(&field) {
            Some(date) => article.updated = Some(date.span(DateOrigin::Metadata, "the front matter's update")),
            None => article.doubt_date("the front matter's update", &field),
        }
    }
    article
}

/// Fields between two lines of three dashes, keys in lower case, and the byte where the text goes on. Values are
/// read as plain words; quotes and the brackets of a short list are taken off.
fn front_matter(text: &str) -> (Vec<(String, String)>, usize) {
    let mut lines = text.split_inclusive('\n');
    let mut at = match lines.next() {
        Some(first) if first.trim_end() == "---" => first.len(),
        _ => return (Vec::new(), 0),
    };
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in lines {
        at += line.len();
        let bare = line.trim_end();
        if bare == "---" || bare == "..." {
            return (fields, at);
        }
        if let Some(item) = bare.trim_start().strip_prefix("- ") {
            // A list's items, one a line, belong to the key above.
            if let Some((_, value)) = fields.last_mut() {
                if !value.is_empty() {
                    value.push_str(", ");
                }
                value.push_str(unquote(item));
            }
        } else if let Some((key, value)) = bare.split_once(':').filter(|_| !bare.starts_with([' ', '#'])) {
            fields.push((key.trim().to_lowercase(), unquote(value).to_owned()));
        }
    }
    // Never closed: these dashes were a rule, not front matter.
    (Vec::new(), 0)
}

fn unquote(value: &str) -> &str {
    let value = value.trim();
    let value = value.strip_prefix('[').and_then(|v| v.strip_suffix(']')).unwrap_or(value).trim();
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote).and_then(|v| v.strip_suffix(quote)) {
            return inner;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_read_and_set_apart() {
        let text = "---\ntitle: \"Rain: a history\"\nsource: Gazette\ndate: 2026-05-13\n---\n\nNUKUS — It rained.\n";
        let article = article("a.md", "a.md", text.into());
        assert_eq!(article.title.as_deref(), Some("Rain: a history"));
        assert_eq!(article.source.as_deref(), Some("Gazette"));
        assert_eq!(article.published.map(|d| d.earliest.to_string()).as_deref(), Some("2026-05-13"));
        assert_eq!(article.parts.first().map(|p| p.kind), Some(PartKind::Furniture));
        assert_eq!(article.text, text);
    }

    #[test]
    fn a_rule_is_not_front_matter() {
        assert_eq!(front_matter("---\nJust a rule above: a text"), (vec![], 0));
    }
}
