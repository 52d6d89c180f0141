//! One file: is it readable text, and of which format?

use super::{MAX_FILE, Sink, decode, feed, html, jsonl, markdown, text, walk};
use crate::notice::Notice;
use std::fs::File;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;

/// Formats by a file's ending.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Text,
    Markdown,
    Html,
    Json,
    JsonLines,
    Feed,
}

/// Reads one file and hands over its articles.
pub(super) fn read(path: &Path, name: &str, id: &str, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let left_out = |reason: String| Notice::left_out(name, reason);
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) => return sink.notice(left_out(walk::why(&error))),
    };
    let size = file.metadata().map_or(0, |meta| meta.len());
    let format = by_ending(path);
    if format == Format::JsonLines {
        return jsonl::lines(name, id, &mut BufReader::new(file), sink);
    }
    if size > MAX_FILE {
        let hint = if format == Format::Json { "; as JSON lines (.jsonl) it can be of any size" } else { "" };
        return sink.notice(left_out(format!("{} is more than the 256 MB a file may have{hint}", megabytes(size))));
    }
    let mut bytes = Vec::with_capacity(size as usize);
    // A file may grow while it is read, and the size of a special file says nothing.
    if let Err(error) = file.take(MAX_FILE + 1).read_to_end(&mut bytes) {
        return sink.notice(left_out(walk::why(&error)));
    }
    if bytes.len() as u64 > MAX_FILE {
        return sink.notice(left_out("more than the 256 MB a file may have".into()));
    }
    content(name, id, bytes, format, sink)
}

/// Reads a file that the program carries itself.
pub(super) fn read_carried(name: &str, bytes: &[u8], sink: &mut Sink<'_>) -> ControlFlow<()> {
    let format = by_ending(Path::new(name));
    if format == Format::JsonLines {
        return jsonl::lines(name, name, &mut &*bytes, sink);
    }
    content(name, name, bytes.to_vec(), format, sink)
}

fn content(name: &str, id: &str, bytes: Vec<u8>, format: Format, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let left_out = |reason: String| Notice::left_out(name, reason);
    if let Some(reason) = decode::refuse(&bytes) {
        return sink.notice(left_out(reason));
    }
    let decoded = decode::decode(bytes, (format == Format::Html).then_some(()));
    if let Some(guess) = decoded.guess {
        sink.notice(Notice::guessed(name, guess))?;
    }
    if decoded.text.trim().is_empty() {
        return sink.notice(left_out("no text in it".into()));
    }
    match if format == Format::Text { by_content(&decoded.text) } else { format } {
        Format::Markdown => sink.article(markdown::article(id, name, decoded.text)),
        Format::Html => match html::article(id, name, &decoded.text) {
            Ok(article) => sink.article(article),
            Err(reason) => sink.notice(left_out(reason)),
        },
        Format::Json | Format::JsonLines => jsonl::document(name, id, &decoded.text, sink),
        Format::Feed => feed::articles(name, id, &decoded.text, sink),
        Format::Text => sink.article(text::article(id, name, decoded.text)),
    }
}

fn by_ending(path: &Path) -> Format {
    let ending = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "md" | "markdown" => Format::Markdown,
        "html" | "htm" | "xhtml" => Format::Html,
        "json" => Format::Json,
        "jsonl" | "ndjson" => Format::JsonLines,
        _ => Format::Text,
    }
}

/// A saved page or feed without its ending is still one.
fn by_content(text: &str) -> Format {
    let head: String = text.trim_start().chars().take(15).collect::<String>().to_ascii_lowercase();
    match head.as_str() {
        head if head.starts_with("<!doctype html") || head.starts_with("<html") => Format::Html,
        head if head.starts_with('<') && feed::is_feed(text) => Format::Feed,
        _ => Format::Text,
    }
}

fn megabytes(bytes: u64) -> String {
    format!("{:.0} MB", bytes as f64 / (1024.0 * 1024.0))
}
