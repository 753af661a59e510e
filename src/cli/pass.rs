//! One pass over the inputs of a run: each is read and checked on some thread, and given out in order.

use std::num::NonZero;
use std::ops::ControlFlow;

use super::input::{Input, Source, sources};
use super::options::Options;
use crate::check::{Checked, Checker};
use crate::lang::Language;
use crate::queue;
use crate::report::Reported;
use crate::survey::Survey;
use crate::verdict::{self, Verdict};

/// An input and all that is known of it.
pub(super) struct Judged {
    pub(super) input: Input,
    pub(super) checked: Checked,
    verdict: Verdict,
    names: Option<Survey>,
}

impl Judged {
    /// As a report takes it.
    pub(super) fn reported(&self) -> Reported<'_> {
        Reported {
            path: &self.input.name,
            original: &self.input.decoded.text,
            offset: self.input.decoded.offset(),
            checked: &self.checked,
            verdict: &self.verdict,
            names: self.names.as_ref(),
        }
    }
}

/// Checks every input and gives each, or the reason why it could not be checked, to `done`, until it breaks. With `names` the
/// names of each are gathered too.
pub(super) fn check(
    options: &Options,
    door: &Checker,
    threads: Option<NonZero<usize>>,
    names: bool,
    done: impl FnMut(Result<Judged, String>) -> ControlFlow<()>,
) {
    let threads =
        threads.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZero::get);
    let work = |source: Result<Source, String>| {
        let input = source?.read(options)?;
        let document = input.document();
        let (checked, verdict) = verdict::check(door, &document);
        let names = names.then(|| {
            let mut survey = Survey::default();
            let language = checked.language.map_or(Language::ENGLISH, |found| found.language);
            survey.add(&document, language);
            survey
        });
        drop(document);
        Ok(Judged { input, checked, verdict, names })
    };
    queue::in_order(sources(options), threads, work, done);
}
