//! `dateline stories`: which articles report the same thing.

use super::Exit;
use crate::briefing::stories::{Thresholds, group};
use crate::ingest;
use crate::text::Article;
use serde::Serialize;
use std::io::{self, Write};
use std::path::PathBuf;

/// Tell which articles copy each other or report the same thing, as JSON.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  dateline stories articles")]
pub(super) struct Args {
    /// Files and folders.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
}

/// One story.
#[derive(Serialize)]
struct Story<'a> {
    /// Its number, 1-based, by the ids of first articles.
    story: usize,
    title: &'a str,
    articles: Vec<&'a str>,
    /// Groups of articles that copy each other, the original first.
    copies: Vec<Vec<&'a str>>,
}

/// Groups what `args.paths` hold and writes one JSON list to `out`, notices to `err`.
///
/// # Errors
/// When `out` cannot be written.
pub(super) fn run(args: &Args, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Exit> {
    let (mut articles, notices) = ingest::read_all(&args.paths);
    let exit = Exit::after(&notices, err);
    if articles.is_empty() {
        return Ok(Exit::Failed);
    }
    articles.sort_by(|a, b| a.id.cmp(&b.id));
    let stories = stories(&articles);
    serde_json::to_writer_pretty(&mut *out, &stories)?;
    writeln!(out)?;
    out.flush()?;
    Ok(exit)
}

fn stories(articles: &[Article]) -> Vec<Story<'_>> {
    let refs: Vec<&Article> = articles.iter().collect();
    let groups = group(&refs, &[], &Thresholds::default());
    let mut stories: Vec<Story<'_>> = Vec::new();
    let mut number: Vec<Option<usize>> = vec![None; articles.len()];
    let mut copies: Vec<Vec<&str>> = refs.iter().map(|a| vec![a.id.as_str()]).collect();
    for (article, group) in refs.iter().zip(&groups) {
        if let Some(list) = group.copy_of.and_then(|of| copies.get_mut(of as usize)) {
            list.push(&article.id);
        }
    }
    for ((article, group), copies) in refs.iter().zip(&groups).zip(copies) {
        let first = group.story as usize;
        let at = match number.get(first).copied().flatten() {
            Some(at) => at,
            None => {
                stories.push(Story { story: stories.len() + 1, title: article.label(), articles: vec![], copies: vec![] });
                if let Some(slot) = number.get_mut(first) {
                    *slot = Some(stories.len() - 1);
                }
                stories.len() - 1
            }
        };
        if let Some(story) = stories.get_mut(at) {
            story.articles.push(&article.id);
            if copies.len() > 1 {
                story.copies.push(copies);
            }
        }
    }
    stories
}
