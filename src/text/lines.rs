//! Lines and columns, computed from byte offsets when a finding is shown.

/// A place as an editor shows it: 1-based, columns in Unicode scalars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// 1-based line.
    pub line: usize,
    /// 1-based column, in Unicode scalars.
    pub column: usize,
    /// Offset from the start of the text, in Unicode scalars.
    pub chars: usize,
}

/// Where the lines of one text start. Built once per document that has findings.
///
/// A line ends after `\n`, `\r\n` or a lone `\r`, as editors count them.
#[derive(Debug)]
pub struct LineIndex {
    /// Byte offset and scalar offset of each line start.
    starts: Vec<(usize, usize)>,
}

impl LineIndex {
    /// Indexes `text`.
    pub fn new(text: &str) -> Self {
        let mut starts = vec![(0, 0)];
        let bytes = text.as_bytes();
        let (mut counted, mut chars) = (0, 0);
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                chars += scalars(&bytes[counted..=at]);
                counted = at + 1;
                starts.push((counted, chars));
            }
        }
        Self { starts }
    }

    /// Where the line of byte `offset` starts.
    pub fn line_start(&self, offset: usize) -> usize {
        self.starts[self.starts.partition_point(|&(start, _)| start <= offset) - 1].0
    }

    /// The position of byte `offset` of `text`, which must be the text that was indexed.
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let line = self.starts.partition_point(|&(start, _)| start <= offset);
        let (start, chars_before) = self.starts[line - 1];
        let column = scalars(&text.as_bytes()[start..offset]);
        Position { line, column: column + 1, chars: chars_before + column }
    }
}

/// Number of Unicode scalars that begin in `bytes`.
fn scalars(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_scalars_and_every_line_end_counts_once() {
        let text = "aé\r\nb\rc\n\u{1F600}x";
        let index = LineIndex::new(text);
        let at = |needle: &str| index.position(text, text.find(needle).expect("in text"));
        assert_eq!(at("é"), Position { line: 1, column: 2, chars: 1 });
        assert_eq!(at("b"), Position { line: 2, column: 1, chars: 4 });
        assert_eq!(at("c"), Position { line: 3, column: 1, chars: 6 });
        assert_eq!(at("x"), Position { line: 4, column: 2, chars: 9 });
        assert_eq!(index.position(text, text.len()).column, 3);
    }

    #[test]
    fn empty_text_has_one_line() {
        assert_eq!(LineIndex::new("").position("", 0), Position { line: 1, column: 1, chars: 0 });
    }
}
