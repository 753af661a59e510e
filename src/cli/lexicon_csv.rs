//! `mtlint lexicon export` and `import`: a lexicon as a spreadsheet and back.
//!
//! What comes back goes through everything that a lexicon goes through when it is opened, and its examples are run; a file is
//! written when nothing at all is wrong, and only if its entries or its head changed, so that comments of the others stay.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use super::lexicon::{counted, language_source};
use super::{Outcome, show};
use crate::lexicon::author::{self, Entry};
use crate::lexicon::spreadsheet::{self, FileOfRows, place};
use crate::lexicon::{Lexicon, compile, examples, house};

/// Writes the entries of `folder` as the table `csv`.
pub(super) fn export(folder: &Path, csv: &Path) -> Result<Outcome, String> {
    let entries = author::read_folder(folder, language_source(folder)?)?.entries;
    let table = spreadsheet::write(&entries, head)?;
    super::write_atomically(csv, &table).map_err(|e| format!("{}: {e}", csv.display()))?;
    show(&format!("{}: {}\n", csv.display(), counted(entries.len(), "entry", "entries")))
}

/// Writes the table `csv` as files of the folder `into`, or nothing when anything is wrong.
pub(super) fn import(csv: &Path, into: &Path) -> Result<Outcome, String> {
    let at = |why: &dyn std::fmt::Display| format!("{}: {why}", csv.display());
    let bytes = std::fs::read(csv).map_err(|e| at(&e))?;
    let each = |why: String| why.lines().map(|line| at(&line)).collect::<Vec<_>>().join("\n");
    let files = spreadsheet::read(&bytes, into).map_err(each)?;
    check(&files, into).map_err(|errors| {
        errors
            .iter()
            .map(|(own, line)| if *own { at(line) } else { line.clone() })
            .collect::<Vec<_>>()
            .join("\n")
    })?;
    let mut staged = Vec::new();
    let mut written = Vec::new();
    for file in &files {
        let entries: Vec<&Entry> = file.rows.iter().map(|(_, entry)| entry).collect();
        if is_written(file, &entries) {
            continue;
        }
        let named = |why: &dyn std::fmt::Display| format!("{}: {why}", file.path.display());
        let text = house::file(&file.head, &entries);
        let read = author::read_text(&file.path, &text)?;
        if !read.iter().eq(entries) {
            return Err(named(&"the entries cannot be written as they are"));
        }
        std::fs::create_dir_all(into).map_err(|e| format!("{}: {e}", into.display()))?;
        staged.push(super::stage(&file.path, text.as_bytes()).map_err(|e| named(&e))?);
        written.push(file);
    }
    for (file, (beside, path)) in written.iter().zip(staged) {
        beside.persist(path).map_err(|e| format!("{}: {}", file.path.display(), e.error))?;
    }
    let rows = files.iter().map(|file| file.rows.len()).sum();
    let mut report = String::new();
    for file in &written {
        let _ = writeln!(report, "{}", file.path.display());
    }
    let files = counted(written.len(), "file", "files");
    let _ = writeln!(report, "{}, {files} written", counted(rows, "entry", "entries"));
    show(&report)
}

/// The comment at the head of a file, without the signs.
fn head(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let lines = text.lines().map_while(|line| line.strip_prefix('#'));
    lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

/// Whether the file holds these entries already.
fn is_written(file: &FileOfRows, entries: &[&Entry]) -> bool {
    let Ok(text) = std::fs::read_to_string(&file.path) else { return false };
    let old = author::read_text(&file.path, &text);
    old.is_ok_and(|old| old.iter().eq(entries.iter().copied())) && head(&file.path) == file.head
}

/// Checks the folder as it would be. An error says whether it is one of the table.
fn check(files: &[FileOfRows], into: &Path) -> Result<(), Vec<(bool, String)>> {
    let other = |why: String| why.lines().map(|line| (false, line.to_owned())).collect::<Vec<_>>();
    let source = language_source(into).map_err(other)?;
    let mut beside = Vec::new();
    for entry in std::fs::read_dir(into).into_iter().flatten().flatten() {
        let path = entry.path();
        let replaced = files.iter().any(|file| file.path == path);
        if !replaced && path.extension().is_some_and(|extension| extension == "toml") {
            beside.push(path);
        }
    }
    let mut folder = author::read_files(into, beside, source).map_err(other)?;
    let mut rows = HashMap::new();
    let mut errors = Vec::new();
    for (row, entry) in files.iter().flat_map(|file| &file.rows) {
        if let Some(same) = folder.entries.iter().find(|other| other.id == entry.id) {
            let file = same.file.display();
            errors.push((
                true,
                format!("{}: field `id`: {file} has the same", place(*row, &entry.id)),
            ));
        }
        rows.insert(entry.id.as_str(), *row);
    }
    folder.entries.extend(files.iter().flat_map(|file| &file.rows).map(|(_, entry)| entry.clone()));
    folder.entries.sort_by(|a, b| a.file.cmp(&b.file));
    if !errors.is_empty() {
        return Err(errors);
    }
    let compiled = compile::compile(&folder).map_err(|why| {
        let row = |line: &str| {
            let (_, rest) = line.split_once(": entry \"")?;
            let (id, why) = rest.split_once("\": ")?;
            Some(format!("{}: {why}", place(*rows.get(id)?, id)))
        };
        let one = |line: &str| row(line).map_or((false, line.to_owned()), |line| (true, line));
        why.lines().map(one).collect::<Vec<_>>()
    })?;
    let lexicon = Lexicon::open(compiled).map_err(other)?;
    let failures = examples::run(&lexicon, &[]);
    if failures.is_empty() {
        return Ok(());
    }
    let told = failures.iter().map(|failure| match rows.get(failure.entry.as_str()) {
        Some(row) => (true, format!("{}: {}", place(*row, &failure.entry), failure.what)),
        None => (false, format!("{} {}: {}", failure.file, failure.entry, failure.what)),
    });
    Err(told.collect())
}
