//! Broken joints: a stop inside a sentence, words lost at a link, words run together, a name said twice.

use super::{Detector, Reading, Sight, finding};
use crate::finding::{Applicability, Confidence, Finding, Suggestion};
use crate::lexicon::List;
use crate::segment::token::{Gap, Kind, Shape, Token};
use crate::text::Span;

/// See the module.
pub(super) struct Splices;

impl Detector for Splices {
    fn run(&self, reading: &Reading, found: &mut Vec<Finding>) {
        let tokens = reading.tokens();
        let tails = Tails::of(reading);
        for at in reading.showing(Sight::MARK | Sight::MIXED | Sight::CAPITAL | Sight::LISTED) {
            let token = &tokens[at];
            let hit = match token.kind {
                Kind::Mark => match reading.text.as_bytes()[token.start as usize] {
                    b'.' => sentence(reading, at).or_else(|| stranded(reading, at)),
                    b',' | b';' | b'!' | b'?' => stranded(reading, at),
                    _ => None,
                },
                Kind::Word => match token.shape {
                    Shape::Mixed => glued_at_capital(reading, at),
                    Shape::Capital if token.end - token.start <= 4 => double_subject(reading, at),
                    Shape::Capital if tails.may_end(reading.text, token) => glued_name(reading, at),
                    Shape::Lower if token.end - token.start <= 3 => {
                        match reading.text.as_bytes()[token.start as usize] {
                            b't' | b'a' => lost_between(reading, at),
                            b'h' | b's' => double_subject(reading, at),
                            _ => None,
                        }
                    }
                    _ => None,
                },
                _ => None,
            };
            reading.keep(hit, at, found);
        }
        truncated(reading, found);
    }
}

/// The last two letters of the words that grow onto others: a look at them settles nearly every word.
struct Tails([u64; 16]);

impl Tails {
    fn of(reading: &Reading) -> Self {
        let mut tails = Self([0; 16]);
        for word in reading.facts.list(List::GluedTails).words() {
            if let [.., a, b] = word.as_bytes() {
                tails.0[Self::slot(*a, *b) / 64] |= 1 << (Self::slot(*a, *b) % 64);
            }
        }
        tails
    }

    fn slot(a: u8, b: u8) -> usize {
        (a as usize & 31) << 5 | b as usize & 31
    }

    fn may_end(&self, text: &str, token: &Token) -> bool {
        let bytes = text.as_bytes();
        let end = token.end as usize;
        if token.end - token.start < 6 {
            return false;
        }
        let slot = Self::slot(bytes[end - 2], bytes[end - 1]);
        self.0[slot / 64] >> (slot % 64) & 1 == 1
    }
}

/// “in recent years. weeks, leading”, “their. Lose hope”.
fn sentence(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let (before, next) = (tokens.get(at.checked_sub(1)?)?, tokens.get(at + 1)?);
    let (text, facts) = (reading.text, reading.facts);
    if !tokens[at].is_mark(text, b'.')
        || tokens[at].gap() != Gap::None
        || next.starts_line()
        || next.gap() == Gap::None
    {
        return None;
    }
    let letters = before.of(text).chars().count();
    if before.shape != Shape::Lower || !next.is_word() {
        return None;
    }
    let span = before.span().cover(next.span());
    let drop_stop = Span::new(tokens[at].span().start(), tokens[at].span().end());
    if next.shape == Shape::Lower {
        if !facts.has_list(List::Abbreviations) {
            return None;
        }
        let abbreviation = letters < 3
            || facts.list(List::Abbreviations).holds(before, text)
            || at >= 2 && tokens[at - 2].is_mark(text, b'.');
        let brand = next.of(text).chars().count() < 2;
        if abbreviation
            || brand
            || reading.document.opaque().iter().any(|o| o.end() == span.start())
        {
            return None;
        }
        let hit = finding("splice/sentence", span, Confidence::Medium);
        // “in recent years. weeks, leading”: the second noun corrects the first.
        let follows = tokens.get(at + 2).is_none_or(|t| {
            t.starts_line()
                || t.kind == Kind::Mark
                || facts.list(List::Prepositions).holds(t, text)
                || facts.list(List::Conjunctions).holds(t, text)
                || t.of(text) == "as"
        });
        let alike = before.of(text).ends_with('s') == next.of(text).ends_with('s')
            && !facts.list(List::FunctionWords).holds(next, text);
        let correction = follows && alike;
        let cut = if correction { Span::new(span.start(), next.span().start()) } else { drop_stop };
        return Some(hit.suggest(Suggestion::delete(cut, Applicability::Unsafe)));
    }
    // “demilitarization. Ukraine.”: a sentence that is one country.
    let lone = tokens.get(at + 2).is_some_and(|t| t.is_mark(text, b'.') && t.gap() == Gap::None);
    if lone && letters > 3 && facts.list(List::LoneSentence).holds(next, text) {
        let hit = finding("splice/sentence", span, Confidence::Medium);
        return Some(hit.suggest(Suggestion::replace(drop_stop, " of", Applicability::Unsafe)));
    }
    // A sentence cannot end in an article, a possessive or a conjunction.
    (facts.list(List::NeverLast).holds(before, text) && next.shape == Shape::Capital).then(|| {
        finding("splice/sentence", span, Confidence::Medium)
            .suggest(Suggestion::delete(drop_stop, Applicability::Unsafe))
    })
}

