//! Spaces, hyphens and apostrophes that tokenisation, lost tags or a foreign typography left behind.
//!
//! Every check hangs on a mark: nothing here looks at a word unless a mark stands beside it, apart from contractions whose
//! apostrophe was stripped (*doesnt*), which are a list of the language.

use super::{Detector, Reading, Sight, finding};
use crate::finding::{Applicability, Confidence, Finding, Suggestion};
use crate::lexicon::List;
use crate::segment::token::{Gap, Kind, Shape, Token};
use crate::text::Span;

/// How sure a space at a stop or comma is: always a fault, but one that writers make too, in some languages once in ten
/// thousand words of printed text, so it is no sure mark of a machine.
const SLIP: Confidence = Confidence::Medium;

/// See the module.
pub(super) struct Spacing;

impl Detector for Spacing {
    fn run(&self, reading: &Reading, found: &mut Vec<Finding>) {
        let stripped = reading.facts.list(List::StrippedContractions);
        for at in reading.showing(Sight::MARK | Sight::LISTED | Sight::APART) {
            let token = &reading.tokens()[at];
            let hit = match token.kind {
                Kind::Mark => match reading.text.as_bytes()[token.start as usize] {
                    b',' | b'.' | b';' | b':' | b'!' | b'?' => stop(reading, at),
                    b'-' => hyphen(reading, at),
                    b'\'' => split_contraction(reading, at),
                    b'(' | b'[' => inner_space(reading, at + 1),
                    b')' | b']' => inner_space(reading, at),
                    0xE2 => split_contraction(reading, at),
                    _ => None,
                },
                Kind::Word if token.gap() == Gap::Wide => wide_gap(reading, at),
                Kind::Word if token.shape == Shape::Lower => {
                    stripped.holds(token, reading.text).then(|| contraction(reading, at))
                }
                _ => None,
            };
            reading.keep(hit, at, found);
        }
    }
}

fn safe_delete(rule: &str, span: Span, gap: Span, confidence: Confidence) -> Finding {
    finding(rule, span, confidence).suggest(Suggestion::delete(gap, Applicability::Safe))
}

/// The bytes between token `at` and the one before it.
fn gap_before(reading: &Reading, at: usize) -> Span {
    let tokens = reading.tokens();
    Span::new(tokens[at - 1].span().end(), tokens[at].span().start())
}

/// Two spaces where a tag stood: “delete  the file”. Typists who part sentences with two spaces, and columns, are left alone.
fn wide_gap(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let before = tokens.get(at.checked_sub(1)?)?;
    let gap = gap_before(reading, at);
    // A capital begins a name there or the label of a control; behind a comma the sentence goes on.
    let inside = before.is_word() && before.shape == Shape::Lower
        || before.is_mark(reading.text, b',') && tokens[at].shape == Shape::Lower;
    let column = tokens[at.saturating_sub(8)..tokens.len().min(at + 8)]
        .iter()
        .filter(|t| t.gap() == Gap::Wide)
        .count()
        > 2;
    (inside && !column && matches!(gap.of(reading.text), "  " | " \u{A0}" | "\u{A0} ")).then(|| {
        let span = before.span().cover(tokens[at].span());
        finding("punct/space", span, Confidence::Low)
            .message("two spaces between words")
            .unless_alone(2)
            .suggest(Suggestion::replace(gap, " ", Applicability::Safe))
    })
}

/// A comma, stop or colon with a space before it, none after it, or at the head of a line.
fn stop(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let token = &tokens[at];
    let before = tokens.get(at.checked_sub(1)?)?;
    let after = tokens.get(at + 1);
    let mark = reading.word(at);
    let around = before.span().cover(token.span());
    match token.gap() {
        Gap::None => {
            two_stops(reading, at, before, after).or_else(|| glued(reading, at, before, after?))
        }
        Gap::Space | Gap::Wide => {
            let ends = after
                .is_none_or(|next| next.gap() != Gap::None || is_closing(next.of(reading.text)));
            let linked =
                before.is_mark(reading.text, b'>') && at > 1 && tokens[at - 2].kind == Kind::Opaque;
            let spoken = before.is_word()
                || before.kind == Kind::Number
                || linked
                || is_closing(before.of(reading.text));
            if mark == "."
                && before.is_mark(reading.text, b'.')
                && ends
                && before.gap() == Gap::None
            {
                // “councillors. .”: a second stop, unless both belong to a spaced ellipsis.
                let lone = after.is_none_or(|next| !next.is_mark(reading.text, b'.'));
                let gap = Span::new(before.span().end(), token.span().end());
                return lone.then(|| safe_delete("punct/space", around, gap, SLIP));
            }
            let tight = matches!(mark, "," | ".")
                || reading.facts.list(List::TightMarks).holds(token, reading.text);
            if !tight || !ends || !spoken || is_stranded(reading, at - 1) {
                return None;
            }
            // “Patna : ” opens a report in South Asian English, and tables align colons.
            let dateline =
                mark == ":" && (at.saturating_sub(2)..at).any(|n| tokens[n].starts_line());
            if dateline || spaced_ellipsis(reading, at) {
                return None;
            }
            Some(safe_delete("punct/space", around, gap_before(reading, at), SLIP))
        }
        Gap::Line | Gap::Paragraph if matches!(mark, "," | "." | ";") => {
            let follows = after.is_some_and(|next| next.gap() == Gap::Space && next.is_word());
            let closes = after.is_none_or(Token::starts_line)
                || after.is_some_and(|next| is_closing(next.of(reading.text)));
            (follows || closes && !before.is_mark(reading.text, b'.')).then(|| {
                let span = Span::new(before.span().end(), token.span().end());
                finding("punct/space", span, Confidence::Medium)
                    .message("line that begins with the punctuation of the line before")
                    .suggest(Suggestion::delete(gap_before(reading, at), Applicability::Unsafe))
            })
        }
        _ => None,
    }
}

