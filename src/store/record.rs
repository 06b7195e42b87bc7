//! Every record that the log vouches for, as it stands in the tables: which entry wrote it, and its digest now.

use rusqlite::{Row, params};

use super::customer::{CUSTOMER, read_customer};
use super::sealed::{SEALED, read_sealed};
use super::trash::read_trashed;
use super::{
    Snapshot, StoreError, activity, alert, digest, grant, import, incident, keys, member, more, office, proposal,
    request, share, ssh_key, task, ticket, ticket_note, view,
};
use crate::domain::audit::RecordKind;
use crate::domain::fold::fold;
use crate::domain::ticket::Ticket;
use crate::domain::{Class, Id};

/// A record as it stands.
pub(super) struct Present {
    pub id: Id,
    /// The entry that the record says wrote it last.
    pub audit_seq: i64,
    pub digest: [u8; 16],
    /// What a person knows it by: a code or a name; may be empty.
    pub label: String,
}

impl Present {
    fn new(id: Id, audit_seq: i64, digest: [u8; 16], label: impl Into<String>) -> Self {
        Self { id, audit_seq, digest, label: label.into() }
    }
}

fn read_ticket_row(row: &Row) -> rusqlite::Result<(Ticket, ticket::Derived, i64)> {
    Ok((ticket::read_ticket(row)?, ticket::Derived::read(row)?, row.get(27)?))
}

