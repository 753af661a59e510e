//! From authored entries to a compiled lexicon: one block of numbers and one of text.
//!
//! `build.rs` compiles the lexicons that ship, `--lexicon` compiles the user's own; both go through here, and the reader
//! (`super::Lexicon`) sees no difference. Everything that matching needs is laid out ready: each variant is keyed on its rarest
//! run of up to three words, the keys stand in one open-addressing table, and two filters in front of it turn nearly every
//! token of ordinary text away after one or two loads. What only a reader of findings needs (ids, reasons, examples) is text, split when
//! an entry has matched.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::lexicon::author::{Bad, Entry, Folder, LanguageFile};
use crate::lexicon::guard::guard;
use crate::lexicon::inflect::Inflection;
use crate::lexicon::lists::LISTS;
use crate::lexicon::notation::{self, ANCHORS, Anchor, Choice, Element, SHAPE_CLASSES};
use crate::segment::token::tokens_of;
use crate::text::fold;

/// Separates the fields of a text that is parsed as a whole.
pub const FIELD: char = '\x1f';
/// Separates the items of a list in a field.
pub const ITEM: char = '\x1e';
/// Separates the halves of a pair in an item.
pub const HALF: char = '\x1d';

/// Begins a fix that takes over no capital but that of a sentence.
pub const KEEP_CASE: char = '\x01';

/// First number of a compiled lexicon.
pub const MAGIC: u32 = 0x4D54_4C02;
/// Sections of the number block in order; the header gives the length of each.
pub const SECTIONS: usize = 9;
/// Fields of an entry.
pub const FIELDS: usize = 16;
/// Numbers an entry takes: where its text starts, and where each of its fields ends.
pub const ENTRY: usize = 1 + FIELDS;
/// Numbers a variant takes.
pub const VARIANT: usize = 5;
/// `capture` of an element that belongs to no part.
pub const NO_CAPTURE: u32 = 0xFF;
/// Slots of an empty place in the table.
pub const EMPTY: u32 = u32::MAX;

/// Most words of a class that a key is multiplied out to, word by word.
const MOST_IN_CLASS: usize = 60;
/// Longest product of alternatives that a key may be multiplied out to.
const MOST_KEYS: usize = 300;

/// A compiled lexicon.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// Header and sections, four bytes a number.
    pub numbers: Vec<u8>,
    /// The text that the numbers point into.
    pub text: String,
}

/// Compiles the folder of one language.
///
/// # Errors
///
/// A message for the author that names file, entry and field.
pub fn compile(folder: &Folder) -> Result<Compiled, String> {
    let language = Facts::new(&folder.language)?;
    let mut builder = Builder { common: language.common(), ..Builder::default() };
    for (name, class) in &folder.language.classes {
        let fields = [name.as_str(), &class.words, &class.endings, &class.except];
        let text = builder.text(&fields.join(&FIELD.to_string()));
        builder.classes.extend(text);
    }
    let mut errors = Vec::new();
    for entry in &folder.entries {
        if let Err(why) = builder.entry(entry, folder, &language) {
            errors.push(format!("{}: entry {:?}: {why}", entry.file.display(), entry.id));
        }
    }
    if errors.is_empty() { Ok(builder.finish(folder)) } else { Err(errors.join("\n")) }
}

struct Facts<'a> {
    file: &'a LanguageFile,
    inflection: Inflection,
}

impl<'a> Facts<'a> {
    fn new(file: &'a LanguageFile) -> Result<Self, String> {
        let mut inflection = Inflection::default();
        for paradigm in &file.inflect {
            inflection.add(&paradigm.name, paradigm.rules.clone(), &paradigm.irregular);
        }
        let known = |name: &str| LISTS.iter().any(|(list, _)| *list == name);
        if let Some(name) = file.lists.keys().find(|name| !known(name)) {
            return Err(format!("lang.toml: [lists] has no {name:?}"));
        }
        if let Some(name) = file.classes.keys().find(|name| notation::shape_class(name).is_some()) {
            return Err(format!("lang.toml: every language has a class {{{name}}} already"));
        }
        Ok(Self { file, inflection })
    }

    fn common(&self) -> HashSet<String> {
        let words = self.file.lists.get("function-words").map_or("", String::as_str);
        words.split_whitespace().map(fold::fold).collect()
    }
}

impl notation::Language for Facts<'_> {
    fn inflection(&self) -> &Inflection {
        &self.inflection
    }

    fn has_class(&self, name: &str) -> bool {
        self.file.classes.contains_key(name)
    }

    fn has_map(&self, from: &str, to: &str) -> bool {
        let map = |a: &str, b: &str| self.file.maps.contains_key(&format!("{a}>{b}"));
        map(from, to) || map(to, from)
    }

    fn words(&self, text: &str) -> Vec<String> {
        tokens_of(text).iter().map(|token| token.of(text).to_owned()).collect()
    }
}

