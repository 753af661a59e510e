//! Training: weights, their calibration on folds, and the names of what weighs most.

use std::collections::HashMap;

use mtlint::verdict::features::Kept;
use mtlint::verdict::model::{BITS, Class, Named, Parts, ROW, SOURCE_BITS, squared};

use crate::calibrate::{self, Scored};
use crate::data::{self, Example};
use crate::linear::{self, Item, Weights};
use crate::measure::{self, Judged};

/// Inverse regularisation; the choice among 0.1, 1 and 10 moves no figure by more than 0.01.
const COST: f32 = 1.0;
/// Features that have a name.
const NAMED: usize = 160;
/// Windows that a feature must stand in to have one.
const NAMED_IN: f32 = 0.02;

/// A model and what was measured while it was made.
#[derive(Debug)]
pub(crate) struct Made {
    pub(crate) parts: Parts,
    pub(crate) weights: Weights,
    pub(crate) source_weights: Vec<Weights>,
    pub(crate) report: String,
}

/// Makes a model of all examples. Calibration comes from models that each leave a year out, since a verdict is asked about texts that are newer
/// than the model; where there is one year only, a fifth of the source documents.
pub(crate) fn model(examples: &[Example], hashes: Vec<u32>, kept: &Kept, sources: &[&str]) -> Made {
    let rarity = rarity(examples, 0);
    let mut weights = style(examples.iter(), &rarity);
    let mut parts = Parts { kept: hashes, ..Parts::default() };
    let balance = balance(examples.iter());
    let mut years: Vec<u32> = examples.iter().map(|e| e.row.year).collect();
    years.sort_unstable();
    years.dedup();
    let part = |e: &Example| if years.len() > 1 { e.row.year } else { e.fold() };
    let parted = if years.len() > 1 { years.clone() } else { (0..5).collect() };
    let left_out: HashMap<u32, Weights> = parted
        .into_iter()
        .map(|one| (one, style(examples.iter().filter(|e| part(e) != one), &rarity)))
        .collect();
    let scored = |example: &Example| Scored {
        score: measure::score(example, &left_out[&part(example)]),
        words: example.words,
        marks: example.marks,
        machine: example.is_machine(),
        weight: f64::from(weight(example, &balance)),
    };
    let useful = || examples.iter().filter(|e| e.words >= 60 && e.row.kind != "human-pe");
    parts.calibration = calibrate::fit(&useful().map(scored).collect::<Vec<_>>());
    // How well it is calibrated is measured on documents that the calibration has not seen.
    let half = |odd: u32| useful().filter(move |e| e.fold() % 2 == odd).map(scored);
    let other = calibrate::fit(&half(0).collect::<Vec<_>>());
    let judged = useful().filter(|e| e.fold() % 2 == 1 && e.words >= 100).map(|example| {
        let Scored { score, words, marks, weight, .. } = scored(example);
        Judged { example, odds: other.log_odds(score, words, marks), weight }
    });
    let mut report = format!("{:?}\nyears left out in turn\n", parts.calibration);
    let judged: Vec<Judged> = judged.collect();
    report += &measure::report(&judged);
    parts.likeness = calibrate::fit_likeness(&measure::tens(&judged), 10);
    (parts.weights, parts.scale) = quantised(std::slice::from_mut(&mut weights), 1, 1 << BITS);
    parts.base = weights.base;
    let source_weights = if sources.is_empty() {
        Vec::new()
    } else {
        told_apart(examples, sources, &mut parts, &mut report)
    };
    parts.named = named(examples, kept, &weights);
    Made { parts, weights, source_weights, report }
}

/// How rare each bucket is: the logarithm of the inverse of the share of windows that have it, scaled to about 1.
fn rarity(examples: &[Example], shift: u32) -> Vec<f32> {
    let mut counts = vec![0.0_f32; 1 << (BITS - shift)];
    let mut all = 0.0_f32;
    for window in examples.iter().flat_map(|example| &example.windows) {
        all += 1.0;
        let buckets = if shift == 0 { &window.style } else { &window.all };
        buckets.iter().for_each(|&bucket| counts[(bucket >> shift) as usize] += 1.0);
    }
    counts.into_iter().map(|n| if n < 3.0 { 0.0 } else { (all / n).ln().max(0.05) / 4.0 }).collect()
}

/// Number of human and of machine versions of each source document.
pub(crate) fn balance<'e>(
    examples: impl Iterator<Item = &'e Example>,
) -> HashMap<String, (f32, f32)> {
    let mut balance: HashMap<String, (f32, f32)> = HashMap::new();
    for example in examples.filter(|e| e.row.kind != "human-pe") {
        let sides = balance.entry(example.row.group.clone()).or_default();
        *(if example.is_machine() { &mut sides.1 } else { &mut sides.0 }) += 1.0;
    }
    balance
}

/// Both sides of a source document weigh the same, so that what it is about cannot help; originals have no other side.
pub(crate) fn weight(example: &Example, balance: &HashMap<String, (f32, f32)>) -> f32 {
    let (human, machine) = balance.get(&example.row.group).copied().unwrap_or_default();
    match example.row.kind.as_str() {
        "mt" if human > 0.0 => 2.0 / machine,
        "mt" | "human-pe" => 0.0,
        "human-original" => 2.0,
        _ if machine > 0.0 => 2.0 / human,
        _ => 0.5,
    }
}

