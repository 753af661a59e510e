//! What the findings of a document say of it: how damaged it is, and which languages left their marks.
//!
//! A finding that names a source language is a mark of translation; scraped residue, spacing and encoding prove only that a text was
//! handled badly. Marks are weighed as the density of findings weighs them: by how sure they are, each entry once, a mark
//! that many languages leave counting less for each.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::finding::{Confidence, Finding};

/// What the findings of a document come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evidence {
    /// Findings that are shown by default.
    pub shown: usize,
    /// Weight of those that name a source language.
    pub named: f64,
    /// Weight of the marks of translation, shown or not, one for each entry.
    pub marks: f64,
    /// Of that, for each source language.
    pub languages: BTreeMap<String, f64>,
    /// Shown findings of each family.
    pub families: BTreeMap<&'static str, usize>,
    /// Whether the text itself says that a machine translated it.
    pub declared: bool,
}

impl Evidence {
    /// Sums up weighed findings.
    pub fn of(findings: &[Finding]) -> Self {
        let mut evidence = Self::default();
        let mut entries: BTreeMap<&str, (f64, &Finding)> = BTreeMap::new();
        for finding in distinct(findings) {
            if finding.confidence >= Confidence::Medium {
                evidence.shown += 1;
                let names = !finding.evidence.source_languages.is_empty();
                if names {
                    evidence.named += weight(finding.confidence);
                }
                *evidence.families.entry(finding.rule.family()).or_default() += 1;
                evidence.declared |= finding.rule.id == "tag/mt-notice";
            }
            if finding.evidence.source_languages.is_empty() {
                continue;
            }
            let entry = finding.evidence.entry.as_deref().unwrap_or(&finding.message);
            let weight = weight(finding.confidence);
            let kept = entries.entry(entry).or_insert((weight, finding));
            if weight > kept.0 {
                *kept = (weight, finding);
            }
        }
        for (weight, finding) in entries.into_values() {
            evidence.marks += weight;
            let languages = &finding.evidence.source_languages;
            let share = weight / (languages.len() as f64).sqrt();
            for language in languages {
                *evidence.languages.entry(language.to_string()).or_default() += share;
            }
        }
        evidence
    }

    /// Weight of the marks per thousand words, growing ever more slowly: the tenth mark says less than the second.
    pub fn mark_density(&self, words: usize) -> f64 {
        (1.0 + self.marks * 1000.0 / words.max(100) as f64).ln()
    }
}

/// Of findings that overlap the surest: a place is damaged once.
fn distinct(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    let mut order: Vec<&Finding> = findings.iter().collect();
    order.sort_by_key(|f| (Reverse(f.confidence), f.place.span(), f.evidence.entry.as_deref()));
    // Kept spans never overlap, so a new one can only meet the last that starts before its end.
    let mut kept: BTreeMap<usize, usize> = BTreeMap::new();
    order.into_iter().filter(move |finding| {
        let Some(span) = finding.place.span() else { return true };
        let before = kept.range(..span.end().max(span.start() + 1)).next_back();
        let met = before.is_some_and(|(&start, &end)| end > span.start() || start == span.start());
        if !met {
            kept.insert(span.start(), span.end());
        }
        !met
    })
}

fn weight(confidence: Confidence) -> f64 {
    match confidence {
        Confidence::High => 1.0,
        Confidence::Medium => 0.7,
        Confidence::Low => 0.2,
    }
}
