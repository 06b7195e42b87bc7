//! What was done to tickets taken back, or done again: a new act each time, judged and written down like any other.

use serde_json::json;

use super::super::Desk;
use super::super::api::{Problem, TicketsDone, UndoneWhat};
use super::super::commands::{Turned, draft_place};
use super::super::session::Trace;
use super::super::steps::{Moved, Step, Turn, Way};
use super::change::counted;
use super::clocks::answer;
use super::merge::{at_version, merge};
use super::record;
use super::save::put_back;
use crate::domain::sla::Clock;
use crate::domain::ticket::{Ticket, TicketNote};
use crate::domain::{Entry, Id, Micros};
use crate::policy::Operation;
use crate::store::{Merged, Tx};

/// How to turn an act on tickets back (or forth).
pub enum TicketTurn {
    Edit(Vec<TicketBack>),
    Note {
        ticket: Id,
        note: NoteBack,
        /// The first answer's clock before it.
        respond: Clock,
    },
    Merge(Box<MergeBack>),
    /// Each with the version at which it may be done again.
    MergeAgain {
        from: (Id, i64),
        into: (Id, i64),
    },
}

/// A ticket as it was.
pub struct TicketBack {
    pub ticket: Box<Ticket>,
    /// The version that the act left; another one is somebody else's work.
    pub left: i64,
    /// A note that came with the act.
    pub note: Option<NoteBack>,
}

pub enum NoteBack {
    Remove(Id),
    /// The note with its text sealed apart.
    Put {
        note: TicketNote,
        text: Vec<u8>,
    },
}

/// Two tickets as they were before one went on in the other.
pub struct MergeBack {
    pub from: Ticket,
    pub into: Ticket,
    /// The versions that the merge left, in this order.
    pub left: (i64, i64),
    pub merged: Merged,
}

impl TicketTurn {
    /// How many tickets it holds.
    pub fn records(&self) -> usize {
        if let Self::Edit(backs) = self { backs.len() } else { 0 }
    }

    /// The tickets that it expects, each with the version.
    pub fn expected(&mut self) -> Vec<(Id, &mut i64)> {
        match self {
            Self::Edit(backs) => backs.iter_mut().map(|back| (back.ticket.id, &mut back.left)).collect(),
            Self::Note { .. } => Vec::new(),
            Self::Merge(back) => vec![(back.from.id, &mut back.left.0), (back.into.id, &mut back.left.1)],
            Self::MergeAgain { from, into } => vec![(from.0, &mut from.1), (into.0, &mut into.1)],
        }
    }
}

/// A note that goes, or comes back, when an act is turned; and how to turn that.
struct TurnedNote {
    put: Option<TicketNote>,
    remove: Option<Id>,
    inverse: NoteBack,
}

impl TurnedNote {
    fn apply(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        if let Some(note) = &self.put {
            tx.insert_ticket_note(note)?;
        }
        if let Some(id) = self.remove {
            tx.delete_ticket_note(id)?;
        }
        Ok(())
    }
}

impl Desk {
    pub(in crate::desk) fn turn_ticket(&mut self, way: Way, of: i64, turn: &TicketTurn) -> Result<Turned, Problem> {
        match turn {
            TicketTurn::Edit(backs) => self.turn_edits(way, of, backs),
            TicketTurn::Note { ticket, note, respond } => self.turn_ticket_note(way, of, *ticket, note, *respond),
            TicketTurn::Merge(back) => self.unmerge(way, of, back),
            TicketTurn::MergeAgain { from, into } => self.merge_again(way, of, *from, *into),
        }
    }

