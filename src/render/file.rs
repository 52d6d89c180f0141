//! A page as a file: the ending decides the format, and a reader never sees half a file.

use super::{page, pdf, png};
use crate::basemap::Basemap;
use crate::briefing::Theme;
use crate::page::{Content, Sheet};
use std::path::{Path, PathBuf};

/// What a page may be written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Pixels.
    Png,
    /// Lines and selectable text.
    Pdf,
}

/// Why a page was not written.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The file's name has no ending.
    #[error("{0}: the name needs an ending that says the format: .png or .pdf")]
    NoEnding(PathBuf),
    /// The ending is of another format.
    #[error("{0}: .{1} is not a format pages are written in; use .png or .pdf")]
    Unknown(PathBuf, String),
    /// The encoder refused.
    #[error("{0}: {1}")]
    Encoder(PathBuf, String),
    /// The file cannot be written.
    #[error("{0}: {1}")]
    Io(PathBuf, std::io::Error),
}

impl Format {
    /// The format that a file's ending asks for.
    ///
    /// # Errors
    /// When there is no ending, or one of no format that pages are written in.
    pub fn of(path: &Path) -> Result<Self, SaveError> {
        let ending = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
        match ending.as_str() {
            "png" => Ok(Self::Png),
            "pdf" => Ok(Self::Pdf),
            "" => Err(SaveError::NoEnding(path.to_owned())),
            _ => Err(SaveError::Unknown(path.to_owned(), ending)),
        }
    }
}

/// Paints a page and writes it to `path` in the format of its ending; a picture has `scale` times its usual pixels.
///
/// # Errors
/// When the ending is unknown, the page cannot be encoded, or the file cannot be written.
pub fn save(
    path: &Path,
    content: &Content,
    sheet: &Sheet,
    theme: Theme,
    scale: f32,
    basemap: &Basemap,
) -> Result<(), SaveError> {
    let format = Format::of(path)?;
    let refused = |reason: String| SaveError::Encoder(path.to_owned(), reason);
    let bytes = match format {
        Format::Png => {
            let (frame, _) = page(content, sheet, theme, scale, basemap);
            let density = sheet.dots_per_inch * f64::from(scale);
            png(&frame.image(), density).map_err(|e| refused(e.to_string()))?
        }
        Format::Pdf => {
            // Laid out at twice the pixels: letters stand on whole pixels, and finer ones are nearer to the truth.
            let (frame, _) = page(content, sheet, theme, 2.0, basemap);
            pdf(&frame, sheet.dots_per_inch * 2.0, &content.title).map_err(|e| refused(e.to_string()))?
        }
    };
    write(path, &bytes).map_err(|e| SaveError::Io(path.to_owned(), e))
}

/// Writes beside the target, then renames.
fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(name);
    let done = std::fs::write(&part, bytes).and_then(|()| std::fs::rename(&part, path));
    if done.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_says_the_format() {
        assert_eq!(Format::of(Path::new("a/b.PNG")).ok(), Some(Format::Png));
        assert_eq!(Format::of(Path::new("b.pdf")).ok(), Some(Format::Pdf));
        let line = |name: &str| Format::of(Path::new(name)).err().map(|e| e.to_string()).unwrap_or_default();
        assert!(line("briefing").contains(".png or .pdf"));
        assert!(line("briefing.tiff").starts_with("briefing.tiff: .tiff is not"));
    }
}
