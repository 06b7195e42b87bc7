//! Sign-in by name, password and code; the lock; sign-out. The only makers of a session.

use std::collections::{BTreeSet, HashMap};

use super::alerts::Sight;
use super::api::{Notice, Problem, Reply, Rights as ShownRights, SignedIn};
use super::attempts::Attempt;
use super::detect::{self, Restrictions, Signers};
use super::keys::{self, Opened};
use super::rights::MemberRights;
use super::session::{OpenKeys, Session};
use super::steps::Steps;
use super::{Desk, Scribe, queries, write_by_office};
use crate::clock;
use crate::diagnostics::Event;
use crate::domain::audit::RecordKind;
use crate::domain::{
    Action, Class, Detector, DetectorKind, Entry, Field, Id, Micros, Outcome, Response, Scope, Secret, fold,
};
use crate::policy::{self, Actor, Operation};
use crate::store::{self, AlertMore, AlertRow, EntryIs, Member, MemberSecret, MemberState, Snapshot, StoreError, Tx};
use crate::vault::{self, Factor, KdfParams, MemberKeys, VaultError};

/// The changes of how a member signs in.
pub(super) const CREDENTIALS: [Action; 4] =
    [Action::CredentialChange, Action::MemberEnrol, Action::SshKeyAdd, Action::SshKeyRemove];
/// Where an office keeps a cost of its own for its passwords.
pub(super) const PASSWORD_COST: &str = "password cost";
/// So few recovery codes are worth a word.
const FEW_CODES: usize = 3;
/// Failures that an alert names.
const MOST_EVIDENCE: u32 = 20;

/// Clocks of people's devices are no further apart than this.
const CLOCKS_APART: i64 = 5 * 60 * 1_000_000;

/// What stood beside the password.
enum Proof {
    /// The step of a code of the app.
    Step(i64),
    /// A recovery code: the second factor as it was and as it is without the code.
    Code { before: Vec<u8>, after: Vec<u8> },
    /// A program's key is proof enough.
    KeyFile,
}

/// A proof that holds, and how many recovery codes are left with it.
struct Proved {
    proof: Proof,
    codes_left: usize,
    /// The member's keys as they were sealed, and as they are anew: under the present host secret, at the office's cost.
    seal: Option<(Vec<u8>, Vec<u8>)>,
}

impl Desk {
    /// All three at once, so that a wrong answer never tells which of them was wrong.
    pub(super) fn sign_in(&mut self, name: &str, password: &Secret, code: &str) -> Result<Reply, Problem> {
        // Whoever signs in over an open session has left it.
        self.sign_out()?;
        let folded = fold::fold(name);
        let (found, secret) = self.store.read(|snapshot| named(snapshot, &folded))?;
        let attempt = self.attempt(&folded, found.as_ref().map(|row| row.id))?;
        self.read_rights()?;
        self.open_office()?;
        let opened = match &found {
            Some(row) if !secret.sealed_keys.is_empty() => {
                MemberKeys::open_by_any(&secret.sealed_keys, password.expose(), &self.host, self.paths.install, row.id)
            }
            // The same work for a name that is not there.
            _ => {
                let params = self.password_cost()?;
                MemberKeys::pretend_open(password.expose(), self.host.present(), params);
                Err(VaultError::WrongPassword)
            }
        };
        if let (Some(row), Ok((keys, outdated)), false) = (found, opened, attempt.hopeless)
            && let Some(mut proved) = self.accept_code(row.id, &secret.sealed_totp, code, &keys, attempt.now)?
        {
            if !self.whole_member(row.id)? {
                self.refuse_sign_in(&attempt)?;
                return Err(Problem::Tampered);
            }
            let (had, cost) = (vault::params_of(&secret.sealed_keys).unwrap_or_default(), self.password_cost()?);
            if outdated || had.is_below(cost) {
                let cost = if had.is_below(cost) { cost } else { had };
                proved.seal = Some(self.seal_anew(row.id, &keys, password, secret.sealed_keys, cost)?);
            }
            return self.enter(row.id, keys, proved, &attempt);
        }
        let behind = self.clock_is_behind(attempt.now)?;
        match self.refuse_sign_in(&attempt)? {
            Problem::SignInRefused if behind => Err(Problem::ClockBehind),
            refused => Err(refused),
        }
    }

