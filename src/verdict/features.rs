//! What of a text the verdict may look at: how it is written, never what it is about.
//!
//! A model that sees content words learns topics: native news and translated news differ in what they tell, and a classifier that is right for that reason is
//! right about nothing. So every token becomes a *symbol* with two faces. *Masked*, only function words and marks stand for themselves, other words for their ending, names and
//! numbers for their kind. *Open*, the words that every year and every subject has (*however*, *began*, *nearly*) stand for themselves too. The *frame* is what is left when each run
//! of masked words is one slot. Features are runs of one to three symbols, and of two to five in the frame. The trainer and the reader of models walk through this file, so they
//! cannot disagree.

use crate::segment::token::{Gap, Kind, Script, Shape, Token};
use crate::text::fold;

/// Words in a window: a model sees this much at a time, and a longer document is the mean of its windows.
pub const WINDOW: usize = 300;

/// The words that stand for themselves, by hash. A fixed table of open addressing: asked for every word of a text. The lowest bit of a slot tells
/// function words from common ones, so a hash is known by the others.
#[derive(Debug)]
pub struct Kept {
    slots: Vec<u32>,
}

impl Kept {
    /// A set of the words with these hashes. A word in both is a function word.
    pub fn new(function: &[u32], common: &[u32]) -> Self {
        let words = function.len() + common.len();
        let mut slots = vec![0; (words * 3).next_power_of_two().max(16)];
        let marked = |hash: &u32| hash | 1;
        let plain = |hash: &u32| hash & !1;
        for word in function.iter().map(marked).chain(common.iter().map(plain)) {
            let mut at = word as usize / 2 & (slots.len() - 1);
            while slots[at] != 0 && slots[at] | 1 != word | 1 {
                at = (at + 1) & (slots.len() - 1);
            }
            if slots[at] == 0 {
                slots[at] = word;
            }
        }
        Self { slots }
    }

    /// Whether the word with this hash is one of them, and if so, whether a function word.
    fn knows(&self, hash: u32) -> Option<bool> {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize / 2 & mask;
        while self.slots[at] != 0 {
            if self.slots[at] | 1 == hash | 1 {
                return Some(self.slots[at] & 1 == 1);
            }
            at = (at + 1) & mask;
        }
        None
    }
}

/// What a token is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// What it was made of.
    pub sort: Sort,
    /// Whether its open face is the word itself.
    pub open: bool,
    /// The token; that which follows for the start of a sentence.
    pub token: u32,
}

/// Kinds of symbols.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// The start of a sentence.
    Start,
    /// A function word.
    Itself,
    /// A mark.
    Mark,
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

/// Kinds of features.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    /// A run of so many symbols with their masked faces.
    Masked(usize),
    /// A run with their open faces.
    Open(usize),
    /// A run of the frame.
    Frame(usize),
    /// The last four letters of a word.
    Ending,
    /// The length of a sentence, in fours of tokens.
    Length(u32),
    /// The last letters of a name: how it is spelt tells of the language it comes from, and with that of the topic.
    Form,
}

impl Feature {
    /// Whether it is shown to the weights for source languages: few features that are dense, since a language must be recognised in another year.
    #[inline]
    pub fn tells_source(self) -> bool {
        matches!(self, Self::Open(1) | Self::Masked(2) | Self::Form)
    }

    /// Whether it is shown to the weights for style. How names are spelt is evidence of a language and none of a machine.
    #[inline]
    pub fn tells_style(self) -> bool {
        self != Self::Form
    }
}

/// The symbols of a window. The faces are spread over 64 bits once, so that the hash of a run is a sum of rotated faces.
#[derive(Debug, Default)]
pub struct Stream {
    symbols: Vec<Symbol>,
    masked: Vec<u64>,
    open: Vec<u64>,
    /// The frame, and the place of each of its slots in `symbols`.
    frame: Vec<u64>,
    places: Vec<u32>,
    /// Endings of words and of names, and lengths of sentences, each with its place.
    other: Vec<(u32, Feature, u32)>,
}

/// What tells the hashes of open runs, of frames and of other features from masked ones.
const OPEN: u64 = 0x5851_F42D_4C95_7F2D;
const FRAME: u64 = 0x1405_7B7E_F767_814F;
/// The slots of the frame.
const WORDS: u64 = 0x9FB2_1C65_1E98_DF25;
const NAMES: u64 = 0xD6E8_FEB8_6659_FD93;

impl Stream {
    /// Reads a range of tokens, in place of what was read before.
    pub fn read(
        &mut self,
        tokens: &[Token],
        range: std::ops::Range<usize>,
        text: &str,
        kept: &Kept,
    ) {
        self.symbols.clear();
        self.masked.clear();
        self.open.clear();
        self.frame.clear();
        self.places.clear();
        self.other.clear();
        let mut since = 0_u32;
        self.start(range.start);
        for at in range {
            let token = &tokens[at];
            if token.starts_segment() && since > 0 {
                let length = (since / 4).min(14);
                let place = self.symbols.len() as u32;
                self.other.push((mix(2, length), Feature::Length(length), place));
                self.start(at);
                since = 0;
            }
            since += 1;
            self.add(tokens, at, text, kept);
        }
    }

