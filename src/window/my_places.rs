//! The file of the reader's own layer: what it held before, with what was changed in the window on top.

use crate::briefing::{Edit, edit};
use crate::gazetteer::export;
use crate::gazetteer::layers::Change;
use crate::gazetteer::{Gazetteer, LayerFile};
use crate::load::put;
use std::path::{Path, PathBuf};

/// The file, and its rows before the window changed any.
#[derive(Debug)]
pub struct MyPlaces {
    path: PathBuf,
    before: Result<Vec<Change>, String>,
}

impl MyPlaces {
    /// The layer's file in a folder of layers, which need not be there yet.
    pub fn in_folder(folder: &Path) -> Self {
        let path = folder.join(format!("{}.csv", edit::MINE));
        let before = if path.exists() { Self::read(&path) } else { Ok(Vec::new()) };
        Self { path, before }
    }

    fn read(path: &Path) -> Result<Vec<Change>, String> {
        let file = LayerFile::read(path, &Gazetteer::world()).map_err(|e| e.to_string())?;
        // Rows that cannot be read would be lost by writing the file anew.
        match file.errors.first() {
            Some(error) => Err(error.to_string()),
            None => Ok(file.rows().collect()),
        }
    }

    /// Writes the rows of before with the edits laid over them. Written beside and renamed, so that it is never half
    /// there.
    ///
    /// # Errors
    /// When it cannot be written, or holds rows that cannot be read: then it is left as it is.
    pub fn save(&self, edits: &[Edit], base: &Gazetteer) -> Result<&Path, String> {
        let before = self.before.clone()?;
        let said = |e: &dyn std::fmt::Display| format!("{}: {e}", self.path.display());
        let table = export::table(edit::rows(before, edits, base)).map_err(|e| said(&e))?;
        put(&self.path, &table).map_err(|e| said(&e))?;
        Ok(&self.path)
    }
}
