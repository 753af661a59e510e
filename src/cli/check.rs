//! `mtlint check`: show the artifacts of files.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::num::NonZero;
use std::ops::ControlFlow;

use clap::Args;

use super::options::{FailOn, Options};
use super::pass::{self, Judged};
use super::{Outcome, complain};
use crate::fix::baseline::Baseline;
use crate::report::{FORMATS, Format, Report, Style, Totals};

/// Flags of `check`.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Check {
    #[command(flatten)]
    options: Options,
    /// How findings are printed: text, json, jsonl, github, short, markdown, csv, sarif, rdjson, checkstyle, junit, html
    /// [default: text]
    #[arg(long, env = "MTLINT_FORMAT", hide_env_values = true, hide_possible_values = true, value_parser = formats())]
    format: Option<String>,
    /// When to use colour
    #[arg(long, value_enum, default_value_t = Colour::Auto)]
    color: Colour,
    #[command(flatten)]
    fail_on: FailOn,
    /// Number of threads; the output is the same for any [default: one a processor]
    #[arg(long, value_name = "N", env = "MTLINT_THREADS", hide_env_values = true)]
    threads: Option<NonZero<usize>>,
    /// Print no summary
    #[arg(long, short)]
    quiet: bool,
    /// Print only the summary
    #[arg(long, conflicts_with = "quiet")]
    summary: bool,
    /// Write what is found to the baseline file instead of reporting it
    #[arg(long, requires = "baseline")]
    update_baseline: bool,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Colour {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Names of the formats.
pub(super) fn formats() -> Vec<&'static str> {
    FORMATS.iter().map(|format| format.name).collect()
}

pub(super) fn run(flags: &Check) -> Result<Outcome, String> {
    let config = flags.options.checking.config()?;
    let door = flags.options.checking.checker(&config)?;
    let fail_on = flags.fail_on.least(&config)?;
    let format = match (flags.format.as_deref(), config.format.as_deref()) {
        (None, Some(name)) => format(name).map_err(|why| config.blame(&why))?,
        (name, _) => format(name.unwrap_or(FORMATS[0].name))?,
    };
    let known = flags.options.baseline.as_deref();
    let mut baseline = match known {
        Some(path) if flags.update_baseline && !path.exists() => Baseline::new(),
        _ => flags.options.known()?,
    };
    let style = Style { colour: flags.colour(), findings: !flags.summary, summary: !flags.quiet };
    let mut out = BufWriter::new(io::stdout().lock());
    let mut run =
        Run { report: format.start(style), totals: Totals::default(), failed: 0, found: false };
    let mut written = Ok(());
    let names = run.report.wants_names();
    pass::check(&flags.options, &door, flags.threads, names, |result| {
        match result {
            Err(why) => {
                // What is out already stands before what went wrong after it, when both go to one terminal.
                written = out.flush();
                complain(&why);
                run.failed += 1;
            }
            Ok(Judged { input, checked, .. }) if flags.update_baseline => {
                baseline.remember(&input.name, &input.decoded.text, &checked.findings);
                run.totals.add(&checked);
            }
            Ok(mut judged) => {
                let Judged { input, checked, .. } = &mut judged;
                run.totals.silenced +=
                    baseline.silence(&input.name, &input.decoded.text, &mut checked.findings);
                run.found |= checked
                    .findings
                    .iter()
                    .any(|f| fail_on.is_some_and(|least| f.confidence >= least));
                run.totals.add(checked);
                written = run.report.document(&judged.reported(), &mut out);
            }
        }
        if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    written.map_err(|e| super::output_error(&e))?;
    if let Some(path) = known.filter(|_| flags.update_baseline) {
        super::write_atomically(path, baseline.to_text().as_bytes())
            .map_err(|e| format!("{}: {e}", path.display()))?;
    } else {
        let end = run.report.finish(&run.totals, &mut out).and_then(|()| out.flush());
        end.map_err(|e| super::output_error(&e))?;
    }
    Ok(run.outcome())
}

/// What a run has come to so far.
struct Run {
    report: Box<dyn Report>,
    totals: Totals,
    failed: usize,
    found: bool,
}

impl Run {
    fn outcome(&self) -> Outcome {
        let inputs = self.failed + self.totals.documents;
        if self.failed > 0 && inputs > 1 {
            complain(&format!("{} of {inputs} inputs could not be checked", self.failed));
        }
        match (self.failed, self.found) {
            (1.., _) => Outcome::Failed,
            (0, true) => Outcome::Found,
            (0, false) => Outcome::Clean,
        }
    }
}

impl Check {
    fn colour(&self) -> bool {
        match self.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => {
                let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
                wanted && io::stdout().is_terminal()
            }
        }
    }
}

/// The format of this name.
pub(super) fn format(name: &str) -> Result<&'static Format, String> {
    FORMATS
        .iter()
        .find(|format| format.name == name)
        .ok_or_else(|| format!("unknown format {name:?}; one of {}", formats().join(", ")))
}
