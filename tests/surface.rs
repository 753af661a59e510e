//! One test per file of `tests/surface/<language>/`: cases of one rule that code, not a lexicon, finds.
//!
//! Every `bad` is a row of the faulty text and, when the repair is known, the text an editor would make of it; every `good` is the
//! nearest right text and must be silent under the rule.

use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Trial};
use mtlint::check::Checker;
use mtlint::finding::Finding;
use mtlint::lang::Language;
use mtlint::{fix, source};

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    rule: String,
    bad: Vec<Vec<String>>,
    good: Vec<String>,
}

fn main() {
    let mut trials = Vec::new();
    for folder in sorted(Path::new("tests/surface")) {
        let code = folder.file_name().expect("a language").to_string_lossy().into_owned();
        for file in sorted(&folder) {
            let name = format!("{code}/{}", file.file_stem().expect("a name").to_string_lossy());
            let code = code.clone();
            trials.push(Trial::test(name, move || run(&code, &file).map_err(Into::into)));
        }
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

fn run(code: &str, file: &Path) -> Result<(), String> {
    let text = std::fs::read_to_string(file).map_err(|e| e.to_string())?;
    let cases: Cases = toml::from_str(&text).map_err(|e| e.to_string())?;
    let language = Language::from_code(code).ok_or("no such language")?;
    let checker = Checker::new().language(Some(language));
    let mut wrong = Vec::new();
    for row in &cases.bad {
        let findings = under(&checker, &cases.rule, &row[0]);
        let repaired = |finding: &Finding| {
            finding.suggestions.first().map(|repair| fix::apply(&row[0], &repair.edits))
        };
        match (findings.first(), row.get(1)) {
            (None, _) => wrong.push(format!("not found: {:?}", row[0])),
            (Some(_), Some(right))
                if !findings.iter().any(|f| repaired(f).as_ref() == Some(right)) =>
            {
                let made: Vec<_> = findings.iter().map(repaired).collect();
                wrong.push(format!("{:?} became {made:?}, not {right:?}", row[0]));
            }
            _ => {}
        }
    }
    for text in &cases.good {
        if let Some(finding) = under(&checker, &cases.rule, text).first() {
            wrong.push(format!("false alarm in {text:?}: {:?}", finding.place));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

fn under(checker: &Checker, rule: &str, text: &str) -> Vec<Finding> {
    let document = source::read(text, source::Format::Plain);
    let mut findings = checker.check(&document).findings;
    findings.retain(|finding| finding.rule.id == rule);
    findings
}
