//! Runs the examples that entries carry: every `bad` found and repaired as stated, every `good` silent.

use super::lists::List;
use super::{EntryText, Hit, Lexicon, Match, replacement};
use crate::finding::Confidence;
use crate::segment::token::{Token, tokens_of};
use crate::text::fold;

/// An example that does not hold, told to the author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// File of the entry.
    pub file: String,
    /// Id of the entry.
    pub entry: String,
    /// What went wrong.
    pub what: String,
}

/// Runs every example of `lexicon`; `beside` are further lexicons that `good` texts must not set off.
pub fn run(lexicon: &Lexicon, beside: &[&Lexicon]) -> Vec<Failure> {
    let mut failures = Vec::new();
    for (number, entry) in (0_u32..).zip(lexicon.entries()) {
        let mut fail = |what: String| {
            let (file, entry) = (entry.file().to_owned(), entry.id.to_owned());
            failures.push(Failure { file, entry, what });
        };
        for (text, wanted) in entry.bad() {
            match (repair(lexicon, number, text), wanted) {
                (None, _) => fail(format!("bad: not found in {text:?}")),
                (Some(repaired), Some(wanted)) if repaired != wanted => {
                    fail(format!("bad: {text:?} became {repaired:?}, not {wanted:?}"));
                }
                _ => {}
            }
        }
        for find in entry.finds().filter(|find| is_plain_pair(find)) {
            let (wrong, right) = find.split_once(super::compile::HALF).unwrap_or((find, ""));
            let right = right.trim_start_matches(super::compile::KEEP_CASE);
            let repaired = repair(lexicon, number, wrong);
            // Standing alone the pair begins a sentence, which may give it a capital.
            if repaired.is_none_or(|repaired| repaired.to_lowercase() != right.to_lowercase()) {
                fail(format!("pair: {wrong:?} does not become {right:?}"));
            }
        }
        for text in entry.good() {
            for other in std::iter::once(&lexicon).chain(beside) {
                let own = |n: u32| std::ptr::eq(*other, lexicon) && n == number;
                for (n, found) in holding(other, text) {
                    let by = other.entry(n);
                    if own(n) || by.confidence > Confidence::Low {
                        fail(format!("good: {:?} sets off {} in {text:?}", found, by.id));
                    }
                }
            }
        }
    }
    failures
}

/// A pair whose halves hold no notation can be tested as it stands.
fn is_plain_pair(find: &str) -> bool {
    find.split_once(super::compile::HALF).is_some_and(|(wrong, right)| {
        !wrong.contains(['{', '(', '<', '[']) && !right.contains(['\x02', '(']) && !right.is_empty()
    })
}

/// The text with every match of entry `number` repaired; `None` when there is no match.
fn repair(lexicon: &Lexicon, number: u32, text: &str) -> Option<String> {
    let tokens = sentences(lexicon, text);
    let entry = lexicon.entry(number);
    let mut repaired = text.to_owned();
    let mut before = usize::MAX;
    let mut found: Vec<Match> = Vec::new();
    lexicon.find(text, &tokens, |m| {
        if m.entry == number && !lexicon.is_excepted(text, &tokens, &entry, &m) {
            found.push(m);
        }
    });
    if found.is_empty() || unless(&entry, &tokens) {
        return None;
    }
    found.sort_by_key(|m| (std::cmp::Reverse(m.first), std::cmp::Reverse(m.end)));
    for m in longest(found) {
        let hit = Hit { lexicon, found: m };
        if let Some(replacement) = replacement(&hit, text, &tokens, entry.whole_line) {
            let span = replacement.span;
            if span.end() <= before {
                repaired.replace_range(span.start()..span.end(), &replacement.text);
                before = span.start();
            }
        }
    }
    Some(repaired)
}

/// Of overlapping matches the longest, last first.
fn longest(mut found: Vec<Match>) -> Vec<Match> {
    let all = found.clone();
    found.retain(|m| {
        !all.iter().any(|other| {
            other != m
                && other.first <= m.first
                && m.end <= other.end
                && other.end - other.first > m.end - m.first
        })
    });
    found.dedup_by_key(|m| (m.first, m.end));
    found
}

/// Entries that match in `text`, with what they match.
fn holding<'t>(lexicon: &Lexicon, text: &'t str) -> Vec<(u32, &'t str)> {
    let tokens = sentences(lexicon, text);
    let mut found = Vec::new();
    lexicon.find(text, &tokens, |m| {
        let span = tokens[m.first].span().cover(tokens[m.end - 1].span());
        let entry = lexicon.entry(m.entry);
        if !lexicon.is_excepted(text, &tokens, &entry, &m) && !unless(&entry, &tokens) {
            found.push((m.entry, span.of(text)));
        }
    });
    found.dedup();
    found
}

fn unless(entry: &EntryText, tokens: &[Token]) -> bool {
    entry.unless.iter().any(|word| tokens.iter().any(|token| token.hash == fold::hash(word)))
}

/// Tokens with sentence starts, as a document has them.
fn sentences(lexicon: &Lexicon, text: &str) -> Vec<Token> {
    let language = crate::lang::Language::from_code(lexicon.code());
    let Some(language) = language else { return tokens_of(text) };
    let document = crate::text::Document::plain(text);
    let abbreviations = lexicon.facts().list(List::Abbreviations);
    crate::segment::Segments::new(&document, language, |t, text| abbreviations.holds(t, text))
        .tokens
}
