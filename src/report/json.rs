//! The JSON contract, schema 1: one object a document.
//!
//! Fields may be added; none is changed without a new schema number. Offsets are bytes of the file as given, `chars` are
//! Unicode scalars, lines and columns 1-based.

use std::io::{self, Write};

pub(crate) use super::object::{Object, quote};
pub(crate) use super::places::Places;
use super::{Report, Reported, Totals};

use crate::finding::{Finding, Suggestion};
use crate::text::{Position, Span};
use crate::verdict::{Note, Verdict};

/// Number of the schema.
pub const SCHEMA: u32 = 1;

/// All documents in one object.
#[derive(Default)]
pub(super) struct Json {
    begun: bool,
    made: Vec<u8>,
}

impl Report for Json {
    fn document(&mut self, reported: &Reported, out: &mut dyn Write) -> io::Result<()> {
        if self.begun {
            out.write_all(b",\n")?;
        } else {
            self.begin(out)?;
        }
        self.made.clear();
        document(&mut self.made, reported);
        out.write_all(&self.made)
    }

    fn finish(&mut self, _: &Totals, out: &mut dyn Write) -> io::Result<()> {
        if !self.begun {
            self.begin(out)?;
        }
        out.write_all(b"\n]}\n")
    }
}

impl Json {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.begun = true;
        let version = env!("CARGO_PKG_VERSION");
        writeln!(out, "{{\"mtlint\": \"{version}\", \"schema\": {SCHEMA}, \"documents\": [")
    }
}

/// One object a line.
#[derive(Default)]
pub(super) struct Lines {
    made: Vec<u8>,
}

impl Report for Lines {
    fn document(&mut self, reported: &Reported, out: &mut dyn Write) -> io::Result<()> {
        self.made.clear();
        document(&mut self.made, reported);
        self.made.push(b'\n');
        out.write_all(&self.made)
    }

    fn finish(&mut self, _: &Totals, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// One document.
fn document(out: &mut Vec<u8>, reported: &Reported) {
    let Reported { path, original, offset, checked, verdict, .. } = *reported;
    let places = (!checked.findings.is_empty()).then(|| Places::new(original));
    let mut object = Object::begin(out);
    object.text("path", path);
    object.null("id");
    match checked.language {
        None => object.null("language"),
        Some(found) => object.object("language", |language| {
            language.text("code", found.language.code());
            language.fraction("confidence", found.confidence);
        }),
    }
    object.number("words", checked.words);
    object.object("verdict", |object| judgement(object, verdict));
    object.objects("findings", &checked.findings, |object, found| {
        finding(object, found, original, places.as_ref(), offset);
    });
    object.end();
}

/// What can be said of the document as a whole. `mt` is null where nothing can be said honestly, and the note says why.
fn judgement(object: &mut Object, verdict: &Verdict) {
    object.text("artifacts", verdict.artifacts.as_str());
    match verdict.mt {
        Some(mt) => object.fraction("mt", mt),
        None => object.null("mt"),
    }
    object.objects("source_languages", &verdict.source_languages, |object, likely| {
        object.text("code", &likely.code);
        object.fraction("probability", likely.probability);
    });
    object.objects("reasons", &verdict.reasons, |object, reason| {
        object.text("side", reason.side.as_str());
        object.text("text", &reason.text);
    });
    object.optional("note", verdict.note.map(Note::as_str));
}

/// The members of one finding.
pub(crate) fn finding(
    object: &mut Object,
    finding: &Finding,
    original: &str,
    places: Option<&Places>,
    offset: usize,
) {
    let span = finding.place.span();
    let positions: Option<(Position, Position)> = span
        .zip(places)
        .map(|(span, places)| (places.position(span.start()), places.position(span.end())));
    object.text("rule", finding.rule.id);
    object.text("severity", finding.severity.as_str());
    object.text("confidence", finding.confidence.as_str());
    match span.zip(positions) {
        Some((span, (start, end))) => {
            object.object("span", |object| range(object, span, offset));
            object.object("chars", |object| {
                object.number("start", start.chars);
                object.number("end", end.chars);
            });
            object.number("line", start.line);
            object.number("column", start.column);
            object.number("end_line", end.line);
            object.number("end_column", end.column);
            object.text("text", span.of(original));
        }
        None => {
            for key in ["span", "chars", "line", "column", "end_line", "end_column", "text"] {
                object.null(key);
            }
        }
    }
    object.text("message", &finding.message);
    object.objects("suggestions", &finding.suggestions, |object, made| {
        suggestion(object, made, offset);
    });
    object.object("evidence", |object| {
        let evidence = &finding.evidence;
        object.texts("source_languages", evidence.source_languages.iter().map(AsRef::as_ref));
        object.optional("original", evidence.original.as_deref());
        object.optional("entry", evidence.entry.as_deref());
    });
    object.objects("related", &finding.related, |object, &span| range(object, span, offset));
}

fn suggestion(object: &mut Object, suggestion: &Suggestion, offset: usize) {
    object.text("applicability", suggestion.applicability.as_str());
    object.objects("edits", &suggestion.edits, |object, edit| {
        range(object, edit.span, offset);
        object.text("text", &edit.text);
    });
}

fn range(object: &mut Object, span: Span, offset: usize) {
    object.number("start", span.start() + offset);
    object.number("end", span.end() + offset);
}
