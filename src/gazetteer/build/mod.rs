//! Compiles the world from the pinned packages and the hand-written supplement. Same sources, same bytes.
//!
//! The join key is the geonameid; what has none gets an id of its own (`dl:…`). Reads folders, writes nothing.

mod airports;
mod clean;
mod countries;
mod divisions;
mod package;
mod places;
mod ports;
mod report;
mod rivers;
mod shapes;
mod supplement;

pub(crate) use clean::is_name;
pub use package::{PINS, Pin};
pub use report::Report;

use super::entry::Entry;
use super::frozen::write::{FreezeError, freeze};
use super::{NameKind, PlaceId};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Credit of the world layer.
pub const WORLD_CREDIT: &str = "GeoNames (CC BY 4.0, modified); Natural Earth; Unicode CLDR (Unicode-3.0); airportsdata (MIT); searoute (Apache-2.0)";
/// Credit of the supplement layer.
pub const SUPPLEMENT_CREDIT: &str = "dateline's own supplement";

/// Why the world cannot be compiled.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// A package is not there.
    #[error("{}: cannot be read: {source}", path.display())]
    Missing {
        /// Where it should be.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A package is not the pinned one.
    #[error("{}: not the pinned package: its SHA-256 is {found}, not {expected}", path.display())]
    Hash {
        /// Which file.
        path: PathBuf,
        /// The pinned hash.
        expected: String,
        /// The hash it has.
        found: String,
    },
    /// What a file holds is not what was expected.
    #[error("{file}: {reason}")]
    Content {
        /// Which file.
        file: String,
        /// What is wrong.
        reason: String,
    },
    /// The result does not fit the format.
    #[error(transparent)]
    Freeze(#[from] FreezeError),
}

impl BuildError {
    fn content(file: &str, reason: &str) -> Self {
        Self::Content { file: file.to_owned(), reason: reason.to_owned() }
    }
}

/// The world while it is put together.
#[derive(Default)]
pub(crate) struct World {
    entries: BTreeMap<PlaceId, Entry>,
}

impl World {
    fn get(&mut self, id: &PlaceId) -> Option<&mut Entry> {
        self.entries.get_mut(id)
    }

    /// Adds an entry; when its id is known, its names join the known one. Says whether it was new.
    fn add(&mut self, entry: Entry) -> bool {
        match self.entries.get_mut(&entry.id) {
            None => {
                self.entries.insert(entry.id.clone(), entry);
                true
            }
            Some(known) => {
                known.add_name(&entry.name, NameKind::Alias);
                for (name, kind) in &entry.names {
                    known.add_name(name, *kind);
                }
                false
            }
        }
    }
}

/// Compiles the world. `sources` holds the packages, `supplement` the hand-written tables.
///
/// # Errors
/// When a package is missing or not the pinned one, or a table is not as expected.
pub fn build(sources: &Path, supplement: &Path) -> Result<(Vec<u8>, Report), BuildError> {
    let mut world = World::default();
    let mut report = Report::default();
    places::read(sources, &mut world, &mut report)?;
    countries::read(sources, &mut world, &mut report)?;
    divisions::read(sources, &mut world, &mut report)?;
    airports::read(sources, &mut world, &mut report)?;
    rivers::read(sources, &mut world, &mut report)?;
    ports::read(sources, &mut world, &mut report)?;
    supplement::read(supplement, &mut world, &mut report)?;
    supplement::check_members(&world, &mut report);
    let entries: Vec<Entry> = world.entries.into_values().map(clean::finish).collect();
    let outlined: Vec<usize> = entries.iter().filter_map(|e| Some(e.outline.as_ref()?.len())).collect();
    report.line(format!("outlines: {}, {} bytes", outlined.len(), outlined.iter().sum::<usize>()));
    report.count_classes(&entries);
    let layers = [("world", WORLD_CREDIT), ("supplement", SUPPLEMENT_CREDIT)];
    Ok((freeze(&entries, &layers)?, report))
}
