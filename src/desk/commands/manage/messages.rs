//! Words to who is in, and the SSH keys of a member taken away by who manages it.

use serde_json::json;

use super::super::super::Desk;
use super::super::super::api::{Managed, MessageRow, MessageTo, Problem};
use super::super::super::queries::member_name;
use super::super::super::session::Trace;
use crate::clock;
use crate::domain::{Action, Entry, Id, Unfit, scan, text};
use crate::policy::{Operation, Target};
use crate::store::{Message, Session};

/// Longest message, in characters.
const LONGEST: usize = 500;

impl Desk {
    /// The log holds to whom and how long, never the words.
    pub(super) fn send_message(&mut self, to: MessageTo, words: &str) -> Result<Managed, Problem> {
        let live = self.live_sessions()?;
        let (operation, mine) = (Operation::ManageMembers, self.session()?.id);
        let (permit, to, sessions) = match to {
            MessageTo::All => {
                let permit = self.judge(operation, Target::Office)?;
                let mut sessions = Vec::new();
                for session in live.into_iter().filter(|session| session.id != mine) {
                    if self.reaches(&permit, session.member)? {
                        sessions.push(session);
                    }
                }
                (permit, json!("all"), sessions)
            }
            MessageTo::Member(member) => {
                let target = self.member_target(member).unwrap_or(Target::Office);
                let permit = self.judge(operation, target)?;
                (permit, json!("member"), live.into_iter().filter(|session| session.member == member).collect())
            }
            MessageTo::Session(id) => {
                let sessions: Vec<Session> = live.into_iter().filter(|session| session.id == id).collect();
                // For whoever has no right to it, another's is not there.
                let member = sessions.first().map(|session| self.member_target(session.member)).transpose()?;
                let permit = self.judge(operation, member.unwrap_or(Target::Office))?;
                (permit, json!({ "session": id }), sessions)
            }
        };
        let invalid = |unfit| Err(Problem::Invalid { field: "message".into(), unfit });
        if text::length(words.trim()) > LONGEST {
            return invalid(Unfit::TooLong(LONGEST));
        }
        // Numbers that belong into sealed fields must not stand in free text.
        let words = scan::mask_secrets(&text::clean_input(words, LONGEST)).0;
        if words.is_empty() {
            return invalid(Unfit::Empty);
        }
        if sessions.is_empty() {
            return Err(Problem::NotFound);
        }
        let details = json!({ "to": to, "sessions": sessions.len(), "length": text::length(&words) });
        let entry = self.scribe()?.done(&permit, Trace { details, ..Trace::default() });
        let entry = Entry { action: Action::MessageSend, ..entry };
        let (by, at, source) = (permit.actor(), self.clock.now(), self.clock.clone());
        self.act(&permit, |tx| {
            for session in &sessions {
                let id = clock::new_id(source.as_ref());
                tx.insert_message(&Message { id, session: session.id, by, at, text: words.clone() })?;
            }
            Ok((entry.clone(), ()))
        })?;
        Ok(Managed::Done)
    }

    /// What waits for this session, given out once.
    pub(in crate::desk) fn take_messages(&mut self) -> Result<Vec<MessageRow>, Problem> {
        let session = self.session()?.id;
        // Mostly there is none, and to look costs no write.
        if self.store.read(|snapshot| snapshot.messages(session))?.is_empty() {
            return Ok(Vec::new());
        }
        let messages = self.store.shelf(|shelf| shelf.take_messages(session))?;
        self.store.read(|snapshot| {
            let row = |message: Message| {
                let by = member_name(snapshot, message.by)?;
                Ok(MessageRow { by, at: message.at, text: message.text })
            };
            messages.into_iter().map(row).collect()
        })
    }

    /// Takes a member's SSH keys away, and ends its sessions: one of them may be of who has a key now.
    pub(super) fn remove_keys(&mut self, member: Id) -> Result<Managed, Problem> {
        let target = self.member_target(member)?;
        let permit = self.judge(Operation::ManageMembers, target)?;
        self.proved()?;
        self.rights.may_manage(&self.session()?.actor, member).map_err(|why| Problem::Refused(why.to_string()))?;
        let (mine, now) = (self.session()?.id, self.clock.now());
        let entry = self.scribe()?.done(&permit, Trace::default());
        let entry = Entry { action: Action::SshKeyRemove, ..entry };
        self.act(&permit, |tx| {
            let keys = tx.delete_ssh_keys(member)?;
            if keys == 0 {
                return Err(Problem::NotFound);
            }
            for session in tx.open_sessions(member)?.into_iter().filter(|session| session.id != mine) {
                tx.end_session(session.id, now)?;
            }
            Ok((Entry { details: json!({ "keys": keys }).to_string(), ..entry.clone() }, ()))
        })?;
        Ok(Managed::Done)
    }
}
