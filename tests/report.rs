//! One document through every output format. `SNAPSHOTS=overwrite cargo test --test report` writes the expected files anew.
//!
//! The findings are made by hand, so that the files change when a format changes and not when a detector does.

use mtlint::check::Checked;
use mtlint::finding::{Applicability, Confidence, Edit, Finding, Place, Suggestion};
use mtlint::lang::{Detected, Language};
use mtlint::report::{FORMATS, Reported, Style, Totals};
use mtlint::rule;
use mtlint::survey::Survey;
use mtlint::text::{Document, Span};
use mtlint::verdict::{Artifacts, Likely, Note, Reason, Side, Verdict};

/// What is hard to draw: tabs, wide and combining characters, CRLF, lines longer than a screen, invisible characters,
/// an escape sequence, and an end without a line end.
fn text() -> String {
    let long = "and so on ".repeat(40);
    [
        "Talks were held in kyiv on Sunday, 50 % done.\r\n",
        "\tDmytro Kouleba, il a dit: «yes».\r\n",
        "記者は東京で kyiv について 話した。\r\n",
        "In the cafe\u{301} the inter\u{AD}national guests met.\r\n",
        "The lead,\r\nthen more,\r\nand the end. The lead, then more\r\n",
        &format!("{long}located a thirty kilometers from the town {long}\r\n"),
        "An \u{1b}[31mescape sequence\u{1b}[0m said the the minister\r\n",
        "1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n",
        "To watch on video",
    ]
    .concat()
}

fn find(text: &str, words: &str, rule: &str, confidence: Confidence) -> Finding {
    let at = text.find(words).unwrap_or_else(|| panic!("{words:?} is in the text"));
    let span = Span::new(at, at + words.len());
    Finding::new(rule::find(rule).expect("a rule"), span, confidence)
}

fn findings(text: &str) -> Vec<Finding> {
    use Applicability::{Display, Safe, Unsafe};
    use Confidence::{High, Low, Medium};
    let at = |words: &str| text.find(words).expect("in the text");
    let replace = |finding: Finding, with: &str, how| {
        let span = finding.place.span().expect("a place");
        finding.suggest(Suggestion::replace(span, with, how))
    };
    let mut whole = find(text, "Talks", "tag/mt-notice", Low);
    whole.place = Place::Whole;
    let name = replace(find(text, "Kouleba", "name/foreign-convention", High), "Kuleba", Safe);
    let mut name = name.from_languages(&["fr", "it"]).original("ou for у");
    name.related = vec![Span::new(at("kyiv"), at("kyiv") + 4)];
    let mut quantity = find(text, "a thirty kilometers", "calque/quantity", High);
    quantity = replace(quantity, "about thirty kilometers", Safe);
    quantity = replace(quantity, "some thirty kilometers", Unsafe);
    quantity = quantity.from_languages(&["fr"]).original("une trentaine de");
    quantity.evidence.entry = Some("a-thirty".into());
    let quotes = find(text, "«yes»", "punct/foreign-mark", Medium);
    let (open, close) = (at("«"), at("»"));
    let edits = vec![
        Edit { span: Span::new(open, open + "«".len()), text: "“".to_owned() },
        Edit { span: Span::new(close, close + "»".len()), text: "”".to_owned() },
    ];
    let quotes = quotes.suggest(Suggestion { edits, applicability: Unsafe });
    let space = find(text, "50 %", "locale/unit", Medium);
    let edit = Span::new(at("50 %") + 2, at("50 %") + 3);
    let space = space.suggest(Suggestion::delete(edit, Safe));
    let line = "the the";
    let doubled = find(text, line, "repeat/word", High);
    let second = Span::new(at(line) + 3, at(line) + 7);
    let doubled = doubled.suggest(Suggestion::delete(second, Safe));
    let end = Span::empty(text.len());
    let stop = Finding::new(rule::find("splice/truncated").expect("a rule"), end, Low)
        .suggest(Suggestion::replace(end, ".", Display));
    let many = find(text, "1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n", "repeat/block", Medium);
    vec![
        whole,
        replace(find(text, "kyiv", "casing/lowercase-name", High), "Kyiv", Safe),
        space,
        name,
        find(text, "il a dit", "untranslated/fragment", Medium).from_languages(&["fr"]),
        quotes,
        find(text, "東京", "untranslated/fragment", Medium)
            .from_languages(&["ja"])
            .original("東京"),
        replace(find(text, "cafe\u{301}", "encoding/normalization", Medium), "café", Safe),
        replace(find(text, "\u{AD}", "encoding/invisible", High), "", Safe),
        replace(
            find(text, "The lead,\r\nthen more,\r\nand the end.", "repeat/block", Low),
            "",
            Unsafe,
        ),
        quantity,
        doubled.message("word doubled: 100 %, \u{1b}[31msurely"),
        replace(many, "", Unsafe),
        replace(find(text, "To watch on video", "tag/media-prompt", High), "", Safe),
        stop,
    ]
}

