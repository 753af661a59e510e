//! Lexicons: what a linguist knows, as data, and the matcher over it.
//!
//! `author` reads the TOML that people write, `notation` and `inflect` expand it, `compile` lays it out; those four run in
//! `build.rs` for the lexicons that ship and at run time for a user's own. [`Lexicon`] opens what `compile` made, `matcher` finds
//! its phrases in a token stream, and `repair` renders what to write instead. [`examples`] runs the examples that entries carry.

pub mod author;
pub mod compile;
pub mod examples;
pub mod facts;
mod guard;
pub mod house;
pub mod inflect;
pub mod lists;
mod marks;
mod matcher;
pub mod notation;
mod repair;
pub mod spreadsheet;
mod store;

pub use facts::Facts;
pub use lists::List;
pub use matcher::{Hit, Match};
pub(crate) use repair::line_of;
pub use repair::{Replacement, replacement};
pub use store::{EntryText, Lexicon};

/// Most groups, classes and lemmas in one phrase.
pub const MOST_CAPTURES: usize = 10;
