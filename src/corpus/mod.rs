//! Corpora: files of records checked at the speed of the disk, on all cores, to be broken off and gone on with.
//!
//! One direction again: [`inputs`] lists the files, `blocks` cuts them into work units of a megabyte by a fixed grid, `judge` makes
//! of each unit the bytes of every output and its counts, and `journal` appends these in the order of the input. Nothing that is
//! written depends on threads, on where a run was broken off, or on how a corpus was shared out.
//!
//! A run is broken off by killing it. Every few dozen units the journal syncs its files and writes a checkpoint beside them,
//! which holds their lengths and the counts so far; going on means cutting the files to those lengths and working from there.
//! The alternative, a file for each unit that is joined at the end, needs the space twice and a file a megabyte.
//!
//! The module neither prints nor looks at the clock: whoever runs it is told of progress and faults.

mod archive;
mod attributes;
mod blocks;
#[cfg(feature = "parquet")]
mod columns;
mod error;
mod filter;
mod input;
mod journal;
mod judge;
mod manifest;
mod record;
mod rows;
mod run;
mod sample;
mod shown;
mod split;
pub mod stats;
#[cfg(feature = "parquet")]
mod table;
mod unpack;

use std::fmt;
use std::path::PathBuf;

pub use error::{Error, ErrorKind};
pub use filter::Filter;
pub use input::{Input, KINDS, Kind, KindEntry, Packing, inputs};
pub use record::Fields;
pub use run::{Progress, Summary, run};
pub use shown::samples;
pub use stats::Stats;

use crate::check::Checker;
use crate::finding::Applicability;
use crate::source::Format;

/// Number of the schema of the files a scan writes.
pub const SCHEMA: u32 = 1;

/// What a scan reads, asks and writes.
#[derive(Debug)]
pub struct Scan {
    /// The files.
    pub inputs: Vec<Input>,
    /// How texts are checked.
    pub checker: Checker,
    /// What makes this checker another than the default, in whatever words: a run goes on only with the same.
    pub checker_id: String,
    /// Which build of the program this is, in whatever words: two of one version may know different phrases.
    pub build: String,
    /// Where the parts of a record are.
    pub fields: Fields,
    /// What the texts of records are written in.
    pub format: Format,
    /// Longest document, in bytes; those over it are reported and skipped.
    pub max_document: usize,
    /// Bytes of input between checkpoints.
    pub checkpoint_every: u64,
    /// The folder everything is written to.
    pub output: PathBuf,
    /// What is written there.
    pub outputs: Outputs,
    /// Which documents are dropped, and how that was written.
    pub drop_if: Option<(Filter, String)>,
    /// This share of the corpus, of so many; from 1.
    pub shard: (u64, u64),
}

/// What a scan writes beside its counts and faults.
#[allow(clippy::struct_excessive_bools, reason = "each output is written or not")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outputs {
    /// `findings.jsonl`.
    pub findings: bool,
    /// `findings.parquet`; in programs built with the feature `parquet`.
    pub table: bool,
    /// `documents.jsonl`.
    pub documents: bool,
    /// `sample.jsonl`: findings of each rule, and the seed of the draw.
    pub sample: Option<(usize, u64)>,
    /// `attributes/`: spans in the form of Dolma, a file for each input.
    pub attributes: bool,
    /// `texts/`: what is not dropped, a file for each input.
    pub texts: bool,
    /// Repairs made in `texts/`.
    pub repair: Option<Applicability>,
}

/// What a place in a file is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Bytes of the file, unpacked.
    Byte,
    /// Bytes of the file as it is stored.
    PackedByte,
    /// Rows, from 0.
    Row,
}

impl Unit {
    /// The word used in output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Byte => "byte",
            Self::PackedByte => "packed-byte",
            Self::Row => "row",
        }
    }
}

/// Something of the input that could not be read. It ends nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub path: String,
    /// Where in it.
    pub offset: u64,
    /// What `offset` counts.
    pub unit: Unit,
    /// What is wrong.
    pub message: String,
}

impl Fault {
    fn new(input: &Input, offset: u64, message: impl Into<String>) -> Self {
        Self { path: input.name(), offset, unit: Unit::Byte, message: message.into() }
    }

    fn stored(input: &Input, offset: u64, message: impl Into<String>) -> Self {
        Self { unit: Unit::PackedByte, ..Self::new(input, offset, message) }
    }

    fn too_long(input: &Input, offset: u64, most: usize) -> Self {
        Self::new(input, offset, format!("skipped: longer than {most} bytes (--max-document)"))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (path, at, message) = (&self.path, self.offset, &self.message);
        match self.unit {
            Unit::Byte => write!(f, "{path}: byte {at}: {message}"),
            Unit::PackedByte => write!(f, "{path}: byte {at} of the packed file: {message}"),
            Unit::Row => write!(f, "{path}: row {at}: {message}"),
        }
    }
}
