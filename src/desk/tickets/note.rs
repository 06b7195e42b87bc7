//! Words added to a ticket: internal ones, or what the customer is told.

use serde_json::json;

use super::super::Desk;
use super::super::api::Problem;
use super::super::session::Trace;
use super::super::steps::{Step, Turn};
use super::clocks::answer;
use super::turn::{NoteBack, TicketTurn};
use super::{LONGEST_NOTE, invalid};
use crate::domain::ticket::TicketNote;
use crate::domain::{Id, Unfit, scan, text};
use crate::policy::Operation;

impl Desk {
    pub(super) fn add_ticket_note(&mut self, ticket: Id, public: bool, words: &str) -> Result<Id, Problem> {
        let permit = self.permit_ticket(ticket, Operation::NoteTicket)?;
        // Numbers that belong into sealed fields must not stand in free text.
        let (words, hidden) = scan::mask_secrets(&text::clean_multiline(words, LONGEST_NOTE));
        if words.trim().is_empty() {
            return invalid("text", Unfit::Empty);
        }
        let scribe = self.scribe()?;
        let note =
            TicketNote { id: self.new_id(), ticket, member: permit.actor(), at: scribe.now, public, text: words };
        let details = json!({ "note": note.id, "public": public, "hidden": hidden });
        let entry = scribe.done(&permit, Trace { details, ..Trace::default() });
        let (of, respond) = self.act(&permit, |tx| {
            let mut current = tx.ticket(ticket)?.ok_or(Problem::NotFound)?;
            let respond = current.clocks.respond;
            current.updated_at = note.at;
            if public {
                answer(&mut current, note.at);
            }
            tx.insert_ticket_note(&note)?;
            tx.touch_ticket(&current)?;
            Ok((entry.clone(), respond))
        })?;
        let turn = TicketTurn::Note { ticket, note: NoteBack::Remove(note.id), respond };
        self.did(Step { of, turn: Turn::Ticket(turn) });
        Ok(note.id)
    }
}
