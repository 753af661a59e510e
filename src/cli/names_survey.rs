//! `mtlint names PATH…`: the names of texts, with their spellings side by side.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use super::input::inputs;
use super::options::Options;
use super::{Outcome, complain, output_error, write_atomically};
use crate::lang::{self, Language};
use crate::name::{Convention, Style, style};
use crate::report::{csv, names_page};
use crate::survey::{Row, Survey};

/// Flags of the survey.
#[derive(clap::Args, Clone, Debug, Default)]
pub(super) struct Flags {
    #[command(flatten)]
    options: Options,
    /// How names are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Print every name, not only those with other spellings or a suggestion
    #[arg(long)]
    all: bool,
    /// Write a house file of variants and suggestions, to be corrected and given back with `--house`
    #[arg(long, value_name = "FILE")]
    export: Option<PathBuf>,
    /// List the styles that ship
    #[arg(long, exclusive = true)]
    styles: bool,
}

/// How names are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A table
    #[default]
    Text,
    /// One JSON object
    Json,
    /// A spreadsheet
    Csv,
    /// A page
    Html,
}

pub(super) fn run(flags: &Flags) -> Result<Outcome, String> {
    let mut out = BufWriter::new(io::stdout().lock());
    if flags.styles {
        for name in Style::names() {
            writeln!(out, "{name}").map_err(|e| output_error(&e))?;
        }
        return out.flush().map(|()| Outcome::Clean).map_err(|e| output_error(&e));
    }
    let config = flags.options.checking.config()?;
    let code = flags.options.checking.language.clone().or(config.language.clone());
    let given = match &code {
        None => None,
        Some(code) => {
            Some(Language::from_code(code).ok_or_else(|| format!("unknown language {code:?}"))?)
        }
    };
    let mut survey = Survey::default();
    let (mut files, mut failed, mut language) = (Vec::new(), false, given);
    for input in inputs(&flags.options) {
        match input {
            Err(why) => {
                complain(&why);
                failed = true;
            }
            Ok(input) => {
                let document = input.document();
                let detected = lang::detect(document.text()).map(|found| found.language);
                let own = given.or(detected).unwrap_or(Language::ENGLISH);
                // The press of a corpus is that of its first text.
                language.get_or_insert(own);
                survey.add(&document, own);
                files.push(input.name.clone());
            }
        }
    }
    let language = language.unwrap_or(Language::ENGLISH);
    let press = Convention::from_code(language.code()).unwrap_or(Convention::ENGLISH);
    let rows = survey.rows(press, flags.all);
    let shown = Shown { rows: &rows, files: &files };
    let text = match flags.format {
        Format::Text => shown.text(),
        Format::Json => shown.json(),
        Format::Csv => csv::table(&COLUMNS, &shown.cells()),
        Format::Html => names_page(&rows, &files),
    };
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|e| output_error(&e))?;
    if let Some(path) = &flags.export {
        let text = style::house_file(language.code(), &pairs(&rows));
        write_atomically(path, text.as_bytes()).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok(if failed { Outcome::Failed } else { Outcome::Clean })
}

/// Headings of the table.
const COLUMNS: [&str; 8] =
    ["spelling", "count", "documents", "conventions", "suggestion", "why", "variants", "places"];

struct Shown<'a> {
    rows: &'a [Row],
    files: &'a [String],
}

impl Shown<'_> {
    fn cells(&self) -> Vec<Vec<String>> {
        self.rows
            .iter()
            .map(|row| {
                let (suggestion, why) = row
                    .suggestion
                    .as_ref()
                    .map_or(<_>::default(), |s| (s.text.clone(), s.why.clone()));
                vec![
                    row.spelling.clone(),
                    row.count.to_string(),
                    row.documents.to_string(),
                    codes(row).join(" "),
                    suggestion,
                    why,
                    row.variants.join(" "),
                    self.places(row).join(" "),
                ]
            })
            .collect()
    }

    fn places(&self, row: &Row) -> Vec<String> {
        let file = |document: u32| self.files.get(document as usize).map_or("", String::as_str);
        row.places.iter().map(|p| format!("{}:{}:{}", file(p.document), p.line, p.column)).collect()
    }

    fn text(&self) -> String {
        use std::fmt::Write as _;
        let mut text = String::new();
        for row in self.rows {
            let _ = write!(text, "{} ×{}", row.spelling, row.count);
            if row.documents > 1 {
                let _ = write!(text, " in {} documents", row.documents);
            }
            if let Some(suggestion) = &row.suggestion {
                let _ = write!(text, " → {} ({})", suggestion.text, suggestion.why);
            }
            if !row.variants.is_empty() {
                let _ = write!(text, "; also {}", row.variants.join(", "));
            }
            if let [code, ..] = codes(row)[..] {
                let _ = write!(text, " [{code}]");
            }
            let _ = writeln!(text, "\n    {}", self.places(row).join("  "));
        }
        if text.is_empty() { "no names to look at\n".to_owned() } else { text }
    }

    fn json(&self) -> String {
        let names: Vec<serde_json::Value> = self
            .rows
            .iter()
            .map(|row| {
                serde_json::json!({
                    "spelling": row.spelling, "count": row.count, "documents": row.documents,
                    "conventions": codes(row),
                    "suggestion": row.suggestion.as_ref().map(|s| &s.text),
                    "why": row.suggestion.as_ref().map(|s| &s.why),
                    "variants": row.variants, "places": self.places(row),
                })
            })
            .collect();
        let whole = serde_json::json!({"mtlint": env!("CARGO_PKG_VERSION"), "names": names});
        format!("{whole}\n")
    }
}

fn codes(row: &Row) -> Vec<&'static str> {
    row.conventions.iter().map(Convention::code).collect()
}

/// What a house may want to decide: a suggestion, or the commonest of several spellings.
fn pairs(rows: &[Row]) -> Vec<(String, String, String)> {
    let count = |spelling: &str| {
        rows.iter().find(|row| row.spelling == spelling).map_or(0, |row| row.count)
    };
    rows.iter()
        .filter_map(|row| {
            if let Some(suggestion) = &row.suggestion {
                return Some((
                    row.spelling.clone(),
                    suggestion.text.clone(),
                    suggestion.why.clone(),
                ));
            }
            // The others are to become this one.
            let target = rows.iter().any(|other| {
                other.suggestion.as_ref().is_some_and(|better| better.text == row.spelling)
            });
            if target {
                return None;
            }
            let best = row.variants.iter().max_by_key(|variant| count(variant))?;
            let more = count(best) > row.count
                || count(best) == row.count && best.as_str() < row.spelling.as_str();
            let why = format!("×{} against ×{}", row.count, count(best));
            more.then(|| (row.spelling.clone(), best.clone(), why))
        })
        .collect()
}
