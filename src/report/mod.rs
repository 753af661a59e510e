//! What is printed of the findings: one file a format, one table of formats.
//!
//! A report is fed one document at a time and writes as it goes, so that a run over a folder holds one document in
//! memory. Nothing here knows files, flags or the terminal: the caller says whether there is colour.

mod advice;
mod excerpt;
mod github;
pub mod json;
mod object;
mod places;
pub mod table;
mod text;

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::check::Checked;
use crate::finding::{Applicability, Finding};
use crate::verdict::Verdict;

/// One document with what was found in it.
#[derive(Debug)]
pub struct Reported<'a> {
    /// How the document is called.
    pub path: &'a str,
    /// Its text, decoded.
    pub original: &'a str,
    /// Bytes before the text in the file as given (a byte order mark).
    pub offset: usize,
    /// What was found.
    pub checked: &'a Checked,
    /// What can be said of it as a whole.
    pub verdict: &'a Verdict,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// Whether escape codes for colour are written.
    pub colour: bool,
    /// Whether the findings themselves are shown, or only the summary.
    pub findings: bool,
    /// Whether a summary follows.
    pub summary: bool,
}

/// Writes documents in one format.
pub trait Report {
    /// Writes one document.
    ///
    /// # Errors
    ///
    /// What `out` answers.
    fn document(&mut self, reported: &Reported, out: &mut dyn Write) -> io::Result<()>;

    /// Writes what follows the last document.
    ///
    /// # Errors
    ///
    /// What `out` answers.
    fn finish(&mut self, totals: &Totals, out: &mut dyn Write) -> io::Result<()>;
}

/// A format: its name, what it is for, and how a report of it begins.
pub struct Format {
    /// As given to `--format`.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    start: fn(Style) -> Box<dyn Report>,
}

impl Format {
    /// A report of this format.
    pub fn start(&self, style: Style) -> Box<dyn Report> {
        (self.start)(style)
    }
}

/// Every format, the default first.
pub static FORMATS: &[Format] = &[
    Format {
        name: "text",
        about: "for reading: each finding in its line",
        start: |style| Box::new(text::Text::new(style)),
    },
    Format {
        name: "json",
        about: "one JSON object with every document",
        start: |_| Box::new(json::Json::default()),
    },
    Format {
        name: "jsonl",
        about: "one JSON object a document",
        start: |_| Box::new(json::Lines::default()),
    },
    Format {
        name: "github",
        about: "annotations of a GitHub workflow",
        start: |_| Box::new(github::Github),
    },
];

/// Counts over all documents of a run.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    /// Documents checked.
    pub documents: usize,
    /// Words in them.
    pub words: usize,
    /// Rule → (findings, of those with a safe repair).
    pub rules: BTreeMap<&'static str, (usize, usize)>,
    /// Findings that a baseline silenced.
    pub silenced: usize,
}

impl Totals {
    /// Counts one document.
    pub fn add(&mut self, checked: &Checked) {
        self.documents += 1;
        self.words += checked.words;
        for finding in &checked.findings {
            let count = self.rules.entry(finding.rule.id).or_default();
            count.0 += 1;
            count.1 += usize::from(has_safe_repair(finding));
        }
    }

    /// Number of findings.
    pub fn findings(&self) -> usize {
        self.rules.values().map(|(found, _)| found).sum()
    }

    /// Number of findings with a safe repair.
    pub fn safe(&self) -> usize {
        self.rules.values().map(|(_, safe)| safe).sum()
    }
}

fn has_safe_repair(finding: &Finding) -> bool {
    finding.suggestions.iter().any(|s| s.applicability == Applicability::Safe)
}
