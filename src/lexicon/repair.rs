//! What to write instead: renders the `fix` of a phrase for one match and mends the seams.

use std::ops::Range;

use super::List;
use super::compile::KEEP_CASE;
use super::matcher::{Captures, Hit};
use crate::segment::token::{Gap, Shape, Token};
use crate::text::Span;

/// Bytes to replace and the text to put there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// What is replaced: the match, and beyond it what has to change with it.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// The repair of a match, when its phrase has one. `whole_line` deletes the line with the match.
pub fn replacement(
    hit: &Hit,
    text: &str,
    tokens: &[Token],
    whole_line: bool,
) -> Option<Replacement> {
    let matched = &tokens[hit.found.first..hit.found.end];
    let span = matched.first()?.span().cover(matched.last()?.span());
    let rendered = render(hit, text, tokens)?;
    if rendered.is_empty() {
        return Some(if whole_line && begins_line(text, span) {
            Replacement { span: line_of(text, span), text: String::new() }
        } else {
            deletion(text, tokens, hit.found.first..hit.found.end, &|word| capitalise(word, hit))
        });
    }
    Some(Replacement { span, text: carry_case(rendered, hit, text, tokens) })
}

fn render(hit: &Hit, text: &str, tokens: &[Token]) -> Option<String> {
    let fix = hit.fix()?;
    let mut out = String::with_capacity(fix.len() + 16);
    let mut rest = fix;
    let captures =
        if fix.contains('\x02') { hit.captures(text, tokens) } else { Captures::default() };
    while let Some(open) = rest.find('\x02') {
        out.push_str(&rest[..open]);
        let close = open + rest[open..].find('\x03')?;
        out.push_str(&part(&rest[open + 1..close], &captures, hit, text, tokens)?);
        rest = &rest[close + 1..];
    }
    out.push_str(rest);
    // An optional part that was not there leaves two spaces, or one before a mark; French has one before some.
    let spaced = hit.lexicon.facts().list(List::SpacedMarks);
    let seam = |pair: &[u8]| {
        let mark = matches!(pair[1], b',' | b'.' | b';' | b':' | b'?' | b'!');
        pair[0] == b' '
            && (pair[1] == b' '
                || mark && !spaced.holds_word(char::from(pair[1]).encode_utf8(&mut [0; 4])))
    };
    while let Some(at) = out.as_bytes().windows(2).position(seam) {
        out.remove(at);
    }
    Some(out.trim().to_owned())
}

/// One coded part of a compiled fix, see `notation::compile_fix`.
fn part(
    code: &str,
    captures: &Captures,
    hit: &Hit,
    text: &str,
    tokens: &[Token],
) -> Option<String> {
    let digits = code[1..].bytes().take_while(u8::is_ascii_digit).count();
    let capture = captures.get(code[1..=digits].parse::<usize>().ok()?)?;
    let argument = &code[1 + digits..];
    let standing = capture.span.map_or("", |span| span.of(text));
    match code.as_bytes()[0] {
        b'c' => Some(standing.to_owned()),
        b'm' => hit.lexicon.facts().image(&argument[1..], standing).map(str::to_owned),
        b'n' => calculate(standing, argument),
        b'a' => Some(argument[1..].split('|').nth(lowest(capture.values)?)?.to_owned()),
        _ => {
            let slot = form_slot(capture.values, hit, text, tokens)?;
            Some(argument[1..].split('|').nth(slot)?.to_owned())
        }
    }
}

fn lowest(values: u32) -> Option<usize> {
    (values != 0).then(|| values.trailing_zeros() as usize)
}

/// The slot of an inflected form. *Assured* is past and participle at once; after a form of *have* or *be* it is the
/// participle.
fn form_slot(values: u32, hit: &Hit, text: &str, tokens: &[Token]) -> Option<usize> {
    const PAST_AND_PARTICIPLE: u32 = 0b1100;
    let facts = hit.lexicon.facts();
    // Only a language that names its auxiliaries has these two slots.
    let doubtful =
        facts.has_list(List::Auxiliaries) && values & PAST_AND_PARTICIPLE == PAST_AND_PARTICIPLE;
    if doubtful {
        let auxiliaries = facts.list(List::Auxiliaries);
        let before = tokens[..hit.found.first].iter().rev().take(2);
        let inside = tokens[hit.found.first..hit.found.end].iter();
        let participle = before.chain(inside).any(|token| auxiliaries.holds(token, text));
        return Some(if participle { 3 } else { 2 });
    }
    lowest(values)
}

