//! Hostile text stays text in every format: markup, quotes, formulas, control characters and turns of direction.

use mtlint::check::Checked;
use mtlint::finding::{Applicability, Confidence, Finding, Suggestion};
use mtlint::lang::Language;
use mtlint::report::{FORMATS, Reported, Style, Totals};
use mtlint::rule;
use mtlint::survey::Survey;
use mtlint::text::{Document, Span};
use mtlint::verdict::{Artifacts, Likely, Reason, Side, Verdict};

/// Texts that mean something to some reader of reports.
const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "<!-- <script>",
    "\"'><b>&amp;",
    "]]><x/>",
    "=HYPERLINK(\"http://example.org\";\"x\")",
    "@SUM(A1:A9)",
    "-2+3+cmd",
    "a\u{0}b\u{1}c\u{1b}[31md\u{7f}\u{9b}e",
    "\u{202E}txet\u{202C} \u{2066}x\u{2069}",
    "`code` | cell | @someone #1",
    "line\r\nline\rline\u{2028}line\u{85}line",
    "::error file=a::b%0A",
    "\u{FFFE}\u{FFFF}\u{FEFF}",
    "{{7*7}} ${x} %s %n",
    "عربي עברית 日本語 👩‍👩‍👧",
];

fn reported(format: &str, hostile: &str) -> String {
    let original = format!("before {hostile} after");
    let span = Span::new(7, 7 + hostile.len());
    let finding =
        Finding::new(rule::find("name/misspelled").expect("a rule"), span, Confidence::High)
            .message(format!("about {hostile}"))
            .suggest(Suggestion::replace(span, hostile.to_uppercase(), Applicability::Safe))
            .suggest(Suggestion::replace(
                span,
                format!("{hostile}{hostile}"),
                Applicability::Unsafe,
            ))
            .original(hostile.to_owned());
    let checked = Checked { findings: vec![finding], words: 3, language: None };
    let format = FORMATS.iter().find(|f| f.name == format).expect("a format");
    let mut report = format.start(Style { colour: false, findings: true, summary: true });
    let mut totals = Totals::default();
    totals.add(&checked);
    let mut out = Vec::new();
    let path = format!("folder/{hostile}.txt");
    let likely = Likely { code: hostile.to_owned(), probability: 0.9 };
    let reason = Reason { side: Side::Machine, text: hostile.to_owned() };
    let verdict = Verdict {
        artifacts: Artifacts::Many,
        mt: Some(0.97),
        source_languages: vec![likely],
        reasons: vec![reason],
        note: None,
        odds: None,
    };
    let mut names = Survey::default();
    // A name is letters only, so that what is hostile beside it is the path of the document.
    names.add(&Document::plain("The talks with Kouleba and Kuleba go on."), Language::ENGLISH);
    let one = Reported {
        path: &path,
        original: &original,
        offset: 0,
        checked: &checked,
        verdict: &verdict,
        names: Some(&names),
    };
    report.document(&one, &mut out).expect("memory takes everything");
    report.finish(&totals, &mut out).expect("memory takes everything");
    String::from_utf8(out).expect("reports are UTF-8")
}

#[test]
fn json_formats_hold_the_text_itself() {
    for hostile in HOSTILE {
        for format in ["json", "jsonl", "sarif", "rdjson"] {
            let out = reported(format, hostile);
            let value: serde_json::Value =
                serde_json::from_str(&out).unwrap_or_else(|e| panic!("{format}: {e}: {out}"));
            let after = hostile.to_uppercase();
            let found = match format {
                "json" => {
                    &value["documents"][0]["findings"][0]["suggestions"][0]["edits"][0]["text"]
                }
                "jsonl" => &value["findings"][0]["suggestions"][0]["edits"][0]["text"],
                "sarif" => {
                    &value["runs"][0]["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"]
                        [0]["insertedContent"]["text"]
                }
                _ => &value["diagnostics"][0]["suggestions"][0]["text"],
            };
            assert_eq!(found.as_str(), Some(after.as_str()), "{format}");
        }
    }
}

/// A reader of XML that knows elements, attributes in double quotes, text and the five entities: what these reports
/// consist of. Anything else is a fault.
fn read_xml(xml: &str) -> Result<Vec<String>, String> {
    let legal =
        |c: char| matches!(c, '\n' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    if let Some(c) = xml.chars().find(|&c| !legal(c)) {
        return Err(format!("illegal character {c:?}"));
    }
    let body = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").ok_or("no head")?;
    let mut open: Vec<&str> = Vec::new();
    let mut texts = Vec::new();
    let mut rest = body;
    while let Some(at) = rest.find('<') {
        texts.push(unescaped(&rest[..at])?);
        let end = rest[at..].find('>').ok_or("a tag without end")? + at;
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("{name} is closed and not open"));
            }
            continue;
        }
        let (tag, empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let name = tag.split(' ').next().unwrap_or(tag);
        let mut attributes = tag[name.len()..].trim_start();
        while !attributes.is_empty() {
            let (_, value) = attributes.split_once("=\"").ok_or("an attribute without value")?;
            let (value, more) = value.split_once('"').ok_or("a value without end")?;
            texts.push(unescaped(value)?);
            attributes = more.trim_start();
        }
        if !empty {
            open.push(name);
        }
    }
    if open.is_empty() && rest.trim().is_empty() { Ok(texts) } else { Err("unclosed".to_owned()) }
}