    /// Whether the log has gone on to a later time than this clock shows: a code of that time is taken no more.
    fn clock_is_behind(&mut self, now: Micros) -> Result<bool, Problem> {
        let last = self.store.read(|snapshot| snapshot.log_time())?;
        Ok(last.is_some_and(|last| last.0.saturating_sub(now.0) > CLOCKS_APART))
    }

    /// What the code proves: a step of the app that is newer than the last one accepted in any session, or a recovery
    /// code that is still there.
    fn accept_code(
        &mut self,
        member: Id,
        sealed: &[u8],
        code: &str,
        keys: &MemberKeys,
        now: Micros,
    ) -> Result<Option<Proved>, Problem> {
        let Ok(mut factor) = keys::open_factor(keys, member, sealed) else { return Ok(None) };
        let last = self.store.read(|snapshot| snapshot.member_state(member))?.last_totp_step;
        if let Some(step) = factor.totp.check(code, now, self.settings.totp_skew, last) {
            return Ok(Some(Proved { proof: Proof::Step(step), codes_left: factor.codes_left(), seal: None }));
        }
        if !factor.take(code) {
            return Ok(None);
        }
        let after = self.seal_factor(member, keys, &factor)?;
        let proof = Proof::Code { before: sealed.to_vec(), after };
        Ok(Some(Proved { proof, codes_left: factor.codes_left(), seal: None }))
    }

    /// The second factor, sealed to the member.
    pub(super) fn seal_factor(&self, member: Id, keys: &MemberKeys, factor: &Factor) -> Result<Vec<u8>, Problem> {
        let public = keys.public().encryption;
        vault::seal_to(&public, keys::TOTP_LABEL, &member.0, &factor.to_bytes(), self.clock.as_ref())
            .map_err(|error| Problem::Store(error.to_string()))
    }

    /// The member's keys under the present host secret and at this cost: before and after.
    fn seal_anew(
        &self,
        member: Id,
        keys: &MemberKeys,
        password: &Secret,
        before: Vec<u8>,
        cost: KdfParams,
    ) -> Result<(Vec<u8>, Vec<u8>), Problem> {
        let (host, install) = (self.host.present(), self.paths.install);
        let after = keys.seal(password.expose(), host, cost, install, member, self.clock.as_ref());
        Ok((before, after.map_err(|error| Problem::Store(error.to_string()))?))
    }

    /// Nobody signs in with a password or a code app that somebody else put into the file.
    fn whole_member(&mut self, member: Id) -> Result<bool, Problem> {
        let voucher = self.store.read(|snapshot| snapshot.vouched(RecordKind::Member, member))?;
        if voucher.is_some_and(|voucher| self.signed(&voucher)) {
            return Ok(true);
        }
        self.raise(&[Sight::member_altered(member)])?;
        Ok(false)
    }

    /// What stretching a password costs here: a seal below it is made anew at the next sign-in. An office that was
    /// founded at a cost of its own, as a demo is, keeps that.
    pub(super) fn password_cost(&mut self) -> Result<KdfParams, Problem> {
        let own = self.store.read(|snapshot| snapshot.office(PASSWORD_COST))?;
        Ok(own.and_then(|bytes| KdfParams::from_bytes(&bytes)).unwrap_or_default())
    }

