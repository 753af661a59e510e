//! All readings of a spelling: which rows of a table its letters may stand for, from each letter on.
//!
//! A reading that breaks a longer grapheme (*sh* as с and х) is possible and costs much. The tables are opened once, on first use,
//! into a trie over Latin letters; that takes less than a millisecond.

use super::convention::{CODES, Convention, Costs, NEVER};
use super::key::Keys;
use super::spelling::Spelling;
use super::table::{Arc, OTHER, Table, context};

/// Cost of breaking a longer grapheme.
const BROKEN: u8 = 14;
/// Cost of a mark that the convention does not write.
const MARK: u8 = 1;
/// Presses that put accents on stressed or long vowels of foreign names.
const ACCENTING: [&str; 5] = ["es", "pt", "ca", "hu", "cs"];

/// Presses that one meets less often, where the language of the text is not known.
const RARE: [&str; 8] = ["hu", "ro", "tr", "ca", "fi", "wg", "efeo", "via-ru"];

/// A table as a trie over Latin letters.
#[derive(Debug)]
pub struct Index {
    /// The table itself.
    pub table: Table,
    nodes: Vec<Node>,
    /// What may stand for a row without any letter.
    silent: Vec<Arc>,
    marks: Costs,
    /// Rows by the first native letter; rows without one (unwritten vowels) under `'\0'`.
    natives: std::collections::HashMap<char, Vec<(u16, Vec<char>)>>,
    /// Classes of its graphemes.
    pub keys: Keys,
}

#[derive(Debug, Default)]
struct Node {
    next: Vec<(char, u32)>,
    arcs: Vec<Arc>,
    /// Lanes in which this is a grapheme that should not be broken.
    whole: u32,
    length: usize,
}

/// One row read off a spelling.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    pub(super) row: u16,
    /// Position after it.
    pub(super) to: u8,
    /// Kinds of context that the row before must make.
    pub(super) after: u16,
    pub(super) costs: Costs,
}

/// The readings of one spelling; `edges[i]` begin at letter i and are sorted by row.
#[derive(Debug)]
pub struct Lattice {
    pub(super) edges: Vec<Vec<Edge>>,
}

impl Index {
    /// Lays out a table for reading.
    pub fn new(table: Table) -> Self {
        let mut nodes = vec![Node::default()];
        let mut silent = Vec::new();
        for (spelling, arcs) in &table.spellings {
            if spelling.is_empty() {
                silent.extend(arcs.iter().cloned());
                continue;
            }
            let mut at = 0;
            for c in spelling.chars() {
                let known = nodes[at].next.iter().find(|(letter, _)| *letter == c);
                at = if let Some((_, next)) = known {
                    *next as usize
                } else {
                    let next = nodes.len();
                    nodes[at].next.push((c, next as u32));
                    let length = nodes[at].length + 1;
                    nodes.push(Node { length, ..Node::default() });
                    next
                };
            }
            for arc in arcs {
                let native = table.rows[usize::from(arc.row)].native.chars().count();
                if native == 1 && is_grapheme(spelling) && arc.context & context::FRONT == 0 {
                    for lane in 0..CODES.len() {
                        nodes[at].whole |= u32::from(arc.costs.0[lane] <= OTHER) << lane;
                    }
                }
            }
            nodes[at].arcs.clone_from(arcs);
        }
        let mut marks = Costs::FREE.plus_all(MARK);
        for code in ACCENTING {
            if let Some(convention) = Convention::from_code(code) {
                marks.0[convention.lane()] = 0;
            }
        }
        let mut natives = std::collections::HashMap::<char, Vec<(u16, Vec<char>)>>::new();
        for (at, row) in table.rows.iter().enumerate() {
            let letters: Vec<char> = row.native.chars().collect();
            let first = if row.unwritten { '\0' } else { letters.first().copied().unwrap_or('\0') };
            natives.entry(first).or_default().push((at as u16, letters));
        }
        let keys = Keys::new(&table);
        Self { table, nodes, silent, marks, natives, keys }
    }

    /// The rows that these native letters may begin with, and how many letters each takes.
    pub(super) fn rows_at(&self, letters: &[char]) -> Vec<(u16, usize)> {
        let mut rows = Vec::new();
        for first in letters.first().into_iter().chain(&['\0']) {
            for (row, native) in self.natives.get(first).into_iter().flatten() {
                if *first == '\0' {
                    rows.push((*row, 0));
                } else if letters.starts_with(native) {
                    rows.push((*row, native.len()));
                }
            }
        }
        rows
    }

