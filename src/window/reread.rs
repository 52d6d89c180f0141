//! Reading all articles anew for another focus, on a thread of its own: the window goes on meanwhile and may stop it.

use super::progress::Stage;
use crate::briefing::Session;
use crate::briefing::focus::{self, Reread};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::Instant;

/// Bytes of text that are read within a few frames: no thread, no card that flashes up.
const SHORT: usize = 256 * 1024;

/// Reads anew what must be, where all articles together are so short that nobody waits.
pub(super) fn settle_if_short(session: &mut Session) {
    if session.corpus.entries.iter().map(|e| e.article.text.len()).sum::<usize>() <= SHORT {
        session.settle();
    }
}

/// A reading that goes on; it stops when it is dropped.
pub(super) struct Rereading {
    done: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
    result: Receiver<Option<Reread>>,
    total: usize,
    name: String,
    began: Instant,
}

/// How it stands.
pub(super) enum Outcome {
    /// It goes on.
    Running,
    /// It is done.
    Done(Box<Reread>),
    /// It ended without a result.
    Failed,
}

impl Rereading {
    /// Begins; `name` says for what, and `wake` is called when it ends.
    pub(super) fn begin(work: focus::Rereading, name: String, wake: impl Fn() + Send + 'static) -> Self {
        let (done, stop, (sender, result)) = (Arc::default(), Arc::default(), channel());
        let total = work.articles() * 2;
        let (told, stopped): (Arc<AtomicUsize>, Arc<AtomicBool>) = (Arc::clone(&done), Arc::clone(&stop));
        // A thread that cannot begin drops the sender, and so tells that nothing comes.
        let _ = std::thread::Builder::new().name("reader".into()).spawn(move || {
            let on = |n: usize| {
                told.store(n, Ordering::Relaxed);
                !stopped.load(Ordering::Relaxed)
            };
            // The window may be gone by then; nobody is left to tell.
            let _ = sender.send(work.run(&on));
            wake();
        });
        Self { done, stop, result, total, name, began: Instant::now() }
    }

    /// Looks whether it has ended.
    pub(super) fn look(&self) -> Outcome {
        match self.result.try_recv() {
            Ok(Some(reread)) => Outcome::Done(Box::new(reread)),
            Err(TryRecvError::Empty) => Outcome::Running,
            Ok(None) | Err(TryRecvError::Disconnected) => Outcome::Failed,
        }
    }

    /// How far it has come.
    pub(super) fn stage(&self) -> Stage {
        Stage {
            name: format!("again, {}", self.name),
            doing: "Linking places".to_owned(),
            done: self.done.load(Ordering::Relaxed) / 2,
            total: self.total / 2,
            seconds: self.began.elapsed().as_secs_f64(),
        }
    }
}

impl Drop for Rereading {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}
