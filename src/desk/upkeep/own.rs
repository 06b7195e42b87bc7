//! What is a member's own: stars and what it opened last; and a customer found by one exact value.

use super::super::Desk;
use super::super::api::{CustomerRow, CustomersPage, Problem};
use super::super::queries::{Names, place_of};
use crate::domain::{Field, Id, Secret};
use crate::policy::{Operation, Target};
use crate::store::Known;

impl Desk {
    /// Not in the log: a mark of one's own touches nobody's data.
    pub(super) fn star(&mut self, customer: Id, on: Option<bool>) -> Result<bool, Problem> {
        let permit = self.permit_on(customer, Operation::ViewCustomer)?;
        let member = permit.actor();
        let now = self.store.read(|snapshot| snapshot.is_starred(member, customer))?;
        let on = on.unwrap_or(!now);
        self.store.shelf(|shelf| shelf.set_star(member, customer, on))?;
        Ok(on)
    }

    pub(super) fn recent(&mut self) -> Result<Vec<CustomerRow>, Problem> {
        let permit = self.judge(Operation::ListCustomers, Target::Office)?;
        let reach = self.reach(&permit)?;
        let actor = self.session()?.seen_as().clone();
        let known = Known { me: permit.actor(), now: self.steady_now()?, ..Known::default() };
        self.store.read(|snapshot| {
            let mut names = Names::of(&actor);
            let mut rows = Vec::new();
            for (customer, _) in snapshot.recent(permit.actor())? {
                if snapshot.in_reach(customer, &reach)? {
                    rows.push(names.shown(snapshot, snapshot.list_row(place_of(customer), &known)?)?);
                }
            }
            Ok(rows)
        })
    }

    /// As a look-up in the list, but by one kind of value alone, and for who may open customers and not list them, too.
    pub(super) fn find(&mut self, field: Field, value: &Secret) -> Result<CustomersPage, Problem> {
        let permit = self.judge(Operation::ViewCustomer, Target::Office)?;
        let reach = self.reach(&permit)?;
        let kind = field.token_kind();
        let fields: Vec<Field> = Field::ALL.into_iter().filter(|other| other.token_kind() == kind).collect();
        self.lookup_in(&fields, value.expose().trim(), &reach)
    }
}
