//! `dateline tag`: articles in, one JSON line a document out, in input order.

use crate::briefing::{DateEdit, redate};
use crate::cli::Exit;
use crate::gazetteer::{FeatureRef, Gazetteer, Hit};
use crate::geoparse::{Geoparser, Mention, Options};
use crate::ingest::{self, Item};
use crate::text::normalise::normalise;
use crate::text::{Article, CodePoints, Span};
use anyhow::{Context as _, Result};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::io::{BufRead, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

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

/// One document's line.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    title: Option<&'a str>,
    date: Option<String>,
    date_origin: Option<crate::text::DateOrigin>,
    date_earliest: Option<String>,
    date_latest: Option<String>,
    source: Option<&'a str>,
    toponyms: Vec<Toponym<'a>>,
    dates: Vec<DateLine<'a>>,
}

/// One mention.
#[derive(Serialize)]
struct Toponym<'a> {
    start: usize,
    end: usize,
    surface: &'a str,
    kind: crate::geoparse::Kind,
    lat: Option<f64>,
    lon: Option<f64>,
    geonameid: Option<u32>,
    place: Option<String>,
    name: Option<&'a str>,
    country: Option<String>,
    feature: Option<String>,
    confidence: Option<f64>,
    band: Option<crate::geoparse::Band>,
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    candidates: Option<Vec<Rival>>,
}

#[derive(Serialize)]
struct Rival {
    place: String,
    geonameid: Option<u32>,
    lat: f64,
    lon: f64,
    score: f64,
}

/// Degrees to about a metre.
fn degrees(x: f64) -> f64 {
    (x * 1e5).round() / 1e5
}

fn share(x: f32) -> f64 {
    (f64::from(x) * 1e4).round() / 1e4
}

/// Articles handed to the threads together: bounds what is held in memory.
const BATCH: usize = 64;
/// Bytes of text handed over together at most, when more than one article.
const BATCH_BYTES: usize = 4 << 20;

/// Runs the command; results to `out`, notices to `err`.
///
/// # Errors
/// When a layer cannot be read, a focus is unknown, or the output cannot be written.
pub(super) fn run(args: &Tag, out: &mut dyn Write, err: &mut dyn Write) -> Result<Exit> {
    let (gazetteer, layers) = super::gazetteer_for(&args.paths, &args.gazetteer)?;
    let focus = args.focus.iter().map(|f| focus(&gazetteer, f)).collect::<Result<Vec<_>>>()?;
    let options = Options { focus, all_kinds: args.all_kinds, ..Options::default() };
    let parser = Geoparser::new(&gazetteer, options);
    let mut printer =
        Printer { args, gazetteer: &gazetteer, parser: &parser, out, batch: Vec::new(), bytes: 0, any: false };
    printer.head()?;
    let mut notices = Vec::new();
    if args.spans {
        printer.given_spans()?;
    } else {
        let by_hand: Vec<DateEdit> = super::own(err);
        // Articles are read while others are geoparsed; a channel that is full lets the reader wait.
        let (sender, articles) = std::sync::mpsc::sync_channel(BATCH);
        notices = std::thread::scope(|scope| {
            let reader = scope.spawn(move || {
                let mut notices = Vec::new();
                let mut stdin = std::io::stdin().lock();
                let _ = ingest::read(&args.paths, Some(&mut stdin as &mut dyn BufRead), &mut |item| {
                    match item {
                        Item::Article(mut article) => {
                            redate(&mut article, &by_hand);
                            if sender.send(*article).is_err() {
                                return ControlFlow::Break(());
                            }
                        }
                        Item::Notice(notice) => notices.push(notice),
                        Item::Progress { .. } => {}
                    }
                    ControlFlow::Continue(())
                });
                notices
            });
            for article in articles {
                printer.push(article)?;
            }
            reader.join().map_err(|_| anyhow::anyhow!("reading came to an end too early"))
        })?;
    }
    printer.flush()?;
    printer.tail()?;
    Ok(Exit::after(&notices, err).worst(layers))
}

/// The place a focus names: the largest of its name.
fn focus(gazetteer: &Gazetteer, name: &str) -> Result<FeatureRef> {
    let mut hits: Vec<Hit> = Vec::new();
    gazetteer.lookup(&normalise(name), &mut hits);
    let best = hits.iter().max_by_key(|h| (std::cmp::Reverse(h.kind), gazetteer.feature(h.feature).population));
    best.map(|h| h.feature).with_context(|| format!("no place is called {name:?} (try `dateline gazetteer find`)"))
}