/// `7,500` with `/1000` is 7.5, `45` with `*1000` is 45,000.
fn calculate(number: &str, operation: &str) -> Option<String> {
    let by: f64 = operation[1..].parse().ok()?;
    // A comma before any other number of digits than three is a decimal comma: 1,5 thousand is 1,500.
    let decimal = number.rsplit_once(',').is_some_and(|(_, digits)| digits.len() != 3);
    let value: f64 = number.replace(',', if decimal { "." } else { "" }).parse().ok()?;
    let result = if operation.starts_with('/') { value / by } else { value * by };
    let rounded = (result * 1000.0).round() / 1000.0;
    let plain = format!("{rounded}");
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    Some(if fraction.is_empty() { grouped } else { format!("{grouped}.{fraction}") })
}

fn carry_case(rendered: String, hit: &Hit, text: &str, tokens: &[Token]) -> String {
    let matched = &tokens[hit.found.first..hit.found.end];
    let words = || matched.iter().filter(|token| token.is_word());
    if words().count() > 1 && words().all(|token| token.shape == Shape::Upper) {
        return rendered.to_uppercase();
    }
    let first = &matched[0];
    let keeps = hit.by_class(text, tokens) || rendered.starts_with(KEEP_CASE);
    // An acronym has capitals of its own.
    let keeps = keeps || first.shape == Shape::Upper;
    let carries = first.is_capitalised(text) && (!keeps || first.starts_segment());
    let rendered = rendered.trim_start_matches(KEEP_CASE);
    if carries { capitalise(rendered, hit) } else { rendered.to_owned() }
}

/// With a capital: that of the language where it has its own (Turkish *i* → *İ*).
fn capitalise(text: &str, hit: &Hit) -> String {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return String::new() };
    let own = hit.lexicon.facts().image("lower>upper", first.encode_utf8(&mut [0; 4]));
    let capital = own.map_or_else(|| first.to_uppercase().collect(), str::to_owned);
    capital + chars.as_str()
}

/// Deletes tokens from their sentence: takes along the comma that set them off and one of the spaces, and
/// hands a sentence's capital on to the next word.
fn deletion(
    text: &str,
    tokens: &[Token],
    deleted: Range<usize>,
    capitalise: &dyn Fn(&str) -> String,
) -> Replacement {
    let (first, end) = (deleted.start, deleted.end);
    let mark = |at: usize, marks: &[u8]| {
        tokens.get(at).is_some_and(|t| marks.iter().any(|&mark| t.is_mark(text, mark)))
    };
    let opens = tokens[first].starts_segment();
    let comma_before = first > 0 && !opens && mark(first - 1, b",");
    let mut next = end;
    if mark(end, b",") && (opens || comma_before) {
        next += 1;
    }
    let mut start = tokens[first].span().start();
    let closes = tokens.get(next).is_none_or(|t| t.starts_segment()) || mark(next, b".,;:!?)");
    if closes && comma_before {
        start = tokens[first - 1].span().start();
    } else if closes && tokens[first].gap() < Gap::Line && first > 0 {
        start = tokens[first - 1].span().end();
    }
    let last = tokens[next - 1].span().end();
    // “The mayor, for his part, said”: both commas set it off and both go, and the space after it parts what is left.
    if comma_before && !closes && mark(next - 1, b",") {
        return Replacement {
            span: Span::new(tokens[first - 1].span().start(), last),
            text: String::new(),
        };
    }
    // A match that begins with a mark has no space of its own before it, so the one after it stays.
    if first > 0 && !opens && tokens[first].gap() == Gap::None {
        return Replacement { span: Span::new(start, last), text: String::new() };
    }
    let Some(follower) = tokens.get(next).filter(|t| !t.starts_line()) else {
        return Replacement { span: Span::new(start, last), text: String::new() };
    };
    if closes {
        return Replacement { span: Span::new(start, last), text: String::new() };
    }
    let follower_start = follower.span().start();
    if opens && follower.shape == Shape::Lower && tokens[first].is_capitalised(text) {
        let word = follower.of(text);
        return Replacement {
            span: Span::new(start, follower.span().end()),
            text: capitalise(word),
        };
    }
    Replacement { span: Span::new(start, follower_start), text: String::new() }
}

