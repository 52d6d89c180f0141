//! `tests/suite/geoparse/*.case`: one named test a case.

use crate::support::case::{Case, Expectation, read};
use crate::support::project;
use dateline::gazetteer::Gazetteer;
use dateline::geo::LatLon;
use dateline::geoparse::{Geoparser, Mention, Options};
use dateline::text::{Article, CodePoints};
use libtest_mimic::{Failed, Trial};
use std::sync::Arc;

/// A place is right within so many km (the field's usual 100 miles), or anywhere in the same country when it is one.
const RIGHT_KM: f64 = 161.0;

pub fn tests() -> Vec<Trial> {
    let mut files: Vec<_> = std::fs::read_dir(project("tests/suite/geoparse"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "case"))
        .collect();
    files.sort();
    let mut trials = Vec::new();
    for file in files {
        let theme = file.file_stem().unwrap().to_string_lossy().into_owned();
        for case in read(&file) {
            let name = format!("geoparse::{theme}::{}", case.name);
            trials.push(Trial::test(name, move || check(&case)));
        }
    }
    trials
}

fn check(case: &Case) -> Result<(), Failed> {
    if case.expectations.is_empty() {
        return Err("the case expects nothing".into());
    }
    let gazetteer = Gazetteer::world();
    let mut article = Article::from_text(case.name.clone(), case.text.clone());
    article.source.clone_from(&case.source);
    let mentions = Geoparser::new(&gazetteer, Options::default()).parse(&article);
    let mut points = CodePoints::new(&case.text);
    let found: Vec<(usize, usize, &Mention)> = mentions
        .iter()
        .filter(|m| m.kind.is_placed())
        .map(|m| (points.at(m.span.start as usize), points.at(m.span.end as usize), m))
        .collect();
    let mut wrong = Vec::new();
    for want in &case.expectations {
        match (holds(want, &found, &gazetteer), want.fixme) {
            (Err(why), false) => wrong.push(format!("line {}: {}: {why}", want.line, want.want)),
            (Ok(()), true) => {
                wrong.push(format!("line {}: {}: comes right now; take FIXME away", want.line, want.want));
            }
            _ => {}
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    wrong.push(format!("text: {}", case.text));
    wrong.extend(found.iter().map(|(s, e, m)| format!("found {s}..{e} {}", describe(m, &case.text, &gazetteer))));
    Err(wrong.join("\n").into())
}

fn describe(m: &Mention, text: &str, gazetteer: &Gazetteer) -> String {
    let place = m.resolution.as_ref().map_or("unplaced".to_owned(), |r| {
        let f = gazetteer.feature(r.place);
        format!("{} {} ({:.2}, {:.2}) {}", f.name, gazetteer.id(r.place), f.point.lat(), f.point.lon(), r.reason())
    });
    format!("{:?} {} -> {place}", m.span.of(text), m.kind.word())
}

fn holds(want: &Expectation, found: &[(usize, usize, &Mention)], gazetteer: &Arc<Gazetteer>) -> Result<(), String> {
    let touching: Vec<_> = found.iter().filter(|(s, e, _)| *s < want.end && want.start < *e).collect();
    if want.want == "nothing" {
        return if touching.is_empty() { Ok(()) } else { Err("something was found".into()) };
    }
    let Some((_, _, mention)) = found.iter().find(|(s, e, _)| (*s, *e) == (want.start, want.end)) else {
        return Err(if touching.is_empty() { "not found".into() } else { "found with another span".into() });
    };
    if want.want == "unplaced" {
        return if mention.resolution.is_none() { Ok(()) } else { Err("it was placed".into()) };
    }
    let (name, rest) = want.want.split_once('(').ok_or("no (lat, lon)")?;
    let (point, tail) = rest.split_once(')').ok_or("no closing bracket")?;
    let (lat, lon) = point.split_once(',').ok_or("no comma in (lat, lon)")?;
    let point = LatLon::new(
        lat.trim().parse().map_err(|_| "latitude is no number")?,
        lon.trim().parse().map_err(|_| "longitude is no number")?,
    )
    .ok_or("point out of range")?;
    let country = name.trim().rsplit_once(", ").map(|(_, c)| c).filter(|c| c.len() == 2);
    let mut tail = tail.split_whitespace();
    let kind = tail.next().ok_or("no kind")?;
    let evidence = tail.next().filter(|w| *w == "by").and_then(|_| tail.next());

    let resolution = mention.resolution.as_ref().ok_or("it stayed unplaced")?;
    let feature = gazetteer.feature(resolution.place);
    let km = feature.point.distance_km(point);
    let same_country =
        feature.is_country() && country.is_some() && feature.country.map(|c| c.code().to_owned()).as_deref() == country;
    if km > RIGHT_KM && !same_country {
        return Err(format!("{km:.0} km off"));
    }
    if mention.kind.word() != kind {
        return Err(format!("kind is {}", mention.kind.word()));
    }
    if let Some(wanted) = evidence {
        let has = resolution.candidates.first().is_some_and(|c| {
            c.evidence
                .iter()
                .any(|e| e.weight > 0.0 && serde_json::to_value(e.kind).is_ok_and(|v| v.as_str() == Some(wanted)))
        });
        if !has {
            return Err(format!("not by {wanted} but: {}", resolution.reason()));
        }
    }
    Ok(())
}
