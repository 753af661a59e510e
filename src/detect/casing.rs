//! Capitals in the middle of a sentence, where a bold word, a link or a quotation began in the source.
//!
//! Names in lower case that are known as such (*kyiv*, *sundays*) stand in the lexicon.

use super::{Detector, Reading, Sight, finding};
use crate::finding::{Applicability, Confidence, Finding, Suggestion};
use crate::lexicon::List;
use crate::segment::token::{Gap, Kind, Shape};
use crate::text::Span;

/// See the module.
pub(super) struct Casing;

impl Detector for Casing {
    fn run(&self, reading: &Reading, found: &mut Vec<Finding>) {
        let tokens = reading.tokens();
        for at in reading.showing(Sight::CAPITAL) {
            if at > 0 && tokens[at - 1].shape == Shape::Lower {
                found.extend(stray_capital(reading, at).filter(|_| !reading.is_foreign(at)));
            }
        }
    }
}

/// “the guests arrived and The party began”.
fn stray_capital(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let text = reading.text;
    let (before, token, next) = (&tokens[at - 1], &tokens[at], tokens.get(at + 1)?);
    let joined =
        token.gap() == Gap::Space && !token.starts_segment() && before.shape == Shape::Lower;
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
    let segment = reading.sentence(at);
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
