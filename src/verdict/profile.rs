//! Whether a text is of a kind that a model knows.
//!
//! A linear model adds up whatever it is given and is never surprised. So the trainer notes within which bounds a few proportions of the texts that it
//! learnt from lie: how long their sentences are, how many of their words are function words. A poem, a price list or a table lies
//! outside, and of such a text nothing is said.

use super::features::{Sort, Stream};

/// The proportions, in the order of [`Profile::ratios`].
pub const RATIOS: usize = 5;

/// What a text has of each sort.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Profile {
    sentences: u32,
    function: u32,
    marks: u32,
    other: u32,
    names: u32,
    numbers: u32,
    features: u32,
    known: u32,
}

impl Profile {
    /// Adds a window and how many of its features the model knows.
    pub fn add(&mut self, stream: &Stream, features: usize, known: usize) {
        for symbol in stream.symbols() {
            match symbol.sort {
                Sort::Start => self.sentences += 1,
                Sort::Mark => self.marks += 1,
                Sort::Itself => self.function += 1,
                Sort::Ending | Sort::Content => self.other += 1,
                Sort::Name | Sort::Capitals => self.names += 1,
                Sort::Number | Sort::Opaque => self.numbers += 1,
            }
        }
        self.features += features as u32;
        self.known += known as u32;
    }

    /// Adds features that the model knows.
    pub fn know(&mut self, known: usize) {
        self.known += known as u32;
    }

    /// Function words and names among the words, words in a sentence, marks and numbers for each word, and the share of features that are
    /// known.
    pub fn ratios(&self) -> [f64; RATIOS] {
        let words = self.function + self.other + self.names;
        let ratio = |part: u32, all: u32| f64::from(part) / f64::from(all.max(1));
        [
            ratio(self.function, words),
            ratio(self.names, words),
            ratio(words, self.sentences),
            ratio(self.marks + self.numbers, words),
            ratio(self.known, self.features),
        ]
    }
}

/// The least and the most of each proportion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds(pub [(f32, f32); RATIOS]);

impl Default for Bounds {
    fn default() -> Self {
        Self([(f32::MIN, f32::MAX); RATIOS])
    }
}

impl Bounds {
    /// Whether all proportions lie within.
    pub fn hold(&self, ratios: &[f64; RATIOS]) -> bool {
        let within = |(&ratio, bounds): (&f64, &(f32, f32))| {
            (f64::from(bounds.0)..=f64::from(bounds.1)).contains(&ratio)
        };
        ratios.iter().zip(&self.0).all(within)
    }
}