    /// Counts the failure and writes it into the log, whoever the name belongs to.
    pub(super) fn refuse_sign_in(&mut self, attempt: &Attempt) -> Result<Problem, Problem> {
        let Attempt { folded, counters, now, hopeless, .. } = attempt;
        let entry = self.entry_of_nobody(Action::SignIn, Outcome::Failed);
        let alert = self.new_id();
        let detector = self.rights.policy().detector(DetectorKind::FailedSignIns);
        let told_at = detector.on.then_some(detector.threshold);
        let signers = Signers { rights: &self.rights };
        let failed = write_by_office(&mut self.store, self.clock.as_ref(), &self.office_signer, |tx| {
            let failed = counters.add(tx, *now, told_at)?;
            let subject = tx.member_by_name(folded)?.map(|row| row.id);
            if let Some(member) = subject {
                let state = tx.member_state(member)?;
                tx.set_member_state(member, &MemberState { failures: state.failures + 1, ..state })?;
            }
            let mut details = serde_json::json!({});
            if let Some(failures) = failed.told {
                let sight = Sight::failed_sign_ins(subject, failures, tx.sequence());
                // Whoever tries many names from one place, or can't come in at all, locks nobody out by it.
                let mut wanted = detector.responses.clone();
                wanted.retain(|response| failed.by_name && !hopeless && *response != Response::EndSessions);
                let evidence = if failed.by_name { failures.saturating_sub(1).min(MOST_EVIDENCE) } else { 0 };
                let more = failed_more(tx, signers, subject, &detector, (&wanted, evidence), *now)?;
                if !more.responses.is_empty() {
                    details = serde_json::json!({ "alert": alert, "responses": more.responses });
                }
                let more = AlertMore { count: failures, ..more };
                tx.put_alert(&AlertRow { more, ..sight.row(alert, *now) })?;
            }
            Ok((Entry { subject, details: details.to_string(), ..entry.clone() }, failed))
        })?;
        if failed.told.is_some() {
            Event::AlertRaised { alert }.tell();
        }
        Ok(failed.wait.map_or(Problem::SignInRefused, |seconds| Problem::Wait { seconds }))
    }

