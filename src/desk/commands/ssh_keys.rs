//! A member's own SSH keys: one enrolled, one taken away.

use serde_json::json;

use super::super::Desk;
use super::super::api::{Problem, SshKeyRow};
use super::super::ssh_key::SshKey;
use crate::domain::{Action, Entry, Id, Outcome, Unfit};
use crate::store;

/// The most keys of one member.
const MOST: usize = 10;

impl Desk {
    /// Enrols a key. Whoever sits down at an open screen does not do so: the password is asked for again.
    pub(in crate::desk) fn add_key(&mut self, line: &str, label: &str) -> Result<SshKeyRow, Problem> {
        let invalid = |unfit| Problem::Invalid { field: "key".into(), unfit };
        let key = SshKey::from_line(line).map_err(invalid)?;
        self.proved()?;
        let member = self.session()?.actor.member;
        let row = key.row(self.new_id(), member, label, self.clock.now());
        let entry = self.key_entry(Action::SshKeyAdd, row.id)?;
        self.write(|tx| {
            if tx.ssh_key(member, &row.blob)?.is_some() {
                return Err(invalid(Unfit::Taken));
            }
            if tx.ssh_keys(member)?.len() >= MOST {
                return Err(invalid(Unfit::TooMany(MOST)));
            }
            tx.insert_ssh_key(&row)?;
            Ok((entry.clone(), ()))
        })?;
        Ok(shown_key(row))
    }

    /// Takes a key away. Every other session ends: one of them may be of who has the key now.
    pub(in crate::desk) fn remove_key(&mut self, key: Id) -> Result<(), Problem> {
        self.proved()?;
        let (member, session, now) = (self.session()?.actor.member, self.session()?.id, self.clock.now());
        let entry = self.key_entry(Action::SshKeyRemove, key)?;
        self.write(|tx| {
            tx.delete_ssh_key(member, key)?;
            for other in tx.open_sessions(member)?.into_iter().filter(|other| other.id != session) {
                tx.end_session(other.id, now)?;
            }
            Ok((entry.clone(), ()))
        })?;
        Ok(())
    }

    /// The member is the subject: what vouches for a key is looked for under it.
    fn key_entry(&self, action: Action, key: Id) -> Result<Entry, Problem> {
        Ok(Entry {
            subject: Some(self.session()?.actor.member),
            details: json!({ "key": key }).to_string(),
            ..self.scribe()?.own(action, Outcome::Done)
        })
    }
}

pub(in crate::desk) fn shown_key(row: store::SshKey) -> SshKeyRow {
    let store::SshKey { id, kind, fingerprint, label, added_at, last_used, .. } = row;
    SshKeyRow { id, kind, fingerprint, label, added_at, last_used }
}
