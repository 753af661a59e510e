//! Facts of a language that detectors ask for by name: word lists, topics, pairs.

use std::collections::HashMap;

use super::compile::{FIELD, HALF, ITEM};
use super::lists::{LISTS, List};
use crate::segment::token::Token;
use crate::text::fold;

/// A set of words, asked by hash and then letter by letter. Nearly every word of a text that is not in the set meets an empty
/// slot.
#[derive(Debug, Default)]
pub struct WordList {
    /// Open addressing: a power of two, at least twice as many as words.
    slots: Vec<Slot>,
    /// The words, folded, one after the other.
    text: String,
}

/// A word of a list: its hash and its bytes in the list's text; none in an empty slot.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    hash: u32,
    start: u32,
    end: u32,
}

impl WordList {
    fn parse(words: &str) -> Self {
        let count = words.split_whitespace().count();
        let slots = if count == 0 { 0 } else { (count * 2).next_power_of_two() };
        let mut list =
            Self { slots: vec![Slot::default(); slots], text: String::with_capacity(words.len()) };
        for word in words.split_whitespace() {
            let (hash, start) = (fold::hash(word), list.text.len() as u32);
            list.text.extend(fold::folded(word));
            let end = list.text.len() as u32;
            let mut at = hash as usize & (slots - 1);
            while list.slots[at].end != 0 {
                at = (at + 1) & (slots - 1);
            }
            list.slots[at] = Slot { hash, start, end };
        }
        list
    }

    /// Whether the list holds the token.
    pub fn holds(&self, token: &Token, text: &str) -> bool {
        self.find(token.hash, || token.of(text))
    }

    /// Whether the list holds the word.
    pub fn holds_word(&self, word: &str) -> bool {
        self.find(fold::hash(word), || word)
    }

    #[inline]
    fn find<'w>(&self, hash: u32, word: impl Fn() -> &'w str) -> bool {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        while let Some(slot) = self.slots.get(at).filter(|slot| slot.end != 0) {
            if slot.hash == hash && fold::folds_to(word(), self.word(slot)) {
                return true;
            }
            at = (at + 1) & mask;
        }
        false
    }

    fn word(&self, slot: &Slot) -> &str {
        &self.text[slot.start as usize..slot.end as usize]
    }

    /// The hashes of its words, in no order.
    pub fn hashes(&self) -> impl Iterator<Item = u32> + '_ {
        self.slots.iter().filter(|slot| slot.end != 0).map(|slot| slot.hash)
    }

    /// Its words, folded, in no order.
    pub fn words(&self) -> impl Iterator<Item = &str> + '_ {
        self.slots.iter().filter(|slot| slot.end != 0).map(|slot| self.word(slot))
    }
}

/// A class of the phrase notation: words, and endings that make a word a member.
#[derive(Debug, Default)]
pub(crate) struct Class {
    words: WordList,
    endings: Vec<String>,
    except: WordList,
    except_endings: Vec<String>,
}

impl Class {
    pub(super) fn parse(text: &str) -> Self {
        let mut fields = text.split(FIELD).skip(1);
        let mut next = || fields.next().unwrap_or_default();
        let (words, endings, except) = (next(), next(), next());
        let except_endings = except.split_whitespace().filter_map(|word| word.strip_prefix('-'));
        Self {
            words: WordList::parse(words),
            endings: endings
                .split_whitespace()
                .map(|e| e.trim_start_matches('-').to_owned())
                .collect(),
            except_endings: except_endings.map(str::to_owned).collect(),
            except: WordList::parse(except),
        }
    }

    pub(super) fn holds(&self, token: &Token, text: &str) -> bool {
        if !token.is_word() || self.except.holds(token, text) {
            return false;
        }
        let word = token.of(text);
        let ends = |ending: &String| {
            word.len() > ending.len() + 1
                && word.is_char_boundary(word.len() - ending.len())
                && fold::folds_to(&word[word.len() - ending.len()..], ending)
        };
        self.words.holds(token, text)
            || (self.endings.iter().any(ends) && !self.except_endings.iter().any(ends))
    }
}

/// Lists, topics and maps of one language.
#[derive(Debug, Default)]
pub struct Facts {
    lists: Vec<WordList>,
    given: Vec<bool>,
    topics: HashMap<String, WordList>,
    maps: HashMap<String, HashMap<String, String>>,
    nothing: WordList,
}

impl Facts {
    pub(super) fn parse(lists: &str, topics: &str, maps: &str) -> Self {
        let words = |text: &str| -> HashMap<String, WordList> {
            let parts = text.split_terminator(ITEM).filter_map(|item| item.split_once(FIELD));
            parts.map(|(name, words)| (name.to_owned(), WordList::parse(words))).collect()
        };
        let mut pairs: HashMap<String, HashMap<String, String>> = HashMap::new();
        for (name, rows) in maps.split_terminator(ITEM).filter_map(|item| item.split_once(FIELD)) {
            let (from, to) = name.split_once('>').unwrap_or((name, ""));
            for (a, b) in rows.split(FIELD).filter_map(|row| row.split_once(HALF)) {
                let mut add = |map: String, key: &str, value: &str| {
                    let map = pairs.entry(map).or_default();
                    map.entry(fold::fold(key)).or_insert_with(|| value.to_owned());
                };
                add(format!("{from}>{to}"), a, b);
                add(format!("{to}>{from}"), b, a);
            }
        }
        let mut named = words(lists);
        let given = LISTS.iter().map(|(name, _)| named.contains_key(*name)).collect();
        let lists = LISTS.iter().map(|(name, _)| named.remove(*name).unwrap_or_default()).collect();
        Self { lists, given, topics: words(topics), maps: pairs, nothing: WordList::default() }
    }

    /// A list; an empty one when the language has none.
    pub fn list(&self, list: List) -> &WordList {
        self.lists.get(list as usize).unwrap_or(&self.nothing)
    }

    /// Whether the language fills no list at all.
    pub fn is_empty(&self) -> bool {
        !self.given.contains(&true)
    }

    /// Whether the language fills a list.
    pub fn has_list(&self, list: List) -> bool {
        self.given.get(list as usize).copied().unwrap_or(false)
    }

    /// The words of a topic.
    pub fn topic(&self, name: &str) -> &WordList {
        self.topics.get(name).unwrap_or(&self.nothing)
    }

    /// The image of a word in the map `from>to`.
    pub fn image(&self, map: &str, word: &str) -> Option<&str> {
        self.maps.get(map)?.get(&fold::fold(word)).map(String::as_str)
    }
}
