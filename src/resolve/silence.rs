//! What the text or its editor silenced: `[sic]` after a word, ignore comments in markup, quotations in another language.

use crate::detect::Reading;
use crate::finding::Finding;
use crate::text::Span;

pub(super) fn run(found: &mut Vec<Finding>, reading: &Reading) {
    let sic = sic_words(reading);
    let ignored = reading.document.ignored();
    if sic.is_empty() && ignored.is_empty() {
        return;
    }
    found.retain(|finding| {
        let Some(span) = finding.place.span() else { return true };
        let silenced = ignored.iter().any(|ignore| {
            ignore.span.overlaps(span)
                && ignore.rule.as_deref().is_none_or(|rule| {
                    rule == finding.rule.id || rule == finding.rule.family()
                })
        });
        !silenced && !sic.iter().any(|word| word.overlaps(span))
    });
}

/// The word before each `[sic]`, with the mark itself.
fn sic_words(reading: &Reading) -> Vec<Span> {
    let (text, tokens) = (reading.text, reading.tokens());
    let hash = crate::text::fold::hash("sic");
    let mark = |at: usize, mark: u8| tokens.get(at).is_some_and(|t| t.is_mark(text, mark));
    let is_sic = |&at: &usize| {
        tokens[at].hash == hash
            && at >= 2
            && (mark(at - 1, b'[') && mark(at + 1, b']') || mark(at - 1, b'(') && mark(at + 1, b')'))
    };
    (0..tokens.len())
        .filter(is_sic)
        .map(|at| tokens[at - 2].span().cover(tokens[at + 1].span()))
        .collect()
}
