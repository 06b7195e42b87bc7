//! One change to a ticket, or to many in one act with one entry in the log.

use serde_json::{Value, json};

use super::super::Desk;
use super::super::api::{Problem, TicketChange, TicketsDone};
use super::super::session::Trace;
use super::super::steps::{Step, Turn};
use super::clocks::Rules;
use super::save::next_status;
use super::turn::{NoteBack, TicketBack, TicketTurn};
use super::{LONGEST_NOTE, invalid, record};
use crate::clock;
use crate::domain::ticket::{Ticket, TicketNote};
use crate::domain::{Entry, Id, Micros, Outcome, Unfit, audit, scan, text};
use crate::policy::{self, Actor, Operation, Permit, Target};
use crate::store::{Snapshot, Tx};

/// Most tickets of one act.
const MOST: usize = 10_000;

/// A change with what is needed to see whether it can be done.
struct Wish<'a> {
    change: &'a TicketChange,
    /// Whoever asks, and who is to have the tickets.
    actor: Actor,
    owner: Option<Actor>,
    rules: Rules,
    /// The words of a hand-over, as they may be kept.
    text: String,
    hidden: usize,
    now: Micros,
}

/// What of many tickets can be changed now.
#[derive(Default)]
struct Plan {
    done: TicketsDone,
    /// Each as it is, and as it is to be.
    ready: Vec<(Ticket, Ticket)>,
    /// Why the first that can't be is not.
    why: Option<Problem>,
}

impl Desk {
    pub(super) fn change_tickets(
        &mut self,
        mut tickets: Vec<(Id, i64)>,
        change: &TicketChange,
        dry_run: bool,
    ) -> Result<TicketsDone, Problem> {
        if tickets.len() > MOST {
            return invalid("tickets", Unfit::TooMany(MOST));
        }
        // Each once, in one order: so the hash of their ids is of the set.
        tickets.sort_unstable_by_key(|(ticket, _)| *ticket);
        tickets.dedup_by_key(|(ticket, _)| *ticket);
        let permit = match tickets[..] {
            [] => return Ok(TicketsDone::default()),
            [(one, _)] => self.permit_ticket(one, Operation::EditTicket)?,
            _ => self.judge(Operation::BulkTickets, Target::Office)?,
        };
        let wish = self.wish(change)?;
        let plan = self.store.read(|snapshot| wish.plan(snapshot, &tickets))?;
        if dry_run {
            return Ok(plan.done);
        }
        if let ([_], true) = (&tickets[..], plan.ready.is_empty()) {
            return plan.why.map_or(Ok(plan.done), Err);
        }
        let (clock, blank) = (self.clock.clone(), self.scribe()?.done(&permit, Trace::default()));
        let alone = tickets.len() == 1;
        let (of, (done, backs)) = self.act(&permit, |tx| {
            let Plan { done, ready, why } = wish.plan(tx, &tickets)?;
            if let (true, true, Some(why)) = (alone, ready.is_empty(), why) {
                return Err(why);
            }
            let ids: Vec<Id> = ready.iter().map(|(ticket, _)| ticket.id).collect();
            let mut backs = Vec::with_capacity(ready.len());
            for (back, ticket) in ready {
                backs.push(wish.apply(tx, back, &ticket, || clock::new_id(clock.as_ref()))?);
            }
            Ok((wish.entry(&blank, &done, &ids, alone), (done, backs)))
        })?;
        if !backs.is_empty() {
            self.did(Step { of, turn: Turn::Ticket(TicketTurn::Edit(backs)) });
        }
        Ok(done)
    }

    /// Checks what can be checked before the tickets are looked at.
    fn wish<'a>(&mut self, change: &'a TicketChange) -> Result<Wish<'a>, Problem> {
        let (actor, now, rules) = (self.session()?.actor.clone(), self.clock.now(), self.ticket_rules());
        let (mut text, mut hidden) = (String::new(), 0);
        match change {
            TicketChange::Status(key) if rules.service().status(key).is_none() => {
                return invalid("status", Unfit::NotInList);
            }
            TicketChange::Department(department) => self.check_department(*department)?,
            TicketChange::HandOver { text: words, .. } => {
                (text, hidden) = scan::mask_secrets(&text::clean_multiline(words, LONGEST_NOTE));
            }
            TicketChange::Status(_) | TicketChange::Owner(_) | TicketChange::Priority(_) => {}
        }
        let owner = match change {
            TicketChange::Owner(Some(owner)) | TicketChange::HandOver { owner, .. } => {
                // Whether there is such a person; whether it sees each ticket depends on the ticket.
                let home = self.rights.actor(*owner, now).map(|actor| actor.department).unwrap_or_default();
                self.check_owner(Id::default(), Some(*owner), home)?;
                self.rights.actor(*owner, now)
            }
            _ => None,
        };
        Ok(Wish { change, actor, owner, rules, text, hidden, now })
    }
}

