//! `dateline [PATH…]`: opens the window; where there is none, writes the briefing and says so.

use super::Exit;
use crate::basemap::Basemap;
#[cfg(feature = "window")]
use crate::briefing::Corpus;
use crate::briefing::{Session, Theme};
use crate::geoparse::Options;
#[cfg(feature = "window")]
use crate::load::Stage;
use crate::load::{self, Input};
use crate::notice::Notice;
use crate::page::{Content, PageSize, Sheet};
use crate::render;
use anyhow::Context;
use clap::Args;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
#[cfg(feature = "window")]
use std::sync::Arc;
use std::time::Instant;

/// What the window is opened with.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Window {
    /// Files and folders to read; without any, the bundled sample
    paths: Vec<PathBuf>,
    /// Prefer places in or near this one (repeat for several)
    #[arg(long, value_name = "PLACE")]
    focus: Vec<String>,
    /// Size of the window in points
    #[arg(long = "window-size", value_name = "WxH", value_parser = size, hide = true)]
    size: Option<(f32, f32)>,
    /// Begin in the dark
    #[arg(long, hide = true)]
    dark: bool,
    /// Choose this place once everything is read
    #[arg(long, value_name = "NAME", hide = true)]
    select: Option<String>,
    /// Write a picture of the window once everything is read
    #[arg(long, value_name = "FILE", hide = true)]
    screenshot: Option<PathBuf>,
    /// Close after the picture
    #[arg(long, hide = true)]
    exit: bool,
    /// Tell on stderr how long frames take
    #[arg(long, hide = true)]
    timing: bool,
}

/// Reads `1920x1080`.
fn size(words: &str) -> Result<(f32, f32), String> {
    let parse = |s: &str| s.parse::<u16>().ok().filter(|n| (320..=8192).contains(n)).map(f32::from);
    let found = words.split_once('x').and_then(|(w, h)| Some((parse(w)?, parse(h)?)));
    found.ok_or_else(|| "a size is WIDTHxHEIGHT, each from 320 to 8192".into())
}

/// Opens the window. Where there is no display, or no OpenGL on it, says so in one line and writes `briefing.png`.
pub(super) fn open(window: &Window, began: Instant, err: &mut dyn Write) -> Exit {
    match show(window, began) {
        Ok(()) => Exit::Done,
        Err(reason) => without(window, &reason, err),
    }
}

#[cfg(not(feature = "window"))]
fn show(window: &Window, began: Instant) -> Result<(), String> {
    let _ = (began, window.size, window.dark, window.exit, window.timing, &window.select, &window.screenshot);
    Err("this build has no window".into())
}

#[cfg(feature = "window")]
fn show(window: &Window, began: Instant) -> Result<(), String> {
    if cfg!(target_os = "linux") && !has_display() {
        return Err("no display".into());
    }
    let (width, height) = window.size.unwrap_or((1440.0, 900.0));
    let timing: Option<Box<dyn Write + Send>> = if window.timing { Some(Box::new(std::io::stderr())) } else { None };
    let options = crate::window::Options {
        paths: window.paths.clone(),
        loader: Arc::new({
            let focus = window.focus.clone();
            move |paths: &[PathBuf], watch: &crate::window::Watch| read(paths, &focus, watch)
        }),
        size: [width, height],
        theme: if window.dark { Theme::Dark } else { Theme::Light },
        select: window.select.clone(),
        screenshot: window.screenshot.clone(),
        exit: window.exit,
        layers: super::gazetteer::own_folder(),
        data: super::gazetteer::own_data(),
        began,
        timing,
    };
    crate::window::run(options).map_err(|e| e.to_string())
}

/// Whether there is a display to try at all: asking a toolkit costs time and noise.
#[cfg(feature = "window")]
fn has_display() -> bool {
    ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"].iter().any(|v| std::env::var_os(v).is_some_and(|d| !d.is_empty()))
}

/// Reads on the window's thread for it, telling how far it is.
#[cfg(feature = "window")]
fn read(paths: &[PathBuf], focus: &[String], watch: &crate::window::Watch) -> Result<Corpus, String> {
    let gazetteer = super::gazetteer_for(paths, &[]).map_err(|e| e.to_string())?.0;
    let focus = super::focus(&gazetteer, focus).map_err(|e| e.to_string())?;
    let options = Options { focus, ..Options::default() };
    let corpus = load::load(&input(paths), gazetteer, &options, &mut |progress| {
        let words = match progress.stage {
            Stage::Reading => "Reading files",
            Stage::Linking => "Linking places",
        };
        if watch.tell(words, progress.done, progress.total) {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    });
    corpus.ok_or_else(|| "reading was stopped".into())
}

fn input(paths: &[PathBuf]) -> Input {
    if paths.is_empty() { Input::Sample } else { Input::Paths(paths.to_vec()) }
}

/// Where the briefing goes when there is no window.
const BRIEFING: &str = "briefing.png";

/// No window: the briefing is written instead.
fn without(window: &Window, reason: &str, err: &mut dyn Write) -> Exit {
    let reason = reason.lines().next().unwrap_or("no window");
    match write(&window.paths, &window.focus) {
        Ok(notices) => {
            let _ = writeln!(err, "dateline: {reason}; the briefing is written to {BRIEFING}");
            // What was left out is told, but a briefing was asked for by nobody: the run is done.
            Exit::after(&notices, err);
            Exit::Done
        }
        Err(error) => {
            let _ = writeln!(err, "dateline: {reason}");
            Exit::failed(&error, err)
        }
    }
}

fn write(paths: &[PathBuf], focus: &[String]) -> anyhow::Result<Vec<Notice>> {
    let on = &mut |_| ControlFlow::Continue(());
    let gazetteer = super::gazetteer_for(paths, &[])?.0;
    let options = Options { focus: super::focus(&gazetteer, focus)?, ..Options::default() };
    let corpus = load::load(&input(paths), gazetteer, &options, on);
    let corpus = corpus.context("reading was stopped")?;
    let notices = corpus.notices.clone();
    let mut session = Session::new(std::sync::Arc::new(corpus));
    session.remember_stories(super::own(&mut std::io::stderr()));
    session.remember_dates(super::own(&mut std::io::stderr()));
    let sheet = Sheet::new(PageSize::Slide, false);
    let content = Content::of(&session, &sheet);
    render::save(Path::new(BRIEFING), &content, &sheet, Theme::Print, 1.0, Basemap::world())?;
    Ok(notices)
}
