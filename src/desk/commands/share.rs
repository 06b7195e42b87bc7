//! A customer made private, or shared with a member by name: by who may do so, and no further than he may go himself.

use serde_json::{Value, json};

use super::super::Desk;
use super::super::api::{Problem, Sharing, SharingChange};
use super::super::queries::{is_person, sharing_of};
use super::super::session::Trace;
use crate::domain::{Customer, Id, Micros, ShareLevel, Unfit};
use crate::policy::{Operation, Permit, Target};
use crate::store::{Folded, Share, Tx};

impl Desk {
    /// Answers with whom the customer is shared now.
    pub(in crate::desk) fn share(&mut self, customer: Id, change: &SharingChange) -> Result<Sharing, Problem> {
        let target = self.target(customer, Operation::ShareCustomer)?;
        let permit = self.judge(Operation::ShareCustomer, target)?;
        self.check_sharing(&permit, change)?;
        let (by, now) = (permit.actor(), self.steady_now()?);
        let entry = self.scribe()?.done(&permit, Trace { details: named(change), ..Trace::default() });
        let (_, sharing) = self.act(&permit, |tx| {
            apply(tx, customer, change, by, now)?;
            Ok((entry.clone(), sharing_of(tx, customer, now)?))
        })?;
        Ok(sharing)
    }

    fn check_sharing(&mut self, permit: &Permit, change: &SharingChange) -> Result<(), Problem> {
        let invalid = |field: &str, unfit| Err(Problem::Invalid { field: field.to_owned(), unfit });
        match (change, permit.target()) {
            // Nobody's private customer would be seen by nobody who works with it.
            (SharingChange::Private(true), Target::Record { owner: None, .. }) => invalid("owner", Unfit::Empty),
            (SharingChange::Share { member, level, until }, target) => {
                let now = self.steady_now()?;
                if *member == permit.actor() || !is_person(&self.rights, *member, now) {
                    return invalid("member", Unfit::NotInList);
                }
                if until.is_some_and(|until| until <= now) {
                    return invalid("until", Unfit::Past);
                }
                if *level == ShareLevel::Edit {
                    self.judge(Operation::EditCustomer, target)?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

fn apply(tx: &mut Tx<'_>, customer: Id, change: &SharingChange, by: Id, now: Micros) -> Result<(), Problem> {
    match *change {
        SharingChange::Private(private) => {
            let current = tx.customer(customer)?.ok_or(Problem::NotFound)?;
            if current.private != private {
                let folded = Folded::of(&current);
                tx.update_customer(&Customer { private, updated_at: now, ..current }, &folded, &[])?;
            }
        }
        SharingChange::Share { member, level, until } => {
            tx.put_share(&Share { customer, member, level, until, by, at: now })?;
        }
        SharingChange::Unshare { member } => tx.delete_share(customer, member)?,
    }
    Ok(())
}

/// What the log says of a change: ids, never names.
fn named(change: &SharingChange) -> Value {
    match change {
        SharingChange::Private(private) => json!({ "private": private }),
        SharingChange::Share { member, level, until } => json!({ "member": member, "level": level, "until": until }),
        SharingChange::Unshare { member } => json!({ "member": member, "level": null }),
    }
}
