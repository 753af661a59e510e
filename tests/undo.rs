//! What a repair records takes it back to the byte, and decisions make exactly what was decided: over the corpus, over generated
//! text, and as a user meets it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use mtlint::check::{Checker, Repair};
use mtlint::finding::{Applicability, Confidence};
use mtlint::fix::decisions::{Decisions, fingerprint, fingerprint_of};
use mtlint::fix::log::{Log, Logged};
use mtlint::resolve::Options;
use mtlint::source::{self, Format};
use proptest::prelude::*;

fn logged(repair: &Repair) -> Logged {
    Logged {
        path: "a.txt".to_owned(),
        encoding: "UTF-8".to_owned(),
        bom: false,
        before: String::new(),
        after: String::new(),
        changes: repair.changes.clone(),
    }
}

/// Repairs a text and takes the repair back, by way of the text of the log.
fn assert_undone(original: &str, format: Format, level: Applicability) -> usize {
    let everything = Options::default().at_least(Confidence::Low);
    let checker = Checker::new().options(everything);
    let repair = checker.repair(original, level, |text| source::read(text, format));
    let text = format!("{}{}{}", Log::HEAD, logged(&repair).to_line(), Log::TAIL);
    let log = Log::parse(&text).expect("what was written");
    let before = log.files[0].revert(&repair.text, 0).expect("what the log is about");
    assert_eq!(before, original);
    repair.changes.len()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

#[test]
fn repairs_of_the_corpus_are_taken_back() {
    let mut changes = 0;
    for path in files(Path::new("corpus")) {
        let original = std::fs::read_to_string(&path).expect("an article");
        let format = Format::from_path(&path);
        for level in [Applicability::Safe, Applicability::Unsafe, Applicability::Display] {
            changes += assert_undone(&original, format, level);
        }
    }
    assert!(changes > 300, "{changes} changes say little");
}

/// Words and marks whose meetings make findings in several rounds.
const PIECES: &[&str] = &[
    "The minister",
    " said",
    " that",
    " the",
    " the",
    " region",
    " .",
    ",",
    " ,",
    " -",
    "-city",
    "“",
    "\"",
    " «",
    "» ",
    "(",
    ")",
    " kyiv",
    " Kouleba",
    " a thirty kilometers",
    "\n",
    "\r\n",
    " source site-42",
    "To watch on video",
    "[ad_1]",
    "&nbsp;",
    "&amp;",
    "<b>",
    "</b>",
    " XNUMX",
    "**",
    " 7,500",
    " million dollars",
    "0,82%",
    "\u{200B}",
    "\u{AD}",
    "Ã©",
    "e\u{301}",
    " Украины",
    "…",
    ". ",
    " He said",
    "Thursdaythe",
    "  ",
    "é",
    "😀",
    "\u{0}",
    "— ",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn repairs_of_any_text_are_taken_back(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..50)
    ) {
        let text = pieces.concat();
        for format in [Format::Plain, Format::Html, Format::Markdown] {
            assert_undone(&text, format, Applicability::Unsafe);
        }
    }

    #[test]
    fn decisions_make_what_they_say(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..50),
        accepted in proptest::collection::vec(any::<bool>(), 60),
        offset in proptest::sample::select(&[0_usize, 3][..]),
    ) {
        let text = pieces.concat();
        let checked = Checker::new().check(&source::read(text.as_str(), Format::Plain));
        let plan = mtlint::fix::plan(&checked.findings, Applicability::Unsafe);
        let mut chosen = Vec::new();
        let mut decisions = Vec::new();
        for (at, &finding) in plan.applied.iter().enumerate() {
            let suggestions = &checked.findings[finding].suggestions;
            let best = suggestions.iter().find(|s| s.applicability >= Applicability::Unsafe);
            let edits = &best.expect("what was planned").edits;
            let accept = accepted[at % accepted.len()];
            if accept {
                chosen.extend(edits.iter().cloned());
            }
            let edits: Vec<_> = edits.iter().map(|edit| serde_json::json!({
                "start": edit.span.start() + offset, "end": edit.span.end() + offset, "text": edit.text,
            })).collect();
            let decision = if accept { "accept" } else { "reject" };
            decisions.push(serde_json::json!({"decision": decision, "edits": edits}));
        }
        chosen.sort_by_key(|edit| edit.span);
        let sha256 = fingerprint(&text, offset);
        let file = serde_json::json!({
            "mtlint-decisions": 1, "files": [{"sha256": sha256, "decisions": decisions}],
        });
        let read = Decisions::parse(&file.to_string()).expect("decisions");
        let decided = read.about(&sha256).expect("the text");
        let (edits, _) = decided.accepted(&text, offset).expect("sound decisions");
        prop_assert_eq!(mtlint::fix::apply(&text, &edits), mtlint::fix::apply(&text, &chosen));
    }
}

