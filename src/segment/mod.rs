//! Sentences: the stretches that findings, languages and anchors are about.
//!
//! A segment is a sentence inside one line or paragraph. Lines of a scraped page are paragraphs; only in a text whose lines
//! are all wrapped near one width does a single line break count as a space. A stop ends a sentence when a space and a
//! capital, a digit or an opening mark follow, and the word before it is no abbreviation; a stop before a lower-case word
//! does not, since that is what `splice/sentence` looks for.

mod letters;
mod scan;
pub mod token;

use token::{Gap, Kind, Script, Token};

use crate::lang::{self, FunctionWords, Language};
use crate::text::{Document, Span};

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Its bytes in the text.
    pub span: Span,
    /// Its tokens, as a range of the document's.
    pub tokens: std::ops::Range<usize>,
    /// Its language, where that is surely another than the document's.
    pub foreign: Option<Language>,
}

/// The tokens and segments of a document.
#[derive(Debug, Default)]
pub struct Segments {
    /// Every token.
    pub tokens: Vec<Token>,
    /// Every segment, in order; together they hold every token once.
    pub segments: Vec<Segment>,
    /// Number of words among the tokens.
    pub words: usize,
}

impl Segments {
    /// Cuts a document. `abbreviation` says of a word whether the stop after it ends no sentence.
    pub fn new(
        document: &Document,
        language: Language,
        abbreviation: impl Fn(&Token, &str) -> bool,
    ) -> Self {
        let text = document.text();
        let mut tokens = Vec::with_capacity(text.len() / 5 + 8);
        token::tokenize(text, document.opaque(), &mut tokens);
        if is_wrapped(text) {
            join_wrapped_lines(text, &mut tokens);
        }
        for at in 1..tokens.len() {
            // A sentence ends in a mark, or in what stands for code.
            if !matches!(tokens[at - 1].kind, Kind::Word | Kind::Number)
                && !tokens[at].starts_segment()
                && ends_sentence(text, &tokens, at, &abbreviation)
            {
                tokens[at].mark_segment_start();
            }
        }
        let (segments, words) = collect(text, &tokens, language);
        Self { tokens, segments, words }
    }

    /// The segment that holds token `at`.
    pub fn segment_of(&self, at: usize) -> &Segment {
        let next = self.segments.partition_point(|segment| segment.tokens.start <= at);
        &self.segments[next - 1]
    }
}

/// Whether a sentence ends right before token `at`.
fn ends_sentence(
    text: &str,
    tokens: &[Token],
    at: usize,
    abbreviation: &impl Fn(&Token, &str) -> bool,
) -> bool {
    let token = &tokens[at];
    if token.gap() == Gap::None && !is_wide_stop(tokens[at - 1].of(text)) {
        return false;
    }
    // Back over closing marks to the stop.
    let mut stop = at - 1;
    while stop > 0 && tokens[stop].gap() == Gap::None && is_closing(tokens[stop].of(text)) {
        stop -= 1;
    }
    let mark = tokens[stop].of(text);
    if is_wide_stop(mark) {
        return true;
    }
    let begins = token.kind == Kind::Number
        || token.kind == Kind::Opaque
        || token.is_capitalised(text)
        || is_opening(token.of(text));
    if !begins || tokens[stop].kind != Kind::Mark {
        return false;
    }
    match mark {
        "!" | "?" | "…" => true,
        "." => {
            let before = &tokens[stop - usize::from(stop > 0)];
            let glued = tokens[stop].gap() == Gap::None;
            !(glued && before.is_word() && is_initial_or_abbreviation(text, before, abbreviation))
        }
        _ => false,
    }
}

fn is_initial_or_abbreviation(
    text: &str,
    word: &Token,
    abbreviation: &impl Fn(&Token, &str) -> bool,
) -> bool {
    let initial = word.end - word.start <= 2 && word.is_capitalised(text) && word.of(text) != "I";
    initial || abbreviation(word, text)
}

fn is_wide_stop(mark: &str) -> bool {
    matches!(mark, "。" | "！" | "？" | "।" | "؟")
}

fn is_closing(mark: &str) -> bool {
    matches!(mark, "”" | "\"" | "’" | "'" | ")" | "]" | "»" | "」" | "“")
}

fn is_opening(mark: &str) -> bool {
    matches!(mark, "“" | "\"" | "‘" | "'" | "(" | "[" | "«" | "„" | "¿" | "¡" | "—" | "–")
}

/// Whether the lines of the text are wrapped: most of those followed by another are long and of like length, and
/// none is a long paragraph.
fn is_wrapped(text: &str) -> bool {
    let (mut filled, mut short) = (0, 0);
    let mut lines = text.lines().take(200).peekable();
    while let Some(line) = lines.next() {
        let followed = lines.peek().is_some_and(|next| !next.trim().is_empty());
        match line.len() {
            0 => {}
            121.. => return false,
            50..=120 if followed => filled += 1,
            _ if followed => short += 1,
            _ => {}
        }
    }
    filled >= 4 && filled >= short * 4
}

