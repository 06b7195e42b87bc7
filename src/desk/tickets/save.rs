//! A ticket added or edited: its words cleaned, each choice checked, and refused where somebody else was first.

use serde_json::json;

use super::super::Desk;
use super::super::api::{Problem, TicketDraft, TicketReply};
use super::super::queries::is_person;
use super::super::session::Trace;
use super::super::steps::{Step, Turn};
use super::clocks::Rules;
use super::turn::{TicketBack, TicketTurn};
use super::{LONGEST_NOTE, LONGEST_SUBJECT, invalid};
use crate::domain::service::{Service, TicketStatus};
use crate::domain::sla::Clocks;
use crate::domain::ticket::{Phase, Ticket, TicketNote};
use crate::domain::{Id, Micros, Scope, Unfit, scan, text};
use crate::policy::{self, Operation, Target};

/// Longest kind, product or status, in characters.
const LONGEST_NAME: usize = 100;

/// The texts of a draft as they may be kept.
struct Words {
    subject: String,
    kind: String,
    product: String,
    /// The first note.
    text: String,
    /// How many values that belong into sealed fields were masked.
    hidden: usize,
}

impl Words {
    fn of(draft: &TicketDraft) -> Result<Self, Problem> {
        let (subject, in_subject) = scan::mask_secrets(&text::clean_input(&draft.subject, LONGEST_SUBJECT));
        let (text, in_text) = scan::mask_secrets(&text::clean_multiline(&draft.text, LONGEST_NOTE));
        if subject.is_empty() {
            return invalid("subject", Unfit::Empty);
        }
        let name = |typed: &str| text::clean_input(typed, LONGEST_NAME);
        let (kind, product) = (name(&draft.kind), name(&draft.product));
        Ok(Self { subject, kind, product, text, hidden: in_subject + in_text })
    }
}

impl Desk {
    pub(super) fn save_ticket(&mut self, draft: &TicketDraft) -> Result<TicketReply, Problem> {
        match draft.id {
            Some(id) => self.edit_ticket(id, draft),
            None => self.create_ticket(draft),
        }
    }

    fn create_ticket(&mut self, draft: &TicketDraft) -> Result<TicketReply, Problem> {
        let actor = self.session()?.actor.clone();
        let now = self.clock.now();
        // Who reaches no more than what is its own raises its own.
        let own = policy::scope_of(&actor, Operation::CreateTicket) == Some(Scope::Own);
        let owner = draft.owner.or_else(|| own.then_some(actor.member));
        let of_owner = owner.and_then(|owner| self.rights.actor(owner, now)).map(|owner| owner.department);
        let department = draft.department.or(of_owner).unwrap_or(actor.department);
        let id = self.new_id();
        let permit = self.judge(Operation::CreateTicket, Target::record(id, owner, department))?;
        let rules = self.ticket_rules();
        let words = Words::of(draft)?;
        check_names(rules.service(), &words, None)?;
        let status = first_status(rules.service(), &draft.status)?;
        self.check_department(department)?;
        self.check_owner(id, owner, department)?;
        if let Some(customer) = draft.customer {
            self.check_requester(customer)?;
        }
        let mut ticket = Ticket {
            id,
            number: 0,
            subject: words.subject,
            customer: draft.customer,
            kind: words.kind,
            product: words.product,
            priority: draft.priority,
            channel: draft.channel,
            status: status.key,
            phase: status.phase,
            owner,
            department,
            clocks: Clocks::default(),
            merged_into: None,
            satisfaction: None,
            escalated: 0,
            created_by: actor.member,
            created_at: now,
            updated_at: now,
            version: 1,
        };
        rules.begin(&mut ticket, now);
        let note = (!words.text.is_empty()).then(|| TicketNote {
            id: self.new_id(),
            ticket: id,
            member: actor.member,
            at: now,
            public: false,
            text: words.text,
        });
        let asker = self.asker()?;
        let scribe = self.scribe()?;
        let details =
            json!({ "customer": ticket.customer, "note": note.as_ref().map(|note| note.id), "hidden": words.hidden });
        let entry = scribe.done(&permit, Trace { details, ..Trace::default() });
        let (_, number) = self.act(&permit, |tx| {
            // The customer may have gone out of sight meanwhile.
            if let Some(customer) = ticket.customer
                && asker.sees_customer(tx, customer, now)?.is_none()
            {
                return Err(Problem::NotFound);
            }
            ticket.number = tx.next_ticket_number()?;
            tx.insert_ticket(&ticket)?;
            note.as_ref().map_or(Ok(()), |note| tx.insert_ticket_note(note))?;
            Ok((entry.clone(), ticket.number))
        })?;
        Ok(TicketReply::Saved { ticket: id, number, created: true })
    }