#[derive(Default)]
struct Builder {
    heap: String,
    interned: HashMap<String, [u32; 2]>,
    entries: Vec<u32>,
    variants: Vec<u32>,
    elements: Vec<u32>,
    bodies: HashMap<Vec<u32>, u32>,
    classes: Vec<u32>,
    firsts: BTreeMap<u32, BTreeSet<u32>>,
    /// The variants of a key, each with its guard.
    keys: BTreeMap<u32, Vec<[u32; 2]>>,
    /// Keys of two words that would be the first two of a key of three.
    prefixes: BTreeSet<u32>,
    common: HashSet<String>,
}

impl Builder {
    fn text(&mut self, text: &str) -> [u32; 2] {
        if let Some(&at) = self.interned.get(text) {
            return at;
        }
        let at = [self.heap.len() as u32, text.len() as u32];
        self.heap.push_str(text);
        self.interned.insert(text.to_owned(), at);
        at
    }

    fn entry(&mut self, entry: &Entry, folder: &Folder, language: &Facts) -> Result<(), String> {
        if let Some(topic) = entry.topic.as_ref().filter(|name| !folder.topics.contains_key(*name))
        {
            return Err(format!("field `topic`: topics.toml has no {topic:?}"));
        }
        let number = (self.entries.len() / ENTRY) as u32;
        for (find, fix) in &entry.finds {
            let phrase = notation::parse_find(find, language)
                .map_err(|why| format!("field `find`: {why}"))?;
            let fix = match fix {
                None => [EMPTY, 0],
                Some(fix) => {
                    let code = notation::compile_fix(fix, &phrase, language)
                        .map_err(|why| format!("field `fix`: {why}"))?;
                    // “Ben Laden” → “bin Laden”: the capital of the phrase is its own and not handed on.
                    let own =
                        find.starts_with(char::is_uppercase) && fix.starts_with(char::is_lowercase);
                    self.text(&if own { format!("{KEEP_CASE}{code}") } else { code })
                }
            };
            let ending =
                phrase.variants.iter().filter_map(|variant| ending_line(variant, &entry.rule));
            for variant in phrase.variants.iter().cloned().chain(ending) {
                let id = self.variant(number, fix, &variant, entry.exact, folder, true)?;
                self.key(&variant, id, folder);
            }
        }
        let first_not = self.variants.len() / VARIANT;
        for not in &entry.not {
            let phrase =
                notation::parse_find(not, language).map_err(|why| format!("field `not`: {why}"))?;
            for variant in &phrase.variants {
                self.variant(number, [EMPTY, 0], variant, false, folder, false)?;
            }
        }
        let nots = format!("{first_not}{HALF}{}", self.variants.len() / VARIANT);
        let fields = entry_fields(entry, nots);
        let [start, _] = self.text(&fields.concat());
        self.entries.push(start);
        self.entries.extend(fields.iter().scan(start, |end, field| {
            *end += field.len() as u32;
            Some(*end)
        }));
        Ok(())
    }

    fn variant(
        &mut self,
        entry: u32,
        fix: [u32; 2],
        variant: &[Element],
        exact: bool,
        folder: &Folder,
        keyed: bool,
    ) -> Result<u32, String> {
        let bodies: Vec<u32> =
            variant.iter().map(|element| self.element(element, exact, folder)).collect();
        let count = u32::try_from(bodies.len()).ok().filter(|&n| n < 256).ok_or("too long")?;
        let window = if keyed { self.window(variant, folder) } else { 0..0 };
        let at = self.elements.len() as u32;
        self.elements.extend(bodies);
        let id = (self.variants.len() / VARIANT) as u32;
        let (anchor, length) = (window.start as u32, window.len() as u32);
        let meta = count | anchor << 8 | u32::from(exact) << 16 | length << 24;
        self.variants.extend([entry, fix[0], fix[1], at, meta]);
        Ok(id)
    }

