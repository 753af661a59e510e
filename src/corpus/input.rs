//! The files of a corpus: which they are, what records they hold, and how they are packed.
//!
//! All are listed before the first is read, so that a path that is wrong is told at once, shares of a corpus can be counted out, and
//! a run that goes on knows whether anything has changed.

use std::path::{Component, Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use super::{Error, ErrorKind};
use crate::source::{Format, walk};

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// A JSON object a line.
    Lines,
    /// Rows with commas, fields in quotes where needed, names in the first row.
    Commas,
    /// Rows with tabs, no quotes, names in the first row.
    Tabs,
    /// Web archive: extracted text (WET) or responses (WARC).
    Archive,
    /// Columns; needs the feature `parquet`.
    Parquet,
    /// One document.
    Text,
}

/// One kind of input: its name on the command line and the extensions of its files.
#[derive(Debug)]
pub struct KindEntry {
    /// The kind.
    pub kind: Kind,
    /// The name on the command line.
    pub name: &'static str,
    /// Extensions in lower case, without that of a compression.
    pub extensions: &'static [&'static str],
}

/// Every kind. Files of single documents are known by the formats of [`crate::source`].
pub static KINDS: &[KindEntry] = &[
    KindEntry { kind: Kind::Lines, name: "jsonl", extensions: &["json", "jsonl", "ndjson"] },
    KindEntry { kind: Kind::Commas, name: "csv", extensions: &["csv"] },
    KindEntry { kind: Kind::Tabs, name: "tsv", extensions: &["tsv"] },
    KindEntry { kind: Kind::Archive, name: "warc", extensions: &["warc", "wet"] },
    KindEntry { kind: Kind::Parquet, name: "parquet", extensions: &["parquet"] },
    KindEntry { kind: Kind::Text, name: "text", extensions: &[] },
];

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Packing {
    /// Not at all.
    None,
    /// Members of gzip.
    Gzip,
    /// Frames of zstd.
    Zstd,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Where it is; `-` is standard input.
    pub path: PathBuf,
    /// Where the files made of it stand below their folder.
    pub mirror: PathBuf,
    /// What it holds.
    pub kind: Kind,
    /// How it is packed.
    pub packing: Packing,
    /// Its size; 0 for standard input.
    pub size: u64,
    /// When it was changed, in nanoseconds since 1970.
    pub modified: u64,
}

impl Kind {
    /// The kind called so on the command line.
    pub fn from_name(name: &str) -> Option<Self> {
        KINDS.iter().find(|entry| entry.name == name).map(|entry| entry.kind)
    }

    /// Kind and packing by extension; `None` when no kind claims it.
    fn of_path(path: &Path) -> Option<(Self, Packing)> {
        let packing = Packing::of_path(path);
        let stem = if packing == Packing::None { path } else { Path::new(path.file_stem()?) };
        let extension = stem.extension()?.to_str()?.to_ascii_lowercase();
        let claims = |entry: &&KindEntry| entry.extensions.contains(&extension.as_str());
        let kind = KINDS.iter().find(claims).map(|entry| entry.kind);
        let text = || Format::of_extension(stem).map(|_| Self::Text);
        // Single documents are not packed.
        kind.or_else(|| text().filter(|_| packing == Packing::None)).map(|kind| (kind, packing))
    }
}

impl Packing {
    fn of_path(path: &Path) -> Self {
        match path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase).as_deref() {
            Some("gz") => Self::Gzip,
            Some("zst" | "zstd") => Self::Zstd,
            _ => Self::None,
        }
    }
}

impl Input {
    /// What it is called in outputs and messages.
    pub fn name(&self) -> String {
        if self.is_stdin() {
            "<stdin>".to_owned()
        } else {
            self.path.to_string_lossy().into_owned()
        }
    }

    /// Whether it is standard input.
    pub fn is_stdin(&self) -> bool {
        self.path == Path::new("-")
    }

    fn new(path: PathBuf, kind: Option<Kind>) -> Result<Self, Error> {
        let wrong = |cause| Error::io(ErrorKind::Input, &path, &cause);
        let known = Kind::of_path(&path);
        let (size, modified) = if path == Path::new("-") {
            (0, 0)
        } else {
            let metadata = std::fs::metadata(&path).map_err(wrong)?;
            let modified = metadata.modified().ok().and_then(|t| t.duration_since(UNIX_EPOCH).ok());
            (metadata.len(), modified.map_or(0, |since| since.as_nanos() as u64))
        };
        let packing = known.map_or_else(|| Packing::of_path(&path), |(_, packing)| packing);
        let stdin = path == Path::new("-");
        let kind = kind.or(known.map(|(kind, _)| kind)).or(stdin.then_some(Kind::Lines));
        let Some(kind) = kind else {
            let why = "what it holds cannot be told by its name; say it with --records";
            return Err(Error::new(ErrorKind::Input, format!("{}: {why}", path.display())));
        };
        if kind == Kind::Text && packing != Packing::None {
            let why = "a single document is not read from a packed file";
            return Err(Error::new(ErrorKind::Input, format!("{}: {why}", path.display())));
        }
        if kind == Kind::Parquet && (packing != Packing::None || stdin) {
            let why = "Parquet is read from files that are not packed again";
            return Err(Error::new(ErrorKind::Input, format!("{}: {why}", path.display())));
        }
        #[cfg(not(feature = "parquet"))]
        if kind == Kind::Parquet {
            let why = "this program was built without Parquet";
            return Err(Error::new(ErrorKind::Input, format!("{}: {why}", path.display())));
        }
        #[cfg(not(feature = "zstd"))]
        if packing == Packing::Zstd {
            let why = "this program was built without zstd";
            return Err(Error::new(ErrorKind::Input, format!("{}: {why}", path.display())));
        }
        Ok(Self { path, mirror: PathBuf::new(), kind, packing, size, modified })
    }
}

