//! The articles of `corpus/`: how many of their marks are found and repaired, and that the clean ones stay silent.
//!
//! Many marks need a reader who knows the source; so the counts are floors that may rise and never fall.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use mtlint::check::{Checked, Checker};
use mtlint::finding::Finding;
use mtlint::source::{self, Format};
use mtlint::text::Span;
use serde_json::Value;

/// Family, marks found, marks repaired exactly as an editor would. Raise them when a change finds more.
const FLOORS: &[(&str, usize, usize)] = &[
    ("calque", 37, 18),
    ("casing", 7, 6),
    ("encoding", 10, 7),
    ("locale", 25, 15),
    ("name", 8, 6),
    ("punct", 32, 23),
    ("repeat", 12, 7),
    ("splice", 11, 5),
    ("tag", 41, 28),
    ("untranslated", 8, 0),
];

struct Mark {
    span: Span,
    rule: String,
    fix: Option<String>,
}

struct Article {
    path: PathBuf,
    text: String,
    marks: Vec<Mark>,
}

/// Language, marks found, marks repaired, in the articles of every language but English.
const LANGUAGE_FLOORS: &[(&str, usize, usize)] = &[
    ("cs", 21, 12),
    ("de", 26, 10),
    ("es", 24, 13),
    ("fr", 29, 9),
    ("it", 23, 12),
    ("nl", 24, 15),
    ("pl", 20, 7),
    ("pt", 22, 13),
    ("ro", 17, 9),
    ("ru", 28, 11),
    ("sv", 23, 12),
    ("tr", 22, 8),
    ("uk", 26, 20),
];

/// The folders of `corpus/`, by language.
fn languages() -> Vec<String> {
    let mut codes: Vec<String> = std::fs::read_dir("corpus")
        .expect("the corpus")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().expect("a name").to_string_lossy().into_owned())
        .collect();
    codes.sort();
    codes
}

fn articles(language: &str) -> Vec<Article> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(Path::new("corpus").join(language))
        .expect("the corpus")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension != "jsonl"))
        .collect();
    paths.sort();
    paths.into_iter().map(article).collect()
}

fn article(path: PathBuf) -> Article {
    let text = std::fs::read_to_string(&path).expect("an article");
    let mut beside = path.clone().into_os_string();
    beside.push(".marks.jsonl");
    let marks = std::fs::read_to_string(Path::new(&beside)).expect("its marks");
    let marks = marks.lines().filter(|line| !line.trim().is_empty());
    let marks = marks.map(|line| mark(&path, &text, line)).collect();
    Article { path, text, marks }
}

fn mark(path: &Path, text: &str, line: &str) -> Mark {
    let value: Value = serde_json::from_str(line).expect("a mark is JSON");
    let quote = value["quote"].as_str().expect("a quote");
    let occurrence = usize::try_from(value["occurrence"].as_u64().unwrap_or(1)).expect("small");
    // Occurrences may overlap, as the corpus counts them.
    let mut starts =
        (0..text.len()).filter(|&at| text.is_char_boundary(at) && text[at..].starts_with(quote));
    let start = starts
        .nth(occurrence - 1)
        .unwrap_or_else(|| panic!("{}: no occurrence {occurrence} of {quote:?}", path.display()));
    Mark {
        span: Span::new(start, start + quote.len()),
        rule: value["rule"].as_str().expect("a rule").to_owned(),
        fix: value["fix"].as_str().map(str::to_owned),
    }
}

fn check(article: &Article) -> Checked {
    let document = source::read(article.text.as_str(), Format::from_path(&article.path));
    Checker::new().check(&document)
}

/// Texts are compared without regard to how much white space stands at the seams.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn repairs(article: &Article, mark: &Mark, finding: &Finding) -> bool {
    let Some(fix) = &mark.fix else { return false };
    let (before, after) = (&article.text[..mark.span.start()], &article.text[mark.span.end()..]);
    let wanted = squeezed(&format!("{before}{fix}{after}"));
    finding
        .suggestions
        .iter()
        .any(|suggestion| squeezed(&mtlint::fix::apply(&article.text, &suggestion.edits)) == wanted)
}

#[test]
fn marks_are_found_and_repaired() {
    let mut counts: BTreeMap<String, (usize, usize, usize)> = BTreeMap::new();
    for article in articles("en") {
        let checked = check(&article);
        for mark in &article.marks {
            let over: Vec<&Finding> = checked
                .findings
                .iter()
                .filter(|finding| finding.place.span().is_some_and(|span| span.overlaps(mark.span)))
                .collect();
            let family = mark.rule.split('/').next().expect("a family").to_owned();
            let count = counts.entry(family).or_default();
            count.0 += 1;
            count.1 += usize::from(!over.is_empty());
            count.2 += usize::from(over.iter().any(|finding| repairs(&article, mark, finding)));
        }
    }
    println!("{counts:#?}");
    for &(family, found, repaired) in FLOORS {
        let count = counts.get(family).copied().unwrap_or_default();
        assert!(
            count.1 >= found,
            "{family}: {} of {} marks found, floor {found}",
            count.1,
            count.0
        );
        assert!(count.2 >= repaired, "{family}: {} marks repaired, floor {repaired}", count.2);
    }
}

#[test]
fn marks_of_other_languages_are_found_and_repaired() {
    let mut counts: BTreeMap<String, (usize, usize, usize)> = BTreeMap::new();
    for language in languages() {
        for article in articles(&language) {
            let checked = check(&article);
            let count = counts.entry(language.clone()).or_default();
            for mark in &article.marks {
                let over = |finding: &&Finding| {
                    finding.place.span().is_some_and(|span| span.overlaps(mark.span))
                };
                let over: Vec<&Finding> = checked.findings.iter().filter(over).collect();
                count.0 += 1;
                count.1 += usize::from(!over.is_empty());
                count.2 += usize::from(over.iter().any(|finding| repairs(&article, mark, finding)));
            }
        }
    }
    println!("{counts:#?}");
    for &(language, found, repaired) in LANGUAGE_FLOORS {
        let count = counts.get(language).copied().unwrap_or_default();
        assert!(
            count.1 >= found,
            "{language}: {} of {} marks found, floor {found}",
            count.1,
            count.0
        );
        assert!(count.2 >= repaired, "{language}: {} marks repaired, floor {repaired}", count.2);
    }
}

#[test]
fn every_article_is_read_in_its_language() {
    for language in languages() {
        for article in articles(&language) {
            let found = check(&article).language.map(|found| found.language.code());
            assert_eq!(found, Some(language.as_str()), "{}", article.path.display());
        }
    }
}

#[test]
fn clean_articles_stay_silent() {
    let mut alarms = Vec::new();
    let all = languages().into_iter().flat_map(|language| articles(&language));
    for article in all.filter(|article| article.marks.is_empty()) {
        for finding in check(&article).findings {
            let text = finding.place.span().map_or("", |span| span.of(&article.text));
            alarms.push(format!("{}: {} {text:?}", article.path.display(), finding.rule.id));
        }
    }
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
}
