//! Words, pairs, glosses and lines that stand twice.
//!
//! A decoder that loops and a tag boundary both double a word; two synonyms of the source often come out as one English word
//! joined by *and*. English doubles on purpose too (*had had*, *more and more*, *waited and waited*), so the lists of what may be doubled
//! belong to the language, and what looks like an intensive is kept low.

use crate::lexicon::List;
use std::collections::HashMap;

use super::sights::REACH;
use super::{Detector, Reading, Sight, finding};
use crate::finding::{Applicability, Confidence, Finding, Suggestion};
use crate::segment::token::{Gap, Kind, Shape, Token};
use crate::text::Span;

/// See the module.
pub(super) struct Repeats;

impl Detector for Repeats {
    fn run(&self, reading: &Reading, found: &mut Vec<Finding>) {
        let tokens = reading.tokens();
        let mut covered = 0;
        for at in reading.showing(Sight::ECHO) {
            let token = &tokens[at];
            if at == 0 || at < covered || token.starts_line() || token.kind != Kind::Word {
                continue;
            }
            let back = (1..=REACH).find(|&n| at >= n && tokens[at - n].hash == token.hash);
            let bracket =
                tokens[at - 1].kind == Kind::Mark && tokens[at - 1].is_mark(reading.text, b'(');
            let hit = match back {
                Some(1) => word(reading, at).map(|hit| (hit, at + 1)),
                _ if bracket => gloss(reading, at).map(|hit| (hit, at + 1)),
                Some(_) => pair(reading, at)
                    .map(|hit| (hit, at + 1))
                    .or_else(|| compound_pair(reading, at))
                    .or_else(|| phrase(reading, at)),
                None => None,
            };
            if let Some((hit, end)) = hit.filter(|_| !reading.is_foreign(at)) {
                covered = end;
                found.push(hit);
            }
        }
        blocks(reading, found);
    }
}

fn same(a: &Token, b: &Token) -> bool {
    a.hash == b.hash && a.kind == b.kind && a.end - a.start == b.end - b.start
}

/// “as as”.
fn word(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let (first, second) = (&tokens[at - 1], &tokens[at]);
    let chained = |n: Option<usize>| n.and_then(|n| tokens.get(n)).is_some_and(|t| same(t, second));
    let lowered =
        second.shape == Shape::Lower && matches!(first.shape, Shape::Lower | Shape::Capital);
    // “no no no” is said on purpose, “K-k-” is stutter, “Pago Pago” is a name.
    if !lowered
        || second.gap() > Gap::Wide
        || second.gap() == Gap::None
        || chained(at.checked_sub(2))
        || chained(Some(at + 1))
    {
        return None;
    }
    if first.shape == Shape::Capital && !first.starts_segment() {
        return None;
    }
    if reading.facts.list(List::DoubledOnPurpose).holds(second, reading.text) {
        return None;
    }
    let function = reading.facts.list(List::FunctionWords).holds(second, reading.text);
    // A language that has not said what it doubles on purpose gets no more than a hint.
    let known = reading.facts.has_list(List::DoubledOnPurpose);
    let (confidence, applicability) = if !known {
        (Confidence::Low, Applicability::Unsafe)
    } else if function {
        // Always a fault, but one that writers make too.
        (Confidence::Medium, Applicability::Safe)
    } else {
        (Confidence::Medium, Applicability::Unsafe)
    };
    let cut = Span::new(first.span().end(), second.span().end());
    Some(
        finding("repeat/word", first.span().cover(second.span()), confidence)
            .suggest(Suggestion::delete(cut, applicability)),
    )
}

