//! The page about the numbers of a scan, and about what changed since another.
//!
//! Of a scan only its counts and a sample of its findings are there, so the page is the same for ten documents and for ten million.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::Section;
use super::escape::line;
use super::page;
use super::samples::{self, Sample, Samples};
use super::tables::{self, MOST, TABLE_END, grouped, language, table};
use crate::report::numbers::{Count, Numbers, per_thousand};

/// What the page is about.
struct Scan<'n> {
    now: &'n Numbers,
    before: Option<&'n Numbers>,
    samples: Samples,
}

/// A page about the numbers of a scan with samples of each rule, compared with those of another.
pub fn scan_page(
    title: &str,
    now: &Numbers,
    before: Option<&Numbers>,
    sample: impl Iterator<Item = (String, Sample)>,
) -> String {
    let mut samples = Samples::default();
    for (rule, sample) in sample {
        samples.keep(&rule, &sample);
    }
    let sections: &[Section<Scan>] = &[
        Section { id: "summary", title: "Summary", write: |s, out| tables::summary(s.now, out) },
        Section { id: "compared", title: "Compared with the run before", write: compared },
        Section {
            id: "rates",
            title: "Findings per 1,000 words",
            write: |s, out| tables::rates(s.now, &s.samples, out),
        },
        Section {
            id: "density",
            title: "How densely documents are marked",
            write: |s, out| tables::density(s.now, out),
        },
        Section { id: "sources", title: "Sources", write: |s, out| tables::sources(s.now, out) },
        Section {
            id: "conventions",
            title: "How names are written",
            write: |s, out| tables::conventions(s.now, out),
        },
        Section {
            id: "samples",
            title: "Samples",
            write: |s, out| samples::write(&s.samples, out),
        },
    ];
    page::write(title, sections, &Scan { now, before, samples }, None)
}

/// Rates of two runs side by side, what changed most first.
fn compared(scan: &Scan, out: &mut String) {
    let Some(before) = scan.before else { return };
    let now = scan.now;
    table("compared", &[("", false), ("before", true), ("now", true), ("change", true)], out);
    for (name, before, now) in [
        ("documents", before.all.documents, now.all.documents),
        ("words", before.all.words, now.all.words),
        ("artifacts", before.all.findings, now.all.findings),
        ("documents without artifacts", before.clean, now.clean),
    ] {
        let change = match now.cmp(&before) {
            std::cmp::Ordering::Less => format!("−{}", grouped(before - now)),
            std::cmp::Ordering::Equal => "·".to_owned(),
            std::cmp::Ordering::Greater => format!("+{}", grouped(now - before)),
        };
        let [before, now] = [before, now].map(grouped);
        let _ = writeln!(
            out,
            "<tr><th scope=row>{name}<td class=num>{before}<td class=num>{now}<td class=num>{change}"
        );
    }
    rate("artifacts per 1,000 words", before.all.rate(), now.all.rate(), out);
    out.push_str(TABLE_END);

    let ids: BTreeSet<&String> = before.rules.keys().chain(now.rules.keys()).collect();
    let found = |numbers: &Numbers, id: &str| {
        let findings = numbers.rules.get(id).map_or(0, |rule| rule.findings);
        per_thousand(findings, numbers.all.words)
    };
    let rules = ids.into_iter().map(|id| (line(id), found(before, id), found(now, id)));
    rates("Rules, per 1,000 words", "rule", rules.collect(), out);

    let codes: BTreeSet<&String> = before.languages.keys().chain(now.languages.keys()).collect();
    let of = |numbers: &Numbers, code: &str| numbers.languages.get(code).map_or(0.0, Count::rate);
    let languages =
        codes.into_iter().map(|code| (line(language(code)), of(before, code), of(now, code)));
    rates("Languages, per 1,000 words", "language", languages.collect(), out);

    let mut sources = Vec::new();
    let mut old: Vec<_> = before.sources.iter().map(|s| (s.name.as_str(), s.count)).collect();
    old.sort_unstable_by_key(|(name, _)| *name);
    for source in &now.sources {
        // What is in one run only is no change of a source.
        if let Ok(at) = old.binary_search_by_key(&source.name.as_str(), |(name, _)| name) {
            let name = format!("<bdi>{}</bdi>", line(&source.name));
            sources.push((name, old[at].1.rate(), source.count.rate()));
        }
    }
    rates("Sources of both runs, per 1,000 words", "source", sources, out);
}

/// A table of rates that differ, the largest difference first. Names are HTML.
fn rates(title: &str, what: &str, mut rows: Vec<(String, f64, f64)>, out: &mut String) {
    rows.retain(|(_, before, now)| shown(*before) != shown(*now));
    if rows.is_empty() {
        return;
    }
    let by = |row: &(String, f64, f64)| (row.2 - row.1).abs();
    rows.sort_by(|a, b| by(b).total_cmp(&by(a)).then_with(|| a.0.cmp(&b.0)));
    let _ = writeln!(out, "<h3>{title}</h3>");
    table("compared", &[(what, false), ("before", true), ("now", true), ("change", true)], out);
    for (name, before, now) in rows.iter().take(MOST) {
        rate(name, *before, *now, out);
    }
    out.push_str(TABLE_END);
    if rows.len() > MOST {
        let _ = writeln!(out, "<p>and {} more</p>", grouped(rows.len() - MOST));
    }
}

fn rate(name: &str, before: f64, now: f64, out: &mut String) {
    let change = if shown(before) == shown(now) {
        "·".to_owned()
    } else {
        let sign = if now < before { '−' } else { '+' };
        format!("{sign}{}", shown((now - before).abs()))
    };
    let _ = writeln!(
        out,
        "<tr><th scope=row>{name}<td class=num>{}<td class=num>{}<td class=num>{change}",
        shown(before),
        shown(now)
    );
}

fn shown(rate: f64) -> String {
    format!("{rate:.2}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::numbers::RuleCount;

    fn numbers(words: usize, rules: &[(&str, usize)]) -> Numbers {
        let findings = rules.iter().map(|(_, n)| n).sum();
        let rules = rules
            .iter()
            .map(|&(id, findings)| (id.to_owned(), RuleCount { findings, ..RuleCount::default() }));
        Numbers {
            all: Count { documents: 1, words, findings },
            rules: rules.collect(),
            ..Numbers::default()
        }
    }

    #[test]
    fn what_changed_most_comes_first_and_what_did_not_is_left_out() {
        let before = numbers(1000, &[("a/same", 2), ("b/less", 9), ("c/gone", 1)]);
        let now = numbers(2000, &[("a/same", 4), ("b/less", 2), ("d/new", 1)]);
        let page = scan_page("Scan", &now, Some(&before), std::iter::empty());
        let table = page.split("<h3>Rules").nth(1).expect("a table of rules");
        let table = table.split("</table>").next().expect("its end");
        let at = |name: &str| table.find(name);
        assert!(at("b/less") < at("c/gone") && at("c/gone") < at("d/new"), "{table}");
        assert!(at("b/less").is_some() && at("a/same").is_none(), "{table}");
        assert!(table.contains("9.00<td class=num>1.00<td class=num>−8.00"), "{table}");
        assert!(table.contains("0.00<td class=num>0.50<td class=num>+0.50"), "{table}");
        let alone = scan_page("Scan", &now, None, std::iter::empty());
        assert!(!alone.contains("compared-h"));
    }
}
