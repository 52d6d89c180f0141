//! What must be said under a page: what else is on the map, whose data it is, and how it was made.

use super::content::{Content, Entry};
use super::key;
use super::pen::{Block, Pen, Run};
use crate::briefing::{Basis, Role, words};
use crate::geo::{LatLon, Viewport};
use crate::geoparse::Band;
use crate::map;

/// "38° N".
fn latitude(view: &Viewport) -> String {
    let lat = LatLon::from(view.centre).lat();
    format!("{:.0}° {}", lat.abs(), if lat < 0.0 { "S" } else { "N" })
}

/// The outlets, the first few by name.
pub(super) fn sources(content: &Content, most: usize) -> String {
    let n = content.sources.len();
    let named: Vec<&str> = content.sources.iter().take(most).map(String::as_str).collect();
    match n.saturating_sub(most) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

/// Copies, quotations.
pub(super) const QUOTING: &str =
    "Copies of one wire text count as one story. Quotations are verbatim; “…” marks a cut.";

/// Whose map and gazetteer.
pub(super) fn map_credit(content: &Content) -> String {
    let mut gazetteer = vec!["GeoNames, CC BY 4.0"];
    gazetteer.extend(content.layers.iter().map(String::as_str));
    format!("{}. Gazetteer: {}.", map::credits(), gazetteer.join("; "))
}

/// Projection and type.
pub(super) fn technique(main: &Viewport) -> String {
    format!("Web Mercator; the scale bar holds at {}. Type: Source, Noto (OFL).", latitude(main))
}

/// How places came to stand where they stand, and what is missing.
pub(super) fn method(content: &Content) -> String {
    let open = content.entries.iter().any(|e| e.band != Band::High);
    let doubt = if open { "; Check and Guess are drawn open" } else { "" };
    format!("Places are linked by name, context and distance{doubt}. {}", missing(content))
}

/// "3 names unplaced, 1 article undated."
pub(super) fn missing(content: &Content) -> String {
    let without = if content.view.basis == Basis::Event { "with no event date" } else { "undated" };
    let mut parts = vec![
        format!("{} unplaced", words::count(content.unplaced as u32, "name", "names")),
        format!("{} {without}", words::count(content.undated as u32, "article", "articles")),
    ];
    if content.areas_left > 0 {
        parts.push(format!("{} not drawn", words::count(content.areas_left as u32, "further area", "further areas")));
    }
    format!("{}.", parts.join(", "))
}

/// "Made with dateline 0.1.0."
pub(super) fn made() -> String {
    format!("Made with dateline {}.", env!("CARGO_PKG_VERSION"))
}

/// How the list of what else is on the map is set.
#[derive(Clone, Copy)]
pub(super) struct Also {
    /// Size and line height, in design units.
    pub(super) size: f32,
    pub(super) line: f32,
    /// Most rows.
    pub(super) rows: usize,
    /// Whether each name is followed by its number of stories.
    pub(super) counts: bool,
}

/// Everything on the map that has no entry in the key, in at most `style.rows` rows: as much of it as fits, the rest
/// counted. `None` when the key has all.
pub(super) fn also(
    pen: &Pen,
    content: &Content,
    keyed: &[&Entry],
    on_main: &[bool],
    style: Also,
    width: f32,
) -> Option<Block> {
    let rest: Vec<&Entry> = content.entries.iter().filter(|e| !keyed.iter().any(|k| k.symbol == e.symbol)).collect();
    if rest.is_empty() {
        return None;
    }
    let Also { size, line, rows, counts } = style;
    let block = |n: usize| {
        let mut runs = also_runs(pen, &rest[..n], on_main, size, counts);
        if n < rest.len() {
            runs.push(pen.muted(size, format!(" and {} more.", rest.len() - n)));
        } else {
            runs.push(pen.sans(size, "."));
        }
        pen.set(&runs, line, width, rows)
    };
    let n = Pen::most(rest.len(), |n| !block(n).cut);
    Some(block(n))
}

fn also_runs(pen: &Pen, rest: &[&Entry], on_main: &[bool], size: f32, counts: bool) -> Vec<Run> {
    let group = |e: &Entry| match (e.role, e.area) {
        (Role::Event, false) => "Also on the map",
        (Role::Event, true) => "Areas",
        (Role::Government, _) => "Governments speaking",
        (Role::Organisation, _) => "Organisations",
        (Role::From, _) => "Reported from",
    };
    let mut out = Vec::new();
    let mut last = "";
    for e in rest {
        let heading = group(e);
        if heading == last {
            out.push(pen.sans(size, if counts { "; " } else { ", " }));
        } else {
            let before = if last.is_empty() { "" } else { ".   " };
            out.push(pen.sans(size, before));
            out.push(pen.bold(size, format!("{heading}  ")));
            last = heading;
        }
        if !e.mark.is_empty() {
            out.push(pen.bold(size, format!("{} ", e.mark)));
        }
        let inset = if on_main.get(e.symbol).copied().unwrap_or(true) { "" } else { " (inset)" };
        let note = match (counts, e.band) {
            (true, _) => format!(", {}", key::note(e).replace(" · ", ", ")),
            (false, Band::High) => String::new(),
            (false, Band::Check) => " (Check)".into(),
            (false, Band::Guess) => " (Guess)".into(),
        };
        out.push(pen.sans(size, format!("{}{inset}{note}", e.name)));
    }
    out
}
