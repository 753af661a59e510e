//! People and places with the spellings that presses give them, for what no letter table can tell: *Pékin*, *Burbock*.
//!
//! A line per entity, the English spelling first; an index leads from the hash of a spelling without its marks to the lines that hold it.

use super::spelling::Spelling;
use super::table;
use crate::text::fold;

include!(concat!(env!("OUT_DIR"), "/name_entities.rs"));

/// An entity by its spellings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entity {
    at: usize,
}

impl Entity {
    /// Its spellings, the English one first.
    pub fn spellings(self) -> impl Iterator<Item = &'static str> {
        LINES[self.at..].lines().next().unwrap_or_default().split('/')
    }

    /// Its English spelling.
    pub fn english(self) -> &'static str {
        self.spellings().next().unwrap_or_default()
    }

    /// Whether it is a place. Others are people.
    pub fn is_place(self) -> bool {
        self.at >= PLACES
    }

    /// Whether it is a given name, which any number of people bear in any of its forms.
    pub fn is_given(self) -> bool {
        (GIVEN..PLACES).contains(&self.at)
    }

    /// Whether an editor has looked at it; the spellings of other towns are as collected and may be anybody's.
    pub fn is_curated(self) -> bool {
        self.at < TOWNS
    }
}

/// What the entities of two spellings say about them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing.
    Silent,
    /// Both are spellings of one town, as collected.
    Town,
    /// Both are spellings of one person or place that an editor has looked at.
    Same,
    /// Each is the English name of a town of its own.
    Different,
}

/// Compares the entities of two spellings.
pub fn verdict(a: &[Entity], b: &[Entity], spellings: (&Spelling, &Spelling)) -> Verdict {
    let mut shared = a.iter().filter(|one| b.contains(one) && !one.is_given()).peekable();
    if shared.clone().any(|entity| entity.is_curated()) {
        return Verdict::Same;
    }
    let is_english = |entities: &[Entity], spelling: &Spelling| {
        let bare = spelling.folded();
        entities.iter().any(|entity| is_bare_of(entity.english(), &bare))
    };
    match (is_english(a, spellings.0), is_english(b, spellings.1)) {
        (true, true) if spellings.0.bare != spellings.1.bare => Verdict::Different,
        _ if shared.peek().is_some() => Verdict::Town,
        _ => Verdict::Silent,
    }
}

/// The entities that have this spelling, marks aside.
pub fn of(spelling: &Spelling) -> Vec<Entity> {
    let bare = spelling.folded();
    let hash = fold::hash(&bare);
    let (pairs, _) = INDEX.as_chunks::<8>();
    let half = |pair: &[u8; 8], from: usize| {
        u32::from_le_bytes([pair[from], pair[from + 1], pair[from + 2], pair[from + 3]])
    };
    let from = pairs.partition_point(|pair| half(pair, 0) < hash);
    pairs[from..]
        .iter()
        .take_while(|pair| half(pair, 0) == hash)
        .map(|pair| Entity { at: half(pair, 4) as usize })
        .filter(|entity| entity.spellings().any(|own| is_bare_of(own, &bare)))
        .collect()
}

fn is_bare_of(spelling: &str, bare: &str) -> bool {
    let letters = fold::folded(spelling).map(table::bare).filter(|c| c.is_alphabetic());
    letters.eq(bare.chars())
}
