//! Was it machine-translated, and from what: what can be said of a document as a whole.
//!
//! Three things are kept apart, because they prove different things. *Artifacts* are counted damage: a text can be full of it and yet never have
//! been translated. *How it is written* is a linear model over function words, endings and marks, calibrated on years it has not seen; content
//! words are masked, so that a topic cannot pass for a proof. *Marks of translation* are the findings that name a source
//! language. Where they do not reach, the verdict says why and gives no number.

#![allow(
    clippy::cast_precision_loss,
    reason = "numbers of words, windows and documents stay far below 2^52"
)]

mod combine;
pub mod evidence;
pub mod features;
pub mod model;
pub mod profile;
mod reasons;

use std::collections::BTreeMap;

pub use combine::{Documents, Source};
pub use reasons::{Reason, Side};

use crate::check::{Checked, Checker};
use crate::detect::Reading;
use crate::finding::Finding;
use crate::text::Document;
use evidence::Evidence;
use model::{Model, Seen};

/// Fewest words that a verdict is given for.
pub const FEWEST_WORDS: usize = 100;
/// The code that stands for every language that is not told apart.
pub const UNKNOWN: &str = "unknown";
/// What a text's own statement that a machine translated it adds to the logarithm of the odds.
const DECLARED: f64 = 4.0;
/// What a shown mark of translation adds to the logarithm of the odds, and what all of them may add. Professional writers leave a surely
/// found mark once in twenty thousand words, but human translators leave some too, so a handful makes a thing likely and none makes it sure.
const NAMED: f64 = 0.7;
const MOST_NAMED: f64 = 3.0;
/// What a mark of a language adds to the logarithm of its odds among the source languages, and what all may add.
const MARK: f64 = 1.5;
const MOST_MARKS: f64 = 8.0;
/// The share that a language outside the model begins with. A model cannot see languages that it was not taught, so its being sure of
/// another is no evidence against them.
const OUTSIDE: f64 = 0.05;
/// What the power of a model must be for it to be asked. A model below it finds hardly any translation without blaming writers.
const POWER: f32 = 0.85;

/// Logarithm of the odds, nineteen to one, from which style counts beside the residue of scraping.
const CLEAR: f64 = 2.95;

/// How many artifacts a document has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Artifacts {
    /// None that are shown by default.
    #[default]
    None,
    /// Some, as may happen to anybody.
    Few,
    /// At least three, and three per thousand words.
    Many,
}

impl Artifacts {
    /// The word used in output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Few => "few",
            Self::Many => "many",
        }
    }

    /// What a number of findings in a number of words comes to.
    fn of(findings: usize, words: usize) -> Self {
        match findings {
            0 => Self::None,
            1 | 2 => Self::Few,
            _ if findings * 1000 >= words * 3 => Self::Many,
            _ => Self::Few,
        }
    }
}

/// Why a verdict says less than it might.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// Too few words.
    Short,
    /// No model for the language.
    Untrained,
    /// Damage of every kind, and nothing that speaks of translation.
    Residue,
    /// A text of a kind that the model does not know.
    Unlike,
    /// The model can hardly tell.
    Weak,
}

impl Note {
    /// The note, for a reader.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Short => "too short to say whether a machine translated it",
            Self::Untrained => "no model for this language: only findings speak",
            Self::Residue => "artifacts without a mark of translation: translation unknown",
            Self::Unlike => "unlike the texts that the model knows: only findings speak",
            Self::Weak => {
                "the model of this language can hardly tell machine from human: only findings speak"
            }
        }
    }
}

/// A source language and how likely it is, if the text is a translation.
#[derive(Clone, Debug, PartialEq)]
pub struct Likely {
    /// Its code, or [`UNKNOWN`].
    pub code: String,
    /// 0 to 1.
    pub probability: f64,
}

/// What can be said of a document as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// How many artifacts it has.
    pub artifacts: Artifacts,
    /// Probability that a machine translated it, among as many human texts as machine translations; `None` where that
    /// cannot be said.
    pub mt: Option<f64>,
    /// Source languages if it is a translation, likeliest first; they add up to 1, or there are none.
    pub source_languages: Vec<Likely>,
    /// What moved it most, strongest first.
    pub reasons: Vec<Reason>,
    /// Why it says no more.
    pub note: Option<Note>,
    /// Logarithm of the odds behind `mt`, unrounded, for combining documents.
    pub odds: Option<f64>,
}

