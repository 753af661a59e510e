//! The tables that ship, opened on first use.

use std::sync::OnceLock;

use super::lattice::Index;
use super::table::Table;

include!(concat!(env!("OUT_DIR"), "/name_tables.rs"));

/// A script with its table.
#[derive(Debug)]
pub struct Script {
    /// Name of the script, which is that of its file.
    pub name: &'static str,
    /// Its table.
    pub index: Index,
}

/// All scripts that have a table, in the order of their names.
pub fn all() -> &'static [Script] {
    static OPENED: OnceLock<Vec<Script>> = OnceLock::new();
    OPENED.get_or_init(|| {
        BUILT_IN
            .iter()
            .filter_map(|(name, bytes)| {
                Some(Script { name, index: Index::new(Table::from_bytes(bytes)?) })
            })
            .collect()
    })
}

/// The table of one script.
pub fn of(name: &str) -> Option<&'static Script> {
    all().iter().find(|script| script.name == name)
}
