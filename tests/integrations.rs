//! The recipes of docs/integrations.md, the hooks and the action do what they say.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use mtlint::fix::decisions::Decisions;
use mtlint::report::FORMATS;
use regex::Regex;
use serde_json::Value;

const MTLINT: &str = env!("CARGO_BIN_EXE_mtlint");
const ARTICLE: &str = "corpus/en/fr-war-bridge.txt";

/// A folder with an article, and with a reviewdog that keeps what it is given.
struct Place {
    folder: tempfile::TempDir,
    path: String,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let inside = |name: &str| folder.path().join(name);
        std::fs::create_dir(inside("articles")).expect("a folder");
        std::fs::copy(ARTICLE, inside("articles/bridge.txt")).expect("an article");
        std::fs::create_dir(inside("bin")).expect("a folder");
        std::fs::write(inside("bin/reviewdog"), "#!/bin/sh\ncat > given.json\n").expect("written");
        let mut command = Command::new("chmod");
        assert!(command.arg("+x").arg(inside("bin/reviewdog")).status().expect("run").success());
        let own = Path::new(MTLINT).parent().expect("a folder").display();
        let others = std::env::var("PATH").unwrap_or_default();
        let path = format!("{}:{own}:{others}", inside("bin").display());
        Self { folder, path }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.file(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    fn run(&self, script: &str, variables: &[(&str, &str)]) -> Output {
        let mut command = Command::new("bash");
        command.args(["-c", &format!("set -e -o pipefail\n{script}")]);
        command.current_dir(self.folder.path()).env("PATH", &self.path);
        command.envs(variables.iter().copied()).output().expect("bash runs")
    }
}

fn docs() -> String {
    std::fs::read_to_string("docs/integrations.md").expect("the recipes")
}

/// The blocks of a language in the recipes.
fn blocks(language: &str) -> Vec<String> {
    blocks_of(&docs(), language)
}

fn blocks_of(docs: &str, language: &str) -> Vec<String> {
    let start = format!("```{language}\n");
    let blocks = docs.split(&start).skip(1).map(|rest| rest.split("\n```").next());
    blocks.map(|block| block.unwrap_or_default().to_owned()).collect()
}

fn short(place: &Place) -> Vec<String> {
    let out = place.run("mtlint check --isolated --format short articles || true", &[]);
    let lines = String::from_utf8(out.stdout).expect("UTF-8");
    let lines: Vec<String> = lines.lines().map(str::to_owned).collect();
    assert!(lines.len() > 10, "{lines:?}");
    lines
}

#[test]
fn every_command_works() {
    let place = Place::new();
    let commands = blocks("sh");
    let lines: Vec<&str> = commands.iter().flat_map(|block| block.lines()).collect();
    assert!(lines.len() >= 6, "the commands were found");
    for line in lines {
        let out = place.run(line, &[]);
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        assert!(said.is_empty(), "{line}: {said}");
        // Findings are what `check` ends with 1 for, unless it is told not to.
        let expected = i32::from(!line.contains("--fail-on never"));
        assert_eq!(out.status.code(), Some(expected), "{line}");
    }
    let given: Value = serde_json::from_str(&place.read("given.json")).expect("JSON");
    assert!(given["diagnostics"].as_array().is_some_and(|all| all.len() > 10));
    assert!(place.read("checkstyle.xml").contains("<checkstyle"));
    assert!(place.read("junit.xml").contains("<testsuites"));
}

#[test]
fn what_is_said_of_reports_is_so() {
    let place = Place::new();
    let docs = std::fs::read_to_string("docs/reports.md").expect("the description");
    std::fs::copy(ARTICLE, place.file("article.txt")).expect("an article");
    for name in ["before", "out"] {
        let out = place.run(&format!("mtlint scan --isolated --quiet articles -o {name}"), &[]);
        assert!(out.status.success());
    }
    for line in blocks_of(&docs, "sh").iter().flat_map(|block| block.lines()) {
        let out = place.run(line, &[]);
        assert!(out.status.success(), "{line}: {}", String::from_utf8_lossy(&out.stderr));
        assert!(place.read("report.html").starts_with("<!doctype html>"), "{line}");
        std::fs::remove_file(place.file("report.html")).expect("removed");
    }
    let decisions = Decisions::parse(&blocks_of(&docs, "json")[0]).expect("decisions");
    assert_eq!(decisions.files[0].count(), 1);
    for format in FORMATS {
        assert!(docs.contains(&format!("`{}`", format.name)), "{} is described", format.name);
    }
}

#[test]
fn lines_are_what_the_problem_matcher_of_code_reads() {
    let place = Place::new();
    let tasks: Value = serde_json::from_str(&blocks("json")[0]).expect("JSON");
    let pattern = &tasks["tasks"][0]["problemMatcher"]["pattern"];
    let regexp = Regex::new(pattern["regexp"].as_str().expect("a text")).expect("an expression");
    let article = std::fs::read_to_string(ARTICLE).expect("an article");
    for line in short(&place) {
        let found = regexp.captures(&line).unwrap_or_else(|| panic!("{line}"));
        let part = |name: &str| {
            let group = pattern[name].as_u64().expect("a number");
            &found[usize::try_from(group).expect("small")]
        };
        assert_eq!(part("file"), "articles/bridge.txt");
        assert!(mtlint::rule::find(part("code")).is_some(), "{line}");
        let number = |name: &str| part(name).parse::<usize>().expect("a number");
        let text = article.lines().nth(number("line") - 1).expect("a line of the article");
        assert!(number("column") <= text.chars().count() + 1, "{line}");
    }
}

#[test]
fn lines_are_what_emacs_and_vim_read() {
    let place = Place::new();
    let elisp = blocks("elisp");
    let expression = elisp[0].lines().find_map(|line| {
        let line = line.trim().strip_prefix('"')?;
        line.starts_with('^').then(|| line.rsplit_once('"').map_or(line, |(words, _)| words))
    });
    // In a string of Lisp a backslash is two, and in Emacs groups and bars are what has one.
    let expression = expression.expect("an expression").replace("\\\\", "\\");
    let expression = ["(", ")", "|"]
        .iter()
        .fold(expression, |text, sign| text.replace(&format!("\\{sign}"), sign));
    let emacs = Regex::new(&expression).expect("an expression");
    let vim = blocks("vim");
    let setting = |name: &str| {
        let start = format!("setlocal {name}=");
        let value = vim[0].lines().find_map(|line| line.strip_prefix(&start)).expect("a setting");
        value.replace("\\ ", " ")
    };
    assert_eq!(setting("makeprg"), "mtlint check --format short %:S");
    let formats = setting("errorformat");
    // `%t` is the first letter of a severity, `%m` the rest of the line.
    let vim: Vec<Regex> = formats
        .split(',')
        .map(|format| {
            let parts = [("%f", "(.+?)"), ("%l", "(\\d+)"), ("%v", "(\\d+)"), ("%t", "(.)")];
            let format = parts.iter().fold(format.to_owned(), |text, (a, b)| text.replace(a, b));
            Regex::new(&format!("^{}$", format.replace("%m", "(.+)"))).expect("an expression")
        })
        .collect();
    for line in short(&place) {
        assert!(emacs.is_match(&line), "{line}");
        assert_eq!(vim.iter().filter(|format| format.is_match(&line)).count(), 1, "{line}");
    }
}

#[test]
fn hooks_find_and_repair() {
    let place = Place::new();
    let hooks = std::fs::read_to_string(".pre-commit-hooks.yaml").expect("the hooks");
    let values = |key: &str| -> Vec<String> {
        let lines = hooks.lines().map(|line| line.trim_start_matches(['-', ' ']));
        lines.filter_map(|line| line.strip_prefix(key)).map(str::to_owned).collect()
    };
    let docs = docs();
    let ids = values("id: ");
    assert_eq!(ids, ["mtlint", "mtlint-fix"]);
    assert!(ids.iter().all(|id| docs.contains(&format!("- id: {id}\n"))));
    let entries = values("entry: ");
    let run = |entry: &str| place.run(&format!("{entry} articles/bridge.txt"), &[]);
    let found = run(&entries[0]);
    assert_eq!(found.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&found.stdout).contains("kyiv"));
    let before = place.read("articles/bridge.txt");
    assert!(run(&entries[1]).status.code().is_some_and(|code| code < 2));
    let after = place.read("articles/bridge.txt");
    assert!(before.contains("kyiv") && !after.contains("kyiv"));
    // The second run of a hook has nothing to do, so the commit goes through.
    assert!(run(&entries[1]).status.success());
    assert_eq!(place.read("articles/bridge.txt"), after);
}

