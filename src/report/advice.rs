//! A suggestion in words: what to write, and how safe that is.
//!
//! Edits are minimal (a space goes, a letter becomes a capital), which says little to a reader. So the place is shown as it
//! would read afterwards, over the finding and all edits together.

use crate::finding::{Applicability, Finding, Suggestion};
use crate::lang::language_name;
use crate::text::Span;

/// Longest text that is repeated, in characters.
const MOST: usize = 80;

/// `write: about thirty kilometers (safe)`, `delete it (unsafe)`.
pub(super) fn advice(suggestion: &Suggestion, place: Option<Span>, original: &str) -> String {
    let text = rewritten(suggestion, place, original);
    let inserts = suggestion.edits.iter().all(|edit| edit.span.is_empty());
    let verb = if inserts && place.is_none_or(Span::is_empty) { "insert" } else { "write" };
    let safety = match suggestion.applicability {
        Applicability::Safe => "safe",
        Applicability::Unsafe => "unsafe",
        Applicability::Display => "a hint",
    };
    if text.is_empty() {
        format!("delete it ({safety})")
    } else if text.trim() == text {
        format!("{verb}: {} ({safety})", shortened(&text))
    } else {
        format!("{verb}: “{}” ({safety})", shortened(&text))
    }
}

/// A finding in one sentence, for readers that show no more than that: what was found, its text, and what to write.
pub(super) fn sentence(finding: &Finding, original: &str) -> String {
    let mut message = printable(&finding.message);
    if let Some(span) = finding.place.span().filter(|span| !span.is_empty()) {
        message = format!("{message}: {}", shortened(span.of(original)));
    }
    if let Some(best) = finding.suggestions.first() {
        message = format!("{message}; {}", advice(best, finding.place.span(), original));
    }
    message
}

/// The words of the source language behind a finding.
pub(super) fn behind(finding: &Finding) -> Option<String> {
    let evidence = &finding.evidence;
    let names: Vec<&str> =
        evidence.source_languages.iter().map(|code| language_name(code)).collect();
    let text = match (names.as_slice(), evidence.original.as_deref()) {
        ([], None) => return None,
        ([], Some(original)) => format!("from: {original}"),
        (names, None) => format!("from {}", names.join(", ")),
        ([name], Some(original)) => format!("from {name}: {original}"),
        // The words are those of the most likely language.
        ([first, others @ ..], Some(original)) => {
            format!("from {first}: {original} (or {})", others.join(", "))
        }
    };
    Some(printable(&text))
}

/// What stands there after the edits of a suggestion.
pub(super) fn rewritten(suggestion: &Suggestion, place: Option<Span>, original: &str) -> String {
    let spans = suggestion.edits.iter().map(|edit| edit.span).chain(place);
    let Some(whole) = spans.reduce(Span::cover) else { return String::new() };
    let mut text = String::new();
    let mut done = whole.start();
    for edit in &suggestion.edits {
        text.push_str(&original[done..edit.span.start()]);
        text.push_str(&edit.text);
        done = edit.span.end();
    }
    text.push_str(&original[done..whole.end()]);
    text
}

/// The text on one line and without control characters, or its start and `…`.
pub(super) fn shortened(text: &str) -> String {
    let Some((at, _)) = text.char_indices().nth(MOST) else { return printable(text) };
    printable(text[..at].trim_end()) + "…"
}

/// The text with signs in place of line ends, control and invisible characters, which would break the drawing, drive
/// the terminal or show as nothing.
pub(super) fn printable(text: &str) -> String {
    text.replace("\r\n", "\n").chars().map(sign).collect()
}

fn sign(c: char) -> char {
    match c {
        '\n' | '\r' => '⏎',
        '\t' => ' ',
        '\u{7F}' => '␡',
        c if u32::from(c) < 0x20 => char::from_u32(0x2400 + u32::from(c)).unwrap_or('␀'),
        c if c.is_control() || is_invisible(c) => '·',
        c => c,
    }
}

/// Whether the character shows as nothing, or turns the direction of what follows.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(u32::from(c), 0xAD | 0x180E | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0xFEFF)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Edit;

    #[test]
    fn a_place_is_shown_as_it_would_read() {
        let original = "in the region . Then";
        let place = Some(Span::new(7, 15));
        let space = Suggestion::delete(Span::new(13, 14), Applicability::Safe);
        assert_eq!(advice(&space, place, original), "write: region. (safe)");
        let all = Suggestion::delete(Span::new(7, 15), Applicability::Unsafe);
        assert_eq!(advice(&all, place, original), "delete it (unsafe)");
    }

    #[test]
    fn edits_outside_the_finding_are_shown_with_it() {
        let original = "“yes, he said";
        let edits = vec![
            Edit { span: Span::new(0, 3), text: "'".into() },
            Edit { span: Span::empty(6), text: "'".into() },
        ];
        let both = Suggestion { edits, applicability: Applicability::Unsafe };
        assert_eq!(advice(&both, Some(Span::new(0, 3)), original), "write: 'yes' (unsafe)");
    }

    #[test]
    fn an_insertion_is_called_so() {
        let comma = Suggestion::replace(Span::empty(3), ",", Applicability::Safe);
        assert_eq!(advice(&comma, Some(Span::empty(3)), "yes he"), "insert: , (safe)");
        let space = Suggestion::replace(Span::empty(3), " ", Applicability::Safe);
        assert_eq!(advice(&space, Some(Span::empty(3)), "yeshe"), "insert: “ ” (safe)");
    }

    #[test]
    fn long_texts_and_lines_are_cut() {
        assert_eq!(shortened("a\r\nb"), "a⏎b");
        assert_eq!(shortened(&"é ".repeat(100)).chars().count(), 80);
    }
}
