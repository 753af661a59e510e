//! Reviewdog Diagnostic Format, one object: findings with suggestions that a reviewer applies with a click.
//!
//! Columns count bytes of UTF-8 from the start of the line, as the format asks, and a place may end where it starts. Only safe
//! and unsafe repairs are given: a hint does not make finished text.

use std::io::{self, Write};

use super::advice::sentence;
use super::object::Object;
use super::places::Places;
use super::{Report, Reported, Totals};
use crate::finding::{Applicability, Finding};
use crate::rule::Severity;
use crate::text::Span;

#[derive(Default)]
pub(super) struct Rdjson {
    begun: bool,
    some: bool,
    made: Vec<u8>,
}

impl Rdjson {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        out.write_all(b"{\"source\":{\"name\":\"mtlint\"},\"diagnostics\":[")
    }
}

impl Report for Rdjson {
    fn document(&mut self, reported: &Reported, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        let findings = &reported.checked.findings;
        if findings.is_empty() {
            return Ok(());
        }
        let places = Places::new(reported.original);
        for finding in findings {
            self.made.clear();
            self.made.extend_from_slice(if self.some { b",\n" } else { b"\n" });
            self.some = true;
            diagnostic(&mut self.made, finding, reported, &places);
            out.write_all(&self.made)?;
        }
        Ok(())
    }

    fn finish(&mut self, _: &Totals, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        out.write_all(b"\n]}\n")
    }
}

fn diagnostic(out: &mut Vec<u8>, finding: &Finding, reported: &Reported, places: &Places) {
    let text = reported.original;
    let mut object = Object::begin(out);
    object.text("message", &sentence(finding, text));
    object.object("location", |object| {
        object.text("path", reported.path);
        if let Some(span) = finding.place.span() {
            object.object("range", |object| range(object, span, places));
        }
    });
    object.text(
        "severity",
        match finding.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        },
    );
    object.object("code", |object| object.text("value", finding.rule.id));
    // A suggestion of the format is one range with one text, so edits that belong together become the range that
    // covers them all.
    let made: Vec<(Span, String)> = finding
        .suggestions
        .iter()
        .filter(|suggestion| suggestion.applicability > Applicability::Display)
        .filter_map(|suggestion| {
            let (first, last) = (suggestion.edits.first()?, suggestion.edits.last()?);
            let whole = Span::new(first.span.start(), last.span.end());
            Some((whole, super::advice::rewritten(suggestion, None, text)))
        })
        .collect();
    if !made.is_empty() {
        object.objects("suggestions", &made, |object, (span, text_after)| {
            object.object("range", |object| range(object, *span, places));
            object.text("text", text_after);
        });
    }
    object.end();
}

fn range(object: &mut Object, span: Span, places: &Places) {
    for (name, offset) in [("start", span.start()), ("end", span.end())] {
        object.object(name, |object| {
            object.number("line", places.position(offset).line);
            object.number("column", places.byte_column(offset));
        });
    }
}
