//! `dateline gazetteer`: what a name may mean, layers, and the compiling of the world.

use super::Exit;
use crate::gazetteer::coverage::Coverage;
use crate::gazetteer::layers;
use crate::gazetteer::{Gazetteer, LayerError, LayerFile, NameKind, build, export, own};
use crate::text::normalise::normalise;
use anyhow::{Context, anyhow};
use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Looks names up in the gazetteer and keeps its layers.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  dateline gazetteer find Kabul --format json")]
pub(super) struct GazetteerArgs {
    #[command(subcommand)]
    command: Command,
}

/// How a result is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// How a layer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum LayerFormat {
    Csv,
    Tsv,
    Geojson,
    Kml,
    LinkedPlaces,
    Geonames,
}

impl From<LayerFormat> for export::Format {
    fn from(format: LayerFormat) -> Self {
        match format {
            LayerFormat::Csv => Self::Csv,
            LayerFormat::Tsv => Self::Tsv,
            LayerFormat::Geojson => Self::GeoJson,
            LayerFormat::Kml => Self::Kml,
            LayerFormat::LinkedPlaces => Self::LinkedPlaces,
            LayerFormat::Geonames => Self::GeoNames,
        }
    }
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
        /// A table, GeoJSON, KML, Linked Places, or a GeoNames table (text or zip)
        file: PathBuf,
    },
    /// Adds a layer to your own; it is in use from then on
    #[command(after_help = "Example:\n  dateline gazetteer import places.csv")]
    Import {
        /// A table, GeoJSON, KML, Linked Places, or a GeoNames table (text or zip)
        file: PathBuf,
        /// Where your layers are kept, instead of the usual folder
        #[arg(long, value_name = "DIR")]
        folder: Option<PathBuf>,
    },
    /// Writes a layer's rows: one of your own by name, or any file
    #[command(after_help = "Example:\n  dateline gazetteer export places --out places.geojson")]
    Export {
        /// Name of one of your own layers, or a file
        layer: String,
        /// .csv, .tsv, .geojson, .kml, or .txt as GeoNames; standard output when left out
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// The form, where the ending does not say it; without either, the layer's own
        #[arg(long, value_enum)]
        format: Option<LayerFormat>,
        /// Where your layers are kept, instead of the usual folder
        #[arg(long, value_name = "DIR")]
        folder: Option<PathBuf>,
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
pub(super) fn run(args: GazetteerArgs, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    let done = match args.command {
        Command::Find { name, format, gazetteer } => {
            with_layers(&[], &gazetteer, err).and_then(|(g, exit)| find(&g, &name, format, out).map(|()| exit))
        }
        Command::Check { file } => check(&file, out, err),
        Command::Import { file, folder } => import(&file, folder, out, err),
        Command::Export { layer, out: file, format, folder } => {
            let format = format.map(export::Format::from);
            give_back(&layer, file.as_deref(), format, folder, out, err)
        }
        Command::List { gazetteer } => {
            with_layers(&[], &gazetteer, err).and_then(|(g, exit)| list(&g, out).map(|()| exit))
        }
        Command::Stats => stats(out).map(|()| Exit::Done),
        Command::Coverage { gold, misses } => coverage(&gold, misses, out),
        Command::Build { sources, supplement, out: file } => compile(&sources, &supplement, &file, out),
    };
    match done {
        Ok(exit) => exit,
        Err(e) => Exit::failed(&e, err),
    }
}

/// The world with the reader's own layers, those in a folder `gazetteer` of the folders read, and further files;
/// what is wrong in them is told and left out. A file named that is not there is a failure.
pub(super) fn with_layers(
    read: &[PathBuf],
    files: &[PathBuf],
    err: &mut dyn Write,
) -> anyhow::Result<(Arc<Gazetteer>, Exit)> {
    let own = own_folder();
    let mut all = own.as_deref().map(layers::in_folder).unwrap_or_default();
    all.extend(read.iter().flat_map(|path| layers::in_folder(&path.join("gazetteer"))));
    all.extend(files.iter().cloned());
    if let Some(missing) = all.iter().find(|f| !f.is_file()) {
        return Err(anyhow!("{}: no such file", missing.display()));
    }
    // What is doubtful in the reader's own layers was told when they came.
    let doubted = |path: &Path| own.as_ref().is_none_or(|own| !path.starts_with(own));
    let (gazetteer, errors, doubts) = layers::stack_doubting(&all, &doubted);
    for e in doubts.iter().chain(&errors) {
        let _ = writeln!(err, "dateline: {e}");
    }
    Ok((gazetteer, if errors.is_empty() { Exit::Done } else { Exit::LeftOut }))
}

/// Where the reader's own layers are kept.
pub(super) fn own_folder() -> Option<PathBuf> {
    own_data().map(|data| data.join("gazetteer"))
}

/// Where all that is the reader's own is kept: the data folder of the system's convention.
pub(super) fn own_data() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let data = set("XDG_DATA_HOME").or_else(|| set("APPDATA")).or_else(|| Some(set("HOME")?.join(".local/share")))?;
    Some(data.join("dateline"))
}

