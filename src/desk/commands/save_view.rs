//! A list as somebody likes it, saved for oneself or shared.

use std::collections::HashSet;

use serde_json::json;

use super::super::Desk;
use super::super::api::{Problem, ViewDraft, ViewList};
use super::super::queries::{Content, listing};
use super::super::session::Trace;
use crate::domain::{Action, Entry, Id, Unfit, scan, text};
use crate::policy::{self, Operation, Permit, Target};
use crate::store::View;

/// Longest name in characters, longest filter in bytes.
const LONGEST_NAME: usize = 60;
const LONGEST_FILTER: usize = 1000;
const LONGEST_COLUMN: usize = 40;
const MOST_COLUMNS: usize = 30;
/// Most views of one member.
const MOST: usize = 200;

impl Desk {
    pub(in crate::desk) fn save_view(&mut self, draft: &ViewDraft) -> Result<Id, Problem> {
        let mut shared = draft.shared.clone();
        let mut seen = HashSet::new();
        shared.retain(|role| seen.insert(*role));
        let kind = draft.list.kind();
        let (mut permit, existing) = match draft.id {
            None => (self.judge(listing(kind), Target::Office)?, None),
            Some(id) => match self.permit_to_change_view(id)? {
                (_, view) if view.kind != kind => return Err(Problem::NotFound),
                (permit, view) => (permit, Some(view)),
            },
        };
        if !shared.is_empty() && permit.operation() != Operation::ShareView {
            permit = self.judge(Operation::ShareView, Target::Office)?;
        }
        let (name, content) = fitting(draft)?;
        let me = permit.actor();
        let (id, member) = existing.as_ref().map_or_else(|| (self.new_id(), me), |view| (view.id, view.member));
        let view = View { id, member, name, kind, content, shared };
        // What is looked for may tell of people: the log keeps who shares what with whom, and no more.
        let entry = self.entry_on_view(Action::ViewSave, &permit, &view)?;
        self.act(&permit, |tx| {
            if tx.view(id)? != existing {
                return Err(Problem::Busy);
            }
            if existing.is_none() && tx.view_count(me)? >= MOST {
                return Err(Problem::Invalid { field: "views".into(), unfit: Unfit::TooMany(MOST) });
            }
            tx.put_view(&view)?;
            Ok((entry.clone(), ()))
        })?;
        Ok(id)
    }

    /// The right to change or delete a view: one's own, or a shared one for those who may share. What is
    /// private to somebody else is not told apart from what is not there.
    pub(super) fn permit_to_change_view(&mut self, id: Id) -> Result<(Permit, View), Problem> {
        let found = self.store.read(|snapshot| snapshot.view(id))?;
        let actor = &self.session()?.actor;
        let me = actor.member;
        let shown = |view: &View| !view.shared.is_empty() && policy::scope_of(actor, listing(view.kind)).is_some();
        let Some(view) = found.filter(|view| view.member == me || shown(view)) else {
            if policy::scope_of(actor, Operation::ShareView).is_none() {
                // In the words in which a shared one is refused.
                self.judge(Operation::ShareView, Target::record(id, None, Id::default()))?;
            }
            return Err(Problem::NotFound);
        };
        if view.member == me {
            return Ok((self.judge(listing(view.kind), Target::Office)?, view));
        }
        let department = self.rights.held_by(view.member, self.clock.now()).map(|held| held.department);
        let target = Target::record(id, Some(view.member), department.unwrap_or_default());
        Ok((self.judge(Operation::ShareView, target)?, view))
    }

    /// Entries about a view name it and its roles alone.
    pub(super) fn entry_on_view(&self, action: Action, permit: &Permit, view: &View) -> Result<Entry, Problem> {
        let trace = Trace { details: json!({ "view": view.id, "shared": view.shared }), ..Trace::default() };
        Ok(Entry { action, subject: Some(view.id), ..self.scribe()?.done(permit, trace) })
    }
}

/// The name and the content as they are stored.
fn fitting(draft: &ViewDraft) -> Result<(String, String), Problem> {
    let invalid = |field: &str, unfit| Problem::Invalid { field: field.into(), unfit };
    // Numbers that belong into sealed fields must not stand in what is shared.
    let (name, _) = scan::mask_secrets(&text::clean_input(&draft.name, LONGEST_NAME + 1));
    if name.is_empty() {
        return Err(invalid("name", Unfit::Empty));
    }
    if text::length(&name) > LONGEST_NAME {
        return Err(invalid("name", Unfit::TooLong(LONGEST_NAME)));
    }
    if draft.filter.len() > LONGEST_FILTER {
        return Err(invalid("filter", Unfit::TooLong(LONGEST_FILTER)));
    }
    let mut list = draft.list.clone();
    if let ViewList::Customers { columns, .. } = &mut list {
        if columns.len() > MOST_COLUMNS {
            return Err(invalid("columns", Unfit::TooMany(MOST_COLUMNS)));
        }
        for (name, _) in columns {
            *name = text::clean_input(name, LONGEST_COLUMN);
        }
    }
    let (filter, _) = scan::mask_secrets(&text::clean_input(&draft.filter, LONGEST_FILTER));
    let content = serde_json::to_string(&Content { filter, list });
    Ok((name, content.map_err(|error| Problem::Store(error.to_string()))?))
}
