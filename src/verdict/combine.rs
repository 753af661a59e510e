//! Documents of one source (a host, a feed, a folder) judged together.
//!
//! Documents of one source share what a model gets wrong about it: house style, genre. So their evidence is not simply added: with a likeness
//! of *r*, which the trainer measures, *n* documents count as n / (1 + (n - 1) r). Hence some certainties need more
//! documents than there are, and some cannot be had from any number.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::model::Model;
use super::{Artifacts, Likely, Verdict, probability, rounded};

/// Likeness where no model says it.
const LIKENESS: f64 = 0.3;

/// What the documents of one source come to. Whole numbers, so that the sum is the same in whatever order it is made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Source {
    /// Documents with a probability.
    pub judged: u64,
    /// The sum of their logarithms of odds, in thousandths.
    pub odds: i64,
    /// The sum of the likeness that their models expect, in thousandths.
    pub likeness: u64,
    /// Documents with many artifacts.
    pub dirty: u64,
    /// Probability of each source language, weighed by that of a translation, in thousandths.
    pub languages: BTreeMap<String, u64>,
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
        self.dirty += u64::from(verdict.artifacts == Artifacts::Many);
        let Some(odds) = verdict.odds else { return };
        self.judged += 1;
        self.odds += thousandths(odds);
        let model = Model::shipped(language);
        let likeness = model.map_or(LIKENESS, |model| f64::from(model.parts().likeness));
        self.likeness += thousandths(likeness).unsigned_abs();
        // A text that is hardly a translation says little of where translations come from.
        let share = probability(odds);
        for likely in &verdict.source_languages {
            let weight = thousandths(likely.probability * share).unsigned_abs();
            *self.languages.entry(likely.code.clone()).or_default() += weight;
        }
    }

    /// Adds other documents of the same source.
    pub fn merge(&mut self, other: Self) {
        self.judged += other.judged;
        self.odds += other.odds;
        self.likeness += other.likeness;
        self.dirty += other.dirty;
        for (code, weight) in other.languages {
            *self.languages.entry(code).or_default() += weight;
        }
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
    pub fn source_languages(&self) -> Vec<Likely> {
        let all = self.languages.values().sum::<u64>().max(1) as f64;
        let one = |(code, &weight): (&String, &u64)| Likely {
            code: code.clone(),
            probability: rounded(weight as f64 / all),
        };
        let mut likely: Vec<Likely> = self.languages.iter().map(one).collect();
        likely.sort_by(|a, b| {
            b.probability.total_cmp(&a.probability).then_with(|| a.code.cmp(&b.code))
        });
        likely
    }

    /// Mean logarithm of odds, and mean likeness.
    fn mean(&self) -> Option<(f64, f64)> {
        let thousand = self.judged as f64 * 1000.0;
        (self.judged > 0).then(|| (self.odds as f64 / thousand, self.likeness as f64 / thousand))
    }
}

fn thousandths(number: f64) -> i64 {
    (number * 1000.0).round() as i64
}
