//! The phrase notation: what `find` and `fix` in a lexicon file mean.
//!
//! `find` is parsed to nodes and expanded to *variants*: flat rows of elements in which every optional part and every
//! alternative of several words has been chosen. Alternatives of one word each stay together in one element, so a
//! phrase with three such groups is still one variant. Expansion happens at build time; matching only ever sees rows.
//! `docs/lexicon.md` describes the notation for authors.

use crate::lexicon::inflect::Inflection;

/// A place that a phrase can be tied to; matches no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Start of a line.
    LineStart,
    /// End of a line.
    LineEnd,
    /// Start of a sentence.
    SentenceStart,
    /// End of a sentence.
    SentenceEnd,
    /// Start of a clause.
    ClauseStart,
    /// End of a clause.
    ClauseEnd,
    /// After a closing quotation mark.
    AfterQuote,
    /// Before an opening quotation mark.
    BeforeQuote,
}

/// Every anchor with its name in the notation; the position is its code in compiled lexicons.
pub const ANCHORS: &[(&str, Anchor)] = &[
    ("line-start", Anchor::LineStart),
    ("line-end", Anchor::LineEnd),
    ("sentence-start", Anchor::SentenceStart),
    ("sentence-end", Anchor::SentenceEnd),
    ("clause-start", Anchor::ClauseStart),
    ("clause-end", Anchor::ClauseEnd),
    ("after-quote", Anchor::AfterQuote),
    ("before-quote", Anchor::BeforeQuote),
];

/// Classes decided by the look of a token, in every language; the position is the code in compiled lexicons.
pub const SHAPE_CLASSES: &[(&str, ShapeClass)] = &[
    ("number", ShapeClass::Number),
    ("year", ShapeClass::Year),
    ("name", ShapeClass::Name),
    ("cap", ShapeClass::Cap),
    ("word", ShapeClass::Word),
    ("lower", ShapeClass::Lower),
];

/// A class that goes by the form of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShapeClass {
    /// Digits.
    Number,
    /// Four digits from 1000 to 2999.
    Year,
    /// Up to four capitalised words, the only class that takes more than one token.
    Name,
    /// A word with a capital.
    Cap,
    /// Any word.
    Word,
    /// A word in lower case.
    Lower,
}

/// Which of [`SHAPE_CLASSES`] has this name.
pub fn shape_class(name: &str) -> Option<usize> {
    SHAPE_CLASSES.iter().position(|(class, _)| *class == name)
}

/// Most variants that one phrase may expand to.
const MOST_VARIANTS: usize = 2048;

/// Most alternatives of a group that `fix` maps one by one, as matches keep them as bits.
const MOST_MAPPED: usize = 31;

/// A word that an element accepts, and which alternative or form it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The word as written.
    pub word: String,
    /// Position among the alternatives of a group, or slot of the inflected form.
    pub value: u8,
}

/// One step of a variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Element {
    /// Any one of these words.
    Words {
        /// The words.
        choices: Vec<Choice>,
        /// Which part of the phrase this belongs to, when `fix` can speak of it.
        capture: Option<u8>,
    },
    /// A member of a class.
    Class {
        /// Name of the class.
        name: String,
        /// Which part of the phrase this is.
        capture: u8,
        /// The group it stands in, and its position among the alternatives.
        group: Option<(u8, u8)>,
    },
    /// A place.
    Anchor(Anchor),
}

/// What a numbered part of a phrase was, so that `fix` can refer to it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Group { alternatives: usize },
    Lemma { paradigm: String },
    Class { name: String },
}

/// A phrase, expanded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The rows to match.
    pub variants: Vec<Vec<Element>>,
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
enum Node {
    Word(String),
    Group(u8, Vec<Vec<Node>>),
    Lemma(u8, Vec<Choice>, Vec<String>),
    Class(u8, String),
    Anchor(Anchor),
    Optional(Vec<Node>),
    Row(Vec<Node>),
}

/// What a language gives to the notation.
pub trait Language {
    /// The forms of its words.
    fn inflection(&self) -> &Inflection;
    /// Whether it has a class of this name.
    fn has_class(&self, name: &str) -> bool;
    /// Whether it has a map from one of these to the other (`nationality>country`).
    fn has_map(&self, from: &str, to: &str) -> bool;
    /// The words and marks of a text, as the token pass cuts them.
    fn words(&self, text: &str) -> Vec<String>;
}

