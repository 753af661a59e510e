//! Are two spellings of one name?
//!
//! First what is known for certain: an entity that has both spellings, two towns of which each has one, or a Russian and a Ukrainian form that
//! belong together. Then every table is asked for the cheapest common reading, and a logistic sum decides from its cost, from the origin
//! scores, from the length, and from known names behind one or both. The weights were fitted on pairs of names and rounded. Whether the two texts are of
//! one language says nothing by itself: languages only make some conventions dearer than others.

use super::align::{Alignment, align};
use super::convention::{Convention, Conventions};
use super::entity::{self, Verdict};
use super::equivalence;
use super::known::{self, Known};
use super::lattice::{Lattice, prior};
use super::origin;
use super::spelling::Spelling;
use super::tables::{self, Script};

/// What a comparison came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// Whether they are.
    pub same: bool,
    /// How surely, 0 to 1; one half and above is the same name.
    pub score: f64,
    /// Conventions that may have written the first and the second.
    pub conventions: (Conventions, Conventions),
}

/// Highest cost of a common reading that is looked at, in twentieths.
const BOUND: u8 = 16;
/// Highest cost at which a known name stands behind a spelling.
const BEHIND: u8 = 8;
/// By how much a known name may cost more than the cheapest behind a spelling and still be meant.
const NEARLY: u8 = 1;
/// Origin scores are cut off here.
const FAR: f64 = 6.0;
/// Letters beyond which length says no more.
const LONG: usize = 9;
/// Letters below which a spelling of a town may be of any town.
const SHORT: usize = 5;
/// Score of what is known and not computed.
const CERTAIN: f64 = 0.97;

/// What each observation adds to the logit; `free` a common reading without any cost.
struct Weights {
    base: f64,
    cost: f64,
    free: f64,
    lower_origin: f64,
    higher_origin: f64,
    shared: f64,
    one: f64,
    apart: f64,
    letter: f64,
}

const CYRILLIC: Weights = Weights {
    base: -6.72,
    cost: -0.32,
    free: 1.6,
    lower_origin: -0.2,
    higher_origin: 0.57,
    shared: 1.17,
    one: 0.28,
    apart: -2.0,
    letter: 0.54,
};

const ARABIC: Weights = Weights {
    base: -3.5,
    cost: -0.22,
    free: 0.0,
    lower_origin: 0.14,
    higher_origin: 0.42,
    shared: 0.95,
    one: 0.59,
    apart: 0.0,
    letter: 0.32,
};

const OTHERS: Weights = Weights {
    base: -5.5,
    cost: -0.2,
    free: 0.0,
    lower_origin: -0.08,
    higher_origin: 0.58,
    shared: 0.6,
    one: -0.3,
    apart: -0.1,
    letter: 0.43,
};

/// Compares two spellings, each with the language of the text it stands in.
pub fn compare(
    a: &str,
    b: &str,
    language_a: Option<Convention>,
    language_b: Option<Convention>,
) -> Comparison {
    // One order, so that the answer does not depend on it.
    if b < a {
        let turned = compare(b, a, language_b, language_a);
        let conventions = (turned.conventions.1, turned.conventions.0);
        return Comparison { conventions, ..turned };
    }
    let (a, b) = (Spelling::new(a), Spelling::new(b));
    if a.is_empty() || b.is_empty() {
        return Comparison::default();
    }
    let (best, found) = by_letters((&a, &b), (language_a, language_b));
    let conventions = found.map_or(<_>::default(), |found| (found.a.best(), found.b.best()));
    let score = match entity::verdict(&entity::of(&a), &entity::of(&b), (&a, &b)) {
        _ if a.letters == b.letters => 1.0,
        _ if is_man_and_woman(&a, &b) => 1.0 - CERTAIN,
        Verdict::Same => CERTAIN,
        Verdict::Town if a.len().min(b.len()) >= SHORT => CERTAIN,
        Verdict::Different => 1.0 - CERTAIN,
        _ if equivalence::joins(&a, &b) => CERTAIN,
        Verdict::Silent | Verdict::Town => best,
    };
    Comparison { same: score >= 0.5, score, conventions }
}

/// Whether one is the woman's form of the other. No table joins them (a test holds that); lists of spellings might.
fn is_man_and_woman(a: &Spelling, b: &Spelling) -> bool {
    const SURNAMES: [&str; 8] = ["ov", "ev", "ow", "ew", "in", "yn", "off", "ine"];
    const MEN: [&str; 9] = ["skiy", "skij", "skyy", "skyi", "skyj", "skii", "sky", "ski", "skoy"];
    const WOMEN: [&str; 4] = ["skaya", "skaia", "skaja", "ska"];
    let stem = |name: &str, endings: &[&str]| {
        endings.iter().find_map(|ending| name.strip_suffix(ending)).map(str::to_owned)
    };
    let pair = |man: &str, woman: &str| {
        let plain = woman
            .strip_suffix('a')
            .is_some_and(|stem| stem == man && SURNAMES.iter().any(|ending| man.ends_with(ending)));
        plain || stem(man, &MEN).is_some() && stem(man, &MEN) == stem(woman, &WOMEN)
    };
    let (a, b) = (a.folded(), b.folded());
    pair(&a, &b) || pair(&b, &a)
}