impl Wish<'_> {
    /// Judges each ticket as it stands. Out of scope and gone count alike.
    fn plan(&self, snapshot: &Snapshot<'_>, tickets: &[(Id, i64)]) -> Result<Plan, Problem> {
        let mut plan = Plan::default();
        for (id, version) in tickets {
            let may = |ticket: &Ticket| policy::judge(&self.actor, Operation::EditTicket, record(ticket)).is_ok();
            let Some(current) = snapshot.ticket(*id)?.filter(may) else {
                plan.done.refused += 1;
                plan.why.get_or_insert(Problem::NotFound);
                continue;
            };
            if current.version != *version {
                plan.done.conflicts += 1;
                plan.why.get_or_insert(Problem::TicketConflict { current: Box::new(current) });
                continue;
            }
            match self.changed(&current) {
                Err(why) => {
                    plan.done.refused += 1;
                    plan.why.get_or_insert(why);
                }
                Ok(None) => plan.done.same += 1,
                Ok(Some(ticket)) => {
                    plan.done.changed += 1;
                    plan.ready.push((current, ticket));
                }
            }
        }
        Ok(plan)
    }

    /// The ticket as it is to be; `None`: it is so already.
    fn changed(&self, current: &Ticket) -> Result<Option<Ticket>, Problem> {
        let mut ticket = current.clone();
        match self.change {
            TicketChange::Status(key) => match next_status(self.rules.service(), current, key)? {
                Some(status) => self.rules.enter(&mut ticket, &status, self.now),
                None => return Ok(None),
            },
            TicketChange::Priority(priority) => self.rules.prioritise(&mut ticket, *priority, self.now),
            TicketChange::Owner(owner) => ticket.owner = *owner,
            TicketChange::HandOver { owner, .. } => ticket.owner = Some(*owner),
            TicketChange::Department(department) if *department != current.department => {
                (ticket.department, ticket.owner) = (*department, None);
            }
            TicketChange::Department(_) => {}
        }
        let sees = |owner: &Actor| policy::judge(owner, Operation::ViewTicket, record(&ticket)).is_ok();
        if ticket.owner != current.owner && self.owner.as_ref().is_some_and(|owner| !sees(owner)) {
            return invalid("owner", Unfit::OutOfReach);
        }
        ticket.updated_at = self.now;
        let same = Ticket { updated_at: current.updated_at, ..ticket.clone() } == *current;
        Ok(Some(ticket).filter(|_| !same))
    }

    /// Stores it; answers how to turn it back.
    fn apply(
        &self,
        tx: &mut Tx<'_>,
        back: Ticket,
        ticket: &Ticket,
        new_id: impl FnOnce() -> Id,
    ) -> Result<TicketBack, Problem> {
        let left = tx.update_ticket(ticket)?;
        let mut note = None;
        if !self.text.is_empty() {
            let (id, member) = (new_id(), self.actor.member);
            let text = self.text.clone();
            tx.insert_ticket_note(&TicketNote { id, ticket: ticket.id, member, at: self.now, public: false, text })?;
            note = Some(NoteBack::Remove(id));
        }
        Ok(TicketBack { ticket: Box::new(back), left, note })
    }

    /// The act's one entry. Of many it says how many, and which by the hash of their ids.
    fn entry(&self, blank: &Entry, done: &TicketsDone, ids: &[Id], alone: bool) -> Entry {
        let mut details = match self.change {
            TicketChange::Status(key) => json!({ "change": "status", "to": key }),
            TicketChange::Owner(owner) => json!({ "change": "owner", "to": owner }),
            TicketChange::Department(department) => json!({ "change": "department", "to": department }),
            TicketChange::Priority(priority) => json!({ "change": "priority", "to": priority }),
            TicketChange::HandOver { owner, .. } => {
                json!({ "change": "hand_over", "to": owner, "hidden": self.hidden })
            }
        };
        if alone {
            return Entry { details: details.to_string(), ..blank.clone() };
        }
        counted(&mut details, done, ids);
        let outcome = if done.changed == 0 { Outcome::Failed } else { blank.outcome };
        Entry { details: details.to_string(), outcome, ..blank.clone() }
    }
}

/// What an entry about many tickets says of them.
pub(super) fn counted(details: &mut Value, done: &TicketsDone, ids: &[Id]) {
    details["count"] = json!(done.changed);
    details["ids"] = json!(audit::ids_hash(ids));
    details["refused"] = json!(done.refused);
    details["conflicts"] = json!(done.conflicts);
}

impl Desk {
    /// The right to turn back a change of one ticket, or of many.
    pub(super) fn permit_to_turn(&mut self, backs: &[TicketBack]) -> Result<Permit, Problem> {
        match backs {
            [one] => self.permit_ticket(one.ticket.id, Operation::EditTicket),
            _ => self.judge(Operation::BulkTickets, Target::Office),
        }
    }
}
