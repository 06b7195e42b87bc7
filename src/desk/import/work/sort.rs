//! What becomes of a row: a record that is ready to be stored, or a refusal.

use std::collections::HashMap;
use std::sync::Arc;

use super::row::{Refusal, WorkKind, WorkRow};
use super::status::status_of;
use crate::clock::{self, Source};
use crate::desk::activities::{Clean, cleaned, with};
use crate::desk::api::{ActivityDraft, Problem};
use crate::desk::queries::may_look_up;
use crate::desk::tasks::import::TaskImport;
use crate::desk::tickets::{Asker, ImportedTicket, Rules};
use crate::domain::audit::Encoder;
use crate::domain::fold::fold;
use crate::domain::ticket::{Ticket, TicketNote};
use crate::domain::{Activity, Id, Micros, Scope, Task, Unfit, forbidden, text};
use crate::policy::{self, Actor, Operation, Target};
use crate::store::{Reach, Snapshot, StoreError};

/// Longest text that is looked at, and longest id of elsewhere, in characters.
const LONGEST: usize = 10_000;
const LONGEST_ID: usize = 200;

/// A record that is ready to be stored.
pub enum Ready {
    /// With the number that it had.
    Ticket(Box<(Ticket, Vec<TicketNote>)>, Option<i64>),
    Task(Box<Task>),
    Activity(Box<Activity>),
}

/// A row that is taken.
pub struct Taken {
    pub record: Ready,
    /// By which it comes in once.
    pub external_id: String,
    pub customer: Option<Id>,
}

impl Taken {
    pub fn id(&self) -> Id {
        match &self.record {
            Ready::Ticket(ticket, _) => ticket.0.id,
            Ready::Task(task) => task.id,
            Ready::Activity(activity) => activity.id,
        }
    }
}

/// A row that is not taken, or an office that could not be read.
pub enum No {
    Refused(Refusal),
    Failed(Problem),
}

impl From<Refusal> for No {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Problem> for No {
    fn from(problem: Problem) -> Self {
        Self::Failed(problem)
    }
}

impl From<StoreError> for No {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

/// All that decides what becomes of the rows of one chunk.
pub struct Sorter {
    pub kind: WorkKind,
    pub asker: Asker,
    /// As whom the importer looks.
    pub actor: Actor,
    /// Members who work with customers, by their folded names.
    pub people: HashMap<String, Actor>,
    /// By their folded names.
    pub departments: HashMap<String, Id>,
    /// How far the right to look up reaches, where there is one.
    pub lookup: Option<Reach>,
    pub rules: Rules,
    pub zone: jiff::tz::TimeZone,
    pub clock: Arc<dyn Source>,
    pub now: Micros,
}

impl Sorter {
    /// `tokens`: of the phones and e-mails that name the row's customer.
    pub fn sort(&self, snapshot: &Snapshot<'_>, row: &WorkRow, tokens: &[[u8; 16]]) -> Result<Taken, No> {
        let customer = self.customer(snapshot, row, tokens)?;
        let at = row.at.unwrap_or(self.now).min(self.now);
        let record = match self.kind {
            WorkKind::Ticket => self.ticket(row, customer, at)?,
            WorkKind::Task => self.task(row, customer, at)?,
            WorkKind::Activity => self.activity(row, customer.ok_or(Refusal::NoCustomer)?, at)?,
        };
        Ok(Taken { record, external_id: external_id(row, customer), customer })
    }

    fn customer(&self, snapshot: &Snapshot<'_>, row: &WorkRow, tokens: &[[u8; 16]]) -> Result<Option<Id>, No> {
        if row.customer.is_empty() {
            return Ok(None);
        }
        for written in &row.customer {
            let found = match snapshot.customer_by_code(&written.to_uppercase())? {
                Some(found) => Some(found),
                None => snapshot.customer_by_external_id(written)?,
            };
            if let Some(found) = found
                && self.reaches(snapshot, found)?
            {
                return Ok(Some(found));
            }
        }
        match self.looked_up(snapshot, tokens)?[..] {
            [] => Err(Refusal::NoCustomer.into()),
            [one] => Ok(Some(one)),
            _ => Err(Refusal::ManyCustomers.into()),
        }
    }

