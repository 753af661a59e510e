//! Can this spelling be written for this native name, and in which conventions?
//!
//! The one-tape counterpart of [`super::align`]: the native letters are given, and each row is looked up among the readings of the
//! spelling. Letters that the native script leaves out (Arabic short vowels) may stand anywhere.

use super::convention::Costs;
use super::lattice::{Index, Lattice};
use super::table::Kind;

/// What a derivation came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Derivation {
    /// The cost in each convention.
    pub costs: Costs,
    /// Source languages in which it holds.
    pub languages: u8,
}

impl Derivation {
    /// The lowest cost.
    pub fn cost(&self) -> u8 {
        self.costs.least()
    }
}

struct State {
    kind: Kind,
    languages: u8,
    costs: Costs,
}

/// The cheapest derivations, one per set of source languages, that cost at most `bound`.
pub fn derive(index: &Index, native: &str, lattice: &Lattice, bound: u8) -> Option<Derivation> {
    let letters: Vec<char> = native.chars().flat_map(char::to_lowercase).collect();
    let columns = lattice.edges.len();
    let mut cells: Vec<Vec<State>> = Vec::new();
    cells.resize_with((letters.len() + 1) * columns, Vec::new);
    cells[0].push(State { kind: Kind::Edge, languages: u8::MAX, costs: Costs::FREE });
    for i in 0..=letters.len() {
        let rows = index.rows_at(&letters[i..]);
        for j in 0..columns {
            let at = i * columns + j;
            let mut next = 0;
            while next < cells[at].len() {
                let (kind, languages, costs) =
                    (cells[at][next].kind, cells[at][next].languages, cells[at][next].costs);
                next += 1;
                for &(row, length) in &rows {
                    let facts = &index.table.rows[usize::from(row)];
                    let shared = languages & facts.languages;
                    if shared == 0 {
                        continue;
                    }
                    let edges = &lattice.edges[j];
                    let from = edges.partition_point(|edge| edge.row < row);
                    for edge in edges[from..].iter().take_while(|edge| edge.row == row) {
                        let to = (i + length, usize::from(edge.to));
                        if edge.after & !kind.follows() != 0 || to == (i, j) {
                            continue;
                        }
                        let costs = costs.plus(&edge.costs);
                        if costs.least() <= bound {
                            let state = State { kind: facts.kind, languages: shared, costs };
                            enter(state, &mut cells[to.0 * columns + to.1]);
                        }
                    }
                }
            }
        }
    }
    let end = cells.pop()?;
    let best = end.iter().min_by_key(|state| state.costs.least())?;
    Some(Derivation { costs: best.costs, languages: best.languages })
}

/// States that differ in cost alone become one, lane by lane.
fn enter(state: State, cell: &mut Vec<State>) {
    let same = |old: &&mut State| old.kind == state.kind && old.languages == state.languages;
    if let Some(old) = cell.iter_mut().find(same) {
        for (cost, other) in old.costs.0.iter_mut().zip(state.costs.0) {
            *cost = (*cost).min(other);
        }
    } else {
        cell.push(state);
    }
}
