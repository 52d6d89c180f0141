//! The reasons of one candidate, held in place: no list of its own on the heap.

use super::super::evidence::Bin;
use super::super::mention::EvidenceKind;

/// Room for the reasons of both passes; they put 52 at most.
const ROOM: usize = 52;

/// A short list of reasons.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bins {
    list: [Bin; ROOM],
    length: u8,
}

impl Bins {
    pub(crate) const EMPTY: Self = Self { list: [Bin(0); ROOM], length: 0 };

    /// Adds a reason; one too many is left out.
    pub(crate) fn put(&mut self, kind: EvidenceKind, bin: usize) {
        if let Some(slot) = self.list.get_mut(self.length as usize) {
            *slot = Bin::new(kind, bin);
            self.length += 1;
        }
    }

    /// Forgets all reasons but the first so many.
    pub(crate) fn truncate(&mut self, length: usize) {
        self.length = self.length.min(length as u8);
    }

    pub(crate) fn len(&self) -> usize {
        self.length as usize
    }

    /// All reasons.
    pub(crate) fn all(&self) -> &[Bin] {
        self.list.get(..self.length as usize).unwrap_or(&[])
    }

    /// The first so many reasons.
    pub(crate) fn first(&self, length: usize) -> &[Bin] {
        self.list.get(..length.min(self.length as usize)).unwrap_or(&[])
    }
}
