//! What is said of a document and its mentions, and how it is written: JSON lines, GeoJSON, CSV.

use super::lots::{Learn, Out};
use crate::gazetteer::Gazetteer;
use crate::geoparse::{Company, Geoparser, Telling, Told as Mention, Verdict, spans};
use crate::text::windows::windows;
use crate::text::{Article, CodePoints, Span, dates};
use jiff::civil::Date;
use serde::Serialize;
use std::io::Write as _;

/// Degrees to about a metre.
fn degrees(x: f64) -> f64 {
    (x * 1e5).round() / 1e5
}

fn share(x: f32) -> f64 {
    (f64::from(x) * 1e4).round() / 1e4
}

/// Appends a value as JSON.
fn put(value: &(impl Serialize + ?Sized), out: &mut Vec<u8>) {
    // Writing numbers and texts into memory does not fail.
    let _ = serde_json::to_writer(out, value);
}

/// Appends `,"key":`.
fn key(key: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(b",\"");
    out.extend_from_slice(key.as_bytes());
    out.extend_from_slice(b"\":");
}

/// Appends `,"key":` and a value.
fn field(name: &str, value: &(impl Serialize + ?Sized), out: &mut Vec<u8>) {
    key(name, out);
    put(value, out);
}

/// Appends `,"key":"word"`; the word needs no escapes.
fn word(name: &str, value: &str, out: &mut Vec<u8>) {
    key(name, out);
    out.push(b'"');
    out.extend_from_slice(value.as_bytes());
    out.push(b'"');
}

/// Appends `,"key":` and a day.
fn day(name: &str, value: Option<Date>, out: &mut Vec<u8>) {
    key(name, out);
    let Some(date) = value else { return out.extend_from_slice(b"null") };
    let Ok(year @ 1000..=9999) = u16::try_from(date.year()) else {
        let _ = write!(out, "\"{date}\"");
        return;
    };
    let (month, day) = (date.month() as u16, date.day() as u16);
    let digit = |n: u16| b'0' + (n % 10) as u8;
    out.extend_from_slice(&[
        b'"',
        digit(year / 1000),
        digit(year / 100),
        digit(year / 10),
        digit(year),
        b'-',
        digit(month / 10),
        digit(month),
        b'-',
        digit(day / 10),
        digit(day),
        b'"',
    ]);
}

/// Appends `{"start":…,"end":…,"surface":…`, in code points.
fn stretch(span: Span, text: &str, points: &mut CodePoints<'_>, out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"start\":");
    put(&points.at(span.start as usize), out);
    field("end", &points.at(span.end as usize), out);
    field("surface", span.of(text), out);
}

/// One document, and what is asked about it.
pub(super) struct Told<'a, 'g> {
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) parser: &'a Geoparser<'g>,
    pub(super) candidates: usize,
    pub(super) article: &'a Article,
    /// What the articles before it tell.
    pub(super) company: &'a Company,
    /// What was found in it, if it was read already.
    pub(super) telling: Option<&'a Telling>,
}

impl Told<'_, '_> {
    /// Calls `on` with the mentions of each piece of the text, and the byte it begins at.
    fn pieces(&self, spans: Option<&[Span]>, mut on: impl FnMut(u32, &Telling)) {
        if let Some(telling) = self.telling {
            return on(0, telling);
        }
        if let Some(spans) = spans {
            for (piece, given) in spans::pieces(&self.article.text, spans) {
                let start = piece.start as u32;
                on(start, &self.parser.tell(&self.article.window(piece), Some(&given), self.company, self.candidates));
            }
            return;
        }
        for piece in windows(&self.article.text) {
            let start = piece.start as u32;
            on(start, &self.parser.tell(&self.article.window(piece), None, self.company, self.candidates));
        }
    }

