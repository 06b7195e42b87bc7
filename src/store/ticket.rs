//! Tickets: their rows with what follows from them for lists, who watches them and which belong together.

use rusqlite::{Row, params};

use super::{Snapshot, StoreError, Tx, digest};
use crate::domain::Id;
use crate::domain::audit::RecordKind;
use crate::domain::fold::{fold, words};
use crate::domain::sla::{Clock, Clocks};
use crate::domain::ticket::{Priority, Ticket};

pub(super) const TICKET: &str = "id, number, subject, customer, kind, product, priority, channel, status, phase, \
     owner, department, respond_due, respond_warn, respond_left, respond_ended, resolve_due, resolve_warn, \
     resolve_left, resolve_ended, merged_into, satisfaction, escalated, created_by, created_at, updated_at, version, \
     audit_seq, live, due, alarm, urgency, folded";

pub(super) fn read_ticket(row: &Row) -> rusqlite::Result<Ticket> {
    let clock = |first: usize| {
        Ok::<_, rusqlite::Error>(Clock {
            due: row.get(first)?,
            warn: row.get(first + 1)?,
            left: row.get(first + 2)?,
            ended: row.get(first + 3)?,
        })
    };
    Ok(Ticket {
        id: row.get(0)?,
        number: row.get(1)?,
        subject: row.get(2)?,
        customer: row.get(3)?,
        kind: row.get(4)?,
        product: row.get(5)?,
        priority: row.get(6)?,
        channel: row.get(7)?,
        status: row.get(8)?,
        phase: row.get(9)?,
        owner: row.get(10)?,
        department: row.get(11)?,
        clocks: Clocks { respond: clock(12)?, resolve: clock(16)? },
        merged_into: row.get(20)?,
        satisfaction: row.get(21)?,
        escalated: row.get(22)?,
        created_by: row.get(23)?,
        created_at: row.get(24)?,
        updated_at: row.get(25)?,
        version: row.get(26)?,
    })
}

/// What follows from a ticket, kept so that lists need not look into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Derived {
    pub live: bool,
    pub due: i64,
    pub alarm: Option<i64>,
    pub urgency: i64,
    pub folded: String,
}

/// A time in microseconds takes fewer bits than this for some hundred years.
const TIME_BITS: u32 = 52;

impl Derived {
    fn of(ticket: &Ticket) -> Self {
        let live = ticket.phase.is_live();
        let clocks = [ticket.clocks.respond, ticket.clocks.resolve];
        let open = clocks.iter().filter(|clock| live && clock.ended.is_none());
        let running = open.clone().filter(|clock| clock.left.is_none());
        let due = running.filter_map(|clock| clock.due).map(|due| due.0).min().unwrap_or(i64::MAX);
        let alarm = |clock: &Clock| match clock.left {
            // It had run out before it was paused.
            Some(left) => (left < 0).then_some(0),
            None => clock.warn.or(clock.due).map(|at| at.0),
        };
        let behind = match ticket.priority {
            Priority::Urgent => 0,
            Priority::High => 1,
            Priority::Normal => 2,
            Priority::Low => 3,
        };
        let urgency = (behind << TIME_BITS) | due.clamp(0, (1 << TIME_BITS) - 1);
        Self {
            live,
            due,
            alarm: open.filter_map(alarm).min(),
            urgency: if live { urgency } else { i64::MAX },
            folded: fold(&ticket.subject),
        }
    }

    pub fn read(row: &Row) -> rusqlite::Result<Self> {
        Ok(Self {
            live: row.get(28)?,
            due: row.get(29)?,
            alarm: row.get(30)?,
            urgency: row.get(31)?,
            folded: row.get(32)?,
        })
    }

