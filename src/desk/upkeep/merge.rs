//! Two customers made one: the kept one takes what was chosen of the other, and all that happened with it.

use serde_json::{Value, json};

use super::super::api::{Problem, Side};
use super::super::commands::as_they_lie;
use super::super::seal::{Canonical, Sealer};
use super::super::session::Trace;
use super::super::steps::{Step, Turn};
use super::super::{Desk, Ground, keys, write_with};
use crate::domain::more::MOST_TAGS;
use crate::domain::{AnyField, Customer, Entry, Field, Id, Micros, More, PlainField, Unfit};
use crate::policy::{Operation, Permit};
use crate::store::{Folded, Follower, SealedChange, Share, Trashed, Tx};

/// How to take a merge back, or to do it again.
pub struct MergeTurn {
    /// The kept customer as it is to be, and the version that it must have now.
    pub keep: Box<Customer>,
    pub keep_left: i64,
    pub sealed: Vec<SealedChange>,
    /// What is to be known beside its row.
    pub more: More,
    pub gone: Id,
    /// The version that the other must have now, and the one before it.
    pub gone_left: i64,
    pub gone_base: i64,
    /// What the other is to become: in the trash by this mark, or (`None`) there again.
    pub mark: Option<Trashed>,
    pub brought: Brought,
}

/// What a merge brings from one customer to another.
#[derive(Clone, Default)]
pub struct Brought {
    pub followers: Vec<Follower>,
    /// Shares of the kept customer that it made, each with the one that was there before.
    pub shares: Vec<(Option<Share>, Share)>,
}

impl Desk {
    pub(super) fn merge(&mut self, keep: (Id, i64), gone: (Id, i64), take: &[(AnyField, Side)]) -> Result<Id, Problem> {
        if keep.0 == gone.0 {
            return Err(Problem::Invalid { field: "customers".into(), unfit: Unfit::NotInList });
        }
        let permit = self.permit_on(keep.0, Operation::MergeCustomers)?;
        let second = self.permit_on(gone.0, Operation::MergeCustomers)?;
        self.permit_on(keep.0, Operation::EditCustomer)?;
        self.permit_on(gone.0, Operation::EditCustomer)?;
        let mut taken: Vec<AnyField> =
            take.iter().filter(|(_, side)| *side == Side::Gone).map(|(field, _)| *field).collect();
        taken.sort_unstable();
        taken.dedup();
        for field in &taken {
            self.judge(Operation::EditField(*field), permit.target())?;
        }
        let values = self.taken_values(&second, &taken)?;
        let (left, right) = self.store.read(|snapshot| {
            Ok::<_, Problem>((
                snapshot.customer(keep.0)?.ok_or(Problem::NotFound)?,
                snapshot.customer(gone.0)?.ok_or(Problem::NotFound)?,
            ))
        })?;
        let now = self.clock.now();
        let merged = merged(Customer { version: keep.1, updated_at: now, ..left }, &right, &taken)?;
        let fields: Vec<&str> = taken.iter().map(|field| field.name()).collect();
        let details = json!({ "keep": keep.0, "gone": gone.0, "fields": fields });
        let blank = Entry { subject: None, ..self.scribe()?.done(&permit, Trace::default()) };
        let mark = Trashed { at: now, by: permit.actor(), merged_into: Some(keep.0) };
        let (of, turn) =
            self.commit_merge(&[&permit, &second], &merged, gone, &taken, &values, mark, &blank, &details)?;
        self.did(Step { of, turn: Turn::Merge(Box::new(turn)) });
        Ok(keep.0)
    }

    /// The sealed values that go over, opened: each is bound to its customer, and is sealed anew for the other one.
    fn taken_values(&mut self, gone: &Permit, taken: &[AnyField]) -> Result<Vec<Canonical>, Problem> {
        let Some(customer) = gone.subject() else { return Ok(Vec::new()) };
        let mut values = Vec::new();
        for field in taken {
            let AnyField::Sealed(field) = *field else { continue };
            self.judge(Operation::Reveal(field), gone.target())?;
            let there = self.store.read(|snapshot| snapshot.sealed_value(customer, field))?.is_some();
            // Where there is none, none is what was chosen.
            values.push((field, if there { self.open_value(customer, field)? } else { Default::default() }));
        }
        Ok(values)
    }

