//! The report of a scan: its numbers are those of the scan, another scan stands beside it, and what a corpus holds stays text.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

const MTLINT: &str = env!("CARGO_BIN_EXE_mtlint");
const MARKED: &str = "The minister said on Tuesday that the the talks were over in the town.";
const CLEAN: &str = "The council met on Monday and agreed to repair the old bridge over the river.";
const NAMED: &str = "The minister Dmytro Kouleba met the council on Monday.";
const HOSTILE: &str = "<script>alert(1)</script>";

fn mtlint(folder: &Path, arguments: &[&str]) -> Output {
    let run = Command::new(MTLINT).args(arguments).current_dir(folder).output();
    run.expect("the program runs")
}

fn report(folder: &Path, arguments: &[&str]) -> String {
    let out = mtlint(folder, &[&["report", "--isolated"], arguments].concat());
    let why = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(out.status.success() && why.is_empty(), "{why}");
    String::from_utf8(out.stdout).expect("a page is UTF-8")
}

/// Scans as many marked and clean texts as said of the source.
fn scan(folder: &Path, name: &str, sources: &[(&str, usize, usize)]) {
    let mut lines = String::new();
    for &(source, marked, clean) in sources {
        let texts = std::iter::repeat_n(MARKED, marked).chain(std::iter::repeat_n(CLEAN, clean));
        for (number, text) in texts.chain([NAMED]).enumerate() {
            let id = format!("{source}-{number}");
            let text = format!("{text}\n{CLEAN}");
            let record = json!({"id": id, "site": source, "text": text});
            lines += &record.to_string();
            lines.push('\n');
        }
    }
    std::fs::write(folder.join(format!("{name}.jsonl")), lines).expect("written");
    let records = format!("{name}.jsonl");
    let arguments =
        ["scan", "--isolated", "--quiet", &records, "-o", name, "--source-field", "site"];
    let out = mtlint(folder, &arguments);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
}

/// What stands under the heading of a section, without tags; a cell is set off by a bar.
fn section(page: &str, id: &str) -> String {
    let from = page.find(&format!("<section id={id} ")).unwrap_or_else(|| panic!("no {id}"));
    let html = page[from..].split("</section>").next().unwrap_or_default();
    let mut text = String::new();
    for piece in html.split('<').skip(1) {
        let (tag, words) = piece.split_once('>').unwrap_or((piece, ""));
        if tag.starts_with("td") || tag.starts_with("th ") {
            text.push('|');
        }
        text.push_str(words);
    }
    text
}

#[test]
fn the_numbers_are_those_of_the_scan() {
    let folder = tempfile::tempdir().expect("a folder");
    scan(folder.path(), "now", &[("wild.example", 60, 0), ("calm.example", 3, 60)]);
    let stats = std::fs::read_to_string(folder.path().join("now/stats.json")).expect("stats");
    let stats: Value = serde_json::from_str(&stats).expect("JSON");
    let words = stats["words"].as_f64().expect("a number");
    let doubled = stats["rules"]["repeat/word"]["findings"].as_f64().expect("a number");
    assert!(doubled >= 63.0);
    let page = report(folder.path(), &["now/stats.json"]);
    assert!(page.contains("<h1 dir=auto>Scan report: now</h1>"));
    let summary = section(&page, "summary");
    assert!(summary.contains(&format!("Documents{}", stats["documents"])), "{summary}");
    assert!(summary.contains(&format!("Artifacts{}", stats["findings"])), "{summary}");
    let rates = section(&page, "rates");
    let rate = doubled * 1000.0 / words;
    // All documents are English, so the rate of English is that of all.
    assert!(rates.contains(&format!("repeat/word|{doubled}|{rate:.2}|{rate:.2}")), "{rates}");
    let sources = section(&page, "sources");
    assert!(sources.find("wild.example") < sources.find("calm.example"), "{sources}");
    assert!(sources.contains("repeat/word 60"), "{sources}");
    assert!(section(&page, "conventions").contains("French"), "{page}");
    let samples = section(&page, "samples");
    assert!(samples.contains("on Tuesday that the the talks"), "{samples}");
    assert!(samples.contains("now.jsonl, "), "{samples}");
    assert!(!page.contains("compared-h"));
}