/// The verdict on a document that says everything a verdict can say.
fn verdict() -> Verdict {
    let likely = |code: &str, probability| Likely { code: code.to_owned(), probability };
    let reason = |side, text: &str| Reason { side, text: text.to_owned() };
    Verdict {
        artifacts: Artifacts::Many,
        mt: Some(0.97),
        source_languages: vec![likely("fr", 0.91), likely("unknown", 0.09)],
        reasons: vec![
            reason(Side::Machine, "phrases and names as they come from fr"),
            reason(Side::Human, "habit of style: \", said"),
        ],
        note: None,
        odds: Some(3.476),
    }
}

/// The verdict on a document with too few words.
fn short() -> Verdict {
    Verdict {
        artifacts: Artifacts::None,
        mt: None,
        source_languages: Vec::new(),
        reasons: Vec::new(),
        note: Some(Note::Short),
        odds: None,
    }
}

/// The report of a marked document, behind a byte order mark, and a clean one.
fn render(format: &str, style: Style) -> String {
    let text = text();
    let language = Some(Detected { language: Language::ENGLISH, confidence: 0.99 });
    let marked = Checked { language, words: 400, findings: findings(&text) };
    let clean = Checked { language: None, words: 0, findings: Vec::new() };
    let name = "folder/an article, 50%: one.txt";
    let (judged, silent) = (verdict(), short());
    let documents =
        [(name, text.as_str(), 3, &marked, &judged), ("clean.txt", "", 0, &clean, &silent)];
    write(format, style, &documents)
}

type Shown<'s> = (&'s str, &'s str, usize, &'s Checked, &'s Verdict);

fn write(format: &str, style: Style, documents: &[Shown]) -> String {
    let format = FORMATS.iter().find(|f| f.name == format).expect("a format");
    let mut report = format.start(style);
    let mut totals = Totals::default();
    let mut out = Vec::new();
    // Kept small: what is compared is how names are shown, not which are found.
    let mut names = Survey::default();
    names.add(&Document::plain("The talks with Kouleba and Kuleba go on."), Language::ENGLISH);
    for &(path, original, offset, checked, verdict) in documents {
        totals.add(checked);
        let reported = Reported { path, original, offset, checked, verdict, names: Some(&names) };
        report.document(&reported, &mut out).expect("memory takes everything");
    }
    report.finish(&totals, &mut out).expect("memory takes everything");
    let version = format!("\"mtlint\": \"{}\"", env!("CARGO_PKG_VERSION"));
    let generator = format!("content=\"mtlint {}\"", env!("CARGO_PKG_VERSION"));
    let driver = format!("\"semanticVersion\":\"{}\"", env!("CARGO_PKG_VERSION"));
    String::from_utf8(out)
        .expect("reports are UTF-8")
        .replace(&version, "\"mtlint\": \"[VERSION]\"")
        .replace(&driver, "\"semanticVersion\":\"[VERSION]\"")
        .replace(&generator, "content=\"mtlint [VERSION]\"")
}

const ALL: Style = Style { colour: false, findings: true, summary: true };

/// A page without its style and script, whose every change is not one of the format.
fn bare(mut page: String) -> String {
    for (start, end) in
        [("<style>", "</style>"), ("<script>", "</script>"), ("'sha256-", "'"), ("'sha256-", "'")]
    {
        let Some(from) = page.find(start).map(|at| at + start.len()) else { continue };
        let to = page[from..].find(end).map_or(page.len(), |length| from + length);
        page.replace_range(from..to, "");
        // So that the next of the same kind is found.
        page = page.replacen("'sha256-'", "'ours'", 1);
    }
    page
}

fn assert_golden(file: &str, actual: String) {
    let expected = snapbox::Data::read_from(
        format!("tests/golden/{file}").as_ref(),
        Some(snapbox::data::DataFormat::Text),
    );
    snapbox::Assert::new()
        .action_env("SNAPSHOTS")
        .eq(snapbox::Data::text(actual).raw(), expected.raw());
}

#[test]
fn every_format_has_its_golden_file() {
    for format in FORMATS {
        assert_golden(&format!("report.{}", format.name), bare(render(format.name, ALL)));
    }
}

