//! Decisions of an editor: which suggestions are made in which text, as a file.
//!
//! The report page writes them, and a person or a program can. A decision carries its edits, so that exactly what was seen is what is
//! made, whatever a later version of the lexicons would suggest. It belongs to one text by its hash, not by its name: a file may
//! move, and an edited file must not get edits at places that are no longer theirs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::log::Change;
use super::{Error, ErrorKind, Taken};
use crate::finding::Edit;
use crate::text::Span;

/// Version of the file.
pub const VERSION: u32 = 1;

/// The decisions about some texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decisions {
    #[serde(rename = "mtlint-decisions")]
    version: u32,
    /// One for each text.
    pub files: Vec<Decided>,
}

/// The decisions about one text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decided {
    /// What the text was called; it is known by its hash.
    #[serde(default)]
    pub path: String,
    /// See [`fingerprint`].
    pub sha256: String,
    /// In any order.
    pub decisions: Vec<Decision>,
}

/// What was decided about one finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Whether its edits are made.
    pub decision: Choice,
    /// The rule of the finding.
    #[serde(default)]
    pub rule: String,
    /// What was found, for people.
    #[serde(default)]
    pub message: String,
    /// First byte of the finding, counted as in reports.
    #[serde(default)]
    pub start: Option<usize>,
    /// One past its last byte.
    #[serde(default)]
    pub end: Option<usize>,
    /// What stands there; when it is given with a place, the text must agree.
    #[serde(default)]
    pub text: Option<String>,
    /// What is made when the decision is to accept.
    #[serde(default)]
    pub edits: Vec<Replacement>,
}

/// Whether a repair is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Choice {
    /// Make it.
    Accept,
    /// Leave the text as it is.
    Reject,
}

/// An edit as it is written in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replacement {
    /// First byte, counted as in reports.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What stands there afterwards.
    pub text: String,
}

/// SHA-256 of a text as its file is in UTF-8: what `sha256sum` says of a UTF-8 file. `offset` is the length of the
/// byte order mark in front of it.
pub fn fingerprint(text: &str, offset: usize) -> String {
    let mark = if offset > 0 { "\u{FEFF}" } else { "" };
    let mut hash = Sha256::new();
    hash.update(mark);
    hash.update(text);
    hex(&hash.finalize())
}

/// SHA-256 of bytes.
pub fn fingerprint_of(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let nibbles = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    nibbles.map(|nibble| char::from(DIGITS[usize::from(nibble)])).collect()
}

impl Decisions {
    /// Reads a file of decisions.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`] when the text is none of this version, or decides twice about one text.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let format = |why: String| Error::new(ErrorKind::Format, why);
        let decisions: Self =
            serde_json::from_str(text).map_err(|e| format(format!("not decisions: {e}")))?;
        if decisions.version != VERSION {
            let version = decisions.version;
            return Err(format(format!(
                "decisions of version {version}, this program reads {VERSION}"
            )));
        }
        let mut seen = BTreeMap::new();
        for file in &decisions.files {
            if let Some(path) = seen.insert(file.sha256.to_ascii_lowercase(), &file.path) {
                return Err(format(format!(
                    "{path:?} and {:?} are the same text and decided twice",
                    file.path
                )));
            }
        }
        Ok(decisions)
    }

    /// The decisions about a text, by its [`fingerprint`].
    pub fn about(&self, sha256: &str) -> Option<&Decided> {
        self.files.iter().find(|file| file.sha256.eq_ignore_ascii_case(sha256))
    }
}

impl Decided {
    /// The edits that were accepted, ascending, and the same as changes of a log.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Mismatch`] for a place that the text does not have or that holds something else,
    /// [`ErrorKind::Conflict`] when two edits change the same bytes.
    pub fn accepted(&self, text: &str, offset: usize) -> Result<(Vec<Edit>, Vec<Change>), Error> {
        let mut made: Vec<(Edit, Change)> = Vec::new();
        let mut taken = Taken::default();
        for decision in &self.decisions {
            decision.agrees(text, offset)?;
            if decision.decision == Choice::Reject {
                continue;
            }
            for replacement in &decision.edits {
                let span = place(text, replacement.start, replacement.end, offset)?;
                let edit = Edit { span, text: replacement.text.clone() };
                if !taken.is_free(&edit) {
                    let why = format!("two accepted edits touch at byte {}", replacement.start);
                    return Err(Error::new(ErrorKind::Conflict, why));
                }
                taken.take(&edit);
                let change = Change {
                    round: 1,
                    start: span.start(),
                    end: span.end(),
                    before: span.of(text).to_owned(),
                    after: replacement.text.clone(),
                    rule: decision.rule.clone(),
                    applicability: "decided".to_owned(),
                    message: decision.message.clone(),
                    original: None,
                };
                made.push((edit, change));
            }
        }
        made.sort_by_key(|(edit, _)| edit.span);
        Ok(made.into_iter().unzip())
    }

