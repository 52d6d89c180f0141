//! Tables: CSV, TSV and the semicolon kind. Columns stand in any order under a header; three columns without one
//! are name, latitude, longitude.
//!
//! ```text
//! name,lat,lon,aliases,country,kind,note,source,id,start,end,radius_km
//! ```
//! Linked Places TSV (`title`, `title_source`, `variants`, `types`, `ccodes` …) reads the same way.
//!
//! `aliases` are parted by `|`. `kind` is a GeoNames code (`P.PPL`, `MILB`), one of a few words, or `hide`.
//! A row with an `id` of the world and no point adds its name and aliases to that feature.

use super::coordinate;
use crate::gazetteer::entry::Entry;
use crate::gazetteer::layers::{Change, LONGEST_LINE, LayerError, LayerFile, MOST_ERRORS};
use crate::gazetteer::{Country, FeatureClass, NameKind, PlaceId};
use crate::geo::LatLon;
use crate::text::normalise::normalise;
use std::collections::BTreeSet;

/// Columns a table may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    Name,
    Lat,
    Lon,
    Aliases,
    /// Linked Places' other names, parted by semicolons.
    Variants,
    Country,
    Kind,
    /// Linked Places' kinds, which no list closes; what is unknown is a settlement.
    Types,
    Note,
    Source,
    Id,
    Start,
    End,
    Radius,
    Population,
}

impl Column {
    fn named(header: &str) -> Option<Self> {
        Some(match header.trim().trim_start_matches('\u{feff}').to_lowercase().replace([' ', '-'], "_").as_str() {
            "name" | "title" | "place" => Self::Name,
            "lat" | "latitude" | "y" => Self::Lat,
            "lon" | "lng" | "long" | "longitude" | "x" => Self::Lon,
            "aliases" | "alias" | "alternatenames" | "other_names" => Self::Aliases,
            "variants" => Self::Variants,
            "country" | "country_code" | "countrycode" | "cc" | "ccodes" => Self::Country,
            "kind" | "feature" | "type" => Self::Kind,
            "types" => Self::Types,
            "note" | "notes" | "description" | "remark" => Self::Note,
            "source" | "title_source" | "credit" => Self::Source,
            "id" => Self::Id,
            "start" | "valid_from" | "from" => Self::Start,
            "end" | "valid_to" | "to" => Self::End,
            "radius_km" | "radius" => Self::Radius,
            "population" | "pop" => Self::Population,
            _ => return None,
        })
    }
}

/// Reads a table. `path` is for messages, `layer` the name that ids of rows without one are made from.
pub fn read(bytes: &[u8], path: &str, layer: &str) -> LayerFile {
    let mut out = LayerFile::default();
    let mut fail = |out: &mut LayerFile, line: u64, column: usize, reason: String| {
        if out.errors.len() < MOST_ERRORS {
            out.errors.push(LayerError { path: path.to_owned(), line, column: column as u64, reason });
        }
    };
    if bytes.iter().all(u8::is_ascii_whitespace) || bytes.iter().take(8192).any(|&b| b == 0) {
        let what = if bytes.contains(&0) { "not a text table" } else { "the file is empty" };
        fail(&mut out, 0, 0, what.to_owned());
        return out;
    }
    let long = |l: &[u8]| l.len() > LONGEST_LINE;
    if let Some(at) = bytes.split(|&b| b == b'\n').position(long) {
        fail(&mut out, at as u64 + 1, 0, format!("the line is longer than {} MB", LONGEST_LINE >> 20));
        return out;
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(bytes))
        .comment(Some(b'#'))
        .from_reader(bytes);
    let mut columns: Option<Vec<Option<Column>>> = None;
    let mut slugs = BTreeSet::new();
    let mut record = csv::ByteRecord::new();
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(false) => return out,
            Ok(true) => {}
            Err(e) => {
                fail(&mut out, reader.position().line(), 0, format!("not a table: {e}"));
                return out;
            }
        }
        let line = record.position().map_or(0, csv::Position::line);
        let fields = match csv::StringRecord::from_byte_record(record.clone()) {
            Ok(fields) => fields,
            Err(e) => {
                fail(&mut out, line, e.utf8_error().field() + 1, "not UTF-8".to_owned());
                continue;
            }
        };
        if fields.iter().all(|f| f.trim().is_empty()) {
            continue;
        }
        let Some(order) = &columns else {
            let named: Vec<_> = fields.iter().map(Column::named).collect();
            let headed = named.contains(&Some(Column::Name))
                || (named.contains(&Some(Column::Id)) && named.iter().flatten().count() > 1);
            if headed {
                for (i, header) in fields.iter().enumerate().filter(|(i, _)| named.get(*i) == Some(&None)) {
                    let reason = format!("the column \"{}\" is not used", header.trim());
                    out.notes.push(LayerError { path: path.to_owned(), line, column: i as u64 + 1, reason });
                }
                let has = |column| named.contains(&Some(column));
                let lacks = match (has(Column::Lat), has(Column::Lon)) {
                    (true, true) => None,
                    // A table of further names needs no point, but an id.
                    (false, false) if has(Column::Id) => None,
                    (false, false) => Some("neither \"lat\" and \"lon\" nor \"id\""),
                    (false, true) => Some("no column \"lat\""),
                    (true, false) => Some("no column \"lon\""),
                };
                if let Some(lacks) = lacks {
                    fail(&mut out, line, 0, format!("the first line names {lacks}"));
                    return out;
                }
                columns = Some(named);
                continue;
            }
            let bare = vec![Some(Column::Name), Some(Column::Lat), Some(Column::Lon)];
            if fields.len() != 3 {
                fail(&mut out, line, 0, "the first line names no column \"name\"".to_owned());
                return out;
            }
            columns = Some(bare.clone());
            take(&fields, &bare, line, layer, &mut slugs, &mut out, &mut fail);
            continue;
        };
        take(&fields, &order.clone(), line, layer, &mut slugs, &mut out, &mut fail);
    }
}

