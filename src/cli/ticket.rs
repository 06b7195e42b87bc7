//! `kin ticket`: tickets listed, shown, raised, edited and answered, by the same road as the screens.

use std::io::Read;

use super::args::{Global, Ticket, TicketAdd, TicketEdit, TicketFields, TicketList};
use super::output::{Failure, moment, print_json, print_line, print_table, unexpected};
use super::{customer, door, filter};
use crate::desk::Desk;
use crate::desk::api::{
    Queue, Reply, Request, TicketChoices, TicketDetail, TicketDraft, TicketReply, TicketRequest, TicketSort,
    TicketsQuery,
};
use crate::domain::filter::{Mistake, MistakeKind};
use crate::domain::ticket::{Channel, Priority};
use crate::domain::ticket_filter::{self, TicketKey, typed};
use crate::domain::{Id, SafeText, fold};

/// Longest text that is read from standard input, in bytes.
const LONGEST: u64 = 256 * 1024;

pub fn run(global: &Global, command: Ticket) -> Result<(), Failure> {
    match command {
        Ticket::List(arguments) => {
            // What is wrong with the question is said before anybody has to sign in.
            let query = query(arguments)?;
            list(global, &mut *door::signed_in(global)?, query)
        }
        Ticket::Show { ticket } => {
            let number = number(&ticket)?;
            show(global, &mut *door::signed_in(global)?, number)
        }
        Ticket::Add(arguments) => add(global, arguments),
        Ticket::Edit(arguments) => edit(global, &arguments),
        Ticket::Note { ticket, text, public } => {
            let number = number(&ticket)?;
            let mut desk = door::signed_in(global)?;
            let ticket = find(&mut desk, number)?;
            let text = words(text)?;
            match ask(&mut desk, TicketRequest::Note { ticket, public, text })? {
                TicketReply::NoteAdded(note) if global.json => {
                    print_json(&serde_json::json!({ "ticket": ticket, "number": number, "note": note }))
                }
                TicketReply::NoteAdded(_) => print_line(&format!("#{number}")),
                _ => Err(unexpected()),
            }
        }
    }
}

fn ask(desk: &mut Desk, request: TicketRequest) -> Result<TicketReply, Failure> {
    match desk.ask(Request::Ticket(Box::new(request)))? {
        Reply::Ticket(reply) => Ok(*reply),
        _ => Err(unexpected()),
    }
}

fn query(arguments: TicketList) -> Result<TicketsQuery, Failure> {
    let queues = || Queue::ALL.map(Queue::name).join(", ");
    let queue = Queue::from_name(&arguments.queue)
        .ok_or_else(|| Failure::Usage(format!("No queue {:?}. There are: {}.", arguments.queue, queues())))?;
    let sorts = || TicketSort::ALL.map(TicketSort::name).join(", ");
    let sort = TicketSort::ALL.into_iter().find(|sort| sort.name() == arguments.sort).ok_or_else(|| {
        Failure::Usage(format!("Tickets do not sort by {:?}. They sort by: {}.", arguments.sort, sorts()))
    })?;
    let some = |key, values: &[String]| (!values.is_empty()).then(|| typed(key, values));
    let mut terms = vec![arguments.filter];
    terms.extend(some(TicketKey::Status, &arguments.status));
    terms.extend(some(TicketKey::Priority, &arguments.priority));
    terms.extend(some(TicketKey::Customer, arguments.customer.as_slice()));
    terms.extend(some(TicketKey::Owner, arguments.owner.as_slice()));
    let filter = terms.join(" ").trim().to_owned();
    ticket_filter::parse(&filter)
        .map_err(|mistake| Failure::Usage(filter::marked(&filter, &mistake, &advice(&mistake))))?;
    let (search, descending, limit) = (arguments.search, arguments.descending, arguments.limit);
    Ok(TicketsQuery { queue, search, filter, sort, descending, limit, ..TicketsQuery::default() })
}

fn advice(mistake: &Mistake) -> String {
    match mistake.kind {
        MistakeKind::UnknownValue => format!(
            "There is no such value. priority: {}; channel: {}.",
            Priority::ALL.map(Priority::name).join(", "),
            Channel::ALL.map(Channel::name).join(", ")
        ),
        MistakeKind::MissingValue => "A value is missing, such as in: status:open".into(),
        MistakeKind::UnclosedQuote => "The closing quote is missing.".into(),
        MistakeKind::TooLong => "It is too long. 1000 bytes and 50 values are the most.".into(),
        _ => format!("Write KEY:VALUE. The keys are: {}.", TicketKey::ALL.map(TicketKey::name).join(", ")),
    }
}

