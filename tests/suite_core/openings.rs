//! `tests/suite/openings/lines.tsv`: how agencies and papers open their stories. The dateline must be found in nine of
//! ten, and in three of four of each style.

use crate::support::project;
use dateline::gazetteer::Gazetteer;
use dateline::geoparse::{Geoparser, Kind, Options};
use dateline::text::Article;
use libtest_mimic::{Failed, Trial};
use std::collections::BTreeMap;

pub fn tests() -> Vec<Trial> {
    vec![Trial::test("geoparse::openings::nine of ten datelines are found", found)]
}

fn found() -> Result<(), Failed> {
    let text = std::fs::read_to_string(project("tests/suite/openings/lines.tsv"))?;
    let gazetteer = Gazetteer::world();
    let parser = Geoparser::new(&gazetteer, Options::default());
    let mut styles: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut missed = Vec::new();
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        let mut fields = line.splitn(4, '\t');
        let mut next = || fields.next().ok_or_else(|| format!("four fields are wanted: {line}"));
        let (style, place, country, opening) = (next()?, next()?, next()?, next()?);
        let article = Article::from_text(style, opening);
        let mentions = parser.parse(&article);
        let right = mentions.iter().any(|m| {
            let there = m.resolution.as_ref().and_then(|r| gazetteer.feature(r.place).country);
            m.kind == Kind::Dateline && m.span.of(opening) == place && there.is_some_and(|c| c.code() == country)
        });
        let count = styles.entry(style).or_default();
        *count = (count.0 + usize::from(right), count.1 + 1);
        if !right {
            missed.push(opening);
        }
    }
    let (right, all) = styles.values().fold((0, 0), |sum, s| (sum.0 + s.0, sum.1 + s.1));
    let each = styles.values().all(|s| s.0 * 4 >= s.1 * 3);
    if all >= 200 && right * 10 >= all * 9 && each {
        return Ok(());
    }
    Err(format!("{right} of {all} found, by style {styles:?}; missed:\n{}", missed.join("\n")).into())
}
