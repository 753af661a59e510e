//! The model of one language: a file of numbers that `mtlint-train` makes and the program embeds.
//!
//! Weights are found by the hash of a feature, so a model needs no dictionary. A slot holds the weightiest of the features that lead to it, as eight more bits
//! of its hash and a byte of weight: most features of a text were never met in training, and without those bits each would be taken for one
//! that was. A byte stands for its square, with its sign: a few weights are large, most are small, and the steps between the small ones are fine. The
//! features that weigh most have a name beside the numbers, since a verdict must be able to say why.

mod file;

use std::ops::Range;
use std::sync::OnceLock;

use super::features::{Kept, Stream, WINDOW, windows};
use super::profile::{Bounds, Profile};
use crate::segment::token::Token;

/// Windows of a document that are looked at. Beyond them a document tells little that is new, and the verdict must not cost more than a quarter of the check.
const MOST_WINDOWS: usize = 2;
/// Words that are looked at, about: a longer document is not surer.
pub const MOST_WORDS: usize = MOST_WINDOWS * WINDOW;
/// The slots of the weights, as a power of two.
pub const BITS: u32 = 17;
/// Rows of the weights for source languages, as a power of two.
pub const SOURCE_BITS: u32 = 16;

/// From a score to a probability. The longer a document, the more a score is worth.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Calibration {
    /// Of the score.
    pub slope: f32,
    /// Of the score, for each doubling of 300 words.
    pub slope_by_length: f32,
    /// The constant.
    pub base: f32,
    /// Of the weight of marks of translation among the findings, per thousand words.
    pub marks: f32,
}

impl Calibration {
    /// The logarithm of the odds that a document is machine-translated.
    pub fn log_odds(&self, score: f64, words: usize, marks: f64) -> f64 {
        let slope = f64::from(self.slope) + f64::from(self.slope_by_length) * length(words);
        slope.max(0.0) * score + f64::from(self.base) + f64::from(self.marks) * marks
    }
}

/// How many doublings of 300 words a document is, within what was seen in training.
pub fn length(words: usize) -> f64 {
    (words as f64 / 300.0).log2().clamp(-1.6, 2.0)
}

/// A language that the model tells from others as a source.
#[derive(Clone, Debug, PartialEq)]
pub struct Class {
    /// Its code; `unknown` for the rest.
    pub code: String,
    /// Constant of its score.
    pub base: f32,
    /// Constant that calibration adds.
    pub bias: f32,
}

/// A feature that has a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// Its slot.
    pub slot: u32,
    /// What it looks like, with placeholders for what is masked.
    pub name: String,
}

/// What a model is made of.
#[derive(Debug, Default)]
pub struct Parts {
    /// Hashes of the function words.
    pub function: Vec<u32>,
    /// Hashes of the words that every year and subject has.
    pub common: Vec<u32>,
    /// What features weigh.
    pub weights: Weights,
    /// From score to probability.
    pub calibration: Calibration,
    /// How much the documents of one source resemble each other in what the score gets wrong, 0 to 1.
    pub likeness: f32,
    /// Source languages; none where they are not told apart.
    pub classes: Vec<Class>,
    /// Factor of the scores of source languages.
    pub sharpness: f32,
    /// What one step of a source weight is worth.
    pub source_scale: f32,
    /// Weights for source languages: a row of [`ROW`] for each hash.
    pub source_weights: Vec<i8>,
    /// Features with names.
    pub named: Vec<Named>,
    /// How often a machine translation scores above an original, in the worst of the years, which was left out.
    pub power: f32,
    /// What the texts are like that the model knows.
    pub bounds: Bounds,
}

/// What features weigh.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weights {
    /// A slot for each of the first [`BITS`] bits of a hash: its last eight bits, and the weight.
    pub slots: Vec<(u8, i8)>,
    /// What one step of a weight is worth.
    pub scale: f32,
    /// Constant of the score.
    pub base: f32,
}

impl Weights {
    /// The slot of a feature, and its weight in steps if the slot is its own.
    #[inline]
    pub fn find(&self, hash: u32) -> (usize, Option<i8>) {
        let slot = slot(hash);
        let (check, weight) = self.slots[slot];
        (slot, (check == hash as u8).then_some(weight))
    }

    /// The score of a window from the sum of its weights and the number of its features.
    pub fn score(&self, sum: i32, features: usize) -> f64 {
        f64::from(sum) * self.step(features) + f64::from(self.base)
    }

    /// What a step of a weight is worth among so many features.
    fn step(&self, features: usize) -> f64 {
        f64::from(self.scale) / (features.max(1) as f64).sqrt()
    }
}

/// The slot of a feature with this hash.
#[inline]
pub fn slot(hash: u32) -> usize {
    (hash >> (32 - BITS)) as usize
}

/// The row of weights for source languages of a feature with this hash.
pub fn row(hash: u32) -> usize {
    (hash >> (32 - SOURCE_BITS)) as usize
}

/// Weights in a row for source languages; more than there are classes, so that a row is one load.
pub const ROW: usize = 8;

/// A model, ready.
#[derive(Debug)]
pub struct Model {
    parts: Parts,
    kept: Kept,
}

/// What a model sees in a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    /// The mean score of the windows.
    pub score: f64,
    /// Scores of source languages.
    pub sources: Vec<f64>,
    /// What each named feature added to the score, strongest first.
    pub habits: Vec<(usize, f64)>,
    /// What kind of text it is.
    pub profile: Profile,
}

