//! Sorts more records than memory holds: runs are sorted as they fill, laid aside, and merged when they are read.
//!
//! A record is a string of bytes and is ordered as such, so that whoever writes one puts its keys first, numbers with
//! the highest byte in front.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Bytes of records that are held before a run is laid aside.
const RUN: usize = 96 << 20;
/// The longest record, in bytes.
const LONGEST: usize = u16::MAX as usize;

/// Records on their way into order.
#[derive(Debug)]
pub(in crate::gazetteer) struct Sorter {
    /// Where runs are laid.
    folder: PathBuf,
    bytes: Vec<u8>,
    ends: Vec<(u32, u32)>,
    runs: Vec<File>,
    run: usize,
}

impl Sorter {
    /// An empty one that lays its runs into unnamed files of a folder: they are gone when the program is, however it
    /// ends.
    pub(in crate::gazetteer) fn new(folder: &Path) -> Self {
        Self::with_run(folder, RUN)
    }

    fn with_run(folder: &Path, run: usize) -> Self {
        Self { folder: folder.to_owned(), bytes: Vec::new(), ends: Vec::new(), runs: Vec::new(), run }
    }

    /// Adds a record. One over 64 kB is left out: no name is as long.
    ///
    /// # Errors
    /// When a run cannot be written.
    pub(in crate::gazetteer) fn push(&mut self, record: &[u8]) -> io::Result<()> {
        if record.len() > LONGEST {
            return Ok(());
        }
        let from = self.bytes.len() as u32;
        self.bytes.extend_from_slice(record);
        self.ends.push((from, self.bytes.len() as u32));
        if self.bytes.len() + self.ends.len() * 8 > self.run { self.lay_aside() } else { Ok(()) }
    }

    fn sort(&mut self) {
        let bytes = &self.bytes;
        let record = |&(from, to): &(u32, u32)| bytes.get(from as usize..to as usize).unwrap_or(&[]);
        self.ends.sort_unstable_by(|a, b| record(a).cmp(record(b)));
    }

    fn lay_aside(&mut self) -> io::Result<()> {
        self.sort();
        let mut out = BufWriter::with_capacity(1 << 18, tempfile::tempfile_in(&self.folder)?);
        for &(from, to) in &self.ends {
            out.write_all(&((to - from) as u16).to_le_bytes())?;
            out.write_all(self.bytes.get(from as usize..to as usize).unwrap_or(&[]))?;
        }
        self.runs.push(out.into_inner().map_err(io::IntoInnerError::into_error)?);
        self.bytes.clear();
        self.ends.clear();
        Ok(())
    }

    /// Calls `each` with every record in order; equal ones follow each other. May be called again.
    ///
    /// # Errors
    /// When a run cannot be read, or what `each` says.
    pub(in crate::gazetteer) fn merged<E: From<io::Error>>(
        &mut self,
        mut each: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut merge = self.merge()?;
        while let Some(record) = merge.next()? {
            each(record)?;
        }
        Ok(())
    }

    /// The records in order, one at a time.
    ///
    /// # Errors
    /// When a run cannot be read.
    pub(in crate::gazetteer) fn merge(&mut self) -> io::Result<Merge<'_>> {
        self.sort();
        let mut heap = BinaryHeap::new();
        for (number, file) in self.runs.iter_mut().enumerate() {
            file.seek(SeekFrom::Start(0))?;
            let mut run = Run { reader: BufReader::with_capacity(1 << 18, &*file), record: Vec::new(), number };
            if run.advance()? {
                heap.push(Reverse(run));
            }
        }
        Ok(Merge { bytes: &self.bytes, rest: self.ends.iter(), heap, now: Vec::new() })
    }
}

/// A walk over the records of a [`Sorter`] in order.
#[derive(Debug)]
pub(in crate::gazetteer) struct Merge<'a> {
    bytes: &'a [u8],
    rest: std::slice::Iter<'a, (u32, u32)>,
    heap: BinaryHeap<Reverse<Run<'a>>>,
    now: Vec<u8>,
}

impl Merge<'_> {
    /// The next record; `None` behind the last.
    ///
    /// # Errors
    /// When a run cannot be read.
    pub(in crate::gazetteer) fn next(&mut self) -> io::Result<Option<&[u8]>> {
        let held = self.rest.as_slice().first();
        let held = held.map(|&(from, to)| self.bytes.get(from as usize..to as usize).unwrap_or(&[]));
        let Some(mut least) = self.heap.peek_mut() else {
            self.rest.next();
            return Ok(held);
        };
        if held.is_some_and(|h| h <= least.0.record.as_slice()) {
            self.rest.next();
            drop(least);
            return Ok(held);
        }
        self.now.clear();
        self.now.extend_from_slice(&least.0.record);
        if !least.0.advance()? {
            PeekMut::pop(least);
        }
        Ok(Some(&self.now))
    }
}

/// A run while it is read: its next record.
#[derive(Debug)]
struct Run<'a> {
    reader: BufReader<&'a File>,
    record: Vec<u8>,
    number: usize,
}

impl Run<'_> {
    /// Reads the next record; false at the end.
    fn advance(&mut self) -> io::Result<bool> {
        let mut length = [0; 2];
        match self.reader.read_exact(&mut length) {
            Ok(()) => {}
            Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
            Err(e) => return Err(e),
        }
        self.record.resize(u16::from_le_bytes(length) as usize, 0);
        self.reader.read_exact(&mut self.record)?;
        Ok(true)
    }
}

impl Ord for Run<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.record.cmp(&other.record).then(self.number.cmp(&other.number))
    }
}

impl PartialOrd for Run<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Run<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Run<'_> {}

#[cfg(test)]
mod tests {
    use super::Sorter;

    #[test]
    fn runs_merge_into_one_order() {
        let folder = std::env::temp_dir();
        for run in [64, 1 << 10, 1 << 20] {
            let mut sorter = Sorter::with_run(&folder, run);
            let mut all: Vec<Vec<u8>> = (0u32..2_000)
                .map(|i| {
                    let n = i.wrapping_mul(2_654_435_761) >> 20;
                    n.to_be_bytes().iter().copied().chain(vec![b'x'; (n % 7) as usize]).collect()
                })
                .collect();
            for record in &all {
                sorter.push(record).unwrap();
            }
            all.sort();
            for _ in 0..2 {
                let mut seen = Vec::new();
                sorter
                    .merged(|r| {
                        seen.push(r.to_vec());
                        Ok::<(), std::io::Error>(())
                    })
                    .unwrap();
                assert_eq!(seen, all, "{run}");
            }
        }
    }

    #[test]
    fn nothing_gives_nothing() {
        let mut sorter = Sorter::new(&std::env::temp_dir());
        assert!(sorter.merge().unwrap().next().unwrap().is_none());
    }
}
