//! Annotations that a GitHub workflow shows beside the lines of a change.
//!
//! The format is GitHub's workflow commands: `::error file=…,line=…::message`. Per cent signs and line ends are escaped in
//! messages, colons and commas in properties too.

use std::io::{self, Write};

use super::{Report, Reported, Totals};
use crate::rule::Severity;
use crate::text::LineIndex;

pub(super) struct Github;

impl Report for Github {
    fn document(&mut self, reported: &Reported, out: &mut dyn Write) -> io::Result<()> {
        let findings = &reported.checked.findings;
        let index = LineIndex::new(reported.original);
        for finding in findings {
            let command = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "notice",
            };
            write!(out, "::{command} file={}", property(reported.path))?;
            if let Some(span) = finding.place.span() {
                let start = index.position(reported.original, span.start());
                let end = index.position(reported.original, span.end());
                write!(out, ",line={},col={}", start.line, start.column)?;
                write!(out, ",endLine={},endColumn={}", end.line, end.column)?;
            }
            writeln!(out, ",title={}::{}", property(finding.rule.id), message(&finding.message))?;
        }
        Ok(())
    }

    fn finish(&mut self, _: &Totals, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
