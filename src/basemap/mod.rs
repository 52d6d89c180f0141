//! The coast, borders, rivers and labels, compiled, in three levels of detail.
//!
//! Opening only reads the header; what a frame needs is decoded at first use and kept. Never draws, never does I/O:
//! the compiled world is carried in the binary.

mod area;
pub mod build;
mod frozen;
mod level;
mod names;
mod relief;

pub(crate) use area::{Area, Ring};
pub use frozen::BasemapError;
pub(crate) use level::Level;
pub(crate) use names::Names;
pub use names::{Label, LabelKind, Town};

use frozen::Tag;
use std::borrow::Cow;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// What a line of the basemap is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Class {
    /// Edge of the data at the antimeridian or the pole: never drawn.
    Seam = 0,
    /// Shore of the sea.
    Coast = 1,
    /// Between first-level divisions of one country.
    Province = 2,
    /// International border.
    Border = 3,
    /// Border or claim that is not settled.
    Disputed = 4,
    /// Line of control, ceasefire line.
    Control = 5,
}

impl Class {
    fn of(n: u64) -> Option<Self> {
        Some(match n {
            0 => Self::Seam,
            1 => Self::Coast,
            2 => Self::Province,
            3 => Self::Border,
            4 => Self::Disputed,
            5 => Self::Control,
            _ => return None,
        })
    }
}

/// A box in the Mercator square: left, top, right, bottom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Square {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Square {
    /// The box round points; empty (and out of every view) for none.
    pub(crate) fn around(points: &[[f64; 2]]) -> Self {
        let start =
            Self { left: f64::INFINITY, top: f64::INFINITY, right: f64::NEG_INFINITY, bottom: f64::NEG_INFINITY };
        points.iter().fold(start, |s, p| Self {
            left: s.left.min(p[0]),
            top: s.top.min(p[1]),
            right: s.right.max(p[0]),
            bottom: s.bottom.max(p[1]),
        })
    }

    /// The box round both.
    pub(crate) fn with(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Whether the two share a point.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.left <= other.right && other.left <= self.right && self.top <= other.bottom && other.top <= self.bottom
    }
}

/// The zoom below which each level is drawn.
const LEVEL_ENDS: [f64; 2] = [3.2, 6.0];

/// The compiled world.
#[derive(Debug)]
pub struct Basemap {
    /// Tells opened basemaps apart: what was painted from one is not kept for another.
    id: u64,
    file: Cow<'static, [u8]>,
    names: OnceLock<Names>,
    levels: [OnceLock<Level>; 3],
    areas: area::Cache,
}

/// A number that no basemap of this process had before.
fn next_id() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    LAST.fetch_add(1, Ordering::Relaxed)
}

static WORLD: &[u8] = include_bytes!("../../assets/basemap/world.map");

impl Basemap {
    /// The world as carried in the binary. Opened once; costs nothing until something is painted.
    pub fn world() -> &'static Self {
        static OPEN: OnceLock<Basemap> = OnceLock::new();
        OPEN.get_or_init(|| Self {
            id: next_id(),
            file: Cow::Borrowed(WORLD),
            names: OnceLock::new(),
            levels: Default::default(),
            areas: area::Cache::default(),
        })
    }

    /// A basemap from a file's bytes.
    ///
    /// # Errors
    /// When it is not a basemap of this version. Damage within is found later and leaves that part empty.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, BasemapError> {
        frozen::check(&bytes)?;
        Ok(Self {
            id: next_id(),
            file: Cow::Owned(bytes),
            names: OnceLock::new(),
            levels: Default::default(),
            areas: area::Cache::default(),
        })
    }

    /// Tells it from every other basemap opened by this process.
    pub(crate) fn id(&self) -> u64 {
        self.id
    }

    /// Number of the level drawn at a zoom.
    pub(crate) fn level_at(zoom: f64) -> usize {
        LEVEL_ENDS.iter().filter(|&&end| zoom >= end).count()
    }

    /// A level by number, decoded at first use; empty where the file is damaged.
    pub(crate) fn level(&self, number: usize) -> &Level {
        let number = number.min(2);
        let [a, b, c] = &self.levels;
        let slot = match number {
            0 => a,
            1 => b,
            _ => c,
        };
        slot.get_or_init(|| {
            let bytes = frozen::section(&self.file, Tag::Level, number as u16).unwrap_or_default();
            Level::decode(&bytes).unwrap_or_default()
        })
    }

    /// Countries, divisions, towns and labels.
    pub(crate) fn names(&self) -> &Names {
        self.names.get_or_init(|| {
            let section = |tag| frozen::section(&self.file, tag, 0).unwrap_or_default();
            Names::decode(&section(Tag::Units), &section(Tag::Towns), &section(Tag::Labels))
        })
    }

    /// The area that these codes make together (`TJ`, `UA.05`, `gn:1147745`, ISO 3166-2), at the level of a zoom or a
    /// finer one; `None` when no polygon bears any of them.
    pub(crate) fn area(&self, codes: &[&str], zoom: f64) -> Option<std::sync::Arc<Area>> {
        self.areas.get(self, codes, Self::level_at(zoom))
    }

    /// Whether an outline is known for a code.
    pub fn has_area(&self, code: &str) -> bool {
        self.area(&[code], 0.0).is_some()
    }

    /// Zooms at which the hillshade is stored, coarsest first.
    pub(crate) fn relief_zooms() -> [u32; 3] {
        relief::LEVELS
    }

    /// Side of a hillshade tile as stored, and the rim of it that repeats its neighbours, pixels.
    pub(crate) fn relief_size() -> (usize, usize) {
        (relief::SIDE, relief::APRON)
    }

    /// One tile of the hillshade, row by row, -1 (shade) to 1 (light); `None` where there is nothing to show.
    pub(crate) fn relief_tile(&self, level: usize, x: usize, y: usize) -> Option<Vec<f32>> {
        let bytes = frozen::section(&self.file, Tag::Relief, relief::tile_number(level, x, y)).ok()?;
        relief::decode(&bytes)
    }
}
