//! `dateline brief`: a briefing page in one command, without a display.

use super::{Exit, gazetteer_for};
use crate::basemap::Basemap;
use crate::briefing::stories::Limits;
use crate::briefing::{Basis, Command, Session, Theme};
use crate::gazetteer::{Gazetteer, Hit};
use crate::geo::{Bounds, LatLon};
use crate::geoparse::{Kind, Options};
use crate::load::{self, Input};
use crate::page::{Content, PageSize, Sheet};
use crate::render::{self, Format};
use crate::text::normalise::normalise;
use anyhow::{Context, Result, anyhow, bail};
use jiff::civil::Date;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

/// Write a briefing page: map, key with quotations, dates, credits.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  dateline brief articles --out briefing.png
  dateline brief articles --out week.png --from 2026-05-11 --to 2026-05-17 --size a4
  dateline brief articles --out 1989.png --basis event --from 1989-01-01 --to 1989-12-31
  dateline brief articles --out kunduz.png --place Kunduz --theme dark")]
pub(super) struct Brief {
    /// Files and folders; - for JSON lines on standard input.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// The file to write; its ending decides the format: .png or .pdf.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// First day shown, as 2026-05-31.
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// Last day shown.
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,
    /// What the days are: published, when articles appeared, or event, the dates they tell.
    #[arg(long, value_name = "BASIS", default_value = "published", value_parser = basis)]
    basis: Basis,
    /// Share of the shorter text, 0 to 1, that must stand in the longer one for a copy.
    #[arg(long, value_name = "SHARE", default_value_t = Limits::default().copy, value_parser = super::stories::share)]
    copy: f32,
    /// Likeness, 0 to 1, from which articles report the same thing.
    #[arg(long, value_name = "LIKENESS", default_value_t = Limits::default().story, value_parser = super::stories::share)]
    story: f32,
    /// Only places within these degrees: west,south,east,north.
    #[arg(long, value_name = "W,S,E,N", allow_hyphen_values = true, value_parser = bounds, conflicts_with = "place")]
    bbox: Option<Bounds>,
    /// Only places in or round this one.
    #[arg(long, value_name = "NAME")]
    place: Option<String>,
    /// Only these kinds: place, dateline, demonym, government, organisation.
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = kind)]
    kind: Vec<Kind>,
    /// Only articles of this outlet.
    #[arg(long, value_name = "OUTLET")]
    source: Option<String>,
    /// Only articles that contain these words.
    #[arg(long, value_name = "WORDS")]
    search: Option<String>,
    /// The title; without one, the most named places.
    #[arg(long)]
    title: Option<String>,
    /// Colours: light, dark or print.
    #[arg(long, default_value = "print", value_parser = theme)]
    theme: Theme,
    /// slide, a4, letter, square, or WIDTHxHEIGHT in pixels.
    #[arg(long, default_value = "slide")]
    size: PageSize,
    /// Paper on its side.
    #[arg(long)]
    landscape: bool,
    /// Prefer places in or near this one (repeat for several).
    #[arg(long, value_name = "PLACE")]
    focus: Vec<String>,
    /// Read a layer over the world's (repeat for several).
    #[arg(long, value_name = "FILE")]
    gazetteer: Vec<PathBuf>,
    /// So many times the pixels.
    #[arg(long, value_name = "N", default_value = "1", value_parser = scale)]
    scale: f32,
}

/// Reads, composes and writes.
///
/// # Errors
/// When nothing could be read, a flag names nothing that is there, or the file cannot be written.
pub(super) fn run(args: &Brief, err: &mut dyn Write) -> Result<Exit> {
    // Before any work: a wrong ending should not cost a minute.
    Format::of(&args.out)?;
    let (gazetteer, layers) = gazetteer_for(&args.paths, &args.gazetteer)?;
    let input = Input::Paths(args.paths.clone());
    let options = Options { focus: super::focus(&gazetteer, &args.focus)?, ..Options::default() };
    let corpus = load::load(&input, gazetteer, &options, &mut |_| ControlFlow::Continue(()))
        .context("the work was broken off")?;
    let corpus = Arc::new(corpus);
    let exit = Exit::after(&corpus.notices, err).worst(layers);
    let ahead = load::today().map(|today| load::ahead(&corpus, today)).unwrap_or_default();
    let exit = exit.worst(Exit::after(&ahead, err));
    if corpus.entries.is_empty() {
        bail!("no article was found in {}", input.name());
    }
    let mut session = Session::new(corpus);
    session.remember_stories(super::own(err));
    session.remember_dates(super::own(err));
    for command in commands(args, &session)? {
        session.apply(command);
    }
    let sheet = Sheet::new(args.size, args.landscape);
    let content = Content::of(&session, &sheet);
    render::save(&args.out, &content, &sheet, args.theme, args.scale, Basemap::world())?;
    Ok(exit)
}

