//! The command line: flags in, exit code out, findings on standard output, everything else on standard error.

mod check;
mod config;
mod decisions;
mod explain;
mod fix;
mod generate;
mod input;
mod lexicon;
mod lexicon_csv;
mod lexicon_stats;
mod log;
mod names;
mod names_survey;
mod options;
mod pass;
mod progress;
mod report;
mod report_scan;
mod revert;
mod scan;
mod sources;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, CommandFactory, Parser, Subcommand};

pub use explain::rule_page;

/// Finds, explains and repairs what machine translation leaves in text.
#[derive(Debug, Parser)]
#[command(name = "mtlint", version, about, after_help = AFTER_HELP)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
`mtlint FILE` is short for `mtlint check FILE`.
Exit status: 0 nothing found, 1 artifacts found, 2 something could not be done.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Show the artifacts in files
    Check(Box<check::Check>),
    /// Repair files in place
    Fix(Box<fix::Fix>),
    /// Take back the changes of a log that `fix --log` wrote
    Revert(revert::Revert),
    /// Write a report of files or of a scan: a page for people, or another format
    Report(Box<report::ReportFlags>),
    /// Check a corpus: JSON lines, tables, web archives, folders
    Scan(Box<scan::Scan>),
    /// Show and add up the sources of corpora
    Sources(sources::Sources),
    /// Explain a rule, a family of rules or a lexicon entry
    Explain {
        /// Such as calque/quantity, or the id of an entry
        name: String,
    },
    /// List the rules
    Rules(Table),
    /// List the languages
    Languages(Table),
    /// Check, test, count, search, export and import lexicons
    #[command(subcommand)]
    Lexicon(lexicon::Command),
    /// Show the names of texts, with their spellings side by side
    Names(names::Names),
    /// Print man pages, shell completions or the JSON schema
    #[command(subcommand)]
    Generate(generate::Command),
}

#[derive(Args, Debug)]
struct Table {
    /// How the table is printed
    #[arg(long, value_enum, default_value_t)]
    format: explain::TableFormat,
}

/// How a run ended, worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Nothing found.
    Clean,
    /// Artifacts found, or left.
    Found,
    /// Something could not be done.
    Failed,
}

/// The word for a reader that went away, which is no error.
const CLOSED: &str = "closed pipe";

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let given: Vec<OsString> = std::env::args_os().collect();
    let words = with_default_command(given.clone());
    if words.len() > given.len()
        && let Some(why) = misspelt_command(&words)
    {
        complain(&why);
        return ExitCode::from(2);
    }
    let arguments = Arguments::parse_from(words);
    let ended = match arguments.command {
        Command::Check(check) => check::run(&check),
        Command::Fix(fix) => fix::run(&fix),
        Command::Revert(revert) => revert::run(&revert),
        Command::Report(report) => report::run(&report),
        Command::Scan(scan) => scan::run(&scan),
        Command::Sources(sources) => sources::run(&sources),
        Command::Explain { name } => explain::explain(&name).and_then(|page| show(&page)),
        Command::Rules(table) => show(&explain::rules(table.format)),
        Command::Languages(table) => show(&explain::languages(table.format)),
        Command::Lexicon(command) => lexicon::run(&command),
        Command::Names(flags) => names::run(&flags),
        Command::Generate(command) => generate::run(&command),
    };
    match ended {
        Ok(outcome) => ExitCode::from(outcome as u8),
        Err(why) if why == CLOSED => ExitCode::SUCCESS,
        Err(why) => {
            why.lines().for_each(complain);
            ExitCode::from(2)
        }
    }
}

/// Puts `check` in front of arguments that name no command.
fn with_default_command(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let commands = Arguments::command();
    let known = |name: &str| {
        matches!(name, "help" | "-h" | "--help" | "-V" | "--version")
            || commands.get_subcommands().any(|command| command.get_name() == name)
    };
    if arguments.get(1).is_some_and(|first| !first.to_str().is_some_and(known)) {
        arguments.insert(1, "check".into());
    }
    arguments
}

/// The command that was meant by a first argument that is neither a command nor a file.
fn misspelt_command(arguments: &[OsString]) -> Option<String> {
    let first =
        arguments.get(2).filter(|_| arguments.get(1).is_some_and(|command| command == "check"))?;
    let word = first.to_str().filter(|word| word.chars().all(|c| c.is_ascii_lowercase()))?;
    let commands = Arguments::command();
    let meant = options::nearest(word, commands.get_subcommands().map(clap::Command::get_name))?;
    (!Path::new(word).exists())
        .then(|| format!("no file or command is called {word:?}; did you mean {meant:?}?"))
}

fn complain(why: &str) {
    // When standard error is closed too there is nobody left to tell.
    let _ = writeln!(io::stderr().lock(), "error: {why}");
}

fn show(text: &str) -> Result<Outcome, String> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|e| output_error(&e))?;
    Ok(Outcome::Clean)
}

fn output_error(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::BrokenPipe => CLOSED.to_owned(),
        _ => format!("standard output: {error}"),
    }
}

/// Writes a file beside its place and renames it there, so that the old one stays whole until the new one is. Keeps the
/// permissions of the old file; a symbolic link stays one. What is no file (a device, a named pipe) is written to
/// and not replaced.
fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if std::fs::metadata(path).is_ok_and(|old| !old.is_file()) {
        return std::fs::OpenOptions::new().write(true).open(path)?.write_all(bytes);
    }
    let (file, path) = stage(path, bytes)?;
    file.persist(&path).map(drop).map_err(|e| e.error)
}

/// Writes what is to become a file beside its place, with the permissions of the old one.
fn stage(path: &Path, bytes: &[u8]) -> io::Result<(tempfile::NamedTempFile, PathBuf)> {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let old = std::fs::metadata(&path).ok();
    let folder =
        path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut beside = tempfile::Builder::new();
    beside.prefix(".mtlint-");
    #[cfg(unix)]
    beside.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666)); // less the umask
    let mut file = beside.tempfile_in(folder).map_err(|e| without_path(&e))?;
    file.as_file_mut().write_all(bytes)?;
    if let Some(old) = old {
        file.as_file().set_permissions(old.permissions())?;
    }
    file.as_file().sync_all()?;
    Ok((file, path))
}

/// The error without the name of the temporary file, which the user never chose.
fn without_path(error: &io::Error) -> io::Error {
    let message = error.to_string();
    io::Error::new(error.kind(), message.split(" at path ").next().unwrap_or_default().to_owned())
}
