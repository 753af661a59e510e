//! The shape of the source: layers, file sizes, tables in order.

use std::path::{Path, PathBuf};

/// Modules from the lowest up. A module names only those before it, and of a line of several only itself.
const LAYERS: &[&[&str]] = &[
    &["queue"],
    &["text"],
    &["lang"],
    &["source"],
    &["segment"],
    &["rule"],
    &["finding"],
    &["lexicon"],
    &["name"],
    &["detect"],
    &["resolve"],
    &["fix"],
    &["check", "survey"],
    &["verdict"],
    &["report"],
    &["corpus"],
    &["cli"],
];

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return found };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Name of the top module that a file of `src` belongs to.
fn module(path: &Path) -> String {
    let inside = path.strip_prefix("src").expect("a file of src");
    let first = inside.iter().next().expect("a name").to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn a_lower_module_never_names_a_higher_one() {
    let rank = |name: &str| LAYERS.iter().position(|layer| layer.contains(&name));
    let mut wrong = Vec::new();
    for path in files(Path::new("src"), "rs") {
        let name = module(&path);
        let Some(own) = rank(&name) else {
            assert!(matches!(name.as_str(), "lib" | "main"), "{name} has no layer");
            continue;
        };
        let text = std::fs::read_to_string(&path).expect("readable source");
        // Documentation may point up, and tests may bring what they test with.
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        for named in lines.flat_map(|line| line.split("crate::").skip(1)) {
            let named: String =
                named.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if rank(&named).is_some_and(|other| other > own) {
                wrong.push(format!("{} names {named}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_file_is_too_long_to_read() {
    let mut long = Vec::new();
    for (folder, extension) in
        [("src", "rs"), ("tests", "rs"), ("benches", "rs"), ("lexicons", "toml")]
    {
        for path in files(Path::new(folder), extension) {
            let lines = std::fs::read_to_string(&path).expect("readable file").lines().count();
            if lines > 600 {
                long.push(format!("{}: {lines} lines", path.display()));
            }
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn every_module_says_what_it_is() {
    let tests = |path: &PathBuf| path.to_string_lossy().ends_with("tests.rs");
    for path in files(Path::new("src"), "rs").into_iter().filter(|path| !tests(path)) {
        let text = std::fs::read_to_string(&path).expect("readable source");
        assert!(text.starts_with("//!"), "{} has no module header", path.display());
    }
}
