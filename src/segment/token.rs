//! The token pass: one walk over the text that every detector shares.
//!
//! A token is a word, a number, or one mark. It is sixteen bytes, holds no text of its own, and knows the folded hash of
//! what it stands on, its shape, its script and the gap before it; so a detector decides most things without looking at
//! the text again. Words keep apostrophes inside them (*don't*, *l'État*), but a final *'s* is a token of its own, and split at hyphens; numbers keep the marks
//! between digits (*7,500*, *3.5*); every ideograph is a word of its own.

pub use super::letters::{Script, script_of};
pub use super::scan::{tokenize, tokens_of};
use crate::text::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters, with apostrophes and digits inside.
    Word,
    /// Digits, with separators inside.
    Number,
    /// One punctuation mark or symbol.
    Mark,
    /// A stretch that is not language: a URL, a handle, code.
    Opaque,
}

impl Kind {
    /// Every kind, in order.
    pub const ALL: [Self; 4] = [Self::Word, Self::Number, Self::Mark, Self::Opaque];
}

/// How a word is capitalised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// No cased letter.
    None,
    /// *word*
    Lower,
    /// *Word*, and a single capital letter
    Capital,
    /// *WORD*, two letters at least
    Upper,
    /// *iPhone*, *McDonald*
    Mixed,
}

impl Shape {
    /// Every shape, in order.
    pub const ALL: [Self; 5] = [Self::None, Self::Lower, Self::Capital, Self::Upper, Self::Mixed];
}

/// What stands between a token and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing.
    None,
    /// One space (of any kind).
    Space,
    /// Several spaces or a tab.
    Wide,
    /// A line break.
    Line,
    /// A blank line, or the start of the text.
    Paragraph,
}

/// One token. See the module for its rules.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// First byte. A text is at most 4 GiB, which `source` checks.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Hash of the folded token, see [`crate::text::fold::hash`].
    pub hash: u32,
    /// What it is.
    pub kind: Kind,
    /// Its capitals.
    pub shape: Shape,
    /// Its script.
    pub script: Script,
    pub(super) bits: u8,
}

const GAP: u8 = 0b111;
/// The bits that begin a sentence and a line, and those of a word outside ASCII and of one that begins with a digit.
pub(super) const SEGMENT: u8 = 0b1000;
pub(super) const LINE: u8 = 0b1_0000;
pub(super) const WIDE: u8 = 0b10_0000;
pub(super) const DIGIT: u8 = 0b100_0000;

impl Token {
    /// The bytes of the token.
    pub fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// The token as it stands in `text`.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start as usize..self.end as usize]
    }

    /// What stands before it.
    pub fn gap(&self) -> Gap {
        match self.bits & GAP {
            0 => Gap::None,
            1 => Gap::Space,
            2 => Gap::Wide,
            3 => Gap::Line,
            _ => Gap::Paragraph,
        }
    }

    /// Whether it is a word.
    pub fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    /// Whether it is the mark `mark`, an ASCII character.
    pub fn is_mark(&self, text: &str, mark: u8) -> bool {
        self.kind == Kind::Mark && text.as_bytes()[self.start as usize] == mark
    }

    /// Whether it begins with a capital (*Word*, *WORD*, *McDonald* but not *iPhone*).
    pub fn is_capitalised(&self, text: &str) -> bool {
        match self.shape {
            Shape::Capital | Shape::Upper => true,
            Shape::Mixed => self.of(text).chars().next().is_some_and(char::is_uppercase),
            Shape::None | Shape::Lower => false,
        }
    }

    /// Whether it is the first of a segment (a sentence).
    pub fn starts_segment(&self) -> bool {
        self.bits & SEGMENT != 0
    }

    /// Whether it is the first of a line; nothing matches across it. A line break inside a wrapped paragraph does
    /// not start a line.
    pub fn starts_line(&self) -> bool {
        self.bits & LINE != 0
    }

    /// Whether all its characters are ASCII; said of opaque tokens too, which nobody looks into.
    pub fn is_ascii(&self) -> bool {
        self.bits & WIDE == 0
    }

    /// Whether it begins with an ASCII digit.
    pub fn starts_with_digit(&self) -> bool {
        self.bits & DIGIT != 0
    }

    pub(super) fn mark_segment_start(&mut self) {
        self.bits |= SEGMENT;
    }

    pub(super) fn join_lines(&mut self) {
        self.bits &= !(LINE | SEGMENT);
    }
}
