//! The page about many documents: what is in a corpus, where it stands, and how sure one can be.
//!
//! Documents are counted as they come and forgotten; what stays of each is one line of numbers. Rates are per 1,000 words, because
//! documents differ in length and folders in size.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::chart::{Bar, bars};
use super::escape::line;
use super::names;
use super::samples::Samples;
use crate::lang::Language;
use crate::report::judgement::LIKELIHOODS;
use crate::report::{Reported, has_safe_repair, language_name, plural};
use crate::survey::Survey;

/// Columns of the table of rates; languages beyond them share the last.
const LANGUAGES: usize = 6;
/// Rows of the tables of documents and folders.
const MOST: usize = 100;
/// Upper ends of the classes of density; the first is for documents without findings.
const CLASSES: &[(f64, &str)] = &[
    (0.0, "0"),
    (1.0, "up to 1"),
    (2.0, "1 to 2"),
    (5.0, "2 to 5"),
    (10.0, "5 to 10"),
    (20.0, "10 to 20"),
    (50.0, "20 to 50"),
    (f64::INFINITY, "over 50"),
];

/// What is counted of a set of documents.
#[derive(Clone, Copy, Default)]
struct Count {
    documents: usize,
    words: usize,
    findings: usize,
    safe: usize,
}

impl Count {
    fn rate(&self) -> f64 {
        per_thousand(self.findings, self.words)
    }

    fn add(&mut self, other: Self) {
        self.documents += other.documents;
        self.words += other.words;
        self.findings += other.findings;
        self.safe += other.safe;
    }
}

/// What stays of the documents.
#[derive(Default)]
pub(super) struct Corpus {
    all: Count,
    documents: Vec<(String, &'static str, Count)>,
    languages: BTreeMap<&'static str, Count>,
    /// Rule → language → findings.
    rules: BTreeMap<&'static str, BTreeMap<&'static str, usize>>,
    safe: BTreeMap<&'static str, usize>,
    pub(super) samples: Samples,
    survey: Survey,
    /// Documents by how likely a machine translated them, in the order of [`LIKELIHOODS`]; the last are those of which nothing
    /// can be said.
    pub(super) likelihoods: [usize; LIKELIHOODS.len() + 1],
    /// Findings that a baseline silenced.
    pub(super) silenced: usize,
}

impl Corpus {
    pub(super) fn documents(&self) -> usize {
        self.all.documents
    }

    pub(super) fn add(&mut self, reported: &Reported) {
        let findings = &reported.checked.findings;
        let safe = findings.iter().filter(|finding| has_safe_repair(finding)).count();
        let words = reported.checked.words;
        let count = Count { documents: 1, words, findings: findings.len(), safe };
        let code = reported.checked.language.map_or("und", |found| found.language.code());
        self.all.add(count);
        self.languages.entry(code).or_default().add(count);
        self.documents.push((reported.path.to_owned(), code, count));
        for finding in findings {
            let rule = finding.rule.id;
            *self.rules.entry(rule).or_default().entry(code).or_default() += 1;
            *self.safe.entry(finding.rule.family()).or_default() +=
                usize::from(has_safe_repair(finding));
        }
        self.samples.add(reported);
        if let Some(names) = reported.names {
            self.survey.merge(names);
        }
        let likelihood = reported
            .verdict
            .mt
            .and_then(|mt| LIKELIHOODS.iter().position(|&(least, _)| mt >= least));
        self.likelihoods[likelihood.unwrap_or(LIKELIHOODS.len())] += 1;
    }
}

fn per_thousand(findings: usize, words: usize) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "counts of words stay far below 2^52")]
    let rate = |findings, words| findings as f64 * 1000.0 / words as f64;
    if words == 0 { 0.0 } else { rate(findings, words) }
}

