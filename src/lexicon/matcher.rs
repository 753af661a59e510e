//! Finds the phrases of a lexicon in a token stream, in one pass.
//!
//! Every token asks a byte table whether a key can begin with its hash, and of which lengths. Where one can, the hashes of up to
//! three tokens are combined, and a bit filter turns nearly all of them away with one look at memory; then the table is asked. Only
//! then is a variant compared element by element, forwards and backwards from its key and last the key itself, letters
//! included; so a collision of hashes costs time and never a wrong finding.

use std::ops::Range;

use super::MOST_CAPTURES;
use super::compile::{EMPTY, NO_CAPTURE, filter_bit, key_of, prefix_bit};
use super::guard::beside;
use super::marks::{is_bullet, is_clause_mark, is_closing, is_end_mark, is_opening, is_particle};
use super::notation::{ANCHORS, Anchor, SHAPE_CLASSES, ShapeClass};
use super::store::{EntryText, Lexicon, Numbers, Section, Variant};
use crate::segment::token::{Gap, Kind, Shape, Token};
use crate::text::{Span, fold};

/// What one numbered part of a phrase matched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Capture {
    /// Bytes, when the part was there.
    pub(super) span: Option<Span>,
    /// Alternative or form; several bits when the word is more than one form of its lemma.
    pub(super) values: u32,
}

/// What every part matched, by number.
pub(super) type Captures = [Capture; MOST_CAPTURES];

/// A phrase found: which entry, which tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Number of the entry.
    pub entry: u32,
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
    variant: u32,
    /// The token that the variant's key begins at.
    key: usize,
}

/// A match and the lexicon it comes from.
#[derive(Clone, Debug)]
pub struct Hit<'l> {
    /// The lexicon.
    pub lexicon: &'l Lexicon,
    /// The match.
    pub found: Match,
}

impl<'l> Hit<'l> {
    /// The compiled fix of the phrase that matched.
    pub(super) fn fix(&self) -> Option<&'l str> {
        let fix = self.lexicon.variant(self.found.variant).fix;
        fix.map(|(at, len)| self.lexicon.heap_text(at, len))
    }

    /// Whether the first token was taken by a class, so that its capital may be its own.
    pub(super) fn by_class(&self, text: &str, tokens: &[Token]) -> bool {
        let reader = Reader::new(self.lexicon, text, tokens);
        let variant = self.lexicon.variant(self.found.variant);
        let mut elements = (0..variant.count).map(|n| reader.element(&variant, n));
        elements.find(|e| e.anchor().is_none()).is_some_and(|e| e.class().is_some())
    }

    /// What the parts matched. Only few of the phrases found are kept and have a repair with parts, so this is worked
    /// out when a repair asks.
    pub(super) fn captures(&self, text: &str, tokens: &[Token]) -> Captures {
        let mut captures = Captures::default();
        let reader = Reader::new(self.lexicon, text, tokens);
        let Match { variant, key, .. } = self.found;
        reader.extent(&self.lexicon.variant(variant), key, Some(&mut captures));
        captures
    }
}

impl Lexicon {
    /// Calls `on` for every phrase found in `tokens`, in order of the key's place. `text` is the text of the tokens.
    /// Variants of one entry that overlap are reported each; the caller keeps the longest.
    pub fn find(&self, text: &str, tokens: &[Token], mut on: impl FnMut(Match)) {
        let firsts = self.bytes(Section::Firsts);
        let mask = firsts.len() - 1;
        let reader = Reader::new(self, text, tokens);
        for (at, token) in tokens.iter().enumerate() {
            let lengths = firsts[token.hash as usize & mask];
            if lengths != 0 {
                reader.at_key(at, lengths, &mut on);
            }
        }
    }

    /// Whether `found`, a match of `entry` in `tokens`, overlaps a phrase that the entry excepts.
    pub fn is_excepted(
        &self,
        text: &str,
        tokens: &[Token],
        entry: &EntryText,
        found: &Match,
    ) -> bool {
        let reader = Reader::new(self, text, tokens);
        let from = found.first.saturating_sub(8);
        entry.nots.clone().any(|id| {
            let variant = self.variant(id);
            (from..found.end).any(|start| {
                reader.forward(&variant, 0, start, start, None).is_some_and(|end| end > found.first)
            })
        })
    }
}

struct Reader<'a> {
    lexicon: &'a Lexicon,
    text: &'a str,
    tokens: &'a [Token],
    filter: Numbers<'a>,
    table: Numbers<'a>,
    postings: Numbers<'a>,
    elements: Numbers<'a>,
}

