//! `dateline clusters`: groups words by their vectors into the table that the geoparser carries.

use crate::cli::Exit;
use crate::geoparse::learn::clusters::{Grouping, Vectors};
use anyhow::{Context as _, Result};
use clap::Args;
use std::io::{BufReader, Write};
use std::path::PathBuf;

/// Groups words that are used alike.
#[derive(Debug, Args)]
pub(super) struct ClustersArgs {
    /// Vectors of words: {"vectors": {"word": [numbers…]}}, the most frequent words first.
    vectors: PathBuf,
    /// Where the table goes.
    #[arg(long)]
    out: PathBuf,
    /// Words that are grouped, the most frequent first.
    #[arg(long, default_value_t = 200_000)]
    words: usize,
    /// Small clusters.
    #[arg(long, default_value_t = 1024)]
    small: usize,
    /// Large clusters, at most 255.
    #[arg(long, default_value_t = 64)]
    large: usize,
}

/// Runs the command.
///
/// # Errors
/// When the vectors cannot be read or the table cannot be written.
pub(super) fn run(args: &ClustersArgs, err: &mut dyn Write) -> Result<Exit> {
    let file = std::fs::File::open(&args.vectors).with_context(|| args.vectors.display().to_string())?;
    let vectors =
        Vectors::read(BufReader::new(file), args.words).with_context(|| args.vectors.display().to_string())?;
    let table = vectors.group(Grouping { small: args.small, large: args.large });
    std::fs::write(&args.out, &table).with_context(|| args.out.display().to_string())?;
    writeln!(err, "{} bytes of clusters", table.len())?;
    Ok(Exit::Done)
}
