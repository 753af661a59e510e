//! The scanner behind the token pass.
//!
//! ASCII words, which most text is made of, are read eight bytes at a time: arithmetic on all eight says which are letters, and
//! which of these are capitals, so that a word of up to eight letters costs no loop and no branch that a processor would guess
//! wrong. Whatever else a word can hold goes character by character over a table.

use super::letters::{Class, Script, letter};
use super::token::{DIGIT, Gap, Kind, LINE, SEGMENT, Shape, Token, WIDE};
use crate::text::{Span, fold};

/// Appends the tokens of `text` to `tokens`. `opaque` lists stretches to take as one token each, ascending and disjoint.
pub fn tokenize(text: &str, opaque: &[Span], tokens: &mut Vec<Token>) {
    let mut scanner = Scanner { text, bytes: text.as_bytes(), gap: Gap::Paragraph };
    let mut at = 0;
    for span in opaque {
        scanner.run(at, span.start(), tokens);
        tokens.push(scanner.token(span.start(), span.end(), 0, Kind::Opaque));
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

/// What a byte begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    Mark,
    Word,
    Digit,
    Space,
    Newline,
    /// A character outside ASCII.
    Wide,
}

/// What every byte begins.
static STARTS: [Start; 256] = {
    let mut table = [Start::Mark; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Start::Word,
            b'0'..=b'9' => Start::Digit,
            b' ' | b'\t' | 0x0B | 0x0C => Start::Space,
            b'\n' | b'\r' => Start::Newline,
            0x80.. => Start::Wide,
            _ => Start::Mark,
        };
        byte += 1;
    }
    table
};

/// Which letters of a word were seen so far.
#[derive(Clone, Copy, Default)]
struct Case {
    lower: bool,
    upper: bool,
    /// A capital after the first letter.
    late_upper: bool,
}

impl Case {
    /// The case of a word from that of its first part and that of the rest.
    fn then(self, rest: Self) -> Self {
        Self {
            lower: self.lower | rest.lower,
            upper: self.upper | rest.upper,
            late_upper: self.late_upper | rest.upper,
        }
    }

    fn shape(self) -> Shape {
        match (self.lower, self.upper, self.late_upper) {
            (false, false, _) => Shape::None,
            (true, false, _) => Shape::Lower,
            (_, true, false) => Shape::Capital,
            (false, true, true) => Shape::Upper,
            (true, true, true) => Shape::Mixed,
        }
    }
}

/// Eight bytes of text as flags in the highest bit of each byte.
struct Eight {
    value: u64,
    letters: u64,
    upper: u64,
    /// ASCII letters and digits before the first other byte.
    length: usize,
}

impl Eight {
    const HIGH: u64 = 0x8080_8080_8080_8080;

    fn of(bytes: [u8; 8]) -> Self {
        let value = u64::from_le_bytes(bytes);
        let low = value & !Self::HIGH;
        let letters = Self::within(low | 0x2020_2020_2020_2020, b'a', b'z') & !value;
        let digits = Self::within(low, b'0', b'9') & !value;
        let others = !(letters | digits) & Self::HIGH;
        // The bit that tells `a` from `A` moves to the flag's place.
        let upper = letters & !(value << 2) & Self::HIGH;
        let length = others.trailing_zeros() as usize / 8;
        Self { value, letters: letters & Self::HIGH, upper, length }
    }

    /// The flags before the first other byte.
    fn inside(&self, flags: u64) -> u64 {
        flags & u64::MAX.checked_shr(64 - 8 * self.length as u32).unwrap_or(0)
    }

    /// The case of a whole word, which has begun with a letter.
    fn shape(&self) -> Shape {
        match self.inside(self.upper) {
            0 => Shape::Lower,
            0x80 => Shape::Capital,
            upper if upper == self.inside(self.letters) => Shape::Upper,
            _ => Shape::Mixed,
        }
    }

    /// Which letters stand before the first other byte; the first of them begins the word.
    fn case(&self) -> Case {
        let upper = self.inside(self.upper);
        Case {
            lower: self.inside(self.letters) != upper,
            upper: upper != 0,
            late_upper: upper & !0x80 != 0,
        }
    }

    /// Flags the bytes of `value`, all below 0x80, from `first` to `last`.
    fn within(value: u64, first: u8, last: u8) -> u64 {
        let least = |byte: u8| value + u64::from_le_bytes([0x80 - byte; 8]);
        least(first) & !least(last + 1)
    }
}

struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    gap: Gap,
}

