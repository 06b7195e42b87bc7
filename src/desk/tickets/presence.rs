//! Who is at a ticket now: said again every few seconds by who is, and in no log.

use super::super::Desk;
use super::super::api::{Presence, Problem};
use super::open::others_at;
use crate::domain::{Id, Micros};
use crate::policy::Operation;

/// How long one counts as being there.
const LASTS: i64 = 30_000_000;

impl Desk {
    /// Answers who else is there.
    pub(super) fn present_at(&mut self, ticket: Id, writing: Option<bool>) -> Result<Vec<Presence>, Problem> {
        let member = self.permit_ticket(ticket, Operation::ViewTicket)?.actor();
        let now = self.clock.now();
        // Who only tries how another role would see it is not at work.
        if self.session()?.preview.is_none() {
            self.store.shelf(|shelf| match writing {
                Some(writing) => shelf.put_presence(ticket, member, (now, Micros(now.0 + LASTS)), writing),
                None => shelf.drop_presence(ticket, member),
            })?;
        }
        self.store.read(|snapshot| others_at(snapshot, ticket, member, now))
    }
}
