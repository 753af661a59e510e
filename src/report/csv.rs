//! Tables for a spreadsheet: the findings of a run, the changes that a repair made, names.
//!
//! RFC 4180 with a byte order mark, without which Excel reads UTF-8 as the code page of the machine. A cell whose text a
//! spreadsheet would take for a formula begins with an apostrophe: an article must not compute anything in an editor's office.
//! Line ends and control characters are shown as signs, so that one finding is one line; the exact text is in the JSON formats.

use std::io::{self, Write};

use super::advice::{printable, rewritten};
use super::places::Places;
use super::{Report, Reported, Totals};
use crate::finding::Finding;
use crate::fix::log::Logged;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Columns of the table of findings.
const FINDINGS: &[&str] = &[
    "path",
    "line",
    "column",
    "rule",
    "severity",
    "confidence",
    "text",
    "message",
    "suggestion",
    "applicability",
    "source_languages",
    "original",
    "entry",
];

/// Columns of the table of changes.
const CHANGES: &[&str] = &[
    "path",
    "round",
    "start",
    "end",
    "rule",
    "applicability",
    "before",
    "after",
    "message",
    "original",
];

#[derive(Default)]
pub(super) struct Csv {
    begun: bool,
}

impl Csv {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if !std::mem::replace(&mut self.begun, true) {
            out.write_all(BYTE_ORDER_MARK)?;
            out.write_all(row(FINDINGS).as_bytes())?;
        }
        Ok(())
    }
}

impl Report for Csv {
    fn document(&mut self, reported: &Reported, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        let findings = &reported.checked.findings;
        if findings.is_empty() {
            return Ok(());
        }
        let places = Places::new(reported.original);
        for finding in findings {
            let cells = cells(finding, reported, &places);
            out.write_all(row(&cells).as_bytes())?;
        }
        Ok(())
    }

    fn finish(&mut self, _: &Totals, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)
    }
}

/// The cells of one finding, in the order of [`FINDINGS`].
fn cells(finding: &Finding, reported: &Reported, places: &Places) -> Vec<String> {
    let span = finding.place.span();
    let at = span.map(|span| places.position(span.start()));
    let best = finding.suggestions.first();
    let evidence = &finding.evidence;
    let number = |n: Option<usize>| n.map_or_else(String::new, |n| n.to_string());
    vec![
        reported.path.to_owned(),
        number(at.map(|at| at.line)),
        number(at.map(|at| at.column)),
        finding.rule.id.to_owned(),
        finding.severity.as_str().to_owned(),
        finding.confidence.as_str().to_owned(),
        span.map_or_else(String::new, |span| span.of(reported.original).to_owned()),
        finding.message.to_string(),
        best.map_or_else(String::new, |best| rewritten(best, span, reported.original)),
        best.map_or("", |best| best.applicability.as_str()).to_owned(),
        evidence.source_languages.join(" "),
        evidence.original.as_deref().unwrap_or_default().to_owned(),
        evidence.entry.as_deref().unwrap_or_default().to_owned(),
    ]
}

/// The first line of a table of changes.
pub fn changes_head() -> String {
    String::from("\u{FEFF}") + &row(CHANGES)
}

/// The changes of one file, a line each.
pub fn changes(file: &Logged) -> String {
    let lines = file.changes.iter().map(|change| {
        let [round, start, end] = [change.round, change.start, change.end].map(|n| n.to_string());
        let original = change.original.as_deref().unwrap_or_default();
        row(&[
            file.path.as_str(),
            &round,
            &start,
            &end,
            &change.rule,
            &change.applicability,
            &change.before,
            &change.after,
            &change.message,
            original,
        ])
    });
    lines.collect()
}

/// A table of any columns.
pub fn table(columns: &[&str], rows: &[Vec<String>]) -> String {
    let rows: String = rows.iter().map(|cells| row(cells)).collect();
    String::from("\u{FEFF}") + &row(columns) + &rows
}

fn row(cells: &[impl AsRef<str>]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| cell(text.as_ref())).collect();
    cells.join(",") + "\r\n"
}

/// One cell: quoted where it must be, and never a formula.
fn cell(text: &str) -> String {
    let formula = is_formula(text);
    let mut shown = printable(text);
    if formula {
        shown.insert(0, '\'');
    }
    let plain = !shown.contains(['"', ',', ';']) && shown.trim() == shown;
    if plain { shown } else { format!("\"{}\"", shown.replace('"', "\"\"")) }
}

/// Whether a spreadsheet would compute the cell. The wide forms count because Excel narrows them in Japanese and
/// Chinese locales.
fn is_formula(text: &str) -> bool {
    let seen = text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control());
    let begins = |text: &str| text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    begins(seen) || text.starts_with(['\t', '\r', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_text() {
        for text in ["=1+1", "+1", "-city", "@SUM(A1)", "\t=1", " =1", "\r\n=1", "＝1", "\u{0}=1"]
        {
            let cell = cell(text);
            assert!(cell.trim_start_matches('"').starts_with('\''), "{text:?} became {cell:?}");
        }
        assert_eq!(cell("1 = 1"), "1 = 1");
        assert_eq!(cell("42"), "42");
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        assert_eq!(cell("he said \"yes\""), "\"he said \"\"yes\"\"\"");
        assert_eq!(cell("a,b"), "\"a,b\"");
        assert_eq!(cell("a\r\nb"), "a⏎b");
        assert_eq!(cell(" a"), "\" a\"");
        assert_eq!(row(&["a", "", "b"]), "a,,b\r\n");
    }
}