    /// Makes the session: rights from the verified grants, keys opened, all of it in the log.
    fn enter(&mut self, member: Id, keys: MemberKeys, proved: Proved, attempt: &Attempt) -> Result<Reply, Problem> {
        self.read_rights()?;
        let Proved { proof, codes_left, seal } = proved;
        let Some((actor, opened)) = self.opened(member, &keys)? else {
            return Err(self.refuse_sign_in(attempt)?);
        };
        // A person's key in a file stands for no code, and nobody signs in as a program by a password.
        if self.rights.is_program(actor.role) != matches!(proof, Proof::KeyFile) {
            return Err(self.refuse_sign_in(attempt)?);
        }
        let &Attempt { now, key, ref counters, .. } = attempt;
        self.judge_lock(member)?;
        self.judge_entrance(member, actor.role, now)?;
        let Opened { classes, lookups, .. } = opened;
        let name = self.store.read(|snapshot| queries::member_name(snapshot, member))?;
        // What was decided since is noticed at the first request.
        let grants_head = self.rights.last_row();
        let session = Session {
            id: clock::new_id(self.clock.as_ref()),
            name: name.clone(),
            actor: actor.clone(),
            started: now,
            last_seen: now,
            proved: now,
            preview: None,
            offered: None,
            grants_head,
            viewing: HashMap::new(),
            parts: HashMap::new(),
            unwritten: Vec::new(),
            reading: None,
            steps: Steps::default(),
            entered: 0,
            restrictions: Restrictions::default(),
            watching: None,
            keys: Some(OpenKeys { member: keys, classes, lookups, writing: HashMap::new() }),
        };
        let mut entry = Scribe { session: &session, origin: &self.origin, now }.own(Action::SignIn, Outcome::Done);
        let mut details = serde_json::json!({});
        if let Proof::Code { .. } = proof {
            details = serde_json::json!({ "recovery_code": true, "left": codes_left });
        }
        if let Some(key) = key {
            details["key"] = serde_json::json!(key);
        }
        entry.details = details.to_string();
        let (id, origin) = (session.id, self.origin.clone());
        self.session = Some(session);
        let entered = self.write(|tx| {
            // Two processes with one code: the second finds the step taken and gets nothing.
            let before = tx.member_state(member)?;
            let mut last_totp_step = before.last_totp_step;
            match &proof {
                Proof::Step(step) if last_totp_step.is_some_and(|last| *step <= last) => {
                    return Err(Problem::SignInRefused);
                }
                Proof::Step(step) => last_totp_step = Some(*step),
                Proof::Code { before, after } => {
                    let secret = tx.member_secret(member)?.unwrap_or_default();
                    if secret.sealed_totp != *before {
                        return Err(Problem::SignInRefused);
                    }
                    tx.set_member_secret(member, &MemberSecret { sealed_totp: after.clone(), ..secret })?;
                }
                Proof::KeyFile => {}
            }
            if let Some((before, after)) = &seal {
                // Where the password was changed meanwhile the new seal stays.
                let secret = tx.member_secret(member)?.unwrap_or_default();
                if secret.sealed_keys == *before {
                    tx.set_member_secret(member, &MemberSecret { sealed_keys: after.clone(), ..secret })?;
                }
            }
            let after = MemberState { failures: 0, last_sign_in: Some(now), last_totp_step };
            tx.set_member_state(member, &after)?;
            counters.clear(tx)?;
            if let Some(key) = key {
                // One that was taken away meanwhile lets nobody in.
                tx.use_ssh_key(key, now).map_err(|error| match error {
                    StoreError::Missing => Problem::SignInRefused,
                    error => error.into(),
                })?;
            }
            tx.insert_session(&store::Session {
                id,
                member,
                started_at: now,
                last_seen: now,
                origin: origin.clone(),
                ended_at: None,
            })?;
            Ok((entry.clone(), before))
        });
        let before = match entered {
            Ok((sequence, before)) => {
                if let Some(session) = &mut self.session {
                    session.entered = sequence;
                }
                before
            }
            Err(problem) => {
                self.session = None;
                return Err(problem);
            }
        };
        self.observe();
        let (department, preferences) = self.store.read(|snapshot| {
            let department = queries::department_name(snapshot, actor.department)?;
            Ok::<_, Problem>((department, snapshot.preferences(member)?))
        })?;
        let few_codes = !matches!(proof, Proof::KeyFile) && codes_left <= FEW_CODES;
        let notices = self.notices(&actor, before.last_sign_in, few_codes.then_some(codes_left))?;
        Ok(Reply::SignedIn(Box::new(SignedIn {
            member,
            name,
            role: actor.role,
            role_name: self.rights.role_name(actor.role),
            office: self.office_name.clone(),
            department,
            rights: shown_rights(&actor),
            last_sign_in: before.last_sign_in,
            failures_since: before.failures,
            preferences,
            notices,
        })))
    }

    /// What whoever has just signed in should know.
    fn notices(
        &mut self,
        actor: &Actor,
        last_sign_in: Option<Micros>,
        few_codes: Option<usize>,
    ) -> Result<Vec<Notice>, Problem> {
        let mut notices = Vec::new();
        if self.store.network() {
            notices.push(Notice::NetworkFileSystem);
        }
        let filter = store::LogFilter { from: last_sign_in, ..store::LogFilter::default() }
            .with(EntryIs::About(vec![actor.member]))
            .with(EntryIs::Action(CREDENTIALS.to_vec()))
            .with(EntryIs::Outcome(vec![Outcome::Done]));
        // A first sign-in follows an enrolment, which is no news.
        if last_sign_in.is_some()
            && let Some(change) = self.store.read(|snapshot| snapshot.log(&filter, None, 1))?.first()
        {
            notices.push(Notice::CredentialsChanged(change.sealed.entry.at));
        }
        if let Some(left) = few_codes {
            notices.push(Notice::FewRecoveryCodes(u8::try_from(left).unwrap_or(u8::MAX)));
        }
        let refused = self.rights.refused.len() + self.rights.unlogged.len();
        if refused > 0 && policy::scope_of(actor, Operation::HandleAlerts).is_some() {
            notices.push(Notice::RefusedStatements(u32::try_from(refused).unwrap_or(u32::MAX)));
        }
        Ok(notices)
    }

