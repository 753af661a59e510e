//! From raw findings to those that are shown: suppression, density, overlaps, order.

use crate::detect::Reading;
use crate::finding::{Confidence, Finding};

/// What is shown.
#[derive(Clone, Debug)]
pub struct Options {
    /// Findings below this are kept back.
    pub confidence: Confidence,
    /// Rules and families that are shown; empty: all.
    pub select: Vec<String>,
    /// Rules and families that are not shown.
    pub ignore: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { confidence: Confidence::Medium, select: Vec::new(), ignore: Vec::new() }
    }
}

/// Resolves the raw findings of one document.
pub fn run(
    mut found: Vec<Finding>,
    _reading: &Reading,
    _words: usize,
    options: &Options,
) -> Vec<Finding> {
    found.retain(|f| f.confidence >= options.confidence);
    found.sort_by_key(|f| (f.place.span(), f.rule.id));
    found
}
