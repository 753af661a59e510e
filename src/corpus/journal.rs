//! What is written, and how a run that was killed goes on.
//!
//! Outputs grow at their ends, under names that end in `.tmp`, in the order of the input. A checkpoint says how long each was when
//! all before it was on the disk, and what had been counted; it is written beside its place, synced and renamed, so that at
//! any moment the old one or the new one is there. Going on cuts the outputs to these lengths. When all is done they get
//! their names, so that no unfinished file passes for a finished one.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::judge::{Common, Made, Mirrored};
use super::manifest::Manifest;
use super::sample::Sample;
use super::{Error, ErrorKind, Scan, Stats};

/// Files from this size on are synced when they are finished. Single documents are as many as a folder holds, and a sync of each
/// would take longer than checking it; they survive a kill, and a failure of the power where the system writes in order.
const SYNCED: u64 = 4 << 20;

/// Said before anything is written.
const NO_TABLES: &str =
    "this program was built without the feature parquet, which findings.parquet needs";

/// Blocks between checkpoints, where the blocks are small.
const BLOCKS: u64 = 256;

/// A checkpoint over [`LARGE`] (of many sources) is written no oftener than when so many times its size has been read since.
const TIMES_ITS_SIZE: u64 = 16;

/// Bytes of a checkpoint that cost nothing to speak of.
const LARGE: u64 = 1 << 20;

const COMMON: [(Common, &str); 4] = [
    (Common::Findings, "findings.jsonl"),
    (Common::Documents, "documents.jsonl"),
    (Common::Dropped, "dropped.jsonl"),
    (Common::Faults, "faults.jsonl"),
];

const MIRRORED: [(Mirrored, &str); 2] =
    [(Mirrored::Texts, "texts"), (Mirrored::Attributes, "attributes")];

/// Where a run stands.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Checkpoint {
    /// The next block: number of the file, number in it.
    pub(super) next: (usize, u64),
    /// Lengths, in the order of [`COMMON`].
    common: [u64; 4],
    /// Lengths of the files of the input that is begun, in the order of [`MIRRORED`].
    mirrored: [u64; 2],
    /// Bytes of input that are done.
    pub(super) bytes: u64,
    pub(super) stats: Stats,
    sample: Sample,
    pub(super) done: bool,
}

/// The outputs of a run.
pub(super) struct Journal<'s> {
    scan: &'s Scan,
    common: [Option<Growing>; 4],
    mirrored: [Option<Growing>; 2],
    pub(super) state: Checkpoint,
    /// Bytes and blocks since the last checkpoint.
    since: (u64, u64),
    size: u64,
    /// Held while the run lasts, so that no other writes to the same folder.
    _lock: File,
}

/// A file that grows at its end until it gets its name.
struct Growing {
    name: PathBuf,
    file: BufWriter<File>,
    length: u64,
}

impl Growing {
    /// Opens the file cut to a length.
    fn open(name: PathBuf, length: u64) -> Result<Self, Error> {
        let begun = unfinished(&name);
        let open = || -> io::Result<File> {
            if let Some(folder) = name.parent() {
                fs::create_dir_all(folder)?;
            }
            // A file that was finished after the checkpoint has its name already.
            if length > 0 && !begun.exists() && name.exists() {
                fs::rename(&name, &begun)?;
            }
            let mut file =
                OpenOptions::new().write(true).create(true).truncate(false).open(&begun)?;
            if file.metadata()?.len() < length {
                let why = "is shorter than the checkpoint says; begin anew with --force";
                return Err(io::Error::other(why));
            }
            file.set_len(length)?;
            file.seek(SeekFrom::End(0))?;
            Ok(file)
        };
        let file = open().map_err(|e| Error::io(ErrorKind::Output, &begun, &e))?;
        Ok(Self { name, file: BufWriter::with_capacity(64 * 1024, file), length })
    }

    fn add(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.length += bytes.len() as u64;
        self.file.write_all(bytes).map_err(|e| self.wrong(&e))
    }

    fn sync(&mut self) -> Result<(), Error> {
        let synced = self.file.flush().and_then(|()| self.file.get_ref().sync_data());
        synced.map_err(|e| self.wrong(&e))
    }

    /// Gives the file its name.
    fn finish(mut self, sync: bool) -> Result<(), Error> {
        if sync {
            self.sync()?;
        } else {
            self.file.flush().map_err(|e| self.wrong(&e))?;
        }
        fs::rename(unfinished(&self.name), &self.name).map_err(|e| self.wrong(&e))
    }

    fn wrong(&self, cause: &io::Error) -> Error {
        Error::io(ErrorKind::Output, &self.name, cause)
    }
}

