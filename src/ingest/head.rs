//! What the lines of a text are for: headline, byline, date line, caption, heading, body, furniture; and what its
//! head and foot tell about it. Works on any text and changes none.

use super::furniture::{
    from_capitals, is_caption, is_furniture, is_name, is_name_in_capitals, is_reading_time, is_summary_heading,
};
use super::lines::{Line, lines};
use super::outlet;
use crate::text::{DateOrigin, DateSpan, Part, PartKind, Span, dateline, dates};

/// Lines at most looked at before the story is taken to have begun.
const HEAD: usize = 14;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) title: Option<String>,
    pub(super) source: Option<String>,
    /// Outlet by the copyright line: weaker than `source`.
    pub(super) owner: Option<String>,
    pub(super) author: Option<String>,
    pub(super) address: Option<String>,
    pub(super) language: Option<String>,
    pub(super) published: Option<DateSpan>,
    pub(super) updated: Option<DateSpan>,
    /// Publication dates told after the first.
    pub(super) other_dates: Vec<DateSpan>,
    /// In text order, one a line.
    pub(super) parts: Vec<Part>,
}

/// Reads `text` from byte `from` on. `title` is the headline where something else told it.
pub(super) fn read(text: &str, from: usize, title: Option<&str>) -> Found {
    let lines = lines(text, from);
    let mut found = Found::default();
    let mut last = None;
    let mut i = 0;
    while let Some(line) = lines.get(i).filter(|_| i < HEAD) {
        let next = lines.get(i + 1);
        let Some(kind) = head_line(line, next, last, i, title, &mut found) else { break };
        last = Some(kind);
        i += 1;
    }
    // A single line, or nothing but head: then it is the story.
    if i == lines.len() && !found.parts.iter().any(|p| p.kind == PartKind::Body) {
        let keep = found.parts.iter().rposition(|p| matches!(p.kind, PartKind::Headline | PartKind::Heading));
        if let Some(part) =
            keep.and_then(|k| found.parts.get_mut(k)).filter(|p| lines.len() == 1 || p.kind == PartKind::Heading)
        {
            if part.kind == PartKind::Headline {
                found.title = None;
            }
            part.kind = PartKind::Body;
        }
    }
    for (k, line) in lines.iter().enumerate().skip(i) {
        let kind = body_line(line, k + 1 == lines.len(), lines.get(k + 1), &mut found);
        found.parts.push(Part { span: line.span, kind });
    }
    found
}

/// Takes one line of the head; `None` when the story begins with it.
fn head_line(
    line: &Line<'_>,
    next: Option<&Line<'_>>,
    last: Option<PartKind>,
    number: usize,
    title: Option<&str>,
    found: &mut Found,
) -> Option<PartKind> {
    let text = line.text;
    let kind = if title.is_some_and(|t| t.trim() == text) || text.starts_with("# ") {
        let words = text.trim_start_matches('#').trim();
        found.title.get_or_insert_with(|| words.to_owned());
        PartKind::Headline
    } else if let Some(split) = field(line, found) {
        return Some(push(found, split));
    } else if outlet::is_copyright(text) {
        body_line(line, false, None, found)
    } else if is_reading_time(text) {
        PartKind::DateLine
    } else if is_furniture(text) {
        PartKind::Furniture
    } else if is_summary_heading(text) {
        PartKind::Heading
    } else if is_caption(text) {
        PartKind::Caption
    } else if byline(text, found) {
        PartKind::Byline
    } else if date_line(text, found) {
        PartKind::DateLine
    } else if number > 0 && is_name_in_capitals(text) && next.is_some() {
        if is_agency_line(text, found) {
            PartKind::Byline
        } else {
            found.author.get_or_insert_with(|| from_capitals(text));
            PartKind::Byline
        }
    } else if text.starts_with(['•', '-', '*', '–']) || dateline::dateline(text, Span::new(0, text.len())).is_some()
    {
        return None;
    } else if number > 0 && is_agency_line(text, found) {
        PartKind::Byline
    } else if outlet_line(text, next, last) {
        found.source.get_or_insert_with(|| outlet::full(text));
        PartKind::Byline
    } else if title.is_none() && found.title.is_none() && last != Some(PartKind::Heading) && is_headline(line, next) {
        found.title = Some(text.to_owned());
        PartKind::Headline
    } else if line.has_at_most(24) && !line.ends_sentence() && next.is_some() && !text.contains(". ") {
        PartKind::Heading
    } else {
        return None;
    };
    found.parts.push(Part { span: line.span, kind });
    Some(kind)
}