fn import(file: &Path, folder: Option<PathBuf>, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<Exit> {
    let folder =
        folder.or_else(own_folder).ok_or_else(|| anyhow!("no data folder is known: give one with --folder"))?;
    let mut bar = Bar::new();
    let made = own::import(file, &folder, &mut |share| bar.show(share));
    bar.clear();
    let made = made?;
    for e in made.notes.iter().chain(&made.errors) {
        let _ = writeln!(err, "dateline: {e}");
    }
    let said = if made.replaced { "replaced" } else { "added" };
    let wrong = made.errors.len();
    writeln!(out, "{}: {said}, {} rows taken, {wrong} rows left out", made.path.display(), made.rows)?;
    if made.unknown > 0 {
        writeln!(out, "{} lines are about features that no layer holds", made.unknown)?;
    }
    Ok(if wrong == 0 { Exit::Done } else { Exit::LeftOut })
}

/// Progress on a terminal; nothing elsewhere.
struct Bar {
    terminal: bool,
    shown: u32,
}

impl Bar {
    fn new() -> Self {
        Self { terminal: std::io::IsTerminal::is_terminal(&std::io::stderr()), shown: u32::MAX }
    }

    fn show(&mut self, share: f64) -> std::ops::ControlFlow<()> {
        let percent = (share * 100.0) as u32;
        if self.terminal && percent != self.shown {
            self.shown = percent;
            let _ = write!(std::io::stderr(), "\r{percent:3} %");
        }
        std::ops::ControlFlow::Continue(())
    }

    fn clear(&self) {
        if self.terminal {
            let _ = write!(std::io::stderr(), "\r      \r");
        }
    }
}

fn give_back(
    layer: &str,
    target: Option<&Path>,
    format: Option<export::Format>,
    folder: Option<PathBuf>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<Exit> {
    let own = folder.or_else(own_folder).map(|f| layers::in_folder(&f)).unwrap_or_default();
    let named = own.into_iter().find(|p| p.file_stem().is_some_and(|s| s == layer));
    let path = named.unwrap_or_else(|| PathBuf::from(layer));
    anyhow::ensure!(path.is_file(), "{layer}: neither one of your layers nor a file");
    let file = LayerFile::read(&path, &Gazetteer::world())?;
    for e in &file.errors {
        let _ = writeln!(err, "dateline: {e}");
    }
    let ending = |p: &Path| p.extension().and_then(|e| e.to_str()).map(str::to_lowercase);
    // Asked for nothing else, a layer goes out as it came in; a compiled one is no text to print.
    let as_it_is = format.is_none() && target.map_or(!file.is_compiled(), |t| ending(t) == ending(&path));
    let asked = format.or_else(|| target.and_then(export::Format::of));
    if let (false, None, Some(target)) = (as_it_is, asked, target) {
        return Err(anyhow!("{}: no form is known by this ending", target.display()));
    }
    let mut left_out = 0;
    let mut give = |out: &mut dyn Write| -> anyhow::Result<()> {
        if as_it_is {
            std::io::copy(&mut std::fs::File::open(&path)?, out)?;
        } else {
            left_out = export::write(asked.unwrap_or(export::Format::Csv), &file.name, file.rows(), out)?;
        }
        Ok(out.flush()?)
    };
    match target {
        Some(target) => {
            let mut file = std::fs::File::create(target).map(std::io::BufWriter::new);
            let written = file.as_mut().map_err(|e| anyhow!("{e}")).and_then(|f| give(f));
            written.with_context(|| target.display().to_string())?;
        }
        None => give(out)?,
    }
    if left_out > 0 {
        let _ = writeln!(err, "dateline: {layer}: {left_out} rows have no GeoNames id and are left out");
    }
    Ok(if file.errors.is_empty() && left_out == 0 { Exit::Done } else { Exit::LeftOut })
}

/// A line of what `find` prints as JSON.
#[derive(Serialize)]
struct Found<'a> {
    place: String,
    geonameid: Option<u32>,
    name: &'a str,
    matched: String,
    lat: f64,
    lon: f64,
    country: Option<String>,
    admin1: Option<&'a str>,
    feature: String,
    population: u32,
    layer: &'a str,
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
                "{}{others}  {}  {:.4}, {:.4}  {id}  {}",
                feature.name,
                gazetteer.chain(hit.feature),
                point.lat(),
                point.lon(),
                gazetteer.layer(hit.feature).0
            )?;
            continue;
        }
        rows.push(Found {
            geonameid: id.geonameid(),
            place: id.0,
            name: feature.name,
            matched,
            lat: rounded(feature.point.lat()),
            lon: rounded(feature.point.lon()),
            country: feature.country.map(|c| c.code().to_owned()),
            admin1,
            feature: feature.class_code(),
            population: feature.population,
            layer: gazetteer.layer(hit.feature).0,
        });
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
    let world = Gazetteer::world();
    let layer = LayerFile::read(file, &world)?;
    let doubts = world.doubts(&layer);
    for note in layer.notes.iter().chain(&doubts) {
        let _ = writeln!(err, "dateline: {note}");
    }
    let (after, errors): (_, Vec<LayerError>) = world.with_layer(layer);
    for e in &errors {
        let _ = writeln!(err, "dateline: {e}");
    }
    let features = after.list().last().map_or(0, |l| l.2);
    let (wrong, odd) = (errors.len(), doubts.len());
    writeln!(out, "{}: {features} features, {wrong} errors, {odd} doubts", file.display())?;
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
    let mut tables: [(&str, BTreeMap<String, usize>); 5] =
        ["layer", "class", "kind", "country", "script of names"].map(|t| (t, BTreeMap::new()));
    let mut approximate = 0;
    let mut names = 0;
    for at in world.all() {
        let feature = world.feature(at);
        let country = feature.country.map_or_else(|| "none".to_owned(), |c| c.code().to_owned());
        let class = feature.class.letter().to_string();
        let told = [world.layer(at).0.to_owned(), class, feature.class_code(), country];
        for ((_, counts), key) in tables.iter_mut().zip(told) {
            *counts.entry(key).or_default() += 1;
        }
        approximate += usize::from(feature.approximate);
    }
    // By block, in the order of the rows: each block of names is unpacked once.
    for entry in world.entries() {
        for name in std::iter::once(entry.name.as_str()).chain(entry.names.iter().map(|(n, _)| n.as_str())) {
            *tables[4].1.entry(script(name).to_owned()).or_default() += 1;
            names += 1;
        }
    }
    let (forms, loose) = world.index_len();
    writeln!(out, "features\t{}", world.all().count())?;
    writeln!(out, "names as written\t{names}")?;
    writeln!(out, "normal forms\t{forms}, looser keys {loose}")?;
    writeln!(out, "approximate points\t{approximate}")?;
    for (table, counts) in tables {
        for (key, count) in counts {
            writeln!(out, "{table}\t{key}\t{count}")?;
        }
    }
    Ok(())
}