    fn edit_ticket(&mut self, id: Id, draft: &TicketDraft) -> Result<TicketReply, Problem> {
        let permit = self.permit_ticket(id, Operation::EditTicket)?;
        let current = self.store.read(|snapshot| snapshot.ticket(id))?.ok_or(Problem::NotFound)?;
        if current.version != draft.version {
            return Err(Problem::TicketConflict { current: Box::new(current) });
        }
        let rules = self.ticket_rules();
        let words = Words::of(draft)?;
        check_names(rules.service(), &words, Some(&current))?;
        let status = next_status(rules.service(), &current, &draft.status)?;
        let department = draft.department.unwrap_or(current.department);
        if department != current.department {
            self.check_department(department)?;
        }
        if draft.owner != current.owner || department != current.department {
            self.check_owner(id, draft.owner, department)?;
        }
        if let Some(customer) = draft.customer.filter(|customer| Some(*customer) != current.customer) {
            self.check_requester(customer)?;
        }
        let (asker, scribe) = (self.asker()?, self.scribe()?);
        let now = scribe.now;
        let blank = scribe.done(&permit, Trace::default());
        let (of, (number, back, left)) = self.act(&permit, |tx| {
            let back = tx.ticket(id)?.ok_or(Problem::NotFound)?;
            let mut ticket = Ticket { version: draft.version, updated_at: now, department, ..back.clone() };
            (ticket.subject, ticket.kind) = (words.subject.clone(), words.kind.clone());
            (ticket.product, ticket.channel) = (words.product.clone(), draft.channel);
            (ticket.owner, ticket.customer) = (draft.owner, draft.customer);
            if let Some(customer) = ticket.customer.filter(|customer| Some(*customer) != back.customer)
                && asker.sees_customer(tx, customer, now)?.is_none()
            {
                return Err(Problem::NotFound);
            }
            rules.prioritise(&mut ticket, draft.priority, now);
            if let Some(status) = &status {
                rules.enter(&mut ticket, status, now);
            }
            let left = tx.update_ticket(&ticket)?;
            let details = json!({ "fields": changed_fields(&back, &ticket), "hidden": words.hidden });
            let entry = crate::domain::Entry { details: details.to_string(), ..blank.clone() };
            Ok((entry, (back.number, back, left)))
        })?;
        let back = TicketBack { ticket: Box::new(back), left, note: None };
        self.did(Step { of, turn: Turn::Ticket(TicketTurn::Edit(vec![back])) });
        Ok(TicketReply::Saved { ticket: id, number, created: false })
    }

    pub(super) fn check_department(&mut self, department: Id) -> Result<(), Problem> {
        match self.store.read(|snapshot| snapshot.department(department))? {
            Some(_) => Ok(()),
            None => invalid("department", Unfit::NotInList),
        }
    }

