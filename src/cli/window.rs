//! `dateline [PATH…]`: opens the window; where there is none, writes the briefing and says so.

use super::Exit;
use clap::Args;
use std::io::Write;
use std::path::PathBuf;
#[cfg(feature = "window")]
use std::sync::Arc;
use std::time::Instant;

/// What the window is opened with.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Window {
    /// Files and folders to read; without any, the bundled sample
    paths: Vec<PathBuf>,
    /// Size of the window in points
    #[arg(long, value_name = "WxH", value_parser = size, hide = true)]
    window_size: Option<(f32, f32)>,
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
    let _ = (began, window.window_size, window.dark, window.exit, window.timing, &window.select, &window.screenshot);
    Err("this build has no window".into())
}

#[cfg(feature = "window")]
fn show(window: &Window, began: Instant) -> Result<(), String> {
    use crate::briefing::Theme;
    if cfg!(target_os = "linux") && !has_display() {
        return Err("no display".into());
    }
    let (width, height) = window.window_size.unwrap_or((1440.0, 900.0));
    let timing: Option<Box<dyn Write + Send>> =
        if window.timing { Some(Box::new(std::io::stderr())) } else { None };
    let options = crate::window::Options {
        paths: window.paths.clone(),
        loader: Arc::new(|_, _| Err("reading is not built in yet".into())),
        exporter: Arc::new(|_, _| Err("the page is not built in yet".into())),
        size: [width, height],
        theme: if window.dark { Theme::Dark } else { Theme::Light },
        select: window.select.clone(),
        screenshot: window.screenshot.clone(),
        exit: window.exit,
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

/// No window: the briefing is written instead.
fn without(window: &Window, reason: &str, err: &mut dyn Write) -> Exit {
    let _ = window;
    let reason = reason.lines().next().unwrap_or("no window");
    let _ = writeln!(err, "dateline: {reason}");
    Exit::Failed
}
