//! What one phrase cannot decide: weak marks count together.
//!
//! "For his part" is English once. It becomes a symptom when the document repeats it beyond what English does, or when other marks of
//! the same source language stand around it. Marks are weighed by how sure they are, each entry counts once, and the weight is taken per
//! thousand words, so that a long report is not condemned for its length. Damage that happens to writers too (two spaces, a
//! zero-width space) is raised when it comes back, or when another kind of damage stands in the document.

use crate::finding::{Confidence, Finding};

/// Weight that the other entries of a language must have together, per thousand words or part of it, to raise a weak mark.
const ENOUGH: f64 = 1.6;
/// Number of other entries that must have contributed.
const ENTRIES: usize = 2;

/// Raises low findings of a document of so many words where its density speaks for them.
pub(super) fn run(found: &mut [Finding], words: usize) {
    if found.iter().all(|finding| finding.confidence > Confidence::Low) {
        return;
    }
    let thousands = (words as f64 / 1000.0).max(1.0);
    let marks = Marks::of(found);
    let raised: Vec<bool> = found
        .iter()
        .map(|finding| {
            let entry = key(finding);
            if finding.confidence > Confidence::Low {
                return false;
            }
            let often = |repeat: u32| marks.count(entry) as f64 >= f64::from(repeat) * thousands;
            if finding.evidence.entry.is_none() {
                let weak = finding.evidence.repeat;
                return weak.is_some_and(often)
                    || weak.is_some() && marks.beside_family(finding.rule.family());
            }
            let dense = |language: &str| {
                let (number, mass) = marks.beside(entry, language);
                number >= ENTRIES && mass / thousands >= ENOUGH
            };
            finding.evidence.repeat.is_some_and(often)
                || finding.evidence.source_languages.iter().any(|language| dense(language))
        })
        .collect();
    for (finding, raised) in found.iter_mut().zip(raised) {
        if raised {
            finding.confidence = Confidence::Medium;
        }
    }
}

/// What a finding is counted as: its entry, or what the detector that made it says.
fn key(finding: &Finding) -> &str {
    finding.evidence.entry.as_deref().unwrap_or(&finding.message)
}

/// What the findings of a document say of source languages.
struct Marks<'f> {
    /// Language, entry and weight, sorted; one for each pair of language and entry.
    weights: Vec<(&'f str, &'f str, f64)>,
    /// The entry of each finding, sorted.
    entries: Vec<&'f str>,
    /// What damage to the surface weighs.
    damage: f64,
    /// Families with a finding that is shown.
    families: Vec<&'f str>,
}

impl<'f> Marks<'f> {
    fn of(found: &'f [Finding]) -> Self {
        let (mut weights, mut entries, mut surface) = (Vec::new(), Vec::new(), Vec::new());
        let mut families: Vec<&str> = Vec::new();
        for finding in found {
            let shown = finding.confidence >= Confidence::Medium;
            if shown && !families.contains(&finding.rule.family()) {
                families.push(finding.rule.family());
            }
            if finding.evidence.entry.is_none() && finding.evidence.repeat.is_some() {
                entries.push(key(finding));
            }
            if let Some(entry) = finding.evidence.entry.as_deref() {
                entries.push(entry);
                // A phrase that many languages share says less for each of them.
                let shared = (finding.evidence.source_languages.len() as f64).sqrt().max(1.0);
                let weight = weight(finding.confidence) / shared;
                let languages = finding.evidence.source_languages.iter();
                weights.extend(languages.map(|language| (language.as_ref(), entry, weight)));
            } else if finding.confidence >= Confidence::Medium {
                surface.push(finding.rule.id);
            }
        }
        entries.sort_unstable();
        surface.sort_unstable();
        surface.dedup();
        // The heaviest of each pair comes first and stays.
        weights.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(b.2.total_cmp(&a.2)));
        weights.dedup_by_key(|(language, entry, _)| (*language, *entry));
        // Damage to the surface (a split hyphen, a doubled word) speaks for a machine whatever the language.
        let damage = (surface.len() as f64 * 0.4).min(1.2);
        Self { weights, entries, damage, families }
    }

    /// Number of findings of an entry.
    fn count(&self, entry: &str) -> usize {
        let from = self.entries.partition_point(|other| *other < entry);
        self.entries[from..].partition_point(|other| *other == entry)
    }

    /// Whether a family other than this one is shown: two kinds of damage in one text are hardly ever an accident.
    fn beside_family(&self, family: &str) -> bool {
        self.families.iter().any(|other| *other != family)
    }

    /// How many other entries speak for a language, and their weight together.
    fn beside(&self, entry: &str, language: &str) -> (usize, f64) {
        let from = self.weights.partition_point(|(other, ..)| *other < language);
        let marks = self.weights[from..].iter().take_while(|(other, ..)| *other == language);
        let others = marks.filter(|(_, other, _)| *other != entry);
        others.fold((0, self.damage), |(number, mass), (.., weight)| (number + 1, mass + weight))
    }
}

fn weight(confidence: Confidence) -> f64 {
    match confidence {
        Confidence::High => 1.0,
        Confidence::Medium => 0.7,
        Confidence::Low => 0.3,
    }
}
