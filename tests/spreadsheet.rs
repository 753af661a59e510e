//! A lexicon goes out as a spreadsheet and comes back as it was.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use mtlint::lexicon::author::{self, Entry};
use mtlint::lexicon::spreadsheet;

fn mtlint(arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mtlint"));
    command.args(arguments).current_dir(folder).output().expect("the program runs")
}

fn succeeds(output: &Output) {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Folders of one language in `lexicons`, by code.
fn languages() -> Vec<PathBuf> {
    let folders = fs::read_dir("lexicons").expect("the lexicons");
    let mut folders: Vec<PathBuf> = folders.map(|entry| entry.expect("an entry").path()).collect();
    folders.retain(|folder| folder.join("lang.toml").is_file());
    folders.sort();
    folders
}

/// Entries with the name of their file in place of its path.
fn entries(folder: &Path) -> Vec<Entry> {
    let mut entries = author::read_folder(folder, None).expect("a lexicon").entries;
    for entry in &mut entries {
        entry.file = entry.file.file_name().expect("a name").into();
    }
    entries
}

/// The facts of a language are no part of the table.
fn with_facts(code: &str, from: &Path, parent: &Path) -> PathBuf {
    let into = parent.join(code);
    fs::create_dir_all(&into).expect("a folder");
    for facts in ["lang.toml", "topics.toml"].map(|name| from.join(name)) {
        if facts.is_file() {
            fs::copy(&facts, into.join(facts.file_name().expect("a name"))).expect("a copy");
        }
    }
    into
}

#[test]
fn every_lexicon_comes_back_as_it_was() {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let table = temporary.path().join("table.csv");
    let table_name = table.to_str().expect("UTF-8");
    for folder in languages() {
        let code = folder.file_name().and_then(|name| name.to_str()).expect("a code");
        let into = with_facts(code, &folder, temporary.path());
        let from = folder.to_str().expect("UTF-8");
        succeeds(&mtlint(&["lexicon", "export", from, "--csv", table_name], Path::new(".")));
        let arguments = ["lexicon", "import", "table.csv", "--csv", "--into", code];
        succeeds(&mtlint(&arguments, temporary.path()));
        let (before, after) = (entries(&folder), entries(&into));
        assert_eq!(before.len(), after.len(), "{code}");
        for (before, after) in before.iter().zip(&after) {
            assert_eq!(before, after, "{code}");
        }
        for file in fs::read_dir(&into).expect("the folder") {
            let (file, first) = (file.expect("an entry"), |path: &Path| {
                let text = fs::read_to_string(path).expect("a file");
                text.lines()
                    .take_while(|line| line.starts_with('#'))
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            });
            assert_eq!(first(&file.path()), first(&folder.join(file.file_name())), "{code}");
        }
        // What comes out of the new folder is the same table, and it changes nothing.
        let again = temporary.path().join("again.csv");
        let arguments = ["lexicon", "export", code, "--csv", "again.csv"];
        succeeds(&mtlint(&arguments, temporary.path()));
        assert!(fs::read(&table).expect("a table") == fs::read(again).expect("a table"), "{code}");
    }
}

const FILE: &str = r#"# Two lines
# at the head.
[defaults]
rule = "calque/phrase"

[[entry]]
id = "odd"
find = ["=zorp", "+zorp {word}"]
fix = ["blorp", ""]
near = ["@home"]
from = { fr = "a: b → c\\d" }
why = "-5 is no number"
bad = [["A =zorp\n went.", "A blorp\n went."], "A =zorp went."]
good = [" A blorp → went.\t", "'=1"]
"#;

fn odd() -> (tempfile::TempDir, PathBuf) {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let folder = temporary.path().join("en");
    fs::create_dir(&folder).expect("a folder");
    fs::write(folder.join("own.toml"), FILE).expect("a file");
    (temporary, folder)
}

#[test]
fn no_cell_is_a_formula_and_every_text_survives() {
    let (temporary, folder) = odd();
    let lang = fs::read_to_string("lexicons/en/lang.toml").expect("the facts");
    let read = author::read_folder(&folder, Some(&lang)).expect("a lexicon").entries;
    let table =
        spreadsheet::write(&read, |_| "Two lines\nat the head.".to_owned()).expect("a table");
    assert!(table.starts_with("\u{FEFF}".as_bytes()));
    let text = String::from_utf8(table.clone()).expect("UTF-8");
    let mut cells = csv::Reader::from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    for record in cells.records() {
        for cell in &record.expect("a row") {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
        }
    }
    let back = spreadsheet::read(&table, &folder).expect("the rows");
    assert_eq!(back[0].head, "Two lines\nat the head.");
    assert_eq!(back[0].rows, [(2, read[0].clone())]);
    // As a spreadsheet of another country saves it.
    let mut other = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    let mut rows = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    for record in rows.records() {
        let record = record.expect("a row");
        other.write_record(record.iter().map(|cell| cell.replace('\n', "\r\n"))).expect("a row");
    }
    let other = other.into_inner().expect("a table");
    assert_eq!(spreadsheet::read(&other, &folder).expect("the rows"), back);
    drop(temporary);
}

/// Changes one cell of a table and gives what the import says.
fn spoiled(from: &str, to: &str) -> String {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let good = fs::canonicalize("tests/cmd/lexicon.in/good/en").expect("the folder");
    let table = temporary.path().join("t.csv");
    let arguments = ["lexicon", "export", good.to_str().expect("UTF-8"), "--csv", "t.csv"];
    succeeds(&mtlint(&arguments, temporary.path()));
    let text = fs::read_to_string(&table).expect("a table");
    assert!(text.contains(from), "{text}");
    fs::write(&table, text.replacen(from, to, 1)).expect("a table");
    let import = ["lexicon", "import", "t.csv", "--csv", "--into", "en"];
    let output = mtlint(&import, temporary.path());
    assert_eq!(output.status.code(), Some(2));
    assert!(!temporary.path().join("en").exists(), "nothing is written");
    String::from_utf8(output.stderr).expect("UTF-8")
}

#[test]
fn what_is_wrong_is_said_with_row_and_field_and_nothing_is_written() {
    let all = [
        ("calque/phrase", "calque/phrases", "field `rule`: there is no rule \"calque/phrases\""),
        (",high,", ",sure,", "field `confidence`: \"sure\" is not low, medium or high"),
        (
            "own.toml",
            "../own.toml",
            "field `file`: \"../own.toml\" is no name of a file of entries",
        ),
        ("travel to the region", "travel to {nothing}", "field `find`: "),
        ("fr: se", "fr se", "field `from`: "),
    ];
    for (from, to, wanted) in all {
        let said = spoiled(from, to);
        let start = "error: t.csv: row 2, entry \"own-travel-to-region\": ";
        assert!(said.starts_with(start), "{said}");
        assert!(said.contains(wanted), "{said}");
    }
    let said = spoiled("good,not", "good,note");
    assert_eq!(said, "error: t.csv: row 1: there is no column \"note\"\n");
}
