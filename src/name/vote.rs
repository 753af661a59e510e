//! Which convention wrote the names of a text?
//!
//! One name says *French or Portuguese*, several say which. Each name that looks foreign and has a known native name behind it gives every convention what
//! its spelling costs there; the sums are compared. A convention other than the target's is named only when it wins by a margin over two
//! names or more, or when a grapheme that hardly any other press writes gave it away.

use super::convention::{Convention, Costs};
use super::known;
use super::origin;
use super::spelling::Spelling;
use super::tables;

/// What the names of a text say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vote {
    /// The convention that fits best.
    pub convention: Convention,
    /// By how much it is cheaper than the target's convention, in twentieths.
    pub margin: u32,
    /// Names that were counted.
    pub names: usize,
}

/// Graphemes of one press, as good as a signature.
const SIGNATURES: [(&str, &str); 10] = [
    ("chtch", "fr"),
    ("schtsch", "de"),
    ("tsch", "de"),
    ("sjtsj", "nl"),
    ("tsj", "nl"),
    ("sjtj", "sv"),
    ("szcz", "pl"),
    ("scs", "hu"),
    ("zs", "hu"),
    ("štš", "fi"),
];

/// Names that a vote needs.
const QUORUM: usize = 2;
/// Margin that a vote needs.
const MARGIN: u32 = 4;
/// What a lane costs at most for one name, so that no single name decides.
const MOST: u8 = 12;
/// Highest cost at which a known name stands behind a spelling.
const BEHIND: u8 = 4;

/// The convention of the names of a text, when it is another than `target`.
pub fn vote<'n>(names: impl Iterator<Item = &'n str>, target: Convention) -> Option<Vote> {
    let mut sums = [0_u32; super::convention::LANES];
    let mut counted = 0;
    let mut signed = None;
    for name in names {
        let spelling = Spelling::new(name);
        let Some(costs) = costs_of(&spelling) else { continue };
        counted += 1;
        for (sum, cost) in sums.iter_mut().zip(costs.0) {
            *sum += u32::from(cost.min(MOST));
        }
        let letters: String = spelling.letters.iter().collect();
        let met = SIGNATURES.iter().find(|(grapheme, _)| letters.contains(grapheme));
        signed = signed.or(met.and_then(|(_, code)| Convention::from_code(code)));
    }
    let cheapest = Convention::all().min_by_key(|convention| sums[convention.lane()])?;
    let convention = match signed {
        Some(signed) if sums[signed.lane()] == sums[cheapest.lane()] => signed,
        _ => cheapest,
    };
    let margin = sums[target.lane()].saturating_sub(sums[convention.lane()]);
    let enough = margin >= MARGIN && counted >= QUORUM || margin > 0 && signed == Some(convention);
    (convention != target && enough).then_some(Vote { convention, margin, names: counted })
}

/// What a spelling costs in each convention, over the known names behind it in the likeliest script that has any.
fn costs_of(spelling: &Spelling) -> Option<Costs> {
    let scored = tables::all().iter().filter_map(|script| {
        let score = origin::score(script.name, spelling).filter(|score| *score >= 0.0)?;
        Some((script, score))
    });
    let mut scripts: Vec<_> = scored.collect();
    scripts.sort_by(|a, b| b.1.total_cmp(&a.1));
    scripts.into_iter().find_map(|(script, _)| {
        let lattice = script.index.read(spelling);
        let known = known::behind(script, spelling, &lattice, BEHIND);
        known.iter().map(|known| known.derivation.costs).reduce(|mut costs, other| {
            for (cost, other) in costs.0.iter_mut().zip(other.0) {
                *cost = (*cost).min(other);
            }
            costs
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(names: &[&str]) -> Option<&'static str> {
        vote(names.iter().copied(), Convention::ENGLISH).map(|vote| vote.convention.code())
    }

    #[test]
    fn several_names_say_which_press_it_was() {
        assert_eq!(of(&["Kouleba", "Chevtchenko", "Joukov"]), Some("fr"));
        assert_eq!(of(&["Schewtschenko", "Lukaschenko"]), Some("de"));
        assert_eq!(of(&["Shevchenko", "Zhukov", "Kuleba"]), None);
        assert_eq!(of(&["Smith", "Jones"]), None);
    }
}