/// Adds pieces of one line; the last one's kind.
fn push(found: &mut Found, pieces: Vec<Part>) -> PartKind {
    let kind = pieces.last().map_or(PartKind::Furniture, |p| p.kind);
    found.parts.extend(pieces.into_iter().filter(|p| !p.span.is_empty()));
    kind
}

/// "Source: …", "Date: …", and a bare "date 2021-07-08" with or without the headline behind it.
fn field(line: &Line<'_>, found: &mut Found) -> Option<Vec<Part>> {
    let text = line.text;
    let start = line.span.start as usize;
    let whole = |kind| vec![Part { span: line.span, kind }];
    if let Some(rest) = text.get(..5).filter(|head| head.eq_ignore_ascii_case("date ")).and_then(|_| text.get(5..)) {
        let day = rest.split_whitespace().next()?;
        if day.len() == 10 && day.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
            let stamp = dates::stamp(day)?;
            found.published = Some(stamp.span(DateOrigin::Metadata, "the file's own date field"));
            let at = 5 + rest.find(day)? + day.len();
            let headline = text.get(at..)?;
            let lead = at + (headline.len() - headline.trim_start().len());
            if !headline.trim().is_empty() && found.title.is_none() {
                found.title = Some(headline.trim().to_owned());
            }
            return Some(vec![
                Part { span: Span::new(start, start + at), kind: PartKind::DateLine },
                Part { span: Span::new(start + lead, start + text.len()), kind: PartKind::Headline },
            ]);
        }
    }
    let (key, value) = text.split_once(':')?;
    let value = value.trim();
    if key.len() > 14 || value.is_empty() || text.len() > 400 {
        return None;
    }
    let date = |value: &str, reason: &str| dates::stamp(value).map(|s| s.span(DateOrigin::Metadata, reason));
    match key.trim().to_lowercase().as_str() {
        "title" | "headline" => {
            found.title.get_or_insert_with(|| value.to_owned());
            let at = start + text.len() - value.len();
            return Some(vec![
                Part { span: Span::new(start, at), kind: PartKind::Furniture },
                Part { span: Span::new(at, start + text.len()), kind: PartKind::Headline },
            ]);
        }
        "source" | "outlet" | "publication" | "publisher" => {
            found.source = Some(outlet::full(value));
        }
        "author" | "authors" | "by" | "byline" => found.author = Some(value.to_owned()),
        "date" | "published" | "publication date" | "posted" => {
            found.published = Some(date(value, "the file's own date field")?);
            return Some(whole(PartKind::DateLine));
        }
        "updated" | "modified" | "last updated" => {
            found.updated = Some(date(value, "the file's own update field")?);
            return Some(whole(PartKind::DateLine));
        }
        "url" | "link" | "address" => found.address = Some(value.to_owned()),
        "language" | "lang" => found.language = Some(value.to_owned()),
        _ => return None,
    }
    Some(whole(PartKind::Furniture))
}

/// Words behind a byline's comma that name a job, not an outlet.
const JOBS: [&str; 17] = [
    "staff",
    "writer",
    "reporter",
    "correspondent",
    "editor",
    "contributor",
    "columnist",
    "bureau",
    "chief",
    "intern",
    "special",
    "guest",
    "photographer",
    "producer",
    "analyst",
    "desk",
    "journalist",
];

