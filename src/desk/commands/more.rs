//! What changes of a customer beside its row: cleaned, judged part by part, and put over what lies there.

use super::super::Desk;
use super::super::api::{CustomerDraft, MoreDraft, Problem};
use super::super::queries::target_of;
use super::super::seal::Canonical;
use crate::domain::{AnyField, CustomerKind, Field, Id, More, OwnField, PlainField, PointLabel, Unfit, more as rules};
use crate::policy::{self, Actor, Operation, Target};
use crate::store::Snapshot;

/// The parts that change, each in the form in which it is kept.
#[derive(Default)]
pub(super) struct MoreChange {
    tags: Option<Vec<String>>,
    segment: Option<String>,
    employer: Option<Option<Id>>,
    labels: Vec<(Field, PointLabel)>,
    own: Vec<(String, String)>,
}

fn invalid(field: &str, unfit: Unfit) -> Problem {
    Problem::Invalid { field: field.to_owned(), unfit }
}

impl MoreChange {
    fn read(draft: &MoreDraft, fields: &[OwnField], region: &str) -> Result<Self, Problem> {
        let tags = draft.tags.as_ref().map(|tags| rules::clean_tags(tags.iter().map(String::as_str))).transpose();
        let segment = draft.segment.as_deref().map(rules::clean_segment).transpose();
        let label = |(field, label): (&Field, &PointLabel)| {
            let label = rules::clean_label(*field, label).map_err(|unfit| invalid("labels", unfit))?;
            Ok((*field, label))
        };
        let own = |(key, typed): (&String, &String)| {
            let field = fields.iter().find(|field| field.key == *key && field.is_live() && field.slot.is_none());
            let field = field.ok_or_else(|| invalid(key, Unfit::NotInList))?;
            Ok((key.clone(), field.canonical(typed, region).map_err(|unfit| invalid(key, unfit))?))
        };
        Ok(Self {
            tags: tags.map_err(|unfit| invalid("tags", unfit))?,
            segment: segment.map_err(|unfit| invalid("segment", unfit))?,
            employer: draft.employer,
            labels: draft.labels.iter().map(label).collect::<Result<_, Problem>>()?,
            own: draft.own.iter().map(own).collect::<Result<_, Problem>>()?,
        })
    }

    /// What is known once it is made.
    pub fn over(&self, before: &More) -> More {
        let mut after = before.clone();
        if let Some(tags) = &self.tags {
            after.tags.clone_from(tags);
        }
        if let Some(segment) = &self.segment {
            after.segment.clone_from(segment);
        }
        if let Some(employer) = self.employer {
            after.employer = employer;
        }
        for (field, label) in &self.labels {
            after.label(*field, label.clone());
        }
        for (key, value) in &self.own {
            match value.is_empty() {
                true => after.own.remove(key),
                false => after.own.insert(key.clone(), value.clone()),
            };
        }
        after
    }

    /// The names of the parts that it is about, for the log.
    pub fn names(&self) -> Vec<String> {
        let parts = [
            (PlainField::Tags, self.tags.is_some()),
            (PlainField::Segment, self.segment.is_some()),
            (PlainField::Employer, self.employer.is_some()),
            (PlainField::Labels, !self.labels.is_empty()),
        ];
        let parts = parts.into_iter().filter(|(_, named)| *named).map(|(field, _)| field.name().to_owned());
        parts.chain(self.own.iter().map(|(key, _)| key.clone())).collect()
    }
}

/// The parts in which the two differ.
fn differing(before: &More, after: &More) -> Vec<PlainField> {
    let parts = [
        (PlainField::Tags, before.tags != after.tags),
        (PlainField::Segment, before.segment != after.segment),
        (PlainField::Employer, before.employer != after.employer),
        (PlainField::Labels, before.labels != after.labels),
        (PlainField::Own, before.own != after.own),
    ];
    parts.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}

impl Desk {
    /// What a draft changes beside the row, judged on the customer that is there; of a new one only what it refers to.
    pub(super) fn more_change(&mut self, draft: &CustomerDraft, target: Target) -> Result<Option<MoreChange>, Problem> {
        let Some(wanted) = &draft.more else { return Ok(None) };
        let policy = self.session()?.actor.policy.clone();
        let change = MoreChange::read(wanted, &policy.own_fields, &self.settings.region)?;
        let before = match draft.id {
            Some(id) => self.store.read(|snapshot| snapshot.more(id))?,
            None => More::default(),
        };
        let after = change.over(&before);
        if draft.id.is_some() {
            for field in differing(&before, &after) {
                self.judge(Operation::EditField(AnyField::Plain(field)), target)?;
            }
            // Nobody writes over what he does not see.
            for (field, _) in change.labels.iter().filter(|(field, label)| before.labels.get(field) != Some(label)) {
                self.judge(Operation::ViewField(*field), target)?;
            }
        }
        if let Some(employer) = after.employer.filter(|_| after.employer != before.employer) {
            self.check_employer(draft.kind, employer)?;
        }
        Ok(Some(change))
    }

    /// A person works for a company that whoever says so may see.
    fn check_employer(&mut self, kind: CustomerKind, employer: Id) -> Result<(), Problem> {
        let (actor, now) = (self.session()?.seen_as().clone(), self.clock.now());
        let fits = self.store.read(|snapshot| {
            let company = snapshot.customer(employer)?.is_some_and(|found| found.kind == CustomerKind::Company);
            Ok::<_, Problem>(company && may_see(snapshot, &actor, employer, now)?)
        })?;
        if fits && kind == CustomerKind::Person { Ok(()) } else { Err(invalid("employer", Unfit::NotInList)) }
    }
}

/// Whether a customer may be opened by this member.
pub(in crate::desk) fn may_see(
    snapshot: &Snapshot<'_>,
    actor: &Actor,
    customer: Id,
    now: crate::domain::Micros,
) -> Result<bool, Problem> {
    let target = target_of(snapshot, customer, actor.member, now)?;
    Ok(target.is_some_and(|target| policy::judge(actor, Operation::ViewCustomer, target).is_ok()))
}

/// Whether every field that the office requires has a value once this is stored, as far as whoever saves may set it.
pub(super) fn check_required(
    snapshot: &Snapshot<'_>,
    actor: &Actor,
    target: Target,
    more: &More,
    sealed: &[Canonical],
) -> Result<(), Problem> {
    let Target::Record { id, .. } = target else { return Ok(()) };
    for own in actor.policy.own_fields.iter().filter(|own| own.required && own.is_live()) {
        let field = own.slot.map_or(AnyField::Plain(PlainField::Own), AnyField::Sealed);
        if policy::judge(actor, Operation::EditField(field), target).is_err() {
            continue;
        }
        let given = match own.slot {
            None => more.own.contains_key(&own.key),
            Some(slot) => match sealed.iter().find(|(field, _)| *field == slot) {
                Some((_, value)) => !value.expose().is_empty(),
                None => snapshot.sealed_value(id, slot)?.is_some(),
            },
        };
        if !given {
            return Err(invalid(&own.key, Unfit::Empty));
        }
    }
    Ok(())
}
