//! `mtlint fix`: make the repairs.
//!
//! A file is written only when something changed, beside itself and then renamed over the old one, so that a full disk or an
//! interrupted run leaves the old file whole. It keeps its permissions, its encoding and its line ends.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::input::{Input, inputs, sources};
use super::options::Options;
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
}

pub(super) fn run(fix: &Fix) -> Result<Outcome, String> {
    let config = fix.options.checking.config()?;
    let checker = fix.options.checking.checker(&config)?;
    let level = if fix.r#unsafe { Applicability::Unsafe } else { Applicability::Safe };
    let single =
        fix.output.is_some() || fix.options.paths.iter().any(|path| path == Path::new("-"));
    if single && sources(&fix.options).nth(1).is_some() {
        return Err("only one input can be written to one output; nothing is written".to_owned());
    }
    let mut outcome = Outcome::Clean;
    let mut left = 0;
    for input in inputs(&fix.options) {
        let done = input.and_then(|input| {
            let text = input.decoded.text.as_str();
            let repair = checker.repair(text, level, |text| source::read(text, input.format));
            fix.deliver(&input, &repair).map_err(|why| format!("{}: {why}", input.name))?;
            fix.tell(&input, &repair);
            Ok(repair.left.findings.len())
        });
        match done {
            Ok(findings) => left += findings,
            Err(why) if why == super::CLOSED => return Ok(Outcome::Clean),
            Err(why) => {
                complain(&why);
                outcome = Outcome::Failed;
            }
        }
    }
    Ok(outcome.max(if left > 0 { Outcome::Found } else { Outcome::Clean }))
}

impl Fix {
    /// Writes the repaired text where it belongs.
    fn deliver(&self, input: &Input, repair: &Repair) -> Result<(), String> {
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
        if to_stdout {
            return print(&bytes);
        }
        let path = self.output.as_deref().unwrap_or(Path::new(&input.name));
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
    fn tell(&self, input: &Input, repair: &Repair) {
        let (made, left) = (repair.applied.len(), repair.left.findings.len());
        let done = if self.diff { "would be repaired" } else { "repaired" };
        // Nobody may be listening; the work is done all the same.
        let _ = writeln!(std::io::stderr().lock(), "{}: {made} {done}, {left} left", input.name);
    }
}

fn print(bytes: &[u8]) -> Result<(), String> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(|e| super::output_error(&e))
}
