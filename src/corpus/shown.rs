//! Counts and samples of a scan as a report shows them.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::sample::AROUND;
use super::stats::Stats;
use crate::report::Sample;
use crate::report::numbers::{Count, Numbers, RuleCount, Source};
use crate::verdict::UNKNOWN;

/// A source is said to be translated from this probability on; below it, from which language says nothing.
const PROBABLY: f64 = 0.7;

impl From<&Stats> for Numbers {
    fn from(stats: &Stats) -> Self {
        let mut rules: BTreeMap<String, RuleCount> = stats
            .rules
            .iter()
            .map(|(id, count)| {
                let (findings, safe) = (number(count.findings), number(count.safe));
                (id.to_string(), RuleCount { findings, safe, languages: BTreeMap::new() })
            })
            .collect();
        let mut languages = BTreeMap::new();
        for (code, language) in &stats.languages {
            let count = Count {
                documents: number(language.documents),
                words: number(language.words),
                findings: number(language.findings),
            };
            languages.insert(code.to_string(), count);
            for (id, &findings) in &language.rules {
                let rule = rules.entry(id.to_string()).or_default();
                rule.languages.insert(code.to_string(), number(findings));
            }
        }
        let all = Count {
            documents: number(stats.documents),
            words: number(stats.words),
            findings: number(stats.findings),
        };
        Self {
            all,
            clean: number(stats.documents.saturating_sub(stats.documents_with_findings)),
            languages,
            rules,
            densities: stats.density.counts.iter().map(|&n| number(n)).collect(),
            sources: stats.sources.iter().map(|(name, source)| one(name, source)).collect(),
            conventions: names(&stats.conventions),
            others: vec![
                ("Dropped", number(stats.dropped)),
                ("Repaired documents", number(stats.repaired)),
                ("Faults", number(stats.faults)),
            ],
        }
    }
}

fn one(name: &str, source: &super::stats::Source) -> Source {
    let mt = source.verdict.mt();
    let languages = source.verdict.source_languages();
    let first = languages.first().filter(|likely| likely.code != UNKNOWN);
    let from = first.filter(|_| mt.is_some_and(|mt| mt >= PROBABLY));
    Source {
        name: name.to_owned(),
        count: Count {
            documents: number(source.documents),
            words: number(source.words),
            findings: number(source.findings),
        },
        mt,
        from: from.map(|likely| likely.code.clone()),
        conventions: names(&source.conventions),
        rules: names(&source.rules),
    }
}

fn names<K: ToString>(counts: &BTreeMap<K, u64>) -> BTreeMap<String, usize> {
    counts.iter().map(|(name, &count)| (name.to_string(), number(count))).collect()
}

fn number(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// The findings of a `sample.jsonl` with their rules; lines that are none are passed by.
pub fn samples(jsonl: &str) -> impl Iterator<Item = (String, Sample)> + '_ {
    #[derive(Deserialize)]
    struct Line {
        rule: String,
        path: String,
        id: serde_json::Value,
        confidence: String,
        before: Option<String>,
        text: Option<String>,
        after: Option<String>,
        message: String,
    }
    jsonl.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok()).map(|line| {
        let id = match &line.id {
            serde_json::Value::Null => None,
            serde_json::Value::String(id) => Some(id.clone()),
            other => Some(other.to_string()),
        };
        let id = id.filter(|id| *id != line.path);
        let place = id.map_or_else(|| line.path.clone(), |id| format!("{}, {id}", line.path));
        // What is shorter than what a scan keeps was not cut.
        let cut = |kept: &str| if kept.len() < AROUND { "" } else { "…" };
        let (before, after) = (line.before.unwrap_or_default(), line.after.unwrap_or_default());
        let text = line.text.map(|text| {
            [format!("{}{before}", cut(&before)), text, format!("{after}{}", cut(&after))]
        });
        (line.rule, Sample { place, confidence: line.confidence, remark: Some(line.message), text })
    })
}
