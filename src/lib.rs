//! Finds, explains and repairs what machine translation leaves in text.

pub mod text;
pub mod lang;
pub mod source;
pub mod segment;
pub mod finding;
pub mod rule;
pub mod lexicon;
pub mod detect;
pub mod resolve;
pub mod fix;
pub mod check;
pub mod report;
pub mod cli;