#[test]
fn one_document_is_an_article_page() {
    let text = text();
    let language = Some(Detected { language: Language::ENGLISH, confidence: 0.99 });
    let marked = Checked { language, words: 400, findings: findings(&text) };
    let path = "folder/an article, 50%: one.txt";
    let page = write("html", ALL, &[(path, text.as_str(), 3, &marked, &verdict())]);
    assert_golden("article.html", bare(page));
}

#[test]
fn findings_and_summary_can_be_left_out() {
    let findings = render("text", Style { summary: false, ..ALL });
    let summary = render("text", Style { findings: false, ..ALL });
    assert_eq!(findings + &summary, render("text", ALL));
}

#[test]
fn colour_changes_nothing_but_colour() {
    let colour = render("text", Style { colour: true, ..ALL });
    assert!(colour.contains("\u{1b}["));
    assert_eq!(anstream::adapter::strip_str(&colour).to_string(), render("text", ALL));
}

#[test]
fn nothing_in_a_document_reaches_the_terminal_as_an_instruction() {
    let plain = render("text", ALL);
    assert!(!plain.contains(|c: char| c.is_control() && c != '\n'), "{plain}");
}

#[test]
fn no_line_is_wider_than_a_wide_terminal() {
    for line in render("text", ALL).lines() {
        assert!(unicode_width::UnicodeWidthStr::width(line) < 220, "{line}");
    }
}

#[test]
fn json_is_json_and_offsets_are_those_of_the_file() {
    let whole: serde_json::Value = serde_json::from_str(&render("json", ALL)).expect("one object");
    assert_eq!(whole["schema"], 1);
    let lines = render("jsonl", ALL);
    let lines: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    assert_eq!(whole["documents"], serde_json::Value::from(lines.clone()));
    let file = format!("\u{FEFF}{}", text());
    for finding in lines[0]["findings"].as_array().expect("a list") {
        let Some(words) = finding["text"].as_str() else { continue };
        let byte = |end: &str| {
            usize::try_from(finding["span"][end].as_u64().expect("a number")).expect("small")
        };
        assert_eq!(&file[byte("start")..byte("end")], words);
        let scalar = |end: &str| {
            usize::try_from(finding["chars"][end].as_u64().expect("a number")).expect("small")
        };
        let chars: String =
            text().chars().skip(scalar("start")).take(scalar("end") - scalar("start")).collect();
        assert_eq!(chars, words);
    }
}

/// What SARIF 2.1.0 asks of the parts that are written (sections 3.19 to 3.57), and that its fixes are the repairs.
#[test]
fn sarif_is_what_the_standard_asks_for() {
    let log: serde_json::Value = serde_json::from_str(&render("sarif", ALL)).expect("one object");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    assert_eq!(run["tool"]["driver"]["name"], "mtlint");
    let text: Vec<char> = text().chars().collect();
    let results = run["results"].as_array().expect("results");
    let findings = findings(&self::text());
    assert_eq!(results.len(), findings.len());
    let number = |value: &serde_json::Value| {
        usize::try_from(value.as_u64().expect("a number")).expect("small")
    };
    for (result, finding) in results.iter().zip(&findings) {
        assert_eq!(rules[number(&result["ruleIndex"])]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().expect("a level")));
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().expect("a path");
        assert!(uri.chars().all(|c| c.is_ascii_graphic()), "{uri}");
        assert_eq!(place["region"].is_null(), finding.place == Place::Whole);
        let fixes = result["fixes"].as_array().map_or(&[][..], Vec::as_slice);
        let made = finding.suggestions.iter().filter(|s| s.applicability > Applicability::Display);
        assert_eq!(fixes.len(), made.clone().count());
        for (fix, suggestion) in fixes.iter().zip(made) {
            let change = &fix["artifactChanges"][0];
            assert_eq!(change["artifactLocation"]["uri"], uri);
            let mut fixed = String::new();
            let mut done = 0;
            for replacement in change["replacements"].as_array().expect("replacements") {
                let region = &replacement["deletedRegion"];
                for key in ["startLine", "startColumn", "endLine", "endColumn"] {
                    assert!(number(&region[key]) >= 1);
                }
                let start = number(&region["charOffset"]);
                fixed.extend(&text[done..start]);
                fixed.push_str(replacement["insertedContent"]["text"].as_str().expect("a text"));
                done = start + number(&region["charLength"]);
            }
            fixed.extend(&text[done..]);
            assert_eq!(fixed, mtlint::fix::apply(&self::text(), &suggestion.edits));
        }
    }
}
