//! Layers above the world: read from files, laid over what is below.
//!
//! Order of precedence: the world with its supplement, the reader's own layers, the folder's, those named on the
//! command line. A feature of a higher layer with an id that a lower one has tells that feature anew; its names
//! below stay good. A row of kind `hide` takes a feature away.

use super::compile::{self, CompileError};
use super::entry::Entry;
use super::frozen::{Frozen, RowHit};
use super::import::{csv, geojson, kml, lines};
use super::memory::Memory;
use super::{FeatureRef, Gazetteer, Hit, LayerId, OpenError, PlaceId};
use crate::geo::LatLon;
use crate::text::normalise::normalise;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One layer's data.
#[derive(Clone, Debug)]
pub(super) enum Layer {
    /// Compiled.
    Frozen(Arc<Frozen>),
    /// Read from a small file.
    Memory(Arc<Memory>),
}

impl Layer {
    pub(super) fn lookup(&self, normal: &str, found: &mut dyn FnMut(RowHit)) {
        match self {
            Self::Frozen(f) => f.lookup(normal, found),
            Self::Memory(m) => m.lookup(normal).iter().copied().for_each(found),
        }
    }

    pub(super) fn lookup_loose(&self, key: &str, found: &mut dyn FnMut(RowHit)) {
        match self {
            Self::Frozen(f) => f.lookup_loose(key, found),
            Self::Memory(m) => m.lookup_loose(key).iter().copied().for_each(found),
        }
    }

    pub(super) fn may_begin(&self, word: &str) -> bool {
        match self {
            Self::Frozen(f) => f.may_begin(word),
            Self::Memory(m) => m.may_begin(word),
        }
    }

    pub(super) fn by_id(&self, id: &PlaceId) -> Option<u32> {
        match self {
            Self::Frozen(f) => f.by_id(id),
            Self::Memory(m) => m.by_id(id),
        }
    }

    pub(super) fn len(&self) -> u32 {
        match self {
            Self::Frozen(f) => f.len(),
            Self::Memory(m) => m.len(),
        }
    }

    pub(super) fn nearest(&self, point: LatLon, within_km: f64) -> Option<(f64, u32)> {
        match self {
            Self::Frozen(f) => f.nearest(point, within_km),
            Self::Memory(m) => {
                let places = (0u32..).zip(m.entries()).filter(|(_, e)| e.class == super::FeatureClass::P);
                places
                    .map(|(row, e)| (point.distance_km(e.point), row))
                    .filter(|(km, _)| *km <= within_km)
                    .min_by(|a, b| a.0.total_cmp(&b.0))
            }
        }
    }
}

/// Why a row of a layer's file is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{reason}", place(.path, *.line, *.column))]
pub struct LayerError {
    /// The file, as named.
    pub path: String,
    /// Line, from 1; 0 for the whole file.
    pub line: u64,
    /// Column within the line (a field for tables), from 1; 0 for the whole line.
    pub column: u64,
    /// What is wrong, one line.
    pub reason: String,
}

fn place(path: &str, line: u64, column: u64) -> String {
    match (line, column) {
        (0, _) => format!("{path}: "),
        (_, 0) => format!("{path}:{line}: "),
        _ => format!("{path}:{line}:{column}: "),
    }
}

/// The longest line of a layer that is read, in bytes: a feature with all its names in all scripts has a tenth of it.
pub(super) const LONGEST_LINE: usize = 1 << 20;
/// The largest table or GeoJSON file that is read whole, in bytes.
const LARGEST_TABLE: u64 = 256 << 20;
/// Wrong rows of one file that are told one by one.
pub(super) const MOST_ERRORS: usize = 1000;

/// One row of a layer's file, understood but not yet laid over anything.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A feature of its own, or one that tells a lower layer's feature anew.
    Add(Box<Entry>),
    /// More names for a feature below.
    Alias(PlaceId, Vec<String>),
    /// A feature below that shall not be found.
    Hide(PlaceId),
}

/// A layer as read from a file.
#[derive(Clone, Debug, Default)]
pub struct LayerFile {
    /// Where it was read.
    pub path: PathBuf,
    /// Its name: the file's stem.
    pub name: String,
    /// Whom to credit; the first source a row names.
    pub credit: String,
    /// What it says, in file order, with the line each began on.
    pub changes: Vec<(u64, Change)>,
    /// Rows that were not taken.
    pub errors: Vec<LayerError>,
    /// What is in the file and not used: columns that are not known.
    pub notes: Vec<LayerError>,
    /// A compiled file instead of rows.
    compiled: Option<Arc<Frozen>>,
}

