//! Where stories are filed from: "KABUL, Afghanistan, July 8 (Agency) -".

use super::lexicon::Classes;
use super::scan::Scan;
use crate::text::PartKind;
use crate::text::tokens::{Gap, Shape};
use std::ops::Range;

/// A dateline stands within so many words of the start.
const NEAR_START: usize = 150;
/// Longest dateline in words.
const LONGEST: usize = 16;

/// The words of the text's datelines that may be places: up to the agency or the date.
pub(super) fn zones(scan: &Scan<'_>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut at = if scan.opens { 0 } else { usize::MAX };
    while at < scan.tokens.len().min(NEAR_START) && out.len() < 3 {
        let opens = scan.tokens[at].shape.has(Shape::OPENS) || matches!(scan.gap(at), Gap::Line | Gap::Other);
        if opens
            && scan.is_capital(at)
            // "ORLANDO, Fla. (AP)": the stop is the state's, and the agency opens nothing.
            && (scan.gap(at) != Gap::Open || at == 0)
            && scan.part(at) != PartKind::Headline
            && let Some(zone) = zone(scan, at)
        {
            at = zone.end;
            out.push(zone);
            continue;
        }
        at += 1;
    }
    out
}

fn zone(scan: &Scan<'_>, first: usize) -> Option<Range<usize>> {
    let capitals = |at: usize| {
        scan.tokens
            .get(at)
            .is_some_and(|t| t.shape.is_capitals() || (t.shape.has(Shape::UPPER) && !t.shape.has(Shape::LOWER)))
    };
    // Where the places end: at an agency's bracket or a date.
    let mut places_end = None;
    let mut told = false;
    let mut month = false;
    for at in first + 1..(first + LONGEST).min(scan.tokens.len()) {
        let end = places_end.unwrap_or(at);
        match scan.gap(at) {
            Gap::Dash => {
                let strong = capitals(first) || told;
                // "Paris - the city of light" opens no story; only the very first words may do without capitals.
                return (strong || (first == 0 && scan.is_capital(at))).then_some(first..end);
            }
            // "BEIRUT: Bakers", "[KARACHI] Farmers".
            Gap::Colon if first == 0 && at <= 3 && (first..at).all(capitals) && !scan.shouting => {
                return Some(first..end);
            }
            // "MOSCOW, March 3. /TASS/. The icebreaker"; "Tehran, 3 March: The speaker".
            Gap::Slash if month && capitals(first) => return Some(first..end),
            Gap::Colon if month && first == 0 && at <= 6 && end > first => return Some(first..end),
            Gap::Close if scan.gap(first) == Gap::Open || first == 0 && scan.text.starts_with('[') => {
                return ((first..at).all(capitals) && first < 2 && !scan.shouting).then_some(first..end);
            }
            Gap::Paragraph | Gap::Ask | Gap::Quote | Gap::Colon => return None,
            Gap::Open => {
                places_end.get_or_insert(at);
                told = true;
            }
            _ => {}
        }
        let token = &scan.tokens[at];
        if token.shape.has(Shape::DIGIT) || (scan.class(at).has(Classes::CALENDAR) && token.shape.has(Shape::UPPER)) {
            places_end.get_or_insert(at);
            told = true;
            month |= scan.class(at).has(Classes::CALENDAR);
        } else if !token.shape.has(Shape::UPPER)
            && !matches!(scan.word(at), "and" | "of" | "de" | "the")
            && places_end.is_none()
        {
            // "SAN ANTONIO Turner said": capitals at the very start that run into a sentence.
            let run = (first..at).take_while(|&t| capitals(t)).count();
            let runs_in = first == 0 && !scan.shouting && run > 0 && run < at && scan.word(first).len() >= 4;
            let sentence = (first + run..at).all(|t| scan.gap(t) == Gap::Space) && at - (first + run) <= 3;
            return (runs_in && sentence).then_some(first..first + run);
        }
    }
    None
}
