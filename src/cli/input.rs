//! The texts of a run: files, folders, standard input, in the order of the arguments.
//!
//! Finding files is apart from reading them, so that threads can share the reading. An error names its input and ends
//! nothing but that input.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::options::Options;
use crate::source::{self, Decoded, Format, walk};
use crate::text::Document;

/// Where a text comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

/// One text, read and decoded.
pub(super) struct Input {
    /// What it is called in reports.
    pub(super) name: String,
    /// How it is read.
    pub(super) format: Format,
    /// Where it came from.
    pub(super) source: Source,
    /// Its text and how it was encoded.
    pub(super) decoded: Decoded,
}

impl Source {
    /// Reads and decodes the text.
    pub(super) fn read(self, options: &Options) -> Result<Input, String> {
        let (name, bytes) = match &self {
            Self::File(path) => {
                let name = path.to_string_lossy().into_owned();
                (name, source::read_file(path).map_err(|e| e.to_string()))
            }
            Self::Stdin => {
                let name = options.stdin_name.clone().unwrap_or_else(|| "<stdin>".to_owned());
                let mut bytes = Vec::new();
                let read = std::io::stdin().lock().read_to_end(&mut bytes);
                (name, read.map(|_| bytes).map_err(|e| format!("cannot be read: {e}")))
            }
        };
        let format = options.format(&name);
        let decoded =
            bytes.and_then(|bytes| source::decode(bytes, format).map_err(|e| e.to_string()));
        let decoded = decoded.map_err(|why| format!("{name}: {why}"))?;
        Ok(Input { name, format, source: self, decoded })
    }
}

impl Input {
    /// Whether it came by standard input.
    pub(super) fn is_stdin(&self) -> bool {
        self.source == Source::Stdin
    }

    /// Its prose.
    pub(super) fn document(&self) -> Document<'_> {
        source::read(self.decoded.text.as_str(), self.format)
    }
}

/// What the arguments stand for. Standard input counts once, where it is named first.
pub(super) fn sources(
    options: &Options,
) -> impl Iterator<Item = Result<Source, String>> + Send + use<> {
    let mut piped = false;
    let mut sources = Vec::new();
    for path in &options.paths {
        if path == Path::new("-") {
            if !std::mem::replace(&mut piped, true) {
                sources.push(Ok(Source::Stdin));
            }
            continue;
        }
        let files = walk::files(std::slice::from_ref(path));
        sources.extend(files.map(|file| file.map(Source::File).map_err(|e| e.to_string())));
    }
    sources.into_iter()
}

/// Reads the inputs one by one.
pub(super) fn inputs(options: &Options) -> impl Iterator<Item = Result<Input, String>> + '_ {
    sources(options).map(|source| source?.read(options))
}
