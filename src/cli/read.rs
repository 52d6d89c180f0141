//! `dateline read`: what ingest understood, one JSON line an article.

use super::Exit;
use crate::briefing::stories::ArticleKey;
use crate::briefing::{DateEdit, redate};
use crate::ingest::{self, Item};
use crate::load::MyDates;
use crate::notice::{Notice, Severity};
use crate::text::{Article, CodePoints, DateOrigin, DateSpan, Precision, dates};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

/// Print what was understood of each article, as JSON lines.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  dateline read articles > articles.jsonl\n  dateline read articles --date notes.txt 2026-05-12 --keep"
)]
pub(super) struct Args {
    /// Files and folders; - for JSON lines on standard input.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Say which articles are dated after this day; otherwise after today. Only notices depend on it.
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    /// Give the article with this id a date, a day or two with .. between (repeat for several).
    #[arg(long, value_names = ["ID", "DATE"], num_args = 2, action = clap::ArgAction::Append)]
    date: Vec<String>,
    /// Keep these dates for later runs and the window.
    #[arg(long, requires = "date")]
    keep: bool,
}

/// "2021-07-08" or "2021-07-08..2021-07-10".
fn days(words: &str) -> io::Result<(Date, Date)> {
    let (a, b) = words.split_once("..").unwrap_or((words, words));
    let day = |s: &str| s.trim().parse::<Date>().map_err(|_| io::Error::other(format!("{words:?} is no date")));
    let (a, b) = (day(a)?, day(b)?);
    Ok((a.min(b), a.max(b)))
}

/// A date that the text tells of something, and the days it means; the dateline's and those that cannot be resolved are
/// not among them.
#[derive(Serialize)]
struct Event<'a> {
    start: usize,
    end: usize,
    surface: &'a str,
    earliest: Date,
    latest: Date,
    precision: Precision,
}

fn events(article: &Article) -> Vec<Event<'_>> {
    let mut points = CodePoints::new(&article.text);
    dates::events(article)
        .into_iter()
        .map(|e| Event {
            start: points.at(e.span.start as usize),
            end: points.at(e.span.end as usize),
            surface: e.span.of(&article.text),
            earliest: e.earliest,
            latest: e.latest,
            precision: e.precision,
        })
        .collect()
}

/// One line of output, keys in the contract's order.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    title: Option<&'a str>,
    author: Option<&'a str>,
    source: Option<&'a str>,
    published: Option<Date>,
    updated: Option<Date>,
    date_origin: Option<DateOrigin>,
    date_earliest: Option<Date>,
    date_latest: Option<Date>,
    date_precision: Option<Precision>,
    date_reason: Option<&'a str>,
    /// Why this date was chosen, where others disagree with it.
    date_choice: Option<String>,
    other_dates: &'a [DateSpan],
    date_doubts: &'a [String],
    updated_origin: Option<DateOrigin>,
    updated_precision: Option<Precision>,
    events: Vec<Event<'a>>,
    address: Option<&'a str>,
    language: Option<&'a str>,
    text: &'a str,
}

impl<'a> Line<'a> {
    fn of(article: &'a Article) -> Self {
        let published = article.published.as_ref();
        Self {
            id: &article.id,
            title: article.title.as_deref(),
            author: article.author.as_deref(),
            source: article.source.as_deref(),
            published: published.filter(|d| d.is_exact()).map(|d| d.earliest),
            updated: article.updated.as_ref().map(|d| d.earliest),
            date_origin: published.map(|d| d.origin),
            date_earliest: published.map(|d| d.earliest),
            date_latest: published.map(|d| d.latest),
            date_precision: published.map(DateSpan::precision),
            date_choice: article.date_choice(),
            other_dates: &article.other_dates,
            date_doubts: &article.date_doubts,
            updated_origin: article.updated.as_ref().map(|d| d.origin),
            updated_precision: article.updated.as_ref().map(DateSpan::precision),
            events: events(article),
            date_reason: published.map(|d| d.reason.as_str()),
            address: article.address.as_deref(),
            language: article.language.as_deref(),
            text: &article.text,
        }
    }
}

/// Streams `args.paths` to `out`, notices to `err`.
///
/// # Errors
/// When `out` cannot be written.
pub(super) fn run(args: &Args, stdin: &mut dyn BufRead, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Exit> {
    let today = args.today.or_else(crate::load::today);
    let (mut exit, mut some, mut failed) = (Exit::Done, false, None);
    let kept: Vec<DateEdit> = super::own(err);
    let given = args.date.chunks_exact(2).filter_map(|pair| Some((pair.first()?, pair.get(1)?)));
    let given = given.map(|(id, words)| Ok((id.as_str(), days(words)?))).collect::<io::Result<BTreeMap<_, _>>>()?;
    let mut new: Vec<DateEdit> = Vec::new();
    let _ = ingest::read(&args.paths, Some(stdin), &mut |item| {
        match item {
            Item::Article(mut article) => {
                some = true;
                let by_hand = given
                    .get(article.id.as_str())
                    .map(|&days| DateEdit { article: ArticleKey::of(&article), days: Some(days) });
                new.extend(by_hand.clone());
                match by_hand {
                    Some(edit) => redate(&mut article, &[edit]),
                    None => redate(&mut article, &kept),
                };
                if let Some(line) = today.and_then(|today| dates::ahead(&article, today)) {
                    let _ = writeln!(err, "dateline: {}", Notice::guessed(article.path.clone(), line));
                }
                let json = serde_json::to_writer(&mut *out, &Line::of(&article)).map_err(io::Error::from);
                if let Err(error) = json.and_then(|()| out.write_all(b"\n")) {
                    failed = Some(error);
                    return ControlFlow::Break(());
                }
            }
            Item::Notice(notice) => {
                if notice.severity == Severity::LeftOut {
                    exit = Exit::LeftOut;
                }
                let _ = writeln!(err, "dateline: {notice}");
            }
            Item::Progress { .. } => {}
        }
        ControlFlow::Continue(())
    });
    if let Some(error) = failed {
        return Err(error);
    }
    out.flush()?;
    for id in given.keys().filter(|id| !new.iter().any(|e| e.article.id == **id)) {
        let _ = writeln!(err, "dateline: no article has the id {id}");
        exit = exit.worst(Exit::LeftOut);
    }
    if args.keep {
        let folder = super::gazetteer::own_data().ok_or_else(|| io::Error::other("no data folder is known"))?;
        MyDates::in_folder(&folder).add(&new).map_err(io::Error::other)?;
    }
    // Nothing read at all is a failure, not an omission.
    Ok(if some { exit } else { Exit::Failed })
}
