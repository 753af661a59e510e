//! Where records end, for each kind of file.
//!
//! A splitter looks at bytes as they come and remembers how far it has looked, so that a record of many reads is gone through once.

use super::input::Kind;

/// What stands at the begin of every record of a web archive.
const ARCHIVE: &[u8] = b"WARC/";

/// Longest head of a record of a web archive.
const HEAD: usize = 64 * 1024;

/// What a look came to.
pub(super) enum Split {
    /// The record ends before this byte.
    End(usize),
    /// The bytes up to here are no record, and why.
    Lost(&'static str, usize),
    /// It does not end in what is there.
    More,
}

/// Finds the ends of records.
#[derive(Debug)]
pub(super) struct Splitter {
    kind: Kind,
    /// Up to where the record that is begun was looked through.
    looked: usize,
    /// Whether that place is inside quotes.
    quotes: Quotes,
    /// Where the record ends, once that is known.
    ends: Option<usize>,
}

impl Splitter {
    pub(super) fn new(kind: Kind) -> Self {
        Self { kind, looked: 0, quotes: Quotes::default(), ends: None }
    }

    /// The end of the record that begins at `from`.
    pub(super) fn next(&mut self, bytes: &[u8], from: usize) -> Split {
        let split = match self.kind {
            Kind::Commas => self.row(bytes, from),
            Kind::Archive => self.archived(bytes, from),
            Kind::Lines | Kind::Tabs | Kind::Parquet | Kind::Text => {
                let looked = self.looked.max(from);
                self.looked = bytes.len();
                memchr::memchr(b'\n', &bytes[looked..])
                    .map_or(Split::More, |at| Split::End(looked + at + 1))
            }
        };
        if let Split::End(end) | Split::Lost(_, end) = split {
            self.begin_at(end);
        }
        split
    }

    /// A record begins at this byte, of bytes that may have moved.
    pub(super) fn begin_at(&mut self, at: usize) {
        *self = Self { kind: self.kind, looked: at, quotes: Quotes::default(), ends: None };
    }

    /// Of the record that was begun, the bytes from `from` are thrown away unread by anyone else.
    pub(super) fn forget(&mut self, from: usize, bytes: usize) {
        self.looked = from;
        self.ends = self.ends.map(|end| end - bytes);
    }

    /// Whether what is left at the end of a file is a record that lacks only its end of line.
    pub(super) fn takes_rest(&self) -> bool {
        self.kind != Kind::Archive && self.quotes != Quotes::Inside
    }

    fn row(&mut self, bytes: &[u8], from: usize) -> Split {
        let looked = self.looked.max(from);
        for at in memchr::memchr3_iter(b'"', b',', b'\n', &bytes[looked..]) {
            if self.quotes.see(bytes, looked + at, from) == Seen::Row {
                return Split::End(looked + at + 1);
            }
        }
        self.looked = bytes.len();
        Split::More
    }

    fn archived(&mut self, bytes: &[u8], from: usize) -> Split {
        if let Some(end) = self.ends {
            return if end <= bytes.len() { Split::End(end) } else { Split::More };
        }
        let rest = &bytes[from..];
        let blank = rest.iter().take_while(|&&byte| matches!(byte, b'\r' | b'\n')).count();
        let record = &rest[blank..];
        if record.len() < ARCHIVE.len() {
            return Split::More;
        }
        if !record.starts_with(ARCHIVE) {
            // The end may cut the sign in two.
            let next = memchr::memmem::find(record, b"\nWARC/").map(|at| at + 1);
            let lost = next.unwrap_or(record.len() - ARCHIVE.len() + 1).max(1);
            return Split::Lost("no record of a web archive begins here", from + blank + lost);
        }
        let Some(head) = memchr::memmem::find(record, b"\r\n\r\n") else {
            if record.len() > HEAD {
                return Split::Lost("the head of the record does not end", from + blank + 1);
            }
            return Split::More;
        };
        let Some(length) = header(&record[..head], "Content-Length").and_then(|n| n.parse().ok())
        else {
            return Split::Lost("the record has no length", from + blank + head);
        };
        let end = (from + blank + head + 4).saturating_add(length);
        self.ends = Some(end);
        if end <= bytes.len() { Split::End(end) } else { Split::More }
    }
}

/// Where a walk through a row with commas is. Quotes mean something only around a whole field: `5" disk` is as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Quotes {
    /// In a field without quotes, or before one.
    #[default]
    Outside,
    /// In a field in quotes.
    Inside,
    /// Behind a field in quotes, unless another follows at once, which stands for itself.
    Behind,
}

