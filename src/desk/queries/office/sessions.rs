//! Who is in, for whoever manages members.

use super::super::super::Desk;
use super::super::super::api::{LiveSession, Problem};
use super::super::member_name;
use crate::domain::{Action, Micros};
use crate::policy::{Operation, Target};
use crate::store::Session;

/// No session is older: what began before was left without a sign-out.
const OLDEST: i64 = 24 * 3_600_000_000;

impl Desk {
    /// All sessions that have not ended, the newest first. The caller judges who may know of them.
    pub(in crate::desk) fn live_sessions(&mut self) -> Result<Vec<Session>, Problem> {
        let since = Micros(self.clock.now().0 - OLDEST);
        Ok(self.store.read(|snapshot| snapshot.live_sessions(since))?)
    }

    pub(super) fn session_list(&mut self) -> Result<Vec<LiveSession>, Problem> {
        let permit = self.judge(Operation::ManageMembers, Target::Office)?;
        // A list that is read again whenever somebody comes or goes is one look.
        self.look_under(Action::SessionView, &permit, true, serde_json::json!({}))?;
        let (mine, now) = (self.session()?.id, self.steady_now()?);
        let mut rows = Vec::new();
        for session in self.live_sessions()? {
            let Some(held) = self.rights.held_by(session.member, now).map(|held| held.role) else { continue };
            if !self.reaches(&permit, session.member)? {
                continue;
            }
            rows.push(LiveSession {
                name: self.store.read(|snapshot| member_name(snapshot, session.member))?,
                role: held,
                role_name: self.rights.role_name(held),
                mine: session.id == mine,
                id: session.id,
                member: session.member,
                origin: session.origin,
                started_at: session.started_at,
                last_seen: session.last_seen,
            });
        }
        Ok(rows)
    }
}
