//! Copies and stories, measured on a hand-written set and held against the sample.

use crate::support::project;
use dateline::briefing::stories::{Grouper, Grouping, Thresholds, group};
use dateline::gazetteer::Gazetteer;
use dateline::geoparse::{Geoparser, Mention, Options};
use dateline::ingest;
use dateline::text::{Article, DateOrigin, DateSpan};
use libtest_mimic::{Failed, Trial};
use std::collections::BTreeSet;
use std::process::Command;

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("stories::copies_and_stories_of_the_set", quality),
        Trial::test("stories::neither_order_nor_lots_matter", order),
        Trial::test("stories::copies_and_look_alikes_of_the_sample", sample),
        Trial::test("stories::the_command_lists_every_article_once", command),
    ]
}

/// One line of the set. The original of a copy and the story are named by whoever wrote it.
#[derive(serde::Deserialize)]
struct Line {
    id: String,
    title: String,
    date: jiff::civil::Date,
    source: String,
    text: String,
    copy: Option<String>,
    story: String,
}

impl Line {
    fn original(&self) -> &str {
        self.copy.as_deref().unwrap_or(&self.id)
    }

    fn article(&self) -> Article {
        Article {
            title: Some(self.title.clone()),
            source: Some(self.source.clone()),
            published: Some(DateSpan::day(self.date, DateOrigin::Metadata, "the record's date")),
            ..Article::from_text(self.id.as_str(), self.text.as_str())
        }
    }
}

fn set() -> Vec<Line> {
    let path = project("tests/suite/stories/set.jsonl");
    let content = std::fs::read_to_string(path).unwrap();
    content.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn mentions(articles: &[Article]) -> Vec<Vec<Mention>> {
    let world = Gazetteer::world();
    let parser = Geoparser::new(&world, Options::default());
    articles.iter().map(|a| parser.parse(a)).collect()
}

fn groups(articles: &[Article], mentions: &[Vec<Mention>]) -> Vec<Grouping> {
    let articles: Vec<&Article> = articles.iter().collect();
    let mentions: Vec<&[Mention]> = mentions.iter().map(Vec::as_slice).collect();
    group(&articles, &mentions, &Thresholds::default())
}

/// Precision, recall and F1 over all pairs.
fn pairs(n: usize, same: impl Fn(usize, usize) -> bool, gold: impl Fn(usize, usize) -> bool) -> (f64, f64, f64) {
    let (mut both, mut ours, mut theirs) = (0.0, 0.0, 0.0);
    for (i, j) in (0..n).flat_map(|i| (0..i).map(move |j| (i, j))) {
        let (a, b) = (same(i, j), gold(i, j));
        both += f64::from(u8::from(a && b));
        ours += f64::from(u8::from(a));
        theirs += f64::from(u8::from(b));
    }
    let (p, r) = (both / f64::max(ours, 1.0), both / f64::max(theirs, 1.0));
    (p, r, if both > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 })
}

fn quality() -> Result<(), Failed> {
    let set = set();
    if set.len() < 120 {
        return Err(format!("the set has only {} articles", set.len()).into());
    }
    // The first 60 % set the thresholds; a story is not cut in two.
    let mut cut = set.len() * 6 / 10;
    while set[cut].story == set[cut - 1].story {
        cut += 1;
    }
    let mut low = Vec::new();
    for (part, lines) in [("all", &set[..]), ("first part", &set[..cut]), ("rest", &set[cut..])] {
        let articles: Vec<Article> = lines.iter().map(Line::article).collect();
        let found = groups(&articles, &mentions(&articles));
        let original = |i: usize| found[i].copy_of.unwrap_or(i as u32);
        let copies =
            pairs(found.len(), |i, j| original(i) == original(j), |i, j| lines[i].original() == lines[j].original());
        let stories =
            pairs(found.len(), |i, j| found[i].story == found[j].story, |i, j| lines[i].story == lines[j].story);
        for (what, (p, r, f), least) in [("copies", copies, 0.9), ("stories", stories, 0.75)] {
            println!("{part}, {} articles, {what}: precision {p:.3} recall {r:.3} F1 {f:.3}", found.len());
            if f < least {
                low.push(format!("{part}: F1 of {what} is {f:.3}, below {least}"));
            }
        }
    }
    if low.is_empty() { Ok(()) } else { Err(low.join("\n").into()) }
}

/// Groups as sets of ids, which do not depend on positions.
fn named(articles: &[&Article], found: &[Grouping]) -> BTreeSet<(String, String, Option<String>)> {
    let id = |i: u32| articles[i as usize].id.clone();
    articles.iter().zip(found).map(|(a, g)| (a.id.clone(), id(g.story), g.copy_of.map(id))).collect()
}

