//! What has names: countries, divisions, towns, waters, ranges.

use super::frozen::Reader;
use crate::geo::{LatLon, Mercator};

/// A country (or the part of one that another power runs).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Block {
    /// Three letters of who runs it.
    pub power: String,
    /// Two letters of the country it belongs to; may be empty.
    pub iso: String,
    /// English name.
    pub name: String,
}

/// A first-level division.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Unit {
    /// Index of its block.
    pub block: u32,
    /// GeoNames id; 0 for none.
    pub geonameid: u32,
    /// `CC.xx`; empty for none.
    pub code: String,
    /// ISO 3166-2; empty for none.
    pub iso2: String,
}

/// A town that may get a dot and a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Town {
    /// Natural Earth's scale rank: 0 the largest.
    pub rank: u8,
    /// Capital of a country.
    pub capital: bool,
    /// GeoNames id; 0 for none.
    pub geonameid: u32,
    /// Where.
    pub point: LatLon,
    /// The same, projected.
    pub at: Mercator,
    /// English name.
    pub name: String,
}

/// What kind of thing a label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelKind {
    /// An ocean.
    Ocean,
    /// A sea, gulf or strait.
    Sea,
    /// A lake.
    Lake,
    /// Mountains, highlands.
    Range,
    /// A desert or plain.
    Desert,
}

/// A label written by hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// What it names.
    pub kind: LabelKind,
    /// The words.
    pub name: String,
    /// Middle of the words.
    pub at: Mercator,
    /// Zoom from which it is drawn.
    pub zoom: f32,
    /// Clockwise turn of the words, degrees.
    pub turn: f32,
}

/// All of them.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub blocks: Vec<Block>,
    pub units: Vec<Unit>,
    /// In the order in which they are labelled.
    pub towns: Vec<Town>,
    pub labels: Vec<Label>,
}

impl Names {
    /// Decodes the sections; what is damaged stays empty.
    pub(super) fn decode(units: &[u8], towns: &[u8], labels: &[u8]) -> Self {
        let mut out = Self::default();
        if out.read_units(&mut Reader::new(units)).is_none() {
            out.blocks.clear();
            out.units.clear();
        }
        if out.read_towns(&mut Reader::new(towns)).is_none() {
            out.towns.clear();
        }
        if out.read_labels(&mut Reader::new(labels)).is_none() {
            out.labels.clear();
        }
        out
    }

    fn read_units(&mut self, r: &mut Reader<'_>) -> Option<()> {
        for _ in 0..r.count()? {
            let mut word = || r.words().map(str::to_owned);
            self.blocks.push(Block { power: word()?, iso: word()?, name: word()? });
        }
        for _ in 0..r.count()? {
            let block = u32::try_from(r.number()?).ok()?;
            let geonameid = u32::try_from(r.number()?).ok()?;
            self.units.push(Unit { block, geonameid, code: r.words()?.to_owned(), iso2: r.words()?.to_owned() });
        }
        Some(())
    }

    fn read_towns(&mut self, r: &mut Reader<'_>) -> Option<()> {
        for _ in 0..r.count()? {
            let rank = r.number()? as u8;
            let capital = r.number()? == 2;
            let geonameid = u32::try_from(r.number()?).ok()?;
            let point = point(r)?;
            let _country = r.words()?;
            let name = r.words()?.to_owned();
            self.towns.push(Town { rank, capital, geonameid, point, at: point.into(), name });
        }
        Some(())
    }

    fn read_labels(&mut self, r: &mut Reader<'_>) -> Option<()> {
        for _ in 0..r.count()? {
            let kind = match r.number()? {
                0 => LabelKind::Ocean,
                1 => LabelKind::Sea,
                2 => LabelKind::Lake,
                3 => LabelKind::Range,
                _ => LabelKind::Desert,
            };
            let name = r.words()?.to_owned();
            let at = point(r)?.into();
            let zoom = r.number()? as f32 / 10.0;
            let turn = r.signed()? as f32;
            self.labels.push(Label { kind, name, at, zoom, turn });
        }
        Some(())
    }
}

fn point(r: &mut Reader<'_>) -> Option<LatLon> {
    let (lat, lon) = (r.signed()? as f64 / 1e5, r.signed()? as f64 / 1e5);
    Some(LatLon::wrapped(lat, lon))
}
