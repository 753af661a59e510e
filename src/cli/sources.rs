//! `mtlint sources`: which folders hold machine translation.
//!
//! One document seldom settles the question; those of one source together often do. A source is the folder that a file stands in, which is
//! how crawls by host and feeds are commonly laid out.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::Path;

use clap::Args;

use super::explain::TableFormat;
use super::input::{Source as Reader, sources};
use super::options::Options;
use super::{Outcome, complain, queue, show};
use crate::report::language_name;
use crate::verdict::{self, Documents, Source, UNKNOWN};

/// Flags of `sources`.
#[derive(Args, Clone, Debug)]
pub(super) struct Sources {
    #[command(flatten)]
    options: Options,
    /// How sure a source has to be, to say how many documents that takes
    #[arg(long, value_name = "P", default_value = "0.95", value_parser = certainty)]
    certainty: f64,
    /// How the table is printed
    #[arg(long, value_enum, default_value_t)]
    format: TableFormat,
}

fn certainty(text: &str) -> Result<f64, String> {
    let within = |p: &f64| *p > 0.5 && *p <= 0.99;
    text.parse()
        .ok()
        .filter(within)
        .ok_or_else(|| "not a number over 0.5 and up to 0.99".to_owned())
}

pub(super) fn run(flags: &Sources) -> Result<Outcome, String> {
    let config = flags.options.config()?;
    let door = flags.options.checker(&config)?;
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut all: BTreeMap<String, Source> = BTreeMap::new();
    let mut failed = false;
    let work = |source: Result<_, String>| {
        let input = Reader::read(source?, &flags.options)?;
        let (checked, verdict) = verdict::check(&door, &input.document());
        let language = checked.language.map_or("", |found| found.language.code());
        Ok::<_, String>((input.name.clone(), language, verdict))
    };
    queue::in_order(sources(&flags.options), threads, work, |result| {
        match result {
            Err(why) => {
                complain(&why);
                failed = true;
            }
            Ok((name, language, verdict)) => {
                all.entry(folder(&name)).or_default().add(&verdict, language);
            }
        }
        ControlFlow::Continue(())
    });
    show(&match flags.format {
        TableFormat::Text => table(&all, flags.certainty),
        TableFormat::Json => json(&all, flags.certainty),
    })?;
    Ok(if failed { Outcome::Failed } else { Outcome::Clean })
}

/// The folder of a file; `.` for the one the program runs in.
fn folder(name: &str) -> String {
    let parent = Path::new(name).parent().map(|parent| parent.display().to_string());
    parent.filter(|parent| !parent.is_empty()).unwrap_or_else(|| ".".to_owned())
}

fn table(all: &BTreeMap<String, Source>, certainty: f64) -> String {
    let width = all.keys().map(|name| name.chars().count()).max().unwrap_or(0).max(6);
    let mut out =
        format!("{:width$}  documents  judged  many artifacts    mt  needed  from\n", "source");
    for (name, source) in all {
        let mt = source.mt().map_or_else(|| "-".to_owned(), |mt| format!("{mt:.2}"));
        let needed = match source.needed(certainty) {
            Some(Documents::Number(number)) => number.to_string(),
            Some(Documents::Never) => "never".to_owned(),
            None => "-".to_owned(),
        };
        let languages = source.source_languages();
        let from = languages
            .first()
            .filter(|likely| source.mt().is_some_and(|mt| mt >= 0.7) && likely.code != UNKNOWN);
        let from = from.map_or_else(
            || "-".to_owned(),
            |likely| format!("{} {:.2}", language_name(&likely.code), likely.probability),
        );
        let (documents, judged, dirty) = (source.documents(), source.judged(), source.dirty());
        // Memory takes everything.
        let _ = writeln!(
            out,
            "{name:width$}  {documents:9}  {judged:6}  {dirty:14}  {mt:>4}  {needed:>6}  {from}"
        );
    }
    out
}

fn json(all: &BTreeMap<String, Source>, certainty: f64) -> String {
    let rows = all.iter().map(|(name, source)| {
        let needed = match source.needed(certainty) {
            Some(Documents::Number(number)) => Some(number),
            Some(Documents::Never) | None => None,
        };
        let languages: Vec<serde_json::Value> = source
            .source_languages()
            .into_iter()
            .map(|l| serde_json::json!({"code": l.code, "probability": l.probability}))
            .collect();
        serde_json::json!({
            "source": name,
            "documents": source.documents(),
            "judged": source.judged(),
            "many_artifacts": source.dirty(),
            "mt": source.mt(),
            "documents_needed": needed,
            "source_languages": languages,
        })
    });
    format!("{:#}\n", serde_json::Value::from(rows.collect::<Vec<_>>()))
}
