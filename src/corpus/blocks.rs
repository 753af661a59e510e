//! Work units: a megabyte of records at a time.
//!
//! Files are cut by a fixed grid: a unit holds the records that begin in its cell. The grid knows nothing of threads, so every run
//! cuts alike. A cell of plain JSON lines is found without reading what lies before it, and each thread reads its own; what has to
//! be unpacked or parsed to be cut is read by one thread at a time, which is far faster than checking.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

use super::Fault;
use super::input::{Input, Kind};
use super::split::{Split, Splitter};
use super::unpack::{Bytes, Filled};

/// Bytes in a cell.
pub(super) const CELL: u64 = 1 << 20;

/// Records of one file that are worked on together.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// Number of the file.
    pub(super) input: usize,
    /// Number of the block in it.
    pub(super) number: u64,
    /// Where `data` begins, in bytes of the unpacked file.
    pub(super) offset: u64,
    /// Whole records.
    pub(super) data: Vec<u8>,
    /// The row of names that the file begins with.
    pub(super) header: Option<Arc<[u8]>>,
    /// What could not be read, after the records.
    pub(super) faults: Vec<Fault>,
    /// Whether the file ends with it.
    pub(super) last: bool,
    /// Bytes of the file as it is stored that this block stands for, for progress.
    pub(super) stored: u64,
}

/// Number of cells of a file that is cut without reading it.
pub(super) fn cells(size: u64) -> u64 {
    size.div_ceil(CELL).max(1)
}

/// Reads the lines that begin in a cell of a plain file.
pub(super) fn read_cell(
    input: &Input,
    number: u64,
    most: usize,
) -> io::Result<(u64, Vec<u8>, Option<Fault>)> {
    let mut file = File::open(&input.path)?;
    let (start, end) = (number * CELL, ((number + 1) * CELL).min(input.size));
    // The byte before tells whether a line begins at the start.
    let from = start.saturating_sub(1);
    file.seek(SeekFrom::Start(from))?;
    let mut data = Vec::with_capacity((end - from) as usize + 4096);
    file.by_ref().take(end - from).read_to_end(&mut data)?;
    if start > 0 {
        let Some(before) = memchr::memchr(b'\n', &data) else {
            return Ok((start, Vec::new(), None));
        };
        data.drain(..=before);
    }
    let offset = end - data.len() as u64;
    if data.is_empty() || data.ends_with(b"\n") {
        return Ok((offset, data, None));
    }
    let line = memchr::memrchr(b'\n', &data).map_or(0, |at| at + 1);
    let mut searched = data.len();
    loop {
        if let Some(at) = memchr::memchr(b'\n', &data[searched..]) {
            data.truncate(searched + at + 1);
            return Ok((offset, data, None));
        }
        searched = data.len();
        if searched - line > most.max(CELL as usize) {
            data.truncate(line);
            let fault = Fault::too_long(input, offset + line as u64, most);
            return Ok((offset, data, Some(fault)));
        }
        if file.by_ref().take(64 * 1024).read_to_end(&mut data)? == 0 {
            return Ok((offset, data, None));
        }
    }
}

/// Cuts a file into blocks while reading it from the start.
pub(super) struct Stream {
    input: usize,
    file: Input,
    bytes: Bytes,
    splitter: Splitter,
    most: usize,
    number: u64,
    /// What is read and not given out yet.
    buffer: Vec<u8>,
    /// Where `buffer` begins in the unpacked file.
    base: u64,
    /// Bytes after the whole records that were thrown away since the last block.
    lost: u64,
    header: Option<Arc<[u8]>>,
    ended: bool,
    done: bool,
}

impl Stream {
    pub(super) fn open(input: usize, file: &Input, most: usize) -> io::Result<Self> {
        Ok(Self {
            input,
            bytes: Bytes::open(file)?,
            splitter: Splitter::new(file.kind),
            file: file.clone(),
            most,
            number: 0,
            buffer: Vec::new(),
            base: 0,
            lost: 0,
            header: None,
            ended: false,
            done: false,
        })
    }

