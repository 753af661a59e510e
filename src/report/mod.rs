//! What is printed of the findings: one file a format, one table of formats.
//!
//! A report is fed one document at a time and writes as it goes, so that a run over a folder holds one document in
//! memory. Nothing here knows files, flags or the terminal: the caller says whether there is colour.

mod advice;
mod checkstyle;
pub mod csv;
mod excerpt;
mod github;
mod html;
pub mod json;
mod judgement;
mod junit;
mod markdown;
pub mod numbers;
mod object;
mod places;
mod rdjson;
mod sarif;
mod short;
mod text;
mod xml;

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::check::Checked;
use crate::finding::{Applicability, Finding};
use crate::survey::Survey;
use crate::verdict::Verdict;

pub use html::{Sample, names_page, scan_page};

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
    /// Its names, when the report asked for them.
    pub names: Option<&'a Survey>,
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
    /// Whether it shows the names of documents, which have to be gathered then.
    fn wants_names(&self) -> bool {
        false
    }

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
    Format {
        name: "short",
        about: "a line a finding, as compilers print it, for editors",
        start: |_| Box::new(short::Short),
    },
    Format {
        name: "markdown",
        about: "tables for the comment of a review",
        start: |_| Box::new(markdown::Markdown),
    },
    Format {
        name: "csv",
        about: "a table for a spreadsheet",
        start: |_| Box::new(csv::Csv::default()),
    },
    Format {
        name: "sarif",
        about: "SARIF 2.1.0 with fixes, for code hosts and editors",
        start: |_| Box::new(sarif::Sarif::default()),
    },
    Format {
        name: "rdjson",
        about: "the diagnostic format of reviewdog, with suggestions",
        start: |_| Box::new(rdjson::Rdjson::default()),
    },
    Format {
        name: "checkstyle",
        about: "Checkstyle XML",
        start: |_| Box::new(checkstyle::Checkstyle::default()),
    },
    Format {
        name: "junit",
        about: "JUnit XML, a failed test a finding",
        start: |_| Box::new(junit::Junit::default()),
    },
    Format {
        name: "html",
        about: "a page for people: an article with its marks, or a corpus in numbers",
        start: |_| Box::<html::Html>::default(),
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

/// `1 artifact`, `2 artifacts`.
fn plural(n: usize, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}

fn has_safe_repair(finding: &Finding) -> bool {
    finding.suggestions.iter().any(|s| s.applicability == Applicability::Safe)
}