/// Parses and expands a `find`. The error says what is wrong and where, for an author.
pub fn parse_find(find: &str, language: &dyn Language) -> Result<Phrase, String> {
    let mut parser = Parser { rest: find, language, parts: Vec::new() };
    let nodes = parser.nodes(None)?;
    let mut variants = vec![Vec::new()];
    for node in &nodes {
        variants = expand(node, &variants)?;
    }
    if variants.iter().any(|row| !row.iter().any(|e| matches!(e, Element::Words { .. }))) {
        return Err(format!("{find:?} must hold at least one word that is always there"));
    }
    Ok(Phrase { variants, parts: parser.parts })
}

fn expand(node: &Node, rows: &[Vec<Element>]) -> Result<Vec<Vec<Element>>, String> {
    let plain = |words: &[String], capture, value| -> Vec<Element> {
        let element = |word: &String| Element::Words {
            choices: vec![Choice { word: word.clone(), value }],
            capture,
        };
        words.iter().map(element).collect()
    };
    let tails: Vec<Vec<Element>> = match node {
        Node::Word(word) => vec![plain(std::slice::from_ref(word), None, 0)],
        Node::Anchor(anchor) => vec![vec![Element::Anchor(*anchor)]],
        Node::Class(capture, name) => {
            vec![vec![Element::Class { name: name.clone(), capture: *capture, group: None }]]
        }
        Node::Lemma(capture, choices, particle) => {
            let mut row =
                vec![Element::Words { choices: choices.clone(), capture: Some(*capture) }];
            row.extend(plain(particle, None, 0));
            vec![row]
        }
        Node::Group(capture, alternatives) => group_tails(*capture, alternatives)?,
        Node::Row(inner) => {
            let mut rows = vec![Vec::new()];
            for node in inner {
                rows = expand(node, &rows)?;
            }
            rows
        }
        Node::Optional(inner) => {
            let mut with = vec![Vec::new()];
            for node in inner {
                with = expand(node, &with)?;
            }
            with.push(Vec::new());
            with
        }
    };
    let mut out = Vec::with_capacity(rows.len() * tails.len());
    for row in rows {
        for tail in &tails {
            out.push(row.iter().chain(tail).cloned().collect());
        }
    }
    if out.len() > MOST_VARIANTS {
        return Err(format!("expands to more than {MOST_VARIANTS} variants; split the entry"));
    }
    Ok(out)
}

/// The rows of a group: its one-word alternatives together in one element, each of the others a row of its own.
fn group_tails(capture: u8, alternatives: &[Vec<Node>]) -> Result<Vec<Vec<Element>>, String> {
    let mut single = Vec::new();
    let mut tails = Vec::new();
    for (value, nodes) in alternatives.iter().enumerate() {
        let value = u8::try_from(value)
            .map_err(|_| "a group has more than 256 alternatives; split it".to_owned())?;
        if let [Node::Word(word)] = nodes.as_slice() {
            single.push(Choice { word: word.clone(), value });
            continue;
        }
        let mut rows = vec![Vec::new()];
        for node in nodes {
            rows = match node {
                Node::Word(word) => {
                    let choices = vec![Choice { word: word.clone(), value }];
                    let element = Element::Words { choices, capture: Some(capture) };
                    rows.into_iter().map(|row| [row, vec![element.clone()]].concat()).collect()
                }
                Node::Class(own, name) => {
                    let element = Element::Class {
                        name: name.clone(),
                        capture: *own,
                        group: Some((capture, value)),
                    };
                    rows.into_iter().map(|row| [row, vec![element.clone()]].concat()).collect()
                }
                node => expand(node, &rows)?,
            };
        }
        tails.extend(rows);
    }
    if !single.is_empty() {
        tails.push(vec![Element::Words { choices: single, capture: Some(capture) }]);
    }
    Ok(tails)
}

struct Parser<'a> {
    rest: &'a str,
    language: &'a dyn Language,
    parts: Vec<Part>,
}

