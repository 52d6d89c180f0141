//! Articles in lots: read on one thread, worked on by others, printed in order on the one that began.
//!
//! What waits is bounded in bytes, so that any number of documents goes through; what is printed does not depend on how
//! many threads there are.

use crate::notice::Notice;
use crate::text::{Article, Span};
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Articles in a lot at most, and bytes of text, when more than one article.
const ARTICLES: usize = 64;
const BYTES: usize = 4 << 20;
/// Bytes of text that may wait to be worked on: reading stops beyond, unless nothing else waits.
const WAITING: usize = 24 << 20;
/// Lots that may be done before the first of them is printed.
const DONE: usize = 16;
/// Bytes of lines that are handed on before the rest of their lot is done, when its turn has come: a long text need not be
/// held with all that is said of it.
const CHUNK: usize = 2 << 20;
/// Threads at work at most: each keeps some megabytes of what it has met.
const THREADS: usize = 4;

/// An article to be worked on.
pub(super) struct Job {
    pub(super) article: Article,
    /// Where spans are given.
    pub(super) spans: Option<Vec<Span>>,
}

/// Learns from articles what is of use for later ones, in the order of the lots: what is printed of a lot depends on those
/// at least [`DONE`] before it and on itself, and on no thread.
pub(super) trait Learn: Send {
    /// What is known when a lot is begun.
    type Known: Send;
    /// What a lot teaches.
    type Lesson: Send;

    /// Called with each lot in turn.
    fn begin(&mut self, lot: &[Job]) -> Self::Known;
    /// Called with what each lot taught in turn.
    fn learn(&mut self, lesson: Self::Lesson);
}

/// Some articles, and what was told when they were read.
#[derive(Default)]
struct Lot {
    jobs: Vec<Job>,
    notices: Vec<Notice>,
    bytes: usize,
}

/// What is printed of a lot, or of a part of one.
#[derive(Default)]
pub(super) struct Lines {
    pub(super) notices: Vec<Notice>,
    pub(super) bytes: Vec<u8>,
    /// Whether lines of the same lot were printed before.
    pub(super) goes_on: bool,
}

/// Where the lines of a lot are put.
pub(super) struct Out<'q, L: Learn> {
    queue: &'q Queue<L>,
    number: usize,
    pub(super) bytes: Vec<u8>,
    /// Whether some of the lot's lines were handed on.
    goes_on: bool,
}

impl<L: Learn> Out<'_, L> {
    /// Whether nothing is said yet of the lot.
    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty() && !self.goes_on
    }

    /// Hands on what is there, where it is much: waits until all lots before are printed. They do not wait for this one.
    pub(super) fn pause(&mut self) {
        if self.bytes.len() < CHUNK {
            return;
        }
        let number = self.number;
        let mut lines = Some(Lines {
            notices: Vec::new(),
            bytes: std::mem::take(&mut self.bytes),
            goes_on: std::mem::replace(&mut self.goes_on, true),
        });
        let spare = self.queue.when(|state| {
            if state.printed < number || state.part.is_some() {
                return None;
            }
            state.part = lines.take();
            Some(state.spare.pop())
        });
        self.bytes = spare.flatten().unwrap_or_default();
    }
}

struct State<L: Learn> {
    learner: L,
    /// Lessons by lot that are not yet learned, and how many were.
    lessons: BTreeMap<usize, L::Lesson>,
    learned: usize,
    waiting: VecDeque<Lot>,
    bytes: usize,
    /// Lots handed out to be worked on, and lots printed.
    taken: usize,
    printed: usize,
    done: BTreeMap<usize, Lines>,
    /// A part of the lot whose turn it is.
    part: Option<Lines>,
    /// Room that printed lines took, to be used again.
    spare: Vec<Vec<u8>>,
    /// Nothing more is read; nothing more is wanted.
    read: bool,
    stopped: bool,
}

struct Queue<L: Learn> {
    state: Mutex<State<L>>,
    changed: Condvar,
}