    /// The customers in reach who have one of these values.
    pub fn looked_up(&self, snapshot: &Snapshot<'_>, tokens: &[[u8; 16]]) -> Result<Vec<Id>, Problem> {
        let mut found = Vec::new();
        let Some(reach) = &self.lookup else { return Ok(found) };
        for token in tokens {
            for (id, field) in snapshot.customers_by_token(token)? {
                let seen = may_look_up(&self.actor, field) && snapshot.in_reach(id, reach)?;
                if seen && !found.contains(&id) && self.reaches(snapshot, id)? {
                    found.push(id);
                }
            }
        }
        Ok(found)
    }

    /// Whether the importer may link such a record to this customer.
    fn reaches(&self, snapshot: &Snapshot<'_>, customer: Id) -> Result<bool, Problem> {
        let seen = self.asker.sees_customer(snapshot, customer, self.now)?;
        Ok(seen.is_some_and(|target| self.kind != WorkKind::Activity || self.asker.may(Operation::AddNote, target)))
    }

    fn ticket(&self, row: &WorkRow, customer: Option<Id>, at: Micros) -> Result<Ready, No> {
        check_words(&row.subject, &row.text)?;
        let service = self.rules.service();
        let status = status_of(service, row).ok_or(Refusal::NoStatus)?;
        let (owner, department) = self.whose(row)?;
        // Since when it has its status; of one that is over, when it was closed.
        let since = row.closed.filter(|_| !status.phase.is_live()).unwrap_or(at).min(self.now).max(at);
        let by = self.actor.member;
        let imported = ImportedTicket {
            subject: row.subject.clone(),
            customer: None,
            kind: named(&service.kinds, &row.kind).ok_or(Refusal::NoKind)?,
            product: named(&service.products, &row.product).ok_or(Refusal::NoProduct)?,
            priority: row.priority,
            channel: row.channel,
            status: status.key.clone(),
            owner,
            department,
            satisfaction: row.satisfaction,
            created_at: at,
            updated_at: since,
            notes: if is_empty(&row.text) { Vec::new() } else { vec![(by, at, false, row.text.clone())] },
        };
        let (ticket, notes) = self.rules.imported_ticket(&imported, by, self.clock.as_ref())?;
        Ok(Ready::Ticket(Box::new((Ticket { customer, ..ticket }, notes)), row.number))
    }

    fn task(&self, row: &WorkRow, customer: Option<Id>, at: Micros) -> Result<Ready, No> {
        check_words(&row.subject, &row.text)?;
        let (owner, department) = self.whose(row)?;
        let import = TaskImport {
            title: row.subject.clone(),
            owner: owner.unwrap_or(self.actor.member),
            department,
            due: row.due.map(|(due, _)| due),
            all_day: row.due.is_some_and(|(_, all_day)| all_day),
            words: row.text.clone(),
            ..TaskImport::default()
        };
        let done_at = row.closed.or(row.done.then_some(at)).map(|done| done.min(self.now));
        Ok(Ready::Task(Box::new(Task {
            customer,
            by: self.actor.member,
            done_at,
            created_at: at,
            updated_at: done_at.unwrap_or(at),
            ..import.task(&self.zone, self.clock.as_ref())
        })))
    }

    fn activity(&self, row: &WorkRow, customer: Id, at: Micros) -> Result<Ready, No> {
        let (owner, _) = self.whose(row)?;
        let draft = ActivityDraft { text: row.text.clone(), ..row.note.clone() };
        let Clean { draft, .. } = cleaned(draft).map_err(|problem| match problem {
            Problem::Invalid { unfit, .. } => No::Refused(Refusal::Words(unfit)),
            other => No::Failed(other),
        })?;
        let blank =
            Activity::blank(clock::new_id(self.clock.as_ref()), customer, owner.unwrap_or(self.actor.member), at);
        // Nobody is called by what was written elsewhere.
        Ok(Ready::Activity(Box::new(with(draft, Vec::new(), blank))))
    }

