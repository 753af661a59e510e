//! Findings that an editor has seen and keeps: a file that silences them until their text changes.
//!
//! A finding is remembered by what it is and what stands around it, not by its line number: the key hashes the rule, the text of the
//! finding and the line it stands in, as far as [`AROUND`] bytes to either side. Edits elsewhere in the file leave it valid; an edit of that
//! line brings the finding back. Equal lines with equal findings are counted. The hash is FNV-1a, 64 bits, fixed here because the keys are kept in files.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::finding::Finding;

/// Version of the file.
const VERSION: u32 = 1;

/// How much of a line is read on either side of a finding: a paragraph, and not all of a file that is one line.
const AROUND: usize = 400;

/// Known findings by file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    #[serde(rename = "mtlint-baseline")]
    version: u32,
    /// File → key → how often.
    files: BTreeMap<String, BTreeMap<String, usize>>,
}

impl Baseline {
    /// An empty baseline.
    pub fn new() -> Self {
        Self { version: VERSION, files: BTreeMap::new() }
    }

    /// Reads a baseline file.
    ///
    /// # Errors
    ///
    /// When the text is no baseline of this version.
    pub fn parse(text: &str) -> Result<Self, String> {
        let baseline: Self =
            serde_json::from_str(text).map_err(|e| format!("not a baseline: {e}"))?;
        if baseline.version != VERSION {
            return Err(format!(
                "baseline of version {}, this program reads {VERSION}",
                baseline.version
            ));
        }
        Ok(baseline)
    }

    /// The text of the file, keys sorted.
    pub fn to_text(&self) -> String {
        // Maps of strings and numbers always serialise.
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        text + "\n"
    }

    /// Remembers the findings of a file in place of those remembered before.
    pub fn remember(&mut self, file: &str, original: &str, findings: &[Finding]) {
        self.files.remove(file);
        for finding in findings {
            let keys = self.files.entry(file.to_owned()).or_default();
            *keys.entry(key(original, finding)).or_default() += 1;
        }
    }

    /// Drops the findings that the baseline knows; the rest stay in order. Gives the number dropped.
    pub fn silence(&self, file: &str, original: &str, findings: &mut Vec<Finding>) -> usize {
        let Some(known) = self.files.get(file) else { return 0 };
        let mut left = known.clone();
        let before = findings.len();
        findings.retain(|finding| match left.get_mut(&key(original, finding)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        before - findings.len()
    }
}

fn key(original: &str, finding: &Finding) -> String {
    let (text, line) = match finding.place.span() {
        None => ("", ""),
        Some(span) => {
            let from = original.ceil_char_boundary(span.start().saturating_sub(AROUND));
            let to = original.floor_char_boundary((span.end() + AROUND).min(original.len()));
            let start = original[from..span.start()].rfind('\n').map_or(from, |at| from + at + 1);
            let end = original[span.end()..to].find('\n').map_or(to, |at| span.end() + at);
            (span.of(original), original[start..end].trim())
        }
    };
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    for part in [finding.rule.id, text, line] {
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3);
        }
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Confidence;
    use crate::text::Span;

    fn finding(text: &str, word: &str) -> Finding {
        let at = text.find(word).expect("in text");
        let rule = crate::rule::find("punct/space").expect("a rule");
        Finding::new(rule, Span::new(at, at + word.len()), Confidence::High)
    }

    #[test]
    fn a_known_finding_is_silent_until_its_line_changes() {
        let text = "first\nthe region . here\n";
        let mut baseline = Baseline::new();
        baseline.remember("a.txt", text, &[finding(text, "region .")]);
        let baseline = Baseline::parse(&baseline.to_text()).expect("what it wrote");

        let moved = "first\nnew line\nthe region . here\n";
        let mut findings = vec![finding(moved, "region .")];
        assert_eq!(baseline.silence("a.txt", moved, &mut findings), 1);
        let mut elsewhere = vec![finding(moved, "region .")];
        assert_eq!(baseline.silence("b.txt", moved, &mut elsewhere), 0);

        let edited = "the region . there\n";
        let mut findings = vec![finding(edited, "region .")];
        assert_eq!(baseline.silence("a.txt", edited, &mut findings), 0);
    }

    #[test]
    fn a_second_equal_finding_is_new() {
        let text = "a region .\n";
        let mut baseline = Baseline::new();
        baseline.remember("a.txt", text, &[finding(text, "region .")]);
        let mut findings = vec![finding(text, "region ."), finding(text, "region .")];
        assert_eq!(baseline.silence("a.txt", text, &mut findings), 1);
        assert!(Baseline::parse("{}").is_err());
    }
}
