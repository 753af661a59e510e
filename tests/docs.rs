//! What is generated and kept in the repository is up to date. `SNAPSHOTS=overwrite cargo test --test docs` writes it anew.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use mtlint::check::{Checked, Checker};
use mtlint::finding::{Applicability, Confidence, Finding, Place, Suggestion};
use mtlint::report::{FORMATS, Reported, Style, Totals};
use mtlint::rule::{self, RULES};
use mtlint::text::{Document, Span};
use mtlint::verdict::{self, Verdict};
use serde_json::Value;

fn assert_file(path: &str, actual: String) {
    let expected = snapbox::Data::read_from(Path::new(path), Some(snapbox::data::DataFormat::Text));
    snapbox::Assert::new()
        .action_env("SNAPSHOTS")
        .eq(snapbox::Data::text(actual).raw(), expected.raw());
}

/// Text of the table in a list or table of Markdown: what it shows is what it says.
fn code(text: &str) -> String {
    // A soft hyphen or a lost letter cannot be seen; the page says which it is.
    let shown: String = text
        .chars()
        .map(|c| match c {
            '\u{AD}' | '\u{301}' | '\u{435}' | '\u{FFFD}' => format!("<U+{:04X}>", u32::from(c)),
            c => c.to_string(),
        })
        .collect();
    format!("`{shown}`")
}

fn rules_page() -> String {
    let mut page = String::from(
        "# Rules\n\n\
         Every artifact that mtlint reports belongs to one of these rules. `mtlint explain RULE` shows the same with entries of the\n\
         lexicons; `--select` and `--ignore` take the id of a rule or the name of a family (the part before the slash). This page is\n\
         generated from the table in `src/rule.rs`.\n\n\
         | rule | severity | what it is |\n|---|---|---|\n",
    );
    for rule in RULES {
        let anchor = rule.id.replace('/', "");
        let _ = writeln!(
            page,
            "| [{}](#{anchor}) | {} | {} |",
            rule.id,
            rule.severity.as_str(),
            rule.message
        );
    }
    let mut family = "";
    for rule in RULES {
        if rule.family() != family {
            family = rule.family();
            let _ = write!(page, "\n## {family}\n");
        }
        let (bad, good) = rule.example;
        let repaired = if good.is_empty() { "*(deleted)*".to_owned() } else { code(good) };
        let _ = write!(
            page,
            "\n### {}\n\n{}: {}.\n\n{}. {}.\n\n- found: {}\n- repaired: {repaired}\n",
            rule.id,
            rule.severity.as_str(),
            rule.message,
            rule.why,
            rule.advice,
            code(bad),
        );
    }
    page
}

#[test]
fn the_page_of_rules_is_that_of_the_table() {
    assert_file("docs/rules.md", rules_page());
}

/// A finding that has everything, and one that has nothing.
fn extremes(text: &str) -> Checked {
    let rule = rule::find("calque/quantity").expect("a rule");
    let span = Span::new(0, text.len());
    let mut full = Finding::new(rule, span, Confidence::High)
        .suggest(Suggestion::replace(span, "x", Applicability::Unsafe))
        .from_languages(&["fr"])
        .original("une trentaine de");
    full.related = vec![span];
    full.evidence.entry = Some("a-thirty".into());
    let mut bare = Finding::new(rule, span, Confidence::Low);
    bare.place = Place::Whole;
    Checked { findings: vec![full, bare], ..Checked::default() }
}

#[test]
fn reports_are_as_the_schema_says() {
    let schema: Value =
        serde_json::from_str(&std::fs::read_to_string("docs/schema.json").expect("the schema"))
            .expect("JSON");
    let mut texts: Vec<(String, String)> = vec![("empty".to_owned(), String::new())];
    for entry in std::fs::read_dir("corpus/en").expect("the corpus").flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            texts.push((
                path.display().to_string(),
                std::fs::read_to_string(&path).expect("an article"),
            ));
        }
    }
    let checker =
        Checker::new().options(mtlint::resolve::Options::default().at_least(Confidence::Low));
    for name in ["json", "jsonl"] {
        let format = FORMATS.iter().find(|format| format.name == name).expect("a format");
        let mut report = format.start(Style::default());
        let mut out = Vec::new();
        let mut write = |path: &str, original: &str, (checked, verdict): &(Checked, Verdict)| {
            let reported = Reported { path, original, offset: 0, checked, verdict, names: None };
            report.document(&reported, &mut out).expect("memory takes everything");
        };
        for (path, text) in &texts {
            write(path, text, &verdict::check(&checker, &Document::plain(text.as_str())));
        }
        let (_, short) = verdict::check(&checker, &Document::plain("é"));
        write("extremes", "é", &(extremes("é"), short));
        report.finish(&Totals::default(), &mut out).expect("memory takes everything");
        let out = String::from_utf8(out).expect("UTF-8");
        let parse = |text: &str| -> Value { serde_json::from_str(text).expect("JSON") };
        let errors: Vec<String> = if name == "json" {
            validate(&parse(&out), &schema, &schema, "report")
        } else {
            out.lines()
                .flat_map(|line| {
                    validate(&parse(line), &schema["$defs"]["document"], &schema, "document")
                })
                .collect()
        };
        assert!(errors.is_empty(), "{}", errors.join("\n"));
    }
}

