//! `mtlint scan`: check a corpus.
//!
//! Everything that can be wrong with a command (flags, expression, rules, inputs, the folder of the outputs) is told before the
//! first byte is read. What is wrong with the corpus itself is told as it is met and ends nothing; the run then ends with 2.

use std::fmt::Write as _;
use std::io::Read as _;
use std::num::NonZero;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::options::Checking;
use super::progress::{Bar, say};
use super::{Outcome, complain};
use crate::corpus::{self, Fields, Filter, Kind, Outputs, Stats};
use crate::finding::Applicability;
use crate::source::{self, Format};

/// Faults that are told one by one; the rest are counted, and all stand in `faults.jsonl`.
const MOST_TOLD: u64 = 20;

/// Findings kept of each rule in `sample.jsonl`.
const SAMPLE: usize = 20;

/// Flags of `scan`.
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
#[derive(Args, Clone, Debug)]
pub(super) struct Scan {
    /// Files, folders and patterns (`crawl/*.jsonl.gz`); `-` is standard input
    #[arg(required_unless_present = "files_from")]
    paths: Vec<PathBuf>,
    /// Read further paths from this file, one a line
    #[arg(long, value_name = "FILE")]
    files_from: Option<PathBuf>,
    /// Folder for everything that is written
    #[arg(long, short, value_name = "DIR")]
    output: PathBuf,
    /// What is written beside stats.json and faults.jsonl; separated by commas
    #[arg(
        long,
        value_name = "OUTPUT",
        value_enum,
        value_delimiter = ',',
        default_value = "findings,documents,sample"
    )]
    write: Vec<Written>,
    /// Write the texts with safe repairs made, in the format they came in
    #[arg(long)]
    fix: bool,
    /// Make repairs too that an editor should look at
    #[arg(long, requires = "fix")]
    r#unsafe: bool,
    /// Write documents of which this is true to dropped.jsonl: 'density > 4 and language == "en"'
    #[arg(long, value_name = "EXPRESSION")]
    drop_if: Option<String>,
    /// What every input holds [default: by extension]
    #[arg(long, value_name = "KIND", value_parser = kinds())]
    records: Option<String>,
    /// What the texts of records are written in
    #[arg(long, value_name = "FORMAT", value_parser = formats(), default_value = "plain")]
    input_format: String,
    /// Field or column of the text; a dot leads into an object
    #[arg(long, value_name = "FIELD", default_value = "text")]
    text_field: String,
    /// Field or column of the id
    #[arg(long, value_name = "FIELD", default_value = "id")]
    id_field: String,
    /// Field or column of the site or feed, for totals by source; of a URL the host counts
    #[arg(long, value_name = "FIELD")]
    source_field: Option<String>,
    /// Longest document, in bytes; longer ones are reported and skipped
    #[arg(long, value_name = "BYTES", default_value_t = 64 << 20)]
    max_document: usize,
    /// Seed of the draw for sample.jsonl
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// Check only this share of the corpus: the outputs of 1/N to N/N one after another are those of the whole
    #[arg(long, value_name = "I/N", value_parser = shard, default_value = "1/1")]
    shard: (u64, u64),
    /// Number of threads; the output is the same for any [default: one a processor]
    #[arg(long, value_name = "N", env = "MTLINT_THREADS", hide_env_values = true)]
    threads: Option<NonZero<usize>>,
    /// Bytes of input between checkpoints: about what a scan that is killed has to check again
    #[arg(long, value_name = "BYTES", default_value_t = 32 << 20)]
    checkpoint_every: u64,
    /// Go on with the scan in the folder
    #[arg(long, conflicts_with = "force")]
    resume: bool,
    /// Begin anew where a scan is already
    #[arg(long)]
    force: bool,
    /// Show no progress and no summary
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    checking: Checking,
}

/// What a scan can write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Written {
    /// Findings, one a line: findings.jsonl
    Findings,
    /// Findings as a table: findings.parquet
    Table,
    /// What is known of each document: documents.jsonl
    Documents,
    /// Some findings of each rule: sample.jsonl
    Sample,
    /// Spans for Dolma, a file for each input: attributes/
    Attributes,
    /// Texts that are not dropped, a file for each input: texts/
    Texts,
}

fn kinds() -> Vec<&'static str> {
    corpus::KINDS.iter().map(|entry| entry.name).collect()
}

fn formats() -> Vec<&'static str> {
    source::FORMATS.iter().map(|format| format.name).collect()
}

fn shard(text: &str) -> Result<(u64, u64), String> {
    let parts = text.split_once('/').and_then(|(i, n)| Some((i.parse().ok()?, n.parse().ok()?)));
    match parts {
        Some((i, n)) if 1 <= i && i <= n => Ok((i, n)),
        _ => Err("a share is written I/N, from 1/N to N/N".to_owned()),
    }
}

pub(super) fn run(flags: &Scan) -> Result<Outcome, String> {
    let scan = flags.scan()?;
    let mut bar = Bar::new(flags.quiet);
    let mut faults = 0;
    let ended =
        corpus::run(&scan, flags.threads(), (flags.resume, flags.force), &mut |progress, met| {
            for fault in met {
                faults += 1;
                if faults <= MOST_TOLD {
                    bar.clear();
                    complain(&fault.to_string());
                }
            }
            bar.show(progress);
            ControlFlow::Continue(())
        });
    bar.clear();
    let stats = ended.map_err(|e| e.to_string())?.stats;
    if faults > MOST_TOLD {
        complain(&format!("{} more faults, see faults.jsonl", faults - MOST_TOLD));
    }
    if !flags.quiet {
        say(&summary(&stats));
    }
    Ok(if stats.faults > 0 { Outcome::Failed } else { Outcome::Clean })
}

