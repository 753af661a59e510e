//! How far a scan has come: a line that is written over on a terminal, a line every half minute elsewhere.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use crate::corpus::Progress;

/// Between two looks at the bar.
const GLANCE: Duration = Duration::from_millis(200);

/// Between two lines of a log.
const LINE: Duration = Duration::from_secs(30);

/// Shows progress on standard error.
pub(super) struct Bar {
    quiet: bool,
    terminal: bool,
    begun: Instant,
    shown: Instant,
    /// What was done before this run.
    first: Option<Progress>,
    drawn: bool,
}

impl Bar {
    pub(super) fn new(quiet: bool) -> Self {
        let now = Instant::now();
        let terminal = io::stderr().is_terminal();
        Self { quiet, terminal, begun: now, shown: now, first: None, drawn: false }
    }

    /// Shows where the run is, when it is time to.
    pub(super) fn show(&mut self, progress: &Progress) {
        let first = *self.first.get_or_insert(*progress);
        let every = if self.terminal { GLANCE } else { LINE };
        if self.quiet || self.shown.elapsed() < every {
            return;
        }
        self.shown = Instant::now();
        let line = line(progress, &first, self.begun.elapsed());
        if self.terminal {
            self.drawn = true;
            write(&format!("\r\x1b[K{line}"));
        } else {
            say(&line);
        }
    }

    /// Takes the line away, so that another can be written.
    pub(super) fn clear(&mut self) {
        if std::mem::take(&mut self.drawn) {
            write("\r\x1b[K");
        }
    }
}

/// Writes lines that stay.
pub(super) fn say(text: &str) {
    write(&format!("{text}\n"));
}

/// Progress in words.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "shown to three digits, and never below zero"
)]
fn line(now: &Progress, first: &Progress, spent: Duration) -> String {
    let seconds = spent.as_secs_f64().max(0.001);
    let speed = (now.bytes - first.bytes) as f64 / seconds;
    let documents = (now.documents - first.documents) as f64 / seconds;
    let (done, findings) = (now.bytes as f64 / 1e6, now.findings);
    let rates = format!("{:.1} MB/s, {documents:.0} documents/s, {findings} findings", speed / 1e6);
    if now.total == 0 {
        return format!("{done:.0} MB, {rates}");
    }
    let share = (now.bytes as f64 * 100.0 / now.total as f64).min(100.0);
    let left = now.total.saturating_sub(now.bytes) / (speed as u64).max(1);
    format!("{share:.1}% of {:.0} MB, {rates}, {} left", now.total as f64 / 1e6, clock(left))
}

/// Seconds as hours, minutes and seconds.
fn clock(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        return format!("{hours} h {minutes} min");
    }
    if minutes > 0 { format!("{minutes} min {seconds} s") } else { format!("{seconds} s") }
}

fn write(text: &str) {
    // Nobody may be looking; the work is done all the same.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_says_share_speed_and_what_is_left() {
        let first =
            Progress { bytes: 100_000_000, total: 1_000_000_000, documents: 50, findings: 1 };
        let now = Progress { bytes: 400_000_000, documents: 350, findings: 12, ..first };
        assert_eq!(
            line(&now, &first, Duration::from_secs(3)),
            "40.0% of 1000 MB, 100.0 MB/s, 100 documents/s, 12 findings, 6 s left"
        );
        assert_eq!(clock(3_725), "1 h 2 min");
        assert_eq!(clock(61), "1 min 1 s");
    }
}
