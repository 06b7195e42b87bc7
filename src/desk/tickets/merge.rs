//! A ticket goes on in another: notes, watchers and relations move there, and it is closed.

use serde_json::json;

use super::super::Desk;
use super::super::api::Problem;
use super::super::session::Trace;
use super::super::steps::{Step, Turn};
use super::clocks::{Rules, answer};
use super::save::status_in;
use super::turn::{MergeBack, TicketTurn};
use super::{Asker, invalid, record};
use crate::domain::ticket::{Phase, Ticket};
use crate::domain::{Id, Micros, Unfit};
use crate::policy::{Operation, Permit};
use crate::store::Tx;

impl Desk {
    pub(super) fn merge_tickets(&mut self, from: (Id, i64), into: (Id, i64)) -> Result<(), Problem> {
        let permit = self.permit_merge(from.0, into.0)?;
        let (asker, rules) = (self.asker()?, self.ticket_rules());
        let scribe = self.scribe()?;
        let now = scribe.now;
        let entry = scribe.done(&permit, Trace { details: json!({ "into": into.0 }), ..Trace::default() });
        let (of, back) = self.act(&permit, |tx| Ok((entry.clone(), merge(tx, &asker, &rules, from, into, now)?)))?;
        self.did(Step { of, turn: Turn::Ticket(TicketTurn::Merge(Box::new(back))) });
        Ok(())
    }

    /// Both are judged; the entry is about the one that ends.
    pub(super) fn permit_merge(&mut self, from: Id, into: Id) -> Result<Permit, Problem> {
        if from == into {
            return invalid("ticket", Unfit::Same);
        }
        self.permit_ticket(into, Operation::MergeTickets)?;
        self.permit_ticket(from, Operation::MergeTickets)
    }
}

/// A ticket of this version, if it may be merged as it stands.
pub(super) fn at_version(tx: &Tx<'_>, asker: &Asker, (id, version): (Id, i64)) -> Result<Ticket, Problem> {
    let ticket = tx.ticket(id)?.filter(|ticket| asker.may(Operation::MergeTickets, record(ticket)));
    let ticket = ticket.ok_or(Problem::NotFound)?;
    if ticket.version == version { Ok(ticket) } else { Err(Problem::TicketConflict { current: Box::new(ticket) }) }
}

pub(super) fn merge(
    tx: &mut Tx<'_>,
    asker: &Asker,
    rules: &Rules,
    from: (Id, i64),
    into: (Id, i64),
    now: Micros,
) -> Result<MergeBack, Problem> {
    let (old_from, old_into) = (at_version(tx, asker, from)?, at_version(tx, asker, into)?);
    // What goes on elsewhere has nothing of its own any more.
    if old_from.merged_into.is_some() || old_into.merged_into.is_some() {
        return invalid("ticket", Unfit::NotInList);
    }
    let merged = tx.merge_tickets(from.0, into.0)?;
    let mut ended = Ticket { updated_at: now, ..old_from.clone() };
    rules.enter(&mut ended, &status_in(rules, Phase::Closed, &old_from.status), now);
    ended.merged_into = Some(into.0);
    let mut goes_on = Ticket { updated_at: now, ..old_into.clone() };
    if let Some(at) = tx.first_answer(into.0)? {
        answer(&mut goes_on, at);
    }
    let left = (tx.update_ticket(&ended)?, tx.update_ticket(&goes_on)?);
    Ok(MergeBack { from: old_from, into: old_into, left, merged })
}
