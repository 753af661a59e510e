//! Entries as rows of a spreadsheet, for people who correct a lexicon without an editor for code.
//!
//! The table is CSV in UTF-8, with a byte order mark by which spreadsheets know it; a row is an entry, and a cell of several values
//! holds one a line. Values are written so that nothing a spreadsheet does to a cell can lose them: line breaks, blanks at the
//! ends and control characters as escapes, `yes` in place of a truth value that would be translated, and an apostrophe before
//! a cell that would be run as a formula. [`read`] undoes what [`write`] did, and takes the separators that spreadsheets choose themselves.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use super::author::{Bad, Entry, OneOrMany, Written};

/// The columns, in the order in which they are written; they are read in any.
pub const COLUMNS: [&str; 20] = [
    "file",
    "id",
    "rule",
    "find",
    "fix",
    "pairs",
    "safe",
    "confidence",
    "from",
    "why",
    "bad",
    "good",
    "not",
    "topic",
    "near",
    "unless",
    "repeat",
    "case",
    "whole_line",
    "head",
];

/// The value of no letters, where an empty cell would say that there is no value.
const EMPTY: &str = "\\empty";
/// Stands between a text and its repair.
const ARROW: char = '→';

/// The entries of one file, each with the row it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileOfRows {
    /// Where the file is to be.
    pub path: PathBuf,
    /// The comment at its head, without the signs.
    pub head: String,
    /// Number of the row, as a spreadsheet counts, and its entry.
    pub rows: Vec<(usize, Entry)>,
}

/// Writes entries as a table. `head` gives the comment at the head of a file.
///
/// # Errors
///
/// None that a table in memory can have.
pub fn write(entries: &[Entry], head: impl Fn(&Path) -> String) -> Result<Vec<u8>, String> {
    let mut out = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::from("\u{FEFF}".as_bytes()));
    out.write_record(COLUMNS).map_err(|e| e.to_string())?;
    let mut last: Option<&Path> = None;
    for entry in entries {
        let first = last.replace(&entry.file) != Some(&entry.file);
        let head = if first { head(&entry.file) } else { String::new() };
        let cells = COLUMNS.map(|column| guarded(cell(entry, column, &head)));
        out.write_record(cells).map_err(|e| e.to_string())?;
    }
    out.into_inner().map_err(|e| e.to_string())
}

fn cell(entry: &Entry, column: &str, head: &str) -> String {
    let yes = |flag: bool| if flag { "yes".to_owned() } else { String::new() };
    let optional = |text: &Option<String>| text.as_deref().map(escaped).unwrap_or_default();
    match column {
        "file" => entry.file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        "id" => escaped(&entry.id),
        "rule" => escaped(&entry.rule),
        "find" if !entry.paired => lines(entry.finds.iter().map(|(find, _)| escaped(find))),
        "fix" if !entry.paired => {
            let fixes: Vec<&String> =
                entry.finds.iter().filter_map(|(_, fix)| fix.as_ref()).collect();
            let same = fixes.windows(2).all(|two| two[0] == two[1]);
            lines(fixes.iter().take(if same { 1 } else { fixes.len() }).map(|fix| escaped(fix)))
        }
        "pairs" if entry.paired => lines(entry.finds.iter().map(|(wrong, right)| {
            format!("{} {ARROW} {}", escaped(wrong), escaped(right.as_deref().unwrap_or_default()))
        })),
        "safe" => yes(entry.safe),
        "confidence" => entry.confidence.clone(),
        "from" => lines(entry.from.iter().map(|(code, text)| format!("{code}: {}", escaped(text)))),
        "why" => escaped(&entry.why),
        "bad" => lines(entry.bad.iter().map(|bad| match bad {
            Bad::Found(text) => escaped(text),
            Bad::Repaired(text, repaired) => {
                format!("{} {ARROW} {}", escaped(text), escaped(repaired))
            }
        })),
        "good" => lines(entry.good.iter().map(|text| escaped(text))),
        "not" => lines(entry.not.iter().map(|text| escaped(text))),
        "topic" => optional(&entry.topic),
        "near" => lines(entry.near.iter().map(|text| escaped(text))),
        "unless" => lines(entry.unless.iter().map(|text| escaped(text))),
        "repeat" => entry.repeat.map(|times| times.to_string()).unwrap_or_default(),
        "case" => if entry.exact { "exact" } else { "" }.to_owned(),
        "whole_line" => yes(entry.whole_line),
        "head" => head.to_owned(),
        _ => String::new(),
    }
}

fn lines(values: impl Iterator<Item = String>) -> String {
    values.collect::<Vec<_>>().join("\n")
}

