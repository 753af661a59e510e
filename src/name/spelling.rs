//! A Latin spelling laid out for reading: letters with and without their marks, and where words begin and end.
//!
//! Apostrophes are no letters here (*Donets'k*), and hyphens and spaces only part words (*Jün-nan*, *Junnan*), so that two presses which
//! differ in them alone agree.

use unicode_normalization::UnicodeNormalization;

use super::table;

/// Longest name that is read; longer ones are no names.
pub(super) const LONGEST: usize = 40;

/// The letters of a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spelling {
    /// Small letters.
    pub(super) letters: Vec<char>,
    /// The same without marks.
    pub(super) bare: Vec<char>,
    /// Bit i: a word begins at letter i.
    pub(super) starts: u64,
    /// Bit i: a word ends before letter i.
    pub(super) ends: u64,
}

impl Spelling {
    /// Lays out a name.
    pub fn new(name: &str) -> Self {
        let mut own = Self { starts: 1, ..Self::default() };
        for c in name.nfc().flat_map(char::to_lowercase).nfc() {
            match c {
                ' ' | '-' | '‐' | '‑' | '–' | '\u{a0}' => {
                    let at = own.letters.len() as u64;
                    own.starts |= 1 << at;
                    own.ends |= 1 << at;
                }
                '\u{300}'..='\u{36f}' => {}
                _ if c.is_alphabetic() && !is_apostrophe(c) => {
                    own.letters.push(c);
                    own.bare.push(table::bare(c));
                    if own.letters.len() == LONGEST {
                        break;
                    }
                }
                _ => {}
            }
        }
        own.ends |= 1 << own.letters.len();
        own
    }

    /// Number of letters.
    pub fn len(&self) -> usize {
        self.letters.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// The letters without marks, as a word.
    pub fn folded(&self) -> String {
        self.bare.iter().collect()
    }
}

/// Modifier letters that stand for a soft sign or a glottal stop count as letters in Unicode.
fn is_apostrophe(c: char) -> bool {
    matches!(c, 'ʹ' | 'ʺ' | 'ʻ' | 'ʼ' | 'ʽ' | 'ʾ' | 'ʿ' | 'ˈ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_apostrophes_and_hyphens_are_told_from_letters() {
        let name = Spelling::new("Jün-nan’");
        assert_eq!(name.letters.iter().collect::<String>(), "jünnan");
        assert_eq!(name.folded(), "junnan");
        assert_eq!(name.starts, 0b1001);
        assert_eq!(name.ends, 0b100_1000);
        assert_eq!(Spelling::new("İzmir").folded(), "izmir");
    }
}
