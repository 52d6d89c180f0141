//! Names at spans that are given from outside: for resolution alone.

use super::candidates::{Name, Names};
use super::features::Context;
use super::known::Known;
use super::lexicon::word_hash;
use super::mention::Kind;
use super::network::{GOVERNMENT, ORGANISATION, PLACE};
use super::recognise::Found;
use super::scan::Scan;
use super::weights::Model;
use crate::gazetteer::{FeatureClass, Gazetteer, Hit, NameKind};
use crate::text::Span;
use crate::text::normalise::normalise;
use crate::text::windows::windows;
use std::ops::Range;

/// Spans in text order, each once.
pub(crate) fn in_order(spans: &[Span]) -> Vec<Span> {
    let mut sorted = spans.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    sorted
}

/// Whether a span is one of those given, which are in order.
pub(crate) fn is_given(given: &[Span], span: Span) -> bool {
    given.binary_search(&span).is_ok()
}

/// The pieces of a text in which spans lie, each with its spans, counted from where it begins, in order. A span over the
/// end of a piece is a piece of its own.
pub(crate) fn pieces(text: &str, spans: &[Span]) -> Vec<(Range<usize>, Vec<Span>)> {
    let given = in_order(spans);
    let mut rest = given.iter().filter(|s| s.end as usize <= text.len()).peekable();
    let mut out = Vec::new();
    for piece in windows(text) {
        let (start, end) = (piece.start as u32, piece.end as u32);
        let (mut within, mut over) = (Vec::new(), Vec::new());
        while let Some(span) = rest.next_if(|s| s.start < end) {
            if span.end <= end {
                within.push(Span { start: span.start - start, end: span.end - start });
            } else {
                over.push((
                    span.start as usize..span.end as usize,
                    vec![Span { start: 0, end: span.end - span.start }],
                ));
            }
        }
        if !within.is_empty() {
            out.push((piece, within));
        }
        out.append(&mut over);
    }
    out
}

/// The given spans with those found besides that overlap with none of them; in text order, as both are.
pub(crate) fn among(given: &[Span], found: Vec<Span>) -> Vec<Span> {
    // Given spans may lie in each other: the furthest end of those that begin before.
    let mut reach = Vec::with_capacity(given.len());
    for span in given {
        reach.push(span.end.max(reach.last().copied().unwrap_or(0)));
    }
    let free = |span: &Span| {
        let before = given.partition_point(|g| g.start < span.end);
        before.checked_sub(1).is_none_or(|last| reach[last] <= span.start)
    };
    let mut all = given.to_vec();
    all.extend(found.into_iter().filter(free));
    all.sort_unstable();
    all
}

/// One name for each given span that covers a word, with what the gazetteer says about it, and nothing else.
pub(crate) fn names<'g>(scan: &Scan<'_>, gazetteer: &'g Gazetteer, spans: &[Span]) -> Names<'g> {
    let mut known = Known::new(gazetteer);
    let mut list = Vec::new();
    for span in in_order(spans) {
        let first = scan.tokens.partition_point(|t| t.span.end <= span.start);
        let end = scan.tokens.partition_point(|t| t.span.start < span.end);
        if first >= end {
            continue;
        }
        let (normal, hits) = look_up(gazetteer, span.of(scan.text));
        list.push(Name { first, end, span, bearers: known.keep(&hits), key: word_hash(&normal), alike: 0 });
    }
    Names::given(list, known)
}

/// Words at most of what is looked up for a longer span that no layer knows: no name has more.
const LONGEST: usize = 16;

/// The hits of a name as given, else without the words that often stand before or behind the name proper.
fn look_up(gazetteer: &Gazetteer, surface: &str) -> (String, Vec<Hit>) {
    let normal = normalise(surface);
    let mut hits = Vec::new();
    let mut tries = vec![normal.clone()];
    for front in ["the ", "city of ", "town of ", "village of ", "county of ", "state of ", "republic of "] {
        tries.extend(normal.strip_prefix(front).map(str::to_owned));
    }
    for back in [" city", " state", " province", " region", " twp", " township", " co", " s", " area"] {
        tries.extend(normal.strip_suffix(back).map(str::to_owned));
    }
    let words: Vec<&str> = normal.split(' ').collect();
    for length in (1..words.len().min(LONGEST + 1)).rev() {
        tries.push(words[..length].join(" "));
        tries.push(words[words.len() - length..].join(" "));
    }
    let lower = surface.chars().any(char::is_lowercase);
    for attempt in tries {
        gazetteer.lookup(&attempt, &mut hits);
        if lower && attempt.len() <= 3 {
            hits.retain(|h| h.kind != NameKind::Abbreviation || surface.ends_with('.'));
        }
        // "UK" is no village called Uk.
        let wide = |h: &Hit| matches!(gazetteer.feature(h.feature).class, FeatureClass::A | FeatureClass::L);
        if !lower && attempt.len() <= 3 && hits.iter().any(wide) {
            hits.retain(wide);
        }
        if !hits.is_empty() {
            break;
        }
    }
    (normal, hits)
}

/// All the names; those that are given are toponyms for certain.
pub(crate) fn found(context: &Context<'_>, model: &Model, is_given: impl Fn(Span) -> bool) -> Vec<Found> {
    let beliefs = super::recognise::believe(context, model);
    beliefs
        .into_iter()
        .enumerate()
        .map(|(name, mut beliefs)| {
            if is_given(context.names.list[name].span) {
                beliefs[PLACE] = (1.0 - beliefs[GOVERNMENT] - beliefs[ORGANISATION]).clamp(0.0, 1.0);
            }
            let kind = if context.in_dateline(&context.names.list[name]) {
                Kind::Dateline
            } else {
                super::kinds::placed_kind(context, name, &model.roles)
            };
            Found { name, beliefs, kind }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::windows::WINDOW;

    fn span(start: usize, end: usize) -> Span {
        Span::new(start, end)
    }

    #[test]
    fn pieces_hold_each_span_once() {
        // No blank and no line: the first piece ends where a window does.
        let text = "a".repeat(WINDOW + 100);
        let spans = [span(WINDOW + 10, WINDOW + 12), span(3, 5), span(WINDOW - 4, WINDOW + 4), span(3, 5)];
        let all = WINDOW..WINDOW + 100;
        let expected =
            vec![(0..WINDOW, vec![span(3, 5)]), (WINDOW - 4..WINDOW + 4, vec![span(0, 8)]), (all, vec![span(10, 12)])];
        assert_eq!(pieces(&text, &spans), expected);
        assert_eq!(pieces("", &[]), []);
    }

    #[test]
    fn what_overlaps_with_a_given_span_is_left() {
        let given = [span(0, 20), span(5, 8), span(30, 35)];
        let found = vec![span(10, 12), span(20, 24), span(25, 31), span(35, 40)];
        assert_eq!(among(&given, found), [span(0, 20), span(5, 8), span(20, 24), span(30, 35), span(35, 40)]);
    }
}
