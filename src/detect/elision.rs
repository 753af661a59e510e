//! Apostrophes of languages that drop a vowel before another: missing, in the wrong word, or before a capital.
//!
//! An engine that puts a term into a finished sentence does not see the word before it (*la écran*, *Office’activation*), and a bold
//! word or link was translated as if it began the sentence (*le chef de L’état*). Which words drop their vowel is a list of the language.

use super::{Detector, Reading, finding};
use crate::finding::{Applicability, Confidence, Finding, Suggestion};
use crate::lexicon::List;
use crate::segment::token::{Gap, Shape, Token};
use crate::text::Span;

/// See the module.
pub(super) struct Elision;

impl Detector for Elision {
    fn run(&self, reading: &Reading, found: &mut Vec<Finding>) {
        if !reading.facts.has_list(List::Elided) {
            return;
        }
        let full = reading.facts.list(List::Elides);
        // A capital before a name (“L’Équipe”) is of the text's own making only if it also stands where it cannot belong.
        let (mut sure, mut doubtful) = (false, Vec::new());
        for (at, token) in reading.tokens().iter().enumerate().skip(1) {
            if !token.is_word() || token.starts_line() {
                continue;
            }
            let hit = if full.holds(&reading.tokens()[at - 1], reading.text) {
                missing(reading, at)
            } else {
                None
            };
            match hit.map(|hit| (hit, true)).or_else(|| apostrophe(reading, at)) {
                Some((hit, true)) => {
                    sure |= hit.rule.id == "casing/stray-capital";
                    reading.keep(Some(hit), at, found);
                }
                Some((hit, false)) => doubtful.push((at, hit)),
                None => {}
            }
        }
        for (at, hit) in doubtful.into_iter().filter(|_| sure) {
            reading.keep(Some(hit), at, found);
        }
    }
}

/// “la écran”: the word before ends in a vowel that it drops before this one.
fn missing(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let (before, token) = (&tokens[at - 1], &tokens[at]);
    let word = token.of(reading.text);
    let vowel = word.starts_with([
        'a', 'e', 'i', 'o', 'u', 'à', 'â', 'é', 'è', 'ê', 'ë', 'î', 'ï', 'ô', 'û', 'œ',
    ]);
    let plain = token.shape == Shape::Lower
        && token.gap() == Gap::Space
        && word.chars().count() >= 4
        && before.shape != Shape::Upper
        && !reading.facts.list(List::NeverElidedBefore).holds(token, reading.text);
    if !vowel || !plain {
        return None;
    }
    let head = before.of(reading.text);
    let kept: String = head.chars().take(head.chars().count() - 1).collect();
    let mark = if reading.text.contains('’') { '’' } else { '\'' };
    let span = before.span().cover(token.span());
    Some(
        finding("punct/elision", span, Confidence::Medium)
            .message("vowel that drops before the next word")
            .suggest(Suggestion::replace(
                span,
                format!("{kept}{mark}{word}"),
                Applicability::Unsafe,
            )),
    )
}

/// What is wrong with the apostrophe of a word, and whether that is sure by itself.
fn apostrophe(reading: &Reading, at: usize) -> Option<(Finding, bool)> {
    let token = &reading.tokens()[at];
    let word = token.of(reading.text);
    let (mark, sign) = word.char_indices().find(|(_, c)| matches!(c, '\'' | '’'))?;
    let (head, tail) = (&word[..mark], &word[mark + sign.len_utf8()..]);
    let known = reading.facts.list(List::Elided).holds_word(head);
    if known {
        capital(reading, at, head, tail)
    } else {
        displaced(token, head, tail).map(|hit| (hit, true))
    }
}

/// “Office’activation”: an apostrophe behind a word that drops no vowel.
fn displaced(token: &Token, head: &str, tail: &str) -> Option<Finding> {
    let letters = |part: &str| part.chars().filter(|c| c.is_alphabetic()).count();
    let torn = letters(head) >= 4
        && letters(tail) >= 4
        && tail.starts_with(char::is_lowercase)
        && !tail.contains(['\'', '’']);
    torn.then(|| {
        finding("punct/elision", token.span(), Confidence::High)
            .message("apostrophe that belongs to another word")
    })
}

/// “le chef de L’état”: a capital article in mid-sentence.
fn capital(reading: &Reading, at: usize, head: &str, tail: &str) -> Option<(Finding, bool)> {
    let (tokens, facts) = (reading.tokens(), reading.facts);
    let (before, token) = (&tokens[at - 1], &tokens[at]);
    let one = head.chars().count() == 1 && head.starts_with(char::is_uppercase);
    let inside =
        token.gap() == Gap::Space && !token.starts_segment() && before.shape == Shape::Lower;
    if !one || !inside {
        return None;
    }
    // “de L’Équipe” is the paper; “de L’équipe” cannot be.
    let lowered = tail.starts_with(char::is_lowercase);
    if !lowered && facts.list(List::CapitalArticleNames).holds_word(tail) {
        return None;
    }
    let governed = facts.list(List::Prepositions).holds(before, reading.text);
    let letter = Span::new(token.span().start(), token.span().start() + head.len());
    let applicability = if lowered { Applicability::Safe } else { Applicability::Unsafe };
    let hit = finding("casing/stray-capital", token.span(), Confidence::Medium)
        .message("capital article in the middle of a sentence")
        .suggest(Suggestion::replace(letter, head.to_lowercase(), applicability));
    Some((hit, lowered || governed))
}
