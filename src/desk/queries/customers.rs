//! The list: a page in some order, a search as it is typed, or an exact lookup by token; and how many there are.

use std::collections::HashMap;

use serde_json::json;

use super::super::Desk;
use super::super::api::{Counted, CustomerRow, CustomersPage, CustomersQuery, Place, Problem, SortBy};
use super::super::session::Trace;
use super::{department_name, filter, member_name};
use crate::domain::filter::Filter;
use crate::domain::{Action, Entry, Field, Id, Micros, Outcome, Scope, contact, fold, own_field};
use crate::policy::{self, Actor, Operation, Permit, Target};
use crate::store::{Cursor, EntryIs, Known, ListQuery, ListRow, ListSort, LogFilter, Reach, Search, Snapshot, Viewer};

const HOUR: i64 = 3_600_000_000;
/// Most rows of one page.
const MOST: u16 = 500;

impl Desk {
    pub(in crate::desk) fn customers(&mut self, query: &CustomersQuery) -> Result<CustomersPage, Problem> {
        let permit = self.judge(Operation::ListCustomers, Target::Office)?;
        let reach = self.reach(&permit)?;
        if let Some(exact) = query.search.strip_prefix('/') {
            return self.lookup(exact.trim(), &reach);
        }
        let typed = Typed::new(&query.search);
        let from = query.from.as_ref().map(cursor);
        let (actor, tickets) = (self.session()?.seen_as().clone(), self.seen_tickets()?);
        let now = self.steady_now()?;
        self.store.read(|snapshot| {
            let known = filter::known(snapshot, &query.filter, &actor, tickets, now)?;
            let asked = ListQuery {
                filter: &query.filter,
                sort: list_sort(query.sort.by),
                descending: query.sort.descending,
                from: from.as_ref(),
                backward: query.backward,
                ..ListQuery::new(&reach, &known, usize::from(query.limit.clamp(1, MOST)))
            };
            let page = snapshot.search(&asked, &typed.search())?;
            let mut names = Names::of(&actor);
            let rows = page.rows.into_iter().map(|row| names.shown(snapshot, row)).collect::<Result<_, _>>()?;
            Ok(CustomersPage {
                rows,
                next: page.next.map(place),
                total: snapshot.customer_total(&reach)?,
                unfinished: page.unfinished,
            })
        })
    }

    /// Counts what a search and a filter find, from a place on and for a short while.
    pub(in crate::desk) fn count_customers(
        &mut self,
        search: &str,
        filter: &Filter,
        after: Option<&Place>,
    ) -> Result<Counted, Problem> {
        let permit = self.judge(Operation::ListCustomers, Target::Office)?;
        let reach = self.reach(&permit)?;
        if let Some(exact) = search.strip_prefix('/') {
            let found = self.lookup(exact.trim(), &reach)?.rows.len() as u64;
            return Ok(Counted { found, next: None });
        }
        let typed = Typed::new(search);
        let after = after.map(cursor);
        let (actor, tickets) = (self.session()?.seen_as().clone(), self.seen_tickets()?);
        let now = self.steady_now()?;
        self.store.read(|snapshot| {
            let known = filter::known(snapshot, filter, &actor, tickets, now)?;
            let asked = ListQuery { filter, from: after.as_ref(), ..ListQuery::new(&reach, &known, 1) };
            let (found, next) = snapshot.count(&asked, &typed.search())?;
            Ok(Counted { found, next: next.map(place) })
        })
    }

    /// Finds by exact phone, e-mail, national id or IBAN, without anyone seeing the value; audited.
    fn lookup(&mut self, exact: &str, reach: &Reach) -> Result<CustomersPage, Problem> {
        self.lookup_in(&Field::ALL, exact, reach)
    }

    /// The same in these fields alone.
    pub(in crate::desk) fn lookup_in(
        &mut self,
        fields: &[Field],
        exact: &str,
        reach: &Reach,
    ) -> Result<CustomersPage, Problem> {
        let permit = self.judge(Operation::LookupCustomer, Target::Office)?;
        let known = Known { me: permit.actor(), now: self.steady_now()?, ..Known::default() };
        let actor = self.session()?.seen_as().clone();
        let tokens = self.tokens(&actor, fields, exact);
        let total = self.store.read(|snapshot| snapshot.customer_total(reach))?;
        if tokens.is_empty() {
            return Ok(CustomersPage { total, ..CustomersPage::default() });
        }
        let found = self.found_by(&permit, &actor, &tokens, reach)?;
        let ids: Vec<Id> = found.iter().map(|(id, _)| *id).collect();
        let rows = self.store.read(|snapshot| {
            let mut names = Names::of(&actor);
            let row = |id: &Id| names.shown(snapshot, snapshot.list_row(place_of(*id), &known)?);
            ids.iter().map(row).collect::<Result<Vec<_>, Problem>>()
        })?;
        if !self.log_lookup(&permit, &ids)? {
            return Err(Problem::TriesUsedUp);
        }
        Ok(CustomersPage { rows, next: None, total, unfinished: false })
    }

