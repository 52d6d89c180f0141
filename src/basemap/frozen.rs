//! The file format: a versioned header, a table of sections, each deflated with a checksum of its own.
//!
//! ```text
//! "DLMAP" version:u8 sections:u16, then for each: tag:u16 level:u16 offset:u32 packed:u32 raw:u32 adler32:u32
//! ```
//! All integers are little endian; within a section numbers are LEB128 varints, signed ones in zigzag.

use std::io::{Read, Write};

/// First bytes of the file.
const MAGIC: &[u8; 5] = b"DLMAP";
/// Raised when the layout of any section changes.
pub(super) const VERSION: u8 = 1;
const HEADER: usize = 8;
const ROW: usize = 20;

/// What a section holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub(super) enum Tag {
    /// Countries and divisions that the polygons belong to.
    Units = 1,
    /// Arcs, polygons with triangles, lakes, rivers of one level.
    Level = 2,
    /// Towns.
    Towns = 3,
    /// Hand-written labels of waters, ranges, deserts.
    Labels = 4,
    /// Hillshade tiles of one zoom.
    Relief = 5,
}

/// Why a basemap cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BasemapError {
    /// Not such a file at all.
    #[error("not a dateline basemap")]
    Foreign,
    /// Made by another version of the program.
    #[error("basemap version {0}, this program reads {VERSION}")]
    Version(u8),
    /// Ends too early, or a checksum differs.
    #[error("the basemap is damaged")]
    Damaged,
}