    /// A program's sign-in: its key is the proof, and of people it proves nothing.
    pub(super) fn sign_in_program(&mut self, keys: MemberKeys) -> Result<(), Problem> {
        let now = self.clock.now();
        let public = keys.public();
        let members = self.store.read(|snapshot| snapshot.members())?;
        self.read_rights()?;
        let program = members.into_iter().find(|row| {
            self.rights.held_by(row.id, now).is_some_and(|held| self.rights.is_program(held.role))
                && self.rights.member(row.id).and_then(MemberRights::keys) == Some(public)
        });
        match program {
            Some(row) => {
                let proved = Proved { proof: Proof::KeyFile, codes_left: 0, seal: None };
                self.enter(row.id, keys, proved, &Attempt::by_key_file(&row.folded, now)).map(|_| ())
            }
            None => Err(self.refuse_sign_in(&Attempt::by_key_file("", now))?),
        }
    }

    pub(super) fn lock(&mut self, idle: bool) -> Result<Reply, Problem> {
        if self.session()?.keys.is_none() {
            return Ok(Reply::Locked);
        }
        self.write_kept();
        let mut entry = self.scribe()?.own(Action::Lock, Outcome::Done);
        entry.details = serde_json::json!({ "idle": idle }).to_string();
        let written = self.write(|_| Ok((entry.clone(), ())));
        // Locked whether the log could be written or not: the keys go first of all.
        if let Some(session) = &mut self.session {
            session.keys = None;
        }
        written.map(|_| Reply::Locked)
    }

    /// The password opens the keys again. Failures count as at sign-in; the session's own life goes on.
    pub(super) fn unlock(&mut self, password: &Secret) -> Result<Reply, Problem> {
        let session = self.session()?;
        let (member, folded) = (session.actor.member, fold::fold(&session.name));
        let now = self.clock.now();
        self.check_age(now)?;
        let (_, secret) = self.store.read(|snapshot| named(snapshot, &folded))?;
        let attempt = self.attempt(&folded, Some(member))?;
        let opened =
            MemberKeys::open_by_any(&secret.sealed_keys, password.expose(), &self.host, self.paths.install, member);
        self.read_rights()?;
        let Some((keys, _)) = opened.ok().filter(|_| !attempt.hopeless) else {
            return Err(self.refuse_sign_in(&attempt)?);
        };
        let Some((actor, opened)) = self.opened(member, &keys)? else {
            return Err(self.refuse_sign_in(&attempt)?);
        };
        self.judge_lock(member)?;
        self.judge_entrance(member, actor.role, now)?;
        let Opened { classes, lookups, .. } = opened;
        let session = self.session.as_mut().ok_or(Problem::NoSession)?;
        session.keys = Some(OpenKeys { member: keys, classes, lookups, writing: HashMap::new() });
        session.actor = actor;
        session.last_seen = now;
        session.proved = now;
        let entry = self.scribe()?.own(Action::Unlock, Outcome::Done);
        let written = self.write(|tx| {
            attempt.counters.clear(tx)?;
            let state = tx.member_state(member)?;
            tx.set_member_state(member, &MemberState { failures: 0, ..state })?;
            Ok((entry.clone(), ()))
        });
        if written.is_err()
            && let Some(session) = &mut self.session
        {
            session.keys = None;
        }
        written.map(|_| Reply::Unlocked)
    }

