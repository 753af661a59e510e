//! Figures, each with its control.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use mtlint::verdict::model::{Parts, Weights, softmax, squared};

use crate::data::{Example, Window};
use crate::linear::Linear;
use crate::train;

/// A document and the logarithm of the odds that it is machine-translated.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Judged<'e> {
    pub(crate) example: &'e Example,
    pub(crate) odds: f64,
    pub(crate) weight: f64,
}

/// Mean score of the windows, as a reader of the model has it, and how many features are known.
pub(crate) fn look(example: &Example, weights: &Weights) -> (f64, usize) {
    let mut known = 0;
    let mut one = |window: &Window| {
        let (mut sum, mut last) = (0, None);
        for (slot, weight) in window.style.iter().map(|&hash| weights.find(hash)) {
            if let Some(weight) = weight.filter(|_| last != Some(slot)) {
                last = Some(slot);
                known += 1;
                sum += squared(weight);
            }
        }
        weights.score(sum, window.features)
    };
    let sum: f64 = example.windows.iter().map(&mut one).sum();
    (sum / example.windows.len().max(1) as f64, known)
}

/// Mean scores of the windows for each source language.
pub(crate) fn source_scores(example: &Example, weights: &[Linear]) -> Vec<f64> {
    let of = |weights: &Linear| {
        let one = |window: &Window| {
            f64::from(weights.score(&window.guess, train::value(window.guess.len())))
        };
        example.windows.iter().map(one).sum::<f64>() / example.windows.len().max(1) as f64
    };
    weights.iter().map(of).collect()
}

/// The class of a document among source languages; the last is for all others.
pub(crate) fn class(example: &Example, sources: &[&str]) -> usize {
    sources.iter().position(|code| *code == example.row.src_lang).unwrap_or(sources.len())
}

/// Judges documents that are long enough for a verdict.
pub(crate) fn judge<'e>(held: &'e [Example], parts: &Parts) -> Vec<Judged<'e>> {
    let balance = train::balance(held.iter());
    held.iter()
        .filter(|e| e.words >= 100)
        .map(|example| {
            let (score, _) = look(example, &parts.weights);
            let odds = parts.calibration.log_odds(score, example.words, example.marks);
            Judged { example, odds, weight: f64::from(train::weight(example, &balance)) }
        })
        .collect()
}

/// The figures of judged documents.
pub(crate) fn report(judged: &[Judged]) -> String {
    let of = |kind: &str, source: Option<&str>| -> Vec<f64> {
        let kind = judged.iter().filter(|j| j.example.row.kind == kind);
        kind.filter(|j| source.is_none_or(|s| j.example.row.src_lang == s))
            .map(|j| j.odds)
            .collect()
    };
    let (mt, translated, original) =
        (of("mt", None), of("human-ref", None), of("human-original", None));
    let mut out = String::new();
    let mut line = |what: &str, a: &[f64], b: &[f64]| {
        if a.len() > 9 && b.len() > 9 {
            let (area, recall) = (auc(a, b), recall_at(a, b, 0.05));
            let _ = writeln!(
                out,
                "  {what:44} AUC {area:.3}  recall at 5 % {recall:.2}  ({}, {})",
                a.len(),
                b.len()
            );
        }
    };
    line("machine, human translation", &mt, &translated);
    line("machine, original (unmatched)", &mt, &original);
    line("control: human translation, original", &translated, &original);
    // A machine's way back from a human translation: the same document on both sides.
    let groups = |kind: &str| -> BTreeSet<&str> {
        let kind = judged.iter().filter(|j| j.example.row.kind == kind);
        kind.map(|j| j.example.row.group.as_str()).collect()
    };
    let both: BTreeSet<&str> = &groups("mt") & &groups("human-original");
    let paired = |kind: &str| -> Vec<f64> {
        let kind = judged.iter().filter(|j| j.example.row.kind == kind);
        kind.filter(|j| both.contains(j.example.row.group.as_str())).map(|j| j.odds).collect()
    };
    line("machine, original (same document)", &paired("mt"), &paired("human-original"));
    let mut sources: Vec<&str> = judged.iter().map(|j| j.example.row.src_lang.as_str()).collect();
    sources.sort_unstable();
    sources.dedup();
    for source in sources {
        let name = format!("machine, human translation, from {source}");
        line(&name, &of("mt", Some(source)), &of("human-ref", Some(source)));
    }
    let tens = tens(judged);
    let side = |machine| -> Vec<f64> {
        tens.iter().filter(|ten| ten.1 == machine).map(|ten| ten.0).collect()
    };
    line("sources of ten documents", &side(true), &side(false));
    let over = original.iter().filter(|&&odds| probability(odds) > 0.9).count();
    let _ = writeln!(
        out,
        "  originals over 0.9: {:.1} %; expected calibration error {:.3}",
        100.0 * over as f64 / original.len().max(1) as f64,
        calibration_error(judged)
    );
    out
}

