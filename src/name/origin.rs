//! Does a spelling look like a name of some script, or like an ordinary Latin-script name?
//!
//! A logistic regression over groups of two to four letters, one per script, trained by `lexicons/names/build/origin.py` on known names against
//! ordinary ones. It is the gate before the tables: *Smith* and *Smyth* would be one name to them. A group is packed into twenty bits, its
//! weight into eight; `build.rs` sorts them, and a score is some two dozen searches.

use super::origin_code::{END, START, code};
use super::spelling::Spelling;

include!(concat!(env!("OUT_DIR"), "/name_origins.rs"));

/// Units of a logit.
pub const UNIT: f64 = 16.0;

/// The score of a spelling for a script: the logarithm of the odds, 0 for even. `None` when the script has no model.
pub fn score(script: &str, spelling: &Spelling) -> Option<f64> {
    let (_, bias, groups) = ORIGINS.iter().find(|(name, _, _)| *name == script)?;
    let (groups, _) = groups.as_chunks::<4>();
    let mut total = i32::from(*bias);
    let mut word: Vec<u32> = vec![START];
    word.extend(spelling.bare.iter().filter_map(|c| code(*c)));
    word.push(END);
    for from in 0..word.len() {
        let mut group = 0;
        for (length, letter) in word[from..].iter().take(4).enumerate() {
            group = group << 5 | letter;
            if length > 0 {
                total += weight(groups, group);
            }
        }
    }
    Some(f64::from(total) / UNIT)
}

fn weight(groups: &[[u8; 4]], group: u32) -> i32 {
    let packed = |bytes: &[u8; 4]| u32::from_le_bytes(*bytes);
    let at = groups.partition_point(|bytes| packed(bytes) >> 8 < group);
    groups
        .get(at)
        .map(packed)
        .filter(|found| found >> 8 == group)
        .map_or(0, |found| i32::from((found as u8).cast_signed()))
}
