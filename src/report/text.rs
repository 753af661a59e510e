//! The report for people: each finding in its line, with carets, the reason, the cure, and a summary.
//!
//! annotate-snippets draws the line, which keeps carets right under wide and combining characters. It is given an
//! [`Excerpt`] of the line, not the line, so the place is computed from the whole document and given apart. What comes from
//! documents and lexicons is cleaned first: an escape sequence in an article must not reach the terminal.

use std::io::{self, Write};

use annotate_snippets::renderer::DEFAULT_LINE_NUM_STYLE;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use super::advice::{advice, behind, printable, shortened};
use super::excerpt::Excerpt;
use super::judgement::judgement;
use super::places::Places;
use super::{Report, Reported, Style, Totals, plural};
use crate::finding::Finding;
use crate::rule::Severity;
use crate::text::Position;

/// Suggestions of one finding that are shown.
const SUGGESTIONS: usize = 3;
/// Other places of one finding that are shown.
const RELATED: usize = 3;

pub(super) struct Text {
    style: Style,
    renderer: Renderer,
}

impl Text {
    pub(super) fn new(style: Style) -> Self {
        let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
        Self { style, renderer: renderer.term_width(1000) }
    }

    fn finding(&self, finding: &Finding, reported: &Reported, places: &Places) -> String {
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Info => Level::INFO,
        };
        let title = level.primary_title(printable(&finding.message)).id(finding.rule.id);
        let Some(span) = finding.place.span() else {
            let group = title.element(Origin::path(printable(reported.path)));
            return self.renderer.render(&[group.element(Level::NOTE.message(sureness(finding)))]);
        };
        let start = places.position(span.start());
        let excerpt = Excerpt::new(reported.original, span);
        let last = start.line + excerpt.text.matches('\n').count();
        let annotation = AnnotationKind::Primary.span(excerpt.mark).label(label(
            finding,
            excerpt.hidden,
            reported,
        ));
        let snippet = Snippet::source(excerpt.text).line_start(start.line).annotation(annotation);
        let mut group = title.element(snippet);
        for suggestion in finding.suggestions.iter().take(SUGGESTIONS).skip(1) {
            let other = advice(suggestion, Some(span), reported.original);
            group = group.element(Level::HELP.message(format!("or {other}")));
        }
        for span in finding.related.iter().take(RELATED) {
            let at = places.position(span.start());
            let text = shortened(span.of(reported.original));
            group = group.element(
                Level::NOTE.message(format!("see {text} (line {}, column {})", at.line, at.column)),
            );
        }
        if let Some(line) = behind(finding) {
            group = group.element(Level::NOTE.message(line));
        }
        let drawn = self.renderer.render(&[group.element(Level::NOTE.message(sureness(finding)))]);
        let (head, body) = drawn.split_once('\n').unwrap_or((&drawn, ""));
        format!("{head}\n{}\n{body}", self.arrow(reported.path, start, last))
    }

    /// The line under the title that says where. annotate-snippets would count the column from the excerpt, and draws
    /// the lines of a place given apart from them as those of another file.
    fn arrow(&self, path: &str, at: Position, last: usize) -> String {
        let style = if self.style.colour { DEFAULT_LINE_NUM_STYLE } else { anstyle::Style::new() };
        let margin = last.to_string().len();
        format!("{:margin$}{style}--> {style:#}{}:{}:{}", "", printable(path), at.line, at.column)
    }
}

impl Report for Text {
    fn document(&mut self, reported: &Reported, out: &mut dyn Write) -> io::Result<()> {
        if !self.style.findings {
            return Ok(());
        }
        let places = Places::new(reported.original);
        for finding in &reported.checked.findings {
            writeln!(out, "{}\n", self.finding(finding, reported, &places))?;
        }
        match judgement(reported.verdict) {
            Some(line) => writeln!(out, "{}: {line}\n", printable(reported.path)),
            None => Ok(()),
        }
    }

    fn finish(&mut self, totals: &Totals, out: &mut dyn Write) -> io::Result<()> {
        if !self.style.summary {
            return Ok(());
        }
        if totals.documents == 0 {
            return writeln!(out, "no documents checked");
        }
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

/// What stands beside the carets: what to write instead, and how much of the finding is not shown.
fn label(finding: &Finding, hidden: usize, reported: &Reported) -> String {
    let best = finding.suggestions.first();
    let cure = best.map(|best| advice(best, finding.place.span(), reported.original));
    let hidden = match hidden {
        0 => None,
        1 => Some("and 1 more line".to_owned()),
        n => Some(format!("and {n} more lines")),
    };
    hidden.into_iter().chain(cure).collect::<Vec<_>>().join("; ")
}

/// How sure a finding is, and the entry that `mtlint explain` knows more about.
fn sureness(finding: &Finding) -> String {
    let entry = finding.evidence.entry.as_deref();
    let entry = entry.map_or_else(String::new, |id| format!(", entry {}", printable(id)));
    format!("{} confidence{entry}", finding.confidence.as_str())
}
