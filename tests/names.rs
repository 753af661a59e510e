//! The tables of names: every line `test` both ways, and what no table may ever allow.

use std::path::{Path, PathBuf};

use mtlint::name::derive::derive;
use mtlint::name::table::{self, context};
use mtlint::name::{Convention, Spelling, compare, rewrite, tables};
use proptest::prelude::*;

fn files() -> Vec<PathBuf> {
    let folder = std::fs::read_dir(Path::new("lexicons/names/tables")).expect("the tables");
    let mut paths: Vec<PathBuf> = folder.map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    paths
}

#[test]
fn every_example_of_a_table_holds_both_ways() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for path in files() {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect("a table");
        let (_, examples) = table::parse(&text).expect("a table that parses");
        assert!(!examples.is_empty(), "{name} has no line `test`");
        let index = &tables::of(&name).expect("a table that ships").index;
        for example in examples {
            count += 1;
            let convention = Convention::from_code(&example.convention).expect("a convention");
            let vowels = index.table.rows.iter().any(|row| row.unwritten);
            let written = rewrite::write(index, &example.native, convention, u8::MAX);
            // What a script leaves out cannot be written from it.
            if !vowels && written.as_deref() != Some(&example.latin) {
                wrong.push(format!("{name}: {example:?} is written {written:?}"));
            }
            let lattice = index.read(&Spelling::new(&example.latin));
            let cost = derive(index, &example.native, &lattice, 40)
                .map(|found| found.costs.0[convention.lane()]);
            if cost.is_none_or(|cost| cost > 4) {
                wrong.push(format!("{name}: {example:?} is read at {cost:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{count} examples\n{}", wrong.join("\n"));
}

/// If a row could end in *a* here and in nothing there, *Ivanova* could be *Ivanov*.
#[test]
fn no_row_ends_in_a_and_in_nothing() {
    for script in tables::all() {
        let table = &script.index.table;
        let mut silent = vec![false; table.rows.len()];
        let mut open = vec![false; table.rows.len()];
        for (spelling, arcs) in &table.spellings {
            for arc in arcs.iter().filter(|arc| arc.context & context::MEDIAL == 0) {
                let row = usize::from(arc.row);
                silent[row] |= spelling.is_empty();
                open[row] |= spelling.chars().last().is_some_and(|c| table::bare(c) == 'a');
            }
        }
        for (row, facts) in table.rows.iter().enumerate() {
            let both = silent[row] && open[row];
            assert!(!both, "{}: {} ends in a and in nothing", script.name, facts.native);
        }
    }
}

#[test]
fn a_table_with_a_hole_is_refused() {
    let text = std::fs::read_to_string("lexicons/names/tables/greek.tsv").expect("a table");
    let why = table::parse(&text.replacen("\ta\t", "\t\t", 1)).map(drop).expect_err("a hole");
    assert!(why.contains("empty cell"), "{why}");
    let why =
        table::parse(&text.replacen("\thr\t", "\txx\t", 1)).map(drop).expect_err("no such column");
    assert!(why.contains("xx"), "{why}");
}

/// Men's and women's forms, and names that look alike, in every table and without language.
#[test]
fn other_people_stay_apart() {
    let stems = ["Petr", "Ivan", "Sidor", "Kuznets", "Smirn", "Popov", "Vasil", "Fyodor", "Dragan"];
    for stem in stems {
        for (man, woman) in [("ov", "ova"), ("ev", "eva"), ("in", "ina"), ("sky", "skaya")] {
            let (a, b) = (format!("{stem}{man}"), format!("{stem}{woman}"));
            assert!(!compare(&a, &b, None, None).same, "{a} and {b}");
        }
    }
    for (a, b) in [
        ("Kovalenko", "Kovalchuk"),
        ("Tymchenko", "Tymoshenko"),
        ("Macron", "Marconi"),
        ("Mishustin", "Mishutin"),
        ("Papadopoulos", "Papadopoulou"),
        ("Pashinyan", "Pashayan"),
    ] {
        assert!(!compare(a, b, None, None).same, "{a} and {b}");
    }
}

proptest! {
    #[test]
    fn the_order_of_a_comparison_does_not_matter(a in "[A-Z][a-zčšžéïü]{1,9}", b in "[A-Z][a-zčšžéïü]{1,9}") {
        let (one, two) = (compare(&a, &b, None, None), compare(&b, &a, None, None));
        prop_assert_eq!(one.score, two.score);
        prop_assert_eq!(one.conventions.0, two.conventions.1);
    }

    #[test]
    fn any_text_can_be_compared(a in "\\PC{0,60}", b in "\\PC{0,60}") {
        let found = compare(&a, &b, Convention::from_code("fr"), None);
        prop_assert!((0.0..=1.0).contains(&found.score));
        prop_assert_eq!(found.same, found.score >= 0.5);
    }
}
