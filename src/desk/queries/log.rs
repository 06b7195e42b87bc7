//! The log: pages by filter, one entry whole, each with the mark of its verification.

use std::collections::HashMap;

use serde_json::json;

use super::super::api::{
    LogChart, LogChartQuery, LogDetail, LogFilter, LogMatch, LogPage, LogPlace, LogQuery, LogRow, Problem, Seen,
    Verified,
};
use super::super::{Desk, signed_by};
use super::member_name;
use crate::domain::audit::SealedEntry;
use crate::domain::{Grave, Id, Micros, Scope, fold};
use crate::policy::{Operation, Target};
use crate::store::{self, Logged, RequestKind, RequestRow, Snapshot};

/// Most entries of one page.
const MOST: u16 = 1_000;

impl Desk {
    pub(in crate::desk) fn log(&mut self, query: &LogQuery, operation: Operation) -> Result<LogPage, Problem> {
        let permit = self.judge(operation, Target::Office)?;
        if operation == Operation::ExportLog && self.wants_two_for(Grave::BulkExport) {
            // Somebody else must have agreed to it.
            let agreed = |row: &RequestRow| row.kind == RequestKind::Export;
            if !self.approvals()?.iter().any(agreed) {
                return Err(Problem::NeedsApproval);
            }
        }
        // Reading the log is in the log: once for each opening or filter, and for each exported page.
        let further = query.from != LogPlace::End && operation == Operation::ViewLog;
        self.look(&permit, further, json!({ "filtered": !query.filter.is_empty() }))?;
        let actor = self.session()?.actor.clone();
        let members = match permit.scope() {
            Scope::All => Vec::new(),
            Scope::Own => vec![actor.member],
            Scope::Department => self.rights.members_of(&actor.departments),
        };
        self.log_rows(query, &members)
    }

    /// Rows by filter, of these members alone unless the list is empty.
    pub(super) fn log_rows(&mut self, query: &LogQuery, within: &[Id]) -> Result<LogPage, Problem> {
        let Some(filter) = self.store_filter(&query.filter, within)? else { return Ok(LogPage::default()) };
        let before = match query.from {
            LogPlace::End => None,
            LogPlace::Before(sequence) | LogPlace::After(sequence) => Some(sequence),
            LogPlace::At(_) => return Err(Problem::NoSession),
        };
        let limit = usize::from(query.limit.clamp(1, MOST));
        let (logged, words, head) = self.store.read(|snapshot| {
            let logged = snapshot.log(&filter, before, limit)?;
            let words = Words::of(snapshot, &logged)?;
            let head = if within.is_empty() { snapshot.head()?.map(|(sequence, _)| sequence) } else { None };
            Ok::<_, Problem>((logged, words, head))
        })?;
        let next = if logged.len() == limit { logged.last().map(|last| last.sealed.sequence) } else { None };
        let rows = logged.into_iter().map(|logged| self.log_row(logged, &words)).collect();
        Ok(LogPage { rows, next, unfinished: false, head })
    }

    /// The filter as the store knows it; `None`: nothing can match.
    fn store_filter(&mut self, filter: &LogFilter, within: &[Id]) -> Result<Option<store::LogFilter>, Problem> {
        let mut found = store::LogFilter { members: within.to_vec(), ..store::LogFilter::default() };
        for term in &filter.terms {
            match &term.matches {
                LogMatch::Member(names) => {
                    let wanted: Vec<String> = names.iter().map(|name| fold::fold(name)).collect();
                    let all = self.store.read(|snapshot| snapshot.members())?;
                    let named = all.into_iter().filter(|member| wanted.iter().any(|name| member.folded.contains(name)));
                    let named = named.map(|member| member.id);
                    found.members = named.filter(|id| within.is_empty() || within.contains(id)).collect();
                    if found.members.is_empty() {
                        return Ok(None);
                    }
                }
                LogMatch::Action(actions) => found.actions.clone_from(actions),
                LogMatch::Outcome(outcomes) => found.outcome = outcomes.first().copied(),
                LogMatch::Subject(subject) => found.subject = Some(*subject),
                LogMatch::Since(from) => found.from = Some(*from),
                LogMatch::Until(to) => found.to = Some(*to),
                _ => return Err(Problem::NoSession),
            }
        }
        Ok(Some(found))
    }

    pub(in crate::desk) fn log_chart(&mut self, _query: &LogChartQuery) -> Result<LogChart, Problem> {
        Err(Problem::NoSession)
    }

    pub(in crate::desk) fn seen(&mut self, _customer: Id) -> Result<Seen, Problem> {
        Err(Problem::NoSession)
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
        let actor = self.session()?.actor.clone();
        let (logged, changes, words) = self.store.read(|snapshot| {
            let logged = snapshot.entry(sequence)?.ok_or(Problem::NotFound)?;
            let words = Words::of(snapshot, std::slice::from_ref(&logged))?;
            Ok::<_, Problem>((logged, snapshot.changes(sequence)?.len(), words))
        })?;
        let by = logged.sealed.entry.member;
        let inside = match permit.scope() {
            Scope::All => true,
            Scope::Own => by == Some(actor.member),
            Scope::Department => by.is_some_and(|by| self.rights.members_of(&actor.departments).contains(&by)),
        };
        if !inside {
            return Err(Problem::NotFound);
        }
        let hex = |bytes: &[u8]| data_encoding::HEXLOWER.encode(bytes);
        let (previous, hash) = (hex(&logged.sealed.previous), hex(&logged.sealed.hash));
        let row = self.log_row(logged, &words);
        let signer = if by.is_some() { row.member.clone() } else { "office".to_owned() };
        let (customer, session, checkpoint) = (None, None, None);
        Ok(LogDetail { row, changes, previous, hash, signer, customer, session, checkpoint })
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
        match member {
            Some(member) => self.rights.signing_key(member, at),
            None => Some(self.office_signer.public()),
        }
    }
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
                let word = match snapshot.customer_code(subject)? {
                    Some(code) => code,
                    None => member_name(snapshot, subject)?,
                };
                words.subjects.insert(subject, word);
            }
        }
        Ok(words)
    }
}