/// The best score over the tables, with its reading.
fn by_letters(
    (a, b): (&Spelling, &Spelling),
    languages: (Option<Convention>, Option<Convention>),
) -> (f64, Option<Alignment>) {
    let start = (prior(languages.0), prior(languages.1));
    let mut best = (0.0, None);
    for script in tables::all() {
        let (weights, looks) = look(script, a, b);
        // What no cost and no known name can lift over the edge need not be read.
        if looks + weights.free + weights.shared.max(weights.one) < 0.0 {
            continue;
        }
        let lattices = (script.index.read(a), script.index.read(b));
        let found = align(&script.index, (&lattices.0, &lattices.1), start, BOUND);
        let Some(found) = found else { continue };
        let free = if found.cost == 0 { weights.free } else { 0.0 };
        let logit = looks + free + weights.cost * f64::from(found.cost);
        let logit = logit + backing(script, weights, logit, (a, b), (&lattices.0, &lattices.1));
        let score = 1.0 / (1.0 + (-logit).exp());
        if best.1.is_none() || score > best.0 {
            best = (score, Some(found));
        }
    }
    best
}

/// The weights of a script, and what two spellings look like before anything is read.
fn look(script: &Script, a: &Spelling, b: &Spelling) -> (&'static Weights, f64) {
    let (weights, own) = match script.name {
        "cyrillic" => (&CYRILLIC, 0.0),
        "arabic" => (&ARABIC, 0.0),
        // How often spellings of a script that agree are of one name at all.
        "chinese" => (&OTHERS, -1.0),
        "greek" | "armenian" => (&OTHERS, -0.6),
        "hebrew" => (&OTHERS, -3.0),
        "japanese" => (&OTHERS, 0.5),
        "hindi" | "turkic" => (&OTHERS, 1.7),
        _ => (&OTHERS, -0.2),
    };
    let origin = |spelling| origin::score(script.name, spelling).unwrap_or(-FAR).clamp(-FAR, FAR);
    let (first, second) = (origin(a), origin(b));
    let length = f64::from(a.len().min(b.len()).min(LONG) as u8);
    let looks = weights.base
        + own
        + weights.lower_origin * first.min(second)
        + weights.higher_origin * first.max(second)
        + weights.letter * length;
    (weights, looks)
}

/// What known names behind the spellings add.
fn backing(
    script: &Script,
    weights: &Weights,
    logit: f64,
    (a, b): (&Spelling, &Spelling),
    lattices: (&Lattice, &Lattice),
) -> f64 {
    // Looking names up is dear; far from the edge it cannot change the answer.
    let most = weights.shared.max(weights.one);
    if logit + most < 0.0 || logit + weights.apart > 0.0 {
        return 0.0;
    }
    let known = |spelling, lattice| known::behind(script, spelling, lattice, BEHIND);
    let (first, second) = (known(a, lattices.0), known(b, lattices.1));
    let (first, second) = (likely(&first), likely(&second));
    let shared = first.iter().any(|one| second.iter().any(|two| one.native == two.native));
    match (first.is_empty(), second.is_empty()) {
        _ if shared => weights.shared,
        (false, false) => weights.apart,
        (true, true) => 0.0,
        _ => weights.one,
    }
}

/// Of the known names behind a spelling those that cost hardly more than the cheapest: *Moskovich* is Москович, though Hungarian would
/// write Мошкович so too.
fn likely<'k>(known: &'k [Known<'static>]) -> &'k [Known<'static>] {
    let least = known.first().map_or(0, |known| known.derivation.cost());
    let end = known.partition_point(|known| known.derivation.cost() <= least + NEARLY);
    &known[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        compare(a, b, None, None).same
    }

    #[test]
    fn one_name_in_two_presses() {
        for (a, b) in [
            ("Kouleba", "Kuleba"),
            ("Beloussov", "Belousov"),
            ("Lukaschenko", "Lukashenko"),
            ("Khrouchtchev", "Chruschtschow"),
            ("Shevchenko", "Szewczenko"),
            ("Timochenko", "Tymoshenko"),
        ] {
            assert!(same(a, b), "{a} and {b}");
        }
    }

    #[test]
    fn a_letter_more_is_another_person() {
        for (a, b) in [
            ("Ivanov", "Ivanova"),
            ("Petrov", "Petrova"),
            ("Kovalenko", "Kovalchuk"),
            ("Kovalenko", "Kovalenka"),
            ("Marta", "Martha"),
            ("Smith", "Smyth"),
            ("Deschamps", "Descamps"),
        ] {
            assert!(!same(a, b), "{a} and {b}");
        }
    }

    #[test]
    fn the_order_does_not_matter_and_nothing_is_no_name() {
        let (one, two) =
            (compare("Poutine", "Putin", None, None), compare("Putin", "Poutine", None, None));
        assert_eq!(one.same, two.same);
        assert_eq!(one.conventions.0, two.conventions.1);
        assert!(!same("", "") && !same("Putin", "—"));
    }
}