    /// The body of an element, shared between equal ones. Bodies and the rows that point to them share a section.
    fn element(&mut self, element: &Element, exact: bool, folder: &Folder) -> u32 {
        let body = match element {
            Element::Words { choices, capture } => {
                let capture = capture.map_or(NO_CAPTURE, u32::from);
                let mut body = vec![capture << 8 | (choices.len() as u32) << 16];
                for Choice { word, value } in choices {
                    let stored = if exact { word.replace('’', "'") } else { fold::fold(word) };
                    let [at, len] = self.text(&stored);
                    body.extend([fold::hash(word), at, len | u32::from(*value) << 24]);
                }
                body
            }
            Element::Class { name, capture, group } => {
                let shape = notation::shape_class(name);
                let listed = || {
                    let at = folder.language.classes.keys().position(|class| class == name);
                    SHAPE_CLASSES.len() + at.unwrap_or_default()
                };
                let class = shape.unwrap_or_else(listed) as u32;
                let (group, value) =
                    group.map_or((NO_CAPTURE, 0), |(g, v)| (u32::from(g), u32::from(v)));
                vec![1 | u32::from(*capture) << 8 | class << 16, group | value << 8]
            }
            Element::Anchor(anchor) => {
                let code = ANCHORS.iter().position(|(_, at)| at == anchor).unwrap_or_default();
                vec![2 | NO_CAPTURE << 8 | (code as u32) << 16]
            }
        };
        if let Some(&at) = self.bodies.get(&body) {
            return at;
        }
        let at = self.elements.len() as u32;
        self.elements.extend(&body);
        self.bodies.insert(body, at);
        at
    }

    /// The run of words that a variant is keyed on: the one of up to three whose words are rarest together.
    fn window(&self, variant: &[Element], folder: &Folder) -> std::ops::Range<usize> {
        let mut best = (0, 0..0);
        for start in 0..variant.len() {
            let (mut score, mut product) = (0, 1);
            for end in start..variant.len().min(start + 3) {
                let Some(words) = words(&variant[end], folder) else { break };
                product *= words.len();
                if product > MOST_KEYS && end > start {
                    break;
                }
                let rarity = |word: &&str| match word.chars().count() {
                    _ if self.common.contains(&fold::fold(word)) => 1,
                    n => 2 + n.min(9),
                };
                score += words.iter().map(rarity).min().unwrap_or(0);
                if score > best.0 {
                    best = (score, start..end + 1);
                }
            }
        }
        best.1
    }

    /// Enters a variant under every run of words that its window can be.
    fn key(&mut self, variant: &[Element], id: u32, folder: &Folder) {
        let range = self.window(variant, folder);
        let window = &variant[range.clone()];
        let row = [id, guard(variant, range)];
        let length = window.len() as u32;
        let mut runs: Vec<Vec<u32>> = vec![Vec::new()];
        for element in window {
            let Some(words) = words(element, folder) else { continue };
            let hashes: BTreeSet<u32> = words.iter().map(|word| fold::hash(word)).collect();
            runs = runs
                .iter()
                .flat_map(|run| hashes.iter().map(|&hash| [run.as_slice(), &[hash]].concat()))
                .collect();
        }
        for run in runs {
            self.firsts.entry(run[0]).or_default().insert(length);
            if let [one, two, _] = run[..] {
                self.prefixes.insert(key_of(fold::combine(one, two), 2));
            }
            let joined = run[1..].iter().fold(run[0], |key, &hash| fold::combine(key, hash));
            self.keys.entry(key_of(joined, run.len() as u8)).or_default().push(row);
        }
    }

    fn finish(mut self, folder: &Folder) -> Compiled {
        let lines = |pairs: &BTreeMap<String, String>| -> String {
            pairs.iter().map(|(name, words)| format!("{name}{FIELD}{words}{ITEM}")).collect()
        };
        let maps: String = folder
            .language
            .maps
            .iter()
            .map(|(name, pairs)| {
                let pairs: Vec<String> =
                    pairs.iter().map(|(from, to)| format!("{from}{HALF}{to}")).collect();
                format!("{name}{FIELD}{}{ITEM}", pairs.join(&FIELD.to_string()))
            })
            .collect();
        let mut meta = Vec::new();
        for text in [
            folder.language.code.as_str(),
            &folder.language.name,
            &folder.language_source,
            &lines(&folder.language.lists),
            &lines(&folder.topics),
            &maps,
        ] {
            meta.extend(self.text(text));
        }
        let [firsts, filter, table, postings] = self.tables();
        let sections: [&[u32]; SECTIONS] = [
            &meta,
            &self.entries,
            &self.variants,
            &self.elements,
            &self.classes,
            &firsts,
            &filter,
            &table,
            &postings,
        ];
        let mut numbers = vec![MAGIC];
        numbers.extend(sections.iter().map(|section| section.len() as u32));
        sections.iter().for_each(|section| numbers.extend(*section));
        let numbers = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        Compiled { numbers, text: self.heap }
    }

