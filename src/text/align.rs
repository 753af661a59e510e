//! The way back from derived prose to the bytes of the file.
//!
//! HTML and Markdown are read into plain prose before anything looks for artifacts. Each run of the prose remembers
//! which bytes of the source it came from: a *verbatim* run has the same bytes on both sides, a *replaced* run stands for
//! different ones (`&eacute;` for é), and text that no run covers was put in by the reader (a line break for `</p>`).

use super::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    text: usize,
    text_len: usize,
    original: usize,
    original_len: usize,
    verbatim: bool,
}

/// Which stretch of derived text came from which stretch of the original, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    runs: Vec<Run>,
}

impl Alignment {
    /// The original span behind a span of the text: from the first byte that stands behind it to the last.
    /// For a span of inserted text, the empty span where it would stand.
    pub fn to_original(&self, span: Span) -> Span {
        let pieces = self.pieces(span);
        match (pieces.first(), pieces.last()) {
            (Some((_, first)), Some((_, last))) => Span::new(first.start(), last.end()),
            _ => Span::empty(self.point(span.start())),
        }
    }

    /// The stretches of original text behind a span of the text, each with its part of the span. Between two of
    /// them lies markup that an edit must leave as it is.
    pub fn pieces(&self, span: Span) -> Vec<(Span, Span)> {
        let from = self.runs.partition_point(|run| run.text + run.text_len <= span.start());
        let mut pieces: Vec<(Span, Span)> = Vec::new();
        for run in &self.runs[from..] {
            if run.text >= span.end() {
                break;
            }
            let start = span.start().max(run.text);
            let end = span.end().min(run.text + run.text_len);
            let original = if run.verbatim {
                Span::new(run.original + start - run.text, run.original + end - run.text)
            } else {
                Span::new(run.original, run.original + run.original_len)
            };
            match pieces.last_mut() {
                Some((text, source)) if source.end() == original.start() && text.end() == start => {
                    *text = Span::new(text.start(), end);
                    *source = Span::new(source.start(), original.end());
                }
                _ => pieces.push((Span::new(start, end), original)),
            }
        }
        pieces
    }

    /// Where an insertion at byte `at` of the text belongs in the original: right after the byte before it, so that
    /// it stays inside the tag that holds that byte.
    fn point(&self, at: usize) -> usize {
        let next = self.runs.partition_point(|run| run.text < at);
        match next.checked_sub(1).map(|i| self.runs[i]) {
            Some(run) if at < run.text + run.text_len && run.verbatim => {
                run.original + at - run.text
            }
            Some(run) => run.original + run.original_len,
            None => self.runs.first().map_or(0, |run| run.original),
        }
    }
}

/// Builds derived text and its [`Alignment`] side by side.
#[derive(Debug, Default)]
pub struct AlignmentBuilder {
    text: String,
    runs: Vec<Run>,
}

impl AlignmentBuilder {
    /// An empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Appends `original[span]` as it stands.
    pub fn verbatim(&mut self, original: &str, span: Span) {
        if span.is_empty() {
            return;
        }
        let (text, len) = (self.text.len(), span.len());
        self.text.push_str(span.of(original));
        match self.runs.last_mut() {
            Some(run)
                if run.verbatim
                    && run.text + run.text_len == text
                    && run.original + run.original_len == span.start() =>
            {
                run.text_len += len;
                run.original_len += len;
            }
            _ => self.runs.push(Run {
                text,
                text_len: len,
                original: span.start(),
                original_len: len,
                verbatim: true,
            }),
        }
    }

    /// Appends `with` as what the original bytes `span` stand for (an entity, an escape, a masked stretch).
    pub fn replaced(&mut self, span: Span, with: &str) {
        self.runs.push(Run {
            text: self.text.len(),
            text_len: with.len(),
            original: span.start(),
            original_len: span.len(),
            verbatim: false,
        });
        self.text.push_str(with);
    }

    /// Appends text that no byte of the original stands for.
    pub fn inserted(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// The finished text and its alignment.
    pub fn finish(self) -> (String, Alignment) {
        (self.text, Alignment { runs: self.runs })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> (&'static str, String, Alignment) {
        let original = "<p>a <b>c&eacute;d</b> e</p>";
        let mut builder = AlignmentBuilder::new();
        builder.verbatim(original, Span::new(3, 5));
        builder.verbatim(original, Span::new(8, 9));
        builder.replaced(Span::new(9, 17), "é");
        builder.verbatim(original, Span::new(17, 18));
        builder.verbatim(original, Span::new(22, 24));
        builder.inserted("\n");
        let (text, alignment) = builder.finish();
        (original, text, alignment)
    }

    #[test]
    fn spans_go_back_to_the_bytes_they_came_from() {
        let (original, text, alignment) = sample();
        assert_eq!(text, "a céd e\n");
        let back = |needle: &str| {
            let at = text.find(needle).expect("in text");
            alignment.to_original(Span::new(at, at + needle.len())).of(original)
        };
        assert_eq!(back("céd"), "c&eacute;d");
        assert_eq!(back("a c"), "a <b>c");
        assert_eq!(back("e"), "e");
        assert_eq!(alignment.to_original(Span::new(8, 9)), Span::empty(24));
    }

    #[test]
    fn pieces_leave_the_markup_between_them_out() {
        let (original, text, alignment) = sample();
        let pieces = alignment.pieces(Span::new(0, text.len()));
        let originals: Vec<&str> = pieces.iter().map(|(_, span)| span.of(original)).collect();
        assert_eq!(originals, ["a ", "c&eacute;d", " e"]);
    }
}
