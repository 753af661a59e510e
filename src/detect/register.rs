//! One reader addressed in two ways: *tu* and *vous*, *du* and *Sie*, *ты* and *вы*.
//!
//! English *you* does not say which, and an engine that works sentence by sentence decides anew in each. Speech in quotation marks
//! has its own reader, so it is left out.

use super::{Detector, Reading, finding};
use crate::finding::{Confidence, Finding};
use crate::lexicon::List;
use crate::segment::token::Kind;

/// Most places of a document that are shown: one is enough to say it, a few to find it.
const SHOWN: usize = 3;

/// See the module.
pub(super) struct Register;

impl Detector for Register {
    fn run(&self, reading: &Reading, found: &mut Vec<Finding>) {
        let facts = reading.facts;
        if !facts.has_list(List::Familiar) {
            return;
        }
        let (familiar, polite) = addresses(reading);
        let (few, many) =
            if familiar.len() <= polite.len() { (familiar, polite) } else { (polite, familiar) };
        // One of each can be a set phrase.
        if few.is_empty() || many.len() < 2 {
            return;
        }
        for at in few.into_iter().take(SHOWN) {
            let hit =
                finding("register/formality-mix", reading.tokens()[at].span(), Confidence::Medium);
            let hit = Finding { related: vec![reading.tokens()[many[0]].span()], ..hit };
            reading.keep(Some(hit), at, found);
        }
    }
}

/// Tokens that address the reader familiarly, and politely, outside quotation marks.
fn addresses(reading: &Reading) -> (Vec<usize>, Vec<usize>) {
    let (facts, text) = (reading.facts, reading.text);
    let (mut familiar, mut polite) = (Vec::new(), Vec::new());
    let mut quoted = false;
    for (at, token) in reading.tokens().iter().enumerate() {
        if token.starts_line() {
            // Speech that opens with a dash runs to the end of its line.
            quoted = matches!(token.of(text), "–" | "—" | "-");
        }
        match token.kind {
            Kind::Mark => match token.of(text) {
                "“" if quoted => quoted = false,
                "“" | "«" | "„" => quoted = true,
                "”" | "»" => quoted = false,
                "\"" => quoted = !quoted,
                _ => {}
            },
            Kind::Word if !quoted => {
                if facts.list(List::Familiar).holds(token, text) {
                    familiar.push(at);
                } else if facts.list(List::Polite).holds(token, text)
                    || facts.list(List::PoliteCapitals).holds(token, text)
                        && token.is_capitalised(text)
                        && !token.starts_segment()
                {
                    polite.push(at);
                }
            }
            _ => {}
        }
    }
    (familiar, polite)
}
