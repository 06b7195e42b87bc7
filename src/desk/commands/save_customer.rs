//! A customer added or changed: validated, sealed, and refused where somebody else was first.

use serde_json::json;

use super::super::api::{CustomerDraft, Problem, Reply};
use super::super::keys;
use super::super::queries::is_person;
use super::super::seal::{self, Sealer};
use super::super::session::Trace;
use super::super::steps::{Step, Turn};
use super::super::{Desk, Ground, write_with};
use super::more::check_required;
use super::turn::as_they_lie;
use crate::domain::{AnyField, Customer, Id, PlainField, Unfit, text};
use crate::policy::{Operation, Permit, Target};
use crate::store::{Folded, NewCustomer};

/// Longest name, company, city ..., in characters.
const LONGEST: usize = 200;
/// What codes begin with: khách hàng.
pub(in crate::desk) const CODE_PREFIX: &str = "KH";

impl Desk {
    pub(in crate::desk) fn save_customer(&mut self, draft: &CustomerDraft) -> Result<Reply, Problem> {
        let (permit, base) = self.permit_to_save(draft.id)?;
        let id = base.id;
        let created = draft.id.is_none();
        let customer = self.filled(draft, base)?;
        if !created {
            self.permit_fields(&permit, &customer, draft)?;
        }
        let change = self.more_change(draft, permit.target())?;
        let actor = self.session()?.actor.clone();
        let own = &actor.policy.own_fields;
        let values = seal::canonical(&draft.sealed, own, &self.settings.region)?;
        let fields: Vec<&str> = draft.sealed.iter().map(|(field, _)| field.name()).collect();
        let mut details = json!({ "sealed": fields });
        if let Some(change) = &change {
            details["more"] = json!(change.names());
        }
        let entry = self.scribe()?.done(&permit, Trace { details, ..Trace::default() });
        let folded = Folded::of(&customer);
        let (install, clock) = (self.paths.install, self.clock.clone());
        let rights = &self.rights;
        let session = self.session.as_mut().ok_or(Problem::NoSession)?;
        let ground = Ground::of(session, &permit);
        let open = session.keys.as_mut().ok_or(Problem::NoSession)?;
        let (member, lookups, writing) = (&open.member, &open.lookups, &mut open.writing);
        let known: Vec<_> = writing.keys().copied().collect();
        let written = write_with(&mut self.store, clock.as_ref(), member, |tx| {
            ground.still_holds(tx, clock.now())?;
            // A transaction that is tried again must not use keys that were rolled back.
            writing.retain(|class, _| known.contains(class));
            let version = if created { customer.version } else { customer.version + 1 };
            let classes = values.iter().map(|(field, _)| field.class());
            keys::make_writing_keys(tx, writing, classes, rights, install, clock.as_ref())?;
            let before = tx.more(id)?;
            let after = change.as_ref().map_or_else(|| before.clone(), |change| change.over(&before));
            check_required(tx, &actor, permit.target(), &after, &values)?;
            let sealer = Sealer { install, clock: clock.as_ref(), lookups, writing, own };
            let sealed = sealer.seal(id, version, &values)?;
            if created {
                let mut customer = customer.clone();
                customer.code = tx.next_code(CODE_PREFIX)?;
                tx.insert_customer(&NewCustomer { customer, folded: folded.clone(), sealed: seal::puts(sealed) })?;
                if after != before {
                    tx.put_more(id, &after)?;
                }
                return Ok((entry.clone(), None));
            }
            let back = Box::new(tx.customer(id)?.ok_or(Problem::NotFound)?);
            let lay = as_they_lie(tx, id, &sealed)?;
            let left = tx.update_customer(&customer, &folded, &sealed)?;
            if after == before {
                return Ok((entry.clone(), Some(Turn::Edit { back, sealed: lay, more: None, left })));
            }
            tx.put_more(id, &after)?;
            Ok((entry.clone(), Some(Turn::Edit { back, sealed: lay, more: Some(Box::new(before)), left })))
        });
        if written.is_err() {
            writing.retain(|class, _| known.contains(class));
        }
        if let (of, Some(turn)) = written? {
            self.did(Step { of, turn });
        }
        Ok(Reply::Saved { customer: id, created })
    }

    /// The right to change this customer, or to add one, and the record to start from.
    fn permit_to_save(&mut self, id: Option<Id>) -> Result<(Permit, Customer), Problem> {
        if let Some(id) = id {
            let target = self.target(id, Operation::EditCustomer)?;
            let permit = self.judge(Operation::EditCustomer, target)?;
            let current = self.store.read(|snapshot| snapshot.customer(id))?.ok_or(Problem::NotFound)?;
            return Ok((permit, current));
        }
        let actor = &self.session()?.actor;
        let (me, department) = (actor.member, actor.department);
        let (id, now) = (self.new_id(), self.clock.now());
        // A program looks after nobody: what it adds waits for somebody of the department.
        let owner = Some(me).filter(|me| is_person(&self.rights, *me, now));
        let permit = self.judge(Operation::CreateCustomer, Target::record(id, owner, department))?;
        let blank = Customer { owner, ..Customer::blank(id, me, department) };
        Ok((permit, Customer { created_at: now, updated_at: now, ..blank }))
    }

    /// Each field that changes is judged for itself. A new customer is whoever adds it's own work.
    fn permit_fields(&mut self, permit: &Permit, wanted: &Customer, draft: &CustomerDraft) -> Result<(), Problem> {
        let current = self.store.read(|snapshot| snapshot.customer(wanted.id))?.ok_or(Problem::NotFound)?;
        let plain = [
            (PlainField::Kind, current.kind != wanted.kind),
            (PlainField::Name, current.name != wanted.name),
            (PlainField::Company, current.company != wanted.company),
            (PlainField::City, current.city != wanted.city),
            (PlainField::Country, current.country != wanted.country),
            (PlainField::Website, current.website != wanted.website),
            (PlainField::Status, current.status != wanted.status),
        ];
        let plain = plain.into_iter().filter(|(_, changed)| *changed).map(|(field, _)| AnyField::Plain(field));
        let sealed = draft.sealed.iter().map(|(field, _)| AnyField::Sealed(*field));
        for field in plain.chain(sealed) {
            self.judge(Operation::EditField(field), permit.target())?;
        }
        Ok(())
    }

    fn filled(&self, draft: &CustomerDraft, base: Customer) -> Result<Customer, Problem> {
        let clean = |text: &str| text::clean_input(text, LONGEST);
        let name = clean(&draft.name);
        if name.is_empty() {
            return Err(Problem::Invalid { field: "name".into(), unfit: Unfit::Empty });
        }
        Ok(Customer {
            kind: draft.kind,
            name,
            company: clean(&draft.company),
            city: clean(&draft.city),
            country: clean(&draft.country),
            website: clean(&draft.website),
            status: draft.status,
            version: if draft.id.is_some() { draft.version } else { base.version },
            updated_at: self.clock.now(),
            ..base
        })
    }
}
