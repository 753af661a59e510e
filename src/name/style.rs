//! What a house has decided: the spellings of an agency or newspaper, or of the user's own file.
//!
//! A style is pairs of spellings, `"Kiev" = "Kyiv"` under `[prefer]`, and spellings to leave alone under `keep`. It becomes a lexicon
//! like any other, and wins over every other finding on names: what a house writes is right there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::finding::Finding;
use crate::lexicon::author::{Entry, Folder, LanguageFile, parse};
use crate::lexicon::{Lexicon, compile};
use crate::text::fold;

include!(concat!(env!("OUT_DIR"), "/name_styles.rs"));

/// Begins the ids of entries made here.
const PREFIX: &str = "house-";

/// A house's spellings.
#[derive(Debug)]
pub struct Style {
    /// The pairs, as a lexicon.
    pub lexicon: Lexicon,
    /// Spellings that are right in this house, folded.
    settled: BTreeSet<String>,
}

/// The file of a style.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    name: String,
    language: String,
    source: String,
    /// Spellings that are left as they are.
    keep: Vec<String>,
    /// Another spelling → the house's.
    prefer: BTreeMap<String, String>,
}

impl Style {
    /// Names of the styles that ship.
    pub fn names() -> impl Iterator<Item = &'static str> {
        STYLES.iter().map(|(name, _)| *name)
    }

    /// A style that ships.
    ///
    /// # Errors
    ///
    /// When there is none of this name.
    pub fn built_in(name: &str) -> Result<Self, String> {
        let (name, text) = STYLES.iter().find(|(style, _)| *style == name).ok_or_else(|| {
            let names: Vec<&str> = Self::names().collect();
            format!("unknown style {name:?}; one of {}", names.join(", "))
        })?;
        Self::new(Path::new(name), text)
    }

    /// The style of a file, of which `text` is the content.
    ///
    /// # Errors
    ///
    /// A message for the author that names file and line or pair.
    pub fn new(path: &Path, text: &str) -> Result<Self, String> {
        let file: File = parse(path, text)?;
        let wrong = |why: &str| format!("{}: {why}", path.display());
        if file.language.is_empty() {
            return Err(wrong("says no language"));
        }
        let Some(base) = Lexicon::built_in(&file.language) else {
            return Err(wrong(&format!("unknown language {:?}", file.language)));
        };
        let language: LanguageFile = parse(path, base.language_source())?;
        let mut settled: BTreeSet<String> = file.keep.iter().map(|name| fold::fold(name)).collect();
        settled.extend(file.prefer.values().map(|name| fold::fold(name)));
        let entries = file.prefer.iter().enumerate().map(|(n, (other, own))| {
            let why = match file.name.as_str() {
                "" => "The house file prefers the other spelling".to_owned(),
                name => format!("{name} writes it otherwise"),
            };
            entry(path, format!("{PREFIX}{n}"), (other, own), why)
        });
        let folder = Folder {
            language,
            language_source: base.language_source().to_owned(),
            topics: BTreeMap::new(),
            entries: entries.collect(),
        };
        let lexicon = Lexicon::open(compile::compile(&folder)?)?;
        Ok(Self { lexicon, settled })
    }

    /// Whether a finding on a name goes against this style. `text` is what it found.
    pub fn overrules(&self, finding: &Finding, text: &str) -> bool {
        let own = finding.evidence.entry.as_deref().is_some_and(|id| id.starts_with(PREFIX));
        finding.rule.family() == "name" && !own && self.settled.contains(&fold::fold(text))
    }
}

fn entry(path: &Path, id: String, (other, own): (&str, &str), why: String) -> Entry {
    Entry {
        file: PathBuf::from(path),
        id,
        rule: "name/exonym".to_owned(),
        finds: vec![(escaped(other), Some(escaped(own)))],
        paired: false,
        safe: true,
        confidence: "high".to_owned(),
        from: Vec::new(),
        why,
        bad: Vec::new(),
        good: Vec::new(),
        not: Vec::new(),
        topic: None,
        near: Vec::new(),
        unless: Vec::new(),
        repeat: None,
        exact: true,
        whole_line: false,
    }
}

/// A spelling without what the phrase notation would read as its own.
fn escaped(name: &str) -> String {
    name.replace(['(', ')', '[', ']', '{', '}', '<', '>', '|'], "")
}

/// The text of a house file with these pairs, for an editor to correct: each with a remark on why.
pub fn house_file(language: &str, pairs: &[(String, String, String)]) -> String {
    use std::fmt::Write as _;
    let mut text = format!(
        "# Spellings of this house. Left: what was found; right: what to write. Delete a line to allow both.\n\
         language = {language:?}\n# Spellings to leave as they are.\nkeep = []\n\n[prefer]\n"
    );
    for (other, own, why) in pairs {
        let _ = writeln!(text, "{other:?} = {own:?} # {}", why.replace(['\n', '\r'], " "));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_that_ships_loads() {
        assert!(Style::names().count() > 10);
        for name in Style::names() {
            Style::built_in(name).unwrap_or_else(|why| panic!("{why}"));
        }
        assert!(Style::built_in("nobody").is_err_and(|why| why.contains("ap")));
    }

    #[test]
    fn a_house_file_that_was_written_can_be_read() {
        let pairs = [("Kouleba".to_owned(), "Kuleba".to_owned(), "fr".to_owned())];
        let text = house_file("en", &pairs);
        let style = Style::new(Path::new("names.toml"), &text).expect("what was written");
        assert_eq!(style.lexicon.len(), 1);
        assert!(Style::new(Path::new("names.toml"), "prefer = 3").is_err());
    }
}
