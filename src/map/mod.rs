//! Paints basemap, places and labels into an egui painter for a [`crate::geo::Viewport`].
//!
//! egui, but neither eframe nor walkers: the same painter serves the window and the page.

pub mod fonts;
pub mod theme;

pub use theme::Palette;