    /// Whose a record becomes: its owner, and where it lies. What nobody is named for lies in a ticket's queue, or is
    /// the importer's own.
    fn whose(&self, row: &WorkRow) -> Result<(Option<Id>, Id), Refusal> {
        let named = match row.owner.is_empty() {
            true => None,
            false => Some(self.people.get(&fold(&row.owner)).ok_or(Refusal::NoOwner)?),
        };
        let own = policy::scope_of(&self.actor, self.kind.right()) == Some(Scope::Own);
        let to_importer = self.kind != WorkKind::Ticket || own;
        let owner = named.map(|person| person.member).or(to_importer.then_some(self.actor.member));
        let department = match row.department.is_empty() {
            true => named.map_or(self.actor.department, |person| person.department),
            false => *self.departments.get(&fold(&row.department)).ok_or(Refusal::NoDepartment)?,
        };
        let target = Target::record(Id::default(), owner, department);
        // A line of a timeline lies where its customer does.
        let reached = self.asker.may(Operation::Import, target)
            && (self.kind == WorkKind::Activity || self.asker.may(self.kind.right(), target));
        let works = |person: &Actor| match self.kind {
            WorkKind::Ticket => policy::judge(person, Operation::ViewTicket, target).is_ok(),
            WorkKind::Task => policy::scope_of(person, Operation::EditTasks).is_some(),
            WorkKind::Activity => true,
        };
        match named {
            Some(person) if !reached || !works(person) => Err(Refusal::NoOwner),
            None if !reached => Err(Refusal::NoDepartment),
            _ => Ok((owner, department)),
        }
    }
}

fn is_empty(words: &str) -> bool {
    words.trim().is_empty()
}

/// A subject there must be, and nothing in it or in the text that nobody may write down.
fn check_words(subject: &str, words: &str) -> Result<(), Refusal> {
    let subject = text::clean_input(subject, LONGEST);
    if is_empty(&subject) {
        return Err(Refusal::Words(Unfit::Empty));
    }
    let found = forbidden::find(&subject).or_else(|| forbidden::find(&text::clean_multiline(words, LONGEST)));
    found.map_or(Ok(()), |unfit| Err(Refusal::Words(unfit)))
}

/// A name of the office's as it writes it; empty where none is wanted.
fn named(known: &[String], wanted: &str) -> Option<String> {
    if wanted.is_empty() {
        return Some(String::new());
    }
    let folded = fold(wanted);
    known.iter().find(|name| fold(name) == folded).cloned()
}

/// The row's id of elsewhere. One without has its number, or a hash of what it says.
fn external_id(row: &WorkRow, customer: Option<Id>) -> String {
    let written = row.external_id.as_deref().map(|written| text::clean_input(written, LONGEST_ID));
    if let Some(written) = written.filter(|written| !written.is_empty()) {
        return written;
    }
    if let Some(number) = row.number {
        return format!("#{number}");
    }
    let note = &row.note;
    let mut bytes = Encoder::new("kin import row v1");
    bytes.put_id(customer);
    let texts = [&row.subject, &row.text, &row.kind, &row.product, &row.status, &row.owner, &row.department];
    for text in texts.into_iter().chain([&note.next_step]) {
        bytes.put(text.as_bytes());
    }
    let outcome = note.outcome.map_or("", |outcome| outcome.name());
    for name in [row.priority.name(), row.channel.name(), note.kind.name(), note.direction.name(), outcome] {
        bytes.put(name.as_bytes());
    }
    for at in [row.at, row.closed, row.due.map(|(due, _)| due), note.next_at] {
        bytes.put_int(at.map_or(i64::MIN, |at| at.0));
    }
    bytes.put_int(note.minutes.map_or(-1, i64::from)).put_int(row.satisfaction.map_or(-1, i64::from));
    bytes.put_int(row.done.into());
    format!("blake3 {}", data_encoding::HEXLOWER.encode(&bytes.digest()))
}
