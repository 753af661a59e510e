//! Notes: what was found, why it is an artifact, the words behind it, and what can be written instead.

use std::fmt::Write as _;

use super::article::Article;
use super::escape::{self, line};
use super::rows::extent;
use crate::finding::{Applicability, Finding, Suggestion};
use crate::lang::language_name;
use crate::report::advice::{rewritten, shortened};
use crate::text::LineIndex;

/// Other places of one finding that are shown.
const RELATED: usize = 5;

/// Notes on findings that have no place in the text.
pub(super) fn whole(article: &Article, out: &mut String) {
    let findings = article.checked.findings.iter().enumerate();
    let index = LineIndex::new(&article.original);
    for (at, _) in findings.filter(|(_, finding)| extent(finding).is_none()) {
        note(article, at, &index, out);
    }
}

/// The note on one finding.
pub(super) fn note(article: &Article, at: usize, index: &LineIndex, out: &mut String) {
    let finding = &article.checked.findings[at];
    let _ = write!(
        out,
        "<article class=\"note {}\" id=f{at} tabindex=-1><h3>",
        finding.severity.as_str()
    );
    if finding.place.span().is_some() {
        let _ = write!(
            out,
            "<a class=n href=\"#m{at}\" aria-label=\"note {0}, to its place\">{0}</a> ",
            at + 1
        );
    }
    let _ = write!(
        out,
        "{}</h3><p class=kind>{} · {} · {} confidence</p><p>{}.",
        line(&finding.message),
        finding.rule.id,
        finding.severity.as_str(),
        finding.confidence.as_str(),
        line(finding.rule.why)
    );
    behind(finding, out);
    out.push_str("</p>");
    if !finding.related.is_empty() {
        out.push_str("<p>See ");
        for (number, span) in finding.related.iter().take(RELATED).enumerate() {
            let place = index.position(&article.original, span.start()).line;
            let comma = if number > 0 { ", " } else { "" };
            let text = line(&shortened(span.of(&article.original)));
            let _ = write!(out, "{comma}<bdi>{text}</bdi> (line {place})");
        }
        out.push_str(".</p>");
    }
    if finding.suggestions.is_empty() {
        let _ = write!(out, "<p>{}.</p>", line(finding.rule.advice));
    } else {
        choices(article, at, out);
    }
    out.push_str("</article>");
}

/// The phrase of the source language.
fn behind(finding: &Finding, out: &mut String) {
    let evidence = &finding.evidence;
    let mut names = evidence.source_languages.iter().map(|code| language_name(code));
    let Some(first) = names.next() else {
        if let Some(original) = evidence.original.as_deref() {
            let _ = write!(out, " From <q>{}</q>.", line(original));
        }
        return;
    };
    let _ = write!(out, " From {}", line(first));
    if let Some(original) = evidence.original.as_deref() {
        let code = line(&evidence.source_languages[0]);
        let _ = write!(out, ": <q lang=\"{code}\">{}</q>", line(original));
    }
    let others: Vec<String> = names.map(line).collect();
    if !others.is_empty() {
        let _ = write!(out, ", or {}", others.join(", "));
    }
    out.push('.');
}

/// The suggestions, to choose from when there is a script.
fn choices(article: &Article, at: usize, out: &mut String) {
    let finding = &article.checked.findings[at];
    let _ = write!(out, "<fieldset><legend>Note {}: what to write</legend>", at + 1);
    let mut some = false;
    for (number, suggestion) in finding.suggestions.iter().enumerate() {
        let cure = cure(article, finding, suggestion);
        let (name, made) = match suggestion.applicability {
            Applicability::Display => {
                let _ = write!(out, "<p class=hint>Hint: {cure}</p>");
                continue;
            }
            Applicability::Unsafe => ("look first", false),
            Applicability::Safe => ("safe", article.chosen[at] == Some(number)),
        };
        some = true;
        let checked = if made { " checked" } else { "" };
        let _ = write!(
            out,
            "<label><input type=radio name=f{at} value={number}{checked}> {cure} <span class=how>{name}</span></label>"
        );
    }
    if some {
        let _ = write!(
            out,
            "<label class=leave><input type=radio name=f{at} value=-1> leave it as it is</label>"
        );
    }
    out.push_str("</fieldset>");
}

/// What would stand there.
fn cure(article: &Article, finding: &Finding, suggestion: &Suggestion) -> String {
    let text = rewritten(suggestion, finding.place.span(), &article.original);
    if text.is_empty() {
        return "delete it".to_owned();
    }
    let mut cure = String::from("<ins dir=auto>");
    // Spaces at the ends are what some repairs are about.
    escape::found(&mut cure, &shortened(&text));
    cure + "</ins>"
}
