//! A linear classifier by dual coordinate descent (the method of LIBLINEAR for squared hinge loss): exact, deterministic, and quick on
//! long sparse rows.

/// A row of buckets that are present, the value they all have, its class (1 or -1) and its weight.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item<'r> {
    pub(crate) row: &'r [u32],
    pub(crate) class: f32,
    pub(crate) weight: f32,
}

/// Weights of buckets, and the constant.
#[derive(Clone, Debug, Default)]
pub(crate) struct Weights {
    pub(crate) buckets: Vec<f32>,
    pub(crate) base: f32,
}

impl Weights {
    /// What the weights say of a row; `shift` of its bits are dropped from every bucket.
    pub(crate) fn score(&self, row: &[u32], shift: u32) -> f32 {
        let sum: f32 = row.iter().map(|&bucket| self.buckets[(bucket >> shift) as usize]).sum();
        sum / (row.len().max(1) as f32).sqrt() + self.base
    }
}

/// Trains on `items`. The value of bucket `b` in a row of `n` is `rarity[b]` over the root of `n`; the weights that come
/// back have the rarity in them. `cost` is the inverse of the regularisation.
pub(crate) fn train(items: &[Item], rarity: &[f32], shift: u32, cost: f32) -> Weights {
    const ROUNDS: usize = 20;
    let at_least = |length: usize| 1.0 / (length.max(1) as f32).sqrt();
    let mut weights = vec![0.0_f32; rarity.len()];
    let mut base = 0.0_f32;
    let mut dual = vec![0.0_f32; items.len()];
    let norm = |item: &Item| {
        let squares: f32 = item.row.iter().map(|&b| rarity[(b >> shift) as usize].powi(2)).sum();
        squares / item.row.len().max(1) as f32 + 1.0
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
            let Item { row, class, weight } = items[at];
            let value = at_least(row.len());
            let sum: f32 = row
                .iter()
                .map(|&b| (b >> shift) as usize)
                .map(|bucket| weights[bucket] * rarity[bucket])
                .sum();
            let diagonal = 0.5 / (cost * weight);
            let gradient = class * (sum * value + base) - 1.0 + diagonal * dual[at];
            let old = dual[at];
            dual[at] = (old - gradient / (norms[at] + diagonal)).max(0.0);
            let step = (dual[at] - old) * class;
            if step != 0.0 {
                for &bucket in row {
                    let bucket = (bucket >> shift) as usize;
                    weights[bucket] += step * value * rarity[bucket];
                }
                base += step;
            }
        }
    }
    let buckets = weights.iter().zip(rarity).map(|(weight, rarity)| weight * rarity).collect();
    Weights { buckets, base }
}