/// "By Ada Lovelace, Meridian Wire", "By Ada Lovelace and Charles Babbage", "By Editor".
fn byline(text: &str, found: &mut Found) -> bool {
    if text.len() > 120 {
        return false;
    }
    let by = ["By ", "BY ", "by ", "By: ", "Written by ", "Story by ", "Reported by "];
    let Some(names) = by.iter().find_map(|b| text.strip_prefix(b)) else { return false };
    let mut pieces = names.split([',', '|', '·', '•']).map(str::trim).filter(|p| !p.is_empty());
    let Some(first) = pieces.next() else { return false };
    let (first, outlet) = first.split_once(" for ").map_or((first, None), |(who, outlet)| (who, Some(outlet)));
    if !is_name(first, 9) || !outlet.is_none_or(|o| is_name(o, 6)) {
        return false;
    }
    let mut author = first.to_owned();
    if let Some(outlet) = outlet {
        found.source.get_or_insert_with(|| outlet::full(outlet));
    }
    for piece in pieces {
        let lower = piece.to_lowercase();
        if lower.split_whitespace().any(|w| JOBS.contains(&w)) {
            // "Associated Press Writer" names both.
            is_agency_line(piece, found);
        } else if piece.bytes().any(|b| b.is_ascii_digit()) {
            date_line(piece, found);
        } else if is_name(piece, 6) {
            if piece.contains(" and ") {
                author = format!("{author}, {piece}");
            } else {
                found.source.get_or_insert_with(|| outlet::full(piece));
            }
        } else {
            return false;
        }
    }
    let nobody =
        ["editor", "admin", "staff", "staff writer", "staff reporter", "web desk", "news desk", "our correspondent"];
    if outlet::is_agency(&author) {
        found.source.get_or_insert_with(|| outlet::full(&author));
    } else if !nobody.contains(&author.to_lowercase().as_str()) {
        let author = if is_name_in_capitals(&author) { from_capitals(&author) } else { author };
        found.author.get_or_insert(author);
    }
    true
}

/// "Associated Press", "Associated Press Writer".
fn is_agency_line(text: &str, found: &mut Found) -> bool {
    let name = [" Writer", " writer", " Staff", " Correspondent"]
        .iter()
        .find_map(|end| text.strip_suffix(end))
        .unwrap_or(text);
    let agency = outlet::is_agency(name);
    if agency {
        found.source.get_or_insert_with(|| outlet::full(name));
    }
    agency
}

/// Words of a date line that name nothing, in lower case.
const DATE_WORDS: [&str; 40] = [
    "a.m",
    "am",
    "at",
    "bst",
    "cest",
    "cet",
    "date",
    "edt",
    "est",
    "et",
    "first",
    "gmt",
    "ist",
    "last",
    "modified",
    "mst",
    "on",
    "p.m",
    "pdt",
    "pm",
    "posted",
    "pst",
    "publication",
    "published",
    "pubdate",
    "pt",
    "time",
    "updated",
    "utc",
    "edited",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "issued",
    "print",
    "edition",
];

