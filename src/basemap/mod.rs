//! The coast, borders, rivers and labels, compiled, in three levels of detail.
//!
//! Opening only reads; what a frame needs is decoded at first use.

use std::sync::OnceLock;

/// The compiled world.
#[derive(Debug)]
pub struct Basemap {}

impl Basemap {
    /// The world as carried in the binary. Opened once; costs nothing until something is painted.
    pub fn world() -> &'static Self {
        static WORLD: OnceLock<Basemap> = OnceLock::new();
        WORLD.get_or_init(|| Self {})
    }
}
