//! Arguments in, exit code out; one file a command.

mod exit;
mod read;

use clap::{Parser, Subcommand};
use std::io;
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
    Read(read::Args),
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
        Some(command) => {
            let (mut out, mut err) = (io::BufWriter::new(io::stdout().lock()), io::stderr().lock());
            let exit = match command {
                Commands::Read(args) => read::run(&args, &mut io::stdin().lock(), &mut out, &mut err),
            };
            exit.unwrap_or_else(|error| Exit::failed(&error.into(), &mut err)).into()
        }
    }
}
