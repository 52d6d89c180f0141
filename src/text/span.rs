//! A stretch of an article's text, and the way from bytes to code points.

use serde::{Deserialize, Serialize};

/// Half-open byte range of an article's text, always on character bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// The words themselves; empty when the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// The same stretch in a text with so many more bytes before it.
    #[must_use]
    pub fn moved(self, by: u32) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing lies within.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly within.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// Counts code points up to ascending byte offsets, in one pass over the text.
pub struct CodePoints<'a> {
    text: &'a str,
    byte: usize,
    count: usize,
}

impl<'a> CodePoints<'a> {
    /// Starts at the beginning of `text`.
    pub fn new(text: &'a str) -> Self {
        Self { text, byte: 0, count: 0 }
    }

    /// Code points before byte `offset`. Offsets should ascend; an earlier one starts the count anew.
    pub fn at(&mut self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        if offset < self.byte {
            (self.byte, self.count) = (0, 0);
        }
        // A continuation byte is 10xxxxxx; every other byte begins a code point.
        self.count += self.text.as_bytes()[self.byte..offset].iter().filter(|&&b| b & 0xC0 != 0x80).count();
        self.byte = offset;
        self.count
    }
}
