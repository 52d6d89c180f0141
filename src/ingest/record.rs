//! One JSON record: `{"id","title","date","source","text"}`, of which only `text` is needed.

use super::text;
use crate::text::{Article, DateOrigin, dates};
use serde::Deserialize;
use serde_json::Value;

/// The fields that are understood; any other is ignored, and so is a field of the wrong type other than `text`.
#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    id: Value,
    #[serde(default)]
    title: Value,
    #[serde(default, alias = "published")]
    date: Value,
    #[serde(default)]
    updated: Value,
    #[serde(default)]
    source: Value,
    #[serde(default)]
    author: Value,
    #[serde(default, alias = "url")]
    address: Value,
    #[serde(default)]
    language: Value,
    #[serde(default)]
    text: Value,
}

fn words(value: Value) -> Option<String> {
    match value {
        Value::String(s) if s.trim().len() == s.len() => Some(s).filter(|s| !s.is_empty()),
        Value::String(s) => Some(s.trim().to_owned()).filter(|s| !s.is_empty()),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    }
}

/// The article of one record. `at` names the record for notices; `id` is used where it has none.
pub(super) fn article(json: &str, id: &str, at: &str) -> Result<Article, String> {
    let record: Record = serde_json::from_str(json).map_err(|error| {
        if error.is_data() { "not a JSON object".to_owned() } else { format!("not JSON: {}", short(&error)) }
    })?;
    let text = match record.text {
        Value::String(text) if !text.trim().is_empty() => text,
        Value::String(_) => return Err("its \"text\" is empty".into()),
        Value::Null => return Err("no \"text\" in it".into()),
        _ => return Err("its \"text\" is not a string".into()),
    };
    let title = words(record.title);
    let mut article = text::structured(words(record.id).unwrap_or_else(|| id.to_owned()), at, text, 0, title);
    article.source = words(record.source).or(article.source);
    article.author = words(record.author).or(article.author);
    article.address = words(record.address).or(article.address);
    article.language = words(record.language).or(article.language);
    // The record's own field stands before any in its text.
    let from_text = article.published.take();
    if let Some(date) = words(record.date) {
        match dates::stamp(&date) {
            Some(found) => article.offer_date(found.span(DateOrigin::Metadata, "the record's date")),
            None => article.doubt_date("its date", &date),
        }
    }
    for date in from_text.into_iter().chain(std::mem::take(&mut article.other_dates)) {
        article.offer_date(date);
    }
    if let Some(date) = words(record.updated) {
        match dates::stamp(&date) {
            Some(found) => article.updated = Some(found.span(DateOrigin::Metadata, "the record's update")),
            None => article.doubt_date("its update", &date),
        }
    }
    Ok(article)
}

/// serde_json's message without "at line 1".
fn short(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or_default();
    format!("{what} (column {})", error.column())
}
