//! A scan from its first block to its last.

use std::io;
use std::ops::ControlFlow;

use super::blocks::{Block, CELL, Stream, cells, read_cell};
#[cfg(feature = "parquet")]
use super::columns::Rows;
use super::input::{Input, Kind, Packing};
use super::journal::Journal;
use super::judge::{Judge, Made};
use super::{Error, ErrorKind, Fault, Scan, Stats};
use crate::queue;

/// How far a run has come.
#[derive(Clone, Copy, Debug, Default)]
pub struct Progress {
    /// Bytes of the inputs that are done.
    pub bytes: u64,
    /// Bytes of the inputs of this share, about.
    pub total: u64,
    /// Documents.
    pub documents: u64,
    /// Findings.
    pub findings: u64,
}

/// What a run came to.
#[derive(Debug)]
pub struct Summary {
    /// All that was counted.
    pub stats: Stats,
    /// Whether it came to its end; otherwise it can be gone on with.
    pub done: bool,
}

/// Scans a corpus with so many threads. `resume` goes on with a run that is in the folder of the outputs, `force` begins
/// anew there. `tell` is called as the run goes, with what could not be read since the last call; when it breaks, the run
/// stops as if it had been killed.
///
/// # Errors
///
/// [`ErrorKind::Output`] when something cannot be written, [`ErrorKind::Changed`] when a run cannot be gone on with,
/// [`ErrorKind::Input`] when standard input is to be shared or gone on with.
pub fn run(
    scan: &Scan,
    threads: usize,
    (resume, force): (bool, bool),
    tell: &mut dyn FnMut(&Progress, &[Fault]) -> ControlFlow<()>,
) -> Result<Summary, Error> {
    if scan.inputs.iter().any(Input::is_stdin) && (resume || scan.shard.1 > 1) {
        let why = "standard input can be read once; it is not shared out or gone on with";
        return Err(Error::new(ErrorKind::Input, why));
    }
    let mut journal = Journal::open(scan, resume, force)?;
    if journal.state.done {
        return Ok(Summary { stats: journal.finish()?, done: true });
    }
    let judge = Judge::new(scan);
    let (_, of) = scan.shard;
    let total = scan.inputs.iter().map(|input| input.size).sum::<u64>() / of;
    let mut ended = Ok(true);
    let work = |item: Item| judge.block(item.read(scan));
    queue::in_order(Items::new(scan, journal.state.next), threads, work, |mut made: Made| {
        let faults = std::mem::take(&mut made.faults);
        if let Err(why) = journal.take(made) {
            ended = Err(why);
            return ControlFlow::Break(());
        }
        let stats = &journal.state.stats;
        let progress = Progress {
            bytes: journal.state.bytes,
            total,
            documents: stats.documents,
            findings: stats.findings,
        };
        let told = tell(&progress, &faults);
        if told.is_break() {
            ended = Ok(false);
        }
        told
    });
    if ended? {
        return Ok(Summary { stats: journal.finish()?, done: true });
    }
    Ok(Summary { stats: journal.state.stats, done: false })
}

/// A block to be read, or one that had to be read in order.
enum Item {
    /// A cell of plain lines, or a file that is one document.
    Cell { input: usize, number: u64, last: bool },
    /// Records.
    Block(Box<Block>),
}

impl Item {
    fn read(self, scan: &Scan) -> Block {
        let (input, number, last) = match self {
            Self::Block(block) => return *block,
            Self::Cell { input, number, last } => (input, number, last),
        };
        let file = &scan.inputs[input];
        let mut block = Block { input, number, last, ..Block::default() };
        let begin = number * CELL;
        let read = if file.kind == Kind::Text {
            block.stored = file.size;
            whole(file, scan.max_document)
        } else {
            block.stored = (file.size - begin.min(file.size)).min(CELL);
            read_cell(file, number, scan.max_document)
                .map_err(|e| Fault::new(file, begin, e.to_string()))
        };
        match read {
            Ok((offset, data, fault)) => {
                (block.offset, block.data) = (offset, data);
                block.faults.extend(fault);
            }
            Err(fault) => block.faults.push(fault),
        }
        block
    }
}