/// A number with a comma after each three digits.
fn grouped(number: usize) -> String {
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

fn name(code: &str) -> &str {
    if code == "und" { "none" } else { language_name(code) }
}

pub(super) fn summary(corpus: &Corpus, out: &mut String) {
    let all = corpus.all;
    if all.documents == 0 {
        out.push_str("<p>No documents.</p>\n");
        return;
    }
    let clean = corpus.documents.iter().filter(|(.., count)| count.findings == 0).count();
    let _ = writeln!(
        out,
        "<dl class=facts><div><dt>Documents</dt><dd>{}</dd></div><div><dt>Words</dt><dd>{}</dd></div>\
         <div><dt>Artifacts</dt><dd>{}</dd></div><div><dt>Per 1,000 words</dt><dd>{:.2}</dd></div>\
         <div><dt>With a safe repair</dt><dd>{}</dd></div><div><dt>Documents without</dt><dd>{}</dd></div></dl>",
        grouped(all.documents),
        grouped(all.words),
        grouped(all.findings),
        all.rate(),
        grouped(all.safe),
        grouped(clean)
    );
    if corpus.silenced > 0 {
        let silenced = plural(corpus.silenced, "artifact");
        let _ = writeln!(out, "<p>{silenced} kept silent by the baseline.</p>");
    }
    let mut families: BTreeMap<&str, usize> = BTreeMap::new();
    for (rule, languages) in &corpus.rules {
        let family = rule.split('/').next().unwrap_or(rule);
        *families.entry(family).or_default() += languages.values().sum::<usize>();
    }
    let bars_of: Vec<Bar> = families
        .into_iter()
        .map(|(family, all)| Bar {
            name: family.to_owned(),
            all,
            part: corpus.safe.get(family).copied().unwrap_or(0),
        })
        .collect();
    bars(out, "Artifacts by family", "family", "artifacts", Some("safe repair"), &bars_of);
}

/// Rules by language.
pub(super) fn rates(corpus: &Corpus, out: &mut String) {
    if corpus.rules.is_empty() {
        return;
    }
    let mut languages: Vec<(&str, Count)> =
        corpus.languages.iter().map(|(&code, &count)| (code, count)).collect();
    languages.sort_by_key(|&(code, count)| (Reverse(count.words), code));
    let others = languages.split_off(languages.len().min(LANGUAGES));
    let mut rest = Count::default();
    for &(_, count) in &others {
        rest.add(count);
    }
    out.push_str("<div class=wide tabindex=0 role=region aria-labelledby=rates-h><table><thead><tr><th scope=col>rule<th scope=col class=num>found<th scope=col class=num>all");
    for (code, count) in &languages {
        let _ = write!(
            out,
            "<th scope=col class=num>{}<br><small>{} words</small>",
            line(name(code)),
            grouped(count.words)
        );
    }
    if !others.is_empty() {
        let _ = write!(out, "<th scope=col class=num>{} others", others.len());
    }
    out.push_str("</thead><tbody>\n");
    for (rule, found) in &corpus.rules {
        let sum: usize = found.values().sum();
        let _ = write!(
            out,
            "<tr><th scope=row><a href=\"#s-{}\">{rule}</a><td class=num>{sum}<td class=num>{:.2}",
            rule.replace('/', "-"),
            per_thousand(sum, corpus.all.words)
        );
        for (code, count) in &languages {
            cell(found.get(code).copied().unwrap_or(0), count.words, out);
        }
        if !others.is_empty() {
            let sum = others.iter().filter_map(|(code, _)| found.get(code)).sum();
            cell(sum, rest.words, out);
        }
        out.push('\n');
    }
    let _ = write!(
        out,
        "<tr class=sum><th scope=row>all rules<td class=num>{}<td class=num>{:.2}",
        corpus.all.findings,
        corpus.all.rate()
    );
    for (_, count) in &languages {
        cell(count.findings, count.words, out);
    }
    if !others.is_empty() {
        cell(rest.findings, rest.words, out);
    }
    out.push_str("</tbody></table></div>\n");
}

/// A rate; a dot where there is nothing, so that what there is stands out.
fn cell(found: usize, words: usize, out: &mut String) {
    if found == 0 {
        out.push_str("<td class=num>·");
    } else {
        let _ = write!(out, "<td class=num>{:.2}", per_thousand(found, words));
    }
}

/// How many documents have how many findings per 1,000 words.
pub(super) fn density(corpus: &Corpus, out: &mut String) {
    let mut classes = vec![0; CLASSES.len()];
    for (.., count) in &corpus.documents {
        let rate = count.rate();
        if let Some(class) = CLASSES.iter().position(|&(end, _)| rate <= end) {
            classes[class] += 1;
        }
    }
    let bars_of: Vec<Bar> = CLASSES
        .iter()
        .zip(classes)
        .map(|(&(_, name), all)| Bar { name: name.to_owned(), all, part: 0 })
        .collect();
    bars(
        out,
        "Documents by artifacts per 1,000 words",
        "per 1,000 words",
        "documents",
        None,
        &bars_of,
    );
}

/// Folders, the most densely marked first.
pub(super) fn sources(corpus: &Corpus, out: &mut String) {
    let mut folders: BTreeMap<&str, Count> = BTreeMap::new();
    for (path, _, count) in &corpus.documents {
        let folder = path.rfind(['/', '\\']).map_or("", |end| &path[..end]);
        folders.entry(folder).or_default().add(*count);
    }
    if folders.len() < 2 {
        return;
    }
    let named = folders
        .iter()
        .map(|(&folder, &count)| (if folder.is_empty() { "." } else { folder }, None, count));
    ranked("folder", named.collect(), out);
}

/// Documents, the most densely marked first.
pub(super) fn documents(corpus: &Corpus, out: &mut String) {
    let documents = corpus.documents.iter().filter(|(.., count)| count.findings > 0);
    let named: Vec<_> =
        documents.map(|(path, code, count)| (path.as_str(), Some(*code), *count)).collect();
    if !named.is_empty() {
        ranked("document", named, out);
    }
}

/// The names of all documents, as the press of the language that most words are in writes them.
pub(super) fn names(corpus: &Corpus, out: &mut String) {
    let most = corpus.languages.iter().max_by_key(|(code, count)| (count.words, Reverse(*code)));
    let language = most.and_then(|(code, _)| Language::from_code(code));
    let files: Vec<String> = corpus.documents.iter().map(|(path, ..)| path.clone()).collect();
    names::section(&corpus.survey, language.unwrap_or(Language::ENGLISH), &files, out);
}

fn ranked(what: &str, mut rows: Vec<(&str, Option<&str>, Count)>, out: &mut String) {
    rows.sort_by(|(a_name, _, a), (b_name, _, b)| {
        b.rate().total_cmp(&a.rate()).then_with(|| a_name.cmp(b_name))
    });
    let section = if what == "folder" { "sources" } else { "documents" };
    let _ = writeln!(
        out,
        "<div class=wide tabindex=0 role=region aria-labelledby={section}-h><table><thead><tr><th scope=col>{what}{}<th scope=col class=num>words<th scope=col class=num>found<th scope=col class=num>safe<th scope=col class=num>per 1,000</thead><tbody>",
        if what == "folder" {
            "<th scope=col class=num>documents"
        } else {
            "<th scope=col>language"
        }
    );
    for (path, code, count) in rows.iter().take(MOST) {
        let second = match code {
            Some(code) => format!("<td>{}", line(name(code))),
            None => format!("<td class=num>{}", count.documents),
        };
        let _ = writeln!(
            out,
            "<tr><th scope=row><bdi>{}</bdi>{second}<td class=num>{}<td class=num>{}<td class=num>{}<td class=num>{:.2}",
            line(path),
            grouped(count.words),
            count.findings,
            count.safe,
            count.rate()
        );
    }
    out.push_str("</tbody></table></div>\n");
    if rows.len() > MOST {
        let _ = writeln!(out, "<p>and {} more</p>", rows.len() - MOST);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_threes() {
        let all = [0, 999, 1000, 12345, 1_234_567].map(grouped);
        assert_eq!(all, ["0", "999", "1,000", "12,345", "1,234,567"]);
    }
}
