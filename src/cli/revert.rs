//! `mtlint revert`: take back what `fix --log` recorded, byte for byte.
//!
//! A file is written only when it is, to the byte, what the repair left, and what is written is, to the byte, what was there before;
//! both by their hashes. Anything else is left alone and said.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Outcome, complain, write_atomically};
use crate::fix::decisions::fingerprint_of;
use crate::fix::log::{Log, Logged};
use crate::source::{self, Decoded, Encoding};

/// Flags of `revert`.
#[derive(Args, Clone, Debug)]
pub(super) struct Revert {
    /// The log that `mtlint fix --log` wrote
    log: PathBuf,
}

pub(super) fn run(flags: &Revert) -> Result<Outcome, String> {
    let blame = |why: String| format!("{}: {why}", flags.log.display());
    let text = std::fs::read_to_string(&flags.log).map_err(|e| blame(e.to_string()))?;
    let log = Log::parse(&text).map_err(|e| blame(e.to_string()))?;
    let mut outcome = Outcome::Clean;
    // A file that the run met twice is taken back from its last state.
    for file in log.files.iter().rev() {
        let said = match revert(file) {
            Ok(said) => said,
            Err(why) => {
                complain(&format!("{}: {why}", file.path));
                outcome = Outcome::Failed;
                continue;
            }
        };
        // Nobody may be listening; the work is done all the same.
        let _ = writeln!(std::io::stderr().lock(), "{}: {said}", file.path);
    }
    Ok(outcome)
}

/// Takes back the changes of one file and says what was done.
fn revert(file: &Logged) -> Result<String, String> {
    let path = Path::new(&file.path);
    let bytes = source::read_file(path).map_err(|e| e.to_string())?;
    let found = fingerprint_of(&bytes);
    if found == file.before {
        return Ok("is as it was before the repair".to_owned());
    }
    if found != file.after {
        return Err("changed since it was repaired; left alone".to_owned());
    }
    let encoding = Encoding::from_label(&file.encoding)
        .ok_or_else(|| format!("unknown encoding {:?}", file.encoding))?;
    let text = source::decode_as(&bytes, encoding, file.bom).map_err(|e| e.to_string())?;
    let offset = Decoded { text: String::new(), encoding, bom: file.bom }.offset();
    let before = file.revert(&text, offset).map_err(|e| e.to_string())?;
    let before = source::encode(&before, encoding, file.bom).map_err(|e| e.to_string())?;
    if fingerprint_of(&before) != file.before {
        return Err("the log does not lead back to what was there before; left alone".to_owned());
    }
    write_atomically(path, &before).map_err(|e| format!("not written: {e}"))?;
    Ok(match file.changes.len() {
        1 => "1 change taken back".to_owned(),
        n => format!("{n} changes taken back"),
    })
}
