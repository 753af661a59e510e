//! Which letters of which convention gave a spelling away: *Kouleba* has *ou* for у, as French writes.

use super::align::align;
use super::convention::{Convention, Conventions, Costs};
use super::lattice::Lattice;
use super::origin;
use super::spelling::Spelling;
use super::tables;
use crate::lang::language_name;

/// Highest cost of the common reading of both spellings, in twentieths.
const BOUND: u8 = 24;

/// Highest cost of the spelling itself in the convention that fits best; above it is a slip, and of no press.
const REGULAR: u8 = 4;
/// Fewest letters of a spelling that are told: shorter ones are read by every table.
const LETTERS: usize = 4;

/// Letters that the press of a text does not write, and those that do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letters {
    /// As they stand in the spelling.
    pub written: String,
    /// The letters of the other script that they stand for.
    pub native: String,
    /// The conventions that fit the whole spelling best.
    pub conventions: Conventions,
}

impl Letters {
    /// In words: “*ou* for у: French”.
    pub fn in_words(&self) -> String {
        let presses = in_words(self.conventions);
        format!("“{}” for {}: {presses}", self.written, self.native)
    }
}

/// The letters in which `wrong` differs from `right`, the spelling of `press`; `None` where no table reads both as one name.
pub fn tell(wrong: &str, right: &str, press: Convention) -> Option<Letters> {
    let (wrong, right) = (Spelling::new(wrong), Spelling::new(right));
    if wrong.len() < LETTERS {
        return None;
    }
    let start = (Costs::FREE, super::lattice::prior(Some(press)));
    let found = tables::all().iter().filter_map(|script| {
        let lattices = (script.index.read(&wrong), script.index.read(&right));
        let found = align(&script.index, (&lattices.0, &lattices.1), start, BOUND)?;
        if found.a.least() > REGULAR {
            return None;
        }
        // The tables of scripts without vowels read nearly everything.
        let likely = origin::score(script.name, &wrong).unwrap_or(0.0);
        if script.name != "cyrillic" && likely <= 0.0 {
            return None;
        }
        Some((script, lattices, found, (script.name == "cyrillic", likely)))
    });
    let (script, lattices, found, _) =
        found.max_by(|a, b| a.3.0.cmp(&b.3.0).then(a.3.1.total_cmp(&b.3.1)))?;
    let conventions = found.a.best();
    if conventions.is_empty() || conventions.contains(press) {
        return None;
    }
    let mut from = (0, 0);
    let mut longest: Option<(String, &str)> = None;
    for step in &found.path {
        let at = from;
        let to = (usize::from(step.a), usize::from(step.b));
        let (own, other) = (wrong.letters.get(from.0..to.0)?, right.letters.get(from.1..to.1)?);
        from = to;
        let written: String = own.iter().collect();
        let longer = longest.as_ref().is_none_or(|(known, _)| written.len() > known.len());
        if own != other && !own.is_empty() && longer {
            // “sch” may be сш as well as ш; what costs least and is shorter is meant.
            let cost = |lattice: &Lattice, at: usize, to: u8, row: u16| {
                let edges = lattice.edges[at].iter();
                edges.filter(|edge| (edge.row, edge.to) == (row, to)).map(|e| e.costs.least()).min()
            };
            let native = |row: u16| script.index.table.rows[usize::from(row)].native.as_str();
            let rows = lattices.0.edges[at.0].iter().filter_map(|edge| {
                let own = cost(&lattices.0, at.0, step.a, edge.row)?;
                let other = cost(&lattices.1, at.1, step.b, edge.row)?;
                Some((own.saturating_add(other), native(edge.row).len(), edge.row))
            });
            let shortest = rows.min().map(|(.., row)| native(row));
            longest = Some((written, shortest.unwrap_or_else(|| native(step.row))));
        }
    }
    let (written, native) = longest?;
    Some(Letters { written, native: native.to_owned(), conventions })
}

/// The names of presses: “French, Spanish or Catalan”. Those that come to few are named, of many the first three.
pub(super) fn in_words(conventions: Conventions) -> String {
    let names: Vec<&str> = conventions.iter().map(press).take(3).collect();
    match names[..] {
        [] => "another press".to_owned(),
        [one] => one.to_owned(),
        [ref first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

fn press(convention: Convention) -> &'static str {
    match convention.code() {
        "sci" => "scholarly transliteration",
        "wg" => "Wade-Giles",
        "efeo" => "EFEO",
        "via-ru" => "by way of Russian",
        code => language_name(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(wrong: &str, right: &str) -> Option<String> {
        tell(wrong, right, Convention::ENGLISH).map(|letters| letters.in_words())
    }

    #[test]
    fn the_letters_of_the_other_press_are_named() {
        assert_eq!(of("Kouleba", "Kuleba").as_deref(), Some("“ou” for у: French"));
        assert_eq!(of("Lukaschenko", "Lukashenko").as_deref(), Some("“sch” for ш: German"));
        assert_eq!(of("Szewczenko", "Shevchenko").as_deref(), Some("“sz” for ш: Polish"));
    }

    #[test]
    fn what_letters_do_not_explain_has_none() {
        assert_eq!(of("Burbock", "Baerbock"), None);
        assert_eq!(of("Kuleba", "Kuleba"), None);
    }
}
