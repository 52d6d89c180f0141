//! The figures of articles that nothing was learned from, as a part of the report.

use crate::geoparse::Band;
use crate::geoparse::learn::held::{Counts, KINDS};
use std::fmt::Write as _;

/// Writes what was counted over so many articles.
pub(super) fn report(articles: usize, counts: &Counts, out: &mut String) {
    let share = |of: usize, all: usize| if all > 0 { of as f64 / all as f64 } else { 0.0 };
    let _ = write!(
        out,
        "\n## On invented articles that nothing was learned from\n\n{articles} articles, {} places marked with what they do and \
         their country. Found: of the marked; marked: of the pinned; in the country: of the found that are pinned and marked \
         with one.\n\n\
         | Found | With the same span | Marked | In the country |\n|---|---|---|---|\n| {:.3} | {:.3} | {:.3} | {:.3} |\n",
        counts.marked,
        share(counts.found, counts.marked),
        share(counts.exact, counts.marked),
        share(counts.pinned - counts.beside, counts.pinned),
        share(counts.in_country, counts.placed),
    );
    out.push_str("\n| Confidence | Pinned | Marked and in the country |\n|---|---|---|\n");
    for (band, (pinned, right)) in [Band::High, Band::Check, Band::Guess].iter().zip(counts.bands) {
        let _ = writeln!(out, "| *{}* | {pinned} | {:.3} |", band.word(), share(right, pinned));
    }
    out.push_str("\n| Marked as | Found | Told so |\n|---|---|---|\n");
    for (name, (marked, told)) in KINDS.iter().zip(counts.kinds) {
        let _ = writeln!(out, "| {name} | {marked} | {:.3} |", share(told, marked));
    }
}
