//! Whether a session may go on: its age, the rights of now, and the keys that come and go with them.

use super::alerts::Sight;
use super::api::Problem;
use super::attempts::SECOND;
use super::keys::{self, Opened};
use super::rights::{MemberRights, Rights};
use super::{Desk, queries};
use crate::domain::{Action, Id, Micros};
use crate::policy::Actor;
use crate::vault::MemberKeys;

/// The acts that write statements.
const STATING: [Action; 10] = [
    Action::OfficeCreate,
    Action::MemberManage,
    Action::MemberEnrol,
    Action::RoleManage,
    Action::DepartmentManage,
    Action::PolicyManage,
    Action::KeyGive,
    Action::KeyRotate,
    Action::KeyRecover,
    Action::ReviewSign,
];

/// So often the statements are read until nobody has added one meanwhile.
const MOST_READINGS: usize = 3;

/// So often a decision is made anew on what others decided meanwhile. Each try that fails is a decision of somebody
/// else, who may be faster for a long time: a program, or a computer that is less busy.
pub(super) const MOST_TRIES: usize = 100;

impl Desk {
    /// A session that is in, not locked, not too old, not ended by others, with the rights of now.
    pub(super) fn check_session(&mut self) -> Result<(), Problem> {
        let now = self.clock.now();
        self.check_age(now)?;
        let session = self.session()?;
        if session.keys.is_none() {
            return Err(Problem::NoSession);
        }
        let (id, member, known) = (session.id, session.actor.member, session.grants_head);
        let (live, mut head, logged) = self.store.read(|snapshot| {
            let live = snapshot.session(id)?.is_some_and(|session| session.ended_at.is_none());
            Ok::<_, Problem>((live, snapshot.last_grant_sequence()?, snapshot.log_time()?))
        })?;
        let steady = logged.map_or(now, |logged| now.max(logged));
        if !live {
            self.session = None;
            return Err(Problem::NoSession);
        }
        if head != known {
            self.read_rights()?;
            self.open_office().inspect_err(|_| self.session = None)?;
            head = self.rights.last_row();
        }
        // A grant may have changed, or come to its end, since.
        let Some(actor) = self.rights.actor(member, steady) else {
            self.session = None;
            return Err(Problem::NoSession);
        };
        if self.session()?.actor != actor || head != known {
            self.take_rights(actor, head)?;
        }
        self.check_restrictions()?;
        if let Some(session) = &mut self.session {
            session.last_seen = now;
        }
        self.write_kept();
        Ok(())
    }

    pub(super) fn check_age(&mut self, now: Micros) -> Result<(), Problem> {
        let started = self.session()?.started;
        if now.0 - started.0 > i64::from(self.settings.absolute_hours) * 3600 * SECOND {
            self.session = None;
            return Err(Problem::NoSession);
        }
        Ok(())
    }

    /// Goes on with other rights: keys that came or went with them are opened or forgotten.
    fn take_rights(&mut self, actor: Actor, head: i64) -> Result<(), Problem> {
        self.with_keys(|desk, keys| {
            let now = desk.steady_now()?;
            let Some(Opened { classes, lookups, .. }) = desk.open_classes(actor.member, &keys.member, now)? else {
                return Err(Problem::NoSession);
            };
            (keys.classes, keys.lookups) = (classes, lookups);
            // The next write may be under a new generation.
            keys.writing.clear();
            Ok(())
        })?;
        if let Some(session) = &mut self.session {
            session.actor = actor;
            session.grants_head = head;
        }
        Ok(())
    }

    /// What a member with these keys may do and open now; nothing for keys that its grant does not name.
    pub(super) fn opened(&mut self, member: Id, keys: &MemberKeys) -> Result<Option<(Actor, Opened)>, Problem> {
        // A key swapped in the database is not the one that the grant names.
        if self.rights.member(member).and_then(MemberRights::keys) != Some(keys.public()) {
            return Ok(None);
        }
        let now = self.steady_now()?;
        let opened = self.open_classes(member, keys, now)?;
        Ok(self.rights.actor(member, now).zip(opened))
    }

    fn open_classes(&mut self, member: Id, keys: &MemberKeys, now: Micros) -> Result<Option<Opened>, Problem> {
        let (rights, install) = (&self.rights, self.paths.install);
        let Some(holding) = rights.held_by(member, now) else { return Ok(None) };
        let opened = self.store.read(|snapshot| keys::open_all(snapshot, rights, holding, member, keys, install))?;
        let sights: Vec<_> = opened.unusable.iter().map(|copy| Sight::unusable_copy(member, copy)).collect();
        self.raise(&sights)?;
        Ok(Some(opened))
    }

    /// Whether anybody decided something since the statement with this number.
    pub(super) fn overtaken(&mut self, known: i64) -> Result<bool, Problem> {
        Ok(self.store.read(|snapshot| snapshot.last_grant_sequence())? != known)
    }

    /// Nobody works on decisions that were tampered with.
    pub(super) fn open_office(&self) -> Result<(), Problem> {
        self.rights.closed.clone().map_or(Ok(()), |why| Err(Problem::Closed(why)))
    }

    /// Reads and verifies all statements from the root down, and compares them with the log and the tables. Where others
    /// decide all the time the next look compares the tables.
    pub(super) fn read_rights(&mut self) -> Result<(), Problem> {
        for _ in 0..MOST_READINGS {
            self.read_statements()?;
            if self.raise_sights()? {
                break;
            }
        }
        Ok(())
    }

    fn read_statements(&mut self) -> Result<(), Problem> {
        let (rows, faults) = self.store.read(|snapshot| {
            let rows = snapshot.grants()?;
            let faults = snapshot.grant_faults(&rows, &STATING)?;
            Ok::<_, Problem>((rows, faults))
        })?;
        self.rights = Rights::verify(self.paths.install, &self.root, &rows);
        let founding = self.host.founding_signer(self.paths.install);
        self.rights.founded_with(founding.public());
        let key = self.rights.office_key().unwrap_or_else(|| founding.public());
        // Only the change of the host secret changes this key, and whoever makes it has the file alone.
        let signer = self.host.signer(self.paths.install, &key);
        self.office_signer = signer.ok_or_else(|| {
            Problem::Closed("the key that the office signs with is of a host secret that it does not keep".into())
        })?;
        self.rights.compare(&faults.unlogged, &faults.altered, faults.missing);
        Ok(())
    }

    /// Now, or the time of the log's last entry if that is later: what ends in time does not begin again when the
    /// clock is set back.
    pub(super) fn steady_now(&mut self) -> Result<Micros, Problem> {
        let now = self.clock.now();
        self.store.read(|snapshot| queries::steady(snapshot, now))
    }
}
