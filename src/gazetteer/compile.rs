//! Compiles one of GeoNames' tables into a layer: streamed, in bounded memory whatever its length.

use super::entry::Entry;
use super::frozen::write::{Doubles, FreezeError, Freezer, Sorter};
use super::import::geonames::{self, Division};
use super::import::lines::{self, Stopped, Table};
use super::{FeatureClass, FeatureRef, Gazetteer, LayerError, NameKind, PlaceId};
use std::io::{Seek, Write};
use std::ops::ControlFlow;
use std::path::Path;

/// Credit of a layer made from a dump.
pub const GEONAMES_CREDIT: &str = "GeoNames (CC BY 4.0)";

/// Why a table is not compiled.
#[derive(Debug, thiserror::Error)]
pub enum CompileError {
    /// It cannot be read, or is none of GeoNames' tables.
    #[error(transparent)]
    Layer(#[from] LayerError),
    /// It cannot be written.
    #[error("{path}: {source}")]
    Freeze {
        /// The table.
        path: String,
        /// Why.
        source: FreezeError,
    },
    /// Whoever watched the progress stopped it; nothing was written.
    #[error("stopped; nothing was changed")]
    Stopped,
}

/// Failures on the way, before it is known of which file.
#[derive(Debug, thiserror::Error)]
enum Inner {
    #[error(transparent)]
    Layer(#[from] LayerError),
    #[error(transparent)]
    Freeze(#[from] FreezeError),
    #[error("stopped")]
    Stopped,
}

impl From<Stopped> for Inner {
    fn from(_: Stopped) -> Self {
        Self::Stopped
    }
}

impl From<std::io::Error> for Inner {
    fn from(e: std::io::Error) -> Self {
        Self::Freeze(e.into())
    }
}

/// What came of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compiled {
    /// Features in the layer.
    pub features: u32,
    /// Lines that were not taken, and why; at most a thousand.
    pub errors: Vec<LayerError>,
    /// Lines that tell of features which no layer holds.
    pub unknown: u64,
}

/// Compiles a table. `name` is the layer's; `below` holds the features that a table of names or divisions speaks of;
/// what does not fit in memory is laid into unnamed files in `folder`; `watch` is told the share that is done, and may
/// stop it.
///
/// # Errors
/// When the file cannot be read or is no such table, a file cannot be written, or `watch` stopped it.
pub fn compile(
    path: &Path,
    name: &str,
    below: &Gazetteer,
    folder: &Path,
    out: &mut (impl Write + Seek),
    watch: &mut dyn FnMut(f64) -> ControlFlow<()>,
) -> Result<Compiled, CompileError> {
    let table = lines::table(path)?.ok_or_else(|| LayerError {
        path: path.display().to_string(),
        line: 0,
        column: 0,
        reason: "is none of GeoNames' tables".to_owned(),
    })?;
    let mut made = || -> Result<Compiled, Inner> {
        let mut freezer = Freezer::new(folder)?;
        let mut first = |share: f64| watch(0.5 * share);
        let mut compiled = match table {
            Table::Features => features(path, &mut freezer, &mut first)?,
            Table::Names => names(path, below, folder, &mut freezer, &mut first)?,
            Table::Divisions => divisions(path, below, &mut freezer, &mut first)?,
        };
        let layers = [(name, GEONAMES_CREDIT)];
        // The later of two lines about one feature holds.
        compiled.features = freezer.finish(&layers, Doubles::LastHolds, out, &mut |share| watch(0.5 + 0.5 * share))?;
        Ok(compiled)
    };
    made().map_err(|e| match e {
        Inner::Layer(e) => CompileError::Layer(e),
        Inner::Stopped | Inner::Freeze(FreezeError::Stopped) => CompileError::Stopped,
        Inner::Freeze(source) => CompileError::Freeze { path: path.display().to_string(), source },
    })
}

type Watch<'a> = &'a mut dyn FnMut(f64) -> ControlFlow<()>;

fn features(path: &Path, freezer: &mut Freezer, watch: Watch<'_>) -> Result<Compiled, Inner> {
    let errors = lines::each(path, watch, &mut |fields| {
        Ok::<_, Inner>(match geonames::feature(fields) {
            Ok(Some(entry)) => {
                freezer.push(&entry)?;
                Ok(())
            }
            Ok(None) => Ok(()),
            Err(wrong) => Err(wrong),
        })
    })?;
    Ok(Compiled { errors, ..Compiled::default() })
}

/// Names come in no order of features: they are sorted by them, so that each feature is told once with all of its.
fn names(
    path: &Path,
    below: &Gazetteer,
    folder: &Path,
    freezer: &mut Freezer,
    watch: Watch<'_>,
) -> Result<Compiled, Inner> {
    let known = Known::of(below);
    let mut sorter = Sorter::new(folder);
    let mut record = Vec::new();
    let (mut unknown, mut number) = (0, 0u64);
    let errors = lines::each(path, watch, &mut |fields| {
        let other = match geonames::other_name(fields) {
            Ok(Some(other)) => other,
            Ok(None) => return Ok::<_, Inner>(Ok(())),
            Err(wrong) => return Ok(Err(wrong)),
        };
        if !known.has(other.feature) {
            unknown += 1;
            return Ok(Ok(()));
        }
        number += 1;
        record.clear();
        record.extend_from_slice(&other.feature.to_be_bytes());
        record.extend_from_slice(&number.to_be_bytes());
        record.push(other.kind as u8);
        record.extend_from_slice(other.name.as_bytes());
        sorter.push(&record)?;
        Ok(Ok(()))
    })?;
    let mut entry: Option<(u32, Entry)> = None;
    sorter.merged(|record| {
        let Some((number, rest)) = record.split_first_chunk::<4>() else { return Ok::<(), Inner>(()) };
        let number = u32::from_be_bytes(*number);
        if entry.as_ref().is_none_or(|(n, _)| *n != number) {
            if let Some((_, done)) = entry.take() {
                freezer.push(&done)?;
            }
            entry = below.by_id(&PlaceId::geonames(number)).map(|at| (number, told_anew(below, at)));
        }
        if let (Some((_, entry)), Some((&kind, name))) = (&mut entry, rest.get(8..).and_then(<[u8]>::split_first)) {
            let kind = match kind {
                k if k == NameKind::Former as u8 => NameKind::Former,
                k if k == NameKind::Abbreviation as u8 => NameKind::Abbreviation,
                _ => NameKind::Alias,
            };
            entry.add_name(&String::from_utf8_lossy(name), kind);
        }
        Ok(())
    })?;
    if let Some((_, done)) = entry {
        freezer.push(&done)?;
    }
    Ok(Compiled { errors, unknown, ..Compiled::default() })
}

/// Divisions come without a point: what is known gets one more name, what is not stands at the middle of what it lies
/// in, and says so.
fn divisions(path: &Path, below: &Gazetteer, freezer: &mut Freezer, watch: Watch<'_>) -> Result<Compiled, Inner> {
    let mut unknown = 0;
    let errors = lines::each(path, watch, &mut |fields| {
        let division = match geonames::division(fields) {
            Ok(division) => division,
            Err(wrong) => return Ok::<_, Inner>(Err(wrong)),
        };
        let known = below.by_id(&PlaceId::geonames(division.feature));
        let Some(mut entry) = known.map(|at| told_anew(below, at)).or_else(|| placed(&division, below)) else {
            unknown += 1;
            return Ok(Ok(()));
        };
        entry.add_name(division.name, NameKind::Alias);
        if super::build::is_name(division.ascii, division.name) {
            entry.add_name(division.ascii, NameKind::Alias);
        }
        entry.country = entry.country.or(division.country());
        freezer.push(&entry)?;
        Ok(Ok(()))
    })?;
    Ok(Compiled { errors, unknown, ..Compiled::default() })
}

/// A feature of a lower layer as an entry of this one.
fn told_anew(below: &Gazetteer, at: FeatureRef) -> Entry {
    let mut entry = below.entry(at);
    entry.origin = 0;
    entry
}

/// A division that no layer holds, at the point of what it lies in.
fn placed(division: &Division<'_>, below: &Gazetteer) -> Option<Entry> {
    let upper = division.within().and_then(|code| below.admin1(code));
    let upper = upper.or_else(|| below.country(division.country()?))?;
    let upper = below.feature(upper);
    let code = if division.within().is_some() { "ADM2" } else { "ADM1" };
    let id = PlaceId::geonames(division.feature).0;
    let mut entry = Entry::new(id, division.name, upper.point, FeatureClass::A, code);
    entry.country = division.country();
    entry.radius_km = upper.radius_km;
    entry.approximate = true;
    match division.within() {
        Some(first) => (entry.admin1, entry.admin2) = (Some(first.to_owned()), Some(division.code.to_owned())),
        None => entry.admin1 = Some(division.code.to_owned()),
    }
    Some(entry)
}

/// GeoNames' ids that some layer holds, a bit each.
struct Known(Vec<u64>);

impl Known {
    fn of(gazetteer: &Gazetteer) -> Self {
        let mut bits = Vec::new();
        for number in gazetteer.all().filter_map(|at| gazetteer.id(at).geonameid()) {
            let word = number as usize / 64;
            // Numbers far beyond GeoNames' are a layer's own: a gigabit is enough.
            if word >= 1 << 24 {
                continue;
            }
            if word >= bits.len() {
                bits.resize(word + 1, 0);
            }
            if let Some(word) = bits.get_mut(word) {
                *word |= 1 << (number % 64);
            }
        }
        Self(bits)
    }

    fn has(&self, number: u32) -> bool {
        self.0.get(number as usize / 64).is_some_and(|word| word & (1 << (number % 64)) != 0)
    }
}
