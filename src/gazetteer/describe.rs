//! A feature in words: what it is and where it lies.

use super::{Feature, FeatureClass, FeatureRef, Gazetteer};

impl Gazetteer {
    /// The name of the country that a feature lies in, if it is known.
    pub fn country_name(&self, feature: &Feature<'_>) -> Option<&str> {
        feature.country.and_then(|c| self.country(c)).map(|c| self.feature(c).name)
    }

    /// "Nîmes in France".
    pub fn name_and_country(&self, at: FeatureRef) -> String {
        let feature = self.feature(at);
        let within = self.country_name(&feature).map(|c| format!(" in {c}")).unwrap_or_default();
        format!("{}{within}", feature.name)
    }

    /// "City · Kunduz Province, Afghanistan".
    pub fn chain(&self, at: FeatureRef) -> String {
        let feature = self.feature(at);
        let mut containers: Vec<&str> = Vec::new();
        let second = feature.admin2.filter(|_| feature.class != FeatureClass::A && feature.population < 100_000);
        let country = feature.country.and_then(|c| self.country(c)).filter(|&c| c != at);
        for container in [second, feature.admin1, country].into_iter().flatten() {
            let name = self.feature(container).name;
            // "Kabul, Kabul, Afghanistan" says no more than "Kabul, Afghanistan".
            if containers.last() != Some(&name) && name != feature.name {
                containers.push(name);
            }
        }
        let kind = kind_word(&feature);
        if containers.is_empty() { kind.to_owned() } else { format!("{kind} · {}", containers.join(", ")) }
    }
}

/// What kind of thing a feature is, in one or two English words.
pub(super) fn kind_word(feature: &Feature<'_>) -> &'static str {
    match (feature.class, feature.code) {
        (FeatureClass::A, "PCLH") => "Former country",
        (FeatureClass::A, "PCLD" | "PCLS" | "PCLF" | "PCLIX" | "TERR") => "Territory",
        (FeatureClass::A, c) if c.starts_with("PCL") => "Country",
        (FeatureClass::A, "ADM1") => "First-level division",
        (FeatureClass::A, "ADM2") => "Second-level division",
        (FeatureClass::A, _) => "Division",
        (FeatureClass::P, "PPLC") => "Capital",
        (FeatureClass::P, "PPLX") => "Part of a town",
        (FeatureClass::P, "PPLH" | "PPLQ" | "PPLW") => "Former town",
        (FeatureClass::P, _) => match feature.population {
            100_000.. => "City",
            5_000.. => "Town",
            _ => "Village",
        },
        (FeatureClass::H, "OCN") => "Ocean",
        (FeatureClass::H, "SEA") => "Sea",
        (FeatureClass::H, "GULF") => "Gulf",
        (FeatureClass::H, "BAY") => "Bay",
        (FeatureClass::H, "STRT" | "CHN") => "Strait",
        (FeatureClass::H, "CNL") => "Canal",
        (FeatureClass::H, "RSV") => "Reservoir",
        (FeatureClass::H, c) if c.starts_with("LK") => "Lake",
        (FeatureClass::H, c) if c.starts_with("STM") => "River",
        (FeatureClass::H, _) => "Water",
        (FeatureClass::T, c) if c.starts_with("ISL") => "Island",
        (FeatureClass::T, "MTS") => "Mountains",
        (FeatureClass::T, "MT" | "PK" | "VLC") => "Mountain",
        (FeatureClass::T, "DSRT") => "Desert",
        (FeatureClass::T, "PASS") => "Pass",
        (FeatureClass::T, "PEN") => "Peninsula",
        (FeatureClass::T, "VAL" | "VALS") => "Valley",
        (FeatureClass::T, _) => "Landform",
        (FeatureClass::L, "CONT") => "Continent",
        (FeatureClass::L, "PRK" | "RESN") => "Park",
        (FeatureClass::L, "MILB") | (FeatureClass::S, "MILB" | "AIRB" | "INSM") => "Military base",
        (FeatureClass::L, _) => "Region",
        (FeatureClass::S, c) if c.starts_with("AIR") => "Airport",
        (FeatureClass::S, "GOVL" | "PAL" | "BLDG" | "CSTL" | "PSN") => "Building",
        (FeatureClass::S, _) => "Site",
        (FeatureClass::U, _) => "Undersea feature",
        (FeatureClass::V, _) => "Forest",
        (FeatureClass::R, _) => "Road or railway",
    }
}
