//! What the gazetteer says about a name as a whole, whichever of its bearers is meant.

use crate::gazetteer::{Country, Feature, FeatureClass, Hit, NameKind};

/// Hits looked at for one name; the gazetteer gives the largest first.
pub(super) const LOOKED_AT: usize = 24;

/// What the gazetteer says about a name as a whole.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Facts {
    pub(crate) kind: NameKind,
    pub(crate) bearers: usize,
    pub(crate) population: u32,
    pub(crate) country: bool,
    pub(crate) division: bool,
    pub(crate) county: bool,
    pub(crate) populated: bool,
    pub(crate) natural: bool,
    pub(crate) demonym: bool,
    pub(crate) metonym: bool,
    pub(crate) capital: bool,
    /// A country that is no more.
    pub(crate) former: bool,
    /// Its first bearer's country.
    pub(crate) of: Option<Country>,
    /// How the document supports a bearer, and how near the outlet's home is to one: see `Context::support`.
    pub(super) supported: (u32, u32),
}

impl Facts {
    /// Of a name's bearers, the largest first; `None` where there are none.
    pub(super) fn of(hits: &[Hit], features: &[Feature<'_>]) -> Option<Self> {
        let (first, largest) = hits.first().zip(features.first())?;
        let mut facts = Self {
            kind: first.kind,
            bearers: hits.len(),
            population: 0,
            country: false,
            division: false,
            county: false,
            populated: false,
            natural: false,
            demonym: false,
            metonym: false,
            capital: false,
            former: false,
            of: largest.country,
            supported: (0, 0),
        };
        for (hit, feature) in hits.iter().zip(features).take(LOOKED_AT) {
            facts.population = facts.population.max(feature.population);
            facts.country |= feature.is_country();
            facts.division |= feature.code == "ADM1";
            facts.county |= feature.class == FeatureClass::A && feature.code != "ADM1" && !feature.is_country();
            facts.populated |= feature.class == FeatureClass::P;
            facts.natural |= !matches!(feature.class, FeatureClass::A | FeatureClass::P);
            facts.demonym |= hit.kind == NameKind::Demonym;
            facts.metonym |= feature.speaks_for.is_some();
            facts.capital |= feature.code == "PPLC";
            facts.former |= feature.code == "PCLH";
        }
        Some(facts)
    }

    /// Whether a place of some weight bears the name: a country, a capital, a division, a larger town.
    pub(crate) fn is_large(&self) -> bool {
        self.country || self.capital || self.division || self.population >= 50_000
    }

    /// Whether it is a settlement's that is more than a hamlet, or a county's.
    pub(crate) fn is_settled(&self) -> bool {
        (self.populated && self.population >= 1000) || self.county
    }

    /// One number for the kinds of thing it may be.
    pub(super) fn mix(&self) -> u32 {
        u32::from(self.country)
            | u32::from(self.division) << 1
            | u32::from(self.county) << 2
            | u32::from(self.populated) << 3
            | u32::from(self.natural) << 4
            | u32::from(self.demonym) << 5
            | u32::from(self.metonym) << 6
            | u32::from(self.capital) << 7
    }
}
