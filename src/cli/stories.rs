//! `dateline stories`: which articles report the same thing.

use super::Exit;
use crate::briefing::Entry;
use crate::briefing::stories::{self, ArticleKey, Limits, StoryEdit, compare};
use crate::geoparse::{Geoparser, Options};
use crate::ingest::{self, Item};
use crate::load::MyStories;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{BufRead, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

/// Tell which articles copy each other or report the same thing, as JSON.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  dateline stories articles\n  dateline stories articles --story 0.3")]
pub(super) struct Args {
    /// Files and folders; - for JSON lines on standard input.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Read a layer over the world's and your own (repeat for several).
    #[arg(long, value_name = "FILE")]
    gazetteer: Vec<PathBuf>,
    /// Share of the shorter text, 0 to 1, that must stand in the longer one for a copy.
    #[arg(long, value_name = "SHARE", default_value_t = Limits::default().copy, value_parser = share)]
    copy: f32,
    /// Likeness, 0 to 1, from which articles report the same thing.
    #[arg(long, value_name = "LIKENESS", default_value_t = Limits::default().story, value_parser = share)]
    story: f32,
    /// Make the article with this id a story of its own (repeat for several).
    #[arg(long, value_name = "ID")]
    split: Vec<String>,
    /// Make one story of those that hold these two articles (repeat for several).
    #[arg(long, value_names = ["ID", "ID"], num_args = 2, action = clap::ArgAction::Append)]
    merge: Vec<String>,
    /// Keep these splits and merges for later runs and the window.
    #[arg(long)]
    keep: bool,
    /// Pass over the splits and merges that were kept.
    #[arg(long, conflicts_with = "keep")]
    fresh: bool,
}

/// A number from 0 to 1.
pub(super) fn share(text: &str) -> Result<f32, String> {
    let number = text.parse::<f32>().ok().filter(|n| (0.0..=1.0).contains(n));
    number.ok_or_else(|| "not a number from 0 to 1".to_owned())
}

/// One story.
#[derive(Debug, Serialize)]
struct Story<'a> {
    /// Its first article's id, which stays the same as long as that article is the first.
    story: &'a str,
    /// Its first article's title.
    title: &'a str,
    /// Its articles, the first one first, then by id.
    articles: Vec<&'a str>,
    /// Groups of articles that copy each other, the original first.
    copies: Vec<Vec<&'a str>>,
    /// Passages that two of its articles share, word for word or nearly; copies share all of theirs and are left out.
    passages: Vec<Shared<'a>>,
}

/// A passage that two articles share.
#[derive(Debug, Serialize)]
struct Shared<'a> {
    /// The two, by id.
    articles: [&'a str; 2],
    /// The passage as each has it.
    texts: [&'a str; 2],
    /// Words that agree.
    words: u32,
    /// Share of the shorter side's words that agree, 0 to 1, two decimals.
    share: f64,
}

/// Articles of a story that are held against each other in pairs; of larger ones each against the first.
const PAIRED: usize = 12;

/// Groups what `args.paths` hold and writes one JSON list to `out`, notices to `err`.
///
/// # Errors
/// When `out` cannot be written.
pub(super) fn run(
    args: &Args,
    stdin: &mut dyn BufRead,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<Exit> {
    let (mut entries, mut notices) = (Vec::new(), Vec::new());
    let (gazetteer, layers) = super::gazetteer_for(&args.paths, &args.gazetteer)?;
    let parser = Geoparser::new(&gazetteer, Options::default());
    let _ = ingest::read(&args.paths, Some(stdin), &mut |item| {
        match item {
            Item::Article(article) => {
                let mentions = parser.parse(&article);
                entries.push(Entry::new(*article, mentions));
            }
            Item::Notice(notice) => notices.push(notice),
            Item::Progress { .. } => {}
        }
        ControlFlow::Continue(())
    });
    let exit = Exit::after(&notices, err).worst(layers);
    if entries.is_empty() {
        return Ok(Exit::Failed);
    }
    entries.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    let groups = stories::of_entries(&entries, &Limits { copy: args.copy, story: args.story }.thresholds());
    let mut edits = if args.fresh { Vec::new() } else { super::own(err) };
    let asked = asked(args, &entries)?;
    if args.keep && !asked.is_empty() {
        keep(&asked)?;
    }
    edits.extend(asked);
    let groups = stories::apply(&entries, &groups, &edits);
    stories::write(&mut entries, &groups);
    serde_json::to_writer_pretty(&mut *out, &stories(&entries)).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(exit)
}

/// The changes that flags ask for.
fn asked(args: &Args, entries: &[Entry]) -> anyhow::Result<Vec<StoryEdit>> {
    let key = |id: &String| {
        let found = entries.binary_search_by(|e| e.article.id.cmp(id)).ok().and_then(|i| entries.get(i));
        found.map(|e| ArticleKey::of(&e.article)).ok_or_else(|| anyhow::anyhow!("no article has the id {id}"))
    };
    let mut out = Vec::new();
    for id in &args.split {
        out.push(StoryEdit::Split(key(id)?));
    }
    for pair in args.merge.chunks_exact(2) {
        if let [a, b] = pair {
            out.push(StoryEdit::Merge(key(a)?, key(b)?));
        }
    }
    Ok(out)
}

/// Adds changes to those that are kept.
fn keep(new: &[StoryEdit]) -> anyhow::Result<()> {
    let folder = super::gazetteer::own_data().ok_or_else(|| anyhow::anyhow!("no data folder is known"))?;
    MyStories::in_folder(&folder).add(new).map_err(anyhow::Error::msg)?;
    Ok(())
}

/// The passages that a story's articles share.
fn passages<'a>(entries: &'a [Entry], members: &[u32]) -> Vec<Shared<'a>> {
    let all: Vec<&Entry> = members.iter().filter_map(|&i| entries.get(i as usize)).collect();
    let original = |e: &Entry, i: u32| e.copy_of.unwrap_or(i);
    let mut out = Vec::new();
    for (n, a) in all.iter().enumerate() {
        for (m, b) in all.iter().enumerate().skip(n + 1) {
            let same = members.get(n).zip(members.get(m)).is_some_and(|(&i, &j)| original(a, i) == original(b, j));
            if same || (n > 0 && all.len() > PAIRED) {
                continue;
            }
            out.extend(compare(&a.article, &b.article).passages.into_iter().map(|p| Shared {
                articles: [&a.article.id, &b.article.id],
                texts: [p.a.of(&a.article.text), p.b.of(&b.article.text)],
                words: p.words,
                share: (f64::from(p.share) * 100.0).round() / 100.0,
            }));
        }
    }
    out
}

/// All stories, in order of their first articles' ids.
fn stories(entries: &[Entry]) -> Vec<Story<'_>> {
    let mut members: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut copies: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (i, entry) in (0..).zip(entries) {
        members.entry(entry.story).or_default().push(i);
        if let Some(original) = entry.copy_of {
            copies.entry(original).or_insert_with(|| vec![original]).push(i);
        }
    }
    let id = |i: &u32| entries.get(*i as usize).map_or("", |e| e.article.id.as_str());
    members
        .into_iter()
        .filter_map(|(first, mut members)| {
            let article = &entries.get(first as usize)?.article;
            members.sort_by_key(|&i| (i != first, i));
            let passages = passages(entries, &members);
            Some(Story {
                story: &article.id,
                title: article.label(),
                articles: members.iter().map(id).collect(),
                copies: members
                    .iter()
                    .filter_map(|i| copies.get(i))
                    .map(|group| group.iter().map(id).collect())
                    .collect(),
                passages,
            })
        })
        .collect()
}
