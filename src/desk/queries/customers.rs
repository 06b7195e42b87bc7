//! The list: a page by name or code, a search as it is typed, or an exact lookup by token.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde_json::json;

use super::super::Desk;
use super::super::api::{CustomerRow, CustomersPage, CustomersQuery, Place, Problem, SortBy};
use super::super::session::Trace;
use super::member_name;
use crate::domain::{Customer, Field, Id, Micros, Scope, contact, fold};
use crate::policy::{Operation, Permit, Target};
use crate::store::{Cursor, ListRow, ListSort, Reach, Search, Snapshot};

/// Most rows of one page.
const MOST: u16 = 500;

impl Desk {
    pub(in crate::desk) fn customers(&mut self, query: &CustomersQuery) -> Result<CustomersPage, Problem> {
        let permit = self.judge(Operation::ListCustomers, Target::Office)?;
        let reach = self.reach(&permit)?;
        if let Some(exact) = query.search.strip_prefix('/') {
            return self.lookup(exact.trim(), reach);
        }
        let folded = fold::fold(&query.search);
        let from = query.from.as_ref().map(cursor);
        let limit = usize::from(query.limit.clamp(1, MOST));
        let sort = match query.sort.by {
            SortBy::Code => ListSort::Code,
            _ => ListSort::Name,
        };
        let code = query.search.trim().to_uppercase();
        let search = Search { folded: &folded, code: &code };
        self.store.read(|snapshot| {
            let page = if folded.is_empty() {
                snapshot.list(reach, sort, from.as_ref(), query.backward, limit)?
            } else {
                snapshot.search(reach, &search, from.as_ref(), query.backward, limit)?
            };
            let owners = names_of(snapshot, page.rows.iter().filter_map(|row| row.owner))?;
            let rows = page.rows.into_iter().map(|row| shown(row, &owners)).collect();
            Ok(CustomersPage {
                rows,
                next: page.next.map(place),
                total: snapshot.customer_total(reach)?,
                unfinished: false,
            })
        })
    }

    /// Finds by exact phone, e-mail, national id or IBAN, without anyone seeing the value; audited.
    fn lookup(&mut self, exact: &str, reach: Reach) -> Result<CustomersPage, Problem> {
        let permit = self.judge(Operation::LookupCustomer, Target::Office)?;
        let mut tokens = Vec::new();
        for field in Field::ALL.into_iter().filter(|field| field.has_lookup() && *field != Field::Phone2) {
            if let Some(normalised) = contact::normalise_for_lookup(field, exact, &self.settings.region)
                && let Some(token) = self.token(field, &normalised)
            {
                tokens.push(token);
            }
        }
        let (rows, total) = self.store.read(|snapshot| {
            let mut rows: Vec<CustomerRow> = Vec::new();
            for token in &tokens {
                for (id, _) in snapshot.customers_by_token(token)? {
                    let customer = snapshot.customer(id)?.filter(|customer| within(reach, customer));
                    if let Some(customer) = customer
                        && rows.iter().all(|row| row.id != id)
                    {
                        rows.push(found_row(snapshot, customer)?);
                    }
                }
            }
            Ok::<_, Problem>((rows, snapshot.customer_total(reach)?))
        })?;
        if tokens.is_empty() {
            return Ok(CustomersPage { total, ..CustomersPage::default() });
        }
        let found: Vec<Id> = rows.iter().map(|row| row.id).collect();
        let trace = Trace { details: json!({ "found": found }), ..Trace::default() };
        let scribe = self.scribe()?;
        let entry = if found.is_empty() { scribe.failed(&permit, trace) } else { scribe.done(&permit, trace) };
        self.act(&permit, |_| Ok((entry.clone(), ())))?;
        Ok(CustomersPage { rows, next: None, total, unfinished: false })
    }

    /// The token of a normalised value, if the member holds the class's lookup key.
    pub(in crate::desk) fn token(&self, field: Field, normalised: &str) -> Option<[u8; 16]> {
        let keys = self.session.as_ref()?.keys.as_ref()?;
        Some(keys.lookups.get(&field.class())?.token(field.token_kind(), normalised))
    }

    /// The permit's scope as the store applies it.
    pub(in crate::desk) fn reach(&self, permit: &Permit) -> Result<Reach, Problem> {
        let actor = &self.session()?.actor;
        Ok(match permit.scope() {
            Scope::All => Reach::All,
            Scope::Department => Reach::Department(actor.department),
            Scope::Own => Reach::Own(actor.member),
        })
    }
}

fn within(reach: Reach, customer: &Customer) -> bool {
    match reach {
        Reach::All => true,
        Reach::Department(department) => customer.department == department,
        Reach::Own(owner) => customer.owner == Some(owner),
    }
}

fn names_of(snapshot: &Snapshot<'_>, ids: impl Iterator<Item = Id>) -> Result<HashMap<Id, String>, Problem> {
    let mut names = HashMap::new();
    for id in ids {
        if let Entry::Vacant(place) = names.entry(id) {
            place.insert(member_name(snapshot, id)?);
        }
    }
    Ok(names)
}

fn shown(row: ListRow, owners: &HashMap<Id, String>) -> CustomerRow {
    CustomerRow {
        id: row.id,
        code: row.code,
        kind: row.kind,
        name: row.name,
        company: row.company,
        city: row.city,
        status: row.status,
        department: String::new(),
        country: String::new(),
        since: String::new(),
        created_at: Micros::default(),
        updated_at: Micros::default(),
        version: 0,
        phone: row.phone,
        email: row.email,
        owner: row.owner.and_then(|owner| owners.get(&owner).cloned()).unwrap_or_default(),
        place: place(row.cursor),
    }
}

/// A row found by a token: no page follows it, so its place is only its id.
fn found_row(snapshot: &Snapshot<'_>, customer: Customer) -> Result<CustomerRow, Problem> {
    let masks = snapshot.masks(customer.id)?;
    let mask =
        |field| masks.iter().find(|masked| masked.field == field).map(|masked| masked.mask.clone()).unwrap_or_default();
    let owner = customer.owner.map(|owner| member_name(snapshot, owner)).transpose()?.unwrap_or_default();
    Ok(CustomerRow {
        id: customer.id,
        phone: mask(Field::Phone),
        email: mask(Field::Email),
        place: Place { group: 0, key: String::new(), key2: String::new(), id: customer.id },
        owner,
        code: customer.code,
        kind: customer.kind,
        name: customer.name,
        company: customer.company,
        city: customer.city,
        status: customer.status,
        department: String::new(),
        country: customer.country,
        since: customer.since,
        created_at: customer.created_at,
        updated_at: customer.updated_at,
        version: customer.version,
    })
}

fn place(cursor: Cursor) -> Place {
    Place { group: cursor.group, key: cursor.key, key2: cursor.key2, id: cursor.id }
}

fn cursor(place: &Place) -> Cursor {
    Cursor { group: place.group, key: place.key.clone(), key2: place.key2.clone(), id: place.id }
}
