//! The screens, and the two that stand before them.

pub mod admin;
pub mod columns;
pub mod customers;
pub mod detail;
pub mod detail_more;
pub mod detail_view;
pub mod lock;
pub mod log;
pub mod reports;
pub mod sign_in;
pub mod tasks;
pub mod tickets;
pub mod timeline_words;
pub mod today;

use crate::domain::Micros;
use crate::ui::context::Context;

/// A wait the desk imposed after failed tries, shown as a countdown.
#[derive(Debug, Default)]
pub struct Waiting(Option<Micros>);

impl Waiting {
    pub fn start(&mut self, seconds: u32, cx: &Context) {
        self.0 = Some(Micros(cx.now.0 + i64::from(seconds) * 1_000_000));
    }

    /// Whole seconds left; 0: go on.
    pub fn left(&self, cx: &Context) -> i64 {
        seconds_left(self.0, cx)
    }

    pub fn wake(&self, cx: &Context) -> Option<Micros> {
        next_second(self.0, cx)
    }
}

/// Seconds until a moment, rounded up.
pub fn seconds_left(until: Option<Micros>, cx: &Context) -> i64 {
    until.map_or(0, |until| (until.0 - cx.now.0).max(0).saturating_add(999_999) / 1_000_000)
}

/// When the number of seconds until a moment next changes.
pub fn next_second(until: Option<Micros>, cx: &Context) -> Option<Micros> {
    let until = until?;
    let left = seconds_left(Some(until), cx);
    (left > 0).then(|| Micros(until.0 - (left - 1) * 1_000_000))
}
