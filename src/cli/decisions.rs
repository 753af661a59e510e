//! A file of decisions beside the inputs of a run: which decisions belong to which input, and which to none.

use std::path::Path;

use super::input::Input;
use crate::check::Repair;
use crate::fix;
use crate::fix::decisions;

/// The decisions of a run, and which were used.
pub(super) struct Decisions {
    all: decisions::Decisions,
    used: Vec<bool>,
}

impl Decisions {
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let blame = |why: String| format!("{}: {why}", path.display());
        let text = std::fs::read_to_string(path).map_err(|e| blame(e.to_string()))?;
        let all = decisions::Decisions::parse(&text).map_err(|e| blame(e.to_string()))?;
        let used = vec![false; all.files.len()];
        Ok(Self { all, used })
    }

    /// The input with what was accepted for it, not checked yet, and the number of repairs; `None` when nothing was decided
    /// about it.
    pub(super) fn apply(&mut self, input: &Input) -> Result<Option<(Repair, usize)>, String> {
        let (text, offset) = (input.decoded.text.as_str(), input.decoded.offset());
        let fingerprint = decisions::fingerprint(text, offset);
        let Some(decided) = self.all.about(&fingerprint) else {
            return match self.all.files.iter().position(|file| file.path == input.name) {
                None => Ok(None),
                Some(at) => {
                    self.used[at] = true;
                    Err(format!(
                        "{}: is not the text that was decided about: it changed since",
                        input.name
                    ))
                }
            };
        };
        let at = self.all.files.iter().position(|file| file == decided);
        if let Some(at) = at {
            self.used[at] = true;
        }
        let accepted = decided.accepted(text, offset);
        let (edits, changes) = accepted.map_err(|e| format!("{}: {e}", input.name))?;
        let repair = Repair { text: fix::apply(text, &edits), changes, ..Repair::default() };
        Ok(Some((repair, decided.count())))
    }

    /// Complaints about decisions whose text was no input.
    pub(super) fn unused(&self) -> impl Iterator<Item = String> + '_ {
        let files = self.all.files.iter().zip(&self.used).filter(|(_, used)| !**used);
        files
            .map(|(file, _)| format!("no input is the text of the decisions about {:?}", file.path))
    }
}
