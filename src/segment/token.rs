//! The token pass: one walk over the text that every detector shares.
//!
//! A token is a word, a number, or one mark. It is sixteen bytes, holds no text of its own, and knows the folded hash of
//! what it stands on, its shape, its script and the gap before it; so a detector decides most things without looking at
//! the text again. Words keep apostrophes inside them (*don't*, *l'État*), but a final *'s* is a token of its own, and split at hyphens; numbers keep the marks
//! between digits (*7,500*, *3.5*); every ideograph is a word of its own.

use crate::text::{Span, fold};

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
    /// Hash of the folded token, see [`fold::hash`].
    pub hash: u32,
    /// What it is.
    pub kind: Kind,
    /// Its capitals.
    pub shape: Shape,
    /// Its script.
    pub script: Script,
    bits: u8,
}

const GAP: u8 = 0b111;
const SEGMENT: u8 = 0b1000;
const LINE: u8 = 0b1_0000;

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

    pub(super) fn mark_segment_start(&mut self) {
        self.bits |= SEGMENT;
    }

    pub(super) fn join_lines(&mut self) {
        self.bits &= !(LINE | SEGMENT);
    }
}

/// Appends the tokens of `text` to `tokens`. `opaque` lists stretches to take as one token each, ascending and disjoint.
pub fn tokenize(text: &str, opaque: &[Span], tokens: &mut Vec<Token>) {
    let mut scanner = Scanner { text, bytes: text.as_bytes(), gap: Gap::Paragraph };
    let mut at = 0;
    for span in opaque {
        scanner.run(at, span.start(), tokens);
        scanner.push(tokens, span.start(), span.end(), Kind::Opaque, Shape::None, Script::Common);
        at = span.end();
    }
    scanner.run(at, text.len(), tokens);
}

/// The tokens of a short text, for lexicons and tests.
pub fn tokens_of(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    tokenize(text, &[], &mut tokens);
    tokens
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Mark,
    Lower,
    Upper,
    Digit,
    Space,
    Newline,
    /// First byte of a character outside ASCII.
    Wide,
}

/// The class of every byte.
static CLASS: [Class; 256] = {
    let mut table = [Class::Mark; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' => Class::Lower,
            b'A'..=b'Z' => Class::Upper,
            b'0'..=b'9' => Class::Digit,
            b' ' | b'\t' | 0x0B | 0x0C => Class::Space,
            b'\n' | b'\r' => Class::Newline,
            0x80.. => Class::Wide,
            _ => Class::Mark,
        };
        byte += 1;
    }
    table
};

struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    gap: Gap,
}

