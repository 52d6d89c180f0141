//! Readers of layers, one file a format. Each gives [`super::LayerFile`] changes and errors by line and column, or
//! streams entries to [`super::compile`].

pub mod coordinate;
pub mod csv;
pub mod geojson;
pub mod geonames;
pub mod kml;
pub mod lines;
mod shape;
