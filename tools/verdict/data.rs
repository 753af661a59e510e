//! The documents that models are made from, read as `mtlint check` reads them.

use std::collections::HashMap;
use std::io::BufRead;
use std::sync::atomic::{AtomicUsize, Ordering};

use mtlint::check::Checker;
use mtlint::detect::Reading;
use mtlint::lang::Language;
use mtlint::text::{Document, fold};
use mtlint::verdict::evidence::Evidence;
use mtlint::verdict::features::{self, Kept, Sort, Symbol};
use mtlint::verdict::model::BITS;
use serde::Deserialize;

/// One line of the training data.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Row {
    /// Year of its shared task or crawl: models are measured on a year they have not seen.
    pub(crate) year: u32,
    /// Language of the text.
    pub(crate) lang: String,
    /// Language it was translated from; its own for an original.
    pub(crate) src_lang: String,
    /// `human-original`, `human-ref`, `human-pe` (post-edited, which is neither) or `mt`.
    pub(crate) kind: String,
    /// Who translated.
    pub(crate) system: String,
    /// The source document. All its versions stay on one side of a split.
    pub(crate) group: String,
    /// The text.
    pub(crate) text: String,
}

/// A document and what was read in it.
#[derive(Debug)]
pub(crate) struct Example {
    pub(crate) row: Row,
    pub(crate) words: usize,
    pub(crate) windows: Vec<Window>,
    /// See [`Evidence::mark_density`].
    pub(crate) marks: f64,
}

/// The buckets of the features of a window, sorted, each once.
#[derive(Debug, Default)]
pub(crate) struct Window {
    /// Those of style.
    pub(crate) style: Vec<u32>,
    /// Those of style and of the forms of names.
    pub(crate) all: Vec<u32>,
}

impl Example {
    pub(crate) fn is_machine(&self) -> bool {
        self.row.kind == "mt"
    }

    /// One of five parts of the data; versions of one document are in the same.
    pub(crate) fn fold(&self) -> u32 {
        fold::hash(&self.row.group) % 5
    }
}

/// The documents in `lang`.
pub(crate) fn read(input: impl BufRead, lang: &str) -> Result<Vec<Row>, String> {
    let mut rows = Vec::new();
    for (number, line) in input.lines().enumerate() {
        let line = line.map_err(|e| e.to_string())?;
        let row: Row =
            serde_json::from_str(&line).map_err(|e| format!("line {}: {e}", number + 1))?;
        if row.lang == lang {
            rows.push(row);
        }
    }
    Ok(rows)
}

/// Reads every document, on two threads.
pub(crate) fn examples(rows: Vec<Row>, kept: &Kept) -> Vec<Example> {
    let made = on_threads(rows.len(), |at| {
        inspect(&rows[at], |reading, evidence| {
            let tokens = reading.tokens();
            let windows = features::windows(tokens).into_iter().map(|range| {
                let mut window = Window::default();
                features::walk(tokens, range, reading.text, kept, |hash, symbols| {
                    let bucket = hash >> (32 - BITS);
                    window.all.push(bucket);
                    if symbols[0].sort != Sort::Form {
                        window.style.push(bucket);
                    }
                });
                for buckets in [&mut window.style, &mut window.all] {
                    buckets.sort_unstable();
                    buckets.dedup();
                }
                window
            });
            let words = reading.segments.words;
            (words, windows.collect::<Vec<_>>(), evidence.mark_density(words))
        })
    });
    rows.into_iter()
        .zip(made)
        .map(|(row, (words, windows, marks))| Example { row, words, windows, marks })
        .collect()
}

/// The commonest name of each of these buckets.
pub(crate) fn names(examples: &[Example], kept: &Kept, buckets: &[u32]) -> HashMap<u32, String> {
    let wanted: std::collections::HashSet<u32> = buckets.iter().copied().collect();
    let mut counts: HashMap<(u32, String), usize> = HashMap::new();
    for example in examples {
        let found = inspect(&example.row, |reading, _| {
            let mut found = Vec::new();
            let all = 0..reading.tokens().len();
            features::walk(reading.tokens(), all, reading.text, kept, |hash, symbols| {
                let bucket = hash >> (32 - BITS);
                if wanted.contains(&bucket) && symbols[0].sort != Sort::Form {
                    found.push((bucket, name(reading, symbols)));
                }
            });
            found
        });
        for key in found {
            *counts.entry(key).or_default() += 1;
        }
    }
    let mut ranked: Vec<_> = counts.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let mut names = HashMap::new();
    for ((bucket, name), _) in ranked {
        names.entry(bucket).or_insert(name);
    }
    names
}

/// How a feature is shown to people: what stands for itself as it is, the rest as a placeholder.
fn name(reading: &Reading, symbols: &[Symbol]) -> String {
    let one = |symbol: &Symbol| {
        let word = || reading.word(symbol.token as usize).to_lowercase();
        let ending = || {
            let word = word();
            let from = word.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
            format!("…{}", &word[from..])
        };
        match symbol.sort {
            Sort::Start => "⟨sentence⟩".to_owned(),
            Sort::Itself => word(),
            Sort::Ending => ending(),
            Sort::Name | Sort::Form => "⟨Name⟩".to_owned(),
            Sort::Capitals => "⟨CAPITALS⟩".to_owned(),
            Sort::Number => "⟨number⟩".to_owned(),
            Sort::Opaque => "⟨link⟩".to_owned(),
            Sort::Content => "⟨word⟩".to_owned(),
            Sort::Length if symbol.hash >= 14 => "⟨sentence of 56 words and more⟩".to_owned(),
            Sort::Length => {
                format!("⟨sentence of {} to {} words⟩", symbol.hash * 4, symbol.hash * 4 + 3)
            }
        }
    };
    symbols.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn inspect<T>(row: &Row, look: impl FnOnce(&Reading, &Evidence) -> T) -> T {
    let checker = Checker::new().language(Language::from_code(&row.lang));
    let document = Document::plain(row.text.as_str());
    checker.inspect(&document, |reading, found| look(reading, &Evidence::of(found))).1
}

/// The results of `work` for 0 to `number`, in order.
fn on_threads<T: Send>(number: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let mut made: Vec<(usize, T)> = std::thread::scope(|scope| {
        let run = || {
            let mut made = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                if at >= number {
                    return made;
                }
                made.push((at, work(at)));
            }
        };
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(run)).collect();
        // A panic of a thread is a fault of the trainer and ends it.
        threads.into_iter().flat_map(|thread| thread.join().expect("no panic")).collect()
    });
    made.sort_by_key(|(at, _)| *at);
    made.into_iter().map(|(_, one)| one).collect()
}
