//! The command line.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod lexicon;

/// Finds, explains and repairs what machine translation leaves in text.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show the artifacts in files
    Check {
        paths: Vec<PathBuf>,
        #[arg(long)]
        isolated: bool,
        #[arg(long, default_value = "text")]
        format: String,
    },
    /// Work with lexicons
    #[command(subcommand)]
    Lexicon(lexicon::Command),
}

/// Runs the program.
pub fn run() -> ExitCode {
    match Arguments::parse().command {
        Command::Check { paths, .. } => {
            let checker = crate::check::Checker::new();
            let mut out = std::io::stdout().lock();
            let mut any = false;
            for path in paths {
                let format = crate::source::Format::from_path(&path);
                let Ok(decoded) = crate::source::read_file(&path)
                    .and_then(|bytes| crate::source::decode(bytes, format))
                else {
                    return ExitCode::from(2);
                };
                let text = decoded.text.clone();
                let document = crate::source::read(text.as_str(), format);
                let checked = checker.check(&document);
                any |= !checked.findings.is_empty();
                let name = path.to_string_lossy();
                let json = crate::report::json::Document::new(&name, &checked, &text, decoded.offset());
                let Ok(line) = serde_json::to_string(&json) else { return ExitCode::from(2) };
                if writeln!(out, "{line}").is_err() {
                    return ExitCode::SUCCESS;
                }
            }
            ExitCode::from(u8::from(any))
        }
        Command::Lexicon(command) => lexicon::run(&command),
    }
}
