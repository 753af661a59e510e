//! Makes the models of the verdict, and measures them.
//!
//! `mtlint-train LANG DATA.jsonl --out lexicons/LANG/verdict.bin` trains on every document in a language; with `--hold-out YEAR` that year is left
//! out and measured instead. The data, one JSON object a line, is described in `docs/verdict.md`. The same data gives the same bytes.

#![allow(
    clippy::cast_precision_loss,
    reason = "numbers of words, features and documents stay far below 2^23"
)]

mod calibrate;
mod data;
mod linear;
mod measure;
mod style;
mod train;

use std::fs::File;
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use mtlint::text::fold;
use mtlint::verdict::features::Kept;

/// Makes the model of the verdict for a language.
#[derive(Debug, Parser)]
struct Arguments {
    /// Code of the language
    lang: String,
    /// Documents, one JSON object a line
    data: PathBuf,
    /// Where the model is written
    #[arg(long)]
    out: Option<PathBuf>,
    /// Leave this year out of training and measure it
    #[arg(long)]
    hold_out: Option<u32>,
    /// Folder of the lists of words that stand for themselves
    #[arg(long, default_value = "tools/verdict/words")]
    words: PathBuf,
    /// Source languages that are told apart, with commas
    #[arg(long, default_value = "", value_delimiter = ',')]
    sources: Vec<String>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(report) => {
            // A reader that went away wants no report.
            let _ = std::io::stdout().write_all(report.as_bytes());
            ExitCode::SUCCESS
        }
        Err(why) => {
            let _ = writeln!(std::io::stderr(), "error: {why}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<String, String> {
    let list = arguments.words.join(format!("{}.txt", arguments.lang));
    let words = std::fs::read_to_string(&list).map_err(blame(&list))?;
    let mut hashes: Vec<u32> = words.split_whitespace().map(fold::hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    let input = File::open(&arguments.data).map_err(blame(&arguments.data))?;
    let rows = data::read(BufReader::new(input), &arguments.lang)
        .map_err(|why| format!("{}: {why}", arguments.data.display()))?;
    let (held, rest): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|row| Some(row.year) == arguments.hold_out);
    let common = data::common(&rest, &hashes);
    let kept = Kept::new(&hashes, &common);
    let (held, rest) = (data::examples(&held, &kept), data::examples(&rest, &kept));
    let sources: Vec<&str> =
        arguments.sources.iter().map(String::as_str).filter(|code| !code.is_empty()).collect();
    let made = train::model(&rest, (hashes, common), &kept, &sources);
    let mut report = made.report;
    if !held.is_empty() {
        report += "\nheld out\n";
        report += &measure::report(&measure::judge(&held, &made.parts));
        report += &measure::sources(&held, &made.parts, &made.source_weights);
    }
    if let Some(out) = &arguments.out {
        std::fs::write(out, made.parts.to_bytes()).map_err(blame(out))?;
    }
    Ok(report)
}

fn blame(path: &Path) -> impl Fn(std::io::Error) -> String {
    move |e| format!("{}: {e}", path.display())
}