/// “. . .” set with spaces is a style, not a fault.
fn spaced_ellipsis(reading: &Reading, at: usize) -> bool {
    let dot = |n: Option<usize>| {
        n.and_then(|n| reading.tokens().get(n)).is_some_and(|t| t.is_mark(reading.text, b'.'))
    };
    dot(at.checked_sub(1)) || dot(Some(at + 1))
}

/// A preposition or article before the mark: words were lost there, which `splice/lost-link` reports.
fn is_stranded(reading: &Reading, at: usize) -> bool {
    let token = &reading.tokens()[at];
    token.shape == Shape::Lower
        && (reading.facts.list(List::Articles).holds(token, reading.text)
            || reading.facts.list(List::Prepositions).holds(token, reading.text))
}

/// A mark between two words without a space: “town,where”, “pun!It turned”, “Yemen..Al-Houthi”.
fn glued(reading: &Reading, at: usize, before: &Token, after: &Token) -> Option<Finding> {
    let mark = reading.word(at);
    if after.gap() != Gap::None || !before.is_word() || !after.is_word() {
        return None;
    }
    let (left, right) = (before.of(reading.text), after.of(reading.text));
    let span = before.span().cover(after.span());
    let words =
        before.shape == Shape::Lower && left.chars().count() >= 3 && right.chars().count() >= 2;
    let cried =
        matches!(mark, "!" | "?") && left.chars().count() >= 3 && before.shape == Shape::Capital;
    let rule = match mark {
        "," if words || before.shape == Shape::Capital && after.shape != Shape::Upper => {
            "punct/space"
        }
        "." | "!" | "?" if (words || cried) && after.shape == Shape::Capital => "splice/glued",
        // “Nota:gli elementi”, not a scheme or a key.
        ":" if before.shape == Shape::Capital
            && after.shape == Shape::Lower
            && left.chars().count() >= 3
            && reading.facts.list(List::FunctionWords).holds(after, reading.text) =>
        {
            "punct/space"
        }
        "." if words && after.shape == Shape::Lower && right.chars().count() >= 3 => "splice/glued",
        _ => return None,
    };
    // A stop can belong to a file or host name that nobody masked; a bang or question mark cannot.
    let named = right.len() >= 4 && after.shape == Shape::Capital;
    let known =
        mark != "." || named || reading.facts.list(List::FunctionWords).holds(after, reading.text);
    let confidence = match rule {
        "punct/space" => SLIP,
        _ if known => Confidence::High,
        _ => Confidence::Medium,
    };
    let insert = Suggestion::replace(Span::empty(after.span().start()), " ", Applicability::Safe);
    Some(finding(rule, span, confidence).suggest(insert))
}

/// “trucks.. were”: two stops, an ellipsis in Arabic and Persian.
fn two_stops(
    reading: &Reading,
    at: usize,
    before: &Token,
    after: Option<&Token>,
) -> Option<Finding> {
    let text = reading.text;
    let dot = |t: Option<&Token>| t.is_some_and(|t| t.is_mark(text, b'.') && t.gap() == Gap::None);
    let tokens = reading.tokens();
    let second = after.filter(|t| t.is_mark(text, b'.') && t.gap() == Gap::None)?;
    let next = tokens.get(at + 2)?;
    let two = tokens[at].is_mark(text, b'.')
        && before.is_word()
        && !dot(Some(next))
        && before.end - before.start > 2;
    let abbreviation = reading.facts.list(List::Abbreviations).holds(before, text);
    (two && !abbreviation && next.is_word() && !next.starts_line()).then(|| {
        let span = before.span().cover(second.span());
        let stops = tokens[at].span().cover(second.span());
        let with = match (next.shape, next.gap()) {
            (Shape::Lower, Gap::None) => " ",
            (Shape::Lower, _) => "",
            (_, Gap::None) => ": ",
            _ => ".",
        };
        finding("punct/foreign-mark", span, Confidence::Medium)
            .message("two full stops")
            .suggest(Suggestion::replace(stops, with, Applicability::Unsafe))
    })
}

