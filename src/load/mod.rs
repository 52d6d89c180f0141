//! From paths to a [`Corpus`]: read, geoparse, group into stories. The one place where the stages meet.

mod own;
mod sample;

pub use own::{Line, MyDates, MyStories, Own, put};
pub use sample::FILES as SAMPLE;

use crate::briefing::stories::{self, Thresholds};
use crate::briefing::{Corpus, Entry, company};
use crate::gazetteer::Gazetteer;
use crate::geoparse::{Geoparser, Mention, Options};
use crate::ingest::{self, Item};
use crate::notice::Notice;
use crate::text::dates::EventDate;
use crate::text::{Article, dates};
use jiff::civil::Date;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};

/// What is to be read.
#[derive(Clone, Debug)]
pub enum Input {
    /// The bundled sample.
    Sample,
    /// Files and folders.
    Paths(Vec<PathBuf>),
}

impl Input {
    /// What the reader sees it called: the last part of the path.
    pub fn name(&self) -> String {
        match self {
            Self::Sample => "sample".into(),
            Self::Paths(paths) => {
                let first = paths.first().map(|p| p.canonicalize().unwrap_or_else(|_| p.clone()));
                let name = first.as_ref().and_then(|p| p.file_name()).map(|n| n.to_string_lossy().into_owned());
                let name = name.unwrap_or_else(|| "articles".into());
                if paths.len() > 1 { format!("{name} + {}", paths.len() - 1) } else { name }
            }
        }
    }
}

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Files are read.
    Reading,
    /// Places are linked.
    Linking,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// Files or articles done.
    pub done: usize,
    /// Of so many.
    pub total: usize,
}

/// The day by this machine's clock, in UTC. For notices alone: no output depends on it.
pub fn today() -> Option<Date> {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?;
    let days = i64::try_from(since.as_secs() / 86_400).ok()?;
    Date::new(1970, 1, 1).ok()?.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// What to say of the articles that are dated after `today`.
pub fn ahead(corpus: &Corpus, today: Date) -> Vec<Notice> {
    let line = |e: &Entry| Some(Notice::guessed(e.article.path.clone(), dates::ahead(&e.article, today)?));
    corpus.entries.iter().filter_map(line).collect()
}

/// Reads, geoparses and groups. `on` hears of every step; [`ControlFlow::Break`] from it ends the work within one
/// article, and the result is `None`. The result does not depend on the number of threads.
pub fn load(
    input: &Input,
    gazetteer: Arc<Gazetteer>,
    options: &Options,
    on: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Option<Corpus> {
    let (articles, notices) = read(input, on)?;
    let found = link(&articles, &gazetteer, options, on)?;
    Some(assemble(&input.name(), articles, found, notices, gazetteer, options))
}

fn read(input: &Input, on: &mut dyn FnMut(Progress) -> ControlFlow<()>) -> Option<(Vec<Article>, Vec<Notice>)> {
    let (mut articles, mut notices) = (Vec::new(), Vec::new());
    let mut take = |item| match item {
        Item::Article(article) => {
            articles.push(*article);
            ControlFlow::Continue(())
        }
        Item::Notice(notice) => {
            notices.push(notice);
            ControlFlow::Continue(())
        }
        Item::Progress { done, total } => on(Progress { stage: Stage::Reading, done, total }),
    };
    let flow = match input {
        Input::Sample => ingest::read_carried(SAMPLE, &mut take),
        Input::Paths(paths) => {
            let mut stdin = std::io::stdin().lock();
            ingest::read(paths, Some(&mut stdin), &mut take)
        }
    };
    flow.is_continue().then_some((articles, notices))
}

/// What was found in an article: the places it names and the dates it tells.
pub type Found = (Vec<Mention>, Vec<EventDate>);

fn link(
    articles: &[Article],
    gazetteer: &Gazetteer,
    options: &Options,
    on: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Option<Vec<Found>> {
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (send, receive) = mpsc::channel();
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(articles.len());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (send, next, stop) = (send.clone(), &next, &stop);
            scope.spawn(move || {
                let parser = Geoparser::new(gazetteer, options.clone());
                while !stop.load(Ordering::Relaxed) {
                    let i = next.fetch_add(1, Ordering::Relaxed);
                    let Some(article) = articles.get(i) else { break };
                    if send.send((i, (parser.parse(article), dates::events(article)))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        let mut found: Vec<Found> = articles.iter().map(|_| Found::default()).collect();
        for (done, (i, of_one)) in receive.iter().enumerate() {
            found[i] = of_one;
            let progress = Progress { stage: Stage::Linking, done: done + 1, total: articles.len() };
            if on(progress).is_break() {
                stop.store(true, Ordering::Relaxed);
                return None;
            }
        }
        Some(found)
    })
}

/// Puts articles and what was found in them in order of id, groups them into stories, and reads again those for which
/// other articles of their outlet or story tell something.
pub fn assemble(
    name: &str,
    articles: Vec<Article>,
    found: Vec<Found>,
    notices: Vec<Notice>,
    gazetteer: Arc<Gazetteer>,
    options: &Options,
) -> Corpus {
    let mut entries: Vec<Entry> = articles
        .into_iter()
        .zip(found)
        .map(|(article, (mentions, events))| Entry { events, ..Entry::alone(article, mentions) })
        .collect();
    entries.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    stories::assign(&mut entries, &Thresholds::default());
    let mut corpus = Corpus { name: name.to_owned(), entries, notices, gazetteer, focus: options.focus.clone() };
    company::keep(&mut corpus, &|_| true);
    corpus
}
