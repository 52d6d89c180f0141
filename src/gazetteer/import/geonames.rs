//! GeoNames' tables as they are published: features, other names, divisions. Each streams into entries.
//!
//! Of spots only those that news name are taken: bases, airports, ports, bridges, dams, power stations, palaces, camps,
//! crossings.

use crate::gazetteer::entry::Entry;
use crate::gazetteer::{Country, FeatureClass, NameKind};
use crate::geo::LatLon;

/// Columns of a line about a feature.
const COLUMNS: usize = 19;

/// Codes of class S that are taken.
const SPOTS: [&str; 20] = [
    "AIRB", "AIRF", "AIRP", "BDG", "BLDG", "CMP", "CMPRF", "CSTL", "DAM", "FT", "GOVL", "INSM", "MILB", "PAL", "PRN",
    "PRT", "PS", "PSTB", "RSTN", "STDM",
];

/// The feature of a line's fields; `None` when it is of a kind that is not taken.
///
/// # Errors
/// The column, from 1, and what is wrong there; column 0 for the line.
pub fn feature(fields: &[&str]) -> Result<Option<Entry>, (u64, String)> {
    let &[id, name, ascii, others, lat, lon, class, code, country, _, admin1, admin2, _, _, population, ..] = fields
    else {
        return Err((0, format!("has {} columns, not {COLUMNS}", fields.len())));
    };
    let id: u32 = id.parse().map_err(|_| (1, format!("\"{id}\" is no GeoNames id")))?;
    let lat: f64 = lat.parse().map_err(|_| (5, format!("\"{lat}\" is no latitude")))?;
    let lon: f64 = lon.parse().map_err(|_| (6, format!("\"{lon}\" is no longitude")))?;
    let point = LatLon::new(lat, lon).ok_or_else(|| (5, format!("{lat}, {lon} is no point on the globe")))?;
    let Some(class) = class.chars().next().and_then(FeatureClass::from_letter) else { return Ok(None) };
    let taken = match class {
        FeatureClass::S => SPOTS.contains(&code),
        FeatureClass::R | FeatureClass::U => false,
        _ => true,
    };
    if !taken || name.is_empty() {
        return Ok(None);
    }
    if code.len() > 10 || !code.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err((8, format!("\"{code}\" is no feature code")));
    }
    let mut entry = Entry::new(format!("gn:{id}"), name, point, class, code);
    entry.country = Country::new(country);
    entry.population = population.parse::<u64>().map_or(0, |p| u32::try_from(p).unwrap_or(u32::MAX));
    if !admin1.is_empty() && admin1 != "00" {
        let first = format!("{country}.{admin1}");
        entry.admin2 = (!admin2.is_empty()).then(|| format!("{first}.{admin2}"));
        entry.admin1 = Some(first);
    }
    for alias in std::iter::once(ascii).chain(others.split(',')) {
        if crate::gazetteer::build::is_name(alias, name) {
            entry.add_name(alias, NameKind::Alias);
        }
    }
    Ok(Some(entry))
}

/// One more name of a feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtherName<'a> {
    /// GeoNames' id of the feature.
    pub feature: u32,
    /// The name.
    pub name: &'a str,
    /// Abbreviation, former name, or just another.
    pub kind: NameKind,
}

/// The name that a line's fields tell; `None` when it is none that a text uses (a link, a code, a pronunciation).
///
/// # Errors
/// As [`feature`].
pub fn other_name<'a>(fields: &[&'a str]) -> Result<Option<OtherName<'a>>, (u64, String)> {
    let &[_, feature, language, name, ref flags @ ..] = fields else {
        return Err((0, format!("has {} columns, not 8 or 10", fields.len())));
    };
    let feature = feature.parse().map_err(|_| (2, format!("\"{feature}\" is no GeoNames id")))?;
    // What stands in the column of the language and is none.
    const NO_NAMES: [&str; 12] =
        ["link", "post", "iata", "icao", "faac", "unlc", "tcid", "wkdt", "phon", "piny", "fr_1793", "lauc"];
    if NO_NAMES.contains(&language) || !crate::gazetteer::build::is_name(name, "") {
        return Ok(None);
    }
    let historic = flags.get(3) == Some(&"1") || flags.get(5).is_some_and(|to| !to.is_empty());
    let kind = match (language, historic) {
        (_, true) => NameKind::Former,
        ("abbr", _) => NameKind::Abbreviation,
        _ => NameKind::Alias,
    };
    Ok(Some(OtherName { feature, name, kind }))
}

/// A division, without a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Division<'a> {
    /// GeoNames' id.
    pub feature: u32,
    /// `US.CA` or `US.CA.037`.
    pub code: &'a str,
    /// Its name.
    pub name: &'a str,
    /// The name in plain letters.
    pub ascii: &'a str,
}

impl<'a> Division<'a> {
    /// The code of its country.
    pub fn country(&self) -> Option<Country> {
        Country::new(self.code.split('.').next()?)
    }

    /// The code of the first-level division it lies in; `None` when it is of the first level itself.
    pub fn within(&self) -> Option<&'a str> {
        self.code.rsplit_once('.').map(|(upper, _)| upper).filter(|upper| upper.contains('.'))
    }
}

/// The division that a line's fields tell.
///
/// # Errors
/// As [`feature`].
pub fn division<'a>(fields: &[&'a str]) -> Result<Division<'a>, (u64, String)> {
    let &[code, name, ascii, feature] = fields else {
        return Err((0, format!("has {} columns, not 4", fields.len())));
    };
    let feature = feature.parse().map_err(|_| (4, format!("\"{feature}\" is no GeoNames id")))?;
    let division = Division { feature, code, name, ascii };
    if division.country().is_none() || !matches!(code.matches('.').count(), 1 | 2) {
        return Err((1, format!("\"{code}\" is no code of a division")));
    }
    if name.trim().is_empty() {
        return Err((2, "the name is empty".to_owned()));
    }
    Ok(division)
}
