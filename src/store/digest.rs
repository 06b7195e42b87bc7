//! What the log vouches for: one digest function for each kind of record, over everything that the record holds.

use super::more::MoreRow;
use super::row::Named;
use super::ticket::Derived;
use super::{
    AlertRow, ClassKey, DataKey, Department, GrantRow, ImportRow, KeyCopy, Member, MemberSecret, ProposalRow,
    RequestRow, SealedValue, Share, SshKey, Trashed, View,
};
use crate::domain::audit::Encoder;
use crate::domain::ticket::{Ticket, TicketNote};
use crate::domain::{
    Activity, Class, Customer, Field, Id, Incident, IncidentAct, IncidentEvent, Micros, NoteVersion, Task, ViewKind,
};

/// The digest of a record that is gone.
pub(super) const GONE: [u8; 16] = [0; 16];

/// The office's settings are one record.
pub(super) const OFFICE_ID: Id = Id([0; 16]);

/// The id under which a grant stands in the log.
pub(super) fn grant_id(sequence: i64) -> Id {
    Id(Encoder::new("kin grant id v1").put_int(sequence).digest())
}

/// The id under which a generation of a class key stands in the log.
pub(super) fn class_key_id(class: Class, generation: u32) -> Id {
    Id(Encoder::new("kin class key id v1").put(class.name().as_bytes()).put_int(generation.into()).digest())
}

/// The id under which the copies of a class's lookup key stand in the log.
pub(super) fn lookup_key_id(class: Class) -> Id {
    Id(Encoder::new("kin lookup key id v1").put(class.name().as_bytes()).digest())
}

/// The id under which the share of a customer with a member stands in the log.
pub(super) fn share_id(customer: Id, member: Id) -> Id {
    Id(Encoder::new("kin share id v1").put(&customer.0).put(&member.0).digest())
}

/// Settings in the order of their keys.
pub(super) fn office(settings: &[(String, Vec<u8>)]) -> [u8; 16] {
    let mut bytes = Encoder::new("kin office v1");
    for (key, value) in settings {
        bytes.put(key.as_bytes()).put(value);
    }
    bytes.digest()
}

pub(super) fn department(department: &Department) -> [u8; 16] {
    Encoder::new("kin department v1")
        .put(&department.id.0)
        .put(department.name.as_bytes())
        .put_id(department.parent)
        .digest()
}

pub(super) fn member(member: &Member, secret: &MemberSecret) -> [u8; 16] {
    Encoder::new("kin member v1")
        .put(&member.id.0)
        .put(member.name.as_bytes())
        .put(member.folded.as_bytes())
        .put(&member.encryption)
        .put(&member.signing)
        .put_int(member.created_at.0)
        .put_int(member.active.into())
        .put(&secret.sealed_keys)
        .put(&secret.sealed_totp)
        .digest()
}

pub(super) fn grant(grant: &GrantRow) -> [u8; 16] {
    Encoder::new("kin grant v1")
        .put_int(grant.sequence)
        .put(&grant.member.0)
        .put(&grant.statement)
        .put_id(grant.issuer)
        .put(&grant.signature)
        .digest()
}

/// Copies in the order of their holders.
pub(super) fn class_key(key: &ClassKey, copies: &[KeyCopy]) -> [u8; 16] {
    let mut bytes = Encoder::new("kin class key v1");
    bytes.put(key.class.name().as_bytes()).put_int(key.generation.into()).put(&key.public);
    put_copies(&mut bytes, copies);
    bytes.digest()
}

/// Copies in the order of their holders.
pub(super) fn lookup_key(class: Class, copies: &[KeyCopy]) -> [u8; 16] {
    let mut bytes = Encoder::new("kin lookup key v1");
    bytes.put(class.name().as_bytes());
    put_copies(&mut bytes, copies);
    bytes.digest()
}

fn put_copies(bytes: &mut Encoder, copies: &[KeyCopy]) {
    for copy in copies {
        bytes.put(&copy.holder.0).put(&copy.sealed);
    }
}

pub(super) fn data_key(key: &DataKey) -> [u8; 16] {
    Encoder::new("kin data key v1")
        .put(&key.id.0)
        .put(key.class.name().as_bytes())
        .put_int(key.generation.into())
        .put(&key.sealed)
        .digest()
}