    /// Reads a spelling.
    pub fn read(&self, spelling: &Spelling) -> Lattice {
        let mut edges = Vec::with_capacity(spelling.len() + 1);
        let mut met: Vec<(u32, u8)> = Vec::new();
        for at in 0..=spelling.len() {
            met.clear();
            self.walk(spelling, at, 0, 0, &mut met);
            let mut whole = [0_u8; 32];
            for &(node, marks) in met.iter().filter(|(_, marks)| *marks == 0) {
                let node = &self.nodes[node as usize];
                let _ = marks;
                for (lane, longest) in whole.iter_mut().enumerate().take(CODES.len()) {
                    if node.whole >> lane & 1 == 1 {
                        *longest = (*longest).max(node.length as u8);
                    }
                }
            }
            let mut here: Vec<Edge> = Vec::new();
            for arc in &self.silent {
                self.push(&mut here, spelling, arc, at, at, 0);
            }
            for &(node, marks) in &met {
                let node = &self.nodes[node as usize];
                let from = here.len();
                for arc in &node.arcs {
                    self.push(&mut here, spelling, arc, at, at + node.length, marks);
                }
                for edge in &mut here[from..] {
                    for (cost, longest) in edge.costs.0.iter_mut().zip(whole) {
                        if longest > node.length as u8 {
                            *cost = cost.saturating_add(BROKEN);
                        }
                    }
                }
            }
            here.sort_by_key(|edge| (edge.row, edge.to));
            edges.push(here);
        }
        Lattice { edges }
    }

    /// Nodes of the trie that the letters from `at` lead to, and the marks left off on the way.
    fn walk(&self, spelling: &Spelling, at: usize, node: u32, marks: u8, met: &mut Vec<(u32, u8)>) {
        let here = &self.nodes[node as usize];
        if !here.arcs.is_empty() {
            met.push((node, marks));
        }
        let (Some(&letter), Some(&bare)) = (spelling.letters.get(at), spelling.bare.get(at)) else {
            return;
        };
        for &(next, to) in &here.next {
            if next == letter {
                self.walk(spelling, at + 1, to, marks, met);
            } else if next == bare {
                self.walk(spelling, at + 1, to, marks + 1, met);
            }
        }
    }

    fn push(
        &self,
        here: &mut Vec<Edge>,
        spelling: &Spelling,
        arc: &Arc,
        at: usize,
        to: usize,
        marks: u8,
    ) {
        let mut found = 0;
        if spelling.starts >> at & 1 == 1 {
            found |= context::START;
        }
        if spelling.ends >> to & 1 == 1 {
            found |= context::END;
        } else {
            found |= context::MEDIAL;
        }
        if spelling.bare.get(to).is_some_and(|c| matches!(c, 'e' | 'i' | 'y' | 'j')) {
            found |= context::FRONT;
        }
        let here_context = context::START | context::END | context::FRONT | context::MEDIAL;
        if arc.context & here_context & !found != 0 {
            return;
        }
        let mut costs = arc.costs;
        for _ in 0..marks {
            costs = costs.plus(&self.marks);
        }
        here.push(Edge { row: arc.row, to: to as u8, after: arc.context & !here_context, costs });
    }
}

/// Whether breaking this spelling is a fault: consonants in a row, and the vowels *ou* and *oe*.
fn is_grapheme(spelling: &str) -> bool {
    let consonant = |c: char| !"aeiouy".contains(super::table::bare(c));
    spelling.chars().count() > 1
        && spelling.chars().all(consonant)
        && !matches!(spelling, "lj" | "nj" | "dj" | "gj" | "kj")
        || matches!(spelling, "ou" | "oe")
}

/// What a convention costs that is not the one a text should follow.
pub(super) fn prior(language: Option<Convention>) -> Costs {
    let mut costs = Costs::NEVER;
    for convention in Convention::all() {
        costs.0[convention.lane()] = match language {
            None if RARE.contains(&convention.code()) => 1,
            None => 0,
            Some(own) if own == convention => 0,
            Some(_) if matches!(convention.code(), "en" | "sci") => 1,
            Some(_) => 3,
        };
    }
    debug_assert!(costs.0[CODES.len()..].iter().all(|cost| *cost == NEVER));
    costs
}
