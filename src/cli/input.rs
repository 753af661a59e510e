//! The texts of a run: files, folders, standard input.

use std::io::Read;
use std::path::Path;

use super::options::Options;
use crate::source::{self, Decoded, Format, walk};

/// One text, read and decoded.
pub(super) struct Input {
    /// What it is called in reports.
    pub(super) name: String,
    /// How it is read.
    pub(super) format: Format,
    piped: bool,
    /// Its text and how it was encoded.
    pub(super) decoded: Decoded,
}

impl Input {
    /// Whether it came by standard input.
    pub(super) fn is_stdin(&self) -> bool {
        self.piped
    }
}

/// Reads the inputs one by one. An error names its file and does not end the run.
pub(super) fn inputs(options: &Options) -> impl Iterator<Item = Result<Input, String>> + '_ {
    let (stdin, paths): (Vec<_>, Vec<_>) = options.paths.iter().cloned().partition(|path| path == Path::new("-"));
    let piped = stdin.into_iter().take(1).map(|_| {
        let name = options.stdin_name.clone().unwrap_or_else(|| "<stdin>".to_owned());
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().read_to_end(&mut bytes);
        read.map_err(|e| format!("{name}: {e}"))?;
        input(options, name, bytes, true)
    });
    let found: Vec<_> = walk::files(&paths).collect();
    piped.chain(found.into_iter().map(|path| {
        let path = path.map_err(|e| e.to_string())?;
        let name = path.to_string_lossy().into_owned();
        let bytes = source::read_file(&path).map_err(|e| format!("{name}: {e}"))?;
        input(options, name, bytes, false)
    }))
}

fn input(options: &Options, name: String, bytes: Vec<u8>, piped: bool) -> Result<Input, String> {
    let format = options.format(&name);
    let decoded = source::decode(bytes, format).map_err(|e| format!("{name}: {e}"))?;
    Ok(Input { name, format, piped, decoded })
}