/// The customer's row, its search text, how it came into the trash if it is there, and all its sealed values, in the order of their fields' names.
pub(super) fn customer<'a>(
    customer: &Customer,
    search: &str,
    sealed: impl IntoIterator<Item = &'a SealedValue>,
    trashed: Option<&Trashed>,
) -> [u8; 16] {
    let mut bytes = Encoder(Vec::with_capacity(1024));
    // Customers were there before any was private or in the trash: the others keep the label that they have in older
    // entries.
    bytes.put(match (trashed.is_some(), customer.private) {
        (false, false) => b"kin customer v1".as_slice(),
        (false, true) => b"kin customer v1 private",
        (true, false) => b"kin customer v1 trashed",
        (true, true) => b"kin customer v1 trashed private",
    });
    if let Some(trashed) = trashed {
        bytes.put_int(trashed.at.0).put(&trashed.by.0).put_id(trashed.merged_into);
    }
    bytes.put(&customer.id.0).put(customer.kind.stored().as_bytes());
    bytes.put(customer.code.as_bytes());
    put_optional(&mut bytes, customer.external_id.as_deref().map(str::as_bytes));
    let texts = [&customer.name, &customer.company, &customer.city, &customer.country, &customer.website];
    for text in texts.into_iter().chain([&customer.since, &customer.flags]) {
        bytes.put(text.as_bytes());
    }
    bytes
        .put(customer.status.stored().as_bytes())
        .put_id(customer.owner)
        .put(&customer.department.0)
        .put_id(customer.import_id)
        .put_int(customer.version)
        .put_int(customer.created_at.0)
        .put_int(customer.updated_at.0)
        .put(search.as_bytes());
    for value in sealed {
        bytes.put(value.field.name().as_bytes()).put(value.mask.as_bytes());
        put_optional(&mut bytes, value.token.as_deref());
        bytes.put(&value.blob).put_int(value.version).put(&value.data_key.0);
    }
    bytes.digest()
}

/// What more is known of a customer, with its tags as they are found by.
pub(super) fn more(row: &MoreRow, tags: &[String]) -> [u8; 16] {
    let mut bytes = Encoder::new("kin customer more v1");
    bytes
        .put(&row.customer.0)
        .put(row.segment.as_bytes())
        .put(row.segment_folded.as_bytes())
        .put_id(row.employer)
        .put(row.body.as_bytes());
    for tag in tags {
        bytes.put(tag.as_bytes());
    }
    bytes.digest()
}

pub(super) fn activity(activity: &Activity) -> [u8; 16] {
    let mut bytes = Encoder::new("kin activity v1");
    bytes
        .put(&activity.id.0)
        .put(&activity.customer.0)
        .put(activity.kind.name().as_bytes())
        .put(&activity.member.0)
        .put_int(activity.at.0)
        .put(activity.text.as_bytes());
    // Lines of before say nothing more.
    if says_more(activity) {
        bytes.put(activity.direction.name().as_bytes());
        put_optional(&mut bytes, activity.outcome.map(|outcome| outcome.name().as_bytes()));
        bytes.put_int(activity.minutes.map_or(-1, i64::from)).put(activity.next_step.as_bytes());
        put_time(&mut bytes, activity.next_at);
        put_time(&mut bytes, activity.edited_at);
        bytes.put_id(activity.edited_by).put_int(activity.version).put_id(activity.ticket);
        for member in &activity.mentions {
            bytes.put(&member.0);
        }
    }
    bytes.digest()
}

fn says_more(activity: &Activity) -> bool {
    let Activity { id, customer, kind, member, at, text, .. } = activity;
    let bare = Activity { kind: *kind, text: text.clone(), ..Activity::blank(*id, *customer, *member, *at) };
    *activity != bare
}

pub(super) fn note_version(version: &NoteVersion) -> [u8; 16] {
    let mut bytes = Encoder::new("kin note version v1");
    bytes
        .put(&version.id.0)
        .put(&version.activity.0)
        .put_int(version.version)
        .put_int(version.at.0)
        .put(&version.member.0)
        .put(version.kind.name().as_bytes())
        .put(version.direction.name().as_bytes());
    put_optional(&mut bytes, version.outcome.map(|outcome| outcome.name().as_bytes()));
    bytes.put_int(version.minutes.map_or(-1, i64::from)).put(version.next_step.as_bytes());
    put_time(&mut bytes, version.next_at);
    bytes.put(version.text.as_bytes()).digest()
}

