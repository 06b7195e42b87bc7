//! Two customers side by side, for who is about to make them one: plain values, masks, and what is the same.

use super::super::api::{MergeField, MergePreview, MergeSide, Problem};
use super::super::queries::{department_name, member_name, own_fields, shown_more};
use super::super::{Desk, detect};
use crate::domain::{AnyField, Field, Id, Masked, Micros, PlainField, Unfit};
use crate::policy::{self, Actor, Operation, Target};
use crate::store::Snapshot;
use crate::vault;

/// Activities are counted so far.
const MOST_COUNTED: usize = 1_000;

impl Desk {
    pub(super) fn merge_preview(&mut self, one: Id, other: Id) -> Result<MergePreview, Problem> {
        if one == other {
            return Err(Problem::Invalid { field: "customers".into(), unfit: Unfit::NotInList });
        }
        let mut targets = Vec::with_capacity(2);
        for customer in [one, other] {
            targets.push(self.permit_on(customer, Operation::MergeCustomers)?.target());
        }
        // Both are opened, and that is in the log as ever.
        for customer in [one, other] {
            let permit = self.permit_on(customer, Operation::ViewCustomer)?;
            self.look(&permit, false, detect::ownership(&permit))?;
        }
        let session = self.session()?;
        let actor = session.seen_as().clone();
        let held: Vec<Field> = Field::ALL.into_iter().filter(|field| self.opens(*field)).collect();
        let now = self.clock.now();
        self.store.read(|snapshot| {
            let one = side(snapshot, &actor, one, targets[0], now)?;
            let other = side(snapshot, &actor, other, targets[1], now)?;
            let may =
                |operation: Operation| targets.iter().all(|target| policy::judge(&actor, operation, *target).is_ok());
            let mut fields = Vec::new();
            for field in AnyField::all() {
                let edits = may(Operation::EditField(field));
                let (same, may_take) = match field {
                    AnyField::Plain(plain) => (Some(same_plain(&one, &other, plain)), edits),
                    AnyField::Sealed(sealed) => {
                        if !may(Operation::ViewField(sealed)) {
                            continue;
                        }
                        let same =
                            same_sealed(snapshot, &one, &other, sealed)?.filter(|_| may(Operation::Check(sealed)));
                        (same, edits && held.contains(&sealed) && may(Operation::Reveal(sealed)))
                    }
                };
                fields.push(MergeField { field, same, may_take });
            }
            Ok(MergePreview { one, other, fields })
        })
    }

    /// Whether the session holds a key that opens values of this field.
    pub(super) fn opens(&self, field: Field) -> bool {
        let keys = self.session.as_ref().and_then(|session| session.keys.as_ref());
        keys.is_some_and(|keys| keys.classes.keys().any(|(class, _)| *class == field.class()))
    }
}

fn side(snapshot: &Snapshot<'_>, actor: &Actor, id: Id, target: Target, now: Micros) -> Result<MergeSide, Problem> {
    let customer = snapshot.customer(id)?.ok_or(Problem::NotFound)?;
    let owner = customer.owner.map(|owner| member_name(snapshot, owner)).transpose()?.unwrap_or_default();
    let department = department_name(snapshot, customer.department)?;
    let seen = |one: &Masked| policy::judge(actor, Operation::ViewField(one.field), target).is_ok();
    let masked = snapshot.masks(id)?.into_iter().filter(seen).collect();
    let may_view = |field| policy::judge(actor, Operation::ViewField(field), target).is_ok();
    let own = own_fields(actor, may_view);
    let more = shown_more(snapshot, actor, snapshot.more(id)?, &own, may_view, now)?;
    let activities = snapshot.timeline(id, None, None, MOST_COUNTED)?.len();
    let activities = u32::try_from(activities).unwrap_or(u32::MAX);
    Ok(MergeSide { customer, owner, department, masked, more, activities })
}

fn same_plain(one: &MergeSide, other: &MergeSide, field: PlainField) -> bool {
    let (more, others) = (&one.more, &other.more);
    let (one, other) = (&one.customer, &other.customer);
    match field {
        // Tags of both stay in any case.
        PlainField::Tags => true,
        PlainField::Segment => more.segment == others.segment,
        PlainField::Employer => more.employer == others.employer,
        PlainField::Labels => more.labels == others.labels,
        PlainField::Own => more.own == others.own,
        PlainField::Kind => one.kind == other.kind,
        PlainField::Name => one.name == other.name,
        PlainField::Company => one.company == other.company,
        PlainField::City => one.city == other.city,
        PlainField::Country => one.country == other.country,
        PlainField::Website => one.website == other.website,
        PlainField::Status => one.status == other.status,
        PlainField::Owner => one.owner == other.owner,
        PlainField::Department => one.department == other.department,
    }
}

/// By their tokens; `None` where one has none.
fn same_sealed(
    snapshot: &Snapshot<'_>,
    one: &MergeSide,
    other: &MergeSide,
    field: Field,
) -> Result<Option<bool>, Problem> {
    let token = |side: &MergeSide| snapshot.sealed_value(side.customer.id, field);
    let (one, other) = (token(one)?.and_then(|value| value.token), token(other)?.and_then(|value| value.token));
    Ok(one.zip(other).map(|(one, other)| vault::same(&one, &other)))
}
