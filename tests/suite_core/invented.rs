//! Invented articles that nothing is learned from: what is found of the places marked in them, and how much beside.

use crate::support::project;
use dateline::gazetteer::Gazetteer;
use dateline::geoparse::learn::gold::{Area, Document};
use dateline::geoparse::learn::invented;
use dateline::geoparse::{Geoparser, Kind, Options};
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
    let (mut marked, mut found, mut pinned, mut beside, mut placed, mut right) = (0, 0, 0, 0, 0, 0);
    for Document { article, toponyms, .. } in &documents {
        let mentions = parser.parse(article);
        let told = toponyms.iter().filter(|t| t.label != "Unsure");
        for toponym in told {
            marked += 1;
            let Some(mention) = mentions.iter().find(|m| m.span.overlaps(toponym.span)) else { continue };
            found += 1;
            if let (Some(resolution), Area::Within(country, _)) = (&mention.resolution, &toponym.area) {
                placed += 1;
                right += i32::from(gazetteer.feature(resolution.place).country == Some(*country));
            }
        }
        let pins = mentions.iter().filter(|m| m.resolution.is_some() && !matches!(m.kind, Kind::Person | Kind::Other));
        for mention in pins {
            pinned += 1;
            beside += i32::from(!toponyms.iter().any(|t| t.span.overlaps(mention.span)));
        }
    }
    let share = |a: i32, b: i32| f64::from(a) / f64::from(b.max(1));
    let shares = [share(found, marked), 1.0 - share(beside, pinned), share(right, placed)];
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
