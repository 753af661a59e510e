//! One name in two spellings within a text: *Kouleba* and *Kuleba*, *Zelensky* and *Zelenskyy*.
//!
//! Spellings known to be another press's stand in the lexicon and are found as phrases. Here the text is its own witness: capitalised words
//! with the same skeleton of consonants are few, and only those are compared letter by letter over the tables of `name`.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::{Detector, Reading, Sight, finding};
use crate::finding::{Applicability, Confidence, Finding, Suggestion};
use crate::name::{self, Convention, Spelling, entity, skeleton};
use crate::segment::token::{Kind, Script, Shape};
use crate::text::Span;

/// Fewest letters of a name that is compared.
const LETTERS: usize = 5;
/// Distinct names of a document that are compared. A list of all streets of a town has more, and is no place to look.
const MOST: usize = 4000;
/// Names of one skeleton that are compared with each other.
const ALIKE: usize = 200;
/// Pairs of a short document that the tables are asked about; a longer one may ask about more.
const PAIRS: usize = 500;

/// See the module.
pub(super) struct Names;

/// A capitalised word of the document.
struct Name {
    skeleton: u64,
    /// Hash of the word, folded.
    hash: u32,
    /// Its tokens.
    at: Vec<usize>,
}

impl Detector for Names {
    fn run(&self, reading: &Reading, found: &mut Vec<Finding>) {
        let Some(press) = Convention::from_code(reading.language.code()) else { return };
        let names = names(reading);
        // Asking the tables is dear, and a text made of names that look alike must not ask for every pair.
        let mut left = PAIRS + reading.tokens().len() / 100;
        for group in names.chunk_by(|a, b| a.skeleton == b.skeleton) {
            for (n, a) in group.iter().enumerate().take(ALIKE) {
                for b in group[n + 1..].iter().take(ALIKE) {
                    if left > 0 && may_be_one(reading, a, b) {
                        left -= 1;
                        compare(reading, press, a, b, found);
                    }
                }
            }
        }
    }
}

/// The names of a document by skeleton. Only those that share theirs with another are kept.
fn names(reading: &Reading) -> Vec<Name> {
    let tokens = reading.tokens();
    let mut seen: Vec<(u64, u32, usize)> = reading
        .showing(Sight::CAPITAL)
        .filter(|&at| is_name(reading, at))
        .filter_map(|at| Some((skeleton::of(tokens[at].of(reading.text))?, tokens[at].hash, at)))
        .collect();
    seen.sort_unstable();
    let mut names: Vec<Name> = Vec::new();
    for group in seen.chunk_by(|a, b| a.0 == b.0) {
        // Nearly every skeleton is that of one word.
        if group.first().map(|first| first.1) == group.last().map(|last| last.1) {
            continue;
        }
        for word in group.chunk_by(|a, b| a.1 == b.1) {
            let (skeleton, hash, _) = word[0];
            names.push(Name { skeleton, hash, at: word.iter().map(|&(.., at)| at).collect() });
        }
        if names.len() > MOST {
            return Vec::new();
        }
    }
    names
}

/// A capitalised Latin word that is long enough, inside a sentence.
fn is_name(reading: &Reading, at: usize) -> bool {
    let token = &reading.tokens()[at];
    token.kind == Kind::Word
        && token.script == Script::Latin
        && token.shape == Shape::Capital
        && !token.starts_segment()
        && (token.end - token.start) as usize >= LETTERS
}

/// What can be said against a pair without asking a table.
fn may_be_one(reading: &Reading, a: &Name, b: &Name) -> bool {
    !skeleton::are_unlike(reading.word(a.at[0]), reading.word(b.at[0]))
        && !reading.is_lowered(a.hash)
        && !reading.is_lowered(b.hash)
}

fn compare(reading: &Reading, press: Convention, a: &Name, b: &Name, found: &mut Vec<Finding>) {
    let (first, second) = (reading.word(a.at[0]), reading.word(b.at[0]));
    let Some(asked) = ask(first, second, press) else { return };
    let compared = &asked.compared;
    // What the lexicon knows decides; else the text does, by the spelling it has more often.
    // Two spellings of the text's own press are a matter of house style.
    let foreign = |of: name::Conventions| !of.contains(press);
    let (wrong, right, backed) = match (&asked.better.0, &asked.better.1) {
        (Some(better), None) if better == second && foreign(compared.conventions.0) => (a, b, true),
        (None, Some(better)) if better == first && foreign(compared.conventions.1) => (b, a, true),
        _ if a.at.len() < b.at.len() => (a, b, false),
        _ => (b, a, false),
    };
    let (right_word, applicability) = (
        reading.word(right.at[0]),
        if backed { Applicability::Safe } else { Applicability::Unsafe },
    );
    for &at in &wrong.at {
        let token = &reading.tokens()[at];
        let hit = finding("name/inconsistent", token.span(), Confidence::Medium)
            .message(message(compared, right_word, wrong.hash == a.hash))
            .suggest(Suggestion::replace(token.span(), right_word, applicability));
        let hit = Finding { related: vec![span(reading, right.at[0])], ..hit };
        reading.keep(Some(hit), at, found);
    }
}

/// What the tables say of two spellings of one name.
struct Asked {
    compared: name::Comparison,
    /// What the lexicon would write for each.
    better: (Option<String>, Option<String>),
}

/// Asks the tables; `None` when they know of no name that is written both ways. Pairs come back in every document of a
/// corpus, and asking is dear.
fn ask(a: &str, b: &str, press: Convention) -> Option<Rc<Asked>> {
    type Pair = (String, String, &'static str);
    thread_local! {
        static ASKED: RefCell<HashMap<Pair, Option<Rc<Asked>>>> = RefCell::default();
    }
    let pair = (a.to_owned(), b.to_owned(), press.code());
    ASKED.with_borrow_mut(|asked| {
        if asked.len() > MOST {
            asked.clear();
        }
        asked.entry(pair).or_insert_with(|| ask_tables(a, b, press).map(Rc::new)).clone()
    })
}

fn ask_tables(a: &str, b: &str, press: Convention) -> Option<Asked> {
    let compared = name::compare(a, b, Some(press), Some(press));
    // Places have a name in each language, and a text may well cite another one.
    let place = |word: &str| entity::of(&Spelling::new(word)).iter().any(|one| one.is_place());
    if !compared.same || place(a) && place(b) {
        return None;
    }
    let better = |name| name::suggest(name, press).map(|found| found.text);
    Some(Asked { compared, better: (better(a), better(b)) })
}

fn message(compared: &name::Comparison, right: &str, first: bool) -> String {
    let (a, b) = compared.conventions;
    let wrong = if first { a } else { b };
    let codes: Vec<&str> = wrong.iter().map(Convention::code).take(3).collect();
    match codes[..] {
        [] => format!("another spelling of {right} in the same text"),
        _ => format!("another spelling of {right} in the same text, as in: {}", codes.join(", ")),
    }
}

fn span(reading: &Reading, at: usize) -> Span {
    reading.tokens()[at].span()
}
