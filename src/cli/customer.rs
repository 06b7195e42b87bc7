//! `kin customer`: list, show and reveal, by the same road as the screens.

use super::args::{Customer, Global};
use super::output::{Failure, moment, print_json, print_line, print_table, unexpected};
use super::{customer_edit, door, filter, upkeep};
use crate::desk::Desk;
use crate::desk::api::{
    CustomerDetail, CustomerRow, CustomersPage, CustomersQuery, REASONS, Reason, Reply, Request, Sort, SortBy,
};
use crate::domain::{Field, Id, SafeText};

pub fn run(global: &Global, command: Customer) -> Result<(), Failure> {
    match command {
        Customer::List { search, limit, filter, sort, descending } => {
            // What is wrong with the question is said before anybody has to sign in.
            let sort = Sort { by: sort_by(&sort)?, descending };
            let filter = filter::read(&filter)?;
            let mut desk = door::signed_in(global)?;
            list(global, &mut desk, CustomersQuery { filter, sort, ..CustomersQuery::new(search, limit) })
        }
        Customer::Show { customer } => show(global, &mut *door::signed_in(global)?, &customer),
        Customer::Reveal { customer, field, reason, words } => {
            let (field, reason) = (named_field(&field)?, named_reason(reason, words)?);
            reveal(global, &mut *door::signed_in(global)?, &customer, field, reason)
        }
        Customer::Upkeep(command) => upkeep::run(global, command),
        Customer::Add(values) => customer_edit::run(global, None, &values),
        Customer::Edit { customer, values } => customer_edit::run(global, Some(&customer), &values),
        Customer::Seen { customer } => seen(global, &mut *door::signed_in(global)?, &customer),
    }
}

fn sort_by(name: &str) -> Result<SortBy, Failure> {
    SortBy::ALL.into_iter().find(|by| by.name() == name).ok_or_else(|| {
        let names = SortBy::ALL.map(SortBy::name).join(", ");
        Failure::Usage(format!("Customers do not sort by {name:?}. They sort by: {names}."))
    })
}

/// A sealed field by its name.
pub fn named_field(name: &str) -> Result<Field, Failure> {
    let names = || Field::ALL.map(Field::name).join(", ");
    Field::from_name(name).ok_or_else(|| Failure::Usage(format!("No field {name:?}. There are: {}.", names())))
}

/// A reason of the list, with words.
pub fn named_reason(key: String, words: String) -> Result<Reason, Failure> {
    // None is for the desk to judge: some roles need none.
    if key.is_empty() || REASONS.contains(&key.as_str()) {
        return Ok(Reason { key, words, link: None });
    }
    Err(Failure::Usage(format!("No reason {key:?}. There are: {}.", REASONS.join(", "))))
}

fn list(global: &Global, desk: &mut Desk, mut query: CustomersQuery) -> Result<(), Failure> {
    let limit = usize::from(query.limit);
    let mut rows = Vec::new();
    loop {
        let page = customers(desk, query.clone())?;
        rows.extend(page.rows);
        // The desk gives large pages and long searches in parts.
        if rows.len() >= limit || page.next.is_none() {
            break;
        }
        query.from = page.next;
        query.limit = u16::try_from(limit - rows.len()).unwrap_or(u16::MAX);
    }
    rows_of(global, &rows)
}

/// Customers, a line each.
pub fn rows_of(global: &Global, rows: &[CustomerRow]) -> Result<(), Failure> {
    if global.json {
        return rows.iter().try_for_each(print_json);
    }
    rows.iter().try_for_each(|row| {
        let cell = |text: &str, width| SafeText::new(text).pad(width);
        print_line(&format!(
            "{}  {}  {}  {}  {}",
            cell(&row.code, 10),
            cell(&row.name, 28),
            cell(&row.city, 16),
            cell(&row.phone, 17),
            row.email
        ))
    })
}

