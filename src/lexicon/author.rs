//! Lexicon files as people write them: TOML, read strictly.
//!
//! A folder holds `lang.toml` (facts of the language), optionally `topics.toml`, and any number of files of entries.
//! Unknown keys, missing examples, doubled ids and unknown rules are errors that name the file and the entry; nothing of
//! a folder is used when one file of it is wrong.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// The facts of a language (`lang.toml`).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LanguageFile {
    /// BCP 47 code.
    pub code: String,
    /// English name of the language.
    pub name: String,
    /// How words inflect.
    #[serde(default)]
    pub inflect: Vec<Paradigm>,
    /// Lists of words that detectors ask for by name, separated by white space.
    #[serde(default)]
    pub lists: BTreeMap<String, String>,
    /// Classes of the phrase notation.
    #[serde(default)]
    pub classes: BTreeMap<String, Class>,
    /// Pairs of words by name, `from>to`.
    #[serde(default)]
    pub maps: BTreeMap<String, Vec<(String, String)>>,
}

/// How one kind of word inflects.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paradigm {
    /// Name, as in `<ministry.n>`.
    pub name: String,
    /// Ending and forms, the first that fits.
    pub rules: Vec<(String, String)>,
    /// Rows of forms, each beginning with its base.
    #[serde(default)]
    pub irregular: Vec<String>,
}

/// A class of words.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// Its members, separated by white space.
    #[serde(default)]
    pub words: String,
    /// Endings that make a word a member.
    #[serde(default)]
    pub endings: String,
    /// Words and endings (`-ss`) that are no members all the same.
    #[serde(default)]
    pub except: String,
}

