//! Which words a document holds, asked for by detectors that judge one place by the rest.
//!
//! Built when the first of them asks, so that most documents never pay for it, and built once, so that a document of many
//! findings is not walked again for each.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::segment::token::{Shape, Token};

/// The words of one document, by hash.
#[derive(Debug, Default)]
pub struct Vocabulary {
    counts: OnceCell<HashMap<u32, u32>>,
    names: OnceCell<HashSet<u32>>,
}

impl Vocabulary {
    /// How often the word with this hash stands in `tokens`, which are those of the document.
    pub(super) fn count(&self, tokens: &[Token], hash: u32) -> u32 {
        let counts = self.counts.get_or_init(|| {
            let mut counts = HashMap::new();
            for token in tokens {
                *counts.entry(token.hash).or_default() += 1;
            }
            counts
        });
        counts.get(&hash).copied().unwrap_or(0)
    }

    /// Whether the word with this hash stands with a capital inside a sentence.
    pub(super) fn is_name(&self, tokens: &[Token], hash: u32) -> bool {
        let names = self.names.get_or_init(|| {
            let inside = tokens.iter().filter(|t| t.shape == Shape::Capital && !t.starts_segment());
            inside.map(|token| token.hash).collect()
        });
        names.contains(&hash)
    }
}
