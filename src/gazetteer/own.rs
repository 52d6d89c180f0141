//! How a file becomes one of the reader's own layers.

use super::compile::{CompileError, compile};
use super::import::lines;
use super::layers::{self, LayerError, LayerFile};
use super::{Gazetteer, export};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// The largest layer that is kept as it came, in bytes; a larger one is rewritten as a table, which reads faster than
/// shapes do.
const KEPT_AS_IT_CAME: u64 = 16 << 20;

/// Why a layer is not imported. What was in force before still is.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error(transparent)]
    Layer(#[from] LayerError),
    /// It cannot be compiled.
    #[error(transparent)]
    Compile(#[from] CompileError),
    /// Not one of its rows is right.
    #[error("{0}: no row could be read")]
    Empty(String),
    /// The folder cannot be written to.
    #[error("{path}: {source}")]
    Write {
        /// Folder or file.
        path: String,
        /// What the system says.
        source: io::Error,
    },
}

/// A layer that was imported.
#[derive(Clone, Debug)]
pub struct Imported {
    /// Where it is kept.
    pub path: PathBuf,
    /// Whether a layer of this name was there.
    pub replaced: bool,
    /// Features or rows in it.
    pub rows: usize,
    /// Rows that were not taken.
    pub errors: Vec<LayerError>,
    /// What is kept and not used.
    pub notes: Vec<LayerError>,
    /// Lines about features that no layer holds.
    pub unknown: u64,
}

/// Makes a file one of the layers in `folder`, under the name of its stem. GeoNames' tables are compiled; a table or map
/// without a wrong row is kept as it came, byte for byte; what is right of another is kept as a table. `watch` is told
/// the share (0 to 1) that is done, and may stop it. The layer is written beside and renamed, so that the one before
/// stays in force until the new one is whole.
///
/// # Errors
/// When the file cannot be read, holds no row, the folder cannot be written to, or `watch` stopped it.
pub fn import(
    file: &Path,
    folder: &Path,
    watch: &mut dyn FnMut(f64) -> ControlFlow<()>,
) -> Result<Imported, ImportError> {
    let cannot = |path: &Path| {
        let path = path.display().to_string();
        move |source: io::Error| ImportError::Write { path, source }
    };
    // Looked at first, so that a file that is not there makes no folder.
    let table = lines::table(file)?;
    std::fs::create_dir_all(folder).map_err(cannot(folder))?;
    let stem = file.file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned());
    if table.is_some() {
        let others: Vec<PathBuf> =
            layers::in_folder(folder).into_iter().filter(|p| p.file_stem() != file.file_stem()).collect();
        let (below, _) = layers::stack(&others);
        let draft = Draft::new(folder, &format!("{stem}.gaz")).map_err(cannot(folder))?;
        let mut out = BufWriter::new(File::create(&draft.path).map_err(cannot(&draft.path))?);
        let made = compile(file, &stem, &below, folder, &mut out, watch)?;
        out.into_inner().map_err(io::IntoInnerError::into_error).map_err(cannot(&draft.path))?;
        let (path, replaced) = draft.settle().map_err(cannot(folder))?;
        let rows = made.features as usize;
        return Ok(Imported { path, replaced, rows, errors: made.errors, notes: Vec::new(), unknown: made.unknown });
    }
    let world = Gazetteer::world();
    let mut layer = LayerFile::read(file, &world)?;
    layer.notes.extend(world.doubts(&layer));
    let rows = layer.len();
    if rows == 0 {
        let whole = layer.errors.into_iter().next();
        return Err(whole.map_or_else(|| ImportError::Empty(file.display().to_string()), ImportError::Layer));
    }
    let small = std::fs::metadata(file).is_ok_and(|m| m.len() <= KEPT_AS_IT_CAME);
    let as_it_came = layer.is_compiled() || (layer.errors.is_empty() && small);
    let ending = file.extension().and_then(|e| e.to_str()).unwrap_or("csv").to_lowercase();
    // Tables come under all sorts of endings; layers are found by a few.
    let ending = match ending.as_str() {
        ending if as_it_came && layers::is_layer(file) => ending,
        // A table has no room for shapes.
        "json" | "geojson" | "kml" | "kmz" => "geojson",
        _ => "csv",
    };
    let draft = Draft::new(folder, &format!("{stem}.{ending}")).map_err(cannot(folder))?;
    if as_it_came {
        std::fs::copy(file, &draft.path).map_err(cannot(&draft.path))?;
    } else {
        let mut out = BufWriter::new(File::create(&draft.path).map_err(cannot(&draft.path))?);
        let format = export::Format::of(&draft.target).unwrap_or(export::Format::Csv);
        let written = export::write(format, &stem, layer.rows(), &mut out).and_then(|_| out.flush());
        written.map_err(cannot(&draft.path))?;
    }
    let (path, replaced) = draft.settle().map_err(cannot(folder))?;
    Ok(Imported { path, replaced, rows, errors: layer.errors, notes: layer.notes, unknown: 0 })
}

/// A layer's file while it is written. Gone when it is dropped before it is settled.
struct Draft {
    path: PathBuf,
    target: PathBuf,
}

impl Draft {
    fn new(folder: &Path, name: &str) -> io::Result<Self> {
        // What an import that was killed left behind.
        for entry in std::fs::read_dir(folder)?.filter_map(Result::ok) {
            if entry.path().extension().is_some_and(|e| e == "part") {
                std::fs::remove_file(entry.path())?;
            }
        }
        Ok(Self { path: folder.join(format!("{name}.part")), target: folder.join(name) })
    }

    /// Puts it in the place of the layer of its name; says whether there was one.
    fn settle(self) -> io::Result<(PathBuf, bool)> {
        let folder = self.target.parent().map(Path::to_owned).unwrap_or_default();
        let same = |p: &PathBuf| p.file_stem() == self.target.file_stem();
        let before: Vec<PathBuf> = layers::in_folder(&folder).into_iter().filter(same).collect();
        std::fs::rename(&self.path, &self.target)?;
        // A layer of this name in another form has been replaced too.
        for old in before.iter().filter(|p| **p != self.target) {
            std::fs::remove_file(old)?;
        }
        Ok((self.target.clone(), !before.is_empty()))
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // After it was settled there is nothing to remove.
        let _ = std::fs::remove_file(&self.path);
    }
}
