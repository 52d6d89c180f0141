//! dateline reads a folder of news articles, links every place they name to coordinates through an offline
//! gazetteer, and shows them on a map with the excerpts that say so and a date slider.
//!
//! Modules in reading order; `ARCHITECTURE.md` says which may import which.

pub mod notice;

pub mod geo;
pub mod text;

pub mod gazetteer;
pub mod geoparse;

pub mod briefing;

pub mod basemap;
pub mod map;
pub mod page;
pub mod render;

pub mod export;
pub mod ingest;
pub mod load;

pub mod cli;
#[cfg(feature = "window")]
pub mod window;