impl<'a> Reader<'a> {
    fn new(lexicon: &'a Lexicon, text: &'a str, tokens: &'a [Token]) -> Self {
        Self {
            lexicon,
            text,
            tokens,
            filter: lexicon.section(Section::Filter),
            table: lexicon.section(Section::Table),
            postings: lexicon.section(Section::Postings),
            elements: lexicon.section(Section::Elements),
        }
    }

    /// Tries the keys of the given lengths (bit `n - 1` for `n` words) that begin at token `at`.
    #[inline]
    fn at_key(&self, at: usize, lengths: u8, on: &mut impl FnMut(Match)) {
        let hash = |n: usize| self.tokens.get(at + n).map(|token| token.hash);
        let one = self.tokens[at].hash;
        if lengths & 0b1 != 0 {
            self.try_key(key_of(one, 1), at, 1, on);
        }
        if lengths & 0b110 == 0 {
            return;
        }
        let Some(two) = hash(1).map(|next| fold::combine(one, next)) else { return };
        let key = key_of(two, 2);
        let bit = self.filter_bit(key);
        if lengths & 0b10 != 0 && self.filtered(bit) {
            self.try_variants(key, at, 2, on);
        }
        if lengths & 0b100 != 0
            && self.filtered(prefix_bit(bit))
            && let Some(three) = hash(2).map(|next| fold::combine(two, next))
        {
            self.try_key(key_of(three, 3), at, 3, on);
        }
    }

    #[inline]
    fn try_key(&self, key: u32, at: usize, length: usize, on: &mut impl FnMut(Match)) {
        if self.filtered(self.filter_bit(key)) {
            self.try_variants(key, at, length, on);
        }
    }

    fn filter_bit(&self, key: u32) -> usize {
        filter_bit(key, self.filter.len() * 32)
    }

    fn filtered(&self, bit: usize) -> bool {
        self.filter.at(bit / 32) >> (bit % 32) & 1 == 1
    }

    #[inline(never)]
    fn try_variants(&self, key: u32, at: usize, length: usize, on: &mut impl FnMut(Match)) {
        let beside = beside(self.tokens, at, length);
        for [id, guard] in self.look_up(key).rows() {
            if guard & beside != beside {
                continue;
            }
            let variant = self.lexicon.variant(id);
            // Runs of different length may have one key by accident.
            if variant.key.len() == length
                && let Some((first, end)) = self.extent(&variant, at, None)
            {
                on(Match { entry: variant.entry, first, end, variant: id, key: at });
            }
        }
    }

