//! The learned numbers, as carried in the binary.

use super::evidence::{WEIGHTS, Weights};
use super::network::{Network, ROW, ROWS};
use std::sync::OnceLock;

const MAGIC: &[u8; 8] = b"dlgeop02";

/// All that is learned.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    /// For the first reading of a document and for the second, which knows what the first believed.
    pub(crate) networks: [Network; 2],
    pub(crate) evidence: Weights,
    /// Confidence from the two beliefs: see [`Model::confidence`].
    pub(crate) calibration: [f32; 5],
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
            networks: [Network::blank(), Network::blank()],
            evidence: Weights { passes: [vec![0.0; WEIGHTS], vec![0.0; WEIGHTS]] },
            calibration: [0.0, 1.0, 1.0, 0.0, 0.0],
            bars: [0.5, 0.55],
        }
    }

    /// Reads what [`Model::write`] wrote.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader { rest: bytes.strip_prefix(MAGIC)? };
        let mut model = Self::blank();
        for network in &mut model.networks {
            reader.network(network)?;
        }
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
        for network in &self.networks {
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

    /// Probability that a verdict is right, from the belief that the name is a toponym, the belief in the place, and
    /// how many bear the name.
    pub(crate) fn confidence(&self, toponym: f32, place: f32, bearers: usize) -> f32 {
        let [bias, a, b, only, known] = self.calibration;
        let only = if bearers == 1 { only } else { 0.0 };
        let many = known * libm::logf(bearers.max(1) as f32);
        let score = bias + a * logit(toponym) + b * logit(place) + only + many;
        1.0 / (1.0 + libm::expf(-score))
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
    put_float(out, network.scale);
    let row = |r: usize| network.rows.get(r * ROW..(r + 1) * ROW).unwrap_or(&[]);
    let kept: Vec<usize> = (0..ROWS).filter(|&r| row(r).iter().any(|&x| x != 0)).collect();
    put_int(out, kept.len());
    kept.iter().for_each(|&r| put_int(out, r));
    for &r in &kept {
        out.extend(row(r).iter().map(|&x| x as u8));
    }
    network.hidden_bias.iter().for_each(|&x| put_float(out, x));
    network.out.iter().flatten().for_each(|&x| put_float(out, x));
    network.out_bias.iter().for_each(|&x| put_float(out, x));
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

    fn network(&mut self, network: &mut Network) -> Option<()> {
        network.scale = self.float()?;
        let kept = self.int()? as usize;
        let rows: Vec<usize> = (0..kept).map(|_| self.int().map(|i| i as usize)).collect::<Option<_>>()?;
        for row in rows {
            let values = self.take(ROW)?;
            let into = network.rows.get_mut(row * ROW..(row + 1) * ROW)?;
            into.iter_mut().zip(values).for_each(|(to, &from)| *to = from as i8);
        }
        for x in network.hidden_bias.iter_mut().chain(network.out.iter_mut().flatten()).chain(&mut network.out_bias) {
            *x = self.float()?;
        }
        Some(())
    }
}
