//! `JUnit` XML: a suite a document and a failed test a finding, for build servers that know nothing else.
//!
//! A document without findings is one passed test, so that the server shows that it was checked.

use std::io::{self, Write};

use super::advice::sentence;
use super::places::Places;
use super::xml::escaped;
use super::{Report, Reported, Totals};

#[derive(Default)]
pub(super) struct Junit {
    begun: bool,
}

impl Junit {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"mtlint\">\n")
    }
}

impl Report for Junit {
    fn document(&mut self, reported: &Reported, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        let path = escaped(reported.path);
        let findings = &reported.checked.findings;
        let count = findings.len();
        let tests = count.max(1);
        writeln!(
            out,
            "  <testsuite name=\"{path}\" tests=\"{tests}\" failures=\"{count}\" errors=\"0\">"
        )?;
        if findings.is_empty() {
            writeln!(out, "    <testcase name=\"no artifacts\" classname=\"{path}\"/>")?;
        } else {
            let places = Places::new(reported.original);
            for finding in findings {
                let rule = finding.rule.id;
                let place = finding.place.span().map_or_else(String::new, |span| {
                    let at = places.position(span.start());
                    format!(" at {}:{}", at.line, at.column)
                });
                let message = escaped(&sentence(finding, reported.original));
                writeln!(
                    out,
                    "    <testcase name=\"{rule}{place}\" classname=\"{path}\">\n      \
                     <failure type=\"{rule}\" message=\"{message}\">{}. {}.</failure>\n    </testcase>",
                    escaped(finding.rule.why),
                    escaped(finding.rule.advice),
                )?;
            }
        }
        out.write_all(b"  </testsuite>\n")
    }

    fn finish(&mut self, _: &Totals, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        out.write_all(b"</testsuites>\n")
    }
}
