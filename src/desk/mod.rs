//! The only way to data. Every request is judged, scoped and audited here; doors hold no rule.
//!
//! Reads are judged and scoped before they touch the store; acts run as one transaction with
//! their audit entry: no entry, no act.

mod activities;
mod alerts;
pub mod api;
mod attempts;
pub mod background;
pub mod backup;
mod carry;
mod commands;
mod destination;
pub mod detect;
pub mod doctor;
mod enrol;
pub mod entrance;
pub mod evidence;
mod facts;
pub mod found;
pub mod host;
pub mod import;
mod incidents;
mod keys;
pub mod office;
mod program;
pub mod prune;
mod queries;
pub mod recover;
mod reports;
pub mod rights;
mod seal;
mod session;
mod sign_in;
mod ssh_key;
mod stay;
mod steps;
pub mod tasks;
pub mod tickets;
mod told;
mod unlogged;
mod upkeep;
pub mod verify;
pub mod watch;
pub mod witness;

pub use crate::store::{Libraries, RESTORE, libraries};
pub use crate::vault::limit_stretches as limit_password_checks;

use std::path::Path;
use std::sync::Arc;

use jiff::tz::TimeZone;

use api::{Problem, Reply, Request};
use enrol::Enrolling;
use entrance::{Caller, Entrance, Limits};
use office::{OfficeError, OfficePaths};
use rights::{Rights, Statement};
use session::{OpenKeys, Scribe, Session, Trace};
use steps::Way;
use watch::Watch;
use witness::Witness;

use crate::clock::{self, Source};
use crate::config::{self, Config};
use crate::domain::audit::SealedEntry;
use crate::domain::{Action, Entry, Field, Id, Micros};
use crate::policy::{self, Actor, Denied, Operation, Permit, Target};
use crate::store::{Store, StoreError, Tx};
use crate::vault::{self, HostSecrets, MemberKeys, Signer};

/// The rules that come from the configuration.
#[derive(Debug, Clone)]
pub struct Settings {
    pub reveal_seconds: u16,
    pub clipboard_seconds: u16,
    pub totp_skew: u8,
    pub absolute_hours: u32,
    pub check_tries: u16,
    pub lookups: u16,
    pub region: String,
    /// The office's time zone.
    pub zone: TimeZone,
    pub witness: config::Witness,
    pub backup: config::Backup,
}

/// One person's or program's way into one office.
pub struct Desk {
    store: Store,
    paths: OfficePaths,
    host: HostSecrets,
    office_signer: Signer,
    office_name: String,
    root: [u8; 32],
    rights: Rights,
    settings: Settings,
    clock: Arc<dyn Source>,
    origin: String,
    /// Whoever comes over the network.
    caller: Option<Caller>,
    session: Option<Session>,
    /// Whoever is at its first sign-in.
    enrolling: Option<Enrolling>,
}

impl Desk {
    /// Opens the office with nobody signed in. `door` names the way in, for the log.
    pub fn open(paths: OfficePaths, config: &Config, clock: Arc<dyn Source>, door: &str) -> Result<Self, OfficeError> {
        Self::open_at(paths, config, clock, Entrance::local(door), &Limits::default())
    }

    /// The same with a page cache of this many KiB, for bulk work.
    pub fn open_for_bulk(
        paths: OfficePaths,
        config: &Config,
        clock: Arc<dyn Source>,
        door: &str,
        cache_kib: u32,
    ) -> Result<Self, OfficeError> {
        Self::open_at(paths, config, clock, Entrance::local(door), &Limits { cache_kib, ..Limits::default() })
    }

    /// The same by any way in, within limits.
    pub fn open_at(
        paths: OfficePaths,
        config: &Config,
        clock: Arc<dyn Source>,
        entrance: Entrance,
        limits: &Limits,
    ) -> Result<Self, OfficeError> {
        let (install, door) = (paths.install, entrance.door.clone());
        let opened = Self::open_untold(paths, config, clock, entrance, limits);
        told::opened(install, &door, opened.as_ref().err());
        opened
    }

