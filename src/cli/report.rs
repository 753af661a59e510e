//! `mtlint report`: what was found, as a file to keep or to send; in files that are checked now, or in a scan that was run.
//!
//! Any format of `check` can be written; the default is the page for people. A report is no gate, so what it found does not change
//! how the run ends.

use std::io::{self, BufWriter, Write};
use std::num::NonZero;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::Args;

use super::check::{format, formats};
use super::options::Options;
use super::pass::{self, Judged};
use super::{Outcome, complain, output_error, report_scan, show, write_atomically};
use crate::report::{Style, Totals};

/// Flags of `report`.
#[derive(Args, Clone, Debug)]
pub(super) struct ReportFlags {
    #[command(flatten)]
    options: Options,
    /// How the report is written: html, or another format of `check`
    #[arg(long, default_value = "html", hide_possible_values = true, value_parser = formats())]
    format: String,
    /// Write the report here instead of to standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Compare a scan with the stats.json of another; may be repeated, for shares of one scan
    #[arg(long, value_name = "STATS")]
    compare: Vec<PathBuf>,
    /// Number of threads; the output is the same for any [default: one a processor]
    #[arg(long, value_name = "N", env = "MTLINT_THREADS", hide_env_values = true)]
    threads: Option<NonZero<usize>>,
}

pub(super) fn run(flags: &ReportFlags) -> Result<Outcome, String> {
    let format = format(&flags.format)?;
    let path = flags.output.as_deref().filter(|path| *path != Path::new("-"));
    if !flags.compare.is_empty() || report_scan::is_scan(&flags.options.paths) {
        if format.name != "html" {
            return Err(format!("a scan is reported as html, not as {}", format.name));
        }
        let page = report_scan::page(&flags.options.paths, &flags.compare)?;
        let Some(path) = path else { return show(&page) };
        return write_report(path, page.as_bytes()).map(|()| Outcome::Clean);
    }
    let config = flags.options.checking.config()?;
    let checker = flags.options.checking.checker(&config)?;
    let baseline = flags.options.known()?;
    let style = Style { colour: false, findings: true, summary: true };
    let mut report = format.start(style);
    let mut totals = Totals::default();
    let mut failed = 0_usize;
    let mut made = Vec::new();
    let mut stdout = BufWriter::new(io::stdout().lock());
    // A file is replaced whole when the report is; standard output is written as the run goes.
    let out: &mut dyn Write = if path.is_some() { &mut made } else { &mut stdout };
    let mut written = Ok(());
    let names = report.wants_names();
    pass::check(&flags.options, &checker, flags.threads, names, |result| {
        match result {
            Err(why) => {
                complain(&why);
                failed += 1;
            }
            Ok(mut judged) => {
                let Judged { input, checked, .. } = &mut judged;
                let (path, original) = (&input.name, &input.decoded.text);
                totals.silenced += baseline.silence(path, original, &mut checked.findings);
                totals.add(checked);
                written = report.document(&judged.reported(), out);
            }
        }
        if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    written.map_err(|e| output_error(&e))?;
    let end = report.finish(&totals, out).and_then(|()| out.flush());
    end.map_err(|e| output_error(&e))?;
    if let Some(path) = path {
        write_report(path, &made)?;
    }
    if failed > 0 && failed + totals.documents > 1 {
        complain(&format!("{failed} of {} inputs could not be checked", failed + totals.documents));
    }
    Ok(if failed > 0 { Outcome::Failed } else { Outcome::Clean })
}

fn write_report(path: &Path, report: &[u8]) -> Result<(), String> {
    write_atomically(path, report).map_err(|e| format!("{} is not written: {e}", path.display()))
}