impl Scan {
    /// What the flags ask for.
    fn scan(&self) -> Result<corpus::Scan, String> {
        let filter = match &self.drop_if {
            None => None,
            Some(text) => {
                let filter = Filter::parse(text).map_err(|e| format!("--drop-if: {e}"))?;
                Some((filter, text.clone()))
            }
        };
        let config = self.checking.config()?;
        let checker = self.checking.checker(&config)?;
        let mut paths = self.paths.clone();
        if let Some(list) = &self.files_from {
            let text =
                std::fs::read_to_string(list).map_err(|e| format!("{}: {e}", list.display()))?;
            paths.extend(text.lines().filter(|line| !line.is_empty()).map(PathBuf::from));
        }
        let kind = self.records.as_deref().and_then(Kind::from_name);
        let inputs = corpus::inputs(&paths, kind, &self.output).map_err(|e| e.to_string())?;
        let wants = |written| self.write.contains(&written);
        let level = if self.r#unsafe { Applicability::Unsafe } else { Applicability::Safe };
        Ok(corpus::Scan {
            inputs,
            checker,
            checker_id: self.checking.identity(&config)?,
            build: build(),
            fields: Fields {
                text: self.text_field.clone(),
                id: self.id_field.clone(),
                source: self.source_field.clone(),
            },
            format: Format::from_name(&self.input_format).unwrap_or(Format::Plain),
            max_document: self.max_document,
            checkpoint_every: self.checkpoint_every,
            output: self.output.clone(),
            outputs: Outputs {
                findings: wants(Written::Findings),
                table: wants(Written::Table),
                documents: wants(Written::Documents),
                sample: wants(Written::Sample).then_some((SAMPLE, self.seed)),
                attributes: wants(Written::Attributes),
                texts: wants(Written::Texts) || self.fix,
                repair: self.fix.then_some(level),
            },
            drop_if: filter,
            shard: self.shard,
        })
    }

    fn threads(&self) -> usize {
        self.threads.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZero::get)
    }
}

/// What a scan came to, for a reader.
fn summary(stats: &Stats) -> String {
    let mut text = format!(
        "{} documents, {} words, {} findings in {} documents",
        stats.documents, stats.words, stats.findings, stats.documents_with_findings
    );
    for (what, count) in
        [("dropped", stats.dropped), ("repaired", stats.repaired), ("faults", stats.faults)]
    {
        if count > 0 {
            let _ = write!(text, ", {count} {what}");
        }
    }
    let mut rules: Vec<_> = stats.rules.iter().collect();
    rules.sort_by_key(|(_, count)| std::cmp::Reverse(count.findings));
    for (id, count) in rules {
        let (findings, documents) = (count.findings, count.documents);
        let _ = write!(text, "\n{findings:>10}  {id} in {documents} documents");
    }
    text
}

/// What tells this program from other builds of its version: a number that its bytes make. Nothing where they cannot be read.
fn build() -> String {
    let read = std::env::current_exe().and_then(std::fs::File::open).and_then(hash_of);
    read.map_or(String::new(), |hash| format!("{hash:016x}"))
}

/// A hash of a file, which is read piece by piece and four numbers at a time: a program is larger than all else that a scan holds.
fn hash_of(mut file: std::fs::File) -> std::io::Result<u64> {
    const PRIME: u64 = 0x0100_0000_01b3;
    let mix = |hash: u64, next: u64| (hash ^ next).wrapping_mul(PRIME).rotate_left(23);
    let mut lanes = [1, 2, 3, 4];
    let mut piece = Vec::with_capacity(1 << 18);
    loop {
        piece.clear();
        file.by_ref().take(1 << 18).read_to_end(&mut piece)?;
        let length = piece.len();
        // The end is filled up with zeros; how long the file is tells it from one that ends in them.
        piece.resize(length.next_multiple_of(32), 0);
        for four in piece.as_chunks::<8>().0.as_chunks::<4>().0 {
            for (lane, eight) in lanes.iter_mut().zip(four) {
                *lane = mix(*lane, u64::from_le_bytes(*eight));
            }
        }
        if length == 0 {
            let length = file.metadata()?.len();
            return Ok(lanes.into_iter().fold(length, mix));
        }
    }
}

/// A number that changes when a file of the folder does: FNV-1a over names and contents.
pub(super) fn fingerprint(folder: &Path) -> Result<u64, String> {
    let wrong = |path: &Path, e: &std::io::Error| format!("{}: {e}", path.display());
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut paths = vec![folder.to_owned()];
    while let Some(path) = paths.pop() {
        let bytes = if path.is_dir() {
            let entries = std::fs::read_dir(&path).map_err(|e| wrong(&path, &e))?;
            let mut inside: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
            inside.sort();
            paths.extend(inside);
            Vec::new()
        } else {
            std::fs::read(&path).map_err(|e| wrong(&path, &e))?
        };
        for &byte in path.to_string_lossy().as_bytes().iter().chain(&bytes) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    Ok(hash)
}
