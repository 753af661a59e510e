//! `mtlint generate`: what packagers and programs need, made from the program itself.
//!
//! Man pages and completions come from the same table of flags as the parser and the help, so they cannot disagree with it.
//! The schema of the JSON reports is a file of the repository, which a test holds against real output.

use std::path::PathBuf;

use clap::CommandFactory;

use super::{Arguments, Outcome, show};

/// The schema of the JSON reports.
const SCHEMA: &str = include_str!("../../docs/schema.json");

/// What is made.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// The man page of mtlint, or all man pages into a folder
    Man {
        /// Folder for the pages of mtlint and of each command; default: the page of mtlint goes to standard output
        folder: Option<PathBuf>,
    },
    /// Completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// The JSON schema of `--format json` and `--format jsonl`
    Schema,
}

pub(super) fn run(command: &Command) -> Result<Outcome, String> {
    let program = Arguments::command();
    match command {
        Command::Man { folder: None } => {
            let mut page = Vec::new();
            clap_mangen::Man::new(program).render(&mut page).map_err(|e| e.to_string())?;
            show(&String::from_utf8_lossy(&page))
        }
        Command::Man { folder: Some(folder) } => {
            let made = std::fs::create_dir_all(folder)
                .and_then(|()| clap_mangen::generate_to(program, folder));
            made.map(|()| Outcome::Clean).map_err(|e| format!("{}: {e}", folder.display()))
        }
        Command::Completions { shell } => {
            let (mut program, mut script) = (program, Vec::new());
            clap_complete::generate(*shell, &mut program, "mtlint", &mut script);
            show(&String::from_utf8_lossy(&script))
        }
        Command::Schema => show(SCHEMA),
    }
}