    pub(super) fn sign_out(&mut self) -> Result<Reply, Problem> {
        self.write_kept();
        let Some(session) = &self.session else { return Ok(Reply::SignedOut) };
        let (id, now) = (session.id, self.clock.now());
        let entry = self.scribe()?.own(Action::SignOut, Outcome::Done);
        let work = |tx: &mut crate::store::Tx<'_>| {
            tx.end_session(id, now)?;
            Ok((entry.clone(), ()))
        };
        // While locked the member's key is gone: the office vouches for the end.
        let written = if session.keys.is_some() {
            self.write(work).map(|_| ())
        } else {
            let office = Entry { member: None, ..entry.clone() };
            self.write_as_office(|tx| {
                tx.end_session(id, now)?;
                Ok((office.clone(), ()))
            })
        };
        self.session = None;
        written.map(|()| Reply::SignedOut)
    }
}

/// What the alert of failed sign-ins holds: what is wanted to follow as far as it does, and so many failures before.
fn failed_more(
    tx: &mut Tx<'_>,
    signers: Signers<'_>,
    member: Option<Id>,
    detector: &Detector,
    (wanted, before): (&BTreeSet<Response>, u32),
    now: Micros,
) -> Result<AlertMore, Problem> {
    let mut evidence = Vec::new();
    let mut responses = BTreeSet::new();
    if let Some(member) = member {
        evidence = tx.failed_sign_ins(member, before)?;
        responses = detect::follow(tx, signers, member, wanted, now)?.0;
    }
    evidence.push(tx.sequence());
    let (severity, minutes) = (Some(detector.severity), detector.window_minutes);
    Ok(AlertMore { severity, member, responses, minutes, evidence, ..AlertMore::default() })
}

/// What stands under a name: the member if there is one, and its sealed keys.
fn named(snapshot: &Snapshot<'_>, folded: &str) -> Result<(Option<Member>, MemberSecret), Problem> {
    let member = snapshot.member_by_name(folded)?.filter(|member| member.active);
    let secret = member.as_ref().map(|member| snapshot.member_secret(member.id)).transpose()?.flatten();
    Ok((member, secret.unwrap_or_default()))
}

/// What the screens may offer; the desk judges each act again.
pub(super) fn shown_rights(actor: &Actor) -> ShownRights {
    let may = |operation| policy::scope_of(actor, operation).is_some();
    let classes = |operation: fn(Field) -> Operation| {
        Class::ALL
            .into_iter()
            .filter(|&class| Field::ALL.into_iter().any(|field| field.class() == class && may(operation(field))))
            .collect()
    };
    ShownRights {
        list: may(Operation::ListCustomers),
        create: may(Operation::CreateCustomer),
        edit: may(Operation::EditCustomer),
        note: may(Operation::AddNote),
        log: may(Operation::ViewLog),
        insight: policy::scope_of(actor, Operation::ViewLog).is_some_and(|scope| scope > Scope::Own),
        access: may(Operation::ViewAccess),
        lookup: may(Operation::LookupCustomer),
        reveal: classes(Operation::Reveal),
        share: may(Operation::ShareCustomer),
        approve: may(Operation::ApproveRequest),
        members: may(Operation::ViewMembers),
        manage_members: may(Operation::ManageMembers),
        roles: may(Operation::ManageRoles),
        departments: may(Operation::ManageDepartments),
        policy: may(Operation::ManagePolicy),
        give_keys: may(Operation::GiveKeys),
        rotate_keys: may(Operation::RotateKeys),
        backups: may(Operation::ManageBackups),
        review: may(Operation::SignReview),
        alerts: may(Operation::HandleAlerts),
        incidents: may(Operation::ManageIncidents),
        bulk: may(Operation::BulkEdit),
        share_views: may(Operation::ShareView),
        tickets: may(Operation::ListTickets),
        create_tickets: may(Operation::CreateTicket),
        edit_tickets: may(Operation::EditTicket),
        bulk_tickets: may(Operation::BulkTickets),
        tasks: may(Operation::ViewTasks),
        merge: may(Operation::MergeCustomers),
        trash: may(Operation::TrashCustomer),
        check: classes(Operation::Check),
        copy: classes(Operation::Copy),
    }
}
