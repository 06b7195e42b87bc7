//! Counts of entries over times and members by indexes alone, where a filter asks for nothing that needs the entries.

use std::collections::HashMap;

use rusqlite::types::Value;
use rusqlite::{params, params_from_iter};

use super::super::{Snapshot, StoreError};
use super::{EntryIs, LogFilter};
use crate::domain::{Id, Micros};

/// Of members more entries than this are not counted, to stay quick.
const MOST: i64 = 1_000_000;

/// How many entries, and how many of them were refused or failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    pub all: u64,
    pub refused: u64,
}

fn number(count: Option<i64>) -> u64 {
    count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0)
}

impl Snapshot<'_> {
    /// Counts between each two neighbours of `edges`, which ascend. `None`: the filter asks for more than members, or
    /// for too many of their entries.
    pub fn log_counts(&self, filter: &LogFilter, edges: &[Micros]) -> Result<Option<Vec<Counted>>, StoreError> {
        let (Some(members), Some((low, high))) = (members_of(filter), self.log_bounds(filter)?) else {
            return Ok(None);
        };
        let high = high.min(self.log_length()? + 1);
        let places = edges.iter().map(|edge| Ok(self.first_at(*edge)?.clamp(low, high.max(low))));
        let places: Vec<i64> = places.collect::<Result<_, StoreError>>()?;
        let reach = places.last().zip(places.first()).map_or(0, |(last, first)| last - first);
        if members.is_some() && reach > MOST {
            return Ok(None);
        }
        let count = |pair: &[i64]| match &members {
            None => self.counted(pair[0], pair[1]),
            Some(members) => self.counted_of(members, pair[0], pair[1]),
        };
        places.windows(2).map(count).collect::<Result<_, _>>().map(Some)
    }

    /// The same by member, from a time on. `None` stands for entries of nobody.
    pub fn log_counts_by_member(&self, filter: &LogFilter) -> Result<Option<HashMap<Option<Id>, Counted>>, StoreError> {
        let (Some(wanted), Some((low, high))) = (members_of(filter), self.log_bounds(filter)?) else {
            return Ok(None);
        };
        let high = high.min(self.log_length()? + 1);
        if high - low > MOST {
            return Ok(None);
        }
        let all: Vec<Option<Id>> = match wanted {
            Some(members) => members.into_iter().map(Some).collect(),
            None => self.members()?.into_iter().map(|member| Some(member.id)).chain([None]).collect(),
        };
        let mut found = HashMap::new();
        for member in all {
            let count = |sql: &str| self.one(sql, params![member, low, high], |row| row.get(0)).map(number);
            let counted = Counted {
                all: count(
                    "SELECT count(*) FROM audit_log INDEXED BY audit_by_member
                     WHERE member IS ?1 AND sequence >= ?2 AND sequence < ?3",
                )?,
                refused: count(
                    "SELECT count(*) FROM audit_log INDEXED BY audit_refused
                     WHERE outcome <> 'done' AND member IS ?1 AND sequence >= ?2 AND sequence < ?3",
                )?,
            };
            if counted.all > 0 {
                found.insert(member, counted);
            }
        }
        Ok(Some(found))
    }

    fn log_length(&self) -> Result<i64, StoreError> {
        Ok(self.head()?.map_or(0, |(sequence, _)| sequence))
    }

    /// Of everybody: sequences run without a gap but for the entries that are gone.
    fn counted(&self, low: i64, high: i64) -> Result<Counted, StoreError> {
        let count = |sql: &str| self.one(sql, params![low, high], |row| row.get(0)).map(number);
        let gone = count("SELECT count(*) FROM audit_gone WHERE sequence >= ?1 AND sequence < ?2")?;
        let refused = count(
            "SELECT count(*) FROM audit_log INDEXED BY audit_refused
             WHERE outcome <> 'done' AND sequence >= ?1 AND sequence < ?2",
        )?;
        Ok(Counted { all: number(Some(high - low)).saturating_sub(gone), refused })
    }

    fn counted_of(&self, members: &[Id], low: i64, high: i64) -> Result<Counted, StoreError> {
        let mut values = vec![Value::Integer(low), Value::Integer(high)];
        values.extend(members.iter().map(|member| Value::Blob(member.0.to_vec())));
        let marks: Vec<String> = (3..members.len() + 3).map(|n| format!("?{n}")).collect();
        let within = format!("member IN ({}) AND sequence >= ?1 AND sequence < ?2", marks.join(", "));
        let count = |from: &str| {
            let sql = format!("SELECT count(*) FROM audit_log INDEXED BY {from} AND {within}");
            self.one(&sql, params_from_iter(&values), |row| row.get(0)).map(number)
        };
        Ok(Counted { all: count("audit_by_member WHERE 1")?, refused: count("audit_refused WHERE outcome <> 'done'")? })
    }
}

/// The members that a filter keeps to, if it asks for nothing else; inside, `None`: everybody.
fn members_of(filter: &LogFilter) -> Option<Option<Vec<Id>>> {
    let mut members: Option<Vec<Id>> = None;
    for condition in &filter.conditions {
        let EntryIs::By(list) = &condition.entry else { return None };
        if condition.out {
            return None;
        }
        members = Some(match members {
            None => list.clone(),
            Some(before) => before.into_iter().filter(|member| list.contains(member)).collect(),
        });
    }
    // A list of parameters has its limits.
    if members.as_ref().is_some_and(|members| members.len() > 500) { None } else { Some(members) }
}