impl Scanner<'_> {
    fn run(&mut self, from: usize, to: usize, tokens: &mut Vec<Token>) {
        let mut at = from;
        while at < to {
            match CLASS[self.bytes[at] as usize] {
                Class::Space => {
                    let tab = self.bytes[at] != b' ';
                    self.widen(if tab { Gap::Wide } else { Gap::Space });
                    at += 1;
                }
                Class::Newline => {
                    let crlf = self.bytes[at] == b'\r' && self.bytes.get(at + 1) == Some(&b'\n');
                    self.gap = if self.gap >= Gap::Line { Gap::Paragraph } else { Gap::Line };
                    at += 1 + usize::from(crlf);
                }
                Class::Lower | Class::Upper => at = self.ascii_word(at, to, tokens),
                Class::Digit => at = self.number(at, to, tokens),
                Class::Mark => {
                    self.push(tokens, at, at + 1, Kind::Mark, Shape::None, Script::Common);
                    at += 1;
                }
                Class::Wide => at = self.wide(at, to, tokens),
            }
        }
    }

    fn widen(&mut self, gap: Gap) {
        self.gap = match (self.gap, gap) {
            (Gap::None, gap) => gap,
            (Gap::Space, _) => Gap::Wide,
            (wider, _) => wider,
        };
    }

    /// A word that has begun with an ASCII letter; goes over to [`Self::word`] when it meets another character.
    fn ascii_word(&mut self, start: usize, to: usize, tokens: &mut Vec<Token>) -> usize {
        let bytes = self.bytes;
        let (mut lower, mut upper, mut late_upper) = (0_usize, 0_usize, 0_usize);
        let mut at = start;
        while at < to {
            match CLASS[bytes[at] as usize] {
                Class::Lower => lower += 1,
                Class::Upper => {
                    upper += 1;
                    late_upper += usize::from(at > start);
                }
                Class::Digit => {}
                Class::Wide => return self.word(start, to, tokens),
                Class::Mark if bytes[at] == b'\'' && at + 1 < to => {
                    if self.possessive_at(at, to) > 0 {
                        break;
                    }
                    match CLASS[bytes[at + 1] as usize] {
                        Class::Lower | Class::Upper => {}
                        Class::Wide if self.letter_at(at + 1) => {}
                        _ => break,
                    }
                }
                _ => break,
            }
            at += 1;
        }
        let shape = shape(lower, upper, late_upper);
        let hash = fold::hash_ascii(&bytes[start..at]);
        self.push_hashed(tokens, start, at, hash, Kind::Word, shape, Script::Latin);
        self.possessive(at, to, tokens)
    }

    /// The *'s* at the end of a word, a token of its own, so that a name is the same word with and without it.
    fn possessive(&mut self, at: usize, to: usize, tokens: &mut Vec<Token>) -> usize {
        let length = self.possessive_at(at, to);
        if length > 0 {
            self.push(tokens, at, at + length, Kind::Word, Shape::Lower, Script::Latin);
        }
        at + length
    }

    /// Length of an *'s* that ends a word at `at`, or 0.
    fn possessive_at(&self, at: usize, to: usize) -> usize {
        let rest = &self.bytes[at..to];
        let mark = if rest.starts_with(b"'") {
            1
        } else if rest.starts_with("’".as_bytes()) {
            3
        } else {
            return 0;
        };
        if !matches!(rest.get(mark), Some(b's' | b'S')) {
            return 0;
        }
        let ends = rest.get(mark + 1).is_none_or(|&b| {
            matches!(CLASS[b as usize], Class::Mark | Class::Space | Class::Newline)
        }) || !self.letter_at(at + mark + 1);
        if ends { mark + 1 } else { 0 }
    }

    /// A word with any letters.
    fn word(&mut self, start: usize, to: usize, tokens: &mut Vec<Token>) -> usize {
        let (mut lower, mut upper, mut late_upper) = (0, 0, 0);
        let mut script = Script::Common;
        let mut end = to;
        let mut chars = self.text[start..to].char_indices().peekable();
        while let Some((offset, c)) = chars.next() {
            let letter = c.is_alphabetic() && !is_ideograph(c);
            if letter {
                script = join_scripts(script, script_of(c));
                if c.is_uppercase() {
                    upper += 1;
                    late_upper += usize::from(offset > 0);
                } else if c.is_lowercase() {
                    lower += 1;
                }
            } else if is_apostrophe(c) {
                let inside = chars.peek().is_some_and(|&(_, next)| next.is_alphabetic());
                if !inside || self.possessive_at(start + offset, to) > 0 {
                    end = start + offset;
                    break;
                }
            } else if !(c.is_ascii_digit() || is_word_extender(c)) {
                end = start + offset;
                break;
            }
        }
        let shape = shape(lower, upper, late_upper);
        self.push(tokens, start, end, Kind::Word, shape, script);
        self.possessive(end, to, tokens)
    }

    /// Digits with single separators between digits; letters glued to them make a word of it (*8m33*, *5G*).
    fn number(&mut self, start: usize, to: usize, tokens: &mut Vec<Token>) -> usize {
        let bytes = self.bytes;
        let mut at = start;
        while at < to {
            match CLASS[bytes[at] as usize] {
                Class::Digit => at += 1,
                Class::Lower | Class::Upper => return self.word(start, to, tokens),
                Class::Mark
                    if matches!(bytes[at], b'.' | b',')
                        && at + 1 < to
                        && bytes[at + 1].is_ascii_digit() =>
                {
                    at += 1;
                }
                Class::Wide if self.letter_at(at) => return self.word(start, to, tokens),
                _ => break,
            }
        }
        self.push(tokens, start, at, Kind::Number, Shape::None, Script::Common);
        at
    }

    /// A character outside ASCII: a letter begins a word, a space widens the gap, anything else is a mark.
    fn wide(&mut self, at: usize, to: usize, tokens: &mut Vec<Token>) -> usize {
        let Some(c) = self.text[at..to].chars().next() else { return to };
        let end = at + c.len_utf8();
        if is_ideograph(c) {
            self.push(tokens, at, end, Kind::Word, Shape::None, script_of(c));
            end
        } else if c.is_alphabetic() {
            self.word(at, to, tokens)
        } else if c.is_whitespace() {
            match c {
                '\u{2028}' => self.gap = self.gap.max(Gap::Line),
                '\u{2029}' => self.gap = Gap::Paragraph,
                _ => self.widen(Gap::Space),
            }
            end
        } else if c.is_numeric() && !c.is_alphabetic() {
            self.push(tokens, at, end, Kind::Number, Shape::None, Script::Common);
            end
        } else {
            self.push(tokens, at, end, Kind::Mark, Shape::None, Script::Common);
            end
        }
    }

    fn letter_at(&self, at: usize) -> bool {
        self.text[at..].chars().next().is_some_and(|c| c.is_alphabetic() && !is_ideograph(c))
    }

    fn push(
        &mut self,
        tokens: &mut Vec<Token>,
        start: usize,
        end: usize,
        kind: Kind,
        shape: Shape,
        script: Script,
    ) {
        let hash = match kind {
            Kind::Opaque => 0,
            _ => fold::hash(&self.text[start..end]),
        };
        self.push_hashed(tokens, start, end, hash, kind, shape, script);
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the parts of one token, named at both call sites"
    )]
    fn push_hashed(
        &mut self,
        tokens: &mut Vec<Token>,
        start: usize,
        end: usize,
        hash: u32,
        kind: Kind,
        shape: Shape,
        script: Script,
    ) {
        let line = if self.gap >= Gap::Line { LINE | SEGMENT } else { 0 };
        let bits = self.gap as u8 | line;
        self.gap = Gap::None;
        let (start, end) = (start as u32, end as u32);
        tokens.push(Token { start, end, hash, kind, shape, script, bits });
    }
}

