//! One feature with all that is known of it, owned: what the compiler of the world and the readers of layers make.

use super::outline::Outline;
use super::{Country, Feature, FeatureClass, FeatureRef, NameKind, PlaceId};
use crate::geo::LatLon;
use crate::text::normalise::normalise;

/// One feature with all its names.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Stable id.
    pub id: PlaceId,
    /// Name to show.
    pub name: String,
    /// Its other names, as the sources write them, best first.
    pub names: Vec<(String, NameKind)>,
    /// Label point.
    pub point: LatLon,
    /// GeoNames class.
    pub class: FeatureClass,
    /// GeoNames code.
    pub code: String,
    /// Country it lies in.
    pub country: Option<Country>,
    /// Code of the first-level division it is or lies in: `TJ.01`.
    pub admin1: Option<String>,
    /// Code of the second-level division it is or lies in: `TJ.01.1234567`.
    pub admin2: Option<String>,
    /// Inhabitants; 0 when unknown.
    pub population: u32,
    /// About half its extent in km.
    pub radius_km: f32,
    /// First and last year under this name.
    pub valid: (Option<i16>, Option<i16>),
    /// Whether the point is only the parent's or a mean of members.
    pub approximate: bool,
    /// Government this metonym speaks for.
    pub speaks_for: Option<Country>,
    /// Codes of the countries and first-level divisions it is made of.
    pub members: Vec<String>,
    /// Its outline, where one is known.
    pub outline: Option<Outline>,
    /// A reader's remark; compiled files do not keep it.
    pub note: String,
    /// Where a reader has it from; compiled files do not keep it.
    pub source: String,
    /// Index of the source layer within its file: 0 the packages, 1 the supplement.
    pub origin: u8,
}

impl Entry {
    /// A feature with nothing known but name, point and kind.
    pub fn new(id: impl Into<String>, name: impl Into<String>, point: LatLon, class: FeatureClass, code: &str) -> Self {
        Self {
            id: PlaceId(id.into()),
            name: name.into(),
            names: Vec::new(),
            point,
            class,
            code: code.to_owned(),
            country: None,
            admin1: None,
            admin2: None,
            population: 0,
            radius_km: 0.0,
            valid: (None, None),
            approximate: false,
            speaks_for: None,
            members: Vec::new(),
            outline: None,
            note: String::new(),
            source: String::new(),
            origin: 0,
        }
    }

    /// What a feature tells of itself, under its id and the code of its first-level division; without its other names and
    /// its second-level division.
    pub(super) fn told(id: PlaceId, feature: &Feature<'_>, admin1: Option<&str>) -> Self {
        let mut entry = Self::new(id.0, feature.name, feature.point, feature.class, feature.code);
        entry.country = feature.country;
        entry.admin1 = admin1.map(str::to_owned);
        entry.population = feature.population;
        entry.radius_km = feature.radius_km;
        entry.valid = feature.valid;
        entry.approximate = feature.approximate;
        entry.speaks_for = feature.speaks_for;
        entry
    }

    /// Adds another name unless the very same spelling is there already with as good a kind.
    pub fn add_name(&mut self, name: &str, kind: NameKind) {
        let name = name.trim();
        if name.is_empty() || (name == self.name && kind != NameKind::Demonym) {
            return;
        }
        match self.names.iter_mut().find(|(n, _)| n == name) {
            Some(known) => known.1 = known.1.min(kind),
            None => self.names.push((name.to_owned(), kind)),
        }
    }

    /// The normal forms it is found under, each once with the best kind that bears it; sorted by form.
    pub fn keys(&self) -> Vec<(String, NameKind)> {
        let own = (normalise(&self.name), NameKind::Primary);
        let others = self.names.iter().map(|(n, k)| (normalise(n), *k));
        let mut keys: Vec<_> = std::iter::once(own).chain(others).filter(|(n, _)| !n.is_empty()).collect();
        keys.sort();
        keys.dedup_by(|b, a| a.0 == b.0);
        keys
    }

    /// Order among the features of one name, best least: prominence, lessened for names that are not the feature's own.
    pub fn rank(&self, kind: NameKind) -> u32 {
        rank(prominence(&self.as_feature(), self.origin > 0), kind)
    }

    /// How well known it is: see [`Feature::fame`].
    pub fn fame(&self) -> u8 {
        (usize::BITS - self.names.len().leading_zeros()).min(15) as u8
    }

    /// What is known of it but its divisions.
    fn as_feature(&self) -> Feature<'_> {
        Feature {
            at: FeatureRef(u32::MAX),
            name: &self.name,
            point: self.point,
            class: self.class,
            code: &self.code,
            country: self.country,
            admin1: None,
            admin2: None,
            population: self.population,
            radius_km: self.radius_km,
            valid: self.valid,
            approximate: self.approximate,
            speaks_for: self.speaks_for,
            fame: self.fame(),
        }
    }
}

/// What orders features that bear one name: roughly the inhabitants that would make a town as well known. `curated`
/// says that somebody chose it by hand.
pub(super) fn prominence(feature: &Feature<'_>, curated: bool) -> u64 {
    let inhabitants = u64::from(feature.population);
    // An uninhabited feature counts by its extent: a sea is better known than a hamlet.
    let extent = |per_km: f64| (f64::from(feature.radius_km) * per_km) as u64;
    match (feature.class, feature.code) {
        (FeatureClass::A, "PCLH") => extent(1_000.0),
        (FeatureClass::A, c) if c.starts_with("PCL") => 100_000_000 + inhabitants,
        // A division that shares the name of its capital is less often meant than the town.
        (FeatureClass::A, "ADM1") => inhabitants / 5 + 2_000,
        (FeatureClass::A, _) | (FeatureClass::P, "PPLX" | "PPLQ" | "PPLH" | "PPLW") => inhabitants / 4,
        (FeatureClass::P, "PPLC") => inhabitants * 3,
        (FeatureClass::P, _) => inhabitants,
        (FeatureClass::H, c) if c.starts_with("STM") => extent(15.0),
        (FeatureClass::S, _) if feature.speaks_for.is_some() => 3_000_000,
        // Whoever wrote a building into the supplement by hand thought it well known.
        (FeatureClass::S, _) if curated => 20_000,
        (FeatureClass::S, _) => 100 + inhabitants,
        (FeatureClass::L, _) => extent(1_500.0),
        _ => inhabitants.max(extent(200.0)),
    }
}

/// The order that a prominence gives under a name of some kind, best least.
pub(super) fn rank(prominence: u64, kind: NameKind) -> u32 {
    let handicap = match kind {
        NameKind::Primary => 0.0,
        NameKind::Demonym => 0.1,
        NameKind::Alias => 0.6,
        NameKind::Abbreviation => 1.0,
        NameKind::Former => 2.1,
        NameKind::Loose => 3.0,
    };
    let fame = libm::log10(prominence as f64 + 10.0) - handicap;
    ((16.0 - fame) * 1_000.0) as u32
}
