//! How fast a document is checked, all detectors on, beside the plain token pass over the same text, and with the verdict, which may cost a quarter more.
//!
//! Twenty megabytes of English (the articles of `corpus/`, which are far denser with artifacts than real pages) and of mixed languages
//! (the same articles among paragraphs in eleven languages), as documents of article size, on one thread.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use mtlint::check::Checker;
use mtlint::segment::token::tokenize;
use mtlint::source::{self, Format};
use mtlint::verdict;

const SIZE: usize = 20_000_000;

/// The plain-text articles of the corpus.
fn articles() -> Vec<String> {
    let mut paths: Vec<_> = std::fs::read_dir("corpus/en")
        .expect("the corpus")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).expect("an article")).collect()
}

/// Paragraphs in other languages, gathered to documents of article size.
fn others() -> Vec<String> {
    let text = std::fs::read_to_string("benches/mixed.txt").expect("the paragraphs");
    text.lines().map(|line| [line; 8].join("\n\n")).collect()
}

/// Documents over and over, up to the size.
fn fill(documents: &[String]) -> Vec<&str> {
    let mut size = 0;
    let endless = documents.iter().cycle().map(String::as_str);
    endless
        .take_while(|document| {
            size += document.len();
            size <= SIZE
        })
        .collect()
}

fn check(criterion: &mut Criterion) {
    let english = articles();
    let mixed: Vec<String> = english.iter().cloned().chain(others()).chain(others()).collect();
    for (name, documents) in [("english", &english), ("mixed", &mixed)] {
        let texts = fill(documents);
        let size: usize = texts.iter().map(|text| text.len()).sum();
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10).throughput(Throughput::Bytes(size as u64));
        group.bench_function("tokens", |bencher| {
            let mut tokens = Vec::new();
            bencher.iter(|| {
                texts.iter().fold(0, |sum, text| {
                    tokens.clear();
                    tokenize(text, &[], &mut tokens);
                    sum + tokens.len()
                })
            });
        });
        let checker = Checker::new();
        group.bench_function("check", |bencher| {
            bencher.iter(|| {
                texts.iter().fold(0, |sum, text| {
                    let document = source::read(*text, Format::Plain);
                    sum + checker.check(&document).findings.len()
                })
            });
        });
        group.bench_function("verdict", |bencher| {
            bencher.iter(|| {
                texts.iter().fold(0, |sum, text| {
                    let document = source::read(*text, Format::Plain);
                    sum + verdict::check(&checker, &document).1.reasons.len()
                })
            });
        });
        group.finish();
    }
}

criterion_group!(benches, check);
criterion_main!(benches);