/// “at the check-in at the check-in”: two to six tokens said again at once.
fn phrase(reading: &Reading, at: usize) -> Option<(Finding, usize)> {
    let tokens = reading.tokens();
    (2..=6).find_map(|n| {
        let start = at.checked_sub(n)?;
        let again = tokens.get(at..at + n)?;
        let first = &tokens[start..at];
        // The first word decides nearly always, so the rest is rarely compared.
        if !same(&first[0], &again[0]) || !first.iter().zip(again).all(|(a, b)| same(a, b)) {
            return None;
        }
        let joined = first.iter().any(|t| {
            reading.facts.list(List::Conjunctions).holds(t, reading.text)
                || t.kind == Kind::Mark && !t.is_mark(reading.text, b'-')
        });
        let content = first.iter().any(|t| {
            t.is_word()
                && t.end - t.start > 3
                && !reading.facts.list(List::FunctionWords).holds(t, reading.text)
        });
        let spaced = again[0].gap() == Gap::Space;
        let chained = tokens.get(at + n).is_some_and(|t| same(t, &first[0]));
        let lowered = again.iter().all(|t| t.shape == Shape::Lower || t.kind == Kind::Mark);
        if joined
            || !content
            || !spaced
            || chained
            || !lowered
            || again.iter().any(Token::starts_line)
        {
            return None;
        }
        let cut = Span::new(first[n - 1].span().end(), again[n - 1].span().end());
        let known = reading.facts.has_list(List::DoubledOnPurpose);
        let confidence = if known { Confidence::Medium } else { Confidence::Low };
        let hit = finding("repeat/word", reading.span(start..at + n), confidence)
            .message("words said twice in a row")
            .suggest(Suggestion::delete(cut, Applicability::Unsafe));
        Some((hit, at + n))
    })
}

/// “petty and petty”, “polarization and polarization”.
fn pair(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let start = at.checked_sub(2)?;
    let (first, joint, second) = (&tokens[start], &tokens[at - 1], &tokens[at]);
    let (text, facts) = (reading.text, reading.facts);
    if !same(first, second) || !facts.list(List::Joints).holds(joint, text) || joint.starts_line() {
        return None;
    }
    let letters = second.of(text).chars().count();
    // “for years and years and years”
    let said_again = |joint_at: usize, word_at: Option<usize>| {
        tokens.get(joint_at).is_some_and(|t| t.hash == joint.hash)
            && word_at.and_then(|n| tokens.get(n)).is_some_and(|t| same(t, second))
    };
    let hyphenated = tokens.get(at + 1).is_some_and(|t| t.is_mark(text, b'-'))
        || start > 0 && tokens[start - 1].is_mark(text, b'-') && first.gap() == Gap::None;
    let chained = hyphenated
        || said_again(at + 1, Some(at + 2))
        || start > 0 && said_again(start - 1, start.checked_sub(2));
    if second.shape != Shape::Lower
        || letters < 4
        || chained
        || facts.list(List::PairedOnPurpose).holds(second, text)
        || facts.list(List::FunctionWords).holds(second, text)
    {
        return None;
    }
    // Comparatives, plurals and bare verbs are doubled for emphasis: “hotter and hotter”, “miles and miles”, “cried and cried”.
    let ending = |endings: &[&str]| endings.iter().any(|e| second.of(text).ends_with(e));
    let participle = start > 0 && facts.list(List::Auxiliaries).holds(&tokens[start - 1], text);
    let determined = start > 0 && facts.list(List::Articles).holds(&tokens[start - 1], text);
    let plural = ending(&["s"]) && !ending(&["ss", "ness"]) && !determined;
    let intensive = plural || ending(&["er"]) || ending(&["ed", "ing"]) && !participle;
    let sure = ending(&[
        "ly", "tion", "ity", "ness", "ment", "ous", "ful", "ive", "al", "ance", "ence", "ship",
        "ism",
    ]) || participle;
    let or = reading.word(at - 1) == "or";
    let confidence = if intensive {
        Confidence::Low
    } else if sure || or {
        Confidence::High
    } else {
        Confidence::Medium
    };
    let cut = Span::new(first.span().end(), second.span().end());
    Some(
        finding("repeat/pair", first.span().cover(second.span()), confidence)
            .suggest(Suggestion::delete(cut, Applicability::Unsafe)),
    )
}

/// “well-received and well-received”.
fn compound_pair(reading: &Reading, at: usize) -> Option<(Finding, usize)> {
    let tokens = reading.tokens();
    let start = at.checked_sub(4)?;
    let second = tokens.get(at..at + 3)?;
    let first = &tokens[start..start + 3];
    let joined = reading.facts.list(List::Joints).holds(&tokens[at - 1], reading.text);
    let hyphenated = first[1].is_mark(reading.text, b'-')
        && first[1].gap() == Gap::None
        && first[2].gap() == Gap::None;
    let equal = joined && hyphenated && first.iter().zip(second).all(|(a, b)| same(a, b));
    equal.then(|| {
        let cut = Span::new(first[2].span().end(), second[2].span().end());
        let hit = finding("repeat/pair", reading.span(start..at + 3), Confidence::High)
            .suggest(Suggestion::delete(cut, Applicability::Unsafe));
        (hit, at + 3)
    })
}