impl LayerFile {
    /// Reads a layer: a compiled `.gaz`, a table, or one of GeoNames' tables, which is compiled on the way. Fails only
    /// when the file cannot be read at all; rows that are wrong stand in `errors`. `below` holds the features that
    /// GeoNames' tables of names and divisions speak of.
    ///
    /// # Errors
    /// When the file cannot be read, or is a compiled one that does not open.
    pub fn read(path: &Path, below: &Gazetteer) -> Result<Self, LayerError> {
        let whole = |reason: String| LayerError { path: path.display().to_string(), line: 0, column: 0, reason };
        let name = path.file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned());
        if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("gaz")) {
            let frozen = Frozen::open(path).map_err(|e| whole(strip_path(&e, path)))?;
            return Ok(Self::compiled(path, name, frozen, Vec::new()));
        }
        if lines::table(path)?.is_some() {
            let folder = std::env::temp_dir();
            let cannot = |e: &dyn std::fmt::Display| whole(e.to_string());
            let mut file = tempfile::tempfile_in(&folder).map_err(|e| cannot(&e))?;
            let made = compile::compile(path, &name, below, &folder, &mut file, &mut |_| ControlFlow::Continue(()));
            let made = made.map_err(|e| match e {
                CompileError::Layer(e) => e,
                CompileError::Freeze { source, .. } => cannot(&source),
                CompileError::Stopped => cannot(&e),
            })?;
            let frozen = Frozen::mapped(&file, &path.display().to_string());
            return Ok(Self::compiled(path, name, frozen.map_err(|e| whole(strip_path(&e, path)))?, made.errors));
        }
        let size = std::fs::metadata(path).map_or(0, |m| m.len());
        if size > LARGEST_TABLE {
            return Err(whole(format!("has {} MB; a table may have {} MB", size >> 20, LARGEST_TABLE >> 20)));
        }
        let bytes = std::fs::read(path).map_err(|e| whole(format!("cannot be read: {e}")))?;
        let shown = path.display().to_string();
        let ending = |e: &str| path.extension().is_some_and(|x| x.eq_ignore_ascii_case(e));
        let mut layer = if ending("json") || ending("geojson") {
            geojson::read(&bytes, &shown, &name)
        } else if ending("kmz") {
            kml::read(&kml::unpack(&bytes).map_err(whole)?, &shown, &name)
        } else if ending("kml") {
            kml::read(&bytes, &shown, &name)
        } else {
            csv::read(&bytes, &shown, &name)
        };
        path.clone_into(&mut layer.path);
        layer.name = name;
        Ok(layer)
    }
}

impl LayerFile {
    /// A layer of rows that stand in no file.
    pub fn of(name: &str, rows: Vec<Change>) -> Self {
        Self { name: name.to_owned(), changes: rows.into_iter().map(|r| (0, r)).collect(), ..Self::default() }
    }

    fn compiled(path: &Path, name: String, frozen: Frozen, errors: Vec<LayerError>) -> Self {
        let credit = frozen.layers().first().map_or_else(String::new, |l| l.1.clone());
        let compiled = Some(Arc::new(frozen));
        Self { path: path.to_owned(), name, credit, compiled, errors, ..Self::default() }
    }

    /// Its rows without their lines; those of a compiled file with their names as aliases.
    pub fn rows(&self) -> impl Iterator<Item = Change> {
        let told = self.changes.iter().map(|(_, c)| c.clone());
        let frozen = self.compiled.iter().flat_map(|frozen| frozen.entries()).map(|e| Change::Add(Box::new(e)));
        told.chain(frozen)
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.changes.len() + self.compiled.as_ref().map_or(0, |f| f.len() as usize)
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether it is a compiled file.
    pub fn is_compiled(&self) -> bool {
        self.compiled.is_some()
    }
}

/// The layers a folder holds, in the order of their names; none when there is no such folder.
pub fn in_folder(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).map(|e| e.path());
    let mut files: Vec<PathBuf> = entries.filter(|p| p.is_file() && is_layer(p)).collect();
    files.sort();
    files
}

/// Whether a file's ending is one a layer may have.
pub(super) fn is_layer(path: &Path) -> bool {
    let ending = path.extension().and_then(|e| e.to_str()).unwrap_or("").to_lowercase();
    matches!(ending.as_str(), "gaz" | "csv" | "tsv" | "json" | "geojson" | "kml" | "kmz")
}

