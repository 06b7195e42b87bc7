//! Tickets: their data, a seat at them, and what the screens do.

mod acts;
mod forms;
mod presence;
mod queues;

use kin::desk::api::*;
use kin::domain::sla::{Clock, Clocks};
use kin::domain::ticket::*;
use kin::domain::*;
use kin::ui::*;

use crate::office::*;

pub const MINUTE: i64 = 60_000_000;
pub const HOUR: i64 = 60 * MINUTE;

/// A promise that runs out after so long, and grows short half an hour before.
pub fn running(left: i64) -> Clock {
    let due = NOW.0 + left;
    Clock { due: Some(Micros(due)), warn: Some(Micros(due - HOUR / 2)), ..Clock::default() }
}

pub fn met() -> Clock {
    Clock { ended: Some(Micros(NOW.0 - HOUR)), ..running(HOUR) }
}

pub fn ticket(n: u8, subject: &str) -> Ticket {
    Ticket {
        id: id(100 + n),
        number: 1040 + i64::from(n),
        subject: subject.into(),
        customer: Some(id(1)),
        kind: "Repair".into(),
        product: String::new(),
        priority: Priority::Normal,
        channel: Channel::Phone,
        status: "open".into(),
        phase: Phase::Open,
        owner: Some(id(200)),
        department: id(201),
        clocks: Clocks { respond: met(), resolve: running(3 * HOUR) },
        merged_into: None,
        satisfaction: None,
        escalated: 0,
        created_by: id(200),
        created_at: Micros(NOW.0 - 2 * HOUR),
        updated_at: Micros(NOW.0 - HOUR),
        version: 4,
    }
}

pub fn row(ticket: Ticket, customer: &str) -> TicketRow {
    let place = TicketPlace { key: ticket.number, id: ticket.id };
    TicketRow {
        code: "KH-004201".into(),
        customer: customer.into(),
        owner: if ticket.owner.is_some() { "lan".into() } else { String::new() },
        department: "Support".into(),
        busy: false,
        place,
        ticket,
    }
}

/// Of every kind: late, soon, running, paused, met; urgent and not; with and without an owner.
pub fn rows() -> Vec<TicketRow> {
    let with = |n: u8, subject: &str, customer: &str, change: fn(&mut Ticket)| {
        let mut ticket = ticket(n, subject);
        change(&mut ticket);
        row(ticket, customer)
    };
    let mut rows = vec![
        with(2, "Máy in không nhận giấy", "Nguyễn Thị Hồng Đào", |ticket| {
            ticket.priority = Priority::Urgent;
            ticket.clocks.resolve = running(-HOUR);
        }),
        with(
            3,
            "Hóa đơn tháng 10 tính sai thuế giá trị gia tăng ở hai dòng cuối",
            crate::cast::LONG,
            |ticket| {
                ticket.priority = Priority::High;
                ticket.clocks.resolve = running(12 * MINUTE);
            },
        ),
        with(4, "Când ajunge livrarea?", "Ștefănescu Măriuca", |ticket| {
            (ticket.status, ticket.phase) = ("new".into(), Phase::New);
            ticket.clocks.respond = running(2 * HOUR + MINUTE);
            ticket.owner = None;
        }),
        with(5, "Refund", "李小龍", |ticket| {
            (ticket.status, ticket.phase) = ("waiting".into(), Phase::Waiting);
            ticket.clocks.resolve = Clock { left: Some(7_200), ..Clock::default() };
            ticket.priority = Priority::Low;
        }),
        with(6, "Cảm ơn", "", |ticket| {
            (ticket.status, ticket.phase, ticket.customer) = ("solved".into(), Phase::Solved, None);
            ticket.clocks.resolve = met();
        }),
    ];
    rows[1].busy = true;
    rows
}

pub fn said(n: u8, public: bool, member: &str, text: &str) -> TicketNoteRow {
    let note = TicketNote {
        id: id(n),
        ticket: id(102),
        member: id(200),
        at: Micros(NOW.0 - i64::from(n) * 10 * MINUTE),
        public,
        text: text.into(),
    };
    TicketNoteRow { note, member: member.into() }
}

