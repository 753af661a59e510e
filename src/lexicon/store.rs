//! A compiled lexicon, opened: numbers for the matcher, text for the reader.
//!
//! A lexicon that ships is read where the program holds it: opening it copies nothing and checks nothing that the compiler of
//! the program has not checked already, since ten megabytes would cost more than the article they are opened for. Numbers lie in
//! the block without alignment, which costs a load nothing.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::compile::{Compiled, EMPTY, ENTRY, FIELDS, HALF, ITEM, MAGIC, SECTIONS, VARIANT};
use super::facts::{self, Facts};
use crate::finding::Confidence;

include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));

/// The entries and facts of one language, ready to match.
#[derive(Debug)]
pub struct Lexicon {
    numbers: Cow<'static, [u8]>,
    heap: Cow<'static, str>,
    /// Where each section starts in `numbers`, in bytes, and where the last ends.
    sections: [usize; SECTIONS + 1],
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

/// Numbers as they lie in a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbers<'l>(&'l [[u8; 4]]);

impl<'l> Numbers<'l> {
    pub(super) fn at(self, n: usize) -> u32 {
        u32::from_le_bytes(self.0[n])
    }

    pub(super) fn len(self) -> usize {
        self.0.len()
    }

    pub(super) fn from(self, start: usize) -> Self {
        Self(&self.0[start..])
    }

    pub(super) fn part(self, start: usize, len: usize) -> Self {
        Self(&self.0[start..start + len])
    }

    /// The numbers in groups of `N`.
    pub(super) fn rows<const N: usize>(self) -> impl Iterator<Item = [u32; N]> + 'l {
        self.0.as_chunks::<N>().0.iter().map(|row| row.map(u32::from_le_bytes))
    }
}

/// One row of elements, and what it belongs to.
#[derive(Clone, Debug)]
pub(super) struct Variant {
    pub(super) entry: u32,
    pub(super) fix: Option<(u32, u32)>,
    pub(super) elements: usize,
    pub(super) count: usize,
    /// The elements that the key was made of.
    pub(super) key: std::ops::Range<usize>,
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
    /// What only a reader of the lexicon asks for, not split yet.
    rest: [&'l str; 4],
}

impl Lexicon {
    /// The lexicon that ships for a language.
    pub fn built_in(code: &str) -> Option<&'static Self> {
        static OPENED: [OnceLock<Lexicon>; BUILT_IN.len()] =
            [const { OnceLock::new() }; BUILT_IN.len()];
        let at = BUILT_IN.binary_search_by(|(name, ..)| (*name).cmp(code)).ok()?;
        Some(OPENED[at].get_or_init(|| Self::shipped(at)))
    }

    /// Every lexicon that ships, opened anew.
    pub fn all_built_in() -> impl Iterator<Item = Self> {
        (0..BUILT_IN.len()).map(Self::shipped)
    }