impl<'a> Parser<'a> {
    fn nodes(&mut self, until: Option<char>) -> Result<Vec<Node>, String> {
        let mut nodes = Vec::new();
        loop {
            self.rest = self.rest.trim_start();
            let Some(c) = self.rest.chars().next() else {
                return match until {
                    Some(end) => Err(format!("{end:?} is missing")),
                    None => Ok(nodes),
                };
            };
            match c {
                _ if Some(c) == until => {
                    self.rest = &self.rest[1..];
                    return Ok(nodes);
                }
                '(' => nodes.push(self.group()?),
                '<' if !self.rest[1..].starts_with(|c: char| c.is_alphabetic()) => {
                    self.mark(&mut nodes)
                }
                '>' => self.mark(&mut nodes),
                '[' if until.is_none() => {
                    self.rest = &self.rest[1..];
                    nodes.push(Node::Optional(self.nodes(Some(']'))?));
                }
                '<' => nodes.push(self.lemma()?),
                '{' => nodes.push(self.class()?),
                ')' | '}' | ']' | '[' => return Err(format!("unexpected {c:?}")),
                _ => {
                    let end = self.rest.find(['(', '[', '<', '{', ')', ']', '>', '}']);
                    let text = &self.rest[..end.unwrap_or(self.rest.len())];
                    if until.is_some() && text.contains('|') {
                        return Err(
                            "alternatives in an optional part need a group: [(a|b)]".to_owned()
                        );
                    }
                    nodes.extend(self.language.words(text).into_iter().map(Node::Word));
                    self.rest = &self.rest[text.len()..];
                }
            }
        }
    }

    /// A bracket that stands for itself.
    fn mark(&mut self, nodes: &mut Vec<Node>) {
        nodes.push(Node::Word(self.rest[..1].to_owned()));
        self.rest = &self.rest[1..];
    }

    /// The text between the bracket at the start of the rest and `close`, which is consumed.
    fn inside(&mut self, close: char) -> Result<&'a str, String> {
        let rest = &self.rest[1..];
        let end = rest.find(close).ok_or_else(|| format!("{close:?} is missing"))?;
        self.rest = &rest[end + 1..];
        Ok(&rest[..end])
    }

    fn part(&mut self, part: Part) -> Result<u8, String> {
        self.parts.push(part);
        match self.parts.len() {
            n if n <= crate::lexicon::MOST_CAPTURES => Ok(n as u8 - 1),
            _ => Err(format!(
                "more than {} groups, classes and lemmas",
                crate::lexicon::MOST_CAPTURES
            )),
        }
    }

    /// `(a|b c|{class})`; brackets without a bar are marks of the text.
    fn group(&mut self) -> Result<Node, String> {
        let inside = self.inside(')')?;
        if !inside.contains('|') {
            let mut nodes = vec![Node::Word("(".to_owned())];
            nodes.extend(self.alternative(inside)?);
            nodes.push(Node::Word(")".to_owned()));
            return Ok(Node::Row(nodes));
        }
        if inside.contains(['[', '(']) {
            return Err(format!("({inside}): groups and optional parts do not nest"));
        }
        let count = inside.split('|').count();
        let capture = self.part(Part::Group { alternatives: count })?;
        let alternatives: Vec<Vec<Node>> =
            inside.split('|').map(|text| self.alternative(text)).collect::<Result<_, _>>()?;
        if alternatives.iter().any(Vec::is_empty) {
            return Err(format!("({inside}): no alternative may be empty"));
        }
        Ok(Node::Group(capture, alternatives))
    }

    fn alternative(&mut self, text: &'a str) -> Result<Vec<Node>, String> {
        let rest = std::mem::replace(&mut self.rest, text);
        let nodes = self.nodes(None);
        self.rest = rest;
        nodes
    }

    fn lemma(&mut self) -> Result<Node, String> {
        let inside = self.inside('>')?;
        let lemma = self.language.inflection().forms(inside)?;
        let capture = self.part(Part::Lemma { paradigm: lemma.paradigm.to_owned() })?;
        let mut choices = Vec::new();
        for (value, forms) in lemma.forms.iter().enumerate() {
            let value =
                u8::try_from(value).map_err(|_| format!("<{inside}> has more than 256 forms"))?;
            choices.extend(forms.iter().map(|form| Choice { word: form.clone(), value }));
        }
        Ok(Node::Lemma(capture, choices, self.language.words(&lemma.particle)))
    }

    fn class(&mut self) -> Result<Node, String> {
        let inside = self.inside('}')?;
        if let Some(&(_, anchor)) = ANCHORS.iter().find(|(name, _)| *name == inside) {
            return Ok(Node::Anchor(anchor));
        }
        if shape_class(inside).is_none() && !self.language.has_class(inside) {
            return Err(format!("there is no class {{{inside}}}"));
        }
        let capture = self.part(Part::Class { name: inside.to_owned() })?;
        Ok(Node::Class(capture, inside.to_owned()))
    }
}

