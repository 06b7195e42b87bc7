//! One sealed field in the clear: a right, a reason, an entry in the log, and only then the value.

use std::collections::BTreeSet;

use serde_json::json;

use super::super::alerts::Sight;
use super::super::api::{Problem, Reason, Reply};
use super::super::session::Trace;
use super::super::{Desk, detect};
use crate::domain::audit::RecordKind;
use crate::domain::{Class, Entry, Field, Id, Micros, Outcome, Quota, Response, Secret};
use crate::policy::{self, Operation};
use crate::store::Snapshot;
use crate::vault::{self, DataKey, ValueContext};

const HOUR: i64 = 3_600_000_000;

/// What a member was shown of a class in the last 24 hours: when, and which values, each as often as it was shown.
pub(in crate::desk) struct Spent {
    shown: Vec<(Micros, Id, Field)>,
    now: Micros,
}

impl Spent {
    pub fn read(snapshot: &Snapshot<'_>, member: Id, class: Class, now: Micros) -> Result<Self, Problem> {
        // A clock set back gives nothing more.
        let now = snapshot.log_time()?.map_or(now, |logged| now.max(logged));
        let mut shown = Vec::new();
        for (at, customer, details) in snapshot.disclosed_since(member, Micros(now.0 - 24 * HOUR))? {
            let details: serde_json::Value = serde_json::from_str(&details).unwrap_or_default();
            // What somebody approved is not of one's own quota.
            let field = details["field"].as_str().filter(|_| details["request"].is_null()).and_then(Field::from_name);
            shown.extend(field.filter(|field| field.class() == class).map(|field| (at, customer, field)));
        }
        Ok(Self { shown, now })
    }

    fn has(&self, customer: Id, field: Field) -> bool {
        self.shown.iter().any(|(_, of, shown)| (*of, *shown) == (customer, field))
    }

    /// Values shown in the last hour and the last day, each counted once.
    pub fn counts(&self) -> (u16, u16) {
        let since = |hours: i64| {
            let within = self.shown.iter().filter(|(at, ..)| at.0 > self.now.0 - hours * HOUR);
            let values: BTreeSet<_> = within.map(|(_, customer, field)| (*customer, *field)).collect();
            u16::try_from(values.len()).unwrap_or(u16::MAX)
        };
        (since(1), since(24))
    }

    fn leaves(&self, quota: Quota) -> bool {
        let (hour, day) = self.counts();
        hour < quota.hour && day < quota.day
    }
}

impl Desk {
    pub(in crate::desk) fn reveal(&mut self, customer: Id, field: Field, reason: &Reason) -> Result<Reply, Problem> {
        let value = self.disclose(Operation::Reveal(field), customer, field, reason)?;
        Ok(Reply::Revealed { customer, field, value, seconds: self.settings.reveal_seconds })
    }

    /// The one way to a sealed value, for the screen or for the clipboard.
    pub(super) fn disclose(
        &mut self,
        operation: Operation,
        customer: Id,
        field: Field,
        reason: &Reason,
    ) -> Result<Secret, Problem> {
        // After some alerts somebody else approves each value, also onto the clipboard.
        let second_person = self.restricted(Response::SecondPerson)?;
        let approval = match operation {
            Operation::Copy(_) if !second_person => None,
            _ => self.approval(customer, field)?,
        };
        let past_role = matches!(operation, Operation::Reveal(_)) && approval.is_some();
        let target = self.target(customer, if past_role { Operation::ViewCustomer } else { operation })?;
        let permit = self.judge_approved(operation, target, past_role.then_some((customer, field)))?;
        if matches!(operation, Operation::Copy(_)) {
            self.not_frozen(&permit)?;
        }
        // Who needs no reason may still give one.
        let needs_reason =
            self.restricted(Response::RequireReason)? || policy::needs_reason(self.session()?.seen_as(), field);
        let freely = approval.is_none() && !needs_reason;
        let mut details = detect::ownership(&permit);
        details["field"] = json!(field);
        let said = match self.reason(customer, reason) {
            _ if freely && reason.is_empty() => String::new(),
            Ok(said) => said,
            Err(unfit) => {
                // Somebody who wants to see a value and does not say why is worth a line in the log.
                let entry = self.scribe()?.failed(&permit, Trace { reason: String::new(), details });
                self.act(&permit, |_| Ok((entry.clone(), ())))?;
                return Err(unfit);
            }
        };
        if let Some(link) = reason.link {
            details["link"] = json!(link);
        }
        if let Some(approval) = &approval {
            details["request"] = json!(approval.id);
        }
        if second_person && approval.is_none() {
            let done = self.scribe()?.done(&permit, Trace { reason: said, details });
            let denied = Entry { outcome: Outcome::Denied, ..done };
            self.act(&permit, |_| Ok((denied.clone(), ())))?;
            return Err(Problem::NeedsApproval);
        }
        let opened = match approval.as_ref().and_then(|row| Some((row, row.sealed.as_ref()?))) {
            Some((row, sealed)) => self.open_approved(row, customer, field, sealed),
            None => self.open_value(customer, field),
        };
        if opened == Err(Problem::Tampered) {
            self.raise(&[Sight::record_altered(customer)])?;
        }
        let trace = Trace { reason: said, details };
        let scribe = self.scribe()?;
        let scribe_now = scribe.now;
        // What can't be opened was tried all the same, and the log says so.
        let entry = if opened.is_ok() { scribe.done(&permit, trace) } else { scribe.failed(&permit, trace) };
        let used_up = Entry { outcome: Outcome::Denied, ..entry.clone() };
        let quota = self.quota_of(field)?;
        let (_, within) = self.act(&permit, |tx| {
            // What was seen already within the day costs nothing more.
            let spent = Spent::read(tx, permit.actor(), field.class(), scribe_now)?;
            let within = approval.is_some() || spent.has(customer, field) || spent.leaves(quota);
            Ok((if within { entry.clone() } else { used_up.clone() }, within))
        })?;
        if within { opened } else { Err(Problem::QuotaUsedUp) }
    }

    fn quota_of(&self, field: Field) -> Result<Quota, Problem> {
        let actor = &self.session()?.actor;
        Ok(actor.policy.quota(actor.role, field.class()))
    }

    /// Opens a value if the log vouches for the record as it lies there.
    pub(in crate::desk) fn open_value(&mut self, customer: Id, field: Field) -> Result<Secret, Problem> {
        let (voucher, sealed, data_key) = self.store.read(|snapshot| {
            let voucher = snapshot.vouched(RecordKind::Customer, customer)?.ok_or(Problem::Tampered)?;
            let sealed = snapshot.sealed_value(customer, field)?.ok_or(Problem::NotFound)?;
            let id = vault::data_key_id_of(&sealed.blob).map_err(|_| Problem::Tampered)?;
            Ok::<_, Problem>((voucher, sealed, snapshot.data_key(id)?.ok_or(Problem::Tampered)?))
        })?;
        if !self.signed(&voucher) {
            return Err(Problem::Tampered);
        }
        let install = self.paths.install;
        let keys = self.session()?.keys.as_ref().ok_or(Problem::NoSession)?;
        let class = keys.classes.get(&(field.class(), data_key.generation)).ok_or(Problem::Tampered)?;
        let opened = DataKey::open(&data_key.sealed, class, data_key.id, install).and_then(|key| {
            let context = ValueContext {
                install,
                record: customer,
                field,
                generation: data_key.generation,
                version: sealed.version,
            };
            key.open_value(&context, &sealed.blob)
        });
        opened.map_err(|_| Problem::Tampered)
    }
}
