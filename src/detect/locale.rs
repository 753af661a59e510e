//! Numbers, dates, times, units and amounts in the form of the source language.

use super::{Detector, Reading, Sight, finding};
use crate::finding::{Applicability, Confidence, Finding, Suggestion};
use crate::lexicon::List;
use crate::segment::token::{Gap, Kind, Token};
use crate::text::Span;

/// See the module.
pub(super) struct Locale;

impl Detector for Locale {
    fn run(&self, reading: &Reading, found: &mut Vec<Finding>) {
        // The forms below are those of English; other languages bring their own settings.
        if reading.language.code() != "en" {
            return;
        }
        for at in reading.showing(Sight::MARK | Sight::NUMBER | Sight::DIGIT) {
            let token = &reading.tokens()[at];
            let hit = match token.kind {
                Kind::Number => thousand_millions(reading, at)
                    .or_else(|| number(reading, at))
                    .or_else(|| date(reading, at))
                    .or_else(|| dotted_time(reading, at))
                    .or_else(|| amount(reading, at)),
                Kind::Word => clock_or_measure(token, reading.text),
                Kind::Mark if token.is_mark(reading.text, b'/') => spaced_unit(reading, at),
                Kind::Mark if token.of(reading.text) == "°" => spaced_degree(reading, at),
                _ => None,
            };
            reading.keep(hit, at, found);
        }
    }
}

/// What follows a number that can only be counted or measured.
fn counts(reading: &Reading, at: usize) -> bool {
    reading.tokens().get(at).is_some_and(|next| {
        let word = next.of(reading.text);
        word == "%" || reading.facts.list(List::Measures).holds(next, reading.text)
    })
}

/// “0,82%”, “10, 000”, “10 000”, “1.200.000”.
fn number(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let token = &tokens[at];
    let text = token.of(reading.text);
    let commas = text.matches(',').count();
    if commas == 1 && !text.contains('.') {
        let (whole, fraction) = text.split_once(',')?;
        let priced = at > 0 && matches!(reading.word(at - 1), "€" | "$" | "£");
        if fraction.len() != 3
            && fraction.len() <= 4
            && whole.len() <= 3
            && (priced || counts(reading, at + 1))
        {
            let repair = format!("{whole}.{fraction}");
            return Some(
                replace("locale/number", token.span(), repair, Confidence::Medium)
                    .message("decimal comma"),
            );
        }
    }
    let dots = text.matches('.').count();
    if dots >= 2 && commas == 0 {
        let mut groups = text.split('.');
        let first = groups.next()?;
        if (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3) {
            return Some(
                replace("locale/number", token.span(), text.replace('.', ","), Confidence::High)
                    .message("full stops between thousands"),
            );
        }
    }
    if dots == 1 && commas == 0 {
        let (whole, fraction) = text.split_once('.')?;
        let next = tokens.get(at + 1).filter(|next| next.is_word() && next.gap() == Gap::Space)?;
        let counted = reading.facts.list(List::Counted).holds(next, reading.text);
        // What is measured can have three decimals (“1.250 seconds”), what is counted cannot.
        let plural = next.of(reading.text).ends_with('s')
            && !counts(reading, at + 1)
            && !reading.facts.list(List::FunctionWords).holds(next, reading.text);
        if fraction.len() == 3
            && (1..=3).contains(&whole.len())
            && !whole.starts_with('0')
            && (counted || plural)
        {
            return Some(
                replace(
                    "locale/number",
                    token.span(),
                    format!("{whole},{fraction}"),
                    Confidence::Medium,
                )
                .message("full stop between thousands"),
            );
        }
    }
    spaced_groups(reading, at)
}

