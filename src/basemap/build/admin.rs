//! The table of first-level divisions: polygons, and which country and codes each belongs to.

use super::shapefile::Degrees;
use anyhow::{Context, Result};
use serde::Deserialize;

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    geometry: Geometry,
    properties: Properties,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Vec<Vec<Degrees>>),
    MultiPolygon(Vec<Vec<Vec<Degrees>>>),
}

#[derive(Deserialize)]
struct Properties {
    adm0_a3: String,
    admin: Option<String>,
    gu_a3: Option<String>,
    iso_a2: Option<String>,
    iso_3166_2: Option<String>,
    gn_id: Option<i64>,
    gn_a1_code: Option<String>,
}

/// One first-level division.
pub(super) struct Division {
    /// Who runs it, three letters: borders are drawn between different ones.
    pub power: String,
    /// Country by ISO 3166-1 that its outline belongs to, two letters, or empty.
    pub iso: String,
    /// The country's English name.
    pub country: String,
    /// GeoNames id, 0 where there is none.
    pub geonameid: u32,
    /// `CC.xx` code of GeoNames, or empty.
    pub code: String,
    /// ISO 3166-2, or empty.
    pub iso2: String,
    pub polygons: Vec<Vec<Vec<Degrees>>>,
}

/// Reads every division.
pub(super) fn read(json: &[u8]) -> Result<Vec<Division>> {
    let all: Collection = serde_json::from_slice(json).context("admin-1 table")?;
    Ok(all.features.into_iter().map(division).collect())
}

fn division(f: Feature) -> Division {
    let p = f.properties;
    let iso2 = p.iso_3166_2.unwrap_or_default();
    let iso2 = if iso2.starts_with('-') || iso2.contains('~') { String::new() } else { iso2 };
    // Leases are drawn as part of the country they lie in.
    let power = match p.adm0_a3.as_str() {
        "KAB" => "KAZ",
        "USG" => "CUB",
        "ESB" | "WSB" | "CNM" => "CYP",
        other => other,
    };
    let iso = match (p.adm0_a3.as_str(), iso2.as_str()) {
        ("KAB", _) => "KZ",
        ("USG", _) => "CU",
        ("ESB" | "WSB" | "CNM" | "CYN", _) => "CY",
        ("SOL", _) => "SO",
        ("CSI", _) => "AU",
        // The outline of a country is the one its United Nations membership has; who runs it decides the borders.
        (_, "UA-43" | "UA-40") => "UA",
        (_, "FR-GF") => "GF",
        (_, "FR-GP") => "GP",
        (_, "FR-MQ") => "MQ",
        (_, "FR-RE") => "RE",
        (_, "FR-YT") => "YT",
        (_, "NO-21") => "SJ",
        _ => p.iso_a2.as_deref().filter(|i| i.len() == 2 && *i != "-1").unwrap_or(""),
    };
    let code = match p.gu_a3.as_deref() {
        Some("ENG") => "GB.ENG".to_owned(),
        Some("SCT") => "GB.SCT".to_owned(),
        Some("WLS") => "GB.WLS".to_owned(),
        Some("NIR") => "GB.NIR".to_owned(),
        _ => p.gn_a1_code.filter(|c| c.len() > 3).unwrap_or_default(),
    };
    let polygons = match f.geometry {
        Geometry::Polygon(p) => vec![p],
        Geometry::MultiPolygon(p) => p,
    };
    Division {
        power: power.to_owned(),
        iso: iso.to_owned(),
        country: p.admin.unwrap_or_default(),
        geonameid: p.gn_id.and_then(|id| u32::try_from(id).ok()).unwrap_or(0),
        code,
        iso2,
        polygons,
    }
}