impl<L: Learn> Queue<L> {
    fn new(learner: L) -> Self {
        let state = State {
            learner,
            lessons: BTreeMap::new(),
            learned: 0,
            waiting: VecDeque::new(),
            bytes: 0,
            taken: 0,
            printed: 0,
            done: BTreeMap::new(),
            part: None,
            spare: Vec::new(),
            read: false,
            stopped: false,
        };
        Self { state: Mutex::new(state), changed: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, State<L>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until `ready` gives something; `None` once nothing more is wanted.
    fn when<T>(&self, mut ready: impl FnMut(&mut State<L>) -> Option<T>) -> Option<T> {
        let mut state = self.lock();
        loop {
            if state.stopped {
                return None;
            }
            if let Some(found) = ready(&mut state) {
                drop(state);
                self.changed.notify_all();
                return Some(found);
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn change(&self, change: impl FnOnce(&mut State<L>)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }

    fn put(&self, lot: Lot) -> bool {
        let mut lot = Some(lot);
        self.when(|state| {
            if state.bytes > WAITING && !state.waiting.is_empty() {
                return None;
            }
            let lot = lot.take()?;
            state.bytes += lot.bytes;
            state.waiting.push_back(lot);
            Some(())
        })
        .is_some()
    }

    /// Works on lots until there are no more.
    fn work(&self, work: &(impl Fn(&[Job], L::Known, &mut Out<'_, L>) -> L::Lesson + ?Sized)) {
        let next = || {
            self.when(|state| {
                if state.taken >= state.printed + DONE {
                    return None;
                }
                let Some(lot) = state.waiting.pop_front() else { return state.read.then_some(None) };
                state.bytes -= lot.bytes;
                let number = state.taken;
                state.taken += 1;
                // Lots so far back are printed: their lessons are there, whoever worked on them.
                while state.learned + DONE <= number {
                    if let Some(lesson) = state.lessons.remove(&state.learned) {
                        state.learner.learn(lesson);
                    }
                    state.learned += 1;
                }
                let known = state.learner.begin(&lot.jobs);
                Some(Some((number, lot, known, state.spare.pop())))
            })
        };
        while let Some(Some((number, lot, known, spare))) = next() {
            let mut out = Out { queue: self, number, bytes: spare.unwrap_or_default(), goes_on: false };
            let lesson = work(&lot.jobs, known, &mut out);
            self.change(|state| {
                state.lessons.insert(number, lesson);
                state.done.insert(number, Lines { notices: lot.notices, bytes: out.bytes, goes_on: out.goes_on });
            });
        }
    }
}

/// Ends the work of all when a thread ends by a panic, so that none waits for it.
struct Stop<'q, L: Learn>(&'q Queue<L>);

impl<L: Learn> Drop for Stop<'_, L> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.change(|state| state.stopped = true);
        }
    }
}

/// Where articles are put while they are read.
pub(super) struct Reader<'q, L: Learn> {
    queue: &'q Queue<L>,
    lot: Lot,
}

impl<L: Learn> Reader<'_, L> {
    /// Adds an article; false once nothing more is wanted.
    pub(super) fn job(&mut self, job: Job) -> bool {
        self.lot.bytes += job.article.text.len();
        self.lot.jobs.push(job);
        if self.lot.jobs.len() < ARTICLES && self.lot.bytes < BYTES {
            return true;
        }
        self.queue.put(std::mem::take(&mut self.lot))
    }

    /// Adds a notice.
    pub(super) fn notice(&mut self, notice: Notice) {
        self.lot.notices.push(notice);
    }
}

/// Threads that this machine has for the work.
pub(super) fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(THREADS)
}