/// The world with further layers, lowest first. A layer that cannot be read is left out and told; so are rows.
pub fn stack(files: &[PathBuf]) -> (Arc<Gazetteer>, Vec<LayerError>) {
    let (gazetteer, errors, _) = stack_doubting(files, &|_| false);
    (gazetteer, errors)
}

/// The same with what is doubtful in the layers for which `doubted` says so, apart from what was left out.
pub fn stack_doubting(
    files: &[PathBuf],
    doubted: &dyn Fn(&Path) -> bool,
) -> (Arc<Gazetteer>, Vec<LayerError>, Vec<LayerError>) {
    let mut gazetteer = Gazetteer::world();
    let (mut errors, mut doubts) = (Vec::new(), Vec::new());
    for path in files {
        match LayerFile::read(path, &gazetteer) {
            Ok(file) => {
                if doubted(path) {
                    doubts.extend(gazetteer.doubts(&file));
                }
                let (next, mut wrong) = gazetteer.with_layer(file);
                gazetteer = Arc::new(next);
                errors.append(&mut wrong);
            }
            Err(e) => errors.push(e),
        }
    }
    (gazetteer, errors, doubts)
}

/// An error's message without the path it begins with.
fn strip_path(error: &OpenError, path: &Path) -> String {
    let message = error.to_string();
    message.strip_prefix(&format!("{}: ", path.display())).map(str::to_owned).unwrap_or(message)
}

impl Gazetteer {
    /// This gazetteer with one more layer on top. Rows that name an unknown id are left out and told.
    pub fn with_layer(&self, file: LayerFile) -> (Self, Vec<LayerError>) {
        let mut errors = file.errors;
        let mut next = Self {
            layers: self.layers.clone(),
            hidden: self.hidden.clone(),
            moved: self.moved.clone(),
            retold: self.retold.clone(),
            ..Self::default()
        };
        let Ok(number) = u8::try_from(self.layers.len()) else {
            errors.push(LayerError {
                path: file.path.display().to_string(),
                line: 0,
                column: 0,
                reason: "there are 256 layers already".to_owned(),
            });
            return (next, errors);
        };
        let layer = LayerId(number);
        if let Some(frozen) = file.compiled {
            // Whichever holds less is walked.
            if u64::from(frozen.len()) <= self.layers.iter().map(|l| u64::from(l.len())).sum() {
                for row in 0..frozen.len() {
                    next.retell(self.by_id(&frozen.id(row)), FeatureRef::new(layer, row));
                }
            } else {
                for below in self.all() {
                    if let Some(row) = frozen.by_id(&self.id(below)) {
                        next.retell(Some(below), FeatureRef::new(layer, row));
                    }
                }
            }
            next.layers.push(Layer::Frozen(frozen));
            return (next, errors);
        }
        let mut entries: Vec<Entry> = Vec::new();
        for (line, change) in file.changes {
            match change {
                Change::Add(entry) => entries.push(self.completed(*entry)),
                Change::Hide(id) | Change::Alias(id, _) if self.by_id(&id).is_none() => errors.push(LayerError {
                    path: file.path.display().to_string(),
                    line,
                    column: 0,
                    reason: format!("no feature has the id {id}"),
                }),
                Change::Hide(id) => {
                    next.hidden.extend(self.by_id(&id));
                }
                Change::Alias(id, names) => {
                    let Some(below) = self.by_id(&id) else { continue };
                    let known = entries.iter().rposition(|e| e.id == id).unwrap_or_else(|| {
                        entries.push(self.entry(below));
                        entries.len() - 1
                    });
                    for name in &names {
                        entries[known].add_name(name, super::NameKind::Alias);
                    }
                }
            }
        }
        let memory = Memory::new(file.name, file.credit, entries);
        for (row, entry) in (0u32..).zip(memory.entries()) {
            next.retell(self.by_id(&entry.id), FeatureRef::new(layer, row));
        }
        next.layers.push(Layer::Memory(Arc::new(memory)));
        (next, errors)
    }

    fn retell(&mut self, below: Option<FeatureRef>, at: FeatureRef) {
        if let Some(below) = below {
            self.moved.insert(below, at);
            self.retold.insert(at, below);
        }
    }

