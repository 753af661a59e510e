//! Numbers, prices, times and headings in the form of English, in a language that writes them otherwise: *3.4 Millionen*, *$59.99*,
//! *2:40 PM*, *375°F*, *Nova Ponte Abre Na Sexta*.
//!
//! What a language does is its list `number-style`. Spanish is written with point and comma in America, so it has none.

use super::{Detector, Reading, Sight, finding};
use crate::finding::{Applicability, Confidence, Finding, Suggestion};
use crate::lexicon::List;
use crate::segment::token::{Gap, Kind, Shape, Token};
use crate::text::Span;

/// See the module.
pub(super) struct ForeignFormat;

/// Words of a heading in title case, at least and at most.
const HEADING: std::ops::RangeInclusive<usize> = 4..=16;

impl Detector for ForeignFormat {
    fn run(&self, reading: &Reading, found: &mut Vec<Finding>) {
        let style = reading.facts.list(List::NumberStyle);
        if !reading.facts.has_list(List::NumberStyle) {
            return;
        }
        let comma = style.holds_word("comma");
        let half_days = style.holds_word("half-days");
        let clock_h = style.holds_word("clock-h");
        for at in reading.showing(Sight::NUMBER | Sight::DIGIT | Sight::MARK) {
            let token = &reading.tokens()[at];
            let hit = match token.kind {
                Kind::Number if comma => price(reading, at)
                    .or_else(|| thousands(reading, at))
                    .or_else(|| decimal(reading, at))
                    .or_else(|| half_day(reading, at, half_days)),
                Kind::Word if !clock_h => clock(reading, at),
                Kind::Mark if token.of(reading.text) == "°" => fahrenheit(reading, at),
                _ => None,
            };
            reading.keep(hit, at, found);
        }
        if style.holds_word("sentence-case") {
            headings(reading, found);
        }
    }
}

fn english(rule: &str, span: Span, message: &'static str) -> Finding {
    finding(rule, span, Confidence::Medium).message(message).from_languages(&["en"])
}

/// The parts of *1,200* or *1,200,000*: one to three digits, then groups of three.
fn is_grouped(number: &str) -> bool {
    let mut groups = number.split(',');
    let first = groups.next().unwrap_or_default();
    let three = |group: &str| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit());
    (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && number.contains(',')
        && groups.all(three)
}

/// “1,200 habitants”: a comma between thousands. Before a unit of measure it may be a decimal comma.
fn thousands(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let number = tokens[at].of(reading.text);
    let next = tokens.get(at + 1)?;
    let counted = next.shape == Shape::Lower
        && next.gap() == Gap::Space
        && next.of(reading.text).chars().count() >= 4;
    (is_grouped(number) && counted).then(|| {
        english("locale/number", tokens[at].span(), "comma between thousands").suggest(
            Suggestion::replace(tokens[at].span(), number.replace(',', "."), Applicability::Unsafe),
        )
    })
}

/// “3.4 Millionen”: a decimal point. After a capital it numbers a version or a section.
fn decimal(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let number = tokens[at].of(reading.text);
    let (whole, fraction) = number.split_once('.')?;
    let next = tokens.get(at + 1)?;
    let noun = next.is_word()
        && next.gap() == Gap::Space
        && !next.starts_line()
        && !reading.facts.list(List::FunctionWords).holds(next, reading.text);
    let measured = noun || next.is_mark(reading.text, b'%');
    let before = at.checked_sub(1).map(|n| &tokens[n]);
    let inside = !tokens[at].starts_line() && before.is_some_and(|t| t.shape == Shape::Lower);
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let short = fraction.len() == 1 && whole.len() <= 3 && digits(whole) && digits(fraction);
    // “den 3.5 kamen”: a date has its second stop.
    (short && measured && inside && next.of(reading.text).chars().count() >= 2).then(|| {
        english("locale/number", tokens[at].span(), "decimal point").suggest(Suggestion::replace(
            tokens[at].span(),
            format!("{whole},{fraction}"),
            Applicability::Unsafe,
        ))
    })
}

/// “$59.99”, “£160,000”: an English number behind the sign of a currency.
fn price(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let sign = tokens.get(at.checked_sub(1)?)?;
    let number = tokens[at].of(reading.text);
    let signed = matches!(sign.of(reading.text), "$" | "€" | "£") && tokens[at].gap() <= Gap::Space;
    let pointed = number
        .rsplit_once('.')
        .is_some_and(|(_, fraction)| fraction.len() <= 2 && !fraction.is_empty());
    (signed && (pointed || is_grouped(number))).then(|| {
        english(
            "locale/currency",
            sign.span().cover(tokens[at].span()),
            "price in the form of English",
        )
    })
}

