//! The learned numbers, as carried in the binary.

use super::Band;
use super::evidence::{WEIGHTS, Weights};
use super::network::{CLASSES, HIDDEN, Head, Network, ROW, ROWS};
use super::resolve::Group;
use crate::gazetteer::{FeatureClass, NameKind};
use std::sync::OnceLock;

const MAGIC: &[u8; 8] = b"dlgeop05";

/// Numbers that the confidence weighs.
pub(crate) const CALIBRATION: usize = 10;

/// All that is learned.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    /// Whether a candidate name is a toponym.
    pub(crate) names: Network,
    /// What a toponym is doing: place, government or organisation.
    pub(crate) roles: Network,
    pub(crate) evidence: Weights,
    /// Confidence from the two beliefs: see [`Model::confidence`].
    pub(crate) calibration: [f32; CALIBRATION],
    /// Belief in a toponym from which a name is taken: one that some layer knows, and one that none does.
    pub(crate) bars: [f32; 2],
}

impl Model {
    /// The model carried in the binary.
    pub(crate) fn get() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL
            .get_or_init(|| Self::read(include_bytes!("../../assets/geoparse/weights.bin")).unwrap_or_else(Self::blank))
    }

    /// A model that knows nothing: every name is as likely a place as not.
    pub(crate) fn blank() -> Self {
        Self {
            names: Network::blank(),
            roles: Network::blank(),
            evidence: Weights { passes: [vec![0.0; WEIGHTS], vec![0.0; WEIGHTS]] },
            calibration: [0.0, 0.8, 0.8, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
            bars: [0.5, 0.55],
        }
    }

    /// Reads what [`Model::write`] wrote.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader { rest: bytes.strip_prefix(MAGIC)? };
        let mut model = Self::blank();
        model.names = reader.network()?;
        model.roles = reader.network()?;
        for pass in &mut model.evidence.passes {
            let kept = reader.int()?;
            for _ in 0..kept {
                let at = reader.int()? as usize;
                *pass.get_mut(at)? = reader.float()?;
            }
        }
        for c in model.calibration.iter_mut().chain(&mut model.bars) {
            *c = reader.float()?;
        }
        Some(model)
    }

    /// The bytes of the model: little-endian, rows and weights that are zero left out.
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        for network in [&self.names, &self.roles] {
            write_network(network, &mut out);
        }
        for pass in &self.evidence.passes {
            let kept: Vec<usize> = (0..pass.len()).filter(|&i| pass[i] != 0.0).collect();
            put_int(&mut out, kept.len());
            for i in kept {
                put_int(&mut out, i);
                put_float(&mut out, pass[i]);
            }
        }
        self.calibration.iter().chain(&self.bars).for_each(|&x| put_float(&mut out, x));
        out
    }

    /// Whether such a belief is enough for a name that no layer knows.
    pub(crate) fn believes_unknown(&self, toponym: f32) -> bool {
        toponym > self.bars[1]
    }

    /// Probability that a verdict is right, from the belief that the name is a toponym and what speaks for the place.
    pub(crate) fn confidence(&self, toponym: f32, signs: &Signs) -> f32 {
        let score: f32 = self.calibration.iter().zip(signs.inputs(toponym)).map(|(w, x)| w * x).sum();
        let learned = 1.0 / (1.0 + libm::expf(-score));
        // "Russian" means Russia wherever it stands. What the annotated sets disagree on is whether to mark such words at
        // all, and that is no doubt about the place.
        let plain = signs.demonym && signs.wide && signs.place > PLAIN_DEMONYM;
        let learned = if plain { learned.max(Band::CHECK) } else { learned };
        // A name that no other place of its document speaks for is no surer than its belief.
        if signs.alone { learned.min(signs.place) } else { learned }
    }
}

/// Belief in a country from which its inhabitants and adjectives leave no doubt.
const PLAIN_DEMONYM: f32 = 0.9;

