//! What of a text the verdict may look at: how it is written, never what it is about.
//!
//! A model that sees content words learns topics: native news and translated news differ in what they tell, and a classifier that is right for that reason is
//! right about nothing. So every token becomes a *symbol*. Function words and marks stand for themselves, other words for their ending, names and numbers for their kind;
//! one, two and three symbols in a row are the features. The trainer and the reader of models walk through this file, so they
//! cannot disagree.

use crate::segment::token::{Gap, Kind, Script, Shape, Token};
use crate::text::fold;

/// Words in a window: a model sees this much at a time, and a longer document is the mean of its windows.
const WINDOW: usize = 300;

/// The words that stand for themselves, by hash. A fixed table of open addressing: asked for every word of a text.
#[derive(Debug)]
pub struct Kept {
    slots: Vec<u32>,
}

impl Kept {
    /// A set of the words with these hashes.
    pub fn new(hashes: impl Iterator<Item = u32>) -> Self {
        let hashes: Vec<u32> = hashes.filter(|&hash| hash != 0).collect();
        let mut slots = vec![0; (hashes.len() * 4).next_power_of_two().max(16)];
        for hash in hashes {
            let mut at = hash as usize & (slots.len() - 1);
            while slots[at] != 0 && slots[at] != hash {
                at = (at + 1) & (slots.len() - 1);
            }
            slots[at] = hash;
        }
        Self { slots }
    }

    /// Whether the word with this hash is one of them.
    fn holds(&self, hash: u32) -> bool {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at] != 0 {
            if self.slots[at] == hash {
                return true;
            }
            at = (at + 1) & mask;
        }
        false
    }
}

/// What a token is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Its number; equal symbols have equal numbers.
    pub hash: u32,
    /// What it was made of.
    pub sort: Sort,
    /// The token; that which follows for the start of a sentence.
    pub token: u32,
}

/// Kinds of symbols.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// The start of a sentence.
    Start,
    /// A function word or a mark.
    Itself,
    /// A word that is known by its ending.
    Ending,
    /// A capitalised word inside a sentence.
    Name,
    /// A word in capitals.
    Capitals,
    /// A number.
    Number,
    /// A URL, a handle, code.
    Opaque,
    /// An ideograph or a word in a script without endings.
    Content,
    /// The last letters of a name: how it is spelt tells of the language it comes from, and with that of the topic.
    Form,
    /// The length of a sentence.
    Length,
}