fn show(global: &Global, desk: &mut Desk, customer: &str) -> Result<(), Failure> {
    let detail = detail(desk, customer)?;
    if global.json {
        return print_json(&detail);
    }
    let customer = &detail.customer;
    print_line(&format!("{}  {}", customer.code, customer.name))?;
    for (name, value) in [
        ("company", &customer.company),
        ("city", &customer.city),
        ("country", &customer.country),
        ("website", &customer.website),
        ("since", &customer.since),
        ("owner", &detail.owner),
        ("department", &detail.department),
    ] {
        if !value.is_empty() {
            print_line(&format!("  {name:<12} {}", SafeText::new(value).as_str()))?;
        }
    }
    for (name, value) in customer_edit::lines(&detail) {
        print_line(&format!("  {name:<12} {}", SafeText::new(&value).as_str()))?;
    }
    detail.masked.iter().try_for_each(|masked| {
        let (name, label) = customer_edit::mask_words(&detail, masked.field);
        print_line(&format!("  {name:<12} {}{}", masked.mask, SafeText::new(&label).as_str()))
    })
}

fn reveal(global: &Global, desk: &mut Desk, customer: &str, field: Field, reason: Reason) -> Result<(), Failure> {
    let id = find(desk, customer)?;
    let Reply::Revealed { value, .. } = desk.ask(Request::Reveal { customer: id, field, reason })? else {
        return Err(unexpected());
    };
    if global.json {
        return print_json(&serde_json::json!({ "customer": id, "field": field, "value": value.expose() }));
    }
    print_line(value.expose())
}

/// Who has seen a customer, as the subject may ask.
fn seen(global: &Global, desk: &mut Desk, customer: &str) -> Result<(), Failure> {
    let id = find(desk, customer)?;
    let Reply::Seen(seen) = desk.ask(Request::Seen { customer: id })? else { return Err(unexpected()) };
    if global.json {
        return print_json(&seen);
    }
    print_line(&format!("Who has seen {}, since {}:", seen.code, moment(seen.since)))?;
    let counted = |what: &str, count: u32| if count == 1 { what.to_owned() } else { format!("{what} {count}x") };
    let rows = seen.rows.iter().map(|row| {
        let acts: Vec<String> = row.acts.iter().map(|(act, count)| counted(act, *count)).collect();
        let fields: Vec<String> = row.fields.iter().map(|(field, count)| counted(field.name(), *count)).collect();
        let reasons: Vec<String> = row.reasons.iter().map(|(reason, count)| counted(reason, *count)).collect();
        [
            format!("{} ({})", row.member, row.role),
            moment(row.first),
            moment(row.last),
            fields.join(", "),
            reasons.join(", "),
            acts.join(", "),
        ]
    });
    print_table(["member", "first", "last", "fields", "reasons", "acts"], &rows.collect::<Vec<_>>())
}

fn customers(desk: &mut Desk, query: CustomersQuery) -> Result<CustomersPage, Failure> {
    match desk.ask(Request::Customers(query))? {
        Reply::Customers(page) => Ok(page),
        _ => Err(unexpected()),
    }
}

pub fn detail(desk: &mut Desk, customer: &str) -> Result<CustomerDetail, Failure> {
    let id = find(desk, customer)?;
    match desk.ask(Request::Customer(id))? {
        Reply::Customer(detail) => Ok(*detail.without_retired()),
        _ => Err(unexpected()),
    }
}

/// A customer by id or code.
pub fn find(desk: &mut Desk, customer: &str) -> Result<Id, Failure> {
    if let Ok(id) = customer.parse() {
        return Ok(id);
    }
    let page = customers(desk, CustomersQuery::new(customer, 50))?;
    let found = page.rows.iter().find(|row| row.code.eq_ignore_ascii_case(customer));
    found.map(|row| row.id).ok_or_else(|| {
        Failure::Other(format!(
            "There is no customer {customer:?} in your scope. Give a code as `kin customer list` shows it."
        ))
    })
}
