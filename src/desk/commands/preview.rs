//! Looking at everything as another role would see it, with no more than one's own rights.

use super::super::Desk;
use super::super::api::{Problem, Reply};
use super::super::session::{Preview, Trace};
use super::super::sign_in::shown_rights;
use crate::domain::{Action, Entry, Role};
use crate::policy::{self, Actor, Operation, Target};

impl Desk {
    pub(in crate::desk) fn preview_role(&mut self, role: Option<Role>) -> Result<Reply, Problem> {
        let before = self.session()?.preview.clone();
        if let Some(session) = &mut self.session {
            // What one may look as is one's own right, not that of the role that is looked as.
            session.preview = None;
        }
        let answer = self.look_as(role);
        if let (Err(_), Some(session)) = (&answer, &mut self.session) {
            session.preview = before;
        }
        answer
    }

    fn look_as(&mut self, role: Option<Role>) -> Result<Reply, Problem> {
        let permit = self.judge(Operation::ViewMembers, Target::Office)?;
        let own = self.session()?.actor.clone();
        let preview = match role {
            None => None,
            Some(role) => {
                let rights = self.rights.role(role).ok_or(Problem::NotFound)?;
                let (classes, lookups) = policy::classes_of(&rights);
                let both = |theirs: Vec<_>, own: &[_]| theirs.into_iter().filter(|class| own.contains(class)).collect();
                let (classes, lookups) = (both(classes, &own.classes), both(lookups, &own.lookups));
                Some(Preview { actor: Actor { role, rights, classes, lookups, ..own.clone() } })
            }
        };
        let details = serde_json::json!({ "role": role });
        let entry = self.scribe()?.done(&permit, Trace { details, ..Trace::default() });
        let entry = Entry { action: Action::RolePreview, ..entry };
        self.act(&permit, |_| Ok((entry.clone(), ())))?;
        let name = role.map(|role| self.rights.role_name(role));
        let mut rights = shown_rights(&own);
        if let Some(preview) = &preview {
            rights.narrow(&shown_rights(&preview.actor));
        }
        if let Some(session) = &mut self.session {
            session.preview = preview;
            session.viewing.clear();
            session.parts.clear();
        }
        Ok(Reply::Previewing { role: name, rights: Box::new(rights) })
    }
}
