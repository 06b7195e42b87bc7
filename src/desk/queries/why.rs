//! Why something is allowed, masked or denied to the one who asks: by which rule, grant and key. Changes nothing.

use super::super::Desk;
use super::super::api::{Enforced, Problem, Why, WhyLine, WhyQuery};
use super::super::commands::Spent;
use super::{department_name, member_name};
use crate::domain::{AnyField, Field, FieldRight, Id, Unfit};
use crate::policy::{self, Actor, Operation, Target};

impl Desk {
    pub(in crate::desk) fn why(&mut self, query: &WhyQuery) -> Result<Why, Problem> {
        let unknown = || Problem::Invalid { field: "rule".into(), unfit: Unfit::NotInList };
        let operation = Operation::from_rule(&query.rule).ok_or_else(unknown)?;
        let preview = self.session()?.preview.clone();
        let mut actor = self.session()?.seen_as().clone();
        // What of a customer decides it, is told to who may see the customer.
        let target = match query.customer {
            None => Target::Office,
            Some(customer) => {
                let target = self.target(customer, Operation::ViewCustomer)?;
                policy::judge(&actor, Operation::ViewCustomer, target)
                    .map_err(|denied| super::super::refusal(&denied))?;
                target
            }
        };
        let approvals = if preview.is_some() { Vec::new() } else { self.approvals()? };
        actor.approved = approvals.iter().filter_map(|row| Some((row.customer?, row.field?))).collect();
        let mut lines = Vec::new();
        if preview.is_some() {
            lines.push(WhyLine::Preview { role: self.rights.role_name(actor.role) });
        }
        self.role_lines(&actor, operation, &mut lines)?;
        self.record_lines(&actor, operation, target, &mut lines)?;
        if let (Operation::Reveal(field), Target::Record { id, .. }) = (operation, target) {
            self.quota_line(&actor, field, &mut lines)?;
            for row in approvals.iter().filter(|row| (row.customer, row.field) == (Some(id), Some(field))) {
                let by = row.decided_by.unwrap_or_default();
                let by = self.store.read(|snapshot| member_name(snapshot, by))?;
                lines.push(WhyLine::Approval { by, until: row.until.unwrap_or_default() });
            }
        }
        if operation == Operation::ExportLog && self.wants_two_for(crate::domain::Grave::BulkExport) {
            lines.push(WhyLine::TwoPersons);
        }
        let leaves = matches!(operation, Operation::ExportLog | Operation::Copy(_));
        let frozen = leaves && self.rights.policy().exports_frozen;
        if frozen {
            lines.push(WhyLine::ExportsFrozen);
        }
        let allowed = !frozen && policy::judge(&actor, operation, target).is_ok();
        Ok(Why { rule: operation.rule(), allowed, lines, enforced: self.enforced(operation) })
    }

    /// What the role gives, what the grant makes of it, and which key is needed.
    fn role_lines(&mut self, actor: &Actor, operation: Operation, lines: &mut Vec<WhyLine>) -> Result<(), Problem> {
        let now = self.steady_now()?;
        lines.push(WhyLine::Role {
            role: self.rights.role_name(actor.role),
            reach: policy::reach(&actor.rights, operation),
        });
        let field = match operation.field() {
            Some(AnyField::Sealed(field)) => Some(field),
            Some(AnyField::Plain(_)) | None => None,
        };
        if let Some(field) = field {
            lines.push(WhyLine::Field { right: actor.rights.field(field).view });
        }
        let member = actor.member;
        let known = self.rights.member(member).ok_or(Problem::NotFound)?;
        if let Some(held) = self.rights.held_by(member, now) {
            let issuer = held.issuer;
            let issuer = self.store.read(|snapshot| super::office::issuer_name(snapshot, issuer))?;
            lines.push(WhyLine::Grant {
                sequence: held.sequence,
                issuer,
                limit: held.limit,
                expires: held.expires,
                temporary: known.temporary.as_ref() == Some(held),
            });
            let class = field.map(Field::class);
            let key = match (operation, class) {
                (Operation::Reveal(_) | Operation::Copy(_), Some(class)) => {
                    Some((class, false, held.classes.contains(&class), held.waiting.contains(&class)))
                }
                (Operation::Check(_), Some(class)) => {
                    Some((class, true, held.lookups.contains(&class), held.waiting_lookups.contains(&class)))
                }
                _ => None,
            };
            if let Some((class, lookup, held, waiting)) = key {
                lines.push(WhyLine::Key { class, lookup, held, waiting });
            }
        }
        Ok(())
    }

    fn record_lines(
        &mut self,
        actor: &Actor,
        operation: Operation,
        target: Target,
        lines: &mut Vec<WhyLine>,
    ) -> Result<(), Problem> {
        let Target::Record { owner, department, private, shared, .. } = target else { return Ok(()) };
        let mine = owner == Some(actor.member);
        lines.push(WhyLine::Record {
            mine,
            department: self.store.read(|snapshot| department_name(snapshot, department))?,
            in_department: actor.departments.contains(&department),
            private,
            shared,
        });
        if let Operation::EditField(field) = operation {
            let permitted = match field {
                AnyField::Sealed(field) => actor.rights.field(field).edit,
                AnyField::Plain(_) => true,
            };
            lines.push(WhyLine::Manner { manner: actor.policy.manner(field).name().to_owned(), permitted, mine });
        }
        Ok(())
    }

    fn quota_line(&mut self, actor: &Actor, field: Field, lines: &mut Vec<WhyLine>) -> Result<(), Problem> {
        if actor.rights.field(field).view < FieldRight::RevealWithReason {
            return Ok(());
        }
        let (member, now): (Id, _) = (actor.member, self.clock.now());
        let spent = self.store.read(|snapshot| Spent::read(snapshot, member, field.class(), now))?;
        let (used_hour, used_day) = spent.counts();
        let quota = actor.policy.quota(actor.role, field.class());
        lines.push(WhyLine::Quota { used_hour, hour: quota.hour, used_day, day: quota.day });
        Ok(())
    }

    /// What upholds a right: keys what they open, the signed decisions what they alone give, and the server all the
    /// rest, as nobody but it has the file. Without a server that is the program alone.
    fn enforced(&self, operation: Operation) -> Enforced {
        match operation {
            Operation::Reveal(_) | Operation::Copy(_) => Enforced::Cryptographic,
            // Whoever holds no lookup key can neither look up nor check.
            Operation::Check(_) | Operation::LookupCustomer => Enforced::Cryptographic,
            // Without a signed statement that holds, none of these gives anything.
            Operation::ManageMembers
            | Operation::ManageRoles
            | Operation::ManageDepartments
            | Operation::ManagePolicy
            | Operation::GiveKeys
            | Operation::RotateKeys
            | Operation::SignReview => Enforced::Cryptographic,
            _ if self.caller.is_some() => Enforced::Server,
            _ => Enforced::Client,
        }
    }
}
