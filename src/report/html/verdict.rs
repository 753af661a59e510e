//! The verdict with its reasons; and how the verdicts of many documents spread.

use std::fmt::Write as _;

use super::article::Article;
use super::chart::{Bar, bars};
use super::corpus::Corpus;
use super::escape::line;
use crate::lang::language_name;
use crate::report::judgement::{LIKELIHOODS, judgement};
use crate::verdict::{Note, Side, UNKNOWN};

/// The verdict on a document.
pub(super) fn one(article: &Article, out: &mut String) {
    let verdict = &article.verdict;
    let said = judgement(verdict).or_else(|| verdict.note.map(|note| note.as_str().to_owned()));
    let Some(said) = said else { return };
    let _ = writeln!(out, "<p>{}.</p>", capital(&line(&said)));
    // The note of a text without a probability is what was said already.
    if let Some(note) = verdict.note.map(Note::as_str).filter(|note| *note != said) {
        let _ = writeln!(out, "<p>{}.</p>", capital(&line(note)));
    }
    if verdict.mt.is_some() {
        out.push_str("<p class=hint>The number is a probability, among as many human texts as machine translations.</p>\n");
    }
    for (side, heading) in
        [(Side::Machine, "For a machine"), (Side::Human, "For a human writer or translator")]
    {
        let mut items = String::new();
        for reason in verdict.reasons.iter().filter(|reason| reason.side == side) {
            let _ = write!(items, "<li>{}</li>", line(&reason.text));
        }
        if !items.is_empty() {
            let _ = writeln!(out, "<h3>{heading}</h3><ul class=reasons>{items}</ul>");
        }
    }
    let from: Vec<Bar> = verdict
        .source_languages
        .iter()
        .map(|likely| Bar {
            name: match likely.code.as_str() {
                UNKNOWN => "another".to_owned(),
                code => language_name(code).to_owned(),
            },
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a share of 100"
            )]
            all: (likely.probability * 100.0).round() as usize,
            part: 0,
        })
        .collect();
    bars(out, "If it is a translation, from", "language", "per cent", None, &from);
}

/// How many documents are how likely translated.
pub(super) fn many(corpus: &Corpus, out: &mut String) {
    let (nothing, judged) = match corpus.likelihoods.split_last() {
        Some((&nothing, judged)) if judged.iter().any(|&n| n > 0) => (nothing, judged),
        _ => return,
    };
    let named = LIKELIHOODS.iter().map(|&(_, words)| words).zip(judged.iter().copied());
    let bars_of: Vec<Bar> = named
        .chain([("nothing can be said", nothing)])
        .map(|(words, all)| Bar { name: short(words), all, part: 0 })
        .collect();
    bars(out, "Documents by verdict", "machine-translated", "documents", None, &bars_of);
}

/// The words of a class as they fit beside a bar under a heading that says what they are about.
fn short(words: &str) -> String {
    words.replace(" machine-translated", "").replace(" whether a machine translated it", "")
}

/// With its first letter as a capital.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