    /// The masks of first words, the filter on keys, the table of keys, and the variants of each key.
    fn tables(&self) -> [Vec<u32>; 4] {
        let size = (self.firsts.len() * 8).next_power_of_two().max(1 << 10);
        let mut firsts = vec![0_u32; size / 4];
        for (&hash, lengths) in &self.firsts {
            let at = hash as usize & (size - 1);
            let mask: u32 = lengths.iter().map(|length| 1 << (length - 1)).sum();
            firsts[at / 4] |= mask << (at % 4 * 8);
        }
        let bits = (self.keys.len() * 32).next_power_of_two().max(1 << 12);
        let mut filter = vec![0_u32; bits / 32];
        for &key in &self.prefixes {
            let bit = prefix_bit(filter_bit(key, bits));
            filter[bit / 32] |= 1 << (bit % 32);
        }
        let size = (self.keys.len() * 2).next_power_of_two().max(16);
        let mut table = vec![EMPTY; size * 3];
        let mut postings = Vec::new();
        for (&key, ids) in &self.keys {
            let bit = filter_bit(key, bits);
            filter[bit / 32] |= 1 << (bit % 32);
            let mut slot = key as usize & (size - 1);
            while table[slot * 3 + 2] != EMPTY {
                slot = (slot + 1) & (size - 1);
            }
            table[slot * 3] = key;
            table[slot * 3 + 1] = postings.len() as u32;
            table[slot * 3 + 2] = ids.len() as u32;
            postings.extend(ids.as_flattened());
        }
        [firsts, filter, table, postings]
    }
}

/// The words that an element takes, when they are few enough to be keys.
fn words<'e>(element: &'e Element, folder: &'e Folder) -> Option<Vec<&'e str>> {
    match element {
        Element::Words { choices, .. } => {
            Some(choices.iter().map(|choice| choice.word.as_str()).collect())
        }
        Element::Class { name, .. } => {
            let class = folder.language.classes.get(name)?;
            let words: Vec<&str> = class.words.split_whitespace().collect();
            let closed = class.endings.trim().is_empty();
            (closed && !words.is_empty() && words.len() <= MOST_IN_CLASS).then_some(words)
        }
        Element::Anchor(_) => None,
    }
}

/// A label that fills a line is as often left behind the last sentence of one (“… he said. Post Comment”).
fn ending_line(variant: &[Element], rule: &str) -> Option<Vec<Element>> {
    // Credits (“Image: Jane Doe”) stand behind captions in good prose too.
    let label = rule.starts_with("tag/") && rule != "tag/byline" || rule == "untranslated/label";
    let (start, end) = (Element::Anchor(Anchor::LineStart), Element::Anchor(Anchor::LineEnd));
    if !label || variant.first() != Some(&start) || variant.last() != Some(&end) {
        return None;
    }
    let mut ending = variant.to_vec();
    ending[0] = Element::Anchor(Anchor::SentenceStart);
    Some(ending)
}

/// The key of a run of one to three words, from their hashes joined by [`fold::combine`].
pub fn key_of(run: u32, length: u8) -> u32 {
    run.rotate_left(u32::from(length))
}

/// Which bit of a filter of `bits` bits stands for a key. Other bits of it than those that choose the table slot.
pub fn filter_bit(key: u32, bits: usize) -> usize {
    (key.wrapping_mul(0x9E37_79B1) >> 7) as usize & (bits - 1)
}

/// Which bit says that two words begin a key of three, from the bit that says that they are a key. It is in the same number, since
/// what costs is to fetch it from memory.
pub fn prefix_bit(key_bit: usize) -> usize {
    key_bit ^ 1
}

fn entry_fields(entry: &Entry, nots: String) -> [String; FIELDS] {
    let list = |items: &[String]| items.join(&ITEM.to_string());
    let pair = |a: &str, b: &str| format!("{a}{HALF}{b}");
    let flag = |on: bool| if on { "1" } else { "" }.to_owned();
    [
        entry.id.clone(),
        entry.rule.clone(),
        entry.confidence.clone(),
        flag(entry.safe),
        flag(entry.whole_line),
        entry.repeat.map_or(String::new(), |n| n.to_string()),
        entry.why.clone(),
        entry.topic.clone().unwrap_or_default(),
        list(&entry.near),
        list(&entry.unless),
        list(&entry.from.iter().map(|(code, text)| pair(code, text)).collect::<Vec<_>>()),
        nots,
        list(
            &entry
                .finds
                .iter()
                .map(|(find, fix)| match fix {
                    Some(fix) => pair(find, fix),
                    None => find.clone(),
                })
                .collect::<Vec<_>>(),
        ),
        list(
            &entry
                .bad
                .iter()
                .map(|bad| match bad {
                    Bad::Found(text) => text.clone(),
                    Bad::Repaired(text, repaired) => pair(text, repaired),
                })
                .collect::<Vec<_>>(),
        ),
        list(&entry.good),
        entry.file.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned()),
    ]
}
