//! `dateline tag`: articles in, one JSON line a document out, in input order.

mod homes;
mod line;
mod lots;

use crate::briefing::{DateEdit, redate};
use crate::cli::Exit;
use crate::geoparse::{Geoparser, Options};
use crate::ingest::{self, Item};
use anyhow::{Context as _, Result};
use clap::{Args, ValueEnum};
use homes::{Homes, Known};
use lots::{Job, Lines, Out, Reader};
use std::io::{BufRead, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

/// Finds the places that articles name.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  dateline tag articles > places.jsonl\n  dateline tag - < articles.jsonl")]
pub(super) struct Tag {
    /// Files, folders, or - for JSON lines on standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
    /// Print names judged to be persons or something else, too.
    #[arg(long)]
    all_kinds: bool,
    /// Print so many candidates of each mention.
    #[arg(long, value_name = "N", default_value_t = 0)]
    candidates: usize,
    /// Resolve the spans that the input lines give as `toponyms`, and find no others.
    #[arg(long)]
    spans: bool,
    /// Prefer places in or near this one (repeat for several).
    #[arg(long, value_name = "PLACE")]
    focus: Vec<String>,
    /// Read a layer over the world's (repeat for several).
    #[arg(long, value_name = "FILE")]
    gazetteer: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON line a document.
    Jsonl,
    /// One GeoJSON collection, a point a mention.
    Geojson,
    /// One CSV line a mention.
    Csv,
}

/// Runs the command; results to `out`, notices to `err`.
///
/// # Errors
/// When a layer cannot be read, a focus is unknown, or the output cannot be written.
pub(super) fn run(args: &Tag, out: &mut dyn Write, err: &mut dyn Write) -> Result<Exit> {
    let (gazetteer, layers) = super::gazetteer_for(&args.paths, &args.gazetteer)?;
    let focus = super::focus(&gazetteer, &args.focus)?;
    let options = Options { focus, all_kinds: args.all_kinds, ..Options::default() };
    let parser = Geoparser::new(&gazetteer, options);
    let by_hand: Vec<DateEdit> = if args.spans { Vec::new() } else { super::own(err) };
    let read = |reader: &mut Reader<'_, Homes<'_>>| {
        if args.spans {
            return given_spans(args, reader);
        }
        let mut stdin = std::io::stdin().lock();
        let _ = ingest::read(&args.paths, Some(&mut stdin as &mut dyn BufRead), &mut |item| {
            match item {
                Item::Article(mut article) => {
                    redate(&mut article, &by_hand);
                    if !reader.job(Job { article: *article, spans: None }) {
                        return ControlFlow::Break(());
                    }
                }
                Item::Notice(notice) => reader.notice(notice),
                Item::Progress { .. } => {}
            }
            ControlFlow::Continue(())
        });
        Ok(())
    };
    let work = |jobs: &[Job], known: Known, out: &mut Out<'_, Homes<'_>>| {
        let ready = homes::read_ahead(&parser, &gazetteer, args.candidates, jobs, known);
        for ((Job { article, spans }, company), telling) in jobs.iter().zip(&ready.companies).zip(&ready.tellings) {
            let told = line::Told {
                gazetteer: &gazetteer,
                parser: &parser,
                candidates: args.candidates,
                article,
                company,
                telling: telling.as_ref(),
            };
            match args.format {
                Format::Jsonl => told.json(spans.as_deref(), out),
                Format::Geojson => told.geojson(spans.as_deref(), out),
                Format::Csv => told.csv(spans.as_deref(), out),
            }
        }
        ready.lesson
    };
    out.write_all(head(args.format))?;
    let mut any = false;
    let mut exit = layers;
    let print = |lines: &Lines| {
        exit = exit.worst(Exit::after(&lines.notices, err));
        let parted = args.format == Format::Geojson && !lines.bytes.is_empty() && !lines.goes_on;
        if parted && std::mem::replace(&mut any, true) {
            out.write_all(b",\n")?;
        }
        out.write_all(&lines.bytes)?;
        out.flush()?;
        Ok(())
    };
    lots::run(lots::threads(), Homes::new(&gazetteer), read, &work, print, || {
        anyhow::anyhow!("reading came to an end too early")
    })?;
    if args.format == Format::Geojson {
        out.write_all(b"\n]}\n")?;
        out.flush()?;
    }
    Ok(exit)
}

/// What stands before all lines.
fn head(format: Format) -> &'static [u8] {
    match format {
        Format::Jsonl => b"",
        Format::Geojson => b"{\"type\":\"FeatureCollection\",\"features\":[\n",
        Format::Csv => {
            b"id,date,source,start,end,surface,kind,lat,lon,geonameid,place,name,country,feature,confidence,band\n"
        }
    }
}

/// Annotated lines, whose own spans are resolved.
fn given_spans(args: &Tag, reader: &mut Reader<'_, Homes<'_>>) -> Result<()> {
    for path in &args.paths {
        let text: Box<dyn BufRead> = if path.as_os_str() == "-" {
            Box::new(std::io::stdin().lock())
        } else {
            Box::new(std::io::BufReader::new(std::fs::File::open(path).with_context(|| path.display().to_string())?))
        };
        for (n, line) in text.lines().enumerate() {
            let line = line.with_context(|| path.display().to_string())?;
            if line.trim().is_empty() {
                continue;
            }
            let document =
                crate::geoparse::learn::gold::read(&line).with_context(|| format!("{}:{}", path.display(), n + 1))?;
            let spans = document.toponyms.iter().map(|t| t.span).collect();
            if !reader.job(Job { article: document.article, spans: Some(spans) }) {
                return Ok(());
            }
        }
    }
    Ok(())
}