/// Text on one line, with nothing at its ends that a careful hand would take away.
fn escaped(text: &str) -> String {
    if text.is_empty() {
        return EMPTY.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let inner = text.trim();
    let start = text.len() - text.trim_start().len();
    for (at, c) in text.char_indices() {
        let at_end = at < start || at >= start + inner.len();
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            ARROW => out.push_str("\\→"),
            ' ' if at_end => out.push_str("\\s"),
            c if at_end || c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}') => {
                out.extend(c.escape_unicode());
            }
            c => out.push(c),
        }
    }
    out
}

fn unescaped(text: &str) -> Result<String, String> {
    if text == EMPTY {
        return Ok(String::new());
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match rest.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('s') => out.push(' '),
            Some(same @ ('\\' | ARROW)) => out.push(same),
            Some('u') => {
                let tail = rest.as_str();
                let hex = tail.strip_prefix('{').and_then(|tail| tail.split_once('}'));
                let (hex, tail) = hex.ok_or("\\u is not followed by a number in braces")?;
                let c = u32::from_str_radix(hex, 16).ok().and_then(char::from_u32);
                out.push(c.ok_or_else(|| format!("there is no character \\u{{{hex}}}"))?);
                rest = tail.chars();
            }
            _ => return Err("a backslash is written \\\\".to_owned()),
        }
    }
    Ok(out)
}

/// Whether a spreadsheet would run a cell that begins so, or might have hidden what it begins with.
fn is_risky(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\'', '＝', '＋', '－', '＠'])
}

fn guarded(cell: String) -> String {
    if is_risky(&cell) { format!("'{cell}") } else { cell }
}

fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_risky(rest)).unwrap_or(cell)
}

/// Reads a table. The files are given in the order of their first rows, as files of the folder `into`.
///
/// # Errors
///
/// Messages for the author, one a line, that name row and column.
pub fn read(bytes: &[u8], into: &Path) -> Result<Vec<FileOfRows>, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "is not UTF-8; save it as CSV UTF-8")?;
    let text = text.trim_start_matches('\u{FEFF}');
    let titles = text.lines().next().unwrap_or_default();
    let delimiter = [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|&sign| titles.bytes().filter(|&b| b == sign).count());
    let mut table = csv::ReaderBuilder::new()
        .delimiter(delimiter.unwrap_or(b','))
        .flexible(true)
        .from_reader(text.as_bytes());
    let titles = table.headers().map_err(|e| e.to_string())?.clone();
    let titles: Vec<&str> = titles.iter().map(str::trim).collect();
    if let Some(unknown) = titles.iter().find(|title| !title.is_empty() && !COLUMNS.contains(title))
    {
        return Err(format!("row 1: there is no column {unknown:?}"));
    }
    for column in COLUMNS {
        match titles.iter().filter(|title| **title == column).count() {
            1 => {}
            0 => return Err(format!("row 1: the column {column:?} is missing")),
            _ => return Err(format!("row 1: the column {column:?} is there twice")),
        }
    }
    let mut files: Vec<FileOfRows> = Vec::new();
    let mut ids = HashMap::new();
    let mut errors = Vec::new();
    for (number, record) in (2..).zip(table.records()) {
        let record = record.map_err(|e| format!("row {number}: {e}"))?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let row: HashMap<&str, &str> =
            titles.iter().copied().zip(record.iter().map(unguarded)).collect();
        let cells = Cells { row };
        let read = cells.path(into).and_then(|path| Ok((cells.written()?.complete(&path)?, path)));
        let (entry, path) = match read {
            Ok(read) => read,
            Err(why) => {
                errors.push(format!("{}: {why}", place(number, cells.get("id"))));
                continue;
            }
        };
        if let Some(other) = ids.insert(entry.id.clone(), number) {
            let at = place(number, &entry.id);
            errors.push(format!("{at}: field `id`: row {other} has the same"));
        }
        let at = files.iter().position(|file| file.path == path).unwrap_or_else(|| {
            files.push(FileOfRows { path, head: String::new(), rows: Vec::new() });
            files.len() - 1
        });
        let head = cells.get("head").replace("\r\n", "\n");
        if !head.trim().is_empty() && !files[at].head.is_empty() && files[at].head != head {
            let at = place(number, &entry.id);
            errors.push(format!("{at}: field `head`: another row of the file has another"));
        } else if !head.trim().is_empty() {
            files[at].head = head;
        }
        files[at].rows.push((number, entry));
    }
    if errors.is_empty() { Ok(files) } else { Err(errors.join("\n")) }
}

/// A row, as messages name it.
pub fn place(row: usize, id: &str) -> String {
    if id.is_empty() { format!("row {row}") } else { format!("row {row}, entry {id:?}") }
}

/// The cells of one row by column.
struct Cells<'r> {
    row: HashMap<&'r str, &'r str>,
}

