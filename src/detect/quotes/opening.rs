//! Marks that open a question or a cry: missing where the language has them (*Quién paga?*), present where it has not.

use super::Line;
use crate::detect::finding;
use crate::finding::{Applicability, Confidence, Finding, Suggestion};
use crate::lexicon::List;
use crate::segment::token::{Gap, Token};
use crate::text::Span;

/// Words a question must have before its mark is missed: “¿eh?” is often written “eh?”.
const WORDS: usize = 3;

impl Line<'_> {
    /// ¿ and ¡ before words of a language that does not open questions.
    pub(super) fn inverted(&self, marks: &[usize], found: &mut Vec<Finding>) {
        if !self.reading.facts.list(List::ForeignQuotes).holds_word("inverted") {
            return;
        }
        for &at in marks.iter().filter(|&&at| matches!(self.word(at), "¿" | "¡")) {
            let titled = at > self.range.start
                && matches!(self.word(at - 1), "“" | "\"" | "‘" | "'" | "«" | "(" | "*" | "_");
            let speaks = at + 1 < self.range.end && self.token(at + 1).is_word();
            if speaks && !titled {
                let span = self.token(at).span();
                found.push(
                    finding("punct/foreign-mark", span, Confidence::Medium)
                        .suggest(Suggestion::delete(span, Applicability::Safe)),
                );
            }
        }
    }
}

/// A question that nothing opens, in a language that opens its questions. `at` is the question mark.
pub(in crate::detect) fn unopened_question(
    reading: &crate::detect::Reading,
    at: usize,
) -> Option<Finding> {
    let tokens = reading.tokens();
    let marks = reading.facts.list(List::OpeningMarks);
    let closes = tokens[at].gap() == Gap::None
        && tokens.get(at + 1).is_none_or(|next| next.gap() != Gap::None || !next.is_word());
    if !reading.facts.has_list(List::OpeningMarks) || !closes {
        return None;
    }
    // The question may open anywhere in its sentence: “Si llueve, ¿quién paga?”
    let start = (0..at).rev().take(80).find(|&n| tokens[n].starts_segment())?;
    let inside = &tokens[start..at];
    let words = inside.iter().filter(|t| t.is_word()).count();
    let opened = inside.iter().any(|t| !t.is_word() && marks.holds(t, reading.text));
    let cited = inside.iter().any(|t| {
        matches!(
            t.of(reading.text),
            "?" | "!" | "“" | "\"" | "«" | "‘" | "'" | "(" | "/" | "—" | "–"
        )
    });
    let plain = words >= WORDS && !opened && !cited && inside.first().is_some_and(Token::is_word);
    plain.then(|| {
        let first = tokens[start].span();
        let open = marks.words().next().unwrap_or("¿").to_owned();
        finding("punct/foreign-mark", reading.span(start..at + 1), Confidence::Medium)
            .message("question that no mark opens")
            .from_languages(&["en"])
            .suggest(Suggestion::replace(Span::empty(first.start()), open, Applicability::Unsafe))
    })
}
