//! The saved views that a member may use, and what is stored of a view.

use serde::{Deserialize, Serialize};

use super::super::Desk;
use super::super::api::{Problem, Sort, View, ViewDraft};
use super::member_name;
use crate::policy::{Operation, Target};

/// What is stored of a view beside its name and whom it is shared with.
#[derive(Serialize, Deserialize)]
pub(in crate::desk) struct Content {
    pub filter: String,
    pub sort: Sort,
    pub columns: Vec<(String, u16)>,
}

impl Desk {
    /// One's own and those shared with one's role, by name. What can't be read is left out; `verify` names it.
    pub(in crate::desk) fn views(&mut self) -> Result<Vec<View>, Problem> {
        self.judge(Operation::ListCustomers, Target::Office)?;
        let (me, role) = (self.session()?.actor.member, self.session()?.actor.role);
        let mut views = self.store.read(|snapshot| {
            let mut views = Vec::new();
            for stored in snapshot.views(me)? {
                let mine = stored.member == me;
                if !mine && !stored.shared.contains(&role) {
                    continue;
                }
                let Ok(content) = serde_json::from_str::<Content>(&stored.content) else { continue };
                let Content { filter, sort, columns } = content;
                let member = member_name(snapshot, stored.member)?;
                let (id, name, shared) = (stored.id, stored.name, stored.shared);
                views.push(View {
                    id,
                    member,
                    mine,
                    draft: ViewDraft { id: Some(id), name, filter, sort, columns, shared },
                });
            }
            Ok::<_, Problem>(views)
        })?;
        views.sort_by_cached_key(|view| (crate::domain::fold::fold(&view.draft.name), view.id));
        Ok(views)
    }
}
