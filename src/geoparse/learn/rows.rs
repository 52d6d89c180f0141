//! From annotated documents to rows for the network: a name's features and the classes its label allows.

use super::super::candidates::{Name, Names};
use super::super::features::{Context, Reach, features};
use super::super::network::{GOVERNMENT, ORGANISATION, PERSON, PLACE};
use super::super::outlet;
use super::super::scan::Scan;
use super::Standing;
use super::gold::{Document, Toponym};
use super::net::Row;
use crate::gazetteer::Gazetteer;

const OTHER: u8 = 1;
const PERSON_BIT: u8 = 1 << PERSON;
const PLACE_BIT: u8 = 1 << PLACE;
const GOVERNMENT_BIT: u8 = 1 << GOVERNMENT;
const ORGANISATION_BIT: u8 = 1 << ORGANISATION;

/// One row a candidate name; those whose label tells nothing allow no class.
pub(super) fn rows(gazetteer: &Gazetteer, document: &Document, standing: Standing, weight: f32) -> Vec<Row> {
    let home = outlet::home(&document.article, gazetteer);
    let scan = Scan::new(&document.article);
    let names = Names::find(&scan, gazetteer);
    let context = Context::new(&scan, &names, gazetteer, home.as_ref());
    let mut out = Vec::new();
    let mut buffer = Vec::new();
    for (i, name) in names.list.iter().enumerate() {
        let demonym = context.facts(name).is_some_and(|f| f.demonym);
        let allowed =
            if standing == Standing::Spans { further(document, name, demonym) } else { developed(document, name) };
        let speaks = context.facts(name).is_some_and(|f| f.metonym && !f.populated);
        let allowed = if speaks && allowed & (PLACE_BIT | GOVERNMENT_BIT) == 0 { 0 } else { allowed };
        buffer.clear();
        features(&context, i, Reach::Lean, &mut buffer);
        // A name that no layer knows is common and mostly nothing: it weighs less.
        let weight = if name.is_known() { weight } else { weight * 0.7 };
        out.push(Row { allowed, weight, features: buffer.clone() });
    }
    out
}

/// One row for each annotated name whose label tells what it is doing; its features are all there are.
pub(super) fn roles(gazetteer: &Gazetteer, document: &Document, weight: f32) -> Vec<Row> {
    let labelled = || document.toponyms.iter().chain(&document.roles);
    if labelled().all(|t| role(&t.label).is_none()) {
        return Vec::new();
    }
    let home = outlet::home(&document.article, gazetteer);
    let scan = Scan::new(&document.article);
    let names = Names::find(&scan, gazetteer);
    let context = Context::new(&scan, &names, gazetteer, home.as_ref());
    let mut out = Vec::new();
    for (i, name) in names.list.iter().enumerate() {
        let label = labelled().filter(|t| t.span == name.span).find_map(|t| role(&t.label));
        let demonym = context.facts(name).is_some_and(|f| f.kind == crate::gazetteer::NameKind::Demonym);
        if let Some(allowed) = label.filter(|_| !demonym) {
            let mut row = Row { allowed, weight, features: Vec::new() };
            features(&context, i, Reach::Full, &mut row.features);
            out.push(row);
        }
    }
    out
}

/// What a label of GWN says that a toponym is doing.
fn role(label: &str) -> Option<u8> {
    match label {
        "Literal" | "Literal_Modifier" | "Mixed" | "Coercion" => Some(PLACE_BIT),
        "Metonymic" | "Non_Literal_Modifier" | "Team" => Some(GOVERNMENT_BIT),
        "Embedded_Non_Lit" | "Embedded_Literal" => Some(ORGANISATION_BIT),
        _ => None,
    }
}

fn covering<'d>(document: &'d Document, name: &Name) -> Option<&'d Toponym> {
    let exact = document.toponyms.iter().find(|t| t.span == name.span);
    exact.or_else(|| document.toponyms.iter().find(|t| t.span.overlaps(name.span)))
}

/// LGL and GWN: what is annotated is a toponym, all else is none.
fn developed(document: &Document, name: &Name) -> u8 {
    match covering(document, name) {
        Some(t) if t.label == "Unsure" => 0,
        Some(t) if t.span == name.span => match t.label.as_str() {
            "Literal" | "Literal_Modifier" | "Mixed" | "Coercion" => PLACE_BIT,
            "Metonymic" => GOVERNMENT_BIT,
            "Non_Literal_Modifier" | "Demonym" => PLACE_BIT | GOVERNMENT_BIT,
            "Embedded_Non_Lit" | "Embedded_Literal" => ORGANISATION_BIT,
            "Homonym" => OTHER | PERSON_BIT,
            "Language" => OTHER,
            _ => PLACE_BIT | GOVERNMENT_BIT | ORGANISATION_BIT,
        },
        Some(_) => OTHER,
        None => OTHER | PERSON_BIT,
    }
}

/// Corpora of names of all kinds, where places within longer names are not annotated.
fn further(document: &Document, name: &Name, demonym: bool) -> u8 {
    let Some(t) = covering(document, name) else { return if name.is_known() && demonym { 0 } else { OTHER } };
    let exact = t.span == name.span;
    if !exact && !t.span.contains(name.span) {
        return OTHER;
    }
    match t.label.as_str() {
        "Location" | "LOC" | "location" if exact || listed(document, t, name) => PLACE_BIT | GOVERNMENT_BIT,
        "Location" | "LOC" | "location" => OTHER,
        "NORP" if exact && demonym => PLACE_BIT | GOVERNMENT_BIT,
        "MISC" if exact && demonym => PLACE_BIT | GOVERNMENT_BIT,
        "Person" | "PER" | "person" => PERSON_BIT,
        "Organization" | "ORG" | "group" | "corporation" if exact => OTHER | GOVERNMENT_BIT,
        "Organization" | "ORG" | "group" | "corporation" => OTHER | ORGANISATION_BIT,
        "Date" | "Money" => OTHER,
        _ => 0,
    }
}

/// Whether a name is one of the parts of "Alexandria, Egypt", annotated as one.
fn listed(document: &Document, outer: &Toponym, name: &Name) -> bool {
    let text = &document.article.text;
    let starts = name.span.start == outer.span.start || text[..name.span.start as usize].ends_with(", ");
    let ends = name.span.end == outer.span.end || text[name.span.end as usize..].starts_with(',');
    outer.span.of(text).contains(", ") && starts && ends
}
