//! A box of latitudes and longitudes that may cross the antimeridian.

use super::LatLon;
use serde::{Deserialize, Serialize};

/// West, south, east, north in degrees. `west > east` means that the box crosses the antimeridian.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bounds {
    /// Western edge, degrees, -180..=180.
    pub west: f64,
    /// Southern edge, degrees, -90..=90.
    pub south: f64,
    /// Eastern edge, degrees, -180..=180.
    pub east: f64,
    /// Northern edge, degrees, -90..=90.
    pub north: f64,
}

impl Bounds {
    /// A box from its edges; `None` when an edge is out of range or south lies above north.
    pub fn new(west: f64, south: f64, east: f64, north: f64) -> Option<Self> {
        LatLon::new(south, west)?;
        LatLon::new(north, east)?;
        (south <= north).then_some(Self { west, south, east, north })
    }

    /// The smallest box round the points, choosing the side of the antimeridian that keeps it narrow;
    /// `None` for no points.
    pub fn around(points: impl IntoIterator<Item = LatLon>) -> Option<Self> {
        let (mut lons, mut south, mut north) = (Vec::new(), f64::INFINITY, f64::NEG_INFINITY);
        for p in points {
            lons.push(p.lon());
            south = south.min(p.lat());
            north = north.max(p.lat());
        }
        lons.sort_by(f64::total_cmp);
        let (&first, &last) = (lons.first()?, lons.last()?);
        // The widest empty gap between neighbours is what the box leaves out.
        let mut widest = (first + 360.0 - last, last, first);
        for pair in lons.windows(2) {
            let gap = pair[1] - pair[0];
            if gap > widest.0 {
                widest = (gap, pair[0], pair[1]);
            }
        }
        Some(Self { west: widest.2, south, east: widest.1, north })
    }

    /// The box round a circle of so many km, from pole to pole and round the globe at most.
    pub fn around_circle(centre: LatLon, km: f64) -> Self {
        /// Kilometres of a degree of latitude.
        const KM_PER_DEGREE: f64 = 111.2;
        let half = (km.max(0.0) / KM_PER_DEGREE).min(180.0);
        let (south, north) = ((centre.lat() - half).max(-90.0), (centre.lat() + half).min(90.0));
        let narrow = libm::cos(south.abs().max(north.abs()).to_radians());
        let wide = half / narrow.max(1e-6);
        if wide >= 180.0 {
            return Self { west: -180.0, south, east: 180.0, north };
        }
        let edge = |by: f64| LatLon::wrapped(centre.lat(), centre.lon() + by).lon();
        Self { west: edge(-wide), south, east: edge(wide), north }
    }

    /// Width in degrees of longitude, 0..=360.
    pub fn width(self) -> f64 {
        if self.west <= self.east { self.east - self.west } else { self.east - self.west + 360.0 }
    }

    /// The point in the middle.
    pub fn centre(self) -> LatLon {
        LatLon::wrapped(f64::midpoint(self.south, self.north), self.west + self.width() / 2.0)
    }

    /// Whether the point lies inside or on the edge.
    pub fn contains(self, p: LatLon) -> bool {
        let inside = if self.west <= self.east {
            (self.west..=self.east).contains(&p.lon())
        } else {
            p.lon() >= self.west || p.lon() <= self.east
        };
        inside && (self.south..=self.north).contains(&p.lat())
    }
}
