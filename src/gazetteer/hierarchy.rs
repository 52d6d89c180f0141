//! What lies in what: by the hierarchy of divisions, by the membership of regions, else by extent.

use super::{FeatureClass, FeatureRef, Gazetteer};

impl Gazetteer {
    /// Whether `inner` lies in the area `outer`: by hierarchy, by membership, else by extent. Everything lies in
    /// itself.
    pub fn contains(&self, outer: FeatureRef, inner: FeatureRef) -> bool {
        if outer == inner {
            return true;
        }
        let area = self.outline(outer);
        // Most of what is asked about is a town, which holds nothing: its rival need not be looked at.
        if area.class == FeatureClass::P {
            return false;
        }
        let place = self.outline(inner);
        if area.is_country() {
            return place.country.is_some() && place.country == area.country && !place.is_country();
        }
        match area.code {
            "ADM1" => return place.admin1 == Some(outer),
            "ADM2" => return place.admin2 == Some(outer),
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
        area.is_area()
            && place.radius_km <= area.radius_km
            && area.point.distance_km(place.point) <= f64::from(area.radius_km)
    }

    /// Whether a division's code lies in one of the countries named.
    #[allow(clippy::unused_self)]
    fn within_code(&self, members: &[&str], code: &str) -> bool {
        code.split_once('.').is_some_and(|(country, _)| members.contains(&country))
    }
}
