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

/// Which dates the days of a view are: when articles appeared, or when what they tell happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The article's own date.
    #[default]
    Published,
    /// The date that the text tells of a mention; mentions without one are in no range of days.
    Event,
}

impl Basis {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Published, Self::Event];

    /// What stands on a day: an article, or an event that one tells.
    pub fn item(self) -> &'static str {
        match self {
            Self::Published => "article",
            Self::Event => "event told",
        }
    }

    /// "published", "event".
    pub fn word(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Event => "event",
        }
    }
}

/// Which articles and mentions are shown. Empty sets and `None` mean "all".
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Which dates the days are.
    pub basis: Basis,
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
