//! The detectors: one file per family, each reading the same tokens and adding raw findings.
//!
//! A detector never fails and never prints. It says what it saw; whether that is shown is for `resolve` to decide, which
//! knows the other findings of the document. Spans are bytes of the document's *text*; `check` takes them back to the file.

mod casing;
mod echo;
mod elision;
mod encoding;
mod foreign_format;
mod leftover;
mod locale;
mod markup;
mod name;
mod phrase;
mod press;
mod quotes;
mod register;
mod repeat;
mod sights;
mod sign;
mod spacing;
mod splice;
mod stamp;
mod untranslated;
mod vocabulary;

use crate::finding::{Confidence, Finding};
use crate::lang::Language;
use crate::lexicon::{Facts, Lexicon};
use crate::rule;
use crate::segment::Segments;
use crate::segment::token::Token;
use crate::text::{Document, Span};

pub use sights::{Sight, Sights};
pub use vocabulary::Vocabulary;

/// Everything a detector may look at.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The document.
    pub document: &'a Document<'a>,
    /// Its prose.
    pub text: &'a str,
    /// Its language.
    pub language: Language,
    /// Its tokens and sentences.
    pub segments: &'a Segments,
    /// What its tokens show at a glance.
    pub sights: &'a Sights,
    /// The lexicons of its language: the one that ships, then the user's.
    pub lexicons: &'a [&'a Lexicon],
    /// Word lists of its language.
    pub facts: &'a Facts,
    /// Its words, counted when somebody asks.
    pub vocabulary: &'a Vocabulary,
}

impl<'a> Reading<'a> {
    /// The tokens.
    pub fn tokens(&self) -> &'a [Token] {
        &self.segments.tokens
    }

    /// Token `at` as it stands.
    pub fn word(&self, at: usize) -> &'a str {
        self.segments.tokens[at].of(self.text)
    }

    /// The tokens that show any of this, in order.
    pub fn showing(&self, any: Sight) -> impl Iterator<Item = usize> + 'a {
        self.sights.showing(any)
    }

    /// How often a word stands in the document.
    fn count(&self, hash: u32) -> u32 {
        self.vocabulary.count(self.tokens(), hash)
    }

    /// Whether a word also stands in lower case in the document.
    fn is_lowered(&self, hash: u32) -> bool {
        self.vocabulary.is_lowered(self.tokens(), hash)
    }

    /// Whether token `at` stands in a sentence of another language.
    pub fn is_foreign(&self, at: usize) -> bool {
        self.segments.segment_of(at).foreign.is_some()
    }

    /// Adds what was found at token `at`, unless that stands in a sentence of another language.
    fn keep(&self, hit: Option<Finding>, at: usize, found: &mut Vec<Finding>) {
        // A finding is large and seldom there: nothing here may move it before it is known to be.
        if let Some(hit) = hit
            && !self.is_foreign(at)
        {
            found.push(hit);
        }
    }

    /// The tokens of the sentence around token `at`, as far as a reader would look: a text without stops is one
    /// sentence and must not be walked for each of its tokens.
    pub fn sentence(&self, at: usize) -> std::ops::Range<usize> {
        const REACH: usize = 150;
        let tokens = &self.segments.segment_of(at).tokens;
        tokens.start.max(at.saturating_sub(REACH))..tokens.end.min(at + REACH)
    }

    /// The bytes from the first token to the last of a range.
    pub fn span(&self, tokens: std::ops::Range<usize>) -> Span {
        self.segments.tokens[tokens.start].span().cover(self.segments.tokens[tokens.end - 1].span())
    }
}

/// Looks for one family of artifacts.
pub trait Detector: Sync {
    /// Adds what it finds to `found`, in any order.
    fn run(&self, reading: &Reading, found: &mut Vec<Finding>);
}

/// Every detector. The order does not matter: `resolve` sorts.
pub static DETECTORS: &[&dyn Detector] = &[
    &casing::Casing,
    &echo::Echoes,
    &elision::Elision,
    &encoding::EncodingFaults,
    &foreign_format::ForeignFormat,
    &leftover::Leftovers,
    &locale::Locale,
    &markup::Markup,
    &name::Names,
    &phrase::Phrases,
    &press::Press,
    &quotes::Quotes,
    &register::Register,
    &repeat::Repeats,
    &sign::Signs,
    &spacing::Spacing,
    &splice::Splices,
    &stamp::Stamps,
    &untranslated::Untranslated,
];

/// Runs every detector.
pub fn run(reading: &Reading) -> Vec<Finding> {
    let mut found = Vec::new();
    for detector in DETECTORS {
        detector.run(reading, &mut found);
    }
    found
}

/// A finding of the rule called `id`, which is one of the table.
///
/// # Panics
///
/// When there is no such rule; a test runs every detector's rules through here.
fn finding(id: &str, span: Span, confidence: Confidence) -> Finding {
    let rule = rule::find(id).unwrap_or_else(|| unreachable!("no rule {id}"));
    Finding::new(rule, span, confidence)
}