/// The script of the step that checks, and the names of the variables it is given.
fn action() -> (String, Vec<String>) {
    let action = std::fs::read_to_string("action.yml").expect("the action");
    let step = action.split("- name: Check the texts").nth(1).expect("the step");
    let (head, script) = step.split_once("run: |\n").expect("a script");
    let variables = head.lines().filter(|line| line.contains("${{")).map(|line| {
        let (name, value) = line.trim().split_once(": ").expect("a variable");
        let input = value.trim_start_matches("${{ inputs.").trim_end_matches(" }}");
        assert!(action.contains(&format!("\n  {input}:\n")), "{input} is an input");
        name.to_owned()
    });
    let variables = variables.collect();
    assert!(!script.contains("${{"), "nothing is written into the script");
    (script.lines().map(|line| line.trim_start().to_owned() + "\n").collect(), variables)
}

#[test]
fn the_action_annotates_and_writes_what_it_is_asked_for() {
    let place = Place::new();
    let (script, names) = action();
    assert_eq!(names, ["PATHS", "ARGUMENTS", "FAIL_ON", "SARIF", "PAGE"]);
    let summary = place.file("summary.md").display().to_string();
    let run = |values: [&str; 5]| {
        let mut variables: Vec<(&str, &str)> =
            names.iter().map(String::as_str).zip(values).collect();
        variables.push(("GITHUB_STEP_SUMMARY", &summary));
        place.run(&script, &variables)
    };
    let out = run(["articles", "--isolated", "medium", "out.sarif", "out.html"]);
    assert_eq!(out.status.code(), Some(1), "{}", String::from_utf8_lossy(&out.stderr));
    let annotations = String::from_utf8(out.stdout).expect("UTF-8");
    assert!(annotations.lines().all(|line| line.starts_with("::")), "{annotations}");
    assert!(place.read("summary.md").contains("| 1 |"));
    let sarif: Value = serde_json::from_str(&place.read("out.sarif")).expect("JSON");
    assert_eq!(sarif["version"], "2.1.0");
    assert!(place.read("out.html").starts_with("<!doctype html>"));
    let out = run(["articles", "--isolated --ignore tag", "never", "", ""]);
    assert!(out.status.success());
    assert!(!String::from_utf8_lossy(&out.stdout).contains("tag/"));
    // An input is never run, nor taken for a flag.
    let out = run(["$(touch run) ;touch run", "--isolated", "never", "", ""]);
    assert_eq!(out.status.code(), Some(2));
    let out = run(["--help", "--isolated", "never", "", ""]);
    assert_eq!(out.status.code(), Some(2));
    assert!(!place.file("run").exists());
}