    /// Appends the line of the document.
    pub(super) fn json<L: Learn>(&self, spans: Option<&[Span]>, to: &mut Out<'_, L>) {
        let article = self.article;
        let published = article.published.as_ref();
        let out = &mut to.bytes;
        out.extend_from_slice(b"{\"id\":");
        put(&article.id, out);
        field("title", &article.title, out);
        day("date", published.filter(|d| d.is_exact()).map(|d| d.earliest), out);
        field("date_origin", &published.map(|d| d.origin), out);
        day("date_earliest", published.map(|d| d.earliest), out);
        day("date_latest", published.map(|d| d.latest), out);
        field("source", &article.source, out);
        out.extend_from_slice(b",\"toponyms\":[");
        let mut points = CodePoints::new(&article.text);
        let mut comma = false;
        let mut written = Vec::new();
        self.pieces(spans, |start, telling| {
            // What all mentions of a verdict say alike is written once and copied.
            let mut halves: Vec<Option<Halves>> = vec![None; telling.verdicts.len()];
            written.clear();
            for mention in &telling.told {
                let out = &mut to.bytes;
                if std::mem::replace(&mut comma, true) {
                    out.push(b',');
                }
                stretch(mention.span.moved(start), &article.text, &mut points, out);
                self.mention(mention, telling, (&mut halves, &mut written), out);
                to.pause();
            }
        });
        to.bytes.extend_from_slice(b"],\"dates\":[");
        let mut points = CodePoints::new(&article.text);
        let mut comma = false;
        dates::each_told(article, &mut |date| {
            let out = &mut to.bytes;
            if std::mem::replace(&mut comma, true) {
                out.push(b',');
            }
            stretch(date.span, &article.text, &mut points, out);
            day("earliest", date.earliest, out);
            day("latest", date.latest, out);
            field("precision", &date.precision, out);
            out.push(b'}');
            to.pause();
        });
        to.bytes.extend_from_slice(b"]}\n");
    }

    /// Appends what there is to say of a mention behind its surface.
    fn mention(
        &self,
        mention: &Mention,
        telling: &Telling,
        (halves, written): (&mut [Option<Halves>], &mut Vec<u8>),
        out: &mut Vec<u8>,
    ) {
        word("kind", mention.kind.word(), out);
        let verdict = mention.verdict.map(|v| v as usize);
        if let Some((verdict, slot)) = verdict.and_then(|v| Some((telling.verdicts.get(v)?, halves.get_mut(v)?))) {
            let halves = slot.get_or_insert_with(|| self.halves(verdict, written));
            out.extend_from_slice(written.get(halves.from..halves.middle).unwrap_or(&[]));
            field("confidence", &share(mention.confidence), out);
            word("band", mention.band().word(), out);
            out.extend_from_slice(written.get(halves.middle..halves.to).unwrap_or(&[]));
        } else {
            let all =
                ["lat", "lon", "geonameid", "place", "name", "country", "feature", "confidence", "band", "reason"];
            for name in all {
                key(name, out);
                out.extend_from_slice(b"null");
            }
            if self.candidates > 0 {
                out.extend_from_slice(b",\"candidates\":[]");
            }
        }
        out.push(b'}');
    }

    /// Writes the fields of a verdict before and behind those of the single mention.
    fn halves(&self, verdict: &Verdict, written: &mut Vec<u8>) -> Halves {
        let feature = self.gazetteer.feature(verdict.place);
        let id = self.gazetteer.id(verdict.place);
        let from = written.len();
        field("lat", &degrees(feature.point.lat()), written);
        field("lon", &degrees(feature.point.lon()), written);
        field("geonameid", &id.geonameid(), written);
        field("place", &id.0, written);
        field("name", feature.name, written);
        field("country", &feature.country.as_ref().map(crate::gazetteer::Country::code), written);
        let _ = write!(written, ",\"feature\":\"{}.{}\"", feature.class.letter(), feature.code);
        let middle = written.len();
        field("reason", &verdict.reason, written);
        if self.candidates > 0 {
            field("candidates", &rivals(self.gazetteer, verdict), written);
        }
        Halves { from, middle, to: written.len() }
    }

