//! The world: features, their names and their hierarchy, in layers, offline.
//!
//! The world layer is compiled by this program itself from pinned packages into one frozen file that opens without
//! parsing and is carried in the binary. Layers of the reader's own lie above it. Opening only reads.

mod feature;

pub use feature::{Country, Feature, FeatureClass, FeatureRef, LayerId, NameKind, PlaceId};

use crate::geo::LatLon;
use std::sync::Arc;

/// A feature found under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which feature.
    pub feature: FeatureRef,
    /// How the name belongs to it.
    pub kind: NameKind,
}

/// The opened gazetteer with its layers. Cheap to share; everything is borrowed from it.
#[derive(Debug)]
pub struct Gazetteer {}

impl Gazetteer {
    /// The world as carried in the binary, without further layers. Opened once.
    pub fn world() -> Arc<Self> {
        Arc::new(Self {})
    }

    /// Every feature that bears the normalised name, best kind of name first, then by population.
    pub fn lookup(&self, normal: &str, out: &mut Vec<Hit>) {
        let _ = normal;
        out.clear();
    }

    /// Every known name that is a prefix of `normal` (which holds the next few words of a text, normalised, joined
    /// by single blanks): calls `found` with the name's length in bytes and its hits, shortest first.
    /// The caller checks that the length ends at a word.
    pub fn prefixes(&self, normal: &str, found: &mut dyn FnMut(usize, &[Hit])) {
        let _ = (normal, found);
    }

    /// Whether any name begins with this normalised word: a quick filter that may err towards yes.
    pub fn may_begin(&self, word: &str) -> bool {
        let _ = word;
        false
    }

    /// The feature itself.
    ///
    /// # Panics
    /// When `at` is from another gazetteer.
    pub fn feature(&self, at: FeatureRef) -> Feature<'_> {
        let _ = at;
        unreachable!("no gazetteer is built in yet")
    }

    /// Its stable id.
    pub fn id(&self, at: FeatureRef) -> PlaceId {
        PlaceId(format!("gn:{}", at.0))
    }

    /// The feature with a stable id.
    pub fn by_id(&self, id: &PlaceId) -> Option<FeatureRef> {
        let _ = id;
        None
    }

    /// The present country with a code.
    pub fn country(&self, code: Country) -> Option<FeatureRef> {
        let _ = code;
        None
    }

    /// Its first-level division code, `TJ.01`; for features that are or lie in one.
    pub fn admin1_code(&self, at: FeatureRef) -> Option<&str> {
        let _ = at;
        None
    }

    /// Codes of the countries (`TJ`) and first-level divisions (`UA.05`) a region is made of; empty for others.
    pub fn members(&self, at: FeatureRef) -> &[&str] {
        let _ = at;
        &[]
    }

    /// Whether `inner` lies in the area `outer`: by hierarchy, by membership, else by extent.
    pub fn contains(&self, outer: FeatureRef, inner: FeatureRef) -> bool {
        let _ = (outer, inner);
        false
    }

    /// "City · Kunduz Province, Afghanistan".
    pub fn chain(&self, at: FeatureRef) -> String {
        let _ = at;
        String::new()
    }

    /// All its names in all languages, as the sources write them, without doubles.
    pub fn names(&self, at: FeatureRef) -> Vec<String> {
        let _ = at;
        Vec::new()
    }

    /// The layer a feature comes from: its name and credit.
    pub fn layer(&self, at: FeatureRef) -> (&str, &str) {
        let _ = at;
        ("world", "")
    }

    /// The place nearest to a point among populated places, within so many km.
    pub fn nearest(&self, point: LatLon, within_km: f64) -> Option<FeatureRef> {
        let _ = (point, within_km);
        None
    }
}
