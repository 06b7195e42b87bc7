//! The log: pages by filter, one entry whole, each with the mark of its verification.

use std::collections::HashMap;

use serde_json::json;

use super::super::api::{LogDetail, LogFilter, LogPage, LogPlace, LogQuery, LogRow, Problem, Verified};
use super::super::session::Trace;
use super::super::{Desk, signed_by};
use super::log_filter::resolved;
use super::{member_name, target_of};
use crate::domain::audit::{Encoder, SealedEntry};
use crate::domain::{Action, Entry, Grave, Id, Micros, Outcome};
use crate::policy::{self, Operation, Permit, Target};
use crate::store::{self, LOG_EFFORT, LogFrom, Logged, RequestKind, RequestRow, Snapshot};

/// Most entries of one page.
const MOST: u16 = 1_000;

impl Desk {
    pub(in crate::desk) fn log(&mut self, query: &LogQuery) -> Result<LogPage, Problem> {
        let permit = self.judge(Operation::ViewLog, Target::Office)?;
        self.look_at_log(&permit, &query.filter, query.from == LogPlace::End)?;
        let within = self.log_scope(&permit)?;
        self.log_rows(query, within)
    }

    /// A page to be taken away: each has an entry of its own, which says how many went and by their hash which.
    pub(in crate::desk) fn export_log(&mut self, query: &LogQuery) -> Result<LogPage, Problem> {
        let permit = self.judge_export()?;
        let within = self.log_scope(&permit)?;
        let (page, head) = self.log_found(query, within)?;
        let hashes = page.entries.iter().map(|logged| &logged.sealed.hash);
        self.look(&permit, false, exported(&query.filter, hashes))?;
        self.log_shown(page, head)
    }

    /// The right to take the log away, and somebody else's consent where the policy wants it.
    pub(in crate::desk) fn judge_export(&mut self) -> Result<Permit, Problem> {
        let permit = self.judge(Operation::ExportLog, Target::Office)?;
        self.not_frozen(&permit)?;
        let agreed = |row: &RequestRow| row.kind == RequestKind::Export;
        if self.wants_two_for(Grave::BulkExport) && !self.approvals()?.iter().any(agreed) {
            return Err(Problem::NeedsApproval);
        }
        Ok(permit)
    }

    /// Nothing goes out while exports are frozen; that somebody tried is in the log.
    pub(in crate::desk) fn not_frozen(&mut self, permit: &Permit) -> Result<(), Problem> {
        if !self.rights.policy().exports_frozen {
            return Ok(());
        }
        let details = json!({ "rule": permit.operation().rule(), "frozen": true });
        let done = self.scribe()?.done(permit, Trace { details, ..Trace::default() });
        let entry = Entry { outcome: Outcome::Denied, ..done };
        self.act(permit, |_| Ok((entry.clone(), ())))?;
        Err(Problem::ExportsFrozen)
    }

    /// Reading the log is in the log: once for each opening and for each filter.
    pub(super) fn look_at_log(&mut self, permit: &Permit, filter: &LogFilter, opens: bool) -> Result<(), Problem> {
        let further = !opens && self.session()?.reading.as_ref() == Some(filter);
        self.look(permit, further, json!({ "filtered": !filter.is_empty() }))?;
        if let Some(session) = &mut self.session {
            session.reading = Some(filter.clone());
        }
        Ok(())
    }

    /// Rows by filter; of these members alone, where it is not `None`.
    pub(super) fn log_rows(&mut self, query: &LogQuery, within: Option<Vec<Id>>) -> Result<LogPage, Problem> {
        let (page, head) = self.log_found(query, within)?;
        self.log_shown(page, head)
    }

    fn log_shown(&mut self, page: store::LogPage, head: Option<i64>) -> Result<LogPage, Problem> {
        Ok(LogPage { rows: self.shown(page.entries)?, next: page.next, unfinished: page.unfinished, head })
    }

    /// The page, and how many entries there are in all for who may know.
    fn log_found(
        &mut self,
        query: &LogQuery,
        within: Option<Vec<Id>>,
    ) -> Result<(store::LogPage, Option<i64>), Problem> {
        let from = match query.from {
            LogPlace::End => LogFrom::End,
            LogPlace::Before(sequence) => LogFrom::Before(sequence),
            LogPlace::After(sequence) => LogFrom::After(sequence),
            LogPlace::At(time) => LogFrom::At(time),
        };
        let limit = usize::from(query.limit.clamp(1, MOST));
        let (rights, now) = (&self.rights, self.clock.now());
        self.store.read(|snapshot| {
            let filter = resolved(snapshot, rights, &query.filter, within.as_deref(), now)?;
            let page = snapshot.log_page(&filter, from, limit, LOG_EFFORT)?;
            let head = if within.is_none() { snapshot.head()?.map(|(sequence, _)| sequence) } else { None };
            Ok((page, head))
        })
    }

    /// Entries with their names and marks.
    pub(in crate::desk) fn shown(&mut self, entries: Vec<Logged>) -> Result<Vec<LogRow>, Problem> {
        let words = self.store.read(|snapshot| Words::of(snapshot, &entries))?;
        Ok(entries.into_iter().map(|logged| self.log_row(logged, &words)).collect())
    }

