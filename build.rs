//! Compiles the lexicons that ship.
//!
//! Reads every folder `lexicons/<code>/`, checks it, and leaves in `OUT_DIR` one compiled block per language, the table of them
//! (`lexicons.rs`), and the table of function words by which `lang` tells languages apart (`hints.rs`). The modules that do the work are
//! those of the library itself, so a user's lexicon and ours go through the same code.

#![allow(unreachable_pub, reason = "modules shared with the library, where their items are public")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

#[path = "src/lexicon/author.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod author;
#[path = "src/lexicon/compile.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod compile;
#[path = "src/text/fold.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod fold;
#[path = "src/name/convention.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod convention;
#[path = "src/lexicon/inflect.rs"]
mod inflect;
#[path = "src/lexicon/lists.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod lists;
#[path = "src/lexicon/notation.rs"]
mod notation;
#[path = "src/rule.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod rule;
#[path = "src/text/span.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod span;
#[path = "src/name/key.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod key;
#[path = "src/name/origin_code.rs"]
mod origin_code;
#[path = "src/name/table.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod table;
#[path = "src/segment/token.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod token;

mod text {
    pub(crate) use crate::fold;
    pub(crate) use crate::span::Span;
}
mod segment {
    pub(crate) use crate::token;
}
mod lexicon {
    pub(crate) use crate::{author, inflect, lists, notation};
    /// As in the library.
    pub(crate) const MOST_CAPTURES: usize = 10;
}

fn main() {
    if let Err(why) = run() {
        // The way a build script reports to the person at the keyboard.
        for line in why.lines() {
            println!("cargo::error={line}");
        }
        std::process::exit(1);
    }
}

fn run() -> Result<(), String> {
    println!("cargo::rerun-if-changed=lexicons");
    println!("cargo::rerun-if-changed=src/lexicon");
    println!("cargo::rerun-if-changed=src/name/convention.rs");
    println!("cargo::rerun-if-changed=src/name/key.rs");
    println!("cargo::rerun-if-changed=src/name/origin_code.rs");
    println!("cargo::rerun-if-changed=src/name/table.rs");
    println!("cargo::rerun-if-changed=src/rule.rs");
    println!("cargo::rerun-if-changed=src/text/fold.rs");
    println!("cargo::rerun-if-changed=src/segment/token.rs");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    let mut folders: Vec<PathBuf> = std::fs::read_dir("lexicons")
        .map_err(|e| format!("lexicons: {e}"))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join("lang.toml").is_file())
        .collect();
    folders.sort();
    let mut table = String::new();
    let mut hints: BTreeMap<u32, u64> = BTreeMap::new();
    let mut codes = Vec::new();
    for (at, path) in folders.iter().enumerate() {
        let folder = author::read_folder(path, None)?;
        let code = folder.language.code.clone();
        if path.file_name().is_none_or(|name| name != code.as_str()) {
            return Err(format!("{}: lang.toml has the code {code:?}", path.display()));
        }
        for word in folder
            .language
            .lists
            .get("function-words")
            .map_or("", String::as_str)
            .split_whitespace()
        {
            *hints.entry(fold::hash(word)).or_default() |= 1 << at;
        }
        let block = out.join(format!("{code}.bin"));
        write(&block, &compile::compile(&folder)?)?;
        let _ = writeln!(table, "    ({code:?}, include_bytes!({block:?})),");
        codes.push(code);
    }
    let table = format!("static BUILT_IN: [(&str, &[u8]); {}] = [\n{table}];\n", codes.len());
    write(&out.join("lexicons.rs"), table.as_bytes())?;
    let rows: String = hints.iter().map(|(hash, mask)| format!("({hash},{mask}),")).collect();
    let hints = format!(
        "pub(super) static HINTED: [&str; {}] = {codes:?};\npub(super) static HINTS: &[(u32, u64)] = &[{rows}];\n",
        codes.len()
    );
    write(&out.join("hints.rs"), hints.as_bytes())?;
    names(&out)?;
    origins(&out)
}

