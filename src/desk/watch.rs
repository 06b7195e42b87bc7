//! What was committed by anybody since one last looked, from the log's newest entries: one watch serves all screens of a
//! process. It says what to ask for again, and no more; the desk judges what is asked.

use std::collections::BTreeSet;

use super::api::{News, Problem};
use super::office::{OfficeError, OfficePaths};
use crate::domain::audit::{self, RecordKind};
use crate::domain::{Action, Id, Outcome};
use crate::store::{Options, Since, Store};

/// Of more customers than this any may have changed.
const MOST: usize = 500;
/// It reads the log's end alone.
const CACHE_KIB: u32 = 256;

pub struct Watch {
    store: Store,
    /// What the file's counter of commits was.
    version: i64,
    head: i64,
}

impl Watch {
    /// What comes after now is news.
    ///
    /// # Errors
    /// When the file can't be opened.
    pub fn open(paths: &OfficePaths) -> Result<Self, OfficeError> {
        let (mut store, _) = paths.open_store(&Options::shared(CACHE_KIB, None))?;
        // First the version: what comes between the two is looked for once too often, and not too seldom.
        let version = store.data_version()?;
        let head = store.read(|snapshot| snapshot.head())?.map_or(0, |(sequence, _)| sequence);
        Ok(Self { store, version, head })
    }

    /// The news since the last time, if there is any. Cheap when nothing was committed.
    ///
    /// # Errors
    /// When the file can't be read; the next time is tried anew.
    pub fn poll(&mut self) -> Result<Option<News>, Problem> {
        let version = self.store.data_version()?;
        if version == self.version {
            return Ok(None);
        }
        let known = self.head;
        let mut gathered = Gathered::default();
        let end = self.store.read(|snapshot| {
            let end = snapshot.head()?;
            snapshot.entries_since(known, |entry| {
                gathered.add(&entry);
                Ok::<_, Problem>(())
            })?;
            for line in &gathered.lines {
                gathered.news.mentions |= snapshot.turns_to_anybody(*line)?;
            }
            Ok::<_, Problem>(end)
        })?;
        self.version = version;
        let (head, hash) = end.unwrap_or_default();
        self.head = head;
        // What each member keeps for itself is committed without an entry. A log that is shorter than it was is another
        // one, put in its place: all is new.
        Ok(match head.cmp(&known) {
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(gathered.news(head, hash)),
            std::cmp::Ordering::Less => {
                Some(News { head, hash, many: true, office: true, sessions: true, ..News::default() })
            }
        })
    }
}

/// What entries tell, put together.
#[derive(Default)]
struct Gathered {
    customers: BTreeSet<Id>,
    many: bool,
    /// Lines of timelines that were written.
    lines: Vec<Id>,
    news: News,
}

impl Gathered {
    fn add(&mut self, entry: &Since) {
        if entry.outcome == Outcome::Done {
            match entry.action {
                Action::SessionEnd => self.news.sessions = true,
                Action::MessageSend => self.news.messages = true,
                Action::SignIn | Action::SignOut => self.news.presence = true,
                _ => {}
            }
        }
        let Some(bytes) = &entry.changes else { return };
        // A list that can't be read is for `kin log verify` to tell; here all may have changed.
        let Some(changes) = audit::decode_changes(bytes) else {
            (self.many, self.news.office) = (true, true);
            return;
        };
        for change in changes {
            match change.kind {
                RecordKind::Customer => self.customer(change.id),
                RecordKind::Activity if self.lines.len() < MOST => {
                    self.lines.push(change.id);
                    self.of_customer(entry.subject);
                }
                // A line of a timeline, and a share, are of the customer that the entry is about.
                RecordKind::Activity | RecordKind::Share | RecordKind::CustomerMore | RecordKind::NoteVersion => {
                    self.of_customer(entry.subject);
                }
                RecordKind::Office
                | RecordKind::Member
                | RecordKind::Grant
                | RecordKind::Department
                | RecordKind::ClassKey
                | RecordKind::Request
                | RecordKind::Proposal
                | RecordKind::Alert
                | RecordKind::Incident
                | RecordKind::IncidentEvent => self.news.office = true,
                RecordKind::Ticket | RecordKind::TicketNote | RecordKind::Task => self.news.work = true,
                RecordKind::DataKey | RecordKind::Import | RecordKind::View | RecordKind::SshKey => {}
            }
        }
    }

    fn of_customer(&mut self, subject: Option<Id>) {
        match subject {
            Some(customer) => self.customer(customer),
            None => self.many = true,
        }
    }

    fn customer(&mut self, customer: Id) {
        if !self.many {
            self.customers.insert(customer);
            self.many = self.customers.len() > MOST;
        }
    }

    fn news(self, head: i64, hash: [u8; 32]) -> News {
        let customers = if self.many { Vec::new() } else { self.customers.into_iter().collect() };
        News { head, hash, customers, many: self.many, ..self.news }
    }
}
