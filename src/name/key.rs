//! A coarse key under which all spellings of a name meet: its consonant classes.
//!
//! The classes come out of the table: rows that share a spelling in everyday use are one class (*ch* joins ш, ч and х), vowels and glides are
//! dropped, and a class is written once however often it follows itself. The key of a native name is made by the same rows, so spellings and
//! known names stand in one index. A letter that is a glide here and a sibilant there (*j*) makes a second key.

use std::collections::BTreeMap;

use super::convention::CODES;
use super::table::{Kind, LEGACY, Table};

/// Classes of the graphemes of one table.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    /// Latin grapheme → classes, with whether it may also be a glide or a vowel.
    latin: BTreeMap<String, (Vec<u8>, bool)>,
    /// Native letter or group → classes.
    native: BTreeMap<String, Vec<u8>>,
    longest: usize,
    longest_native: usize,
}

impl Keys {
    /// Makes the classes of a table.
    pub fn new(table: &Table) -> Self {
        let mut class: Vec<usize> = (0..table.rows.len()).collect();
        let sounded = |row: usize| {
            matches!(table.rows[row].kind, Kind::Consonant | Kind::Sibilant | Kind::Lateral)
                && !is_glide(&table.rows[row].native)
        };
        let single = |row: usize| table.rows[row].native.chars().count() == 1;
        let everyday = |row: u16, costs: &[u8]| {
            costs[..CODES.len()].iter().any(|cost| *cost < LEGACY) && sounded(usize::from(row))
        };
        for (spelling, arcs) in &table.spellings {
            let rows: Vec<usize> = arcs
                .iter()
                .filter(|arc| !spelling.is_empty() && everyday(arc.row, &arc.costs.0))
                .map(|arc| usize::from(arc.row))
                .filter(|row| single(*row))
                .collect();
            for pair in rows.windows(2) {
                let (from, to) = (class[pair[0]], class[pair[1]]);
                class.iter_mut().filter(|class| **class == from).for_each(|class| *class = to);
            }
        }
        let mut keys = Self::default();
        // Groups go through their letters, so that a group and its letters have one key.
        let by_letter: BTreeMap<&str, u8> = (0..table.rows.len())
            .filter(|row| single(*row) && sounded(*row))
            .map(|row| (table.rows[row].native.as_str(), class[row] as u8))
            .collect();
        for row in &table.rows {
            let letters = row.native.chars().map(String::from);
            let mut classes: Vec<u8> =
                letters.filter_map(|c| by_letter.get(c.as_str()).copied()).collect();
            if row.kind == Kind::Sibilant {
                classes = classes.last().copied().into_iter().collect();
            }
            keys.longest_native = keys.longest_native.max(row.native.chars().count());
            keys.native.insert(row.native.clone(), classes);
        }
        for (spelling, arcs) in &table.spellings {
            if spelling.is_empty() {
                continue;
            }
            let best = arcs
                .iter()
                .filter(|arc| everyday(arc.row, &arc.costs.0))
                .min_by_key(|arc| (!single(usize::from(arc.row)), arc.costs.least()));
            let silent = arcs.iter().any(|arc| {
                let everyday = arc.costs.least() < LEGACY;
                everyday && keys.native[&table.rows[usize::from(arc.row)].native].is_empty()
            });
            let classes = best.map_or(Vec::new(), |arc| {
                keys.native[&table.rows[usize::from(arc.row)].native].clone()
            });
            keys.longest = keys.longest.max(spelling.chars().count());
            keys.latin.insert(spelling.clone(), (classes, silent));
        }
        keys
    }

    /// The keys of a spelling: one, or two when a letter may be a consonant or a glide.
    pub fn of_latin(&self, letters: &[char]) -> Vec<u64> {
        let mut keys = vec![self.latin_key(letters, false), self.latin_key(letters, true)];
        keys.dedup();
        keys
    }

    fn latin_key(&self, letters: &[char], glide: bool) -> u64 {
        let mut key = Key::default();
        let mut at = 0;
        while at < letters.len() {
            let longest = self.longest.min(letters.len() - at);
            let met = (1..=longest).rev().find_map(|length| {
                let grapheme: String = letters[at..at + length].iter().collect();
                self.latin.get(&grapheme).map(|found| (length, found))
            });
            // A group without a class (*jo* for ё) is a glide and a vowel; read otherwise, its letters count one by one.
            let met = match met {
                Some((length, (classes, _))) if !glide && length > 1 && classes.is_empty() => {
                    self.latin.get(&letters[at].to_string()).map(|found| (1, found))
                }
                met => met,
            };
            if let Some((length, (classes, silent))) = met {
                if !(glide && *silent) {
                    key.extend(classes);
                }
                at += length;
            } else {
                at += 1;
            }
        }
        key.0
    }

    /// Whether a line of known names is in the script of the table.
    pub fn has(&self, line: &str) -> bool {
        let first = line.chars().flat_map(char::to_lowercase).next();
        first.is_some_and(|c| {
            !c.is_ascii() && self.native.contains_key(c.encode_utf8(&mut [0; 4]) as &str)
        })
    }

    /// What stands for a known name on the native tape: its own letters, or its English spelling where the table goes by sound (Chinese).
    pub fn tape(&self, native: &str, english: &str) -> String {
        let native = native.to_lowercase();
        if native
            .chars()
            .next()
            .is_some_and(|c| self.native.contains_key(c.encode_utf8(&mut [0; 4]) as &str))
        {
            return native;
        }
        let first = english.split('/').next().unwrap_or_default();
        first.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect()
    }

    /// The key of a name in its own script, in small letters.
    pub fn of_native(&self, native: &str) -> u64 {
        let letters: Vec<char> = native.chars().collect();
        let mut key = Key::default();
        let mut at = 0;
        while at < letters.len() {
            let longest = self.longest_native.min(letters.len() - at);
            let met = (1..=longest).rev().find_map(|length| {
                let group: String = letters[at..at + length].iter().collect();
                self.native.get(&group).map(|classes| (length, classes))
            });
            if let Some((length, classes)) = met {
                key.extend(classes);
                at += length;
            } else {
                at += 1;
            }
        }
        key.0
    }
}

/// Letters that presses write as vowels.
fn is_glide(native: &str) -> bool {
    matches!(
        native,
        "й" | "ј" | "ў" | "ي" | "و" | "י" | "ו" | "ی" | "յ" | "ع" | "ء" | "ه" | "ة" | "y" | "w"
    )
}

#[derive(Default)]
struct Key(u64, u8);

impl Key {
    fn extend(&mut self, classes: &[u8]) {
        for class in classes {
            self.push(*class);
        }
    }

    fn push(&mut self, class: u8) {
        if self.1 != class + 1 {
            self.1 = class + 1;
            self.0 = (self.0 ^ (u64::from(class) + 1))
                .wrapping_mul(0x9E37_79B9_7F4A_7C15)
                .rotate_left(29);
        }
    }
}
