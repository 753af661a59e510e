//! What is known of a document once it is checked: one row of `documents.jsonl`, and what a `--drop-if` expression asks.

use std::collections::BTreeMap;

use super::record::Record;
use crate::check::Checked;
use crate::report::json::{Object, quote};
use crate::rule::Rule;
use crate::verdict::{Artifacts, Likely, Verdict};

/// How sure the language of a page has to be to say that the page declares another.
const SURE: f64 = 0.9;

/// The attributes of one document.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    /// The file it is in.
    pub(super) path: String,
    /// Its id, as text; empty when it has none.
    pub(super) id: String,
    /// Site, feed or whatever the source field holds.
    pub(super) source: Option<String>,
    /// Code and confidence.
    pub(super) language: Option<(&'static str, f64)>,
    /// Number of words.
    pub(super) words: usize,
    /// Length of its text.
    pub(super) bytes: usize,
    /// Number of findings.
    pub(super) findings: usize,
    /// Findings per rule.
    pub(super) rules: BTreeMap<&'static str, usize>,
    /// Probability that a machine translated it, where that can be said.
    pub(super) mt: Option<f64>,
    /// How damaged it is.
    pub(super) artifacts: Artifacts,
    /// Source languages, if it is a translation.
    pub(super) from: Vec<Likely>,
}

impl Attributes {
    /// The attributes of a record that was checked.
    pub(super) fn of(path: &str, record: &Record, checked: &Checked, verdict: &Verdict) -> Self {
        let mut attributes = Self {
            path: path.to_owned(),
            id: record.id_text(),
            source: record.source.clone(),
            language: checked.language.map(|found| (found.language.code(), found.confidence)),
            words: checked.words,
            bytes: record.text.len(),
            mt: verdict.mt,
            artifacts: verdict.artifacts,
            from: verdict.source_languages.clone(),
            ..Self::default()
        };
        for finding in &checked.findings {
            attributes.add(finding.rule, 1);
        }
        attributes
    }

    /// Counts findings of a rule.
    pub(super) fn add(&mut self, rule: &'static Rule, times: usize) {
        *self.rules.entry(rule.id).or_default() += times;
        self.findings += times;
    }

    /// Findings of a rule or family.
    pub(super) fn count(&self, name: &str) -> usize {
        let named = |id: &str| id == name || family(id) == name;
        self.rules.iter().filter(|(id, _)| named(id)).map(|(_, count)| count).sum()
    }

    /// Number of families among the findings.
    pub(super) fn families(&self) -> usize {
        let mut families: Vec<&str> = self.rules.keys().map(|id| family(id)).collect();
        families.dedup(); // The ids are in order, so those of a family are neighbours.
        families.len()
    }

    /// Findings per thousand words, to two places.
    #[allow(clippy::cast_precision_loss, reason = "no document holds 2^52 words")]
    pub(super) fn density(&self) -> f64 {
        if self.words == 0 {
            return 0.0;
        }
        (self.findings as f64 * 100_000.0 / self.words as f64).round() / 100.0
    }

    /// Writes the row.
    pub(super) fn write(&self, record: &Record, dropped: bool, out: &mut Vec<u8>) {
        let mut marks = record.marks.clone();
        let mut object = Object::begin(out);
        object.text("path", &self.path);
        object.raw("id", record.id.as_deref().unwrap_or("null"));
        object.number("record", record.offset as usize);
        object.optional("source", self.source.as_deref());
        match self.language {
            None => object.null("language"),
            Some((code, confidence)) => object.object("language", |language| {
                language.text("code", code);
                language.fraction("confidence", confidence);
            }),
        }
        object.number("words", self.words);
        object.number("bytes", self.bytes);
        object.number("findings", self.findings);
        object.fraction("density", self.density());
        object.number("families", self.families());
        object.text("artifacts", self.artifacts.as_str());
        match self.mt {
            Some(mt) => object.fraction("mt", mt),
            None => object.null("mt"),
        }
        object.objects("source_languages", &self.from, |object, likely| {
            object.text("code", &likely.code);
            object.fraction("probability", likely.probability);
        });
        object.object("rules", |rules| {
            for (id, &count) in &self.rules {
                rules.number(id, count);
            }
        });
        if let Some(declared) = &record.declared {
            object.text("declared_language", declared);
            let known = self.language.filter(|&(_, confidence)| confidence >= SURE);
            if known.is_some_and(|(code, _)| code.split('-').next() != Some(declared.as_str())) {
                marks.push("other-language");
            }
        }
        if !marks.is_empty() {
            object.texts("marks", marks.into_iter());
        }
        object.raw("dropped", if dropped { "true" } else { "false" });
        object.end();
        out.push(b'\n');
    }
}

fn family(id: &str) -> &str {
    id.split('/').next().unwrap_or(id)
}

/// Text as JSON.
pub(super) fn quoted(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len() + 2);
    quote(&mut out, text);
    // Made of text and ASCII.
    String::from_utf8(out).unwrap_or_default()
}
