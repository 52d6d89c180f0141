//! From the paths a reader names to the files to read, in a fixed order.

use super::Sink;
use crate::notice::Notice;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Subfolder of a briefing's folder that holds the reader's own layers, not articles.
const LAYERS: &str = "gazetteer";

/// Where one input lies.
pub(super) enum Place {
    /// Standard input.
    Stdin,
    /// A regular file.
    File(PathBuf),
}

/// One input.
pub(super) struct Source {
    pub(super) place: Place,
    /// As the reader would name it, for notices.
    pub(super) name: String,
    /// Path relative to the PATH given, with `/`.
    pub(super) id: String,
}

/// Every file under `paths`: paths as given, folders walked by path. Hidden files and the layers' folder are passed
/// over in silence; everything else that cannot be read is told.
pub(super) fn sources(paths: &[PathBuf], sink: &mut Sink<'_>) -> ControlFlow<(), Vec<Source>> {
    let mut out = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            out.push(Source { place: Place::Stdin, name: "-".into(), id: "-".into() });
        } else if path.is_dir() {
            folder(path, &mut out, sink)?;
        } else {
            one(path, path.file_name().map(Path::new), &mut out, sink)?;
        }
    }
    ControlFlow::Continue(out)
}

fn folder(root: &Path, out: &mut Vec<Source>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let entries =
        walkdir::WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter().filter_entry(|entry| {
            let name = entry.file_name();
            let hidden = name.as_encoded_bytes().first() == Some(&b'.');
            entry.depth() == 0 || !(hidden || entry.depth() == 1 && name == LAYERS && entry.file_type().is_dir())
        });
    let before = out.len();
    let mut told = false;
    for entry in entries {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => one(entry.path(), entry.path().strip_prefix(root).ok(), out, sink)?,
            Err(error) => {
                told = true;
                let path = error.path().unwrap_or(root).display().to_string();
                let reason = if error.loop_ancestor().is_some() {
                    "a link that leads back to a folder above it".to_owned()
                } else {
                    error.io_error().map_or_else(|| "cannot be walked".to_owned(), why)
                };
                sink.notice(Notice::left_out(path, reason))?;
            }
        }
    }
    if out.len() == before && !told {
        sink.notice(Notice::left_out(root.display().to_string(), "no files in this folder"))?;
    }
    ControlFlow::Continue(())
}

fn one(path: &Path, relative: Option<&Path>, out: &mut Vec<Source>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let name = path.display().to_string();
    match std::fs::metadata(path) {
        Ok(meta) if meta.is_file() => {
            let id = relative.unwrap_or(path).components().map(|c| c.as_os_str().to_string_lossy());
            let id = id.collect::<Vec<_>>().join("/");
            out.push(Source { place: Place::File(path.to_path_buf()), name, id });
        }
        Ok(_) => sink.notice(Notice::left_out(name, "not a regular file (a pipe, socket or device)"))?,
        Err(error) => sink.notice(Notice::left_out(name, why(&error)))?,
    }
    ControlFlow::Continue(())
}

/// An I/O error in plain words.
pub(super) fn why(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "no such file or folder".into(),
        ErrorKind::PermissionDenied => "no permission to read it".into(),
        _ => format!("cannot be read: {error}"),
    }
}

/// The layers that lie beside the articles of `path`: CSV, TSV and GeoJSON files of its `gazetteer` subfolder, by
/// name. Empty when there is no such folder.
pub fn layer_files(path: &Path) -> Vec<PathBuf> {
    let folder = path.join(LAYERS);
    if !folder.is_dir() {
        return Vec::new();
    }
    let known = |path: &Path| {
        let extension = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
        matches!(extension.as_deref(), Some("csv" | "tsv" | "geojson"))
    };
    let files = walkdir::WalkDir::new(folder).max_depth(1).sort_by_file_name().into_iter().filter_map(Result::ok);
    files.filter(|e| e.path().is_file() && known(e.path())).map(walkdir::DirEntry::into_path).collect()
}
