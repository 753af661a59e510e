//! What holds for every text: spans lie on characters, edits are disjoint, repairing twice changes nothing, markup survives.

use std::path::PathBuf;

use mtlint::check::Checker;
use mtlint::finding::{Applicability, Confidence};
use mtlint::lexicon::Lexicon;
use mtlint::resolve::Options;
use mtlint::segment::token::tokens_of;
use mtlint::source::{self, Format};
use proptest::prelude::*;

/// Pieces that artifacts are made of; strings of them meet in ways that no example foresees.
const PIECES: &[&str] = &[
    "The minister",
    " said",
    " that",
    " the",
    " the",
    " region",
    " .",
    ",",
    " ,",
    "word",
    "word",
    " -",
    "-city",
    "“",
    "”",
    "\"",
    "'",
    " «",
    "» ",
    "„",
    "(",
    ")",
    " and",
    " petty",
    "kyiv",
    " Kouleba",
    "a thirty kilometers",
    "\n",
    "\n\n",
    "\r\n",
    "source site-42",
    "To watch on video",
    "[ad_1]",
    "&nbsp;",
    "&amp;",
    "<b>",
    "</b>",
    "XNUMX",
    "**",
    " ***",
    " 7,500",
    " million dollars",
    "0,82%",
    "20h30",
    " Friday, 19,",
    "\u{200B}",
    "\u{AD}",
    "\u{FFFD}",
    "Ã©",
    "pr\u{435}sident",
    "e\u{301}",
    " Украины",
    " 中国",
    "…",
    "..",
    ". ",
    "! ",
    "?",
    " He",
    " He said",
    "Thursdaythe",
    " [sic]",
    "http://example.org/a_b",
    " @handle",
    "\t",
    "  ",
    "é",
    "😀",
    "\u{0}",
    "—",
    "– ",
];

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(PIECES), 0..40)
        .prop_map(|pieces| pieces.concat())
}

fn everything() -> Options {
    Options::default().at_least(Confidence::Low)
}

fn corpus() -> Vec<(PathBuf, String)> {
    let entries = std::fs::read_dir("corpus/en").expect("the corpus");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let articles = paths.filter(|path| path.extension().is_some_and(|e| e != "jsonl"));
    articles
        .map(|path| (path.clone(), std::fs::read_to_string(path).expect("an article")))
        .collect()
}

/// The tags of an HTML text, in order.
fn tags(html: &str) -> Vec<&str> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let Some(length) = rest[start..].find('>') else { break };
        tags.push(&rest[start..=start + length]);
        rest = &rest[start + length + 1..];
    }
    tags
}

fn assert_sound(original: &str, format: Format) {
    let document = source::read(original, format);
    let checked = Checker::new().options(everything()).check(&document);
    let mut last = None;
    for finding in &checked.findings {
        let span = finding.place.span();
        assert!(span >= last, "findings are in order");
        last = span;
        if let Some(span) = span {
            assert!(original.get(span.start()..span.end()).is_some(), "span on characters");
        }
        for suggestion in &finding.suggestions {
            assert!(!suggestion.edits.is_empty(), "a suggestion changes something");
            let mut done = 0;
            for edit in &suggestion.edits {
                assert!(original.get(edit.span.start()..edit.span.end()).is_some());
                assert!(edit.span.start() >= done, "edits are ascending and disjoint");
                done = edit.span.end();
            }
            assert_ne!(
                mtlint::fix::apply(original, &suggestion.edits),
                original,
                "{}",
                finding.rule.id
            );
        }
    }
}

fn assert_idempotent(original: &str, format: Format, level: Applicability) {
    let checker = Checker::new();
    let once = checker.repair(original, level, |text| source::read(text, format));
    let twice = checker.repair(&once.text, level, |text| source::read(text, format));
    assert_eq!(once.text, twice.text, "repairing twice changes nothing");
    assert!(twice.applied.is_empty());
}

#[test]
fn the_corpus_is_repaired_once_and_for_all() {
    for (path, original) in corpus() {
        let format = Format::from_path(&path);
        assert_sound(&original, format);
        for level in [Applicability::Safe, Applicability::Unsafe] {
            assert_idempotent(&original, format, level);
        }
    }
}

#[test]
fn repairs_leave_every_tag_as_it_was() {
    for (path, original) in
        corpus().into_iter().filter(|(path, _)| path.extension().is_some_and(|e| e == "html"))
    {
        let format = Format::from_path(&path);
        let repair = Checker::new()
            .repair(&original, Applicability::Unsafe, |text| source::read(text, format));
        assert_ne!(repair.text, original, "{} has something to repair", path.display());
        assert_eq!(tags(&repair.text), tags(&original), "{}", path.display());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_soundly(text in text()) {
        assert_sound(&text, Format::Plain);
        assert_sound(&text, Format::Html);
        assert_sound(&text, Format::Markdown);
    }

    #[test]
    fn any_repair_is_final(text in text()) {
        assert_idempotent(&text, Format::Plain, Applicability::Safe);
        assert_idempotent(&text, Format::Plain, Applicability::Unsafe);
        assert_idempotent(&text, Format::Html, Applicability::Safe);
        assert_idempotent(&text, Format::Markdown, Applicability::Safe);
    }

    #[test]
    fn any_characters_do_not_panic(text in "\\PC{0,60}") {
        assert_sound(&text, Format::Plain);
        assert_idempotent(&text, Format::Plain, Applicability::Unsafe);
    }
}

/// Two runs of words may have one key, also of different length: of a hundred thousand keys and as many last words of a text, a few do. Then a
/// phrase that needs more words than there are is tried at the end of the text.
#[test]
fn keys_that_agree_by_accident_find_nothing() {
    let lexicon = Lexicon::built_in("en").expect("ships");
    for number in 0..200_000 {
        for before in ["", "the ", "Kyiv ", ". ", ", "] {
            let text = format!("{before}{number}");
            let tokens = tokens_of(&text);
            lexicon.find(&text, &tokens, |found| assert!(found.end <= tokens.len()));
        }
    }
}
