//! Text and the places in it: spans, documents, the way back from derived text to the file.
//!
//! Everything inside the library is counted in bytes of UTF-8. Lines, columns and Unicode scalars exist only at the
//! edge, where [`LineIndex`] computes them from bytes. A document whose prose had to be derived from markup (HTML,
//! Markdown) carries an [`Alignment`], so that every finding and every edit ends up in the bytes of the file as given.

mod align;
mod document;
pub mod fold;
mod lines;
mod pages;
mod span;

pub use align::{Alignment, AlignmentBuilder};
pub use document::{Document, Ignore, OBJECT};
pub use lines::{LineIndex, Position};
pub use pages::Pages;
pub use span::Span;