/// A line that is a date and perhaps an outlet and an author: "Pamir Gazette · Published 14 May 2026".
fn date_line(text: &str, found: &mut Found) -> bool {
    if text.len() > 140 || text.ends_with(['.', '?', '!']) && text.split_whitespace().count() > 6 {
        return false;
    }
    let expressions = dates::expressions(text, None);
    let known: Vec<(Span, _, _)> = expressions.iter().filter_map(|e| Some((e.span, e.earliest?, e.latest?))).collect();
    if known.is_empty() {
        return false;
    }
    // Everything that is not a date must be a label, a time or a name.
    let mut names = Vec::new();
    let mut at = 0;
    let ends =
        known.iter().map(|k| (k.0.start as usize, k.0.end as usize)).chain(std::iter::once((text.len(), text.len())));
    for (start, end) in ends {
        let gap = text.get(at..start).unwrap_or("");
        for piece in gap.split(['|', '·', '•', '—', '–', ',', '/', '(', ')']) {
            let words: Vec<&str> = piece.split_whitespace().filter(|w| !is_date_word(w)).collect();
            if !words.is_empty() {
                names.push(words.join(" "));
            }
        }
        at = end;
    }
    if names.len() > 2 || !names.iter().all(|n| is_name(n, 5)) {
        return false;
    }
    for (span, earliest, latest) in known {
        let before = text.get(..span.start as usize).unwrap_or("").to_lowercase();
        let update = [before.rfind("updated"), before.rfind("modified")].into_iter().flatten().max();
        let publish = [before.rfind("published"), before.rfind("posted")].into_iter().flatten().max();
        let stamp = dates::Stamp { earliest, latest };
        let reason = format!("a line of its own says {}", span.of(text));
        let slot = if update > publish { &mut found.updated } else { &mut found.published };
        if slot.is_none() {
            *slot = Some(stamp.span(DateOrigin::Text, reason));
        } else if update <= publish {
            found.other_dates.push(stamp.span(DateOrigin::Text, reason));
        }
    }
    let strip = |name: &str| name.strip_prefix("By ").unwrap_or(name).to_owned();
    match names.as_slice() {
        [outlet] if outlet.starts_with("By ") => {
            found.author.get_or_insert_with(|| strip(outlet));
        }
        [outlet] => {
            found.source.get_or_insert_with(|| outlet::full(outlet));
        }
        [author, outlet] => {
            found.author.get_or_insert_with(|| strip(author));
            found.source.get_or_insert_with(|| outlet::full(outlet));
        }
        _ => {}
    }
    true
}

fn is_date_word(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let time = bare.bytes().next().is_some_and(|b| b.is_ascii_digit())
        && bare.bytes().all(|b| b.is_ascii_digit() || matches!(b, b':' | b'.' | b'h' | b'a' | b'p' | b'm'));
    bare.is_empty() || time || DATE_WORDS.contains(&bare.as_str())
}

/// A short name on its own between byline and date is the outlet.
fn outlet_line(text: &str, next: Option<&Line<'_>>, last: Option<PartKind>) -> bool {
    let dated = |line: &Line<'_>| date_line(line.text, &mut Found::default());
    is_name(text, 5)
        && text.len() <= 50
        && match last {
            Some(PartKind::Byline) => true,
            Some(PartKind::Headline) => next.is_some_and(dated),
            _ => false,
        }
}

/// A headline: no sentence, not too long, and something follows.
fn is_headline(line: &Line<'_>, next: Option<&Line<'_>>) -> bool {
    let end = line.text.trim_end_matches(['”', '"', '’', '\'']);
    next.is_some() && line.text.len() <= 240 && line.has_at_most(32) && !end.ends_with(['.', ':', ';', ','])
}

/// A line of the story or its foot.
fn body_line(line: &Line<'_>, is_last: bool, next: Option<&Line<'_>>, found: &mut Found) -> PartKind {
    let text = line.text;
    if outlet::is_copyright(text) {
        let (owner, _) = outlet::copyright(text);
        if found.owner.is_none() {
            found.owner = owner;
        }
        return PartKind::Furniture;
    }
    if is_furniture(text) {
        return PartKind::Furniture;
    }
    if is_reading_time(text) {
        return PartKind::DateLine;
    }
    if is_caption(text) {
        return PartKind::Caption;
    }
    if text.starts_with("By ") && line.has_at_most(8) && byline(text, found) {
        return PartKind::Byline;
    }
    let heading = text.starts_with("## ")
        || text.starts_with("### ")
        || (!is_last
            && next.is_some()
            && line.after_blank
            && line.has_at_most(9)
            && text.len() <= 80
            && !line.ends_sentence()
            && text.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric())
            && !text.contains(['“', '"', '|']));
    if heading || is_summary_heading(text) { PartKind::Heading } else { PartKind::Body }
}
