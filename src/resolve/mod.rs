//! From raw findings to those that are shown: suppression, density, overlaps, order.
//!
//! A detector sees one place; this module sees the document. It drops what the text or the user silenced, raises weak marks where the
//! document is dense with marks of the same source language, keeps the best of findings that say the same, and sorts, so
//! that the same document always gives the same list.

mod density;
mod silence;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

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

/// Drops what the text silences among the raw findings of one document of so many words, and raises what its density
/// speaks for.
pub fn weigh(mut found: Vec<Finding>, reading: &Reading, words: usize) -> Vec<Finding> {
    silence::run(&mut found, reading);
    density::run(&mut found, words);
    found
}

/// Of weighed findings those that are shown, in order.
pub fn choose(mut found: Vec<Finding>, options: &Options) -> Vec<Finding> {
    let named = |names: &[String], f: &Finding| {
        names.iter().any(|name| f.rule.id == name || f.rule.family() == name)
    };
    found.retain(|f| {
        f.confidence >= options.confidence
            && (options.select.is_empty() || named(&options.select, f))
            && !named(&options.ignore, f)
    });
    let mut kept = without_overlaps(found);
    kept.sort_by(|a, b| place_key(a).cmp(&place_key(b)));
    kept
}

/// Position first, then facts of the finding, so that no two differ only by the order they were found in.
fn place_key(f: &Finding) -> (Option<crate::text::Span>, &'static str, Option<&str>) {
    (f.place.span(), f.rule.id, f.evidence.entry.as_deref())
}

/// Of findings of one family that overlap, and of findings on the same span, the best: the surest, then the one with a
/// safe repair, then the one with any, then the longest.
fn without_overlaps(mut found: Vec<Finding>) -> Vec<Finding> {
    found.sort_by(|a, b| {
        let key = |f: &Finding| {
            let best = f.suggestions.iter().map(|s| s.applicability).max();
            let length = f.place.span().map_or(0, crate::text::Span::len);
            (Reverse(f.confidence), Reverse(best), Reverse(length))
        };
        key(a).cmp(&key(b)).then_with(|| place_key(a).cmp(&place_key(b)))
    });
    // Kept findings of one family never overlap, so a new one can only meet the last that starts before its end.
    let mut taken: BTreeMap<&str, BTreeMap<usize, usize>> = BTreeMap::new();
    let mut spans = BTreeSet::new();
    found.retain(|finding| {
        let Some(span) = finding.place.span() else { return true };
        let family = finding.rule.family();
        let met = |kept: &BTreeMap<usize, usize>| {
            kept.range(..span.end()).next_back().is_some_and(|(_, &end)| end > span.start())
        };
        let said = taken.iter().any(|(other, kept)| same_matter(family, other) && met(kept));
        if said || !spans.insert(span) {
            return false;
        }
        taken.entry(family).or_default().insert(span.start(), span.end());
        true
    });
    found
}

/// Whether overlapping findings of two families speak of the same fault.
fn same_matter(a: &str, b: &str) -> bool {
    let pair = if a < b { (a, b) } else { (b, a) };
    a == b
        || matches!(
            pair,
            ("repeat" | "punct", "splice") | ("tag", "untranslated") | ("repeat", "tag")
        )
}
