//! How a command ends.

use crate::notice::{Notice, Severity};
use std::io::{self, Write};
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Done (0).
    Done,
    /// Done, but some inputs were left out (1).
    LeftOut,
    /// Failed (2).
    Failed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::LeftOut => 1,
            Exit::Failed => 2,
        })
    }
}

impl Exit {
    /// Prints the notices, one line each, and tells whether anything was left out.
    pub fn after(notices: &[Notice], err: &mut dyn Write) -> Self {
        for notice in notices {
            let _ = writeln!(err, "dateline: {notice}");
        }
        if notices.iter().any(|n| n.severity == Severity::LeftOut) { Self::LeftOut } else { Self::Done }
    }

    /// The graver of two.
    #[must_use]
    pub fn worst(self, other: Self) -> Self {
        self.max(other)
    }

    /// Failed for a reason, said in one line. A closed pipe is success.
    pub fn failed(error: &anyhow::Error, err: &mut dyn Write) -> Self {
        let closed =
            error.chain().filter_map(|e| e.downcast_ref::<io::Error>()).any(|e| e.kind() == io::ErrorKind::BrokenPipe);
        if closed {
            return Self::Done;
        }
        let _ = writeln!(err, "dateline: {error:#}");
        Self::Failed
    }
}
