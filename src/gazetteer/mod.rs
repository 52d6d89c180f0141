//! The world: features, their names and their hierarchy, in layers, offline.
//!
//! The world layer is compiled by this program itself from pinned packages into one frozen file that opens without
//! parsing and is carried in the binary. Layers of the reader's own lie above it. Opening only reads.

pub mod build;
pub mod compile;
pub mod coverage;
mod describe;
pub mod entry;
pub mod export;
mod feature;
pub mod frozen;
mod hierarchy;
pub mod import;
mod intern;
pub mod layers;
pub mod loose;
mod memory;
pub mod outline;
pub mod own;
mod walk;

pub use entry::Entry;
pub use feature::{Country, Feature, FeatureClass, FeatureRef, LayerId, NameKind, PlaceId};
pub use frozen::{Frozen, OpenError};
pub use layers::{LayerError, LayerFile};
pub(crate) use walk::{Stand, Value, begins};

use crate::geo::{Bounds, LatLon};
use layers::Layer;
use outline::{Outline, OutlineRef};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::{Arc, OnceLock};

/// A feature found under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which feature.
    pub feature: FeatureRef,
    /// How the name belongs to it.
    pub kind: NameKind,
}

/// The compiled world, aligned so that numbers in it may be read in place.
#[repr(C, align(8))]
struct Aligned<T: ?Sized>(T);

static WORLD: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/gazetteer/world.gaz")));

/// The opened gazetteer with its layers. Cheap to share; everything is borrowed from it.
#[derive(Debug, Default)]
pub struct Gazetteer {
    /// In order of precedence, the world first.
    layers: Vec<Layer>,
    /// Features that a higher layer hides.
    hidden: FxHashSet<FeatureRef>,
    /// Features that a higher layer tells anew, and where.
    moved: FxHashMap<FeatureRef, FeatureRef>,
    /// The same the other way: features that tell one of a lower layer anew, and which.
    retold: FxHashMap<FeatureRef, FeatureRef>,
    /// Names of the layers above the lowest, once a text is read.
    above: OnceLock<Option<walk::Above>>,
}

impl Gazetteer {
    /// The world as carried in the binary, without further layers. Opened once.
    pub fn world() -> Arc<Self> {
        static OPENED: OnceLock<Arc<Gazetteer>> = OnceLock::new();
        Arc::clone(OPENED.get_or_init(|| {
            // A build with damaged bytes does not pass its tests; should it run all the same, it knows no place.
            let layers = Frozen::carried(&WORLD.0).map(|f| vec![Layer::Frozen(Arc::new(f))]).unwrap_or_default();
            Arc::new(Self { layers, ..Self::default() })
        }))
    }

    /// Checks the bytes that the program carries against their checksum.
    ///
    /// # Errors
    /// When they are damaged.
    pub fn verify_world() -> Result<(), OpenError> {
        Frozen::verify(&WORLD.0)
    }

    /// Every feature that bears the normalised name, the best known first: inhabitants (or what stands for them in
    /// areas and landmarks), lessened where the name is an alias, a former name or an abbreviation. What a reader's
    /// own table says stands before what the world and other compiled layers say. When nothing bears the name, features of a looser spelling
    /// ([`NameKind::Loose`]).
    pub fn lookup(&self, normal: &str, out: &mut Vec<Hit>) {
        self.lookup_exact(normal, out);
        if out.is_empty() {
            self.lookup_loose(normal, out);
        }
    }

    /// [`Gazetteer::lookup`] without looser spellings.
    pub fn lookup_exact(&self, normal: &str, out: &mut Vec<Hit>) {
        out.clear();
        for (id, layer) in self.numbered() {
            layer.lookup(normal, &mut |(row, kind)| self.push(id, row, kind, out));
        }
        self.arrange(out);
    }

    /// Features whose name sounds like the normalised one when it is transliterated otherwise.
    pub fn lookup_loose(&self, normal: &str, out: &mut Vec<Hit>) {
        out.clear();
        let Some(key) = loose::loose_key(normal) else { return };
        for (id, layer) in self.numbered() {
            layer.lookup_loose(&key, &mut |(row, kind)| self.push(id, row, kind, out));
        }
        self.arrange(out);
    }

