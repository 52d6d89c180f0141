//! The sections of a file while they grow, each in an unnamed file of its own, and how they become one file.

use super::super::format::{self, Section};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// All sections that were begun.
#[derive(Debug)]
pub(super) struct Parts {
    folder: PathBuf,
    parts: BTreeMap<Section, Part>,
}

/// One section.
#[derive(Debug)]
pub(super) struct Part {
    file: BufWriter<File>,
    len: u64,
}

impl Part {
    /// Bytes written so far.
    pub(super) fn len(&self) -> u64 {
        self.len
    }
}

impl Write for Part {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.len += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Parts {
    /// None yet; their files are made in `folder`.
    pub(super) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), parts: BTreeMap::new() }
    }

    /// A section to write on, begun when it is not there.
    pub(super) fn get(&mut self, section: Section) -> io::Result<&mut Part> {
        match self.parts.entry(section) {
            std::collections::btree_map::Entry::Occupied(known) => Ok(known.into_mut()),
            std::collections::btree_map::Entry::Vacant(new) => {
                let file = BufWriter::with_capacity(1 << 16, tempfile::tempfile_in(&self.folder)?);
                Ok(new.insert(Part { file, len: 0 }))
            }
        }
    }

    /// Writes header, section table and sections.
    pub(super) fn assemble(&mut self, version: u32, out: &mut (impl Write + Seek)) -> io::Result<()> {
        let count = Section::ALL.len();
        let mut at = (format::HEADER + count * format::TABLE_ENTRY) as u64;
        let mut table = Vec::new();
        for section in Section::ALL {
            let length = self.parts.get(&section).map_or(0, Part::len);
            at = at.next_multiple_of(8);
            table.extend_from_slice(&section.tag());
            table.extend_from_slice(&[0; 4]);
            table.extend_from_slice(&at.to_le_bytes());
            table.extend_from_slice(&length.to_le_bytes());
            at += length;
        }
        let whole = at;
        let mut crc = flate2::Crc::new();
        out.write_all(&[0; format::HEADER])?;
        let mut at = (format::HEADER + table.len()) as u64;
        let mut put = |bytes: &[u8]| {
            crc.update(bytes);
            out.write_all(bytes)
        };
        put(&table)?;
        let mut buffer = vec![0; 1 << 17];
        for section in Section::ALL {
            let padding = at.next_multiple_of(8) - at;
            put([0; 8].get(..padding as usize).unwrap_or(&[]))?;
            at += padding;
            let Some(part) = self.parts.get_mut(&section) else { continue };
            part.flush()?;
            let file = part.file.get_mut();
            file.seek(SeekFrom::Start(0))?;
            loop {
                let read = file.read(&mut buffer)?;
                if read == 0 {
                    break;
                }
                put(buffer.get(..read).unwrap_or(&[]))?;
            }
            at += part.len;
        }
        let mut head = Vec::with_capacity(format::HEADER);
        head.extend_from_slice(&format::MAGIC);
        head.extend_from_slice(&version.to_le_bytes());
        head.extend_from_slice(&(count as u32).to_le_bytes());
        head.extend_from_slice(&whole.to_le_bytes());
        head.extend_from_slice(&crc.sum().to_le_bytes());
        let mut sum = flate2::Crc::new();
        sum.update(&head);
        head.extend_from_slice(&sum.sum().to_le_bytes());
        head.resize(format::HEADER, 0);
        out.seek(SeekFrom::Start(0))?;
        out.write_all(&head)?;
        out.flush()
    }
}
