//! Lines and columns of many places of one document.
//!
//! [`LineIndex`] counts a column from the start of its line, which is right for one place and quadratic for the findings of a
//! corpus that is one long line (minutes for a megabyte). Findings come in order, so a place is counted from the one before it
//! when both are in one line.

use std::cell::Cell;

use crate::text::{LineIndex, Position};

/// See the module.
pub(crate) struct Places<'a> {
    text: &'a str,
    index: LineIndex,
    /// The place asked for last.
    last: Cell<(usize, Position)>,
}

impl<'a> Places<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let start = Position { line: 1, column: 1, chars: 0 };
        Self { text, index: LineIndex::new(text), last: Cell::new((0, start)) }
    }

    /// The position of byte `offset`.
    pub(crate) fn position(&self, offset: usize) -> Position {
        let (at, position) = self.last.get();
        let between = &self.text.as_bytes()[at.min(offset)..at.max(offset)];
        let position = if memchr::memchr2(b'\n', b'\r', between).is_some() {
            self.index.position(self.text, offset)
        } else {
            let scalars = between.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
            let moved = |n: usize| if offset < at { n - scalars } else { n + scalars };
            Position { column: moved(position.column), chars: moved(position.chars), ..position }
        };
        self.last.set((offset, position));
        position
    }

    /// The column of byte `offset` in bytes, 1-based.
    pub(super) fn byte_column(&self, offset: usize) -> usize {
        offset - self.index.line_start(offset) + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_index_in_any_order() {
        let text = "aé\r\nb\rc\n\n\u{1F600}x e\u{301}\r\r\nend";
        let index = LineIndex::new(text);
        let offsets: Vec<usize> =
            (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
        for &first in &offsets {
            for &second in &offsets {
                let places = Places::new(text);
                for offset in [first, second, first] {
                    assert_eq!(
                        places.position(offset),
                        index.position(text, offset),
                        "{first} {second} {offset}"
                    );
                }
            }
        }
    }
}
