//! Training: weights, their calibration on folds, and the names of what weighs most.

use std::collections::HashMap;

use mtlint::verdict::features::Kept;
use mtlint::verdict::model::{Class, Named, Parts, ROW, SOURCE_BITS, Weights, squared};
use mtlint::verdict::profile::{Bounds, RATIOS};

use crate::calibrate::{self, Scored};
use crate::data::{self, Example};
use crate::linear::{self, Item, Linear};
use crate::measure::{self, Judged};
use crate::style::{self, Vocabulary, byte};

/// Inverse regularisation of the weights for source languages; the choice among 0.3, 1 and 3 moves no figure by more than 0.01.
const COST: f32 = 1.0;
/// Features that have a name.
const NAMED: usize = 160;
/// Windows that a feature must stand in to have one.
const NAMED_IN: f32 = 0.02;

/// A model and what was measured while it was made.
#[derive(Debug)]
pub(crate) struct Made {
    pub(crate) parts: Parts,
    pub(crate) source_weights: Vec<Linear>,
    pub(crate) report: String,
}

/// Makes a model of all examples. Calibration comes from models that each leave a year out, since a verdict is asked about texts that are newer
/// than the model; where there is one year only, a fifth of the source documents.
pub(crate) fn model(
    examples: &[Example],
    (function, common): (Vec<u32>, Vec<u32>),
    kept: &Kept,
    sources: &[&str],
) -> Made {
    let vocabulary = Vocabulary::of(examples);
    let rows: Vec<Vec<Vec<u32>>> = examples.iter().map(|e| vocabulary.rows(e)).collect();
    let documents = || examples.iter().zip(&rows);
    let mut report = format!("{} common words\n", common.len());
    let mut parts = Parts { function, common, ..Parts::default() };
    let balance = balance(examples.iter());
    let mut parted: Vec<u32> = examples.iter().map(|e| e.row.year).collect();
    parted.sort_unstable();
    parted.dedup();
    let by_year = parted.len() > 1;
    let part = |e: &Example| if by_year { e.row.year } else { e.fold() };
    if !by_year {
        parted = (0..5).collect();
    }
    // The last is of everything.
    let mut made = data::on_threads(parted.len() + 1, |at| {
        let left_out = parted.get(at);
        let seen = documents().filter(|(e, _)| left_out.is_none_or(|&one| part(e) != one));
        style::train(seen, &vocabulary)
    });
    parts.weights = made.pop().unwrap_or_default();
    let left_out: HashMap<u32, Weights> = parted.into_iter().zip(made).collect();
    let scored = |example: &Example| Scored {
        score: measure::look(example, &left_out[&part(example)]).0,
        words: example.words,
        marks: example.marks,
        machine: example.is_machine(),
        weight: f64::from(weight(example, &balance)),
    };
    let useful = || examples.iter().filter(|e| e.words >= 60 && e.row.kind != "human-pe");
    parts.calibration = calibrate::fit(&useful().map(scored).collect::<Vec<_>>());
    let all = useful().filter(|e| e.words >= 100).map(|example| {
        let Scored { score, words, marks, weight, .. } = scored(example);
        Judged { example, odds: parts.calibration.log_odds(score, words, marks), weight }
    });
    parts.power = measure::power(&all.collect::<Vec<_>>()) as f32;
    // How well it is calibrated is measured on documents that the calibration has not seen.
    let half = |odd: u32| useful().filter(move |e| e.fold() % 2 == odd).map(scored);
    let other = calibrate::fit(&half(0).collect::<Vec<_>>());
    let judged = useful().filter(|e| e.fold() % 2 == 1 && e.words >= 100).map(|example| {
        let Scored { score, words, marks, weight, .. } = scored(example);
        Judged { example, odds: other.log_odds(score, words, marks), weight }
    });
    report += &format!("{:?}\nyears left out in turn\n", parts.calibration);
    let judged: Vec<Judged> = judged.collect();
    report += &measure::report(&judged);
    parts.bounds = bounds(useful().filter(|e| e.words >= 100).map(|example| {
        let mut profile = example.profile;
        profile.know(measure::look(example, &left_out[&part(example)]).1);
        profile.ratios()
    }));
    report += &format!("power {:.3}, {:?}\n", parts.power, parts.bounds);
    parts.likeness = calibrate::fit_likeness(&measure::tens(&judged), 10);
    let source_weights = if sources.is_empty() {
        Vec::new()
    } else {
        told_apart(examples, sources, &mut parts, &mut report)
    };
    parts.named = named(examples, kept, &parts.weights);
    Made { parts, source_weights, report }
}