/// The character that parts the fields of the first line.
fn delimiter(bytes: &[u8]) -> u8 {
    let first = bytes.split(|&b| b == b'\n').find(|l| !l.is_empty() && l.first() != Some(&b'#')).unwrap_or(&[]);
    let parts = |d: u8| first.split(|&b| b == d).count();
    [b'\t', b';', b','].into_iter().max_by_key(|&d| parts(d)).unwrap_or(b',')
}

fn take(
    fields: &csv::StringRecord,
    order: &[Option<Column>],
    line: u64,
    layer: &str,
    slugs: &mut BTreeSet<String>,
    out: &mut LayerFile,
    fail: &mut dyn FnMut(&mut LayerFile, u64, usize, String),
) {
    let at = |column| order.iter().position(|&c| c == Some(column));
    let get = |column| at(column).and_then(|i| fields.get(i)).map_or("", str::trim);
    let number = |column| at(column).map_or(0, |i| i + 1);
    let name = get(Column::Name);
    let id = get(Column::Id);
    let kind = get(Column::Kind);
    let listed = get(Column::Aliases).split('|').chain(get(Column::Variants).split(';'));
    let aliases: Vec<String> = listed.map(str::trim).filter(|a| !a.is_empty()).map(str::to_owned).collect();
    if [kind, get(Column::Types)].iter().any(|k| k.eq_ignore_ascii_case("hide")) {
        if id.is_empty() {
            fail(out, line, number(Column::Id), "a row of kind hide needs the id of what it hides".to_owned());
        } else {
            out.changes.push((line, Change::Hide(PlaceId(id.to_owned()))));
        }
        return;
    }
    if get(Column::Lat).is_empty() && get(Column::Lon).is_empty() && !id.is_empty() {
        let names: Vec<String> = std::iter::once(name.to_owned()).filter(|n| !n.is_empty()).chain(aliases).collect();
        out.changes.push((line, Change::Alias(PlaceId(id.to_owned()), names)));
        return;
    }
    if normalise(name).is_empty() {
        return fail(out, line, number(Column::Name), "the name is empty".to_owned());
    }
    let lat = match coordinate::parse(get(Column::Lat), coordinate::Axis::Latitude) {
        Ok(lat) => lat,
        Err(reason) => return fail(out, line, number(Column::Lat), reason),
    };
    let lon = match coordinate::parse(get(Column::Lon), coordinate::Axis::Longitude) {
        Ok(lon) => lon,
        Err(reason) => return fail(out, line, number(Column::Lon), reason),
    };
    let Some(point) = LatLon::new(lat, lon) else {
        return fail(out, line, number(Column::Lat), format!("{lat}, {lon} is no point on the globe"));
    };
    let linked = get(Column::Types).split(';').find_map(|t| feature_kind(t.trim()));
    let (class, code) = match feature_kind(kind) {
        Some(_) if kind.is_empty() && linked.is_some() => linked.unwrap_or((FeatureClass::P, "PPL".to_owned())),
        Some(k) => k,
        None => return fail(out, line, number(Column::Kind), format!("unknown kind \"{kind}\"")),
    };
    // Linked Places may name several countries; the first is taken.
    let country = match get(Column::Country).split(';').next().unwrap_or("").trim() {
        "" => None,
        text => match Country::new(text) {
            Some(c) => Some(c),
            None => {
                return fail(out, line, number(Column::Country), format!("\"{text}\" is no two-letter country code"));
            }
        },
    };
    let mut years = [None, None];
    for (slot, column) in years.iter_mut().zip([Column::Start, Column::End]) {
        match get(column) {
            "" => {}
            text => match year(text) {
                Some(y) => *slot = Some(y),
                None => return fail(out, line, number(column), format!("\"{text}\" is no year")),
            },
        }
    }
    // A number of the table's own is no id of the world.
    let told = id;
    let id = match told {
        "" => fresh_id(name, layer, slugs),
        own if !own.contains(':') => own_id(layer, own),
        id => id.to_owned(),
    };
    if !told.is_empty() && !slugs.insert(id.clone()) {
        return fail(out, line, number(Column::Id), format!("an earlier row has the id \"{told}\""));
    }
    let mut entry = Entry::new(id, name, point, class, &code);
    entry.country = country;
    entry.valid = (years[0], years[1]);
    entry.radius_km = get(Column::Radius).parse().ok().filter(|r: &f32| r.is_finite() && *r >= 0.0).unwrap_or(0.0);
    entry.population = get(Column::Population).parse().unwrap_or(0);
    for alias in &aliases {
        entry.add_name(alias, NameKind::Alias);
    }
    get(Column::Note).clone_into(&mut entry.note);
    get(Column::Source).clone_into(&mut entry.source);
    if out.credit.is_empty() {
        get(Column::Source).clone_into(&mut out.credit);
    }
    out.changes.push((line, Change::Add(Box::new(entry))));
}

