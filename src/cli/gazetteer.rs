//! `dateline gazetteer`: what a name may mean, layers, and the compiling of the world.

use super::Exit;
use crate::gazetteer::coverage::Coverage;
use crate::gazetteer::{Gazetteer, NameKind, LayerError, LayerFile, build};
use crate::text::normalise::normalise;
use anyhow::{Context, anyhow};
use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Looks names up in the gazetteer and keeps its layers.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  dateline gazetteer find Kabul --format json")]
pub struct GazetteerArgs {
    #[command(subcommand)]
    command: Command,
}

/// How a result is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// What a name may mean, best first
    #[command(after_help = "Example:\n  dateline gazetteer find Kunduz")]
    Find {
        /// The name, in any language
        name: String,
        /// Text for people, JSON for programs
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
        /// Further layers, lowest first
        #[arg(long, value_name = "FILE")]
        gazetteer: Vec<PathBuf>,
    },
    /// Line-by-line errors of a layer; nothing is written
    #[command(after_help = "Example:\n  dateline gazetteer check places.csv")]
    Check {
        /// A CSV or TSV table, or a compiled gazetteer
        file: PathBuf,
    },
    /// The layers in use, lowest first
    #[command(after_help = "Example:\n  dateline gazetteer list")]
    List {
        /// Further layers, lowest first
        #[arg(long, value_name = "FILE")]
        gazetteer: Vec<PathBuf>,
    },
    /// How many features and names there are
    #[command(after_help = "Example:\n  dateline gazetteer stats")]
    Stats,
    /// Share of an annotated text's places that the gazetteer knows under the very words
    #[command(after_help = "Example:\n  dateline gazetteer coverage gold.jsonl --misses 20")]
    Coverage {
        /// JSON lines with "toponyms": surface, lat, lon, geonameid
        gold: PathBuf,
        /// How many of the commonest misses to list
        #[arg(long, default_value_t = 20)]
        misses: usize,
    },
    /// Compiles the world from the pinned packages
    #[command(after_help = "Example:\n  dateline gazetteer build --sources packages --out gazetteer/world.gaz")]
    Build {
        /// Folder with the packages as downloaded
        #[arg(long, value_name = "DIR")]
        sources: PathBuf,
        /// Folder with the hand-written tables
        #[arg(long, value_name = "DIR", default_value = "gazetteer/supplement")]
        supplement: PathBuf,
        /// Where to write
        #[arg(long, value_name = "FILE", default_value = "gazetteer/world.gaz")]
        out: PathBuf,
    },
}

/// Runs the command.
pub fn run(args: GazetteerArgs, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    let done = match args.command {
        Command::Find { name, format, gazetteer } => {
            with_layers(&gazetteer, err).and_then(|(g, exit)| find(&g, &name, format, out).map(|()| exit))
        }
        Command::Check { file } => check(&file, out, err),
        Command::List { gazetteer } => with_layers(&gazetteer, err).and_then(|(g, exit)| list(&g, out).map(|()| exit)),
        Command::Stats => stats(out).map(|()| Exit::Done),
        Command::Coverage { gold, misses } => coverage(&gold, misses, out),
        Command::Build { sources, supplement, out: file } => compile(&sources, &supplement, &file, out),
    };
    match done {
        Ok(exit) => exit,
        Err(e) => Exit::failed(&e, err),
    }
}

/// The world with further layers; rows that are wrong are told and left out.
fn with_layers(files: &[PathBuf], err: &mut dyn Write) -> anyhow::Result<(Arc<Gazetteer>, Exit)> {
    let mut gazetteer = Gazetteer::world();
    let mut exit = Exit::Done;
    for path in files {
        let file = LayerFile::read(path)?;
        let (next, errors) = gazetteer.with_layer(file);
        for e in &errors {
            let _ = writeln!(err, "{e}");
            exit = Exit::LeftOut;
        }
        gazetteer = Arc::new(next);
    }
    Ok((gazetteer, exit))
}

