//! RSS and Atom: each entry of a feed is an article, dated by the feed. What an entry has of HTML is read as a page is.

use super::{Sink, page, text};
use crate::notice::Notice;
use crate::text::xml::{DEEPEST, depth};
use crate::text::{Article, DateOrigin, dates};
use dom_query::Document as Html;
use roxmltree::{Document, Node};
use std::ops::ControlFlow;

/// Whether a text is a feed: its first element says so.
pub(super) fn is_feed(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    // Declarations, comments and style sheets stand before it.
    while let Some(tag) = rest.strip_prefix('<') {
        if !tag.starts_with(['?', '!']) {
            let name = tag.split(|c: char| c.is_whitespace() || c == '>').next().unwrap_or("");
            return matches!(name.to_ascii_lowercase().as_str(), "rss" | "feed" | "rdf:rdf" | "atom:feed");
        }
        let end = if tag.starts_with("!--") { "-->" } else { ">" };
        rest = tag.find(end).and_then(|at| tag.get(at + end.len()..)).unwrap_or("").trim_start();
    }
    false
}

/// Hands over a feed's entries.
pub(super) fn articles(name: &str, id: &str, feed: &str, sink: &mut Sink<'_>) -> ControlFlow<()> {
    if depth(feed) > DEEPEST {
        return sink.notice(Notice::left_out(name, format!("no feed: elements within elements, over {DEEPEST} deep")));
    }
    let document = match Document::parse(feed.trim_start_matches('\u{feff}').trim_start()) {
        Ok(document) => document,
        Err(error) => return sink.notice(Notice::left_out(name, format!("a feed that cannot be read: {error}"))),
    };
    let root = document.root_element();
    let channel = root.children().find(|n| named(*n, "channel")).unwrap_or(root);
    let about = Feed { outlet: plain(channel, &["title"]), language: plain(channel, &["language"]) };
    // RSS 1.0 has its entries beside the channel, the others within.
    let beside = root.children().filter(|_| channel != root);
    let entries = channel.children().chain(beside).filter(|n| named(*n, "item") || named(*n, "entry"));
    let mut count = 0;
    for entry in entries {
        count += 1;
        let at = format!("{name}:{}", document.text_pos_at(entry.range().start).row);
        match article(entry, &about, format!("{id}:{count}"), &at) {
            Some(article) => sink.article(article)?,
            None => sink.notice(Notice::left_out(at, "an entry without words"))?,
        }
    }
    if count > 0 { ControlFlow::Continue(()) } else { sink.notice(Notice::left_out(name, "a feed without entries")) }
}

/// What a feed says of all its entries.
struct Feed {
    outlet: Option<String>,
    language: Option<String>,
}

fn article(entry: Node<'_, '_>, feed: &Feed, id: String, at: &str) -> Option<Article> {
    let title = plain(entry, &["title"]);
    let html = child(entry, &["encoded", "content", "description", "summary"]).map(words).unwrap_or_default();
    let blocks = page::blocks(&Html::fragment(html).root());
    let body: Vec<String> = blocks.into_iter().map(|(_, words)| words).filter(|w| Some(w) != title.as_ref()).collect();
    let body = body.join("\n\n");
    // Many feeds give no more than a headline.
    let body = if body.trim().is_empty() { title.clone()? } else { body };
    let mut told = text::structured(id, at, body, 0, title);
    told.source = feed.outlet.clone().or(told.source);
    told.language = feed.language.as_deref().and_then(|l| l.split(['-', '_']).next()).map(str::to_lowercase);
    told.language = told.language.filter(|l| l.len() == 2 || l.len() == 3);
    told.author = child(entry, &["creator", "author"])
        .map(|a| a.children().find(|n| named(*n, "name")).unwrap_or(a))
        .map(words)
        .map(|w| w.trim().to_owned())
        .filter(|w| !w.is_empty())
        .or(told.author);
    told.address = link(entry).or(told.address);
    // The feed's own date stands before any in the text.
    let from_text = told.published.take();
    let (published, updated) =
        (plain(entry, &["pubDate", "published", "date", "issued"]), plain(entry, &["updated", "modified"]));
    match published.as_deref().map(|field| (field, dates::stamp(field))) {
        Some((_, Some(found))) => told.offer_date(found.span(DateOrigin::Feed, "the feed's entry")),
        Some((field, None)) => told.doubt_date("the feed's date", field),
        None => {}
    }
    match updated.as_deref().map(|field| (field, dates::stamp(field))) {
        Some((_, Some(found))) => {
            if published.is_none() {
                told.offer_date(
                    found.span(DateOrigin::Feed, "the update of the feed's entry, which has no other date"),
                );
            }
            told.updated = Some(found.span(DateOrigin::Feed, "the feed's entry"));
        }
        Some((field, None)) => told.doubt_date("the feed's update", field),
        None => {}
    }
    for date in from_text.into_iter().chain(std::mem::take(&mut told.other_dates)) {
        told.offer_date(date);
    }
    Some(told)
}