/// Ten documents at a time of one translator (or of originals), in the order of the data: the mean of their odds.
pub(crate) fn tens(judged: &[Judged]) -> Vec<(f64, bool)> {
    let mut sources: BTreeMap<(bool, String), Vec<f64>> = BTreeMap::new();
    for one in judged.iter().filter(|j| j.example.row.kind != "human-pe") {
        let row = &one.example.row;
        let source = format!("{} {} {}", row.year, row.src_lang, row.system);
        sources.entry((one.example.is_machine(), source)).or_default().push(one.odds);
    }
    let mut tens = Vec::new();
    for ((machine, _), odds) in sources {
        for ten in odds.chunks_exact(10) {
            tens.push((ten.iter().sum::<f64>() / 10.0, machine));
        }
    }
    tens
}

/// The figures of source languages on held-out machine translations.
pub(crate) fn sources(held: &[Example], parts: &Parts, weights: &[Linear]) -> String {
    let codes: Vec<&str> = parts.classes.iter().map(|class| class.code.as_str()).collect();
    let Some((_, sources)) = codes.split_last() else { return String::new() };
    let machine = held
        .iter()
        .filter(|e| e.is_machine() && e.words >= 100 && sources.contains(&e.row.src_lang.as_str()));
    let scores: Vec<_> = machine.map(|e| (source_scores(e, weights), class(e, sources))).collect();
    source_report(&scores, parts)
}

/// Recall and precision of each class, and their mean.
pub(crate) fn source_report(scores: &[(Vec<f64>, usize)], parts: &Parts) -> String {
    let number = parts.classes.len();
    let mut table = vec![vec![0.0_f64; number]; number];
    let (mut second, mut all) = (0.0, 0.0);
    for (scores, class) in scores {
        let p = softmax(&parts.classes, f64::from(parts.sharpness), scores);
        let mut order: Vec<usize> = (0..number).collect();
        order.sort_by(|&a, &b| p[b].total_cmp(&p[a]));
        table[*class][order[0]] += 1.0;
        second += f64::from(u8::from(order[..2].contains(class)));
        all += 1.0;
    }
    let mut out = String::from("  source languages of machine translations\n");
    let (mut sum, mut present) = (0.0, 0.0);
    for (at, class) in parts.classes.iter().enumerate() {
        let (of, said) = (table[at].iter().sum::<f64>(), table.iter().map(|r| r[at]).sum::<f64>());
        if of > 0.0 {
            let f1 = 2.0 * table[at][at] / (of + said);
            sum += f1;
            present += 1.0;
            let _ = writeln!(out, "    {:8} F1 {f1:.3} {:?}", class.code, table[at]);
        }
    }
    let _ =
        writeln!(out, "    macro-F1 {:.3}, among the first two {:.3}", sum / present, second / all);
    out
}

/// A probability from the logarithm of odds.
pub(crate) fn probability(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

/// Ten bands of probability: how far what is said is from what is, on the average.
fn calibration_error(judged: &[Judged]) -> f64 {
    let mut bands = [(0.0, 0.0, 0.0); 10];
    for one in judged.iter().filter(|j| j.example.row.kind != "human-pe") {
        let p = probability(one.odds);
        let band = &mut bands[((p * 10.0) as usize).min(9)];
        band.0 += p * one.weight;
        band.1 += one.weight * f64::from(u8::from(one.example.is_machine()));
        band.2 += one.weight;
    }
    let all: f64 = bands.iter().map(|band| band.2).sum();
    bands.iter().map(|(said, is, _)| (said - is).abs()).sum::<f64>() / all
}

/// How often a machine translation scores above an original, in the worst of the years. Topics help there, so what cannot even do that can tell nothing.
pub(crate) fn power(judged: &[Judged]) -> f64 {
    const ENOUGH: usize = 30;
    let mut years: BTreeMap<u32, [Vec<f64>; 2]> = BTreeMap::new();
    let sides = ["mt", "human-original"];
    for one in judged.iter().filter(|j| sides.contains(&j.example.row.kind.as_str())) {
        let sides = years.entry(one.example.row.year).or_default();
        sides[usize::from(one.example.is_machine())].push(one.odds);
    }
    let enough = years.values().filter(|sides| sides.iter().all(|side| side.len() >= ENOUGH));
    enough.map(|[human, machine]| auc(machine, human)).fold(1.0, f64::min)
}

/// Area under the curve: how often a positive score is above a negative one.
fn auc(positive: &[f64], negative: &[f64]) -> f64 {
    let sides = positive.iter().map(|&s| (s, true)).chain(negative.iter().map(|&s| (s, false)));
    let mut all: Vec<(f64, bool)> = sides.collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut sum, mut at) = (0.0, 0);
    while at < all.len() {
        let end = at + all[at..].iter().take_while(|other| other.0 <= all[at].0).count();
        let rank = (at + end + 1) as f64 / 2.0;
        sum += rank * all[at..end].iter().filter(|item| item.1).count() as f64;
        at = end;
    }
    let (p, n) = (positive.len() as f64, negative.len() as f64);
    (sum - p * (p + 1.0) / 2.0) / (p * n)
}

/// Share of the positives above the score that this share of the negatives reaches.
fn recall_at(positive: &[f64], negative: &[f64], share: f64) -> f64 {
    let mut sorted = negative.to_vec();
    sorted.sort_by(f64::total_cmp);
    let cut = sorted[((sorted.len() as f64 * (1.0 - share)) as usize).min(sorted.len() - 1)];
    positive.iter().filter(|&&s| s > cut).count() as f64 / positive.len() as f64
}
