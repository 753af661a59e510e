//! What a character is to the token pass, and which script a letter is of.

use crate::text::Pages;

/// The script of a word's letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// No letter.
    Common,
    /// Latin.
    Latin,
    /// Cyrillic.
    Cyrillic,
    /// Greek.
    Greek,
    /// Arabic.
    Arabic,
    /// Hebrew.
    Hebrew,
    /// Han ideographs.
    Han,
    /// Hiragana and katakana.
    Kana,
    /// Hangul.
    Hangul,
    /// Any other script.
    Other,
    /// Letters of two scripts in one word.
    Mixed,
}

impl Script {
    /// The script of a word with letters of both.
    pub(super) fn join(self, other: Self) -> Self {
        match (self, other) {
            (Self::Common, other) | (other, Self::Common) => other,
            (a, b) if a == b => a,
            _ => Self::Mixed,
        }
    }
}

/// What a character is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A letter of an alphabet or syllabary that makes words.
    Letter,
    /// A character that is a word of its own.
    Ideograph,
    /// White space.
    Space,
    /// A digit or number sign of any script.
    Number,
    /// A mark that belongs to the word around it: a combining accent, a soft hyphen, a joiner.
    Extender,
    /// Any other.
    Mark,
}

/// A character, seen by the token pass.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    pub(super) class: Class,
    pub(super) script: Script,
    pub(super) upper: bool,
    pub(super) lower: bool,
    /// Whether Unicode has it among the letters, as it has most ideographs.
    pub(super) alphabetic: bool,
}

/// Looks a character up.
#[inline]
pub(super) fn letter(c: char) -> Letter {
    static LETTERS: Pages<Letter> = Pages::new(classify);
    LETTERS.get(c)
}

fn classify(c: char) -> Letter {
    let alphabetic = c.is_alphabetic();
    let class = if is_ideograph(c) {
        Class::Ideograph
    } else if alphabetic {
        Class::Letter
    } else if c.is_whitespace() {
        Class::Space
    } else if c.is_numeric() {
        Class::Number
    } else if is_word_extender(c) {
        Class::Extender
    } else {
        Class::Mark
    };
    let (upper, lower) = (c.is_uppercase(), c.is_lowercase());
    Letter { class, script: script_of(c), upper, lower, alphabetic }
}

fn is_word_extender(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
        || matches!(c as u32, 0x300..=0x36F | 0x483..=0x487 | 0x591..=0x5C7 | 0x610..=0x61A | 0x64B..=0x65F | 0x93A..=0x94F | 0xE31..=0xE4E)
}

fn is_ideograph(c: char) -> bool {
    matches!(c as u32, 0x3040..=0x30FF | 0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_134F)
}

/// The script of a letter.
pub fn script_of(c: char) -> Script {
    match c as u32 {
        0x41..=0x5A
        | 0x61..=0x7A
        | 0xAA
        | 0xBA
        | 0xC0..=0x24F
        | 0x250..=0x2AF
        | 0x1D00..=0x1EFF
        | 0x2C60..=0x2C7F
        | 0xA720..=0xA7FF
        | 0xFF21..=0xFF5A => Script::Latin,
        0x370..=0x3FF | 0x1F00..=0x1FFF => Script::Greek,
        0x400..=0x52F | 0x1C80..=0x1C8F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => Script::Cyrillic,
        0x590..=0x5FF | 0xFB1D..=0xFB4F => Script::Hebrew,
        0x600..=0x6FF | 0x750..=0x77F | 0x8A0..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFF => {
            Script::Arabic
        }
        0x3040..=0x30FF | 0x31F0..=0x31FF => Script::Kana,
        0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_134F => Script::Han,
        0x1100..=0x11FF | 0x3130..=0x318F | 0xAC00..=0xD7AF => Script::Hangul,
        _ => Script::Other,
    }
}