/// “7,500 million dollars”: Spanish counts thousands of millions, English billions.
fn thousand_millions(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let next = tokens.get(at + 1).filter(|t| t.of(reading.text) == "million")?;
    let (whole, fraction) = tokens[at].of(reading.text).split_once(',')?;
    let grouped = (1..=3).contains(&whole.len())
        && fraction.len() == 3
        && fraction.bytes().all(|b| b.is_ascii_digit());
    if !grouped || whole.starts_with('0') {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    let billions =
        if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") };
    let currency = tokens.get(at + 2).filter(|t| t.gap() == Gap::Space);
    let sign = currency.and_then(|t| match t.of(reading.text) {
        "dollars" => Some("$"),
        "euros" => Some("€"),
        "pounds" => Some("£"),
        _ => None,
    });
    let (end, text) = match (sign, currency) {
        (Some(sign), Some(word)) => (word.span().end(), format!("{sign}{billions} billion")),
        _ => (next.span().end(), format!("{billions} billion")),
    };
    let span = Span::new(tokens[at].span().start(), end);
    Some(
        replace("calque/quantity", span, text, Confidence::High)
            .original("mil millones")
            .from_languages(&["es", "pt"]),
    )
}

/// “10, 000 people”, “10 000 people”.
fn spaced_groups(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let digits = |t: &Token| {
        t.kind == Kind::Number && t.of(reading.text).bytes().all(|b| b.is_ascii_digit())
    };
    let token = &tokens[at];
    let text = token.of(reading.text);
    if !digits(token) || text.len() > 3 || text.starts_with('0') {
        return None;
    }
    let comma =
        tokens.get(at + 1).is_some_and(|t| t.is_mark(reading.text, b',') && t.gap() == Gap::None);
    let group_at = at + 1 + usize::from(comma);
    let group = tokens.get(group_at)?;
    let grouped = group.gap() == Gap::Space && digits(group) && group.end - group.start == 3;
    let alone = at == 0 || tokens[at - 1].kind != Kind::Number;
    let zeros = group.of(reading.text) == "000";
    let ends = tokens
        .get(group_at + 1)
        .is_none_or(|t| t.kind != Kind::Number && !t.is_mark(reading.text, b','));
    if !grouped || !alone || !ends || !(zeros || !comma && counts(reading, group_at + 1)) {
        return None;
    }
    let span = token.span().cover(group.span());
    let repair = format!("{text},{}", group.of(reading.text));
    let confidence = if comma { Confidence::High } else { Confidence::Medium };
    Some(replace("locale/number", span, repair, confidence).message("space between thousands"))
}

/// “Friday, 19,”, “today (22nd)”, “Thursday (10/15/2020)”, “28. 08. 2021”.
fn date(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let (text, token) = (reading.text, &tokens[at]);
    let value: u32 = token.of(text).parse().ok().filter(|&day| (1..=31).contains(&day))?;
    let weekdays = reading.facts.list(List::Weekdays);
    let opener = tokens.get(at.checked_sub(1)?)?;
    let day_before = at.checked_sub(2).map(|n| &tokens[n]);
    let next = tokens.get(at + 1)?;
    let named = day_before.is_some_and(|t| {
        weekdays.holds(t, text) || matches!(t.of(text), "today" | "yesterday" | "tomorrow")
    });
    if opener.is_mark(text, b',') && opener.gap() == Gap::None && named && next.is_mark(text, b',')
    {
        // “Friday, 19, that”: the number has no month. “Friday, 19, 20 and 21” lists days.
        let lists = tokens.get(at + 2).is_some_and(|t| t.kind == Kind::Number);
        let cut = Span::new(opener.span().start(), next.span().end());
        let hit = finding("locale/date", day_before?.span().cover(next.span()), Confidence::High)
            .message("day of the month without its month");
        return (!lists).then(|| hit.suggest(Suggestion::delete(cut, Applicability::Safe)));
    }
    if opener.is_mark(text, b'(') && named {
        let close =
            (at + 1..(at + 7).min(tokens.len())).find(|&n| tokens[n].is_mark(text, b')'))?;
        let plain = tokens[at..close]
            .iter()
            .all(|t| t.kind == Kind::Number || t.is_mark(text, b'/') || t.is_mark(text, b'.'));
        let cut = Span::new(day_before?.span().end(), tokens[close].span().end());
        let hit = finding(
            "locale/date",
            day_before?.span().cover(tokens[close].span()),
            Confidence::High,
        )
        .message("date in brackets after the weekday");
        return plain.then(|| hit.suggest(Suggestion::delete(cut, Applicability::Unsafe)));
    }
    dotted_date(reading, at, value)
}

/// “28. 08. 2021”, “28.08.2021”.
fn dotted_date(reading: &Reading, at: usize, day: u32) -> Option<Finding> {
    let tokens = reading.tokens();
    let text = reading.text;
    let stop =
        |n: usize| tokens.get(n).is_some_and(|t| t.is_mark(text, b'.') && t.gap() == Gap::None);
    let number = |n: usize| {
        tokens
            .get(n)
            .filter(|t| t.kind == Kind::Number && t.gap() == Gap::Space)?
            .of(text)
            .parse::<u32>()
            .ok()
    };
    if !stop(at + 1) || !stop(at + 3) {
        return None;
    }
    let (month, year) = (number(at + 2)?, number(at + 4)?);
    let names = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let name = names.get((month as usize).checked_sub(1)?)?;
    let span = tokens[at].span().cover(tokens[at + 4].span());
    (1900..2100).contains(&year).then(|| {
        replace("locale/date", span, format!("{day} {name} {year}"), Confidence::High)
            .message("date with full stops")
    })
}

/// “20h30”, “8m33”.
fn clock_or_measure(token: &Token, text: &str) -> Option<Finding> {
    let word = token.of(text);
    let split = word.find(['h', 'm'])?;
    let (left, right) = (&word[..split], &word[split + 1..]);
    let digits = |s: &str| (1..=2).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    if !digits(left) || !digits(right) || right.len() != 2 {
        return None;
    }
    let hours = word.as_bytes()[split] == b'h';
    let in_day =
        left.parse::<u32>().is_ok_and(|h| h < 24) && right.parse::<u32>().is_ok_and(|m| m < 60);
    if hours {
        return in_day.then(|| {
            replace("locale/time", token.span(), format!("{left}:{right}"), Confidence::Medium)
        });
    }
    Some(replace("locale/unit", token.span(), format!("{left}.{right} m"), Confidence::Medium))
}

/// “at 22.15”: English writes hours past noon with a full stop only together with p.m.
fn dotted_time(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let text = tokens[at].of(reading.text);
    let (hours, minutes) = text.split_once('.')?;
    let before = tokens.get(at.checked_sub(1)?)?;
    let pointed =
        matches!(before.of(reading.text), "at" | "around" | "until" | "by" | "from" | "till");
    let past_noon = hours.len() == 2 && hours.parse::<u32>().is_ok_and(|h| (13..24).contains(&h));
    let clock = minutes.len() == 2 && minutes.parse::<u32>().is_ok_and(|m| m < 60);
    let measured = counts(reading, at + 1)
        || tokens.get(at + 1).is_some_and(|t| {
            t.gap() == Gap::None && !matches!(t.of(reading.text), "," | "." | ")" | ";")
        });
    (pointed && past_noon && clock && !measured).then(|| {
        replace("locale/time", tokens[at].span(), format!("{hours}:{minutes}"), Confidence::Medium)
    })
}

/// “160 ° C”
fn spaced_degree(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let (before, next) = (tokens.get(at.checked_sub(1)?)?, tokens.get(at + 1)?);
    let scale = matches!(next.of(reading.text), "C" | "F") && next.gap() == Gap::Space;
    (scale && before.kind == Kind::Number).then(|| {
        let cut = Span::new(tokens[at].span().end(), next.span().start());
        finding("locale/unit", before.span().cover(next.span()), Confidence::High)
            .message("space between the degree sign and its letter")
            .suggest(Suggestion::delete(cut, Applicability::Safe))
    })
}

/// “80 km / h”, “10 km. / hr”.
fn spaced_unit(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let (token, next) = (&tokens[at], tokens.get(at + 1)?);
    let before = tokens.get(at.checked_sub(1)?)?;
    let unit = |t: &Token| {
        matches!(
            t.of(reading.text),
            "km" | "m" | "mi" | "kg" | "g" | "l" | "kWh" | "MB" | "GB" | "Mbit" | "kW"
        )
    };
    let per = |t: &Token| {
        matches!(t.of(reading.text), "h" | "hr" | "s" | "min" | "m" | "km" | "kg" | "day" | "l")
    };
    (unit(before) && per(next) && token.gap() == Gap::Space && next.gap() == Gap::Space).then(
        || {
            let span = before.span().cover(next.span());
            let repair = format!("{}/{}", before.of(reading.text), next.of(reading.text));
            replace("locale/unit", span, repair, Confidence::Medium)
        },
    )
}

/// “500,- euros”, “500.-€”.
fn amount(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let text = reading.text;
    let (mark, dash, unit) = (tokens.get(at + 1)?, tokens.get(at + 2)?, tokens.get(at + 3)?);
    let marked = (mark.is_mark(text, b',') || mark.is_mark(text, b'.')) && mark.gap() == Gap::None;
    let dashed = matches!(dash.of(text), "-" | "–" | "—") && dash.gap() == Gap::None;
    let currency = matches!(unit.of(text), "€" | "EUR" | "CHF" | "Kč" | "kr")
        || reading.facts.list(List::Counted).holds(unit, text);
    (marked && dashed && currency).then(|| {
        let cut = mark.span().cover(dash.span());
        finding("locale/currency", tokens[at].span().cover(unit.span()), Confidence::Medium)
            .suggest(Suggestion::replace(
                cut,
                if unit.gap() == Gap::None && unit.is_word() { " " } else { "" },
                Applicability::Unsafe,
            ))
    })
}

fn replace(rule: &str, span: Span, with: String, confidence: Confidence) -> Finding {
    finding(rule, span, confidence).suggest(Suggestion::replace(span, with, Applicability::Safe))
}