    /// The variants under a key, each with its guard.
    fn look_up(&self, key: u32) -> Numbers<'a> {
        let mask = self.table.len() / 3 - 1;
        let mut slot = key as usize & mask;
        loop {
            let row = self.table.part(slot * 3, 3);
            let (start, count) = (row.at(1), row.at(2));
            if count == EMPTY {
                return self.postings.part(0, 0);
            }
            if row.at(0) == key {
                return self.postings.part(start as usize, 2 * count as usize);
            }
            slot = (slot + 1) & mask;
        }
    }

    /// The tokens that a variant takes when its key begins at token `at`: the first, and one past the last.
    fn extent(
        &self,
        variant: &Variant,
        at: usize,
        mut captures: Option<&mut Captures>,
    ) -> Option<(usize, usize)> {
        // The words of the key agree by hash, so they are looked at last.
        let Range { start, end } = variant.key;
        let after = at + variant.key.len();
        let end = self.forward(variant, end, at, after, captures.as_deref_mut())?;
        let first = self.backward(variant, start, at, captures.as_deref_mut())?;
        for (at, n) in (at..).zip(variant.key.clone()) {
            let element = self.element(variant, n);
            if n > start && self.tokens[at].starts_line() {
                return None;
            }
            let value = self.accepts(&element, at, 1, variant.exact)?;
            self.capture(captures.as_deref_mut(), &element, at, at + 1, value);
        }
        Some((first, end))
    }

    /// Matches elements from `n` on at token `at`; gives one past the last token. `start` is where the run of elements
    /// began.
    fn forward(
        &self,
        variant: &Variant,
        n: usize,
        start: usize,
        mut at: usize,
        mut captures: Option<&mut Captures>,
    ) -> Option<usize> {
        for n in n..variant.count {
            let element = self.element(variant, n);
            if let Some(anchor) = element.anchor() {
                if !self.holds(anchor, at) {
                    return None;
                }
                continue;
            }
            // Inside a phrase no line may start; before its first token one may.
            let token = self.tokens.get(at)?;
            if at > start && token.starts_line() {
                return None;
            }
            if element.is_name() {
                // The longest name after which the rest matches.
                let goes_on = |length: &usize| {
                    self.accepts(&element, at, *length, variant.exact).is_some()
                        && self.forward(variant, n + 1, start, at + length, None).is_some()
                };
                let length = (1..=self.name_from(at)).rev().find(goes_on)?;
                self.capture(captures.as_deref_mut(), &element, at, at + length, 0);
                at += length;
            } else {
                let value = self.accepts(&element, at, 1, variant.exact)?;
                self.capture(captures.as_deref_mut(), &element, at, at + 1, value);
                at += 1;
            }
        }
        Some(at)
    }

    /// Matches elements before `n`, the last of them ending at token `at`; gives the first token.
    fn backward(
        &self,
        variant: &Variant,
        n: usize,
        mut at: usize,
        mut captures: Option<&mut Captures>,
    ) -> Option<usize> {
        for n in (0..n).rev() {
            let element = self.element(variant, n);
            if let Some(anchor) = element.anchor() {
                if !self.holds(anchor, at) {
                    return None;
                }
                continue;
            }
            if at == 0 || self.tokens.get(at).is_some_and(Token::starts_line) {
                return None;
            }
            if element.is_name() {
                let goes_on = |length: &usize| {
                    let start = at - length;
                    self.name_from(start) >= *length
                        && self.accepts(&element, start, *length, variant.exact).is_some()
                        && self.backward(variant, n, start, None).is_some()
                };
                let length = (1..=4.min(at)).rev().find(goes_on)?;
                self.capture(captures.as_deref_mut(), &element, at - length, at, 0);
                at -= length;
            } else {
                let value = self.accepts(&element, at - 1, 1, variant.exact)?;
                self.capture(captures.as_deref_mut(), &element, at - 1, at, value);
                at -= 1;
            }
        }
        Some(at)
    }

    fn element(&self, variant: &Variant, n: usize) -> ElementRef<'a> {
        let at = self.elements.at(variant.elements + n) as usize;
        ElementRef { body: self.elements.from(at) }
    }

    /// The values of the part that `length` tokens from `at` stand for, or `None` when the element does not take them.
    fn accepts(&self, element: &ElementRef, at: usize, length: usize, exact: bool) -> Option<u32> {
        let token = &self.tokens[at];
        match element.class() {
            None => {
                let mut values = 0;
                for [hash, from, packed] in element.choices() {
                    if hash != token.hash {
                        continue;
                    }
                    let word = self.lexicon.heap_text(from, packed & 0xFF_FFFF);
                    let standing = token.of(self.text);
                    let same = if exact {
                        standing == word || standing.replace('’', "'") == word
                    } else {
                        fold::folds_to(standing, word)
                    };
                    if same {
                        values |= 1 << (packed >> 24).min(31);
                    }
                }
                (values != 0).then_some(values)
            }
            Some(class) => {
                let listed = class.checked_sub(SHAPE_CLASSES.len());
                let holds = match listed {
                    Some(listed) => self.lexicon.classes[listed].holds(token, self.text),
                    None => self.has_shape(SHAPE_CLASSES[class].1, token, length),
                };
                holds.then_some(0)
            }
        }
    }

    fn has_shape(&self, class: ShapeClass, token: &Token, length: usize) -> bool {
        let word = token.of(self.text);
        match class {
            ShapeClass::Number => token.kind == Kind::Number,
            ShapeClass::Year => {
                token.kind == Kind::Number
                    && word.len() == 4
                    && matches!(word.as_bytes()[0], b'1' | b'2')
                    && word.bytes().all(|b| b.is_ascii_digit())
            }
            ShapeClass::Name => length > 0 && token.is_word() && token.is_capitalised(self.text),
            ShapeClass::Cap => token.is_word() && token.is_capitalised(self.text),
            ShapeClass::Word => token.is_word(),
            ShapeClass::Lower => token.is_word() && token.shape == Shape::Lower,
        }
    }

    /// Length in tokens of the longest name that starts at `at`: up to four capitalised words, with particles and
    /// hyphens between them.
    fn name_from(&self, at: usize) -> usize {
        let (mut names, mut length) = (0, 0);
        for (n, token) in self.tokens[at..].iter().enumerate() {
            if n > 0 && (token.starts_line() || token.gap() > Gap::Wide) {
                break;
            }
            if token.is_word() && token.is_capitalised(self.text) {
                names += 1;
                length = n + 1;
                if names == 4 {
                    break;
                }
            } else if n == 0
                || !(is_particle(token.of(self.text)) || token.is_mark(self.text, b'-'))
            {
                break;
            }
        }
        length
    }

    #[inline]
    fn capture(
        &self,
        captures: Option<&mut Captures>,
        element: &ElementRef,
        at: usize,
        end: usize,
        values: u32,
    ) {
        let Some(captures) = captures else { return };
        let span = self.tokens[at].span().cover(self.tokens[end - 1].span());
        if let Some((group, value)) = element.group() {
            let group = &mut captures[group];
            group.span = Some(group.span.map_or(span, |before| before.cover(span)));
            group.values = 1 << value;
        }
        let Some(capture) = element.capture().and_then(|n| captures.get_mut(n)) else { return };
        capture.span = Some(capture.span.map_or(span, |before| before.cover(span)));
        capture.values = if capture.values == 0 { values } else { capture.values & values };
    }

    fn holds(&self, anchor: Anchor, at: usize) -> bool {
        match anchor {
            Anchor::LineStart => self.back_to(at, Token::starts_line, is_bullet),
            Anchor::SentenceStart => self.back_to(at, Token::starts_segment, is_bullet),
            Anchor::ClauseStart => {
                self.back_to(at, Token::starts_segment, is_bullet)
                    || at > 0 && is_clause_mark(self.tokens[at - 1].of(self.text))
            }
            Anchor::LineEnd => self.ahead_to(at, Token::starts_line),
            Anchor::SentenceEnd => self.ahead_to(at, Token::starts_segment),
            Anchor::ClauseEnd => {
                self.ahead_to(at, Token::starts_segment)
                    || self.tokens.get(at).is_some_and(|t| is_clause_mark(t.of(self.text)))
            }
            Anchor::AfterQuote => {
                let mark =
                    |n: usize| at.checked_sub(n).map_or("", |at| self.tokens[at].of(self.text));
                !self.starts(at)
                    && (is_closing(mark(1))
                        || (matches!(mark(1), "," | "." | "!" | "?") && is_closing(mark(2))))
            }
            Anchor::BeforeQuote => {
                let mark = |n: usize| self.tokens.get(at + n).map_or("", |t| t.of(self.text));
                is_opening(mark(0)) || (matches!(mark(0), "," | ":") && is_opening(mark(1)))
            }
        }
    }

    fn starts(&self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(Token::starts_line)
    }

    /// Whether only marks for which `skip` holds stand between `at` and a token for which `starts` holds.
    fn back_to(&self, at: usize, starts: fn(&Token) -> bool, skip: fn(&str) -> bool) -> bool {
        let mut at = at;
        loop {
            match self.tokens.get(at) {
                None => return at == 0,
                Some(token) if starts(token) => return true,
                Some(_) if at > 0 && skip(self.tokens[at - 1].of(self.text)) => at -= 1,
                Some(_) => return at == 0,
            }
        }
    }

    fn ahead_to(&self, at: usize, starts: fn(&Token) -> bool) -> bool {
        for token in &self.tokens[at..] {
            if starts(token) {
                return true;
            }
            if !is_end_mark(token.of(self.text)) {
                return false;
            }
        }
        true
    }
}

