//! The page about many documents that were checked one by one.
//!
//! Documents are counted as they come and forgotten; what stays of each is one line of numbers, its names, and a sample of
//! what was found.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::escape::line;
use super::names;
use super::samples::Samples;
use super::tables::{self, MOST, TABLE_END, grouped, language, table};
use crate::lang::Language;
use crate::report::judgement::LIKELIHOODS;
use crate::report::numbers::{Count, DENSITY, Numbers, Source};
use crate::report::{Reported, has_safe_repair, plural};
use crate::survey::Survey;

/// What stays of one document.
struct Document {
    path: String,
    language: &'static str,
    count: Count,
    safe: usize,
}

/// What stays of the documents.
#[derive(Default)]
pub(super) struct Corpus {
    pub(super) numbers: Numbers,
    documents: Vec<Document>,
    folders: BTreeMap<String, Source>,
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
        self.documents.len()
    }

    pub(super) fn add(&mut self, reported: &Reported) {
        let findings = &reported.checked.findings;
        let safe = findings.iter().filter(|finding| has_safe_repair(finding)).count();
        let words = reported.checked.words;
        let count = Count { documents: 1, words, findings: findings.len() };
        let code = reported.checked.language.map_or("und", |found| found.language.code());
        let numbers = &mut self.numbers;
        numbers.all.add(count);
        numbers.clean += usize::from(findings.is_empty());
        numbers.languages.entry(code.to_owned()).or_default().add(count);
        numbers.densities.resize(DENSITY.len() + 1, 0);
        // Rounded up, so that the class of zero holds only documents without findings.
        let rate = (findings.len() as u64 * 1000).div_ceil(words.max(1) as u64);
        numbers.densities[DENSITY.partition_point(|&bound| bound < rate)] += 1;
        let folder = reported.path.rfind(['/', '\\']).map_or(".", |end| &reported.path[..end]);
        let source = self.folders.entry(folder.to_owned()).or_default();
        source.count.add(count);
        for finding in findings {
            let rule = numbers.rules.entry(finding.rule.id.to_owned()).or_default();
            rule.findings += 1;
            rule.safe += usize::from(has_safe_repair(finding));
            *rule.languages.entry(code.to_owned()).or_default() += 1;
            *source.rules.entry(finding.rule.id.to_owned()).or_default() += 1;
            if finding.rule.family() == "name" {
                for press in finding.evidence.source_languages.iter().take(1) {
                    *source.conventions.entry(press.to_string()).or_default() += 1;
                    *numbers.conventions.entry(press.to_string()).or_default() += 1;
                }
            }
        }
        let path = reported.path.to_owned();
        self.documents.push(Document { path, language: code, count, safe });
        self.samples.add(reported);
        if let Some(names) = reported.names {
            self.survey.merge(names);
        }
        let mt = reported.verdict.mt;
        let likelihood = mt.and_then(|mt| LIKELIHOODS.iter().position(|&(least, _)| mt >= least));
        self.likelihoods[likelihood.unwrap_or(LIKELIHOODS.len())] += 1;
    }

    /// What follows the last document.
    pub(super) fn finish(&mut self, silenced: usize) {
        self.silenced = silenced;
        let folders = std::mem::take(&mut self.folders);
        self.numbers.sources =
            folders.into_iter().map(|(name, source)| Source { name, ..source }).collect();
    }
}

pub(super) fn summary(corpus: &Corpus, out: &mut String) {
    tables::summary(&corpus.numbers, out);
    if corpus.silenced > 0 {
        let silenced = plural(corpus.silenced, "artifact");
        let _ = writeln!(out, "<p>{silenced} kept silent by the baseline.</p>");
    }
}

/// Documents, the most densely marked first.
pub(super) fn documents(corpus: &Corpus, out: &mut String) {
    let mut rows: Vec<&Document> =
        corpus.documents.iter().filter(|document| document.count.findings > 0).collect();
    if rows.is_empty() {
        return;
    }
    rows.sort_by(|a, b| {
        b.count.rate().total_cmp(&a.count.rate()).then_with(|| a.path.cmp(&b.path))
    });
    let columns = [
        ("document", false),
        ("language", false),
        ("words", true),
        ("found", true),
        ("safe", true),
        ("per 1,000", true),
    ];
    table("documents", &columns, out);
    for Document { path, language: code, count, safe } in rows.iter().take(MOST) {
        let _ = writeln!(
            out,
            "<tr><th scope=row><bdi>{}</bdi><td>{}<td class=num>{}<td class=num>{}<td class=num>{}<td class=num>{:.2}",
            line(path),
            line(language(code)),
            grouped(count.words),
            grouped(count.findings),
            grouped(*safe),
            count.rate()
        );
    }
    out.push_str(TABLE_END);
    if rows.len() > MOST {
        let _ = writeln!(out, "<p>and {} more</p>", grouped(rows.len() - MOST));
    }
}

/// The names of all documents, as the press of the language that most words are in writes them.
pub(super) fn names(corpus: &Corpus, out: &mut String) {
    let languages = corpus.numbers.languages.iter();
    let most = languages.max_by_key(|(code, count)| (count.words, Reverse(*code)));
    let language = most.and_then(|(code, _)| Language::from_code(code));
    let files: Vec<String> =
        corpus.documents.iter().map(|document| document.path.clone()).collect();
    names::section(&corpus.survey, language.unwrap_or(Language::ENGLISH), &files, out);
}
