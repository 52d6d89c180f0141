//! The desktop's own dialogs, each on a thread so that the window goes on.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// What a dialog was opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// What to read.
    Open,
    /// Where to write the briefing.
    Save,
}

/// A dialog that is open.
pub(super) struct Dialog {
    answer: Receiver<Answer>,
}

/// What came of a dialog.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Answer {
    /// What it was for.
    pub(super) asked: Asked,
    /// What was chosen; empty when nothing was.
    pub(super) paths: Vec<PathBuf>,
    /// It closed faster than a hand can: this desktop has no such dialog.
    pub(super) none: bool,
}

/// Nobody reads and dismisses a dialog in less.
const INSTANT: Duration = Duration::from_millis(200);

impl Dialog {
    /// Asks for a folder, before the window `parent`.
    pub(super) fn folder(parent: &eframe::Frame, wake: impl Fn() + Send + 'static) -> Self {
        let dialog = rfd::FileDialog::new().set_parent(parent).set_title("Open a folder of articles");
        Self::run(Asked::Open, wake, move || dialog.pick_folder().into_iter().collect())
    }

    /// Asks for files.
    pub(super) fn files(parent: &eframe::Frame, wake: impl Fn() + Send + 'static) -> Self {
        let dialog = rfd::FileDialog::new().set_parent(parent).set_title("Open articles");
        Self::run(Asked::Open, wake, move || dialog.pick_files().unwrap_or_default())
    }

    /// Asks where to write.
    pub(super) fn save(parent: &eframe::Frame, name: String, wake: impl Fn() + Send + 'static) -> Self {
        let dialog = rfd::FileDialog::new().set_parent(parent).set_title("Export briefing").set_file_name(name);
        let dialog = dialog.add_filter("Picture", &["png"]);
        Self::run(Asked::Save, wake, move || dialog.save_file().into_iter().collect())
    }

    fn run(
        asked: Asked,
        wake: impl Fn() + Send + 'static,
        dialog: impl FnOnce() -> Vec<PathBuf> + Send + 'static,
    ) -> Self {
        let (sender, answer) = channel();
        let failed = sender.clone();
        let thread = std::thread::Builder::new().name("dialog".into()).spawn(move || {
            let began = Instant::now();
            let paths = dialog();
            let none = paths.is_empty() && began.elapsed() < INSTANT;
            // The window may be gone by then; nobody is left to tell.
            let _ = sender.send(Answer { asked, paths, none });
            wake();
        });
        if thread.is_err() {
            let _ = failed.send(Answer { asked, paths: Vec::new(), none: true });
        }
        Self { answer }
    }

    /// The answer, once there is one.
    pub(super) fn answer(&self) -> Option<Answer> {
        self.answer.try_recv().ok()
    }
}
