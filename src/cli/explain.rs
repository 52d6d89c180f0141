//! `dateline explain`: why each name was placed where it was.

use crate::briefing::Entry;
use crate::cli::Exit;
use crate::gazetteer::Gazetteer;
use crate::geoparse::{Geoparser, Mention, Options, describe, passed_over, turning_point};
use crate::text::{Article, CodePoints};
use crate::{ingest, load};
use anyhow::{Result, bail};
use clap::Args;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

/// Says why each name was placed where it was.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  dateline explain article.txt\n  dateline explain article.txt --at 120")]
pub(super) struct Explain {
    /// Files or folders.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Only the mention at this code point.
    #[arg(long, value_name = "OFFSET")]
    at: Option<usize>,
    /// How many candidates to list.
    #[arg(long, default_value_t = 5)]
    candidates: usize,
    /// Prefer places in or near this one (repeat for several).
    #[arg(long, value_name = "PLACE")]
    focus: Vec<String>,
    /// Read a layer over the world's (repeat for several).
    #[arg(long, value_name = "FILE")]
    gazetteer: Vec<PathBuf>,
}

/// Runs the command.
///
/// # Errors
/// When nothing could be read, or no name stands at the offset asked for.
pub(super) fn run(args: &Explain, out: &mut dyn Write, err: &mut dyn Write) -> Result<Exit> {
    let (gazetteer, layers) = super::gazetteer_for(&args.paths, &args.gazetteer)?;
    let focus = super::focus(&gazetteer, &args.focus)?;
    let options = Options { all_kinds: true, explain: true, focus };
    let (articles, notices) = ingest::read_all(&args.paths);
    let entries = in_company(articles, &gazetteer, &Options { focus: options.focus.clone(), ..Options::default() });
    let parser = Geoparser::new(&gazetteer, options);
    let mut told = 0;
    for Entry { article, company, .. } in &entries {
        let mut points = CodePoints::new(&article.text);
        for mention in parser.parse_among(article, company) {
            let (start, end) = (points.at(mention.span.start as usize), points.at(mention.span.end as usize));
            if args.at.is_some_and(|at| at < start || at >= end) {
                continue;
            }
            told += 1;
            explain(&gazetteer, article, &mention, (start, end), args.candidates, out)?;
        }
    }
    if let (0, Some(at)) = (told, args.at) {
        bail!("no name stands at {at}");
    }
    Ok(Exit::after(&notices, err).worst(layers))
}

/// The articles, each with what the others tell for its reading, in the order given.
fn in_company(articles: Vec<Article>, gazetteer: &Arc<Gazetteer>, options: &Options) -> Vec<Entry> {
    let order: BTreeMap<String, usize> = articles.iter().enumerate().map(|(i, a)| (a.id.clone(), i)).collect();
    let parser = Geoparser::new(gazetteer, options.clone());
    // One alone has no company.
    let alone = articles.len() < 2;
    let found = articles.iter().map(|a| (if alone { Vec::new() } else { parser.parse(a) }, Vec::new())).collect();
    let mut entries = load::assemble("", articles, found, Vec::new(), Arc::clone(gazetteer), options).entries;
    entries.sort_by_key(|e| order.get(&e.article.id).copied());
    entries
}

fn explain(
    gazetteer: &Gazetteer,
    article: &Article,
    mention: &Mention,
    (start, end): (usize, usize),
    listed: usize,
    out: &mut dyn Write,
) -> Result<()> {
    let surface = mention.span.of(&article.text).replace('\n', " ");
    writeln!(
        out,
        "{} {start}-{end} \u{201C}{surface}\u{201D}: {}, {}",
        article.id,
        mention.kind.word(),
        mention.why_kind
    )?;
    let Some(resolution) = &mention.resolution else {
        match mention.passed_over {
            Some(place) => writeln!(out, "  unplaced: {}\n", passed_over(gazetteer, place))?,
            None if mention.kind.is_placed() => writeln!(out, "  unplaced: no layer knows a place of this name\n")?,
            None => writeln!(out, "  not placed\n")?,
        }
        return Ok(());
    };
    let all = resolution.candidates.len();
    for (rank, candidate) in resolution.candidates.iter().take(listed).enumerate() {
        let feature = gazetteer.feature(candidate.place);
        writeln!(
            out,
            "  {}. {} ({}; {}) {:.3}, {:.3} [{}]  {:.1} %",
            rank + 1,
            feature.name,
            gazetteer.chain(candidate.place),
            describe(feature.class, feature.code),
            feature.point.lat(),
            feature.point.lon(),
            gazetteer.id(candidate.place),
            candidate.score * 100.0
        )?;
        for evidence in &candidate.evidence {
            writeln!(out, "     {:>+6.2}  {}", evidence.weight, evidence.detail)?;
        }
    }
    if all > listed {
        writeln!(out, "  and {} more", all - listed)?;
    }
    writeln!(
        out,
        "  verdict: {}, {:.0} % sure ({})",
        gazetteer.feature(resolution.place).name,
        resolution.confidence * 100.0,
        resolution.band.word()
    )?;
    if let Some(line) = turning_point(gazetteer, resolution) {
        writeln!(out, "  {line}")?;
    }
    writeln!(out)?;
    Ok(())
}
