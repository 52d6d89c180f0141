//! How much of an annotated text the gazetteer can possibly get right: the share of gold toponyms whose words, looked
//! up as they stand, give a feature with the same geonameid or within 161 km. Measures names, not resolution.

use super::{FeatureClass, Gazetteer, Hit};
use crate::geo::LatLon;
use crate::text::normalise::normalise;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Kilometres within which a candidate counts as right: 100 miles, the field's own measure.
pub const RIGHT_WITHIN_KM: f64 = 161.0;

#[derive(Deserialize)]
struct Document {
    toponyms: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    surface: String,
    lat: Option<f64>,
    lon: Option<f64>,
    geonameid: Option<u32>,
    #[serde(rename = "type")]
    kind: Option<String>,
}

/// Gold toponyms of one feature class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Of so many that have a place in the gold,
    pub gold: usize,
    /// so many have a right candidate.
    pub right: usize,
}

impl Share {
    /// Right over gold, 0 for none.
    pub fn ratio(self) -> f64 {
        if self.gold == 0 { 0.0 } else { self.right as f64 / self.gold as f64 }
    }
}

/// What a gold file shows.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// All toponyms with a place.
    pub all: Share,
    /// By the gold's feature class, `A`, `P` …; `-` where it gives none.
    pub classes: BTreeMap<String, Share>,
    /// Surfaces without a right candidate, with how often, commonest first; whether anything was found at all.
    pub misses: Vec<(String, usize, bool)>,
}

impl Coverage {
    /// Measures the lines of a gold file; a line that is no document is an error with its number.
    ///
    /// # Errors
    /// When a line is no document; says which.
    pub fn measure(gazetteer: &Gazetteer, lines: &str) -> Result<Self, String> {
        let mut out = Self::default();
        let mut misses: BTreeMap<String, (usize, bool)> = BTreeMap::new();
        let mut hits = Vec::new();
        for (number, line) in lines.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
            let document: Document = serde_json::from_str(line).map_err(|e| format!("line {}: {e}", number + 1))?;
            for gold in document.toponyms {
                let Some(point) = gold.lat.zip(gold.lon).and_then(|(lat, lon)| LatLon::new(lat, lon)) else { continue };
                gazetteer.lookup(&normalise(&gold.surface), &mut hits);
                let right = hits.iter().any(|h| is_right(gazetteer, *h, point, gold.geonameid));
                let class =
                    gold.kind.as_deref().and_then(|k| k.split_once('.')).and_then(|(class, _)| class.chars().next());
                let class = class.and_then(FeatureClass::from_letter);
                let share = out.classes.entry(class.map_or_else(|| "-".to_owned(), |c| c.letter().to_string()));
                for s in [&mut out.all, share.or_default()] {
                    s.gold += 1;
                    s.right += usize::from(right);
                }
                if !right {
                    let miss = misses.entry(gold.surface).or_insert((0, false));
                    miss.0 += 1;
                    miss.1 |= !hits.is_empty();
                }
            }
        }
        out.misses = misses.into_iter().map(|(s, (n, known))| (s, n, known)).collect();
        out.misses.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Ok(out)
    }
}

fn is_right(gazetteer: &Gazetteer, hit: Hit, point: LatLon, geonameid: Option<u32>) -> bool {
    let same = geonameid.is_some() && gazetteer.id(hit.feature).geonameid() == geonameid;
    same || gazetteer.feature(hit.feature).point.distance_km(point) <= RIGHT_WITHIN_KM
}