/// What a verdict on a place looks like, for its confidence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Signs {
    /// Belief in the place, its division or its town included.
    place: f32,
    bearers: usize,
    /// A country, an ocean, a continent: wide and known to everybody.
    wide: bool,
    /// A capital, or a town of a million.
    large: bool,
    demonym: bool,
    /// A village or a small town.
    small: bool,
    /// Whether no other place of the document says anything.
    alone: bool,
}

impl Signs {
    /// The signs of a group's best option.
    pub(crate) fn of(group: &Group<'_>) -> Self {
        let best = group.best();
        let winner = best.and_then(|b| group.options.get(b));
        let feature = winner.map(|w| &w.feature);
        Self {
            place: best.map_or(0.0, |b| group.place_belief(b)),
            bearers: group.options.len(),
            wide: feature.is_some_and(|f| f.is_country() || matches!(f.code, "CONT" | "OCN" | "PCLH")),
            large: feature
                .is_some_and(|f| f.class == FeatureClass::P && (f.code == "PPLC" || f.population >= 1_000_000)),
            demonym: winner.is_some_and(|w| w.hit.kind == NameKind::Demonym),
            small: feature.is_some_and(|f| f.class == FeatureClass::P && f.population < 20_000 && f.code != "PPLC"),
            alone: group.pass() == 0,
        }
    }

    /// The numbers that the confidence weighs.
    pub(crate) fn inputs(&self, toponym: f32) -> [f32; CALIBRATION] {
        let flag = |yes: bool| f32::from(u8::from(yes));
        [
            1.0,
            logit(toponym),
            logit(self.place),
            flag(self.bearers == 1),
            libm::logf(self.bearers.max(1) as f32),
            flag(self.wide),
            flag(self.large),
            flag(self.demonym),
            flag(self.small),
            logit(toponym).min(2.0),
        ]
    }
}

/// Log odds, kept within ±7.
pub(crate) fn logit(p: f32) -> f32 {
    let p = p.clamp(0.001, 0.999);
    libm::logf(p / (1.0 - p))
}

fn put_float(out: &mut Vec<u8>, x: f32) {
    out.extend(x.to_le_bytes());
}

fn put_int(out: &mut Vec<u8>, x: usize) {
    out.extend((x as u32).to_le_bytes());
}

fn write_network(network: &Network, out: &mut Vec<u8>) {
    let head = network.head();
    put_float(out, head.scale);
    put_int(out, network.owned().count());
    network.owned().for_each(|(feature, _)| put_int(out, feature as usize));
    for (_, row) in network.owned() {
        out.extend(row.iter().map(|&x| x as u8));
    }
    let numbers = head.hidden_bias.iter().chain(head.out.iter().flatten()).chain(&head.out_bias);
    numbers.for_each(|&x| put_float(out, x));
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.rest.split_at_checked(n)?;
        self.rest = rest;
        Some(head)
    }

    fn int(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn float(&mut self) -> Option<f32> {
        Some(f32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn network(&mut self) -> Option<Network> {
        let scale = self.float()?;
        let kept = self.int()? as usize;
        let owners: Vec<u32> = (0..kept).map(|_| self.int()).collect::<Option<_>>()?;
        if !owners.is_sorted_by(|a, b| a < b) || owners.last().is_some_and(|&l| l as usize >= ROWS) {
            return None;
        }
        let rows: Vec<i8> = self.take(kept.checked_mul(ROW)?)?.iter().map(|&x| x as i8).collect();
        let mut head =
            Head { scale, hidden_bias: [0.0; HIDDEN], out: [[0.0; CLASSES]; HIDDEN], out_bias: [0.0; CLASSES] };
        for x in head.hidden_bias.iter_mut().chain(head.out.iter_mut().flatten()).chain(&mut head.out_bias) {
            *x = self.float()?;
        }
        Some(Network::new(head, &owners, &rows))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written_again() {
        let carried: &[u8] = include_bytes!("../../assets/geoparse/weights.bin");
        let model = Model::read(carried).unwrap();
        assert!(model.write() == carried);
        // Cut short or of another kind it is none.
        assert!(Model::read(&carried[..carried.len() - 1]).is_none());
        assert!(Model::read(&carried[1..]).is_none());
    }
}
