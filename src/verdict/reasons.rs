//! Why a verdict says what it says, in words.

use super::evidence::Evidence;
use super::model::{Model, Seen};
use crate::lang::language_name;

/// Habits of style that are named.
const HABITS: usize = 4;

/// What a reason speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// A machine.
    Machine,
    /// A human.
    Human,
}

impl Side {
    /// The word used in output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Machine => "machine",
            Self::Human => "human",
        }
    }
}

/// One reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// What it speaks for.
    pub side: Side,
    /// In words: lower case, no full stop.
    pub text: String,
}

impl Reason {
    fn machine(text: String) -> Self {
        Self { side: Side::Machine, text }
    }
}

/// What moved a verdict most: what the text says itself, marks of translation, then habits of style.
pub(super) fn of(both: Option<(&Model, &Seen)>, evidence: &Evidence, words: usize) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if evidence.declared {
        reasons.push(Reason::machine("the text says that a machine translated it".to_owned()));
    }
    let marks = evidence.mark_density(words);
    let mut languages: Vec<(&String, &f64)> = evidence.languages.iter().collect();
    languages.sort_by(|a, b| b.1.total_cmp(a.1).then(a.0.cmp(b.0)));
    if let Some((code, _)) = languages.first().filter(|_| marks > 0.7) {
        reasons.push(Reason::machine(format!(
            "phrases and names as they come from {}",
            language_name(code)
        )));
    }
    let Some((model, seen)) = both else { return reasons };
    for &(at, moved) in seen.habits.iter().take(HABITS) {
        let name = &model.parts().named[at].name;
        let side = if moved > 0.0 { Side::Machine } else { Side::Human };
        reasons.push(Reason { side, text: format!("habit of style: {name}") });
    }
    reasons
}