pub fn detail() -> TicketDetail {
    let row = rows().remove(0);
    TicketDetail {
        row,
        notes: vec![
            said(2, true, "lan", "Kỹ thuật viên đến trong chiều nay.\nXin giữ máy ở chỗ cũ."),
            said(9, false, "minh", "Đã gọi hai lần, không ai nghe."),
        ],
        watchers: vec![(id(202), "minh".into())],
        watching: false,
        related: vec![Related { id: id(103), number: 1043, subject: "Hóa đơn".into(), phase: Phase::Open }],
        merged: vec![(id(99), 1001)],
        merged_into: None,
        timeline: vec![note(11, ActivityKind::Call, "Hỏi về hóa đơn.")],
        present: Vec::new(),
        may_edit: true,
        may_note: true,
        may_merge: true,
        next: vec![("waiting".into(), String::new()), ("solved".into(), String::new())],
    }
}

pub fn choices() -> TicketChoices {
    TicketChoices {
        members: vec![(id(200), "lan".into()), (id(202), "minh".into())],
        departments: vec![(id(201), "Support".into()), (id(204), "Repair shop".into())],
        kinds: vec!["Repair".into(), "Invoice".into()],
        products: vec!["Printer".into()],
        statuses: Phase::ALL.map(|phase| (phase.name().into(), String::new(), phase)).to_vec(),
        snippets: vec!["Greeting".into()],
        satisfaction: true,
    }
}

pub fn counts() -> QueueCounts {
    let counts = [4, 12, 3, 1, 2];
    QueueCounts { counts: Queue::ALL.into_iter().zip(counts).collect() }
}

/// Whoever works on tickets.
pub fn agent(role: Role) -> SignedIn {
    let mut who = who(role);
    let rights = &mut who.rights;
    (rights.tickets, rights.create_tickets, rights.edit_tickets) = (true, true, true);
    rights.bulk_tickets = role != Role::Agent;
    who
}

pub fn page(rows: Vec<TicketRow>) -> TicketsPage {
    TicketsPage { total: Some(u32::try_from(rows.len()).unwrap()), rows, next: None }
}

/// Whether this is the answer to that.
pub fn answers(reply: &TicketReply, request: &TicketRequest) -> bool {
    use {TicketReply as A, TicketRequest as Q};
    matches!(
        (reply, request),
        (A::List(_), Q::List(_))
            | (A::Today(_), Q::Today)
            | (A::Counts(_), Q::Counts)
            | (A::Ticket(_), Q::Open(_) | Q::Refresh(_))
            | (A::Found(_), Q::Find(_))
            | (A::OfCustomer(_), Q::OfCustomer(_))
            | (A::Next(_), Q::Next { .. })
            | (A::Choices(_), Q::Choices)
            | (A::Saved { .. }, Q::Save(_))
            | (A::NoteAdded(_), Q::Note { .. })
            | (A::Changed(_), Q::Change { .. })
            | (A::Done, Q::Watch { .. } | Q::Relate { .. } | Q::Merge { .. } | Q::Rate { .. })
            | (A::Present(_), Q::Present { .. })
            | (A::Text(_), Q::Snippet { .. } | Q::AsText(_))
    )
}

impl Seat {
    pub fn told(&mut self, reply: TicketReply) {
        self.reply(Ok(Reply::Ticket(Box::new(reply))));
    }

    /// Signed in, at the tickets, with everything answered that is asked then.
    pub fn at_tickets(start: Start, who: SignedIn, rows: Vec<TicketRow>) -> Self {
        let mut seat = Self::at_work(start, who, people());
        seat.told(TicketReply::Choices(Box::new(choices())));
        seat.keys("3");
        seat.told(TicketReply::List(page(rows)));
        seat.told(TicketReply::Counts(counts()));
        seat
    }

    /// With the first of them open.
    pub fn at_ticket(start: Start, who: SignedIn) -> Self {
        let mut seat = Self::at_tickets(start, who, rows());
        seat.keys("\n");
        seat.told(TicketReply::Ticket(Box::new(detail())));
        seat
    }

    /// The last thing that was asked about tickets.
    #[track_caller]
    pub fn asked_of_tickets(&self) -> &TicketRequest {
        let asked = self.asked.iter().rev().find_map(|(_, request)| match request {
            Request::Ticket(request) if !matches!(**request, TicketRequest::Present { .. }) => Some(&**request),
            _ => None,
        });
        asked.expect("something about tickets was asked")
    }

    pub fn asks_of_tickets(&self, like: impl Fn(&TicketRequest) -> bool) -> usize {
        self.asked.iter().filter(|(_, request)| matches!(request, Request::Ticket(request) if like(request))).count()
    }

    pub fn refuse(&mut self, like: impl Fn(&TicketRequest) -> bool, problem: Problem) {
        let ticket = self.ticket(|request| matches!(request, Request::Ticket(request) if like(request)));
        self.reply_to(ticket, Err(problem));
    }
}
