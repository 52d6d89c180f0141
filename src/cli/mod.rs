//! Arguments in, exit code out; one file a command.

mod basemap;
mod brief;
mod clusters;
mod evaluate;
mod exit;
mod explain;
mod figures;
mod gazetteer;
mod held;
mod read;
mod score;
mod stories;
mod tag;
mod train;
mod window;

use crate::gazetteer::{FeatureRef, Gazetteer};
use crate::load::{Line, Own};
use anyhow::Context as _;
use clap::{Parser, Subcommand};
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

pub use exit::Exit;

/// Reads a folder of news articles and puts every place they name on a map.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, after_help = "Example:\n  dateline brief articles --out briefing.png")]
#[command(args_conflicts_with_subcommands = true)]
struct Args {
    #[command(subcommand)]
    command: Option<Commands>,
    #[command(flatten)]
    window: window::Window,
}

#[derive(Debug, Subcommand)]
enum Commands {
    Brief(brief::Brief),
    Read(read::Args),
    Tag(tag::Tag),
    Explain(explain::Explain),
    Evaluate(evaluate::Evaluate),
    Gazetteer(gazetteer::GazetteerArgs),
    #[command(hide = true)]
    Train(train::Train),
    #[command(hide = true)]
    Clusters(clusters::ClustersArgs),
    Stories(stories::Args),
    /// Compile the basemap, draw pictures of it.
    #[command(hide = true)]
    Basemap(basemap::BasemapArgs),
}

/// Runs the program: results to stdout, notices to stderr.
pub fn run() -> ExitCode {
    let began = std::time::Instant::now();
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(e) => {
            // Help and version are results; a wrong flag is a failure (2).
            let code = e.exit_code();
            let _ = e.print();
            return ExitCode::from(u8::try_from(code).unwrap_or(2));
        }
    };
    match args.command {
        None => window::open(&args.window, began, &mut io::stderr()).into(),
        Some(command) => {
            let (mut out, mut err) = (io::BufWriter::new(io::stdout().lock()), io::stderr().lock());
            let exit = match command {
                Commands::Brief(args) => brief::run(&args, &mut err),
                Commands::Read(args) => {
                    read::run(&args, &mut io::stdin().lock(), &mut out, &mut err).map_err(anyhow::Error::from)
                }
                Commands::Tag(args) => tag::run(&args, &mut out, &mut err),
                Commands::Explain(args) => explain::run(&args, &mut out, &mut err),
                Commands::Gazetteer(args) => Ok(gazetteer::run(args, &mut out, &mut err)),
                Commands::Evaluate(args) => evaluate::run(&args, &mut out),
                Commands::Train(args) => train::run(&args, &mut err),
                Commands::Clusters(args) => clusters::run(&args, &mut err),
                Commands::Stories(args) => stories::run(&args, &mut io::stdin().lock(), &mut out, &mut err),
                Commands::Basemap(args) => basemap::run(&args, &mut err),
            };
            let exit = exit.and_then(|exit| io::Write::flush(&mut out).map(|()| exit).map_err(Into::into));
            exit.unwrap_or_else(|error| Exit::failed(&error, &mut err)).into()
        }
    }
}

/// What the reader said by hand and keeps in a file; nothing where none are kept or the file cannot be read, which is
/// told.
fn own<T: Line>(err: &mut dyn io::Write) -> Vec<T> {
    let Some(folder) = gazetteer::own_data() else { return Vec::new() };
    Own::in_folder(&folder).edits().unwrap_or_else(|reason| {
        let _ = writeln!(err, "dateline: {reason}; what you set by hand there is left out");
        Vec::new()
    })
}

/// The gazetteer for what is read from `paths`: the world, the reader's own layers, those in a folder `gazetteer` of
/// the folders read, and those named.
///
/// The [`Exit`] says whether a layer was left out; its reason has then been told.
fn gazetteer_for(paths: &[PathBuf], layers: &[PathBuf]) -> anyhow::Result<(Arc<Gazetteer>, Exit)> {
    gazetteer::with_layers(paths, layers, &mut io::stderr())
}

/// The places of a reader's beat by their names: the largest of each.
///
/// # Errors
/// When no place bears a name.
fn focus(gazetteer: &Gazetteer, names: &[String]) -> anyhow::Result<Vec<FeatureRef>> {
    let place = |name: &String| {
        let best = crate::briefing::focus::called(gazetteer, name).into_iter().next();
        best.with_context(|| format!("no place is called {name:?} (try `dateline gazetteer find`)"))
    };
    names.iter().map(place).collect()
}
