//! Finds, explains and repairs what machine translation leaves in text.

pub mod check;
pub mod cli;
pub mod corpus;
pub mod detect;
pub mod finding;
pub mod fix;
pub mod lang;
pub mod lexicon;
pub mod name;
mod queue;
pub mod report;
pub mod resolve;
pub mod rule;
pub mod segment;
pub mod source;
pub mod survey;
pub mod text;
pub mod verdict;
