//! How a press writes a name that another press, or a machine on the way, has written otherwise.
//!
//! A suggestion is backed or not made: by a person or place of the lexicon, or by a known native name behind the spelling whose usual
//! English form is known. What the letters alone would give is never shown.

use super::convention::Convention;
use super::entity::{self, Entity};
use super::known::{self, Known};
use super::origin;
use super::skeleton;
use super::spelling::Spelling;
use super::tables;
use super::tell::in_words;

/// What to write, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The spelling.
    pub text: String,
    /// One sentence.
    pub why: String,
}

/// Highest cost at which a known name stands behind a spelling.
const BOUND: u8 = 4;
/// Lowest origin score of a spelling whose native name is looked for.
const LIKELY: f64 = -1.0;

/// The usual spelling in the target's press, when it differs from the one given. English is the press that is known so far.
pub fn suggest(name: &str, to: Convention) -> Option<Suggestion> {
    if to != Convention::ENGLISH {
        return None;
    }
    let words: Vec<&str> = name.split(' ').collect();
    if let Some(found) = whole(name) {
        return found;
    }
    if words.len() < 2 {
        return None;
    }
    // A name of several words is known by its words.
    let mut why = Vec::new();
    let mut text = Vec::new();
    for word in words {
        match whole(word).flatten() {
            Some(found) => {
                why.push(found.why);
                text.push(found.text);
            }
            None => text.push(word.to_owned()),
        }
    }
    (!why.is_empty()).then(|| Suggestion { text: text.join(" "), why: why.join("; ") })
}

/// `Some(None)` when the spelling is known to be right, `None` when nothing is known.
fn whole(name: &str) -> Option<Option<Suggestion>> {
    let spelling = Spelling::new(name);
    if spelling.is_empty() {
        return None;
    }
    let entities = entity::of(&spelling);
    let (curated, towns): (Vec<Entity>, Vec<Entity>) =
        entities.into_iter().partition(|entity| entity.is_curated());
    let is = |english: &str| Spelling::new(english).bare == spelling.bare;
    if curated.iter().any(|entity| is(entity.english())) {
        return Some(None);
    }
    if let Some(english) = only(curated.iter().map(|entity| entity.english())) {
        let why = format!("a spelling of {english} in another press");
        return Some(Some(Suggestion { text: english.to_owned(), why }));
    }
    let names = behind(&spelling);
    if names.iter().any(|known| known.spellings().any(is)) {
        return Some(None);
    }
    if let Some(found) = best(&names) {
        return Some(Some(found));
    }
    if towns.iter().any(|entity| is(entity.english())) {
        return Some(None);
    }
    let english = only(towns.iter().map(|entity| entity.english()))?;
    if !is_everyday(english) || !skeleton::resemble(name, english) {
        return None;
    }
    let why = format!("a spelling of the town of {english}");
    Some(Some(Suggestion { text: english.to_owned(), why }))
}

/// Known names behind a spelling, in the scripts it may come from.
fn behind(spelling: &Spelling) -> Vec<Known<'static>> {
    let mut found = Vec::new();
    for script in tables::all() {
        // Scripts without vowels and those of short syllables find some name behind nearly every spelling.
        let (bound, least) = match script.name {
            "cyrillic" => (BOUND, LIKELY),
            "armenian" | "georgian" | "greek" => (2, LIKELY + 2.0),
            "chinese" | "japanese" => (0, LIKELY + 3.0),
            _ => continue,
        };
        if origin::score(script.name, spelling).is_some_and(|score| score >= least) {
            let lattice = script.index.read(spelling);
            found.extend(known::behind(script, spelling, &lattice, bound));
        }
    }
    found
}

/// The English form that the cheapest known names agree on; those of curated people come first.
fn best(names: &[Known<'static>]) -> Option<Suggestion> {
    let curated: Vec<&Known> = names.iter().filter(|known| known.kind == "c").collect();
    let rest = || names.iter().collect();
    let names: Vec<&Known> = if curated.is_empty() { rest() } else { curated };
    let least = names.iter().map(|known| known.derivation.cost()).min()?;
    let cheapest = names.iter().filter(|known| known.derivation.cost() == least);
    let english = only(cheapest.clone().filter_map(|known| known.spellings().next()))?;
    let known = cheapest.clone().next()?;
    if known.kind == "p" && !is_everyday(english) {
        return None;
    }
    let codes = in_words(known.derivation.costs.best());
    Some(Suggestion {
        text: english.to_owned(),
        why: format!("{} as written in {codes}", known.native),
    })
}

/// Whether the collected name of a town is what English texts write: it often is the official transliteration.
fn is_everyday(english: &str) -> bool {
    english.is_ascii()
        && !["yi", "iy", "yy"].iter().any(|ending| english.ends_with(ending))
        && !["Al ", "Ar ", "As ", "Ad ", "An "].iter().any(|article| english.starts_with(article))
}

/// The one value, when all are equal.
fn only<'n>(mut values: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english(name: &str) -> Option<String> {
        suggest(name, Convention::ENGLISH).map(|found| found.text)
    }

    #[test]
    fn a_name_of_another_press_gets_its_english_form() {
        assert_eq!(english("Kouleba").as_deref(), Some("Kuleba"));
        assert_eq!(english("Burbock").as_deref(), Some("Baerbock"));
        assert_eq!(english("Beloussov").as_deref(), Some("Belousov"));
    }

    #[test]
    fn what_is_right_or_unknown_gets_none() {
        for name in ["Kuleba", "Smith", "Qwrtz", ""] {
            assert_eq!(english(name), None, "{name}");
        }
    }
}