fn list(global: &Global, desk: &mut Desk, mut query: TicketsQuery) -> Result<(), Failure> {
    let limit = usize::from(query.limit);
    ask(desk, TicketRequest::Escalate)?;
    let mut rows = Vec::new();
    loop {
        let TicketReply::List(page) = ask(desk, TicketRequest::List(query.clone()))? else { return Err(unexpected()) };
        rows.extend(page.rows);
        // The desk gives large pages and long searches in parts.
        if rows.len() >= limit || page.next.is_none() {
            break;
        }
        query.from = page.next;
        query.limit = u16::try_from(limit - rows.len()).unwrap_or(u16::MAX);
    }
    if global.json {
        return rows.iter().try_for_each(print_json);
    }
    let line = |row: &crate::desk::api::TicketRow| {
        let ticket = &row.ticket;
        let clocks = [ticket.clocks.respond, ticket.clocks.resolve];
        let running = clocks.iter().filter(|clock| ticket.phase.is_live() && clock.ended.is_none());
        let due = running.filter_map(|clock| clock.due).min();
        [
            format!("#{}", ticket.number),
            ticket.priority.name().to_owned(),
            ticket.status.clone(),
            moment(due),
            row.owner.clone(),
            row.code.clone(),
            ticket.subject.clone(),
        ]
    };
    let rows: Vec<_> = rows.iter().map(line).collect();
    print_table(["ticket", "priority", "status", "due", "owner", "customer", "subject"], &rows)
}

fn show(global: &Global, desk: &mut Desk, number: i64) -> Result<(), Failure> {
    let detail = detail(desk, number)?;
    if global.json {
        return print_json(&detail);
    }
    let (row, ticket) = (&detail.row, &detail.row.ticket);
    print_line(&format!("#{}  {}", ticket.number, ticket.subject))?;
    let satisfaction = ticket.satisfaction.map(|score| score.to_string()).unwrap_or_default();
    let customer = format!("{} {}", row.code, row.customer);
    let merged = detail.merged_into.map(|(_, number)| format!("#{number}")).unwrap_or_default();
    for (name, value) in [
        ("status", ticket.status.as_str()),
        ("priority", ticket.priority.name()),
        ("channel", ticket.channel.name()),
        ("kind", &ticket.kind),
        ("product", &ticket.product),
        ("customer", customer.trim()),
        ("owner", &row.owner),
        ("department", &row.department),
        ("satisfaction", &satisfaction),
        ("goes on in", &merged),
    ] {
        if !value.is_empty() {
            print_line(&format!("  {name:<12} {}", SafeText::new(value).as_str()))?;
        }
    }
    for row in detail.notes.iter().rev() {
        let kind = if row.note.public { "public" } else { "internal" };
        print_line(&format!("\n{}  {} ({kind})\n{}", moment(row.note.at), row.member, row.note.text))?;
    }
    Ok(())
}

fn add(global: &Global, arguments: TicketAdd) -> Result<(), Failure> {
    let draft = TicketDraft { subject: arguments.subject, ..TicketDraft::default() };
    let mut draft = plain(&arguments.fields, draft)?;
    let mut desk = door::signed_in(global)?;
    named(&mut desk, &arguments.fields, &mut draft)?;
    draft.text = arguments.text.map(words).transpose()?.unwrap_or_default();
    save(global, &mut desk, draft)
}

fn edit(global: &Global, arguments: &TicketEdit) -> Result<(), Failure> {
    let number = number(&arguments.ticket)?;
    // What is wrong with a flag is said before anybody has to sign in.
    plain(&arguments.fields, TicketDraft::default())?;
    let mut desk = door::signed_in(global)?;
    let ticket = detail(&mut desk, number)?.row.ticket;
    let draft = TicketDraft {
        id: Some(ticket.id),
        version: ticket.version,
        subject: arguments.subject.clone().unwrap_or(ticket.subject),
        customer: ticket.customer,
        kind: ticket.kind,
        product: ticket.product,
        priority: ticket.priority,
        channel: ticket.channel,
        status: String::new(),
        owner: ticket.owner,
        department: None,
        text: String::new(),
    };
    let mut draft = plain(&arguments.fields, draft)?;
    named(&mut desk, &arguments.fields, &mut draft)?;
    save(global, &mut desk, draft)
}

