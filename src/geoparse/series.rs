//! Names in lists: "through Georgia, Armenia and Azerbaijan".

use super::candidates::Name;
use super::features::Context;
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