/// `user:layer/slug`, with a number when the layer has the name twice.
pub(super) fn fresh_id(name: &str, layer: &str, slugs: &mut BTreeSet<String>) -> String {
    let slug = |text: &str| normalise(text).replace(' ', "-");
    let base = format!("user:{}/{}", slug(layer), slug(name));
    let mut id = base.clone();
    let mut n = 1;
    while !slugs.insert(id.clone()) {
        n += 1;
        id = format!("{base}-{n}");
    }
    id
}

/// The id of a row that a table numbers itself: no number of a table's own is one of the world.
pub(in crate::gazetteer) fn own_id(layer: &str, own: &str) -> String {
    format!("user:{}/{own}", normalise(layer).replace(' ', "-"))
}

/// The year a date begins with; negative before our era.
fn year(text: &str) -> Option<i16> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let rest = digits.get(end..)?;
    let year: i16 = digits.get(..end)?.parse().ok()?;
    (rest.is_empty() || rest.starts_with('-')).then_some(if text.starts_with('-') { -year } else { year })
}

/// Class and code of a kind as people write it; a populated place when nothing is said.
pub fn feature_kind(kind: &str) -> Option<(FeatureClass, String)> {
    use FeatureClass::{A, H, L, P, S, T, V};
    let known = |class: FeatureClass, code: &str| Some((class, code.to_owned()));
    let kind = kind.trim();
    if let Some((class, code)) = kind.split_once('.') {
        let mut letters = class.chars();
        let class = FeatureClass::from_letter(letters.next()?)?;
        let plain = !code.is_empty() && code.len() <= 8 && code.bytes().all(|b| b.is_ascii_alphanumeric());
        return (letters.next().is_none() && plain).then(|| (class, code.to_ascii_uppercase()));
    }
    match kind.to_lowercase().as_str() {
        "" | "place" | "city" | "town" | "village" | "settlement" | "p" | "ppl" => known(P, "PPL"),
        "neighbourhood" | "neighborhood" | "district of a town" | "ppx" | "pplx" => known(P, "PPLX"),
        "capital" | "pplc" => known(P, "PPLC"),
        "country" | "pcli" => known(A, "PCLI"),
        "state" | "province" | "adm1" => known(A, "ADM1"),
        "county" | "district" | "adm2" => known(A, "ADM2"),
        "region" | "area" | "rgn" | "l" => known(L, "RGN"),
        "sea" => known(H, "SEA"),
        "lake" | "lk" => known(H, "LK"),
        "river" | "stream" | "stm" => known(H, "STM"),
        "mountain" | "mt" => known(T, "MT"),
        "mountains" | "range" | "mts" => known(T, "MTS"),
        "island" | "isl" => known(T, "ISL"),
        "desert" | "dsrt" => known(T, "DSRT"),
        "pass" => known(T, "PASS"),
        "forest" => known(V, "FRST"),
        "base" | "military base" | "milb" => known(L, "MILB"),
        "airport" | "airp" => known(S, "AIRP"),
        "building" | "bldg" => known(S, "BLDG"),
        "camp" => known(S, "CMP"),
        "bridge" => known(S, "BDG"),
        "border crossing" | "crossing" | "checkpoint" => known(S, "PSTB"),
        "landmark" | "site" | "spot" | "s" => known(S, "SITE"),
        _ => None,
    }
}