/// Compiles a `fix` for the phrase it belongs to, into the form that `repair` renders: text in which `\x02 … \x03`
/// stands for a part: `c3` what part 3 matched, `m3|country` its image in a map, `n3/1000` a number divided,
/// `a3|x|y` the alternative at the same position, `f3|say|says` the form in the same slot.
pub fn compile_fix(fix: &str, phrase: &Phrase, language: &dyn Language) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = fix;
    let (mut groups, mut lemmas) = (0, 0);
    while let Some(open) = rest.find(['{', '(', '<']) {
        out.push_str(&rest[..open]);
        let bracket = rest.as_bytes()[open];
        let close = match bracket {
            b'{' => '}',
            b'(' => ')',
            _ => '>',
        };
        let length = rest[open..].find(close).ok_or_else(|| format!("{close:?} is missing"))?;
        let inside = &rest[open + 1..open + length];
        rest = &rest[open + length + 1..];
        let code = match bracket {
            b'{' => reference(inside, phrase, language)?,
            b'(' if inside.contains('|') => {
                // The next group of `find` that has as many alternatives.
                let wanted = inside.split('|').count();
                if wanted > MOST_MAPPED {
                    return Err(format!(
                        "a group of {wanted} cannot be mapped; {MOST_MAPPED} is the most"
                    ));
                }
                let fits = |part: &Part| matches!(part, Part::Group { alternatives } if *alternatives == wanted);
                let found = phrase.parts.iter().skip(groups).position(fits);
                let Some(skipped) = found else {
                    return Err(format!("({inside}) has no group of {wanted} in `find`"));
                };
                groups += skipped + 1;
                format!("a{}|{inside}", groups - 1)
            }
            b'(' => {
                out.push_str(&format!("({inside})"));
                continue;
            }
            _ => {
                let lemma = language.inflection().forms(inside)?;
                let at = phrase.nth(lemmas, |part| matches!(part, Part::Lemma { .. }));
                lemmas += 1;
                match at.map(|at| (at, &phrase.parts[at])) {
                    Some((at, Part::Lemma { paradigm })) if *paradigm == lemma.paradigm => {
                        let tail = |form: &String| match lemma.particle.as_str() {
                            "" => form.clone(),
                            particle => format!("{form} {particle}"),
                        };
                        let forms: Vec<String> =
                            lemma.forms.iter().map(|forms| tail(&forms[0])).collect();
                        format!("f{at}|{}", forms.join("|"))
                    }
                    _ => return Err(format!("<{inside}> has no lemma of its kind in `find`")),
                }
            }
        };
        out.push('\x02');
        out.push_str(&code);
        out.push('\x03');
    }
    out.push_str(rest);
    Ok(out)
}

fn reference(inside: &str, phrase: &Phrase, language: &dyn Language) -> Result<String, String> {
    let missing = || format!("{{{inside}}} stands for nothing in `find`");
    if let Ok(n) = inside.parse::<usize>() {
        let at = phrase.nth(n.wrapping_sub(1), |part| matches!(part, Part::Group { .. }));
        return at.map(|at| format!("c{at}")).ok_or_else(missing);
    }
    let operator = inside.find(['>', '/', '*']);
    let (name, operation) = inside.split_at(operator.unwrap_or(inside.len()));
    let (name, n) = match name.split_once('.') {
        Some((name, n)) => (name, n.parse::<usize>().map_err(|_| missing())?),
        None => (name, 1),
    };
    let at = phrase
        .nth(n.wrapping_sub(1), |part| matches!(part, Part::Class { name: of } if of == name))
        .ok_or_else(missing)?;
    match operation.split_at_checked(1) {
        None | Some(("", _)) => Ok(format!("c{at}")),
        Some((">", to)) if language.has_map(name, to) => Ok(format!("m{at}|{name}>{to}")),
        Some((">", to)) => Err(format!("there is no map from {name} to {to}")),
        Some((op, by)) if by.parse::<u32>().is_ok_and(|by| by > 0) => Ok(format!("n{at}{op}{by}")),
        Some(_) => Err(format!("{{{inside}}}: a whole number must follow / or *")),
    }
}

impl Phrase {
    fn nth(&self, n: usize, of: impl Fn(&Part) -> bool) -> Option<usize> {
        self.parts.iter().enumerate().filter(|(_, part)| of(part)).map(|(at, _)| at).nth(n)
    }
}
