//! Counts over a corpus, which add up: of blocks to a run, of shards to a corpus, of runs to a year.
//!
//! Everything is a whole number, so that the sum is the same in whatever order it is made. What is a rate or a share is worked out
//! when it is shown.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::attributes::Attributes;
use super::{Error, ErrorKind};
use crate::check::Checked;
use crate::finding::Applicability;
use crate::verdict::{self, Verdict};

pub use crate::report::numbers::DENSITY;

/// Upper bounds of the classes of length, in words; one class more is open.
pub const LENGTH: [u64; 8] = [0, 25, 100, 250, 500, 1_000, 2_500, 10_000];

/// Most sources that are counted one by one; those that appear after them are counted together. Keeps memory bounded on
/// a crawl of millions of hosts.
const MOST_SOURCES: usize = 200_000;

/// Under what name sources beyond [`MOST_SOURCES`] are counted.
const OTHERS: &str = "(others)";

type Name = Cow<'static, str>;

/// Counts of a run, or of several.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stats {
    /// Documents that were checked.
    pub documents: u64,
    /// Words in them.
    pub words: u64,
    /// Bytes of their texts.
    pub bytes: u64,
    /// Documents with at least one finding.
    pub documents_with_findings: u64,
    /// Findings.
    pub findings: u64,
    /// Documents that the expression dropped.
    pub dropped: u64,
    /// Documents whose text was repaired.
    pub repaired: u64,
    /// Repairs made.
    pub repairs: u64,
    /// Records and stretches of files that could not be read.
    pub faults: u64,
    /// By rule.
    pub rules: BTreeMap<Name, RuleCount>,
    /// By language; `und` where there is none.
    pub languages: BTreeMap<Name, Count>,
    /// Documents by density, see [`DENSITY`].
    pub density: Histogram,
    /// Documents by length, see [`LENGTH`].
    pub length: Histogram,
    /// Names written in the convention of a language, by its code.
    pub conventions: BTreeMap<Name, u64>,
    /// By source.
    pub sources: BTreeMap<String, Source>,
}

/// Findings of one rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleCount {
    /// Findings.
    pub findings: u64,
    /// Of those with a safe repair.
    pub safe: u64,
    /// Documents with at least one.
    pub documents: u64,
}

/// Documents of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Count {
    /// Documents.
    pub documents: u64,
    /// Words in them.
    pub words: u64,
    /// Findings in them.
    pub findings: u64,
    /// Findings by rule.
    pub rules: BTreeMap<Name, u64>,
}

/// Documents by class.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Histogram {
    /// Upper bound of each class, itself included; one class more is open.
    pub bounds: Vec<u64>,
    /// Documents in each class.
    pub counts: Vec<u64>,
}

/// What came from one source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Source {
    /// Documents.
    pub documents: u64,
    /// Words in them.
    pub words: u64,
    /// Findings in them.
    pub findings: u64,
    /// Documents with findings of two families or more.
    pub two_families: u64,
    /// Findings by rule.
    pub rules: BTreeMap<Name, u64>,
    /// Names written in the convention of a language, by its code.
    pub conventions: BTreeMap<Name, u64>,
    /// What the verdicts of its documents come to.
    pub verdict: verdict::Source,
}

impl Stats {
    /// Reads the counts that a scan wrote.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Counts`] when they are none, or are of another schema.
    pub fn parse(json: &str) -> Result<Self, Error> {
        #[derive(Deserialize)]
        struct File {
            schema: u32,
            #[serde(flatten)]
            stats: Stats,
        }
        let wrong = |why: String| Error::new(ErrorKind::Counts, why);
        let file: File = serde_json::from_str(json).map_err(|e| wrong(e.to_string()))?;
        if file.schema != super::SCHEMA {
            return Err(wrong(format!("counts of schema {}, not {}", file.schema, super::SCHEMA)));
        }
        let stats = file.stats;
        for (histogram, bounds) in [(&stats.density, &DENSITY), (&stats.length, &LENGTH)] {
            if histogram.bounds != bounds && !histogram.counts.is_empty() {
                return Err(wrong("histograms of other classes".to_owned()));
            }
        }
        Ok(stats)
    }