pub(super) fn import(import: &ImportRow) -> [u8; 16] {
    let mut bytes = Encoder::new("kin import v1");
    bytes
        .put(&import.id.0)
        .put(&import.member.0)
        .put_int(import.at.0)
        .put(import.file.as_bytes())
        .put(import.counts.as_bytes());
    put_time(&mut bytes, import.reverted_at);
    bytes.digest()
}

pub(super) fn share(share: &Share) -> [u8; 16] {
    let mut bytes = Encoder::new("kin share v1");
    bytes.put(&share.customer.0).put(&share.member.0).put(share.level.stored().as_bytes());
    put_time(&mut bytes, share.until);
    bytes.put(&share.by.0).put_int(share.at.0);
    bytes.digest()
}

pub(super) fn view(view: &View) -> [u8; 16] {
    let mut bytes = Encoder::new("kin view v1");
    bytes
        .put(&view.id.0)
        .put(&view.member.0)
        .put(view.name.as_bytes())
        .put(view.content.as_bytes())
        .put(super::view::role_names(&view.shared).as_bytes());
    // Once all were of customers.
    if view.kind != ViewKind::Customers {
        bytes.put(view.kind.name().as_bytes());
    }
    bytes.digest()
}

pub(super) fn request(request: &RequestRow) -> [u8; 16] {
    let mut bytes = Encoder::new("kin request v1");
    bytes
        .put(&request.id.0)
        .put(request.kind.stored().as_bytes())
        .put(&request.member.0)
        .put_id(request.customer)
        .put(request.field.map_or("", Field::name).as_bytes())
        .put(request.reason.as_bytes())
        .put_int(request.at.0)
        .put(request.state.stored().as_bytes())
        .put_id(request.decided_by);
    put_time(&mut bytes, request.decided_at);
    bytes.put(request.words.as_bytes());
    put_time(&mut bytes, request.until);
    put_optional(&mut bytes, request.sealed.as_deref());
    bytes.digest()
}

pub(super) fn proposal(proposal: &ProposalRow) -> [u8; 16] {
    let mut bytes = Encoder::new("kin proposal v1");
    bytes
        .put(&proposal.id.0)
        .put(&proposal.member.0)
        .put_int(proposal.at.0)
        .put_int(proposal.until.0)
        .put(proposal.act.as_bytes())
        .put(&proposal.signature)
        .put(proposal.state.stored().as_bytes())
        .put_id(proposal.decided_by);
    put_time(&mut bytes, proposal.decided_at);
    bytes.digest()
}

pub(super) fn alert(alert: &AlertRow) -> [u8; 16] {
    let mut bytes = Encoder::new("kin alert v1");
    bytes
        .put(&alert.id.0)
        .put_int(alert.at.0)
        .put(alert.kind.as_bytes())
        .put_id(alert.subject)
        .put(alert.about.as_bytes())
        .put_int(alert.open.into())
        .put_id(alert.handled_by);
    put_time(&mut bytes, alert.handled_at);
    bytes.put(alert.words.as_bytes());
    // Alerts of before have nothing more.
    let more = alert.more.stored();
    if !more.is_empty() {
        bytes.put(more.as_bytes());
    }
    bytes.digest()
}

/// When the key was last used is not part of it.
pub(super) fn ssh_key(key: &SshKey) -> [u8; 16] {
    Encoder::new("kin ssh key v1")
        .put(&key.id.0)
        .put(&key.member.0)
        .put(&key.blob)
        .put(key.kind.as_bytes())
        .put(key.fingerprint.as_bytes())
        .put(key.label.as_bytes())
        .put_int(key.added_at.0)
        .digest()
}