/// Whether an element has a name, in whatever namespace.
fn named(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// The child of the first of some names that there is.
fn child<'a, 'i>(node: Node<'a, 'i>, names: &[&str]) -> Option<Node<'a, 'i>> {
    names.iter().find_map(|name| node.children().find(|n| named(*n, name)))
}

/// All text below an element; markup that was not escaped loses its tags.
fn words(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|n| n.text()).collect()
}

/// A child's text without markup.
fn plain(node: Node<'_, '_>, names: &[&str]) -> Option<String> {
    let raw = words(child(node, names)?);
    let text = if raw.contains(['<', '&']) { Html::fragment(raw).text().to_string() } else { raw };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(text).filter(|t| !t.is_empty())
}

/// The entry's web address: RSS has it as text, Atom as an attribute.
fn link(entry: Node<'_, '_>) -> Option<String> {
    let links = entry.children().filter(|n| named(*n, "link"));
    let found = links.filter(|n| n.attribute("rel").is_none_or(|r| r == "alternate"));
    let address = |n: Node<'_, '_>| n.attribute("href").map_or_else(|| words(n), str::to_owned);
    found.map(address).map(|a| a.trim().to_owned()).find(|a| a.contains("://"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{Item, read_carried};

    fn read(name: &str, text: &str) -> (Vec<Article>, Vec<String>) {
        let (mut articles, mut notices) = (Vec::new(), Vec::new());
        let _ = read_carried(&[(name, text.as_bytes())], &mut |item| {
            match item {
                Item::Article(a) => articles.push(*a),
                Item::Notice(n) => notices.push(n.to_string()),
                Item::Progress { .. } => {}
            }
            ControlFlow::Continue(())
        });
        (articles, notices)
    }

    #[test]
    fn rss_is_read() {
        let (articles, notices) = read(
            "wire.xml",
            r#"<?xml version="1.0"?><!-- made --><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Pamir Wire</title><language>en-GB</language>
<item><title>Bridge &amp;amp; road shut</title><link>https://pamir.example/a</link><dc:creator>N. Shoev</dc:creator>
<pubDate>Thu, 08 Jul 2021 23:15:00 +0500</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>The bridge at <b>Panj</b> is shut.</p><p>So is the road to Khorog.</p>]]></content:encoded></item>
<item><title>Only a headline from Kabul</title><pubDate>someday</pubDate></item><item/></channel></rss>"#,
        );
        let [first, second] = articles.as_slice() else { panic!("{articles:?}") };
        assert_eq!(first.text, "The bridge at Panj is shut.\n\nSo is the road to Khorog.");
        assert_eq!(first.title.as_deref(), Some("Bridge & road shut"));
        assert_eq!(first.source.as_deref(), Some("Pamir Wire"));
        assert_eq!(first.author.as_deref(), Some("N. Shoev"));
        assert_eq!(first.address.as_deref(), Some("https://pamir.example/a"));
        let date = first.published.as_ref().unwrap();
        assert_eq!((date.words().as_str(), date.origin), ("2021-07-08", DateOrigin::Feed));
        assert_eq!(second.text, "Only a headline from Kabul");
        assert_eq!(second.published, None);
        assert!(notices.iter().any(|n| n.contains("an entry without words")), "{notices:?}");
        assert!(notices.iter().any(|n| n.contains("someday")), "{notices:?}");
    }

    #[test]
    fn atom_is_read() {
        let (articles, notices) = read(
            "feed",
            r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Volga Log</title><entry><title type="html">Ice on the river</title>
<link rel="self" href="https://volga.example/self"/><link href="https://volga.example/ice"/>
<author><name>A. Orlov</name></author><published>2024-01-03T23:59:00+09:00</published><updated>2024-01-05T01:00:00Z</updated>
<summary>Boats stay in Kazan.</summary></entry></feed>"#,
        );
        assert_eq!(notices, Vec::<String>::new());
        let [entry] = articles.as_slice() else { panic!("{articles:?}") };
        assert_eq!((entry.text.as_str(), entry.author.as_deref()), ("Boats stay in Kazan.", Some("A. Orlov")));
        assert_eq!(entry.address.as_deref(), Some("https://volga.example/ice"));
        assert_eq!(
            entry.published.as_ref().map(|d| (d.words(), d.origin)),
            Some(("2024-01-03".into(), DateOrigin::Feed))
        );
        assert_eq!(entry.updated.as_ref().map(crate::text::DateSpan::words), Some("2024-01-05".into()));
    }

    #[test]
    fn broken_feeds_are_told() {
        for (text, told) in [
            ("<rss><channel><item></rss>", "a feed that cannot be read"),
            ("<rss><channel/></rss>", "a feed without entries"),
        ] {
            let (articles, notices) = read("wire.rss", text);
            assert!(articles.is_empty() && notices[0].contains(told), "{notices:?}");
        }
        let deep = format!("<rss>{}", "<item>".repeat(100_000));
        assert!(read("wire.rss", &deep).1[0].contains("over 100 deep"));
        // Other XML is read as the text it was before.
        assert!(!is_feed("<?xml version=\"1.0\"?><kml/>") && !is_feed("plain") && !is_feed("<html>"));
    }
}
