//! A compiled lexicon, opened: numbers for the matcher, text for the reader.

use std::sync::OnceLock;

use super::compile::{EMPTY, FIELD, HALF, ITEM, MAGIC, SECTIONS, VARIANT};
use super::facts::{self, Facts};
use crate::finding::Confidence;

include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));

/// The entries and facts of one language, ready to match.
#[derive(Debug)]
pub struct Lexicon {
    numbers: Vec<u32>,
    heap: String,
    /// Start of each section in `numbers`, and the end of the last.
    sections: [usize; SECTIONS + 1],
    pub(super) firsts: Vec<u8>,
    pub(super) classes: Vec<facts::Class>,
    facts: OnceLock<Facts>,
}

/// Sections of a compiled lexicon, in the order of `compile`.
#[derive(Clone, Copy)]
pub(super) enum Section {
    Meta,
    Entries,
    Variants,
    Elements,
    Classes,
    Firsts,
    Filter,
    Table,
    Postings,
}

/// One row of elements, and what it belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Variant {
    pub(super) entry: u32,
    pub(super) fix: Option<(u32, u32)>,
    pub(super) elements: usize,
    pub(super) count: usize,
    pub(super) anchor: usize,
    pub(super) exact: bool,
}

/// The text of an entry, split.
#[derive(Clone, Debug)]
pub struct EntryText<'l> {
    /// Its id.
    pub id: &'l str,
    /// Id of its rule.
    pub rule: &'l str,
    /// How sure its findings are.
    pub confidence: Confidence,
    /// Whether its repair is safe.
    pub safe: bool,
    /// Whether deleting a match deletes the line.
    pub whole_line: bool,
    /// So many matches make a low finding visible.
    pub repeat: Option<u32>,
    /// Why it is an artifact.
    pub why: &'l str,
    /// The topic that the document must have, or empty.
    pub topic: &'l str,
    /// Words of which one must stand in the document, if any are given.
    pub near: Vec<&'l str>,
    /// Words of which none may stand in the document.
    pub unless: Vec<&'l str>,
    /// Source language and the phrase behind the artifact.
    pub from: Vec<(&'l str, &'l str)>,
    /// Range of variants that silence a match.
    pub(super) nots: std::ops::Range<u32>,
    /// Phrases and fixes as compiled from `find`.
    pub finds: Vec<&'l str>,
    /// Examples, with their repair.
    pub bad: Vec<(&'l str, Option<&'l str>)>,
    /// Texts that must stay silent.
    pub good: Vec<&'l str>,
    /// Name of the file it was written in.
    pub file: &'l str,
}