    /// Turns those that nobody has changed since; where there is none, nothing happens.
    fn turn_edits(&mut self, way: Way, of: i64, backs: &[TicketBack]) -> Result<Turned, Problem> {
        let permit = self.permit_to_turn(backs)?;
        let mut notes = Vec::with_capacity(backs.len());
        for back in backs {
            notes.push(back.note.as_ref().map(|note| self.prepare_note(back.ticket.id, note)).transpose()?.flatten());
        }
        let asker = self.asker()?;
        let scribe = self.scribe()?;
        let (now, blank) = (scribe.now, scribe.done(&permit, Trace::default()));
        let (sequence, (done, tickets)) = self.act(&permit, |tx| {
            let (mut done, mut stale, mut tickets) = (TicketsDone::default(), None, Vec::new());
            for (at, back) in backs.iter().enumerate() {
                let may = |ticket: &Ticket| asker.may(Operation::EditTicket, record(ticket));
                match tx.ticket(back.ticket.id)?.filter(may) {
                    None => done.refused += 1,
                    Some(current) if current.version != back.left => {
                        done.conflicts += 1;
                        stale.get_or_insert(current);
                    }
                    Some(current) => {
                        notes[at].as_ref().map_or(Ok(()), |note| note.apply(tx))?;
                        let answered = tx.first_answer(current.id)?;
                        let left = tx.update_ticket(&put_back(&back.ticket, &current, answered, now))?;
                        done.changed += 1;
                        tickets.push((at, current, left));
                    }
                }
            }
            if tickets.is_empty() {
                let conflict = |current| Problem::TicketConflict { current: Box::new(current) };
                return Err(stale.map_or(Problem::NotFound, conflict));
            }
            let mut details = json!({ way.name(): true, "of": of });
            if backs.len() > 1 {
                let ids: Vec<Id> = tickets.iter().map(|(_, ticket, _)| ticket.id).collect();
                counted(&mut details, &done, &ids);
            }
            Ok((Entry { details: details.to_string(), ..blank.clone() }, (done, tickets)))
        })?;
        let what = match &tickets[..] {
            [(_, one, _)] if backs.len() == 1 => UndoneWhat::Ticket(one.number),
            _ => UndoneWhat::Tickets(done.changed),
        };
        let base = |at: usize| backs[at].ticket.version;
        let moved =
            tickets.iter().map(|(at, ticket, left)| Moved { record: ticket.id, base: base(*at), now: *left }).collect();
        let inverse = tickets.into_iter().map(|(at, ticket, left)| {
            let note = notes[at].take().map(|note| note.inverse);
            TicketBack { ticket: Box::new(ticket), left, note }
        });
        let turn = Turn::Ticket(TicketTurn::Edit(inverse.collect()));
        Ok(Turned { what, customer: None, inverse: Step { of: sequence, turn }, moved })
    }

    fn turn_ticket_note(
        &mut self,
        way: Way,
        of: i64,
        ticket: Id,
        back: &NoteBack,
        respond: Clock,
    ) -> Result<Turned, Problem> {
        // The note may have gone on in another ticket.
        let ticket = match back {
            NoteBack::Remove(note) => self.store.read(|snapshot| snapshot.ticket_note(*note))?.map(|note| note.ticket),
            NoteBack::Put { .. } => Some(ticket),
        };
        let ticket = ticket.ok_or(Problem::NotFound)?;
        let permit = self.permit_ticket(ticket, Operation::NoteTicket)?;
        let note = self.prepare_note(ticket, back)?.ok_or(Problem::NotFound)?;
        let (at, public) = match &note.inverse {
            NoteBack::Put { note, .. } => (note.at, note.public),
            NoteBack::Remove(_) => note.put.as_ref().map(|note| (note.at, note.public)).unwrap_or_default(),
        };
        let rules = self.ticket_rules();
        let scribe = self.scribe()?;
        let now = scribe.now;
        let details = json!({ way.name(): true, "of": of });
        let entry = scribe.done(&permit, Trace { details, ..Trace::default() });
        let (sequence, (number, before)) = self.act(&permit, |tx| {
            note.apply(tx)?;
            let mut current = tx.ticket(ticket)?.ok_or(Problem::NotFound)?;
            let before = current.clocks.respond;
            current.updated_at = now;
            if public && note.put.is_some() {
                answer(&mut current, at);
            } else if public && before.ended == Some(at) {
                current.clocks.respond = rules.unanswered(&current, respond, now);
                if let Some(other) = tx.first_answer(ticket)? {
                    answer(&mut current, other);
                }
            }
            tx.touch_ticket(&current)?;
            Ok((entry.clone(), (current.number, before)))
        })?;
        let turn = Turn::Ticket(TicketTurn::Note { ticket, note: note.inverse, respond: before });
        let inverse = Step { of: sequence, turn };
        Ok(Turned { what: UndoneWhat::Ticket(number), customer: None, inverse, moved: Vec::new() })
    }

