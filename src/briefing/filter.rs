//! Which articles and mentions are shown.

use crate::geo::Bounds;
use crate::geoparse::{Band, Kind};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Colours of screen and page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// Warm paper.
    #[default]
    Light,
    /// Night desk.
    Dark,
    /// White page, ink.
    Print,
}

/// Which articles and mentions are shown. Empty sets and `None` mean "all".
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// First day shown.
    pub from: Option<Date>,
    /// Last day shown.
    pub to: Option<Date>,
    /// Only mentions that lie within.
    pub bounds: Option<Bounds>,
    /// Only articles of these outlets.
    pub sources: BTreeSet<String>,
    /// Only mentions of these kinds.
    pub kinds: BTreeSet<Kind>,
    /// Only mentions of these bands.
    pub bands: BTreeSet<Band>,
    /// Only articles whose text, title, outlet or places contain all of these words (case and accents ignored).
    pub search: String,
}
