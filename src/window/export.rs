//! Writes the briefing on a thread of its own: the very page that the command line writes.

use crate::basemap::Basemap;
use crate::briefing::{Session, Theme};
use crate::page::{Content, PageSize, Sheet};
use crate::render::{self, SaveError};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};

/// A briefing on its way to a file.
pub(super) struct Export {
    result: Receiver<String>,
}

impl Export {
    /// Begins to write what a session shows to `path`; `wake` is called when it is done.
    pub(super) fn begin(session: &Session, path: PathBuf, wake: impl Fn() + Send + 'static) -> Self {
        let (sender, result) = channel();
        let sheet = Sheet::new(PageSize::Slide, false);
        let (content, theme) = (Content::of(session, &sheet), session.state.theme);
        let failed = sender.clone();
        let thread = std::thread::Builder::new().name("export".into()).spawn(move || {
            let line = match write(&content, &sheet, theme, &path) {
                Ok(whole) => format!("Written: {}", whole.display()),
                Err(reason) => reason.to_string(),
            };
            // The window may be gone by then; nobody is left to tell.
            let _ = sender.send(line);
            wake();
        });
        if let Err(e) = thread {
            let _ = failed.send(e.to_string());
        }
        Self { result }
    }

    /// One line on what came of it, once it is done.
    pub(super) fn line(&self) -> Option<String> {
        self.result.try_recv().ok()
    }
}

/// Writes the page; returns the whole path.
fn write(content: &Content, sheet: &Sheet, theme: Theme, path: &Path) -> Result<PathBuf, SaveError> {
    render::save(path, content, sheet, theme, 1.0, Basemap::world())?;
    Ok(std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
}
