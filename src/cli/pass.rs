//! One pass over the inputs of a run: each is read and checked on some thread, and given out in order.

use std::num::NonZero;
use std::ops::ControlFlow;

use super::input::{Input, Source, sources};
use super::options::Options;
use super::queue;
use crate::check::{Checked, Checker};

/// Checks every input and gives each, or the reason why it could not be checked, to `done`, until it breaks.
pub(super) fn check(
    options: &Options,
    checker: &Checker,
    threads: Option<NonZero<usize>>,
    done: impl FnMut(Result<(Input, Checked), String>) -> ControlFlow<()>,
) {
    let threads =
        threads.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZero::get);
    let work = |source: Result<Source, String>| {
        let input = source?.read(options)?;
        let checked = checker.check(&input.document());
        Ok((input, checked))
    };
    queue::in_order(sources(options), threads, work, done);
}
