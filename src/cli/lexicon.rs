//! `mtlint lexicon`: check, test and search entries. Counts and tables are in files of their own.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::{Outcome, lexicon_csv, lexicon_stats};
use crate::lexicon::{Lexicon, author, compile, examples};

/// Work with lexicons.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// Check that the files of a folder parse and compile
    Check {
        /// Folder of one language, or folder of such folders
        folder: PathBuf,
    },
    /// Run the examples of every entry
    Test {
        /// Folder of one language, folder of such folders, or one file; default: `lexicons` here, else those that ship
        folder: Option<PathBuf>,
    },
    /// Count entries and examples by rule, confidence and source language, and what they find in a text
    Stats {
        /// Folder; default: the lexicons that ship
        folder: Option<PathBuf>,
        /// A text in the language: show what each entry and each rule finds in 1,000 words of it
        #[arg(long, value_name = "FILE")]
        text: Option<PathBuf>,
    },
    /// Write the entries of a folder as a table for spreadsheets
    Export {
        /// Folder of one language
        folder: PathBuf,
        /// Where to write the table
        #[arg(long, value_name = "FILE")]
        csv: PathBuf,
    },
    /// Write the entries of such a table as the files of a folder
    #[command(override_usage = "mtlint lexicon import <FILE> --csv --into <FOLDER>")]
    Import {
        /// The table
        file: PathBuf,
        /// The table is CSV, the only kind there is
        #[arg(long, required = true)]
        csv: bool,
        /// Folder of one language; files of which the table holds no row stay as they are
        #[arg(long, value_name = "FOLDER")]
        into: PathBuf,
    },
    /// Show the entries that match a text or hold a word
    Search {
        /// A word of the entry: in its id, phrases, reason or source phrase
        text: String,
        /// Folder; default: the lexicons that ship
        #[arg(long)]
        folder: Option<PathBuf>,
    },
}

pub(super) fn run(command: &Command) -> Result<Outcome, String> {
    let mut out = std::io::stdout().lock();
    let mut say = |line: String| writeln!(out, "{line}").map_err(|e| super::output_error(&e));
    match command {
        Command::Check { folder } => {
            for lexicon in open(Some(folder))? {
                say(format!("{}: {}", lexicon.code(), counted(lexicon.len(), "entry", "entries")))?;
            }
        }
        Command::Test { folder } => {
            let mut failed = 0;
            let mut passed = 0;
            let here = Path::new("lexicons");
            let folder = folder.as_deref().or_else(|| here.is_dir().then_some(here));
            for lexicon in open(folder)? {
                let failures = examples::run(&lexicon, &[]);
                for failure in &failures {
                    say(format!("{} {}: {}", failure.file, failure.entry, failure.what))?;
                }
                failed += failures.len();
                passed += lexicon.len();
            }
            let entries = counted(passed, "entry", "entries");
            say(format!("{entries}, {}", counted(failed, "failure", "failures")))?;
            return Ok(if failed > 0 { Outcome::Found } else { Outcome::Clean });
        }
        Command::Stats { folder, text } => {
            return lexicon_stats::run(folder.as_deref(), text.as_deref());
        }
        Command::Export { folder, csv } => {
            return lexicon_csv::export(folder, csv);
        }
        Command::Import { file, csv: _, into } => {
            return lexicon_csv::import(file, into);
        }
        Command::Search { text, folder } => {
            let wanted = text.to_lowercase();
            for lexicon in open(folder.as_deref())? {
                for entry in lexicon.entries() {
                    let mut fields: Vec<&str> = entry.finds().collect();
                    fields.extend([entry.id, entry.why, entry.rule]);
                    fields.extend(entry.from.iter().map(|(_, phrase)| *phrase));
                    if fields.iter().any(|field| field.to_lowercase().contains(&wanted)) {
                        let finds: Vec<&str> = entry
                            .finds()
                            .map(|find| find.split(compile::HALF).next().unwrap_or(find))
                            .collect();
                        say(format!(
                            "{}/{} {} [{}] {}: {}",
                            lexicon.code(),
                            entry.file(),
                            entry.id,
                            entry.rule,
                            entry.confidence.as_str(),
                            finds.join(" | ")
                        ))?;
                    }
                }
            }
        }
    }
    Ok(Outcome::Clean)
}

pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The lexicons of a folder, or those that ship.
pub(super) fn open(folder: Option<&Path>) -> Result<Vec<Lexicon>, String> {
    let Some(folder) = folder else {
        return Ok(Lexicon::all_built_in().collect());
    };
    read(folder)
}

/// The text of the `lang.toml` that a folder has by its name; one of its own goes before it.
pub(super) fn language_source(folder: &Path) -> Result<Option<&'static str>, String> {
    // The name of `.` is only known to the system.
    let full = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let code = full.file_name().map_or("", |name| name.to_str().unwrap_or_default());
    let source = Lexicon::built_in(code).map(Lexicon::language_source);
    if source.is_none() && !folder.join("lang.toml").is_file() {
        return Err(format!(
            "{}: needs a lang.toml, or the code of a known language as its name",
            folder.display()
        ));
    }
    Ok(source)
}

/// Compiles and opens the lexicons of a folder: of the folder itself when it holds entries, else of its subfolders.
/// A folder without `lang.toml` takes the language that its name says from the lexicons that ship.
pub(super) fn read(folder: &Path) -> Result<Vec<Lexicon>, String> {
    let one = |folder: &Path, file: Option<&Path>| -> Result<Lexicon, String> {
        let source = language_source(folder)?;
        let folder = match file {
            Some(file) => author::read_files(folder, vec![file.to_owned()], source)?,
            None => author::read_folder(folder, source)?,
        };
        Lexicon::open(compile::compile(&folder)?)
    };
    if let Some(parent) = folder.parent().filter(|_| folder.is_file()) {
        let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
        return Ok(vec![one(parent, Some(folder))?]);
    }
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    if paths.iter().any(|path| path.extension().is_some_and(|extension| extension == "toml")) {
        return Ok(vec![one(folder, None)?]);
    }
    // The lexicon of names lies beside those of languages and is of another kind.
    let holds_toml = |path: &PathBuf| {
        std::fs::read_dir(path).is_ok_and(|entries| {
            entries.flatten().any(|entry| entry.path().extension().is_some_and(|e| e == "toml"))
        })
    };
    paths.retain(|path| path.is_dir() && holds_toml(path));
    if paths.is_empty() {
        return Err(format!("{}: holds no lexicon", folder.display()));
    }
    let (mut lexicons, mut errors) = (Vec::new(), Vec::new());
    for path in &paths {
        match one(path, None) {
            Ok(lexicon) => lexicons.push(lexicon),
            Err(why) => errors.push(why),
        }
    }
    if errors.is_empty() { Ok(lexicons) } else { Err(errors.join("\n")) }
}