fn find(gazetteer: &Gazetteer, name: &str, format: Format, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut hits = Vec::new();
    gazetteer.lookup(&normalise(name), &mut hits);
    // Written in capitals, a name is an abbreviation where it can be one: "UK" is not first the village Uk.
    let short = name.ends_with('.') || name.chars().all(|c| !c.is_lowercase());
    if short && name.chars().filter(|c| c.is_alphabetic()).count() <= 5 {
        hits.sort_by_key(|h| h.kind != NameKind::Abbreviation);
    }
    let mut rows = Vec::new();
    for hit in hits {
        let feature = gazetteer.feature(hit.feature);
        let id = gazetteer.id(hit.feature);
        let matched = matched(gazetteer, hit.feature, name);
        let admin1 = feature.admin1.map(|a| gazetteer.feature(a).name);
        if format == Format::Text {
            let others = if matched == feature.name { String::new() } else { format!(" ({matched})") };
            let point = feature.point;
            writeln!(
                out,
                "{}{others}  {}  {:.4}, {:.4}  {}",
                feature.name,
                gazetteer.chain(hit.feature),
                point.lat(),
                point.lon(),
                id
            )?;
            continue;
        }
        rows.push(json!({
            "place": id.0,
            "geonameid": id.geonameid(),
            "name": feature.name,
            "matched": matched,
            "lat": rounded(feature.point.lat()),
            "lon": rounded(feature.point.lon()),
            "country": feature.country.map(|c| c.code().to_owned()),
            "admin1": admin1,
            "feature": feature.class_code(),
            "population": feature.population,
            "layer": gazetteer.layer(hit.feature).0,
        }));
    }
    if format == Format::Json {
        let text = serde_json::to_string(&rows)?;
        writeln!(out, "{text}")?;
    }
    Ok(())
}

/// The spelling among a feature's names that the asked one matches.
fn matched(gazetteer: &Gazetteer, at: crate::gazetteer::FeatureRef, name: &str) -> String {
    let normal = normalise(name);
    let names = gazetteer.names(at);
    let same = |n: &&String| normalise(n) == normal;
    let exact = names.iter().find(|n| n.as_str() == name);
    exact.or_else(|| names.iter().find(same)).or(names.first()).cloned().unwrap_or_default()
}

/// Degrees to the millionth, which is what the gazetteer keeps.
fn rounded(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

fn check(file: &Path, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<Exit> {
    let layer = LayerFile::read(file)?;
    let (after, errors): (_, Vec<LayerError>) = Gazetteer::world().with_layer(layer);
    for e in &errors {
        let _ = writeln!(err, "{e}");
    }
    let features = after.list().last().map_or(0, |l| l.2);
    writeln!(out, "{}: {features} features, {} errors", file.display(), errors.len())?;
    Ok(if errors.is_empty() { Exit::Done } else { Exit::LeftOut })
}

fn list(gazetteer: &Gazetteer, out: &mut dyn Write) -> anyhow::Result<()> {
    for (name, credit, count) in gazetteer.list() {
        writeln!(out, "{name}\t{count} features\t{credit}")?;
    }
    Ok(())
}

fn stats(out: &mut dyn Write) -> anyhow::Result<()> {
    let world = Gazetteer::world();
    let mut classes = std::collections::BTreeMap::<String, usize>::new();
    let mut approximate = 0;
    for at in world.all() {
        let feature = world.feature(at);
        *classes.entry(feature.class_code()).or_default() += 1;
        approximate += usize::from(feature.approximate);
    }
    let (names, loose) = world.index_len();
    writeln!(out, "features\t{}", classes.values().sum::<usize>())?;
    writeln!(out, "names\t{names} normal forms, {loose} looser keys")?;
    writeln!(out, "approximate points\t{approximate}")?;
    for (class, count) in classes {
        writeln!(out, "{class}\t{count}")?;
    }
    Ok(())
}

fn coverage(gold: &Path, misses: usize, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let lines = std::fs::read_to_string(gold).with_context(|| gold.display().to_string())?;
    let found = Coverage::measure(&Gazetteer::world(), &lines).map_err(|e| anyhow!("{}: {e}", gold.display()))?;
    writeln!(out, "all\t{}/{}\t{:.3}", found.all.right, found.all.gold, found.all.ratio())?;
    for (class, share) in &found.classes {
        writeln!(out, "{class}\t{}/{}\t{:.3}", share.right, share.gold, share.ratio())?;
    }
    for (surface, count, known) in found.misses.iter().take(misses) {
        let why = if *known { "only elsewhere" } else { "no such name" };
        writeln!(out, "miss\t{count}\t{surface}\t{why}")?;
    }
    Ok(Exit::Done)
}

fn compile(sources: &Path, supplement: &Path, file: &Path, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let (bytes, report) = build::build(sources, supplement)?;
    std::fs::write(file, &bytes).with_context(|| file.display().to_string())?;
    write!(out, "{report}")?;
    writeln!(out, "{}: {} bytes", file.display(), bytes.len())?;
    Ok(Exit::Done)
}