/// Whether nothing but bullets and marks stands before a span on its line.
fn begins_line(text: &str, span: Span) -> bool {
    let before = text[..span.start()].rsplit('\n').next().unwrap_or_default();
    !before.contains(char::is_alphanumeric)
}

/// The line around a span with its line end, and one of two blank lines that would meet.
pub(crate) fn line_of(text: &str, span: Span) -> Span {
    let start = text[..span.start()].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.end()..].find('\n').map_or(text.len(), |at| span.end() + at + 1);
    let blank_before = start == 0
        || text[..start].trim_end_matches(' ').ends_with("\n\n")
        || text[..start].ends_with("\n\r\n");
    let rest = &text[end..];
    let blank_after = rest.len() - rest.trim_start_matches([' ', '\r', '\n']).len();
    if blank_before && blank_after > 0 {
        let line = rest.find('\n').map_or(rest.len(), |at| at + 1);
        return Span::new(start, end + line);
    }
    if end == text.len() && start > 0 {
        let kept = text[..start].trim_end_matches(['\n', '\r', ' ']).len();
        let tail = if text.ends_with('\n') { kept + line_end_len(&text[kept..]) } else { kept };
        return Span::new(tail.min(start), end);
    }
    Span::new(start, end)
}

fn line_end_len(text: &str) -> usize {
    if text.starts_with("\r\n") { 2 } else { usize::from(text.starts_with('\n')) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_divided_and_grouped() {
        assert_eq!(calculate("7,500", "/1000").as_deref(), Some("7.5"));
        assert_eq!(calculate("45", "*1000").as_deref(), Some("45,000"));
        assert_eq!(calculate("23.8", "*1000").as_deref(), Some("23,800"));
        assert_eq!(calculate("1,000", "/1000").as_deref(), Some("1"));
        assert_eq!(calculate("1,5", "*1000").as_deref(), Some("1,500"));
        assert_eq!(calculate("x", "/1000"), None);
    }

    #[test]
    fn a_deletion_leaves_the_sentence_whole() {
        // From the first token that holds `from` up to and with the last that holds `to`.
        let cut = |text: &str, from: &str, to: &str| {
            let tokens = crate::segment::token::tokens_of(text);
            let at = |word: &str| tokens.iter().position(|t| t.of(text) == word).expect("in text");
            let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
            let cut = deletion(text, &tokens, at(from)..at(to) + 1, &capital);
            format!("{}{}{}", &text[..cut.span.start()], cut.text, &text[cut.span.end()..])
        };
        assert_eq!(cut("The mayor, for his part, said no", "for", "part"), "The mayor said no");
        assert_eq!(cut("For his part, the mayor said no", "For", "part"), "The mayor said no");
        assert_eq!(cut("He said no, for his part.", "for", "part"), "He said no.");
        assert_eq!(cut("He is now thus gone", "thus", "thus"), "He is now gone");
        // A match that holds its first comma.
        assert_eq!(cut("The mayor; however said no", ";", "however"), "The mayor said no");
    }

    #[test]
    fn a_line_goes_with_its_end_and_one_blank_line() {
        let cut = |text: &str, word: &str| {
            let at = text.find(word).expect("in text");
            let span = line_of(text, Span::new(at, at + word.len()));
            format!("{}{}", &text[..span.start()], &text[span.end()..])
        };
        assert_eq!(cut("a\nX\nb\n", "X"), "a\nb\n");
        assert_eq!(cut("a\n\nX\n\nb\n", "X"), "a\n\nb\n");
        assert_eq!(cut("a\r\n\r\nX\r\n\r\nb\r\n", "X"), "a\r\n\r\nb\r\n");
        assert_eq!(cut("a\n\nX", "X"), "a");
        assert_eq!(cut("a\n\nX\n", "X"), "a\n");
        assert_eq!(cut("X\n\nb", "X"), "b");
        assert_eq!(cut("X", "X"), "");
    }
}
