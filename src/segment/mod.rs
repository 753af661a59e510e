//! Sentences and tokens.

pub mod token;
