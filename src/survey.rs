//! The names of documents: how each is spelled, how often, and which spellings are of one name.
//!
//! Spellings are gathered over any number of documents and compared once, at the end. In a corpus different people share spellings
//! (*Sikorski*, *Sikorsky*), so variants are shown side by side and nothing is called wrong; only a suggestion that the lexicon backs is.

use std::collections::HashMap;

use crate::lang::Language;
use crate::name::{self, Convention, Conventions, skeleton};
use crate::segment::Segments;
use crate::segment::token::{Gap, Script, Shape, Token};
use crate::text::{Document, LineIndex};

/// Places kept of a spelling.
const PLACES: usize = 5;
/// Fewest letters of a name.
const LETTERS: usize = 4;
/// Spellings with one skeleton that are compared with one another; more are no names of one person.
const MOST: usize = 60;

/// Where a spelling stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Number of the document, as they were added.
    pub document: u32,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// What was seen of a spelling.
#[derive(Clone, Debug, Default)]
struct Seen {
    count: u32,
    documents: u32,
    /// The document it was seen in last.
    last: Option<u32>,
    places: Vec<Place>,
}

/// One spelling, with what is known of it.
#[derive(Clone, Debug)]
pub struct Row {
    /// The spelling.
    pub spelling: String,
    /// How often it stands in the documents.
    pub count: u32,
    /// In how many documents.
    pub documents: u32,
    /// Conventions that may have written it.
    pub conventions: Conventions,
    /// What to write instead, and why.
    pub suggestion: Option<name::Suggestion>,
    /// Other spellings of the name among the documents.
    pub variants: Vec<String>,
    /// Its first places.
    pub places: Vec<Place>,
}

/// Gathers names.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    seen: HashMap<String, Seen>,
    documents: u32,
}

impl Survey {
    /// Adds the names of a document in a language.
    pub fn add(&mut self, document: &Document, language: Language) {
        let number = self.documents;
        self.documents += 1;
        let segments = Segments::new(document, language, |_, _| false);
        let (text, tokens) = (document.text(), &segments.tokens);
        let mut lines = None;
        for (at, token) in tokens.iter().enumerate() {
            if !is_name(tokens, at, text) {
                continue;
            }
            let mut note = |spelling: &str| {
                let seen = match self.seen.get_mut(spelling) {
                    Some(seen) => seen,
                    None => self.seen.entry(spelling.to_owned()).or_default(),
                };
                seen.count += 1;
                if seen.last != Some(number) {
                    seen.documents += 1;
                    seen.last = Some(number);
                }
                if seen.places.len() < PLACES {
                    let lines = lines.get_or_insert_with(|| LineIndex::new(document.original()));
                    let start = document.to_original(token.span()).start();
                    let position = lines.position(document.original(), start);
                    seen.places.push(Place {
                        document: number,
                        line: position.line as u32,
                        column: position.column as u32,
                    });
                }
            };
            note(token.of(text));
            // Some spellings are wrong only beside the surname: *Anthony Blinken*.
            if goes_on(tokens, at) {
                let pair = token.span().cover(tokens[at + 1].span());
                note(pair.of(text));
            }
        }
    }

    /// Adds what another survey gathered, as if its documents came after these.
    pub fn merge(&mut self, other: &Self) {
        for (spelling, more) in &other.seen {
            let seen = match self.seen.get_mut(spelling) {
                Some(seen) => seen,
                None => self.seen.entry(spelling.to_owned()).or_default(),
            };
            seen.count += more.count;
            seen.documents += more.documents;
            seen.last = more.last.map(|last| last + self.documents);
            let room = PLACES.saturating_sub(seen.places.len());
            let places = more.places.iter().take(room).cloned();
            let moved =
                places.map(|place| Place { document: place.document + self.documents, ..place });
            seen.places.extend(moved);
        }
        self.documents += other.documents;
    }

    /// Number of documents added.
    pub fn documents(&self) -> u32 {
        self.documents
    }

