//! Files of what the reader said by hand: one line a change, first to last, as a table that can be read and mended with
//! any editor. Written beside and renamed; a file with lines that cannot be read is never written over.

use crate::briefing::DateEdit;
use crate::briefing::stories::{ArticleKey, StoryEdit};
use std::path::{Path, PathBuf};

/// A change that stands in a line of its own.
pub trait Line: Clone {
    /// Name of the file in the reader's data folder.
    const FILE: &'static str;
    /// Names of the columns.
    const COLUMNS: &'static [&'static str];

    /// Its cells, one for each column.
    fn cells(&self) -> Vec<String>;

    /// Reads it from its cells; a missing one is empty.
    ///
    /// # Errors
    /// When the cells name no change: with the reason.
    fn read(cell: &dyn Fn(usize) -> String) -> Result<Self, String>;
}

/// A file of changes, and what it held when it was read.
#[derive(Debug)]
pub struct Own<T> {
    path: PathBuf,
    before: Result<Vec<T>, String>,
}

/// Stories split and merged.
pub type MyStories = Own<StoryEdit>;
/// Dates of articles.
pub type MyDates = Own<DateEdit>;

impl<T: Line> Own<T> {
    /// The file in a data folder; neither need be there yet.
    pub fn in_folder(folder: &Path) -> Self {
        let path = folder.join(T::FILE);
        let before = if path.exists() { read(&path) } else { Ok(Vec::new()) };
        Self { path, before }
    }

    /// The changes it holds.
    ///
    /// # Errors
    /// When it cannot be read: with the line and the reason.
    pub fn edits(&self) -> Result<Vec<T>, String> {
        self.before.clone()
    }

    /// Writes all changes, those it held before among them.
    ///
    /// # Errors
    /// When it cannot be written, or held lines that cannot be read: then it is left as it is.
    pub fn save(&self, edits: &[T]) -> Result<&Path, String> {
        self.before.as_ref().map_err(Clone::clone)?;
        let said = |e: &dyn std::fmt::Display| format!("{}: {e}", self.path.display());
        let bytes = table(edits).map_err(|e| said(&e))?;
        put(&self.path, &bytes).map_err(|e| said(&e))?;
        Ok(&self.path)
    }

    /// Adds changes behind those that it holds.
    ///
    /// # Errors
    /// As [`Own::save`].
    pub fn add(&self, new: &[T]) -> Result<&Path, String> {
        self.save(&[self.edits()?, new.to_vec()].concat())
    }
}

/// Writes a file beside its place and puts it there whole; makes the folder where it is not there.
///
/// # Errors
/// When folder or file cannot be written: what was there before is left as it is.
pub fn put(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut draft = path.as_os_str().to_owned();
    draft.push(".part");
    std::fs::write(&draft, bytes)?;
    std::fs::rename(&draft, path)
}

fn table<T: Line>(edits: &[T]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(T::COLUMNS)?;
    for edit in edits {
        writer.write_record(edit.cells())?;
    }
    writer.into_inner().map_err(|e| csv::Error::from(e.into_error()))
}

fn read<T: Line>(path: &Path) -> Result<Vec<T>, String> {
    let reader = csv::ReaderBuilder::new().flexible(true).from_path(path);
    let mut reader = reader.map_err(|e| format!("{}: {e}", path.display()))?;
    let mut out = Vec::new();
    for (n, row) in (2..).zip(reader.records()) {
        let wrong = |why: &dyn std::fmt::Display| format!("{}:{n}: {why}", path.display());
        let row = row.map_err(|e| wrong(&e))?;
        out.push(T::read(&|i| row.get(i).unwrap_or("").trim().to_owned()).map_err(|why| wrong(&why))?);
    }
    Ok(out)
}

/// The article that three cells name.
fn key(cell: &dyn Fn(usize) -> String, first: usize) -> Result<ArticleKey, String> {
    let key = ArticleKey { id: cell(first), title: cell(first + 1), mark: cell(first + 2) };
    if key.id.is_empty() && key.mark.is_empty() { Err("no article is named".to_owned()) } else { Ok(key) }
}

fn named(key: &ArticleKey) -> [String; 3] {
    [key.id.clone(), key.title.clone(), key.mark.clone()]
}

impl Line for StoryEdit {
    const FILE: &'static str = "my-stories.csv";
    const COLUMNS: &'static [&'static str] =
        &["change", "article", "title", "text_hash", "with_article", "with_title", "with_text_hash"];

    fn cells(&self) -> Vec<String> {
        let (change, a, b) = match self {
            Self::Split(a) => ("split", named(a), Default::default()),
            Self::Merge(a, b) => ("merge", named(a), named(b)),
        };
        std::iter::once(change.to_owned()).chain(a).chain(b).collect()
    }

    fn read(cell: &dyn Fn(usize) -> String) -> Result<Self, String> {
        match cell(0).as_str() {
            "split" => Ok(Self::Split(key(cell, 1)?)),
            "merge" => Ok(Self::Merge(key(cell, 1)?, key(cell, 4)?)),
            other => Err(format!("{other:?} is neither split nor merge")),
        }
    }
}

impl Line for DateEdit {
    const FILE: &'static str = "my-dates.csv";
    const COLUMNS: &'static [&'static str] = &["article", "title", "text_hash", "earliest", "latest"];

    fn cells(&self) -> Vec<String> {
        let day = |d: Option<jiff::civil::Date>| d.map_or_else(String::new, |d| d.to_string());
        let days = [day(self.days.map(|d| d.0)), day(self.days.map(|d| d.1))];
        named(&self.article).into_iter().chain(days).collect()
    }

    fn read(cell: &dyn Fn(usize) -> String) -> Result<Self, String> {
        let article = key(cell, 0)?;
        let day = |i: usize| match cell(i).as_str() {
            "" => Ok(None),
            words => words.parse().map(Some).map_err(|_| format!("{words:?} is no day")),
        };
        let (earliest, latest) = (day(3)?, day(4)?);
        let days = earliest.map(|a: jiff::civil::Date| {
            let b = latest.unwrap_or(a);
            (a.min(b), a.max(b))
        });
        Ok(Self { article, days })
    }
}
