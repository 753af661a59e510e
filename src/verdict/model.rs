//! The model of one language: a file of numbers that `mtlint-train` makes and the program embeds.
//!
//! Weights are one byte each and found by the hash of a feature, so a model needs no dictionary. A byte stands for its square, with its sign:
//! a few weights are large, most are small, and the steps between the small ones are fine. The
//! features that weigh most have a name beside the numbers, since a verdict must be able to say why.

use std::ops::Range;
use std::sync::OnceLock;

use super::features::{Kept, Sort, Symbol, walk, windows};
use crate::segment::token::Token;

/// Windows of a document that are looked at. Beyond them a document tells little that is new, and a book must not cost what a book is long.
const MOST_WINDOWS: usize = 8;
/// First bytes of a model.
const MAGIC: &[u8; 4] = b"MTV1";
/// The buckets of the weights, as a power of two.
pub const BITS: u32 = 18;
/// Two buckets of the weights share one of the weights for source languages.
pub const SOURCE_BITS: u32 = BITS - 1;

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
    /// Its bucket.
    pub bucket: u32,
    /// What it looks like, with placeholders for what is masked.
    pub name: String,
}

/// What a model is made of.
#[derive(Debug, Default)]
pub struct Parts {
    /// Hashes of the words that stand for themselves.
    pub kept: Vec<u32>,
    /// One weight a bucket.
    pub weights: Vec<i8>,
    /// What one step of a weight is worth.
    pub scale: f32,
    /// Constant of the score.
    pub base: f32,
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
    /// Weights for source languages: a row of [`ROW`] for each bucket.
    pub source_weights: Vec<i8>,
    /// Features with names.
    pub named: Vec<Named>,
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

    /// Reads what [`Parts::to_bytes`] wrote; `None` for anything else.
    pub fn open(bytes: &[u8]) -> Option<Self> {
        let mut input = Input(bytes.strip_prefix(MAGIC)?);
        let mut parts = Parts {
            kept: (0..input.number()?).map(|_| input.number()).collect::<Option<_>>()?,
            scale: input.fraction()?,
            base: input.fraction()?,
            calibration: Calibration {
                slope: input.fraction()?,
                slope_by_length: input.fraction()?,
                base: input.fraction()?,
                marks: input.fraction()?,
            },
            likeness: input.fraction()?,
            sharpness: input.fraction()?,
            source_scale: input.fraction()?,
            ..Parts::default()
        };
        for _ in 0..input.number()? {
            let (base, bias) = (input.fraction()?, input.fraction()?);
            parts.classes.push(Class { code: input.text()?, base, bias });
        }
        for _ in 0..input.number()? {
            let bucket = input.number()?;
            parts.named.push(Named { bucket, name: input.text()? });
        }
        parts.weights = input.weights()?;
        parts.source_weights = input.weights()?;
        let sized = parts.weights.len() == 1 << BITS
            && (parts.classes.is_empty() || parts.source_weights.len() == ROW << SOURCE_BITS)
            && parts.classes.len() <= ROW
            && parts.named.iter().all(|named| named.bucket < 1 << BITS);
        let kept = Kept::new(parts.kept.iter().copied());
        (sized && input.0.is_empty()).then_some(Self { parts, kept })
    }