    fn toponyms<'t>(&'t self, start: u32, telling: &'t Telling, points: &mut CodePoints<'_>) -> Vec<Toponym<'t>> {
        let mut toponym = |mention: &Mention| {
            let verdict = mention.verdict.and_then(|v| telling.verdicts.get(v as usize));
            let feature = verdict.map(|v| self.gazetteer.feature(v.place));
            let id = verdict.map(|v| self.gazetteer.id(v.place));
            let span = mention.span.moved(start);
            Toponym {
                start: points.at(span.start as usize),
                end: points.at(span.end as usize),
                surface: span.of(&self.article.text),
                kind: mention.kind,
                point: feature.map(|f| (degrees(f.point.lat()), degrees(f.point.lon()))),
                geonameid: id.as_ref().and_then(crate::gazetteer::PlaceId::geonameid),
                place: id.map(|i| i.0),
                name: feature.map(|f| f.name),
                country: feature.and_then(|f| f.country).map(|c| c.code().to_owned()),
                feature: feature.map(|f| f.class_code()),
                confidence: verdict.map(|_| share(mention.confidence)),
                band: verdict.map(|_| mention.band()),
                reason: verdict.map(|v| v.reason.as_str()),
                candidates: (self.candidates > 0).then(|| verdict.map_or_else(Vec::new, |v| rivals(self.gazetteer, v))),
            }
        };
        telling.told.iter().map(&mut toponym).collect()
    }

    fn exact_day(&self) -> Option<String> {
        self.article.published.as_ref().filter(|d| d.is_exact()).map(|d| d.earliest.to_string())
    }

    /// Appends a GeoJSON feature a mention, parted by commas.
    pub(super) fn geojson<L: Learn>(&self, spans: Option<&[Span]>, to: &mut Out<'_, L>) {
        let mut points = CodePoints::new(&self.article.text);
        self.pieces(spans, |start, telling| {
            for toponym in self.toponyms(start, telling, &mut points) {
                let Ok(mut properties) = serde_json::to_value(&toponym) else { continue };
                let Some(fields) = properties.as_object_mut() else { continue };
                fields.insert("document".into(), self.article.id.as_str().into());
                fields.insert("date".into(), self.exact_day().into());
                let geometry = match toponym.point {
                    Some((lat, lon)) => serde_json::json!({"type": "Point", "coordinates": [lon, lat]}),
                    None => serde_json::Value::Null,
                };
                if !to.is_empty() {
                    to.bytes.extend_from_slice(b",\n");
                }
                let feature = serde_json::json!({"type": "Feature", "geometry": geometry, "properties": properties});
                put(&feature, &mut to.bytes);
                to.pause();
            }
        });
    }

    /// Appends a CSV line a mention.
    pub(super) fn csv<L: Learn>(&self, spans: Option<&[Span]>, to: &mut Out<'_, L>) {
        let number = |x: Option<f64>| x.map(|x| x.to_string()).unwrap_or_default();
        let date = self.exact_day().unwrap_or_default();
        let mut points = CodePoints::new(&self.article.text);
        self.pieces(spans, |start, telling| {
            let mut writer = csv::Writer::from_writer(&mut to.bytes);
            for t in self.toponyms(start, telling, &mut points) {
                let _ = writer.write_record([
                    self.article.id.as_str(),
                    date.as_str(),
                    self.article.source.as_deref().unwrap_or(""),
                    &t.start.to_string(),
                    &t.end.to_string(),
                    t.surface,
                    t.kind.word(),
                    &number(t.point.map(|p| p.0)),
                    &number(t.point.map(|p| p.1)),
                    &t.geonameid.map(|g| g.to_string()).unwrap_or_default(),
                    t.place.as_deref().unwrap_or(""),
                    t.name.unwrap_or(""),
                    t.country.as_deref().unwrap_or(""),
                    t.feature.as_deref().unwrap_or(""),
                    &number(t.confidence),
                    t.band.map_or("", crate::geoparse::Band::word),
                ]);
            }
            let _ = writer.flush();
            drop(writer);
            to.pause();
        });
    }
}

/// Where the fields of a verdict before and behind those of the single mention are written.
#[derive(Clone, Copy)]
struct Halves {
    from: usize,
    middle: usize,
    to: usize,
}

#[derive(Serialize)]
struct Rival {
    place: String,
    geonameid: Option<u32>,
    lat: f64,
    lon: f64,
    score: f64,
}

fn rivals(gazetteer: &Gazetteer, verdict: &Verdict) -> Vec<Rival> {
    let rival = |&(at, score): &(_, f32)| {
        let point = gazetteer.feature(at).point;
        let id = gazetteer.id(at);
        let geonameid = id.geonameid();
        Rival { place: id.0, geonameid, lat: degrees(point.lat()), lon: degrees(point.lon()), score: share(score) }
    };
    verdict.rivals.iter().map(rival).collect()
}

/// One mention, for the formats that list mentions rather than documents.
#[derive(Serialize)]
struct Toponym<'a> {
    start: usize,
    end: usize,
    surface: &'a str,
    kind: crate::geoparse::Kind,
    #[serde(skip)]
    point: Option<(f64, f64)>,
    geonameid: Option<u32>,
    place: Option<String>,
    name: Option<&'a str>,
    country: Option<String>,
    feature: Option<String>,
    confidence: Option<f64>,
    band: Option<crate::geoparse::Band>,
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    candidates: Option<Vec<Rival>>,
}
