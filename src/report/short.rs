//! One line a finding, in the form of compilers: what editors and terminals know how to jump to.
//!
//! `path:line:column: severity: message [rule]` is the form that the GNU coding standards ask for, with the columns of all reports:
//! characters, from 1. A finding on a document as a whole stands at its start.

use std::io::{self, Write};

use super::advice::{printable, sentence};
use super::places::Places;
use super::{Report, Reported, Totals};
use crate::rule::Severity;

pub(super) struct Short;

impl Report for Short {
    fn document(&mut self, reported: &Reported, out: &mut dyn Write) -> io::Result<()> {
        let findings = &reported.checked.findings;
        if findings.is_empty() {
            return Ok(());
        }
        let places = Places::new(reported.original);
        let path = printable(reported.path);
        for finding in findings {
            let severity = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "note",
            };
            let at = finding.place.span().map(|span| places.position(span.start()));
            let (line, column) = at.map_or((1, 1), |at| (at.line, at.column));
            let said = sentence(finding, reported.original);
            writeln!(out, "{path}:{line}:{column}: {severity}: {said} [{}]", finding.rule.id)?;
        }
        Ok(())
    }

    fn finish(&mut self, _: &Totals, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}