#[test]
fn two_scans_are_compared() {
    let folder = tempfile::tempdir().expect("a folder");
    scan(folder.path(), "before", &[("a.example", 9, 1), ("b.example", 1, 9)]);
    scan(folder.path(), "now", &[("a.example", 2, 8), ("c.example", 1, 9)]);
    let page = report(folder.path(), &["now/stats.json", "--compare", "before/stats.json"]);
    let compared = section(&page, "compared");
    assert!(compared.contains("documents|22|22|·"), "{compared}");
    let rule = compared.split("|repeat/word|").nth(1).expect("the rule");
    assert!(rule.split('|').nth(2).is_some_and(|change| change.starts_with('−')), "{rule}");
    // A source of one run only has not changed.
    assert!(compared.contains("|a.example|") && !compared.contains("c.example"), "{compared}");
    // A scan compared with itself shows no difference, and shares of a scan add up.
    let same = report(folder.path(), &["now/stats.json", "--compare", "now/stats.json"]);
    assert!(!section(&same, "compared").contains("Rules, per"));
    let both = report(folder.path(), &["now/stats.json", "before/stats.json"]);
    assert!(section(&both, "summary").contains("Documents44"));
}

#[test]
fn what_a_corpus_holds_stays_text() {
    let folder = tempfile::tempdir().expect("a folder");
    scan(folder.path(), "now", &[(HOSTILE, 2, 1), ("\"><img src=x>", 1, 1)]);
    let stats = folder.path().join("now/stats.json");
    let text = std::fs::read_to_string(&stats).expect("stats");
    // Names that no scan of ours writes, in a file that somebody sends.
    let mut value: Value = serde_json::from_str(&text).expect("JSON");
    value["rules"][HOSTILE] = json!({"findings": 1, "safe": 0, "documents": 1});
    value["languages"][HOSTILE] = json!({"documents": 1, "words": 9, "findings": 1});
    value["conventions"][HOSTILE] = json!(3);
    std::fs::write(&stats, value.to_string()).expect("written");
    let page = report(folder.path(), &["now/stats.json", "--compare", "now/stats.json"]);
    assert!(page.contains("&lt;script&gt;"));
    assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
}

#[test]
fn counts_of_an_earlier_version_are_shown_as_far_as_they_go() {
    let folder = tempfile::tempdir().expect("a folder");
    scan(folder.path(), "now", &[("a.example", 5, 5)]);
    let stats = folder.path().join("now/stats.json");
    let text = std::fs::read_to_string(&stats).expect("stats");
    let mut value: Value = serde_json::from_str(&text).expect("JSON");
    for key in ["conventions", "density"] {
        value.as_object_mut().expect("an object").remove(key);
    }
    for language in value["languages"].as_object_mut().expect("an object").values_mut() {
        language.as_object_mut().expect("an object").remove("rules");
    }
    std::fs::write(&stats, value.to_string()).expect("written");
    std::fs::remove_file(folder.path().join("now/sample.jsonl")).expect("removed");
    let page = report(folder.path(), &["now/stats.json"]);
    assert!(section(&page, "rates").contains("repeat/word"));
    assert!(!page.contains("samples-h") && !page.contains("href=\"#s-"));
}

#[test]
fn what_is_no_scan_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    scan(folder.path(), "now", &[("a.example", 1, 1)]);
    std::fs::write(folder.path().join("a.txt"), MARKED).expect("written");
    let said = |arguments: &[&str]| {
        let out = mtlint(folder.path(), &[&["report", "--isolated"], arguments].concat());
        assert_eq!(out.status.code(), Some(2));
        String::from_utf8(out.stderr).expect("UTF-8")
    };
    assert!(said(&["now/stats.json", "--format", "csv"]).contains("reported as html, not as csv"));
    assert!(said(&["a.txt", "--compare", "now/stats.json"]).contains("a.txt: "));
    assert!(said(&["now/stats.json", "--compare", "missing.json"]).contains("missing.json: "));
}
