//! `mtlint explain`, `rules` and `languages`: what the tool knows.

use std::fmt::Write as _;

use super::options::nearest;
use crate::lexicon::{EntryText, Lexicon, compile};
use crate::rule::{self, RULES, Rule};

/// Most lexicon entries shown with a rule.
const MOST_ENTRIES: usize = 5;

/// The page of a rule, or of an entry of a lexicon.
pub(super) fn explain(name: &str) -> Result<String, String> {
    if let Some(rule) = rule::find(name) {
        return Ok(rule_page(rule) + &entries_of(rule));
    }
    for lexicon in Lexicon::languages().filter_map(Lexicon::built_in) {
        if let Some(entry) = lexicon.entries().find(|entry| entry.id == name) {
            return Ok(entry_page(&entry));
        }
    }
    let family: Vec<&str> =
        RULES.iter().filter(|rule| rule.family() == name).map(|rule| rule.id).collect();
    if !family.is_empty() {
        return Ok(family
            .iter()
            .filter_map(|id| rule::find(id))
            .map(rule_page)
            .collect::<Vec<_>>()
            .join("\n"));
    }
    let meant = nearest(name, RULES.iter().map(|rule| rule.id));
    let hint = meant.map_or(String::new(), |meant| format!("; did you mean {meant:?}?"));
    Err(format!("no rule, family or entry is called {name:?}{hint}"))
}

/// What a rule is, in the words of the table.
pub fn rule_page(rule: &Rule) -> String {
    let (bad, good) = rule.example;
    let repaired = if good.is_empty() { "(deleted)" } else { good };
    format!(
        "{} ({})\n\n  {}.\n  {}.\n\n  Do: {}.\n\n  {bad}\n  → {repaired}\n",
        rule.id,
        rule.severity.as_str(),
        capitalised(rule.message),
        rule.why,
        lowered(rule.advice),
    )
}

fn entries_of(rule: &Rule) -> String {
    let mut out = String::new();
    let entries = Lexicon::languages().filter_map(Lexicon::built_in).flat_map(Lexicon::entries);
    let of_rule: Vec<EntryText> = entries.filter(|entry| entry.rule == rule.id).collect();
    if of_rule.is_empty() {
        return out;
    }
    let _ = writeln!(out, "\n  {} entries of the lexicons speak of it, such as:\n", of_rule.len());
    for entry in of_rule.iter().step_by((of_rule.len() / MOST_ENTRIES).max(1)).take(MOST_ENTRIES) {
        let from =
            entry.from.first().map_or(String::new(), |(code, text)| format!("  ({code}: {text})"));
        let (bad, repaired) = entry.bad().next().unwrap_or_default();
        let _ = writeln!(out, "  {}{from}\n    {bad}", entry.id);
        if let Some(repaired) = repaired {
            let _ = writeln!(out, "    → {repaired}");
        }
    }
    out
}

fn entry_page(entry: &EntryText) -> String {
    let mut out = format!(
        "{} [{}] {}\n\n  {}.\n\n",
        entry.id,
        entry.rule,
        entry.confidence.as_str(),
        entry.why
    );
    for find in entry.finds() {
        let (phrase, _) = find.split_once(compile::HALF).unwrap_or((find, ""));
        let _ = writeln!(out, "  finds: {phrase}");
    }
    for (code, text) in &entry.from {
        let _ = writeln!(out, "  from {code}: {text}");
    }
    for (bad, repaired) in entry.bad() {
        let _ = writeln!(out, "  wrong: {bad}");
        if let Some(repaired) = repaired {
            let _ = writeln!(out, "  right: {repaired}");
        }
    }
    for good in entry.good() {
        let _ = writeln!(out, "  silent on: {good}");
    }
    out
}

/// How a table is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum TableFormat {
    /// For reading
    #[default]
    Text,
    /// One JSON array
    Json,
}

/// The table of rules.
pub(super) fn rules(format: TableFormat) -> String {
    if format == TableFormat::Json {
        let rule = |rule: &Rule| {
            serde_json::json!({
                "id": rule.id, "severity": rule.severity.as_str(), "message": rule.message, "why": rule.why,
                "advice": rule.advice, "example": {"bad": rule.example.0, "good": rule.example.1},
            })
        };
        return array(RULES.iter().map(rule));
    }
    let mut out = String::new();
    for rule in RULES {
        let _ = writeln!(out, "{:32} {:8} {}", rule.id, rule.severity.as_str(), rule.message);
    }
    out
}

/// An array, one object a line.
fn array(rows: impl Iterator<Item = serde_json::Value>) -> String {
    let rows: Vec<String> = rows.map(|row| row.to_string()).collect();
    format!("[\n{}\n]\n", rows.join(",\n"))
}

/// The table of languages.
pub(super) fn languages(format: TableFormat) -> String {
    if format == TableFormat::Json {
        let language = |lexicon: &Lexicon| {
            let (code, name) = (lexicon.code(), lexicon.name());
            serde_json::json!({"code": code, "name": name, "entries": lexicon.len(), "sources": sources(lexicon)})
        };
        return array(Lexicon::languages().filter_map(Lexicon::built_in).map(language));
    }
    let mut out = format!("{:5} {:12} {:>7}  {}\n", "code", "language", "entries", "marked by");
    for lexicon in Lexicon::languages().filter_map(Lexicon::built_in) {
        let sources = sources(lexicon);
        let sources =
            if sources.is_empty() { "(told apart only)".to_owned() } else { sources.join(" ") };
        let _ = writeln!(
            out,
            "{:5} {:12} {:7}  {sources}",
            lexicon.code(),
            lexicon.name(),
            lexicon.len()
        );
    }
    out
}

/// Codes of the source languages that the entries of a lexicon name.
fn sources(lexicon: &Lexicon) -> Vec<&str> {
    let mut sources: Vec<&str> =
        lexicon.entries().flat_map(|entry| entry.from).map(|(code, _)| code).collect();
    sources.sort_unstable();
    sources.dedup();
    sources
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}

fn lowered(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |c| c.to_lowercase().chain(chars).collect())
}