/// The script of a name's first letter, as news meets them.
fn script(name: &str) -> &'static str {
    match name.chars().find(|c| c.is_alphabetic()).map_or(0, |c| c as u32) {
        0 => "none",
        0x0041..=0x024f | 0x1e00..=0x1eff => "Latin",
        0x0370..=0x03ff | 0x1f00..=0x1fff => "Greek",
        0x0400..=0x052f => "Cyrillic",
        0x0530..=0x058f => "Armenian",
        0x0590..=0x05ff => "Hebrew",
        0x0600..=0x077f | 0x08a0..=0x08ff | 0xfb50..=0xfdff | 0xfe70..=0xfeff => "Arabic",
        0x0900..=0x097f => "Devanagari",
        0x0980..=0x09ff => "Bengali",
        0x0a00..=0x0dff => "other Indic",
        0x0e00..=0x0e7f => "Thai",
        0x1000..=0x109f => "Myanmar",
        0x10a0..=0x10ff | 0x2d00..=0x2d2f => "Georgian",
        0x1200..=0x139f => "Ethiopic",
        0x1780..=0x17ff => "Khmer",
        0x3040..=0x30ff => "Kana",
        0x1100..=0x11ff | 0xac00..=0xd7af => "Hangul",
        0x3400..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x323af => "Han",
        _ => "other",
    }
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
