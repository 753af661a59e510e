//! Samples of each rule with their surroundings, from different documents as far as there are any.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::escape::{self, anchor, line};
use crate::finding::Finding;
use crate::report::Reported;
use crate::report::advice::{advice, shortened};
use crate::report::places::Places;
use crate::rule;

/// Samples of one rule.
const MOST: usize = 5;
/// Bytes of text on either side of a sample.
const AROUND: usize = 90;

/// One finding as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// The document, and the place in it.
    pub place: String,
    /// How sure the finding is, in the word of the reports.
    pub confidence: String,
    /// What else is said of it: what was found, or what to write.
    pub remark: Option<String>,
    /// The text before it, itself and after it; nothing for a finding on a document as a whole.
    pub text: Option<[String; 3]>,
}

/// Rule → findings as they are shown.
#[derive(Default)]
pub(super) struct Samples {
    rules: BTreeMap<String, Vec<String>>,
}

impl Samples {
    /// Keeps the first finding of each rule that has room left.
    pub(super) fn add(&mut self, reported: &Reported) {
        let mut places = None;
        let mut met: Vec<&str> = Vec::new();
        for finding in &reported.checked.findings {
            let rule = finding.rule.id;
            if met.contains(&rule) || self.rules.get(rule).is_some_and(|kept| kept.len() >= MOST) {
                continue;
            }
            met.push(rule);
            let places = places.get_or_insert_with(|| Places::new(reported.original));
            self.keep(rule, &sample(finding, reported, places));
        }
    }

    /// Whether there are samples of the rule.
    pub(super) fn has(&self, rule: &str) -> bool {
        self.rules.contains_key(rule) && rule::find(rule).is_some()
    }

    /// Keeps a sample if its rule has room left.
    pub(super) fn keep(&mut self, rule: &str, sample: &Sample) {
        let kept = self.rules.entry(rule.to_owned()).or_default();
        if kept.len() < MOST {
            kept.push(item(sample));
        }
    }
}

fn sample(finding: &Finding, reported: &Reported, places: &Places) -> Sample {
    let text = reported.original;
    let span = finding.place.span();
    let around = span.map(|span| {
        let from = text.ceil_char_boundary(span.start().saturating_sub(AROUND));
        let to = text.floor_char_boundary((span.end() + AROUND).min(text.len()));
        let ends = [from > 0, to < text.len()].map(|cut| if cut { "…" } else { "" });
        let before = format!("{}{}", ends[0], &text[from..span.start()]);
        let after = format!("{}{}", &text[span.end()..to], ends[1]);
        [before, span.of(text).to_owned(), after]
    });
    let at = span.map(|span| places.position(span.start()));
    let at = at.map_or_else(String::new, |at| format!(":{}:{}", at.line, at.column));
    let cure = finding.suggestions.first().map(|best| advice(best, span, text));
    Sample {
        place: format!("{}{at}", reported.path),
        confidence: finding.confidence.as_str().to_owned(),
        remark: cure,
        text: around,
    }
}

fn item(sample: &Sample) -> String {
    let mut out = String::from("<li>");
    if let Some([before, text, after]) = &sample.text {
        let before = before.rsplit(['\n', '\r']).next().unwrap_or_default();
        let after = after.split(['\n', '\r']).next().unwrap_or_default();
        out.push_str("<p class=sample dir=auto>");
        escape::text(&mut out, before);
        out.push_str("<mark>");
        escape::found(&mut out, &shortened(text));
        out.push_str("</mark>");
        escape::text(&mut out, after);
        out.push_str("</p>");
    }
    let remark = sample.remark.as_deref();
    let remark = remark.map_or_else(String::new, |remark| format!(" · {}", line(remark)));
    let _ = write!(
        out,
        "<p class=kind><bdi>{}</bdi> · {} confidence{remark}</p></li>",
        line(&sample.place),
        line(&sample.confidence)
    );
    out
}

/// The samples of every rule.
pub(super) fn write(samples: &Samples, out: &mut String) {
    for (id, kept) in &samples.rules {
        // A scan of another version may tell of rules that are none here.
        let Some(rule) = rule::find(id) else { continue };
        let _ = writeln!(
            out,
            "<div class=rule id=s-{}><h3>{id}: {}</h3><p>{}. {}.</p><ul>{}</ul></div>",
            anchor(id),
            line(rule.message),
            line(rule.why),
            line(rule.advice),
            kept.concat()
        );
    }
}
