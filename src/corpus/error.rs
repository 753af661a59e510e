//! Why a scan cannot begin or go on.
//!
//! What is wrong with one record or one file of the input is a [`Fault`](super::Fault), which ends nothing; an error here ends
//! the run.

use std::fmt;
use std::io;
use std::path::Path;

/// The kind of an [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// An expression that cannot be read.
    Expression,
    /// A path, pattern or list that names no input.
    Input,
    /// The folder of the outputs cannot be written, or holds another scan.
    Output,
    /// The scan that is to go on is not the one that was begun.
    Changed,
    /// A file of counts that cannot be read.
    Counts,
}

/// Why a scan ended early.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    message: String,
}

impl Error {
    /// The kind of the error.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    pub(super) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }

    /// The system's answer about a file.
    pub(super) fn io(kind: ErrorKind, path: &Path, cause: &io::Error) -> Self {
        Self::new(kind, format!("{}: {cause}", path.display()))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
