//! Markdown, for the comment of a review: a table of findings a document, and the counts.
//!
//! Words of a document stand in code spans, where neither markup nor a mention of a user has an effect. A host refuses long
//! comments, so a document shows its first findings, and says how many follow.

use std::io::{self, Write};

use super::advice::{behind, printable, rewritten, shortened};
use super::places::Places;
use super::{Report, Reported, Totals, plural};
use crate::finding::{Applicability, Finding};

/// Findings of one document that are shown.
const MOST: usize = 100;

#[derive(Default)]
pub(super) struct Markdown;

impl Report for Markdown {
    fn document(&mut self, reported: &Reported, out: &mut dyn Write) -> io::Result<()> {
        let findings = &reported.checked.findings;
        if findings.is_empty() {
            return Ok(());
        }
        let places = Places::new(reported.original);
        writeln!(out, "### {}\n", code(reported.path))?;
        writeln!(out, "| line | found | write | why |\n|---:|---|---|---|")?;
        for finding in findings.iter().take(MOST) {
            writeln!(out, "{}", row(finding, reported.original, &places))?;
        }
        if findings.len() > MOST {
            writeln!(out, "\nand {} more", findings.len() - MOST)?;
        }
        writeln!(out)
    }

    fn finish(&mut self, totals: &Totals, out: &mut dyn Write) -> io::Result<()> {
        let documents = plural(totals.documents, "document");
        if totals.findings() == 0 {
            return writeln!(out, "No artifacts in {documents}.");
        }
        writeln!(out, "| rule | found | safe repair |\n|---|---:|---:|")?;
        for (rule, (found, safe)) in &totals.rules {
            writeln!(out, "| {rule} | {found} | {safe} |")?;
        }
        let artifacts = plural(totals.findings(), "artifact");
        writeln!(out, "\n{artifacts} in {documents}, {} words.", totals.words)?;
        if totals.silenced > 0 {
            let silenced = plural(totals.silenced, "artifact");
            writeln!(out, "{silenced} kept silent by the baseline.")?;
        }
        Ok(())
    }
}

fn row(finding: &Finding, original: &str, places: &Places) -> String {
    let span = finding.place.span();
    let line = span.map_or_else(String::new, |span| places.position(span.start()).line.to_string());
    let found = span.map_or_else(String::new, |span| code(span.of(original)));
    let write = finding.suggestions.first().map_or_else(String::new, |best| {
        let text = rewritten(best, span, original);
        let cure = if text.is_empty() { "*delete*".to_owned() } else { code(&text) };
        match best.applicability {
            Applicability::Safe => cure,
            Applicability::Unsafe => format!("{cure} (look first)"),
            Applicability::Display => format!("{cure} (a hint)"),
        }
    });
    let source = behind(finding).map_or_else(String::new, |text| format!("; {}", prose(&text)));
    let message = prose(&finding.message);
    format!("| {line} | {found} | {write} | {message} ({}){source} |", finding.rule.id)
}

/// Text in a code span of a table: the fence is longer than any run of backticks inside.
fn code(text: &str) -> String {
    let text = shortened(text).replace('|', "\\|");
    if text.is_empty() {
        return text;
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Text of our own, which may quote a document.
fn prose(text: &str) -> String {
    let text = printable(text);
    if text.contains(['@', '`']) || text.contains("://") || text.contains("www.") {
        return code(&text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\*_[]<>|#~&!".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_document_stay_words() {
        assert_eq!(code("a|b"), "`a\\|b`");
        assert_eq!(code("`x` ``y"), "``` `x` ``y ```");
        assert_eq!(code("a\nb"), "`a⏎b`");
        assert_eq!(code(""), "");
        assert_eq!(prose("<b>*x*"), "\\<b\\>\\*x\\*");
        assert_eq!(prose("by @someone"), "`by @someone`");
    }
}