    /// Number of findings whose repair was accepted.
    pub fn count(&self) -> usize {
        let accepted = |decision: &&Decision| decision.decision == Choice::Accept;
        self.decisions.iter().filter(accepted).count()
    }
}

impl Decision {
    /// Whether the text has what the decision is about.
    fn agrees(&self, text: &str, offset: usize) -> Result<(), Error> {
        let (Some(start), Some(end)) = (self.start, self.end) else { return Ok(()) };
        let span = place(text, start, end, offset)?;
        if self.text.as_deref().is_some_and(|found| found != span.of(text)) {
            let why = format!("bytes {start} to {end} hold another text than the decision says");
            return Err(Error::new(ErrorKind::Mismatch, why));
        }
        Ok(())
    }
}

/// Bytes as they are counted in reports, as a span of the text.
fn place(text: &str, start: usize, end: usize, offset: usize) -> Result<Span, Error> {
    let wrong = || {
        let why = format!("bytes {start} to {end} are no place in the text");
        Error::new(ErrorKind::Mismatch, why)
    };
    let (from, to) = start.checked_sub(offset).zip(end.checked_sub(offset)).ok_or_else(wrong)?;
    text.get(from..to).ok_or_else(wrong)?;
    Ok(Span::new(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(json: &str) -> Decided {
        serde_json::from_str(&format!("{{\"sha256\": \"\", \"decisions\": {json}}}")).expect("JSON")
    }

    #[test]
    fn accepted_edits_are_made_and_rejected_ones_are_not() {
        let decided = decided(
            r#"[{"decision": "accept", "start": 8, "end": 12, "text": "kyiv", "edits": [{"start": 8, "end": 12, "text": "Kyiv"}]},
                {"decision": "reject", "edits": [{"start": 0, "end": 4, "text": ""}]},
                {"decision": "accept", "edits": [{"start": 3, "end": 3, "text": "X"}]}]"#,
        );
        let (edits, changes) = decided.accepted("From kyiv.", 3).expect("sound decisions");
        assert_eq!(super::super::apply("From kyiv.", &edits), "XFrom Kyiv.");
        assert_eq!(changes.len(), 2);
        assert_eq!(decided.count(), 2);
    }

    #[test]
    fn what_the_text_does_not_hold_is_refused() {
        let kind =
            |json: &str, text: &str| decided(json).accepted(text, 0).expect_err("refused").kind();
        let outside = r#"[{"decision": "accept", "edits": [{"start": 2, "end": 9, "text": ""}]}]"#;
        assert_eq!(kind(outside, "short"), ErrorKind::Mismatch);
        let inside_a_letter =
            r#"[{"decision": "accept", "edits": [{"start": 1, "end": 2, "text": ""}]}]"#;
        assert_eq!(kind(inside_a_letter, "éé"), ErrorKind::Mismatch);
        let backwards =
            r#"[{"decision": "accept", "edits": [{"start": 3, "end": 1, "text": ""}]}]"#;
        assert_eq!(kind(backwards, "short"), ErrorKind::Mismatch);
        let another = r#"[{"decision": "reject", "start": 0, "end": 2, "text": "it"}]"#;
        assert_eq!(kind(another, "so it"), ErrorKind::Mismatch);
        let twice = r#"[{"decision": "accept", "edits": [{"start": 0, "end": 2, "text": "a"}]},
                        {"decision": "accept", "edits": [{"start": 1, "end": 3, "text": "b"}]}]"#;
        assert_eq!(kind(twice, "short"), ErrorKind::Conflict);
    }

    #[test]
    fn the_fingerprint_is_that_of_sha256sum() {
        // printf abc | sha256sum: the example of FIPS 180-2.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(fingerprint("abc", 0), abc);
        assert_eq!(fingerprint_of(b"abc"), abc);
        assert_eq!(fingerprint("abc", 3), fingerprint_of(b"\xEF\xBB\xBFabc"));
    }

    #[test]
    fn one_text_is_decided_once() {
        let file = r#"{"path": "a", "sha256": "AB", "decisions": []}"#;
        let json = format!("{{\"mtlint-decisions\": 1, \"files\": [{file}]}}");
        assert!(Decisions::parse(&json).expect("decisions").about("ab").is_some());
        let twice = format!("{{\"mtlint-decisions\": 1, \"files\": [{file}, {file}]}}");
        assert_eq!(Decisions::parse(&twice).expect_err("twice").kind(), ErrorKind::Format);
        assert!(Decisions::parse("[]").is_err());
    }
}
