//! Merges and the trash taken back, or done again: judged and written down as the acts themselves.

use serde_json::json;

use super::super::api::{Problem, UndoneWhat};
use super::super::commands::{Turned, as_they_lie, bulk_entry};
use super::super::session::Trace;
use super::super::steps::{Moved, Step, Turn, Way};
use super::super::{Desk, Ground};
use super::merge::{Brought, MergeTurn, sealed_names};
use super::trash::{self, Plan, TrashTurn};
use super::trashed_target;
use crate::domain::{Customer, Entry, Id};
use crate::policy::{Operation, Target};
use crate::store::{Folded, Tx};

impl Desk {
    pub(in crate::desk) fn turn_trash(&mut self, way: Way, of: i64, turns: &[TrashTurn]) -> Result<Turned, Problem> {
        let permit = self.judge(Operation::TrashCustomer, Target::Office)?;
        let actor = self.session()?.actor.clone();
        let scribe = self.scribe()?;
        let (now, blank) = (scribe.now, scribe.done(&permit, Trace::default()));
        let into_trash = turns.iter().any(|turn| turn.mark.is_some());
        let (sequence, (count, inverse)) = self.act(&permit, |tx| {
            let Plan { done, ready, stale } = trash::plan(tx, &actor, now, turns)?;
            if ready.is_empty() {
                return Err(stale.map_or(Problem::NotFound, |current| Problem::Conflict { current: Box::new(current) }));
            }
            let ids: Vec<Id> = ready.iter().map(|turn| turn.customer).collect();
            let inverse = trash::apply(tx, &ready)?;
            tx.put_about(&ids)?;
            let details = json!({ way.name(): true, "of": of, "trash": into_trash });
            Ok((bulk_entry(&blank, &done, &ids, details), (done.changed, inverse)))
        })?;
        let moved = inverse.iter().filter_map(|turn| {
            let before = turns.iter().find(|before| before.customer == turn.customer)?;
            Some(Moved { record: turn.customer, base: before.base, now: turn.left })
        });
        Ok(Turned {
            what: if into_trash { UndoneWhat::IntoTrash(count) } else { UndoneWhat::OutOfTrash(count) },
            customer: None,
            moved: moved.collect(),
            inverse: Step { of: sequence, turn: Turn::Trash(inverse) },
        })
    }

    pub(in crate::desk) fn turn_merge(&mut self, way: Way, of: i64, turn: &MergeTurn) -> Result<Turned, Problem> {
        let (keep, gone) = (turn.keep.id, turn.gone);
        let permit = self.permit_on(keep, Operation::MergeCustomers)?;
        self.permit_on(keep, Operation::EditCustomer)?;
        let mut grounds = Vec::new();
        let (member, now) = (permit.actor(), self.clock.now());
        let other = match turn.mark {
            Some(_) => {
                let second = self.permit_on(gone, Operation::MergeCustomers)?;
                grounds.push(Ground::of(self.session()?, &second));
                second.target()
            }
            None => {
                let found = self.store.read(|snapshot| trashed_target(snapshot, gone, member, now))?;
                found.ok_or(Problem::NotFound)?
            }
        };
        self.judge(Operation::MergeCustomers, other)?;
        self.judge(Operation::EditCustomer, other)?;
        let details = json!({
            way.name(): true, "of": of, "keep": keep, "gone": gone, "sealed": sealed_names(&turn.sealed),
        });
        let entry = self.scribe()?.done(&permit, Trace { details, ..Trace::default() });
        let entry = Entry { subject: None, ..entry };
        let restored = Customer { version: turn.keep_left, updated_at: now, ..(*turn.keep).clone() };
        let folded = Folded::of(&restored);
        let (sequence, inverse) = self.act(&permit, |tx| {
            for ground in &grounds {
                ground.still_holds(tx, now)?;
            }
            if turn.mark.is_none() && trashed_target(tx, gone, member, now)? != Some(other) {
                return Err(Problem::NotFound);
            }
            let before = Box::new(tx.customer(keep)?.ok_or(Problem::NotFound)?);
            let lay = as_they_lie(tx, keep, &turn.sealed)?;
            let keep_left = tx.update_customer(&restored, &folded, &turn.sealed)?;
            let more = tx.more(keep)?;
            if more != turn.more {
                tx.put_more(keep, &turn.more)?;
            }
            let (brought, gone_left, mark) = match turn.mark {
                Some(mark) => {
                    let brought = bring_again(tx, &turn.brought, gone, keep)?;
                    (brought, tx.trash_customer(gone, turn.gone_left, &mark)?, None)
                }
                None => {
                    let (_, mark) = tx.trashed(gone)?.ok_or(Problem::NotFound)?;
                    let gone_left = tx.restore_customer(gone, turn.gone_left)?;
                    (take_back(tx, &turn.brought, keep, gone)?, gone_left, Some(mark))
                }
            };
            tx.put_about(&[keep, gone])?;
            let inverse = MergeTurn {
                keep: before,
                keep_left,
                sealed: lay,
                more,
                gone,
                gone_left,
                gone_base: turn.gone_left,
                mark,
                brought,
            };
            Ok((entry.clone(), inverse))
        })?;
        let moved = vec![
            Moved { record: keep, base: turn.keep.version, now: inverse.keep_left },
            Moved { record: gone, base: turn.gone_base, now: inverse.gone_left },
        ];
        Ok(Turned {
            what: UndoneWhat::Merge(restored.name),
            customer: Some(keep),
            moved,
            inverse: Step { of: sequence, turn: Turn::Merge(Box::new(inverse)) },
        })
    }
}

/// Gives back what a merge brought, as far as nobody has changed it since.
fn take_back(tx: &mut Tx<'_>, brought: &Brought, keep: Id, gone: Id) -> Result<Brought, Problem> {
    let followers = tx.hand(&brought.followers, keep, gone)?;
    let mut shares = Vec::new();
    for (before, after) in &brought.shares {
        if tx.share(keep, after.member)?.as_ref() != Some(after) {
            continue;
        }
        match before {
            Some(before) => tx.put_share(before)?,
            None => tx.delete_share(keep, after.member)?,
        }
        shares.push((before.clone(), after.clone()));
    }
    Ok(Brought { followers, shares })
}

/// Brings it once more, as far as nobody has changed it since.
fn bring_again(tx: &mut Tx<'_>, brought: &Brought, gone: Id, keep: Id) -> Result<Brought, Problem> {
    // What has come to the other one since goes with it too.
    let followers = tx.hand_over(gone, keep)?;
    let mut shares = Vec::new();
    for (before, after) in &brought.shares {
        if tx.share(keep, after.member)? == *before {
            tx.put_share(after)?;
            shares.push((before.clone(), after.clone()));
        }
    }
    Ok(Brought { followers, shares })
}