/// A space inside brackets.
fn inner_space(reading: &Reading, at: usize) -> Option<Finding> {
    let token = reading.tokens().get(at)?;
    let before = reading.tokens().get(at.checked_sub(1)?)?;
    // A language whose marks are wide sets half-width brackets with spaces.
    if reading.facts.is_empty() {
        return None;
    }
    let inside = matches!(token.gap(), Gap::Space | Gap::Wide);
    let wordy = |t: &Token| t.is_word() || t.kind == Kind::Number;
    if !inside || !(wordy(token) || wordy(before)) {
        return None;
    }
    let span = before.span().cover(token.span());
    let hit = safe_delete("punct/space", span, gap_before(reading, at), Confidence::Medium);
    Some(hit.message("space inside brackets").unless_alone(2))
}

/// “long -term”, “long- term”.
fn hyphen(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let (before, after) = (tokens.get(at.checked_sub(1)?)?, tokens.get(at + 1)?);
    let token = &tokens[at];
    if !before.is_word()
        || !after.is_word()
        || before.shape == Shape::Upper && after.shape == Shape::Upper
    {
        return None;
    }
    let letters = |t: &Token| t.of(reading.text).chars().count();
    let span = before.span().cover(after.span());
    match (token.gap(), after.gap()) {
        // “Al - Rifai”
        (Gap::Space, Gap::Space)
            if matches!(before.of(reading.text), "Al" | "El" | "al" | "el")
                && after.shape == Shape::Capital =>
        {
            let cut = Span::new(before.span().end(), after.span().start());
            let repair = Suggestion::replace(cut, "-", Applicability::Safe);
            Some(finding("punct/hyphen", span, Confidence::Medium).suggest(repair))
        }
        // “mid -May” as against “ -May”, which can be a dash.
        (Gap::Space, Gap::None)
            if reading.facts.list(List::Prefixes).holds(before, reading.text) =>
        {
            Some(safe_delete("punct/hyphen", span, gap_before(reading, at), Confidence::High))
        }
        (Gap::Space, Gap::None) => {
            // “he was -as always- late”: dashes in pairs, or as a habit of the text.
            if after.shape != Shape::Lower || letters(after) < 3 || has_dash_habit(reading, at) {
                return None;
            }
            Some(safe_delete("punct/hyphen", span, gap_before(reading, at), Confidence::Medium))
        }
        (Gap::None, Gap::Space) => {
            // “pre- and post-war” suspends the hyphen.
            let suspended = reading.facts.list(List::Conjunctions).holds(after, reading.text)
                || reading.facts.list(List::FunctionWords).holds(after, reading.text);
            let short = letters(before) < 3 || letters(after) < 3;
            if suspended
                || short
                || after.shape != Shape::Lower
                || before.shape != Shape::Lower
                || has_dash_habit(reading, at)
            {
                return None;
            }
            Some(safe_delete("punct/hyphen", span, gap_before(reading, at + 1), Confidence::Medium))
        }
        _ => None,
    }
}

/// Whether the sentence has another hyphen with a space on one side, which makes it a dash.
fn has_dash_habit(reading: &Reading, at: usize) -> bool {
    reading.sentence(at).any(|n| {
        let tokens = reading.tokens();
        n != at
            && tokens[n].is_mark(reading.text, b'-')
            && (tokens[n].gap() != Gap::None
                || tokens.get(n + 1).is_none_or(|next| next.gap() != Gap::None))
    })
}

/// “it 's”, “don 't”: the apostrophe torn from its word.
fn split_contraction(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let apostrophe =
        matches!(reading.word(at), "'" | "’") && reading.facts.has_list(List::StrippedContractions);
    let (before, after) = (tokens.get(at.checked_sub(1)?)?, tokens.get(at + 1)?);
    if !apostrophe
        || !before.is_word()
        || after.gap() != Gap::None
        || tokens[at].gap() != Gap::Space
    {
        return None;
    }
    let tail = after.of(reading.text);
    let ends = tokens.get(at + 2).is_none_or(|next| {
        next.gap() != Gap::None || matches!(next.of(reading.text), "," | "." | ";" | "?" | "!")
    });
    let known = matches!(tail, "s" | "t" | "re" | "ve" | "ll" | "d" | "m");
    // An opening quotation mark before a single letter is possible: “the 's' sound”.
    let quoted = tokens.get(at + 2).is_some_and(|next| matches!(next.of(reading.text), "'" | "’"));
    (known && ends && !quoted).then(|| {
        let span = before.span().cover(after.span());
        safe_delete("punct/apostrophe", span, gap_before(reading, at), Confidence::High)
    })
}

/// “doesnt”: every word of the list ends in *nt*.
fn contraction(reading: &Reading, at: usize) -> Finding {
    let span = reading.tokens()[at].span();
    let word = reading.word(at);
    let repaired = format!("{}'t", &word[..word.len() - 1]);
    let repair = Suggestion::replace(span, repaired, Applicability::Safe);
    finding("punct/apostrophe", span, Confidence::High)
        .message("apostrophe stripped")
        .suggest(repair)
}

fn is_closing(mark: &str) -> bool {
    matches!(mark, "”" | "\"" | "’" | "'" | ")" | "]" | "»")
}