    /// As they are written to a file.
    pub fn to_json(&self) -> String {
        #[derive(Serialize)]
        struct File<'s> {
            mtlint: &'static str,
            schema: u32,
            #[serde(flatten)]
            stats: &'s Stats,
        }
        let file = File { mtlint: env!("CARGO_PKG_VERSION"), schema: super::SCHEMA, stats: self };
        // Numbers and names only, which cannot fail.
        serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
    }

    /// Counts one document.
    pub(super) fn add(&mut self, attributes: &Attributes, checked: &Checked, verdict: &Verdict) {
        let (words, findings) = (attributes.words as u64, attributes.findings as u64);
        self.documents += 1;
        self.words += words;
        self.bytes += attributes.bytes as u64;
        self.documents_with_findings += u64::from(findings > 0);
        self.findings += findings;
        for (&id, &count) in &attributes.rules {
            let rule = self.rules.entry(Cow::Borrowed(id)).or_default();
            rule.findings += count as u64;
            rule.documents += 1;
        }
        for finding in &checked.findings {
            let safe = finding.suggestions.iter().any(|s| s.applicability == Applicability::Safe);
            if let Some(rule) = self.rules.get_mut(finding.rule.id) {
                rule.safe += u64::from(safe);
            }
        }
        let code = attributes.language.map_or("und", |(code, _)| code);
        let language = self.languages.entry(Cow::Borrowed(code)).or_default();
        language.documents += 1;
        language.words += words;
        language.findings += findings;
        for (&id, &count) in &attributes.rules {
            *language.rules.entry(Cow::Borrowed(id)).or_default() += count as u64;
        }
        let mut conventions: BTreeMap<Name, u64> = BTreeMap::new();
        for finding in checked.findings.iter().filter(|f| f.rule.family() == "name") {
            for code in finding.evidence.source_languages.iter().take(1) {
                *conventions.entry(code.clone()).or_default() += 1;
            }
        }
        add(&mut self.conventions, &conventions);
        // Rounded up, so that the class of zero holds only documents without findings.
        self.density.count(&DENSITY, (findings * 1000).div_ceil(words.max(1)));
        self.length.count(&LENGTH, words);
        if let Some(name) = &attributes.source {
            let source = self.source(name);
            source.documents += 1;
            source.words += words;
            source.findings += findings;
            source.two_families += u64::from(attributes.families() > 1);
            source.verdict.add(verdict, code);
            for (&id, &count) in &attributes.rules {
                *source.rules.entry(Cow::Borrowed(id)).or_default() += count as u64;
            }
            add(&mut source.conventions, &conventions);
        }
    }

    fn source(&mut self, name: &str) -> &mut Source {
        let full = self.sources.len() >= MOST_SOURCES && !self.sources.contains_key(name);
        let name = if full { OTHERS } else { name };
        self.sources.entry(name.to_owned()).or_default()
    }

    /// Adds other counts to these.
    pub fn merge(&mut self, other: Self) {
        self.documents += other.documents;
        self.words += other.words;
        self.bytes += other.bytes;
        self.documents_with_findings += other.documents_with_findings;
        self.findings += other.findings;
        self.dropped += other.dropped;
        self.repaired += other.repaired;
        self.repairs += other.repairs;
        self.faults += other.faults;
        for (id, count) in other.rules {
            let rule = self.rules.entry(id).or_default();
            rule.findings += count.findings;
            rule.safe += count.safe;
            rule.documents += count.documents;
        }
        for (code, count) in other.languages {
            let language = self.languages.entry(code).or_default();
            language.documents += count.documents;
            language.words += count.words;
            language.findings += count.findings;
            add(&mut language.rules, &count.rules);
        }
        add(&mut self.conventions, &other.conventions);
        self.density.merge(&other.density);
        self.length.merge(&other.length);
        for (name, count) in other.sources {
            let source = self.source(&name);
            source.documents += count.documents;
            source.words += count.words;
            source.findings += count.findings;
            source.two_families += count.two_families;
            source.verdict.merge(count.verdict);
            add(&mut source.rules, &count.rules);
            add(&mut source.conventions, &count.conventions);
        }
    }
}

/// Adds counts by name to others.
fn add(counts: &mut BTreeMap<Name, u64>, more: &BTreeMap<Name, u64>) {
    for (name, count) in more {
        *counts.entry(name.clone()).or_default() += count;
    }
}

impl Histogram {
    fn count(&mut self, bounds: &[u64], value: u64) {
        if self.counts.is_empty() {
            self.bounds = bounds.to_vec();
            self.counts = vec![0; bounds.len() + 1];
        }
        self.counts[bounds.partition_point(|&bound| bound < value)] += 1;
    }

    fn merge(&mut self, other: &Self) {
        if self.counts.is_empty() {
            *self = other.clone();
            return;
        }
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count += more;
        }
    }
}

impl Source {
    /// Findings per thousand words.
    #[allow(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
    pub fn density(&self) -> f64 {
        self.findings as f64 * 1000.0 / self.words.max(1) as f64
    }
}
