//! The reasons for and against a candidate, as numbered bins whose weights are learned.
//!
//! Every reason is one of [`EvidenceKind`]; its bin says how strongly it holds. A candidate's score is the plain sum
//! of the weights of its bins, so every verdict can be read out.

use super::mention::EvidenceKind;

/// Bins of one kind of reason.
pub(crate) const BINS: usize = 512;
/// Kinds of reason.
pub(crate) const KINDS: usize = 18;
/// Weights in all.
pub(crate) const WEIGHTS: usize = BINS * KINDS;

/// One reason's number among all weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bin(pub(crate) u16);

impl Bin {
    pub(crate) fn new(kind: EvidenceKind, bin: usize) -> Self {
        Self((kind as usize * BINS + bin.min(BINS - 1)) as u16)
    }

    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }

    pub(crate) fn kind_number(self) -> usize {
        self.0 as usize / BINS
    }

    pub(crate) fn within(self) -> usize {
        self.0 as usize % BINS
    }
}

/// Kinds in the order of their numbers.
pub(crate) const ORDER: [EvidenceKind; KINDS] = [
    EvidenceKind::OnlyCandidate,
    EvidenceKind::PrimaryName,
    EvidenceKind::Population,
    EvidenceKind::FeatureRank,
    EvidenceKind::Containment,
    EvidenceKind::CountryVote,
    EvidenceKind::AdminVote,
    EvidenceKind::Near,
    EvidenceKind::Dateline,
    EvidenceKind::OutletHome,
    EvidenceKind::OneSense,
    EvidenceKind::Focus,
    EvidenceKind::Correction,
    EvidenceKind::UserLayer,
    EvidenceKind::LooseSpelling,
    EvidenceKind::Anachronism,
    EvidenceKind::Story,
    EvidenceKind::Fame,
];

/// The learned weights: for the first pass, which knows no other place, and for the second.
#[derive(Clone, Debug)]
pub(crate) struct Weights {
    pub(crate) passes: [Vec<f32>; 2],
}

impl Weights {
    /// Sum of the weights of some bins.
    pub(crate) fn score(&self, pass: usize, bins: &[Bin]) -> f32 {
        self.add_up(pass, 0.0, bins)
    }

    /// The same on top of a sum of other bins' weights: bin by bin, so that it is what all together would sum to.
    pub(crate) fn add_up(&self, pass: usize, sum: f32, bins: &[Bin]) -> f32 {
        let weights = self.passes.get(pass).map_or(&[][..], Vec::as_slice);
        bins.iter().fold(sum, |sum, b| sum + weights.get(b.index()).copied().unwrap_or(0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_numbered_in_order() {
        for (i, &kind) in ORDER.iter().enumerate() {
            assert_eq!(Bin::new(kind, 3).kind_number(), i);
        }
    }
}