/// The name of a file that is not finished.
fn unfinished(name: &Path) -> PathBuf {
    let mut begun = name.as_os_str().to_owned();
    begun.push(".tmp");
    begun.into()
}

/// Writes a file so that at any moment the old one or the new one is there.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let begun = unfinished(path);
    let write = || -> io::Result<()> {
        let mut file = File::create(&begun)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&begun, path)?;
        // The new name is in the folder, which has to reach the disk too; not every system can be asked for that.
        if let Some(folder) = path.parent() {
            let _ = File::open(folder).and_then(|folder| folder.sync_all());
        }
        Ok(())
    };
    write().map_err(|e| Error::io(ErrorKind::Output, path, &e))
}

impl<'s> Journal<'s> {
    /// Begins a run in its folder, or goes on with the one that is there.
    pub(super) fn open(scan: &'s Scan, resume: bool, force: bool) -> Result<Self, Error> {
        let folder = &scan.output;
        if scan.outputs.table && cfg!(not(feature = "parquet")) {
            return Err(Error::new(ErrorKind::Output, NO_TABLES));
        }
        let wrong = |e: io::Error| Error::io(ErrorKind::Output, folder, &e);
        fs::create_dir_all(folder).map_err(wrong)?;
        let lock = File::create(folder.join(".lock")).map_err(wrong)?;
        if lock.try_lock().is_err() {
            let why = format!("{}: another scan is writing here", folder.display());
            return Err(Error::new(ErrorKind::Output, why));
        }
        let manifest = Manifest::of(scan);
        let state = match Manifest::read(folder)? {
            Some(_) if !resume && !force => {
                let why = "holds a scan already; --resume goes on with it, --force begins anew";
                return Err(Error::new(ErrorKind::Output, format!("{}: {why}", folder.display())));
            }
            Some(begun) if resume => {
                begun.compare(&manifest)?;
                Self::read_checkpoint(folder)?
            }
            _ => {
                clear(folder).map_err(wrong)?;
                manifest.write(folder)?;
                Checkpoint::default()
            }
        };
        let mut journal = Self {
            scan,
            common: [const { None }; 4],
            mirrored: [const { None }; 2],
            state,
            since: (0, 0),
            size: 0,
            _lock: lock,
        };
        if !journal.state.done {
            journal.open_outputs()?;
        }
        Ok(journal)
    }