/// Packs the origin scores: a group of letters in the upper bits of a number, its weight in the lowest eight; sorted.
fn origins(out: &Path) -> Result<(), String> {
    let folder = Path::new("lexicons/names/origin");
    let (mut rows, mut count) = (String::new(), 0);
    for path in tables_in(folder)? {
        let text = std::fs::read_to_string(&path).map_err(|e| e.to_string())?;
        let (mut bias, mut packed) = (0, Vec::new());
        for line in text.lines() {
            let wrong = || format!("{}: {line:?}", path.display());
            let (group, weight) = line.split_once('\t').ok_or_else(wrong)?;
            let weight: i16 = weight.parse().map_err(|_| wrong())?;
            if group.is_empty() {
                bias = weight;
                continue;
            }
            let group = group.chars().fold(Some(0), |group, c| {
                let code = match c {
                    '^' => Some(origin_code::START),
                    '$' => Some(origin_code::END),
                    c => origin_code::code(c),
                };
                Some(group? << 5 | code?)
            });
            packed.push(group.ok_or_else(wrong)? << 8 | u32::from(weight as i8 as u8));
        }
        packed.sort_unstable();
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let block = out.join(format!("origin-{name}.bin"));
        let bytes: Vec<u8> = packed.iter().flat_map(|number| number.to_le_bytes()).collect();
        write(&block, &bytes)?;
        let _ = writeln!(rows, "    ({name:?}, {bias}, include_bytes!({block:?})),");
        count += 1;
    }
    let rows = format!("static ORIGINS: [(&str, i16, &[u8]); {count}] = [\n{rows}];\n");
    write(&out.join("name_origins.rs"), rows.as_bytes())
}

/// The `.tsv` files of a folder, sorted.
fn tables_in(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .map_err(|e| format!("{}: {e}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "tsv"))
        .collect();
    paths.sort();
    Ok(paths)
}

/// Compiles the tables by which names are written in other scripts.
fn names(out: &Path) -> Result<(), String> {
    let paths = tables_in(Path::new("lexicons/names/tables"))?;
    let (mut rows, mut known, mut count) = (String::new(), String::new(), 0);
    for path in &paths {
        let wrong = |why: String| format!("{}: {why}", path.display());
        let text = std::fs::read_to_string(path).map_err(|e| wrong(e.to_string()))?;
        let (table, _) = table::parse(&text).map_err(wrong)?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let block = out.join(format!("names-{name}.bin"));
        write(&block, &table.to_bytes())?;
        let _ = writeln!(rows, "    ({name:?}, include_bytes!({block:?})),");
        let list = Path::new("lexicons/names/known").join(format!("{name}.tsv"));
        if list.is_file() {
            let index = out.join(format!("known-{name}.idx"));
            let text = std::fs::canonicalize(&list).map_err(|e| wrong(e.to_string()))?;
            let lines = std::fs::read_to_string(&text).map_err(|e| wrong(e.to_string()))?;
            write(&index, &known_index(&lines, &key::Keys::new(&table)))?;
            let _ = writeln!(
                known,
                "    ({name:?}, include_bytes!({index:?}), include_str!({text:?})),"
            );
            count += 1;
        }
    }
    let rows = format!("static BUILT_IN: [(&str, &[u8]); {}] = [\n{rows}];\n", paths.len());
    write(&out.join("name_tables.rs"), rows.as_bytes())?;
    let known = format!("static KNOWN: [(&str, &[u8], &str); {count}] = [\n{known}];\n");
    write(&out.join("name_known.rs"), known.as_bytes())
}

/// The lines of a list by the key of their native name: key and offset, sorted.
fn known_index(text: &str, keys: &key::Keys) -> Vec<u8> {
    let mut pairs = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let mut fields = line.split('\t');
        let native = fields.next().unwrap_or_default();
        let native = keys.tape(native, fields.next().unwrap_or_default());
        if !line.starts_with('#') {
            pairs.push((keys.of_native(&native) as u32, at as u32));
        }
        at += line.len();
    }
    pairs.sort_unstable();
    pairs.iter().flat_map(|(key, at)| [key.to_le_bytes(), at.to_le_bytes()]).flatten().collect()
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    std::fs::write(path, bytes).map_err(|e| format!("{}: {e}", path.display()))
}
