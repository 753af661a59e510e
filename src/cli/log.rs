//! The file that records what `fix` changes, written as the run goes.
//!
//! A log is what undoes a run, so an old one is never overwritten, and the changes of a file are on disk before the file itself
//! is replaced: what an interrupted run has done can be taken back.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::input::{Input, Source};
use crate::check::Repair;
use crate::fix::decisions::fingerprint_of;
use crate::fix::log::{Log, Logged};
use crate::report::csv;
use crate::source;

/// An open log.
pub(super) struct LogFile {
    path: PathBuf,
    file: File,
    table: bool,
    some: bool,
}

impl LogFile {
    pub(super) fn create(path: &Path) -> Result<Self, String> {
        let file = File::create_new(path).map_err(|e| match e.kind() {
            std::io::ErrorKind::AlreadyExists => {
                format!(
                    "{} exists; a log is what undoes a run and is not overwritten",
                    path.display()
                )
            }
            _ => format!("{}: {e}", path.display()),
        })?;
        let table = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
        let mut log = Self { path: path.to_owned(), file, table, some: false };
        log.write(&if table { csv::changes_head() } else { Log::HEAD.to_owned() })?;
        Ok(log)
    }

    /// Records the repair of an input that is about to be written to `path` as these bytes.
    pub(super) fn record(
        &mut self,
        input: &Input,
        path: &Path,
        repair: &Repair,
        bytes: &[u8],
    ) -> Result<(), String> {
        if repair.changes.is_empty() {
            return Ok(());
        }
        let (encoding, bom) = (input.decoded.encoding, input.decoded.bom);
        let before =
            source::encode(&input.decoded.text, encoding, bom).map_err(|e| e.to_string())?;
        if let Source::File(file) = &input.source
            && source::read_file(file).map_err(|e| e.to_string())? != before
        {
            // Some older encodings write one character in two ways; a log could not bring the old way back.
            return Err(
                "its bytes cannot be restored from a log; convert it to UTF-8 first".to_owned()
            );
        }
        let offset = input.decoded.offset();
        let mut changes = repair.changes.clone();
        for change in &mut changes {
            change.start += offset;
            change.end += offset;
        }
        let logged = Logged {
            path: path.to_string_lossy().into_owned(),
            encoding: encoding.name().to_owned(),
            bom,
            before: fingerprint_of(&before),
            after: fingerprint_of(bytes),
            changes,
        };
        let between = if std::mem::replace(&mut self.some, true) { ",\n" } else { "" };
        if self.table {
            return self.write(&csv::changes(&logged));
        }
        self.write(&(between.to_owned() + &logged.to_line()))
    }

    /// Ends the log.
    pub(super) fn finish(mut self) -> Result<(), String> {
        let tail = if self.table { "" } else { Log::TAIL };
        self.write(tail)
    }

    fn write(&mut self, text: &str) -> Result<(), String> {
        let written = self.file.write_all(text.as_bytes()).and_then(|()| self.file.sync_data());
        written.map_err(|e| format!("{}: {e}", self.path.display()))
    }
}
