//! What the lexicons know: calques, institutions, tags, labels, names.
//!
//! The matcher finds the phrases; here each match has to hold against its entry's conditions (exceptions, topic, words that
//! must or must not stand in the document) and becomes a finding with the entry's reason and repair.

use super::{Detector, Reading, finding};
use crate::finding::{Applicability, Confidence, Edit, Finding, Suggestion};
use crate::lexicon::{EntryText, Hit, Lexicon, Match, replacement};
use crate::name::{self, Convention};
use crate::text::fold;

/// See the module.
pub(super) struct Phrases;

impl Detector for Phrases {
    fn run(&self, reading: &Reading, found: &mut Vec<Finding>) {
        for lexicon in reading.lexicons {
            for (entry, hit) in matches(lexicon, reading) {
                if !reading.is_foreign(hit.found.first) || entry.rule.starts_with("untranslated/") {
                    found.push(to_finding(&entry, &hit, reading));
                }
            }
        }
    }
}

/// Matches that hold, each with its entry: of those of one entry that overlap, the longest.
fn matches<'l>(lexicon: &'l Lexicon, reading: &Reading) -> Vec<(EntryText<'l>, Hit<'l>)> {
    let mut raw: Vec<Match> = Vec::new();
    lexicon.find(reading.text, reading.tokens(), |found| raw.push(found));
    raw.sort_by_key(|found| (found.entry, found.first, std::cmp::Reverse(found.end)));
    let mut kept: Vec<(EntryText, Hit)> = Vec::new();
    for found in raw {
        let covered = kept.last().is_some_and(|(_, last)| {
            last.found.entry == found.entry && found.first < last.found.end
        });
        if covered {
            continue;
        }
        let entry = lexicon.entry(found.entry);
        if !lexicon.is_excepted(reading.text, reading.tokens(), &entry, &found)
            && is_licensed(&entry, lexicon, reading)
        {
            kept.push((entry, Hit { lexicon, found }));
        }
    }
    kept
}

/// Whether the document is one that the entry speaks of.
fn is_licensed(entry: &EntryText, lexicon: &Lexicon, reading: &Reading) -> bool {
    let word_stands = |word: &str| reading.count(fold::hash(word)) > 0;
    let stands = |phrase: &&str| phrase.split(' ').all(word_stands);
    if !entry.near.is_empty() && !entry.near.iter().any(stands) {
        return false;
    }
    if entry.unless.iter().any(|phrase| stands(&phrase)) {
        return false;
    }
    // Two different words make a topic.
    let topic = || {
        lexicon.facts().topic(entry.topic).words().filter(|word| word_stands(word)).take(2).count()
    };
    entry.topic.is_empty() || topic() == 2
}

/// The letters that give a spelling away, in the first of its words that has any.
fn letters(wrong: &str, right: &str, reading: &Reading) -> Option<name::Letters> {
    let press = Convention::from_code(reading.language.code())?;
    let pairs = wrong.split(' ').zip(right.split(' '));
    pairs.filter(|(wrong, right)| wrong != right).find_map(|(a, b)| name::tell(a, b, press))
}

fn to_finding(entry: &EntryText, hit: &Hit, reading: &Reading) -> Finding {
    let span = reading.span(hit.found.first..hit.found.end);
    let lasting = |text: &str| hit.lexicon.lasting(text);
    let mut out = finding(entry.rule, span, entry.confidence).message(lasting(entry.why));
    out.evidence.entry = Some(lasting(entry.id));
    out.evidence.source_languages = entry.from.iter().map(|(code, _)| lasting(code)).collect();
    out.evidence.original = entry.from.first().map(|(_, text)| lasting(text));
    out.evidence.repeat = entry.repeat;
    if let Some(repair) = replacement(hit, reading.text, reading.tokens(), entry.whole_line) {
        if entry.rule == "name/foreign-convention"
            && let Some(letters) = letters(repair.span.of(reading.text), &repair.text, reading)
        {
            out.message = format!("{}: {}", entry.why, letters.in_words()).into();
        }
        let safe = entry.safe && entry.confidence > Confidence::Low;
        let applicability = if safe { Applicability::Safe } else { Applicability::Unsafe };
        let edits = vec![Edit { span: repair.span, text: repair.text }];
        out.suggestions.push(Suggestion { edits, applicability });
    }
    out
}
