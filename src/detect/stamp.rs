//! What a page prints around an article and a scraper takes for text: the moment of publication, the name of a picture file.
//!
//! Prose says when something happened; it does not give a date and a clock time side by side with nothing between them but a
//! comma or a bar (*August 29, 14:10*, *2020-11-25 13:02:19*).

use super::markup::removal;
use super::{Detector, Reading, Sight, finding};
use crate::finding::{Applicability, Confidence, Finding};
use crate::lexicon::List;
use crate::segment::token::{Gap, Kind, Token};

/// See the module.
pub(super) struct Stamps;

impl Detector for Stamps {
    fn run(&self, reading: &Reading, found: &mut Vec<Finding>) {
        for at in reading.showing(Sight::MARK | Sight::OPAQUE) {
            let token = &reading.tokens()[at];
            found.extend(match token.kind {
                Kind::Mark if token.is_mark(reading.text, b':') => moment(reading, at),
                Kind::Opaque => picture_file(reading, at),
                _ => None,
            });
        }
    }
}

/// “28. 08. 2021 22:02”: a date right before the clock time whose colon is token `at`.
fn moment(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let hour = at.checked_sub(1)?;
    let minute = tokens.get(at + 1)?;
    let clock = is_digits(reading, hour, 1..=2)
        && is_digits(reading, at + 1, 2..=2)
        && tokens[at].gap() == Gap::None
        && minute.gap() == Gap::None
        && !tokens[hour].starts_line();
    let before = hour.checked_sub(1).filter(|_| clock)?;
    let parted = tokens[before].kind == Kind::Mark
        && matches!(reading.word(before), "," | "|" | "-" | "–" | "—" | "•" | "·" | "/");
    let last = if parted { before.checked_sub(1)? } else { before };
    let first = date_ending_at(reading, last)?;
    if tokens[first + 1..=hour].iter().any(Token::starts_line) {
        return None;
    }
    let seconds = tokens.get(at + 2).is_some_and(|t| t.is_mark(reading.text, b':'))
        && is_digits(reading, at + 3, 2..=2);
    let end = if seconds { at + 4 } else { at + 2 };
    let span = reading.span(first..end);
    Some(
        finding("tag/byline", span, Confidence::Medium)
            .message("time stamp of the page")
            .suggest(removal(reading, span, Applicability::Unsafe)),
    )
}

/// First token of a date whose last one is `last`.
fn date_ending_at(reading: &Reading, last: usize) -> Option<usize> {
    let tokens = reading.tokens();
    let month = |at: usize| reading.facts.list(List::Months).holds(&tokens[at], reading.text);
    let day = |at: usize| is_digits(reading, at, 1..=2);
    let word = reading.word(last);
    let groups = || word.split('.').map(str::len);
    if tokens[last].kind == Kind::Number && groups().count() == 3 && groups().next_back() == Some(4)
    {
        return Some(last);
    }
    if month(last) {
        return last.checked_sub(1).filter(|&at| day(at));
    }
    if day(last) && last > 0 && month(last - 1) {
        return Some(last - 1);
    }
    let apart = |at: usize| matches!(reading.word(at), "." | "/" | "-");
    if is_digits(reading, last, 4..=4) {
        let before = last.checked_sub(1)?;
        if month(before) {
            return Some(before.checked_sub(1).filter(|&at| day(at)).unwrap_or(before));
        }
        let day_first = before.checked_sub(2).filter(|_| reading.word(before) == ",");
        if let Some(start) = day_first.filter(|&at| month(at) && day(at + 1)) {
            return Some(start);
        }
    }
    let start = last.checked_sub(4)?;
    let numbers = [start, start + 2, last].iter().all(|&at| is_digits(reading, at, 1..=4));
    let yearly = is_digits(reading, last, 4..=4) && day(start)
        || is_digits(reading, start, 4..=4) && day(last);
    (numbers && yearly && day(start + 2) && apart(start + 1) && apart(start + 3)).then_some(start)
}

fn is_digits(reading: &Reading, at: usize, length: std::ops::RangeInclusive<usize>) -> bool {
    reading.tokens().get(at).is_some_and(|t| {
        let word = t.of(reading.text);
        t.kind == Kind::Number
            && length.contains(&word.len())
            && word.bytes().all(|b| b.is_ascii_digit())
    })
}

/// “Fernández.jfif” at the end of a line or on its own: the picture is gone and its file name stayed.
fn picture_file(reading: &Reading, at: usize) -> Option<Finding> {
    const ENDINGS: &[&str] = &[".jpg", ".jpeg", ".jfif", ".png", ".webp", ".gif"];
    let tokens = reading.tokens();
    let name = reading.word(at);
    let ends_line = tokens.get(at + 1).is_none_or(Token::starts_line);
    let after_stop = tokens[at].starts_line()
        || at > 0 && matches!(reading.word(at - 1), "." | "!" | "?" | "”" | "\"" | "»");
    let ending = |ending: &&str| {
        name.len() > ending.len() && name.is_char_boundary(name.len() - ending.len()) && {
            name[name.len() - ending.len()..].eq_ignore_ascii_case(ending)
        }
    };
    let picture = ENDINGS.iter().any(ending) && !name.contains("://");
    (picture && ends_line && after_stop).then(|| {
        finding("tag/markup", tokens[at].span(), Confidence::Medium)
            .message("name of a picture file")
            .suggest(removal(reading, tokens[at].span(), Applicability::Unsafe))
    })
}
