//! The screen of customers: each order, searches, filters and their counts, and the tabs and lists beside it.

use kin::desk::api::{CustomersQuery, Place, Reply, Request, Sort, SortBy, TicketRequest, UpkeepReply, UpkeepRequest};
use kin::domain::filter::{self, Filter};
use kin::domain::{CustomerKind, Field, Secret};

use crate::Seat;
use crate::fill::Known;
use crate::table::Table;

/// As the screens ask.
const PAGE: u16 = 64;
const FOUND: u16 = 8;
const PAIRS: u16 = 50;
const TRASHED: u16 = 100;
/// Hours of the filters' days, east of Greenwich.
const OFFSET: jiff::tz::Offset = jiff::tz::offset(7);

const FILTERS: [&str; 34] = [
    "city = Huế and tag in (vip) and no activity for 30 days",
    "city = Huế",
    "city = Cluj-Napoca",
    "city in (Huế, Vinh, Oradea)",
    "city ~ ha",
    "country = GB",
    "tag in (vip)",
    "tag in (regular)",
    "tag in (vip, wholesale) and status = active",
    "tag = rare",
    "segment = Enterprise",
    "segment = Retail and no activity for 90 days",
    "no activity for 30 days",
    "no activity for 400 days",
    "activity >= 7d",
    "starred",
    "recent",
    "owner = me",
    "owner = nobody",
    "owner = agent0001 and status = lead",
    "owner = agent0030",
    "status = blocked",
    "status = lead and kind = company",
    "not status = active",
    "department = Billing",
    "department = Sales and city = Huế",
    "updated >= 7d",
    "updated < 900d and status = blocked",
    "since >= 2025-01-01",
    "has iban",
    "has iban and city = Oradea",
    "name ~ nguyen",
    "name ~ qqq",
    "company ~ minh or tag = vip",
];

/// What people type, by length; each is measured at every length from one letter.
const WORDS: [&str; 8] = ["nguyen", "popescu", "smith", "duc", "hoang", "andrei", "thanh", "william"];
const SEVERAL: [&str; 6] = ["nguyen thi", "duc tran", "ion pop", "le van an", "nguyen binh minh", "qqq thi"];

pub fn ask(seat: &mut Seat, table: &mut Table, known: &Known, whole: bool) {
    let sorts: &[SortBy] = if whole { &SortBy::ALL } else { &[SortBy::Name, SortBy::Updated] };
    for by in sorts.iter().copied() {
        for descending in [false, true] {
            let query = CustomersQuery { sort: Sort { by, descending }, limit: PAGE, ..CustomersQuery::default() };
            let what = format!("customers, by {}{}", by.name(), if descending { " descending" } else { "" });
            table.ask(seat, &format!("{what}, page after page"), paged(query.clone()));
            table.ask(seat, &format!("{what}, back from the end"), paged(CustomersQuery { backward: true, ..query }));
        }
    }
    searches(seat, table, known);
    filters(seat, table, whole);
    table.ask(seat, "customers, what may be chosen from", |_, _| Request::Choices);
    one(seat, table, known);
    upkeep(seat, table, known);
}

fn searches(seat: &mut Seat, table: &mut Table, known: &Known) {
    let mut typed = |what: String, limit, text: &dyn Fn(usize) -> String| {
        table.ask(seat, &what, |n, _| Request::Customers(CustomersQuery::new(text(n), limit)));
        if limit == PAGE {
            table.ask(seat, &format!("{what}, counted"), counting(&|n| (text(n), Filter::All)));
        }
    };
    for letters in 1..=6 {
        let start = |n: usize| WORDS[n % WORDS.len()].chars().take(letters).collect();
        typed(format!("customers, searched by {letters} letters"), PAGE, &start);
    }
    typed("customers, searched by several words".into(), PAGE, &|n| SEVERAL[n % SEVERAL.len()].into());
    typed("customers, searched by whole names".into(), PAGE, &|n| known.names[n % known.names.len()].clone());
    typed("customers, searched by codes".into(), PAGE, &|n| format!("KH-{:04}", n * 7 % 400));
    typed("customers, searched by a word of nobody".into(), PAGE, &|n| format!("zzq{n}"));
    typed("palette, searched by 2 to 6 letters".into(), FOUND, &|n| WORDS[n % 8].chars().take(2 + n % 5).collect());
    let filter = parsed("status = blocked");
    table.ask(seat, "customers, searched and filtered", |n, _| {
        Request::Customers(CustomersQuery { filter: filter.clone(), ..CustomersQuery::new(SEVERAL[n % 4], PAGE) })
    });
    table.ask(seat, "customers, searched by phone (audited)", |n, _| {
        Request::Customers(CustomersQuery::new(format!("/{}", known.phones[n % known.phones.len()]), PAGE))
    });
}