    fn open_untold(
        paths: OfficePaths,
        config: &Config,
        clock: Arc<dyn Source>,
        entrance: Entrance,
        limits: &Limits,
    ) -> Result<Self, OfficeError> {
        let (mut store, host) = paths.open_store(limits)?;
        let facts = store.read(facts::read).map_err(|error| store.located(error))?;
        if facts.install != paths.install {
            return Err(OfficeError::Untrusted("the folder and the database belong to different offices".into()));
        }
        paths.check_pin(&facts.root)?;
        let host = HostSecrets::new(host, &facts.earlier_secrets)?;
        let office_signer = host.founding_signer(paths.install);
        let mut desk = Self {
            store,
            office_signer,
            office_name: facts.name,
            root: facts.root,
            rights: Rights::default(),
            settings: Settings {
                reveal_seconds: config.session.reveal_seconds,
                clipboard_seconds: config.session.clipboard_seconds,
                totp_skew: config.session.totp_skew,
                absolute_hours: config.session.absolute_hours,
                check_tries: config.limits.check_tries_per_day,
                lookups: config.limits.lookups_per_hour,
                region: config.import.region.clone(),
                zone: config.serve.zone(),
                witness: config.witness.clone(),
                backup: config.backup.clone(),
            },
            clock,
            origin: origin(&entrance.origin()),
            caller: entrance.served.map(|served| Caller::new(served, &config.serve)),
            session: None,
            enrolling: None,
            paths,
            host,
        };
        let rows = desk.store.read(|snapshot| snapshot.grants()).map_err(|error| desk.store.located(error))?;
        if !rows.is_empty() && rows.iter().all(|row| Statement::read(row).is_none()) {
            return Err(OfficeError::OtherDecisions);
        }
        desk.read_rights()?;
        Ok(desk)
    }

    /// Answers one request, or says why not. The one door of all doors.
    pub fn ask(&mut self, request: Request) -> Result<Reply, Problem> {
        let told = told::Ask::begin(&request, self.clock.now());
        let answer = self.answer(request);
        told.end(self, answer.as_ref().err());
        answer
    }

    fn answer(&mut self, request: Request) -> Result<Reply, Problem> {
        match request {
            Request::SignIn { name, password, code } => self.sign_in(&name, &password, &code),
            Request::Unlock { password } => self.unlock(&password),
            Request::Lock { idle } => self.lock(idle),
            Request::SignOut => self.sign_out(),
            Request::OpenInvitation { code } => {
                self.open_invitation(&code).map(|enrolment| Reply::Invitation(Box::new(enrolment)))
            }
            Request::Enrol { code, password, totp } => self.enrol(&code, &password, &totp).map(Reply::Enrolled),
            Request::SuggestPassword => Ok(Reply::SuggestedPassword(self.suggest_password())),
            request => {
                self.check_session()?;
                let watched = detect::is_watched(&request);
                let answer = self.ask_signed_in(request);
                if watched {
                    self.observe();
                }
                answer
            }
        }
    }

