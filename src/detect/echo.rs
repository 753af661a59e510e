//! What is said again a few words later in the same breath: *the amount of the amount*, *Ann Lee and their candidate Ann Lee*.
//!
//! Two different words of the source came out as one, or a decoder went back to a name it had just written. Words that stand side
//! by side twice are in [`super::repeat`].

use super::{Detector, Reading, Sight, finding};
use crate::finding::{Applicability, Confidence, Finding, Suggestion};
use crate::lexicon::List;
use crate::segment::token::{Gap, Shape, Token};
use crate::text::Span;

/// Tokens within which a full name is not said twice.
const REACH: usize = 9;

/// See the module.
pub(super) struct Echoes;

impl Detector for Echoes {
    fn run(&self, reading: &Reading, found: &mut Vec<Finding>) {
        let tokens = reading.tokens();
        for at in reading.showing(Sight::ECHO | Sight::CAPITAL).filter(|&at| at >= 3) {
            let hash = tokens[at].hash;
            let hit = match tokens[at].shape {
                Shape::Lower if tokens[at - 3].hash == hash => {
                    of_itself(reading, at).or_else(|| phrase_pair(reading, at))
                }
                Shape::Lower => phrase_pair(reading, at),
                Shape::Capital if tokens[at - 1].shape == Shape::Capital => full_name(reading, at),
                _ => None,
            };
            reading.keep(hit, at, found);
        }
    }
}

/// “the amount of the amount”.
fn of_itself(reading: &Reading, at: usize) -> Option<Finding> {
    let (tokens, text, facts) = (reading.tokens(), reading.text, reading.facts);
    let article = at.checked_sub(4)?;
    let run = &tokens[article..=at];
    let framed = facts.list(List::Articles).holds(&run[0], text)
        && run[0].hash == run[3].hash
        && facts.list(List::Prepositions).holds(&run[2], text)
        && run[1].shape == Shape::Lower;
    let noun = run[4].of(text).chars().count() >= 4
        && !facts.list(List::FunctionWords).holds(&run[4], text)
        && !facts.list(List::PairedOnPurpose).holds(&run[4], text)
        // “from the start to the start”, “the best of the best”: a superlative is its own measure.
        && !run[4].of(text).ends_with("st");
    let joined = run[1..].iter().all(|t| t.gap() == Gap::Space && !t.starts_line());
    (framed && noun && joined).then(|| {
        let cut = Span::new(run[1].span().end(), run[4].span().end());
        finding("repeat/pair", run[0].span().cover(run[4].span()), Confidence::Medium)
            .message("a noun that belongs to itself")
            .suggest(Suggestion::delete(cut, Applicability::Unsafe))
    })
}

/// “posta indesiderata e della posta indesiderata”: a phrase joined to itself. Token `at` is its first word said again.
fn phrase_pair(reading: &Reading, at: usize) -> Option<Finding> {
    let (tokens, text, facts) = (reading.tokens(), reading.text, reading.facts);
    // A preposition may be said again between the joint and the phrase.
    let joint = [at - 1, at - 2].into_iter().find(|&n| {
        facts.list(List::Joints).holds(&tokens[n], text)
            && (n == at - 1 || facts.list(List::Prepositions).holds(&tokens[at - 1], text))
    })?;
    (2..=4).find_map(|length| {
        let first = tokens.get(joint.checked_sub(length)?..joint)?;
        let again = tokens.get(at..at + length)?;
        let equal =
            first.iter().zip(again).all(|(a, b)| a.hash == b.hash && b.shape == Shape::Lower);
        let content = again.iter().filter(|t| !facts.list(List::FunctionWords).holds(t, text));
        let weighty = content.filter(|t| t.end - t.start > 3).count() > 0;
        let smooth = !tokens[joint - length + 1..at + length].iter().any(Token::starts_line);
        // “from one side and one side only”: what goes on is another phrase.
        let ends = tokens.get(at + length).is_none_or(|t| !t.is_mark(text, b'-'));
        (equal && weighty && smooth && ends).then(|| {
            let cut = Span::new(first[length - 1].span().end(), again[length - 1].span().end());
            finding(
                "repeat/pair",
                first[0].span().cover(again[length - 1].span()),
                Confidence::Medium,
            )
            .message("a phrase joined to itself")
            .suggest(Suggestion::delete(cut, Applicability::Unsafe))
        })
    })
}

/// “candidate Lee Jae-myung and Democratic Party candidate Lee Jae-myung”. Token `at` is the second of two capitalised words.
fn full_name(reading: &Reading, at: usize) -> Option<Finding> {
    let (tokens, text) = (reading.tokens(), reading.text);
    let pair = |n: usize| (tokens[n - 1].hash, tokens[n].hash);
    let least = at.saturating_sub(REACH).max(1);
    let first = (least..at.saturating_sub(2))
        .rev()
        .find(|&n| pair(n) == pair(at) && tokens[n].shape == Shape::Capital)?;
    let between = &tokens[first + 1..at - 1];
    let joint = between.iter().any(|t| reading.facts.list(List::Joints).holds(t, text));
    let smooth = between.iter().all(|t| t.is_word() || t.is_mark(text, b'-'))
        && !tokens[first..=at].iter().any(Token::starts_segment);
    // “New York and New York City” are two names.
    let goes_on = tokens.get(at + 1).is_some_and(|t| t.shape == Shape::Capital);
    (joint && smooth && !goes_on && tokens[at].gap() == Gap::Space).then(|| {
        finding("repeat/pair", reading.span(first - 1..at + 1), Confidence::Medium)
            .message("one name said twice")
    })
}
