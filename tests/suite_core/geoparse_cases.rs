//! `tests/suite/geoparse/*.case`: one named test a case.

use crate::support::case::{Case, Expectation, read};
use crate::support::project;
use dateline::gazetteer::{Gazetteer, import};
use dateline::geo::LatLon;
use dateline::geoparse::{Evidence, Geoparser, Mention, Options};
use dateline::text::normalise::normalise;
use dateline::text::{Article, CodePoints, DateOrigin, dates};
use libtest_mimic::{Failed, Trial};
use std::sync::{Arc, OnceLock};

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
    trials.push(Trial::test("geoparse::every kind of evidence has its case", every_evidence));
    trials
}

/// `evidence.case` holds one case for each kind of reason, under the reason's own name.
fn every_evidence() -> Result<(), Failed> {
    let cases = read(&project("tests/suite/geoparse/evidence.case"));
    let told_elsewhere = ["correction", "story"];
    let source = std::fs::read_to_string(project("src/geoparse/mention.rs"))?;
    let kinds = source.split_once("pub enum EvidenceKind {").and_then(|s| s.1.split_once("\n}")).ok_or("no kinds")?.0;
    for line in kinds.lines().map(str::trim).filter(|l| l.starts_with(char::is_uppercase)) {
        let mut name = String::new();
        for c in line.trim_end_matches(',').chars() {
            if c.is_uppercase() && !name.is_empty() {
                name.push('-');
            }
            name.extend(c.to_lowercase());
        }
        let told = |c: &Case| c.expectations.iter().any(|e| e.want.ends_with(&format!(" {name}")) && !e.fixme);
        // The reader's corrections, and what other articles tell, come from the briefing, where their tests are.
        if !told_elsewhere.contains(&name.as_str()) && !cases.iter().any(|c| c.name == name && told(c)) {
            return Err(format!("{name} has no case of its own in evidence.case").into());
        }
    }
    Ok(())
}

/// The world with a layer of which no case speaks.
fn beside() -> &'static Gazetteer {
    static BESIDE: OnceLock<Gazetteer> = OnceLock::new();
    let csv = "name,lat,lon\nQyzylqorgontepa,41.5,69.5\n";
    BESIDE.get_or_init(|| Gazetteer::world().with_layer(import::csv::read(csv.as_bytes(), "own.csv", "own")).0)
}

fn check(case: &Case) -> Result<(), Failed> {
    if case.expectations.is_empty() {
        return Err("the case expects nothing".into());
    }
    let mut gazetteer = Gazetteer::world();
    if let Some(layer) = &case.layer {
        let mut fields = layer.split('|').map(str::trim);
        let name = fields.next().ok_or("a layer without a name")?;
        let mut degrees = fields.filter_map(|f| f.parse::<f64>().ok());
        let point = degrees.next().zip(degrees.next()).and_then(|(lat, lon)| LatLon::new(lat, lon));
        let csv = point
            .map(|p| format!("name,lat,lon\n{name},{},{}\n", p.lat(), p.lon()))
            .ok_or("a layer without a point")?;
        gazetteer = Arc::new(gazetteer.with_layer(import::csv::read(csv.as_bytes(), "own.csv", "own")).0);
    }
    let mut article = Article::from_text(case.name.clone(), case.text.clone());
    article.source.clone_from(&case.source);
    if let Some(date) = &case.date {
        let stamp = dates::stamp(date).ok_or("a date that is none")?;
        article.published = Some(stamp.span(DateOrigin::Metadata, "the case says so"));
    }
    let mut focus = Vec::new();
    if let Some(name) = &case.focus {
        gazetteer.lookup(&normalise(name), &mut focus);
        focus.truncate(1);
    }
    let focus = focus.iter().map(|h| h.feature).collect();
    let options = Options { focus, explain: true, ..Options::default() };
    let mentions = Geoparser::new(&gazetteer, options.clone()).parse(&article);
    // A table of the reader's own changes nothing but the names in it.
    if case.layer.is_none() && Geoparser::new(beside(), options).parse(&article) != mentions {
        return Err("it is read otherwise where there is a layer of the reader's own".into());
    }
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
    let evidence = tail.next().zip(tail.next());

    let resolution = mention.resolution.as_ref().ok_or("it stayed unplaced")?;
    let feature = gazetteer.feature(resolution.place);
    let km = feature.point.distance_km(point);
    let same_country =
        feature.is_country() && country.is_some() && feature.country.map(|c| c.code().to_owned()).as_deref() == country;
    if km > RIGHT_KM && !same_country {
        return Err(format!("{km:.0} km off"));
    }
    if let Some((code, other)) = country.zip(feature.country).filter(|(code, other)| *code != other.code()) {
        return Err(format!("in {other:?}, not in {code}"));
    }
    if mention.kind.word() != kind {
        return Err(format!("kind is {}", mention.kind.word()));
    }
    let Some((how, wanted)) = evidence else { return Ok(()) };
    let is = |e: &Evidence| serde_json::to_value(e.kind).is_ok_and(|v| v.as_str() == Some(wanted));
    let (first, others) = resolution.candidates.split_first().ok_or("no candidates")?;
    let has = match how {
        "by" => first.evidence.iter().any(|e| is(e) && e.weight > 0.0),
        "despite" => first.evidence.iter().any(|e| is(e) && e.weight < 0.0),
        "over" => others.iter().flat_map(|c| &c.evidence).any(|e| is(e) && e.weight < 0.0),
        _ => return Err(format!("{how} is none of by, despite, over")),
    };
    if has { Ok(()) } else { Err(format!("not {how} {wanted} but: {:?}", first.evidence)) }
}
