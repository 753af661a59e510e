//! Documents of one source (a host, a feed, a folder) judged together.
//!
//! Documents of one source share what a model gets wrong about it: house style, genre. So their evidence is not simply added: with a likeness
//! of *r*, which the trainer measures, *n* documents count as n / (1 + (n - 1) r). Hence some certainties need more
//! documents than there are, and some cannot be had from any number.

use super::model::Model;
use super::{Artifacts, Verdict, probability, rounded};

/// Likeness where no model says it.
const LIKENESS: f64 = 0.3;

/// What the documents of one source come to.
#[derive(Clone, Debug, Default)]
pub struct Source {
    documents: usize,
    judged: usize,
    sum: f64,
    likeness: f64,
    dirty: usize,
    languages: std::collections::BTreeMap<String, f64>,
}

/// How many documents a certainty takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Documents {
    /// So many.
    Number(usize),
    /// No number of documents like these would do.
    Never,
}

impl Source {
    /// Adds a document in the language with this code.
    pub fn add(&mut self, verdict: &Verdict, language: &str) {
        self.documents += 1;
        self.dirty += usize::from(verdict.artifacts == Artifacts::Many);
        let Some(odds) = verdict.odds else { return };
        self.judged += 1;
        self.sum += odds;
        let model = Model::shipped(language);
        self.likeness += model.map_or(LIKENESS, |model| f64::from(model.parts().likeness));
        // A text that is hardly a translation says little of where translations come from.
        let share = probability(odds);
        for likely in &verdict.source_languages {
            let sum = self.languages.entry(likely.code.clone()).or_default();
            *sum += likely.probability * share;
        }
    }

    /// Documents added.
    pub fn documents(&self) -> usize {
        self.documents
    }

    /// Documents that had a verdict.
    pub fn judged(&self) -> usize {
        self.judged
    }

    /// Documents with many artifacts.
    pub fn dirty(&self) -> usize {
        self.dirty
    }

    /// Probability that the source is machine-translated, as a whole; `None` without a judged document.
    pub fn mt(&self) -> Option<f64> {
        self.odds().map(|odds| rounded(probability(odds)))
    }

    /// The logarithm of the odds behind it.
    pub(super) fn odds(&self) -> Option<f64> {
        let (mean, likeness) = self.mean()?;
        let n = self.judged as f64;
        Some(mean * n / (1.0 + (n - 1.0) * likeness))
    }

    /// Judged documents, as sure as these on the average, that it takes to say one or the other with this probability.
    pub fn needed(&self, certainty: f64) -> Option<Documents> {
        let (mean, likeness) = self.mean()?;
        let wanted = (certainty / (1.0 - certainty)).ln();
        let mean = mean.abs();
        // n m / (1 + (n - 1) r) = w, solved for n.
        let gain = mean - wanted * likeness;
        if mean >= wanted {
            return Some(Documents::Number(1));
        }
        if gain <= 0.0 {
            return Some(Documents::Never);
        }
        Some(Documents::Number((wanted * (1.0 - likeness) / gain).ceil() as usize))
    }

    /// Source languages of the documents, likeliest first, and how likely each is.
    pub fn source_languages(&self) -> Vec<super::Likely> {
        let all: f64 = self.languages.values().sum();
        let mut likely: Vec<super::Likely> = self
            .languages
            .iter()
            .map(|(code, sum)| super::Likely {
                code: code.clone(),
                probability: rounded(sum / all),
            })
            .collect();
        likely.sort_by(|a, b| {
            b.probability.total_cmp(&a.probability).then_with(|| a.code.cmp(&b.code))
        });
        likely
    }

    /// Mean logarithm of odds, and mean likeness.
    fn mean(&self) -> Option<(f64, f64)> {
        let n = self.judged as f64;
        (self.judged > 0).then(|| (self.sum / n, self.likeness / n))
    }
}
