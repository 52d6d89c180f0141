//! A saved news page: its metadata, and the story without the page round it.

use super::{page, text};
use crate::text::{Article, DateOrigin, Part, PartKind, Span, dates};
use dom_query::Document;
use dom_smoothie::Readability;

/// Deepest nesting of elements given to the extractor; browsers stop at the same.
const DEEPEST: usize = 512;

/// The article of a page; its text is what was extracted, one blank line between blocks.
pub(super) fn article(id: &str, path: &str, html: &str) -> Result<Article, String> {
    let document = Document::from(html);
    let meta = page::read(&document);
    let blocks = blocks(document, meta.body.as_deref(), meta.title.as_deref());
    let mut text = String::new();
    let mut parts = Vec::new();
    let kept = blocks.iter().position(|(kind, words)| !text::is_page_head(*kind, words)).unwrap_or(0);
    for (kind, words) in blocks.into_iter().skip(kept) {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(&words);
        parts.push(Part { span: Span::new(start, text.len()), kind });
    }
    if text.is_empty() {
        return Err("no story found in this page".into());
    }
    let mut told = text::structured(id.to_owned(), path, text, 0, meta.title.clone());
    // Of a page's several fields the first that can be read is followed; the text's own dates count less.
    let from_text = told.published.take();
    for field in &meta.published {
        match dates::stamp(field) {
            Some(found) => told.offer_date(found.span(DateOrigin::Metadata, "the page's publication time")),
            None => told.doubt_date("the page's publication time", field),
        }
    }
    if let Some(date) = from_text {
        told.offer_date(date);
    }
    let address = meta.address;
    if let Some(date) = address.as_deref().and_then(date_in_address) {
        told.offer_date(date.span(DateOrigin::Address, "the page's address has the day in it"));
    }
    match meta.updated.as_deref().map(|field| (field, dates::stamp(field))) {
        Some((_, Some(date))) => told.updated = Some(date.span(DateOrigin::Metadata, "the page's update time")),
        Some((field, None)) => told.doubt_date("the page's update time", field),
        None => {}
    }
    Ok(Article {
        title: meta.title,
        source: meta.source.or(told.source),
        author: meta.author.or(told.author),
        language: meta.language.or(told.language),
        address,
        // What the markup calls a caption or heading is one; the rest is told by its look.
        parts: merge(parts, &told.parts),
        ..told
    })
}

/// The markup's kinds, with the look's for what the markup leaves plain.
fn merge(markup: Vec<Part>, look: &[Part]) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::with_capacity(markup.len());
    for part in markup {
        if part.kind != PartKind::Body {
            out.push(part);
            continue;
        }
        let from = look.partition_point(|l| l.span.end <= part.span.start);
        out.extend(look.iter().skip(from).take_while(|l| l.span.start < part.span.end));
    }
    out
}

/// `/2021/07/08/` in a web address.
fn date_in_address(address: &str) -> Option<dates::Stamp> {
    let pieces: Vec<&str> = address.split(['/', '-', '_', '?', '#']).collect();
    pieces.windows(3).find_map(|w| match w {
        [y, m, d] if y.len() == 4 && (1..=2).contains(&m.len()) && (1..=2).contains(&d.len()) => {
            dates::stamp(&format!("{y}-{m:0>2}-{d:0>2}"))
        }
        _ => None,
    })
}

/// The story's blocks in order.
fn blocks(document: Document, body: Option<&str>, title: Option<&str>) -> Vec<(PartKind, String)> {
    let plain = page::blocks(&document.root());
    // The extractor recurses; a page nested deeper than browsers allow is read as it stands.
    let found = (page::depth(&document.root()) <= DEEPEST)
        .then(|| Readability::with_document(document, None, None).ok()?.parse().ok())
        .flatten();
    let story = match found {
        Some(article) => page::blocks(&Document::fragment(article.content).root()),
        None => plain,
    };
    let mut story: Vec<_> = story.into_iter().filter(|(_, words)| Some(words.as_str()) != title).collect();
    if let Some(body) = body {
        let length: usize = story.iter().map(|(_, words)| words.len()).sum();
        if body.len() > length * 2 {
            story = body
                .split('\n')
                .map(str::trim)
                .filter(|l| !l.is_empty())
                .map(|l| (PartKind::Body, l.to_owned()))
                .collect();
        }
    }
    story
}
