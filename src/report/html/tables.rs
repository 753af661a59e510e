//! Tables and charts of the numbers of a corpus.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::chart::{Bar, bars};
use super::escape::{anchor, line};
use super::samples::Samples;
use crate::lang::language_name;
use crate::report::numbers::{Count, DENSITY, Numbers, Source, per_thousand};
use crate::report::plural;

/// Columns of the table of rates; languages beyond them share the last.
const LANGUAGES: usize = 6;
/// Rows of tables of documents and sources.
pub(super) const MOST: usize = 100;
/// Sources of fewer words are not ranked where there are larger ones: a single finding would put them first.
const WORDS: usize = 1000;

/// A number with a comma after each three digits.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The name of a language of documents.
pub(super) fn language(code: &str) -> &str {
    if code == "und" { "none" } else { language_name(code) }
}

/// A table that scrolls aside where it is too wide; it is called as the section it stands in.
pub(super) fn table(section: &str, columns: &[(&str, bool)], out: &mut String) {
    let _ = write!(
        out,
        "<div class=wide tabindex=0 role=region aria-labelledby={section}-h><table><thead><tr>"
    );
    for (column, number) in columns {
        let class = if *number { " class=num" } else { "" };
        let _ = write!(out, "<th scope=col{class}>{column}");
    }
    out.push_str("</thead><tbody>\n");
}

/// Its end.
pub(super) const TABLE_END: &str = "</tbody></table></div>\n";

/// The main numbers, and the findings by family as a chart.
pub(super) fn summary(numbers: &Numbers, out: &mut String) {
    let all = numbers.all;
    if all.documents == 0 {
        out.push_str("<p>No documents.</p>\n");
        return;
    }
    let facts = [
        ("Documents", grouped(all.documents)),
        ("Words", grouped(all.words)),
        ("Artifacts", grouped(all.findings)),
        ("Per 1,000 words", format!("{:.2}", all.rate())),
        ("With a safe repair", grouped(numbers.safe())),
        ("Documents without", grouped(numbers.clean)),
    ];
    let others = numbers.others.iter().filter(|(_, count)| *count > 0);
    let others = others.map(|(name, count)| (*name, grouped(*count)));
    out.push_str("<dl class=facts>");
    for (name, value) in facts.into_iter().chain(others) {
        let _ = write!(out, "<div><dt>{name}</dt><dd>{value}</dd></div>");
    }
    out.push_str("</dl>\n");
    let mut families: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (rule, found) in &numbers.rules {
        let count = families.entry(rule.split('/').next().unwrap_or(rule)).or_default();
        count.0 += found.findings;
        count.1 += found.safe;
    }
    let bars_of: Vec<Bar> = families
        .into_iter()
        .map(|(family, (all, part))| Bar { name: family.to_owned(), all, part })
        .collect();
    bars(out, "Artifacts by family", "family", "artifacts", Some("safe repair"), &bars_of);
}

/// Rules by language, with links to their samples.
pub(super) fn rates(numbers: &Numbers, samples: &Samples, out: &mut String) {
    if numbers.rules.is_empty() {
        return;
    }
    // Scans of old versions did not count rules by language.
    let by_language = numbers.rules.values().any(|rule| !rule.languages.is_empty());
    let mut languages: Vec<(&str, Count)> =
        numbers.languages.iter().map(|(code, &count)| (code.as_str(), count)).collect();
    languages.sort_by_key(|&(code, count)| (Reverse(count.words), code));
    let others = languages.split_off(languages.len().min(LANGUAGES));
    let mut rest = Count::default();
    for &(_, count) in &others {
        rest.add(count);
    }
    let mut columns: Vec<(String, bool)> =
        [("rule", false), ("found", true), ("all", true)].map(|(c, n)| (c.to_owned(), n)).into();
    for (code, count) in &languages {
        let (name, words) = (line(language(code)), grouped(count.words));
        columns.push((format!("{name}<br><small>{words} words</small>"), true));
    }
    if !others.is_empty() {
        columns.push((format!("{} others", others.len()), true));
    }
    let columns: Vec<(&str, bool)> = columns.iter().map(|(c, n)| (c.as_str(), *n)).collect();
    table("rates", &columns, out);
    for (rule, found) in &numbers.rules {
        let mut name = line(rule);
        if samples.has(rule) {
            name = format!("<a href=\"#s-{}\">{name}</a>", anchor(rule));
        }
        let _ = write!(
            out,
            "<tr><th scope=row>{name}<td class=num>{}<td class=num>{:.2}",
            grouped(found.findings),
            per_thousand(found.findings, numbers.all.words)
        );
        for (code, count) in &languages {
            match found.languages.get(*code) {
                None if !by_language => out.push_str("<td class=num>"),
                found => cell(found.copied().unwrap_or(0), count.words, out),
            }
        }
        if !others.is_empty() {
            let sum = others.iter().filter_map(|(code, _)| found.languages.get(*code)).sum();
            cell(sum, rest.words, out);
        }
        out.push('\n');
    }
    let _ = write!(
        out,
        "<tr class=sum><th scope=row>all rules<td class=num>{}<td class=num>{:.2}",
        grouped(numbers.all.findings),
        numbers.all.rate()
    );
    for (_, count) in &languages {
        cell(count.findings, count.words, out);
    }
    if !others.is_empty() {
        cell(rest.findings, rest.words, out);
    }
    out.push_str(TABLE_END);
}

/// A rate; a dot where there is nothing, so that what there is stands out.
pub(super) fn cell(found: usize, words: usize, out: &mut String) {
    if found == 0 {
        out.push_str("<td class=num>·");
    } else {
        let _ = write!(out, "<td class=num>{:.2}", per_thousand(found, words));
    }
}

