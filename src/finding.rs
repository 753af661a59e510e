//! What a detector says: where, what, how sure, and what to write instead.

use std::borrow::Cow;

use crate::rule::{Rule, Severity};
use crate::text::Span;

/// How sure a finding is, and what that promises on professionally written text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Evidence that counts through density and is shown only on request.
    Low,
    /// Shown by default: at most 0.5 false findings per 1,000 words, all rules together.
    Medium,
    /// At most 0.05 false findings per 1,000 words, all rules together.
    High,
}

impl Confidence {
    /// The word used in output and lexicons.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// How safe a repair is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applicability {
    /// A hint for a reader; applying it would not give finished text.
    Display,
    /// Probably right; an editor decides.
    Unsafe,
    /// An editor would accept it unseen.
    Safe,
}

impl Applicability {
    /// The word used in output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Display => "display",
            Self::Unsafe => "unsafe",
            Self::Safe => "safe",
        }
    }
}

/// Where a finding stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// At these bytes.
    At(Span),
    /// The document as a whole.
    Whole,
}

impl Place {
    /// The span, when there is one.
    pub fn span(self) -> Option<Span> {
        match self {
            Self::At(span) => Some(span),
            Self::Whole => None,
        }
    }
}

/// Replaces the bytes of a span by a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// One way to repair a finding: edits that belong together, ascending and disjoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The edits.
    pub edits: Vec<Edit>,
    /// How safe they are.
    pub applicability: Applicability,
}

impl Suggestion {
    /// Replaces one span.
    pub fn replace(span: Span, text: impl Into<String>, applicability: Applicability) -> Self {
        Self { edits: vec![Edit { span, text: text.into() }], applicability }
    }

    /// Deletes one span.
    pub fn delete(span: Span, applicability: Applicability) -> Self {
        Self::replace(span, "", applicability)
    }
}

/// What stands behind a finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Codes of the source languages that leave this mark, most likely first.
    pub source_languages: Vec<Cow<'static, str>>,
    /// The words or letters of the source language behind it.
    pub original: Option<Cow<'static, str>>,
    /// Id of the lexicon entry that found it.
    pub entry: Option<Cow<'static, str>>,
    /// With so many findings of the same entry (of the same message, where no entry is behind it) per thousand words, a
    /// low finding is shown.
    pub repeat: Option<u32>,
}

/// One artifact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind of artifact it is.
    pub rule: &'static Rule,
    /// Where it stands.
    pub place: Place,
    /// What it is and why, for a reader: lower case, no full stop.
    pub message: Cow<'static, str>,
    /// How grave it is.
    pub severity: Severity,
    /// How sure it is.
    pub confidence: Confidence,
    /// Ways to repair it, best first.
    pub suggestions: Vec<Suggestion>,
    /// What stands behind it.
    pub evidence: Evidence,
    /// Other places that belong to it (the other spelling of a name).
    pub related: Vec<Span>,
}

impl Finding {
    /// A finding of `rule` at `span` with the rule's own message and no suggestion.
    pub fn new(rule: &'static Rule, span: Span, confidence: Confidence) -> Self {
        Self {
            rule,
            place: Place::At(span),
            message: Cow::Borrowed(rule.message),
            severity: rule.severity,
            confidence,
            suggestions: Vec::new(),
            evidence: Evidence::default(),
            related: Vec::new(),
        }
    }

    /// The same finding with a message of its own.
    #[must_use]
    pub fn message(mut self, message: impl Into<Cow<'static, str>>) -> Self {
        self.message = message.into();
        self
    }

    /// The same finding with a further suggestion.
    #[must_use]
    pub fn suggest(mut self, suggestion: Suggestion) -> Self {
        self.suggestions.push(suggestion);
        self
    }

    /// The same finding with these source languages behind it.
    #[must_use]
    pub fn from_languages(mut self, codes: &[&'static str]) -> Self {
        self.evidence.source_languages = codes.iter().map(|&code| Cow::Borrowed(code)).collect();
        self
    }

    /// The same finding as something that happens to writers too: low until it comes back `times` per thousand words, or
    /// another family of artifacts is shown beside it.
    #[must_use]
    pub fn unless_alone(mut self, times: u32) -> Self {
        self.confidence = Confidence::Low;
        self.evidence.repeat = Some(times);
        self
    }

    /// The same finding with the words behind it.
    #[must_use]
    pub fn original(mut self, original: impl Into<Cow<'static, str>>) -> Self {
        self.evidence.original = Some(original.into());
        self
    }
}
