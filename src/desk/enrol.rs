//! The first sign-in: an invitation's one-time code is used up, and the member makes keys, a password and a code app
//! of its own; a program makes keys and a file for them. Nobody else ever knows them.

use std::path::Path;

use zeroize::Zeroizing;

use super::api::{Codes, Enrolment, Problem};
use super::attempts::Counters;
use super::office::OfficeError;
use super::rights::{Act, Issuer, Rights, Statement};
use super::ssh_key::SshKey;
use super::stay::MOST_TRIES;
use super::{Desk, carry, keys, write_with};
use crate::domain::{Action, Entry, Id, Micros, Outcome, Secret, Unfit, password};
use crate::store::{Member, MemberSecret, MemberState};
use crate::vault::{Factor, InviteCode, MemberKeys, TotpSecret};

/// Whoever has shown a good code, until it is used up.
pub struct Enrolling {
    member: Id,
    totp: TotpSecret,
}

/// An invitation that holds.
struct Open {
    member: Id,
    name: String,
    sequence: i64,
    keys: MemberKeys,
    program: bool,
    /// Where wrong codes were counted.
    counters: Counters,
    /// The key that the client has proven, to be enrolled with the member.
    ssh_key: Option<SshKey>,
}

impl Open {
    /// Nobody chooses a password for a program.
    fn of_person(self) -> Result<Self, Problem> {
        if self.program { Err(Problem::ProgramInvitation) } else { Ok(self) }
    }
}

impl Desk {
    pub(super) fn open_invitation(&mut self, code: &Secret) -> Result<Enrolment, Problem> {
        let open = self.invitation(code)?.of_person()?;
        let totp = TotpSecret::generate(self.clock.as_ref());
        let enrolment = self.offer(&open.name, &totp);
        self.enrolling = Some(Enrolling { member: open.member, totp });
        Ok(enrolment)
    }

    /// What is shown of a code app's new secret.
    pub(super) fn offer(&self, name: &str, totp: &TotpSecret) -> Enrolment {
        Enrolment {
            name: name.to_owned(),
            office: self.office_name.clone(),
            minimum_password: self.minimum_password(),
            totp: Secret::new(totp.base32().to_string()),
            link: Secret::new(totp.uri(&self.office_name, name).to_string()),
        }
    }

    pub(super) fn enrol(&mut self, code: &Secret, password: &Secret, totp: &str) -> Result<Codes, Problem> {
        let open = self.invitation(code)?.of_person()?;
        self.fit_password(password, &open.name)?;
        let now = self.clock.now();
        let offered = self.enrolling.take_if(|enrolling| enrolling.member == open.member);
        let Enrolling { totp: secret, .. } = offered.ok_or(Problem::NoInvitation)?;
        let Some(step) = secret.check(totp, now, self.settings.totp_skew, None) else {
            // The same secret waits for the next try: it stands in the app already.
            self.enrolling = Some(Enrolling { member: open.member, totp: secret });
            return Err(Problem::Invalid { field: "code".into(), unfit: Unfit::Code });
        };
        let source = self.clock.clone();
        let own = MemberKeys::generate(source.as_ref());
        let (factor, codes) = Factor::new(secret, source.as_ref());
        let secret = MemberSecret {
            sealed_keys: self.seal_keys(&own, open.member, password)?,
            sealed_totp: self.seal_factor(open.member, &own, &factor)?,
        };
        self.take_up(&open, &own, &secret, Some(step))?;
        self.read_rights()?;
        self.enrolling = None;
        Ok(shown(codes))
    }

    /// A program takes its invitation up: its keys go into a new file, by which alone it signs in. Answers its name.
    ///
    /// # Errors
    /// When the invitation is a person's or does not hold, or the file is there already or can't be written.
    pub fn join_by_key_file(&mut self, code: &Secret, path: &Path) -> Result<String, OfficeError> {
        let open = self.invitation(code)?;
        if !open.program {
            return Err(OfficeError::PersonInvitation);
        }
        let own = MemberKeys::generate(self.clock.as_ref());
        // First of all: without the file the invitation would be used up for nothing.
        own.save_key_file(path)?;
        if let Err(problem) = self.take_up(&open, &own, &MemberSecret::default(), None) {
            let _ = std::fs::remove_file(path);
            return Err(problem.into());
        }
        Ok(open.name)
    }

    /// Uses an invitation up, again where somebody else decides something meanwhile.
    fn take_up(
        &mut self,
        open: &Open,
        own: &MemberKeys,
        secret: &MemberSecret,
        step: Option<i64>,
    ) -> Result<(), Problem> {
        for _ in 1..MOST_TRIES {
            match self.take_up_once(open, own, secret, step) {
                Err(Problem::Busy) if self.overtaken(self.rights.last_row())? => self.read_rights()?,
                taken => return taken,
            }
        }
        self.take_up_once(open, own, secret, step)
    }