    fn ask_signed_in(&mut self, request: Request) -> Result<Reply, Problem> {
        if request.changes() {
            self.not_previewing()?;
        }
        match request {
            Request::Customers(query) => self.customers(&query).map(Reply::Customers),
            Request::Customer(id) => self.customer(id, false).map(|detail| Reply::Customer(Box::new(detail))),
            Request::Refresh(id) => self.customer(id, true).map(|detail| Reply::Customer(Box::new(detail))),
            Request::Timeline { customer, before } => self.timeline(customer, before).map(Reply::Timeline),
            Request::Access { customer, before } => self.access(customer, before).map(Reply::Access),
            Request::Reveal { customer, field, reason } => self.reveal(customer, field, &reason),
            Request::Check { customer, field, said } => self.check(customer, field, &said),
            Request::SaveCustomer(draft) => self.save_customer(&draft),
            Request::AddNote { customer, kind, text } => self.add_note(customer, kind, text).map(Reply::NoteAdded),
            Request::Activity(request) => self.activity(*request).map(|reply| Reply::Activity(Box::new(reply))),
            Request::Log(query) => self.log(&query).map(Reply::Log),
            Request::ExportLog(query) => self.export_log(&query).map(Reply::Log),
            Request::Manage(manage) => self.manage(*manage).map(Reply::Managed),
            Request::Prove { password } => self.prove(&password).map(|_| Reply::Proved),
            Request::ChangePassword { current, new } => self.change_password(&current, &new),
            Request::ChangeFactor { password, totp } => self.change_factor(&password, &totp),
            Request::AddKey { line, label } => self.add_key(&line, &label).map(|row| Reply::KeyAdded(Box::new(row))),
            Request::RemoveKey { key } => self.remove_key(key).map(|()| Reply::KeyRemoved),
            Request::Messages => self.take_messages().map(Reply::Messages),
            Request::Office(query) => self.office(&query).map(Reply::Office),
            Request::AskFor(wanted) => self.ask_for(&wanted).map(Reply::AskedFor),
            Request::Why(query) => self.why(&query).map(|why| Reply::Why(Box::new(why))),
            Request::PreviewRole(role) => self.preview_role(role),
            Request::Reseal { class } => self.reseal(class).map(Reply::Resealed),
            Request::Sharing { customer } => self.sharing(customer).map(Reply::Sharing),
            Request::Share { customer, change } => self.share(customer, &change).map(Reply::Sharing),
            Request::LogEntry(sequence) => self.log_entry(sequence).map(|detail| Reply::LogEntry(Box::new(detail))),
            Request::LogChart(query) => self.log_chart(&query).map(Reply::LogChart),
            Request::Report(query) => self.report(&query).map(|report| Reply::Report(Box::new(report))),
            Request::Seen { customer } => self.seen(customer).map(|seen| Reply::Seen(Box::new(seen))),
            Request::OwnFields => self.own_fields().map(Reply::OwnFields),
            Request::People { company, from } => self.people(company, from.as_ref()).map(Reply::People),
            Request::Ticket(request) => self.ticket(*request).map(|reply| Reply::Ticket(Box::new(reply))),
            Request::Task(request) => self.task(*request).map(|reply| Reply::Task(Box::new(reply))),
            Request::Incident(request) => self.incident(*request).map(|reply| Reply::Incident(Box::new(reply))),
            Request::Upkeep(request) => self.upkeep(*request).map(|reply| Reply::Upkeep(Box::new(reply))),
            Request::CountCustomers { search, filter, after } => {
                self.count_customers(&search, &filter, after.as_ref()).map(Reply::Counted)
            }
            Request::Choices => self.choices().map(|choices| Reply::Choices(Box::new(choices))),
            Request::Bulk { customers, change, dry_run } => self.bulk(customers, change, dry_run).map(Reply::Bulk),
            Request::Undo => self.turn(Way::Undo).map(Reply::Undone),
            Request::Redo => self.turn(Way::Redo).map(Reply::Undone),
            Request::Copy { customer, what } => self.copy(customer, &what),
            Request::Views(kind) => self.views(kind).map(Reply::Views),
            Request::SaveView(draft) => self.save_view(&draft).map(Reply::ViewSaved),
            Request::DeleteView(id) => self.delete_view(id).map(|()| Reply::ViewDeleted),
            Request::SavePreferences(content) => self.save_preferences(&content).map(|()| Reply::PreferencesSaved),
            Request::SaveDraft { key, body } => self.save_draft(&key, &body).map(|()| Reply::DraftSaved),
            Request::Drafts => self.drafts().map(Reply::Drafts),
            Request::DropDraft { key } => self.drop_draft(&key).map(|()| Reply::DraftDropped),
            Request::SignIn { .. }
            | Request::Unlock { .. }
            | Request::Lock { .. }
            | Request::OpenInvitation { .. }
            | Request::Enrol { .. }
            | Request::SuggestPassword
            | Request::SignOut => Err(Problem::NoSession),
        }
    }

