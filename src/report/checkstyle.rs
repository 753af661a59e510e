//! Checkstyle XML, which reviewdog, Jenkins and many editors read.

use std::io::{self, Write};

use super::advice::sentence;
use super::places::Places;
use super::xml::escaped;
use super::{Report, Reported, Totals};

#[derive(Default)]
pub(super) struct Checkstyle {
    begun: bool,
}

impl Checkstyle {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n")
    }
}

impl Report for Checkstyle {
    fn document(&mut self, reported: &Reported, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        let findings = &reported.checked.findings;
        if findings.is_empty() {
            return writeln!(out, "  <file name=\"{}\"/>", escaped(reported.path));
        }
        let places = Places::new(reported.original);
        writeln!(out, "  <file name=\"{}\">", escaped(reported.path))?;
        for finding in findings {
            write!(out, "    <error")?;
            if let Some(span) = finding.place.span() {
                let at = places.position(span.start());
                write!(out, " line=\"{}\" column=\"{}\"", at.line, at.column)?;
            }
            writeln!(
                out,
                " severity=\"{}\" message=\"{}\" source=\"mtlint.{}\"/>",
                finding.severity.as_str(),
                escaped(&sentence(finding, reported.original)),
                finding.rule.id.replace('/', "."),
            )?;
        }
        out.write_all(b"  </file>\n")
    }

    fn finish(&mut self, _: &Totals, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        out.write_all(b"</checkstyle>\n")
    }
}
