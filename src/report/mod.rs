//! Output formats.

pub mod json;
