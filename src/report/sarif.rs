//! SARIF 2.1.0, which code hosts and editors show beside the text, with the repairs as fixes.
//!
//! The rules that were met follow the results, so that a viewer can show why; a result names its rule by the number it has there.
//! Columns count Unicode scalars (`columnKind`). Paths are written as URI references: relative ones stay relative to the root of the project.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::advice::{advice, sentence};
use super::object::Object;
use super::places::Places;
use super::{Report, Reported, Totals};
use crate::finding::{Applicability, Finding, Suggestion};
use crate::rule::{Rule, Severity};
use crate::text::Span;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Default)]
pub(super) struct Sarif {
    begun: bool,
    some: bool,
    rules: Vec<&'static Rule>,
    made: Vec<u8>,
}

impl Sarif {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        write!(
            out,
            "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"columnKind\":\"unicodeCodePoints\",\"results\":["
        )
    }

    /// The number of a rule in the order in which rules were met.
    fn number(&mut self, rule: &'static Rule) -> usize {
        let known = self.rules.iter().position(|known| known.id == rule.id);
        known.unwrap_or_else(|| {
            self.rules.push(rule);
            self.rules.len() - 1
        })
    }
}

impl Report for Sarif {
    fn document(&mut self, reported: &Reported, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        let findings = &reported.checked.findings;
        if findings.is_empty() {
            return Ok(());
        }
        let places = Places::new(reported.original);
        let uri = uri(reported.path);
        for finding in findings {
            self.made.clear();
            self.made.extend_from_slice(if self.some { b",\n" } else { b"\n" });
            self.some = true;
            let number = self.number(finding.rule);
            result(&mut self.made, finding, number, reported.original, &uri, &places);
            out.write_all(&self.made)?;
        }
        Ok(())
    }

    fn finish(&mut self, _: &Totals, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        out.write_all(b"\n],\"tool\":")?;
        self.made.clear();
        let mut tool = Object::begin(&mut self.made);
        tool.object("driver", |driver| {
            driver.text("name", "mtlint");
            driver.text("semanticVersion", env!("CARGO_PKG_VERSION"));
            driver.objects("rules", &self.rules, |object, rule| {
                object.text("id", rule.id);
                message(object, "shortDescription", rule.message);
                message(object, "fullDescription", &format!("{}.", rule.why));
                message(object, "help", &format!("{}. {}.", rule.why, rule.advice));
                object.object("defaultConfiguration", |object| {
                    object.text("level", level(rule.severity));
                });
            });
        });
        tool.end();
        out.write_all(&self.made)?;
        out.write_all(b"}]}\n")
    }
}

fn result(
    out: &mut Vec<u8>,
    finding: &Finding,
    number: usize,
    text: &str,
    uri: &str,
    places: &Places,
) {
    let mut object = Object::begin(out);
    object.text("ruleId", finding.rule.id);
    object.number("ruleIndex", number);
    object.text("level", level(finding.severity));
    message(&mut object, "message", &sentence(finding, text));
    object.objects("locations", &[finding.place.span()], |object, span| {
        location(object, uri, *span, text, places);
    });
    if !finding.related.is_empty() {
        object.objects("relatedLocations", &finding.related, |object, &span| {
            location(object, uri, Some(span), text, places);
        });
    }
    let fixes: Vec<&Suggestion> = finding
        .suggestions
        .iter()
        .filter(|suggestion| suggestion.applicability > Applicability::Display)
        .collect();
    if !fixes.is_empty() {
        object.objects("fixes", &fixes, |object, suggestion| {
            message(object, "description", &advice(suggestion, finding.place.span(), text));
            object.objects("artifactChanges", &[()], |object, ()| {
                object.object("artifactLocation", |object| object.text("uri", uri));
                object.objects("replacements", &suggestion.edits, |object, edit| {
                    object.object("deletedRegion", |object| region(object, edit.span, places));
                    object.object("insertedContent", |object| object.text("text", &edit.text));
                });
            });
        });
    }
    object.object("properties", |object| {
        object.text("confidence", finding.confidence.as_str());
        let languages = &finding.evidence.source_languages;
        object.texts("sourceLanguages", languages.iter().map(AsRef::as_ref));
        if let Some(original) = finding.evidence.original.as_deref() {
            object.text("original", original);
        }
    });
    object.end();
}

fn location(object: &mut Object, uri: &str, span: Option<Span>, text: &str, places: &Places) {
    object.object("physicalLocation", |object| {
        object.object("artifactLocation", |object| object.text("uri", uri));
        if let Some(span) = span {
            object.object("region", |object| {
                region(object, span, places);
                object.object("snippet", |object| object.text("text", span.of(text)));
            });
        }
    });
}

fn region(object: &mut Object, span: Span, places: &Places) {
    let (start, end) = (places.position(span.start()), places.position(span.end()));
    object.number("startLine", start.line);
    object.number("startColumn", start.column);
    object.number("endLine", end.line);
    object.number("endColumn", end.column);
    object.number("charOffset", start.chars);
    object.number("charLength", end.chars - start.chars);
}

fn message(object: &mut Object, key: &str, text: &str) {
    object.object(key, |object| object.text("text", text));
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A path as a URI reference.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let drive = path.as_bytes().get(1) == Some(&b':') && path.as_bytes()[0].is_ascii_alphabetic();
    let mut uri = match path.starts_with('/') {
        true => "file://".to_owned(),
        false if drive => "file:///".to_owned(),
        false => String::new(),
    };
    for (at, byte) in path.bytes().enumerate() {
        let kept = byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
        if kept || drive && at == 1 {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_uri_reference() {
        assert_eq!(uri("folder/an article, 50%.txt"), "folder/an%20article%2C%2050%25.txt");
        assert_eq!(uri("/tmp/é.txt"), "file:///tmp/%C3%A9.txt");
        assert_eq!(uri("a:b.txt"), "file:///a:b.txt");
        assert_eq!(uri("ab:c.txt"), "ab%3Ac.txt");
        assert_eq!(uri("C:\\texts\\a.txt"), "file:///C:/texts/a.txt");
        assert_eq!(uri("<stdin>"), "%3Cstdin%3E");
    }
}
