//! Who opened, revealed or changed a customer: its own part of the log.

use super::super::Desk;
use super::super::api::{LogFilter, LogMatch, LogPlace, LogQuery, LogRow, Problem};
use super::seen::imported;
use crate::domain::Id;
use crate::policy::Operation;

const PAGE: u16 = 50;

impl Desk {
    pub(in crate::desk) fn access(&mut self, customer: Id, before: Option<i64>) -> Result<Vec<LogRow>, Problem> {
        let target = self.target(customer, Operation::ViewAccess)?;
        let permit = self.judge(Operation::ViewAccess, target)?;
        // Looking at who looked is itself in the log, once for each opening.
        self.look(&permit, before.is_some(), serde_json::Value::Null)?;
        let filter = LogFilter::of(LogMatch::Subject(customer));
        let query = LogQuery { filter, from: before.map_or(LogPlace::End, LogPlace::Before), limit: PAGE };
        let mut rows = self.log_rows(&query, None)?.rows;
        // An import that brought the customer is the oldest of all, and is about too many to be found as the others are.
        if rows.len() < usize::from(PAGE)
            && let Some(import) = self.store.read(|snapshot| imported(snapshot, customer))?
            && before.is_none_or(|before| import.sealed.sequence < before)
        {
            rows.extend(self.shown(vec![import])?);
        }
        Ok(rows)
    }
}
