//! The documents that models are made from, read as `mtlint check` reads them.

use std::collections::HashMap;
use std::io::BufRead;
use std::sync::atomic::{AtomicUsize, Ordering};

use mtlint::check::Checker;
use mtlint::detect::Reading;
use mtlint::lang::Language;
use mtlint::segment::token::Shape;
use mtlint::text::{Document, fold};
use mtlint::verdict::evidence::Evidence;
use mtlint::verdict::features::{self, Feature, Kept, Sort, Stream};
use mtlint::verdict::model::{self, Weights};
use mtlint::verdict::profile::Profile;
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
    /// What kind of text it is; the features that a model knows are not in it.
    pub(crate) profile: Profile,
    /// See [`Evidence::mark_density`].
    pub(crate) marks: f64,
}

/// The features of a window.
#[derive(Debug, Default)]
pub(crate) struct Window {
    /// Hashes of those of style, sorted, each once.
    pub(crate) style: Vec<u32>,
    /// How many there are of style, repetitions and all.
    pub(crate) features: usize,
    /// The rows of those that are shown to the weights for source languages, sorted, as often as they stand there.
    pub(crate) guess: Vec<u32>,
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

/// Hashes of the words, beyond those that stand for themselves anyway, that have no subject: they stand in small letters in twenty source documents, and
/// in four years if there are so many.
pub(crate) fn common(rows: &[Row], function: &[u32]) -> Vec<u32> {
    const DOCUMENTS: usize = 20;
    const YEARS: usize = 4;
    let kept = Kept::new(function, &[]);
    let words = on_threads(rows.len(), |at| {
        inspect(&rows[at], |reading, _| {
            let tokens = reading.tokens();
            let mut stream = Stream::default();
            stream.read(tokens, 0..tokens.len(), reading.text, &kept);
            let words = stream.symbols().iter().filter(|symbol| {
                let shape = tokens[symbol.token as usize].shape;
                matches!(symbol.sort, Sort::Ending | Sort::Content)
                    && matches!(shape, Shape::Lower | Shape::None)
            });
            let mut hashes: Vec<u32> = words.map(|s| tokens[s.token as usize].hash).collect();
            hashes.sort_unstable();
            hashes.dedup();
            hashes
        })
    });
    let mut years: Vec<u32> = rows.iter().map(|row| row.year).collect();
    years.sort_unstable();
    years.dedup();
    let mut seen: Vec<(u32, &str, u32)> = Vec::new();
    for (row, words) in rows.iter().zip(&words) {
        seen.extend(words.iter().map(|&word| (word, row.group.as_str(), row.year)));
    }
    seen.sort_unstable();
    seen.dedup();
    let common = seen.chunk_by(|a, b| a.0 == b.0).filter(|all| {
        let in_years = years.iter().filter(|year| all.iter().any(|one| one.2 == **year)).count();
        all.len() >= DOCUMENTS && in_years >= YEARS.min(years.len())
    });
    common.map(|all| all[0].0).collect()
}

/// Reads every document, on two threads.
pub(crate) fn examples(rows: &[Row], kept: &Kept) -> Vec<Example> {
    on_threads(rows.len(), |at| {
        let row = &rows[at];
        inspect(row, |reading, evidence| {
            let tokens = reading.tokens();
            let mut stream = Stream::default();
            let mut profile = Profile::default();
            let windows = features::windows(tokens).into_iter().map(|range| {
                let mut window = Window::default();
                stream.read(tokens, range, reading.text, kept);
                stream.features(|hash, feature, _| {
                    if feature.tells_style() {
                        window.style.push(hash);
                    }
                    if feature.tells_source() {
                        window.guess.push(model::row(hash) as u32);
                    }
                });
                window.features = window.style.len();
                profile.add(&stream, window.features, 0);
                window.style.sort_unstable();
                window.style.dedup();
                window.style.shrink_to_fit();
                window.guess.sort_unstable();
                window
            });
            let words = reading.segments.words;
            let windows = windows.collect();
            Example {
                row: row.clone(),
                words,
                windows,
                profile,
                marks: evidence.mark_density(words),
            }
        })
    })
}

/// The commonest name of the feature of each of these slots.
pub(crate) fn names(
    examples: &[Example],
    kept: &Kept,
    weights: &Weights,
    slots: &[usize],
) -> HashMap<usize, String> {
    let wanted: std::collections::HashSet<usize> = slots.iter().copied().collect();
    let mut counts: HashMap<(usize, String), usize> = HashMap::new();
    for example in examples {
        let found = inspect(&example.row, |reading, _| {
            let mut found = Vec::new();
            let tokens = reading.tokens();
            let mut stream = Stream::default();
            stream.read(tokens, 0..tokens.len(), reading.text, kept);
            stream.features(|hash, feature, at| {
                let (slot, weight) = weights.find(hash);
                if weight.is_some() && feature.tells_style() && wanted.contains(&slot) {
                    found.push((slot, name(reading, &stream, feature, at)));
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
    for ((slot, name), _) in ranked {
        names.entry(slot).or_insert(name);
    }
    names
}

/// How a feature is shown to people: what stands for itself as it is, the rest as a placeholder.
fn name(reading: &Reading, stream: &Stream, feature: Feature, at: usize) -> String {
    let word = |at: usize| reading.word(stream.symbols()[at].token as usize).to_lowercase();
    let ending = |at: usize, letters: usize| {
        let word = word(at);
        let from = word.char_indices().rev().nth(letters - 1).map_or(0, |(at, _)| at);
        format!("…{}", &word[from..])
    };
    let masked = |at: usize| match stream.symbols()[at].sort {
        Sort::Start => "⟨sentence⟩".to_owned(),
        Sort::Itself | Sort::Mark => word(at),
        Sort::Ending => ending(at, 2),
        Sort::Name => "⟨Name⟩".to_owned(),
        Sort::Capitals => "⟨CAPITALS⟩".to_owned(),
        Sort::Number => "⟨number⟩".to_owned(),
        Sort::Opaque => "⟨link⟩".to_owned(),
        Sort::Content => "⟨word⟩".to_owned(),
    };
    let open = |at: usize| if stream.symbols()[at].open { word(at) } else { masked(at) };
    let slot = |at: usize| {
        let at = stream.places()[at] as usize;
        match stream.symbols()[at].sort {
            Sort::Ending | Sort::Content => "⟨words⟩".to_owned(),
            Sort::Name | Sort::Capitals => "⟨Names⟩".to_owned(),
            _ => masked(at),
        }
    };
    let run = |length: usize, one: &dyn Fn(usize) -> String| {
        (at + 1 - length..=at).map(one).collect::<Vec<_>>().join(" ")
    };
    match feature {
        Feature::Masked(length) => run(length, &masked),
        Feature::Open(length) => run(length, &open),
        Feature::Frame(length) => run(length, &slot),
        Feature::Ending => ending(at, 4),
        Feature::Form => "⟨Name⟩".to_owned(),
        Feature::Length(14) => "⟨sentence of 56 words and more⟩".to_owned(),
        Feature::Length(fours) => {
            format!("⟨sentence of {} to {} words⟩", fours * 4, fours * 4 + 3)
        }
    }
}

fn inspect<T>(row: &Row, look: impl FnOnce(&Reading, &Evidence) -> T) -> T {
    let checker = Checker::new().language(Language::from_code(&row.lang));
    let document = Document::plain(row.text.as_str());
    checker.inspect(&document, |reading, found| look(reading, &Evidence::of(found))).1
}

/// The results of `work` for 0 to `number`, in order.
pub(crate) fn on_threads<T: Send>(number: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
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
