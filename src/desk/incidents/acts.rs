//! What a playbook can have done at once: by the same deeds, and under the same rights, as anywhere else.

use super::super::Desk;
use super::super::api::{Acted, Manage, Managed, Problem};
use super::{Line, open_incident, unfit};
use crate::domain::incident::EventKind;
use crate::domain::{Class, Id, IncidentAct, Unfit};
use crate::policy::{Operation, Target};

impl Desk {
    /// Does it, and then notes in the timeline that it was done. A drill notes that it would have been.
    pub(super) fn act_in_incident(
        &mut self,
        incident: Id,
        act: IncidentAct,
        member: Option<Id>,
        step: String,
    ) -> Result<Acted, Problem> {
        self.judge(Operation::ManageIncidents, Target::Office)?;
        let row = self.store.read(|snapshot| open_incident(snapshot, incident))?;
        let member = member.filter(|_| act.is_on_member());
        if act.is_on_member() && member.is_none() {
            return Err(unfit("member", Unfit::Empty));
        }
        if member.is_some_and(|member| self.rights.member(member).is_none()) {
            return Err(Problem::NotFound);
        }
        let line = Line { step, act: Some(act), member, words: String::new() };
        if row.drill {
            self.work_on(incident, EventKind::WouldAct, line, |_| {})?;
            return Ok(Acted::WouldAct);
        }
        let acted = self.carry_out(act, member)?;
        // A decision may have changed what whoever acts may do.
        self.check_session()?;
        match &acted {
            Acted::Done(words) => {
                self.work_on(incident, EventKind::Acted, Line { words: words.clone(), ..line }, |_| {})?;
            }
            Acted::Proposed(_) => self.work_on(incident, EventKind::Proposed, line, |_| {})?,
            Acted::WouldAct => {}
        }
        Ok(acted)
    }

    fn carry_out(&mut self, act: IncidentAct, member: Option<Id>) -> Result<Acted, Problem> {
        let on_member = || member.ok_or_else(|| unfit("member", Unfit::Empty));
        match act {
            IncidentAct::EndSessions => self.end_sessions_of(Some(on_member()?)),
            IncidentAct::EndAllSessions => self.end_sessions_of(None),
            IncidentAct::Suspend => self.decided(Manage::Suspend { member: on_member()? }),
            IncidentAct::RotateKeys => self.rotate_all_keys(),
            IncidentAct::FreezeExports => self.decided(Manage::FreezeExports(true)),
            IncidentAct::UnfreezeExports => self.decided(Manage::FreezeExports(false)),
            IncidentAct::Checkpoint => {
                let made = self.checkpoint()?;
                let failed: Vec<&str> = made.failed.iter().map(|(to, _)| *to).collect();
                let failed = if failed.is_empty() { String::new() } else { format!(", not to: {}", failed.join(", ")) };
                Ok(Acted::Done(format!("{} entries{failed}", made.note.size())))
            }
            IncidentAct::Backup => self.back_up_now().map(|made| Acted::Done(made.name())),
        }
    }

    fn decided(&mut self, manage: Manage) -> Result<Acted, Problem> {
        Ok(match self.manage(manage)? {
            Managed::Proposed(proposal) => Acted::Proposed(proposal),
            Managed::Done | Managed::Invited(_) => Acted::Done(String::new()),
        })
    }

    /// One member's sessions, or all; never the one in which this is asked.
    fn end_sessions_of(&mut self, member: Option<Id>) -> Result<Acted, Problem> {
        let target = member.map_or(Ok(Target::Office), |member| self.member_target(member))?;
        let permit = self.judge(Operation::ManageMembers, target)?;
        let mine = self.session()?.id;
        let mut ended = 0;
        for session in self.live_sessions()? {
            let wanted = member.is_none_or(|member| session.member == member) && session.id != mine;
            if !wanted || !self.reaches(&permit, session.member)? {
                continue;
            }
            match self.manage(Manage::EndSession { session: session.id }) {
                Ok(_) => ended += 1,
                // It has ended meanwhile by itself.
                Err(Problem::NotFound) => {}
                Err(problem) => return Err(problem),
            }
        }
        Ok(Acted::Done(ended.to_string()))
    }

    fn rotate_all_keys(&mut self) -> Result<Acted, Problem> {
        for class in Class::ALL {
            if let proposed @ Acted::Proposed(_) = self.decided(Manage::RotateKeys { class })? {
                return Ok(proposed);
            }
            self.check_session()?;
        }
        Ok(Acted::Done(Class::ALL.map(Class::name).join(", ")))
    }
}