    /// The symbols.
    pub fn symbols(&self) -> &[Symbol] {
        &self.symbols
    }

    /// The places of the slots of the frame among the symbols.
    pub fn places(&self) -> &[u32] {
        &self.places
    }

    /// Hands every feature to `emit`: its hash, what it is, and where its last symbol stands (in the frame, for its runs).
    #[allow(
        clippy::inline_always,
        reason = "what `emit` does depends on the feature, which is known where it is called"
    )]
    #[inline(always)]
    pub fn features(&self, mut emit: impl FnMut(u32, Feature, usize)) {
        let top = |hash: u64| (hash >> 32) as u32;
        for (at, run) in (2..).zip(self.masked.windows(3)) {
            let two = run[2].wrapping_add(run[1].rotate_left(17));
            emit(top(run[2]), Feature::Masked(1), at);
            emit(top(two), Feature::Masked(2), at);
            emit(top(two.wrapping_add(run[0].rotate_left(34))), Feature::Masked(3), at);
        }
        for (at, run) in (1..).zip(self.open.windows(2)) {
            let one = run[1].wrapping_add(OPEN);
            emit(top(one), Feature::Open(1), at);
            emit(top(one.wrapping_add(run[0].rotate_left(17))), Feature::Open(2), at);
        }
        for (at, run) in (4..).zip(self.frame.windows(5)) {
            let two = run[4].wrapping_add(run[3].rotate_left(17)).wrapping_add(FRAME);
            let three = two.wrapping_add(run[2].rotate_left(34));
            let four = three.wrapping_add(run[1].rotate_left(51));
            emit(top(two), Feature::Frame(2), at);
            emit(top(three), Feature::Frame(3), at);
            emit(top(four), Feature::Frame(4), at);
            emit(top(four.wrapping_add(run[0].rotate_left(5))), Feature::Frame(5), at);
        }
        for &(hash, feature, place) in &self.other {
            emit(hash, feature, place as usize);
        }
    }

    /// Adds the start of a sentence.
    fn start(&mut self, token: usize) {
        self.push(1, None, Sort::Start, token);
    }

    fn add(&mut self, tokens: &[Token], at: usize, text: &str, kept: &Kept) {
        let token = &tokens[at];
        match token.kind {
            Kind::Mark => self.push(mark(tokens, at, text), None, Sort::Mark, at),
            Kind::Number => {
                // Wide digits are tokens of their own; how wide they are says nothing.
                let before = self.symbols.last().is_some_and(|last| last.sort == Sort::Number);
                if !before || token.gap() != Gap::None {
                    self.push(number(token.of(text)), None, Sort::Number, at);
                }
            }
            Kind::Opaque => self.push(5, None, Sort::Opaque, at),
            Kind::Word => {
                let known = kept.knows(token.hash);
                if known == Some(true) {
                    return self.push(token.hash, None, Sort::Itself, at);
                }
                let (hash, sort) = word(token, text);
                let masked = matches!(sort, Sort::Ending | Sort::Content);
                let open = known.filter(|_| masked).map(|_| token.hash);
                let place = self.symbols.len() as u32;
                match sort {
                    Sort::Ending => {
                        let hash = mix(5, ending(token.of(text), 4));
                        self.other.push((hash, Feature::Ending, place));
                    }
                    Sort::Name => {
                        let hash = mix(19, ending(token.of(text), 3));
                        self.other.push((hash, Feature::Form, place));
                    }
                    _ => {}
                }
                self.push(hash, open, sort, at);
            }
        }
    }

    fn push(&mut self, masked: u32, open: Option<u32>, sort: Sort, token: usize) {
        let place = self.symbols.len() as u32;
        let masked = face(masked);
        let slot = match sort {
            Sort::Ending | Sort::Content => WORDS,
            Sort::Name | Sort::Capitals => NAMES,
            _ => masked,
        };
        self.symbols.push(Symbol { sort, open: open.is_some(), token: token as u32 });
        self.masked.push(masked);
        self.open.push(open.map_or(masked, face));
        let again = matches!(slot, WORDS | NAMES) && self.frame.last() == Some(&slot);
        if !again {
            self.frame.push(slot);
            self.places.push(place);
        }
    }
}

/// A number as one of 64 bits, of which each depends on each of its bits.
fn face(number: u32) -> u64 {
    let product = (u64::from(number) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (product ^ product >> 32).wrapping_mul(0xD6E8_FEB8_6659_FD93)
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
