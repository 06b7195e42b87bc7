//! Requests to see more than a role or a quota allows: asked with a reason, decided by who could do it alone.

use serde_json::json;

use super::super::super::alerts::Sight;
use super::super::super::api::{Managed, Problem, Wanted};
use super::super::super::rights::Standing;
use super::super::super::session::Trace;
use super::super::super::{Desk, keys};
use super::super::reason;
use crate::clock;
use crate::domain::audit::{Encoder, RecordKind};
use crate::domain::{Action, Entry, Field, Id, Micros, Outcome, Scope, Secret, Unfit};
use crate::policy::{Operation, Target};
use crate::store::{RequestKind, RequestRow, RequestState};
use crate::vault;

/// How long a request waits for somebody to decide.
pub(in crate::desk) const OPEN_FOR: i64 = 3 * 24 * 3_600_000_000;
/// So many of one member may wait at once.
const MOST_OPEN: usize = 20;
/// More than anybody asks for in that time.
const MANY: usize = 10_000;
const MINUTE: i64 = 60_000_000;

impl Desk {
    pub(in crate::desk) fn ask_for(&mut self, wanted: &Wanted) -> Result<Id, Problem> {
        let (operation, target, kind, field, said) = match wanted {
            Wanted::Reveal { customer, field, reason } => {
                let target = self.target(*customer, Operation::ViewCustomer)?;
                self.judge(Operation::ViewField(*field), target)?;
                let held = self.store.read(|snapshot| snapshot.sealed_value(*customer, *field))?;
                held.ok_or(Problem::NotFound)?;
                let said = self.reason(*customer, reason)?;
                (Operation::ViewCustomer, target, RequestKind::Reveal, Some(*field), said)
            }
            Wanted::ExportLog { reason } => {
                let said = reason::word(reason);
                if said.is_empty() {
                    return Err(Problem::Invalid { field: "reason".into(), unfit: Unfit::Empty });
                }
                (Operation::ExportLog, Target::Office, RequestKind::Export, None, said)
            }
        };
        let permit = self.judge(operation, target)?;
        if kind == RequestKind::Export {
            self.not_frozen(&permit)?;
        }
        let (member, at, id) = (permit.actor(), self.steady_now()?, clock::new_id(self.clock.as_ref()));
        let since = Micros(at.0 - OPEN_FOR);
        let customer = permit.subject();
        let open = self.store.read(|snapshot| snapshot.requests(RequestState::Open, since, MANY))?;
        let mut mine = open.iter().filter(|row| row.member == member);
        if let Some(same) = mine.clone().find(|row| (row.kind, row.customer, row.field) == (kind, customer, field)) {
            return Ok(same.id);
        }
        if mine.nth(MOST_OPEN - 1).is_some() {
            return Err(Problem::TriesUsedUp);
        }
        let row = RequestRow {
            id,
            kind,
            member,
            customer,
            field,
            reason: said.clone(),
            at,
            state: RequestState::Open,
            decided_by: None,
            decided_at: None,
            words: String::new(),
            until: None,
            sealed: None,
        };
        let trace = Trace { reason: said, details: json!({ "request": id, "field": field }) };
        let entry = Entry { action: Action::RequestAsk, ..self.scribe()?.done(&permit, trace) };
        self.act(&permit, |tx| {
            tx.put_request(&row)?;
            Ok((entry.clone(), ()))
        })?;
        Ok(id)
    }

    pub(super) fn decide_request(&mut self, request: Id, approve: bool, words: &str) -> Result<Managed, Problem> {
        let now = self.steady_now()?;
        let row = self.store.read(|snapshot| snapshot.request(request))?;
        let waits = |row: &RequestRow| row.state == RequestState::Open && row.at.0 + OPEN_FOR > now.0;
        let Some(row) = row.filter(waits) else {
            // Whoever may decide on none is told that, and nothing of what is there.
            self.judge(Operation::ApproveRequest, Target::Office)?;
            return Err(Problem::NotFound);
        };
        let target = match row.customer {
            Some(customer) => self.target(customer, Operation::ApproveRequest)?,
            None => Target::Office,
        };
        let permit = self.judge(Operation::ApproveRequest, target)?;
        let whole_office = row.customer.is_some() || permit.scope() == Scope::All;
        if row.member == permit.actor() || !whole_office {
            let itself = row.member == permit.actor();
            let details = json!({ "request": request, "field": row.field, "self": itself });
            let done = self.scribe()?.done(&permit, Trace { details, ..Trace::default() });
            let entry = Entry { outcome: Outcome::Denied, ..done };
            self.act(&permit, |_| Ok((entry.clone(), ())))?;
            return Err(Problem::Denied { rule: Operation::ApproveRequest.rule() });
        }
        let mut sealed = None;
        if approve {
            // Nobody lets others do what he may not do himself.
            let alone = row.field.map_or(Operation::ExportLog, Operation::Reveal);
            self.judge(alone, target)?;
            if let (Some(customer), Some(field)) = (row.customer, row.field) {
                sealed = self.sealed_for(&row, customer, field)?;
            }
        }
        let lasts = i64::from(self.rights.policy().approval_minutes) * MINUTE;
        let words = reason::word(words);
        let decided = RequestRow {
            state: if approve { RequestState::Approved } else { RequestState::Denied },
            decided_by: Some(permit.actor()),
            decided_at: Some(now),
            words: words.clone(),
            until: approve.then_some(Micros(now.0 + lasts)),
            sealed,
            ..row.clone()
        };
        let details = json!({ "request": request, "field": row.field, "for": row.member, "approved": approve });
        let entry = self.scribe()?.done(&permit, Trace { reason: words, details });
        self.act(&permit, |tx| {
            let open = tx.request(request)?.is_some_and(|row| row.state == RequestState::Open);
            if !open {
                return Err(Problem::NotFound);
            }
            tx.put_request(&decided)?;
            Ok((entry.clone(), ()))
        })?;
        Ok(Managed::Done)
    }