    fn read_checkpoint(folder: &Path) -> Result<Checkpoint, Error> {
        let path = folder.join("checkpoint.json");
        match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .map_err(|e| Error::new(ErrorKind::Output, format!("{}: {e}", path.display()))),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(Checkpoint::default()),
            Err(e) => Err(Error::io(ErrorKind::Output, &path, &e)),
        }
    }

    fn open_outputs(&mut self) -> Result<(), Error> {
        let outputs = self.scan.outputs;
        for (at, (common, name)) in COMMON.into_iter().enumerate() {
            let wanted = match common {
                Common::Findings => outputs.findings || outputs.table,
                Common::Documents => outputs.documents,
                Common::Dropped => self.scan.drop_if.is_some(),
                Common::Faults => true,
            };
            if wanted {
                let path = self.scan.output.join(name);
                self.common[at] = Some(Growing::open(path, self.state.common[at])?);
            }
        }
        if self.state.next.1 > 0 {
            self.open_mirrored(self.state.next.0)?;
        }
        Ok(())
    }

    /// Opens the files that stand for one input.
    fn open_mirrored(&mut self, input: usize) -> Result<(), Error> {
        for (at, (mirrored, folder)) in MIRRORED.into_iter().enumerate() {
            let wanted = match mirrored {
                Mirrored::Texts => self.scan.outputs.texts,
                Mirrored::Attributes => self.scan.outputs.attributes,
            };
            if wanted {
                let name = self.scan.output.join(folder).join(&self.scan.inputs[input].mirror);
                self.mirrored[at] = Some(Growing::open(name, self.state.mirrored[at])?);
            }
        }
        Ok(())
    }

    /// Writes what came of a block, which must be the next one.
    pub(super) fn take(&mut self, made: Made) -> Result<(), Error> {
        if self.state.next.0 != made.input {
            self.finish_mirrored()?;
        }
        if self.mirrored.iter().all(Option::is_none) {
            self.open_mirrored(made.input)?;
        }
        for (file, bytes) in self.common.iter_mut().zip(&made.common) {
            if let Some(file) = file {
                file.add(bytes)?;
            }
        }
        for (file, bytes) in self.mirrored.iter_mut().zip(&made.mirrored) {
            if let Some(file) = file {
                file.add(bytes)?;
            }
        }
        let state = &mut self.state;
        state.stats.merge(made.stats);
        state.sample.merge(made.sample, self.scan.outputs.sample.map_or(0, |(most, _)| most));
        state.bytes += made.stored;
        state.next = (made.input, made.number + 1);
        if made.last {
            self.finish_mirrored()?;
            self.state.next = (made.input + 1, 0);
        }
        self.since = (self.since.0 + made.stored, self.since.1 + 1);
        let enough = self.since.0 >= self.scan.checkpoint_every || self.since.1 >= BLOCKS;
        if enough && self.since.0 >= self.size.saturating_sub(LARGE) * TIMES_ITS_SIZE {
            self.checkpoint()?;
        }
        Ok(())
    }

    fn finish_mirrored(&mut self) -> Result<(), Error> {
        for file in self.mirrored.iter_mut().filter_map(Option::take) {
            let large = file.length >= SYNCED;
            file.finish(large)?;
        }
        self.state.mirrored = [0; 2];
        Ok(())
    }

    fn checkpoint(&mut self) -> Result<(), Error> {
        for (file, length) in self.common.iter_mut().zip(&mut self.state.common) {
            if let Some(file) = file {
                file.sync()?;
                *length = file.length;
            }
        }
        for (file, length) in self.mirrored.iter_mut().zip(&mut self.state.mirrored) {
            if let Some(file) = file {
                file.sync()?;
                *length = file.length;
            }
        }
        let json = serde_json::to_vec(&self.state)
            .map_err(|e| Error::new(ErrorKind::Output, format!("checkpoint: {e}")))?;
        self.size = json.len() as u64;
        self.since = (0, 0);
        replace(&self.scan.output.join("checkpoint.json"), &json)
    }

    /// Gives everything its name.
    pub(super) fn finish(mut self) -> Result<Stats, Error> {
        let lines = unfinished(&self.scan.output.join("findings.jsonl"));
        let only_table = self.scan.outputs.table && !self.scan.outputs.findings;
        let drop_lines = || match fs::remove_file(&lines) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => {
                Err(Error::io(ErrorKind::Output, &lines, &e))
            }
            _ => Ok(()),
        };
        if self.state.done {
            return if only_table { drop_lines() } else { Ok(()) }.map(|()| self.state.stats);
        }
        // A run that is killed from here on finds nothing left to check and comes here again.
        self.finish_mirrored()?;
        self.state.next = (self.scan.inputs.len(), 0);
        self.checkpoint()?;
        let folder = &self.scan.output;
        replace(&folder.join("stats.json"), self.state.stats.to_json().as_bytes())?;
        if self.scan.outputs.sample.is_some() {
            let lines: String = self.state.sample.lines().flat_map(|line| [line, "\n"]).collect();
            replace(&folder.join("sample.jsonl"), lines.as_bytes())?;
        }
        if self.scan.outputs.table {
            self.write_table(&lines)?;
        }
        if only_table {
            self.common[Common::Findings as usize] = None;
        }
        for file in self.common.iter_mut().filter_map(Option::take) {
            file.finish(true)?;
        }
        self.state.done = true;
        self.checkpoint()?;
        if only_table {
            // Wanted until now, since a run that was killed would have made the table anew.
            drop_lines()?;
        }
        Ok(self.state.stats)
    }
}

#[cfg(feature = "parquet")]
impl Journal<'_> {
    /// Makes the table of the lines of findings, which are all on the disk.
    fn write_table(&self, lines: &Path) -> Result<(), Error> {
        let table = self.scan.output.join("findings.parquet");
        let begun = unfinished(&table);
        super::table::write(lines, &begun)
            .and_then(|()| fs::rename(&begun, &table))
            .map_err(|e| Error::io(ErrorKind::Output, &table, &e))
    }
}

#[cfg(not(feature = "parquet"))]
impl Journal<'_> {
    #[allow(clippy::unused_self, reason = "as where tables can be written")]
    fn write_table(&self, _: &Path) -> Result<(), Error> {
        Err(Error::new(ErrorKind::Output, NO_TABLES))
    }
}

/// Takes away what an earlier scan left, and nothing else.
fn clear(folder: &Path) -> io::Result<()> {
    let gone = |done: io::Result<()>| match done {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    };
    let files =
        ["manifest.json", "checkpoint.json", "stats.json", "sample.jsonl", "findings.parquet"];
    for name in files.into_iter().chain(COMMON.map(|(_, name)| name)) {
        gone(fs::remove_file(folder.join(name)))?;
        gone(fs::remove_file(unfinished(&folder.join(name))))?;
    }
    for (_, name) in MIRRORED {
        gone(fs::remove_dir_all(folder.join(name)))?;
    }
    Ok(())
}