    /// Every known name that is a prefix of `normal` (which holds the next few words of a text, normalised, joined
    /// by single blanks): calls `found` with the name's length in bytes and its hits, shortest first.
    /// Exact names only. Lengths end before a blank, at the end, or after a letter outside ASCII;
    /// the caller checks that the last is the end of a word where its script has words.
    pub fn prefixes(&self, normal: &str, found: &mut dyn FnMut(usize, &[Hit])) {
        let mut hits = Vec::new();
        let world = LayerId(0);
        if let [Layer::Frozen(only)] = self.layers.as_slice() {
            only.prefixes(normal, &mut |length, value| {
                hits.clear();
                only.hits(value, &mut |(row, kind)| hits.push(Hit { feature: FeatureRef::new(world, row), kind }));
                found(length, &hits);
            });
            return;
        }
        let mut ends: Vec<usize> = Vec::new();
        for layer in &self.layers {
            match layer {
                Layer::Frozen(frozen) => frozen.prefixes(normal, &mut |length, _| ends.push(length)),
                Layer::Memory(memory) => {
                    let word_ends = normal.match_indices(' ').map(|(i, _)| i).chain([normal.len()]);
                    ends.extend(
                        word_ends.filter(|&end| normal.get(..end).is_some_and(|n| !memory.lookup(n).is_empty())),
                    );
                }
            }
        }
        ends.sort_unstable();
        ends.dedup();
        for end in ends {
            self.lookup_exact(normal.get(..end).unwrap_or(""), &mut hits);
            if !hits.is_empty() {
                found(end, &hits);
            }
        }
    }

    /// Whether any name begins with this normalised word: a quick filter that may err towards yes.
    pub fn may_begin(&self, word: &str) -> bool {
        self.layers.iter().any(|layer| layer.may_begin(word))
    }

