//! The text of an article cut into rows, so that notes stand beside what they are about.
//!
//! A row holds every finding that begins in it with all its edits, so rows can be shown, repaired and decided apart. Rows end
//! where lines do; a long line is cut between sentences too, for a note must not stand a screen away from its mark. Lines without
//! findings that follow one another are one row.

use crate::finding::Finding;
use crate::text::Span;

/// A line may be cut between sentences after so many bytes.
const LONG: usize = 600;

/// One row of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Its bytes, its line end among them.
    pub(super) span: Span,
    /// The findings in it, in order.
    pub(super) findings: Vec<usize>,
    /// Whether it goes on in the line of the row before.
    pub(super) goes_on: bool,
}

/// Everything of a text that a finding shows or may change.
pub(super) fn extent(finding: &Finding) -> Option<Span> {
    let edits = finding.suggestions.iter().flat_map(|suggestion| &suggestion.edits);
    edits.map(|edit| edit.span).chain(finding.place.span()).reduce(Span::cover)
}

/// Cuts a text into rows.
pub(super) fn rows(text: &str, findings: &[Finding]) -> Vec<Row> {
    let mut extents: Vec<(Span, usize)> = findings
        .iter()
        .enumerate()
        .filter_map(|(at, finding)| Some((extent(finding)?, at)))
        .collect();
    extents.sort_unstable();
    let mut rows: Vec<Row> = Vec::new();
    let mut waiting = extents.iter().peekable();
    let (mut start, mut goes_on) = (0, false);
    let (mut reached, mut inside) = (0, Vec::new());
    for (end, of_line) in ends(text) {
        let last = end == text.len();
        while let Some(&&(span, at)) = waiting.peek().filter(|(span, _)| span.start() < end || last)
        {
            reached = reached.max(span.end());
            inside.push(at);
            waiting.next();
        }
        // An insertion right at the seam touches what ends there.
        let touched = reached == end && waiting.peek().is_some_and(|(next, _)| next.start() == end);
        if !last && (reached > end || touched) {
            continue;
        }
        inside.sort_unstable();
        let row =
            Row { span: Span::new(start, end), findings: std::mem::take(&mut inside), goes_on };
        match rows.last_mut() {
            Some(before) if before.findings.is_empty() && row.findings.is_empty() => {
                before.span = before.span.cover(row.span);
            }
            _ => rows.push(row),
        }
        (start, goes_on) = (end, !of_line);
    }
    rows
}

/// Where rows may end, ascending, and whether a line ends there. The last is the end of the text.
fn ends(text: &str) -> Vec<(usize, bool)> {
    let mut ends = Vec::new();
    let mut start = 0;
    let mut before = ['\0'; 2];
    for (at, c) in text.char_indices() {
        if before[1] == '\n' || before[1] == '\r' && c != '\n' {
            ends.push((at, true));
            start = at;
        } else if at - start > LONG
            && (before[1] == ' ' && matches!(before[0], '.' | '!' | '?' | '”' | '»' | '؟' | '۔')
                || matches!(before[1], '。' | '！' | '？'))
        {
            ends.push((at, false));
            start = at;
        }
        before = [before[1], c];
    }
    ends.push((text.len(), true));
    ends
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Applicability, Confidence, Suggestion};

    fn finding(start: usize, end: usize) -> Finding {
        let rule = crate::rule::find("punct/space").expect("a rule");
        Finding::new(rule, Span::new(start, end), Confidence::High)
    }

    fn cut(text: &str, findings: &[Finding]) -> Vec<(String, Vec<usize>)> {
        let rows = rows(text, findings);
        let whole: String = rows.iter().map(|row| row.span.of(text)).collect();
        assert_eq!(whole, text, "rows are the text");
        rows.iter().map(|row| (row.span.of(text).to_owned(), row.findings.clone())).collect()
    }

    #[test]
    fn lines_with_findings_stand_alone_and_others_together() {
        let rows = cut("a\nb\r\nc\rd\ne", &[finding(5, 6), finding(10, 10)]);
        let expected = [("a\nb\r\n", vec![]), ("c\r", vec![0]), ("d\n", vec![]), ("e", vec![1])];
        assert_eq!(rows, expected.map(|(text, findings)| (text.to_owned(), findings)));
    }

    #[test]
    fn a_finding_and_its_edits_stay_in_one_row() {
        let far = finding(0, 1).suggest(Suggestion::delete(Span::new(4, 5), Applicability::Safe));
        assert_eq!(cut("a\nb\nc\n", &[far]), [("a\nb\nc\n".to_owned(), vec![0])]);
        let seam = [finding(0, 2), finding(2, 2)];
        assert_eq!(cut("a\nb\n", &seam), [("a\nb\n".to_owned(), vec![0, 1])]);
    }

    #[test]
    fn a_long_line_is_cut_between_sentences() {
        let line = "One sentence of it. ".repeat(100);
        let all = rows(&line, &[finding(0, 3), finding(1000, 1003), finding(1990, 1993)]);
        assert!(all.len() >= 3, "{}", all.len());
        assert!(!all[0].goes_on && all[1].goes_on);
        assert_eq!(cut("", &[]), [(String::new(), vec![])]);
    }
}
