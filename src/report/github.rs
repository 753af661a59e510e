//! Annotations that a GitHub workflow shows beside the lines of a change.
//!
//! The format is GitHub's workflow commands: `::error file=…,line=…::message`. Per cent signs and line ends are escaped in
//! messages, colons and commas in properties too. A finding over several lines has no `endColumn`, because GitHub refuses it there.

use std::io::{self, Write};

use super::advice::{printable, sentence};
use super::places::Places;
use super::{Report, Reported, Totals};
use crate::rule::Severity;

pub(super) struct Github;

impl Report for Github {
    fn document(&mut self, reported: &Reported, out: &mut dyn Write) -> io::Result<()> {
        let findings = &reported.checked.findings;
        if findings.is_empty() {
            return Ok(());
        }
        let places = Places::new(reported.original);
        for finding in findings {
            let command = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "notice",
            };
            write!(out, "::{command} file={}", property(&printable(reported.path)))?;
            if let Some(span) = finding.place.span() {
                let start = places.position(span.start());
                let end = places.position(span.end());
                write!(out, ",line={},col={},endLine={}", start.line, start.column, end.line)?;
                if start.line == end.line {
                    write!(out, ",endColumn={}", end.column)?;
                }
            }
            writeln!(
                out,
                ",title={}::{}",
                property(finding.rule.id),
                data(&sentence(finding, reported.original))
            )?;
        }
        Ok(())
    }

    fn finish(&mut self, _: &Totals, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