fn run(arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mtlint"));
    command.args(arguments).current_dir(folder);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("MTLINT_") {
            command.env_remove(name);
        }
    }
    command.output().expect("the program runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const MARKED: &str =
    "The minister said on Tuesday that the the talks were over , as he put it.\r\n";
const RUSSIAN: &str = "Министр иностранных дел Украины Дмитрий Кулеба заявил в четверг , что переговоры \
    продолжатся на следующей неделе . «Мы готовы», — сказал он журналистам.\r\n";

/// Files in several encodings, with and without a byte order mark.
fn many() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str, label: &str, bom| {
        let encoding = source::Encoding::from_label(label).expect("a label");
        let bytes = source::encode(text, encoding, bom).expect("text of the encoding");
        std::fs::write(folder.path().join(name), bytes).expect("file written");
    };
    write("bom.txt", MARKED, "utf-8", true);
    write("cp1251.txt", RUSSIAN, "windows-1251", false);
    write("little.txt", MARKED, "utf-16le", true);
    write("plain.txt", MARKED, "utf-8", false);
    folder
}

fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let texts =
        files(folder).into_iter().filter(|path| path.extension().is_some_and(|e| e == "txt"));
    texts.map(|path| (path.clone(), std::fs::read(&path).expect("a file"))).collect()
}

#[test]
fn a_run_is_taken_back_to_the_byte() {
    let folder = many();
    let before = contents(folder.path());
    let fixed = run(&["fix", "--isolated", "--log", "changes.json", "."], folder.path());
    assert_ne!(fixed.status.code(), Some(2), "{}", said(&fixed));
    let after = contents(folder.path());
    for ((path, old), (_, new)) in before.iter().zip(&after) {
        assert_ne!(old, new, "{}", path.display());
    }
    let log = std::fs::read_to_string(folder.path().join("changes.json")).expect("the log");
    let log = Log::parse(&log).expect("a log");
    for file in &log.files {
        let path = folder.path().join(&file.path);
        assert_eq!(fingerprint_of(&std::fs::read(path).expect("a file")), file.after);
    }
    let reverted = run(&["revert", "changes.json"], folder.path());
    assert_eq!(reverted.status.code(), Some(0), "{}", said(&reverted));
    assert_eq!(contents(folder.path()), before);
    let again = run(&["revert", "changes.json"], folder.path());
    assert_eq!(again.status.code(), Some(0));
    assert!(said(&again).contains("is as it was"), "{}", said(&again));
}

#[test]
fn a_file_that_changed_since_is_left_alone() {
    let folder = many();
    run(&["fix", "--isolated", "--log", "changes.json", "plain.txt", "bom.txt"], folder.path());
    let plain = folder.path().join("plain.txt");
    std::fs::write(&plain, "written anew").expect("file written");
    let reverted = run(&["revert", "changes.json"], folder.path());
    assert_eq!(reverted.status.code(), Some(2));
    assert!(said(&reverted).contains("plain.txt: changed since"), "{}", said(&reverted));
    assert_eq!(std::fs::read_to_string(&plain).expect("a file"), "written anew");
    let bom = std::fs::read_to_string(folder.path().join("bom.txt")).expect("a file");
    assert_eq!(bom, format!("\u{FEFF}{MARKED}"), "the others are taken back");
}