impl Snapshot<'_> {
    /// The entry that a record says wrote it, and the digest of what it holds; `None` if it is not there.
    pub(super) fn present(&self, kind: RecordKind, id: Id) -> Result<Option<(i64, [u8; 16])>, StoreError> {
        if kind == RecordKind::Customer {
            let sql = format!("SELECT {CUSTOMER} FROM customer WHERE id = ?1");
            let read = |row: &Row| Ok((read_customer(row)?, row.get(18)?, row.get(19)?, read_trashed(row)?));
            let Some((customer, search, audit_seq, trashed)) = self.one(&sql, [id], read)? else { return Ok(None) };
            let (search, values): (String, _) = (search, self.sealed_values(id)?);
            return Ok(Some((audit_seq, digest::customer(&customer, &search, &values, trashed.as_ref()))));
        }
        if kind == RecordKind::Activity {
            let sql = format!("SELECT {} FROM activity WHERE id = ?1", activity::ACTIVITY);
            return self.one(&sql, [id], |row| Ok((row.get(6)?, digest::activity(&activity::read_activity(row)?))));
        }
        if kind == RecordKind::NoteVersion {
            let sql = format!("SELECT {} FROM note_version WHERE id = ?1", activity::NOTE_VERSION);
            let read = activity::read_note_version;
            return self.one(&sql, [id], |row| Ok((row.get(12)?, digest::note_version(&read(row)?))));
        }
        if kind == RecordKind::Alert {
            let sql = format!("SELECT {} FROM alert WHERE id = ?1", alert::ALERT);
            return self.one(&sql, [id], |row| Ok((row.get(9)?, digest::alert(&alert::read_alert(row)?))));
        }
        if kind == RecordKind::Ticket {
            let sql = format!("SELECT {} FROM ticket WHERE id = ?1", ticket::TICKET);
            let row = self.one(&sql, [id], read_ticket_row)?;
            let digest = |(ticket, derived, seq)| Ok((seq, self.ticket_digest(&ticket, &derived)?));
            return row.map(digest).transpose();
        }
        if kind == RecordKind::TicketNote {
            let sql = format!("SELECT {} FROM ticket_note WHERE id = ?1", ticket_note::TICKET_NOTE);
            let read = |row: &Row| Ok((row.get(6)?, digest::ticket_note(&ticket_note::read_ticket_note(row)?)));
            return self.one(&sql, [id], read);
        }
        if kind == RecordKind::Task {
            let sql = format!("SELECT {} FROM task WHERE id = ?1", task::TASK);
            return self.one(&sql, [id], |row| Ok((row.get(16)?, task::digest_of(row)?)));
        }
        if kind == RecordKind::CustomerMore {
            let sql = format!("SELECT {} FROM customer_more WHERE customer = ?1", more::MORE);
            let Some(row) = self.one(&sql, [id], more::read_more)? else { return Ok(None) };
            let digest = digest::more(&row, &self.stored_tags(id)?);
            return Ok(Some((row.audit_seq, digest)));
        }
        // The other kinds have few rows.
        let mut found = None;
        self.each_record(kind, &mut |present| {
            if present.id == id {
                found = Some((present.audit_seq, present.digest));
            }
        })?;
        Ok(found)
    }

    /// Gives every record of a kind other than customers to `visit`.
    pub(super) fn each_record(&self, kind: RecordKind, visit: &mut dyn FnMut(Present)) -> Result<(), StoreError> {
        match kind {
            RecordKind::Office => {
                let last: Option<i64> = self.one("SELECT max(audit_seq) FROM office", [], |row| row.get(0))?.flatten();
                if let Some(last) = last {
                    visit(Present::new(digest::OFFICE_ID, last, digest::office(&self.office_settings()?), ""));
                }
                Ok(())
            }
            RecordKind::Member => {
                let members = self.all(&format!("SELECT {} FROM member", member::MEMBER), [], |row| {
                    Ok((member::read_member(row)?, row.get(7)?))
                })?;
                for (member, audit_seq) in members {
                    let secret = self.member_secret(member.id)?.unwrap_or_default();
                    visit(Present::new(member.id, audit_seq, digest::member(&member, &secret), member.name));
                }
                Ok(())
            }
            RecordKind::Grant => {
                self.each_row(&format!("SELECT {} FROM grant_statement", grant::GRANT), visit, |row| {
                    let grant = grant::read_grant(row)?;
                    let id = digest::grant_id(grant.sequence);
                    Ok(Present::new(id, row.get(5)?, digest::grant(&grant), grant.sequence.to_string()))
                })
            }
            RecordKind::Department => {
                self.each_row(&format!("SELECT {} FROM department", office::DEPARTMENT), visit, |row| {
                    let department = office::read_department(row)?;
                    let digest = digest::department(&department);
                    Ok(Present::new(department.id, row.get(3)?, digest, department.name))
                })
            }
            RecordKind::ClassKey => self.each_class_key(visit),
            RecordKind::DataKey => self.each_row(&format!("SELECT {} FROM data_key", keys::DATA_KEY), visit, |row| {
                let key = keys::read_data_key(row)?;
                Ok(Present::new(key.id, row.get(4)?, digest::data_key(&key), ""))
            }),
            RecordKind::Activity => {
                self.each_row(&format!("SELECT {} FROM activity", activity::ACTIVITY), visit, |row| {
                    let activity = activity::read_activity(row)?;
                    Ok(Present::new(activity.id, row.get(6)?, digest::activity(&activity), ""))
                })
            }
            RecordKind::Import => self.each_row(&format!("SELECT {} FROM import", import::IMPORT), visit, |row| {
                let import = import::read_import(row)?;
                Ok(Present::new(import.id, row.get(6)?, digest::import(&import), import.file))
            }),
            RecordKind::View => self.each_row(&format!("SELECT {} FROM saved_view", view::VIEW), visit, |row| {
                let view = view::read_view(row)?;
                // The name is its maker's own business.
                Ok(Present::new(view.id, row.get(5)?, digest::view(&view), ""))
            }),
            RecordKind::Share => self.each_row(&format!("SELECT {} FROM customer_share", share::SHARE), visit, |row| {
                let share = share::read_share(row)?;
                let id = digest::share_id(share.customer, share.member);
                Ok(Present::new(id, row.get(6)?, digest::share(&share), ""))
            }),
            RecordKind::Request => self.each_row(&format!("SELECT {} FROM request", request::REQUEST), visit, |row| {
                let request = request::read_request(row)?;
                Ok(Present::new(request.id, row.get(13)?, digest::request(&request), ""))
            }),
            RecordKind::Proposal => {
                self.each_row(&format!("SELECT {} FROM proposal", proposal::PROPOSAL), visit, |row| {
                    let proposal = proposal::read_proposal(row)?;
                    Ok(Present::new(proposal.id, row.get(9)?, digest::proposal(&proposal), ""))
                })
            }
            RecordKind::Alert => self.each_row(&format!("SELECT {} FROM alert", alert::ALERT), visit, |row| {
                let alert = alert::read_alert(row)?;
                Ok(Present::new(alert.id, row.get(9)?, digest::alert(&alert), alert.kind))
            }),
            RecordKind::SshKey => self.each_row(&format!("SELECT {} FROM ssh_key", ssh_key::SSH_KEY), visit, |row| {
                let key = ssh_key::read_ssh_key(row)?;
                Ok(Present::new(key.id, row.get(8)?, digest::ssh_key(&key), key.fingerprint))
            }),
            RecordKind::Ticket => self.each_ticket(&mut |present, _| visit(present)),
            RecordKind::TicketNote => {
                self.each_row(&format!("SELECT {} FROM ticket_note", ticket_note::TICKET_NOTE), visit, |row| {
                    let note = ticket_note::read_ticket_note(row)?;
                    Ok(Present::new(note.id, row.get(6)?, digest::ticket_note(&note), ""))
                })
            }
            RecordKind::Task => self.each_row(&format!("SELECT {} FROM task", task::TASK), visit, |row| {
                Ok(Present::new(row.get(0)?, row.get(16)?, task::digest_of(row)?, ""))
            }),
            RecordKind::CustomerMore => {
                let mut statement = self.prepare(&format!("SELECT {} FROM customer_more", more::MORE))?;
                let mut rows = statement.query([])?;
                while let Some(row) = rows.next()? {
                    let row = more::read_more(row)?;
                    let digest = digest::more(&row, &self.stored_tags(row.customer)?);
                    visit(Present::new(row.customer, row.audit_seq, digest, ""));
                }
                Ok(())
            }
            RecordKind::NoteVersion => {
                self.each_row(&format!("SELECT {} FROM note_version", activity::NOTE_VERSION), visit, |row| {
                    let version = activity::read_note_version(row)?;
                    Ok(Present::new(version.id, row.get(12)?, digest::note_version(&version), ""))
                })
            }
            RecordKind::Incident => {
                self.each_row(&format!("SELECT {} FROM incident", incident::INCIDENT), visit, |row| {
                    let incident = incident::read_incident(row)?;
                    Ok(Present::new(incident.id, row.get(13)?, digest::incident(&incident), ""))
                })
            }
            RecordKind::IncidentEvent => {
                self.each_row(&format!("SELECT {} FROM incident_event", incident::EVENT), visit, |row| {
                    let event = incident::read_event(row)?;
                    Ok(Present::new(event.id, row.get(9)?, digest::incident_event(&event), ""))
                })
            }
            RecordKind::Customer => self.each_customer(&mut |present, _, _| visit(present)).map(|_| ()),
        }
    }

    fn each_row(
        &self,
        sql: &str,
        visit: &mut dyn FnMut(Present),
        read: impl Fn(&Row) -> rusqlite::Result<Present>,
    ) -> Result<(), StoreError> {
        let mut statement = self.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            visit(read(row)?);
        }
        Ok(())
    }

    /// Gives every ticket, and what it is listed by, to `visit`.
    pub(super) fn each_ticket(&self, visit: &mut dyn FnMut(Present, &ticket::Derived)) -> Result<(), StoreError> {
        let mut statement = self.prepare(&format!("SELECT {} FROM ticket", ticket::TICKET))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (ticket, derived, audit_seq) = read_ticket_row(row)?;
            let digest = self.ticket_digest(&ticket, &derived)?;
            visit(Present::new(ticket.id, audit_seq, digest, format!("#{}", ticket.number)), &derived);
        }
        Ok(())
    }

    fn each_class_key(&self, visit: &mut dyn FnMut(Present)) -> Result<(), StoreError> {
        let all = self.all(&format!("SELECT {} FROM class_key", keys::CLASS_KEY), [], |row| {
            Ok((keys::read_class_key(row)?, row.get(3)?))
        })?;
        for (key, audit_seq) in all {
            let copies = self.class_key_copies(key.class, key.generation)?;
            let id = digest::class_key_id(key.class, key.generation);
            visit(Present::new(id, audit_seq, digest::class_key(&key, &copies), key.class.name()));
        }
        for class in Class::ALL {
            let sql = "SELECT max(audit_seq) FROM lookup_key_copy WHERE class = ?1";
            let last: Option<i64> = self.one(sql, params![class], |row| row.get(0))?.flatten();
            if let Some(last) = last {
                let copies = self.lookup_key_copies(class)?;
                let id = digest::lookup_key_id(class);
                visit(Present::new(id, last, digest::lookup_key(class, &copies), class.name()));
            }
        }
        Ok(())
    }

    /// Gives every customer, its search text (none where it is in the trash, and found by no word) and whether its folded
    /// places follow from the others to `visit`, joined with its sealed values by one pass over both tables. Answers
    /// whether a sealed value belongs to nobody.
    pub(super) fn each_customer(&self, visit: &mut dyn FnMut(Present, Option<&str>, bool)) -> Result<bool, StoreError> {
        let sql = format!("SELECT {CUSTOMER}, city_folded, country_folded FROM customer ORDER BY id");
        let mut customers = self.prepare(&sql)?;
        let mut values = self.prepare(&format!("SELECT {SEALED} FROM sealed_value ORDER BY customer, field"))?;
        let mut customers = customers.query([])?;
        let mut values = values.query([])?;
        let mut orphan = false;
        let mut pending = None;
        let mut sealed = Vec::new();
        let mut more_values = true;
        while let Some(row) = customers.next()? {
            let customer = read_customer(row)?;
            sealed.clear();
            while more_values {
                let (owner, value): (Id, _) = match pending.take() {
                    Some(value) => value,
                    None => match values.next()? {
                        Some(row) => (row.get(6)?, read_sealed(row)?),
                        None => {
                            more_values = false;
                            break;
                        }
                    },
                };
                match owner.cmp(&customer.id) {
                    std::cmp::Ordering::Less => orphan = true,
                    std::cmp::Ordering::Equal => sealed.push(value),
                    std::cmp::Ordering::Greater => {
                        pending = Some((owner, value));
                        break;
                    }
                }
            }
            let search = row.get_ref(18)?.as_str().map_err(rusqlite::Error::from)?;
            let trashed = read_trashed(row)?;
            let digest = digest::customer(&customer, search, &sealed, trashed.as_ref());
            let text = |column| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
            let folded = fold(&customer.city) == text(24)? && fold(&customer.country) == text(25)?;
            let search = Some(search).filter(|_| trashed.is_none());
            visit(Present::new(customer.id, row.get(19)?, digest, customer.code), search, folded);
        }
        Ok(orphan || pending.is_some() || (more_values && values.next()?.is_some()))
    }
}