fn style<'e>(examples: impl Iterator<Item = &'e Example> + Clone, rarity: &[f32]) -> Weights {
    let balance = balance(examples.clone());
    let items: Vec<Item> = examples
        .flat_map(|example| {
            let weight = weight(example, &balance);
            let class = if example.is_machine() { 1.0 } else { -1.0 };
            example.windows.iter().map(move |w| Item { row: &w.style, class, weight })
        })
        .collect();
    linear::train(&items, rarity, 0, COST)
}

/// The source languages: one against all others, then calibrated together.
fn told_apart(
    examples: &[Example],
    sources: &[&str],
    parts: &mut Parts,
    report: &mut String,
) -> Vec<Weights> {
    let translated: Vec<&Example> =
        examples.iter().filter(|e| e.row.src_lang != e.row.lang).collect();
    let rarity = rarity(examples, BITS - SOURCE_BITS);
    let train = |left_out: Option<u32>| -> Vec<Weights> {
        let seen = || translated.iter().filter(|e| Some(e.fold()) != left_out);
        let mut counts = vec![0.0_f32; sources.len() + 1];
        seen().for_each(|e| counts[measure::class(e, sources)] += 1.0);
        let all: f32 = counts.iter().sum();
        let one = |at: usize| {
            let items: Vec<Item> = seen()
                .flat_map(|e| {
                    let class = measure::class(e, sources);
                    let kind = if e.is_machine() { 1.0 } else { 0.5 };
                    let weight = kind * (all / counts[class]).sqrt();
                    let class = if class == at { 1.0 } else { -1.0 };
                    e.windows.iter().map(move |w| Item { row: &w.all, class, weight })
                })
                .collect();
            linear::train(&items, &rarity, BITS - SOURCE_BITS, COST)
        };
        (0..=sources.len()).map(one).collect()
    };
    let folds: Vec<Vec<Weights>> = (0..5).map(|fold| train(Some(fold))).collect();
    let scores: Vec<(Vec<f64>, usize)> = translated
        .iter()
        .filter(|e| e.is_machine() && e.words >= 100)
        .map(|e| {
            let scores = measure::source_scores(e, &folds[e.fold() as usize]);
            (scores, measure::class(e, sources))
        })
        .collect();
    let mut weights = train(None);
    let codes = sources.iter().copied().chain(["unknown"]);
    parts.classes = codes
        .zip(&weights)
        .map(|(code, w)| Class { code: code.to_owned(), base: w.base, bias: 0.0 })
        .collect();
    parts.sharpness = calibrate::fit_classes(&scores, &mut parts.classes);
    *report += &measure::source_report(&scores, parts);
    (parts.source_weights, parts.source_scale) = quantised(&mut weights, ROW, 1 << SOURCE_BITS);
    weights
}

/// Weights in bytes, a row for each bucket, and what a step is worth. The weights become what a reader will see.
fn quantised(weights: &mut [Weights], row: usize, buckets: usize) -> (Vec<i8>, f32) {
    let sizes = weights.iter().flat_map(|w| &w.buckets).map(|w| w.abs());
    let largest = sizes.fold(f32::MIN_POSITIVE, f32::max);
    let scale = largest / (127.0 * 127.0);
    let mut bytes = vec![0; row * buckets];
    for (at, weights) in weights.iter_mut().enumerate() {
        for (bucket, weight) in weights.buckets.iter_mut().enumerate() {
            let size = (weight.abs() / scale).sqrt().round() * weight.signum();
            let byte = size.clamp(-127.0, 127.0) as i8;
            bytes[bucket * row + at] = byte;
            *weight = squared(byte) as f32 * scale;
        }
    }
    (bytes, scale)
}

/// The features that move most documents most.
fn named(examples: &[Example], kept: &Kept, weights: &Weights) -> Vec<Named> {
    let mut counts = vec![0.0_f32; weights.buckets.len()];
    let mut all = 0.0_f32;
    for window in examples.iter().flat_map(|example| &example.windows) {
        all += 1.0;
        window.style.iter().for_each(|&bucket| counts[bucket as usize] += 1.0);
    }
    let mut ranked: Vec<(u32, f32)> = (0_u32..)
        .zip(&counts)
        .map(|(bucket, n)| (bucket, n / all))
        .filter(|&(_, share)| share >= NAMED_IN && share <= 0.6)
        .map(|(bucket, share)| {
            let weight = weights.buckets[bucket as usize].abs();
            (bucket, weight * (share * (1.0 - share)).sqrt())
        })
        .collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked.truncate(NAMED);
    let buckets: Vec<u32> = ranked.iter().map(|(bucket, _)| *bucket).collect();
    let names = data::names(examples, kept, &buckets);
    let named = buckets.into_iter().filter_map(|bucket| {
        let name = names.get(&bucket)?.clone();
        Some(Named { bucket, name })
    });
    named.collect()
}