    /// The tokens of an exact value in those of these fields that the member may look up.
    pub(in crate::desk) fn tokens(&self, actor: &Actor, fields: &[Field], exact: &str) -> Vec<[u8; 16]> {
        let mut tokens = Vec::new();
        let by_kind =
            |field| own_field::of_slot(&actor.policy.own_fields, field).is_some_and(|own| own.kind.is_lookup());
        let looked_up = |field: &Field| (field.has_lookup() || by_kind(*field)) && may_look_up(actor, *field);
        for field in fields.iter().copied().filter(looked_up) {
            if let Some(token) = self.token_of(field, exact)
                && !tokens.contains(&token)
            {
                tokens.push(token);
            }
        }
        tokens
    }

    /// The customers in reach who have one of these values, each once, and in which field.
    pub(in crate::desk) fn found_by(
        &mut self,
        permit: &Permit,
        actor: &Actor,
        tokens: &[[u8; 16]],
        reach: &Reach,
    ) -> Result<Vec<(Id, Field)>, Problem> {
        // The right to look up may reach less far than that to list.
        let found_in = self.reach(permit)?;
        self.store.read(|snapshot| {
            let mut all: Vec<(Id, Field)> = Vec::new();
            for token in tokens {
                for (id, field) in snapshot.customers_by_token(token)? {
                    let seen = may_look_up(actor, field)
                        && snapshot.in_reach(id, reach)?
                        && snapshot.in_reach(id, &found_in)?;
                    if seen && all.iter().all(|(known, _)| *known != id) {
                        all.push((id, field));
                    }
                }
            }
            Ok(all)
        })
    }

    /// Writes into the log what a look-up found. Answers whether the member had one left: what was found is told then
    /// alone.
    pub(in crate::desk) fn log_lookup(&mut self, permit: &Permit, found: &[Id]) -> Result<bool, Problem> {
        let most = usize::from(self.settings.lookups);
        let trace = Trace { details: json!({ "found": found }), ..Trace::default() };
        let scribe = self.scribe()?;
        let now = scribe.now;
        let entry = if found.is_empty() { scribe.failed(permit, trace) } else { scribe.done(permit, trace) };
        let details = json!({}).to_string();
        let used_up = Entry { outcome: Outcome::Denied, details, ..entry.clone() };
        let (_, within) = self.act(permit, |tx| {
            // The log's time never runs back, so that a clock set back gives no more.
            let now = tx.log_time()?.map_or(now, |logged| now.max(logged));
            let filter = LogFilter { from: Some(Micros(now.0 - HOUR)), ..LogFilter::default() }
                .with(EntryIs::By(vec![permit.actor()]))
                .with(EntryIs::Action(vec![Action::CustomerLookup]));
            let within = tx.log(&filter, None, most)?.len() < most;
            if within {
                tx.put_about(found)?;
            }
            Ok((if within { entry.clone() } else { used_up.clone() }, within))
        })?;
        Ok(within)
    }

    /// The token of a normalised value, if the member holds the class's lookup key.
    pub(in crate::desk) fn token(&self, field: Field, normalised: &str) -> Option<[u8; 16]> {
        let keys = self.session.as_ref()?.keys.as_ref()?;
        Some(keys.lookups.get(&field.class())?.token(field.token_kind(), normalised))
    }

    /// The token of what was typed or said, if the field has one for it.
    pub(in crate::desk) fn token_of(&self, field: Field, typed: &str) -> Option<[u8; 16]> {
        let region = &self.settings.region;
        // What an office defines is compared in the form that its kind keeps.
        let own = own_field::of_slot(&self.session.as_ref()?.actor.policy.own_fields, field);
        let kept = own.and_then(|own| own.canonical(typed, region).ok());
        let normalised = contact::normalise_for_lookup(field, kept.as_deref().unwrap_or(typed), region)?;
        self.token(field, &normalised)
    }