    /// The value for a member who holds no key of its class, sealed to that member alone.
    fn sealed_for(&mut self, row: &RequestRow, customer: Id, field: Field) -> Result<Option<Vec<u8>>, Problem> {
        let now = self.steady_now()?;
        let holds = |holding: &crate::desk::rights::Holding| holding.classes.contains(&field.class());
        if self.rights.held_by(row.member, now).is_some_and(holds) {
            return Ok(None);
        }
        let known = self.rights.member(row.member).filter(|known| known.standing == Standing::Active);
        let public = known.and_then(|known| known.keys()).ok_or(Problem::NotFound)?.encryption;
        let value = self.open_value(customer, field)?;
        let context = request_context(row.id, customer, field);
        let source = self.clock.as_ref();
        vault::seal_to(&public, keys::REQUEST_LABEL, &context, value.expose().as_bytes(), source)
            .map(Some)
            .map_err(|error| Problem::Store(error.to_string()))
    }

    /// The approval that lets this member see this field of this customer now.
    pub(in crate::desk) fn approval(&mut self, customer: Id, field: Field) -> Result<Option<RequestRow>, Problem> {
        Ok(self.approvals()?.into_iter().find(|row| (row.customer, row.field) == (Some(customer), Some(field))))
    }

    /// All approvals of this member that last.
    pub(in crate::desk) fn approvals(&mut self) -> Result<Vec<RequestRow>, Problem> {
        let member = self.session()?.actor.member;
        let now = self.steady_now()?;
        let since = Micros(now.0 - OPEN_FOR - i64::from(u16::MAX) * MINUTE);
        let rows = self.store.read(|snapshot| snapshot.requests_of(member, since, MANY))?;
        let lasts = |row: &RequestRow| row.state == RequestState::Approved && row.until.is_some_and(|end| now < end);
        let mut approvals = Vec::new();
        for row in rows.into_iter().filter(lasts) {
            if self.was_decided(&row)? {
                approvals.push(row);
            } else {
                self.raise(&[Sight::request_altered(row.id, row.member)])?;
            }
        }
        Ok(approvals)
    }

    /// Whether the log holds the decision as it lies there, signed by somebody else than who asked.
    fn was_decided(&mut self, row: &RequestRow) -> Result<bool, Problem> {
        let voucher = self.store.read(|snapshot| snapshot.vouched(RecordKind::Request, row.id))?;
        Ok(voucher.is_some_and(|voucher| {
            let entry = &voucher.entry;
            let decided = entry.action == Action::RequestDecide && entry.outcome == Outcome::Done;
            let by_another = entry.member == row.decided_by && entry.member.is_some_and(|by| by != row.member);
            decided && by_another && self.signed(&voucher)
        }))
    }

    /// The value that came sealed with an approval.
    pub(in crate::desk) fn open_approved(
        &self,
        row: &RequestRow,
        customer: Id,
        field: Field,
        sealed: &[u8],
    ) -> Result<Secret, Problem> {
        let keys = &self.session()?.keys.as_ref().ok_or(Problem::NoSession)?.member;
        let context = request_context(row.id, customer, field);
        let bytes = keys.open_sealed(keys::REQUEST_LABEL, &context, sealed).map_err(|_| Problem::Tampered)?;
        let text = str::from_utf8(&bytes).map_err(|_| Problem::Tampered)?;
        Ok(Secret::new(text))
    }
}

/// What a value that goes with an approval is bound to.
fn request_context(request: Id, customer: Id, field: Field) -> Vec<u8> {
    let mut context = Encoder::new(keys::REQUEST_LABEL);
    context.put(&request.0).put(&customer.0).put(field.name().as_bytes());
    context.0
}