    #[expect(clippy::too_many_arguments, reason = "one act, put together by its only caller")]
    fn commit_merge(
        &mut self,
        permits: &[&Permit],
        merged: &Customer,
        gone: (Id, i64),
        taken: &[AnyField],
        values: &[Canonical],
        mark: Trashed,
        blank: &Entry,
        details: &Value,
    ) -> Result<(i64, MergeTurn), Problem> {
        let keep = merged.id;
        let folded = Folded::of(merged);
        let (install, clock) = (self.paths.install, self.clock.clone());
        let own = self.rights.policy().own_fields.clone();
        let rights = &self.rights;
        let session = self.session.as_mut().ok_or(Problem::NoSession)?;
        let grounds: Vec<Ground> = permits.iter().map(|permit| Ground::of(session, permit)).collect();
        let open = session.keys.as_mut().ok_or(Problem::NoSession)?;
        let (member, lookups, writing) = (&open.member, &open.lookups, &mut open.writing);
        let known: Vec<_> = writing.keys().copied().collect();
        let written = write_with(&mut self.store, clock.as_ref(), member, |tx| {
            grounds.iter().try_for_each(|ground| ground.still_holds(tx, clock.now()))?;
            // A transaction that is tried again must not use keys that were rolled back.
            writing.retain(|class, _| known.contains(class));
            let classes = values.iter().filter(|(_, value)| !value.expose().is_empty()).map(|(field, _)| field.class());
            keys::make_writing_keys(tx, writing, classes, rights, install, clock.as_ref())?;
            let sealer = Sealer { install, clock: clock.as_ref(), lookups, writing, own: &own };
            let sealed = sealer.seal(keep, merged.version + 1, values)?;
            let back = Box::new(tx.customer(keep)?.ok_or(Problem::NotFound)?);
            let lay = as_they_lie(tx, keep, &sealed)?;
            let keep_left = tx.update_customer(merged, &folded, &sealed)?;
            let more = tx.more(keep)?;
            let after = merged_more(more.clone(), &tx.more(gone.0)?, taken);
            if after != more {
                tx.put_more(keep, &after)?;
            }
            let brought = bring(tx, keep, gone.0, clock.now())?;
            let gone_left = tx.trash_customer(gone.0, gone.1, &mark)?;
            tx.put_about(&[keep, gone.0])?;
            let mut details = details.clone();
            details["moved"] = json!(brought.followers.len());
            let entry = Entry { details: details.to_string(), ..blank.clone() };
            let turn = MergeTurn {
                keep: back,
                keep_left,
                sealed: lay,
                more,
                gone: gone.0,
                gone_left,
                gone_base: gone.1,
                mark: None,
                brought,
            };
            Ok((entry, turn))
        });
        if written.is_err() {
            writing.retain(|class, _| known.contains(class));
        }
        written
    }
}

/// The kept customer with what is taken of the other.
fn merged(mut merged: Customer, gone: &Customer, taken: &[AnyField]) -> Result<Customer, Problem> {
    for field in taken {
        let AnyField::Plain(field) = field else { continue };
        match field {
            PlainField::Kind => merged.kind = gone.kind,
            PlainField::Name => merged.name.clone_from(&gone.name),
            PlainField::Company => merged.company.clone_from(&gone.company),
            PlainField::City => merged.city.clone_from(&gone.city),
            PlainField::Country => merged.country.clone_from(&gone.country),
            PlainField::Website => merged.website.clone_from(&gone.website),
            PlainField::Status => merged.status = gone.status,
            PlainField::Owner => merged.owner = gone.owner,
            PlainField::Department => merged.department = gone.department,
            // They are beside the row.
            PlainField::Tags | PlainField::Segment | PlainField::Employer | PlainField::Labels | PlainField::Own => {}
        }
    }
    if merged.private && merged.owner.is_none() {
        return Err(Problem::Invalid { field: "owner".into(), unfit: Unfit::Empty });
    }
    Ok(merged)
}

/// What is known beside the kept customer's row, with what is taken of the other. Tags of both stay.
fn merged_more(mut merged: More, gone: &More, taken: &[AnyField]) -> More {
    for tag in &gone.tags {
        if merged.tags.len() < MOST_TAGS {
            merged.add_tag(tag);
        }
    }
    for field in taken {
        match field {
            AnyField::Plain(PlainField::Segment) => merged.segment.clone_from(&gone.segment),
            AnyField::Plain(PlainField::Employer) => merged.employer = gone.employer,
            AnyField::Plain(PlainField::Labels) => {
                gone.labels.iter().for_each(|(point, label)| merged.label(*point, label.clone()));
            }
            AnyField::Plain(PlainField::Own) => merged.own.extend(gone.own.clone()),
            AnyField::Sealed(point) => merged.label(*point, gone.labels.get(point).cloned().unwrap_or_default()),
            AnyField::Plain(_) => {}
        }
    }
    merged
}

/// Brings to the kept customer what follows the other, and the shares of it that last.
fn bring(tx: &mut Tx<'_>, keep: Id, gone: Id, now: Micros) -> Result<Brought, Problem> {
    let followers = tx.hand_over(gone, keep)?;
    let mut shares = Vec::new();
    for share in tx.shares_of(gone)?.into_iter().filter(|share| share.lasts(now)) {
        let before = tx.share(keep, share.member)?;
        // A share that is there already and goes as far stays.
        let narrower = before.as_ref().is_none_or(|before| !before.lasts(now) || before.level < share.level);
        if narrower {
            let after = Share { customer: keep, ..share };
            tx.put_share(&after)?;
            shares.push((before, after));
        }
    }
    Ok(Brought { followers, shares })
}

/// The fields of an act that are sealed, for the log.
pub(super) fn sealed_names(sealed: &[SealedChange]) -> Vec<&'static str> {
    sealed.iter().map(|change| change.field()).map(Field::name).collect()
}
