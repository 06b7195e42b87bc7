//! `kin log list`: entries by filter, and new ones as they come.

use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::cli::args::Global;
use crate::cli::door;
use crate::cli::output::{Failure, exact, print_json, print_line, unexpected};
use crate::desk::Desk;
use crate::desk::api::{LogFilter, LogPage, LogPlace, LogQuery, LogRow, Reply, Request, Verified};

/// How many entries one request brings.
const PAGE: usize = 500;
/// How long it waits between two looks for new ones.
const PAUSE: Duration = Duration::from_millis(500);

pub fn run(global: &Global, filter: LogFilter, limit: usize, follow: bool) -> Result<(), Failure> {
    let mut desk = door::signed_in(global)?;
    let mut listing = Listing { desk: &mut desk, filter, json: global.json };
    if !follow {
        return listing.newest(limit, |listing, rows| rows.iter().try_for_each(|row| listing.print(row)));
    }
    let mut rows = Vec::new();
    listing.newest(limit, |_, page| {
        rows.extend(page);
        Ok(())
    })?;
    rows.iter().rev().try_for_each(|row| listing.print(row))?;
    listing.follow(rows.first().map_or(0, |row| row.sequence))
}

struct Listing<'a> {
    desk: &'a mut Desk,
    filter: LogFilter,
    json: bool,
}

impl Listing<'_> {
    /// Gives so many of the newest entries to `take`, page by page.
    fn newest(
        &mut self,
        limit: usize,
        mut take: impl FnMut(&Self, Vec<LogRow>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let (mut left, mut from) = (limit, LogPlace::End);
        while left > 0 {
            let LogPage { rows, next, .. } = self.page(from, left)?;
            left = left.saturating_sub(rows.len());
            take(self, rows)?;
            match next {
                Some(next) => from = LogPlace::Before(next),
                None => break,
            }
        }
        Ok(())
    }

    /// Prints what comes after this entry, as long as somebody reads it.
    fn follow(&mut self, mut last: i64) -> Result<(), Failure> {
        let mut watch = self.desk.watch()?;
        loop {
            let LogPage { rows, next, .. } = self.page(LogPlace::After(last), PAGE)?;
            rows.iter().rev().try_for_each(|row| self.print(row))?;
            // What was looked at and did not match need not be looked at again.
            last = next.or_else(|| rows.first().map(|row| row.sequence)).unwrap_or(last);
            if next.is_none() {
                while watch.poll()?.is_none() {
                    thread::sleep(PAUSE);
                }
            }
        }
    }

    fn page(&mut self, from: LogPlace, limit: usize) -> Result<LogPage, Failure> {
        let limit = u16::try_from(limit.min(PAGE)).unwrap_or(u16::MAX);
        match self.desk.ask(Request::Log(LogQuery { filter: self.filter.clone(), from, limit }))? {
            Reply::Log(page) => Ok(page),
            _ => Err(unexpected()),
        }
    }

    fn print(&self, row: &LogRow) -> Result<(), Failure> {
        if self.json { print_json(&as_json(row)) } else { print_line(&as_text(row)) }
    }
}

fn as_json(row: &LogRow) -> Value {
    json!({
        "sequence": row.sequence,
        "entry": row.entry,
        "member": row.member,
        "subject": row.subject,
        "verified": row.verified == Verified::Good,
    })
}

fn as_text(row: &LogRow) -> String {
    let entry = &row.entry;
    let mark = if row.verified == Verified::Good { "ok " } else { "BAD" };
    let field = serde_json::from_str::<Value>(&entry.details).ok();
    let field = field.as_ref().and_then(|details| details.get("field")?.as_str()).unwrap_or_default();
    let about = [row.subject.as_str(), field, &entry.reason].into_iter().filter(|words| !words.is_empty());
    let line = format!(
        "{:>8}  {}  {mark}  {:<12}  {:<18}  {:<6}  {}",
        row.sequence,
        exact(entry.at),
        row.member,
        entry.action.name(),
        entry.outcome.name(),
        about.collect::<Vec<_>>().join("  ")
    );
    line.trim_end().to_owned()
}