/// “hashtag (hashtag)”, “hashtag (hastag)”.
fn gloss(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    if !tokens[at - 1].is_mark(reading.text, b'(') {
        return None;
    }
    let length = tokens[at..].iter().take(5).take_while(|t| !t.is_mark(reading.text, b')')).count();
    let close = tokens.get(at + length)?;
    let start = at.checked_sub(length + 1)?;
    let (first, second) = (&tokens[start], &tokens[at]);
    if !close.is_mark(reading.text, b')')
        || !first.is_word()
        || tokens[start + 1..at].iter().any(Token::starts_line)
    {
        return None;
    }
    let cut = Span::new(tokens[at - 2].span().end(), close.span().end());
    let hit = |confidence| {
        finding("repeat/gloss", first.span().cover(close.span()), confidence)
            .suggest(Suggestion::delete(cut, Applicability::Unsafe))
    };
    if tokens[start..at - 1]
        .iter()
        .zip(&tokens[at..at + length])
        .all(|(a, b)| same(a, b) && a.shape == b.shape)
    {
        let letters: usize =
            tokens[at..at + length].iter().map(|t| (t.end - t.start) as usize).sum();
        return (letters >= 4).then(|| hit(Confidence::High));
    }
    if length != 1 {
        return None;
    }
    let (a, b) = (first.of(reading.text), second.of(reading.text));
    let near = first.shape == Shape::Lower
        && second.shape == Shape::Lower
        && a.len() >= 6
        && lacks_one(a, b)
        && !b.ends_with('s');
    near.then(|| hit(Confidence::Medium))
}

/// Whether `shorter` is `longer` without one of its letters.
fn lacks_one(longer: &str, shorter: &str) -> bool {
    longer.len() == shorter.len() + 1 && {
        let same = longer.bytes().zip(shorter.bytes()).take_while(|(a, b)| a == b).count();
        longer.as_bytes()[same + 1..] == shorter.as_bytes()[same..]
    }
}

/// Words a line must have to count as repeated when the two do not stand together.
const BLOCK_WORDS: usize = 8;

/// Lines that stand in the document twice.
fn blocks(reading: &Reading, found: &mut Vec<Finding>) {
    let tokens = reading.tokens();
    let mut lines: HashMap<u64, std::ops::Range<usize>> = HashMap::new();
    let mut before: Option<std::ops::Range<usize>> = None;
    let (mut start, mut number) = (0, 0);
    for end in reading.showing(Sight::LINE).skip(1).chain([tokens.len()]) {
        number += 1;
        let line = start..end;
        start = end;
        let all = tokens[line.clone()].iter().filter(|t| t.is_word());
        let words = all.take(BLOCK_WORDS).count();
        if words == 0 {
            continue;
        }
        let equals = |other: &std::ops::Range<usize>| {
            other.len() == line.len()
                && tokens[other.clone()].iter().zip(&tokens[line.clone()]).all(|(a, b)| same(a, b))
        };
        let adjacent = before.as_ref().is_some_and(equals);
        let earlier = if words >= BLOCK_WORDS {
            let key = tokens[line.clone()]
                .iter()
                .fold(17_u64, |key, t| key.wrapping_mul(0x100_0000_01B3) ^ u64::from(t.hash));
            let first = lines.entry(key).or_insert_with(|| line.clone());
            first.start != line.start && equals(first)
        } else {
            false
        };
        // A page has its title in its head and above its text.
        if (adjacent || earlier) && number > 3 {
            let span = reading.span(line.clone());
            let whole = crate::lexicon::line_of(reading.text, span);
            found.push(
                finding("repeat/block", span, Confidence::Medium)
                    .suggest(Suggestion::delete(whole, Applicability::Unsafe)),
            );
        }
        before = Some(line);
    }
}
