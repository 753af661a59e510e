//! `mtlint check`: show the artifacts of files.

use std::io::{BufWriter, IsTerminal, Write};

use clap::Args;

use super::input::inputs;
use super::options::{Level, Options};
use super::{Outcome, complain};
use crate::finding::Confidence;
use crate::fix::baseline::Baseline;
use crate::report::{FORMATS, Format, Reported, Style, Totals};
use crate::source;

/// Flags of `check`.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Check {
    #[command(flatten)]
    options: Options,
    /// How findings are printed: text, json, jsonl, github [default: text]
    #[arg(long, env = "MTLINT_FORMAT", value_parser = formats())]
    format: Option<String>,
    /// When to use colour
    #[arg(long, value_enum, default_value_t = Colour::Auto)]
    color: Colour,
    /// Exit with 1 only for findings at least this sure; `never` exits with 0 [default: every finding shown]
    #[arg(long, value_name = "LEVEL", value_parser = ["low", "medium", "high", "never"])]
    fail_on: Option<String>,
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

fn formats() -> Vec<&'static str> {
    FORMATS.iter().map(|format| format.name).collect()
}

pub(super) fn run(check: &Check) -> Result<Outcome, String> {
    let config = check.options.config()?;
    let checker = check.options.checker(&config)?;
    let fail_on = fail_on(check.fail_on.as_deref().or(config.fail_on.as_deref()))?;
    let format = format(check.format.as_deref().or(config.format.as_deref()))?;
    let known = check.options.baseline.as_deref();
    let mut baseline = match known {
        Some(path) if !(check.update_baseline && !path.exists()) => {
            let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
            Baseline::parse(&text).map_err(|why| format!("{}: {why}", path.display()))?
        }
        _ => Baseline::new(),
    };
    let style = Style { colour: check.colour(), findings: !check.summary, summary: !check.quiet };
    let mut report = format.start(style);
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut totals = Totals::default();
    let mut outcome = Outcome::Clean;
    for input in inputs(&check.options) {
        let input = match input {
            Ok(input) => input,
            Err(why) => {
                complain(&why);
                outcome = Outcome::Failed;
                continue;
            }
        };
        let text = input.decoded.text.as_str();
        let mut checked = checker.check(&source::read(text, input.format));
        if check.update_baseline {
            baseline.remember(&input.name, text, &checked.findings);
            continue;
        }
        totals.silenced += baseline.silence(&input.name, text, &mut checked.findings);
        totals.add(&checked);
        if checked.findings.iter().any(|f| fail_on.is_some_and(|least| f.confidence >= least)) {
            outcome = outcome.max(Outcome::Found);
        }
        let offset = input.decoded.offset();
        let reported = Reported { path: &input.name, original: text, offset, checked: &checked };
        report.document(&reported, &mut out).map_err(|e| super::output_error(&e))?;
    }
    if let Some(path) = known.filter(|_| check.update_baseline) {
        super::write_atomically(path, baseline.to_text().as_bytes())
            .map_err(|e| format!("{}: {e}", path.display()))?;
        return Ok(outcome);
    }
    let end = report.finish(&totals, &mut out).and_then(|()| out.flush());
    end.map_err(|e| super::output_error(&e))?;
    Ok(outcome)
}

impl Check {
    fn colour(&self) -> bool {
        match self.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => {
                let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
                wanted && std::io::stdout().is_terminal()
            }
        }
    }
}

/// The confidence that makes a run fail; `None` for never.
fn fail_on(name: Option<&str>) -> Result<Option<Confidence>, String> {
    match name {
        None | Some("low") => Ok(Some(Level::Low.into())),
        Some("medium") => Ok(Some(Level::Medium.into())),
        Some("high") => Ok(Some(Level::High.into())),
        Some("never") => Ok(None),
        Some(other) => Err(format!("fail-on {other:?} is not low, medium, high or never")),
    }
}

fn format(name: Option<&str>) -> Result<&'static Format, String> {
    let name = name.unwrap_or(FORMATS[0].name);
    FORMATS.iter().find(|format| format.name == name).ok_or_else(|| {
        format!("unknown format {name:?}; one of {}", formats().join(", "))
    })
}
