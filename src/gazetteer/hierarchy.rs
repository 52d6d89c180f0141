//! What lies in what: by the hierarchy of divisions, by the membership of regions, else by outline, else by extent.

use super::layers::Layer;
use super::{Country, Feature, FeatureClass, FeatureRef, Gazetteer};
use crate::geo::LatLon;

impl Gazetteer {
    /// Whether `inner` lies in the area `outer`: by hierarchy, by membership, else by outline or extent. Everything lies in
    /// itself.
    pub fn contains(&self, outer: FeatureRef, inner: FeatureRef) -> bool {
        if outer == inner {
            return true;
        }
        let area = self.unnamed(outer);
        // Most of what is asked about is a town, which holds nothing: its rival need not be looked at.
        area.class != FeatureClass::P && self.holds(&area, &self.unnamed(inner))
    }

    /// [`Gazetteer::contains`] for features that are read already.
    pub(crate) fn holds(&self, area: &Feature<'_>, place: &Feature<'_>) -> bool {
        let (outer, inner) = (area.at, place.at);
        if outer == inner {
            return true;
        }
        if area.class == FeatureClass::P {
            return false;
        }
        if area.is_country() {
            if place.country.is_some() || place.is_area() {
                return place.country.is_some() && place.country == area.country && !place.is_country();
            }
            return self.country_at(place.point) == area.country && area.country.is_some();
        }
        match area.code {
            "ADM1" if place.admin1.is_some() => return place.admin1 == Some(outer),
            "ADM2" if place.admin2.is_some() => return place.admin2 == Some(outer),
            // A river or range may begin here and end elsewhere.
            "ADM1" | "ADM2" if place.is_area() => return false,
            _ => {}
        }
        let members = self.members(outer);
        if !members.is_empty() {
            let theirs = self.members(inner);
            if !theirs.is_empty() {
                return theirs.iter().all(|code| members.contains(code) || self.within_code(members, code));
            }
            if let Some(country) = place.country {
                return members.contains(&country.code())
                    || self.admin1_code(inner).is_some_and(|code| members.contains(&code));
            }
        }
        if let Some(outline) = self.outline(outer) {
            return place.radius_km <= area.radius_km && outline.contains(place.point);
        }
        area.is_area()
            && place.radius_km <= area.radius_km
            && area.point.distance_km(place.point) <= f64::from(area.radius_km)
    }

    /// The division of the lowest level known there whose outline holds a point; the smallest where outlines overlap
    /// by their simplification.
    pub fn division_at(&self, point: LatLon) -> Option<FeatureRef> {
        self.outlined_at(point, true)
    }

    /// The country a point lies in: that of the division there, whose borders follow GeoNames' view, else the one whose
    /// outline holds it.
    pub fn country_at(&self, point: LatLon) -> Option<Country> {
        let found = self.division_at(point).or_else(|| self.outlined_at(point, false))?;
        self.feature(found).country
    }

    /// The smallest division, or country, whose outline holds a point.
    fn outlined_at(&self, point: LatLon, divisions: bool) -> Option<FeatureRef> {
        let mut best: Option<(f32, FeatureRef)> = None;
        for at in self.outlined() {
            // The box first: it is the cheapest to ask.
            if self.outline(at).and_then(|o| o.bounds()).is_none_or(|b| !b.contains(point)) {
                continue;
            }
            let feature = self.unnamed(at);
            let wanted = if divisions { matches!(feature.code, "ADM1" | "ADM2") } else { feature.is_country() };
            if wanted
                && best.is_none_or(|b| feature.radius_km < b.0)
                && self.outline(at).is_some_and(|o| o.contains(point))
            {
                best = Some((feature.radius_km, at));
            }
        }
        best.map(|b| self.settled(b.1)).filter(|at| !self.hidden.contains(at))
    }

    /// Features of compiled layers that have an outline.
    fn outlined(&self) -> impl Iterator<Item = FeatureRef> {
        self.numbered()
            .filter_map(|(id, layer)| match layer {
                Layer::Frozen(frozen) => Some(frozen.outlined().map(move |row| FeatureRef::new(id, row))),
                Layer::Memory(_) => None,
            })
            .flatten()
    }

    /// Whether a division's code lies in one of the countries named.
    #[allow(clippy::unused_self)]
    fn within_code(&self, members: &[&str], code: &str) -> bool {
        code.split_once('.').is_some_and(|(country, _)| members.contains(&country))
    }
}
