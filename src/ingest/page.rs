//! What a page's markup says: metadata of its head and JSON-LD, and its blocks of text.

use super::outlet;
use crate::text::PartKind;
use dom_query::{Document, NodeRef};
use serde_json::Value;

/// A page's own account of itself.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) title: Option<String>,
    pub(super) source: Option<String>,
    pub(super) author: Option<String>,
    /// Every publication date that is told, strongest first.
    pub(super) published: Vec<String>,
    pub(super) updated: Option<String>,
    pub(super) address: Option<String>,
    pub(super) language: Option<String>,
    /// The story as JSON-LD gives it.
    pub(super) body: Option<String>,
}

/// Reads the metadata: JSON-LD first, then meta tags, then what the page shows.
pub(super) fn read(document: &Document) -> Page {
    let ld = json_ld(document);
    let ld = |path: &[&str]| ld.as_ref().and_then(|value| pick(value, path));
    let meta = |names: &[&str]| names.iter().find_map(|name| meta(document, name));
    let shown = |selector: &str| {
        document
            .try_select(selector)
            .and_then(|s| s.nodes().first().map(|n| squeeze(&n.text())))
            .filter(|s| !s.is_empty())
    };
    let attribute = |selector: &str, name: &str| {
        let found = document.try_select(selector)?.nodes().first()?.attr(name)?;
        Some(found.trim().to_owned()).filter(|s| !s.is_empty())
    };
    let tab = shown("title");
    let head = meta(&["og:title", "twitter:title"]).or_else(|| ld(&["headline"])).or_else(|| shown("h1"));
    let (bare, suffix) = tab.as_deref().map_or((None, None), split_title);
    let address = attribute("link[rel=canonical]", "href").or_else(|| meta(&["og:url"])).or_else(|| ld(&["url"]));
    let source = meta(&["og:site_name"])
        .or_else(|| ld(&["publisher", "name"]))
        .or_else(|| meta(&["application-name", "publisher", "dc.publisher"]))
        .or(suffix)
        .or_else(|| address.as_deref().and_then(host));
    let strip = |title: String| match &source {
        Some(source) => [" | ", " - ", " – ", " — ", " :: ", " · "]
            .iter()
            .find_map(|s| title.strip_suffix(&format!("{s}{source}")))
            .map_or_else(|| title.clone(), |t| t.trim().to_owned()),
        None => title,
    };
    let byline = ld(&["author", "name"])
        .or_else(|| meta(&["author", "byl", "article:author", "parsely-author", "sailthru.author", "dc.creator"]))
        .filter(|a| !a.starts_with("http"))
        .or_else(|| shown("[rel=author], [itemprop=author], .byline, .author, address"));
    let fields = [
        "article:published_time",
        "og:published_time",
        "datepublished",
        "date",
        "pubdate",
        "dc.date",
        "dc.date.issued",
        "dcterms.created",
        "sailthru.date",
        "parsely-pub-date",
        "article.published",
    ];
    let told = [
        meta(&fields),
        ld(&["datePublished"]),
        attribute("[itemprop=datePublished]", "content"),
        attribute("article time[datetime]", "datetime"),
    ];
    let mut published: Vec<String> = told.into_iter().flatten().collect();
    if published.is_empty() {
        published.extend(attribute("time[datetime]", "datetime"));
    }
    Page {
        title: head.or(bare).map(strip),
        author: byline.map(|b| name_of(&b)).filter(|b| !b.is_empty() && b.len() <= 120),
        published,
        updated: meta(&["article:modified_time", "og:updated_time", "datemodified", "last-modified"])
            .or_else(|| ld(&["dateModified"])),
        language: attribute("html", "lang").and_then(|l| l.split(['-', '_']).next().map(str::to_lowercase)),
        body: ld(&["articleBody"]),
        source: source.map(|s| outlet::full(&s)),
        address,
    }
}

fn meta(document: &Document, name: &str) -> Option<String> {
    let wanted = document.try_select("meta[content]")?;
    let found = wanted.nodes().iter().find(|node| {
        ["property", "name", "itemprop"].iter().any(|a| node.attr(a).is_some_and(|v| v.eq_ignore_ascii_case(name)))
    })?;
    Some(squeeze(&found.attr("content")?)).filter(|s| !s.is_empty())
}

/// The first JSON-LD object that describes an article.
fn json_ld(document: &Document) -> Option<Value> {
    let scripts = document.try_select("script[type='application/ld+json']")?;
    scripts.nodes().iter().find_map(|node| article_in(serde_json::from_str(node.text().trim()).ok()?, 0))
}

