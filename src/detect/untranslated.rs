//! What the engine left in another script or language.

use super::{Detector, Reading, Sight, finding};
use crate::finding::{Confidence, Finding};
use crate::lexicon::List;
use crate::segment::home_scripts;
use crate::segment::token::{Kind, Script, Shape, Token};

/// See the module.
pub(super) struct Untranslated;

impl Detector for Untranslated {
    fn run(&self, reading: &Reading, found: &mut Vec<Finding>) {
        let home = home_scripts(reading.language);
        let tokens = reading.tokens();
        let mut end = 0;
        for at in reading.showing(Sight::WIDE) {
            if at >= end && is_other(&tokens[at], home) {
                end = run_end(tokens, at, home);
                found.extend(other_script(reading, at..end));
            }
        }
        sentences(reading, found);
        foreign_words(reading, found);
    }
}

fn is_other(token: &Token, home: &[Script]) -> bool {
    token.kind == Kind::Word
        && !home.contains(&token.script)
        && !matches!(token.script, Script::Common | Script::Mixed | Script::Latin)
}

/// End of a run of words in other scripts, with the marks and numbers between them.
fn run_end(tokens: &[Token], start: usize, home: &[Script]) -> usize {
    let mut end = start + 1;
    for (n, token) in tokens.iter().enumerate().skip(start + 1) {
        if token.starts_line() || token.is_word() && !is_other(token, home) {
            break;
        }
        if is_other(token, home) {
            end = n + 1;
        }
    }
    end
}

/// “[Украины]”, “reports “Диалог.UA””. A name in its own script in brackets after it is a gloss.
fn other_script(reading: &Reading, range: std::ops::Range<usize>) -> Option<Finding> {
    let tokens = reading.tokens();
    let span = reading.span(range.clone());
    let letters: usize =
        tokens[range.clone()].iter().map(|t| t.of(reading.text).chars().count()).sum();
    if letters < 2 {
        return None;
    }
    let before = range.start.checked_sub(1).map_or("", |n| reading.word(n));
    let after = tokens.get(range.end).map_or("", |t| t.of(reading.text));
    let bracketed = before == "[" && after == "]";
    let gloss = open_bracket(reading, range.start)
        || matches!(before, "(" | "（" | ":" | "," | "/" | "=" | "–" | "—") && !bracketed;
    let script = tokens[range.start].script;
    // “댓글 0”: numbers and marks may fill the line.
    let rest = tokens[range.end..].iter().take_while(|t| !t.starts_line());
    let whole_line = tokens[range.start].starts_line() && rest.clone().all(|t| !t.is_word());
    let confidence = match script {
        _ if bracketed => Confidence::High,
        _ if gloss => return None,
        Script::Cyrillic => Confidence::Medium,
        _ if whole_line => Confidence::Medium,
        // Words cited in their own script are common in texts about languages and cultures.
        _ => Confidence::Low,
    };
    let language = crate::lang::of_foreign_script(span.of(reading.text));
    let mut hit =
        finding("untranslated/fragment", span, confidence).message("words in another script");
    if let Some(language) = language {
        hit = hit.from_languages(&[language.code()]);
    }
    Some(hit)
}

/// Whether a bracket opened earlier in the sentence and not closed holds token `at`.
fn open_bracket(reading: &Reading, at: usize) -> bool {
    let mut depth = 0;
    for n in reading.sentence(at).start..at {
        match reading.word(n) {
            "(" | "（" => depth += 1,
            ")" | "）" => depth -= 1,
            _ => {}
        }
    }
    depth > 0
}