    /// Codes of the languages that ship, sorted.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(code, ..)| *code)
    }

    fn shipped(at: usize) -> Self {
        let (code, numbers, heap) = BUILT_IN[at];
        // The block was compiled by the build of this very program.
        Self::of(numbers.into(), heap.into()).unwrap_or_else(|| unreachable!("lexicon {code}"))
    }

    /// Opens what `compile` made.
    ///
    /// # Errors
    ///
    /// When it is no compiled lexicon of this version.
    pub fn open(compiled: Compiled) -> Result<Self, String> {
        Self::of(compiled.numbers.into(), compiled.text.into())
            .ok_or_else(|| "not a compiled lexicon of this version".to_owned())
    }

    fn of(numbers: Cow<'static, [u8]>, heap: Cow<'static, str>) -> Option<Self> {
        let header = Numbers(numbers.get(..4 * (1 + SECTIONS))?.as_chunks().0);
        if header.at(0) != MAGIC {
            return None;
        }
        let mut sections = [4 * (1 + SECTIONS); SECTIONS + 1];
        for n in 0..SECTIONS {
            sections[n + 1] = sections[n] + 4 * header.at(1 + n) as usize;
        }
        numbers.get(..sections[SECTIONS])?;
        let facts = OnceLock::new();
        let mut lexicon = Self { numbers, heap, sections, classes: Vec::new(), facts };
        let classes = lexicon.section(Section::Classes).rows();
        lexicon.classes =
            classes.map(|[at, len]| facts::Class::parse(lexicon.heap_text(at, len))).collect();
        Some(lexicon)
    }

    pub(super) fn bytes(&self, section: Section) -> &[u8] {
        &self.numbers[self.sections[section as usize]..self.sections[section as usize + 1]]
    }

    pub(super) fn section(&self, section: Section) -> Numbers<'_> {
        Numbers(self.bytes(section).as_chunks().0)
    }

    pub(super) fn heap_text(&self, at: u32, len: u32) -> &str {
        &self.heap[at as usize..at as usize + len as usize]
    }

    /// Text of an entry for longer than the lexicon lives: that of one that ships stands in the program, other is copied.
    pub fn lasting(&self, text: &str) -> Cow<'static, str> {
        let Cow::Borrowed(heap) = self.heap else { return Cow::Owned(text.to_owned()) };
        let start = (text.as_ptr() as usize).wrapping_sub(heap.as_ptr() as usize);
        match heap.get(start..start.saturating_add(text.len())) {
            Some(same) => Cow::Borrowed(same),
            None => Cow::Owned(text.to_owned()),
        }
    }

    fn meta(&self, n: usize) -> &str {
        let meta = self.section(Section::Meta);
        self.heap_text(meta.at(n * 2), meta.at(n * 2 + 1))
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
        self.section(Section::Entries).len() / ENTRY
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
        let row = self.section(Section::Entries).part(n as usize * ENTRY, ENTRY);
        EntryText::of(std::array::from_fn(|field| {
            &self.heap[row.at(field) as usize..row.at(field + 1) as usize]
        }))
    }

    /// Every entry.
    pub fn entries(&self) -> impl Iterator<Item = EntryText<'_>> {
        (0..self.len() as u32).map(|n| self.entry(n))
    }

    pub(super) fn variant(&self, n: u32) -> Variant {
        let row = self.section(Section::Variants).part(n as usize * VARIANT, VARIANT);
        let fix = (row.at(1) != EMPTY).then(|| (row.at(1), row.at(2)));
        let packed = row.at(4);
        let key = (packed >> 8 & 0xFF) as usize;
        Variant {
            entry: row.at(0),
            fix,
            elements: row.at(3) as usize,
            count: (packed & 0xFF) as usize,
            key: key..key + (packed >> 24) as usize,
            exact: packed >> 16 & 1 == 1,
        }
    }
}

impl<'l> EntryText<'l> {
    fn of(fields: [&'l str; FIELDS]) -> Self {
        let [id, rule, confidence, safe, whole_line, repeat, why, topic, ..] = fields;
        let [.., near, unless, from, nots, finds, bad, good, file] = fields;
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
            near: items(near).collect(),
            unless: items(unless).collect(),
            from: items(from).filter_map(|item| item.split_once(HALF)).collect(),
            nots: first.parse().unwrap_or(0)..end.parse().unwrap_or(0),
            rest: [finds, bad, good, file],
        }
    }

    /// Phrases and fixes as compiled from `find`.
    pub fn finds(&self) -> impl Iterator<Item = &'l str> + use<'l> {
        items(self.rest[0])
    }

    /// Examples, with their repair.
    pub fn bad(&self) -> impl Iterator<Item = (&'l str, Option<&'l str>)> + use<'l> {
        items(self.rest[1]).map(|item| match item.split_once(HALF) {
            Some((text, repaired)) => (text, Some(repaired)),
            None => (item, None),
        })
    }

    /// Texts that must stay silent.
    pub fn good(&self) -> impl Iterator<Item = &'l str> + use<'l> {
        items(self.rest[2])
    }

    /// Name of the file it was written in.
    pub fn file(&self) -> &'l str {
        self.rest[3]
    }
}

/// The items of a list; an empty text has none.
fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split(ITEM).filter(|_| !text.is_empty())
}