fn u16_at(b: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(b.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(b: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(b.get(at..at + 4)?.try_into().ok()?))
}

/// Adler-32 (RFC 1950).
fn adler32(bytes: &[u8]) -> u32 {
    let (mut a, mut b) = (1_u32, 0_u32);
    for chunk in bytes.chunks(5000) {
        for &byte in chunk {
            a += u32::from(byte);
            b += a;
        }
        a %= 65521;
        b %= 65521;
    }
    b << 16 | a
}

/// Checks the header; reads nothing else.
pub(super) fn check(file: &[u8]) -> Result<(), BasemapError> {
    if file.get(..5) != Some(MAGIC.as_slice()) {
        return Err(BasemapError::Foreign);
    }
    match file.get(5) {
        Some(&VERSION) => Ok(()),
        Some(&v) => Err(BasemapError::Version(v)),
        None => Err(BasemapError::Damaged),
    }
}

/// Unpacks one section.
pub(super) fn section(file: &[u8], tag: Tag, level: u16) -> Result<Vec<u8>, BasemapError> {
    check(file)?;
    let find = || {
        let count = u16_at(file, 6)? as usize;
        let row = (0..count)
            .map(|i| HEADER + ROW * i)
            .find(|&at| u16_at(file, at) == Some(tag as u16) && u16_at(file, at + 2) == Some(level))?;
        let offset = u32_at(file, row + 4)? as usize;
        let packed = file.get(offset..offset + u32_at(file, row + 8)? as usize)?;
        (adler32(packed) == u32_at(file, row + 16)?).then_some((packed, u32_at(file, row + 12)? as usize))
    };
    let (packed, raw) = find().ok_or(BasemapError::Damaged)?;
    let mut out = Vec::with_capacity(raw.min(1 << 27));
    flate2::read::DeflateDecoder::new(packed).take(1 << 28).read_to_end(&mut out).map_err(|_| BasemapError::Damaged)?;
    if out.len() == raw { Ok(out) } else { Err(BasemapError::Damaged) }
}

/// Puts sections together into a file.
pub(super) fn freeze(sections: &[(Tag, u16, Vec<u8>)]) -> std::io::Result<Vec<u8>> {
    let mut packed = Vec::new();
    for (_, _, raw) in sections {
        let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(raw)?;
        packed.push(encoder.finish()?);
    }
    let mut out = MAGIC.to_vec();
    out.push(VERSION);
    out.extend((sections.len() as u16).to_le_bytes());
    let mut offset = HEADER + ROW * sections.len();
    for ((tag, level, raw), packed) in sections.iter().zip(&packed) {
        out.extend((*tag as u16).to_le_bytes());
        out.extend(level.to_le_bytes());
        for n in [offset as u32, packed.len() as u32, raw.len() as u32, adler32(packed)] {
            out.extend(n.to_le_bytes());
        }
        offset += packed.len();
    }
    out.extend(packed.into_iter().flatten());
    Ok(out)
}

/// Writes numbers and words of a section.
#[derive(Default)]
pub(super) struct Writer(pub Vec<u8>);

impl Writer {
    pub(super) fn number(&mut self, mut n: u64) {
        while n >= 0x80 {
            self.0.push(n as u8 | 0x80);
            n >>= 7;
        }
        self.0.push(n as u8);
    }

    pub(super) fn signed(&mut self, n: i64) {
        self.number((n << 1 ^ n >> 63) as u64);
    }

    pub(super) fn words(&mut self, s: &str) {
        self.number(s.len() as u64);
        self.0.extend_from_slice(s.as_bytes());
    }

    /// A line as differences; `last` carries on from line to line.
    pub(super) fn line(&mut self, points: &[[i32; 2]], last: &mut [i32; 2]) {
        self.number(points.len() as u64);
        for p in points {
            self.signed(i64::from(p[0]) - i64::from(last[0]));
            self.signed(i64::from(p[1]) - i64::from(last[1]));
            *last = *p;
        }
    }
}

/// Reads what [`Writer`] wrote; every call gives `None` past the end.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        let b = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(b)
    }

    pub(super) fn number(&mut self) -> Option<u64> {
        let mut n = 0_u64;
        for shift in (0..64).step_by(7) {
            let b = self.byte()?;
            n |= u64::from(b & 0x7F) << shift;
            if b < 0x80 {
                return Some(n);
            }
        }
        None
    }

    /// A number of things to follow, each at least a byte: never more than what is left.
    pub(super) fn count(&mut self) -> Option<usize> {
        let n = self.number()? as usize;
        (n <= self.bytes.len() - self.at.min(self.bytes.len())).then_some(n)
    }

    pub(super) fn signed(&mut self) -> Option<i64> {
        let n = self.number()?;
        Some((n >> 1) as i64 ^ -((n & 1) as i64))
    }

    pub(super) fn words(&mut self) -> Option<&'a str> {
        let n = self.count()?;
        let s = self.bytes.get(self.at..self.at + n)?;
        self.at += n;
        std::str::from_utf8(s).ok()
    }

    pub(super) fn line(&mut self, last: &mut [i32; 2], out: &mut Vec<[i32; 2]>) -> Option<usize> {
        let n = self.count()?;
        for _ in 0..n {
            last[0] = i32::try_from(i64::from(last[0]).checked_add(self.signed()?)?).ok()?;
            last[1] = i32::try_from(i64::from(last[1]).checked_add(self.signed()?)?).ok()?;
            out.push(*last);
        }
        Some(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut w = Writer::default();
        w.number(300);
        w.signed(-5);
        w.words("Панҷ");
        w.line(&[[7, -9], [1, 2]], &mut [0, 0]);
        let file = freeze(&[(Tag::Units, 0, w.0)]).unwrap();
        let raw = section(&file, Tag::Units, 0).unwrap();
        let mut r = Reader::new(&raw);
        assert_eq!((r.number(), r.signed(), r.words()), (Some(300), Some(-5), Some("Панҷ")));
        let mut line = Vec::new();
        r.line(&mut [0, 0], &mut line);
        assert_eq!(line, [[7, -9], [1, 2]]);
        assert_eq!(r.byte(), None);
    }

    #[test]
    fn damage_is_told() {
        let mut file = freeze(&[(Tag::Towns, 0, vec![1, 2, 3])]).unwrap();
        assert_eq!(section(&file, Tag::Labels, 0), Err(BasemapError::Damaged));
        if let Some(last) = file.last_mut() {
            *last ^= 1;
        }
        assert_eq!(section(&file, Tag::Towns, 0), Err(BasemapError::Damaged));
        assert_eq!(check(b"PNG"), Err(BasemapError::Foreign));
        assert_eq!(check(b"DLMAP\x07"), Err(BasemapError::Version(7)));
    }
}
