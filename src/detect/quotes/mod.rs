//! Quotation marks: lost, turned round, of two styles, or of another language.
//!
//! Marks are followed through one line at a time, since a quotation that goes on in the next paragraph opens again there. A
//! line that opens a quotation and never closes it is left alone when the next line opens one too: that is how
//! long quotations are set.

mod lone;
pub(super) mod opening;
mod straight;

use super::{Detector, Reading, Sight, finding};
use crate::finding::{Applicability, Confidence, Edit, Finding, Suggestion};
use crate::lang;
use crate::lexicon::List;
use crate::segment::token::{Gap, Script, Token};
use crate::text::Span;

/// See the module.
pub(super) struct Quotes;

impl Detector for Quotes {
    fn run(&self, reading: &Reading, found: &mut Vec<Finding>) {
        let tokens = reading.tokens();
        let (marks, style) = collect(reading);
        let mut from = 0;
        while let Some(&first) = marks.get(from) {
            // The line around the mark, and the marks on it.
            let start = (0..=first).rev().find(|&at| tokens[at].starts_line()).unwrap_or(0);
            let end = (first + 1..tokens.len())
                .find(|&at| tokens[at].starts_line())
                .unwrap_or(tokens.len());
            let to = marks.partition_point(|&at| at < end);
            let line = Line { reading, range: start..end, style: &style, before: &marks[..from] };
            let before = found.len();
            line.check(&marks[from..to], found);
            from = to;
            let kept: Vec<Finding> = found
                .drain(before..)
                .filter(|f| !f.place.span().is_some_and(|span| line.in_foreign_sentence(span)))
                .collect();
            found.extend(kept);
        }
        // Writers set apart a word or two in single marks; only where a quotation also opens with one mark and closes
        // with the other has the engine mixed them.
        let torn = found.iter().any(|f| f.message == TORN);
        if torn {
            for mixed in found.iter_mut().filter(|f| f.rule.id == "punct/quote-mixed") {
                mixed.confidence = Confidence::Medium;
            }
        }
    }
}

/// Most quotation marks of a line that are followed.
const MOST_MARKS: usize = 1000;

const TORN: &str = "quotation that opens with one mark and closes with another";

/// How a document quotes, by count of marks.
struct Style {
    curly: usize,
    straight: usize,
}

/// The marks that anything here hangs on, and how the document quotes.
fn collect(reading: &Reading) -> (Vec<usize>, Style) {
    let (mut marks, mut style) = (Vec::new(), Style { curly: 0, straight: 0 });
    let bytes = reading.text.as_bytes();
    for at in reading.showing(Sight::MARK) {
        let token = &reading.tokens()[at];
        match bytes[token.start as usize] {
            b'"' => style.straight += 1,
            b'\'' => {}
            b'-' if token.starts_line() => {}
            0xC2.. => match token.of(reading.text) {
                "“" | "”" => style.curly += 1,
                "–" | "—" if !token.starts_line() => continue,
                _ => {}
            },
            _ => continue,
        }
        marks.push(at);
    }
    (marks, style)
}

impl Style {
    /// Opening and closing mark as the rest of the document has them.
    fn pair(&self) -> (&'static str, &'static str) {
        if self.straight > self.curly { ("\"", "\"") } else { ("“", "”") }
    }
}

struct Line<'a> {
    reading: &'a Reading<'a>,
    range: std::ops::Range<usize>,
    style: &'a Style,
    /// The marks on the lines before.
    before: &'a [usize],
}

