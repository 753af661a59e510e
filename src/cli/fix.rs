//! `mtlint fix`: make the repairs.
//!
//! A file is written only when something changed, beside itself and then renamed over the old one, so that a full disk or an
//! interrupted run leaves the old file whole. It keeps its permissions, its encoding and its line ends.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::decisions::Decisions;
use super::input::{Input, inputs, sources};
use super::log::LogFile;
use super::options::{FailOn, Options};
use super::{Outcome, complain};
use crate::check::Repair;
use crate::finding::Applicability;
use crate::source;

/// Flags of `fix`.
#[derive(Args, Clone, Debug)]
pub(super) struct Fix {
    #[command(flatten)]
    options: Options,
    /// Make repairs too that an editor should look at
    #[arg(long)]
    r#unsafe: bool,
    /// Print the changes instead of making them
    #[arg(long, conflicts_with = "output")]
    diff: bool,
    /// Write the repaired text here (`-`: standard output); one input only
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Make exactly the repairs that were accepted in this file, which the report page writes
    #[arg(long, value_name = "FILE", conflicts_with = "unsafe")]
    decisions: Option<PathBuf>,
    /// Record every edit in a new file, for `mtlint revert`; a name in .csv makes a table for a spreadsheet instead
    #[arg(long, value_name = "FILE", conflicts_with = "diff")]
    log: Option<PathBuf>,
    #[command(flatten)]
    fail_on: FailOn,
}

pub(super) fn run(fix: &Fix) -> Result<Outcome, String> {
    let config = fix.options.checking.config()?;
    let checker = fix.options.checking.checker(&config)?;
    let fail_on = fix.fail_on.least(&config)?;
    let level = if fix.r#unsafe { Applicability::Unsafe } else { Applicability::Safe };
    let single =
        fix.output.is_some() || fix.options.paths.iter().any(|path| path == Path::new("-"));
    if single && sources(&fix.options).nth(1).is_some() {
        return Err("only one input can be written to one output; nothing is written".to_owned());
    }
    let mut decisions = fix.decisions.as_deref().map(Decisions::read).transpose()?;
    let mut log = fix.log.as_deref().map(LogFile::create).transpose()?;
    let mut outcome = Outcome::Clean;
    let mut found = false;
    for input in inputs(&fix.options) {
        let done = input.and_then(|input| {
            let text = input.decoded.text.as_str();
            let read = |text| source::read(text, input.format);
            let (repair, made) = match &mut decisions {
                None => {
                    let repair =
                        checker.repair(text, level, |text| source::read(text, input.format));
                    let made = repair.applied.len();
                    (repair, made)
                }
                Some(decisions) => match decisions.apply(&input)? {
                    None => return Ok(()),
                    Some((mut repair, made)) => {
                        repair.left = checker.check(&read(&repair.text));
                        (repair, made)
                    }
                },
            };
            let delivered = fix.deliver(&input, &repair, log.as_mut());
            delivered.map_err(|why| match why.as_str() {
                super::CLOSED => why,
                _ => format!("{}: {why}", input.name),
            })?;
            let left = &repair.left.findings;
            fix.tell(&input, made, left.len());
            found |= left.iter().any(|f| fail_on.is_some_and(|least| f.confidence >= least));
            Ok(())
        });
        match done {
            Ok(()) => {}
            Err(why) if why == super::CLOSED => break,
            Err(why) => {
                complain(&why);
                outcome = Outcome::Failed;
            }
        }
    }
    if let Some(log) = log {
        log.finish()?;
    }
    for why in decisions.iter().flat_map(Decisions::unused) {
        complain(&why);
        outcome = Outcome::Failed;
    }
    Ok(outcome.max(if found { Outcome::Found } else { Outcome::Clean }))
}

impl Fix {
    /// Writes the repaired text where it belongs.
    fn deliver(
        &self,
        input: &Input,
        repair: &Repair,
        log: Option<&mut LogFile>,
    ) -> Result<(), String> {
        let original = &input.decoded.text;
        let to_stdout = self.output.as_deref() == Some(Path::new("-"))
            || self.output.is_none() && input.is_stdin();
        if self.diff {
            let diff = similar::TextDiff::from_lines(original.as_str(), repair.text.as_str());
            let mut unified = diff.unified_diff();
            let (old, new) = (format!("a/{}", input.name), format!("b/{}", input.name));
            return print(unified.header(&old, &new).to_string().as_bytes());
        }
        let bytes = source::encode(&repair.text, input.decoded.encoding, input.decoded.bom)
            .map_err(|e| {
                format!("{e}; write it elsewhere with --output after converting it to UTF-8")
            })?;
        let path = self.output.as_deref().filter(|_| !to_stdout);
        let path = path.unwrap_or(Path::new(&input.name));
        if let Some(log) = log {
            // Before the file changes: an edit that is not on record could not be taken back.
            log.record(input, path, repair, &bytes)?;
        }
        if to_stdout {
            return print(&bytes);
        }
        if self.output.is_none() && repair.text == *original {
            return Ok(());
        }
        super::write_atomically(path, &bytes).map_err(|e| match &self.output {
            Some(path) => format!("{} is not written: {e}", path.display()),
            None => format!("not written, the file is as it was: {e}"),
        })
    }
}

impl Fix {
    /// Says on standard error what was done, or would be, and what is left.
    fn tell(&self, input: &Input, made: usize, left: usize) {
        let done = if self.diff { "would be repaired" } else { "repaired" };
        // Nobody may be listening; the work is done all the same.
        let _ = writeln!(std::io::stderr().lock(), "{}: {made} {done}, {left} left", input.name);
    }
}

fn print(bytes: &[u8]) -> Result<(), String> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(|e| super::output_error(&e))
}
