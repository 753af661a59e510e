//! From findings to a repaired text: which edits are made, and making them.
//!
//! Repairs are a function of findings; nothing is detected here. Of suggestions that touch the same bytes the first in the
//! order of [`plan`] wins whole and the other is reported as skipped, so an edit is never half made. What a repair makes
//! visible is found by checking again, see [`crate::check::Checker::repair`].

pub mod baseline;
pub mod decisions;
mod error;
pub mod log;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::finding::{Applicability, Edit, Finding, Suggestion};

pub use error::{Error, ErrorKind};

/// Edits to make, and what becomes of each finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Ascending and disjoint.
    pub edits: Vec<Edit>,
    /// For each edit, the index of its finding, and how safe the suggestion is that it belongs to.
    pub owners: Vec<(usize, Applicability)>,
    /// Indices of the findings whose repair is in `edits`, ascending.
    pub applied: Vec<usize>,
    /// Indices of the findings whose repair is safe enough but touches another's, ascending.
    pub skipped: Vec<usize>,
}

/// Plans the repairs of `findings` that are at least as safe as `level`.
///
/// One total order decides between repairs that touch: the safer first, then the surer finding, then the one that
/// changes less, then the earlier place and the rule's id.
pub fn plan(findings: &[Finding], level: Applicability) -> Plan {
    let mut chosen: Vec<(usize, &Suggestion)> = findings
        .iter()
        .enumerate()
        .filter_map(|(at, finding)| {
            let best = finding.suggestions.iter().find(|s| s.applicability >= level)?;
            Some((at, best))
        })
        .collect();
    chosen.sort_by_cached_key(|&(at, suggestion)| {
        let changed: usize = suggestion.edits.iter().map(|e| e.span.len() + e.text.len()).sum();
        let first = suggestion.edits.first().map_or(0, |e| e.span.start());
        let finding = &findings[at];
        let sure = Reverse((suggestion.applicability, finding.confidence));
        (sure, changed, first, finding.rule.id, at)
    });
    let mut plan = Plan::default();
    let mut taken = Taken::default();
    let mut made = Vec::new();
    for (at, suggestion) in chosen {
        if suggestion.edits.iter().all(|edit| taken.is_free(edit)) {
            suggestion.edits.iter().for_each(|edit| taken.take(edit));
            let owner = (at, suggestion.applicability);
            made.extend(suggestion.edits.iter().map(|edit| (edit.clone(), owner)));
            plan.applied.push(at);
        } else {
            plan.skipped.push(at);
        }
    }
    made.sort_by_key(|(edit, _)| edit.span);
    (plan.edits, plan.owners) = made.into_iter().unzip();
    plan.applied.sort_unstable();
    plan.skipped.sort_unstable();
    plan
}

/// The spans of the edits made so far, disjoint.
#[derive(Default)]
struct Taken(BTreeSet<(usize, usize)>);

impl Taken {
    /// Whether an edit changes none of the bytes taken and inserts nowhere where another ends or begins.
    fn is_free(&self, edit: &Edit) -> bool {
        let (start, end) = (edit.span.start(), edit.span.end());
        let before = self.0.range(..=(end, usize::MAX)).next_back();
        before.is_none_or(|&(from, to)| {
            let insertion = edit.span.is_empty() || from == to;
            if insertion { to < start || end < from } else { to <= start || end <= from }
        }) && self.0.range(..(end, 0)).next_back().is_none_or(|&(from, to)| {
            let insertion = edit.span.is_empty() || from == to;
            if insertion { to < start } else { to <= start }
        })
    }

    fn take(&mut self, edit: &Edit) {
        self.0.insert((edit.span.start(), edit.span.end()));
    }
}

/// Makes ascending, disjoint edits in `text`.
///
/// # Panics
///
/// When an edit does not lie on character boundaries of `text`.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        out.push_str(&text[done..edit.span.start()]);
        out.push_str(&edit.text);
        done = edit.span.end();
    }
    out.push_str(&text[done..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Confidence;
    use crate::rule;
    use crate::text::Span;

    fn found(
        id: &str,
        start: usize,
        end: usize,
        with: &str,
        applicability: Applicability,
    ) -> Finding {
        let span = Span::new(start, end);
        Finding::new(rule::find(id).expect("a rule"), span, Confidence::High)
            .suggest(Suggestion::replace(span, with, applicability))
    }

    #[test]
    fn the_safer_of_two_that_touch_is_made_whole() {
        let findings = [
            found("calque/phrase", 3, 12, "said", Applicability::Unsafe),
            found("punct/space", 10, 11, "", Applicability::Safe),
            found("punct/space", 13, 13, " ", Applicability::Safe),
        ];
        let plan = plan(&findings, Applicability::Unsafe);
        assert_eq!((&plan.applied, &plan.skipped), (&vec![1, 2], &vec![0]));
        assert_eq!(apply("he assures ,not", &plan.edits), "he assures,n ot");
    }

    #[test]
    fn neighbours_do_not_conflict_and_containers_do() {
        let at = |start, end| found("calque/phrase", start, end, "", Applicability::Safe);
        let count = |findings: &[Finding]| plan(findings, Applicability::Safe).applied.len();
        assert_eq!(count(&[at(0, 5), at(5, 9)]), 2);
        assert_eq!(count(&[at(0, 9), at(3, 4)]), 1);
        assert_eq!(count(&[at(3, 4), at(0, 9), at(8, 12)]), 2);
    }

    #[test]
    fn unsafe_repairs_are_made_only_when_asked_for() {
        let findings = [found("calque/phrase", 0, 1, "b", Applicability::Unsafe)];
        assert_eq!(plan(&findings, Applicability::Safe), Plan::default());
    }

    #[test]
    fn two_insertions_at_one_place_conflict() {
        let findings = [
            found("punct/space", 1, 1, " ", Applicability::Safe),
            found("splice/glued", 1, 1, " ", Applicability::Safe),
        ];
        let plan = plan(&findings, Applicability::Safe);
        assert_eq!((plan.edits.len(), plan.skipped.len()), (1, 1));
    }
}