/// A token range of about [`WINDOW`] words for each window of a document, cut where sentences start.
pub fn windows(tokens: &[Token]) -> Vec<std::ops::Range<usize>> {
    let mut cuts = vec![0];
    let mut words = 0;
    for (at, token) in tokens.iter().enumerate() {
        if words >= WINDOW && (token.starts_segment() || words >= 2 * WINDOW) {
            cuts.push(at);
            words = 0;
        }
        words += usize::from(token.is_word());
    }
    // A rest too short to say anything goes with what stands before it.
    if cuts.len() > 1 && words < WINDOW / 2 {
        cuts.pop();
    }
    let ends = cuts.iter().skip(1).copied().chain([tokens.len()]);
    cuts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// Walks over tokens and hands every feature to `emit`: its hash and the symbols it was made of.
pub fn walk(
    tokens: &[Token],
    range: std::ops::Range<usize>,
    text: &str,
    kept: &Kept,
    mut emit: impl FnMut(u32, &[Symbol]),
) {
    let start = |token: usize| Symbol { hash: 1, sort: Sort::Start, token: token as u32 };
    let mut last = [start(range.start); 3];
    let mut pair = 0;
    let mut since = 0_u32;
    for at in range {
        let token = &tokens[at];
        if token.starts_segment() && since > 0 {
            let length = (since / 4).min(14);
            let sort = Sort::Length;
            emit(mix(2, length), &[Symbol { hash: length, sort, token: at as u32 }]);
            last = [last[1], last[2], start(at)];
            emit(mix(pair, 1), &last);
            pair = mix(mix(3, last[1].hash), 1);
            emit(pair, &last[1..]);
            since = 0;
        }
        since += 1;
        let symbol = symbol(tokens, at, text, kept);
        // Wide digits are tokens of their own; how wide they are says nothing.
        if symbol.sort == Sort::Number && last[2].sort == Sort::Number && token.gap() == Gap::None {
            continue;
        }
        last = [last[1], last[2], symbol];
        emit(mix(3, symbol.hash), &last[2..]);
        emit(mix(pair, symbol.hash), &last);
        pair = mix(mix(3, last[1].hash), symbol.hash);
        emit(pair, &last[1..]);
        match symbol.sort {
            Sort::Name => {
                let form = Symbol { sort: Sort::Form, ..symbol };
                emit(mix(19, ending(token.of(text), 3)), &[form]);
            }
            Sort::Ending => emit(mix(5, ending(token.of(text), 4)), &last[2..]),
            _ => {}
        }
    }
}

/// The symbol of token `at`.
fn symbol(tokens: &[Token], at: usize, text: &str, kept: &Kept) -> Symbol {
    let token = &tokens[at];
    let (hash, sort) = match token.kind {
        Kind::Mark => (mark(tokens, at, text), Sort::Itself),
        Kind::Number => (number(token.of(text)), Sort::Number),
        Kind::Opaque => (5, Sort::Opaque),
        Kind::Word if kept.holds(token.hash) => (token.hash, Sort::Itself),
        Kind::Word => word(token, text),
    };
    Symbol { hash, sort, token: at as u32 }
}

/// A mark. Which dash is written, which quotation marks and how wide, is a matter of house style and not looked at.
fn mark(tokens: &[Token], at: usize, text: &str) -> u32 {
    const QUOTE: u32 = 20;
    const HYPHEN: u32 = 6;
    const DASH: u32 = 7;
    let token = &tokens[at];
    let glued = |at: usize| tokens.get(at).is_some_and(|next| next.gap() == Gap::None);
    match text[token.start as usize..].chars().next().unwrap_or('-') {
        ',' | '.' => token.hash,
        '-' | '‐' | '‑' if token.gap() == Gap::None && glued(at + 1) => HYPHEN,
        '-' | '–' | '—' | '―' => DASH,
        '"' | '\'' | '`' | '´' | '‘' | '’' | '‚' | '“' | '”' | '„' | '«' | '»' | '‹' | '›'
        | '「' | '」' | '『' | '』' => QUOTE,
        '。' => fold::hash_mark(b'.'),
        // The wide forms of ASCII.
        c @ '！'..='～' => fold::hash_mark((u32::from(c) - 0xFEE0) as u8),
        _ => token.hash,
    }
}

fn number(text: &str) -> u32 {
    match text.as_bytes() {
        [b'1' | b'2', _, _, _] => 8,
        [_] => 9,
        [_, _] => 10,
        longer if longer.contains(&b',') => 11,
        longer if longer.contains(&b'.') => 12,
        _ => 13,
    }
}

fn word(token: &Token, text: &str) -> (u32, Sort) {
    let word = token.of(text);
    match (token.script, token.shape) {
        (Script::Han, _) => (14, Sort::Content),
        // Hiragana is grammar, katakana is names and loans.
        (Script::Kana, _) if word.chars().all(|c| ('ぁ'..='ゟ').contains(&c)) => {
            (ending(word, 3), Sort::Ending)
        }
        (Script::Kana | Script::Hangul | Script::Other, _) => (15, Sort::Content),
        (_, Shape::Upper) => (16, Sort::Capitals),
        (_, Shape::Capital | Shape::Mixed) if !token.starts_segment() => (17, Sort::Name),
        _ => (ending(word, 2), Sort::Ending),
    }
}

/// The last letters of a word, as a number.
fn ending(word: &str, letters: usize) -> u32 {
    if let Some(last) = word.as_bytes().last_chunk::<4>().filter(|last| last.is_ascii()) {
        // The bit that tells capitals from small letters, and an apostrophe already has it.
        let four = u32::from_le_bytes(*last) | 0x2020_2020;
        return four >> (8 * (4 - letters.min(4)));
    }
    word.chars().rev().take(letters).fold(18, |all, c| {
        let lower = match c {
            '’' | 'ʼ' => '\'',
            _ => c.to_lowercase().next().unwrap_or(c),
        };
        mix(all, u32::from(lower))
    })
}

/// Two numbers to one. The high half of a product depends on every bit of the factors, and the table that it leads to is trained with the
/// same collisions.
fn mix(all: u32, next: u32) -> u32 {
    let both = u64::from(all.rotate_left(15) ^ 0x9E37_79B9) << 32 | u64::from(next);
    let product = (both ^ both >> 29).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    ((product ^ product >> 32) >> 16) as u32 ^ (product >> 32) as u32
}
