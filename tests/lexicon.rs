//! One test per lexicon file: every `bad` is found and repaired as stated, every `good` stays silent under every entry
//! of its language.

use std::collections::BTreeMap;

use libtest_mimic::{Arguments, Trial};
use mtlint::lexicon::{Lexicon, examples};

fn main() {
    let mut trials = Vec::new();
    for code in Lexicon::languages() {
        let Some(lexicon) = Lexicon::built_in(code) else { continue };
        let mut files: BTreeMap<&str, Vec<String>> =
            lexicon.entries().map(|entry| (entry.file(), Vec::new())).collect();
        let failures = examples::run(lexicon, &[]);
        for failure in &failures {
            if let Some(lines) = files.get_mut(failure.file.as_str()) {
                lines.push(format!("{}: {}", failure.entry, failure.what));
            }
        }
        for (file, lines) in files {
            trials.push(Trial::test(format!("{code}/{file}"), move || {
                if lines.is_empty() { Ok(()) } else { Err(lines.join("\n").into()) }
            }));
        }
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}
