//! Straight and single marks: quotations that open with one mark and close with another, and marks of a second style.

use super::{Line, TORN};
use crate::detect::finding;
use crate::finding::{Applicability, Confidence, Edit, Finding, Suggestion};
use crate::segment::token::Gap;

impl Line<'_> {
    /// Straight marks: a quotation that opens with " and closes with '.
    pub(super) fn straight(&self, marks: &[usize], found: &mut Vec<Finding>) {
        let double: Vec<usize> =
            marks.iter().copied().filter(|&at| self.word(at) == "\"").collect();
        if double.len() % 2 == 0 {
            return;
        }
        let Some(&opener) =
            double.last().filter(|&&at| self.open_before(at) && !self.open_after(at))
        else {
            self.loose(&double, found);
            return;
        };
        let singles: Vec<usize> = marks
            .iter()
            .copied()
            .filter(|&at| {
                at > opener
                    && matches!(self.word(at), "'" | "’" | "‘")
                    && (self.closes(at) || self.opens(at))
            })
            .collect();
        let closes_first = singles.first().is_some_and(|&at| self.closes(at));
        if !closes_first || singles.len() % 2 == 0 {
            return;
        }
        let swap = |at: usize| Edit { span: self.token(at).span(), text: "\"".to_owned() };
        // Each interruption (“', he added, '”) is one finding, the end another.
        for turn in singles.chunks(2) {
            let first = self.with_word_before(turn[0]);
            let last = turn.last().map_or(first, |&at| {
                let after = self.reading.tokens().get(at + 1).filter(|_| at + 1 < self.range.end);
                after.map_or(self.token(at).span(), |t| t.span())
            });
            let edits = turn.iter().map(|&at| swap(at)).collect();
            found.push(
                finding("punct/quote-unbalanced", first.cover(last), Confidence::Medium)
                    .message(TORN)
                    .suggest(Suggestion { edits, applicability: Applicability::Unsafe }),
            );
        }
    }

    pub(super) fn closes(&self, at: usize) -> bool {
        at > self.range.start
            && self.token(at).gap() == Gap::None
            && (at + 1 >= self.range.end
                || matches!(self.word(at + 1), "," | "." | "?" | "!" | ";"))
    }

    pub(super) fn opens(&self, at: usize) -> bool {
        self.open_before(at) && !self.open_after(at)
    }

    /// An odd straight mark with spaces on both sides, or at the end of a line that quotes nothing.
    fn loose(&self, double: &[usize], found: &mut Vec<Finding>) {
        for &at in double {
            let lone = double.len() == 1
                && self.ends_line(at)
                && self.token(at).gap() == Gap::Space
                && at > self.range.start;
            if lone {
                let cut = self.with_gap_before(at);
                found.push(
                    finding(
                        "punct/quote-unbalanced",
                        self.with_line_before(at),
                        Confidence::Medium,
                    )
                    .suggest(Suggestion::delete(cut, Applicability::Unsafe)),
                );
            }
        }
    }

    /// 'single' marks outside any other in a document that quotes with double ones.
    pub(super) fn mixed(&self, marks: &[usize], found: &mut Vec<Finding>) {
        let double = self.style.curly + self.style.straight;
        if double < 4 {
            return;
        }
        let (left, right) = self.style.pair();
        let mut inside = false;
        let mut opened: Option<usize> = None;
        for &at in marks {
            match self.word(at) {
                "\"" => inside = !inside,
                "“" => inside = true,
                "”" => inside = false,
                "'" | "‘" if !inside && opened.is_none() && self.opens(at) => opened = Some(at),
                "'" | "’" => {
                    let Some(open) =
                        opened.filter(|_| !inside && self.token(at).gap() == Gap::None)
                    else {
                        continue;
                    };
                    if !self.open_after(at) && !self.closes(at) {
                        continue;
                    }
                    opened = None;
                    // One word in single marks is often cited, not quoted.
                    let tokens = at - open - 1;
                    if tokens < 2 || tokens > 40 {
                        continue;
                    }
                    let edits = vec![
                        Edit { span: self.token(open).span(), text: left.to_owned() },
                        Edit { span: self.token(at).span(), text: right.to_owned() },
                    ];
                    let span = self.token(open).span().cover(self.token(at).span());
                    found.push(
                        finding("punct/quote-mixed", span, Confidence::Low)
                            .suggest(Suggestion { edits, applicability: Applicability::Unsafe }),
                    );
                }
                _ => {}
            }
        }
    }
}