/// The files that paths and patterns stand for, in order, each once. Files below `output` are left out, and so are those
/// of folders that no kind claims.
///
/// # Errors
///
/// [`ErrorKind::Input`] for a path that is not there, a pattern that matches nothing, a folder that cannot be read.
pub fn inputs(paths: &[PathBuf], kind: Option<Kind>, output: &Path) -> Result<Vec<Input>, Error> {
    let mut named = Vec::new();
    for path in paths {
        let text = path.to_string_lossy();
        if path == Path::new("-") || path.exists() || !text.contains(['*', '?', '[']) {
            named.push(path.clone());
            continue;
        }
        let wrong =
            |why: &dyn std::fmt::Display| Error::new(ErrorKind::Input, format!("{text}: {why}"));
        let before = named.len();
        for found in glob::glob(&text).map_err(|e| wrong(&e))? {
            named.push(found.map_err(|e| wrong(&e))?);
        }
        if named.len() == before {
            return Err(wrong(&"no file matches"));
        }
    }
    let output = output.canonicalize().ok();
    let outside = |path: &Path| {
        output
            .as_ref()
            .is_none_or(|o| path.canonicalize().map_or(true, |path| !path.starts_with(o)))
    };
    let mut inputs = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for file in walk::files_that(&named, |path| Kind::of_path(path).is_some()) {
        let path = file.map_err(|e| Error::new(ErrorKind::Input, e.to_string()))?;
        if outside(&path) && seen.insert(path.clone()) {
            inputs.push(Input::new(path, kind)?);
        }
    }
    if inputs.is_empty() {
        return Err(Error::new(ErrorKind::Input, "no file of a known kind is there"));
    }
    mirror(&mut inputs);
    Ok(inputs)
}

/// Gives each file its place below a folder of outputs: its path from the folder that all have in common.
fn mirror(inputs: &mut [Input]) {
    let whole = |input: &Input| {
        let path = if input.is_stdin() { Path::new("stdin.jsonl") } else { &input.path };
        std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
    };
    let paths: Vec<PathBuf> = inputs.iter().map(whole).collect();
    let mut common: &Path = paths[0].parent().unwrap_or(Path::new(""));
    while !paths.iter().all(|path| path.starts_with(common)) {
        common = common.parent().unwrap_or(Path::new(""));
    }
    for (input, path) in inputs.iter_mut().zip(&paths) {
        let below = path.strip_prefix(common).unwrap_or(path).components();
        input.mirror = below
            .map(|part| match part {
                Component::Normal(name) => PathBuf::from(name),
                Component::ParentDir => PathBuf::from("up"),
                _ => PathBuf::new(),
            })
            .collect();
        if input.kind == Kind::Parquet {
            // What is made of it grows at its end, which a Parquet file does not: its rows become lines.
            input.mirror.as_mut_os_string().push(".jsonl");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_kind_and_packing() {
        for (name, wanted) in [
            ("a.jsonl", Some((Kind::Lines, Packing::None))),
            ("a.JSON.gz", Some((Kind::Lines, Packing::Gzip))),
            ("a.warc.wet.zst", Some((Kind::Archive, Packing::Zstd))),
            ("a.csv", Some((Kind::Commas, Packing::None))),
            ("a.md", Some((Kind::Text, Packing::None))),
            ("a.md.gz", None),
            ("a.gz", None),
            ("a", None),
        ] {
            assert_eq!(Kind::of_path(Path::new(name)), wanted, "{name}");
        }
    }

    #[test]
    fn files_are_listed_once_in_order_and_mirrored_below_what_they_share() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path();
        for name in ["x/b.jsonl", "x/a.txt", "x/c.rs", "y/a.jsonl", "out/a.jsonl"] {
            std::fs::create_dir_all(root.join(name).parent().expect("a folder")).expect("made");
            std::fs::write(root.join(name), "").expect("written");
        }
        let paths = [root.join("y/*.jsonl"), root.to_owned()];
        let inputs = inputs(&paths, None, &root.join("out")).expect("inputs");
        let mirrors: Vec<_> = inputs.iter().map(|input| input.mirror.to_string_lossy()).collect();
        assert_eq!(mirrors, ["y/a.jsonl", "x/a.txt", "x/b.jsonl"]);
    }

    #[test]
    fn what_is_not_there_is_said() {
        let wrong = |path: &str| {
            inputs(&[path.into()], None, Path::new("out")).expect_err("no input").to_string()
        };
        assert!(wrong("no/such.jsonl").starts_with("no/such.jsonl: "));
        assert!(wrong("no/*.jsonl").contains("no file matches"));
        assert!(wrong("Cargo.lock").contains("--records"));
    }
}
