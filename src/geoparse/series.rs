//! Names in lists and on routes: "through Georgia, Armenia and Azerbaijan", "the Kunduz-Kholm road".

use super::candidates::Name;
use super::features::Context;
use super::lexicon::is_one;
use super::network::{CLASSES, PLACE};
use super::recognise::toponym;
use crate::text::tokens::Gap;

/// First word of the list of names in which a name stands: the name's own where it is in none, or none that goes on.
pub(super) fn list_start(context: &Context<'_>, name: &Name) -> usize {
    let scan = context.scan;
    let and = |at: usize| matches!(scan.word(at), "and" | "or") && scan.gap(at) == Gap::Space;
    let last = name.first.checked_sub(1).is_some_and(and);
    let goes_on = (scan.gap(name.end) == Gap::Comma && context.name_at(name.end).is_some())
        || (and(name.end) && context.name_at(name.end + 1).is_some());
    let middle = goes_on && scan.gap(name.first) == Gap::Comma;
    if !(last || middle) {
        return name.first;
    }
    let mut start = name.first;
    for _ in 0..LIST {
        let joined = start.checked_sub(1).filter(|&at| and(at));
        let end = joined.or((scan.gap(start) == Gap::Comma).then_some(start));
        let Some(before) = end.and_then(|end| context.name_ending_at(end)) else { break };
        start = before.first;
    }
    start
}

/// Names of a list that are gone back over.
const LIST: usize = 8;

/// "Samara, Saratov and Astrakhan": one of three in a list of which the other two are believed in is a place, too.
pub(super) fn listed(
    context: &Context<'_>,
    index: usize,
    first: &[[f32; CLASSES]],
    beliefs: [f32; CLASSES],
) -> [f32; CLASSES] {
    let scan = context.scan;
    let name = &context.names.list[index];
    let now = toponym(&beliefs);
    if !(LISTED_FROM..LISTED).contains(&now) || context.facts(name).is_none_or(|f| f.demonym) {
        return beliefs;
    }
    let and = |at: usize| matches!(scan.word(at), "and" | "or") && scan.gap(at) != Gap::Dot;
    let next = |n: &Name| match scan.gap(n.end) {
        Gap::Comma => context.index_at(n.end + usize::from(and(n.end))),
        Gap::Space if and(n.end) => context.index_at(n.end + 1),
        _ => None,
    };
    let previous = |n: &Name| {
        let joined = n.first.checked_sub(1).filter(|&at| and(at));
        match joined {
            Some(at) => context.index_ending_at(at),
            None if scan.gap(n.first) == Gap::Comma => context.index_ending_at(n.first),
            None => None,
        }
    };
    let believed = |i: usize| first.get(i).is_some_and(|b| toponym(b) > 0.35);
    let other = |i: Option<usize>| i.filter(|&i| believed(i)).map(|i| &context.names.list[i]);
    let (before, behind) = (other(previous(name)), other(next(name)));
    let three = match (before, behind) {
        (Some(_), Some(_)) => true,
        (Some(n), None) => other(previous(n)).is_some(),
        (None, Some(n)) => other(next(n)).is_some(),
        (None, None) => false,
    };
    // "The Kyiv–Odesa train": two large towns with a dash between them.
    let route = || {
        let large = |n: &Name| context.facts(n).is_some_and(|f| f.populated && f.population >= ROUTE);
        let from = context.index_ending_at(name.first).filter(|&i| believed(i)).map(|i| &context.names.list[i]);
        let between = from.and_then(|n| scan.text.get(n.span.end as usize..name.span.start as usize));
        between == Some("\u{2013}") && large(name) && from.is_some_and(large)
    };
    // "The Kunduz-Kholm road": what joins two towns, of which one is believed in.
    let way = || {
        let joined = |at: usize| scan.gap(at) == Gap::Hyphen;
        let last = name.end + usize::from(joined(name.end));
        let other = if joined(name.end) {
            context.index_at(name.end)
        } else if joined(name.first) {
            context.index_ending_at(name.first)
        } else {
            None
        };
        let end = context.name_at(last).filter(|_| joined(name.end)).map_or(name.end, |n| n.end);
        other.is_some_and(believed) && scan.gap(end) == Gap::Space && is_one(WAYS, scan.word(end))
    };
    if !three && !route() && !way() {
        return beliefs;
    }
    let mut lifted = beliefs;
    lifted.iter_mut().for_each(|b| *b *= (1.0 - LISTED) / (1.0 - now).max(1e-3));
    lifted[PLACE] = LISTED - (toponym(&lifted) - lifted[PLACE]);
    lifted
}

/// What joins the two towns that it is named after.
const WAYS: &str =
    "border bus canal corridor expressway ferry flight highway line motorway pipeline railway road route train";

/// Inhabitants of a town that routes are named after.
const ROUTE: u32 = 100_000;

/// Belief that a list of places gives its third, and the belief it needs to build on.
const LISTED: f32 = 0.6;

const LISTED_FROM: f32 = 0.015;