fn order() -> Result<(), Failed> {
    let articles: Vec<Article> = set().iter().map(Line::article).collect();
    let forward: Vec<&Article> = articles.iter().collect();
    let want = named(&forward, &group(&forward, &[], &Thresholds::default()));
    let backward: Vec<&Article> = articles.iter().rev().collect();
    if named(&backward, &group(&backward, &[], &Thresholds::default())) != want {
        return Err("backwards, other groups come out".into());
    }
    let mut grouper = Grouper::new(Thresholds::default());
    for (i, lot) in backward.chunks(17).enumerate() {
        // Some one by one, some together.
        if i % 2 == 0 {
            lot.iter().for_each(|a| grouper.add(a, &[]));
        } else {
            grouper.extend(lot, &[]);
        }
        grouper.group();
    }
    if named(&backward, &grouper.group()) != want {
        return Err("in lots, other groups come out".into());
    }
    Ok(())
}

fn sample() -> Result<(), Failed> {
    let (articles, _) = ingest::read_all(&[project("assets/sample")]);
    let found = groups(&articles, &mentions(&articles));
    let at = |end: &str| {
        let mut all = articles.iter().enumerate().filter(|(_, a)| a.id.contains(end));
        all.next().map(|(i, _)| i).ok_or_else(|| Failed::from(format!("no article {end}")))
    };
    // The wire text and its three copies: same words, cut twice in different places.
    let wire = at("meridian-crossing")?;
    let copies: BTreeSet<usize> = [at("longer-hours")?, at("three-hours-more")?, at("wire-crossing")?].into();
    for (i, g) in found.iter().enumerate() {
        let want = copies.contains(&i).then_some(wire as u32);
        if g.copy_of != want {
            return Err(format!("{} copies {:?}, not {want:?}", articles[i].id, g.copy_of).into());
        }
    }
    // The same places and people on other days, about something else.
    for alike in [
        &["cable-nurek", "cable-hindu-kush", "survey-party", "meridian-crossing"][..],
        &["ishkoshim-bridge", "ishkoshim-market", "geneva-pledges"],
        &["floods-both-banks", "gunt-rises", "snow-count"],
        &["survey-party", "tashkent-junction", "kremlin-gauge"],
        &["two-georgias", "bicycles", "mw-20260514-1102"],
        &["quake", "floods-both-banks", "ishkoshim-bridge"],
        &["london-thames", "tower", "mw-20260520-0915"],
    ] {
        for (i, a) in alike.iter().enumerate() {
            for b in &alike[..i] {
                if found[at(a)?].story == found[at(b)?].story {
                    return Err(format!("{a} and {b} are one story").into());
                }
            }
        }
    }
    Ok(())
}

fn command() -> Result<(), Failed> {
    let folder = project("assets/sample");
    let ran = Command::new(env!("CARGO_BIN_EXE_dateline")).arg("stories").arg(&folder).output()?;
    if ran.status.code() != Some(0) {
        return Err(format!("exit {:?}: {}", ran.status.code(), String::from_utf8_lossy(&ran.stderr)).into());
    }
    let stories: Vec<serde_json::Value> = serde_json::from_slice(&ran.stdout)?;
    let ids = |v: &serde_json::Value| -> Vec<String> {
        v.as_array().into_iter().flatten().filter_map(|s| s.as_str()).map(str::to_owned).collect()
    };
    let mut listed: Vec<String> = stories.iter().flat_map(|s| ids(&s["articles"])).collect();
    listed.sort();
    // A likeness that nothing reaches leaves only copies together; one that everything reaches leaves one story.
    let count = |story: &str| -> Result<usize, Failed> {
        let mut run = Command::new(env!("CARGO_BIN_EXE_dateline"));
        let ran = run.args(["stories", "--story", story]).arg(&folder).output()?;
        Ok(serde_json::from_slice::<Vec<serde_json::Value>>(&ran.stdout)?.len())
    };
    let (loose, usual, strict) = (count("0.02")?, stories.len(), count("1")?);
    if !(loose < usual && usual < strict) {
        return Err(format!("{loose} stories, {usual}, {strict}").into());
    }
    let wrong = Command::new(env!("CARGO_BIN_EXE_dateline")).args(["stories", "--copy", "2", "x"]).output()?;
    if wrong.status.success() || !String::from_utf8_lossy(&wrong.stderr).contains("not a number from 0 to 1") {
        return Err(String::from_utf8_lossy(&wrong.stderr).into_owned().into());
    }
    let mut there: Vec<String> = ingest::read_all(&[folder]).0.into_iter().map(|a| a.id).collect();
    there.sort();
    if listed != there {
        return Err(format!("listed {listed:?}, there are {there:?}").into());
    }
    let copies: Vec<Vec<String>> =
        stories.iter().flat_map(|s| s["copies"].as_array().cloned().unwrap_or_default()).map(|g| ids(&g)).collect();
    if copies.len() != 1 || copies[0].len() != 4 || !copies[0][0].contains("meridian-crossing") {
        return Err(format!("copies: {copies:?}").into());
    }
    Ok(())
}
