//! A validated point on the globe.

use serde::{Deserialize, Serialize};

/// Mean radius of the Earth in kilometres (IUGG mean radius, rounded).
pub const EARTH_RADIUS_KM: f64 = 6371.0;

/// A point on the globe, in degrees (WGS 84). Latitude is within -90..=90, longitude within -180..=180.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LatLon {
    lat: f64,
    lon: f64,
}

impl LatLon {
    /// Where the equator meets the prime meridian.
    pub const ZERO: Self = Self { lat: 0.0, lon: 0.0 };

    /// A point from degrees; `None` when either is out of range or not a number.
    pub fn new(lat: f64, lon: f64) -> Option<Self> {
        ((-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon)).then_some(Self { lat, lon })
    }

    /// A point from degrees: latitude is clamped, longitude wrapped; not-a-number becomes zero.
    pub fn wrapped(lat: f64, lon: f64) -> Self {
        let lat = if lat.is_finite() { lat.clamp(-90.0, 90.0) } else { 0.0 };
        let lon = if lon.is_finite() { lon } else { 0.0 };
        let lon = if (-180.0..=180.0).contains(&lon) { lon } else { (lon + 180.0).rem_euclid(360.0) - 180.0 };
        Self { lat, lon }
    }

    /// Latitude in degrees, -90..=90.
    pub fn lat(self) -> f64 {
        self.lat
    }

    /// Longitude in degrees, -180..=180.
    pub fn lon(self) -> f64 {
        self.lon
    }

    /// Great-circle distance in kilometres (haversine, sphere of [`EARTH_RADIUS_KM`]; within 0.6 % of the ellipsoid).
    pub fn distance_km(self, other: Self) -> f64 {
        let (p, q) = (self.lat.to_radians(), other.lat.to_radians());
        let (dp, dl) = ((q - p) / 2.0, (other.lon - self.lon).to_radians() / 2.0);
        let (sp, sl) = (libm::sin(dp), libm::sin(dl));
        let h = sp * sp + libm::cos(p) * libm::cos(q) * sl * sl;
        2.0 * EARTH_RADIUS_KM * libm::asin(libm::sqrt(h).min(1.0))
    }
}
