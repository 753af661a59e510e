//! Which words a document holds, asked for by detectors that judge one place by the rest.
//!
//! Built when the first of them asks, so that most documents never pay for it, and built once, so that a document of many
//! findings is not walked again for each.

use std::cell::OnceCell;

use crate::segment::token::{Shape, Token};

/// The words of one document, by hash.
#[derive(Debug, Default)]
pub struct Vocabulary {
    words: OnceCell<Words>,
}

impl Vocabulary {
    /// How often the word with this hash stands in `tokens`, which are those of the document.
    pub(super) fn count(&self, tokens: &[Token], hash: u32) -> u32 {
        self.words(tokens).get(hash).count
    }

    /// Whether the word with this hash also stands in lower case.
    pub(super) fn is_lowered(&self, tokens: &[Token], hash: u32) -> bool {
        self.words(tokens).get(hash).lower
    }

    /// Whether the word with this hash stands with a capital inside a sentence.
    pub(super) fn is_name(&self, tokens: &[Token], hash: u32) -> bool {
        self.words(tokens).get(hash).name
    }

    fn words(&self, tokens: &[Token]) -> &Words {
        self.words.get_or_init(|| Words::of(tokens))
    }
}

/// A table with open addressing: what is kept is a hash already, and another hash of it would cost more than all the rest.
#[derive(Debug)]
struct Words {
    /// A power of two, at least twice as many as tokens.
    slots: Vec<Word>,
}

/// A word of the document; an empty slot counts none.
#[derive(Clone, Copy, Debug, Default)]
struct Word {
    hash: u32,
    count: u32,
    name: bool,
    lower: bool,
}

impl Words {
    fn of(tokens: &[Token]) -> Self {
        let mut words =
            Self { slots: vec![Word::default(); (tokens.len() * 2).next_power_of_two()] };
        for token in tokens {
            let at = words.slot(token.hash);
            let word = &mut words.slots[at];
            word.hash = token.hash;
            word.count += 1;
            word.lower |= token.shape == Shape::Lower;
            word.name |= token.shape == Shape::Capital && !token.starts_segment();
        }
        words
    }

    fn get(&self, hash: u32) -> Word {
        self.slots[self.slot(hash)]
    }

    /// The slot of a word, or the empty one where it would stand.
    fn slot(&self, hash: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at].count > 0 && self.slots[at].hash != hash {
            at = (at + 1) & mask;
        }
        at
    }
}
