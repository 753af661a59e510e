//! What a corpus comes to in numbers, whoever counted it: a run over files, or a scan.
//!
//! Counts only; rates are worked out when they are shown, per 1,000 words, because documents differ in length and sources in size.

use std::collections::BTreeMap;

/// Upper ends of the classes of density, in findings per 1,000 words; the first is for documents without findings, and one class
/// more is open.
pub const DENSITY: [u64; 8] = [0, 1, 2, 4, 8, 16, 32, 64];

/// What is counted of a set of documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Documents.
    pub documents: usize,
    /// Words in them.
    pub words: usize,
    /// Findings in them.
    pub findings: usize,
}

impl Count {
    /// Findings per 1,000 words.
    pub fn rate(&self) -> f64 {
        per_thousand(self.findings, self.words)
    }

    /// Adds other documents.
    pub fn add(&mut self, other: Self) {
        self.documents += other.documents;
        self.words += other.words;
        self.findings += other.findings;
    }
}

/// Findings of one rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleCount {
    /// In all languages.
    pub findings: usize,
    /// Of those with a safe repair.
    pub safe: usize,
    /// By language; empty where that was not counted.
    pub languages: BTreeMap<String, usize>,
}

/// Documents of one source: a site, a feed, a folder.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// How it is called.
    pub name: String,
    /// Its documents.
    pub count: Count,
    /// How likely a machine translated it as a whole.
    pub mt: Option<f64>,
    /// The language that it is probably translated from, by its code.
    pub from: Option<String>,
    /// Names written as the press of a language writes them, by its code.
    pub conventions: BTreeMap<String, usize>,
    /// Findings by rule.
    pub rules: BTreeMap<String, usize>,
}

/// What a corpus comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Numbers {
    /// All of it.
    pub all: Count,
    /// Documents without findings.
    pub clean: usize,
    /// By language code; `und` where there is none.
    pub languages: BTreeMap<String, Count>,
    /// By rule.
    pub rules: BTreeMap<String, RuleCount>,
    /// Documents by density: the classes of [`DENSITY`], and the open one.
    pub densities: Vec<usize>,
    /// By source, in any order; empty where there are no sources.
    pub sources: Vec<Source>,
    /// Names written as the press of a language writes them, by its code.
    pub conventions: BTreeMap<String, usize>,
    /// Further counts that are told with the summary, if they are not zero.
    pub others: Vec<(&'static str, usize)>,
}

impl Numbers {
    /// Findings with a safe repair.
    pub fn safe(&self) -> usize {
        self.rules.values().map(|rule| rule.safe).sum()
    }
}

/// Findings per 1,000 words.
pub fn per_thousand(findings: usize, words: usize) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "counts of words stay far below 2^52")]
    let rate = |findings, words| findings as f64 * 1000.0 / words as f64;
    if words == 0 { 0.0 } else { rate(findings, words) }
}
