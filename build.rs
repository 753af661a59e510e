//! Compiles the lexicons that ship.
//!
//! Reads every folder `lexicons/<code>/`, checks it, and leaves in `OUT_DIR` the numbers and the text of each language, the table of them
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
#[path = "src/name/convention.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod convention;
#[path = "src/text/fold.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod fold;
#[path = "src/lexicon/guard.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod guard;
#[path = "src/lexicon/inflect.rs"]
mod inflect;
#[path = "src/name/key.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod key;
#[path = "src/segment/letters.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod letters;
#[path = "src/lexicon/lists.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod lists;
#[path = "build/names.rs"]
mod names;
#[path = "src/lexicon/notation.rs"]
mod notation;
#[path = "src/name/origin_code.rs"]
mod origin_code;
#[path = "src/text/pages.rs"]
mod pages;
#[path = "build/press.rs"]
mod press;
#[path = "src/rule.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod rule;
#[path = "src/segment/scan.rs"]
mod scan;
#[path = "src/text/span.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod span;
#[path = "src/name/table.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod table;
#[path = "src/segment/token.rs"]
#[allow(dead_code, unused_imports, reason = "the library uses the rest")]
mod token;

mod text {
    pub(crate) use crate::fold;
    pub(crate) use crate::pages::Pages;
    pub(crate) use crate::span::Span;
}
mod segment {
    pub(crate) use crate::token;
}
mod lexicon {
    pub(crate) use crate::{author, guard, inflect, lists, notation};
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
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/name/convention.rs");
    println!("cargo::rerun-if-changed=src/name/key.rs");
    println!("cargo::rerun-if-changed=src/name/origin_code.rs");
    println!("cargo::rerun-if-changed=src/name/table.rs");
    println!("cargo::rerun-if-changed=src/rule.rs");
    println!("cargo::rerun-if-changed=src/text");
    println!("cargo::rerun-if-changed=src/segment");
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
    let press = press::Press::read(Path::new("lexicons/names"))?;
    for (at, path) in folders.iter().enumerate() {
        let mut folder = author::read_folder(path, None)?;
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
        if code == "en" {
            folder.entries.extend(press.entries());
        } else if !folder.entries.is_empty() {
            folder.entries.extend(
                author::read_folder(Path::new("lexicons/shared"), Some(&folder.language_source))?
                    .entries,
            );
        }
        let compiled = compile::compile(&folder)?;
        let (numbers, text) = (out.join(format!("{code}.bin")), out.join(format!("{code}.txt")));
        write(&numbers, &compiled.numbers)?;
        write(&text, compiled.text.as_bytes())?;
        let _ =
            writeln!(table, "    ({code:?}, include_bytes!({numbers:?}), include_str!({text:?})),");
        codes.push(code);
    }
    let table = format!("static BUILT_IN: [(&str, &[u8], &str); {}] = [\n{table}];\n", codes.len());
    write(&out.join("lexicons.rs"), table.as_bytes())?;
    write(&out.join("verdicts.rs"), verdicts()?.as_bytes())?;
    let slots = (hints.len() * 2).next_power_of_two();
    let mut rows = vec![(0, 0); slots];
    for (&hash, &languages) in &hints {
        let mut slot = (0..slots).map(|n| (hash as usize + n) % slots);
        if let Some(at) = slot.find(|&at| rows[at].1 == 0) {
            rows[at] = (hash, languages);
        }
    }
    let hints = format!(
        "pub(super) static HINTED: [&str; {}] = {codes:?};\npub(super) static HINTS: [(u32, u64); {slots}] = {rows:?};\n",
        codes.len()
    );
    write(&out.join("hints.rs"), hints.as_bytes())?;
    names::compile(&out)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    std::fs::write(path, bytes).map_err(|e| format!("{}: {e}", path.display()))
}

/// The table of the models of the verdict: a language may have one without a lexicon.
fn verdicts() -> Result<String, String> {
    let entries = std::fs::read_dir("lexicons").map_err(|e| format!("lexicons: {e}"))?;
    let folders = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut models: Vec<PathBuf> =
        folders.map(|path| path.join("verdict.bin")).filter(|path| path.is_file()).collect();
    models.sort();
    let mut table = String::from("[\n");
    for model in models {
        let model = model.canonicalize().map_err(|e| format!("{}: {e}", model.display()))?;
        let code = model.parent().and_then(Path::file_name).unwrap_or_default();
        let _ = writeln!(table, "    ({code:?}, include_bytes!({model:?})),");
    }
    Ok(table + "]")
}
