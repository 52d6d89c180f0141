//! Readers of layers, one file a format. Each gives [`super::LayerFile`] changes and errors by line and column.

pub mod coordinate;
pub mod csv;
pub mod geojson;
pub mod geonames;
pub mod kml;
mod shape;
pub mod write;
