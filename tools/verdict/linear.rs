//! A linear classifier by dual coordinate descent (the method of LIBLINEAR for squared hinge loss): exact, deterministic, and quick on
//! long sparse rows.

/// A row of features, the value that they all have, its class (1 or -1) and its weight. A feature that stands in it twice has twice the value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item<'r> {
    pub(crate) row: &'r [u32],
    pub(crate) value: f32,
    pub(crate) class: f32,
    pub(crate) weight: f32,
}

/// Weights of features, and the constant.
#[derive(Clone, Debug, Default)]
pub(crate) struct Linear {
    pub(crate) weights: Vec<f32>,
    pub(crate) base: f32,
}

impl Linear {
    /// What the weights say of a row.
    pub(crate) fn score(&self, row: &[u32], value: f32) -> f32 {
        row.iter().map(|&feature| self.weights[feature as usize]).sum::<f32>() * value + self.base
    }
}

/// Trains on `items`, whose rows are sorted. The value of a feature is multiplied by its `factor`; the weights that come
/// back have the factor in them. `cost` is the inverse of the regularisation.
pub(crate) fn train(items: &[Item], factor: &[f32], cost: f32) -> Linear {
    const ROUNDS: usize = 25;
    let mut weights = vec![0.0_f32; factor.len()];
    let mut base = 0.0_f32;
    let mut dual = vec![0.0_f32; items.len()];
    let norm = |item: &Item| {
        let square = |run: &[u32]| (run.len() as f32 * factor[run[0] as usize]).powi(2);
        item.row.chunk_by(|a, b| a == b).map(square).sum::<f32>() * item.value.powi(2) + 1.0
    };
    let norms: Vec<f32> = items.iter().map(norm).collect();
    let mut order: Vec<usize> = (0..items.len()).filter(|&at| items[at].weight > 0.0).collect();
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    for _ in 0..ROUNDS {
        // A fixed sequence of shuffles: the same data gives the same model.
        for at in (1..order.len()).rev() {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            order.swap(at, (state % (at as u64 + 1)) as usize);
        }
        for &at in &order {
            let Item { row, value, class, weight } = items[at];
            let sum: f32 = row.iter().map(|&f| weights[f as usize] * factor[f as usize]).sum();
            let diagonal = 0.5 / (cost * weight);
            let gradient = class * (sum * value + base) - 1.0 + diagonal * dual[at];
            let old = dual[at];
            dual[at] = (old - gradient / (norms[at] + diagonal)).max(0.0);
            let step = (dual[at] - old) * class;
            if step != 0.0 {
                for &feature in row {
                    weights[feature as usize] += step * value * factor[feature as usize];
                }
                base += step;
            }
        }
    }
    let weights = weights.iter().zip(factor).map(|(weight, factor)| weight * factor).collect();
    Linear { weights, base }
}
