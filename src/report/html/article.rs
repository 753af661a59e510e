//! The page about one document: counts, and the text before and after with a note beside each mark.
//!
//! What the page shows as repaired is what `mtlint fix` would make in its first round: the safe repairs. The script changes that as
//! the reader decides; without it the page is the same and stays so.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::chart::{Bar, bars};
use super::rows::{Row, rows};
use super::{escape, names, notes};
use crate::check::Checked;
use crate::finding::{Applicability, Edit};
use crate::fix;
use crate::lang::Language;
use crate::lang::language_name;
use crate::report::{Reported, has_safe_repair, plural};
use crate::survey::Survey;
use crate::text::{LineIndex, Span};
use crate::verdict::Verdict;

/// A document and what was found in it.
pub(super) struct Article {
    pub(super) path: String,
    pub(super) original: String,
    pub(super) offset: usize,
    pub(super) checked: Checked,
    pub(super) verdict: Verdict,
    names: Survey,
    pub(super) rows: Vec<Row>,
    /// For each finding, the suggestion that the page starts with.
    pub(super) chosen: Vec<Option<usize>>,
    /// The edits of those suggestions.
    edits: Vec<Edit>,
}

impl Article {
    pub(super) fn new(reported: &Reported) -> Self {
        let findings = &reported.checked.findings;
        let plan = fix::plan(findings, Applicability::Safe);
        let mut chosen = vec![None; findings.len()];
        for &at in &plan.applied {
            let mut suggestions = findings[at].suggestions.iter();
            chosen[at] = suggestions.position(|s| s.applicability == Applicability::Safe);
        }
        Self {
            path: reported.path.to_owned(),
            original: reported.original.to_owned(),
            offset: reported.offset,
            checked: reported.checked.clone(),
            verdict: reported.verdict.clone(),
            names: reported.names.cloned().unwrap_or_default(),
            rows: rows(reported.original, findings),
            chosen,
            edits: plan.edits,
        }
    }

    /// The code of its language, for `lang` attributes.
    fn code(&self) -> &'static str {
        self.checked.language.map_or("und", |found| found.language.code())
    }
}

/// Counts in words and as a chart.
pub(super) fn summary(article: &Article, out: &mut String) {
    let findings = &article.checked.findings;
    let safe = findings.iter().filter(|finding| has_safe_repair(finding)).count();
    let words = article.checked.words;
    let language = article
        .checked
        .language
        .map_or("no language", |found| language_name(found.language.code()));
    let _ = writeln!(
        out,
        "<p>{} in {} of {language}; {safe} of them with a safe repair.</p>",
        plural(findings.len(), "artifact"),
        plural(words, "word"),
    );
    let mut families: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for finding in findings {
        let count = families.entry(finding.rule.family()).or_default();
        count.0 += 1;
        count.1 += usize::from(has_safe_repair(finding));
    }
    let bars_of: Vec<Bar> = families
        .into_iter()
        .map(|(family, (found, safe))| Bar { name: family.to_owned(), all: found, part: safe })
        .collect();
    bars(out, "Artifacts by family", "family", "artifacts", Some("safe repair"), &bars_of);
}

/// The names of the text.
pub(super) fn names(article: &Article, out: &mut String) {
    let language = article.checked.language.map_or(Language::ENGLISH, |found| found.language);
    names::section(&article.names, language, std::slice::from_ref(&article.path), out);
}

const TOOLS: &str = r#"<form id=tools hidden aria-label="Filter and decisions">
<div class=fields>
<label>Family <select id=by-family><option value="">all</option></select></label>
<label>Confidence <select id=by-confidence><option value=0>all</option><option value=1>medium and high</option><option value=2>high</option></select></label>
<label>Decision <select id=by-state><option value="">all</option><option value=open>open</option><option value=accept>accepted</option><option value=reject>left as it is</option></select></label>
<label>Words <input id=by-words type=search autocomplete=off></label>
<label class=check><input id=only type=checkbox> only rows with notes</label>
</div>
<div class=buttons>
<button type=button id=accept-shown>Accept those shown</button>
<button type=button id=reject-shown>Leave those shown</button>
<button type=button id=clear>Start again</button>
<button type=button id=save-text class=main>Download the text</button>
<button type=button id=save-decisions>Download decisions</button>
</div>
<p id=state role=status></p>
</form>
"#;