/// Reads with `read`, works on every lot with `work` on so many threads, and hands what is told of each to `print`.
///
/// # Errors
/// What reading or printing fails with; what was read before is printed.
pub(super) fn run<E: Send, L: Learn>(
    threads: usize,
    learner: L,
    read: impl FnOnce(&mut Reader<'_, L>) -> Result<(), E> + Send,
    work: &(impl Fn(&[Job], L::Known, &mut Out<'_, L>) -> L::Lesson + Sync),
    mut print: impl FnMut(&Lines) -> Result<(), E>,
    broken: impl FnOnce() -> E,
) -> Result<(), E> {
    let queue = Queue::new(learner);
    std::thread::scope(|scope| {
        let queue = &queue;
        let reading = scope.spawn(move || {
            let _stop = Stop(queue);
            let mut reader = Reader { queue, lot: Lot::default() };
            let end = read(&mut reader);
            queue.put(reader.lot);
            queue.change(|state| state.read = true);
            end
        });
        for _ in 0..threads {
            scope.spawn(move || {
                let _stop = Stop(queue);
                queue.work(work);
            });
        }
        let next = || {
            queue.when(|state| {
                let number = state.printed;
                if let Some(part) = state.part.take() {
                    return Some(Some(part));
                }
                if let Some(lines) = state.done.remove(&number) {
                    state.printed += 1;
                    return Some(Some(lines));
                }
                (state.read && state.waiting.is_empty() && state.taken == number).then_some(None)
            })
        };
        while let Some(Some(mut lines)) = next() {
            if let Err(error) = print(&lines) {
                queue.change(|state| state.stopped = true);
                return Err(error);
            }
            if lines.bytes.capacity() < 2 * CHUNK {
                lines.bytes.clear();
                queue.lock().spare.push(lines.bytes);
            }
        }
        reading.join().unwrap_or_else(|_| Err(broken()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts the articles of the lots it has learned from.
    #[derive(Default)]
    struct Count(usize);

    impl Learn for Count {
        type Known = usize;
        type Lesson = usize;

        fn begin(&mut self, _: &[Job]) -> usize {
            self.0
        }

        fn learn(&mut self, articles: usize) {
            self.0 += articles;
        }
    }

    fn job(id: String, text: String) -> Job {
        Job { article: Article::from_text(id, text), spans: None }
    }

    /// What is printed of 1,400 articles, some of which have much to say.
    fn printed(threads: usize) -> Result<String, String> {
        let mut all = String::new();
        let read = |reader: &mut Reader<'_, Count>| {
            for i in 0..1400 {
                if i % 50 == 0 {
                    reader.notice(Notice::guessed(format!("{i}"), "a notice"));
                }
                let text = "x".repeat(if i % 90 == 7 { 200_000 } else { 20 });
                reader.job(job(format!("a{i}"), text));
            }
            Ok(())
        };
        let work = |jobs: &[Job], known: usize, out: &mut Out<'_, Count>| {
            for Job { article, .. } in jobs {
                for _ in 0..article.text.len() / 10 {
                    out.bytes.extend_from_slice(article.id.as_bytes());
                    out.bytes.resize(out.bytes.len() + 200, b'.');
                    out.pause();
                }
            }
            out.bytes.extend_from_slice(format!("known {known}\n").as_bytes());
            jobs.len()
        };
        let print = |lines: &Lines| {
            assert!(lines.bytes.len() <= CHUNK + 300_000);
            all.extend(lines.notices.iter().map(|n| format!("{n}\n")));
            all.push_str(std::str::from_utf8(&lines.bytes).map_err(|e| e.to_string())?);
            Ok(())
        };
        run(threads, Count::default(), read, &work, print, || "broken".to_owned())?;
        Ok(all)
    }

    #[test]
    fn any_number_of_threads_prints_the_same() {
        let one = printed(1).unwrap();
        let count = |id: &str| one.matches(&format!("{id}.")).count();
        assert_eq!((count("a0"), count("a7"), count("a1399")), (2, 20_000, 2));
        // Twenty-two lots: the seventeenth knows the first, the last all but the last sixteen.
        assert_eq!(one.matches("known 0\n").count(), DONE);
        assert!(one.contains("known 64\n") && one.ends_with("known 384\n"));
        for threads in [2, 3, 4] {
            assert!(printed(threads).unwrap() == one, "{threads} threads");
        }
    }

    #[test]
    fn an_error_ends_all() {
        let read = |reader: &mut Reader<'_, Count>| {
            // Goes on until it is told to stop.
            while reader.job(job("a".into(), "x".repeat(1000))) {}
            Ok(())
        };
        let work = |jobs: &[Job], _: usize, out: &mut Out<'_, Count>| {
            jobs.iter().for_each(|job| out.bytes.extend_from_slice(job.article.id.as_bytes()));
            jobs.len()
        };
        let end = run(2, Count::default(), read, &work, |_| Err("no room"), || "broken");
        assert_eq!(end, Err("no room"));
        let unread = run(2, Count::default(), |_| Err("unread"), &work, |_| Ok(()), || "broken");
        assert_eq!(unread, Err("unread"));
    }
}
