//! What can go wrong while reading or writing a file.
//!
//! One opaque type with a kind, so that causes can be added without breaking callers. Messages say what and where in
//! lower case and without the name of the file, which the caller puts in front. Only the walk names paths, because
//! it alone knows which folder failed.

use std::fmt;

/// The kind of an [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The system could not read a file or folder.
    Io,
    /// The bytes are text in no encoding that can be told with confidence.
    Encoding,
    /// The bytes are not text.
    Binary,
    /// The text is over 4 GiB - 1.
    TooLarge,
    /// A character cannot be written in the encoding of the file.
    Unmappable,
}

/// Why a file could not be read or written.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    cause: Option<std::io::Error>,
}

impl Error {
    /// The kind of the error.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    pub(super) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), cause: None }
    }

    pub(super) fn io(cause: std::io::Error) -> Self {
        Self { kind: ErrorKind::Io, message: "cannot be read".to_owned(), cause: Some(cause) }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            Some(cause) => write!(f, "{}: {cause}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

// The cause is part of the message already; giving it out again as `source` would print it twice.
impl std::error::Error for Error {}
