//! What a build did: counts and merges, one line each.

use crate::gazetteer::entry::Entry;
use std::collections::BTreeMap;
use std::fmt;

/// Lines of a build's report, in the order they happened, and the features by class and code.
#[derive(Debug, Default)]
pub struct Report {
    lines: Vec<String>,
    classes: BTreeMap<String, usize>,
    names: usize,
}

impl Report {
    /// One line.
    pub fn line(&mut self, text: impl Into<String>) {
        self.lines.push(text.into());
    }

    pub(super) fn count_classes(&mut self, entries: &[Entry]) {
        for e in entries {
            *self.classes.entry(format!("{}.{}", e.class.letter(), e.code)).or_default() += 1;
            self.names += 1 + e.names.len();
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.lines {
            writeln!(f, "{line}")?;
        }
        let total: usize = self.classes.values().sum();
        writeln!(f, "in all: {total} features, {} names as written", self.names)?;
        for (class, count) in &self.classes {
            writeln!(f, "  {class:<8} {count:>7}")?;
        }
        Ok(())
    }
}