    /// Everything that follows from the invitation's use, in one transaction.
    fn take_up_once(
        &mut self,
        open: &Open,
        own: &MemberKeys,
        secret: &MemberSecret,
        step: Option<i64>,
    ) -> Result<(), Problem> {
        let (member, install, clock) = (open.member, self.paths.install, self.clock.clone());
        let (rights, origin) = (&self.rights, self.origin.clone());
        let act = Act::Enrol { member, keys: own.public() };
        let at = clock.now();
        let ssh_key = open.ssh_key.as_ref().map(|key| key.row(crate::clock::new_id(clock.as_ref()), member, "", at));
        write_with(&mut self.store, clock.as_ref(), own, |tx| {
            let head = tx.last_grant_sequence()?;
            if head != rights.last_row() {
                return Err(Problem::Busy);
            }
            let now = tx.log_time()?.map_or(clock.now(), |last| clock.now().max(Micros(last.0 + 1)));
            let row = rights.next(Issuer::Invite(open.sequence), act.clone(), None, head, now).sign(open.keys.signer());
            let mut after: Rights = rights.clone();
            after.take(&row).map_err(|_| Problem::NoInvitation)?;
            let statement = Statement::read(&row).ok_or(Problem::Tampered)?;
            tx.insert_grant(&row)?;
            let before = tx.member(member)?.ok_or(Problem::NotFound)?;
            let (encryption, signing) = (own.public().encryption, own.public().signing);
            tx.update_member(&Member { encryption, signing, active: true, ..before })?;
            tx.set_member_secret(member, secret)?;
            let state = MemberState { failures: 0, last_sign_in: None, last_totp_step: step };
            tx.set_member_state(member, &state)?;
            open.counters.clear(tx)?;
            if let Some(key) = &ssh_key {
                tx.insert_ssh_key(key)?;
            }
            // What was sealed to the invitation is sealed to the member's own key.
            let usual = &after.member(member).ok_or(Problem::NotFound)?.usual;
            let held = keys::open_all(tx, &after, usual, member, &open.keys, install)?;
            tx.remove_key_copies(member)?;
            carry::give_copies(tx, &after, member, &held.classes, &held.lookups, install, clock.as_ref())?;
            let mut details = serde_json::json!({ "decision": row.sequence });
            if let Some(key) = &ssh_key {
                details["key"] = serde_json::json!(key.id);
            }
            let entry = Entry {
                at: statement.issued_at,
                member: Some(member),
                session: None,
                origin: origin.clone(),
                action: Action::MemberEnrol,
                subject: Some(member),
                outcome: Outcome::Done,
                reason: String::new(),
                details: details.to_string(),
            };
            Ok((entry, ()))
        })?;
        Ok(())
    }

    /// The member whose open invitation this is the code of. Wrong codes are counted and in the log.
    fn invitation(&mut self, code: &Secret) -> Result<Open, Problem> {
        self.read_rights()?;
        self.open_office()?;
        let counters = self.attempt_invitation()?;
        let steady = self.steady_now()?;
        let keys = InviteCode::parse(code.expose()).map(|code| code.keys()).ok();
        let open = keys.and_then(|keys| {
            let found = self.rights.members().find_map(|(member, known)| {
                let open = known.invitation.filter(|open| open.key == keys.public() && steady < open.until)?;
                Some((member, open.sequence))
            });
            found.map(|(member, sequence)| (member, sequence, keys))
        });
        let Some((member, sequence, keys)) = open else {
            return Err(self.refuse_code(&counters)?);
        };
        let role = self.rights.member(member).ok_or(Problem::NotFound)?.usual.role;
        self.judge_entrance(member, role, self.clock.now())?;
        let ssh_key = self.key_to_enrol()?;
        let name = self.store.read(|snapshot| super::queries::member_name(snapshot, member))?;
        let program = self.rights.is_program(role);
        Ok(Open { member, name, sequence, keys, program, counters, ssh_key })
    }

    fn refuse_code(&mut self, counters: &Counters) -> Result<Problem, Problem> {
        let now = self.clock.now();
        let entry = self.entry_of_nobody(Action::MemberEnrol, Outcome::Failed);
        let failed = self.write_as_office(|tx| Ok((entry.clone(), counters.add(tx, now, None)?)))?;
        Ok(failed.wait.map_or(Problem::NoInvitation, |seconds| Problem::Wait { seconds }))
    }

    /// The key that was proven, where it may be enrolled. Where nobody comes in without one it must be there, or the
    /// member would be shut out by its first sign-in.
    fn key_to_enrol(&self) -> Result<Option<SshKey>, Problem> {
        let Some(caller) = &self.caller else { return Ok(None) };
        let key = caller.key().ok_or(Unfit::Empty).and_then(|key| SshKey::from_blob(&key.blob, &key.line));
        match key {
            Ok(key) => Ok(Some(key)),
            Err(unfit) if caller.wants_key() => Err(Problem::Invalid { field: "key".into(), unfit }),
            Err(_) => Ok(None),
        }
    }

    /// A password that may be taken: long enough, and not one that others would try first.
    pub(super) fn fit_password(&self, password: &Secret, name: &str) -> Result<(), Problem> {
        match password::problem(password.expose(), self.minimum_password(), &[name, &self.office_name]) {
            Some(unfit) => Err(Problem::Invalid { field: "password".into(), unfit }),
            None => Ok(()),
        }
    }

    /// A member's keys under its password, at the cost that all have: time must not tell names apart.
    pub(super) fn seal_keys(&mut self, own: &MemberKeys, member: Id, password: &Secret) -> Result<Vec<u8>, Problem> {
        let params = self.password_cost()?;
        own.seal(password.expose(), self.host.present(), params, self.paths.install, member, self.clock.as_ref())
            .map_err(|error| Problem::Store(error.to_string()))
    }

    pub(super) fn suggest_password(&self) -> Secret {
        Secret::new(password::suggest(&mut |bytes| self.clock.fill(bytes)))
    }
}

/// Recovery codes on their one way to the screen.
pub(super) fn shown(codes: Vec<Zeroizing<String>>) -> Codes {
    Codes { codes: codes.into_iter().map(|code| Secret::new(code.to_string())).collect() }
}