impl Scanner<'_> {
    fn run(&mut self, from: usize, to: usize, tokens: &mut Vec<Token>) {
        let mut at = from;
        while at < to {
            match STARTS[self.bytes[at] as usize] {
                Start::Space => {
                    let tab = self.bytes[at] != b' ';
                    self.widen(if tab { Gap::Wide } else { Gap::Space });
                    at += 1;
                }
                Start::Newline => {
                    let crlf = self.bytes[at] == b'\r' && self.bytes.get(at + 1) == Some(&b'\n');
                    self.gap = if self.gap >= Gap::Line { Gap::Paragraph } else { Gap::Line };
                    at += 1 + usize::from(crlf);
                }
                Start::Word => at = self.ascii_word(at, to, tokens),
                Start::Digit => at = self.number(at, to, tokens),
                Start::Mark => {
                    let hash = fold::hash_mark(self.bytes[at]);
                    tokens.push(self.token(at, at + 1, hash, Kind::Mark));
                    at += 1;
                }
                Start::Wide => at = self.wide(at, to, tokens),
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

    /// A word that has begun with an ASCII letter. One of at most fifteen letters is done here.
    #[inline]
    fn ascii_word(&mut self, start: usize, to: usize, tokens: &mut Vec<Token>) -> usize {
        let rest = &self.bytes[start..to];
        let eight =
            |at: usize| rest.get(at..).and_then(|rest| rest.first_chunk()).copied().map(Eight::of);
        let Some(head) = eight(0) else { return self.long_ascii_word(start, to, tokens) };
        let (length, shape, hash) = if head.length < 8 {
            (head.length, head.shape(), fold::hash_eight(head.value, head.length))
        } else if let Some(tail) = eight(8).filter(|tail| tail.length < 8) {
            let length = 8 + tail.length;
            let case = head.case().then(tail.case());
            (length, case.shape(), fold::hash_sixteen(head.value, tail.value, length))
        } else {
            return self.long_ascii_word(start, to, tokens);
        };
        if matches!(rest.get(length), Some(b'\'' | 0x80..)) {
            return self.long_ascii_word(start, to, tokens);
        }
        let token = self.token(start, start + length, hash, Kind::Word);
        tokens.push(Token { shape, script: Script::Latin, ..token });
        start + length
    }

    /// A word of any length that has begun with an ASCII letter; goes over to [`Self::word`] when it holds a character
    /// outside ASCII.
    fn long_ascii_word(&mut self, start: usize, to: usize, tokens: &mut Vec<Token>) -> usize {
        let mut case = Case::default();
        let mut at = start;
        loop {
            let (end, part) = self.alphanumeric(at, to);
            case = if at == start { part } else { case.then(part) };
            at = end;
            match self.bytes[..to].get(at) {
                Some(b'\'') if at + 1 < to && self.possessive_at(at, to) == 0 => {
                    match STARTS[self.bytes[at + 1] as usize] {
                        Start::Word => at += 1,
                        Start::Wide if self.letter_at(at + 1) => {
                            return self.word(start, to, tokens);
                        }
                        _ => break,
                    }
                }
                Some(0x80..) if self.goes_on(at, to) => return self.word(start, to, tokens),
                _ => break,
            }
        }
        let hash = fold::hash_ascii(&self.bytes[start..at]);
        let token = self.token(start, at, hash, Kind::Word);
        tokens.push(Token { shape: case.shape(), script: Script::Latin, ..token });
        self.possessive(at, to, tokens)
    }

    /// The end of the ASCII letters and digits from `at` on, and their case.
    fn alphanumeric(&self, mut at: usize, to: usize) -> (usize, Case) {
        let mut case: Option<Case> = None;
        loop {
            let rest = &self.bytes[at..to];
            let mut last = [0; 8];
            let eight = rest.first_chunk().copied().unwrap_or_else(|| {
                last[..rest.len()].copy_from_slice(rest);
                last
            });
            let eight = Eight::of(eight);
            let case = case.insert(case.map_or(eight.case(), |before| before.then(eight.case())));
            at += eight.length;
            if eight.length < 8 {
                return (at, *case);
            }
        }
    }

    /// Whether the character outside ASCII at `at` is part of the word before it.
    fn goes_on(&self, at: usize, to: usize) -> bool {
        let mut chars = self.text[at..to].chars();
        match chars.next().map(|c| (c, letter(c).class)) {
            Some((_, Class::Letter | Class::Extender)) => true,
            Some((c, _)) if is_apostrophe(c) => {
                chars.next().is_some_and(|next| letter(next).alphabetic)
                    && self.possessive_at(at, to) == 0
            }
            _ => false,
        }
    }

    /// The *'s* at the end of a word, a token of its own, so that a name is the same word with and without it.
    fn possessive(&mut self, at: usize, to: usize, tokens: &mut Vec<Token>) -> usize {
        let length = self.possessive_at(at, to);
        if length > 0 {
            let hash = fold::hash(&self.text[at..at + length]);
            let mut token = self.token(at, at + length, hash, Kind::Word);
            token.bits |= if length > 2 { WIDE } else { 0 };
            tokens.push(Token { shape: Shape::Lower, script: Script::Latin, ..token });
        }
        at + length
    }

    /// Length of an *'s* that ends a word at `at`, or 0.
    fn possessive_at(&self, at: usize, to: usize) -> usize {
        let mark = match &self.bytes[at..to] {
            [b'\'', b's' | b'S', ..] => 1,
            [0xE2, 0x80, 0x99, b's' | b'S', ..] => 3,
            _ => return 0,
        };
        let ends = self.bytes[..to].get(at + mark + 1).is_none_or(|&byte| {
            matches!(STARTS[byte as usize], Start::Mark | Start::Space | Start::Newline)
        }) || !self.letter_at(at + mark + 1);
        if ends { mark + 1 } else { 0 }
    }

    /// A word with any letters.
    fn word(&mut self, start: usize, to: usize, tokens: &mut Vec<Token>) -> usize {
        let mut case = Case::default();
        let mut script = Script::Common;
        let mut wide = false;
        let mut end = to;
        let mut chars = self.text[start..to].char_indices().peekable();
        while let Some((offset, c)) = chars.next() {
            let seen = letter(c);
            if seen.class == Class::Letter {
                script = script.join(seen.script);
                case.upper |= seen.upper;
                case.late_upper |= seen.upper && offset > 0;
                case.lower |= seen.lower;
            } else if is_apostrophe(c) {
                let inside = chars.peek().is_some_and(|&(_, next)| letter(next).alphabetic);
                if !inside || self.possessive_at(start + offset, to) > 0 {
                    end = start + offset;
                    break;
                }
            } else if !(c.is_ascii_digit() || seen.class == Class::Extender) {
                end = start + offset;
                break;
            }
            wide |= !c.is_ascii();
        }
        let hash = fold::hash(&self.text[start..end]);
        let mut token = self.token(start, end, hash, Kind::Word);
        token.bits |= if wide { WIDE } else { 0 };
        token.bits |= if self.bytes[start].is_ascii_digit() { DIGIT } else { 0 };
        tokens.push(Token { shape: case.shape(), script, ..token });
        self.possessive(end, to, tokens)
    }

    /// Digits with single separators between digits; letters glued to them make a word of it (*8m33*, *5G*).
    fn number(&mut self, start: usize, to: usize, tokens: &mut Vec<Token>) -> usize {
        let bytes = self.bytes;
        let mut at = start;
        while at < to {
            match STARTS[bytes[at] as usize] {
                Start::Digit => at += 1,
                Start::Word => return self.word(start, to, tokens),
                Start::Mark
                    if matches!(bytes[at], b'.' | b',')
                        && at + 1 < to
                        && bytes[at + 1].is_ascii_digit() =>
                {
                    at += 1;
                }
                Start::Wide if self.letter_at(at) => return self.word(start, to, tokens),
                _ => break,
            }
        }
        let hash = fold::hash(&self.text[start..at]);
        tokens.push(self.token(start, at, hash, Kind::Number));
        at
    }

    /// A character outside ASCII: a letter begins a word, a space widens the gap, anything else is a mark.
    fn wide(&mut self, at: usize, to: usize, tokens: &mut Vec<Token>) -> usize {
        let Some(c) = self.text[at..to].chars().next() else { return to };
        let end = at + c.len_utf8();
        let seen = letter(c);
        let kind = match seen.class {
            Class::Letter => return self.word(at, to, tokens),
            Class::Space => {
                match c {
                    '\u{2028}' => self.gap = self.gap.max(Gap::Line),
                    '\u{2029}' => self.gap = Gap::Paragraph,
                    _ => self.widen(Gap::Space),
                }
                return end;
            }
            Class::Ideograph => Kind::Word,
            Class::Number => Kind::Number,
            Class::Extender | Class::Mark => Kind::Mark,
        };
        let script = if kind == Kind::Word { seen.script } else { Script::Common };
        let mut token = self.token(at, end, fold::hash(&self.text[at..end]), kind);
        token.bits |= WIDE;
        tokens.push(Token { script, ..token });
        end
    }

    fn letter_at(&self, at: usize) -> bool {
        self.text[at..].chars().next().is_some_and(|c| letter(c).class == Class::Letter)
    }

    /// A token without letters, after the gap that was read.
    #[inline]
    fn token(&mut self, start: usize, end: usize, hash: u32, kind: Kind) -> Token {
        let line = if self.gap >= Gap::Line { LINE | SEGMENT } else { 0 };
        let bits = self.gap as u8 | line;
        self.gap = Gap::None;
        let (start, end) = (start as u32, end as u32);
        Token { start, end, hash, kind, shape: Shape::None, script: Script::Common, bits }
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
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
