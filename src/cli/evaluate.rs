//! `dateline evaluate`: the geoparser's figures on annotated text, and its commonest errors.

use super::score::{Placed, Score, prf};
use crate::cli::Exit;
use crate::geoparse::learn::gold;
use crate::geoparse::{Band, Geoparser, Options};
use anyhow::{Context as _, Result};
use clap::Args;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;

/// Measures the geoparser on annotated text.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  dateline evaluate gold.jsonl\n\n\
    Each line: {\"id\", \"text\", \"toponyms\": [{\"start\", \"end\", \"lat\", \"lon\", \"geonameid\"}]}")]
pub(super) struct Evaluate {
    /// Annotated text: JSON lines with code point offsets.
    #[arg(value_name = "GOLD.jsonl")]
    gold: PathBuf,
    /// Resolve the annotated spans instead of finding them.
    #[arg(long)]
    spans: bool,
    /// How many of the commonest errors to list.
    #[arg(long, default_value_t = 20)]
    errors: usize,
    /// Read a layer over the world's and your own (repeat for several).
    #[arg(long, value_name = "FILE")]
    gazetteer: Vec<PathBuf>,
}

/// Runs the command.
///
/// # Errors
/// When the file cannot be read or a line is no document.
pub(super) fn run(args: &Evaluate, out: &mut dyn Write) -> Result<Exit> {
    let (gazetteer, exit) = super::gazetteer_for(&[], &args.gazetteer)?;
    let parser = Geoparser::new(&gazetteer, Options::default());
    let file = std::fs::File::open(&args.gold).with_context(|| args.gold.display().to_string())?;
    let mut score = Score::default();
    let mut documents = 0;
    for (n, line) in BufReader::new(file).lines().enumerate() {
        let at = || format!("{}:{}", args.gold.display(), n + 1);
        let line = line.with_context(at)?;
        if line.trim().is_empty() {
            continue;
        }
        let document = gold::read(&line).with_context(at)?;
        let mentions = if args.spans {
            let spans: Vec<_> = document.toponyms.iter().map(|t| t.span).collect();
            parser.parse_spans(&document.article, &spans)
        } else {
            parser.parse(&document.article)
        };
        let predicted: Vec<Placed> = mentions.iter().map(|m| Placed::of(m, &gazetteer)).collect();
        score.add(&document, &predicted);
        documents += 1;
    }
    report(&score, documents, args.errors, out)?;
    Ok(exit)
}

fn report(score: &Score, documents: usize, listed: usize, out: &mut dyn Write) -> Result<()> {
    writeln!(
        out,
        "{documents} documents, {} annotated, {} with coordinates, {} found",
        score.gold, score.gold_placed, score.predicted
    )?;
    let mut row =
        |name: &str, (p, r, f): (f64, f64, f64)| writeln!(out, "{name:<20} precision {p:.3}  recall {r:.3}  F1 {f:.3}");
    row("exact span", prf(score.exact, score.gold, score.predicted))?;
    row("overlapping span", prf(score.overlap, score.gold, score.predicted))?;
    row("end to end, 161 km", prf(score.right, score.gold_placed, score.judged))?;
    let n = score.errors.len().max(1) as f64;
    let within = |km: f64| score.errors.iter().filter(|&&e| e <= km).count() as f64 / n;
    writeln!(
        out,
        "resolution of {}: {:.3} within 161 km, {:.3} within 20 km",
        score.errors.len(),
        within(161.0),
        within(20.0)
    )?;
    for band in [Band::High, Band::Check, Band::Guess] {
        let of: Vec<bool> = score.confidences.iter().filter(|c| Band::of(c.0) == band).map(|c| c.1).collect();
        let right = of.iter().filter(|&&r| r).count();
        writeln!(
            out,
            "{:<6} {:>6} mentions, {:.3} right",
            band.word(),
            of.len(),
            right as f64 / of.len().max(1) as f64
        )?;
    }
    let mut list = |name: &str, errors: &BTreeMap<String, usize>| -> Result<()> {
        let mut sorted: Vec<(&String, &usize)> = errors.iter().collect();
        sorted.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        let total: usize = errors.values().sum();
        let shown: Vec<String> =
            sorted.iter().take(listed).map(|(s, n)| format!("{} ({n})", s.replace('\n', " "))).collect();
        writeln!(out, "{name}, {total}: {}", shown.join(", "))?;
        Ok(())
    };
    list("missed", &score.missed)?;
    list("found wrongly", &score.invented)?;
    list("placed wrongly", &score.misplaced)
}
