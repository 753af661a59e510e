//! Names that exist: native forms with their usual English spellings, under the keys of their consonants.
//!
//! What the tables allow is more than what anybody is called. A known native name that derives a spelling backs it; two spellings that
//! are derived by different known names, and by none in common, are of different people. `build.rs` lays out `lexicons/names/known/`
//! sorted by key; nothing is parsed before a name is looked up.

use super::derive::{Derivation, derive};
use super::lattice::Lattice;
use super::spelling::Spelling;
use super::tables::Script;

include!(concat!(env!("OUT_DIR"), "/name_known.rs"));

/// A known name that a spelling can be derived from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known<'t> {
    /// In its own script.
    pub native: &'t str,
    /// Usual English spellings, the first the most usual.
    pub english: &'t str,
    /// `g` given name, `s` surname, `f` patronymic, `n` a name, `p` place.
    pub kind: &'t str,
    /// How the spelling comes from it.
    pub derivation: Derivation,
}

impl<'t> Known<'t> {
    /// Its English spellings.
    pub fn spellings(&self) -> impl Iterator<Item = &'t str> {
        self.english.split('/')
    }
}

/// The known names of a script that derive a spelling at most at this cost, the cheapest first.
pub fn behind(
    script: &Script,
    spelling: &Spelling,
    lattice: &Lattice,
    bound: u8,
) -> Vec<Known<'static>> {
    let Some((_, index, text)) = KNOWN.iter().find(|(name, _, _)| *name == script.name) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for key in script.index.keys.of_latin(&spelling.letters) {
        for line in lines(index, text, key as u32) {
            let mut fields = line.split('\t');
            let (Some(native), Some(english), Some(kind)) =
                (fields.next(), fields.next(), fields.next())
            else {
                continue;
            };
            let tape = script.index.keys.tape(native, english);
            if let Some(derivation) = derive(&script.index, &tape, lattice, bound) {
                found.push(Known { native, english, kind, derivation });
            }
        }
    }
    found.sort_by(|a, b| (a.derivation.cost(), a.native).cmp(&(b.derivation.cost(), b.native)));
    found.dedup_by(|a, b| a.native == b.native && a.english == b.english);
    found
}

/// The lines under a key. The index is pairs of a key and the offset of its line, sorted.
fn lines<'t>(index: &'t [u8], text: &'t str, key: u32) -> impl Iterator<Item = &'t str> {
    let (pairs, _) = index.as_chunks::<8>();
    let key_of = |pair: &[u8; 8]| u32::from_le_bytes([pair[0], pair[1], pair[2], pair[3]]);
    let from = pairs.partition_point(|pair| key_of(pair) < key);
    pairs[from..].iter().take_while(move |pair| key_of(pair) == key).filter_map(move |pair| {
        let at = u32::from_le_bytes([pair[4], pair[5], pair[6], pair[7]]) as usize;
        text.get(at..)?.lines().next()
    })
}
