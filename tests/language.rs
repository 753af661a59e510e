//! Adding a language takes one folder and no Rust.
//!
//! The repository is copied as it is, the Swedish lexicon is put in it once more under another code with other function words, and
//! the program is built and run. The copy and what is built of it stay in the folder that cargo gives tests, so that a
//! second run builds only what has changed since the first.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Words of Faroese, most of them of no language that ships.
const FUNCTION_WORDS: &str = "\
og í at tað sum ein á er av fyri við til ikki hava tey um eitt var frá men hann hon vit skal kann so seg ella tá undir \
eftir har nú yvir teir tær okkum teimum hví hvør hetta hesin henda";

/// Faroese, but for one idiom that stands in the lexicon.
const TEXT: &str = "\
Hann segði, at tað er ikki so, og at vit skulu fara til hús. Tá regnade katter och hundar, og tey vóru ikki har við \
okkum. Hetta er eitt hús, sum hon hevur frá teimum, og tað er ikki tey, ið eiga tað.
";

#[test]
fn a_language_is_one_folder() {
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("language");
    let repository = kept.join("repository");
    copy_repository(&repository);
    add_language(&repository);

    let target = kept.join("target");
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args([
            "build",
            "--offline",
            "--locked",
            "--quiet",
            "--bin",
            "mtlint",
            "--no-default-features",
        ])
        .arg("--target-dir")
        .arg(&target)
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env_remove("CARGO_BUILD_TARGET")
        .current_dir(&repository);
    let built = cargo.output().expect("cargo runs");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));

    let text = kept.join("text.txt");
    fs::write(&text, TEXT).expect("a text");
    let program = target.join("debug").join(format!("mtlint{}", std::env::consts::EXE_SUFFIX));
    let mut check = Command::new(program);
    check.args(["check", "--isolated", "--format", "json"]).arg(&text);
    let checked = check.output().expect("the program runs");
    assert_eq!(checked.status.code(), Some(1), "{}", String::from_utf8_lossy(&checked.stderr));
    let report: Value = serde_json::from_slice(&checked.stdout).expect("JSON");
    let document = &report["documents"][0];
    assert_eq!(document["language"]["code"], "fo", "{report}");
    let found = document["findings"].as_array().expect("findings");
    let idiom = found.iter().find(|finding| finding["evidence"]["entry"] == "sv-cats-dogs");
    let idiom = idiom.unwrap_or_else(|| panic!("the idiom is not found: {report}"));
    assert_eq!(idiom["text"], "regnade katter och hundar");
    assert_eq!(idiom["suggestions"][0]["edits"][0]["text"], "ösregnade");
}

/// Puts the Swedish lexicon into `repository` as that of Faroese.
fn add_language(repository: &Path) {
    let (from, into) = (Path::new("lexicons/sv"), repository.join("lexicons/fo"));
    for entry in fs::read_dir(from).expect("the lexicon") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name");
        let text = fs::read_to_string(&path).expect("a file");
        let text = if name == "lang.toml" { renamed(&text) } else { text };
        write_changed(&into.join(name), text.as_bytes());
    }
}

fn renamed(facts: &str) -> String {
    let swapped = |text: String, from: &str, to: &str| {
        assert_eq!(text.matches(from).count(), 1, "lang.toml has one {from}");
        text.replace(from, to)
    };
    let facts = swapped(facts.to_owned(), "code = \"sv\"", "code = \"fo\"");
    let facts = swapped(facts, "name = \"Swedish\"", "name = \"Faroese\"");
    let (before, words) = facts.split_once("function-words = \"\"\"").expect("function words");
    let (_, after) = words.split_once("\"\"\"").expect("an end");
    format!("{before}function-words = \"{FUNCTION_WORDS}\"{after}")
}

/// Makes `into` hold the files of the repository and no others.
fn copy_repository(into: &Path) {
    let mut wanted = BTreeSet::new();
    // Without `.gitignore` the folder `target` would be copied into itself.
    for entry in ignore::WalkBuilder::new(".").require_git(false).build() {
        let path = entry.expect("an entry").into_path();
        let inside: PathBuf = path.strip_prefix(".").expect("a file here").to_owned();
        if path.is_file() {
            write_changed(&into.join(&inside), &fs::read(&path).expect("a file"));
            wanted.insert(inside);
        }
    }
    for entry in ignore::WalkBuilder::new(into).standard_filters(false).build() {
        let path = entry.expect("an entry").into_path();
        let inside = path.strip_prefix(into).expect("a file of the copy");
        if path.is_file() && !wanted.contains(inside) && !inside.starts_with("lexicons/fo") {
            fs::remove_file(&path).expect("a file removed");
        }
    }
}

/// Writes a file unless it holds the same already, so that cargo sees as new only what is.
fn write_changed(path: &Path, bytes: &[u8]) {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, bytes).expect("a file written");
}
