//! `mtlint sources`: which sources of a corpus are full of artifacts.
//!
//! One document is uncertain, ten of one source are not: the table is ordered by density, and sources of few documents can be
//! left out. Counts of several scans, or shares of one, are added up.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Outcome, show};
use crate::corpus::Stats;
use crate::corpus::stats::Source;
use crate::lang::language_name;
use crate::verdict::{self, Documents, UNKNOWN};

/// Flags of `sources`.
#[derive(Args, Clone, Debug)]
pub(super) struct Sources {
    /// The stats.json of scans
    #[arg(required = true, value_name = "STATS")]
    stats: Vec<PathBuf>,
    /// Leave out sources of fewer documents
    #[arg(long, value_name = "N", default_value_t = 1)]
    at_least: u64,
    /// Show only so many
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// A table, or the counts of all scans together
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How sources are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table, the densest source first
    #[default]
    Text,
    /// All counts added up, as in stats.json
    Json,
}

pub(super) fn run(flags: &Sources) -> Result<Outcome, String> {
    let all = sum(&flags.stats)?;
    match flags.format {
        Format::Json => show(&all.to_json()),
        Format::Text => show(&flags.table(&all)),
    }
}

/// The counts of several scans, added up.
pub(super) fn sum(paths: &[PathBuf]) -> Result<Stats, String> {
    let mut all = Stats::default();
    for path in paths {
        let wrong = |why: &dyn std::fmt::Display| format!("{}: {why}", path.display());
        let text = std::fs::read_to_string(path).map_err(|e| wrong(&e))?;
        all.merge(Stats::parse(&text).map_err(|e| wrong(&e))?);
    }
    Ok(all)
}

impl Sources {
    fn table(&self, all: &Stats) -> String {
        let mut rows: Vec<(&String, &Source)> =
            all.sources.iter().filter(|(_, source)| source.documents >= self.at_least).collect();
        rows.sort_by(|a, b| b.1.density().total_cmp(&a.1.density()).then_with(|| a.0.cmp(b.0)));
        let shown = self.top.unwrap_or(rows.len());
        let mut out = String::from("density  documents  two families    mt  needed  source\n");
        for (name, source) in rows.iter().take(shown) {
            let share = source.two_families * 100 / source.documents.max(1);
            let _ = write!(
                out,
                "{:>7.2}  {:>9}  {share:>11}%  {}  {name}",
                source.density(),
                source.documents,
                judged(&source.verdict)
            );
            if let Some(from) = translated_from(&source.verdict) {
                let _ = write!(out, "  from {from}");
            }
            let mut rules: Vec<_> = source.rules.iter().collect();
            rules.sort_by_key(|&(id, count)| (std::cmp::Reverse(count), id));
            let most: Vec<String> =
                rules.iter().take(3).map(|(id, count)| format!("{id} {count}")).collect();
            if !most.is_empty() {
                let _ = write!(out, "  ({})", most.join(", "));
            }
            let mut names: Vec<_> = source.conventions.iter().collect();
            names.sort_by_key(|&(code, count)| (std::cmp::Reverse(count), code));
            if let Some((code, count)) = names.first() {
                let _ = write!(out, "  names as in {code} {count}");
            }
            out.push('\n');
        }
        out
    }
}

/// How likely the source as a whole is machine-translated, and how many documents like its own it takes to be 95 % sure.
fn judged(verdict: &verdict::Source) -> String {
    let mt = verdict.mt().map_or_else(|| "-".to_owned(), |mt| format!("{mt:.2}"));
    let needed = match verdict.needed(0.95) {
        Some(Documents::Number(number)) => number.to_string(),
        Some(Documents::Never) => "never".to_owned(),
        None => "-".to_owned(),
    };
    format!("{mt:>4}  {needed:>6}")
}

/// The likeliest source language of a source that is probably translated.
fn translated_from(verdict: &verdict::Source) -> Option<String> {
    verdict.mt().filter(|&mt| mt >= 0.7)?;
    let languages = verdict.source_languages();
    let first = languages.first().filter(|likely| likely.code != UNKNOWN)?;
    Some(format!("{} {:.2}", language_name(&first.code), first.probability))
}
