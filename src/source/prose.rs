//! The prose of a marked-up file, written left to right with its way back.
//!
//! Markdown and HTML differ in how markup is found and agree in what it means for prose: white space collapses, blocks
//! are apart by a blank line, items by a line break, and what is not language is one object. [`Prose`] holds that part.
//! White space and breaks are held back until something follows them, so blocks never begin or end with either.
//! Breaks are always inserted text and never stand for a tag: an edit can therefore not reach into one.

use std::borrow::Cow;

use super::ignore::Ignores;
use super::mask;
use crate::text::{AlignmentBuilder, Document, OBJECT, Span};

/// How far apart two blocks stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    /// They go on in one line.
    None,
    /// On lines of their own: list items, table cells.
    Line,
    /// With a blank line between them.
    Paragraph,
}

/// Text that is not language, while it is being written.
#[derive(Clone, Copy, Debug)]
enum Opaque {
    Closed,
    /// Opened, with nothing written yet.
    Opened,
    /// Since this byte of the text.
    Since(usize),
}

/// The prose so far.
#[derive(Debug)]
pub(super) struct Prose<'o> {
    original: &'o str,
    builder: AlignmentBuilder,
    /// Bytes of the original before this one have been used.
    used: usize,
    space: Option<Span>,
    gap: Break,
    opaque: Vec<Span>,
    open: Opaque,
    ignores: Ignores,
}

impl<'o> Prose<'o> {
    pub(super) fn new(original: &'o str) -> Self {
        Self {
            original,
            builder: AlignmentBuilder::new(),
            used: 0,
            space: None,
            gap: Break::None,
            opaque: Vec::new(),
            open: Opaque::Closed,
            ignores: Ignores::default(),
        }
    }

    pub(super) fn original(&self) -> &'o str {
        self.original
    }

    /// Text as it stands.
    pub(super) fn text(&mut self, span: Span) {
        if span.is_empty() || span.start() < self.used {
            return;
        }
        self.settle();
        self.builder.verbatim(self.original, span);
        self.used = span.end();
    }

    /// Text that stands for other bytes: an entity, an escape.
    pub(super) fn replaced(&mut self, span: Span, with: &str) {
        if span.start() < self.used {
            return;
        }
        self.settle();
        self.builder.replaced(span, with);
        self.used = span.end();
    }

    /// Something in a line that is not language: code, a picture.
    pub(super) fn object(&mut self, span: Span) {
        if span.start() < self.used {
            return;
        }
        self.replaced(span, OBJECT);
        let end = self.len();
        self.opaque.push(Span::new(end - OBJECT.len(), end));
    }

    /// A run of white space, which counts as one space.
    pub(super) fn space(&mut self, span: Span) {
        if self.space.is_none() && span.start() >= self.used {
            self.space = Some(span);
        }
    }

    /// A line break inside a block. Two of them are a blank line.
    pub(super) fn line(&mut self) {
        self.gap = if self.gap == Break::None { Break::Line } else { Break::Paragraph };
    }

    /// A block begins or ends here.
    pub(super) fn block(&mut self, apart: Break) {
        self.gap = self.gap.max(apart);
        self.ignores.block_end(self.len());
        if let Opaque::Since(_) = self.open {
            self.close_opaque();
            self.open = Opaque::Opened;
        }
    }

    /// What follows is kept as it is, until [`close_opaque`](Self::close_opaque).
    pub(super) fn open_opaque(&mut self) {
        self.open = Opaque::Opened;
    }

    pub(super) fn close_opaque(&mut self) {
        if let Opaque::Since(start) = self.open {
            self.opaque.push(Span::new(start, self.len()));
        }
        self.open = Opaque::Closed;
    }

    /// A comment, which may be an instruction.
    pub(super) fn comment(&mut self, comment: &str) {
        let at = self.len();
        self.ignores.comment(comment, at);
    }

    /// What was collected, links masked.
    pub(super) fn finish(mut self) -> Finished {
        self.close_opaque();
        let end = self.len();
        let ignored = self.ignores.finish(end);
        let (text, alignment) = self.builder.finish();
        let mut opaque = self.opaque;
        opaque.extend(mask::links(&text));
        Finished { text, alignment, opaque, ignored }
    }

    fn len(&self) -> usize {
        self.builder.text().len()
    }

    /// Writes the break or space that was held back, now that something follows it.
    fn settle(&mut self) {
        let space = self.space.take();
        let gap = std::mem::replace(&mut self.gap, Break::None);
        if self.len() > 0 {
            match (gap, space) {
                (Break::Paragraph, _) => self.builder.inserted("\n\n"),
                (Break::Line, _) => self.builder.inserted("\n"),
                (Break::None, Some(span)) if span.of(self.original) == " " => {
                    self.builder.verbatim(self.original, span);
                }
                (Break::None, Some(span)) => self.builder.replaced(span, " "),
                (Break::None, None) => {}
            }
        }
        let at = self.len();
        self.ignores.text(at);
        if let Opaque::Opened = self.open {
            self.open = Opaque::Since(at);
        }
    }
}

/// What [`Prose`] has collected, no longer borrowing the original.
#[derive(Debug)]
pub(super) struct Finished {
    text: String,
    alignment: crate::text::Alignment,
    opaque: Vec<Span>,
    ignored: Vec<crate::text::Ignore>,
}

impl Finished {
    /// The document whose original is `original`.
    pub(super) fn document(self, original: Cow<'_, str>) -> Document<'_> {
        Document::derived(original, self.text, self.alignment)
            .with_opaque(self.opaque)
            .with_ignored(self.ignored)
    }
}
