//! Quotation marks that stand alone: a quotation that is opened and never closed, or closed and never opened.

use super::Line;
use crate::detect::finding;
use crate::finding::{Confidence, Finding};
use crate::lexicon::List;
use crate::segment::token::{Gap, Kind, Token};

impl Line<'_> {
    /// Whether the next double mark after the line closes what the line opened, or opens it again as a paragraph inside
    /// a long quotation does.
    fn goes_on(&self) -> bool {
        let tokens = self.reading.tokens();
        let double =
            |t: &Token| t.kind == Kind::Mark && matches!(t.of(self.reading.text), "“" | "”" | "\"");
        let Some(at) = (self.range.end..tokens.len()).find(|&at| double(&tokens[at])) else {
            return false;
        };
        let opens = tokens[at].gap() != Gap::None
            && tokens.get(at + 1).is_some_and(|t| t.gap() == Gap::None);
        self.word(at) == "”" || !opens || tokens[at].starts_line()
    }

    /// A quotation that opens and is never closed.
    pub(super) fn unclosed(&self, marks: &[usize], found: &mut Vec<Finding>) {
        let double: Vec<usize> =
            marks.iter().copied().filter(|&at| matches!(self.word(at), "“" | "”" | "\"")).collect();
        let Some(&last) = double.last() else { return };
        let straight = double.iter().filter(|&&at| self.word(at) == "\"").count();
        let opens = match self.word(last) {
            "“" => true,
            "\"" => straight % 2 == 1 && double.iter().step_by(2).all(|&at| self.open_before(at)),
            _ => false,
        };
        // A quotation of several paragraphs opens again in the next; one that ends in a single mark is torn, not open.
        let singles = marks.iter().any(|&at| at > last && self.closes(at));
        if opens
            && !singles
            && self.opens(last)
            && !self.goes_on()
            && last + 1 < self.range.end
            && self.style.curly + self.style.straight > 1
        {
            let span = self.token(last).span().cover(self.token(last + 1).span());
            let hit = finding("punct/quote-unbalanced", span, Confidence::Medium)
                .message("quotation that is not closed");
            // Where speech runs over paragraphs without opening again, one open quotation says nothing.
            let opens_again = self.reading.facts.has_list(List::ForeignQuotes);
            found.push(if opens_again { hit } else { hit.unless_alone(2) });
        }
    }

    fn closes_here(&self, at: usize) -> bool {
        match self.token(at).gap() {
            Gap::None => true,
            Gap::Space => self.open_after(at),
            _ => false,
        }
    }

    /// A quotation that closes and was never opened: “It was a success”, she said” in a text whose last double mark before
    /// closed as well. A quotation of several paragraphs is open all the while.
    pub(super) fn unopened(&self, marks: &[usize], found: &mut Vec<Finding>) {
        for (n, &at) in marks.iter().enumerate() {
            if self.word(at) != "”" || at == self.range.start || !self.closes_here(at) {
                continue;
            }
            let double =
                |&&at: &&usize| matches!(self.word(at), "“" | "”" | "\"" | "„" | "«" | "‘");
            let last = marks[..n].iter().rev().chain(self.before.iter().rev()).find(double);
            let closed = last.is_none_or(|&last| self.word(last) == "”");
            let before = self.token(at - 1);
            // 27” is a measure.
            let spoken = before.is_word() || matches!(self.word(at - 1), "," | "." | "!" | "?");
            if closed && spoken {
                found.push(
                    finding(
                        "punct/quote-unbalanced",
                        self.with_word_before(at),
                        Confidence::Medium,
                    )
                    .message("quotation that is not opened"),
                );
            }
        }
    }
}