    /// The numbers.
    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    /// Looks at the tokens of a document.
    pub fn look(&self, tokens: &[Token], text: &str) -> Seen {
        let Parts { weights, classes, source_weights, named, .. } = &self.parts;
        let mut seen = Seen { sources: vec![0.0; classes.len()], ..Seen::default() };
        let mut habits = vec![0.0; named.len()];
        let mut marked = vec![0_u64; (1 << BITS) / 64];
        let mut met: Vec<u32> = Vec::with_capacity(2048);
        let windows = spread(windows(tokens));
        let rows = source_weights.as_chunks::<ROW>().0;
        for window in &windows {
            let (mut sum, mut styled) = (0_i32, 0_u32);
            walk(tokens, window.clone(), text, &self.kept, |hash, symbols: &[Symbol]| {
                let bucket = hash >> (32 - BITS);
                let (word, bit) = (&mut marked[bucket as usize / 64], 1 << (bucket % 64));
                if *word & bit == 0 {
                    *word |= bit;
                    met.push(bucket);
                    // How names are spelt is evidence of a language and none of a machine.
                    if symbols[0].sort != Sort::Form {
                        styled += 1;
                        sum += squared(weights[bucket as usize]);
                    }
                }
            });
            let step = f64::from(self.parts.scale) / f64::from(styled.max(1)).sqrt();
            seen.score += f64::from(sum) * step + f64::from(self.parts.base);
            if !classes.is_empty() {
                let sums = source_sums(rows, &met);
                let step = f64::from(self.parts.source_scale) / (met.len().max(1) as f64).sqrt();
                for ((all, sum), class) in seen.sources.iter_mut().zip(sums).zip(classes) {
                    *all += f64::from(sum) * step + f64::from(class.base);
                }
            }
            for (habit, named) in habits.iter_mut().zip(named) {
                if marked[named.bucket as usize / 64] >> (named.bucket % 64) & 1 == 1 {
                    *habit += f64::from(squared(weights[named.bucket as usize])) * step;
                }
            }
            met.drain(..).for_each(|bucket| marked[bucket as usize / 64] = 0);
        }
        let share = 1.0 / windows.len().max(1) as f64;
        seen.score *= share;
        seen.sources.iter_mut().for_each(|score| *score *= share);
        seen.habits = habits
            .into_iter()
            .map(|habit| habit * share)
            .enumerate()
            .filter(|h| h.1 != 0.0)
            .collect();
        seen.habits.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
        seen
    }

    /// How likely each source language is, in the order of the classes.
    pub fn source_probabilities(&self, scores: &[f64]) -> Vec<f64> {
        softmax(&self.parts.classes, f64::from(self.parts.sharpness), scores)
    }
}

/// The sums of the rows of these buckets: a loop of its own, so that the loads, which miss the near caches, run side by side.
fn source_sums(rows: &[[i8; ROW]], met: &[u32]) -> [i32; ROW] {
    let mut sums = [0_i32; ROW];
    for &bucket in met {
        let row = &rows[bucket as usize / 2];
        for (sum, &weight) in sums.iter_mut().zip(row) {
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

impl Parts {
    /// The file of the model.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        let number = |out: &mut Vec<u8>, n: usize| out.extend((n as u32).to_le_bytes());
        let text = |out: &mut Vec<u8>, text: &str| {
            number(out, text.len());
            out.extend(text.as_bytes());
        };
        number(&mut out, self.kept.len());
        self.kept.iter().for_each(|&hash| number(&mut out, hash as usize));
        let Calibration { slope, slope_by_length, base, marks } = self.calibration;
        let fractions = [
            self.scale,
            self.base,
            slope,
            slope_by_length,
            base,
            marks,
            self.likeness,
            self.sharpness,
            self.source_scale,
        ];
        fractions.iter().for_each(|fraction| out.extend(fraction.to_le_bytes()));
        number(&mut out, self.classes.len());
        for class in &self.classes {
            out.extend(class.base.to_le_bytes());
            out.extend(class.bias.to_le_bytes());
            text(&mut out, &class.code);
        }
        number(&mut out, self.named.len());
        for named in &self.named {
            number(&mut out, named.bucket as usize);
            text(&mut out, &named.name);
        }
        for weights in [&self.weights, &self.source_weights] {
            number(&mut out, weights.len());
            out.extend(weights.iter().map(|weight| weight.to_le_bytes()[0]));
        }
        out
    }
}

/// What is left of a file.
struct Input<'b>(&'b [u8]);

impl<'b> Input<'b> {
    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_le_bytes)
    }

    fn fraction(&mut self) -> Option<f32> {
        self.number().map(f32::from_bits)
    }

    fn text(&mut self) -> Option<String> {
        let length = self.number()? as usize;
        String::from_utf8(self.take(length)?.to_vec()).ok()
    }

    fn weights(&mut self) -> Option<Vec<i8>> {
        let length = self.number()? as usize;
        Some(self.take(length)?.iter().map(|&byte| i8::from_le_bytes([byte])).collect())
    }
}