    /// The permit's scope as the store applies it.
    pub(in crate::desk) fn reach(&mut self, permit: &Permit) -> Result<Reach, Problem> {
        let (member, now) = (permit.actor(), self.steady_now()?);
        let shares = self.store.read(|snapshot| snapshot.has_shares(member, now))?;
        let viewer = Viewer { member, shares_at: shares.then_some(now) };
        let session = self.session()?;
        // Who looks as another role sees what both may.
        let previewed = session.preview.as_ref();
        let previewed = previewed.and_then(|preview| policy::scope_of(&preview.actor, permit.operation()));
        Ok(match permit.scope().min(previewed.unwrap_or(Scope::All)) {
            Scope::All => Reach::All,
            Scope::Department => Reach::Departments(session.actor.departments.clone(), viewer),
            Scope::Own => Reach::Own(viewer),
        })
    }
}

/// A class has one key, and its fields have rights of their own.
pub(in crate::desk) fn may_look_up(actor: &Actor, field: Field) -> bool {
    policy::scope_of(actor, Operation::Check(field)).is_some()
}

/// What was typed, in the forms that are searched for.
struct Typed {
    folded: String,
    code: String,
}

impl Typed {
    fn new(search: &str) -> Self {
        let folded = fold::fold(search);
        // Marks alone are no search: they fold to nothing.
        let code = if folded.is_empty() { String::new() } else { search.trim().to_uppercase() };
        Self { folded, code }
    }

    fn search(&self) -> Search<'_> {
        Search { folded: &self.folded, code: &self.code }
    }
}

const fn list_sort(by: SortBy) -> ListSort {
    match by {
        SortBy::Name => ListSort::Name,
        SortBy::Code => ListSort::Code,
        SortBy::City => ListSort::City,
        SortBy::Created => ListSort::Created,
        SortBy::Updated => ListSort::Updated,
    }
}

/// What a list's rows show beside the customer: names of members and departments, each read once, and masks.
#[derive(Default)]
pub(in crate::desk) struct Names {
    members: HashMap<Id, String>,
    departments: HashMap<Id, String>,
    /// Whether the masks of these may be seen.
    phone: bool,
    email: bool,
}

impl Names {
    pub fn of(actor: &Actor) -> Self {
        let seen = |field| policy::scope_of(actor, Operation::ViewField(field)).is_some();
        Self { phone: seen(Field::Phone), email: seen(Field::Email), ..Self::default() }
    }

    fn member(&mut self, snapshot: &Snapshot<'_>, id: Option<Id>) -> Result<String, Problem> {
        id.map_or(Ok(String::new()), |id| once(&mut self.members, id, || member_name(snapshot, id)))
    }

    fn department(&mut self, snapshot: &Snapshot<'_>, id: Id) -> Result<String, Problem> {
        once(&mut self.departments, id, || department_name(snapshot, id))
    }

    pub fn shown(&mut self, snapshot: &Snapshot<'_>, row: ListRow) -> Result<CustomerRow, Problem> {
        Ok(CustomerRow {
            id: row.id,
            owner: self.member(snapshot, row.owner)?,
            department: self.department(snapshot, row.department)?,
            code: row.code,
            private: row.private,
            shared: row.shared,
            starred: row.starred,
            kind: row.kind,
            name: row.name,
            company: row.company,
            city: row.city,
            country: row.country,
            since: row.since,
            status: row.status,
            created_at: row.created_at,
            updated_at: row.updated_at,
            version: row.version,
            phone: if self.phone { row.phone } else { String::new() },
            email: if self.email { row.email } else { String::new() },
            tags: row.tags,
            segment: row.segment,
            place: place(row.cursor),
        })
    }
}

fn once(
    names: &mut HashMap<Id, String>,
    id: Id,
    read: impl FnOnce() -> Result<String, Problem>,
) -> Result<String, Problem> {
    if let Some(name) = names.get(&id) {
        return Ok(name.clone());
    }
    let name = read()?;
    names.insert(id, name.clone());
    Ok(name)
}

/// The place of a customer in a list of which it is the order of their ids.
pub(super) fn list_place(id: Id) -> Place {
    Place { group: 0, key: String::new(), key2: String::new(), id }
}

pub(in crate::desk) fn place(cursor: Cursor) -> Place {
    Place { group: cursor.group, key: cursor.key, key2: cursor.key2, id: cursor.id }
}

/// The place of a row that no page follows.
pub(in crate::desk) fn place_of(id: Id) -> Cursor {
    Cursor { group: 0, key: String::new(), key2: String::new(), id }
}

pub(in crate::desk) fn cursor(place: &Place) -> Cursor {
    Cursor { group: place.group, key: place.key.clone(), key2: place.key2.clone(), id: place.id }
}
