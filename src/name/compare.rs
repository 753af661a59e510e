//! Are two spellings of one name?

use super::align::{Alignment, align};
use super::convention::{Convention, Conventions};
use super::lattice::prior;
use super::spelling::Spelling;
use super::tables::{self, Script};

/// What a comparison came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Whether they are.
    pub same: bool,
    /// How surely, 0 to 1.
    pub score: f64,
    /// Conventions that may have written the first and the second.
    pub conventions: (Conventions, Conventions),
    /// debug
    pub debug: String,
}

/// Highest cost that is computed.
const BOUND: u8 = 24;

/// Compares two spellings, each with the language of the text it stands in.
pub fn compare(
    a: &str,
    b: &str,
    language_a: Option<Convention>,
    language_b: Option<Convention>,
) -> Comparison {
    let (a, b) = (Spelling::new(a), Spelling::new(b));
    let mut best: Option<(u8, &Script, Alignment)> = None;
    let mut debug = String::new();
    let (ea, eb) = (super::entity::of(&a), super::entity::of(&b));
    let shared = match super::entity::verdict(&ea, &eb, (&a, &b)) { super::entity::Verdict::Silent => 0, super::entity::Verdict::Town => 1, super::entity::Verdict::Same => 2, super::entity::Verdict::Different => 9 };
    debug += &format!("E={} {} {} 0 0 0 e ", shared, ea.len(), eb.len());
    for script in tables::all() {
        let lattices = (script.index.read(&a), script.index.read(&b));
        let start = (prior(language_a), prior(language_b));
        let found = align(&script.index, (&lattices.0, &lattices.1), start, BOUND);
        if let Some(found) = found {
            use std::fmt::Write as _;
            let (oa, ob) = (super::origin::score(script.name, &a), super::origin::score(script.name, &b));
            let ka = super::known::behind(script, &a, &lattices.0, 8);
            let kb = super::known::behind(script, &b, &lattices.1, 8);
            let shared = ka.iter().filter_map(|x| kb.iter().find(|y| y.native == x.native).map(|y| x.derivation.cost() + y.derivation.cost())).min();
            let m = |k: &[super::known::Known]| k.iter().map(|x| x.derivation.cost()).min().map_or(-1, i32::from);
            let path: Vec<&str> = found.path.iter().map(|s| script.index.table.rows[usize::from(s.row)].native.as_str()).collect();
            let _ = write!(debug, "{}={} {:.1} {:.1} {} {} {} {} ", script.name, found.cost, oa.unwrap_or(-9.0), ob.unwrap_or(-9.0), m(&ka), m(&kb), shared.map_or(-1, i32::from), path.join("."));
            if best.as_ref().is_none_or(|best| found.cost < best.0) {
                best = Some((found.cost, script, found));
            }
        }
    }
    match best {
        None => Comparison { same: false, score: 0.0, conventions: <_>::default(), debug },
        Some((cost, script, found)) => {
            Comparison {
            same: cost <= 9,
            score: 1.0 - f64::from(cost) / 20.0,
            conventions: (found.a.best(), found.b.best()),
            debug,
        }},
    }
}
