//! Places on the globe and on the screen: points, bounds, distance, and the Web Mercator viewport.
//!
//! All trigonometry goes through `libm`, so that the same input gives the same bits on every platform.

mod bounds;
mod latlon;
mod viewport;

pub use bounds::Bounds;
pub use latlon::{EARTH_RADIUS_KM, LatLon};
pub use viewport::{MAX_LATITUDE, MAX_ZOOM, MIN_ZOOM, Mercator, Viewport};
