//! Annotated documents: one JSON line each, with spans in code points.

use crate::geo::LatLon;
use crate::text::{Article, Span};
use serde::Deserialize;

/// One annotated span.
#[derive(Clone, Debug)]
pub struct Toponym {
    /// Where, in bytes.
    pub span: Span,
    /// Where it is, if the annotators say.
    pub point: Option<LatLon>,
    /// GeoNames id, if the annotators give one.
    pub geonameid: Option<u32>,
    /// The annotators' label.
    pub label: String,
}

/// One annotated document.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its text, title and source.
    pub article: Article,
    /// Its annotations in text order.
    pub toponyms: Vec<Toponym>,
}

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: serde_json::Value,
    title: Option<String>,
    source: Option<String>,
    text: String,
    #[serde(default)]
    toponyms: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    start: usize,
    end: usize,
    lat: Option<f64>,
    lon: Option<f64>,
    geonameid: Option<u32>,
    #[serde(rename = "type")]
    label: Option<String>,
}

/// Reads one document.
///
/// # Errors
/// When the line is no JSON object with a `text`.
pub fn read(line: &str) -> Result<Document, serde_json::Error> {
    let line: Line = serde_json::from_str(line)?;
    let id = line.id.as_str().map_or_else(|| line.id.to_string(), str::to_owned);
    let mut bounds: Vec<usize> = line.text.char_indices().map(|(i, _)| i).collect();
    bounds.push(line.text.len());
    let mut toponyms: Vec<Toponym> = line
        .toponyms
        .iter()
        .filter_map(|t| {
            let span = Span::new(*bounds.get(t.start)?, *bounds.get(t.end)?);
            let point = t.lat.zip(t.lon).and_then(|(lat, lon)| LatLon::new(lat, lon));
            Some(Toponym { span, point, geonameid: t.geonameid, label: t.label.clone().unwrap_or_default() })
        })
        .collect();
    toponyms.sort_by_key(|t| t.span);
    let article = Article { title: line.title, source: line.source, ..Article::from_text(id, line.text) };
    Ok(Document { article, toponyms })
}

/// Reads a file's documents, leaving out empty lines.
///
/// # Errors
/// With the number of the first line that is no document.
pub fn read_all(text: &str) -> Result<Vec<Document>, (usize, serde_json::Error)> {
    text.lines()
        .enumerate()
        .filter(|(_, l)| !l.trim().is_empty())
        .map(|(i, l)| read(l).map_err(|e| (i + 1, e)))
        .collect()
}
