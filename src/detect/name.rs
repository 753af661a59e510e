//! One name in two spellings within a text: *Kouleba* and *Kuleba*, *Zelensky* and *Zelenskyy*.
//!
//! Spellings known to be another press's stand in the lexicon and are found as phrases. Here the text is its own witness: capitalised words
//! with the same skeleton of consonants are few, and only those are compared letter by letter over the tables of `name`. Words that
//! differ in their ending alone are left alone: that is how languages inflect, and how *Ivanov* and *Ivanova* differ.

use std::cell::RefCell;
use std::collections::HashMap;

use super::{Detector, Reading, Sight, finding};
use crate::finding::{Applicability, Confidence, Finding, Suggestion};
use crate::name::{self, Convention, Spelling, entity};
use crate::segment::token::{Kind, Script, Shape, Token};
use crate::text::Span;

/// Fewest letters of a name that is compared.
const LETTERS: usize = 5;
/// Endings up to so many letters are inflection.
const ENDING: usize = 3;
/// Distinct names of a document that are compared. A list of all streets of a town has more, and is no place to look.
const MOST: usize = 4000;

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
        let mut from = 0;
        while from < names.len() {
            let same = names[from..].iter().take_while(|n| n.skeleton == names[from].skeleton);
            let group = &names[from..from + same.count()];
            for (n, a) in group.iter().enumerate() {
                for b in &group[n + 1..] {
                    compare(reading, press, a, b, found);
                }
            }
            from += group.len();
        }
    }
}

/// The names of a document by skeleton. Only those that share theirs with another are kept.
fn names(reading: &Reading) -> Vec<Name> {
    let tokens = reading.tokens();
    let mut seen: Vec<(u64, u32, usize)> = reading
        .showing(Sight::CAPITAL)
        .filter(|&at| is_name(reading, at))
        .filter_map(|at| Some((skeleton(tokens[at].of(reading.text))?, tokens[at].hash, at)))
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

/// The consonants of a word in classes that spellings of one name share: everything that hisses, chokes or breathes is one
/// class, *v* *w* and *f* are one, vowels and glides are nothing. `None` for words with letters of no press.
fn skeleton(word: &str) -> Option<u64> {
    let mut skeleton = 0_u64;
    let mut last = 0;
    for c in word.chars() {
        let class = match crate::name::table::bare(c.to_lowercase().next()?) {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' => {
                last = 0;
                continue;
            }
            'b' => 1,
            'd' => 2,
            'f' | 'v' | 'w' => 3,
            'l' => 4,
            'm' => 5,
            'n' => 6,
            'p' => 7,
            'r' => 8,
            't' => 9,
            'c' | 'g' | 'h' | 'j' | 'k' | 'q' | 's' | 'x' | 'z' => 10,
            '\'' | '’' | '-' => continue,
            _ => return None,
        };
        // “tch”, “tsch” and “ts” are one sound.
        let joined = class == last || class == 10 && last == 9;
        if joined && class == 10 && last == 9 {
            skeleton = skeleton / 16 * 16 + 10;
        } else if !joined {
            skeleton = skeleton.checked_mul(16)? + class;
        }
        last = class;
    }
    (skeleton > 16).then_some(skeleton)
}

fn compare(reading: &Reading, press: Convention, a: &Name, b: &Name, found: &mut Vec<Finding>) {
    let (first, second) = (reading.word(a.at[0]), reading.word(b.at[0]));
    let unlike = !may_begin_alike(first, second) || differ_in_ending(first, second);
    if unlike || lower_stands(reading, a) || lower_stands(reading, b) {
        return;
    }
    // Places have a name in each language, and a text may well cite another one.
    let place = |word: &str| entity::of(&Spelling::new(word)).iter().any(|one| one.is_place());
    let compared = compared(first, second, press);
    if !compared.same || place(first) && place(second) {
        return;
    }
    // What the lexicon knows decides; else the text does, by the spelling it has more often.
    let known = |name: &str| name::suggest(name, press);
    // Two spellings of the text's own press are a matter of house style.
    let foreign = |of: name::Conventions| !of.contains(press);
    let (wrong, right, backed) = match (known(first), known(second)) {
        (Some(better), None) if better.text == second && foreign(compared.conventions.0) => {
            (a, b, true)
        }
        (None, Some(better)) if better.text == first && foreign(compared.conventions.1) => {
            (b, a, true)
        }
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
            .message(message(&compared, right_word, wrong.hash == a.hash))
            .suggest(Suggestion::replace(token.span(), right_word, applicability));
        let hit = Finding { related: vec![span(reading, right.at[0])], ..hit };
        reading.keep(Some(hit), at, found);
    }
}

