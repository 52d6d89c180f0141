//! The geoparser's figures on articles that nothing was learned from and whose places are told by country.

use crate::gazetteer::Gazetteer;
use crate::geoparse::learn::gold::{Area, Document};
use crate::geoparse::{Band, Kind, Mention};
use std::fmt::Write as _;

/// What was counted.
#[derive(Default)]
struct Counts {
    marked: usize,
    found: usize,
    exact: usize,
    placed: usize,
    in_country: usize,
    pinned: usize,
    beside: usize,
    /// By band: pinned, and of these marked and in the country marked.
    bands: [(usize, usize); 3],
    /// Places and datelines, governments and teams, organisations, words for a people: marked and found, and of these told so.
    kinds: [(usize, usize); 4],
}

/// Names of what [`Counts::kinds`] counts.
const KINDS: [&str; 4] = ["place, dateline", "government, team", "organisation", "demonym"];

/// Writes the figures of what was found in the documents.
pub(super) fn report(gazetteer: &Gazetteer, found: &[(&Document, Vec<Mention>)], out: &mut String) {
    let mut counts = Counts::default();
    for (document, mentions) in found {
        count(gazetteer, document, mentions, &mut counts);
    }
    let share = |of: usize, all: usize| if all > 0 { of as f64 / all as f64 } else { 0.0 };
    let _ = write!(
        out,
        "\n## On invented articles that nothing was learned from\n\n{} articles, {} places marked with what they do and \
         their country. Found: of the marked; marked: of the pinned; in the country: of the found that are pinned.\n\n\
         | Found | With the same span | Marked | In the country |\n|---|---|---|---|\n| {:.3} | {:.3} | {:.3} | {:.3} |\n",
        found.len(),
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

fn count(gazetteer: &Gazetteer, document: &Document, mentions: &[Mention], counts: &mut Counts) {
    let unsure = |m: &Mention| document.toponyms.iter().any(|t| t.label == "Unsure" && t.span.overlaps(m.span));
    let right = |m: &Mention, area: &Area| match (area, &m.resolution) {
        (Area::Within(country, _), Some(r)) => gazetteer.feature(r.place).country == Some(*country),
        (_, Some(_)) => true,
        (_, None) => false,
    };
    for toponym in document.toponyms.iter().filter(|t| t.label != "Unsure") {
        counts.marked += 1;
        let Some(mention) = mentions.iter().find(|m| m.span.overlaps(toponym.span)) else { continue };
        counts.found += 1;
        counts.exact += usize::from(mention.span == toponym.span);
        if mention.resolution.is_some() {
            counts.placed += 1;
            counts.in_country += usize::from(right(mention, &toponym.area));
        }
        let (kind, told) = match toponym.label.as_str() {
            "Metonymic" | "Team" => (1, mention.kind == Kind::Government),
            "Embedded_Non_Lit" => (2, mention.kind == Kind::Organisation),
            "Demonym" => (3, mention.kind == Kind::Demonym),
            _ => (0, matches!(mention.kind, Kind::Place | Kind::Dateline)),
        };
        counts.kinds[kind].0 += 1;
        counts.kinds[kind].1 += usize::from(told);
    }
    for mention in mentions.iter().filter(|m| !unsure(m)) {
        let Some(resolution) = &mention.resolution else { continue };
        let marked = document.toponyms.iter().find(|t| t.span.overlaps(mention.span));
        counts.pinned += 1;
        counts.beside += usize::from(marked.is_none());
        let band = match resolution.band {
            Band::High => 0,
            Band::Check => 1,
            Band::Guess => 2,
        };
        counts.bands[band].0 += 1;
        counts.bands[band].1 += usize::from(marked.is_some_and(|t| right(mention, &t.area)));
    }
}
