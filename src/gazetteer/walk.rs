//! Walks along the names letter by letter, so that a text's words need be normalised only as far as some name goes on.
//! The names of the lowest compiled layer are walked where they lie; those of all layers above it are walked in step, in
//! an index of their own.

use super::frozen::Slice;
use super::layers::Layer;
use super::{Gazetteer, Hit, LayerId};
use fst::raw::{CompiledAddr, Fst, Node, Output};

/// Names of compiled layers above the lowest that are put into an index of their own when a gazetteer is opened: more
/// would be felt, and such gazetteers are asked name by name.
const MOST: usize = 1 << 18;

/// The names of all layers above the lowest.
#[derive(Debug)]
pub(super) struct Above {
    /// `None` where there is no such layer.
    index: Option<fst::Map<Slice>>,
    /// By the index's value.
    names: Vec<Box<str>>,
}

impl Above {
    /// Those of these layers; `None` where they are too many.
    pub(super) fn of(layers: &[Layer]) -> Option<Self> {
        let compiled = layers.iter().map(|l| if let Layer::Frozen(f) = l { f.index_len().0 } else { 0 }).sum::<usize>();
        if compiled > MOST {
            return None;
        }
        let mut names: Vec<Box<str>> = Vec::new();
        if layers.is_empty() {
            return Some(Self { index: None, names });
        }
        for layer in layers {
            match layer {
                Layer::Frozen(frozen) => frozen.each_name(&mut |name| names.push(name.into())),
                Layer::Memory(memory) => names.extend(memory.forms().map(Into::into)),
            }
        }
        names.sort_unstable();
        names.dedup();
        let index = fst::Map::from_iter(names.iter().map(|n| n.as_bytes()).zip(0u64..)).ok()?;
        let index = fst::Map::new(Slice::owned(index.into_fst().into_inner())).ok()?;
        // Places in it are kept in 32 bits.
        u32::try_from(index.as_fst().size()).ok().map(|_| Self { index: Some(index), names })
    }
}

/// What a name is known by: its values in the two indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Value {
    /// In the lowest layer's index.
    below: Option<u64>,
    /// In that of the layers above.
    above: Option<u32>,
}

/// Where a walk stands in one index.
struct Part<'a> {
    fst: &'a Fst<Slice>,
    node: Node<'a>,
    out: Output,
}

impl<'a> Part<'a> {
    fn start(index: &'a fst::Map<Slice>) -> Self {
        let fst = index.as_fst();
        Self { fst, node: fst.root(), out: Output::zero() }
    }

    fn at(index: &'a fst::Map<Slice>, (at, out): (CompiledAddr, Output)) -> Self {
        let fst = index.as_fst();
        Self { fst, node: fst.node(at), out }
    }

    fn go(&mut self, letters: &[u8]) -> bool {
        for &byte in letters {
            let Some(t) = self.node.find_input(byte) else { return false };
            let transition = self.node.transition(t);
            self.out = self.out.cat(transition.out);
            self.node = self.fst.node(transition.addr);
        }
        true
    }

    fn value(&self) -> Option<u64> {
        self.node.is_final().then(|| self.out.cat(self.node.final_output()).value())
    }

    fn further_words(&self) -> u64 {
        let Some(blank) = self.node.find_input(b' ') else { return 0 };
        let node = self.fst.node(self.node.transition(blank).addr);
        node.transitions().fold(0, |set, t| set | begins(t.inp))
    }
}

/// Where a walk along the names stands.
pub(crate) struct Walk<'a> {
    below: Option<Part<'a>>,
    above: Option<Part<'a>>,
}

/// Where a walk stands, without the indices: what is kept of it. Small, for many are kept.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stand {
    below: (CompiledAddr, Output),
    above: (u32, u32),
}

/// Stand for an index in which no name goes on.
const NOWHERE: CompiledAddr = CompiledAddr::MAX;
const NOWHERE_ABOVE: u32 = u32::MAX;

impl Walk<'_> {
    /// Where it stands.
    pub(crate) fn stand(&self) -> Stand {
        Stand {
            below: self.below.as_ref().map_or((NOWHERE, Output::zero()), |p| (p.node.addr(), p.out)),
            above: self.above.as_ref().map_or((NOWHERE_ABOVE, 0), |p| (p.node.addr() as u32, p.out.value() as u32)),
        }
    }

    /// Goes on by some letters; false, and of no further use, where no name does.
    pub(crate) fn go(&mut self, letters: &[u8]) -> bool {
        if self.above.as_mut().is_some_and(|p| !p.go(letters)) {
            self.above = None;
        }
        if self.below.as_mut().is_some_and(|p| !p.go(letters)) {
            self.below = None;
        }
        self.below.is_some() || self.above.is_some()
    }

    /// The value of the name that ends here, if one does.
    pub(crate) fn value(&self) -> Option<Value> {
        let below = self.below.as_ref().and_then(Part::value);
        let above = self.above.as_ref().and_then(Part::value).map(|v| v as u32);
        (below.is_some() || above.is_some()).then_some(Value { below, above })
    }

    /// Whether some name goes on from here.
    pub(crate) fn goes_on(&self) -> bool {
        [&self.below, &self.above].into_iter().flatten().any(|p| !p.node.is_empty())
    }

    /// The letters and digits with which a further word of some name begins here: see [`begins`].
    pub(crate) fn further_words(&self) -> u64 {
        [&self.below, &self.above].into_iter().flatten().fold(0, |set, p| set | p.further_words())
    }
}

