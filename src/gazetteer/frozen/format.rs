//! The layout of a `.gaz` file: header, section table, record. All numbers little-endian.
//!
//! ```text
//! 0   magic `DLGAZ\r\n\x1a`      8 bytes
//! 8   format version             u32
//! 12  number of sections         u32
//! 16  length of the file         u64
//! 24  CRC-32 of all from byte 64 u32
//! 28  CRC-32 of bytes 0..28      u32
//! 32  zero                       32 bytes
//! 64  section table: tag [u8; 4], zero u32, offset u64, length u64; then the sections, each on an 8-byte boundary
//! ```

/// First bytes of every file.
pub const MAGIC: [u8; 8] = *b"DLGAZ\r\n\x1a";
/// Newest version that this program reads, and the one it writes. Version 2 may have more than 255 kinds of feature;
/// version 3 keeps beside the place of a feature's name how well known it is, where earlier ones have zeros.
pub const VERSION: u32 = 3;
/// Bytes before the section table.
pub const HEADER: usize = 64;
/// Bytes of an entry of the section table.
pub const TABLE_ENTRY: usize = 24;
/// Bytes of a feature record.
pub const RECORD: usize = 32;
/// Rows whose other names are compressed together.
pub const ALIAS_BLOCK: usize = 256;
/// Degrees of latitude and longitude of a cell that nearest-place search works in.
pub const CELL_DEGREES: f64 = 0.5;
/// Bits of a record's place in the names; those above hold the feature's fame.
pub const NAME_BITS: u32 = 28;
/// Fixed-point degrees.
pub const PER_DEGREE: f64 = 1e6;
/// Fixed-point kilometres of a radius.
pub const PER_KM: f32 = 10.0;

/// Sections of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Lines `name TAB credit`, one a source layer.
    Layers,
    /// Records, sorted by id.
    Records,
    /// Primary names, run together.
    Names,
    /// Ids that are not `gn:`: length byte and text.
    Slugs,
    /// Class letter and code, one a line.
    Codes,
    /// Two letters and the present country's row as u32 (`u32::MAX` for none), 8 bytes each.
    Countries,
    /// First-level divisions: row u32 (`u32::MAX` for none), offset of the code in `Admin1Codes` u32.
    Admin1,
    /// Length byte and text.
    Admin1Codes,
    /// Second-level divisions: row u32.
    Admin2,
    /// fst map: normal form -> posting.
    Index,
    /// fst map: loose key -> posting.
    Loose,
    /// Postings that hold more than one hit: count u32, hits u32 each.
    Postings,
    /// First words: a Bloom filter.
    FirstWords,
    /// Other names, deflated in blocks.
    Aliases,
    /// Offsets of the blocks, u32, one more than there are blocks.
    AliasBlocks,
    /// Rows of populated places by cell, u32.
    Cells,
    /// Row u32, first year i16, last year i16; sorted by row.
    Years,
    /// Lines `row TAB codes parted by blanks`.
    Members,
    /// Row u32 and offset u32 in `OutlineBytes`, sorted by row; one more with where the last ends.
    Outlines,
    /// Outlines, one behind the other, as `outline.rs` packs them.
    OutlineBytes,
}

impl Section {
    /// All of them, in file order.
    pub const ALL: [Self; 20] = [
        Self::Layers,
        Self::Codes,
        Self::Countries,
        Self::Admin1,
        Self::Admin1Codes,
        Self::Admin2,
        Self::Years,
        Self::Members,
        Self::Slugs,
        Self::FirstWords,
        Self::Index,
        Self::Postings,
        Self::Records,
        Self::Names,
        Self::Loose,
        Self::Cells,
        Self::Outlines,
        Self::OutlineBytes,
        Self::AliasBlocks,
        Self::Aliases,
    ];

    /// Its tag in the section table.
    pub fn tag(self) -> [u8; 4] {
        *match self {
            Self::Layers => b"LAYR",
            Self::Records => b"RECS",
            Self::Names => b"NAME",
            Self::Slugs => b"SLUG",
            Self::Codes => b"CODE",
            Self::Countries => b"CTRY",
            Self::Admin1 => b"ADM1",
            Self::Admin1Codes => b"A1CO",
            Self::Admin2 => b"ADM2",
            Self::Index => b"INDX",
            Self::Loose => b"LOOS",
            Self::Postings => b"POST",
            Self::FirstWords => b"FRST",
            Self::Aliases => b"ALIA",
            Self::AliasBlocks => b"ALIX",
            Self::Cells => b"CELL",
            Self::Years => b"YEAR",
            Self::Members => b"MEMB",
            Self::Outlines => b"OUTL",
            Self::OutlineBytes => b"OUTB",
        }
    }
}

/// Flags of a record.
pub mod flag {
    /// The point is the parent's or a mean of members.
    pub const APPROXIMATE: u8 = 1;
    /// The id is an offset into the slugs, not a geonameid.
    pub const SLUG: u8 = 2;
    /// The years section has a row for it.
    pub const YEARS: u8 = 4;
    /// Bit from which the source layer is counted.
    pub const ORIGIN_SHIFT: u8 = 4;
}

/// A hit packed into 32 bits: row above, kind in the lowest three. Small numbers keep the index small.
pub fn pack_hit(kind: u8, row: u32) -> u32 {
    row << 3 | u32::from(kind & 7)
}

/// Kind and row of a packed hit.
pub fn unpack_hit(hit: u32) -> (u8, u32) {
    ((hit & 7) as u8, hit >> 3)
}

/// Index value of a name that one feature bears.
pub fn single(hit: u32) -> u64 {
    u64::from(hit) << 1 | 1
}

/// Index value of a name whose hits stand in the postings, at a byte offset that is a multiple of four.
pub fn several(at: usize) -> u64 {
    (at as u64 / 4) << 1
}

/// What an index value says: a single hit, or where the postings are.
///
/// # Errors
/// The byte offset of the postings, which is no mistake but the other case.
pub fn unpack_value(value: u64) -> Result<u32, usize> {
    if value & 1 == 1 { Ok((value >> 1) as u32) } else { Err((value >> 1) as usize * 4) }
}

/// The hash of a first word that [`bloom_bits`] spreads.
pub fn bloom_hash(word: &[u8]) -> u64 {
    // FNV-1a, 64 bits, finished with a multiply-shift so that short words spread over the whole filter.
    let mut h = 0xcbf2_9ce4_8422_2325u64;
    for &b in word {
        h = (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    (h ^ (h >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The three bits of a Bloom filter of `bits` bits (a power of two) that a word of this hash sets.
pub fn bloom_bits(hash: u64, bits: u64) -> [u64; 3] {
    let mask = bits.wrapping_sub(1);
    [hash & mask, (hash >> 20) & mask, (hash >> 40) & mask]
}

/// Cell of a point, row by row from the south-west.
pub fn cell(lat: f64, lon: f64) -> u32 {
    let columns = (360.0 / CELL_DEGREES) as u32;
    let row = ((lat + 90.0) / CELL_DEGREES).max(0.0) as u32;
    let column = ((lon + 180.0) / CELL_DEGREES).max(0.0) as u32;
    row * columns + column.min(columns - 1)
}