    /// The next block; the last one says so. What is lost ends a block, so that the records of one are contiguous.
    pub(super) fn next_block(&mut self) -> Option<Block> {
        if self.done {
            return None;
        }
        let mut faults = Vec::new();
        // End of the last whole record.
        let mut whole = 0;
        let limit = (self.base / CELL + 1) * CELL;
        while self.base + (whole as u64) < limit && faults.is_empty() {
            match self.splitter.next(&self.buffer, whole) {
                Split::End(end) => {
                    self.keep_header(whole, end);
                    whole = end;
                }
                Split::Lost(why, at) => {
                    faults.push(Fault::new(&self.file, self.base + whole as u64, why));
                    self.cut(whole, at);
                }
                Split::More if self.ended => {
                    whole = self.take_rest(whole, &mut faults);
                    self.done = true;
                    break;
                }
                Split::More if self.buffer.len() - whole > self.most.max(CELL as usize) => {
                    faults.push(Fault::too_long(&self.file, self.base + whole as u64, self.most));
                    self.skip(whole, &mut faults);
                }
                Split::More => self.fill(whole, &mut faults),
            }
        }
        let rest = self.buffer.split_off(whole.min(self.buffer.len()));
        let data = std::mem::replace(&mut self.buffer, rest);
        let block = Block {
            input: self.input,
            number: self.number,
            offset: self.base,
            header: self.header.clone(),
            faults,
            last: self.done,
            stored: data.len() as u64,
            data,
        };
        self.number += 1;
        self.base += block.data.len() as u64 + std::mem::take(&mut self.lost);
        self.splitter.begin_at(0);
        Some(block)
    }

    /// What is left when the file has ended: a record without an end of line, or a part of one.
    fn take_rest(&mut self, whole: usize, faults: &mut Vec<Fault>) -> usize {
        let rest = &self.buffer[whole..];
        if rest.iter().all(u8::is_ascii_whitespace) || self.splitter.takes_rest() {
            self.keep_header(whole, self.buffer.len());
            return self.buffer.len();
        }
        let why = "the file ends inside the record";
        faults.push(Fault::new(&self.file, self.base + whole as u64, why));
        self.buffer.truncate(whole);
        whole
    }

    /// The first record of a table is the row of names.
    fn keep_header(&mut self, from: usize, to: usize) {
        if self.header.is_none() && matches!(self.file.kind, Kind::Commas | Kind::Tabs) {
            self.header = Some(self.buffer[from..to].into());
        }
    }

    /// Reads on; damage ends the record that was begun.
    fn fill(&mut self, whole: usize, faults: &mut Vec<Fault>) {
        match self.bytes.fill(&mut self.buffer) {
            Ok(Filled::More) => {}
            Ok(Filled::End) => self.ended = true,
            Ok(Filled::Damaged(at, why)) => {
                faults.push(Fault::stored(&self.file, at, why));
                self.cut(whole, self.buffer.len());
            }
            Err(e) => {
                faults.push(Fault::new(
                    &self.file,
                    self.base + self.buffer.len() as u64,
                    e.to_string(),
                ));
                self.cut(whole, self.buffer.len());
                self.ended = true;
            }
        }
    }

    /// Takes bytes out that belong to no whole record.
    fn cut(&mut self, from: usize, to: usize) {
        self.lost += (to - from) as u64;
        self.buffer.drain(from..to);
        self.splitter.begin_at(from);
    }

    /// Reads past a record that is too long, keeping none of it.
    fn skip(&mut self, whole: usize, faults: &mut Vec<Fault>) {
        let begun = faults.len();
        while faults.len() == begun {
            let bytes = self.buffer.len() - whole;
            self.lost += bytes as u64;
            self.splitter.forget(whole, bytes);
            self.buffer.truncate(whole);
            self.fill(whole, faults);
            match self.splitter.next(&self.buffer, whole) {
                Split::End(end) | Split::Lost(_, end) => return self.cut(whole, end),
                Split::More if self.ended => return self.cut(whole, self.buffer.len()),
                Split::More => {}
            }
        }
    }
}
