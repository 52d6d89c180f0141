//! `dateline stories`: which articles report the same thing.

use super::Exit;
use crate::briefing::Entry;
use crate::briefing::stories::{Thresholds, assign};
use crate::geoparse::{Geoparser, Options};
use crate::ingest::{self, Item};
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
    #[arg(long, value_name = "SHARE", default_value_t = Thresholds::default().copy, value_parser = share)]
    copy: f32,
    /// Likeness, 0 to 1, from which articles report the same thing.
    #[arg(long, value_name = "LIKENESS", default_value_t = Thresholds::default().story, value_parser = share)]
    story: f32,
}

/// A number from 0 to 1.
fn share(text: &str) -> Result<f32, String> {
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
}

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
                entries.push(Entry { article: *article, mentions, story: 0, copy_of: None });
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
    let defaults = Thresholds::default();
    let short_copy = defaults.short_copy.max(args.copy);
    assign(&mut entries, &Thresholds { copy: args.copy, short_copy, story: args.story, ..defaults });
    serde_json::to_writer_pretty(&mut *out, &stories(&entries)).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(exit)
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
            Some(Story {
                story: &article.id,
                title: article.label(),
                articles: members.iter().map(id).collect(),
                copies: members
                    .iter()
                    .filter_map(|i| copies.get(i))
                    .map(|group| group.iter().map(id).collect())
                    .collect(),
            })
        })
        .collect()
}