    /// A watch over the same office.
    ///
    /// # Errors
    /// When the file can't be opened once more.
    pub fn watch(&self) -> Result<Watch, OfficeError> {
        Watch::open(&self.paths)
    }

    /// A witness of the same office.
    ///
    /// # Errors
    /// When the file can't be opened once more.
    pub fn witness(&self, config: &Config) -> Result<Witness, OfficeError> {
        Witness::open(&self.paths, config, Arc::clone(&self.clock))
    }

    /// What makes backups of the same office after a sign-in.
    ///
    /// # Errors
    /// When the file can't be opened once more.
    pub fn keeper(&self, config: &Config) -> Result<backup::Keeper, OfficeError> {
        backup::Keeper::open(&self.paths, config, Arc::clone(&self.clock), true)
    }

    /// What tells alerts of this office outside, where the settings want it.
    ///
    /// # Errors
    /// When the file can't be opened once more.
    pub fn telling(&self, config: &Config) -> Result<Option<background::Background>, OfficeError> {
        detect::tell::start(&self.paths, config, Arc::clone(&self.clock))
    }

    /// The office's root key as people compare it.
    pub fn root_fingerprint(&self) -> String {
        office::fingerprint(&self.root)
    }

    pub fn office_name(&self) -> &str {
        &self.office_name
    }

    /// Whether the file lies on a network file system, which needs a warning.
    pub fn on_network(&self) -> bool {
        self.store.network()
    }

    /// Signs a program in by its key file.
    pub fn sign_in_by_key_file(&mut self, path: &Path) -> Result<(), OfficeError> {
        let keys = MemberKeys::load_key_file(path)?;
        let entered = self.sign_in_program(keys);
        told::signed_in(self, entered.as_ref().err());
        entered.map_err(|problem| match problem {
            Problem::SignInRefused => OfficeError::KeyFileRefused,
            problem => problem.into(),
        })
    }

    fn session(&self) -> Result<&Session, Problem> {
        self.session.as_ref().ok_or(Problem::NoSession)
    }

    /// Judges; a refusal is written into the log in a transaction of its own before it is told.
    fn judge(&mut self, operation: Operation, target: Target) -> Result<Permit, Problem> {
        self.with_keys(|desk, keys| desk.judge_with(&keys.member, operation, target))
    }

    /// The same for who was let see a field of a customer by somebody else.
    fn judge_approved(
        &mut self,
        operation: Operation,
        target: Target,
        approved: Option<(Id, Field)>,
    ) -> Result<Permit, Problem> {
        let session = self.session()?;
        let Some(approved) = approved.filter(|_| session.preview.is_none()) else {
            return self.judge(operation, target);
        };
        let actor = Actor { approved: vec![approved], ..session.actor.clone() };
        match policy::judge(&actor, operation, target) {
            Ok(permit) => Ok(permit),
            Err(denied) => self.with_keys(|desk, keys| desk.refuse(&keys.member, &denied)),
        }
    }

    /// The same while the session's keys are lent out.
    fn judge_with(&mut self, member: &MemberKeys, operation: Operation, target: Target) -> Result<Permit, Problem> {
        let session = self.session()?;
        // Who looks as another role may do what both may, as far as both may.
        let previewed = session.preview.as_ref().map(|preview| policy::judge(&preview.actor, operation, target));
        let judged = previewed.transpose().and_then(|previewed| {
            let own = policy::judge(&session.actor, operation, target)?;
            Ok(previewed.filter(|previewed| previewed.scope() < own.scope()).unwrap_or(own))
        });
        match judged {
            Ok(permit) => Ok(permit),
            Err(denied) => self.refuse(member, &denied),
        }
    }

    /// Writes a refusal into the log, and then tells it.
    fn refuse<T>(&mut self, member: &MemberKeys, denied: &Denied) -> Result<T, Problem> {
        let entry = self.scribe()?.denied(denied);
        write_with(&mut self.store, self.clock.as_ref(), member, |_| Ok((entry.clone(), ())))?;
        Err(refusal(denied))
    }

