//! What the text or its editor silenced: `[sic]` after a word, ignore comments in markup, quotations in another language.

use memchr::{memchr3_iter, memrchr3_iter};

use crate::detect::{Reading, Sight};
use crate::finding::Finding;
use crate::lexicon::List;
use crate::segment::token::{Shape, Token};
use crate::text::Span;

pub(super) fn run(found: &mut Vec<Finding>, reading: &Reading) {
    if found.is_empty() {
        return;
    }
    let sic = sic_words(reading);
    let ignored = reading.document.ignored();
    let protest = lowers_on_purpose(reading);
    found.retain(|finding| {
        let Some(span) = finding.place.span() else { return true };
        let silenced = ignored.iter().any(|ignore| {
            ignore.span.overlaps(span)
                && ignore
                    .rule
                    .as_deref()
                    .is_none_or(|rule| rule == finding.rule.id || rule == finding.rule.family())
        });
        let protested = protest
            && finding.rule.id == "casing/lowercase-name"
            && words_in(reading, span)
                .any(|t| reading.facts.list(List::LoweredOnPurpose).holds(t, reading.text));
        !silenced && !protested && !is_said_so(&sic, span) && !in_foreign_quotation(reading, span)
    });
}

fn words_in<'r>(reading: &Reading<'r>, span: Span) -> impl Iterator<Item = &'r Token> {
    let tokens = reading.tokens();
    let from = tokens.partition_point(|t| (t.end as usize) <= span.start());
    tokens[from..].iter().take_while(move |t| (t.start as usize) < span.end())
}

/// Whether the writer lowers names in protest: *russia* and *russians*, never *Russia*.
fn lowers_on_purpose(reading: &Reading) -> bool {
    let list = reading.facts.list(List::LoweredOnPurpose);
    let (mut lowered, mut raised) = (0, 0);
    let listed = reading.showing(Sight::LISTED).map(|at| &reading.tokens()[at]);
    for token in listed.filter(|token| list.holds(token, reading.text)) {
        if token.shape == Shape::Lower {
            lowered += 1
        } else if !token.starts_segment() {
            raised += 1
        }
    }
    lowered >= 3 && raised == 0
}

/// The word before each `[sic]`, with the mark itself.
fn sic_words(reading: &Reading) -> Vec<Span> {
    let (text, tokens) = (reading.text, reading.tokens());
    let hash = crate::text::fold::hash("sic");
    let mark = |at: usize, mark: u8| tokens.get(at).is_some_and(|t| t.is_mark(text, mark));
    let is_sic = |&at: &usize| {
        tokens[at].hash == hash
            && at >= 2
            && (mark(at - 1, b'[') && mark(at + 1, b']')
                || mark(at - 1, b'(') && mark(at + 1, b')'))
    };
    reading
        .showing(Sight::LISTED)
        .filter(is_sic)
        .map(|at| tokens[at - 2].span().cover(tokens[at + 1].span()))
        .collect()
}

/// Whether a finding lies on one of the words with *sic*, which come in order.
fn is_said_so(sic: &[Span], span: Span) -> bool {
    let next = sic.partition_point(|word| word.end() <= span.start());
    sic[next.saturating_sub(1)..].iter().take(2).any(|word| word.overlaps(span))
}

/// Longest quotation that is looked at, in bytes to either side.
const QUOTATION: usize = 400;

/// Whether a span stands inside quotation marks, on its line, and what they hold is in another language.
fn in_foreign_quotation(reading: &Reading, span: Span) -> bool {
    let text = reading.text;
    let from = text.floor_char_boundary(span.start().saturating_sub(QUOTATION));
    let to = text.ceil_char_boundary((span.end() + QUOTATION).min(text.len()));
    let (before, after) = (&text[from..span.start()], &text[span.end()..to]);
    let before = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    let after = &after[..after.find('\n').unwrap_or(after.len())];
    // Every mark begins with one of three bytes, which are far apart in most text.
    let is_mark = |text: &str, marks: &str| text.chars().next().is_some_and(|c| marks.contains(c));
    let Some(open) = memrchr3_iter(b'"', 0xC2, 0xE2, before.as_bytes())
        .find(|&at| is_mark(&before[at..], "“\"«„‘"))
    else {
        return false;
    };
    let mark = before[open..].chars().next().unwrap_or('"');
    let Some(close) = memchr3_iter(b'"', 0xC2, 0xE2, after.as_bytes())
        .find(|&at| is_mark(&after[at..], "”\"»“’"))
    else {
        return false;
    };
    let straight = mark == '"' && before.matches('"').count().is_multiple_of(2);
    if straight || before[open..].contains(['”', '»']) {
        return false;
    }
    let start = span.start() - before.len() + open + mark.len_utf8();
    let quoted = &text[start..span.end() + close];
    crate::lang::of_stretch(quoted).is_some_and(|language| language != reading.language)
}
