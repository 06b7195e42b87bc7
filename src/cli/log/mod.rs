//! `kin log`: the newest entries, an export as JSON lines, the proof that nothing was changed, checkpoints, retention.

mod checkpoint;
mod prune;
mod verify;

use serde_json::json;

use super::args::{Global, Log};
use super::door;
use super::output::{Failure, print_json, print_line, unexpected};
use crate::desk::Desk;
use crate::desk::api::{LogFilter, LogPage, LogPlace, LogQuery, LogRow, Reply, Request, Verified};

/// How many entries one request brings.
const PAGE: u16 = 500;

pub fn run(global: &Global, command: &Log) -> Result<(), Failure> {
    match command {
        Log::List { limit } => list(global, *limit),
        Log::Export => export(global),
        Log::Verify { checkpoint, chain_only } => verify::run(global, checkpoint, *chain_only),
        Log::Checkpoint { line } => checkpoint::run(global, *line),
        Log::Prune { dry_run } => prune::run(global, *dry_run),
    }
}

fn list(global: &Global, limit: u16) -> Result<(), Failure> {
    let mut desk = door::signed_in(global)?;
    let page = page(&mut desk, None, limit, false)?;
    page.rows.iter().try_for_each(|row| if global.json { print_json(&as_json(row)) } else { print_line(&as_text(row)) })
}

fn export(global: &Global) -> Result<(), Failure> {
    let mut desk = door::signed_in(global)?;
    let mut before = None;
    loop {
        let page = page(&mut desk, before, PAGE, true)?;
        page.rows.iter().try_for_each(|row| print_json(&as_json(row)))?;
        match page.next {
            Some(next) => before = Some(next),
            None => return Ok(()),
        }
    }
}

fn page(desk: &mut Desk, before: Option<i64>, limit: u16, export: bool) -> Result<LogPage, Failure> {
    let query = LogQuery { filter: LogFilter::default(), from: before.map_or(LogPlace::End, LogPlace::Before), limit };
    match desk.ask(if export { Request::ExportLog(query) } else { Request::Log(query) })? {
        Reply::Log(page) => Ok(page),
        _ => Err(unexpected()),
    }
}

fn as_json(row: &LogRow) -> serde_json::Value {
    json!({
        "sequence": row.sequence,
        "entry": row.entry,
        "member": row.member,
        "subject": row.subject,
        "verified": row.verified == Verified::Good,
    })
}

fn as_text(row: &LogRow) -> String {
    let at = jiff::Timestamp::from_microsecond(row.entry.at.0).map(|at| at.to_string()).unwrap_or_default();
    let mark = if row.verified == Verified::Good { "ok " } else { "BAD" };
    format!(
        "{:>8}  {at:<27}  {mark}  {:<12}  {:<16}  {:<6}  {}  {}",
        row.sequence,
        row.member,
        row.entry.action.name(),
        row.entry.outcome.name(),
        row.subject,
        row.entry.reason
    )
}