    /// The feature itself. A reference from another gazetteer gives some feature or an empty one.
    pub fn feature(&self, at: FeatureRef) -> Feature<'_> {
        let name = match self.layer_at(at) {
            Some(Layer::Frozen(frozen)) => frozen.primary(at.row()),
            Some(Layer::Memory(memory)) => memory.entry(at.row()).map_or("", |e| &e.name),
            None => "",
        };
        Feature { name, ..self.unnamed(at) }
    }

    /// [`Gazetteer::feature`] with an empty name: the name costs the most to read, and whoever weighs many features
    /// against each other needs none.
    pub(crate) fn unnamed(&self, at: FeatureRef) -> Feature<'_> {
        let (id, row) = (at.layer(), at.row());
        match self.layer_at(at) {
            Some(Layer::Frozen(frozen)) => {
                let mut feature = frozen.unnamed(row, id);
                if id.0 > 0 {
                    let first = || frozen.admin1_code(row).and_then(|c| self.admin1(c)).filter(|&a| a != at);
                    feature.admin1 = feature.admin1.or_else(first);
                    feature.admin2 = feature.admin2.or_else(|| self.admin2_below(at));
                }
                feature
            }
            Some(Layer::Memory(memory)) => memory.entry(row).map_or(NOTHING, |e| Feature {
                at,
                name: "",
                point: e.point,
                class: e.class,
                code: &e.code,
                country: e.country,
                admin1: e.admin1.as_deref().and_then(|c| self.admin1(c)).filter(|&a| a != at),
                admin2: self.admin2_below(at),
                population: e.population,
                radius_km: e.radius_km,
                valid: e.valid,
                approximate: e.approximate,
                speaks_for: e.speaks_for,
                fame: e.fame(),
            }),
            None => NOTHING,
        }
    }

    /// Its stable id.
    pub fn id(&self, at: FeatureRef) -> PlaceId {
        match self.layer_at(at) {
            Some(Layer::Frozen(frozen)) => frozen.id(at.row()),
            Some(Layer::Memory(memory)) => memory.entry(at.row()).map_or(PlaceId(String::new()), |e| e.id.clone()),
            None => PlaceId(String::new()),
        }
    }

    /// The feature with a stable id, as the highest layer tells it; `None` when it is hidden.
    pub fn by_id(&self, id: &PlaceId) -> Option<FeatureRef> {
        let found = self.numbered().rev().find_map(|(layer, data)| Some(FeatureRef::new(layer, data.by_id(id)?)))?;
        (!self.hidden.contains(&found)).then(|| self.settled(found))
    }

    /// The present country with a code.
    pub fn country(&self, code: Country) -> Option<FeatureRef> {
        let found = self.numbered().find_map(|(layer, data)| match data {
            Layer::Frozen(frozen) => Some(FeatureRef::new(layer, frozen.country(code)?)),
            Layer::Memory(_) => None,
        })?;
        Some(self.settled(found))
    }

    /// The first-level division with a code: `TJ.01`.
    pub fn admin1(&self, code: &str) -> Option<FeatureRef> {
        let found = self.numbered().find_map(|(layer, data)| match data {
            Layer::Frozen(frozen) => Some(FeatureRef::new(layer, frozen.admin1(code)?)),
            Layer::Memory(_) => None,
        })?;
        Some(self.settled(found))
    }

    /// Its first-level division code, `TJ.01`; for features that are or lie in one.
    pub fn admin1_code(&self, at: FeatureRef) -> Option<&str> {
        match self.layer_at(at)? {
            Layer::Frozen(frozen) => frozen.admin1_code(at.row()),
            Layer::Memory(memory) => memory.entry(at.row())?.admin1.as_deref(),
        }
    }

    /// Codes of the countries (`TJ`) and first-level divisions (`UA.05`) a region is made of; empty for others.
    pub fn members(&self, at: FeatureRef) -> &[&str] {
        match self.layer_at(at) {
            Some(Layer::Frozen(frozen)) => frozen.members(at.row()),
            Some(Layer::Memory(memory)) => memory.members(at.row()),
            None => &[],
        }
    }

    /// Its outline, where one is known: present countries, divisions that Natural Earth draws, shapes of a reader's own.
    pub fn outline(&self, at: FeatureRef) -> Option<OutlineRef<'_>> {
        match self.layer_at(at)? {
            Layer::Frozen(frozen) => frozen.outline(at.row()),
            Layer::Memory(memory) => memory.entry(at.row())?.outline.as_ref().map(Outline::as_ref),
        }
        .or_else(|| self.outline(*self.retold.get(&at)?))
    }

    /// The box round a feature: its outline's, else that of a circle of its radius.
    pub fn bounds(&self, at: FeatureRef) -> Bounds {
        if let Some(bounds) = self.outline(at).and_then(|o| o.bounds()) {
            return bounds;
        }
        let feature = self.feature(at);
        Bounds::around_circle(feature.point, f64::from(feature.radius_km))
    }

    /// All its names in all languages, as the sources write them, without doubles, the one to show first.
    pub fn names(&self, at: FeatureRef) -> Vec<String> {
        let mut names = Vec::new();
        let mut next = Some(at);
        // A feature told anew keeps the names it has below.
        while let Some(at) = next {
            match self.layer_at(at) {
                Some(Layer::Frozen(frozen)) => names.extend(frozen.names(at.row())),
                Some(Layer::Memory(memory)) => {
                    let entry = memory.entry(at.row());
                    names.extend(
                        entry.iter().flat_map(|e| {
                            std::iter::once(e.name.clone()).chain(e.names.iter().map(|(n, _)| n.clone()))
                        }),
                    );
                }
                None => {}
            }
            next = self.retold.get(&at).copied();
        }
        let mut seen = FxHashSet::default();
        names.retain(|n| seen.insert(n.clone()));
        names
    }

    /// The second-level division that a feature told anew has in a lower layer.
    fn admin2_below(&self, at: FeatureRef) -> Option<FeatureRef> {
        self.feature(*self.retold.get(&at)?).admin2.filter(|&a| a != at)
    }

    /// Whether a feature stands in a table of the reader's own, not in the world or another compiled layer.
    pub fn is_readers_own(&self, at: FeatureRef) -> bool {
        matches!(self.layer_at(at), Some(Layer::Memory(_)))
    }

    /// The layer a feature comes from: its name and credit.
    pub fn layer(&self, at: FeatureRef) -> (&str, &str) {
        match self.layer_at(at) {
            Some(Layer::Frozen(frozen)) => {
                frozen.layers().get(frozen.origin(at.row())).map_or(("world", ""), |(n, c)| (n.as_str(), c.as_str()))
            }
            Some(Layer::Memory(memory)) => (&memory.name, &memory.credit),
            None => ("", ""),
        }
    }

    /// Where a reader has a feature from, and their remark on it; empty for features of compiled layers.
    pub fn told_by_reader(&self, at: FeatureRef) -> (&str, &str) {
        match self.layer_at(at) {
            Some(Layer::Memory(memory)) => memory.entry(at.row()).map_or(("", ""), |e| (&e.source, &e.note)),
            _ => ("", ""),
        }
    }

    /// Every feature of compiled layers with its names, for those who count.
    pub fn entries(&self) -> impl Iterator<Item = Entry> {
        self.layers.iter().filter_map(|l| if let Layer::Frozen(f) = l { Some(f.entries()) } else { None }).flatten()
    }

    /// The place nearest to a point among populated places, within so many km.
    pub fn nearest(&self, point: LatLon, within_km: f64) -> Option<FeatureRef> {
        let mut best: Option<(f64, FeatureRef)> = None;
        for (id, layer) in self.numbered() {
            let found = layer.nearest(point, within_km).map(|(km, row)| (km, FeatureRef::new(id, row)));
            if let Some(f) = found.filter(|f| !self.hidden.contains(&f.1) && best.is_none_or(|b| f.0 < b.0)) {
                best = Some(f);
            }
        }
        best.map(|b| self.settled(b.1))
    }

    /// How many layers it has.
    pub fn depth(&self) -> usize {
        self.layers.len()
    }

    fn numbered(&self) -> impl DoubleEndedIterator<Item = (LayerId, &Layer)> {
        (0..=u8::MAX).zip(&self.layers).map(|(i, l)| (LayerId(i), l)).collect::<Vec<_>>().into_iter()
    }

    fn layer_at(&self, at: FeatureRef) -> Option<&Layer> {
        self.layers.get(at.layer().0 as usize)
    }

    /// Where the highest layer tells a feature.
    fn settled(&self, at: FeatureRef) -> FeatureRef {
        let mut at = at;
        // Every step leads to a higher layer, so that this ends.
        while let Some(&above) = self.moved.get(&at) {
            at = above;
        }
        at
    }

    fn push(&self, layer: LayerId, row: u32, kind: NameKind, out: &mut Vec<Hit>) {
        let at = FeatureRef::new(layer, row);
        let feature = self.settled(at);
        if !self.hidden.contains(&feature) && !self.hidden.contains(&at) {
            out.push(Hit { feature, kind });
        }
    }

    /// Brings the hits of several layers into one order: what a reader's table says goes before the compiled layers,
    /// and of tables the higher; compiled layers are works of reference, whose features stand by how well known they
    /// are, whichever holds them.
    fn arrange(&self, out: &mut Vec<Hit>) {
        if self.layers.len() < 2 {
            return;
        }
        let compiled = self.layers.iter().filter(|l| matches!(l, Layer::Frozen(_))).count();
        out.sort_by_cached_key(|h| {
            if self.is_readers_own(h.feature) {
                return (0, u32::from(u8::MAX - h.feature.layer().0));
            }
            // Within one file the index has them in order already.
            (1, if compiled < 2 { 0 } else { self.rank(*h) })
        });
        let mut seen = FxHashSet::default();
        out.retain(|h| seen.insert(h.feature));
    }

    /// Order of a hit among those of its name, best least.
    fn rank(&self, hit: Hit) -> u32 {
        let feature = self.feature(hit.feature);
        let curated = match self.layer_at(hit.feature) {
            Some(Layer::Frozen(frozen)) => frozen.origin(hit.feature.row()) > 0,
            _ => false,
        };
        entry::rank(entry::prominence(&feature, curated), hit.kind)
    }
}

/// What a reference into no gazetteer gives.
const NOTHING: Feature<'static> = Feature {
    at: FeatureRef(u32::MAX),
    name: "",
    point: LatLon::ZERO,
    class: FeatureClass::P,
    code: "",
    country: None,
    admin1: None,
    admin2: None,
    population: 0,
    radius_km: 0.0,
    valid: (None, None),
    approximate: true,
    speaks_for: None,
    fame: 0,
};
