//! Something skipped, guessed or left out, told to the reader.
//!
//! Notices are data: the window lists them, the command line prints one line each to stderr.
//! They never stop a run.

use serde::{Deserialize, Serialize};
use std::fmt;

/// How much a notice matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Something was guessed or repaired; everything was read (exit code 0).
    Guessed,
    /// An input was left out (exit code 1).
    LeftOut,
}

/// One line told to the reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The input it is about, as the user named it (a path, or `path:line`); empty when it is about none.
    pub path: String,
    /// The reason, one line, no trailing full stop.
    pub reason: String,
    /// Whether anything was left out.
    pub severity: Severity,
}

impl Notice {
    /// An input that was left out.
    pub fn left_out(path: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { path: path.into(), reason: reason.into(), severity: Severity::LeftOut }
    }

    /// Something guessed or repaired on the way.
    pub fn guessed(path: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { path: path.into(), reason: reason.into(), severity: Severity::Guessed }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() { f.write_str(&self.reason) } else { write!(f, "{}: {}", self.path, self.reason) }
    }
}
