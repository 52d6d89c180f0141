//! What a gazetteer says about one place.

use crate::geo::LatLon;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A feature within an opened gazetteer: which layer (top 8 bits) and which row. Meaningless across gazetteers;
/// use [`PlaceId`] in anything that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FeatureRef(pub u32);

impl FeatureRef {
    /// Row `row` (24 bits) of a layer.
    pub fn new(layer: LayerId, row: u32) -> Self {
        Self(u32::from(layer.0) << 24 | (row & 0x00ff_ffff))
    }

    /// Its layer.
    pub fn layer(self) -> LayerId {
        LayerId((self.0 >> 24) as u8)
    }

    /// Its row within the layer.
    pub fn row(self) -> u32 {
        self.0 & 0x00ff_ffff
    }
}

/// Number of a layer in order of precedence, 0 the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LayerId(pub u8);

/// A stable id: `gn:524901` (GeoNames), `wd:Q649` (Wikidata), `dl:central-asia` (this project's supplement),
/// `user:…` (a reader's layer).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PlaceId(pub String);

impl PlaceId {
    /// That of a GeoNames feature.
    pub fn geonames(number: u32) -> Self {
        Self(format!("gn:{number}"))
    }

    /// The number behind `gn:`, if it is one.
    pub fn geonameid(&self) -> Option<u32> {
        self.0.strip_prefix("gn:")?.parse().ok()
    }
}

impl fmt::Display for PlaceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// GeoNames feature classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FeatureClass {
    /// Country, state, region.
    A,
    /// Stream, lake, sea.
    H,
    /// Parks, areas, informal regions, continents.
    L,
    /// City, town, village.
    P,
    /// Road, railroad.
    R,
    /// Spot, building, airport, base.
    S,
    /// Mountain, island, desert, cape.
    T,
    /// Undersea.
    U,
    /// Forest, heath.
    V,
}

impl FeatureClass {
    /// Its letter.
    pub fn letter(self) -> char {
        match self {
            Self::A => 'A',
            Self::H => 'H',
            Self::L => 'L',
            Self::P => 'P',
            Self::R => 'R',
            Self::S => 'S',
            Self::T => 'T',
            Self::U => 'U',
            Self::V => 'V',
        }
    }

    /// From its letter.
    pub fn from_letter(c: char) -> Option<Self> {
        Some(match c.to_ascii_uppercase() {
            'A' => Self::A,
            'H' => Self::H,
            'L' => Self::L,
            'P' => Self::P,
            'R' => Self::R,
            'S' => Self::S,
            'T' => Self::T,
            'U' => Self::U,
            'V' => Self::V,
            _ => return None,
        })
    }
}

/// ISO 3166-1 alpha-2 code (with XK for Kosovo), upper case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country(pub [u8; 2]);

impl Country {
    /// From two ASCII letters.
    pub fn new(code: &str) -> Option<Self> {
        let &[a, b] = code.as_bytes() else { return None };
        (a.is_ascii_alphabetic() && b.is_ascii_alphabetic())
            .then(|| Self([a.to_ascii_uppercase(), b.to_ascii_uppercase()]))
    }

    /// The two letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("??")
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// How a name belongs to a feature, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NameKind {
    /// Its own name, in the form the gazetteer shows.
    Primary,
    /// Another name, spelling or language.
    Alias,
    /// "U.S.", "Calif.", "UAE": matched only as written, with its capitals.
    Abbreviation,
    /// Inhabitants or adjective: "Afghan", "Texans".
    Demonym,
    /// A name it bore once.
    Former,
    /// A looser transliteration; never beats an exact match.
    Loose,
}

/// A feature, borrowed from the gazetteer.
#[derive(Clone, Copy, Debug)]
pub struct Feature<'a> {
    /// Where it stands in this gazetteer.
    pub at: FeatureRef,
    /// Name to show.
    pub name: &'a str,
    /// Label point: the town's centre, or the visual centre of an area.
    pub point: LatLon,
    /// GeoNames class.
    pub class: FeatureClass,
    /// GeoNames code: `PPLC`, `ADM1`, `SEA` …
    pub code: &'a str,
    /// Country it lies in, where it lies in one.
    pub country: Option<Country>,
    /// First-level division it lies in.
    pub admin1: Option<FeatureRef>,
    /// Second-level division it lies in.
    pub admin2: Option<FeatureRef>,
    /// Inhabitants; 0 when unknown.
    pub population: u32,
    /// About half its extent in km; 0 for what a map shows as a point.
    pub radius_km: f32,
    /// First and last year it existed under this name; `None` on either side is open.
    pub valid: (Option<i16>, Option<i16>),
    /// Whether the point is only the parent's or a mean of members.
    pub approximate: bool,
    /// Government this metonym speaks for ("Kremlin" for RU).
    pub speaks_for: Option<Country>,
    /// How well known it is, by how many other names it bears: what the world speaks of has a name in many languages.
    /// 0 for none, then a step for each doubling (1, 2-3, 4-7, 8-15 …), at most 15.
    pub fame: u8,
}

impl Feature<'_> {
    /// Whether it is drawn as an area (a country, division, region, sea, range), never as a dot.
    pub fn is_area(&self) -> bool {
        match self.class {
            FeatureClass::A => true,
            FeatureClass::H | FeatureClass::L | FeatureClass::T | FeatureClass::V => self.radius_km > 15.0,
            _ => false,
        }
    }

    /// Whether it is a present country or territory.
    pub fn is_country(&self) -> bool {
        self.class == FeatureClass::A && self.code.starts_with("PCL") && self.code != "PCLH"
    }

    /// `P.PPLC` and the like.
    pub fn class_code(&self) -> String {
        format!("{}.{}", self.class.letter(), self.code)
    }
}
