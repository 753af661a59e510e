//! English words left standing inside a sentence of another language: half of a link text, a string nobody gave to the engine.
//!
//! Titles, names and quotations keep their English, so a run counts only when it holds two function words of English that the
//! language of the text does not have, and a content word in lower case, outside quotation marks.

use super::untranslated::is_cited;
use super::{Detector, Reading, finding};
use crate::finding::{Confidence, Finding};
use crate::lang::Language;
use crate::segment::token::{Gap, Script, Shape, Token};

/// See the module.
pub(super) struct Leftovers;

impl Detector for Leftovers {
    fn run(&self, reading: &Reading, found: &mut Vec<Finding>) {
        if reading.language == Language::ENGLISH || reading.facts.is_empty() {
            return;
        }
        let tokens = reading.tokens();
        let mut at = 0;
        while at < tokens.len() {
            let end = run_end(reading, at);
            if end > at + 3
                && let Some(hit) = english(reading, at..end)
            {
                reading.keep(Some(hit), at, found);
            }
            at = end.max(at + 1);
        }
    }
}

/// End of a run of Latin words from `at` on that holds no function word of the text's own language.
fn run_end(reading: &Reading, at: usize) -> usize {
    let own = reading.language.function_word_filter();
    let tokens = reading.tokens();
    let goes_on = |(n, token): &(usize, &Token)| {
        let hyphen = *n > 0 && token.is_mark(reading.text, b'-') && token.gap() == Gap::None;
        let word = token.is_word()
            && token.script == Script::Latin
            && !own.may_hold(token.hash)
            && token.is_ascii();
        (word || hyphen) && (*n == 0 || !token.starts_segment())
    };
    at + tokens[at..].iter().enumerate().take_while(goes_on).count()
}

fn english(reading: &Reading, run: std::ops::Range<usize>) -> Option<Finding> {
    let function = Language::ENGLISH.function_word_filter();
    let tokens = &reading.tokens()[run.clone()];
    let lower = || tokens.iter().filter(|t| t.shape == Shape::Lower);
    let mut words: Vec<u32> =
        lower().filter(|t| function.may_hold(t.hash)).map(|t| t.hash).collect();
    words.sort_unstable();
    words.dedup();
    let content = lower().any(|t| !function.may_hold(t.hash) && t.of(reading.text).len() >= 3);
    let english = crate::lang::of_stretch(reading.span(run.clone()).of(reading.text));
    let sure = words.len() >= 2 && content && english == Some(Language::ENGLISH);
    (sure && !is_cited(reading, run.start)).then(|| {
        finding("untranslated/fragment", reading.span(run), Confidence::Medium)
            .message("English words left in the text")
            .from_languages(&["en"])
    })
}
