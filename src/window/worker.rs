//! Reading on a thread of its own: the window asks how far it is, and may stop it.

use super::progress::Stage;
use crate::briefing::Corpus;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Mutex};
use std::time::Instant;

/// What the reading thread tells while it works, and where it is told to stop.
#[derive(Debug, Default)]
pub struct Watch {
    /// Articles done.
    pub done: AtomicUsize,
    /// Articles in all; 0 while they are being counted.
    pub total: AtomicUsize,
    /// Set to stop as soon as possible.
    pub stop: AtomicBool,
    /// What is being done now, in words.
    pub doing: Mutex<String>,
}

impl Watch {
    /// Tells how far it is; answers whether to go on.
    pub fn tell(&self, doing: &str, done: usize, total: usize) -> bool {
        self.done.store(done, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
        if let Ok(mut now) = self.doing.lock()
            && *now != doing
        {
            doing.clone_into(&mut now);
        }
        !self.stop.load(Ordering::Relaxed)
    }
}

/// Reads paths (none: the sample) and resolves what they name. Runs on the thread; looks at the watch often.
pub type Loader = Arc<dyn Fn(&[PathBuf], &Watch) -> Result<Corpus, String> + Send + Sync>;

/// A reading that goes on.
pub(super) struct Job {
    watch: Arc<Watch>,
    result: Receiver<Result<Corpus, String>>,
    name: String,
    began: Instant,
}

/// How a job stands.
pub(super) enum Outcome {
    /// It goes on.
    Running,
    /// It is done.
    Done(Box<Corpus>),
    /// It was stopped or failed, with the reason.
    Failed(String),
}

impl Job {
    /// Begins to read. `wake` is called when it ends.
    pub(super) fn begin(loader: &Loader, paths: Vec<PathBuf>, wake: impl Fn() + Send + 'static) -> Self {
        let (watch, (sender, result)) = (Arc::new(Watch::default()), channel());
        let name = match paths.as_slice() {
            [] => "the sample".to_owned(),
            [one] => one.file_name().map_or_else(|| one.display().to_string(), |n| n.to_string_lossy().into_owned()),
            many => format!("{} files and folders", many.len()),
        };
        let (loader, seen) = (Arc::clone(loader), Arc::clone(&watch));
        let began = std::thread::Builder::new().name("reader".into()).spawn(move || {
            // The window may be gone by then; nobody is left to tell.
            let _ = sender.send(loader(&paths, &seen));
            wake();
        });
        if let Err(e) = began
            && let Ok(mut doing) = watch.doing.lock()
        {
            *doing = e.to_string();
        }
        Self { watch, result, name, began: Instant::now() }
    }

    /// Asks the thread to stop.
    pub(super) fn stop(&self) {
        self.watch.stop.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked to stop.
    pub(super) fn stopped(&self) -> bool {
        self.watch.stop.load(Ordering::Relaxed)
    }

    /// Looks whether it has ended.
    pub(super) fn look(&self) -> Outcome {
        match self.result.try_recv() {
            Ok(Ok(corpus)) => Outcome::Done(Box::new(corpus)),
            Ok(Err(reason)) => Outcome::Failed(reason),
            Err(TryRecvError::Empty) => Outcome::Running,
            Err(TryRecvError::Disconnected) => Outcome::Failed("reading ended without a result".into()),
        }
    }

    /// How far it has come.
    pub(super) fn stage(&self) -> Stage {
        Stage {
            name: self.name.clone(),
            doing: self.watch.doing.lock().map_or_else(|_| String::new(), |d| d.clone()),
            done: self.watch.done.load(Ordering::Relaxed),
            total: self.watch.total.load(Ordering::Relaxed),
            seconds: self.began.elapsed().as_secs_f64(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn wait(job: &Job) -> Outcome {
        let began = Instant::now();
        loop {
            match job.look() {
                Outcome::Running if began.elapsed() < Duration::from_secs(10) => {
                    std::thread::sleep(Duration::from_millis(2));
                }
                outcome => return outcome,
            }
        }
    }

    #[test]
    fn a_long_reading_tells_how_far_it_is_and_stops_when_asked() {
        let endless: Loader = Arc::new(|_, watch| {
            for n in 0.. {
                if !watch.tell("Reading files", n, 1_000_000) {
                    return Err("stopped".into());
                }
                std::thread::sleep(Duration::from_millis(1));
            }
            Err("never".into())
        });
        let job = Job::begin(&endless, vec![PathBuf::from("/somewhere/articles")], || {});
        while job.stage().done < 3 {
            std::thread::yield_now();
        }
        assert!(matches!(job.look(), Outcome::Running));
        assert_eq!(job.stage().name, "articles");
        let asked = Instant::now();
        job.stop();
        assert!(matches!(wait(&job), Outcome::Failed(reason) if reason == "stopped"));
        assert!(asked.elapsed() < Duration::from_secs(1));
    }

    #[test]
    fn a_reading_that_dies_is_told() {
        let dies: Loader = Arc::new(|_, _| std::panic::resume_unwind(Box::new("dead")));
        let job = Job::begin(&dies, Vec::new(), || {});
        assert!(matches!(wait(&job), Outcome::Failed(_)));
    }
}
