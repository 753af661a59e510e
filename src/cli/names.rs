//! `mtlint names`: the names of texts, and spellings of names for scripts and for measurement.

use std::io::{self, BufRead, Write};

use serde_json::{Map, Value, json};

use super::{Outcome, complain, output_error};
use crate::name::{self, Convention, Conventions};

/// Flags of `names`.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Names {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    survey: super::names_survey::Flags,
}

/// Plumbing for scripts.
#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Read pairs of spellings as JSON lines with `a`, `b` and perhaps `lang_a`, `lang_b`; add whether they are of one name
    Compare,
    /// Read a name a line; say how another press writes it, where that is known
    Suggest {
        /// Language of the press
        #[arg(long, value_name = "CODE")]
        to: String,
    },
}

pub(super) fn run(flags: &Names) -> Result<Outcome, String> {
    match &flags.command {
        None => super::names_survey::run(&flags.survey),
        Some(Command::Compare) => each_line(compared),
        Some(Command::Suggest { to }) => {
            // The only press whose usual spellings are known so far.
            if to != "en" {
                return Err(format!(
                    "no suggestions are known for {to:?}; there are some for \"en\""
                ));
            }
            each_line(|name| Ok(suggested(name, Convention::ENGLISH)))
        }
    }
}

/// Answers each line of standard input with one of standard output. A line that cannot be read is said and passed over.
fn each_line(answer: impl Fn(&str) -> Result<Value, String>) -> Result<Outcome, String> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut outcome = Outcome::Clean;
    for (at, line) in io::stdin().lock().split(b'\n').enumerate() {
        let line = line.map_err(|e| format!("standard input: {e}"))?;
        let text = String::from_utf8(line).map_err(|_| "not UTF-8".to_owned());
        let answered = text.and_then(|text| match text.trim() {
            "" => Ok(None),
            text => answer(text).map(Some),
        });
        match answered {
            Ok(None) => {}
            Ok(Some(value)) => writeln!(out, "{value}").map_err(|e| output_error(&e))?,
            Err(why) => {
                complain(&format!("standard input, line {}: {why}", at + 1));
                outcome = Outcome::Failed;
            }
        }
    }
    out.flush().map_err(|e| output_error(&e))?;
    Ok(outcome)
}

fn compared(line: &str) -> Result<Value, String> {
    let mut pair: Map<String, Value> = serde_json::from_str(line).map_err(|e| e.to_string())?;
    let text = |field: &str| match pair.get(field) {
        Some(Value::String(text)) => Ok(text.as_str()),
        _ => Err(format!("no text in field {field:?}")),
    };
    let language =
        |field: &str| pair.get(field).and_then(Value::as_str).and_then(Convention::from_code);
    let found = name::compare(text("a")?, text("b")?, language("lang_a"), language("lang_b"));
    let codes = |set: Conventions| set.iter().map(Convention::code).collect::<Vec<_>>();
    let conventions = json!({"a": codes(found.conventions.0), "b": codes(found.conventions.1)});
    pair.insert("same".to_owned(), found.same.into());
    pair.insert("score".to_owned(), ((found.score * 1000.0).round() / 1000.0).into());
    pair.insert("conventions".to_owned(), conventions);
    Ok(Value::Object(pair))
}

fn suggested(name: &str, to: Convention) -> Value {
    let found = name::suggest(name, to);
    let (text, why) = found.map_or((None, None), |found| (Some(found.text), Some(found.why)));
    json!({"name": name, "suggestion": text, "why": why})
}
