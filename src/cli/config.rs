//! `mtlint.toml`: what a project decides once.
//!
//! The nearest one upward from the working folder is read, unless a flag names another or asks for none. Unknown keys are errors
//! that say which key may have been meant; a typo must not switch a rule off in silence.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::options::nearest;
use crate::finding::Confidence;

/// Keys of the file.
const KEYS: &[&str] = &[
    "confidence",
    "fail-on",
    "format",
    "house",
    "ignore",
    "language",
    "lexicon",
    "names",
    "paths",
    "select",
    "style",
];

/// The settings of a configuration file, all of them optional.
#[derive(Clone, Debug, Default)]
pub(super) struct Config {
    pub(super) language: Option<String>,
    pub(super) confidence: Option<Confidence>,
    pub(super) select: Vec<String>,
    pub(super) ignore: Vec<String>,
    pub(super) fail_on: Option<String>,
    pub(super) format: Option<String>,
    pub(super) lexicons: Vec<PathBuf>,
    /// Name of the style of names.
    pub(super) style: Option<String>,
    /// File of the house's own names.
    pub(super) house: Option<PathBuf>,
    /// Where they were read; empty when nowhere.
    path: PathBuf,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct File {
    language: Option<String>,
    confidence: Option<String>,
    select: Vec<String>,
    ignore: Vec<String>,
    fail_on: Option<String>,
    format: Option<String>,
    lexicon: Lexicon,
    names: Names,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Names {
    style: Option<String>,
    house: Option<PathBuf>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Lexicon {
    paths: Vec<PathBuf>,
}

impl Config {
    /// Reads the configuration at `path`, or the nearest one, or none.
    pub(super) fn find(path: Option<&Path>) -> Result<Self, String> {
        if let Some(path) = path {
            return Self::read(path);
        }
        let Ok(here) = std::env::current_dir() else { return Ok(Self::default()) };
        let nearest =
            here.ancestors().map(|folder| folder.join("mtlint.toml")).find(|path| path.is_file());
        nearest.map_or_else(|| Ok(Self::default()), |path| Self::read(&path))
    }

    fn read(path: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        let file: File =
            crate::lexicon::author::parse(path, &text).map_err(|why| with_hint(&why))?;
        let confidence = match file.confidence.as_deref() {
            None => None,
            Some("low") => Some(Confidence::Low),
            Some("medium") => Some(Confidence::Medium),
            Some("high") => Some(Confidence::High),
            Some(other) => {
                return Err(format!(
                    "{}: confidence {other:?} is not low, medium or high",
                    path.display()
                ));
            }
        };
        let folder = path.parent().unwrap_or(Path::new("."));
        Ok(Self {
            language: file.language,
            confidence,
            select: file.select,
            ignore: file.ignore,
            fail_on: file.fail_on,
            format: file.format,
            lexicons: file.lexicon.paths.iter().map(|path| folder.join(path)).collect(),
            style: file.names.style,
            house: file.names.house.map(|path| folder.join(path)),
            path: path.to_owned(),
        })
    }

    /// The complaint about a value that came from the file.
    pub(super) fn blame(&self, why: &str) -> String {
        format!("{}: {why}", self.path.display())
    }
}

/// Adds the key that may have been meant to serde's word on an unknown one.
fn with_hint(why: &str) -> String {
    let key = why.split_once("unknown field `").and_then(|(_, rest)| rest.split('`').next());
    match key.and_then(|key| nearest(key, KEYS.iter().copied())) {
        Some(meant) => format!("{why}; did you mean `{meant}`?"),
        None => why.to_owned(),
    }
}