struct ElementRef<'a> {
    body: Numbers<'a>,
}

impl<'a> ElementRef<'a> {
    fn anchor(&self) -> Option<Anchor> {
        (self.body.at(0) & 0xFF == 2).then(|| ANCHORS[(self.body.at(0) >> 16) as usize].1)
    }

    fn class(&self) -> Option<usize> {
        (self.body.at(0) & 0xFF == 1).then(|| (self.body.at(0) >> 16) as usize)
    }

    fn is_name(&self) -> bool {
        let class = self.class().and_then(|class| SHAPE_CLASSES.get(class));
        class.is_some_and(|&(_, class)| class == ShapeClass::Name)
    }

    fn capture(&self) -> Option<usize> {
        let capture = self.body.at(0) >> 8 & 0xFF;
        (capture != NO_CAPTURE).then_some(capture as usize)
    }

    /// The group that a class stands in, and which alternative it is there.
    fn group(&self) -> Option<(usize, u32)> {
        let packed = self.class().map(|_| self.body.at(1))?;
        (packed & 0xFF != NO_CAPTURE).then_some(((packed & 0xFF) as usize, (packed >> 8).min(31)))
    }

    fn choices(&self) -> impl Iterator<Item = [u32; 3]> + 'a {
        self.body.part(1, 3 * (self.body.at(0) >> 16) as usize).rows()
    }
}
