//! A member's own way in: proved again, the password changed, a new code app.

use super::super::api::{Enrolment, Problem, Reply};
use super::super::{Desk, enrol, keys};
use crate::domain::{Action, Entry, Outcome, Secret, Unfit, fold};
use crate::store::{MemberSecret, MemberState};
use crate::vault::{Factor, MemberKeys, TotpSecret};

impl Desk {
    /// The password once more. Wrong ones count as at sign-in.
    pub(in crate::desk) fn prove(&mut self, password: &Secret) -> Result<MemberSecret, Problem> {
        let session = self.session()?;
        let (member, folded) = (session.actor.member, fold::fold(&session.name));
        let attempt = self.attempt(&folded, Some(member))?;
        let secret = self.store.read(|snapshot| snapshot.member_secret(member))?.unwrap_or_default();
        let opened =
            MemberKeys::open_by_any(&secret.sealed_keys, password.expose(), &self.host, self.paths.install, member);
        if opened.is_err() {
            return Err(self.refuse_sign_in(&attempt)?);
        }
        if let Some(session) = &mut self.session {
            session.proved = attempt.now;
        }
        Ok(secret)
    }

    pub(in crate::desk) fn change_password(&mut self, current: &Secret, new: &Secret) -> Result<Reply, Problem> {
        let before = self.prove(current)?;
        let (member, name) = (self.session()?.actor.member, self.session()?.name.clone());
        self.fit_password(new, &name)?;
        if current == new {
            return Err(Problem::Invalid { field: "password".into(), unfit: Unfit::Same });
        }
        let sealed_keys = self.with_keys(|desk, keys| desk.seal_keys(&keys.member, member, new))?;
        let after = MemberSecret { sealed_keys, sealed_totp: before.sealed_totp.clone() };
        self.change_secret(&before, &after, None, "password")?;
        Ok(Reply::PasswordChanged)
    }

    /// A new code app: its secret is shown, and taken when a code of it is typed. Recovery codes are made anew.
    pub(in crate::desk) fn change_factor(&mut self, password: &Secret, totp: &str) -> Result<Reply, Problem> {
        let before = self.prove(password)?;
        let (member, now) = (self.session()?.actor.member, self.clock.now());
        if totp.trim().is_empty() {
            return Ok(Reply::FactorOffered(Box::new(self.offer_factor()?)));
        }
        let session = self.session.as_mut().ok_or(Problem::NoSession)?;
        let unfit = || Problem::Invalid { field: "code".into(), unfit: Unfit::Code };
        let secret = session.offered.take().ok_or_else(unfit)?;
        let Some(step) = secret.check(totp, now, self.settings.totp_skew, None) else {
            session.offered = Some(secret);
            return Err(unfit());
        };
        let (factor, codes) = Factor::new(secret, self.clock.as_ref());
        let sealed_totp = self.with_keys(|desk, keys| desk.seal_factor(member, &keys.member, &factor))?;
        let after = MemberSecret { sealed_keys: before.sealed_keys.clone(), sealed_totp };
        self.change_secret(&before, &after, Some(step), "code_app")?;
        Ok(Reply::FactorChanged(enrol::shown(codes)))
    }

    fn offer_factor(&mut self) -> Result<Enrolment, Problem> {
        let totp = TotpSecret::generate(self.clock.as_ref());
        let enrolment = self.offer(&self.session()?.name, &totp);
        if let Some(session) = &mut self.session {
            session.offered = Some(totp);
        }
        Ok(enrolment)
    }

    /// Puts the new secrets in place of the old ones, unless they were changed meanwhile; every other session ends.
    fn change_secret(
        &mut self,
        before: &MemberSecret,
        after: &MemberSecret,
        step: Option<i64>,
        what: &str,
    ) -> Result<(), Problem> {
        let (session, member, now) = (self.session()?.id, self.session()?.actor.member, self.clock.now());
        let mut entry: Entry = self.scribe()?.own(Action::CredentialChange, Outcome::Done);
        entry.subject = Some(member);
        entry.details = serde_json::json!({ "what": what }).to_string();
        self.write(|tx| {
            if tx.member_secret(member)?.as_ref() != Some(before) {
                return Err(Problem::Busy);
            }
            tx.set_member_secret(member, after)?;
            if let Some(step) = step {
                let state = tx.member_state(member)?;
                tx.set_member_state(member, &MemberState { last_totp_step: Some(step), ..state })?;
            }
            for other in tx.open_sessions(member)? {
                if other.id != session {
                    tx.end_session(other.id, now)?;
                }
            }
            Ok((entry.clone(), ()))
        })?;
        Ok(())
    }

    /// How many recovery codes the member still has.
    pub(in crate::desk) fn codes_left(&mut self) -> Result<usize, Problem> {
        let member = self.session()?.actor.member;
        let secret = self.store.read(|snapshot| snapshot.member_secret(member))?.unwrap_or_default();
        let keys = self.session()?.keys.as_ref().ok_or(Problem::NoSession)?;
        Ok(keys::open_factor(&keys.member, member, &secret.sealed_totp).map_or(0, |factor| factor.codes_left()))
    }
}