impl Cells<'_> {
    fn get(&self, column: &str) -> &str {
        self.row.get(column).map_or("", |cell| cell.trim())
    }

    fn path(&self, into: &Path) -> Result<PathBuf, String> {
        let name = self.get("file");
        let stem = name.strip_suffix(".toml").unwrap_or_default();
        let good = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        if stem.is_empty() || !stem.chars().all(good) || matches!(stem, "lang" | "topics") {
            return Err(format!("field `file`: {name:?} is no name of a file of entries"));
        }
        Ok(into.join(name))
    }

    fn written(&self) -> Result<Written, String> {
        let named = |column: &'static str| move |why: String| format!("field `{column}`: {why}");
        let flag = |column: &'static str| match self.get(column).to_lowercase().as_str() {
            "" => Ok(None),
            "yes" | "true" | "1" => Ok(Some(true)),
            "no" | "false" | "0" => Ok(Some(false)),
            other => Err(format!("field `{column}`: {other:?} is not yes or no")),
        };
        let some = |mut values: Vec<String>| match values.len() {
            0 => None,
            1 => values.pop().map(OneOrMany::One),
            _ => Some(OneOrMany::Many(values)),
        };
        let repeat = match self.get("repeat") {
            "" => None,
            number => Some(
                number
                    .parse()
                    .map_err(|_| format!("field `repeat`: {number:?} is not a number"))?,
            ),
        };
        Ok(Written {
            id: unescaped(self.get("id")).map_err(named("id"))?,
            rule: self.one("rule")?,
            find: some(self.many("find")?),
            fix: some(self.many("fix")?),
            pairs: self.pairs()?,
            safe: flag("safe")?,
            confidence: self.one("confidence")?,
            from: self.from()?,
            why: self.one("why")?,
            bad: self.bad()?,
            good: self.many("good")?,
            not: self.many("not")?,
            topic: self.one("topic")?,
            near: self.many("near")?,
            unless: self.many("unless")?,
            repeat,
            case: self.one("case")?,
            whole_line: flag("whole_line")?,
        })
    }

    fn one(&self, column: &str) -> Result<Option<String>, String> {
        let mut values = self.many(column)?;
        if values.len() > 1 {
            return Err(format!("field `{column}`: holds more than one line"));
        }
        Ok(values.pop())
    }

    /// The lines of a cell that are not blank.
    fn lines(&self, column: &str) -> impl Iterator<Item = &str> {
        self.get(column).lines().map(str::trim).filter(|line| !line.is_empty())
    }

    fn many(&self, column: &str) -> Result<Vec<String>, String> {
        let plain = |line: &str| match halves(line) {
            (_, Some(_)) => Err(format!("field `{column}`: an arrow is written \\{ARROW} here")),
            (text, None) => unescaped(text).map_err(|why| format!("field `{column}`: {why}")),
        };
        self.lines(column).map(plain).collect()
    }

    fn bad(&self) -> Result<Vec<Bad>, String> {
        let one = |line: &str| match halves(line) {
            (text, None) => Ok(Bad::Found(unescaped(text)?)),
            (text, Some(repaired)) => Ok(Bad::Repaired(unescaped(text)?, unescaped(repaired)?)),
        };
        let named = |why: String| format!("field `bad`: {why}");
        self.lines("bad").map(|line| one(line).map_err(named)).collect()
    }

    fn pairs(&self) -> Result<Vec<(String, String)>, String> {
        let one = |line: &str| match halves(line) {
            (_, None) => Err(format!("{line:?} has no {ARROW}")),
            (wrong, Some(right)) => Ok((unescaped(wrong)?, unescaped(right)?)),
        };
        let named = |why: String| format!("field `pairs`: {why}");
        self.lines("pairs").map(|line| one(line).map_err(named)).collect()
    }

    fn from(&self) -> Result<Option<BTreeMap<String, String>>, String> {
        let mut from = BTreeMap::new();
        for line in self.lines("from") {
            let (code, text) = line.split_once(':').ok_or_else(|| {
                format!("field `from`: {line:?} is not a code, a colon and a phrase")
            })?;
            let text = unescaped(text.trim()).map_err(|why| format!("field `from`: {why}"))?;
            if from.insert(code.trim().to_owned(), text).is_some() {
                return Err(format!("field `from`: {code:?} is there twice"));
            }
        }
        Ok((!from.is_empty()).then_some(from))
    }
}

/// The texts before and after the first arrow that is not escaped.
fn halves(line: &str) -> (&str, Option<&str>) {
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        if c == ARROW && !escaped {
            return (line[..at].trim(), Some(line[at + c.len_utf8()..].trim()));
        }
        escaped = c == '\\' && !escaped;
    }
    (line, None)
}