    /// The words that it is found by, each once.
    pub fn words(&self) -> Vec<&str> {
        let mut all: Vec<&str> = words(&self.folded).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

impl Snapshot<'_> {
    pub fn ticket(&self, id: Id) -> Result<Option<Ticket>, StoreError> {
        self.one(&format!("SELECT {TICKET} FROM ticket WHERE id = ?1"), [id], read_ticket)
    }

    pub fn ticket_by_number(&self, number: i64) -> Result<Option<Id>, StoreError> {
        self.one("SELECT id FROM ticket WHERE number = ?1", [number], |row| row.get(0))
    }

    /// Those that go on in this one: id and number, in the order of numbers.
    pub fn merged_tickets(&self, into: Id) -> Result<Vec<(Id, i64)>, StoreError> {
        let sql = "SELECT id, number FROM ticket WHERE merged_into = ?1 ORDER BY number";
        self.all(sql, [into], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// In the order of their ids.
    pub fn ticket_watchers(&self, ticket: Id) -> Result<Vec<Id>, StoreError> {
        let sql = "SELECT member FROM ticket_watcher WHERE ticket = ?1 ORDER BY member";
        self.all(sql, [ticket], |row| row.get(0))
    }

    /// The tickets that belong together with this one, in the order of their ids.
    pub fn related_tickets(&self, ticket: Id) -> Result<Vec<Id>, StoreError> {
        let sql = "SELECT other FROM ticket_relation WHERE ticket = ?1 ORDER BY other";
        self.all(sql, [ticket], |row| row.get(0))
    }

    pub(super) fn ticket_digest(&self, ticket: &Ticket, derived: &Derived) -> Result<[u8; 16], StoreError> {
        let (watchers, related) = (self.ticket_watchers(ticket.id)?, self.related_tickets(ticket.id)?);
        Ok(digest::ticket(ticket, derived, &watchers, &related))
    }
}

impl Tx<'_> {
    /// The next number; one once given is not given again.
    pub fn next_ticket_number(&mut self) -> Result<i64, StoreError> {
        let sql = "INSERT INTO counter (name, value) VALUES ('ticket', 1)
                   ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value";
        self.one(sql, [], |row| row.get(0))?.ok_or(StoreError::Missing)
    }

    /// The wanted number where no ticket has it, otherwise the next one. Those that follow are greater than both.
    pub fn ticket_number_like(&mut self, wanted: Option<i64>) -> Result<i64, StoreError> {
        let Some(wanted) = wanted else { return self.next_ticket_number() };
        if self.ticket_by_number(wanted)?.is_some() {
            return self.next_ticket_number();
        }
        let sql = "INSERT INTO counter (name, value) VALUES ('ticket', ?1)
                   ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)";
        self.execute(sql, [wanted])?;
        Ok(wanted)
    }

    pub fn insert_ticket(&mut self, ticket: &Ticket) -> Result<(), StoreError> {
        let marks: Vec<String> = (1..=33).map(|n| format!("?{n}")).collect();
        self.put_row(&format!("INSERT INTO ticket ({TICKET}) VALUES ({})", marks.join(", ")), ticket)?;
        self.put_words(ticket.id, &Derived::of(ticket).words())?;
        self.record_ticket(ticket.id)
    }

    /// Stores an edit of the version that the caller has read; answers the new version.
    /// `StoreError::TicketConflict` when the stored version is another one.
    pub fn update_ticket(&mut self, ticket: &Ticket) -> Result<i64, StoreError> {
        let stored = self.ticket(ticket.id)?.ok_or(StoreError::Missing)?;
        if stored.version != ticket.version {
            return Err(StoreError::TicketConflict { current: Box::new(stored) });
        }
        let version = ticket.version + 1;
        self.put_ticket(&stored, &Ticket { version, ..ticket.clone() })?;
        Ok(version)
    }

    /// Stores what a note changes of a ticket: no edit, so the version stays.
    pub fn touch_ticket(&mut self, ticket: &Ticket) -> Result<(), StoreError> {
        let stored = self.ticket(ticket.id)?.ok_or(StoreError::Missing)?;
        self.put_ticket(&stored, &Ticket { version: stored.version, ..ticket.clone() })
    }

    fn put_ticket(&mut self, stored: &Ticket, ticket: &Ticket) -> Result<(), StoreError> {
        let columns: Vec<String> = TICKET.split(", ").zip(1..).map(|(name, n)| format!("{name} = ?{n}")).collect();
        self.put_row(&format!("UPDATE ticket SET {} WHERE id = ?1", columns.join(", ")), ticket)?;
        let (before, after) = (Derived::of(stored), Derived::of(ticket));
        if before.folded != after.folded {
            for word in before.words() {
                self.execute("DELETE FROM ticket_word WHERE word = ?1 AND ticket = ?2", params![word, ticket.id])?;
            }
            self.put_words(ticket.id, &after.words())?;
        }
        self.record_ticket(ticket.id)
    }

    /// Deletes a ticket with its notes, and with all that says who watches it and what belongs to it.
    pub fn delete_ticket(&mut self, id: Id) -> Result<(), StoreError> {
        let ticket = self.ticket(id)?.ok_or(StoreError::Missing)?;
        for note in self.ticket_notes(id, usize::MAX >> 1)? {
            self.delete_ticket_note(note.id)?;
        }
        for other in self.related_tickets(id)? {
            self.put_relation(id, other, false)?;
            self.record_ticket(other)?;
        }
        for word in Derived::of(&ticket).words() {
            self.execute("DELETE FROM ticket_word WHERE word = ?1 AND ticket = ?2", params![word, id])?;
        }
        self.execute("DELETE FROM ticket_watcher WHERE ticket = ?1", [id])?;
        self.execute("DELETE FROM ticket_presence WHERE ticket = ?1", [id])?;
        self.change_one("DELETE FROM ticket WHERE id = ?1", [id])?;
        self.record(RecordKind::Ticket, id, digest::GONE);
        Ok(())
    }

    /// Runs a statement whose parameters are the columns in order.
    fn put_row(&self, sql: &str, ticket: &Ticket) -> Result<(), StoreError> {
        let Derived { live, due, alarm, urgency, folded } = Derived::of(ticket);
        let Clocks { respond, resolve } = ticket.clocks;
        self.change_one(
            sql,
            params![
                ticket.id,
                ticket.number,
                ticket.subject,
                ticket.customer,
                ticket.kind,
                ticket.product,
                ticket.priority,
                ticket.channel,
                ticket.status,
                ticket.phase,
                ticket.owner,
                ticket.department,
                respond.due,
                respond.warn,
                respond.left,
                respond.ended,
                resolve.due,
                resolve.warn,
                resolve.left,
                resolve.ended,
                ticket.merged_into,
                ticket.satisfaction,
                ticket.escalated,
                ticket.created_by,
                ticket.created_at,
                ticket.updated_at,
                ticket.version,
                self.sequence(),
                live,
                due,
                alarm,
                urgency,
                folded
            ],
        )
    }

    fn put_words(&self, ticket: Id, words: &[&str]) -> Result<(), StoreError> {
        for word in words {
            self.execute("INSERT INTO ticket_word (word, ticket) VALUES (?1, ?2)", params![word, ticket])?;
        }
        Ok(())
    }

    /// Puts into the log entry what a ticket now is, with who watches it and what belongs to it.
    pub(super) fn record_ticket(&mut self, id: Id) -> Result<(), StoreError> {
        self.change_one("UPDATE ticket SET audit_seq = ?2 WHERE id = ?1", params![id, self.sequence()])?;
        let sql = format!("SELECT {TICKET} FROM ticket WHERE id = ?1");
        let row = self.one(&sql, [id], |row| Ok((read_ticket(row)?, Derived::read(row)?)))?;
        let (ticket, derived) = row.ok_or(StoreError::Missing)?;
        let digest = self.ticket_digest(&ticket, &derived)?;
        self.record(RecordKind::Ticket, id, digest);
        Ok(())
    }

    /// Whether this member is told of what happens to the ticket from now on.
    pub fn watch_ticket(&mut self, ticket: Id, member: Id, on: bool) -> Result<(), StoreError> {
        self.put_watcher(ticket, member, on)?;
        self.record_ticket(ticket)
    }

    pub(super) fn put_watcher(&self, ticket: Id, member: Id, on: bool) -> Result<(), StoreError> {
        let sql = if on {
            "INSERT OR IGNORE INTO ticket_watcher (ticket, member) VALUES (?1, ?2)"
        } else {
            "DELETE FROM ticket_watcher WHERE ticket = ?1 AND member = ?2"
        };
        self.execute(sql, params![ticket, member]).map(drop)
    }

    /// Whether two tickets belong together from now on.
    pub fn relate_tickets(&mut self, one: Id, other: Id, on: bool) -> Result<(), StoreError> {
        self.put_relation(one, other, on)?;
        self.record_ticket(one)?;
        self.record_ticket(other)
    }

    pub(super) fn put_relation(&self, one: Id, other: Id, on: bool) -> Result<(), StoreError> {
        let sql = if on {
            "INSERT OR IGNORE INTO ticket_relation (ticket, other) VALUES (?1, ?2)"
        } else {
            "DELETE FROM ticket_relation WHERE ticket = ?1 AND other = ?2"
        };
        self.execute(sql, params![one, other])?;
        self.execute(sql, params![other, one]).map(drop)
    }

    /// Nobody is said to have asked for the tickets of a customer who is deleted.
    pub(super) fn forget_requester(&mut self, customer: Id) -> Result<(), StoreError> {
        for ticket in self.tickets_of(customer)? {
            self.update_ticket(&Ticket { customer: None, ..ticket })?;
        }
        Ok(())
    }
}

impl Snapshot<'_> {
    /// The tickets that a customer asked for, in the order of numbers.
    pub fn tickets_of(&self, customer: Id) -> Result<Vec<Ticket>, StoreError> {
        let sql = format!("SELECT {TICKET} FROM ticket WHERE customer = ?1 ORDER BY number");
        self.all(&sql, [customer], read_ticket)
    }
}