    /// What is doubtful in a layer over this gazetteer, row by row, and yet taken as it stands.
    pub fn doubts(&self, file: &LayerFile) -> Vec<LayerError> {
        let path = file.path.display().to_string();
        let rows = file.changes.iter();
        rows.filter_map(|(line, change)| if let Change::Add(entry) = change { Some((*line, entry)) } else { None })
            .filter_map(|(line, entry)| Some((line, self.swapped(entry)?)))
            .map(|(line, reason)| LayerError { path: path.clone(), line, column: 0, reason })
            .collect()
    }

    /// Why the latitude and longitude of a row may be each other's: its name is known there, and not where it says.
    /// The row is taken as it stands: a second Moscow may well be meant.
    fn swapped(&self, entry: &Entry) -> Option<String> {
        let turned = LatLon::new(entry.point.lon(), entry.point.lat())?;
        let mut hits = Vec::new();
        self.lookup_exact(&normalise(&entry.name), &mut hits);
        let km = |point: LatLon| move |h: &Hit| self.feature(h.feature).point.distance_km(point);
        if hits.iter().map(km(entry.point)).any(|km| km < 300.0) {
            return None;
        }
        let there = hits.iter().find(|&h| km(turned)(h) < 60.0)?;
        let point = self.feature(there.feature).point;
        Some(format!(
            "latitude and longitude look swapped: {} is known at {:.2}, {:.2} (taken as it stands)",
            entry.name,
            point.lat(),
            point.lon()
        ))
    }

    /// A row of a reader's layer, with what it leaves open taken from the feature of the same id below, from the
    /// division whose outline holds it, or from the nearest populated place.
    fn completed(&self, mut entry: Entry) -> Entry {
        if let Some(below) = self.by_id(&entry.id) {
            let known = self.entry(below);
            entry.country = entry.country.or(known.country);
            entry.admin1 = entry.admin1.or(known.admin1);
            entry.population = entry.population.max(known.population);
        } else if entry.country.is_none() {
            let near = || self.nearest(entry.point, 50.0).and_then(|near| self.feature(near).country);
            entry.country = self.country_at(entry.point).or_else(near);
        }
        if entry.admin1.is_none()
            && let Some(division) = self.division_at(entry.point).filter(|&d| self.feature(d).country == entry.country)
        {
            entry.admin1 = self.admin1_code(division).map(str::to_owned);
        }
        if entry.admin1.is_none()
            && let Some(near) = self.nearest(entry.point, 50.0).filter(|&n| self.feature(n).country == entry.country)
        {
            entry.admin1 = self.admin1_code(near).map(str::to_owned);
        }
        entry
    }

    /// A feature as an owned entry, without its other names (those stay with the layer that tells them).
    pub fn entry(&self, at: FeatureRef) -> Entry {
        let mut entry = Entry::told(self.id(at), &self.feature(at), self.admin1_code(at));
        entry.members = self.members(at).iter().map(|&m| m.to_owned()).collect();
        entry
    }

    /// Name, credit and number of features of every layer, lowest first.
    pub fn list(&self) -> Vec<(String, String, u32)> {
        let mut out = Vec::new();
        for layer in &self.layers {
            match layer {
                Layer::Memory(m) => out.push((m.name.clone(), m.credit.clone(), m.len())),
                Layer::Frozen(f) => {
                    let mut counts = vec![0u32; f.layers().len().max(1)];
                    for row in 0..f.len() {
                        if let Some(count) = counts.get_mut(f.origin(row)) {
                            *count += 1;
                        }
                    }
                    out.extend(f.layers().iter().zip(counts).map(|((n, c), k)| (n.clone(), c.clone(), k)));
                }
            }
        }
        out
    }

    /// Normal forms and looser keys in the compiled layers' indexes.
    pub fn index_len(&self) -> (usize, usize) {
        let frozen =
            self.layers.iter().filter_map(|l| if let Layer::Frozen(f) = l { Some(f.index_len()) } else { None });
        frozen.fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1))
    }

    /// Every feature that can be found, lowest layer first.
    pub fn all(&self) -> impl Iterator<Item = FeatureRef> {
        let layers: Vec<(u8, u32)> = (0..=u8::MAX).zip(self.layers.iter().map(Layer::len)).collect();
        layers
            .into_iter()
            .flat_map(|(layer, rows)| (0..rows).map(move |row| FeatureRef::new(LayerId(layer), row)))
            .filter(|at| !self.hidden.contains(at) && !self.moved.contains_key(at))
    }
}
