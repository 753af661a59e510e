//! From a spelling back to native letters, and from native letters to the spelling of a press.
//!
//! `read` gives the likeliest native names behind a spelling of one convention, `write` spells a native name in another; together they are
//! the productive rewriter. Their answers are candidates: what is shown to a reader is backed by a lexicon (`super::suggest`).

use super::convention::{Convention, NEVER};
use super::lattice::{Index, Lattice};
use super::table::{Arc, Kind, LEGACY, context};

/// Native names kept per letter of the spelling.
const MOST: usize = 40;

/// Spells a native name. `None` when a letter has no row, or no spelling in this convention. `languages` are the source languages that
/// may be meant, as bits.
pub fn write(index: &Index, native: &str, convention: Convention, languages: u8) -> Option<String> {
    let letters: Vec<char> = native.chars().flat_map(char::to_lowercase).collect();
    let mut out = String::new();
    let (mut at, mut kind) = (0, Kind::Edge);
    while at < letters.len() {
        if matches!(letters[at], ' ' | '-' | '\'' | '’' | 'ʼ') {
            out.extend(matches!(letters[at], ' ' | '-').then_some(letters[at]));
            (at, kind) = (at + 1, Kind::Edge);
            continue;
        }
        let mut rows = index.rows_at(&letters[at..]);
        rows.retain(|(row, length)| {
            *length > 0 && index.table.rows[usize::from(*row)].languages & languages != 0
        });
        // Of equally long groups the first row of the table; a group whose spelling needs another place gives way to the next.
        rows.sort_by_key(|(row, length)| (usize::MAX - length, *row));
        let (spelling, row, length) = rows.iter().find_map(|&(row, length)| {
            let ends = letters.get(at + length).is_none_or(|c| matches!(c, ' ' | '-'));
            let front = index
                .rows_at(letters.get(at + length..).unwrap_or_default())
                .first()
                .is_some_and(|(next, _)| index.table.rows[usize::from(*next)].kind.is_front());
            let mut place = kind.follows();
            place |= if kind == Kind::Edge { context::START } else { 0 };
            place |= if ends { context::END } else { context::MEDIAL };
            place |= if front { context::FRONT } else { 0 };
            let spelling = normal(index, row, place, convention)?;
            Some((spelling, row, length))
        })?;
        out.push_str(spelling);
        kind = index.table.rows[usize::from(row)].kind;
        at += length;
    }
    let mut letters = out.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect())
}

/// The normal spelling of a row at this place: one for the place before one for any place.
fn normal(index: &Index, row: u16, place: u16, convention: Convention) -> Option<&str> {
    let lane = convention.lane();
    let fits = |arc: &&Arc| arc.row == row && arc.context & !place == 0;
    let spellings = index.table.spellings.iter();
    spellings
        .flat_map(|(spelling, arcs)| arcs.iter().filter(fits).map(move |arc| (spelling, arc)))
        .filter(|(_, arc)| arc.costs.0[lane] < LEGACY)
        .min_by_key(|(spelling, arc)| {
            let general = arc.context.count_ones();
            (arc.costs.0[lane], u32::MAX - general, arc.rank(lane), spelling.len())
        })
        .map(|(spelling, _)| spelling.as_str())
}

/// The likeliest native names behind a spelling of one convention, with their cost.
pub fn read(index: &Index, lattice: &Lattice, convention: Convention) -> Vec<(String, u8)> {
    let lane = convention.lane();
    let mut cells: Vec<Vec<(String, u8, Kind)>> = vec![Vec::new(); lattice.edges.len()];
    cells[0].push((String::new(), 0, Kind::Edge));
    for at in 0..lattice.edges.len() {
        let mut here = std::mem::take(&mut cells[at]);
        here.sort();
        here.sort_by_key(|(_, cost, _)| *cost);
        here.dedup_by(|a, b| a.0 == b.0);
        here.truncate(MOST);
        for (native, cost, kind) in &here {
            for edge in &lattice.edges[at] {
                let own = edge.costs.0[lane];
                let to = usize::from(edge.to);
                if own == NEVER || edge.after & !kind.follows() != 0 || to == at {
                    continue;
                }
                let row = &index.table.rows[usize::from(edge.row)];
                let letters = if row.unwritten { "" } else { row.native.as_str() };
                let cost = cost.saturating_add(own);
                cells[to].push((format!("{native}{letters}"), cost, row.kind));
            }
        }
        cells[at] = here;
    }
    cells.pop().unwrap_or_default().into_iter().map(|(native, cost, _)| (native, cost)).collect()
}
