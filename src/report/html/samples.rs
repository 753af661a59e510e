//! Samples of each rule with their surroundings, from different documents as far as there are any.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::corpus::Corpus;
use super::escape::{self, line};
use crate::finding::Finding;
use crate::report::Reported;
use crate::report::advice::{advice, shortened};
use crate::report::places::Places;
use crate::rule;

/// Samples of one rule.
const MOST: usize = 5;
/// Bytes of text on either side of a sample.
const AROUND: usize = 90;

/// Rule → findings as they are shown.
#[derive(Default)]
pub(super) struct Samples {
    rules: BTreeMap<&'static str, Vec<String>>,
}

impl Samples {
    /// Keeps the first finding of each rule that has room left.
    pub(super) fn add(&mut self, reported: &Reported) {
        let mut places = None;
        let mut met: Vec<&str> = Vec::new();
        for finding in &reported.checked.findings {
            let rule = finding.rule.id;
            let kept = self.rules.entry(rule).or_default();
            if kept.len() >= MOST || met.contains(&rule) {
                continue;
            }
            met.push(rule);
            let places = places.get_or_insert_with(|| Places::new(reported.original));
            kept.push(sample(finding, reported, places));
        }
    }
}

fn sample(finding: &Finding, reported: &Reported, places: &Places) -> String {
    let text = reported.original;
    let mut out = String::from("<li>");
    if let Some(span) = finding.place.span() {
        let from = text.ceil_char_boundary(span.start().saturating_sub(AROUND));
        let to = text.floor_char_boundary((span.end() + AROUND).min(text.len()));
        let before = text[from..span.start()].rsplit(['\n', '\r']).next().unwrap_or_default();
        let after = text[span.end()..to].split(['\n', '\r']).next().unwrap_or_default();
        out.push_str("<p class=sample dir=auto>");
        out.push_str(if before.len() == span.start() - from && from > 0 { "…" } else { "" });
        escape::text(&mut out, before);
        out.push_str("<mark>");
        escape::found(&mut out, &shortened(span.of(text)));
        out.push_str("</mark>");
        escape::text(&mut out, after);
        out.push_str(if after.len() == to - span.end() && to < text.len() { "…" } else { "" });
        out.push_str("</p>");
    }
    let at = finding.place.span().map(|span| places.position(span.start()));
    let at = at.map_or_else(String::new, |at| format!(":{}:{}", at.line, at.column));
    let cure = finding.suggestions.first().map_or_else(String::new, |best| {
        format!(" · {}", line(&advice(best, finding.place.span(), text)))
    });
    let _ = write!(
        out,
        "<p class=kind><bdi>{}{at}</bdi> · {} confidence{cure}</p></li>",
        line(reported.path),
        finding.confidence.as_str()
    );
    out
}

/// The samples of every rule.
pub(super) fn write(corpus: &Corpus, out: &mut String) {
    for (id, samples) in &corpus.samples.rules {
        let Some(rule) = rule::find(id) else { continue };
        let _ = writeln!(
            out,
            "<div class=rule id=s-{}><h3>{id}: {}</h3><p>{}. {}.</p><ul>{}</ul></div>",
            id.replace('/', "-"),
            line(rule.message),
            line(rule.why),
            line(rule.advice),
            samples.concat()
        );
    }
}