/// What the tables say of two spellings. Pairs come back in every document of a corpus, and asking is dear.
fn compared(a: &str, b: &str, press: Convention) -> name::Comparison {
    type Pair = (String, String, &'static str);
    thread_local! {
        static ASKED: RefCell<HashMap<Pair, name::Comparison>> = RefCell::default();
    }
    let pair = (a.to_owned(), b.to_owned(), press.code());
    ASKED.with_borrow_mut(|asked| {
        if asked.len() > MOST {
            asked.clear();
        }
        let ask = || name::compare(a, b, Some(press), Some(press));
        asked.entry(pair).or_insert_with(ask).clone()
    })
}

/// Whether two first letters can write one sound.
fn may_begin_alike(a: &str, b: &str) -> bool {
    const SOUNDS: [&str; 6] = ["cghjkqx", "cstxzjdg", "fvwu", "aeo", "eijyu", "pb"];
    let first = |word: &str| {
        let first = word.chars().next().and_then(|c| c.to_lowercase().next());
        first.map_or(' ', crate::name::table::bare)
    };
    let (a, b) = (first(a), first(b));
    a == b || SOUNDS.iter().any(|sound| sound.contains(a) && sound.contains(b))
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

/// Whether two words are equal up to an ending, other than those with which one Slavic ending is written (-iy, -yy, -y).
fn differ_in_ending(a: &str, b: &str) -> bool {
    let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let shared = a.chars().take(same).last();
    let rest = |word: &str| word.chars().skip(same).collect::<String>();
    let (a, b) = (rest(a), rest(b));
    let short = a.chars().count() <= ENDING && b.chars().count() <= ENDING;
    let glide = |c: char| matches!(c, 'y' | 'i' | 'j');
    let glides = a.chars().chain(b.chars()).all(glide);
    // “Qatari” is no spelling of Qatar.
    let doubled = !a.is_empty() && !b.is_empty() || shared.is_some_and(glide);
    short && !(glides && doubled)
}

/// Whether the word also stands in lower case.
fn lower_stands(reading: &Reading, name: &Name) -> bool {
    let lower = |t: &Token| t.hash == name.hash && t.shape == Shape::Lower;
    reading.count(name.hash) as usize > name.at.len() && reading.tokens().iter().any(lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_share_their_skeleton() {
        for (a, b) in [
            ("Kouleba", "Kuleba"),
            ("Beloussov", "Belousov"),
            ("Chruschtschow", "Khrushchev"),
            ("Selenskyj", "Zelensky"),
            ("Wolodymyr", "Volodymyr"),
            ("Poutine", "Putin"),
        ] {
            assert_eq!(skeleton(a), skeleton(b), "{a} and {b}");
        }
        assert_ne!(skeleton("Kovalenko"), skeleton("Kovalchuk"));
    }

    #[test]
    fn an_ending_is_no_spelling() {
        assert!(differ_in_ending("Ivanov", "Ivanova"));
        assert!(differ_in_ending("Moskwa", "Moskwy"));
        assert!(differ_in_ending("Germany", "German"));
        assert!(differ_in_ending("Qatar", "Qatari"));
        assert!(!differ_in_ending("Zelensky", "Zelenskyy"));
        assert!(!differ_in_ending("Kouleba", "Kuleba"));
    }
}