impl Line<'_> {
    fn check(&self, marks: &[usize], found: &mut Vec<Finding>) {
        self.dash_speech(found);
        self.foreign_stops(marks, found);
        self.inverted(marks, found);
        let quote = |&at: &usize| {
            matches!(
                self.word(at),
                "“" | "”"
                    | "\""
                    | "„"
                    | "«"
                    | "»"
                    | "'"
                    | "‘"
                    | "’"
                    | "‹"
                    | "›"
                    | "「"
                    | "」"
                    | "『"
                    | "』"
            )
        };
        let marks: Vec<usize> = marks.iter().copied().filter(quote).collect();
        // A line with more marks than this is a file without line ends; marks are compared with one another, and its
        // time must not grow with their square.
        if marks.is_empty() || marks.len() > MOST_MARKS {
            return;
        }
        self.unclosed(&marks, found);
        self.foreign(&marks, found);
        // Elsewhere “ closes, or a space belongs inside the marks.
        if self.reading.facts.has_list(List::ForeignQuotes) {
            self.unopened(&marks, found);
            self.curly(&marks, found);
        }
        self.straight(&marks, found);
        self.mixed(&marks, found);
    }

    fn token(&self, at: usize) -> &Token {
        &self.reading.tokens()[at]
    }

    fn word(&self, at: usize) -> &str {
        self.reading.word(at)
    }

    fn in_foreign_sentence(&self, span: Span) -> bool {
        let tokens = self.reading.tokens();
        let at = tokens.partition_point(|t| (t.end as usize) <= span.start());
        at < tokens.len() && self.reading.is_foreign(at)
    }

    /// Whether a space, the start of the line or an opening bracket stands before the mark.
    fn open_before(&self, at: usize) -> bool {
        at == self.range.start
            || self.token(at).gap() != Gap::None
            || matches!(self.word(at - 1), "(" | "[" | "—" | "–" | "-" | "/")
    }

    /// Whether a space, the end of the line or a mark stands after the mark.
    fn open_after(&self, at: usize) -> bool {
        at + 1 >= self.range.end
            || self.token(at + 1).gap() != Gap::None
            || matches!(self.word(at + 1), "," | "." | ";" | ":" | ")" | "]" | "?" | "!")
    }

    /// « », „ “, 「 」 in a language that quotes otherwise.
    fn foreign(&self, marks: &[usize], found: &mut Vec<Finding>) {
        let foreign = self.reading.facts.list(List::ForeignQuotes);
        let mut marks = marks.iter().copied().peekable();
        while let Some(at) = marks.next() {
            let mark = self.word(at);
            let (kind, closing): (&str, &[&str]) = match mark {
                "«" => ("guillemets", &["»"]),
                "»" => ("guillemets", &["«"]),
                "„" => ("low-nine", &["“", "”", "\""]),
                "‹" => ("guillemets", &["›"]),
                "「" => ("corners", &["」"]),
                "『" => ("corners", &["』"]),
                _ => continue,
            };
            // `»` before a breadcrumb's next step is no quotation mark.
            let breadcrumb =
                matches!(mark, "»" | "›") && self.open_before(at) && self.open_after(at);
            if !foreign.holds_word(kind) || breadcrumb {
                continue;
            }
            let partner = marks.clone().find(|&n| n > at + 1 && closing.contains(&self.word(n)));
            let Some(close) = partner else {
                let hit = finding("punct/foreign-mark", self.token(at).span(), Confidence::Medium);
                found.push(hit);
                continue;
            };
            while marks.next_if(|&n| n <= close).is_some() {}
            // What is quoted in its own language keeps its marks.
            let inside = self.reading.span(at + 1..close).of(self.reading.text);
            if lang::of_stretch(inside).is_some_and(|of| of != self.reading.language) {
                continue;
            }
            let (left, right) = self.style.pair();
            let edits = vec![
                Edit { span: self.with_gap_after(at), text: left.to_owned() },
                Edit { span: self.with_gap_before(close), text: right.to_owned() },
            ];
            let span = self.token(at).span().cover(self.token(close).span());
            found.push(
                finding("punct/foreign-mark", span, Confidence::High)
                    .suggest(Suggestion { edits, applicability: Applicability::Safe }),
            );
        }
    }

    /// Commas and stops of Arabic and of East Asia.
    fn foreign_stops(&self, marks: &[usize], found: &mut Vec<Finding>) {
        let corners = || self.reading.facts.list(List::ForeignQuotes).holds_word("corners");
        for &at in marks.iter().filter(|&&at| at > self.range.start) {
            let own = match self.word(at) {
                "،" | "、" | "，" => ",",
                "؛" | "；" => ";",
                "؟" | "？" => "?",
                "！" => "!",
                "。" => ".",
                "：" => ":",
                _ => continue,
            };
            if !corners() {
                return;
            }
            // Between words of its own script the mark is at home.
            let latin = |at: usize| {
                at < self.range.end
                    && matches!(self.token(at).script, Script::Latin | Script::Common)
            };
            if !latin(at - 1) || !(at + 1 >= self.range.end || latin(at + 1)) {
                continue;
            }
            let glued = at + 1 < self.range.end
                && self.token(at + 1).gap() == Gap::None
                && self.token(at + 1).is_word();
            let text = if glued { format!("{own} ") } else { own.to_owned() };
            let span = self.with_gap_before(at);
            found.push(
                finding("punct/foreign-mark", span, Confidence::High).suggest(Suggestion::replace(
                    span,
                    text,
                    Applicability::Safe,
                )),
            );
        }
    }

    /// “– It’s going well, says the doctor”: speech that opens with a dash.
    fn dash_speech(&self, found: &mut Vec<Finding>) {
        let (start, facts) = (self.range.start, self.reading.facts);
        if !matches!(self.word(start), "–" | "—" | "-")
            || !facts.list(List::ForeignQuotes).holds_word("dash")
        {
            return;
        }
        let Some(next) =
            self.reading.tokens().get(start + 1).filter(|_| start + 1 < self.range.end)
        else {
            return;
        };
        let speech = facts.list(List::SpeechVerbs);
        let told = self.range.clone().skip(3).any(|at| {
            speech.holds(self.token(at), self.reading.text)
                && matches!(self.word(at - 1), "," | "?" | "!" | "–" | "—" | "-" | "he" | "she")
        });
        if next.gap() == Gap::Space && next.is_capitalised(self.reading.text) && told {
            let (left, _) = self.style.pair();
            let span = Span::new(self.token(start).span().start(), next.span().start());
            found.push(
                finding(
                    "punct/foreign-mark",
                    self.token(start).span().cover(next.span()),
                    Confidence::Medium,
                )
                .message("dash that opens direct speech")
                .suggest(Suggestion::replace(span, left, Applicability::Unsafe)),
            );
        }
    }

    fn with_gap_after(&self, at: usize) -> Span {
        let span = self.token(at).span();
        let next = self.reading.tokens().get(at + 1).filter(|t| t.gap() <= Gap::Wide);
        next.map_or(span, |next| Span::new(span.start(), next.span().start()))
    }

    fn with_gap_before(&self, at: usize) -> Span {
        let span = self.token(at).span();
        Span::new(self.token(at - 1).span().end(), span.end())
    }

    /// Directed marks: one that faces the wrong way, or has lost its partner.
    fn curly(&self, marks: &[usize], found: &mut Vec<Finding>) {
        let mut open: Option<usize> = None;
        for &at in marks {
            let span = self.token(at).span();
            match self.word(at) {
                "“" if open.is_some()
                    || (!self.open_before(at) && self.open_after(at))
                    || self.ends_line(at) =>
                {
                    if open.is_none() && self.german_pair(marks, at) {
                        continue;
                    }
                    // The mark faces the wrong way: it closes what is open, or stands where nothing can open.
                    let faces_wrong =
                        self.open_after(at) && (!self.open_before(at) || self.ends_line(at));
                    if open.take().is_some() && faces_wrong {
                        found.push(self.turned_round(at, self.closing_span(at), Confidence::High));
                    } else if self.ends_line(at) && at > self.range.start {
                        let cut = self.with_gap_before(at);
                        found.push(
                            finding(
                                "punct/quote-unbalanced",
                                self.with_line_before(at),
                                Confidence::High,
                            )
                            .suggest(Suggestion::delete(cut, Applicability::Safe)),
                        );
                    } else if faces_wrong {
                        found.push(self.turned_round(
                            at,
                            self.closing_span(at),
                            Confidence::Medium,
                        ));
                    } else {
                        open = Some(at);
                    }
                }
                // “loot. “ He said”: a space on both sides, right after a stop, in a line that opened nothing.
                "“" if self.token(at).gap() == Gap::Space
                    && at + 1 < self.range.end
                    && self.token(at + 1).gap() == Gap::Space
                    && at > self.range.start
                    && matches!(self.word(at - 1), "." | "," | "!" | "?") =>
                {
                    found.push(self.turned_round(at, self.with_gap_before(at), Confidence::Medium));
                }
                "“" if at + 1 < self.range.end
                    && self.token(at + 1).gap() == Gap::Space
                    && self.open_before(at) =>
                {
                    let next = self.token(at + 1).span();
                    let gap = Span::new(span.end(), next.start());
                    found.push(
                        finding("punct/space", span.cover(next), Confidence::High)
                            .message("space inside quotation marks")
                            .suggest(Suggestion::delete(gap, Applicability::Safe)),
                    );
                    open = Some(at);
                }
                "“" => open = Some(at),
                // “‘The sea does not bargain.””
                "”" if open.is_none() && self.single_open(marks, at).is_some() => {
                    let Some(single) = self.single_open(marks, at) else { continue };
                    let edit =
                        Suggestion::replace(self.token(single).span(), "“", Applicability::Unsafe);
                    found.push(
                        finding(
                            "punct/quote-mixed",
                            self.token(single).span().cover(span),
                            Confidence::Medium,
                        )
                        .message(TORN)
                        .suggest(edit),
                    );
                }
                "”" if open.is_some()
                    && self.token(at).gap() == Gap::Space
                    && self.open_after(at) =>
                {
                    let cut = self.with_gap_before(at);
                    let gap = Span::new(cut.start(), span.start());
                    found.push(
                        finding("punct/space", self.with_word_before(at), Confidence::High)
                            .message("space inside quotation marks")
                            .suggest(Suggestion::delete(gap, Applicability::Safe)),
                    );
                    open = None;
                }
                "”" if open.is_some() => {
                    if self.token(at).gap() == Gap::Space
                        && !self.open_after(at)
                        && self.token(at + 1).is_word()
                    {
                        self.misplaced(at, found);
                    }
                    open = None;
                }
                "”" if self.open_before(at) && !self.open_after(at) => {
                    // It opens: “dubbed ”Little China””.
                    let closes_later = marks.iter().any(|&n| n > at && self.word(n) == "”");
                    if closes_later {
                        open = Some(at);
                        let edit = Suggestion::replace(span, "“", Applicability::Safe);
                        found.push(
                            finding("punct/quote-unbalanced", span, Confidence::High)
                                .message("closing quotation mark where one opens")
                                .suggest(edit),
                        );
                    }
                }
                _ => {}
            }
            if self.word(at) == "”" && at + 1 < self.range.end {
                let next = self.token(at + 1);
                if next.gap() == Gap::None && next.is_word() && !self.open_before(at) {
                    let insert = Suggestion::replace(
                        Span::empty(next.span().start()),
                        " ",
                        Applicability::Safe,
                    );
                    found.push(
                        finding("punct/space", span.cover(next.span()), Confidence::High)
                            .message("no space after a closing quotation mark")
                            .suggest(insert),
                    );
                }
            }
        }
    }

    /// An opening mark that closes. The repair is safe where the quotation is known to be open.
    fn turned_round(&self, at: usize, replaced: Span, confidence: Confidence) -> Finding {
        let safe = confidence == Confidence::High;
        let applicability = if safe { Applicability::Safe } else { Applicability::Unsafe };
        finding("punct/quote-unbalanced", self.with_word_before(at), confidence)
            .message("opening quotation mark where one closes")
            .suggest(Suggestion::replace(replaced, "”", applicability))
    }

    /// The single opening mark before `at` that nothing has closed.
    fn single_open(&self, marks: &[usize], at: usize) -> Option<usize> {
        let last = marks.iter().copied().filter(|&n| n < at).next_back()?;
        (self.word(last) == "‘" && self.opens(last)).then_some(last)
    }

    /// „…“ is a pair of its own, which `foreign` reports.
    fn german_pair(&self, marks: &[usize], at: usize) -> bool {
        marks.iter().any(|&n| n < at && self.word(n) == "„")
    }

    fn ends_line(&self, at: usize) -> bool {
        self.reading.tokens()[at + 1..self.range.end]
            .iter()
            .all(|t| matches!(t.of(self.reading.text), "." | ","))
    }

    fn closing_span(&self, at: usize) -> Span {
        if self.token(at).gap() == Gap::Space {
            self.with_gap_before(at)
        } else {
            self.token(at).span()
        }
    }

    fn with_word_before(&self, at: usize) -> Span {
        let span = self.token(at).span();
        if at > self.range.start { self.token(at - 1).span().cover(span) } else { span }
    }

    fn with_line_before(&self, at: usize) -> Span {
        let span = self.token(at).span();
        let first = self.range.start.max(at.saturating_sub(2));
        self.token(first).span().cover(span)
    }

    /// “subsidies, ”he said”: the space stands on the wrong side.
    fn misplaced(&self, at: usize, found: &mut Vec<Finding>) {
        let span = self.with_gap_before(at);
        let word = self.token(at + 1).span();
        let edits =
            vec![Edit { span: Span::new(span.start(), word.start()), text: "” ".to_owned() }];
        found.push(
            finding("punct/space", span.cover(word), Confidence::High)
                .message("space on the wrong side of a quotation mark")
                .suggest(Suggestion { edits, applicability: Applicability::Safe }),
        );
    }
}