struct Printer<'a> {
    args: &'a Tag,
    gazetteer: &'a Gazetteer,
    parser: &'a Geoparser<'a>,
    out: &'a mut dyn Write,
    batch: Vec<(Article, Option<Vec<Span>>)>,
    bytes: usize,
    any: bool,
}

impl Printer<'_> {
    fn push(&mut self, article: Article) -> Result<()> {
        self.add(article, None)
    }

    fn add(&mut self, article: Article, spans: Option<Vec<Span>>) -> Result<()> {
        self.bytes += article.text.len();
        self.batch.push((article, spans));
        if self.batch.len() >= BATCH || self.bytes >= BATCH_BYTES { self.flush() } else { Ok(()) }
    }

    /// Annotated lines, whose own spans are resolved.
    fn given_spans(&mut self) -> Result<()> {
        for path in &self.args.paths {
            let text: Box<dyn BufRead> = if path.as_os_str() == "-" {
                Box::new(std::io::stdin().lock())
            } else {
                Box::new(std::io::BufReader::new(
                    std::fs::File::open(path).with_context(|| path.display().to_string())?,
                ))
            };
            for (n, line) in text.lines().enumerate() {
                let line = line.with_context(|| path.display().to_string())?;
                if line.trim().is_empty() {
                    continue;
                }
                let document = crate::geoparse::learn::gold::read(&line)
                    .with_context(|| format!("{}:{}", path.display(), n + 1))?;
                let spans = document.toponyms.iter().map(|t| t.span).collect();
                self.add(document.article, Some(spans))?;
            }
        }
        Ok(())
    }

    /// Geoparses what is gathered, on two threads, and prints it in order.
    fn flush(&mut self) -> Result<()> {
        let batch = std::mem::take(&mut self.batch);
        self.bytes = 0;
        let slots: Vec<Mutex<String>> = batch.iter().map(|_| Mutex::new(String::new())).collect();
        let next = AtomicUsize::new(0);
        let (parser, gazetteer, args) = (self.parser, self.gazetteer, self.args);
        let work = || {
            loop {
                let i = next.fetch_add(1, Ordering::Relaxed);
                let Some((article, spans)) = batch.get(i) else { return };
                let mentions = match spans {
                    Some(spans) => parser.parse_spans(article, spans),
                    None => parser.parse(article),
                };
                let text = document(args, gazetteer, article, &mentions);
                if let Some(Ok(mut slot)) = slots.get(i).map(Mutex::lock) {
                    *slot = text;
                }
            }
        };
        if batch.len() == 1 {
            work();
        } else {
            std::thread::scope(|scope| {
                scope.spawn(work);
                work();
            });
        }
        for slot in slots {
            let text = slot.into_inner().unwrap_or_default();
            if self.args.format == Format::Geojson && !text.is_empty() {
                if self.any {
                    self.out.write_all(b",\n")?;
                }
                self.any = true;
            }
            self.out.write_all(text.as_bytes())?;
        }
        self.out.flush()?;
        Ok(())
    }

    fn head(&mut self) -> Result<()> {
        match self.args.format {
            Format::Jsonl => {}
            Format::Geojson => self.out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[\n")?,
            Format::Csv => self.out.write_all(
                b"id,date,source,start,end,surface,kind,lat,lon,geonameid,place,name,country,feature,confidence,band\n",
            )?,
        }
        Ok(())
    }

    fn tail(&mut self) -> Result<()> {
        if self.args.format == Format::Geojson {
            self.out.write_all(b"\n]}\n")?;
        }
        Ok(())
    }
}

fn document(args: &Tag, gazetteer: &Gazetteer, article: &Article, mentions: &[Mention]) -> String {
    let line = line(gazetteer, article, mentions, args.candidates);
    match args.format {
        Format::Jsonl => serde_json::to_string(&line).map(|s| s + "\n").unwrap_or_default(),
        Format::Geojson => geojson(&line),
        Format::Csv => csv(&line),
    }
}

fn line<'a>(gazetteer: &'a Gazetteer, article: &'a Article, mentions: &[Mention], candidates: usize) -> Line<'a> {
    let mut points = CodePoints::new(&article.text);
    let toponyms = mentions.iter().map(|m| toponym(gazetteer, article, m, &mut points, candidates)).collect();
    let published = article.published.as_ref();
    Line {
        id: &article.id,
        title: article.title.as_deref(),
        date: published.filter(|d| d.is_exact()).map(|d| d.earliest.to_string()),
        date_origin: published.map(|d| d.origin),
        date_earliest: published.map(|d| d.earliest.to_string()),
        date_latest: published.map(|d| d.latest.to_string()),
        source: article.source.as_deref(),
        toponyms,
        dates: dates(article),
    }
}