/// The rows of the text.
pub(super) fn text(article: &Article, out: &mut String) {
    if article.original.is_empty() {
        return;
    }
    out.push_str(TOOLS);
    out.push_str("<div class=columns aria-hidden=true><span>Before</span><span>After</span><span>Notes</span></div>\n<div id=rows>\n");
    let index = LineIndex::new(&article.original);
    let code = article.code();
    let mut edits = article.edits.as_slice();
    for (number, row) in article.rows.iter().enumerate() {
        let line = index.position(&article.original, row.span.start()).line;
        let quiet = row.findings.is_empty();
        let blank = quiet && row.span.of(&article.original).trim().is_empty();
        let kinds = [(quiet, " quiet"), (blank, " blank"), (row.goes_on, " on")];
        let kinds: String = kinds.iter().filter(|(is, _)| *is).map(|(_, kind)| *kind).collect();
        let _ = write!(
            out,
            "<div class=\"row{kinds}\" id=r{number} data-line=\"{line}\"><div class=before dir=auto lang={code}>"
        );
        before(article, row, out);
        let hidden = if quiet { " aria-hidden=true" } else { "" };
        let _ = write!(out, "</div><div class=after dir=auto lang={code}{hidden}>");
        let here = edits.partition_point(|edit| {
            edit.span.start() < row.span.end() || row.span.end() == article.original.len()
        });
        after(article, row, &edits[..here], out);
        edits = &edits[here..];
        out.push_str("</div><div class=notes>");
        for &at in &row.findings {
            notes::note(article, at, &index, out);
        }
        out.push_str("</div></div>\n");
    }
    out.push_str("</div>\n");
}

/// The bytes of a row that are shown: all but the line end.
fn shown(article: &Article, row: &Row) -> Span {
    let text = row.span.of(&article.original).trim_end_matches(['\n', '\r']);
    Span::new(row.span.start(), row.span.start() + text.len())
}

/// The row as it was found, with a link on each mark to its note.
fn before(article: &Article, row: &Row, out: &mut String) {
    let text = &article.original;
    let mut places: Vec<(Span, usize)> = row
        .findings
        .iter()
        .filter_map(|&at| Some((article.checked.findings[at].place.span()?, at)))
        .collect();
    places.sort_unstable_by_key(|&(span, at)| (span.start(), span.end(), at));
    let mut cuts: Vec<usize> =
        places.iter().flat_map(|(span, _)| [span.start(), span.end()]).collect();
    let shown = shown(article, row);
    cuts.push(shown.end());
    cuts.sort_unstable();
    cuts.dedup();
    let mut done = row.span.start();
    let mut next = 0;
    let mut open: Vec<(Span, usize)> = Vec::new();
    for cut in cuts {
        let piece = Span::new(done, cut).of(text);
        open.retain(|(span, _)| span.end() > done);
        // The smallest of the marks that lie over the piece is the one that it leads to.
        let inner = open.iter().min_by_key(|(span, at)| (span.len(), *at)).copied();
        match inner {
            Some((span, at)) if !piece.is_empty() => {
                // The last piece of a mark carries its number.
                let number =
                    if span.end() == cut { format!(" data-n={}", at + 1) } else { String::new() };
                let id = if span.start() == done { format!(" id=m{at}") } else { String::new() };
                let _ = write!(
                    out,
                    "<a class=\"m {}\" href=\"#f{at}\"{id}{number}>",
                    severity(article, at)
                );
                escape::found(out, piece);
                out.push_str("</a>");
            }
            _ => escape::text(out, piece),
        }
        done = cut;
        let first = next;
        while let Some(&(span, at)) = places.get(next).filter(|(span, _)| span.start() == cut) {
            if span.is_empty() {
                let _ = write!(
                    out,
                    "<a class=\"m point {0}\" href=\"#f{at}\" id=m{at} data-n={1} aria-label=\"note {1}\"></a>",
                    severity(article, at),
                    at + 1
                );
            } else {
                open.push((span, at));
            }
            next += 1;
        }
        // A mark under a smaller one that starts with it still is a place to come back to.
        let started = places[first..next].iter().filter(|(span, _)| !span.is_empty());
        let smallest = open.iter().min_by_key(|(span, at)| (span.len(), *at)).map(|&(_, at)| at);
        for &(_, at) in started.filter(|(_, at)| Some(*at) != smallest) {
            let _ = write!(out, "<span id=m{at}></span>");
        }
    }
}

fn severity(article: &Article, at: usize) -> &'static str {
    article.checked.findings[at].severity.as_str()
}

/// The row as the edits leave it.
fn after(article: &Article, row: &Row, edits: &[Edit], out: &mut String) {
    let shown = shown(article, row);
    let mut done = shown.start();
    for edit in edits {
        escape::text(out, &article.original[done..edit.span.start()]);
        if edit.text.is_empty() {
            out.push_str("<ins class=cut></ins>");
        } else {
            out.push_str("<ins>");
            escape::text(out, &edit.text);
            out.push_str("</ins>");
        }
        done = edit.span.end();
    }
    // An edit may take the line end along.
    escape::text(out, &article.original[done..shown.end().max(done)]);
}
