//! The file of stories that the reader split and merged: one line a change, first to last, as a table that can be read
//! and mended by hand.

use crate::briefing::stories::{ArticleKey, StoryEdit};
use std::path::{Path, PathBuf};

/// Its name in the reader's data folder.
const NAME: &str = "my-stories.csv";
/// Columns: what is done to which article, and with which other.
const COLUMNS: [&str; 7] = ["change", "article", "title", "text_hash", "with_article", "with_title", "with_text_hash"];

/// The file, and what it held when it was read.
#[derive(Debug)]
pub struct MyStories {
    path: PathBuf,
    before: Result<Vec<StoryEdit>, String>,
}

impl MyStories {
    /// The file in a data folder; neither need be there yet.
    pub fn in_folder(folder: &Path) -> Self {
        let path = folder.join(NAME);
        let before = if path.exists() { read(&path) } else { Ok(Vec::new()) };
        Self { path, before }
    }

    /// The changes it holds.
    ///
    /// # Errors
    /// When it cannot be read: with the line and the reason.
    pub fn edits(&self) -> Result<Vec<StoryEdit>, String> {
        self.before.clone()
    }

    /// Writes all changes, those it held before among them. Written beside and renamed, so that it is never half
    /// there.
    ///
    /// # Errors
    /// When it cannot be written, or held lines that cannot be read: then it is left as it is.
    pub fn save(&self, edits: &[StoryEdit]) -> Result<&Path, String> {
        self.before.as_ref().map_err(Clone::clone)?;
        let said = |e: &dyn std::fmt::Display| format!("{}: {e}", self.path.display());
        let bytes = table(edits).map_err(|e| said(&e))?;
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder).map_err(|e| said(&e))?;
        }
        let draft = self.path.with_extension("csv.part");
        std::fs::write(&draft, bytes).map_err(|e| said(&e))?;
        std::fs::rename(&draft, &self.path).map_err(|e| said(&e))?;
        Ok(&self.path)
    }
}

fn table(edits: &[StoryEdit]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for edit in edits {
        let row = match edit {
            StoryEdit::Split(a) => ["split", &a.id, &a.title, &a.mark, "", "", ""],
            StoryEdit::Merge(a, b) => ["merge", &a.id, &a.title, &a.mark, &b.id, &b.title, &b.mark],
        };
        writer.write_record(row)?;
    }
    writer.into_inner().map_err(|e| csv::Error::from(e.into_error()))
}

fn read(path: &Path) -> Result<Vec<StoryEdit>, String> {
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).from_path(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut out = Vec::new();
    for (n, row) in (2..).zip(reader.records()) {
        let wrong = |why: &str| format!("{}:{n}: {why}", path.display());
        let row = row.map_err(|e| wrong(&e.to_string()))?;
        let cell = |i: usize| row.get(i).unwrap_or("").trim().to_owned();
        let key = |i: usize| ArticleKey { id: cell(i), title: cell(i + 1), mark: cell(i + 2) };
        let named = |i: usize| !(cell(i).is_empty() && cell(i + 2).is_empty());
        match cell(0).as_str() {
            "split" if named(1) => out.push(StoryEdit::Split(key(1))),
            "merge" if named(1) && named(4) => out.push(StoryEdit::Merge(key(1), key(4))),
            "split" | "merge" => return Err(wrong("no article is named")),
            other => return Err(wrong(&format!("{other:?} is neither split nor merge"))),
        }
    }
    Ok(out)
}