impl Lexicon {
    /// The lexicon that ships for a language.
    pub fn built_in(code: &str) -> Option<&'static Self> {
        static OPENED: [OnceLock<Lexicon>; BUILT_IN.len()] =
            [const { OnceLock::new() }; BUILT_IN.len()];
        let at = BUILT_IN.binary_search_by(|(name, _)| (*name).cmp(code)).ok()?;
        Some(OPENED[at].get_or_init(|| {
            // The block was compiled by the build of this very program.
            Self::open(BUILT_IN[at].1).unwrap_or_else(|why| unreachable!("{code}: {why}"))
        }))
    }

    /// The compiled bytes of the lexicon that ships for a language.
    pub fn built_in_bytes(code: &str) -> Option<&'static [u8]> {
        let at = BUILT_IN.binary_search_by(|(name, _)| (*name).cmp(code)).ok()?;
        Some(BUILT_IN[at].1)
    }

    /// Codes of the languages that ship, sorted.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(code, _)| *code)
    }

    /// Opens what `compile` made.
    ///
    /// # Errors
    ///
    /// When the bytes are no compiled lexicon of this version.
    pub fn open(bytes: &[u8]) -> Result<Self, String> {
        let broken = || "not a compiled lexicon of this version".to_owned();
        let number = |at: usize| -> Option<u32> {
            Some(u32::from_le_bytes(bytes.get(at * 4..at * 4 + 4)?.try_into().ok()?))
        };
        if number(0) != Some(MAGIC) {
            return Err(broken());
        }
        let mut sections = [0; SECTIONS + 1];
        for n in 0..SECTIONS {
            sections[n + 1] = sections[n] + number(1 + n).ok_or_else(broken)? as usize;
        }
        let start = 4 * (1 + SECTIONS);
        let end = start + 4 * sections[SECTIONS];
        let block = bytes.get(start..end).ok_or_else(broken)?;
        let numbers: Vec<u32> =
            block.as_chunks::<4>().0.iter().map(|chunk| u32::from_le_bytes(*chunk)).collect();
        let heap = String::from_utf8(bytes[end..].to_vec()).map_err(|_| broken())?;
        let mut lexicon = Self {
            numbers,
            heap,
            sections,
            firsts: Vec::new(),
            classes: Vec::new(),
            facts: OnceLock::new(),
        };
        lexicon.firsts =
            lexicon.section(Section::Firsts).iter().flat_map(|n| n.to_le_bytes()).collect();
        lexicon.classes = lexicon
            .section(Section::Classes)
            .as_chunks::<2>()
            .0
            .iter()
            .map(|&[at, len]| facts::Class::parse(lexicon.heap_text(at, len)))
            .collect();
        Ok(lexicon)
    }

    pub(super) fn section(&self, section: Section) -> &[u32] {
        &self.numbers[self.sections[section as usize]..self.sections[section as usize + 1]]
    }

    pub(super) fn heap_text(&self, at: u32, len: u32) -> &str {
        &self.heap[at as usize..at as usize + len as usize]
    }

    fn meta(&self, n: usize) -> &str {
        let meta = self.section(Section::Meta);
        self.heap_text(meta[n * 2], meta[n * 2 + 1])
    }

    /// Code of the language the entries are for.
    pub fn code(&self) -> &str {
        self.meta(0)
    }

    /// English name of the language.
    pub fn name(&self) -> &str {
        self.meta(1)
    }

    /// The text of `lang.toml`, for compiling further entries of the language.
    pub fn language_source(&self) -> &str {
        self.meta(2)
    }

    /// Word lists, topics and maps of the language.
    pub fn facts(&self) -> &Facts {
        self.facts.get_or_init(|| Facts::parse(self.meta(3), self.meta(4), self.meta(5)))
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.section(Section::Entries).len() / 2
    }

    /// Whether it has no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of rows that the phrases expand to.
    pub fn variants(&self) -> usize {
        self.section(Section::Variants).len() / VARIANT
    }

    /// The text of entry `n`.
    pub fn entry(&self, n: u32) -> EntryText<'_> {
        let entries = self.section(Section::Entries);
        let (at, len) = (entries[n as usize * 2], entries[n as usize * 2 + 1]);
        EntryText::parse(self.heap_text(at, len))
    }

    /// Every entry.
    pub fn entries(&self) -> impl Iterator<Item = EntryText<'_>> {
        (0..self.len() as u32).map(|n| self.entry(n))
    }

    pub(super) fn variant(&self, n: u32) -> Variant {
        let at = n as usize * VARIANT;
        let row = &self.section(Section::Variants)[at..at + VARIANT];
        Variant {
            entry: row[0],
            fix: (row[1] != EMPTY).then_some((row[1], row[2])),
            elements: row[3] as usize,
            count: (row[4] & 0xFF) as usize,
            anchor: (row[4] >> 8 & 0xFF) as usize,
            exact: row[4] >> 16 & 1 == 1,
        }
    }
}

impl<'l> EntryText<'l> {
    fn parse(text: &'l str) -> Self {
        let mut fields = text.split(FIELD);
        let mut next = move || fields.next().unwrap_or_default();
        let list = |text: &'l str| -> Vec<&'l str> {
            if text.is_empty() { Vec::new() } else { text.split(ITEM).collect() }
        };
        let (id, rule, confidence, safe) = (next(), next(), next(), next());
        let (whole_line, repeat, why, topic) = (next(), next(), next(), next());
        let (near, unless, from, nots) = (next(), next(), next(), next());
        let (finds, bad, good, file) = (next(), next(), next(), next());
        let (first, end) = nots.split_once(HALF).unwrap_or(("0", "0"));
        Self {
            id,
            rule,
            confidence: match confidence {
                "high" => Confidence::High,
                "low" => Confidence::Low,
                _ => Confidence::Medium,
            },
            safe: safe == "1",
            whole_line: whole_line == "1",
            repeat: repeat.parse().ok(),
            why,
            topic,
            near: list(near),
            unless: list(unless),
            from: list(from).into_iter().filter_map(|item| item.split_once(HALF)).collect(),
            nots: first.parse().unwrap_or(0)..end.parse().unwrap_or(0),
            finds: list(finds),
            bad: list(bad)
                .into_iter()
                .map(|item| match item.split_once(HALF) {
                    Some((text, repaired)) => (text, Some(repaired)),
                    None => (item, None),
                })
                .collect(),
            good: list(good),
            file,
        }
    }
}
