//! From raw findings to those that are shown: suppression, density, overlaps, order.
//!
//! A detector sees one place; this module sees the document. It drops what the text or the user silenced, raises weak marks where the
//! document is dense with marks of the same source language, keeps the best of findings that say the same, and sorts, so
//! that the same document always gives the same list.

mod density;
mod silence;

use std::cmp::Reverse;

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

/// Resolves the raw findings of one document of so many words.
pub fn run(
    mut found: Vec<Finding>,
    reading: &Reading,
    words: usize,
    options: &Options,
) -> Vec<Finding> {
    silence::run(&mut found, reading);
    density::run(&mut found, words);
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
    // Kept spans in order of place, so that a new one is compared with its neighbours only.
    let mut taken: std::collections::BTreeMap<(usize, usize, usize), usize> =
        std::collections::BTreeMap::new();
    let mut kept: Vec<Finding> = Vec::with_capacity(found.len());
    let longest = found.iter().filter_map(|f| f.place.span()).map(crate::text::Span::len).max();
    for finding in found {
        let Some(span) = finding.place.span() else {
            kept.push(finding);
            continue;
        };
        let from = span.start().saturating_sub(longest.unwrap_or(0));
        let said =
            taken.range((from, 0, 0)..(span.end().max(span.start() + 1), 0, 0)).any(|(_, &at)| {
                let other = &kept[at];
                other.place.span().is_some_and(|taken| {
                    taken == span || taken.overlaps(span) && same_matter(other, &finding)
                })
            });
        if !said {
            taken.insert((span.start(), span.end(), kept.len()), kept.len());
            kept.push(finding);
        }
    }
    kept
}

/// Whether two overlapping findings speak of the same fault.
fn same_matter(kept: &Finding, other: &Finding) -> bool {
    let (a, b) = (kept.rule.family(), other.rule.family());
    a == b
        || matches!(
            (a, b),
            ("repeat", "splice")
                | ("splice", "repeat")
                | ("punct", "splice")
                | ("splice", "punct")
                | ("tag", "untranslated")
                | ("untranslated", "tag")
                | ("tag", "repeat")
        )
}
