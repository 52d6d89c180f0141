//! The Web Mercator view: which part of the world stands where on the screen or the page.

use super::{Bounds, LatLon};
use std::f64::consts::PI;

/// Latitude at which the Web Mercator square ends, degrees.
pub const MAX_LATITUDE: f64 = 85.051_128_779_806_59;
/// Lowest zoom a view may have.
pub const MIN_ZOOM: f64 = 0.5;
/// Highest zoom a view may have; the basemap has no detail beyond it.
pub const MAX_ZOOM: f64 = 14.0;

/// Side of the world square at zoom 0, in points.
const TILE: f64 = 256.0;

/// A point in the unit Web Mercator square: x grows east from the antimeridian, y grows south from the
/// northern edge, both 0..=1. x may lie outside where a shape was unwrapped across the antimeridian.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mercator {
    /// East, 0 at 180 W, 1 at 180 E.
    pub x: f64,
    /// South, 0 at [`MAX_LATITUDE`] N, 1 at [`MAX_LATITUDE`] S.
    pub y: f64,
}

impl From<LatLon> for Mercator {
    /// Spherical Mercator (EPSG:3857) scaled to the unit square; latitude is clamped at [`MAX_LATITUDE`].
    fn from(p: LatLon) -> Self {
        let s = libm::sin(p.lat().clamp(-MAX_LATITUDE, MAX_LATITUDE).to_radians());
        Self { x: p.lon() / 360.0 + 0.5, y: 0.5 - libm::log((1.0 + s) / (1.0 - s)) / (4.0 * PI) }
    }
}

impl From<Mercator> for LatLon {
    fn from(m: Mercator) -> Self {
        let lat = (2.0 * libm::atan(libm::exp((0.5 - m.y) * 2.0 * PI)) - PI / 2.0).to_degrees();
        LatLon::wrapped(lat, (m.x - 0.5) * 360.0)
    }
}

/// A rectangle of the screen or page with the world behind it.
///
/// Positions are egui points, y down. The world repeats east and west; [`Viewport::project`] gives the copy
/// nearest to the centre.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// Where the rectangle lies on the screen, in points.
    pub rect: egui::Rect,
    /// What stands in its middle.
    pub centre: Mercator,
    /// log2 of the world's width over 256 points, [`MIN_ZOOM`]..=[`MAX_ZOOM`].
    pub zoom: f64,
}

impl Viewport {
    /// A viewport of `rect` with `centre` in its middle.
    pub fn new(rect: egui::Rect, centre: LatLon, zoom: f64) -> Self {
        Self { rect, centre: centre.into(), zoom }
    }

    /// The viewport that shows all of `bounds` with `margin` points free on every side.
    pub fn fit(rect: egui::Rect, bounds: Bounds, margin: f32) -> Self {
        let nw = Mercator::from(LatLon::wrapped(bounds.north, bounds.west));
        let se = Mercator::from(LatLon::wrapped(bounds.south, bounds.east));
        let width = (bounds.width() / 360.0).max(1e-9);
        let height = (se.y - nw.y).max(1e-9);
        let free = |side: f32| f64::from((side - 2.0 * margin).max(16.0));
        let scale = (free(rect.width()) / width).min(free(rect.height()) / height);
        let zoom = libm::log2(scale / TILE).clamp(MIN_ZOOM, MAX_ZOOM);
        let x = nw.x + width / 2.0;
        Self { rect, centre: Mercator { x: x.rem_euclid(1.0), y: f64::midpoint(nw.y, se.y) }, zoom }
    }

    /// Points per unit of the Mercator square: the width of the world on the screen.
    pub fn scale(&self) -> f64 {
        TILE * libm::exp2(self.zoom)
    }

    /// Screen position of a Mercator point, without wrapping.
    pub fn place(&self, m: Mercator) -> egui::Pos2 {
        let (s, c) = (self.scale(), self.rect.center());
        egui::pos2(c.x + ((m.x - self.centre.x) * s) as f32, c.y + ((m.y - self.centre.y) * s) as f32)
    }

    /// Screen position of a point, on the copy of the world nearest to the centre.
    pub fn project(&self, p: LatLon) -> egui::Pos2 {
        let mut m = Mercator::from(p);
        m.x += (self.centre.x - m.x).round();
        self.place(m)
    }

    /// The point of the globe under a screen position.
    pub fn unproject(&self, pos: egui::Pos2) -> LatLon {
        let (s, c) = (self.scale(), self.rect.center());
        let m = Mercator {
            x: self.centre.x + f64::from(pos.x - c.x) / s,
            y: (self.centre.y + f64::from(pos.y - c.y) / s).clamp(0.0, 1.0),
        };
        m.into()
    }

    /// What is in view, in the Mercator square: left, top, right, bottom. Left and right may lie outside 0..=1.
    pub fn window(&self) -> (f64, f64, f64, f64) {
        let s = self.scale();
        let (hw, hh) = (f64::from(self.rect.width()) / (2.0 * s), f64::from(self.rect.height()) / (2.0 * s));
        (self.centre.x - hw, self.centre.y - hh, self.centre.x + hw, self.centre.y + hh)
    }

    /// Kilometres per point in the middle of the view.
    pub fn km_per_point(&self) -> f64 {
        let lat = LatLon::from(self.centre).lat();
        2.0 * PI * super::EARTH_RADIUS_KM * libm::cos(lat.to_radians()) / self.scale()
    }

    /// The same view with its zoom within limits and its centre where the world's edge does not enter the
    /// rectangle (north and south), longitude wrapped.
    #[must_use]
    pub fn clamped(mut self) -> Self {
        // The world is never smaller than the rectangle is high, or grey bands would show at the poles.
        let least = libm::log2(f64::from(self.rect.height()).max(1.0) / TILE).max(MIN_ZOOM);
        self.zoom = self.zoom.clamp(least.min(MAX_ZOOM), MAX_ZOOM);
        let half = f64::from(self.rect.height()) / (2.0 * self.scale());
        self.centre.y = self.centre.y.clamp(half.min(0.5), (1.0 - half).max(0.5));
        self.centre.x = self.centre.x.rem_euclid(1.0);
        self
    }
}
