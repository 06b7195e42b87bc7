//! Takes back this session's last act, or does it again: a new act each time, judged and written down like any other.

use serde_json::json;

use super::super::Desk;
use super::super::api::{BulkChange, Problem, Undone, UndoneWhat};
use super::super::session::Trace;
use super::super::steps::{BulkTurn, Moved, Step, Turn, Way};
use super::bulk::{self, Plan, Wish};
use crate::domain::{Customer, Id, More};
use crate::policy::Operation;
use crate::store::{Folded, SealedChange, Snapshot, StoreError};

/// What turning a step has left behind.
pub(in crate::desk) struct Turned {
    pub what: UndoneWhat,
    pub customer: Option<Id>,
    /// How to turn it back.
    pub inverse: Step,
    pub moved: Vec<Moved>,
}

impl Desk {
    /// A step that can't be turned now (somebody else was there first, the office is busy) stays. One whose record is
    /// gone, or out of reach, goes.
    pub(in crate::desk) fn turn(&mut self, way: Way) -> Result<Undone, Problem> {
        let session = self.session.as_mut().ok_or(Problem::NoSession)?;
        let step = session.steps.take(way).ok_or(Problem::NothingToUndo)?;
        let turned = match &step.turn {
            Turn::Edit { back, sealed, more, left } => {
                self.turn_edit(way, step.of, (back, more.as_deref()), sealed, *left)
            }
            Turn::Bulk(turns) => self.turn_bulk(way, step.of, turns),
            Turn::Trash(turns) => self.turn_trash(way, step.of, turns),
            Turn::Merge(turn) => self.turn_merge(way, step.of, turn),
            Turn::RemoveNote { note, left } => self.turn_away_note(way, step.of, *note, *left),
            Turn::PutNoteBack { customer, note, sealed } => self.turn_back_note(way, step.of, *customer, *note, sealed),
            Turn::EditNote { note, base, left, sealed } => self.turn_note(way, step.of, *note, (*base, *left), sealed),
            Turn::Ticket(turn) => self.turn_ticket(way, step.of, turn),
            Turn::Tasks(turns) => self.turn_tasks(way, step.of, turns),
        };
        let steps = &mut self.session.as_mut().ok_or(Problem::NoSession)?.steps;
        match turned {
            Ok(Turned { what, customer, inverse, moved }) => {
                steps.put(way.other(), inverse);
                steps.moved(&moved);
                Ok(Undone { what, customer, undo_left: steps.left(Way::Undo), redo_left: steps.left(Way::Redo) })
            }
            Err(problem) => {
                if problem != Problem::NotFound {
                    steps.put(way, step);
                }
                Err(problem)
            }
        }
    }

    fn turn_edit(
        &mut self,
        way: Way,
        of: i64,
        (back, more): (&Customer, Option<&More>),
        sealed: &[SealedChange],
        left: i64,
    ) -> Result<Turned, Problem> {
        let id = back.id;
        let target = self.target(id, Operation::EditCustomer)?;
        let permit = self.judge(Operation::EditCustomer, target)?;
        let fields: Vec<&str> = sealed.iter().map(|change| change.field().name()).collect();
        let scribe = self.scribe()?;
        let details = json!({ way.name(): true, "of": of, "sealed": fields });
        let entry = scribe.done(&permit, Trace { details, ..Trace::default() });
        let restored = Customer { version: left, updated_at: scribe.now, ..back.clone() };
        let folded = Folded::of(&restored);
        let (sequence, (turn, now)) = self.act(&permit, |tx| {
            let before = Box::new(tx.customer(id)?.ok_or(Problem::NotFound)?);
            let lay = as_they_lie(tx, id, sealed)?;
            let knew = more.map(|_| tx.more(id)).transpose()?.map(Box::new);
            let now = tx.update_customer(&restored, &folded, sealed)?;
            if let Some(more) = more {
                tx.put_more(id, more)?;
            }
            Ok((entry.clone(), (Turn::Edit { back: before, sealed: lay, more: knew, left: now }, now)))
        })?;
        Ok(Turned {
            what: UndoneWhat::Edit(restored.name),
            customer: Some(id),
            inverse: Step { of: sequence, turn },
            moved: vec![Moved { record: id, base: back.version, now }],
        })
    }

    /// Turns those that nobody has changed since; where there is none, nothing happens.
    fn turn_bulk(&mut self, way: Way, of: i64, turns: &[BulkTurn]) -> Result<Turned, Problem> {
        let departments = turns.iter().any(|turn| matches!(turn.back, BulkChange::Department(_)));
        let permit = self.permit_bulk(departments)?;
        let wish = |turn: &BulkTurn| Wish { customer: turn.customer, version: turn.left, change: turn.back.clone() };
        let wishes: Vec<Wish> = turns.iter().map(wish).collect();
        let actor = self.session()?.actor.clone();
        let scribe = self.scribe()?;
        let (now, blank) = (scribe.now, scribe.done(&permit, Trace::default()));
        let (sequence, (changed, inverse)) = self.act(&permit, |tx| {
            let Plan { done, ready, stale } = bulk::plan(tx, &actor, now, &wishes)?;
            if ready.is_empty() {
                return Err(stale.map_or(Problem::NotFound, |current| Problem::Conflict { current: Box::new(current) }));
            }
            let ids: Vec<Id> = ready.iter().map(|(customer, _)| customer.id).collect();
            let inverse = bulk::apply(tx, ready, now)?;
            tx.put_about(&ids)?;
            let entry = bulk::entry(&blank, &done, &ids, json!({ way.name(): true, "of": of }));
            Ok((entry, (done.changed, inverse)))
        })?;
        Ok(Turned {
            what: UndoneWhat::Bulk(changed),
            customer: None,
            moved: bulk::moved(&inverse, turns),
            inverse: Step { of: sequence, turn: Turn::Bulk(inverse) },
        })
    }
}

/// The sealed fields that these changes touch, as they are now: what puts them back.
pub(in crate::desk) fn as_they_lie(
    snapshot: &Snapshot<'_>,
    customer: Id,
    changes: &[SealedChange],
) -> Result<Vec<SealedChange>, StoreError> {
    let one = |change: &SealedChange| {
        let field = change.field();
        Ok(snapshot.sealed_value(customer, field)?.map_or(SealedChange::Clear(field), SealedChange::Put))
    };
    changes.iter().map(one).collect()
}
