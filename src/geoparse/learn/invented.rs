//! Articles that were written for learning, with marks in their text: `{Kabul:p|AF}`.
//!
//! A line `=== 2024-03-18 | example.org` opens an article: its date and its outlet's domain, or `-`. A mark holds the
//! name, what it is doing and where it is: a country's code, with a division's behind a hyphen (`US-TX`), or `-` for what
//! lies in several countries.

use super::gold::{Area, Document, Toponym};
use crate::gazetteer::Country;
use crate::text::normalise::normalise;
use crate::text::{Article, Span};

/// Reads the articles of a file, whose `name` their ids begin with.
///
/// # Errors
/// With the number of the first line that is not as it should be.
pub fn read(name: &str, text: &str) -> Result<Vec<Document>, usize> {
    let mut documents = Vec::new();
    let mut open: Option<Open> = None;
    for (n, line) in text.lines().enumerate() {
        if let Some(head) = line.strip_prefix("=== ") {
            documents.extend(open.take().map(|o| o.close(name, documents.len())));
            let (_, source) = head.split_once(" | ").ok_or(n + 1)?;
            open = Some(Open { source: source.trim().to_owned(), ..Open::default() });
        } else if let Some(open) = &mut open {
            open.add(line).ok_or(n + 1)?;
        } else if !line.trim().is_empty() {
            return Err(n + 1);
        }
    }
    documents.extend(open.map(|o| o.close(name, documents.len())));
    Ok(documents)
}

/// An article as far as it is read.
#[derive(Default)]
struct Open {
    source: String,
    text: String,
    toponyms: Vec<Toponym>,
}

impl Open {
    /// Adds a line; `None` where a mark is none.
    fn add(&mut self, line: &str) -> Option<()> {
        if !self.text.is_empty() || !line.trim().is_empty() {
            let mut rest = line;
            while let Some((before, behind)) = rest.split_once('{') {
                let (mark, behind) = behind.split_once('}')?;
                let (surface, told) = mark.rsplit_once(':')?;
                let (letter, place) = told.split_once('|')?;
                self.text.push_str(before);
                let start = self.text.len();
                self.text.push_str(surface);
                let span = Span::new(start, self.text.len());
                let (label, area) = (label(letter)?.to_owned(), area(place)?);
                self.toponyms.push(Toponym { span, point: None, geonameid: None, label, adjective: false, area });
                rest = behind;
            }
            self.text.push_str(rest);
            self.text.push('\n');
        }
        Some(())
    }

    fn close(self, name: &str, number: usize) -> Document {
        let mut text = self.text;
        text.truncate(text.trim_end().len());
        let source = Some(self.source).filter(|s| s != "-");
        let article = Article { source, ..Article::from_text(format!("{name}-{}", number + 1), text) };
        Document { article, toponyms: self.toponyms, roles: Vec::new() }
    }
}

/// The label that GWN gives to what a letter stands for.
fn label(letter: &str) -> Option<&'static str> {
    Some(match letter {
        "p" | "d" => "Literal",
        "n" => "Demonym",
        "g" => "Metonymic",
        "t" => "Team",
        "o" => "Embedded_Non_Lit",
        "x" => "Unsure",
        _ => return None,
    })
}

fn area(place: &str) -> Option<Area> {
    if place == "-" {
        return Some(Area::Wide);
    }
    let (country, division) = place.split_once('-').map_or((place, None), |(c, d)| (c, Some(d)));
    Some(Area::Within(Country::new(country)?, division.map(normalise)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_marks() {
        let text = "=== 2024-03-18 | example.org\n\nRain in {Zürich:p|CH}\n\n{PARIS:d|US-TX} -- The {Texas:g|US-TX} mayor.\n=== 2024-01-01 | -\nNone.\n";
        let documents = read("a", text).unwrap();
        assert_eq!(documents.len(), 2);
        assert_eq!(documents[0].article.text, "Rain in Zürich\n\nPARIS -- The Texas mayor.");
        assert_eq!(documents[0].article.source.as_deref(), Some("example.org"));
        assert_eq!((documents[0].article.id.as_str(), documents[1].article.id.as_str()), ("a-1", "a-2"));
        let told: Vec<_> = documents[0]
            .toponyms
            .iter()
            .map(|t| (t.span.of(&documents[0].article.text), t.label.as_str(), t.area.clone()))
            .collect();
        let within = |c: &str, d: Option<&str>| Area::Within(Country::new(c).unwrap(), d.map(str::to_owned));
        assert_eq!(told[0], ("Zürich", "Literal", within("CH", None)));
        assert_eq!(told[1], ("PARIS", "Literal", within("US", Some("tx"))));
        assert_eq!(told[2], ("Texas", "Metonymic", within("US", Some("tx"))));
        assert_eq!(documents[1].article.source, None);
    }

    #[test]
    fn says_where_a_mark_is_wrong() {
        for (text, line) in [
            ("No head\n", 1),
            ("=== 2024-01-01\n", 1),
            ("=== 2024-01-01 | -\nIn {Kabul}\n", 2),
            ("=== 2024-01-01 | -\n\nIn {Kabul:p|AF\n", 3),
            ("=== 2024-01-01 | -\nIn {Kabul:z|AF}\n", 2),
            ("=== 2024-01-01 | -\nIn {Kabul:p|Afghanistan}\n", 2),
        ] {
            assert_eq!(read("a", text).unwrap_err(), line, "{text}");
        }
    }
}
