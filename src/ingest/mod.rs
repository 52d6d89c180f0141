//! Files and folders to articles and notices, one file a format.
//!
//! Reading streams: articles are handed over in lots, in a fixed order (paths as given, folders by path), and nothing
//! is kept once it is handed over. One bad input is one notice; it never ends the run. Originals are
//! only ever opened for reading, and a file's own time stamp is never taken for a date.

mod decode;
mod feed;
mod file;
mod furniture;
mod head;
mod html;
mod jsonl;
mod lines;
mod markdown;
mod outlet;
mod page;
mod record;
mod text;
mod walk;

pub use walk::layer_files;

use crate::notice::Notice;
use crate::text::{Article, dates, language};
use rustc_hash::FxHashMap;
use std::hash::{DefaultHasher, Hasher as _};
use std::io::BufRead;
use std::ops::ControlFlow;
use std::path::PathBuf;

/// Largest file read as a whole, in bytes (256 MB). JSON lines of any size are streamed.
pub const MAX_FILE: u64 = 256 * 1024 * 1024;

/// What reading hands over.
#[derive(Clone, Debug)]
pub enum Item {
    /// One article.
    Article(Box<Article>),
    /// Something skipped or guessed.
    Notice(Notice),
    /// How far it is; `total` is known from the start.
    Progress {
        /// Files done.
        done: usize,
        /// Files to read.
        total: usize,
    },
}

/// Reads files and folders in the order given; the path `-` means JSON lines from `stdin`.
///
/// `on` is called for every article, notice and finished file; returning [`ControlFlow::Break`] stops at once.
/// Returns `Break` when it was stopped.
pub fn read(
    paths: &[PathBuf],
    stdin: Option<&mut dyn BufRead>,
    on: &mut dyn FnMut(Item) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut stdin = stdin;
    let mut sink = Sink::new(on);
    let sources = walk::sources(paths, &mut sink)?;
    let total = sources.len();
    for (i, source) in sources.iter().enumerate() {
        match &source.place {
            walk::Place::Stdin => match stdin.as_deref_mut() {
                Some(input) => jsonl::lines("-", "-", input, &mut sink)?,
                None => sink.notice(Notice::left_out("-", "nothing to read on standard input"))?,
            },
            walk::Place::File(path) => file::read(path, &source.name, &source.id, &mut sink)?,
        }
        sink.item(Item::Progress { done: i + 1, total })?;
    }
    sink.flush()
}

/// Reads files that the program carries: their paths and contents, in the order given.
pub fn read_carried(files: &[(&str, &[u8])], on: &mut dyn FnMut(Item) -> ControlFlow<()>) -> ControlFlow<()> {
    let mut sink = Sink::new(on);
    for (i, (name, bytes)) in files.iter().enumerate() {
        file::read_carried(name, bytes, &mut sink)?;
        sink.item(Item::Progress { done: i + 1, total: files.len() })?;
    }
    sink.flush()
}

/// Reads everything into memory.
pub fn read_all(paths: &[PathBuf]) -> (Vec<Article>, Vec<Notice>) {
    let (mut articles, mut notices) = (Vec::new(), Vec::new());
    let _ = read(paths, None, &mut |item| {
        match item {
            Item::Article(article) => articles.push(*article),
            Item::Notice(notice) => notices.push(notice),
            Item::Progress { .. } => {}
        }
        ControlFlow::Continue(())
    });
    (articles, notices)
}

/// Articles, and bytes of text, among which an undated one finds the dated ones that report the same thing.
const LOT: usize = 4096;
const LOT_BYTES: usize = 64 << 20;

/// Sixty-four bits of an id. Among a million ids two are the same once in thirty million times; then one is renamed.
fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(id.as_bytes());
    hasher.finish()
}

/// Where readers put what they find: keeps ids unique and fills in what every format needs. Articles wait in lots, so
/// that an undated one can be dated by its siblings; the lots depend on the input alone.
struct Sink<'a> {
    on: &'a mut dyn FnMut(Item) -> ControlFlow<()>,
    /// By the hash of an id that is taken, the number to try next behind it: a few bytes an article, however long its id.
    ids: FxHashMap<u64, u32>,
    lot: Vec<Article>,
    bytes: usize,
}

impl<'a> Sink<'a> {
    fn new(on: &'a mut dyn FnMut(Item) -> ControlFlow<()>) -> Self {
        Self { on, ids: FxHashMap::default(), lot: Vec::new(), bytes: 0 }
    }

    /// Hands over the articles that wait.
    fn flush(&mut self) -> ControlFlow<()> {
        self.bytes = 0;
        let mut lot = std::mem::take(&mut self.lot);
        for (i, doubt) in dates::outliers(&lot) {
            if let Some(article) = lot.get_mut(i) {
                self.notice(Notice::guessed(article.path.clone(), doubt.clone()))?;
                article.date_doubts.push(doubt);
            }
        }
        dates::infer(&mut lot);
        lot.into_iter().try_for_each(|article| (self.on)(Item::Article(Box::new(article))))
    }

    fn item(&mut self, item: Item) -> ControlFlow<()> {
        (self.on)(item)
    }

    fn notice(&mut self, notice: Notice) -> ControlFlow<()> {
        (self.on)(Item::Notice(notice))
    }

    fn article(&mut self, mut article: Article) -> ControlFlow<()> {
        let key = hash(&article.id);
        if let Some(&next) = self.ids.get(&key) {
            let taken = std::mem::take(&mut article.id);
            let free =
                (next..u32::MAX).map(|n| (n, format!("{taken}#{n}"))).find(|f| !self.ids.contains_key(&hash(&f.1)));
            let (number, free) = free.unwrap_or_default();
            let reason = format!("the id {taken:?} is taken by an earlier article; called {free:?} here");
            article.id = free;
            self.ids.insert(key, number.saturating_add(1));
            self.ids.insert(hash(&article.id), 2);
            self.notice(Notice::guessed(article.path.clone(), reason))?;
        } else {
            self.ids.insert(key, 2);
        }
        if article.language.is_none() {
            article.language = language::detect(&article.text).map(str::to_owned);
            article.language_by_text = true;
        }
        dates::examine(&mut article);
        for doubt in &article.date_doubts {
            self.notice(Notice::guessed(article.path.clone(), doubt.clone()))?;
        }
        self.bytes += article.text.len();
        self.lot.push(article);
        if self.lot.len() >= LOT || self.bytes >= LOT_BYTES { self.flush() } else { ControlFlow::Continue(()) }
    }
}