fn article_in(value: Value, depth: usize) -> Option<Value> {
    if depth > 4 {
        return None;
    }
    match value {
        Value::Array(items) => items.into_iter().find_map(|item| article_in(item, depth + 1)),
        Value::Object(mut object) => {
            let kind = object.get("@type").map(ToString::to_string).unwrap_or_default();
            if ["Article", "Posting", "Report"].iter().any(|k| kind.contains(k)) {
                return Some(Value::Object(object));
            }
            ["@graph", "mainEntity"].iter().find_map(|key| article_in(object.remove(*key)?, depth + 1))
        }
        _ => None,
    }
}

/// A string at a path; lists give their strings joined by ", ".
fn pick(value: &Value, path: &[&str]) -> Option<String> {
    let found = match (value, path) {
        (Value::Array(items), _) => {
            let found: Vec<String> = items.iter().filter_map(|item| pick(item, path)).collect();
            found.join(", ")
        }
        (Value::String(s), [] | ["name"]) => dom_text(s),
        (Value::Object(map), [first, rest @ ..]) => return pick(map.get(*first)?, rest),
        _ => return None,
    };
    Some(found.trim().to_owned()).filter(|s| !s.is_empty())
}

/// JSON-LD often carries entities and tags.
fn dom_text(s: &str) -> String {
    if s.contains(['&', '<']) { Document::fragment(s).root().text().to_string() } else { s.to_owned() }
}

/// "Headline | Outlet": both halves, where the last is short.
fn split_title(title: &str) -> (Option<String>, Option<String>) {
    let cut =
        [" | ", " :: ", " — ", " – ", " - ", " · "].iter().filter_map(|s| title.rfind(s).map(|i| (i, s.len()))).max();
    match cut {
        Some((at, len)) => {
            let (head, tail) = (title.get(..at).unwrap_or("").trim(), title.get(at + len..).unwrap_or("").trim());
            if head.split_whitespace().count() >= 3 && (1..=5).contains(&tail.split_whitespace().count()) {
                (Some(head.to_owned()), Some(tail.to_owned()))
            } else {
                (Some(title.to_owned()), None)
            }
        }
        None => (Some(title.to_owned()), None),
    }
}

fn host(address: &str) -> Option<String> {
    let rest = address.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    host.contains('.').then(|| host.to_owned())
}

/// A byline's name without "By" and without what follows on the next line.
fn name_of(byline: &str) -> String {
    let byline = byline.trim();
    let name = ["By ", "BY ", "by "].iter().find_map(|b| byline.strip_prefix(b)).unwrap_or(byline);
    name.trim().to_owned()
}

/// Blanks squeezed to single ones.
fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Elements that never hold the story's words.
const SKIPPED: [&str; 17] = [
    "script", "style", "noscript", "template", "nav", "footer", "form", "button", "svg", "iframe", "aside", "select",
    "head", "object", "video", "audio", "dialog",
];

/// Elements that end a block.
const BLOCKS: [&str; 31] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "tr",
    "td",
    "th",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "figure",
    "figcaption",
    "address",
    "pre",
    "hr",
    "details",
    "summary",
    "body",
];

/// The blocks of text under `root`, in order, with what the markup says they are.
pub(super) fn blocks(root: &NodeRef<'_>) -> Vec<(PartKind, String)> {
    let mut walk = Walk { out: Vec::new(), line: String::new(), kind: PartKind::Body };
    // An own stack: pages nest deeper than a thread's.
    let mut stack = vec![Step::Enter(*root)];
    while let Some(step) = stack.pop() {
        match step {
            Step::Leave(kind) => {
                walk.flush();
                walk.kind = kind;
            }
            Step::Enter(node) if node.is_text() => walk.line.push_str(&node.text()),
            Step::Enter(node) => {
                let name = node.node_name().unwrap_or_default();
                if SKIPPED.contains(&&*name) {
                    continue;
                }
                if &*name == "br" {
                    walk.flush();
                    continue;
                }
                if BLOCKS.contains(&&*name) {
                    walk.flush();
                    stack.push(Step::Leave(walk.kind));
                    walk.kind = match &*name {
                        "figcaption" => PartKind::Caption,
                        "h1" => PartKind::Headline,
                        "h2" | "h3" | "h4" | "h5" | "h6" => PartKind::Heading,
                        _ => walk.kind,
                    };
                }
                stack.extend(node.children_it(true).map(Step::Enter));
            }
        }
    }
    walk.flush();
    walk.out
}

/// How deep elements nest under `root`.
pub(super) fn depth(root: &NodeRef<'_>) -> usize {
    let mut stack = vec![(*root, 0)];
    let mut deepest = 0;
    while let Some((node, depth)) = stack.pop() {
        deepest = deepest.max(depth);
        stack.extend(node.children_it(false).map(|child| (child, depth + 1)));
    }
    deepest
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave(PartKind),
}

struct Walk {
    out: Vec<(PartKind, String)>,
    line: String,
    kind: PartKind,
}

impl Walk {
    fn flush(&mut self) {
        let words = squeeze(&self.line);
        self.line.clear();
        if !words.is_empty() {
            self.out.push((self.kind, words));
        }
    }
}