fn filters(seat: &mut Seat, table: &mut Table, whole: bool) {
    let filters = if whole { &FILTERS[..] } else { &FILTERS[..2] };
    for text in filters {
        let filter = parsed(text);
        let query = CustomersQuery { filter: filter.clone(), limit: PAGE, ..CustomersQuery::default() };
        table.ask(seat, &format!("customers, {text}"), paged(query.clone()));
        let sort = Sort { by: SortBy::Updated, descending: true };
        table.ask(seat, &format!("customers, {text}, last changed first"), paged(CustomersQuery { sort, ..query }));
        table.ask(seat, &format!("customers, {text}, counted"), counting(&|_| (String::new(), filter.clone())));
    }
}

/// What a customer's own screen asks, of one with a long history.
fn one(seat: &mut Seat, table: &mut Table, known: &Known) {
    let customer = known.huge;
    seat.desk.ask(Request::Customer(customer)).expect("a customer");
    table.ask(seat, "a customer of many, seen again", |_, _| Request::Refresh(customer));
    table.ask(seat, "timeline of a customer of many, page after page", |_, last| {
        let before = match last {
            Some(Reply::Timeline(rows)) => rows.last().map(|row| (row.activity.at, row.activity.id)),
            _ => None,
        };
        Request::Timeline { customer, before }
    });
    table.ask(seat, "who saw a customer of many", |_, _| Request::Access { customer, before: None });
    table.ask(seat, "a customer's tickets, each opened (audited)", |n, _| {
        Request::Ticket(Box::new(TicketRequest::OfCustomer(known.customers[n % known.customers.len()])))
    });
    table.ask(seat, "people of a large company", |_, last| {
        let from = match last {
            Some(Reply::People(people)) => people.next.clone(),
            _ => None,
        };
        Request::People { company: known.company, from }
    });
}

fn upkeep(seat: &mut Seat, table: &mut Table, known: &Known) {
    let asked = |request| Request::Upkeep(Box::new(request));
    table.ask(seat, "duplicates, page after page", |_, last| {
        // Those of equal values are told by audited look-ups, and counted against their limit.
        let next = page_of(last).filter(|place| place.group == 0);
        asked(UpkeepRequest::Duplicates { from: next, limit: PAIRS })
    });
    table.ask(seat, "trash, page after page", |_, last| {
        let before = match last {
            Some(Reply::Upkeep(reply)) => match &**reply {
                UpkeepReply::Trash(page) => page.next,
                _ => None,
            },
            _ => None,
        };
        asked(UpkeepRequest::Trashed { before, limit: TRASHED })
    });
    table.ask(seat, "customers opened last", |_, _| asked(UpkeepRequest::Recent));
    table.ask(seat, "who is like the one that is typed", |n, _| {
        let name = known.names[n % known.names.len()].clone();
        let (company, city, kind) = (String::new(), "Huế".to_owned(), CustomerKind::Person);
        asked(UpkeepRequest::Similar { name, company, city, kind, sealed: Vec::new(), except: None })
    });
    table.ask(seat, "found by phone (audited)", |n, _| {
        let value = Secret::new(&known.phones[n % known.phones.len()]);
        asked(UpkeepRequest::Find { field: Field::Phone, value })
    });
}

fn parsed(text: &str) -> Filter {
    filter::parse(text, &jiff::tz::TimeZone::fixed(OFFSET)).unwrap_or_else(|mistake| panic!("{text}: {mistake:?}"))
}

fn page_of(last: Option<&Reply>) -> Option<Place> {
    match last? {
        Reply::Customers(page) => page.next.clone(),
        Reply::Counted(counted) => counted.next.clone(),
        Reply::Upkeep(reply) => match &**reply {
            UpkeepReply::Duplicates(page) => page.next.clone(),
            _ => None,
        },
        _ => None,
    }
}

/// Page after page, and again from the start.
fn paged(query: CustomersQuery) -> impl FnMut(usize, Option<&Reply>) -> Request {
    move |_, last| Request::Customers(CustomersQuery { from: page_of(last), ..query.clone() })
}

/// Counts a part at a time, and then what comes next.
fn counting(what: &dyn Fn(usize) -> (String, Filter)) -> impl FnMut(usize, Option<&Reply>) -> Request {
    let mut turn = 0;
    move |_, last| {
        let after = page_of(last);
        turn += usize::from(after.is_none());
        let (search, filter) = what(turn);
        Request::CountCustomers { search, filter, after }
    }
}
