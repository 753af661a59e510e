//! Names from other scripts: which spellings are of one name, what convention wrote them, and how another writes them.
//!
//! Everything rests on one table per script (`lexicons/names/tables`): rows of native letters, columns of conventions. `align` reads two
//! spellings over it at once and answers whether the same native letters can be behind both; `rewrite` reads one and writes it anew.
//! String distance decides nothing. `origin` keeps ordinary Latin-script names away from the tables, `known` backs what is said with
//! names that exist, and `vote` asks several names of a text for their common convention.

pub mod align;
pub mod compare;
pub mod convention;
pub mod derive;
pub mod entity;
pub mod equivalence;
pub mod key;
pub mod known;
pub mod lattice;
pub mod origin;
mod origin_code;
pub mod rewrite;
pub mod skeleton;
pub mod spelling;
pub mod style;
pub mod suggest;
pub mod table;
pub mod tables;
pub mod tell;
pub mod vote;

pub use compare::{Comparison, compare};
pub use convention::{Convention, Conventions};
pub use spelling::Spelling;
pub use style::Style;
pub use suggest::{Suggestion, suggest};
pub use tell::{Letters, tell};
pub use vote::{Vote, vote};