#[test]
fn a_log_is_not_overwritten() {
    let folder = many();
    std::fs::write(folder.path().join("changes.json"), "precious").expect("file written");
    let fixed = run(&["fix", "--isolated", "--log", "changes.json", "plain.txt"], folder.path());
    assert_eq!(fixed.status.code(), Some(2));
    assert!(said(&fixed).contains("not overwritten"), "{}", said(&fixed));
    assert_eq!(std::fs::read_to_string(folder.path().join("plain.txt")).expect("a file"), MARKED);
}

#[test]
fn changes_are_a_table_when_the_name_says_so() {
    let folder = many();
    run(&["fix", "--isolated", "--log", "changes.csv", "plain.txt"], folder.path());
    let table = std::fs::read_to_string(folder.path().join("changes.csv")).expect("the table");
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(
        lines[0],
        "\u{FEFF}path,round,start,end,rule,applicability,before,after,message,original"
    );
    assert!(lines[1].starts_with("plain.txt,1,"), "{table}");
    assert_eq!(lines.len(), 2, "{table}");
}

fn decide(folder: &Path, name: &str, decisions: &str) {
    let bytes = std::fs::read(folder.join(name)).expect("a file");
    let sha256 = fingerprint_of(&bytes);
    let json = format!(
        "{{\"mtlint-decisions\": 1, \"files\": [{{\"path\": {name:?}, \"sha256\": {sha256:?}, \"decisions\": {decisions}}}]}}"
    );
    std::fs::write(folder.join("decisions.json"), json).expect("file written");
}

#[test]
fn decisions_are_made_in_the_text_they_are_about_and_can_be_taken_back() {
    let folder = many();
    let comma = MARKED.find(" ,").expect("in the text") + 3;
    let accept = format!(
        r#"[{{"decision": "accept", "rule": "punct/space", "edits": [{{"start": {comma}, "end": {}, "text": ""}}]}}]"#,
        comma + 1
    );
    decide(folder.path(), "bom.txt", &accept);
    let arguments =
        ["fix", "--isolated", "--decisions", "decisions.json", "--log", "log.json", "."];
    let before = contents(folder.path());
    let fixed = run(&arguments, folder.path());
    assert_ne!(fixed.status.code(), Some(2), "{}", said(&fixed));
    let after = contents(folder.path());
    let expected = format!("\u{FEFF}{}", MARKED.replace(" ,", ","));
    for ((path, old), (_, new)) in before.iter().zip(&after) {
        let is_it = path.ends_with("bom.txt");
        assert_eq!(new, if is_it { expected.as_bytes() } else { old }, "{}", path.display());
    }
    let again =
        run(&["fix", "--isolated", "--decisions", "decisions.json", "bom.txt"], folder.path());
    assert_eq!(again.status.code(), Some(2));
    assert!(said(&again).contains("changed since"), "{}", said(&again));
    let reverted = run(&["revert", "log.json"], folder.path());
    assert_eq!(reverted.status.code(), Some(0), "{}", said(&reverted));
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn decisions_that_fit_nothing_are_said() {
    let folder = many();
    decide(folder.path(), "plain.txt", "[]");
    let arguments = ["fix", "--isolated", "--decisions", "decisions.json", "cp1251.txt"];
    let fixed = run(&arguments, folder.path());
    assert_eq!(fixed.status.code(), Some(2));
    assert!(said(&fixed).contains("no input is the text"), "{}", said(&fixed));
    let conflict = r#"[{"decision": "accept", "edits": [{"start": 0, "end": 3, "text": "A"}]},
        {"decision": "accept", "edits": [{"start": 2, "end": 4, "text": "B"}]}]"#;
    decide(folder.path(), "plain.txt", conflict);
    let fixed =
        run(&["fix", "--isolated", "--decisions", "decisions.json", "plain.txt"], folder.path());
    assert_eq!(fixed.status.code(), Some(2));
    assert!(said(&fixed).contains("two accepted edits touch"), "{}", said(&fixed));
    assert_eq!(std::fs::read_to_string(folder.path().join("plain.txt")).expect("a file"), MARKED);
}