    /// A ticket is given only to a person of the office, who sees it where it then lies.
    pub(super) fn check_owner(&mut self, ticket: Id, owner: Option<Id>, department: Id) -> Result<(), Problem> {
        let Some(owner) = owner else { return Ok(()) };
        let now = self.clock.now();
        let active = self.store.read(|snapshot| snapshot.member(owner))?.is_some_and(|member| member.active);
        let actor = self.rights.actor(owner, now).filter(|_| active && is_person(&self.rights, owner, now));
        let Some(actor) = actor else { return invalid("owner", Unfit::NotInList) };
        match policy::judge(&actor, Operation::ViewTicket, Target::record(ticket, Some(owner), department)) {
            Ok(_) => Ok(()),
            Err(_) => invalid("owner", Unfit::OutOfReach),
        }
    }

    /// Whoever names a customer must be one who may see it.
    fn check_requester(&mut self, customer: Id) -> Result<(), Problem> {
        let target = self.target(customer, Operation::ViewCustomer)?;
        self.judge(Operation::ViewCustomer, target).map(drop)
    }
}

/// Kinds and products are the office's; a ticket keeps one that is not any more.
fn check_names(service: &Service, words: &Words, current: Option<&Ticket>) -> Result<(), Problem> {
    let fits = |name: &String, known: &[String], kept: Option<&String>| {
        name.is_empty() || known.contains(name) || kept == Some(name)
    };
    if !fits(&words.kind, &service.kinds, current.map(|ticket| &ticket.kind)) {
        return invalid("kind", Unfit::NotInList);
    }
    if !fits(&words.product, &service.products, current.map(|ticket| &ticket.product)) {
        return invalid("product", Unfit::NotInList);
    }
    Ok(())
}

/// A new ticket's status: the one named, or the office's first.
pub(super) fn first_status(service: &Service, key: &str) -> Result<TicketStatus, Problem> {
    if !key.is_empty() {
        return service.status(key).cloned().map_or_else(|| invalid("status", Unfit::NotInList), Ok);
    }
    let plain = || TicketStatus { key: Phase::New.name().into(), name: String::new(), phase: Phase::New };
    Ok(service.statuses.first().cloned().unwrap_or_else(plain))
}

/// The status that a ticket is to have, where it is another one and the flow allows it.
pub(super) fn next_status(service: &Service, ticket: &Ticket, key: &str) -> Result<Option<TicketStatus>, Problem> {
    if key.is_empty() || key == ticket.status {
        return Ok(None);
    }
    let next = service.next(&ticket.status).into_iter().find(|status| status.key == key);
    next.map_or_else(|| invalid("status", Unfit::NotInList), |status| Ok(Some(status.clone())))
}

/// The names of the fields that two states of a ticket differ in.
fn changed_fields(before: &Ticket, after: &Ticket) -> Vec<&'static str> {
    let fields = [
        ("subject", before.subject != after.subject),
        ("customer", before.customer != after.customer),
        ("kind", before.kind != after.kind),
        ("product", before.product != after.product),
        ("priority", before.priority != after.priority),
        ("channel", before.channel != after.channel),
        ("status", before.status != after.status),
        ("owner", before.owner != after.owner),
        ("department", before.department != after.department),
    ];
    fields.into_iter().filter(|(_, changed)| *changed).map(|(name, _)| name).collect()
}

/// The ticket as it was, with what notes did to it since.
pub(super) fn put_back(back: &Ticket, current: &Ticket, answered: Option<Micros>, now: Micros) -> Ticket {
    let Clocks { respond, resolve } = back.clocks;
    let respond = answered.map_or(respond, |at| respond.end(at));
    Ticket {
        version: current.version,
        updated_at: now,
        clocks: Clocks { respond, resolve },
        escalated: current.escalated,
        ..back.clone()
    }
}

/// The rules' own status of this phase, or the phase alone where the office has none.
pub(super) fn status_in(rules: &Rules, phase: Phase, key: &str) -> TicketStatus {
    let known = rules.service().statuses.iter().find(|status| status.phase == phase).cloned();
    known.unwrap_or_else(|| TicketStatus { key: key.to_owned(), name: String::new(), phase })
}