/// “in a statement to ,”, “the .”: an article or preposition before a mark, where a link's text was lost.
fn stranded(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let before = tokens.get(at.checked_sub(1)?)?;
    let (text, facts) = (reading.text, reading.facts);
    if before.shape != Shape::Lower || tokens[at].starts_line() {
        return None;
    }
    let spaced = tokens[at].gap() == Gap::Space;
    let article = facts.list(List::Articles).holds(before, text);
    let preposition = || facts.list(List::Prepositions).holds(before, text);
    let ellipsis =
        tokens.get(at + 1).is_some_and(|t| t.is_mark(text, b'.') && t.gap() == Gap::None);
    let after_word = at >= 2
        && !tokens[at - 1].starts_segment()
        && tokens[at - 1].gap() != Gap::None
        && (tokens[at - 2].is_word() || tokens[at - 2].is_mark(text, b','));
    // “a.” can number a list, “an, a, the” can be cited; both have no word before them.
    if ellipsis
        || !after_word
        || !(article && before.of(text) != "a" || spaced && (article || preposition()))
    {
        return None;
    }
    let confidence = if spaced || article { Confidence::High } else { Confidence::Medium };
    Some(finding("splice/lost-link", before.span().cover(tokens[at].span()), confidence))
}

/// “edition of the with reference”: two words that cannot follow each other.
fn lost_between(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let (text, facts) = (reading.text, reading.facts);
    let next = tokens.get(at + 1)?;
    let article = tokens[at].of(text) == "the" || tokens[at].of(text) == "an";
    let joined = next.gap() == Gap::Space && next.shape == Shape::Lower;
    let word = next.of(text);
    // “the to-do list”, “the in-crowd”, “the over 60s”: the second word opens a compound or a modifier.
    let compound =
        tokens.get(at + 2).is_some_and(|t| t.is_mark(text, b'-') || t.kind == Kind::Number);
    let lost = article
        && joined
        && next.hash != tokens[at].hash
        && !compound
        && facts.list(List::NeverAfterArticle).holds(next, text)
        && word != "to";
    lost.then(|| {
        finding("splice/lost-link", tokens[at].span().cover(next.span()), Confidence::Medium)
    })
}

/// “permissionDujovne”, “SoyluMayor”, “inGroningen”.
fn glued_at_capital(reading: &Reading, at: usize) -> Option<Finding> {
    let token = &reading.tokens()[at];
    let (text, facts) = (reading.text, reading.facts);
    let word = token.of(text);
    let mut humps = word.char_indices().filter(|&(n, c)| n > 0 && c.is_uppercase());
    let (split, _) = humps.next()?;
    if humps.next().is_some()
        || word.contains(['\'', '’'])
        || word.chars().any(|c| c.is_ascii_digit())
    {
        return None;
    }
    let (left, right) = word.split_at(split);
    let (left_letters, right_letters) = (left.chars().count(), right.chars().count());
    let left_lower = left.chars().next().is_some_and(char::is_lowercase);
    let function = facts.list(List::FunctionWords).holds_word(left);
    let title = facts.list(List::GluedHeads).holds_word(right);
    let confidence = if right_letters < 3 {
        return None;
    } else if left_lower && function && left_letters >= 2 {
        Confidence::High
    } else if left_lower && left_letters >= 5 || !left_lower && left_letters >= 4 && title {
        Confidence::Medium
    } else {
        return None;
    };
    // A brand or an identifier is written so again and again, or stands in a list of its like.
    if reading.count(token.hash) > 1 {
        return None;
    }
    let at = token.span().start() + split;
    Some(finding("splice/glued", token.span(), confidence).suggest(Suggestion::replace(
        Span::empty(at),
        " ",
        Applicability::Safe,
    )))
}