/// How many documents have how many findings per 1,000 words.
pub(super) fn density(numbers: &Numbers, out: &mut String) {
    let bars_of: Vec<Bar> = numbers
        .densities
        .iter()
        .enumerate()
        .map(|(class, &all)| Bar { name: class_name(class), all, part: 0 })
        .collect();
    let title = "Documents by artifacts per 1,000 words";
    bars(out, title, "per 1,000 words", "documents", None, &bars_of);
}

/// What a class of [`DENSITY`] holds.
fn class_name(class: usize) -> String {
    match (class.checked_sub(1).map(|before| DENSITY[before]), DENSITY.get(class)) {
        (None, _) => "none".to_owned(),
        (Some(0), Some(to)) => format!("up to {to}"),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("over {from}"),
    }
}

/// Sources, the most densely marked first.
pub(super) fn sources(numbers: &Numbers, out: &mut String) {
    if numbers.sources.len() < 2 {
        return;
    }
    let mut rows: Vec<&Source> =
        numbers.sources.iter().filter(|source| source.count.words >= WORDS).collect();
    if rows.is_empty() {
        rows = numbers.sources.iter().collect();
    }
    rows.sort_by(|a, b| {
        b.count.rate().total_cmp(&a.count.rate()).then_with(|| a.name.cmp(&b.name))
    });
    let (judged, named) = (
        rows.iter().any(|source| source.mt.is_some()),
        rows.iter().any(|source| !source.conventions.is_empty()),
    );
    let mut columns = vec![
        ("source", false),
        ("documents", true),
        ("words", true),
        ("found", true),
        ("per 1,000", true),
    ];
    if judged {
        columns.extend([("machine-translated", true), ("from", false)]);
    }
    if named {
        columns.push(("names as in", false));
    }
    columns.push(("most of", false));
    table("sources", &columns, out);
    for source in rows.iter().take(MOST) {
        let count = source.count;
        let _ = write!(
            out,
            "<tr><th scope=row><bdi>{}</bdi><td class=num>{}<td class=num>{}<td class=num>{}<td class=num>{:.2}",
            line(&source.name),
            grouped(count.documents),
            grouped(count.words),
            grouped(count.findings),
            count.rate()
        );
        if judged {
            let mt = source.mt.map_or_else(String::new, |mt| format!("{mt:.2}"));
            let from = source.from.as_deref().map_or_else(String::new, |c| line(language_name(c)));
            let _ = write!(out, "<td class=num>{mt}<td>{from}");
        }
        if named {
            let most = most_of(&source.conventions, 2, language_name);
            let _ = write!(out, "<td>{most}");
        }
        let _ = writeln!(out, "<td>{}", most_of(&source.rules, 3, |rule| rule));
    }
    out.push_str(TABLE_END);
    if rows.len() > MOST {
        let _ = writeln!(out, "<p>and {} more</p>", grouped(rows.len() - MOST));
    }
    let small = numbers.sources.len() - rows.len();
    if small > 0 {
        let _ = writeln!(
            out,
            "<p>{} of fewer than {} words {} not ranked.</p>",
            plural(small, "source"),
            grouped(WORDS),
            if small == 1 { "is" } else { "are" }
        );
    }
}

/// The largest of some counts with their numbers.
fn most_of<'c>(
    counts: &'c BTreeMap<String, usize>,
    most: usize,
    name: impl Fn(&'c str) -> &'c str,
) -> String {
    let mut all: Vec<(&String, &usize)> = counts.iter().collect();
    all.sort_by_key(|&(key, count)| (Reverse(count), key));
    let shown: Vec<String> = all
        .into_iter()
        .take(most)
        .map(|(key, &count)| format!("{} {}", line(name(key)), grouped(count)))
        .collect();
    shown.join(", ")
}

/// By the press of which languages foreign names are written.
pub(super) fn conventions(numbers: &Numbers, out: &mut String) {
    let mut all: Vec<(&String, usize)> =
        numbers.conventions.iter().map(|(code, &count)| (code, count)).collect();
    all.sort_by_key(|&(code, count)| (Reverse(count), code));
    let bars_of: Vec<Bar> = all
        .into_iter()
        .map(|(code, all)| Bar { name: language_name(code).to_owned(), all, part: 0 })
        .collect();
    let title = "Names written as another press writes them";
    bars(out, title, "press", "names", None, &bars_of);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_threes() {
        let all = [0, 999, 1000, 12345, 1_234_567].map(grouped);
        assert_eq!(all, ["0", "999", "1,000", "12,345", "1,234,567"]);
    }

    #[test]
    fn classes_say_what_they_hold() {
        let names = [0, 1, 2, DENSITY.len() - 1, DENSITY.len()].map(class_name);
        assert_eq!(names, ["none", "up to 1", "1 to 2", "32 to 64", "over 64"]);
    }

    #[test]
    fn small_sources_are_not_ranked_before_large_ones() {
        let source = |name: &str, words, findings| Source {
            name: name.to_owned(),
            count: Count { documents: 1, words, findings },
            ..Source::default()
        };
        let sources =
            vec![source("tiny", 10, 5), source("calm", 5000, 1), source("wild", 2000, 40)];
        let mut out = String::new();
        super::sources(&Numbers { sources, ..Numbers::default() }, &mut out);
        let at = |name: &str| out.find(name);
        assert!(at("wild") < at("calm") && at("tiny").is_none(), "{out}");
        assert!(out.contains("1 source of fewer than 1,000 words is not ranked"));
    }
}