/// Bounds within which all but a few in a thousand lie, with a little room since the next year will be a little different.
fn bounds(ratios: impl Iterator<Item = [f64; RATIOS]>) -> Bounds {
    let ratios: Vec<[f64; RATIOS]> = ratios.collect();
    let mut bounds = Bounds::default();
    for (at, bounds) in bounds.0.iter_mut().enumerate() {
        let mut sorted: Vec<f64> = ratios.iter().map(|ratios| ratios[at]).collect();
        sorted.sort_by(f64::total_cmp);
        let few = sorted.len() / 500;
        if let Some((least, most)) = sorted.get(few).zip(sorted.iter().nth_back(few)) {
            let room = (most - least) * 0.05;
            *bounds = ((least - room) as f32, (most + room) as f32);
        }
    }
    bounds
}

/// The value of each feature in a window of so many.
pub(crate) fn value(features: usize) -> f32 {
    1.0 / (features.max(1) as f32).sqrt()
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

/// The source languages: one against all others, then calibrated together.
fn told_apart(
    examples: &[Example],
    sources: &[&str],
    parts: &mut Parts,
    report: &mut String,
) -> Vec<Linear> {
    let translated: Vec<&Example> =
        examples.iter().filter(|e| e.row.src_lang != e.row.lang).collect();
    let rarity = rarity(&translated);
    let train = |left_out: Option<u32>| -> Vec<Linear> {
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
                    e.windows.iter().map(move |w| Item {
                        row: &w.guess,
                        value: value(w.guess.len()),
                        class,
                        weight,
                    })
                })
                .collect();
            linear::train(&items, &rarity, COST)
        };
        (0..=sources.len()).map(one).collect()
    };
    let folds: Vec<Vec<Linear>> = data::on_threads(5, |fold| train(Some(fold as u32)));
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
    (parts.source_weights, parts.source_scale) = quantised(&mut weights);
    weights
}

/// How rare each row is: the logarithm of the inverse of the share of windows that have it, scaled to about 1.
fn rarity(examples: &[&Example]) -> Vec<f32> {
    let mut counts = vec![0.0_f32; 1 << SOURCE_BITS];
    let mut all = 0.0_f32;
    for window in examples.iter().flat_map(|example| &example.windows) {
        all += 1.0;
        let each = window.guess.chunk_by(|a, b| a == b);
        each.for_each(|same| counts[same[0] as usize] += 1.0);
    }
    counts.into_iter().map(|n| if n < 3.0 { 0.0 } else { (all / n).ln().max(0.05) / 4.0 }).collect()
}

/// Weights in bytes, a row for each hash, and what a step is worth. The weights become what a reader will see.
fn quantised(weights: &mut [Linear]) -> (Vec<i8>, f32) {
    let sizes = weights.iter().flat_map(|w| &w.weights).map(|w| w.abs());
    let scale = sizes.fold(f32::MIN_POSITIVE, f32::max) / squared(i8::MAX) as f32;
    let mut bytes = vec![0; ROW << SOURCE_BITS];
    for (at, linear) in weights.iter_mut().enumerate() {
        for (row, weight) in linear.weights.iter_mut().enumerate() {
            let byte = byte(*weight, scale);
            bytes[row * ROW + at] = byte;
            *weight = squared(byte) as f32 * scale;
        }
    }
    (bytes, scale)
}

/// The features that move most documents most.
fn named(examples: &[Example], kept: &Kept, weights: &Weights) -> Vec<Named> {
    let mut counts = vec![0.0_f32; weights.slots.len()];
    let mut all = 0.0_f32;
    for window in examples.iter().flat_map(|example| &example.windows) {
        all += 1.0;
        for (slot, weight) in window.style.iter().map(|&hash| weights.find(hash)) {
            counts[slot] += f32::from(u8::from(weight.is_some()));
        }
    }
    let mut ranked: Vec<(usize, f32)> = counts
        .iter()
        .map(|n| n / all)
        .enumerate()
        .filter(|&(_, share)| share >= NAMED_IN && share <= 0.6)
        .map(|(slot, share)| {
            let weight = squared(weights.slots[slot].1) as f32;
            (slot, weight.abs() * (share * (1.0 - share)).sqrt())
        })
        .collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked.truncate(NAMED);
    let slots: Vec<usize> = ranked.iter().map(|(slot, _)| *slot).collect();
    let names = data::names(examples, kept, weights, &slots);
    let named = slots.into_iter().filter_map(|slot| {
        let name = names.get(&slot)?.clone();
        Some(Named { slot: slot as u32, name })
    });
    named.collect()
}