/// A bit for an ASCII letter in lower case or a digit, and one for all other bytes.
pub(crate) fn begins(byte: u8) -> u64 {
    match byte {
        b'a'..=b'z' => 1 << (byte - b'a'),
        b'0'..=b'9' => 1 << (26 + byte - b'0'),
        _ => 1 << 63,
    }
}

impl Gazetteer {
    /// The names of the layers above the lowest; `None` where the gazetteer cannot be walked.
    fn above(&self) -> Option<&Above> {
        let of = || match self.layers.split_first()? {
            (Layer::Frozen(_), above) => Above::of(above),
            _ => None,
        };
        self.above.get_or_init(of).as_ref()
    }

    /// The index of the lowest layer.
    fn below(&self) -> Option<&fst::Map<Slice>> {
        if let Some(Layer::Frozen(frozen)) = self.layers.first() { Some(frozen.index()) } else { None }
    }

    /// A walk along the names from before the first letter; `None` where [`Gazetteer::prefixes`] must serve, which it
    /// does for every gazetteer.
    pub(crate) fn walk(&self) -> Option<Walk<'_>> {
        let above = self.above()?.index.as_ref().map(Part::start);
        Some(Walk { below: self.below().map(Part::start), above })
    }

    /// The walk that stood there.
    pub(crate) fn walk_from(&self, stand: Stand) -> Option<Walk<'_>> {
        let (at, out) = stand.above;
        let index = self.above()?.index.as_ref().filter(|_| at != NOWHERE_ABOVE);
        let above = index.map(|i| Part::at(i, (at as CompiledAddr, Output::new(u64::from(out)))));
        let below = self.below().filter(|_| stand.below.0 != NOWHERE).map(|b| Part::at(b, stand.below));
        Some(Walk { below, above })
    }

    /// The hits behind what [`Walk::value`] gave, as [`Gazetteer::lookup_exact`] finds them.
    pub(crate) fn walked(&self, value: Value, out: &mut Vec<Hit>) {
        out.clear();
        if let Some(above) = value.above {
            let name = self.above().and_then(|a| a.names.get(above as usize));
            return self.lookup_exact(name.map_or("", |n| n), out);
        }
        if let (Some(Layer::Frozen(lowest)), Some(below)) = (self.layers.first(), value.below) {
            lowest.hits(below, &mut |(row, kind)| self.push(LayerId(0), row, kind, out));
            self.arrange(out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::layers::{Change, LayerFile};
    use crate::gazetteer::{Entry, FeatureClass, Frozen, NameKind, PlaceId, frozen};
    use crate::geo::LatLon;
    use std::sync::Arc;

    fn entry(id: &str, name: &str) -> Entry {
        Entry::new(id, name, LatLon::wrapped(37.0, 67.0), FeatureClass::P, "PPL")
    }

    fn compiled(names: &[&str]) -> Layer {
        let entries: Vec<Entry> = names.iter().map(|n| entry(&format!("user:c/{n}"), n)).collect();
        let bytes = frozen::write::freeze(&entries, &[("c", "")]).unwrap();
        Layer::Frozen(Arc::new(Frozen::carried(Box::leak(bytes.into_boxed_slice())).unwrap()))
    }

    /// What a walk along the words of a name finds.
    fn found(gazetteer: &Gazetteer, name: &str) -> Vec<Hit> {
        let mut out = Vec::new();
        let mut walk = gazetteer.walk().unwrap();
        for (n, word) in name.split(' ').enumerate() {
            let letters = if n == 0 { word.to_owned() } else { format!(" {word}") };
            if !walk.go(letters.as_bytes()) {
                return out;
            }
            walk = gazetteer.walk_from(walk.stand()).unwrap();
        }
        if let Some(value) = walk.value() {
            gazetteer.walked(value, &mut out);
        }
        out
    }

    #[test]
    fn a_walk_over_all_layers_finds_what_a_look_up_finds() {
        let world = Gazetteer::world();
        let alias = Change::Alias(PlaceId::geonames(1_138_958), vec!["kabool an naw".into(), "moscow".into()]);
        let rows = vec![
            Change::Add(Box::new(entry("user:t/1", "Kabul Old Halt"))),
            Change::Add(Box::new(entry("user:t/2", "Nizhny Novgorod"))),
            alias,
            Change::Hide(PlaceId::geonames(1_512_569)),
        ];
        let (table, errors) = world.with_layer(LayerFile::of("t", rows));
        assert!(errors.is_empty(), "{errors:?}");
        let mut both = Gazetteer { layers: table.layers.clone(), ..Gazetteer::default() };
        both.layers.push(compiled(&["Kabul Old Fort", "Osh"]));
        let names = [
            "kabul",
            "kabul old",
            "kabul old halt",
            "kabul old fort",
            "kabool an naw",
            "moscow",
            "nizhny novgorod",
            "tashkent",
            "osh",
            "new york",
            "new york city",
            "zzz",
            "kabul zzz",
        ];
        for (which, gazetteer) in [("world", &*world), ("table", &table), ("both", &both)] {
            for name in names {
                let mut hits = Vec::new();
                gazetteer.lookup_exact(name, &mut hits);
                assert_eq!(found(gazetteer, name), hits, "{name} in {which}");
            }
        }
        let kinds: Vec<NameKind> = found(&table, "kabool an naw").iter().map(|h| h.kind).collect();
        assert_eq!(kinds, [NameKind::Alias]);
        assert!(found(&both, "kabul old fort").len() == 1 && found(&table, "kabul old fort").is_empty());
        let mut walk = table.walk().unwrap();
        assert!(walk.go(b"kabul old") && walk.further_words() & begins(b'h') != 0 && walk.goes_on());
    }
}