    fn unmerge(&mut self, way: Way, of: i64, back: &MergeBack) -> Result<Turned, Problem> {
        let MergeBack { from, into, left, merged } = back;
        let permit = self.permit_merge(from.id, into.id)?;
        let asker = self.asker()?;
        let scribe = self.scribe()?;
        let now = scribe.now;
        let details = json!({ way.name(): true, "of": of, "into": into.id });
        let entry = scribe.done(&permit, Trace { details, ..Trace::default() });
        let (sequence, left) = self.act(&permit, |tx| {
            let now_from = at_version(tx, &asker, (from.id, left.0))?;
            let now_into = at_version(tx, &asker, (into.id, left.1))?;
            tx.unmerge_tickets(from.id, into.id, merged)?;
            let left = (put_back_in(tx, from, &now_from, now)?, put_back_in(tx, into, &now_into, now)?);
            Ok((entry.clone(), left))
        })?;
        let moved = vec![
            Moved { record: from.id, base: from.version, now: left.0 },
            Moved { record: into.id, base: into.version, now: left.1 },
        ];
        let turn = Turn::Ticket(TicketTurn::MergeAgain { from: (from.id, left.0), into: (into.id, left.1) });
        let inverse = Step { of: sequence, turn };
        Ok(Turned { what: UndoneWhat::Ticket(from.number), customer: None, inverse, moved })
    }

    fn merge_again(&mut self, way: Way, of: i64, from: (Id, i64), into: (Id, i64)) -> Result<Turned, Problem> {
        let permit = self.permit_merge(from.0, into.0)?;
        let (asker, rules) = (self.asker()?, self.ticket_rules());
        let scribe = self.scribe()?;
        let now = scribe.now;
        let details = json!({ way.name(): true, "of": of, "into": into.0 });
        let entry = scribe.done(&permit, Trace { details, ..Trace::default() });
        let (sequence, back) =
            self.act(&permit, |tx| Ok((entry.clone(), merge(tx, &asker, &rules, from, into, now)?)))?;
        let what = UndoneWhat::Ticket(back.from.number);
        let inverse = Step { of: sequence, turn: Turn::Ticket(TicketTurn::Merge(Box::new(back))) };
        Ok(Turned { what, customer: None, inverse, moved: Vec::new() })
    }

    /// Reads a note that is to go, sealing its text, or opens one that is to come back. `None`: it is not there, or not
    /// one's own.
    fn prepare_note(&mut self, ticket: Id, back: &NoteBack) -> Result<Option<TurnedNote>, Problem> {
        let me = self.session()?.actor.member;
        match back {
            NoteBack::Remove(id) => {
                let note = self.store.read(|snapshot| snapshot.ticket_note(*id))?;
                let Some(note) = note.filter(|note| note.ticket == ticket && note.member == me) else {
                    return Ok(None);
                };
                let keys = &self.session()?.keys.as_ref().ok_or(Problem::NoSession)?.member;
                let text = keys.seal_draft(&self.place_of(&note), note.text.as_bytes(), self.clock.as_ref());
                let note = TicketNote { text: String::new(), ..note };
                Ok(Some(TurnedNote { put: None, remove: Some(*id), inverse: NoteBack::Put { note, text } }))
            }
            NoteBack::Put { note, text } => {
                let keys = &self.session()?.keys.as_ref().ok_or(Problem::NoSession)?.member;
                let bytes = keys.open_draft(&self.place_of(note), text).map_err(|_| Problem::NotFound)?;
                let text = String::from_utf8_lossy(&bytes).into_owned();
                let put = Some(TicketNote { text, ticket, ..note.clone() });
                Ok(Some(TurnedNote { put, remove: None, inverse: NoteBack::Remove(note.id) }))
            }
        }
    }

    /// Where the sealed text of a note taken back opens.
    fn place_of(&self, note: &TicketNote) -> Vec<u8> {
        draft_place(self.paths.install, note.member, &format!("UNDO {}", note.id))
    }
}

fn put_back_in(tx: &mut Tx<'_>, back: &Ticket, current: &Ticket, now: Micros) -> Result<i64, Problem> {
    let answered = tx.first_answer(back.id)?;
    Ok(tx.update_ticket(&put_back(back, current, answered, now))?)
}
