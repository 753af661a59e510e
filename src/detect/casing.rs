//! Capitals that the source or the engine lost or added.
//!
//! Names in lower case that are known as such (*kyiv*, *sundays*) stand in the lexicon. Here is what only the document can tell: a
//! function word with a capital in mid-sentence, and a surname in lower case that has its capital elsewhere in the text.

use crate::lexicon::List;
use std::collections::HashSet;

use super::{Detector, Reading, finding};
use crate::finding::{Applicability, Confidence, Finding, Suggestion};
use crate::segment::token::{Gap, Kind, Shape, Token};
use crate::text::{Span, fold};

/// See the module.
pub(super) struct Casing;

impl Detector for Casing {
    fn run(&self, reading: &Reading, found: &mut Vec<Finding>) {
        let tokens = reading.tokens();
        let full_names: HashSet<u32> = tokens
            .windows(2)
            .filter(|pair| is_name(&pair[0]) && is_name(&pair[1]) && pair[1].gap() == Gap::Space)
            .map(|pair| fold::combine(pair[0].hash, pair[1].hash))
            .collect();
        for at in 1..tokens.len() {
            let hit = match tokens[at].shape {
                Shape::Capital => stray_capital(reading, at),
                Shape::Lower if is_name(&tokens[at - 1]) => lowered_surname(reading, at, &full_names),
                _ => None,
            };
            found.extend(hit.filter(|_| !reading.is_foreign(at)));
        }
    }
}

fn is_name(token: &Token) -> bool {
    token.kind == Kind::Word && token.shape == Shape::Capital && token.end - token.start > 2
}

/// “the guests arrived and The party began”.
fn stray_capital(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let text = reading.text;
    let (before, token, next) = (&tokens[at - 1], &tokens[at], tokens.get(at + 1)?);
    let joined = token.gap() == Gap::Space && !token.starts_segment() && before.shape == Shape::Lower;
    if !joined || !reading.facts.list(List::NeverCapital).holds(token, text) {
        return None;
    }
    // A capital after it makes it part of a name or title (“in The Hague”).
    let runs_on = next.shape == Shape::Lower && next.gap() == Gap::Space && !next.starts_line();
    if !runs_on || in_title(reading, at) {
        return None;
    }
    let word = token.of(text);
    let first = word.chars().next()?;
    let lowered: String = first.to_lowercase().collect();
    let span = Span::new(token.span().start(), token.span().start() + first.len_utf8());
    Some(
        finding("casing/stray-capital", token.span(), Confidence::Medium)
            .suggest(Suggestion::replace(span, lowered, Applicability::Unsafe)),
    )
}

/// Whether most words around are capitalised, as in a heading, or a quotation mark or colon stands close before.
fn in_title(reading: &Reading, at: usize) -> bool {
    let segment = reading.segments.segment_of(at).tokens.clone();
    let words = reading.tokens()[segment.clone()].iter().filter(|t| t.kind == Kind::Word);
    let (mut capital, mut all) = (0, 0);
    for word in words {
        all += 1;
        capital += usize::from(word.shape != Shape::Lower);
    }
    let quoted = (at.saturating_sub(3).max(segment.start)..at)
        .any(|n| matches!(reading.word(n), "“" | "\"" | "‘" | "'" | ":" | "("));
    capital * 2 > all || quoted
}

/// “Alexander plushev” in a text that has “Alexander Plushev”.
fn lowered_surname(reading: &Reading, at: usize, full_names: &HashSet<u32>) -> Option<Finding> {
    let tokens = reading.tokens();
    let token = &tokens[at];
    if token.gap() != Gap::Space || token.end - token.start < 4 {
        return None;
    }
    if !full_names.contains(&fold::combine(tokens[at - 1].hash, token.hash)) {
        return None;
    }
    // “New York” and “new york times” aside, a heading in capitals can hold “Press Freedom” beside “Press freedom”.
    let function = reading.facts.list(List::FunctionWords).holds(token, reading.text);
    let begins = tokens[at - 1].starts_segment();
    let elsewhere = tokens.iter().filter(|t| t.hash == token.hash && t.shape == Shape::Lower).count();
    if function || begins || elsewhere > 1 {
        return None;
    }
    let word = token.of(reading.text);
    let capital: String = word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect();
    Some(
        finding("casing/lowercase-name", token.span(), Confidence::Low)
            .message("name in lower case that has its capital elsewhere in the text")
            .suggest(Suggestion::replace(token.span(), capital, Applicability::Safe)),
    )
}