fn save(global: &Global, desk: &mut Desk, draft: TicketDraft) -> Result<(), Failure> {
    match ask(desk, TicketRequest::Save(Box::new(draft)))? {
        TicketReply::Saved { ticket, number, .. } if global.json => {
            print_json(&serde_json::json!({ "ticket": ticket, "number": number }))
        }
        TicketReply::Saved { number, .. } => print_line(&format!("#{number}")),
        _ => Err(unexpected()),
    }
}

/// The draft with what the flags say that needs no look into the office.
fn plain(fields: &TicketFields, mut draft: TicketDraft) -> Result<TicketDraft, Failure> {
    if let Some(name) = &fields.priority {
        draft.priority = Priority::from_name(name).ok_or_else(|| {
            let names = Priority::ALL.map(Priority::name).join(", ");
            Failure::Usage(format!("No priority {name:?}. There are: {names}."))
        })?;
    }
    if let Some(name) = &fields.channel {
        draft.channel = Channel::from_name(name).ok_or_else(|| {
            let names = Channel::ALL.map(Channel::name).join(", ");
            Failure::Usage(format!("No channel {name:?}. There are: {names}."))
        })?;
    }
    for (said, field) in
        [(&fields.kind, &mut draft.kind), (&fields.product, &mut draft.product), (&fields.status, &mut draft.status)]
    {
        if let Some(said) = said {
            field.clone_from(said);
        }
    }
    Ok(draft)
}

/// What the flags name of the office: a customer, a member, a department.
fn named(desk: &mut Desk, fields: &TicketFields, draft: &mut TicketDraft) -> Result<(), Failure> {
    if let Some(code) = &fields.customer {
        draft.customer = Some(customer::find(desk, code)?);
    }
    if fields.owner.is_none() && fields.department.is_none() {
        return Ok(());
    }
    let TicketReply::Choices(choices) = ask(desk, TicketRequest::Choices)? else { return Err(unexpected()) };
    let TicketChoices { members, departments, .. } = *choices;
    match fields.owner.as_deref() {
        None => {}
        Some("nobody") => draft.owner = None,
        Some(name) => draft.owner = Some(of_name(&members, name, "member")?),
    }
    if let Some(name) = &fields.department {
        draft.department = Some(of_name(&departments, name, "department")?);
    }
    Ok(())
}

fn of_name(known: &[(Id, String)], name: &str, what: &str) -> Result<Id, Failure> {
    let folded = fold::fold(name);
    let found = known.iter().find(|(_, known)| fold::fold(known) == folded).map(|(id, _)| *id);
    found.ok_or_else(|| Failure::Other(format!("There is no {what} {name:?} who or that takes tickets.")))
}

fn number(typed: &str) -> Result<i64, Failure> {
    let number = typed.trim_start_matches('#').parse();
    number.map_err(|_| Failure::Usage(format!("{typed:?} is no number of a ticket: give one such as 1042.")))
}

fn find(desk: &mut Desk, number: i64) -> Result<Id, Failure> {
    match ask(desk, TicketRequest::Find(number))? {
        TicketReply::Found(Some(id)) => Ok(id),
        TicketReply::Found(None) => {
            Err(Failure::Other(format!("Ticket #{number} is not there, or not in your scope.")))
        }
        _ => Err(unexpected()),
    }
}

fn detail(desk: &mut Desk, number: i64) -> Result<TicketDetail, Failure> {
    let id = find(desk, number)?;
    match ask(desk, TicketRequest::Open(id))? {
        TicketReply::Ticket(detail) => Ok(*detail),
        _ => Err(unexpected()),
    }
}

/// The words themselves, or what standard input has left.
fn words(text: String) -> Result<String, Failure> {
    if text != "-" {
        return Ok(text);
    }
    let mut read = Vec::new();
    std::io::stdin().lock().take(LONGEST).read_to_end(&mut read)?;
    Ok(String::from_utf8_lossy(&read).into_owned())
}