#[test]
fn the_validator_refuses_what_the_schema_does_not_say() {
    let schema: Value =
        serde_json::from_str(&std::fs::read_to_string("docs/schema.json").expect("the schema"))
            .expect("JSON");
    let range = &schema["$defs"]["range"];
    let errors = |json: &str| {
        validate(&serde_json::from_str(json).expect("JSON"), range, &schema, "range").len()
    };
    assert_eq!(errors(r#"{"start": 0, "end": 1}"#), 0);
    assert_eq!(errors(r#"{"start": -1, "end": 1}"#), 1);
    assert_eq!(errors(r#"{"start": 0}"#), 1);
    assert_eq!(errors(r#"{"start": 0, "end": 1, "more": 1}"#), 1);
    assert_eq!(errors("[]"), 1);
}

/// What is wrong with `value` by those parts of JSON Schema that the schema uses. A field that the schema does not name
/// is wrong here, so that no field is added without being written down.
fn validate(value: &Value, schema: &Value, root: &Value, at: &str) -> Vec<String> {
    let wrong = |why: &str| vec![format!("{at}: {why}: {value}")];
    let rules = schema.as_object().expect("a schema is an object");
    let mut errors = Vec::new();
    for (keyword, rule) in rules {
        let found = match keyword.as_str() {
            "$ref" => {
                let name = rule
                    .as_str()
                    .and_then(|path| path.strip_prefix("#/$defs/"))
                    .expect("a reference into $defs");
                validate(value, &root["$defs"][name], root, at)
            }
            "anyOf" => {
                let branches = rule.as_array().expect("a list");
                let fits =
                    branches.iter().any(|branch| validate(value, branch, root, at).is_empty());
                if fits { Vec::new() } else { wrong("fits no branch") }
            }
            "const" if value != rule => wrong("is another value"),
            "enum" if !rule.as_array().expect("a list").contains(value) => {
                wrong("is not in the list")
            }
            "type" if !is_of_type(value, rule) => wrong("is of another type"),
            "minimum" if value.as_f64() < rule.as_f64() && value.is_number() => {
                wrong("is too small")
            }
            "maximum" if value.as_f64() > rule.as_f64() && value.is_number() => {
                wrong("is too large")
            }
            "pattern" => {
                assert_eq!(rule, "^[a-z]+/[a-z-]+$", "the one pattern that this validator knows");
                let known = value.as_str().is_some_and(|id| rule::find(id).is_some());
                if known { Vec::new() } else { wrong("is no rule") }
            }
            "required" if value.is_object() => {
                let names = rule.as_array().expect("a list").iter().filter_map(Value::as_str);
                names
                    .filter(|name| value.get(name).is_none())
                    .flat_map(|name| wrong(&format!("lacks {name}")))
                    .collect()
            }
            "properties" => {
                let fields = value.as_object().into_iter().flatten();
                let check = |(name, field): (&String, &Value)| match rule.get(name) {
                    Some(schema) => validate(field, schema, root, &format!("{at}.{name}")),
                    None => wrong(&format!("has a field {name} that the schema does not name")),
                };
                fields.flat_map(check).collect()
            }
            "items" => value
                .as_array()
                .into_iter()
                .flatten()
                .flat_map(|item| validate(item, rule, root, at))
                .collect(),
            // Words for people, and what holds.
            "$schema" | "$defs" | "title" | "description" | "const" | "enum" | "type"
            | "minimum" | "maximum" | "required" => Vec::new(),
            other => panic!("the validator does not know the keyword {other}"),
        };
        errors.extend(found);
    }
    errors
}

fn is_of_type(value: &Value, wanted: &Value) -> bool {
    let is = |name: &Value| match name.as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_u64() || value.is_i64(),
        Some("number") => value.is_number(),
        Some("null") => value.is_null(),
        other => panic!("the validator does not know the type {other:?}"),
    };
    wanted.as_array().map_or_else(|| is(wanted), |names| names.iter().any(is))
}

fn generated(arguments: &[&str]) -> String {
    let out = Command::new(env!("CARGO_BIN_EXE_mtlint"))
        .arg("generate")
        .args(arguments)
        .output()
        .expect("the program runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).expect("UTF-8")
}

#[test]
fn the_program_gives_out_its_schema() {
    assert_eq!(
        generated(&["schema"]),
        std::fs::read_to_string("docs/schema.json").expect("the schema")
    );
}

#[test]
fn man_pages_and_completions_know_every_command() {
    let commands = ["check", "fix", "explain", "rules", "languages", "lexicon", "generate"];
    let folder = tempfile::tempdir().expect("a temporary folder");
    generated(&["man", &folder.path().display().to_string()]);
    for command in commands {
        let page = std::fs::read_to_string(folder.path().join(format!("mtlint-{command}.1")))
            .expect("a page");
        assert!(page.contains(".TH"), "{page}");
    }
    assert!(folder.path().join("mtlint-lexicon-check.1").exists());
    assert!(generated(&["man"]).starts_with(".ie"), "roff");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = generated(&["completions", shell]);
        for command in commands {
            assert!(script.contains(command), "{shell} knows {command}");
        }
    }
}

#[test]
fn every_list_of_a_language_is_described() {
    let guide = std::fs::read_to_string("docs/lexicon.md").expect("the guide");
    for (name, _) in mtlint::lexicon::lists::LISTS {
        assert!(guide.contains(&format!("| `{name}` |")), "docs/lexicon.md says nothing of {name}");
    }
}
