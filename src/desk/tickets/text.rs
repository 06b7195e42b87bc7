//! Tickets in words: one as a text to take along, and the office's snippets filled in.

use jiff::Timestamp;
use serde_json::json;

use super::super::Desk;
use super::super::api::{Problem, TicketNoteRow, TicketRow};
use super::rows::Rows;
use crate::domain::{Id, Micros};
use crate::policy::Operation;

/// Most notes of a text.
const NOTES: usize = 500;

impl Desk {
    /// The whole ticket for the clipboard. The log keeps it as a copy.
    pub(super) fn ticket_as_text(&mut self, id: Id) -> Result<String, Problem> {
        let permit = self.permit_ticket(id, Operation::ViewTicket)?;
        self.look(&permit, false, json!({ "copied": true }))?;
        let (row, mut notes) = self.ticket_read(id, NOTES)?;
        notes.reverse();
        let ticket = &row.ticket;
        let mut lines = vec![format!("#{} {}", ticket.number, ticket.subject)];
        let mut facts = vec![ticket.status.as_str(), ticket.priority.name(), ticket.channel.name()];
        let texts = [&ticket.kind, &ticket.product, &row.department, &row.owner];
        facts.extend(texts.into_iter().map(String::as_str).filter(|text| !text.is_empty()));
        lines.push(facts.join(" · "));
        if !row.code.is_empty() {
            lines.push(format!("{} {}", row.code, row.customer));
        }
        for TicketNoteRow { note, member } in notes {
            // What the customer was told is marked.
            let mark = if note.public { "→" } else { "–" };
            lines.push(format!("\n{mark} {} {member}\n{}", self.moment(note.at), note.text));
        }
        Ok(lines.join("\n"))
    }

    pub(super) fn snippet(&mut self, ticket: Id, name: &str) -> Result<String, Problem> {
        self.permit_ticket(ticket, Operation::ViewTicket)?;
        let policy = self.rights.policy().clone();
        let snippet = policy.service.snippets.iter().find(|snippet| snippet.name == name).ok_or(Problem::NotFound)?;
        let (row, _) = self.ticket_read(ticket, 0)?;
        let number = row.ticket.number.to_string();
        let today = self.moment(self.clock.now());
        let date = today.split(' ').next().unwrap_or_default();
        let member = self.session()?.name.clone();
        let values = [
            ("customer", row.customer.as_str()),
            ("number", &number),
            ("member", &member),
            ("office", &self.office_name),
            ("date", date),
        ];
        Ok(filled(&snippet.text, &values))
    }

    fn ticket_read(&mut self, id: Id, notes: usize) -> Result<(TicketRow, Vec<TicketNoteRow>), Problem> {
        let (asker, now) = (self.asker()?, self.clock.now());
        self.store.read(|snapshot| {
            let ticket = snapshot.ticket(id)?.ok_or(Problem::NotFound)?;
            let mut rows = Rows::new(snapshot, &asker, now)?;
            let mut said = Vec::new();
            for note in snapshot.ticket_notes(id, notes)? {
                said.push(TicketNoteRow { member: rows.member(note.member)?, note });
            }
            Ok((rows.row(ticket, 0)?, said))
        })
    }

    /// In the office's time.
    fn moment(&self, at: Micros) -> String {
        let at = Timestamp::from_microsecond(at.0).unwrap_or_default();
        at.to_zoned(self.settings.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
    }
}

/// The text with its placeholders filled in, in one pass: what was filled in is text, and no placeholder.
fn filled(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        let found = values.iter().find_map(|(name, value)| {
            let after = rest[1..].strip_prefix(name)?.strip_prefix('}')?;
            Some((value, after))
        });
        match found {
            Some((value, after)) => {
                out.push_str(value);
                rest = after;
            }
            None => {
                out.push('{');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_in_once() {
        let values = [("customer", "{number} Đào"), ("number", "42")];
        assert_eq!(filled("Chào {customer}, #{number} {x} {", &values), "Chào {number} Đào, #42 {x} {");
    }
}