fn unescaped(text: &str) -> Result<String, String> {
    if text.contains(['<', '>']) {
        return Err(format!("markup in text: {text}"));
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        let (entity, after) = after.split_once(';').ok_or("a bare ampersand")?;
        out.push_str(before);
        out.push_str(match entity {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "apos" => "'",
            other => return Err(format!("unknown entity {other}")),
        });
        rest = after;
    }
    Ok(out + rest)
}

#[test]
fn xml_formats_are_well_formed_and_show_the_text() {
    for hostile in HOSTILE {
        for format in ["checkstyle", "junit"] {
            let out = reported(format, hostile);
            let texts = read_xml(&out).unwrap_or_else(|why| panic!("{format}: {why}\n{out}"));
            if hostile.chars().all(|c| !c.is_control() && c.is_ascii()) {
                let about = format!("about {hostile}");
                assert!(texts.iter().any(|text| text.contains(&about)), "{format}: {texts:?}");
            }
        }
    }
    assert!(read_xml("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a><b></a>").is_err());
}

/// The cells of a table, as RFC 4180 has them.
fn cells(csv: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut chars = csv.trim_start_matches('\u{FEFF}').chars().peekable();
    while let Some(c) = chars.next() {
        let row = rows.last_mut().expect("a row");
        let cell = row.last_mut().expect("a cell");
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                cell.push('"');
                chars.next();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted => {
                assert_eq!(chars.next(), Some('\n'));
                rows.push(vec![String::new()]);
            }
            c => cell.push(c),
        }
    }
    rows.pop();
    rows
}

#[test]
fn no_cell_is_a_formula_and_every_row_is_whole() {
    for hostile in HOSTILE {
        let rows = cells(&reported("csv", hostile));
        assert_eq!(rows.len(), 2, "{rows:?}");
        assert_eq!(rows[0].len(), rows[1].len(), "{rows:?}");
        for cell in &rows[1] {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
            assert!(!cell.contains(char::is_control), "{cell:?}");
        }
    }
}

#[test]
fn no_format_but_json_passes_a_control_character_on() {
    let turns = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    for hostile in HOSTILE {
        for format in ["text", "github", "short", "markdown", "csv", "checkstyle", "junit"] {
            let out = reported(format, hostile);
            let bad =
                out.chars().find(|&c| turns(c) || c.is_control() && !matches!(c, '\n' | '\r'));
            assert_eq!(bad, None, "{format}: {out:?}");
        }
    }
}

#[test]
fn one_finding_is_one_row_of_markdown() {
    for hostile in HOSTILE {
        let out = reported("markdown", hostile);
        let rows: Vec<&str> = out.lines().filter(|line| line.starts_with("| 1 |")).collect();
        assert_eq!(rows.len(), 1, "{out}");
        let bars = rows[0].replace("\\|", "").matches('|').count();
        assert_eq!(bars, 5, "{}", rows[0]);
        let outside: String = rows[0].split('`').step_by(2).collect();
        assert!(!outside.replace("\\<", "").contains('<'), "{outside}");
    }
}

/// The start tags of a page, with their attributes, outside of its style and scripts.
fn tags(page: &str) -> Vec<&str> {
    let mut tags = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let Some(end) = rest[at..].find('>').map(|end| at + end) else { break };
        let tag = &rest[at + 1..end];
        tags.push(tag);
        rest = &rest[end + 1..];
        for raw in ["style", "script"] {
            if tag == raw || tag.starts_with(&format!("{raw} ")) {
                let close = format!("</{raw}>");
                rest = &rest[rest.find(&close).expect("an end")..];
            }
        }
    }
    tags
}

/// Hostile text adds no tag to a page that harmless text has not: the tags are the same, but for the names of characters
/// that cannot be seen.
#[test]
fn hostile_text_adds_no_tag_to_a_page() {
    let plain = |page: &str| -> Vec<String> {
        let ours = tags(page).into_iter().filter(|tag| !matches!(*tag, "span class=u" | "/span"));
        ours.map(|tag| tag.split(' ').next().unwrap_or(tag).to_owned()).collect()
    };
    let harmless = plain(&reported("html", "harmless"));
    for hostile in HOSTILE.iter().filter(|hostile| !hostile.contains('\n')) {
        let page = reported("html", hostile);
        assert_eq!(plain(&page), harmless, "{page}");
        let turns = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        let outside: String = page.split("<script").next().unwrap_or_default().to_owned();
        let bad = outside.chars().find(|&c| turns(c) || c.is_control() && c != '\n');
        assert_eq!(bad, None, "{page:?}");
    }
}