    fn log_row(&self, logged: Logged, words: &Words) -> LogRow {
        let verified = self.verified(&logged);
        let entry = logged.sealed.entry;
        LogRow {
            sequence: logged.sealed.sequence,
            member: entry.member.and_then(|id| words.members.get(&id).cloned()).unwrap_or_default(),
            subject: entry.subject.and_then(|id| words.subjects.get(&id).cloned()).unwrap_or_default(),
            entry,
            verified,
        }
    }

    pub(in crate::desk) fn log_entry(&mut self, sequence: i64) -> Result<LogDetail, Problem> {
        let permit = self.judge(Operation::ViewLog, Target::Office)?;
        self.look(&permit, true, json!({ "entry": sequence }))?;
        let within = self.log_scope(&permit)?;
        let (logged, changes, words) = self.store.read(|snapshot| {
            let logged = snapshot.entry(sequence)?.ok_or(Problem::NotFound)?;
            let words = Words::of(snapshot, std::slice::from_ref(&logged))?;
            Ok::<_, Problem>((logged, snapshot.changes(sequence)?.len(), words))
        })?;
        let entry = &logged.sealed.entry;
        let (by, subject, session) = (entry.member, entry.subject, entry.session);
        if within.is_some_and(|within| !by.is_some_and(|by| within.contains(&by))) {
            return Err(Problem::NotFound);
        }
        let hex = |bytes: &[u8]| data_encoding::HEXLOWER.encode(bytes);
        let (previous, hash) = (hex(&logged.sealed.previous), hex(&logged.sealed.hash));
        let (session, checkpoint) = self.store.read(|snapshot| {
            let began = session.map(|id| snapshot.session(id)).transpose()?.flatten();
            let session = match began {
                Some(session) => Some((session.started_at, snapshot.session_entries(session.id)?)),
                None => None,
            };
            Ok::<_, Problem>((session, snapshot.first_done(Action::CheckpointMake, sequence)?))
        })?;
        let customer = subject.map(|subject| self.may_open(subject)).transpose()?.flatten();
        let row = self.log_row(logged, &words);
        let signer = if by.is_some() { row.member.clone() } else { "office".to_owned() };
        Ok(LogDetail { row, changes, previous, hash, signer, customer, session, checkpoint })
    }

    /// The subject, if it is a customer that the reader may open.
    fn may_open(&mut self, subject: Id) -> Result<Option<Id>, Problem> {
        let (actor, now) = (self.session()?.seen_as().clone(), self.clock.now());
        let target = self.store.read(|snapshot| target_of(snapshot, subject, actor.member, now))?;
        let may = |target| policy::judge(&actor, Operation::ViewCustomer, target).is_ok();
        Ok(target.filter(|target| may(*target)).map(|_| subject))
    }

    /// What the entry's hash, link and signature say.
    fn verified(&self, logged: &Logged) -> Verified {
        if !logged.hash_holds() {
            Verified::BadHash
        } else if !logged.link_holds() {
            Verified::BadLink
        } else if !self.signed(&logged.sealed) {
            Verified::BadSignature
        } else {
            Verified::Good
        }
    }

    /// Whether an entry bears the signature of the one who is said to have acted.
    pub(in crate::desk) fn signed(&self, sealed: &SealedEntry) -> bool {
        signed_by(sealed, |member, at| self.signing_key(member, at))
    }

    /// Whose signature an entry must bear.
    pub(in crate::desk) fn signing_key(&self, member: Option<Id>, at: Micros) -> Option<[u8; 32]> {
        self.rights.signer_at(member, at)
    }
}

/// What the log keeps of entries that were taken away: how many, and BLAKE3 over their hashes.
pub(in crate::desk) fn exported<'a>(
    filter: &LogFilter,
    hashes: impl Iterator<Item = &'a [u8; 32]>,
) -> serde_json::Value {
    let mut bytes = Encoder::new("kin log export v1");
    let mut count = 0;
    for hash in hashes {
        bytes.put(hash);
        count += 1;
    }
    let hash = data_encoding::HEXLOWER.encode(&bytes.whole_digest());
    json!({ "filtered": !filter.is_empty(), "count": count, "hash": hash })
}

/// The names of the members and records that some entries speak of.
#[derive(Default)]
struct Words {
    members: HashMap<Id, String>,
    subjects: HashMap<Id, String>,
}

impl Words {
    fn of(snapshot: &Snapshot<'_>, entries: &[Logged]) -> Result<Self, Problem> {
        let mut words = Self::default();
        for logged in entries {
            let entry = &logged.sealed.entry;
            if let Some(member) = entry.member
                && !words.members.contains_key(&member)
            {
                words.members.insert(member, member_name(snapshot, member)?);
            }
            if let Some(subject) = entry.subject
                && !words.subjects.contains_key(&subject)
            {
                let word = match (snapshot.customer_code(subject)?, snapshot.ticket(subject)?) {
                    (Some(code), _) => code,
                    (None, Some(ticket)) => format!("#{}", ticket.number),
                    (None, None) => member_name(snapshot, subject)?,
                };
                words.subjects.insert(subject, word);
            }
        }
        Ok(words)
    }
}
