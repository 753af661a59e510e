//! One document: the file as given, the prose in it, and the stretches of prose nobody may touch.

use std::borrow::Cow;

use super::{Alignment, Span};

/// What stands in the prose for something that is not prose (a code span, a picture).
pub const OBJECT: &str = "\u{FFFC}";

/// A document as every later step sees it.
///
/// `original` is the file (decoded to UTF-8 where it was in another encoding). `text` is the prose: the original itself
/// for plain text, a derived text with its [`Alignment`] for markup. `opaque` lists stretches of `text` that are not
/// language (URLs, addresses, handles, code): they are read as one token and never changed.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    original: Cow<'a, str>,
    derived: Option<(String, Alignment)>,
    opaque: Vec<Span>,
    ignored: Vec<Ignore>,
    escape: Option<fn(&str) -> String>,
}

/// An instruction in the file not to report something: `<!-- mtlint-ignore RULE -->`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignore {
    /// Where it holds, in bytes of the text.
    pub span: Span,
    /// The rule or family it names; `None` silences every rule.
    pub rule: Option<String>,
}

impl<'a> Document<'a> {
    /// Plain text: the prose is the file.
    pub fn plain(original: impl Into<Cow<'a, str>>) -> Self {
        Self {
            original: original.into(),
            derived: None,
            opaque: Vec::new(),
            ignored: Vec::new(),
            escape: None,
        }
    }

    /// Prose derived from markup, with its way back.
    pub fn derived(original: impl Into<Cow<'a, str>>, text: String, alignment: Alignment) -> Self {
        Self {
            original: original.into(),
            derived: Some((text, alignment)),
            opaque: Vec::new(),
            ignored: Vec::new(),
            escape: None,
        }
    }

    /// The same document with these stretches of its text marked as not being language. They are sorted and
    /// joined where they touch or overlap.
    #[must_use]
    pub fn with_opaque(mut self, mut spans: Vec<Span>) -> Self {
        spans.retain(|span| !span.is_empty());
        spans.sort_unstable();
        self.opaque.clear();
        for span in spans {
            match self.opaque.last_mut() {
                Some(last) if last.end() >= span.start() => *last = last.cover(span),
                _ => self.opaque.push(span),
            }
        }
        self
    }

    /// The same document with these ignore instructions.
    #[must_use]
    pub fn with_ignored(mut self, ignored: Vec<Ignore>) -> Self {
        self.ignored = ignored;
        self
    }

    /// The same document, whose markup needs this done to text that is put into it.
    #[must_use]
    pub fn with_escape(mut self, escape: fn(&str) -> String) -> Self {
        self.escape = Some(escape);
        self
    }

    /// Text as it has to be written in the file (`&amp;` for `&` in HTML).
    pub fn escaped(&self, text: &str) -> String {
        self.escape.map_or_else(|| text.to_owned(), |escape| escape(text))
    }

    /// The file as given, decoded to UTF-8.
    pub fn original(&self) -> &str {
        &self.original
    }

    /// The prose.
    pub fn text(&self) -> &str {
        self.derived.as_ref().map_or(&self.original, |(text, _)| text)
    }

    /// Stretches of [`text`](Self::text) that are not language, ascending and disjoint.
    pub fn opaque(&self) -> &[Span] {
        &self.opaque
    }

    /// Ignore instructions found in the markup.
    pub fn ignored(&self) -> &[Ignore] {
        &self.ignored
    }

    /// The bytes of the original behind a span of the text.
    pub fn to_original(&self, span: Span) -> Span {
        self.derived.as_ref().map_or(span, |(_, alignment)| alignment.to_original(span))
    }

    /// Pairs of (text, original) spans behind a span of the text, leaving out markup in between.
    pub fn pieces(&self, span: Span) -> Vec<(Span, Span)> {
        match &self.derived {
            None => vec![(span, span)],
            Some((_, alignment)) => alignment.pieces(span),
        }
    }
}