/// The ticket with what follows from it for lists, who watches it and what belongs to it, in the order of their ids.
pub(super) fn ticket(ticket: &Ticket, derived: &Derived, watchers: &[Id], related: &[Id]) -> [u8; 16] {
    let mut bytes = Encoder::new("kin ticket v1");
    bytes
        .put(&ticket.id.0)
        .put_int(ticket.number)
        .put(ticket.subject.as_bytes())
        .put_id(ticket.customer)
        .put(ticket.kind.as_bytes())
        .put(ticket.product.as_bytes());
    for name in [ticket.priority.name(), ticket.channel.name(), &ticket.status, ticket.phase.name()] {
        bytes.put(name.as_bytes());
    }
    bytes.put_id(ticket.owner).put(&ticket.department.0);
    for clock in [ticket.clocks.respond, ticket.clocks.resolve] {
        for number in [clock.due.map(|at| at.0), clock.warn.map(|at| at.0), clock.left, clock.ended.map(|at| at.0)] {
            put_number(&mut bytes, number);
        }
    }
    bytes.put_id(ticket.merged_into);
    put_number(&mut bytes, ticket.satisfaction.map(i64::from));
    bytes
        .put_int(ticket.escalated.into())
        .put(&ticket.created_by.0)
        .put_int(ticket.created_at.0)
        .put_int(ticket.updated_at.0)
        .put_int(ticket.version)
        .put_int(derived.live.into())
        .put_int(derived.due);
    put_number(&mut bytes, derived.alarm);
    bytes.put_int(derived.urgency).put(derived.folded.as_bytes());
    for ids in [watchers, related] {
        bytes.put_int(i64::try_from(ids.len()).unwrap_or(i64::MAX));
        for id in ids {
            bytes.put(&id.0);
        }
    }
    bytes.digest()
}

pub(super) fn ticket_note(note: &TicketNote) -> [u8; 16] {
    Encoder::new("kin ticket note v1")
        .put(&note.id.0)
        .put(&note.ticket.0)
        .put(&note.member.0)
        .put_int(note.at.0)
        .put_int(note.public.into())
        .put(note.text.as_bytes())
        .digest()
}

pub(super) fn incident(incident: &Incident) -> [u8; 16] {
    let mut bytes = Encoder::new("kin incident v1");
    bytes
        .put(&incident.id.0)
        .put(incident.playbook.as_bytes())
        .put(incident.words.as_bytes())
        .put_int(incident.drill.into())
        .put(incident.jurisdiction.as_bytes())
        .put_int(incident.started_at.0)
        .put(&incident.started_by.0)
        .put_int(incident.aware_at.0)
        .put_int(incident.since.0);
    for time in [incident.until, incident.told_at, incident.closed_at] {
        put_time(&mut bytes, time);
    }
    bytes.put_id(incident.closed_by);
    for member in &incident.members {
        bytes.put(&member.0);
    }
    bytes.digest()
}

pub(super) fn incident_event(event: &IncidentEvent) -> [u8; 16] {
    Encoder::new("kin incident event v1")
        .put(&event.id.0)
        .put(&event.incident.0)
        .put_int(event.at.0)
        .put(&event.by.0)
        .put(event.kind.name().as_bytes())
        .put(event.step.as_bytes())
        .put(event.act.map_or("", IncidentAct::name).as_bytes())
        .put_id(event.member)
        .put(event.words.as_bytes())
        .digest()
}

fn put_time(bytes: &mut Encoder, at: Option<Micros>) {
    put_number(bytes, at.map(|at| at.0));
}

fn put_number(bytes: &mut Encoder, number: Option<i64>) {
    put_optional(bytes, number.map(i64::to_be_bytes).as_ref().map(<[u8; 8]>::as_slice));
}

/// Absent and empty are two things.
fn put_optional(bytes: &mut Encoder, part: Option<&[u8]>) {
    match part {
        Some(part) => bytes.put_int(1).put(part),
        None => bytes.put_int(0),
    };
}

pub(super) fn task(task: &Task, repeat: &str) -> [u8; 16] {
    let mut bytes = Encoder::new("kin task v1");
    bytes.put(&task.id.0).put(task.title.as_bytes()).put_id(task.customer).put_id(task.ticket);
    bytes.put(&task.owner.0).put(&task.department.0).put(&task.by.0);
    put_time(&mut bytes, task.due);
    put_time(&mut bytes, task.remind_at);
    put_time(&mut bytes, task.done_at);
    bytes.put_int(task.all_day.into()).put(repeat.as_bytes()).put(task.words.as_bytes());
    bytes.put_int(task.created_at.0).put_int(task.updated_at.0).put_int(task.version).digest()
}