    fn scribe(&self) -> Result<Scribe<'_>, Problem> {
        Ok(Scribe { session: self.session()?, origin: &self.origin, now: self.clock.now() })
    }

    /// Lends the session's keys to work that needs the desk too; they are put back whatever comes of it.
    fn with_keys<T>(
        &mut self,
        work: impl FnOnce(&mut Self, &mut OpenKeys) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let mut keys = self.session.as_mut().and_then(|session| session.keys.take()).ok_or(Problem::NoSession)?;
        let result = work(self, &mut keys);
        if let Some(session) = &mut self.session {
            session.keys = Some(keys);
        }
        result
    }

    /// Writes that something is looked at, before it is shown. Going on in what is open already
    /// (`further`: a next page, a tab, a detail) is part of the same look.
    fn look(&mut self, permit: &Permit, further: bool, details: serde_json::Value) -> Result<(), Problem> {
        self.look_under(permit.operation().action(), permit, further, details)
    }

    /// The same under another action than the permit's.
    fn look_under(
        &mut self,
        action: Action,
        permit: &Permit,
        further: bool,
        details: serde_json::Value,
    ) -> Result<(), Problem> {
        let subject = permit.subject();
        if further && self.session()?.viewing.get(&action) == Some(&subject) {
            return Ok(());
        }
        let entry = self.scribe()?.done(permit, Trace { details, ..Trace::default() });
        let entry = Entry { action, ..entry };
        let opened = subject.filter(|_| permit.operation() == Operation::ViewCustomer && !further);
        let noted = self.act(permit, |tx| {
            if let Some(customer) = opened {
                tx.put_recent(permit.actor(), customer, entry.at)?;
            }
            Ok((entry.clone(), ()))
        });
        if let Err(problem) = noted {
            self.keep_for_later(permit, entry, problem)?;
        }
        if let Some(session) = &mut self.session {
            session.viewing.insert(action, subject);
        }
        Ok(())
    }

    /// Runs one act: its changes and its entry are committed together, signed by the member.
    fn write<T>(&mut self, work: impl FnMut(&mut Tx<'_>) -> Result<(Entry, T), Problem>) -> Result<(i64, T), Problem> {
        let session = self.session.as_ref().ok_or(Problem::NoSession)?;
        let keys = session.keys.as_ref().ok_or(Problem::NoSession)?;
        write_with(&mut self.store, self.clock.as_ref(), &keys.member, work)
    }

    /// Runs an act on the record that the permit was given for. What the permit rests on is looked
    /// at again inside the transaction, so that a right or a record that changed meanwhile counts.
    fn act<T>(
        &mut self,
        permit: &Permit,
        mut work: impl FnMut(&mut Tx<'_>) -> Result<(Entry, T), Problem>,
    ) -> Result<(i64, T), Problem> {
        let ground = Ground::of(self.session()?, permit);
        let clock = self.clock.clone();
        self.write(|tx| {
            ground.still_holds(tx, clock.now())?;
            work(tx)
        })
    }

    /// The same for acts of nobody, such as a failed sign-in: signed by the office's own key.
    fn write_as_office<T>(
        &mut self,
        work: impl FnMut(&mut Tx<'_>) -> Result<(Entry, T), Problem>,
    ) -> Result<T, Problem> {
        write_by_office(&mut self.store, self.clock.as_ref(), &self.office_signer, work)
    }

    fn new_id(&self) -> Id {
        clock::new_id(self.clock.as_ref())
    }
}

/// Commits one act of a member.
fn write_with<T>(
    store: &mut Store,
    clock: &dyn Source,
    member: &MemberKeys,
    work: impl FnMut(&mut Tx<'_>) -> Result<(Entry, T), Problem>,
) -> Result<(i64, T), Problem> {
    let signer = member.signer();
    let committed = store.write(&|hash| signer.sign(ENTRY_LABEL, hash), clock::new_id(clock), work)?;
    Ok((committed.sequence, committed.value))
}

/// Commits one act of nobody.
fn write_by_office<T>(
    store: &mut Store,
    clock: &dyn Source,
    signer: &Signer,
    work: impl FnMut(&mut Tx<'_>) -> Result<(Entry, T), Problem>,
) -> Result<T, Problem> {
    Ok(store.write(&|hash| signer.sign(ENTRY_LABEL, hash), clock::new_id(clock), work)?.value)
}

/// What a permit rests on: the session, the newest grant, and whose the record is.
struct Ground {
    session: Id,
    grants_head: i64,
    member: Id,
    target: Target,
    /// The target is a customer that is there already.
    on_customer: bool,
    /// The target is a ticket: who has it may change meanwhile, and then it is judged again.
    on_ticket: Option<(Operation, Option<Actor>)>,
    /// The target is a task, as a member of this department sees it.
    on_task: Option<Id>,
}

impl Ground {
    fn of(session: &Session, permit: &Permit) -> Self {
        Self {
            session: session.id,
            grants_head: session.grants_head,
            member: permit.actor(),
            target: permit.target(),
            on_customer: permit.operation().is_on_customer(),
            on_ticket: permit.operation().is_on_ticket().then(|| {
                // Not for who looks as another role: that is judged twice, and asked again by the next look.
                let actor = session.preview.is_none().then(|| session.actor.clone());
                (permit.operation(), actor)
            }),
            on_task: tasks::is_on(permit.operation()).then_some(session.actor.department),
        }
    }

    fn still_holds(&self, tx: &Tx<'_>, now: Micros) -> Result<(), Problem> {
        let live = tx.session(self.session)?.is_some_and(|session| session.ended_at.is_none());
        if !live || tx.last_grant_sequence()? != self.grants_head {
            return Err(Problem::NoSession);
        }
        if let Target::Record { id, .. } = self.target
            && self.on_customer
            && queries::target_of(tx, id, self.member, now)? != Some(self.target)
        {
            return Err(Problem::NotFound);
        }
        if let (Target::Record { id, .. }, Some((operation, actor))) = (self.target, &self.on_ticket) {
            let target = tickets::target_of(tx, id)?.ok_or(Problem::NotFound)?;
            if target != self.target {
                let actor = actor.as_ref().ok_or(Problem::NotFound)?;
                policy::judge(actor, *operation, target).map_err(|denied| refusal(&denied))?;
            }
        }
        if let Some(department) = self.on_task {
            tasks::still_seen(tx, self.target, self.member, department)?;
        }
        Ok(())
    }
}

/// Whether an entry bears the signature of the one who is said to have acted, by whose key that was then.
fn signed_by(sealed: &SealedEntry, key_of: impl Fn(Option<Id>, Micros) -> Option<[u8; 32]>) -> bool {
    key_of(sealed.entry.member, sealed.entry.at)
        .is_some_and(|key| vault::verify(&key, ENTRY_LABEL, &sealed.hash, &sealed.signature))
}

/// The words for a refusal. A record out of scope reads as absent.
fn refusal(denied: &Denied) -> Problem {
    if denied.out_of_scope { Problem::NotFound } else { Problem::Denied { rule: denied.operation.rule() } }
}

/// The label under which entries' hashes are signed.
const ENTRY_LABEL: &str = "kin audit entry v1";

/// Host and door, for the log.
fn origin(door: &str) -> String {
    let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
    format!("{host} {door}")
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy => Self::Busy,
            StoreError::Conflict { current } => Self::Conflict { current },
            StoreError::TicketConflict { current } => Self::TicketConflict { current },
            StoreError::TaskConflict { current } => Self::TaskConflict { current },
            StoreError::NoteConflict { current } => Self::NoteConflict { current },
            StoreError::Missing => Self::NotFound,
            StoreError::Duplicate { field } => Self::Duplicate { field: field.to_owned() },
            StoreError::DiskFull | StoreError::ReadOnly | StoreError::Unwritten(_) => Self::NoAudit(error.to_string()),
            other => Self::Store(other.to_string()),
        }
    }
}
