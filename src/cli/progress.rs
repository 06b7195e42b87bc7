//! How far a long piece of work has come, on one line of the terminal.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// The least time between two drawings.
const PAUSE: Duration = Duration::from_millis(100);

/// A line on standard error while work goes on; nothing where that is no terminal.
pub struct Progress {
    label: &'static str,
    total: Option<u64>,
    done: u64,
    share: Option<f64>,
    started: Instant,
    drawn: Option<Instant>,
    visible: bool,
}

impl Progress {
    /// `total`: how many pieces there will be, where that is known.
    pub fn new(label: &'static str, total: Option<u64>) -> Self {
        let visible = io::stderr().is_terminal();
        Self { label, total, done: 0, share: None, started: now(), drawn: None, visible }
    }

    /// So many more pieces are done.
    pub fn tick(&mut self, pieces: u64) {
        self.done += pieces;
        if !self.visible {
            return;
        }
        let now = now();
        if self.drawn.is_none_or(|drawn| now.duration_since(drawn) >= PAUSE) {
            self.drawn = Some(now);
            self.draw(&format!("\r\x1b[2K{}", self.line(now.duration_since(self.started))));
        }
    }

    /// How far the work has come, from 0 to 1, where the number of pieces is not known but this is.
    pub fn reach(&mut self, share: f64) {
        self.share = Some(share);
    }

    /// Clears the line; says how long it took.
    pub fn finish(self) -> Duration {
        if self.drawn.is_some() {
            self.draw("\r\x1b[2K");
        }
        now().duration_since(self.started)
    }

    fn line(&self, elapsed: Duration) -> String {
        let rate = (self.done as f64 / elapsed.as_secs_f64().max(0.001)) as u64;
        let share = self.total.map_or(self.share, |total| Some(self.done as f64 / total.max(1) as f64));
        let of = self.total.map(|total| format!(" of {}", thousands(total))).unwrap_or_default();
        let percent = share.map(|share| format!(" ({:.0}%)", share.min(1.0) * 100.0)).unwrap_or_default();
        format!("{} {}{of}{percent}, {} a second", self.label, thousands(self.done), thousands(rate))
    }

    /// Progress is a courtesy: a terminal that cannot be written to does not stop the work.
    fn draw(&self, text: &str) {
        let mut terminal = io::stderr().lock();
        let _ = terminal.write_all(text.as_bytes()).and_then(|()| terminal.flush());
    }
}

/// `12345` as `12,345`.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[expect(clippy::disallowed_methods, reason = "measures how long work takes; nothing is dated by it")]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_how_far_it_is() {
        let mut progress = Progress::new("Reading", Some(50_000));
        progress.visible = false;
        progress.tick(12_500);
        assert_eq!(progress.line(Duration::from_secs(2)), "Reading 12,500 of 50,000 (25%), 6,250 a second");
        progress.total = None;
        progress.reach(0.5);
        assert_eq!(progress.line(Duration::from_secs(1)), "Reading 12,500 (50%), 12,500 a second");
    }

    #[test]
    fn groups_digits() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(thousands), ["0", "999", "1,000", "1,234,567"]);
    }
}
