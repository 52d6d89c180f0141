//! Annotated documents: one JSON line each, with spans in code points.

use crate::gazetteer::Country;
use crate::geo::LatLon;
use crate::text::{Article, Span};
use serde::Deserialize;
use std::collections::BTreeMap;

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
    /// Whether the annotators call it an adjective before what it belongs to.
    pub adjective: bool,
    /// Where it lies, if they say no more than that.
    pub area: Area,
}

/// Where a place lies, roughly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Area {
    /// Not told.
    #[default]
    Untold,
    /// In several countries or in none.
    Wide,
    /// In a country, and in its division of this name or code, normalised.
    Within(Country, Option<String>),
}

/// One annotated document.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its text, title and source.
    pub article: Article,
    /// Its annotations in text order.
    pub toponyms: Vec<Toponym>,
    /// What some further names are doing, annotated for this program, in text order: see [`Roles`].
    pub roles: Vec<Toponym>,
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
    modifier: Option<String>,
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
            let adjective = t.modifier.as_deref() == Some("Adjective");
            let label = t.label.clone().unwrap_or_default();
            Some(Toponym { span, point, geonameid: t.geonameid, label, adjective, area: Area::Untold })
        })
        .collect();
    toponyms.sort_by_key(|t| t.span);
    let article = Article { title: line.title, source: line.source, ..Article::from_text(id, line.text) };
    Ok(Document { article, toponyms, roles: Vec::new() })
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

/// What names are doing in documents whose own annotation says only that they are locations: one line each, `document
/// id, start, end, letter`, tab between, code points, `#` before a remark. No text: the lines mean nothing without it.
#[derive(Clone, Debug, Default)]
pub struct Roles(BTreeMap<String, Vec<(usize, usize, &'static str)>>);

impl Roles {
    /// Reads a table.
    ///
    /// # Errors
    /// With the number of the first line that is none of the table's.
    pub fn read(text: &str) -> Result<Self, usize> {
        let mut roles = Self::default();
        for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.starts_with('#') && !l.trim().is_empty()) {
            let mut fields = line.split('\t');
            let (Some(id), Some(start), Some(end), Some(letter), None) =
                (fields.next(), fields.next(), fields.next(), fields.next(), fields.next())
            else {
                return Err(n + 1);
            };
            let (Ok(start), Ok(end)) = (start.parse(), end.parse()) else { return Err(n + 1) };
            let label = match letter {
                "L" => "Literal",
                "M" => "Literal_Modifier",
                "X" => "Mixed",
                "G" => "Metonymic",
                "A" => "Non_Literal_Modifier",
                "O" => "Embedded_Non_Lit",
                _ => return Err(n + 1),
            };
            roles.0.entry(id.to_owned()).or_default().push((start, end, label));
        }
        Ok(roles)
    }

    /// Puts what the table says of a document into it.
    pub fn add_to(&self, document: &mut Document) {
        let Some(list) = self.0.get(&document.article.id) else { return };
        let mut bounds: Vec<usize> = document.article.text.char_indices().map(|(i, _)| i).collect();
        bounds.push(document.article.text.len());
        let spans = list.iter().filter_map(|&(start, end, label)| {
            let span = Span::new(*bounds.get(start)?, *bounds.get(end)?);
            Some(Toponym {
                span,
                point: None,
                geonameid: None,
                label: label.into(),
                adjective: false,
                area: Area::Untold,
            })
        });
        document.roles.extend(spans);
        document.roles.sort_by_key(|t| t.span);
    }
}