/// “2:40 a.m.”, “8 AM”.
fn half_day(reading: &Reading, at: usize, native: bool) -> Option<Finding> {
    let tokens = reading.tokens();
    let next = tokens.get(at + 1)?;
    let half = match next.of(reading.text) {
        "AM" | "PM" | "am" | "pm" if next.gap() <= Gap::Space => Some(at + 2),
        "a" | "p" => {
            let dotted = tokens.get(at + 2).is_some_and(|t| t.is_mark(reading.text, b'.'))
                && tokens.get(at + 3).is_some_and(|t| t.of(reading.text) == "m");
            dotted.then_some(at + 4)
        }
        _ => None,
    }?;
    // *am* is a word of some languages, and PM a title: the hour must be one.
    let hour: u32 = tokens[at].of(reading.text).parse().ok()?;
    let clock = at >= 2 && tokens[at - 1].is_mark(reading.text, b':');
    let upper = next.shape == Shape::Upper || half == at + 4;
    (!native && (clock && hour < 60 || hour <= 12) && (clock || upper)).then(|| {
        let from = if clock { at - 2 } else { at };
        english("locale/time", reading.span(from..half), "half of the day in English")
    })
}

/// “20h30” where no clock is written so.
fn clock(reading: &Reading, at: usize) -> Option<Finding> {
    let token = &reading.tokens()[at];
    let word = token.of(reading.text);
    let (hours, minutes) = word.split_once('h')?;
    let two = |part: &str| part.bytes().all(|b| b.is_ascii_digit()) && part.len() <= 2;
    let hour = hours.parse::<u32>().ok().filter(|&hour| hour < 24 && two(hours))?;
    let full = minutes.len() == 2 && two(minutes);
    full.then(|| {
        finding("locale/time", token.span(), Confidence::Medium)
            .message("clock time in the form of French")
            .from_languages(&["fr", "pt"])
            .suggest(Suggestion::replace(
                token.span(),
                format!("{hour}:{minutes}"),
                Applicability::Unsafe,
            ))
    })
}

/// “375°F” outside brackets.
fn fahrenheit(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let (before, next) = (tokens.get(at.checked_sub(1)?)?, tokens.get(at + 1)?);
    let aside = at >= 2 && matches!(reading.word(at - 2), "(" | "/" | "[");
    let degrees = before.kind == Kind::Number && next.of(reading.text) == "F" && !aside;
    degrees.then(|| english("locale/unit", before.span().cover(next.span()), "degrees Fahrenheit"))
}

/// Headings with a capital on every word.
fn headings(reading: &Reading, found: &mut Vec<Finding>) {
    let tokens = reading.tokens();
    let mut starts: Vec<usize> = reading.showing(Sight::LINE).collect();
    starts.push(tokens.len());
    for line in starts.windows(2).map(|pair| pair[0]..pair[1]) {
        if line.len() <= 40 && title_case(reading, line.clone()) {
            let first = line.clone().find(|&at| tokens[at].is_word()).unwrap_or(line.start);
            let hit = english(
                "casing/stray-capital",
                reading.span(first..line.end),
                "heading in title case",
            );
            reading.keep(Some(hit), first, found);
        }
    }
}

fn title_case(reading: &Reading, line: std::ops::Range<usize>) -> bool {
    let (text, facts) = (reading.text, reading.facts);
    let words: Vec<&Token> =
        reading.tokens()[line.clone()].iter().filter(|t| t.is_word()).collect();
    let ends = matches!(reading.word(line.end - 1), "." | "," | ";" | ":" | "»" | "”" | "\"");
    // Rows of a table and addresses have their marks and gaps.
    let listed = reading.tokens()[line.clone()].iter().skip(1).any(|t| {
        t.gap() == Gap::Wide || matches!(t.of(text), "," | ";" | "|" | "„" | "“" | "”" | "\"" | "«")
    });
    if ends || listed || !HEADING.contains(&words.len()) {
        return false;
    }
    let long = words.iter().skip(1).filter(|t| t.of(text).chars().count() > 3);
    let (mut capital, mut all, mut common) = (0, 0, 0);
    for word in long {
        all += 1;
        capital += usize::from(word.shape == Shape::Capital);
    }
    for word in words.iter().skip(1).filter(|t| t.shape == Shape::Capital) {
        // A word that the text also writes small, or a function word, is no name.
        let small = reading.is_lowered(word.hash);
        common += usize::from(small || facts.list(List::FunctionWords).holds(word, text));
    }
    // An institution in a heading has its capitals by right; then a small word among them stays small.
    all >= 2 && capital * 4 >= all * 3 && (common >= 2 || common == 1 && capital == all)
}
