//! Which tokens a detector has to look at.
//!
//! Nearly every token of ordinary text is a plain word in lower case that no detector has anything to say about, and ten
//! detectors that each find that out cost more than everything they find. One pass notes what the other tokens show, and
//! a detector walks those that show what it hangs on. A sight is a hint: a token may show it for nothing, never hide it.

use std::ops::BitOr;

use crate::lexicon::{Facts, List};
use crate::segment::token::{Gap, Kind, Shape, Token};
use crate::text::fold;

/// What a token shows, one bit for each thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sight(u16);

impl Sight {
    /// A mark.
    pub const MARK: Self = Self(1);
    /// A number.
    pub const NUMBER: Self = Self(1 << 1);
    /// A word that begins with a digit.
    pub const DIGIT: Self = Self(1 << 2);
    /// A word or mark outside ASCII.
    pub const WIDE: Self = Self(1 << 3);
    /// *Word*
    pub const CAPITAL: Self = Self(1 << 4);
    /// *WORD*
    pub const UPPER: Self = Self(1 << 5);
    /// *iPhone*
    pub const MIXED: Self = Self(1 << 6);
    /// The first of a line.
    pub const LINE: Self = Self(1 << 7);
    /// One of the few tokens before it is the same word, or a bracket opens before it.
    pub const ECHO: Self = Self(1 << 8);
    /// A word that somebody looks at wherever it stands: see [`WORDS`] and [`LISTS`].
    pub const LISTED: Self = Self(1 << 9);
    /// A stretch that is not language.
    pub const OPAQUE: Self = Self(1 << 10);
    /// A word with more than one space before it.
    pub const APART: Self = Self(1 << 11);

    /// Itself or nothing, without a branch.
    fn when(self, shows: bool) -> Self {
        Self(self.0 * u16::from(shows))
    }
}

impl BitOr for Sight {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// How far back a word is a repetition that somebody looks at.
pub(super) const REACH: usize = 6;

/// Words that are [`Sight::LISTED`].
const WORDS: [&str; 6] = ["an", "he", "she", "sic", "the", "they"];
/// Lists whose words are [`Sight::LISTED`].
const LISTS: [List; 2] = [List::LoweredOnPurpose, List::StrippedContractions];

/// Every token that shows something, in order.
#[derive(Debug, Default)]
pub struct Sights {
    noted: Vec<(u32, Sight)>,
}

impl Sights {
    /// Looks over the tokens of a document.
    pub fn of(tokens: &[Token], facts: &Facts) -> Self {
        let listed = Filter::of(facts);
        let bracket = fold::hash("(");
        let mut recent = Recent::new();
        // Which tokens show something no processor can guess, so each is written down and most are written over.
        let mut noted = vec![(0, Sight(0)); tokens.len()];
        let mut end = 0;
        let mut after_bracket = false;
        for (at, token) in tokens.iter().enumerate() {
            let echo = recent.note(at, token.hash) | after_bracket;
            after_bracket = token.hash == bracket;
            let sight = SHAPES[token.kind as usize][token.shape as usize]
                | Sight::WIDE.when(!token.is_ascii())
                | Sight::DIGIT.when(token.starts_with_digit())
                | Sight::LINE.when(token.starts_line())
                | Sight::ECHO.when(echo)
                | Sight::APART.when(token.gap() == Gap::Wide)
                | Sight::LISTED.when(listed.may_hold(token.hash));
            noted[end] = (at as u32, sight);
            end += usize::from(sight.0 != 0);
        }
        noted.truncate(end);
        Self { noted }
    }

    /// The tokens that show any of this.
    pub fn showing(&self, any: Sight) -> impl Iterator<Item = usize> + '_ {
        let shows = move |&&(_, sight): &&(u32, Sight)| sight.0 & any.0 != 0;
        self.noted.iter().filter(shows).map(|&(at, _)| at as usize)
    }
}

/// What a token of a kind and shape shows.
static SHAPES: [[Sight; Shape::ALL.len()]; Kind::ALL.len()] = {
    let mut table = [[Sight(0); Shape::ALL.len()]; Kind::ALL.len()];
    table[Kind::Mark as usize] = [Sight::MARK; Shape::ALL.len()];
    table[Kind::Opaque as usize] = [Sight::OPAQUE; Shape::ALL.len()];
    table[Kind::Number as usize] = [Sight::NUMBER; Shape::ALL.len()];
    table[Kind::Word as usize][Shape::Capital as usize] = Sight::CAPITAL;
    table[Kind::Word as usize][Shape::Upper as usize] = Sight::UPPER;
    table[Kind::Word as usize][Shape::Mixed as usize] = Sight::MIXED;
    table
};

/// Where a word with the same last bits of its hash stood last.
struct Recent {
    /// One past the last token that such a word would be close enough to.
    until: [u32; 1024],
}

impl Recent {
    fn new() -> Self {
        Self { until: [0; 1024] }
    }

    /// Notes the word of token `at`; whether it may have stood among the few before.
    fn note(&mut self, at: usize, hash: u32) -> bool {
        let until = &mut self.until[hash as usize % 1024];
        let close = (at as u32) < *until;
        *until = (at + REACH + 1) as u32;
        close
    }
}

/// The hashes of listed words, one bit for each value of their last bits.
struct Filter([u64; 64]);

impl Filter {
    fn of(facts: &Facts) -> Self {
        let mut filter = Self([0; 64]);
        let lists = LISTS.iter().flat_map(|&list| facts.list(list).hashes());
        for hash in WORDS.iter().map(|word| fold::hash(word)).chain(lists) {
            filter.0[hash as usize / 64 % 64] |= 1 << (hash % 64);
        }
        filter
    }

    fn may_hold(&self, hash: u32) -> bool {
        self.0[hash as usize / 64 % 64] >> (hash % 64) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::token::tokens_of;

    #[test]
    fn a_token_shows_what_it_is() {
        let text = "He read 12 naïve texts, read\niPhone NATO 8m33 once (once)";
        let tokens = tokens_of(text);
        let sights = Sights::of(&tokens, &Facts::default());
        let shown =
            |sight| -> Vec<&str> { sights.showing(sight).map(|at| tokens[at].of(text)).collect() };
        assert_eq!(shown(Sight::MARK), [",", "(", ")"]);
        assert_eq!(shown(Sight::NUMBER | Sight::DIGIT), ["12", "8m33"]);
        assert_eq!(shown(Sight::WIDE), ["naïve"]);
        assert_eq!(shown(Sight::CAPITAL), ["He"]);
        assert_eq!(shown(Sight::UPPER | Sight::MIXED), ["iPhone", "NATO"]);
        assert_eq!(shown(Sight::LINE), ["He", "iPhone"]);
        assert_eq!(shown(Sight::ECHO), ["read", "once"]);
        assert_eq!(shown(Sight::LISTED), ["He"]);
    }
}