/// What a byte means that ends fields or rows or puts them in quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    Text,
    Field,
    Row,
}

impl Quotes {
    /// Goes on to the next quote, comma or end of line, of the row that begins at `from`.
    pub(super) fn see(&mut self, bytes: &[u8], at: usize, from: usize) -> Seen {
        let before = bytes[from..at].last();
        match (bytes[at], *self) {
            (b'"', Self::Inside) => *self = Self::Behind,
            (b'"', Self::Behind) if before == Some(&b'"') => *self = Self::Inside,
            (b'"', Self::Outside) if matches!(before, None | Some(b',')) => *self = Self::Inside,
            (b'"', _) | (_, Self::Inside) => {}
            (mark, _) => {
                *self = Self::Outside;
                return if mark == b',' { Seen::Field } else { Seen::Row };
            }
        }
        Seen::Text
    }
}

/// The value of a header line.
pub(super) fn header<'h>(head: &'h [u8], name: &str) -> Option<&'h str> {
    head.split(|&byte| byte == b'\n').find_map(|line| {
        let (key, value) = std::str::from_utf8(line).ok()?.split_once(':')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cuts bytes that come in pieces of every size, and checks that the cuts are the same.
    fn cuts(kind: Kind, bytes: &[u8]) -> Vec<usize> {
        let mut all: Option<Vec<usize>> = None;
        for piece in 1..=bytes.len() {
            let (mut splitter, mut from, mut ends, mut there) = (Splitter::new(kind), 0, vec![], 0);
            while there < bytes.len() {
                there = (there + piece).min(bytes.len());
                while let Split::End(end) = splitter.next(&bytes[..there], from) {
                    ends.push(end);
                    from = end;
                }
            }
            assert!(all.as_ref().is_none_or(|all| *all == ends), "pieces of {piece}");
            all = Some(ends);
        }
        all.unwrap_or_default()
    }

    #[test]
    fn rows_end_outside_quotes() {
        assert_eq!(cuts(Kind::Commas, b"a,b\n1,\"x\ny\"\n2,\"q\"\"\n\"\n"), [4, 12, 21]);
        assert_eq!(cuts(Kind::Commas, b"5\" disk,a\n6,\"b\" \"\n\"\",c\n"), [10, 18, 23]);
        assert_eq!(cuts(Kind::Tabs, b"a\tb\n1\t\"x\n"), [4, 9]);
    }

    #[test]
    fn records_of_an_archive_end_by_their_length() {
        let one = b"WARC/1.0\r\nContent-Length: 6\r\n\r\na\r\n\r\nb\r\n\r\n";
        let two = [&one[..], &one[..]].concat();
        assert_eq!(cuts(Kind::Archive, &two), [37, 78]);
    }

    #[test]
    fn an_archive_is_gone_on_with_after_rubbish() {
        let bytes = b"rubbish\nWARC/1.0\r\nContent-Length: 0\r\n\r\n";
        let mut splitter = Splitter::new(Kind::Archive);
        let Split::Lost(_, at) = splitter.next(bytes, 0) else { panic!("taken for a record") };
        assert_eq!(at, 8);
        assert!(matches!(splitter.next(bytes, at), Split::End(39)));
    }
}