fn shape(lower: usize, upper: usize, late_upper: usize) -> Shape {
    match (lower, upper, late_upper) {
        (0, 0, _) => Shape::None,
        (_, 0, _) => Shape::Lower,
        (_, 1, 0) => Shape::Capital,
        (0, _, _) => Shape::Upper,
        _ => Shape::Mixed,
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// Marks that belong to the word around them: combining accents, soft hyphens, joiners.
fn is_word_extender(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
        || matches!(c as u32, 0x300..=0x36F | 0x483..=0x487 | 0x591..=0x5C7 | 0x610..=0x61A | 0x64B..=0x65F | 0x93A..=0x94F | 0xE31..=0xE4E)
}

fn is_ideograph(c: char) -> bool {
    matches!(c as u32, 0x3040..=0x30FF | 0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_134F)
}

fn join_scripts(a: Script, b: Script) -> Script {
    match (a, b) {
        (Script::Common, other) | (other, Script::Common) => other,
        (a, b) if a == b => a,
        _ => Script::Mixed,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens_of(text).iter().map(|token| token.of(text)).collect()
    }

    #[test]
    fn words_numbers_and_marks() {
        assert_eq!(words("Don't pay 7,500.50 now."), ["Don't", "pay", "7,500.50", "now", "."]);
        assert_eq!(
            words("Kuleba's it’s s's 'sir'"),
            ["Kuleba", "'s", "it", "’s", "s", "'s", "'", "sir", "'"]
        );
        assert_eq!(words("center -city"), ["center", "-", "city"]);
        assert_eq!(words("l’État, 'ok'"), ["l’État", ",", "'", "ok", "'"]);
        assert_eq!(words("8m33 5G 10."), ["8m33", "5G", "10", "."]);
        assert_eq!(words("中国 abc"), ["中", "国", "abc"]);
        assert_eq!(words("naïve комп'ютер"), ["naïve", "комп'ютер"]);
    }

    #[test]
    fn gaps_and_line_starts() {
        let text = "a  b\u{A0}c\nd\r\n\r\ne";
        let tokens = tokens_of(text);
        let gaps: Vec<Gap> = tokens.iter().map(Token::gap).collect();
        assert_eq!(gaps, [Gap::Paragraph, Gap::Wide, Gap::Space, Gap::Line, Gap::Paragraph]);
        assert!(tokens[3].starts_line() && !tokens[2].starts_line());
    }

    #[test]
    fn shapes_and_scripts() {
        let text = "word Word WORD iPhone A Ünder Київ К1ев pr\u{435}s";
        let tokens = tokens_of(text);
        let shapes: Vec<Shape> = tokens.iter().map(|t| t.shape).collect();
        use Shape::{Capital, Lower, Mixed, Upper};
        assert_eq!(
            shapes,
            [Lower, Capital, Upper, Mixed, Capital, Capital, Capital, Capital, Lower]
        );
        assert_eq!(tokens[6].script, Script::Cyrillic);
        assert_eq!(tokens[8].script, Script::Mixed);
    }

    #[test]
    fn opaque_spans_are_one_token() {
        let text = "see http://x.org/a now";
        let mut tokens = Vec::new();
        tokenize(text, &[Span::new(4, 18)], &mut tokens);
        let kinds: Vec<Kind> = tokens.iter().map(|t| t.kind).collect();
        assert_eq!(kinds, [Kind::Word, Kind::Opaque, Kind::Word]);
        assert_eq!(std::mem::size_of::<Token>(), 16);
    }
}