    /// Every spelling that has variants or a suggestion; with `all` the others too. Sorted by count, then spelling.
    pub fn rows(&self, press: Convention, all: bool) -> Vec<Row> {
        let mut variants = self.variants(press);
        // What the lexicon joins though no table does: *Kiev* and *Kyiv*.
        for spelling in self.seen.keys() {
            let better = name::suggest(spelling, press).map(|better| better.text);
            let Some((better, _)) = better.and_then(|text| self.seen.get_key_value(&text)) else {
                continue;
            };
            for (own, other) in [(spelling, better), (better, spelling)] {
                let (_, others) = variants.entry(own).or_default();
                if !others.contains(other) {
                    others.push(other.clone());
                }
            }
        }
        let mut rows: Vec<Row> = self
            .seen
            .iter()
            // A pair of words is there for what the words do not say by themselves.
            .filter(|(spelling, _)| {
                let mut words = spelling.split(' ');
                !spelling.contains(' ') || words.all(|word| name::suggest(word, press).is_none())
            })
            .filter_map(|(spelling, seen)| {
                let suggestion = name::suggest(spelling, press);
                let (conventions, variants) =
                    variants.get(spelling.as_str()).cloned().unwrap_or_default();
                let shown =
                    all && !spelling.contains(' ') || suggestion.is_some() || !variants.is_empty();
                shown.then(|| Row {
                    spelling: spelling.clone(),
                    count: seen.count,
                    documents: seen.documents,
                    conventions,
                    suggestion,
                    variants,
                    places: seen.places.clone(),
                })
            })
            .collect();
        rows.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.spelling.cmp(&b.spelling)));
        rows
    }

    /// Spelling → its conventions and its other spellings.
    fn variants(&self, press: Convention) -> HashMap<&str, (Conventions, Vec<String>)> {
        let mut groups: HashMap<u64, Vec<&str>> = HashMap::new();
        for spelling in self.seen.keys() {
            if let Some(skeleton) = skeleton::of(spelling) {
                groups.entry(skeleton).or_default().push(spelling);
            }
        }
        let mut found: HashMap<&str, (Conventions, Vec<String>)> = HashMap::new();
        for mut group in groups.into_values().filter(|group| (2..=MOST).contains(&group.len())) {
            group.sort_unstable();
            for (n, &a) in group.iter().enumerate() {
                for &b in &group[n + 1..] {
                    if skeleton::are_unlike(a, b) {
                        continue;
                    }
                    let compared = name::compare(a, b, Some(press), Some(press));
                    if !compared.same {
                        continue;
                    }
                    let (first, second) = compared.conventions;
                    for (own, other, conventions) in [(a, b, first), (b, a, second)] {
                        let entry = found.entry(own).or_default();
                        entry.0 = conventions;
                        entry.1.push(other.to_owned());
                    }
                }
            }
        }
        found
    }
}

/// A capitalised Latin word inside a sentence, or at its start before another capital.
fn is_name(tokens: &[Token], at: usize, text: &str) -> bool {
    let token = &tokens[at];
    token.is_word()
        && token.shape == Shape::Capital
        && token.script == Script::Latin
        && (!token.starts_segment() || goes_on(tokens, at))
        && token.of(text).chars().count() >= LETTERS
}

/// Whether another capitalised word follows.
fn goes_on(tokens: &[Token], at: usize) -> bool {
    tokens.get(at + 1).is_some_and(|t| t.shape == Shape::Capital && t.gap() == Gap::Space)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surveys_of_parts_merge_to_the_survey_of_the_whole() {
        let texts = [
            "Talks with Kouleba and Kuleba.",
            "",
            "Then came Kuleba, and Kuleba again, with Kuleba, Kuleba and Kuleba.",
            "At last Kouleba met Anthony Blinken.",
        ];
        let mut whole = Survey::default();
        let mut merged = Survey::default();
        for text in texts {
            whole.add(&Document::plain(text), Language::ENGLISH);
            let mut part = Survey::default();
            part.add(&Document::plain(text), Language::ENGLISH);
            merged.merge(&part);
        }
        assert_eq!(merged.documents(), 4);
        let shown = |survey: &Survey| format!("{:?}", survey.rows(Convention::ENGLISH, true));
        assert_eq!(shown(&merged), shown(&whole));
        assert!(shown(&whole).contains("Kouleba"));
    }
}
