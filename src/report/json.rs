//! The JSON contract, schema 1: one object a document.
//!
//! Fields may be added; none is changed without a new schema number. Offsets are bytes of the file as given, `chars` are
//! Unicode scalars, lines and columns 1-based.

use std::io::{self, Write};

use serde::Serialize;

use super::places::Places;
use super::{Report, Reported, Totals};

use crate::finding::{Edit, Finding, Suggestion};
use crate::text::{Position, Span};

/// Number of the schema.
pub const SCHEMA: u32 = 1;

/// All documents in one object.
#[derive(Default)]
pub(super) struct Json {
    begun: bool,
}

impl Report for Json {
    fn document(&mut self, reported: &Reported, out: &mut dyn Write) -> io::Result<()> {
        if self.begun {
            out.write_all(b",\n")?;
        } else {
            self.begin(out)?;
        }
        serde_json::to_writer(&mut *out, &Document::new(reported))?;
        Ok(())
    }

    fn finish(&mut self, _: &Totals, out: &mut dyn Write) -> io::Result<()> {
        if !self.begun {
            self.begin(out)?;
        }
        out.write_all(b"\n]}\n")
    }
}

impl Json {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.begun = true;
        let version = env!("CARGO_PKG_VERSION");
        writeln!(out, "{{\"mtlint\": \"{version}\", \"schema\": {SCHEMA}, \"documents\": [")
    }
}

/// One object a line.
#[derive(Default)]
pub(super) struct Lines {
    /// The line being made: its hundreds of small pieces go to `out` as one.
    line: Vec<u8>,
}

impl Report for Lines {
    fn document(&mut self, reported: &Reported, out: &mut dyn Write) -> io::Result<()> {
        self.line.clear();
        serde_json::to_writer(&mut self.line, &Document::new(reported))?;
        self.line.push(b'\n');
        out.write_all(&self.line)
    }

    fn finish(&mut self, _: &Totals, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// One document.
#[derive(Debug, Serialize)]
struct Document<'a> {
    path: &'a str,
    id: Option<&'a str>,
    language: Option<Language>,
    words: usize,
    verdict: Verdict,
    findings: Vec<FindingJson<'a>>,
}

#[derive(Debug, Serialize)]
struct Language {
    code: &'static str,
    confidence: f64,
}

/// What can be said of the document as a whole; every field is null until something can be said honestly.
#[derive(Debug, Default, Serialize)]
struct Verdict {
    artifacts: Option<&'static str>,
    mt: Option<f64>,
    source_languages: Vec<()>,
    note: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct FindingJson<'a> {
    rule: &'static str,
    severity: &'static str,
    confidence: &'static str,
    span: Option<Range>,
    chars: Option<Range>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    text: Option<&'a str>,
    message: &'a str,
    suggestions: Vec<SuggestionJson<'a>>,
    evidence: EvidenceJson<'a>,
    related: Vec<Range>,
}

#[derive(Debug, Serialize)]
struct Range {
    start: usize,
    end: usize,
}

#[derive(Debug, Serialize)]
struct SuggestionJson<'a> {
    applicability: &'static str,
    edits: Vec<EditJson<'a>>,
}

#[derive(Debug, Serialize)]
struct EditJson<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct EvidenceJson<'a> {
    source_languages: Vec<&'a str>,
    original: Option<&'a str>,
    entry: Option<&'a str>,
}

impl<'a> Document<'a> {
    fn new(reported: &Reported<'a>) -> Self {
        let Reported { path, original, offset, checked } = *reported;
        let places = (!checked.findings.is_empty()).then(|| Places::new(original));
        let findings = checked
            .findings
            .iter()
            .map(|finding| finding_json(finding, original, places.as_ref(), offset))
            .collect();
        let language = checked
            .language
            .map(|found| Language { code: found.language.code(), confidence: found.confidence });
        let (words, verdict) = (checked.words, Verdict::default());
        Self { path, id: None, language, words, verdict, findings }
    }
}

fn finding_json<'a>(
    finding: &'a Finding,
    original: &'a str,
    places: Option<&Places>,
    offset: usize,
) -> FindingJson<'a> {
    let span = finding.place.span();
    let positions: Option<(Position, Position)> = span
        .zip(places)
        .map(|(span, places)| (places.position(span.start()), places.position(span.end())));
    FindingJson {
        rule: finding.rule.id,
        severity: finding.severity.as_str(),
        confidence: finding.confidence.as_str(),
        span: span.map(|span| range(span, offset)),
        chars: positions.map(|(start, end)| Range { start: start.chars, end: end.chars }),
        line: positions.map(|(start, _)| start.line),
        column: positions.map(|(start, _)| start.column),
        end_line: positions.map(|(_, end)| end.line),
        end_column: positions.map(|(_, end)| end.column),
        text: span.map(|span| span.of(original)),
        message: &finding.message,
        suggestions: finding.suggestions.iter().map(|s| suggestion_json(s, offset)).collect(),
        evidence: EvidenceJson {
            source_languages: finding.evidence.source_languages.iter().map(AsRef::as_ref).collect(),
            original: finding.evidence.original.as_deref(),
            entry: finding.evidence.entry.as_deref(),
        },
        related: finding.related.iter().map(|&span| range(span, offset)).collect(),
    }
}

fn suggestion_json(suggestion: &Suggestion, offset: usize) -> SuggestionJson<'_> {
    let edit = |edit: &'_ Edit| -> (usize, usize) {
        (edit.span.start() + offset, edit.span.end() + offset)
    };
    let edits = suggestion.edits.iter().map(|e| {
        let (start, end) = edit(e);
        EditJson { start, end, text: &e.text }
    });
    SuggestionJson { applicability: suggestion.applicability.as_str(), edits: edits.collect() }
}

fn range(span: Span, offset: usize) -> Range {
    Range { start: span.start() + offset, end: span.end() + offset }
}
