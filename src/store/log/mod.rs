//! Reading the log by filters: pages in both directions and counts, with bounded work for each.
//!
//! Where the conditions have an index that leads to few entries, those are read; elsewhere the log is walked from its
//! place, and after so many rows the walk rests.

mod count;
mod filter;

use rusqlite::types::Value;
use rusqlite::{Row, params, params_from_iter};

pub use count::Counted;
pub use filter::{EntryIs, LogCondition, LogFilter, Needle};

use super::audit::{ENTRY, Logged, read_entry};
use super::list::Effort;
use super::{Snapshot, StoreError};
use crate::domain::audit::SealedEntry;
use crate::domain::{Action, Id, Micros, Outcome};
use filter::Sieve;

/// More choices than this are not read one beside the other.
const MOST_STREAMS: usize = 50;
/// Entries found by an index lie scattered: each costs as much as so many in a row.
const SCATTERED: usize = 6;
/// How densely an index leads to entries is told from so many of the log.
const SAMPLE: i64 = 10_000;

/// What one question of the log may cost: some 40 ms where nothing is in the cache.
pub const LOG_EFFORT: Effort = Effort { few: 2_000, rows: 15_000 };

/// Where a page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFrom {
    End,
    /// Before this sequence.
    Before(i64),
    /// The nearest after this sequence.
    After(i64),
    /// At the first that is later than this time.
    At(Micros),
}

/// Entries of one page.
#[derive(Clone, Debug, Default)]
pub struct LogPage {
    /// Newest first.
    pub entries: Vec<Logged>,
    /// The sequence from which the next page in the asked direction begins; `None`: no more.
    pub next: Option<i64>,
    /// The search rested before the page was full; it goes on from `next`.
    pub unfinished: bool,
}

/// One entry as counts need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tallied {
    pub sequence: i64,
    pub at: Micros,
    pub member: Option<Id>,
    pub refused: bool,
}

/// A part of the log, read in one direction.
#[derive(Clone, Copy)]
struct Range {
    low: i64,
    /// Not in it.
    high: i64,
    /// From the newest on.
    down: bool,
}

/// An index that leads to entries: the ways into it, one for each choice.
struct Driver {
    choices: Vec<(Stream, Value)>,
}

#[derive(Clone, Copy)]
enum Stream {
    Subject,
    Many,
    Session,
    Member,
    Action,
}

impl Stream {
    /// Where its rows come from, for the choice `?N`; the sequence stands in `{s}`.
    const fn source(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Subject => ("audit_log l INDEXED BY audit_by_subject", "l.subject", "l.sequence"),
            Self::Many => {
                ("audit_about a CROSS JOIN audit_log l ON l.sequence = a.sequence", "a.customer", "a.sequence")
            }
            Self::Session => ("audit_log l INDEXED BY audit_by_session", "l.session", "l.sequence"),
            Self::Member => ("audit_log l INDEXED BY audit_by_member", "l.member", "l.sequence"),
            Self::Action => ("audit_log l INDEXED BY audit_by_action", "l.action", "l.sequence"),
        }
    }

    /// The same where nothing but how many is asked.
    const fn counted(self) -> &'static str {
        match self {
            Self::Many => "audit_about a",
            other => other.source().0,
        }
    }
}

impl Driver {
    /// The indexes that a condition could be answered by.
    fn of(entry: &EntryIs) -> Option<Self> {
        let ids = |stream: Stream, ids: &[Id]| ids.iter().map(|id| (stream, Value::Blob(id.0.to_vec()))).collect();
        let choices: Vec<(Stream, Value)> = match entry {
            EntryIs::About(customers) => {
                let (one, many): (Vec<_>, Vec<_>) = (ids(Stream::Subject, customers), ids(Stream::Many, customers));
                one.into_iter().chain(many).collect()
            }
            EntryIs::Session(session) => ids(Stream::Session, &[*session]),
            EntryIs::By(members) => ids(Stream::Member, members),
            EntryIs::Action(actions) => {
                actions.iter().map(|action| (Stream::Action, Value::Text(action.name().to_owned()))).collect()
            }
            EntryIs::Outcome(_) | EntryIs::Field(_) | EntryIs::Origin(_) | EntryIs::Text { .. } => return None,
        };
        (choices.len() <= MOST_STREAMS).then_some(Self { choices })
    }
}

