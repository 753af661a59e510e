//! The two-tape aligner: can these two spellings come from the same native letters?
//!
//! Both spellings are read at once, row by row of one table; a row counts only when both tapes can write it at this place. There is
//! no insertion, no deletion and no substitution, so *Ivanov* and *Ivanova* cannot meet. A path carries what it costs in every
//! convention, for each tape, and the source languages that are still possible; the cheapest path that ends wins.

use super::convention::Costs;
use super::lattice::{Index, Lattice};
use super::table::Kind;

/// Most paths kept per pair of positions.
const MOST_PATHS: usize = 6;

/// How two spellings agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alignment {
    /// Cost of the whole, in twentieths.
    pub cost: u8,
    /// What the first spelling costs in each convention.
    pub a: Costs,
    /// What the second costs.
    pub b: Costs,
    /// Source languages that have all rows of the path.
    pub languages: u8,
    /// The rows, with the end of each on either tape.
    pub path: Vec<Step>,
}

/// A row of the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Number of the row.
    pub row: u16,
    /// Letters of the first spelling up to its end.
    pub a: u8,
    /// Letters of the second.
    pub b: u8,
}

struct Path {
    a: Costs,
    b: Costs,
    languages: u8,
    kind: Kind,
    step: Step,
    parent: u32,
}

impl Path {
    fn cost(&self) -> u8 {
        self.a.least().saturating_add(self.b.least())
    }
}

/// The cheapest common reading that costs at most `bound`. `start` is what each convention costs beforehand.
pub fn align(
    index: &Index,
    (a, b): (&Lattice, &Lattice),
    start: (Costs, Costs),
    bound: u8,
) -> Option<Alignment> {
    let (rows, columns) = (a.edges.len(), b.edges.len());
    let mut paths: Vec<Path> = Vec::with_capacity(64);
    let mut cells: Vec<Vec<u32>> = vec![Vec::new(); rows * columns];
    paths.push(Path {
        a: start.0,
        b: start.1,
        languages: u8::MAX,
        kind: Kind::Edge,
        step: Step { row: u16::MAX, a: 0, b: 0 },
        parent: u32::MAX,
    });
    cells[0].push(0);
    for i in 0..rows {
        for j in 0..columns {
            let at = i * columns + j;
            let mut next = 0;
            // A path may go on within its cell's row and column, never back into it.
            while next < cells[at].len() {
                let id = cells[at][next];
                next += 1;
                extend(index, (a, b), (i, j), id, &mut paths, &mut cells, columns, bound);
            }
        }
    }
    let best = cells[rows * columns - 1].iter().min_by_key(|id| paths[**id as usize].cost())?;
    let path = &paths[*best as usize];
    let mut steps = Vec::new();
    let mut at = *best;
    while paths[at as usize].parent != u32::MAX {
        steps.push(paths[at as usize].step);
        at = paths[at as usize].parent;
    }
    steps.reverse();
    Some(Alignment {
        cost: path.cost(),
        a: path.a,
        b: path.b,
        languages: path.languages,
        path: steps,
    })
}

#[allow(
    clippy::too_many_arguments,
    reason = "the inner loop of the aligner, without a struct to build"
)]
fn extend(
    index: &Index,
    (a, b): (&Lattice, &Lattice),
    (i, j): (usize, usize),
    id: u32,
    paths: &mut Vec<Path>,
    cells: &mut [Vec<u32>],
    columns: usize,
    bound: u8,
) {
    let (left, right) = (&a.edges[i], &b.edges[j]);
    let follows = paths[id as usize].kind.follows();
    let (mut x, mut y) = (0, 0);
    while x < left.len() && y < right.len() {
        if left[x].row != right[y].row {
            if left[x].row < right[y].row {
                x += 1;
            } else {
                y += 1;
            }
            continue;
        }
        let row = left[x].row;
        let x_end = x + left[x..].iter().take_while(|edge| edge.row == row).count();
        let y_end = y + right[y..].iter().take_while(|edge| edge.row == row).count();
        let facts = &index.table.rows[usize::from(row)];
        let languages = paths[id as usize].languages & facts.languages;
        if languages != 0 {
            for one in left[x..x_end].iter().filter(|edge| edge.after & !follows == 0) {
                for two in right[y..y_end].iter().filter(|edge| edge.after & !follows == 0) {
                    let to = (usize::from(one.to), usize::from(two.to));
                    if to == (i, j) {
                        continue;
                    }
                    let parent = &paths[id as usize];
                    let path = Path {
                        a: parent.a.plus(&one.costs),
                        b: parent.b.plus(&two.costs),
                        languages,
                        kind: facts.kind,
                        step: Step { row, a: one.to, b: two.to },
                        parent: id,
                    };
                    if path.cost() <= bound {
                        enter(path, &mut cells[to.0 * columns + to.1], paths);
                    }
                }
            }
        }
        (x, y) = (x_end, y_end);
    }
}

/// Keeps a path that no other path of the cell makes superfluous.
fn enter(path: Path, cell: &mut Vec<u32>, paths: &mut Vec<Path>) {
    let covers = |better: &Path, worse: &Path| {
        better.kind == worse.kind
            && worse.languages & !better.languages == 0
            && worse.a.nowhere_below(&better.a)
            && worse.b.nowhere_below(&better.b)
    };
    if cell.iter().any(|id| covers(&paths[*id as usize], &path)) {
        return;
    }
    let new = paths.len() as u32;
    if cell.len() < MOST_PATHS {
        cell.push(new);
    } else {
        let cost = path.cost();
        let worst = cell.iter_mut().max_by_key(|id| paths[**id as usize].cost());
        match worst {
            Some(worst) if paths[*worst as usize].cost() > cost => *worst = new,
            _ => return,
        }
    }
    paths.push(path);
}