/// One or several strings.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(untagged)]
pub enum OneOrMany {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl OneOrMany {
    fn to_vec(&self) -> Vec<String> {
        match self {
            Self::One(one) => vec![one.clone()],
            Self::Many(many) => many.clone(),
        }
    }
}

/// An example: a text, or a text and its repair.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(untagged)]
pub enum Bad {
    /// Found.
    Found(String),
    /// Found, and repaired so.
    Repaired(String, String),
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    defaults: Defaults,
    #[serde(default)]
    entry: Vec<Written>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Defaults {
    rule: Option<String>,
    confidence: Option<String>,
    safe: Option<bool>,
    topic: Option<String>,
    case: Option<String>,
    whole_line: Option<bool>,
    #[serde(default)]
    from: BTreeMap<String, String>,
    why: Option<String>,
}

/// An entry as it is written, before its fields are checked; `docs/lexicon.md` says what they mean.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of the page for authors")]
pub struct Written {
    pub id: String,
    pub rule: Option<String>,
    pub find: Option<OneOrMany>,
    pub fix: Option<OneOrMany>,
    #[serde(default)]
    pub pairs: Vec<(String, String)>,
    pub safe: Option<bool>,
    pub confidence: Option<String>,
    pub from: Option<BTreeMap<String, String>>,
    pub why: Option<String>,
    #[serde(default)]
    pub bad: Vec<Bad>,
    #[serde(default)]
    pub good: Vec<String>,
    #[serde(default)]
    pub not: Vec<String>,
    pub topic: Option<String>,
    #[serde(default)]
    pub near: Vec<String>,
    #[serde(default)]
    pub unless: Vec<String>,
    pub repeat: Option<u32>,
    pub case: Option<String>,
    pub whole_line: Option<bool>,
}

impl Written {
    /// The entry, when every field is right by itself.
    ///
    /// # Errors
    ///
    /// What is wrong with which field.
    pub fn complete(self, path: &Path) -> Result<Entry, String> {
        complete(path, self, &Defaults::default())
    }
}

/// One entry, with the defaults of its file filled in and every field checked by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "the flags of an entry are independent")]
pub struct Entry {
    /// The file it stands in.
    pub file: PathBuf,
    /// Its id.
    pub id: String,
    /// Id of its rule.
    pub rule: String,
    /// Phrases, each with its fix.
    pub finds: Vec<(String, Option<String>)>,
    /// Whether they are written as `pairs`.
    pub paired: bool,
    /// Whether the fix is safe.
    pub safe: bool,
    /// `low`, `medium` or `high`.
    pub confidence: String,
    /// Source language and phrase.
    pub from: Vec<(String, String)>,
    /// One sentence.
    pub why: String,
    /// Examples to be found.
    pub bad: Vec<Bad>,
    /// Texts to stay silent on.
    pub good: Vec<String>,
    /// Phrases that silence a match.
    pub not: Vec<String>,
    /// Topic that the document must have.
    pub topic: Option<String>,
    /// Words of which one must stand in the document.
    pub near: Vec<String>,
    /// Words of which none may stand in the document.
    pub unless: Vec<String>,
    /// So many matches make a low entry visible.
    pub repeat: Option<u32>,
    /// Whether letters must match as written.
    pub exact: bool,
    /// Whether a deletion takes the line with it.
    pub whole_line: bool,
}

/// A folder of one language, read and checked.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// The facts of the language.
    pub language: LanguageFile,
    /// The text of `lang.toml`, kept for lexicons that are compiled later.
    pub language_source: String,
    /// Topic → words.
    pub topics: BTreeMap<String, String>,
    /// The entries of all files, in order of file name.
    pub entries: Vec<Entry>,
}

/// Reads the folder of one language. `language` is given for a folder of the user's, which has no `lang.toml`
/// of its own.
///
/// # Errors
///
/// Messages for the author, one a line, that name file, entry and field.
pub fn read_folder(folder: &Path, language: Option<&str>) -> Result<Folder, String> {
    let files: Vec<PathBuf> = std::fs::read_dir(folder)
        .map_err(|e| format!("{}: {e}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    read_files(folder, files, language)
}

/// Reads some files of a folder, with the facts of the folder's language.
///
/// # Errors
///
/// As [`read_folder`].
pub fn read_files(
    folder: &Path,
    mut files: Vec<PathBuf>,
    language: Option<&str>,
) -> Result<Folder, String> {
    let mut out = Folder::default();
    files.sort();
    let own = folder.join("lang.toml");
    out.language_source = match language {
        Some(source) if !own.is_file() => source.to_owned(),
        _ => read(&own)?,
    };
    out.language = parse(&own, &out.language_source)?;
    let topics = folder.join("topics.toml");
    if topics.is_file() {
        out.topics = parse(&topics, &read(&topics)?)?;
    }
    let mut ids = HashSet::new();
    let mut errors = Vec::new();
    for path in files.into_iter().filter(|path| *path != own && *path != topics) {
        let file: File = match read(&path).and_then(|source| parse(&path, &source)) {
            Ok(file) => file,
            Err(why) => {
                errors.push(why);
                continue;
            }
        };
        for raw in file.entry {
            let at = format!("{}: entry {:?}", path.display(), raw.id);
            if !ids.insert(raw.id.clone()) {
                errors.push(format!("{at}: the id is taken by another entry"));
            }
            match complete(&path, raw, &file.defaults) {
                Ok(entry) => out.entries.push(entry),
                Err(why) => errors.push(format!("{at}: {why}")),
            }
        }
    }
    if errors.is_empty() { Ok(out) } else { Err(errors.join("\n")) }
}

/// Reads the entries of one file from its text.
///
/// # Errors
///
/// As [`read_folder`], the first only.
pub fn read_text(path: &Path, source: &str) -> Result<Vec<Entry>, String> {
    let file: File = parse(path, source)?;
    let entries = file.entry.into_iter().map(|raw| {
        let at = format!("{}: entry {:?}", path.display(), raw.id);
        complete(path, raw, &file.defaults).map_err(|why| format!("{at}: {why}"))
    });
    entries.collect()
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

/// Parses TOML; the error names the file, the line and what is wrong.
pub fn parse<T: serde::de::DeserializeOwned>(path: &Path, source: &str) -> Result<T, String> {
    toml::from_str(source).map_err(|error| {
        let line = error.span().map_or(1, |span| source[..span.start].lines().count().max(1));
        format!("{}:{line}: {}", path.display(), error.message())
    })
}

fn complete(path: &Path, raw: Written, defaults: &Defaults) -> Result<Entry, String> {
    let rule = raw.rule.or(defaults.rule.clone()).ok_or("field `rule` is missing")?;
    if crate::rule::find(&rule).is_none() {
        return Err(format!("field `rule`: there is no rule {rule:?}"));
    }
    let confidence =
        raw.confidence.or(defaults.confidence.clone()).unwrap_or_else(|| "medium".to_owned());
    if !["low", "medium", "high"].contains(&confidence.as_str()) {
        return Err(format!("field `confidence`: {confidence:?} is not low, medium or high"));
    }
    let exact = match raw.case.or(defaults.case.clone()).as_deref() {
        None | Some("any") => false,
        Some("exact") => true,
        Some(other) => return Err(format!("field `case`: {other:?} is not exact or any")),
    };
    let why = raw.why.or(defaults.why.clone()).ok_or("field `why` is missing")?;
    let finds = finds(raw.find.as_ref(), raw.fix.as_ref(), &raw.pairs)?;
    if raw.bad.is_empty() || raw.good.is_empty() {
        return Err("needs at least one `bad` and one `good` example".to_owned());
    }
    let repaired = finds.iter().any(|(_, fix)| fix.is_some());
    if repaired && !raw.bad.iter().any(|bad| matches!(bad, Bad::Repaired(..))) {
        return Err("has a fix, so an example in `bad` must show the repaired text".to_owned());
    }
    for text in [&raw.id, &rule, &why].into_iter().chain(&raw.good) {
        if text.trim().is_empty()
            || text.contains(|c: char| c.is_control() && c != '\n' && c != '\t')
        {
            return Err("empty text or control characters in a field".to_owned());
        }
    }
    let from = raw.from.unwrap_or_else(|| defaults.from.clone());
    Ok(Entry {
        file: path.to_owned(),
        id: raw.id,
        rule,
        finds,
        paired: !raw.pairs.is_empty(),
        safe: raw.safe.or(defaults.safe).unwrap_or(false),
        confidence,
        from: from.into_iter().collect(),
        why,
        bad: raw.bad,
        good: raw.good,
        not: raw.not,
        topic: raw.topic.or(defaults.topic.clone()),
        near: raw.near,
        unless: raw.unless,
        repeat: raw.repeat,
        exact,
        whole_line: raw.whole_line.or(defaults.whole_line).unwrap_or(false),
    })
}

fn finds(
    find: Option<&OneOrMany>,
    fix: Option<&OneOrMany>,
    pairs: &[(String, String)],
) -> Result<Vec<(String, Option<String>)>, String> {
    let Some(find) = find else {
        if pairs.is_empty() {
            return Err("needs `find` or `pairs`".to_owned());
        }
        if fix.is_some() {
            return Err("`pairs` and `fix` exclude each other".to_owned());
        }
        return Ok(pairs.iter().map(|(find, fix)| (find.clone(), Some(fix.clone()))).collect());
    };
    if !pairs.is_empty() {
        return Err("`pairs` and `find` exclude each other".to_owned());
    }
    let finds = find.to_vec();
    let fixes: Vec<Option<String>> = match fix {
        None => vec![None; finds.len()],
        Some(OneOrMany::One(fix)) => vec![Some(fix.clone()); finds.len()],
        Some(OneOrMany::Many(fixes)) if fixes.len() == finds.len() => {
            fixes.iter().cloned().map(Some).collect()
        }
        Some(OneOrMany::Many(fixes)) => {
            return Err(format!("{} phrases in `find` and {} in `fix`", finds.len(), fixes.len()));
        }
    };
    if finds.is_empty() {
        return Err("field `find` is empty".to_owned());
    }
    Ok(finds.into_iter().zip(fixes).collect())
}