/// “Thursdaythe”, “Massaannounced”: a weekday or a name of the document with a small word grown onto it.
fn glued_name(reading: &Reading, at: usize) -> Option<Finding> {
    let token = &reading.tokens()[at];
    let word = token.of(reading.text);
    if word.len() < 6 || !word.is_ascii() {
        return None;
    }
    let facts = reading.facts;
    let (tails, days) = (facts.list(List::GluedTails), facts.list(List::Weekdays));
    (4..word.len() - 1).rev().find_map(|split| {
        let (left, right) = word.split_at(split);
        if !tails.holds_word(right) {
            return None;
        }
        let day = days.holds_word(left);
        // Short tails end many words (“Austin”, “Hamas”), so the rest must be a name that the document has.
        // No English word ends in “announced” but its own derivatives.
        let verb = right.len() >= 8 && !matches!(left, "Unan" | "Self");
        let known = || {
            !facts.list(List::Months).holds_word(left)
                && !facts.list(List::FunctionWords).holds_word(left)
                && reading.vocabulary.is_name(reading.tokens(), crate::text::fold::hash(left))
        };
        (day || verb || known()).then(|| {
            let insert = Span::empty(token.span().start() + split);
            let confidence = if day || verb { Confidence::High } else { Confidence::Medium };
            finding("splice/glued", token.span(), confidence).suggest(Suggestion::replace(
                insert,
                " ",
                Applicability::Safe,
            ))
        })
    })
}

/// “Ancelotti He said”.
fn double_subject(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let text = reading.text;
    let token = &tokens[at];
    match token.of(text) {
        "he" | "she" => return resumed(reading, at),
        "He" | "She" | "They" => {}
        _ => return None,
    }
    let (before, next) = (tokens.get(at.checked_sub(1)?)?, tokens.get(at + 1)?);
    if token.gap() != Gap::Space
        || token.starts_segment()
        || !before.is_word()
        || !before.is_capitalised(text)
    {
        return None;
    }
    // A heading in capitals, or a title: “How Will He Know”.
    let title = next.shape != Shape::Lower
        || tokens.get(at + 2).is_some_and(|t| t.shape == Shape::Capital)
            && next.end - next.start <= 2;
    let name = before.shape == Shape::Capital
        && !reading.facts.list(List::FunctionWords).holds(before, text)
        && before.end - before.start > 2;
    (name && !title).then(|| {
        let cut = Span::new(token.span().start(), next.span().start());
        finding("splice/double-subject", before.span().cover(next.span()), Confidence::High)
            .suggest(Suggestion::delete(cut, Applicability::Unsafe))
    })
}

/// “Johnny Depp he will no longer appear”: a full name taken up by a pronoun with its verb.
fn resumed(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let first = at.checked_sub(2)?;
    let next = tokens.get(at + 1)?;
    let name = |t: &Token| t.shape == Shape::Capital && t.end - t.start > 2;
    let full = name(&tokens[first])
        && name(&tokens[first + 1])
        && tokens[first + 1].gap() == Gap::Space
        && !tokens[first + 1].starts_line();
    let verb = reading.facts.list(List::Auxiliaries).holds(next, reading.text)
        || matches!(next.of(reading.text), "will" | "would" | "said" | "says");
    let joined = tokens[at].gap() == Gap::Space && next.gap() == Gap::Space;
    // “the man Jane Doe she was to become” needs a noun before the name; a sentence that begins with the name does not.
    let begins = tokens[first].starts_segment()
        || first > 0 && matches!(tokens[first - 1].of(reading.text), "," | "be" | "that");
    (full && verb && joined && begins).then(|| {
        let cut = Span::new(tokens[at].span().start(), next.span().start());
        finding("splice/double-subject", reading.span(first..at + 2), Confidence::Medium)
            .suggest(Suggestion::delete(cut, Applicability::Unsafe))
    })
}

/// A line that ends in an article, a preposition or a conjunction.
fn truncated(reading: &Reading, found: &mut Vec<Finding>) {
    let tokens = reading.tokens();
    let ends = reading.showing(Sight::LINE).chain([tokens.len()]).filter_map(|n| n.checked_sub(1));
    for at in ends {
        let token = &tokens[at];
        if token.shape != Shape::Lower || reading.is_foreign(at) {
            continue;
        }
        let words = reading.segments.segment_of(at).tokens.len();
        let cut = reading.facts.list(List::NeverEndsLine).holds(token, reading.text);
        // A line that goes on in the next was only broken.
        let goes_on = tokens
            .get(at + 1)
            .is_some_and(|next| next.gap() == Gap::Line && !next.is_capitalised(reading.text));
        if cut && words >= 6 && !goes_on {
            let segment = reading.segments.segment_of(at);
            found.push(finding("splice/truncated", segment.span, Confidence::Medium));
        }
    }
}
