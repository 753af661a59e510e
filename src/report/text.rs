//! The report for people: each finding in its line, with carets, the reason, the cure, and a summary.
//!
//! annotate-snippets draws the line, which keeps carets right under wide and combining characters. It is given a window of the
//! line, not the line: a paragraph of a scraped page is often one line of many screens.

use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use super::{Report, Reported, Style, Totals};
use crate::finding::{Applicability, Finding};
use crate::rule::Severity;
use crate::text::{LineIndex, Span};

/// Scalars of the line shown before and after a finding.
const BEFORE: usize = 50;
const AFTER: usize = 50;
/// Most scalars of the finding itself that are shown.
const MOST: usize = 90;

pub(super) struct Text {
    style: Style,
    renderer: Renderer,
}

impl Text {
    pub(super) fn new(style: Style) -> Self {
        let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
        Self { style, renderer: renderer.term_width(1000) }
    }

    fn finding(&self, finding: &Finding, reported: &Reported, index: &LineIndex) -> String {
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Info => Level::INFO,
        };
        let title = level.primary_title(printable(&finding.message)).id(finding.rule.id);
        let Some(span) = finding.place.span() else {
            let group = title.element(Origin::path(printable(reported.path)));
            return self.renderer.render(&[group]);
        };
        let start = index.position(reported.original, span.start());
        let window = Window::around(reported.original, span);
        let origin = Origin::path(printable(reported.path)).line(start.line).char_column(start.column);
        let label = cure(finding, reported.original);
        let annotation = AnnotationKind::Primary.span(window.span.into()).label(label);
        let snippet = Snippet::source(window.text).line_start(start.line).annotation(annotation);
        let mut group = title.element(origin).element(snippet);
        if let Some(line) = behind(finding) {
            group = group.element(Level::NOTE.message(line));
        }
        // The place and the snippet are separate elements, as the snippet is only a window; between the two the
        // renderer draws the mark of a further file.
        let drawn = self.renderer.render(&[group]);
        let lines = drawn.lines().filter(|line| !line.contains("::: "));
        lines.collect::<Vec<_>>().join("\n")
    }
}

impl Report for Text {
    fn document(&mut self, reported: &Reported, out: &mut dyn Write) -> io::Result<()> {
        if !self.style.findings || reported.checked.findings.is_empty() {
            return Ok(());
        }
        let index = LineIndex::new(reported.original);
        for finding in &reported.checked.findings {
            writeln!(out, "{}\n", self.finding(finding, reported, &index))?;
        }
        Ok(())
    }

    fn finish(&mut self, totals: &Totals, out: &mut dyn Write) -> io::Result<()> {
        if !self.style.summary {
            return Ok(());
        }
        let plural = |n: usize, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
        if totals.findings() == 0 {
            return writeln!(out, "no artifacts in {}", plural(totals.documents, "document"));
        }
        let width = totals.rules.keys().map(|id| id.len()).max().unwrap_or(0);
        writeln!(out, "{:width$}  found  safe repair", "rule")?;
        for (id, (found, safe)) in &totals.rules {
            writeln!(out, "{id:width$}  {found:5}  {safe:11}")?;
        }
        let found = plural(totals.findings(), "artifact");
        let documents = plural(totals.documents, "document");
        writeln!(out, "\n{found} in {documents}, {} words", totals.words)?;
        if totals.silenced > 0 {
            writeln!(out, "{} kept silent by the baseline", plural(totals.silenced, "artifact"))?;
        }
        if totals.safe() > 0 {
            writeln!(out, "`mtlint fix` repairs {} of them safely", totals.safe())?;
        }
        Ok(())
    }
}

/// What to write instead, in a few words.
fn cure(finding: &Finding, original: &str) -> String {
    let Some(suggestion) = finding.suggestions.first() else { return "no repair".to_owned() };
    let how = match suggestion.applicability {
        Applicability::Safe => "safe",
        Applicability::Unsafe => "check",
        Applicability::Display => "hint",
    };
    let (Some(first), Some(last)) = (suggestion.edits.first(), suggestion.edits.last()) else {
        return String::new();
    };
    let span = finding.place.span().unwrap_or(first.span);
    let around = Span::new(first.span.start(), last.span.end()).cover(span);
    let mut after = String::new();
    let mut done = around.start();
    for edit in &suggestion.edits {
        after.push_str(&original[done..edit.span.start()]);
        after.push_str(&edit.text);
        done = edit.span.end();
    }
    after.push_str(&original[done..around.end()]);
    match printable(after.trim()).as_str() {
        "" => format!("delete ({how})"),
        after => format!("write: {} ({how})", shortened(after)),
    }
}

/// The words of the source language behind a finding.
fn behind(finding: &Finding) -> Option<String> {
    let languages = finding.evidence.source_languages.join(", ");
    match (&finding.evidence.original, languages.as_str()) {
        (Some(original), "") => Some(format!("behind it: {}", printable(original))),
        (Some(original), languages) => Some(format!("behind it: {} ({languages})", printable(original))),
        (None, "") => None,
        (None, languages) => Some(format!("source language: {languages}")),
    }
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST).chain(['…']).collect()
}

/// Control characters and line ends would move the cursor or break the drawing.
fn printable(text: &str) -> String {
    text.chars().map(shown).collect()
}

fn shown(c: char) -> char {
    match c {
        '\n' => '⏎',
        '\t' => ' ',
        '\u{7F}' => '␡',
        c if (c as u32) < 0x20 => char::from_u32(0x2400 + c as u32).unwrap_or('␀'),
        '\u{80}'..='\u{9F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}' => '·',
        c => c,
    }
}

/// A stretch of the line around a finding, and where the finding stands in it.
struct Window {
    text: String,
    span: Span,
}

impl Window {
    fn around(original: &str, span: Span) -> Self {
        let mut text = String::new();
        let before: Vec<char> =
            original[..span.start()].chars().rev().take_while(|&c| c != '\n').take(BEFORE + 1).collect();
        if before.len() > BEFORE {
            text.push('…');
        }
        text.extend(before.iter().take(BEFORE).rev().map(|&c| shown(c)));
        let start = text.len();
        let inside = &original[span.start()..span.end()];
        let long = inside.chars().count() > MOST;
        text.extend(inside.chars().take(MOST).map(shown));
        if long {
            text.push('…');
        }
        // An empty span at the end of the text needs a column to point at.
        let end = text.len();
        let mut after = original[span.end()..].chars().take_while(|&c| c != '\n' && c != '\r');
        text.extend(after.by_ref().take(AFTER).map(shown));
        if after.next().is_some() {
            text.push('…');
        }
        Self { text, span: Span::new(start, end) }
    }
}
