//! `dateline basemap`: compiles the basemap and draws pictures of it. For maintainers; hidden.

use super::Exit;
use crate::basemap::{Basemap, build};
use crate::briefing::{Scene, Theme};
use crate::geo::{Bounds, Viewport};
use crate::map::{self, MapOptions};
use crate::render;
use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use std::io::Write;
use std::path::PathBuf;

/// The basemap's own commands.
#[derive(Debug, Args)]
pub(super) struct BasemapArgs {
    #[command(subcommand)]
    command: BasemapCommand,
}

#[derive(Debug, Subcommand)]
enum BasemapCommand {
    /// Compile the basemap from the pinned packages.
    Build {
        /// Folder with the packages named in assets/README.md.
        #[arg(long)]
        sources: PathBuf,
        /// File to write.
        #[arg(long)]
        out: PathBuf,
    },
    /// Draw the basemap alone.
    Picture {
        /// West,south,east,north in degrees.
        #[arg(long, allow_hyphen_values = true)]
        bbox: String,
        /// Width x height in pixels.
        #[arg(long, default_value = "1244x832")]
        size: String,
        /// light, dark or print.
        #[arg(long, default_value = "light")]
        theme: String,
        /// PNG to write.
        #[arg(long)]
        out: PathBuf,
        /// A basemap other than the one carried.
        #[arg(long)]
        map: Option<PathBuf>,
    },
}

/// Carries it out.
pub(super) fn run(args: &BasemapArgs, log: &mut dyn Write) -> Result<Exit> {
    match &args.command {
        BasemapCommand::Build { sources, out } => build::build(sources, out, log)?,
        BasemapCommand::Picture { bbox, size, theme, out, map } => {
            let bounds = numbers(bbox, ',')?;
            let size = numbers(size, 'x')?;
            let (&[w, s, e, n], &[width, height]) = (bounds.as_slice(), size.as_slice()) else {
                bail!("--bbox is W,S,E,N and --size is WIDTHxHEIGHT");
            };
            let bounds = Bounds::new(w, s, e, n).context("--bbox is out of range")?;
            let theme = match theme.as_str() {
                "light" => Theme::Light,
                "dark" => Theme::Dark,
                "print" => Theme::Print,
                other => bail!("no theme {other}"),
            };
            let owned = map
                .as_ref()
                .map(|p| Basemap::from_bytes(std::fs::read(p)?).map_err(anyhow::Error::from))
                .transpose()?;
            let basemap = owned.as_ref().unwrap_or_else(|| Basemap::world());
            let mut spent = std::time::Duration::ZERO;
            let size = egui::vec2(width as f32, height as f32);
            let frame = render::headless(size, 1.0, theme, |ui| {
                let viewport = Viewport::fit(egui::Rect::from_min_size(egui::Pos2::ZERO, size), bounds, 0.0).clamped();
                let options = MapOptions::window(theme);
                let start = std::time::Instant::now();
                map::paint(ui.painter(), &viewport, &Scene::default(), &options, basemap);
                map::scale_bar(ui.painter(), &viewport, egui::pos2(16.0, size.y - 16.0), &options);
                spent = start.elapsed();
            });
            let png = render::png(&frame.image(), 96.0)?;
            std::fs::write(out, png).with_context(|| format!("cannot write {}", out.display()))?;
            writeln!(log, "{}: last frame {:.1} ms", out.display(), spent.as_secs_f64() * 1e3)?;
        }
    }
    Ok(Exit::Done)
}

fn numbers(list: &str, by: char) -> Result<Vec<f64>> {
    list.split(by).map(|n| n.trim().parse().with_context(|| format!("{n} is not a number"))).collect()
}
