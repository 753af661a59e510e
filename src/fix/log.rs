//! The log of changes: every edit of a repair with its rule, so that each can be shown, and all can be undone.
//!
//! A repair runs in rounds, and an edit is logged against the text of its round; the text of round 1 is the file as given. That is
//! exact where a flat list against the first text would not be: two edits of one place in two rounds have no single place
//! there. Undoing takes the rounds back from the last. Hashes of the file before and after guard both ends: a file that was
//! edited since is not touched.

use serde::{Deserialize, Serialize};

use super::{Error, ErrorKind, Plan};
use crate::finding::Finding;

/// Version of the file.
const VERSION: u32 = 1;

/// What a run changed, file by file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    #[serde(rename = "mtlint-changes")]
    version: u32,
    /// In the order of the run.
    pub files: Vec<Logged>,
}

/// The changes of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Logged {
    /// Where the repaired text was written.
    pub path: String,
    /// Encoding of the file, by its name in the WHATWG standard.
    pub encoding: String,
    /// Whether a byte order mark stands at its start.
    pub bom: bool,
    /// SHA-256 of the bytes before the repair.
    pub before: String,
    /// SHA-256 of the bytes after it.
    pub after: String,
    /// The edits, by round and place.
    pub changes: Vec<Change>,
}

/// One edit that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The round, from 1.
    pub round: usize,
    /// First byte in the text of the round, counted as in reports.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
    /// The rule; empty for a decision that names none.
    pub rule: String,
    /// How safe the repair is; `decided` when a person chose it.
    pub applicability: String,
    /// What was found.
    pub message: String,
    /// The words of the source language behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
}

impl Log {
    /// What comes before the first file of a log that is written as the run goes.
    pub const HEAD: &str = "{\"mtlint-changes\": 1, \"files\": [\n";
    /// What comes after the last file.
    pub const TAIL: &str = "\n]}\n";

    /// Reads a log. Of a run that was interrupted, the files that were logged whole are read.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`] when the text is no log of this version.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let whole = |text: &str| serde_json::from_str::<Self>(text);
        let log = whole(text).or_else(|why| {
            let lines = text.rfind('\n').map_or("", |end| &text[..end]);
            let cut = lines.trim_end().trim_end_matches(',').to_owned() + Self::TAIL;
            let unfinished = text.starts_with(Self::HEAD) && why.is_eof();
            whole(&cut).ok().filter(|_| unfinished).ok_or(why)
        });
        let log = log.map_err(|e| Error::new(ErrorKind::Format, format!("not a log: {e}")))?;
        if log.version != VERSION {
            let why = format!("log of version {}, this program reads {VERSION}", log.version);
            return Err(Error::new(ErrorKind::Format, why));
        }
        Ok(log)
    }
}

impl Logged {
    /// One file on one line of a log.
    pub fn to_line(&self) -> String {
        // Strings and numbers always serialise.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The text before the changes, from the one after them. `offset` is what reports add to its bytes.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Mismatch`] when the text does not hold what the log says was written.
    pub fn revert(&self, text: &str, offset: usize) -> Result<String, Error> {
        let mut text = text.to_owned();
        let last = self.changes.iter().map(|change| change.round).max().unwrap_or(0);
        for round in (1..=last).rev() {
            text = revert_round(&text, self.changes.iter().filter(|c| c.round == round), offset)?;
        }
        Ok(text)
    }
}

/// Takes back the changes of one round, which are ascending and disjoint.
fn revert_round<'c>(
    text: &str,
    changes: impl Iterator<Item = &'c Change>,
    offset: usize,
) -> Result<String, Error> {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for change in changes {
        let wrong = || {
            let why = format!("the text does not hold the change at byte {}", change.start);
            Error::new(ErrorKind::Mismatch, why)
        };
        let start = change.start.checked_sub(offset).ok_or_else(wrong)?;
        // What is out so far is the text of the round up to there.
        let at = start.checked_sub(out.len()).map(|kept| done + kept).ok_or_else(wrong)?;
        let kept = text.get(done..at).ok_or_else(wrong)?;
        let rest = text.get(at..).ok_or_else(wrong)?;
        if !rest.starts_with(&change.after) {
            return Err(wrong());
        }
        out.push_str(kept);
        out.push_str(&change.before);
        done = at + change.after.len();
    }
    out.push_str(&text[done..]);
    Ok(out)
}

/// The edits of a plan as changes of this round.
pub fn changes(text: &str, plan: &Plan, findings: &[Finding], round: usize) -> Vec<Change> {
    let made = plan.edits.iter().zip(&plan.owners);
    let changes = made.map(|(edit, &(finding, applicability))| {
        let finding = &findings[finding];
        Change {
            round,
            start: edit.span.start(),
            end: edit.span.end(),
            before: edit.span.of(text).to_owned(),
            after: edit.text.clone(),
            rule: finding.rule.id.to_owned(),
            applicability: applicability.as_str().to_owned(),
            message: finding.message.to_string(),
            original: finding.evidence.original.as_deref().map(str::to_owned),
        }
    });
    changes.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(round: usize, start: usize, before: &str, after: &str) -> Change {
        Change {
            round,
            start,
            end: start + before.len(),
            before: before.to_owned(),
            after: after.to_owned(),
            rule: "punct/space".to_owned(),
            applicability: "safe".to_owned(),
            message: "space before a comma".to_owned(),
            original: None,
        }
    }

    fn logged(changes: Vec<Change>) -> Logged {
        let [before, after] = ["", ""].map(str::to_owned);
        let (path, encoding) = ("a.txt".to_owned(), "UTF-8".to_owned());
        Logged { path, encoding, bom: true, before, after, changes }
    }

    #[test]
    fn rounds_are_taken_back_from_the_last() {
        // "a , b ,c" → "a, b,c" → "a; b,cc"
        let log = logged(vec![
            change(1, 4, " ", ""),
            change(1, 8, " ", ""),
            change(2, 4, ",", ";"),
            change(2, 9, "", "c"),
        ]);
        assert_eq!(log.revert("a; b,cc", 3).expect("what was written"), "a , b ,c");
        let kind = log.revert("a: b,cc", 3).expect_err("another text").kind();
        assert_eq!(kind, ErrorKind::Mismatch);
        assert!(log.revert("", 3).is_err());
    }

    #[test]
    fn an_unfinished_log_is_read_as_far_as_it_goes() {
        let line = logged(vec![change(1, 4, " ", "")]).to_line();
        let whole = format!("{}{line},\n{line}{}", Log::HEAD, Log::TAIL);
        assert_eq!(Log::parse(&whole).expect("a log").files.len(), 2);
        let first = format!("{}{line},\n", Log::HEAD);
        for end in first.len()..first.len() + line.len() {
            let files = Log::parse(&whole[..end]).expect("the first file").files;
            assert_eq!(files.len(), 1, "cut at {end}");
        }
        assert!(Log::parse("{}").is_err());
        assert!(Log::parse("{\"mtlint-changes\": 2, \"files\": []}").is_err());
    }
}
