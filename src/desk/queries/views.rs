//! The saved views that a member may use, and what is stored of a view.

use serde::{Deserialize, Serialize};

use super::super::Desk;
use super::super::api::{Problem, View, ViewDraft, ViewList};
use super::member_name;
use crate::domain::ViewKind;
use crate::policy::{Operation, Target};

/// What is stored of a view beside its name and whom it is shared with.
#[derive(Serialize, Deserialize)]
pub(in crate::desk) struct Content {
    pub filter: String,
    #[serde(flatten)]
    pub list: ViewList,
}

/// The right to look at the list: without it there are no views of it either.
pub(in crate::desk) const fn listing(kind: ViewKind) -> Operation {
    match kind {
        ViewKind::Customers => Operation::ListCustomers,
        ViewKind::Tickets => Operation::ListTickets,
    }
}

impl Desk {
    /// One's own and those shared with one's role, by name. What can't be read is left out; `verify` names it.
    pub(in crate::desk) fn views(&mut self, kind: ViewKind) -> Result<Vec<View>, Problem> {
        self.judge(listing(kind), Target::Office)?;
        let (me, role) = (self.session()?.actor.member, self.session()?.actor.role);
        let mut views = self.store.read(|snapshot| {
            let mut views = Vec::new();
            for stored in snapshot.views(me, kind)? {
                let mine = stored.member == me;
                if !mine && !stored.shared.contains(&role) {
                    continue;
                }
                let content = serde_json::from_str::<Content>(&stored.content);
                let Some(Content { filter, list }) = content.ok().filter(|content| content.list.kind() == kind) else {
                    continue;
                };
                let member = member_name(snapshot, stored.member)?;
                let (id, name, shared) = (stored.id, stored.name, stored.shared);
                views.push(View { id, member, mine, draft: ViewDraft { id: Some(id), name, filter, list, shared } });
            }
            Ok::<_, Problem>(views)
        })?;
        views.sort_by_cached_key(|view| (crate::domain::fold::fold(&view.draft.name), view.id));
        Ok(views)
    }
}