/// A file that is one document.
fn whole(file: &Input, most: usize) -> Result<(u64, Vec<u8>, Option<Fault>), Fault> {
    if file.size > most as u64 {
        return Err(Fault::too_long(file, 0, most));
    }
    let bytes = std::fs::read(&file.path).map_err(|e| Fault::new(file, 0, e.to_string()))?;
    Ok((0, bytes, None))
}

/// A file that is read in order.
enum Reader {
    Records(Box<Stream>),
    #[cfg(feature = "parquet")]
    Columns(Box<Rows>),
}

impl Reader {
    fn open(input: usize, file: &Input, scan: &Scan) -> io::Result<Self> {
        #[cfg(feature = "parquet")]
        if file.kind == Kind::Parquet {
            let rows = Rows::open(input, file, &scan.fields, scan.outputs.texts)?;
            return Ok(Self::Columns(Box::new(rows)));
        }
        Ok(Self::Records(Box::new(Stream::open(input, file, scan.max_document)?)))
    }

    fn next_block(&mut self) -> Option<Block> {
        match self {
            Self::Records(stream) => stream.next_block(),
            #[cfg(feature = "parquet")]
            Self::Columns(rows) => rows.next_block(),
        }
    }
}

/// The blocks of a share of a corpus, in order.
struct Items<'s> {
    scan: &'s Scan,
    input: usize,
    number: u64,
    stream: Option<Reader>,
    /// Bytes of the files before this one, and of all.
    before: u64,
    total: u64,
}

impl<'s> Items<'s> {
    /// The blocks from `next` on.
    fn new(scan: &'s Scan, next: (usize, u64)) -> Self {
        let size = |inputs: &[Input]| inputs.iter().map(|input| input.size).sum();
        let before = size(&scan.inputs[..next.0]);
        let total = size(&scan.inputs);
        Self { scan, input: next.0, number: next.1, stream: None, before, total }
    }

    /// Whether what begins at this byte of all inputs belongs to the share.
    fn is_mine(&self, at: u64) -> bool {
        let (share, of) = self.scan.shard;
        let place = u128::from(at) * u128::from(of) / u128::from(self.total.max(1));
        place.min(u128::from(of) - 1) == u128::from(share - 1)
    }

    fn go_to_next_input(&mut self) {
        self.before += self.scan.inputs[self.input].size;
        self.input += 1;
        self.number = 0;
        self.stream = None;
    }

    /// The next block of the file that is read in order.
    fn streamed(&mut self, file: &Input) -> Option<Block> {
        if self.stream.is_none() {
            match Reader::open(self.input, file, self.scan) {
                Ok(stream) => self.stream = Some(stream),
                Err(e) => {
                    let faults = vec![Fault::new(file, 0, e.to_string())];
                    return Some(Block {
                        input: self.input,
                        faults,
                        last: true,
                        ..Block::default()
                    });
                }
            }
        }
        loop {
            let block = self.stream.as_mut()?.next_block()?;
            // Those before are done already.
            if block.number >= self.number {
                return Some(block);
            }
        }
    }
}

impl Iterator for Items<'_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            let scan = self.scan;
            let (input, file) = (self.input, scan.inputs.get(self.input)?);
            let by_cell =
                file.packing == Packing::None && file.kind == Kind::Lines && !file.is_stdin();
            if by_cell || file.kind == Kind::Text {
                let count = if by_cell { cells(file.size) } else { 1 };
                let number = self.number;
                self.number += 1;
                let at = self.before + number * CELL;
                if number + 1 >= count {
                    self.go_to_next_input();
                }
                if number < count && self.is_mine(at) {
                    return Some(Item::Cell { input, number, last: number + 1 == count });
                }
                continue;
            }
            if !self.is_mine(self.before) {
                self.go_to_next_input();
                continue;
            }
            let Some(block) = self.streamed(file) else {
                self.go_to_next_input();
                continue;
            };
            self.number = block.number + 1;
            if block.last {
                self.go_to_next_input();
            }
            return Some(Item::Block(Box::new(block)));
        }
    }
}