/// Checks a document and judges it.
pub fn check(checker: &Checker, document: &Document) -> (Checked, Verdict) {
    checker.inspect(document, judge)
}

/// Judges what was read and found, shown or not.
pub fn judge(reading: &Reading, findings: &[Finding]) -> Verdict {
    let words = reading.segments.words;
    let evidence = Evidence::of(findings);
    let artifacts = Artifacts::of(evidence.shown, words);
    let enough = words >= FEWEST_WORDS;
    let model = Model::shipped(reading.language.code()).filter(|_| enough);
    let seen = model.map(|model| model.look(reading.tokens(), reading.text));
    let weak = model.is_some_and(|model| model.parts().power < POWER);
    let known = |(model, seen): &(&Model, &Seen)| model.parts().bounds.hold(&seen.profile.ratios());
    let both = model.zip(seen.as_ref()).filter(|_| !weak).filter(known);
    let odds = both.map(|(model, seen)| odds(model, seen, &evidence, words));
    let mut note = match model {
        _ if !enough => Some(Note::Short),
        None => Some(Note::Untrained),
        Some(_) if weak => Some(Note::Weak),
        Some(_) if both.is_none() => Some(Note::Unlike),
        Some(_) => None,
    };
    // What a scraper leaves upsets the marks that style is judged by, so only clear style counts beside it.
    let residue = artifacts == Artifacts::Many && evidence.named == 0.0 && !evidence.declared;
    let odds = odds.filter(|odds| !residue || odds.abs() > CLEAR);
    if residue && odds.is_none() {
        note = note.or(Some(Note::Residue));
    }
    Verdict {
        artifacts,
        mt: odds.map(|odds| rounded(probability(odds))),
        source_languages: source_languages(both, &evidence),
        reasons: reasons::of(both, &evidence, words),
        note,
        odds,
    }
}

fn odds(model: &Model, seen: &Seen, evidence: &Evidence, words: usize) -> f64 {
    let declared = if evidence.declared { DECLARED } else { 0.0 };
    let named = (evidence.named * NAMED).min(MOST_NAMED);
    let marks = evidence.mark_density(words);
    let words = words.min(model::MOST_WORDS);
    model.parts().calibration.log_odds(seen.score, words, marks) + named + declared
}

/// What style says of the source language, times what the marks say.
fn source_languages(both: Option<(&Model, &Seen)>, evidence: &Evidence) -> Vec<Likely> {
    let mut all: BTreeMap<&str, f64> = BTreeMap::new();
    if let Some((model, seen)) = both {
        let probabilities = model.source_probabilities(&seen.sources);
        let codes = model.parts().classes.iter().map(|class| class.code.as_str());
        all.extend(codes.zip(probabilities));
    }
    if all.is_empty() && evidence.languages.is_empty() {
        return Vec::new();
    }
    all.entry(UNKNOWN).or_insert(1.0);
    for (code, marks) in &evidence.languages {
        *all.entry(code).or_insert(OUTSIDE) *= (marks * MARK).min(MOST_MARKS).exp();
    }
    let sum: f64 = all.values().sum();
    let mut likely: Vec<Likely> = all
        .into_iter()
        .map(|(code, p)| Likely { code: code.to_owned(), probability: p / sum })
        .collect();
    likely
        .sort_by(|a, b| b.probability.total_cmp(&a.probability).then_with(|| a.code.cmp(&b.code)));
    // What is hardly possible is unknown with the rest.
    let (mut named, rest): (Vec<_>, Vec<_>) =
        likely.into_iter().partition(|one| one.probability >= 0.02 || one.code == UNKNOWN);
    let rest: f64 = rest.iter().map(|one| one.probability).sum();
    for one in &mut named {
        let more = if one.code == UNKNOWN { rest } else { 0.0 };
        one.probability = rounded(one.probability + more);
    }
    named
}

/// A probability from the logarithm of odds. No text leaves certainty.
fn probability(odds: f64) -> f64 {
    (1.0 / (1.0 + (-odds).exp())).clamp(0.01, 0.99)
}

fn rounded(probability: f64) -> f64 {
    (probability * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests;