fn join_wrapped_lines(text: &str, tokens: &mut [Token]) {
    let mut line_start = 0;
    for token in tokens.iter_mut().filter(|token| token.gap() >= Gap::Line) {
        let start = token.start as usize;
        let long = start.saturating_sub(line_start) >= 45;
        let item = matches!(token.of(text), "-" | "*" | "•" | "#" | ">" | "–");
        if token.gap() == Gap::Line && long && !item {
            token.join_lines();
        }
        line_start = start;
    }
}

/// The segments, and the number of words in all.
fn collect(text: &str, tokens: &[Token], language: Language) -> (Vec<Segment>, usize) {
    let mut segments: Vec<Segment> = Vec::with_capacity(tokens.len() / 16 + 1);
    let known = language.function_word_filter();
    let home = home_scripts(language).iter().fold(bit(Script::Common), |all, &s| all | bit(s));
    let (mut start, mut all) = (0, 0);
    let mut words = Words::default();
    for at in 1..=tokens.len() {
        words.count(&tokens[at - 1], known, home);
        if at < tokens.len() && !tokens[at].starts_segment() {
            continue;
        }
        let span = tokens[start].span().cover(tokens[at - 1].span());
        all += words.all as usize;
        let other = std::mem::take(&mut words).language(span.of(text));
        let foreign = other.filter(|&other| other != language);
        segments.push(Segment { span, tokens: start..at, foreign });
        start = at;
    }
    (segments, all)
}

/// A script in a set of scripts.
fn bit(script: Script) -> u16 {
    1 << script as u16
}

/// What the words of a segment say of its language.
#[derive(Default)]
struct Words {
    all: u32,
    /// Those that may be function words of the document's language.
    known: u32,
    /// Those in a script that its language is not written in.
    foreign: u32,
}

impl Words {
    fn count(&mut self, token: &Token, known: &FunctionWords, home: u16) {
        let word = token.kind == Kind::Word;
        self.all += u32::from(word);
        self.known += u32::from(word & known.may_hold(token.hash));
        self.foreign += u32::from(word & (home & bit(token.script) == 0));
    }

    /// The language of a segment that has hardly a function word of the document's language, or is in another script.
    fn language(&self, text: &str) -> Option<Language> {
        if self.foreign * 2 > self.all && self.foreign >= 2 {
            lang::of_foreign_script(text)
        } else if self.all >= 4 && self.known * 8 <= self.all {
            lang::of_stretch(text)
        } else {
            None
        }
    }
}

/// The scripts that a language is written in.
pub fn home_scripts(language: Language) -> &'static [Script] {
    match language.code() {
        "ru" | "uk" | "be" | "bg" | "mk" => &[Script::Cyrillic],
        "sr" => &[Script::Cyrillic, Script::Latin],
        "el" => &[Script::Greek],
        "ar" | "fa" | "ur" => &[Script::Arabic],
        "he" | "yi" => &[Script::Hebrew],
        "zh" => &[Script::Han],
        "ja" => &[Script::Han, Script::Kana],
        "ko" => &[Script::Hangul, Script::Han],
        "hi" | "mr" | "ne" | "th" | "ka" | "hy" | "am" | "bn" | "ta" | "te" | "km" | "my" => {
            &[Script::Other]
        }
        _ => &[Script::Latin],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let document = Document::plain(text);
        let abbreviation = |token: &Token, text: &str| token.of(text) == "Mr";
        let segments = Segments::new(&document, Language::ENGLISH, abbreviation);
        segments.segments.iter().map(|segment| segment.span.of(text).to_owned()).collect()
    }

    #[test]
    fn sentences_end_at_stops_and_not_at_abbreviations() {
        assert_eq!(
            cut("Mr. Smith left. He said: “Go!” Then J. Doe came at 3.15 p.m. today. OK?"),
            ["Mr. Smith left.", "He said: “Go!”", "Then J. Doe came at 3.15 p.m. today.", "OK?"]
        );
        assert_eq!(cut("in recent years. weeks, at"), ["in recent years. weeks, at"]);
    }

    #[test]
    fn lines_are_paragraphs_unless_the_text_is_wrapped() {
        assert_eq!(cut("One line\nand another\n\nthird").len(), 3);
        let wrapped =
            "This is a line that somebody wrapped at about seventy columns and\n".repeat(6);
        assert_eq!(cut(&wrapped).len(), 1);
    }

    #[test]
    fn a_sentence_in_another_language_is_known() {
        let text = "The minister arrived in the city on Monday. \
                    Le ministre est arrivé dans la ville avec une délégation. He left.";
        let document = Document::plain(text);
        let segments = Segments::new(&document, Language::ENGLISH, |_, _| false);
        let foreign: Vec<_> =
            segments.segments.iter().map(|s| s.foreign.map(Language::code)).collect();
        assert_eq!(foreign, [None, Some("fr"), None]);
    }
}
