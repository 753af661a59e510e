//! Work on several threads whose results come back in the order of the work.
//!
//! Each thread takes the next item, works on it and hands the result over; the calling thread gives results out in order. Nobody
//! runs further ahead of the results that are out than a few items a thread, so memory stays bounded when one item is slow,
//! and the output is the same whatever the number of threads.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc};

/// Items that a thread may be ahead of the results that are out.
const AHEAD: usize = 4;

/// What the threads share: the items that are left, and how far all have come.
struct Shared<I> {
    items: I,
    taken: usize,
    out: usize,
    stopped: bool,
}

/// Works on `items` with so many threads and gives the results to `done` in the order of the items, until it breaks.
pub(crate) fn in_order<T, R: Send>(
    items: impl Iterator<Item = T> + Send,
    threads: usize,
    work: impl Fn(T) -> R + Sync,
    mut done: impl FnMut(R) -> ControlFlow<()>,
) {
    if threads <= 1 {
        for item in items {
            if done(work(item)).is_break() {
                return;
            }
        }
        return;
    }
    let shared = Mutex::new(Shared { items, taken: 0, out: 0, stopped: false });
    let moved = Condvar::new();
    let (sender, results) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (shared, moved, work, sender) = (&shared, &moved, &work, sender.clone());
            scope.spawn(move || {
                let _guard = StopOnPanic { shared, moved };
                loop {
                    let mut state = locked(shared);
                    while !state.stopped && state.taken >= state.out + threads * AHEAD {
                        state = moved.wait(state).unwrap_or_else(PoisonError::into_inner);
                    }
                    if state.stopped {
                        return;
                    }
                    let Some(item) = state.items.next() else { return };
                    let number = state.taken;
                    state.taken += 1;
                    drop(state);
                    if sender.send((number, work(item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let _guard = StopOnPanic { shared: &shared, moved: &moved };
        let mut early = BTreeMap::new();
        let mut next = 0;
        for (number, result) in results {
            early.insert(number, result);
            while let Some(result) = early.remove(&next) {
                next += 1;
                let ended = done(result).is_break();
                let mut state = locked(&shared);
                state.out = next;
                state.stopped |= ended;
                moved.notify_all();
                if ended {
                    return;
                }
            }
        }
    });
}

/// A panic is passed on by the scope when all threads have ended, so the others must not wait for its result.
struct StopOnPanic<'a, I> {
    shared: &'a Mutex<Shared<I>>,
    moved: &'a Condvar,
}

impl<I> Drop for StopOnPanic<'_, I> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            locked(self.shared).stopped = true;
            self.moved.notify_all();
        }
    }
}

/// The counters are whole even when a thread panicked while it took an item.
fn locked<I>(shared: &Mutex<Shared<I>>) -> MutexGuard<'_, Shared<I>> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn results_come_in_order_and_nobody_runs_ahead() {
        for threads in [1, 2, 8] {
            let started = AtomicUsize::new(0);
            let mut out = Vec::new();
            let items = (0..500_u64).inspect(|_| {
                started.fetch_add(1, Ordering::SeqCst);
            });
            let work = |n: u64| {
                // The first items are the slowest.
                std::thread::sleep(std::time::Duration::from_micros(500_u64.saturating_sub(n * 4)));
                n * n
            };
            in_order(items, threads, work, |square| {
                assert!(started.load(Ordering::SeqCst) <= out.len() + threads * AHEAD);
                out.push(square);
                ControlFlow::Continue(())
            });
            assert_eq!(out, (0..500).map(|n| n * n).collect::<Vec<u64>>());
        }
    }

    #[test]
    fn a_break_ends_the_work() {
        for threads in [1, 4] {
            let mut seen = 0;
            in_order(
                0..,
                threads,
                |n: u64| n,
                |_| {
                    seen += 1;
                    if seen == 10 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                },
            );
            assert_eq!(seen, 10);
        }
    }

    #[test]
    fn a_panic_is_passed_on() {
        let caught = std::panic::catch_unwind(|| {
            let work = |n: u64| assert_ne!(n, 3, "the item that panics");
            in_order(0..1000, 4, work, |()| ControlFlow::Continue(()));
        });
        assert!(caught.is_err());
    }
}