/// The statement that walks a range, by a driver's indexes or by the log itself.
fn walk_sql(driver: Option<&Driver>, down: bool) -> String {
    let rest = ENTRY.split_once(", ").map_or("", |(_, rest)| rest);
    let direction = if down { "DESC" } else { "ASC" };
    let part = |(n, (stream, _)): (usize, &(Stream, Value))| {
        let (source, column, sequence) = stream.source();
        let choice = n + 3;
        format!(
            "SELECT {sequence} AS place, {rest} FROM {source}
             WHERE {column} = ?{choice} AND {sequence} >= ?1 AND {sequence} < ?2"
        )
    };
    let parts: Vec<String> = match driver {
        Some(driver) => driver.choices.iter().enumerate().map(part).collect(),
        None => vec![format!(
            "SELECT l.sequence AS place, {rest} FROM audit_log l WHERE l.sequence >= ?1 AND l.sequence < ?2"
        )],
    };
    format!("{} ORDER BY place {direction}", parts.join(" UNION ALL "))
}

impl Snapshot<'_> {
    /// The newest entries that pass the filter, newest first, with a sequence below `before`: whatever it costs.
    pub fn log(&self, filter: &LogFilter, before: Option<i64>, limit: usize) -> Result<Vec<Logged>, StoreError> {
        let effort = Effort { rows: usize::MAX, ..Effort::default() };
        Ok(self.log_page(filter, before.map_or(LogFrom::End, LogFrom::Before), limit, effort)?.entries)
    }

    /// A page of the entries that pass the filter.
    pub fn log_page(
        &self,
        filter: &LogFilter,
        from: LogFrom,
        limit: usize,
        effort: Effort,
    ) -> Result<LogPage, StoreError> {
        let Some((low, high)) = self.log_bounds(filter)? else { return Ok(LogPage::default()) };
        match from {
            LogFrom::End => self.log_part(filter, Range { low, high, down: true }, limit, effort),
            LogFrom::Before(before) => {
                self.log_part(filter, Range { low, high: high.min(before), down: true }, limit, effort)
            }
            LogFrom::After(after) => {
                let range = Range { low: low.max(after.saturating_add(1)), high, down: false };
                self.log_part(filter, range, limit, effort)
            }
            LogFrom::At(time) => {
                let later = self.first_at(Micros(time.0.saturating_add(1)))?;
                let first = self.log_part(filter, Range { low: low.max(later), high, down: false }, 1, effort)?;
                // Where none is found in time, the page begins before where it could be.
                let high = first.entries.first().map_or(high.min(later), |found| found.sealed.sequence + 1);
                self.log_part(filter, Range { low, high, down: true }, limit, effort)
            }
        }
    }

    /// Shows the entries that pass to `take`, newest first. Answers the sequence at which it rested, if it did.
    pub fn log_tally(
        &self,
        filter: &LogFilter,
        effort: Effort,
        mut take: impl FnMut(Tallied),
    ) -> Result<Option<i64>, StoreError> {
        let Some((low, high)) = self.log_bounds(filter)? else { return Ok(None) };
        let done = Outcome::Done.name();
        self.log_walk(filter, Range { low, high, down: true }, effort, |row| {
            let outcome = row.get_ref(7)?;
            take(Tallied {
                sequence: row.get(0)?,
                at: row.get(1)?,
                member: row.get(2)?,
                refused: outcome.as_str().is_ok_and(|name| name != done),
            });
            Ok(true)
        })
    }

    /// Shows of each entry that passes when it was made and its details to `take`, newest first and from before this
    /// sequence on. Answers the sequence at which it rested, if it did.
    pub fn log_details(
        &self,
        filter: &LogFilter,
        before: Option<i64>,
        effort: Effort,
        mut take: impl FnMut(Micros, &str),
    ) -> Result<Option<i64>, StoreError> {
        let Some((low, high)) = self.log_bounds(filter)? else { return Ok(None) };
        let high = before.map_or(high, |before| high.min(before));
        self.log_walk(filter, Range { low, high, down: true }, effort, |row| {
            take(row.get(1)?, row.get_ref(9)?.as_str().unwrap_or_default());
            Ok(true)
        })
    }

    /// How many entries a session has.
    pub fn session_entries(&self, session: Id) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) FROM audit_log INDEXED BY audit_by_session WHERE session = ?1";
        let count = self.one(sql, [session], |row| row.get::<_, i64>(0))?;
        Ok(count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0))
    }

    /// The first entry with this action that was done, from this sequence on.
    pub fn first_done(&self, action: Action, from: i64) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT sequence FROM audit_log WHERE action = ?1 AND sequence >= ?2 AND +outcome = ?3
                   ORDER BY sequence LIMIT 1";
        self.one(sql, params![action, from, Outcome::Done], |row| row.get(0))
    }

    /// The sequences that the filter's times leave: times never run backwards along the log. `None`: nothing can pass.
    fn log_bounds(&self, filter: &LogFilter) -> Result<Option<(i64, i64)>, StoreError> {
        let low = filter.from.map_or(Ok(1), |from| self.first_at(from))?;
        let high = filter.to.map_or(Ok(i64::MAX), |to| self.first_at(to))?;
        Ok(if filter.is_impossible() || low >= high { None } else { Some((low, high)) })
    }

    fn log_part(&self, filter: &LogFilter, range: Range, limit: usize, effort: Effort) -> Result<LogPage, StoreError> {
        let mut entries = Vec::new();
        let rested = self.log_walk(filter, range, effort, |row| {
            entries.push(read_entry(row)?);
            // One more tells that there is more.
            Ok(entries.len() <= limit)
        })?;
        let more = entries.len() > limit;
        entries.truncate(limit);
        let next = if more { entries.last().map(|last| last.sequence) } else { rested };
        if !range.down {
            entries.reverse();
        }
        let logged = |sealed: SealedEntry| {
            let before = self.hash_at(sealed.sequence - 1)?.unwrap_or_default();
            Ok(Logged { sealed, before })
        };
        let entries = entries.into_iter().map(logged).collect::<Result<_, StoreError>>()?;
        Ok(LogPage { entries, next, unfinished: !more && rested.is_some() })
    }

    /// Shows each entry of the range that passes to `take`, until that has enough. Answers the sequence of the last one
    /// looked at, where it has cost enough.
    fn log_walk(
        &self,
        filter: &LogFilter,
        range: Range,
        effort: Effort,
        mut take: impl FnMut(&Row) -> Result<bool, StoreError>,
    ) -> Result<Option<i64>, StoreError> {
        if range.low >= range.high {
            return Ok(None);
        }
        let driver = self.log_driver(filter, range, effort)?;
        let mut values = vec![Value::Integer(range.low), Value::Integer(range.high)];
        values.extend(driver.iter().flat_map(|driver| driver.choices.iter().map(|(_, value)| value.clone())));
        let cost = filter.cost() * if driver.is_some() { SCATTERED } else { 1 };
        let mut statement = self.prepare(&walk_sql(driver.as_ref(), range.down))?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut sieve = Sieve::new(self, filter);
        let (mut spent, mut last) = (0, None);
        while let Some(row) = rows.next()? {
            // A row found by two ways is the same row.
            let sequence: i64 = row.get(0)?;
            if last.replace(sequence) == Some(sequence) {
                continue;
            }
            if sieve.passes(row)? && !take(row)? {
                return Ok(None);
            }
            spent += cost;
            if spent + sieve.looked_up * SCATTERED >= effort.rows {
                return Ok(Some(sequence));
            }
        }
        Ok(None)
    }

    /// The condition whose index leads to the fewest entries, if they are few, or far between.
    fn log_driver(&self, filter: &LogFilter, range: Range, effort: Effort) -> Result<Option<Driver>, StoreError> {
        let into = filter.conditions.iter().filter(|condition| !condition.out);
        let drivers: Vec<Driver> = into.filter_map(|condition| Driver::of(&condition.entry)).collect();
        let (mut fewest, mut best) = (effort.few, None);
        for (n, driver) in drivers.iter().enumerate() {
            let count = self.led_to(driver, range.low, range.high, fewest)?;
            if count < fewest {
                (fewest, best) = (count, Some(n));
            }
        }
        if best.is_none() {
            // All lead to many: to how many of those that are looked at first?
            let end = self.head()?.map_or(0, |(sequence, _)| sequence) + 1;
            let (low, high) = if range.down {
                let high = range.high.min(end);
                (range.low.max(high - SAMPLE), high)
            } else {
                (range.low, range.high.min(range.low.saturating_add(SAMPLE)))
            };
            let mut fewest = usize::try_from(high - low).unwrap_or(0) / SCATTERED;
            for (n, driver) in drivers.iter().enumerate() {
                let count = self.led_to(driver, low, high, fewest)?;
                if count < fewest {
                    (fewest, best) = (count, Some(n));
                }
            }
        }
        Ok(best.and_then(|best| drivers.into_iter().nth(best)))
    }

    /// To how many entries a driver leads, counted up to `most`.
    fn led_to(&self, driver: &Driver, low: i64, high: i64, most: usize) -> Result<usize, StoreError> {
        let mut found = 0;
        for (stream, value) in &driver.choices {
            if found >= most {
                break;
            }
            let ((_, column, sequence), source) = (stream.source(), stream.counted());
            let sql = format!(
                "SELECT count(*) FROM (SELECT 1 FROM {source}
                 WHERE {column} = ?1 AND {sequence} >= ?2 AND {sequence} < ?3 LIMIT ?4)"
            );
            let most = i64::try_from(most - found).unwrap_or(i64::MAX);
            let count = self.one(&sql, params![value, low, high, most], |row| row.get::<_, i64>(0))?;
            found += count.and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
        }
        Ok(found)
    }
}
