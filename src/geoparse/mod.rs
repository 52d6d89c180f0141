//! `&Article + &Gazetteer` -> mentions with resolutions. No I/O, no clock, cannot fail.

mod mention;

pub use mention::{Band, Candidate, Evidence, EvidenceKind, Kind, Mention, Resolution};