static SHIPPED: &[(&str, &[u8])] = &include!(concat!(env!("OUT_DIR"), "/verdicts.rs"));

impl Model {
    /// The model that ships for a language.
    pub fn shipped(code: &str) -> Option<&'static Self> {
        static OPENED: [OnceLock<Option<Model>>; SHIPPED.len()] =
            [const { OnceLock::new() }; SHIPPED.len()];
        let at = SHIPPED.binary_search_by(|(name, _)| (*name).cmp(code)).ok()?;
        // A test opens every model that ships.
        OPENED[at].get_or_init(|| Self::open(SHIPPED[at].1)).as_ref()
    }

    /// The languages with a model, sorted.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        SHIPPED.iter().map(|(code, _)| *code)
    }

    /// The numbers.
    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    /// Looks at the tokens of a document.
    pub fn look(&self, tokens: &[Token], text: &str) -> Seen {
        let Parts { weights, classes, source_weights, named, .. } = &self.parts;
        // A table whose size is known needs no check where it is looked into.
        let Some(slots) = weights.slots.first_chunk::<{ 1 << BITS }>() else {
            return Seen::default();
        };
        let mut seen = Seen { sources: vec![0.0; classes.len()], ..Seen::default() };
        let mut habits = vec![0.0; named.len()];
        let mut stream = Stream::default();
        let mut met = Vec::with_capacity(2048);
        let windows = spread(windows(tokens));
        let rows = source_weights.as_chunks::<ROW>().0;
        for window in &windows {
            stream.read(tokens, window.clone(), text, &self.kept);
            let mut found = Found::new();
            let (mut sum, mut features, mut known) = (0_i32, 0_usize, 0_usize);
            met.clear();
            stream.features(|hash, feature, _| {
                if feature.tells_style() {
                    features += 1;
                    // Without a branch: whether a feature is known cannot be foreseen.
                    let (check, weight) = slots[slot(hash)];
                    let first = found.insert(slot(hash), check == hash as u8);
                    known += first;
                    sum += squared(weight) * first as i32;
                }
                if feature.tells_source() {
                    met.push(hash);
                }
            });
            seen.score += weights.score(sum, features);
            seen.profile.add(&stream, features, known);
            if !classes.is_empty() {
                let sums = source_sums(rows, &met);
                let step = f64::from(self.parts.source_scale) / (met.len().max(1) as f64).sqrt();
                for ((all, sum), class) in seen.sources.iter_mut().zip(sums).zip(classes) {
                    *all += f64::from(sum) * step + f64::from(class.base);
                }
            }
            let step = weights.step(features);
            for (habit, named) in habits.iter_mut().zip(named) {
                let slot = named.slot as usize;
                if found.holds(slot) {
                    *habit += f64::from(squared(weights.slots[slot].1)) * step;
                }
            }
        }
        let share = 1.0 / windows.len().max(1) as f64;
        seen.score *= share;
        seen.sources.iter_mut().for_each(|score| *score *= share);
        let shares = habits.into_iter().map(|habit| habit * share).enumerate();
        seen.habits = shares.filter(|habit| habit.1 != 0.0).collect();
        seen.habits.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
        seen
    }

    /// How likely each source language is, in the order of the classes.
    pub fn source_probabilities(&self, scores: &[f64]) -> Vec<f64> {
        softmax(&self.parts.classes, f64::from(self.parts.sharpness), scores)
    }
}

/// The slots whose features a window has, a bit each.
struct Found {
    bits: [u64; (1 << BITS) / 64],
}

impl Found {
    fn new() -> Self {
        Self { bits: [0; _] }
    }

    /// Notes a slot if `found`; 1 if it is noted now and was not before.
    #[inline]
    fn insert(&mut self, slot: usize, found: bool) -> usize {
        let (bits, at) = (&mut self.bits[slot / 64], slot % 64);
        let new = u64::from(found) & !(*bits >> at);
        *bits |= new << at;
        new as usize
    }

    fn holds(&self, slot: usize) -> bool {
        self.bits[slot / 64] >> (slot % 64) & 1 == 1
    }
}

/// The sums of the rows of these features: a loop of its own, so that the loads, which miss the near caches, run side by side.
fn source_sums(rows: &[[i8; ROW]], met: &[u32]) -> [i32; ROW] {
    let mut sums = [0_i32; ROW];
    for &hash in met {
        for (sum, &weight) in sums.iter_mut().zip(&rows[row(hash)]) {
            let weight = i16::from(weight);
            *sum += i32::from(weight * weight.abs());
        }
    }
    sums
}

/// At most [`MOST_WINDOWS`], spread over the document.
fn spread(windows: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let number = windows.len();
    if number <= MOST_WINDOWS {
        return windows;
    }
    (0..MOST_WINDOWS).map(|at| windows[at * number / MOST_WINDOWS].clone()).collect()
}

/// What a byte of a weight stands for, in steps of the scale.
#[inline]
pub fn squared(weight: i8) -> i32 {
    let weight = i32::from(weight);
    weight * weight.abs()
}

/// Calibrated probabilities of classes.
pub fn softmax(classes: &[Class], sharpness: f64, scores: &[f64]) -> Vec<f64> {
    let raised: Vec<f64> = scores
        .iter()
        .zip(classes)
        .map(|(score, class)| (score * sharpness + f64::from(class.bias)).exp())
        .collect();
    let all: f64 = raised.iter().sum();
    raised.into_iter().map(|one| one / all).collect()
}
