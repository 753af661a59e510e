//! `mtlint lexicon stats`: what a lexicon holds, and what it finds in a text.
//!
//! An entry is worth its place when it is met, and wrong when it is met in what professionals wrote. The counts say how many
//! there are; a text in the language says how often each is met in it.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use super::lexicon::{counted, open};
use super::{Outcome, show};
use crate::check::Checker;
use crate::finding::Confidence;
use crate::lang::{self, Language};
use crate::lexicon::Lexicon;
use crate::resolve::Options;
use crate::source::{self, Format};

/// Shows the counts of the lexicons of `folder`; with a text, those of its language and what they find in it.
pub(super) fn run(folder: Option<&Path>, text: Option<&Path>) -> Result<Outcome, String> {
    let mut lexicons = open(folder)?;
    let Some(path) = text else {
        return show(&lexicons.iter().map(counts).collect::<String>());
    };
    let at = |why: &dyn std::fmt::Display| format!("{}: {why}", path.display());
    let bytes = source::read_file(path).map_err(|e| at(&e))?;
    let format = Format::from_path(path);
    let decoded = source::decode(bytes, format).map_err(|e| at(&e))?;
    let document = source::read(decoded.text, format);
    if lexicons.len() > 1 {
        let language = lang::detect(document.text()).map(|found| found.language);
        let code = language.map_or("", Language::code);
        lexicons.retain(|lexicon| lexicon.code() == code);
    }
    let lexicon = lexicons.pop().ok_or_else(|| at(&"there is no lexicon of its language"))?;
    let language = Language::from_code(lexicon.code())
        .ok_or_else(|| format!("there is no language {:?}", lexicon.code()))?;
    let mut report = counts(&lexicon);
    let options = Options::default().at_least(Confidence::Low);
    let mut door = Checker::new().language(Some(language)).options(options);
    if folder.is_some() {
        door = door.lexicon(lexicon).alone();
    }
    let checked = door.check(&document);
    let mut hits: BTreeMap<String, usize> = BTreeMap::new();
    for finding in &checked.findings {
        *hits.entry(format!("rule {}", finding.rule.id)).or_default() += 1;
        if let Some(entry) = &finding.evidence.entry {
            *hits.entry(format!("entry {entry} [{}]", finding.rule.id)).or_default() += 1;
        }
    }
    let mut hits: Vec<(String, usize)> = hits.into_iter().collect();
    // Entries before rules, as their names sort, and the most frequent of each first.
    hits.sort_by_key(|(what, count)| (what.starts_with("rule "), Reverse(*count)));
    #[allow(clippy::cast_precision_loss, reason = "counts of one text")]
    let rate = |count: usize| count as f64 * 1000.0 / checked.words.max(1) as f64;
    let total = checked.findings.len();
    let _ = writeln!(
        report,
        "\n{}: {}, {}, {:.2} in 1,000 words",
        path.display(),
        counted(checked.words, "word", "words"),
        counted(total, "finding", "findings"),
        rate(total)
    );
    for (what, count) in hits {
        let _ = writeln!(report, "{:7.2} {count:6}  {what}", rate(count));
    }
    show(&report)
}

fn counts(lexicon: &Lexicon) -> String {
    let mut counts = BTreeMap::<String, usize>::new();
    let mut phrases = 0;
    for entry in lexicon.entries() {
        *counts.entry(format!("rule {}", entry.rule)).or_default() += 1;
        *counts.entry(format!("confidence {}", entry.confidence.as_str())).or_default() += 1;
        for (code, _) in &entry.from {
            *counts.entry(format!("source {code}")).or_default() += 1;
        }
        for (kind, count) in [("bad", entry.bad().count()), ("good", entry.good().count())] {
            *counts.entry(format!("examples {kind}")).or_default() += count;
        }
        phrases += entry.finds().count();
    }
    let mut out = format!(
        "{} ({}): {}, {}, {}\n",
        lexicon.code(),
        lexicon.name(),
        counted(lexicon.len(), "entry", "entries"),
        counted(phrases, "phrase", "phrases"),
        counted(lexicon.variants(), "variant", "variants")
    );
    for (what, count) in counts {
        let _ = writeln!(out, "{count:7}  {what}");
    }
    out
}
