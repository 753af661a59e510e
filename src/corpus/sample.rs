//! A sample of findings per rule, for a person to look at.
//!
//! Each finding gets a rank that is a hash of the seed and of where it stands, and the lowest ranks of a rule are kept. That is a
//! fair draw, and unlike one that throws dice as records pass by, it is the same whatever the threads, and samples of shards
//! merge by keeping the lowest again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Letters shown on each side of a finding.
pub(super) const AROUND: usize = 80;

/// Findings that are kept, by rule and rank.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Sample {
    kept: BTreeMap<String, BTreeMap<u64, String>>,
}

/// The rank of a finding: FNV-1a over what tells it from every other, mixed so that near places are far apart.
pub(super) fn rank(seed: u64, path: &str, record: u64, number: usize) -> u64 {
    let parts = [
        &seed.to_le_bytes()[..],
        path.as_bytes(),
        &record.to_le_bytes(),
        &(number as u64).to_le_bytes(),
    ];
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for &byte in parts.into_iter().flatten() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ hash >> 33
}

impl Sample {
    /// Whether a finding of this rank would be kept among `most`.
    pub(super) fn wants(&self, rule: &str, rank: u64, most: usize) -> bool {
        self.kept.get(rule).is_none_or(|kept| {
            kept.len() < most || kept.last_key_value().is_some_and(|(&last, _)| rank < last)
        }) && most > 0
    }

    /// Keeps a finding.
    pub(super) fn keep(&mut self, rule: &str, rank: u64, line: String, most: usize) {
        let kept = self.kept.entry(rule.to_owned()).or_default();
        kept.insert(rank, line);
        while kept.len() > most {
            kept.pop_last();
        }
    }

    /// Adds another sample to this.
    pub(super) fn merge(&mut self, other: Self, most: usize) {
        for (rule, kept) in other.kept {
            for (rank, line) in kept {
                if self.wants(&rule, rank, most) {
                    self.keep(&rule, rank, line, most);
                }
            }
        }
    }

    /// One finding a line, by rule.
    pub(super) fn lines(&self) -> impl Iterator<Item = &str> {
        self.kept.values().flat_map(BTreeMap::values).map(String::as_str)
    }
}

/// The text around a span, cut at the ends of characters.
pub(super) fn around(text: &str, start: usize, end: usize) -> (&str, &str) {
    let from = text.floor_char_boundary(start.saturating_sub(AROUND));
    let to = text.ceil_char_boundary((end + AROUND).min(text.len()));
    (&text[from..start], &text[end..to])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_of_parts_merge_to_the_sample_of_the_whole() {
        let mut whole = Sample::default();
        let mut parts = [Sample::default(), Sample::default(), Sample::default()];
        for number in 0..1000 {
            let rank = rank(7, "a", number, 0);
            for sample in [&mut whole, &mut parts[number as usize % 3]] {
                if sample.wants("rule", rank, 5) {
                    sample.keep("rule", rank, number.to_string(), 5);
                }
            }
        }
        let mut merged = Sample::default();
        for part in parts {
            merged.merge(part, 5);
        }
        assert_eq!(merged.lines().collect::<Vec<_>>(), whole.lines().collect::<Vec<_>>());
        assert_eq!(whole.lines().count(), 5);
        assert!(!whole.wants("rule", 0, 0));
    }

    #[test]
    fn ranks_spread() {
        let low = (0..10_000).filter(|&n| rank(0, "a.jsonl", n * 100, 0) < u64::MAX / 10).count();
        assert!((900..1100).contains(&low), "{low} of 10000 in the lowest tenth");
    }
}
