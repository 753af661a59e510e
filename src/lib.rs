//! Finds, explains and repairs what machine translation leaves in text.

pub mod finding;
pub mod rule;
pub mod segment;
pub mod source;
pub mod text;
