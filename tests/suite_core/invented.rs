//! Invented articles that nothing is learned from: what is found of the places marked in them, and how much beside.

use crate::support::project;
use dateline::gazetteer::Gazetteer;
use dateline::geoparse::learn::held::Counts;
use dateline::geoparse::learn::invented;
use dateline::geoparse::{Geoparser, Options};
use libtest_mimic::{Failed, Trial};

/// Shares that a change of weights may not fall below: of the places marked, found; of what is pinned, marked; of what is
/// pinned and marked, in the country marked. The last figures measured stand in `docs/geoparsing-figures.md`.
const FOUND: f64 = 0.93;
const MARKED: f64 = 0.96;
const IN_COUNTRY: f64 = 0.95;

pub fn tests() -> Vec<Trial> {
    vec![Trial::test("geoparse::held-out articles", held_out)]
}

fn held_out() -> Result<(), Failed> {
    let text = std::fs::read_to_string(project("tests/data/invented-held-out.txt"))?;
    let documents = invented::read("held-out", &text).map_err(|line| format!("line {line} is none of the format's"))?;
    let gazetteer = Gazetteer::world();
    let parser = Geoparser::new(&gazetteer, Options::default());
    let mut counts = Counts::default();
    for document in &documents {
        counts.add(&gazetteer, document, &parser.parse(&document.article));
    }
    let share = |of: usize, all: usize| of as f64 / all.max(1) as f64;
    let marked = share(counts.pinned - counts.beside, counts.pinned);
    let shares = [share(counts.found, counts.marked), marked, share(counts.in_country, counts.placed)];
    let least = [FOUND, MARKED, IN_COUNTRY];
    if documents.len() < 60 || shares.iter().zip(least).any(|(s, l)| *s < l) {
        return Err(format!(
            "{} articles: found, marked, in country {shares:.3?}; at least {least:?}",
            documents.len()
        )
        .into());
    }
    Ok(())
}
