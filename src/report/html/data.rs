//! What the script of an article page works on: the text and the edits, in bytes, as the JSON formats count them.
//!
//! The script repairs bytes, not characters of the page, so that the text it gives out is to the byte what `mtlint fix --decisions`
//! writes: line ends, NULs and all.

use super::article::Article;
use super::escape;
use crate::finding::{Applicability, Confidence};
use crate::fix::decisions::{VERSION, fingerprint};
use crate::report::object::Object;

/// The data of a page, ready to stand in it.
pub(super) fn json(article: &Article) -> String {
    let mut out = Vec::new();
    let mut object = Object::begin(&mut out);
    object.number("version", VERSION as usize);
    object.text("path", &article.path);
    object.text("sha256", &fingerprint(&article.original, article.offset));
    object.number("offset", article.offset);
    object.text("text", &article.original);
    object.objects("rows", &article.rows, |object, row| {
        object.number("start", row.span.start());
        object.number("end", row.span.end());
        object.numbers("findings", &row.findings);
    });
    let findings: Vec<usize> = (0..article.checked.findings.len()).collect();
    object.objects("findings", &findings, |object, &at| {
        let finding = &article.checked.findings[at];
        object.text("rule", finding.rule.id);
        object.text("message", &finding.message);
        object.number(
            "confidence",
            match finding.confidence {
                Confidence::Low => 0,
                Confidence::Medium => 1,
                Confidence::High => 2,
            },
        );
        if let Some(span) = finding.place.span() {
            object.number("start", span.start());
            object.number("end", span.end());
        }
        if let Some(chosen) = article.chosen[at] {
            object.number("chosen", chosen);
        }
        object.objects("suggestions", &finding.suggestions, |object, suggestion| {
            object.text("applicability", suggestion.applicability.as_str());
            let hint = suggestion.applicability == Applicability::Display;
            let edits = if hint { &[][..] } else { &suggestion.edits };
            object.objects("edits", edits, |object, edit| {
                object.number("start", edit.span.start());
                object.number("end", edit.span.end());
                object.text("text", &edit.text);
            });
        });
    });
    object.end();
    escape::json(&out)
}
