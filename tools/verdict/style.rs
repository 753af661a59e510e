//! The weights of style: two linear models that err in different ways, added up and cut down to a table.
//!
//! Both see the same rows. In the first, rare features count for more; in the second, a feature counts for as much as its share among machine translations differs from that
//! among human texts. Together they rank held-out documents better than either. Of the million features
//! each slot of the table keeps the weightiest, which costs less than letting them share it.

use mtlint::verdict::model::{BITS, Weights, slot, squared};

use crate::data::Example;
use crate::linear::{self, Item, Linear};
use crate::train::{balance, value, weight};

/// Inverse regularisation of the two.
const COSTS: [f32; 2] = [1.5, 6.0];
/// How much more rare features count for.
const RARE: f32 = 1.5;
/// Windows that are added to each side when their shares are compared.
const SMOOTH: f64 = 1.5;

/// The features that stand in at least two windows, as the hashes of style, sorted; a row names them by their places.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    hashes: Vec<u32>,
    /// The place of the first hash with each of the values of its first sixteen bits.
    starts: Vec<u32>,
}

impl Vocabulary {
    pub(crate) fn of(examples: &[Example]) -> Self {
        let windows = examples.iter().flat_map(|example| &example.windows);
        let mut all: Vec<u32> = windows.flat_map(|w| w.style.iter().copied()).collect();
        all.sort_unstable();
        let twice = all.chunk_by(|a, b| a == b).filter(|same| same.len() > 1);
        let hashes: Vec<u32> = twice.map(|same| same[0]).collect();
        let starts = (0..=1_u32 << 16)
            .map(|first| hashes.partition_point(|hash| hash >> 16 < first) as u32)
            .collect();
        Self { hashes, starts }
    }

    /// The rows of the windows of a document.
    pub(crate) fn rows(&self, example: &Example) -> Vec<Vec<u32>> {
        let row = |style: &Vec<u32>| style.iter().filter_map(|&hash| self.place(hash)).collect();
        example.windows.iter().map(|window| row(&window.style)).collect()
    }

    fn place(&self, hash: u32) -> Option<u32> {
        let first = (hash >> 16) as usize;
        let (start, end) = (self.starts[first], self.starts[first + 1]);
        let found = self.hashes[start as usize..end as usize].binary_search(&hash).ok()?;
        Some(start + found as u32)
    }
}

/// Trains on documents with their rows.
pub(crate) fn train<'e>(
    documents: impl Iterator<Item = (&'e Example, &'e Vec<Vec<u32>>)> + Clone,
    vocabulary: &Vocabulary,
) -> Weights {
    let balance = balance(documents.clone().map(|(example, _)| example));
    let items: Vec<Item> = documents
        .flat_map(|(example, rows)| {
            let weight = weight(example, &balance);
            let class = if example.is_machine() { 1.0 } else { -1.0 };
            let windows = rows.iter().zip(&example.windows);
            windows.map(move |(row, w)| Item { row, value: value(w.features), class, weight })
        })
        .filter(|item| item.weight > 0.0)
        .collect();
    let counts = counts(&items, vocabulary.hashes.len());
    let all = items.len() as f32;
    let rarity = |&n: &f32| ((all / n.max(1.0)).ln().max(0.05) / 4.0).powf(RARE);
    let rare: Vec<f32> = counts.iter().map(rarity).collect();
    let skewed = skew(&items, vocabulary.hashes.len());
    let mut sum = Linear { weights: vec![0.0; vocabulary.hashes.len()], base: 0.0 };
    for (factor, cost) in [rare, skewed].iter().zip(COSTS) {
        let one = linear::train(&items, factor, cost);
        let share = 1.0 / deviation(&items, &one);
        sum.base += one.base * share;
        sum.weights.iter_mut().zip(one.weights).for_each(|(sum, weight)| *sum += weight * share);
    }
    table(&sum, &vocabulary.hashes, &counts, all)
}

/// Number of items that have each feature.
fn counts(items: &[Item], features: usize) -> Vec<f32> {
    let mut counts = vec![0.0; features];
    for item in items {
        item.row.iter().for_each(|&feature| counts[feature as usize] += 1.0);
    }
    counts
}

/// The logarithm of the share of each feature among machine translations over that among human texts.
fn skew(items: &[Item], features: usize) -> Vec<f32> {
    let mut sides = [vec![SMOOTH; features], vec![SMOOTH; features]];
    for item in items {
        let side = &mut sides[usize::from(item.class > 0.0)];
        item.row.iter().for_each(|&feature| side[feature as usize] += f64::from(item.weight));
    }
    let sums: [f64; 2] = [0, 1].map(|side| sides[side].iter().sum());
    let one = |(human, machine): (&f64, &f64)| (machine / sums[1] / (human / sums[0])).ln() as f32;
    sides[0].iter().zip(&sides[1]).map(one).collect()
}

/// How widely the scores of items are spread.
fn deviation(items: &[Item], linear: &Linear) -> f32 {
    let scores = items.iter().map(|item| f64::from(linear.score(item.row, item.value)));
    let (sum, squares) = scores.fold((0.0, 0.0), |(sum, all), s| (sum + s, all + s * s));
    let n = items.len() as f64;
    (squares / n - (sum / n).powi(2)).sqrt().max(1e-6) as f32
}

/// The table that a reader has: in each slot the feature that moves the score most.
fn table(linear: &Linear, hashes: &[u32], counts: &[f32], all: f32) -> Weights {
    let mut best: Vec<(f32, u32, f32)> = vec![(0.0, 0, 0.0); 1 << BITS];
    for ((&hash, &weight), &n) in hashes.iter().zip(&linear.weights).zip(counts) {
        let share = n / all;
        let moves = weight.abs() * (share * (1.0 - share)).max(0.0).sqrt();
        let kept = &mut best[slot(hash)];
        if moves > kept.0 {
            *kept = (moves, hash, weight);
        }
    }
    let largest = best.iter().map(|slot| slot.2.abs()).fold(f32::MIN_POSITIVE, f32::max);
    let scale = largest / squared(i8::MAX) as f32;
    let slots = best.iter().map(|&(_, hash, weight)| (hash as u8, byte(weight, scale))).collect();
    Weights { slots, scale, base: linear.base }
}

/// The byte whose square is nearest.
pub(crate) fn byte(weight: f32, scale: f32) -> i8 {
    let size = (weight.abs() / scale).sqrt().round() * weight.signum();
    size.clamp(-127.0, 127.0) as i8
}
