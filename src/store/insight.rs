//! What members did since some time, act by act and without a copy of the log: what insight counts.

use std::collections::HashMap;

use rusqlite::{Row, params};

use super::{Snapshot, StoreError};
use crate::domain::{Action, Id, Micros, Outcome};

/// One entry, as far as it is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberAct {
    pub at: Micros,
    /// Who acted; where a sign-in failed, whom it was tried for.
    pub member: Id,
    pub action: Action,
    pub outcome: Outcome,
    /// Of values that were shown or copied alone.
    pub reason: String,
    pub details: String,
}

const COLUMNS: &str = "at, member, subject, action, outcome, reason, details";

fn read(row: &Row) -> rusqlite::Result<Option<MemberAct>> {
    let (action, outcome): (Action, Outcome) = (row.get(3)?, row.get(4)?);
    let tried = (action, outcome) == (Action::SignIn, Outcome::Failed);
    let member: Option<Id> = if tried { row.get(2)? } else { row.get(1)? };
    let Some(member) = member else { return Ok(None) };
    let said = matches!(action, Action::FieldReveal | Action::FieldCopy);
    let text = |column| if said { row.get(column) } else { Ok(String::new()) };
    Ok(Some(MemberAct { at: row.get(0)?, member, action, outcome, reason: text(5)?, details: text(6)? }))
}

impl Snapshot<'_> {
    /// Gives each act since then in turn, those of one member in their order: of these members, by their index, or of
    /// everybody (`None`) in one walk along the log.
    pub fn acts_since(
        &self,
        since: Micros,
        members: Option<&[Id]>,
        mut take: impl FnMut(MemberAct),
    ) -> Result<(), StoreError> {
        let low = self.first_at(since)?;
        let mut walk = |sql: &str, arguments: &[&dyn rusqlite::ToSql]| -> Result<(), StoreError> {
            let mut statement = self.prepare(sql)?;
            let mut rows = statement.query(arguments)?;
            while let Some(row) = rows.next()? {
                read(row)?.into_iter().for_each(&mut take);
            }
            Ok(())
        };
        let Some(members) = members else {
            let all = format!("SELECT {COLUMNS} FROM audit_log WHERE sequence >= ?1 ORDER BY sequence");
            return walk(&all, params![low]);
        };
        let own = format!("SELECT {COLUMNS} FROM audit_log WHERE member = ?1 AND sequence >= ?2 ORDER BY sequence");
        for member in members {
            walk(&own, params![member, low])?;
        }
        // A failed sign-in is nobody's yet. The subject's index would bring all that was ever done about a member.
        let tried = format!(
            "SELECT {COLUMNS} FROM audit_log
             WHERE action = ?1 AND sequence >= ?2 AND member IS NULL AND +outcome = ?3 ORDER BY sequence"
        );
        walk(&tried, params![Action::SignIn, low, Outcome::Failed])
    }

    /// How many alerts since then are about whom.
    pub fn alerts_about(&self, since: Micros) -> Result<HashMap<Id, u32>, StoreError> {
        let sql = "SELECT subject, COUNT(*) FROM alert WHERE at >= ?1 AND subject IS NOT NULL GROUP BY subject";
        Ok(self.all(sql, [since], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
    }
}
