//! A verdict in a sentence.

use super::advice::printable;
use crate::lang::language_name;
use crate::verdict::{Artifacts, Note, UNKNOWN, Verdict};

/// The verdict in a line; `None` where it says nothing.
pub(super) fn judgement(verdict: &Verdict) -> Option<String> {
    let artifacts = match verdict.artifacts {
        Artifacts::None => "no artifacts",
        Artifacts::Few => "few artifacts",
        Artifacts::Many => "many artifacts",
    };
    let Some(mt) = verdict.mt else {
        let residue = verdict.note.filter(|&note| note == Note::Residue)?;
        return Some(residue.as_str().to_owned());
    };
    let said = likelihood(mt);
    let from = verdict
        .source_languages
        .first()
        .filter(|likely| mt >= 0.7 && likely.code != UNKNOWN && likely.probability >= 0.5);
    let from = from.map_or_else(String::new, |likely| {
        format!(" from {} ({:.2})", printable(language_name(&likely.code)), likely.probability)
    });
    Some(format!("{said} ({mt:.2}){from}; {artifacts}"))
}

/// The probability of machine translation in words.
pub(super) fn likelihood(mt: f64) -> &'static str {
    LIKELIHOODS.iter().find(|&&(least, _)| mt >= least).map_or("", |&(_, words)| words)
}

/// Least probability and its words, the likeliest first.
pub(super) static LIKELIHOODS: &[(f64, &str)] = &[
    (0.9, "very probably machine-translated"),
    (0.7, "probably machine-translated"),
    (0.3, "undecided whether a machine translated it"),
    (0.1, "probably not machine-translated"),
    (0.0, "very probably not machine-translated"),
];