/// The flags as the commands a panel would send.
fn commands(args: &Brief, session: &Session) -> Result<Vec<Command>> {
    let mut out = vec![Command::SetTheme(args.theme)];
    let limits = Limits { copy: args.copy, story: args.story };
    if limits != Limits::default() {
        out.push(Command::SetLimits(limits));
    }
    if args.basis != Basis::default() {
        out.push(Command::SetBasis(args.basis));
    }
    if args.from.is_some() || args.to.is_some() {
        out.push(Command::SetDates { from: args.from, to: args.to });
    }
    if let Some(bounds) = args.bbox {
        out.push(Command::SetBounds(Some(bounds)));
    }
    if let Some(name) = &args.place {
        out.push(Command::SetBounds(Some(around(&session.corpus.gazetteer, name)?)));
    }
    if !args.kind.is_empty() {
        let others = Kind::PLACED.into_iter().filter(|k| !args.kind.contains(k));
        out.extend(others.map(Command::ToggleKind));
    }
    if let Some(source) = &args.source {
        out.extend(only_source(session, source)?);
    }
    if let Some(words) = &args.search {
        out.push(Command::Search(words.clone()));
    }
    if let Some(title) = &args.title {
        out.push(Command::SetTitle(Some(title.clone())));
    }
    Ok(out)
}

/// The box round a place: its extent, at least so many kilometres to each side.
fn around(gazetteer: &Gazetteer, name: &str) -> Result<Bounds> {
    const LEAST_KM: f64 = 30.0;
    /// Kilometres in a degree of latitude.
    const DEGREE_KM: f64 = 111.2;
    let mut hits: Vec<Hit> = Vec::new();
    gazetteer.lookup(&normalise(name), &mut hits);
    let hit = hits.first().ok_or_else(|| anyhow!("no place is called {name}"))?;
    let feature = gazetteer.feature(hit.feature);
    let reach = f64::from(feature.radius_km).max(LEAST_KM) / DEGREE_KM;
    let (lat, lon) = (feature.point.lat(), feature.point.lon());
    // Meridians draw together towards the poles; at the very pole every longitude is near.
    let wide = (reach / libm::cos(lat.to_radians()).max(0.02)).min(180.0);
    let (west, east) = if wide >= 180.0 { (-180.0, 180.0) } else { (lon - wide, lon + wide) };
    let wrap = |lon: f64| LatLon::wrapped(0.0, lon).lon();
    Bounds::new(wrap(west), (lat - reach).max(-90.0), wrap(east), (lat + reach).min(90.0))
        .ok_or_else(|| anyhow!("{name} has no extent"))
}

/// Hides every other outlet.
fn only_source(session: &Session, wanted: &str) -> Result<Vec<Command>> {
    let sources = session.view().sources;
    let wanted_form = normalise(wanted);
    let same = |name: &str| normalise(name) == wanted_form;
    if !sources.iter().any(|(name, _)| same(name)) {
        let names: Vec<&str> = sources.iter().map(|(name, _)| name.as_str()).take(12).collect();
        bail!("no outlet is called {wanted}; there are {}", names.join(", "));
    }
    Ok(sources.into_iter().filter(|(name, _)| !same(name)).map(|(name, _)| Command::ToggleSource(name)).collect())
}

fn bounds(s: &str) -> Result<Bounds, String> {
    let sides: Vec<f64> = s.split(',').map(|p| p.trim().parse()).collect::<Result<_, _>>().map_err(|_| BOUNDS)?;
    let [west, south, east, north] = sides[..] else { return Err(BOUNDS.into()) };
    Bounds::new(west, south, east, north).ok_or_else(|| BOUNDS.into())
}

const BOUNDS: &str = "expected west,south,east,north in degrees, as 66,36,75,42";

fn kind(s: &str) -> Result<Kind, String> {
    let known = || Kind::PLACED.map(Kind::word).join(", ");
    Kind::PLACED.into_iter().find(|k| k.word() == s.to_ascii_lowercase()).ok_or_else(|| format!("expected {}", known()))
}

fn basis(s: &str) -> Result<Basis, String> {
    let word = s.to_ascii_lowercase();
    Basis::ALL.into_iter().find(|b| b.word() == word).ok_or_else(|| "expected published or event".into())
}

fn theme(s: &str) -> Result<Theme, String> {
    match s.to_ascii_lowercase().as_str() {
        "light" => Ok(Theme::Light),
        "dark" => Ok(Theme::Dark),
        "print" => Ok(Theme::Print),
        _ => Err("expected light, dark or print".into()),
    }
}

fn scale(s: &str) -> Result<f32, String> {
    s.parse().ok().filter(|n| (0.25..=6.0).contains(n)).ok_or_else(|| "expected a number from 0.25 to 6".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_are_four_numbers_in_range() {
        assert!(bounds("66,36,75,42").is_ok());
        assert!(bounds("-180,-90,180,90").is_ok());
        for bad in ["", "1,2,3", "1,2,3,x", "0,50,10,40", "0,0,200,10"] {
            assert_eq!(bounds(bad), Err(BOUNDS.to_owned()), "{bad}");
        }
    }
}