/// Sentences in another language of the same script, outside quotation marks.
fn sentences(reading: &Reading, found: &mut Vec<Finding>) {
    if reading.segments.segments.iter().all(|segment| segment.foreign.is_none()) {
        return;
    }
    // A text that is half in another language is bilingual, not badly translated.
    if foreign_share(reading) >= 0.3 {
        return;
    }
    let mut quoted = false;
    for segment in &reading.segments.segments {
        let tokens = &reading.tokens()[segment.tokens.clone()];
        if tokens.first().is_some_and(Token::starts_line) {
            quoted = false;
        }
        let holds_quote =
            quoted || tokens.iter().any(|t| t.kind == Kind::Mark && is_quote(t.of(reading.text)));
        for token in tokens.iter().filter(|t| t.kind == Kind::Mark) {
            match token.of(reading.text) {
                "“" | "«" | "„" => quoted = true,
                "”" | "»" => quoted = false,
                "\"" => quoted = !quoted,
                _ => {}
            }
        }
        let Some(language) = segment.foreign else { continue };
        let home = home_scripts(reading.language);
        let own_script = tokens.iter().filter(|t| t.is_word()).all(|t| home.contains(&t.script));
        let words = tokens.iter().filter(|t| t.is_word()).count();
        if holds_quote || !own_script || words < 5 {
            continue;
        }
        let hit = finding("untranslated/fragment", segment.span, Confidence::Medium)
            .message("sentence in another language")
            .from_languages(&[language.code()]);
        found.push(hit);
    }
}

/// “the kaitsevärvus of the moth”: a word in lower case with letters that the language does not have. Names keep theirs, and
/// what stands in quotation marks or brackets is cited.
fn foreign_words(reading: &Reading, found: &mut Vec<Finding>) {
    let facts = reading.facts;
    if reading.text.is_ascii() || !facts.has_list(List::Letters) || foreign_share(reading) >= 0.3 {
        return;
    }
    let (tokens, home) = (reading.tokens(), home_scripts(reading.language));
    for at in reading.showing(Sight::WIDE) {
        let token = &tokens[at];
        // “эффект” in Ukrainian has a letter that only Russian has.
        let script = token.script == Script::Latin || home.contains(&token.script);
        if token.shape != Shape::Lower || !script {
            continue;
        }
        let word = token.of(reading.text);
        if word.chars().count() < 4 || !has_foreign_letter(reading, word) {
            continue;
        }
        let capital = |t: Option<&Token>| t.is_some_and(|t| t.is_capitalised(reading.text));
        let named = at > 0 && !tokens[at - 1].starts_segment() && capital(tokens.get(at - 1))
            || capital(tokens.get(at + 1));
        let loan = facts.list(List::Loanwords).holds(token, reading.text);
        if named || loan || reading.is_foreign(at) || is_cited(reading, at) {
            continue;
        }
        found.push(
            finding("untranslated/fragment", token.span(), Confidence::Medium)
                .message("word in another language"),
        );
    }
}

fn has_foreign_letter(reading: &Reading, word: &str) -> bool {
    let letters = reading.facts.list(List::Letters);
    let mut buffer = [0; 4];
    word.chars().any(|c| {
        c.is_alphabetic() && !c.is_ascii() && !letters.holds_word(c.encode_utf8(&mut buffer))
    })
}

/// Whether the sentence opens a quotation mark or bracket before token `at`, or joins it to another word by a hyphen.
pub(super) fn is_cited(reading: &Reading, at: usize) -> bool {
    let tokens = reading.tokens();
    let hyphen = |n: usize| tokens.get(n).is_some_and(|t| t.is_mark(reading.text, b'-'));
    let sentence = reading.sentence(at);
    let marked = (sentence.start..at).any(|n| {
        tokens[n].kind == Kind::Mark
            && (is_quote(reading.word(n)) || matches!(reading.word(n), "(" | "["))
    });
    marked || hyphen(at + 1) || at > 0 && hyphen(at - 1)
}

fn foreign_share(reading: &Reading) -> f64 {
    let segments = &reading.segments.segments;
    let foreign: usize =
        segments.iter().filter(|s| s.foreign.is_some()).map(|s| s.span.len()).sum();
    foreign as f64 / reading.text.len().max(1) as f64
}

fn is_quote(mark: &str) -> bool {
    matches!(mark, "“" | "”" | "\"" | "«" | "»" | "„" | "‘" | "’")
}
