//! One customer opened: plain fields, masks, and what may be done with it. Audited.

use super::super::api::{CustomerDetail, Problem};
use super::super::{Desk, detect};
use super::{department_name, member_name, more, target_of};
use crate::domain::{AnyField, Field, Id, Masked, Response};
use crate::policy::{self, Operation, Target};

impl Desk {
    /// `further`: it is open already, and seen again as it is now.
    pub(in crate::desk) fn customer(&mut self, id: Id, further: bool) -> Result<CustomerDetail, Problem> {
        let target = self.target(id, Operation::ViewCustomer)?;
        let permit = self.judge(Operation::ViewCustomer, target)?;
        self.look(&permit, further, detect::ownership(&permit))?;
        let (customer, masked, owner, department, held_more) = self.store.read(|snapshot| {
            let customer = snapshot.customer(id)?.ok_or(Problem::NotFound)?;
            let owner = customer.owner.map(|owner| member_name(snapshot, owner)).transpose()?.unwrap_or_default();
            let department = department_name(snapshot, customer.department)?;
            Ok::<_, Problem>((customer, snapshot.masks(id)?, owner, department, snapshot.more(id)?))
        })?;
        let approvals = self.approvals()?;
        let asks_reason = self.restricted(Response::RequireReason)?;
        let session = self.session()?;
        let mut actor = session.seen_as().clone();
        if session.preview.is_none() {
            actor.approved = approvals.iter().filter_map(|row| Some((row.customer?, row.field?))).collect();
        }
        let may = |operation| policy::judge(&actor, operation, target).is_ok();
        let held = |field: &Field| masked.iter().any(|masked| masked.field == *field);
        let fields = |operation: fn(Field) -> Operation| -> Vec<Field> {
            Field::ALL.into_iter().filter(|field| held(field) && may(operation(*field))).collect()
        };
        let may_view = |field| may(Operation::ViewField(field));
        let own_fields = more::own_fields(&actor, may_view);
        let now = self.clock.now();
        let (more, starred) = self.store.read(|snapshot| {
            let more = more::shown(snapshot, &actor, held_more, &own_fields, may_view, now)?;
            Ok::<_, Problem>((more, snapshot.is_starred(actor.member, id)?))
        })?;
        Ok(CustomerDetail {
            unlogged: self.has_unwritten(),
            owner,
            department,
            may_edit: may(Operation::EditCustomer),
            locked: AnyField::all().filter(|field| !may(Operation::EditField(*field))).collect(),
            may_share: may(Operation::ShareCustomer),
            may_note: may(Operation::AddNote),
            may_reveal_freely: fields(Operation::Reveal)
                .into_iter()
                .filter(|field| !asks_reason && !policy::needs_reason(&actor, *field))
                .collect(),
            may_reveal: fields(Operation::Reveal),
            may_check: fields(Operation::Check),
            may_copy: fields(Operation::Copy),
            may_see_access: may(Operation::ViewAccess),
            customer,
            masked: masked.into_iter().filter(|one: &Masked| may_view(one.field)).collect(),
            more,
            own_fields,
            starred,
        })
    }

    /// The facts that rights on a customer depend on. What is not there is not told apart from
    /// what is out of scope, nor, to one who lacks the right altogether, from what is there.
    pub(in crate::desk) fn target(&mut self, id: Id, operation: Operation) -> Result<Target, Problem> {
        let (member, now) = (self.session()?.actor.member, self.clock.now());
        let found = self.store.read(|snapshot| target_of(snapshot, id, member, now))?;
        if found.is_none() && policy::scope_of(&self.session()?.actor, operation).is_none() {
            return Ok(Target::record(id, None, Id::default()));
        }
        found.ok_or(Problem::NotFound)
    }
}
