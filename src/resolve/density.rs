//! What one phrase cannot decide: weak marks count together.
//!
//! "For his part" is English once. It becomes a symptom when the document repeats it beyond what English does, or when other marks of
//! the same source language stand around it. Marks are weighed by how sure they are, each entry counts once, and the weight is taken per
//! thousand words, so that a long report is not condemned for its length.

use std::collections::{HashMap, HashSet};

use crate::finding::{Confidence, Finding};

/// Weight that the other entries of a language must have together, per thousand words or part of it, to raise a weak mark.
const ENOUGH: f64 = 1.6;
/// Number of other entries that must have contributed.
const ENTRIES: usize = 2;

/// Raises low findings of a document of so many words where its density speaks for them.
pub(super) fn run(found: &mut [Finding], words: usize) {
    let thousands = (words as f64 / 1000.0).max(0.5);
    let mut entries: HashMap<String, usize> = HashMap::new();
    let mut languages: HashMap<String, HashMap<String, f64>> = HashMap::new();
    let mut surface = HashSet::new();
    for finding in found.iter() {
        let weight = weight(finding.confidence);
        if let Some(entry) = &finding.evidence.entry {
            *entries.entry(entry.to_string()).or_default() += 1;
            // A phrase that many languages share says less for each of them.
            let shared = (finding.evidence.source_languages.len() as f64).sqrt().max(1.0);
            for language in &finding.evidence.source_languages {
                let marks = languages.entry(language.to_string()).or_default();
                let mark = marks.entry(entry.to_string()).or_default();
                *mark = mark.max(weight / shared);
            }
        } else if finding.confidence >= Confidence::Medium {
            surface.insert(finding.rule.id);
        }
    }
    // Damage to the surface (a split hyphen, a doubled word) speaks for a machine whatever the language.
    let damage = (surface.len() as f64 * 0.4).min(1.2);
    for finding in found.iter_mut().filter(|f| f.confidence == Confidence::Low) {
        let Some(entry) = &finding.evidence.entry else { continue };
        let count = entries.get(entry.as_ref()).copied().unwrap_or(0);
        let often = finding
            .evidence
            .repeat
            .is_some_and(|repeat| count as f64 >= f64::from(repeat) * thousands.max(1.0));
        let dense = finding.evidence.source_languages.iter().any(|language| {
            let Some(marks) = languages.get(language.as_ref()) else { return false };
            let others = marks.iter().filter(|(other, _)| other.as_str() != entry.as_ref());
            let (number, mass) = others.fold((0, damage), |(n, sum), (_, w)| (n + 1, sum + w));
            number >= ENTRIES && mass / thousands.max(1.0) >= ENOUGH
        });
        if often || dense {
            finding.confidence = Confidence::Medium;
        }
    }
}

fn weight(confidence: Confidence) -> f64 {
    match confidence {
        Confidence::High => 1.0,
        Confidence::Medium => 0.7,
        Confidence::Low => 0.3,
    }
}
