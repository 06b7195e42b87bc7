//! Whom lines of timelines turn to, and whether they have seen it.

use rusqlite::{Row, params};

use super::{Shelf, Snapshot, StoreError, Tx};
use crate::domain::{Activity, Id, Micros};

/// A line of a timeline that turns to a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    pub activity: Id,
    /// When the line began to.
    pub at: Micros,
    pub seen_at: Option<Micros>,
}

fn read_mention(row: &Row) -> rusqlite::Result<Mention> {
    Ok(Mention { activity: row.get(0)?, at: row.get(1)?, seen_at: row.get(2)? })
}

impl Snapshot<'_> {
    /// The newest lines that turn to a member: those that it has not seen, and then the others.
    pub fn mentions(&self, member: Id, most: usize) -> Result<Vec<Mention>, StoreError> {
        let of = |state: &str, most: usize| {
            let sql = format!(
                "SELECT activity, at, seen_at FROM mention WHERE member = ?1 AND seen_at {state}
                 ORDER BY at DESC, activity DESC LIMIT ?2"
            );
            self.all(&sql, params![member, most as i64], read_mention)
        };
        let mut mentions = of("IS NULL", most)?;
        mentions.extend(of("IS NOT NULL", most.saturating_sub(mentions.len()))?);
        Ok(mentions)
    }

    /// Whether a line turns to any member.
    pub fn turns_to_anybody(&self, activity: Id) -> Result<bool, StoreError> {
        Ok(self.one("SELECT 1 FROM mention WHERE activity = ?1 LIMIT 1", [activity], |_| Ok(()))?.is_some())
    }

    /// Whether there is a mention for each member whom a line turns to, and no other.
    pub(super) fn mentions_hold(&self) -> Result<bool, StoreError> {
        let stray = "SELECT 1 FROM mention m LEFT JOIN activity a ON a.id = m.activity
                     WHERE instr(coalesce(a.mentions, x''), m.member) = 0 LIMIT 1";
        let count = |sql| self.one(sql, [], |row| row.get::<_, i64>(0));
        let counted = count("SELECT count(*) FROM mention")?;
        let said = count("SELECT coalesce(sum(length(mentions)), 0) / 16 FROM activity")?;
        Ok(self.one(stray, [], |_| Ok(()))?.is_none() && counted == said)
    }
}

impl Tx<'_> {
    /// Turns to the members whom the line names now; whoever it named before keeps what it has seen.
    pub(super) fn set_mentions(&self, activity: &Activity) -> Result<(), StoreError> {
        let sql = "SELECT member FROM mention WHERE activity = ?1";
        let before: Vec<Id> = self.all(sql, [activity.id], |row| row.get(0))?;
        for member in before.iter().filter(|member| !activity.mentions.contains(member)) {
            self.execute("DELETE FROM mention WHERE member = ?1 AND activity = ?2", [*member, activity.id])?;
        }
        let at = activity.edited_at.unwrap_or(activity.at);
        for member in activity.mentions.iter().filter(|member| !before.contains(member)) {
            let sql = "INSERT INTO mention (member, activity, at) VALUES (?1, ?2, ?3)";
            self.execute(sql, params![member, activity.id, at])?;
        }
        Ok(())
    }
}

impl Shelf<'_> {
    /// Notes that a member has seen a line that turns to it; answers whether there is such a line.
    pub fn see_mention(&self, member: Id, activity: Id, at: Micros) -> Result<bool, StoreError> {
        let sql = "UPDATE mention SET seen_at = coalesce(seen_at, ?3) WHERE member = ?1 AND activity = ?2";
        Ok(self.snapshot.prepare(sql)?.execute(params![member, activity, at])? > 0)
    }
}
