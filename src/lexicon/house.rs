//! Entries written as the files of the lexicons look: a comment, the rule that most entries share, then the entries.
//!
//! Only what was given is written, so that a file read from a spreadsheet looks like one that a person wrote. Lists stand
//! on one line while they fit, and are filled into lines when they do not.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::author::{Bad, Entry};

/// Longest line of a list, in characters.
const WIDTH: usize = 140;

/// The text of a file of `entries`, with the comment at its head.
pub fn file(head: &str, entries: &[&Entry]) -> String {
    let mut out = String::new();
    for line in head.lines() {
        out.push_str(format!("# {line}").trim_end());
        out.push('\n');
    }
    let shared = shared_rule(entries);
    if let Some(rule) = shared {
        let _ = writeln!(out, "[defaults]\nrule = {}", quoted(rule));
    }
    for entry in entries {
        out.push_str("\n[[entry]]\n");
        write_entry(&mut out, entry, shared);
    }
    out
}

/// The rule that most entries have, the first among equals.
fn shared_rule<'e>(entries: &[&'e Entry]) -> Option<&'e str> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for entry in entries {
        *counts.entry(&entry.rule).or_default() += 1;
    }
    entries.iter().rev().map(|entry| entry.rule.as_str()).max_by_key(|rule| counts[rule])
}

fn write_entry(out: &mut String, entry: &Entry, shared: Option<&str>) {
    let mut field = |name: &str, value: &str| {
        let _ = writeln!(out, "{name} = {value}");
    };
    field("id", &quoted(&entry.id));
    if shared != Some(entry.rule.as_str()) {
        field("rule", &quoted(&entry.rule));
    }
    if entry.paired {
        let both = |(wrong, right): &(String, Option<String>)| {
            format!("[{}, {}]", quoted(wrong), quoted(right.as_deref().unwrap_or_default()))
        };
        field("pairs", &list("pairs", entry.finds.iter().map(both)));
    } else {
        let finds: Vec<String> = entry.finds.iter().map(|(find, _)| quoted(find)).collect();
        field("find", &one_or_list("find", finds));
        let mut fixes: Vec<String> =
            entry.finds.iter().filter_map(|(_, fix)| fix.as_deref().map(quoted)).collect();
        if fixes.windows(2).all(|two| two[0] == two[1]) {
            fixes.truncate(1);
        }
        if !fixes.is_empty() {
            field("fix", &one_or_list("fix", fixes));
        }
    }
    for (name, set) in [("whole_line", entry.whole_line), ("safe", entry.safe)] {
        if set {
            field(name, "true");
        }
    }
    if entry.exact {
        field("case", "\"exact\"");
    }
    field("confidence", &quoted(&entry.confidence));
    if let Some(topic) = &entry.topic {
        field("topic", &quoted(topic));
    }
    if let Some(times) = entry.repeat {
        field("repeat", &times.to_string());
    }
    if !entry.from.is_empty() {
        let from: Vec<String> = entry
            .from
            .iter()
            .map(|(code, text)| format!("{} = {}", key(code), quoted(text)))
            .collect();
        field("from", &format!("{{ {} }}", from.join(", ")));
    }
    field("why", &quoted(&entry.why));
    for (name, values) in [("near", &entry.near), ("unless", &entry.unless), ("not", &entry.not)] {
        if !values.is_empty() {
            field(name, &list(name, values.iter().map(|text| quoted(text))));
        }
    }
    let bad = entry.bad.iter().map(|bad| match bad {
        Bad::Found(text) => quoted(text),
        Bad::Repaired(text, repaired) => format!("[{}, {}]", quoted(text), quoted(repaired)),
    });
    field("bad", &list("bad", bad));
    field("good", &list("good", entry.good.iter().map(|text| quoted(text))));
}

fn one_or_list(name: &str, values: Vec<String>) -> String {
    match <[String; 1]>::try_from(values) {
        Ok([one]) => one,
        Err(values) => list(name, values.into_iter()),
    }
}

fn list(name: &str, values: impl Iterator<Item = String>) -> String {
    let values: Vec<String> = values.collect();
    let line = format!("[{}]", values.join(", "));
    let width = |text: &str| text.chars().count();
    if values.len() == 1 || width(name) + 3 + width(&line) <= WIDTH {
        return line;
    }
    let mut out = String::from("[");
    let mut column = usize::MAX;
    for value in &values {
        let wide = width(value) + 2;
        if column.saturating_add(wide) > WIDTH {
            out.push_str("\n  ");
            column = 1;
        } else {
            out.push(' ');
        }
        column += wide;
        out.push_str(value);
        out.push(',');
    }
    out.pop();
    out.push_str("\n]");
    out
}

fn key(code: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !code.is_empty() && code.chars().all(bare) { code.to_owned() } else { quoted(code) }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
