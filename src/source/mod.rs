//! Files: bytes become a document, and text becomes bytes again.

mod mask;

pub use mask::links;
