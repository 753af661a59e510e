//! Names of people whom no lexicon knows, as another press spells them: *Chevtchouk* and *Jeliabov* in an English text.
//!
//! One such spelling may be how its bearer writes it: *Bernard Kouchner*. So the names of a text vote: where several have known names of
//! another script behind them and are cheapest in one convention, and it is not the text's, each of them is pointed out with the letters
//! that gave it away. The graphemes looked for first are those that English does not use for such names, so that most texts end there.

use std::collections::BTreeMap;

use super::{Detector, Reading, Sight, finding};
use crate::finding::{Applicability, Confidence, Finding, Suggestion};
use crate::name::{self, Convention, Spelling, origin};
use crate::segment::token::{Kind, Script, Shape};

/// Graphemes of other presses in names from Cyrillic.
const GRAPHEMES: [&str; 24] = [
    "ou", "tch", "sch", "tsj", "sj", "zj", "tj", "oe", "cz", "sz", "dj", "ï", "iou", "ij", "ow",
    "ew", "cs", "ny", "gy", "č", "š", "ž", "ş", "ç",
];
/// Fewest letters of a name that votes.
const LETTERS: usize = 5;
/// Lowest origin score of a name that votes: the odds are nearly 3 to 1 that it is from Cyrillic.
const LIKELY: f64 = 1.0;
/// Names that agree before the press is more than a guess.
const AGREED: usize = 3;

/// See the module.
pub(super) struct Press;

impl Detector for Press {
    fn run(&self, reading: &Reading, found: &mut Vec<Finding>) {
        let Some(press) = Convention::from_code(reading.language.code()) else { return };
        let mut names = BTreeMap::<&str, Vec<usize>>::new();
        for at in reading.showing(Sight::CAPITAL).filter(|&at| may_be_foreign(reading, at)) {
            names.entry(reading.word(at)).or_default().push(at);
        }
        names.retain(|name, _| {
            origin::score("cyrillic", &Spelling::new(name)).is_some_and(|score| score >= LIKELY)
        });
        if names.len() < 2 {
            return;
        }
        let Some(vote) = name::vote(names.keys().copied(), press) else { return };
        for (name, places) in names {
            let Some(better) = name::suggest(name, press) else { continue };
            let Some(letters) = name::tell(name, &better.text, press) else { continue };
            if !letters.conventions.contains(vote.convention) {
                continue;
            }
            let sure = vote.names >= AGREED;
            let confidence = if sure { Confidence::Medium } else { Confidence::Low };
            for at in places {
                let span = reading.tokens()[at].span();
                let text = better.text.as_str();
                let hit = finding("name/foreign-convention", span, confidence)
                    .message(format!("{}, like other names of the text", letters.in_words()))
                    .suggest(Suggestion::replace(span, text, Applicability::Unsafe));
                reading.keep(Some(hit), at, found);
            }
        }
    }
}

/// A capitalised Latin word with a grapheme of another press.
fn may_be_foreign(reading: &Reading, at: usize) -> bool {
    let token = &reading.tokens()[at];
    token.kind == Kind::Word
        && token.script == Script::Latin
        && token.shape == Shape::Capital
        && (token.end - token.start) as usize >= LETTERS
        && GRAPHEMES.iter().any(|grapheme| reading.word(at).contains(grapheme))
}
