//! Retention: what the policy says the log need not keep goes, and a signed tombstone says what went.

use serde::Serialize;

use super::Desk;
use super::api::Problem;
use super::session::Trace;
use crate::domain::{Action, Entry, Micros};
use crate::policy::{Operation, Target};

/// Entries that go in one act, so that nobody waits long to write.
const BATCH: usize = 10_000;

/// What went, or would.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pruned {
    pub removed: usize,
    /// Entries before this time were looked at (microseconds since 1970).
    pub before: Micros,
}

impl Desk {
    /// Removes the content of entries older than the policy keeps them that vouch for nothing any more. A grave act:
    /// the member proves again who it is. A dry run counts, and removes nothing.
    ///
    /// # Errors
    /// `Refused` where the policy keeps the log for ever.
    pub fn prune_log(&mut self, dry_run: bool) -> Result<Pruned, Problem> {
        self.check_session()?;
        self.not_previewing()?;
        self.judge(Operation::ManagePolicy, Target::Office)?;
        let months = self.rights.policy().log_months;
        if months == 0 {
            let words =
                "the policy keeps the log for ever; set how many months first: kin grant policy set --log-months";
            return Err(Problem::Refused(words.into()));
        }
        let before = months_before(self.clock.now(), months)?;
        let (removable, known) =
            self.store.read(|snapshot| Ok::<_, Problem>((snapshot.removable(before)?, snapshot.last_prune()?)))?;
        let pruned = Pruned { removed: removable.len(), before };
        if dry_run || removable.is_empty() {
            return Ok(pruned);
        }
        self.proved()?;
        let mut known = known;
        for batch in removable.chunks(BATCH) {
            known = Some(self.remove(batch, known)?);
        }
        Ok(pruned)
    }

    /// One act: the content goes and the tombstone comes together.
    fn remove(&mut self, sequences: &[i64], known: Option<i64>) -> Result<i64, Problem> {
        let permit = self.judge(Operation::ManagePolicy, Target::Office)?;
        let entry = self.scribe()?.done(&permit, Trace::default());
        let entry = Entry { action: Action::LogPrune, ..entry };
        let (sequence, ()) = self.act(&permit, |tx| {
            // Somebody else has removed entries meanwhile.
            if tx.last_prune()? != known {
                return Err(Problem::Busy);
            }
            let details = tx.remove_entries(sequences)?.details().to_string();
            Ok((Entry { details, ..entry.clone() }, ()))
        })?;
        Ok(sequence)
    }
}

/// The same day so many months ago, by the calendar of UTC.
pub(super) fn months_before(now: Micros, months: u16) -> Result<Micros, Problem> {
    let odd = |error: jiff::Error| Problem::Store(format!("the clock is out of range: {error}"));
    let now = jiff::Timestamp::from_microsecond(now.0).map_err(odd)?.to_zoned(jiff::tz::TimeZone::UTC);
    let before = now.checked_sub(jiff::Span::new().months(i64::from(months))).map_err(odd)?;
    Ok(Micros(before.timestamp().as_microsecond()))
}
