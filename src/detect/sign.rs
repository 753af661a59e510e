//! Signs between words and inside them: *&* for *and*, a stop without the space that the rest of the text has, an escape, an apostrophe
//! torn from its word.

use super::quotes::opening::unopened_question;
use super::{Detector, Reading, Sight, finding};
use crate::finding::{Applicability, Confidence, Finding, Suggestion};
use crate::lexicon::List;
use crate::segment::token::{Gap, Shape, Token};
use crate::text::Span;

/// Spaced marks that a text must have before one without a space stands out.
const HABIT: usize = 3;

/// See the module.
pub(super) struct Signs;

impl Detector for Signs {
    fn run(&self, reading: &Reading, found: &mut Vec<Finding>) {
        let spaced = spaces_its_marks(reading);
        for at in reading.showing(Sight::MARK).filter(|&at| at > 0) {
            let hit = match reading.text.as_bytes()[reading.tokens()[at].start as usize] {
                b'&' => ampersand(reading, at),
                b':' | b';' | b'!' | b'?' if spaced => close_mark(reading, at),
                b'?' => unopened_question(reading, at),
                b'\\' => escape(reading, at),
                b'\'' | 0xE2 | 0xCA => torn_apostrophe(reading, at),
                _ => None,
            };
            reading.keep(hit, at, found);
        }
    }
}

/// “colori & forme” in a language that writes the word out.
fn ampersand(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let and = reading.facts.list(List::Ampersand).words().next()?;
    let (before, token, after) = (&tokens[at - 1], &tokens[at], tokens.get(at + 1)?);
    let running = before.shape == Shape::Lower
        && after.shape == Shape::Lower
        && token.gap() == Gap::Space
        && after.gap() == Gap::Space
        && [before, after].iter().all(|t| t.of(reading.text).chars().count() >= 3);
    running.then(|| {
        finding("punct/foreign-mark", before.span().cover(after.span()), Confidence::Medium)
            .message("ampersand between words")
            .suggest(Suggestion::replace(token.span(), and, Applicability::Safe))
    })
}

/// Whether the text sets a space before its colons and question marks, as French does.
fn spaces_its_marks(reading: &Reading) -> bool {
    let list = reading.facts.list(List::SpacedMarks);
    if !reading.facts.has_list(List::SpacedMarks) {
        return false;
    }
    let (mut spaced, mut close) = (0, 0);
    for at in reading.showing(Sight::MARK).filter(|&at| at > 0) {
        let tokens = reading.tokens();
        if tokens[at - 1].is_word() && list.holds(&tokens[at], reading.text) {
            match tokens[at].gap() {
                Gap::None => close += 1,
                Gap::Space => spaced += 1,
                _ => {}
            }
        }
    }
    spaced >= HABIT && spaced >= close * HABIT
}

/// “Voici la liste:” where the text writes “la liste :”.
fn close_mark(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let (before, token) = (&tokens[at - 1], &tokens[at]);
    let marked = reading.facts.list(List::SpacedMarks).holds(token, reading.text);
    let ends = tokens.get(at + 1).is_none_or(|next| next.gap() != Gap::None);
    let plain = before.is_word() && token.gap() == Gap::None && before.of(reading.text).len() > 1;
    (marked && ends && plain).then(|| {
        let gap = Span::empty(token.span().start());
        finding("punct/space", before.span().cover(token.span()), Confidence::Medium)
            .message("no space before a mark that has one elsewhere in the text")
            .suggest(Suggestion::replace(gap, "\u{A0}", Applicability::Safe))
    })
}

/// “dossier\_1”, “\> Suivant”: an escape of the markup that the text was written in.
fn escape(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let (token, next) = (&tokens[at], tokens.get(at + 1)?);
    let escaped = next.gap() == Gap::None
        && matches!(next.of(reading.text), "<" | ">" | "*" | "_" | "[" | "]" | "#")
        && !path_like(&tokens[at - 1], token);
    escaped.then(|| {
        finding("tag/markup", token.span().cover(next.span()), Confidence::Medium)
            .message("escape of the markup")
            .suggest(Suggestion::delete(token.span(), Applicability::Safe))
    })
}

/// “комп 'ютер”: an apostrophe inside a word that tokenisation took for a quotation mark.
fn torn_apostrophe(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let (before, token, after) = (&tokens[at - 1], &tokens[at], tokens.get(at + 1)?);
    let letter = after.of(reading.text).chars().next()?;
    let mut buffer = [0; 4];
    let inside = matches!(reading.word(at), "'" | "’" | "ʼ")
        && before.is_word()
        && after.shape == Shape::Lower
        && reading
            .facts
            .list(List::AfterTornApostrophe)
            .holds_word(letter.encode_utf8(&mut buffer));
    let torn = matches!(
        (token.gap(), after.gap()),
        (Gap::Space, Gap::None | Gap::Space) | (Gap::None, Gap::Space)
    );
    (inside && torn).then(|| {
        let cut = Span::new(before.span().end(), after.span().start());
        finding("punct/apostrophe", before.span().cover(after.span()), Confidence::High)
            .message("apostrophe torn from its word")
            .suggest(Suggestion::replace(cut, reading.word(at), Applicability::Safe))
    })
}

fn path_like(before: &Token, token: &Token) -> bool {
    before.shape == Shape::Upper && token.gap() == Gap::None
}
