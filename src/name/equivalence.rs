//! Russian, Ukrainian and Belarusian forms of one name: *Vladimir* and *Volodymyr*, *Kharkov* and *Kharkiv*.
//!
//! They are different native names, so no reading joins them; `lexicons/names/equivalence.tsv` does, a row per name.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::derive::derive;
use super::spelling::Spelling;
use super::tables;

const ROWS: &str = include_str!("../../lexicons/names/equivalence.tsv");

/// Highest cost at which a spelling is of a form.
const BOUND: u8 = 4;

/// The rows, as lists of native forms: Russian, Ukrainian, Belarusian; `-` where there is none.
pub fn rows() -> impl Iterator<Item = Vec<&'static str>> {
    let lines = ROWS.lines().skip_while(|line| line.starts_with('#')).skip(1);
    lines.map(|line| line.split('\t').skip(1).filter(|form| *form != "-").collect())
}

/// Whether the two spellings are of different forms of one row. Two spellings of one form are for the letters to judge.
pub fn joins(a: &Spelling, b: &Spelling) -> bool {
    let (first, second) = (forms_of(a), forms_of(b));
    let alone = |forms: &[(usize, &str)], other: &[(usize, &str)], row: usize| {
        forms.iter().any(|(at, form)| *at == row && !other.contains(&(*at, *form)))
    };
    first.iter().any(|(row, _)| alone(&first, &second, *row) && alone(&second, &first, *row))
}

fn forms_of(spelling: &Spelling) -> Vec<(usize, &'static str)> {
    static KEYS: OnceLock<HashMap<u64, Vec<(usize, &'static str)>>> = OnceLock::new();
    let Some(script) = tables::of("cyrillic") else { return Vec::new() };
    let keys = KEYS.get_or_init(|| {
        let mut keys = HashMap::<u64, Vec<(usize, &'static str)>>::new();
        for (at, forms) in rows().enumerate() {
            for form in forms {
                let key = script.index.keys.of_native(&form.to_lowercase());
                keys.entry(key).or_default().push((at, form));
            }
        }
        keys
    });
    let met: Vec<&(usize, &str)> = script
        .index
        .keys
        .of_latin(&spelling.letters)
        .iter()
        .filter_map(|key| keys.get(key))
        .flatten()
        .collect();
    if met.is_empty() {
        return Vec::new();
    }
    let lattice = script.index.read(spelling);
    met.into_iter()
        .filter(|(_, form)| derive(&script.index, form, &lattice, BOUND).is_some())
        .copied()
        .collect()
}