/// One date expression.
#[derive(Serialize)]
struct DateLine<'a> {
    start: usize,
    end: usize,
    surface: &'a str,
    earliest: Option<String>,
    latest: Option<String>,
    precision: crate::text::Precision,
}

fn dates(article: &Article) -> Vec<DateLine<'_>> {
    let mut points = CodePoints::new(&article.text);
    crate::text::dates::expressions(&article.text, crate::text::dates::reference(article).as_ref())
        .into_iter()
        .map(|d| DateLine {
            start: points.at(d.span.start as usize),
            end: points.at(d.span.end as usize),
            surface: d.span.of(&article.text),
            earliest: d.earliest.map(|d| d.to_string()),
            latest: d.latest.map(|d| d.to_string()),
            precision: d.precision,
        })
        .collect()
}

fn toponym<'a>(
    gazetteer: &'a Gazetteer,
    article: &'a Article,
    mention: &Mention,
    points: &mut CodePoints<'_>,
    candidates: usize,
) -> Toponym<'a> {
    let resolution = mention.resolution.as_ref();
    let feature = resolution.map(|r| gazetteer.feature(r.place));
    let id = resolution.map(|r| gazetteer.id(r.place));
    Toponym {
        start: points.at(mention.span.start as usize),
        end: points.at(mention.span.end as usize),
        surface: mention.span.of(&article.text),
        kind: mention.kind,
        lat: feature.map(|f| degrees(f.point.lat())),
        lon: feature.map(|f| degrees(f.point.lon())),
        geonameid: id.as_ref().and_then(crate::gazetteer::PlaceId::geonameid),
        place: id.map(|i| i.0),
        name: feature.map(|f| f.name),
        country: feature.and_then(|f| f.country).map(|c| c.code().to_owned()),
        feature: feature.map(|f| f.class_code()),
        confidence: resolution.map(|r| share(r.confidence)),
        band: resolution.map(|r| r.band),
        reason: resolution.map(crate::geoparse::Resolution::reason),
        candidates: (candidates > 0).then(|| {
            let rivals = resolution.map_or(&[][..], |r| &r.candidates);
            rivals
                .iter()
                .take(candidates)
                .map(|c| {
                    let point = gazetteer.feature(c.place).point;
                    let id = gazetteer.id(c.place);
                    let geonameid = id.geonameid();
                    Rival {
                        place: id.0,
                        geonameid,
                        lat: degrees(point.lat()),
                        lon: degrees(point.lon()),
                        score: share(c.score),
                    }
                })
                .collect()
        }),
    }
}

fn geojson(line: &Line<'_>) -> String {
    let features: Vec<String> = line
        .toponyms
        .iter()
        .filter_map(|t| {
            let mut properties = serde_json::to_value(t).ok()?;
            let fields = properties.as_object_mut()?;
            fields.remove("lat");
            fields.remove("lon");
            fields.insert("document".into(), line.id.into());
            fields.insert("date".into(), line.date.clone().into());
            let geometry = match (t.lat, t.lon) {
                (Some(lat), Some(lon)) => serde_json::json!({"type": "Point", "coordinates": [lon, lat]}),
                _ => serde_json::Value::Null,
            };
            let feature = serde_json::json!({"type": "Feature", "geometry": geometry, "properties": properties});
            serde_json::to_string(&feature).ok()
        })
        .collect();
    features.join(",\n")
}

fn csv(line: &Line<'_>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let number = |x: Option<f64>| x.map(|x| x.to_string()).unwrap_or_default();
    for t in &line.toponyms {
        let _ = writer.write_record([
            line.id,
            line.date.as_deref().unwrap_or(""),
            line.source.unwrap_or(""),
            &t.start.to_string(),
            &t.end.to_string(),
            t.surface,
            t.kind.word(),
            &number(t.lat),
            &number(t.lon),
            &t.geonameid.map(|g| g.to_string()).unwrap_or_default(),
            t.place.as_deref().unwrap_or(""),
            t.name.unwrap_or(""),
            t.country.as_deref().unwrap_or(""),
            t.feature.as_deref().unwrap_or(""),
            &number(t.confidence),
            t.band.map_or("", crate::geoparse::Band::word),
        ]);
    }
    writer.into_inner().map(|b| String::from_utf8_lossy(&b).into_owned()).unwrap_or_default()
}
