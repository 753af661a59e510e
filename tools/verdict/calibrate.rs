//! From scores to probabilities, fitted on documents whose score comes from a model that has not seen them.

use mtlint::verdict::model::{Calibration, Class, length, softmax};

/// A document as calibration sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scored {
    pub(crate) score: f64,
    pub(crate) words: usize,
    pub(crate) marks: f64,
    pub(crate) machine: bool,
    pub(crate) weight: f64,
}

/// Logistic regression on score, score by length, and marks of translation, which can speak for a machine and not against it.
pub(crate) fn fit(scored: &[Scored]) -> Calibration {
    let mut at = [1.0, 0.0, 0.0, 0.0];
    let all: f64 = scored.iter().map(|s| s.weight).sum();
    let mut speed = [0.0_f64; 4];
    for _ in 0..1500 {
        let mut slope = [0.0; 4];
        for one in scored {
            let x = [one.score, one.score * length(one.words), 1.0, one.marks];
            let odds: f64 = at.iter().zip(x).map(|(a, x)| a * x).sum();
            let error =
                (1.0 / (1.0 + (-odds).exp()) - f64::from(u8::from(one.machine))) * one.weight;
            slope.iter_mut().zip(x).for_each(|(slope, x)| *slope += error * x / all);
        }
        for ((at, slope), speed) in at.iter_mut().zip(slope).zip(&mut speed) {
            *speed = 0.9 * *speed - slope;
            *at += *speed;
        }
        at[3] = at[3].max(0.0);
    }
    let [slope, slope_by_length, base, marks] = at.map(|a| a as f32);
    Calibration { slope, slope_by_length, base, marks }
}

/// Fits the sharpness and the biases of classes to scores with their class; every class weighs the same.
pub(crate) fn fit_classes(scores: &[(Vec<f64>, usize)], classes: &mut [Class]) -> f32 {
    let mut counts = vec![0.0_f64; classes.len()];
    scores.iter().for_each(|(_, class)| counts[*class] += 1.0);
    let present = counts.iter().filter(|&&n| n > 0.0).count() as f64;
    let mut sharpness = 3.0_f64;
    for _ in 0..600 {
        let (mut slope, mut biases) = (0.0, vec![0.0; classes.len()]);
        for (scores, class) in scores {
            let weight = 1.0 / (counts[*class] * present);
            for (at, p) in softmax(classes, sharpness, scores).into_iter().enumerate() {
                let error = (p - f64::from(u8::from(at == *class))) * weight;
                slope += error * scores[at];
                biases[at] += error;
            }
        }
        sharpness -= 4.0 * slope;
        for (class, bias) in classes.iter_mut().zip(biases) {
            class.bias -= (4.0 * bias) as f32;
        }
    }
    sharpness as f32
}

/// How much the documents of one source resemble each other: the value under which the combined odds of ten documents fit best.
pub(crate) fn fit_likeness(sources: &[(f64, bool)], documents: usize) -> f32 {
    let loss = |likeness: f64| {
        let n = documents as f64;
        let factor = n / (1.0 + (n - 1.0) * likeness);
        let of = |machine: bool| {
            let side = sources.iter().filter(|s| s.1 == machine);
            let (sum, number) = side.fold((0.0, 0.0), |(sum, number), (mean, _)| {
                let odds = if machine { mean * factor } else { -mean * factor };
                (sum + (1.0 + (-odds).exp()).ln(), number + 1.0)
            });
            sum / f64::max(number, 1.0)
        };
        of(true) + of(false)
    };
    let grid = (1..=20).map(|step| f64::from(step) / 20.0);
    grid.min_by(|a, b| loss(*a).total_cmp(&loss(*b))).unwrap_or(1.0) as f32
}
