//! What a customer holds beside its row, as whoever asks may see it; and those who work for a company.

use super::super::Desk;
use super::super::api::{Employer, MoreView, People, Place, Problem};
use super::super::commands::may_see;
use super::customers::{Names, list_place};
use crate::domain::{Field, Id, Micros, More, OwnField};
use crate::policy::{self, Actor, Operation, Target};
use crate::store::{Cursor, Known, Snapshot};

/// Rows of one page, and most people that are looked at for it.
const PAGE: usize = 50;
const MOST_LOOKED_AT: usize = 1_000;

/// The fields of an office's own that a member may know of: plain ones, and sealed ones of which it may see the mask.
pub(in crate::desk) fn own_fields(actor: &Actor, may_view: impl Fn(Field) -> bool) -> Vec<OwnField> {
    let seen = |own: &&OwnField| own.is_live() && own.slot.is_none_or(&may_view);
    actor.policy.own_fields.iter().filter(seen).cloned().collect()
}

/// Leaves out what the member may not see: labels of hidden contact points, an employer out of scope, retired fields.
pub(in crate::desk) fn shown(
    snapshot: &Snapshot<'_>,
    actor: &Actor,
    more: More,
    own: &[OwnField],
    may_view: impl Fn(Field) -> bool,
    now: Micros,
) -> Result<MoreView, Problem> {
    let employer = match more.employer {
        Some(id) if may_see(snapshot, actor, id, now)? => {
            snapshot.customer(id)?.map(|company| Employer { id, name: company.name })
        }
        _ => None,
    };
    let live = |key: &String| own.iter().any(|own| own.slot.is_none() && own.key == *key);
    Ok(MoreView {
        tags: more.tags,
        segment: more.segment,
        employer,
        labels: more.labels.into_iter().filter(|(field, _)| may_view(*field)).collect(),
        own: more.own.into_iter().filter(|(key, _)| live(key)).collect(),
    })
}

impl Desk {
    /// The office's own fields, as they are now: what a form has a row for.
    pub(in crate::desk) fn own_fields(&mut self) -> Result<Vec<OwnField>, Problem> {
        self.judge(Operation::ListCustomers, Target::Office)?;
        let actor = self.session()?.seen_as();
        Ok(own_fields(actor, |field| policy::scope_of(actor, Operation::ViewField(field)).is_some()))
    }

    /// A page of the people of a company, as far as they are in reach; part of the look at the company.
    pub(in crate::desk) fn people(&mut self, company: Id, from: Option<&Place>) -> Result<People, Problem> {
        let target = self.target(company, Operation::ViewCustomer)?;
        let look = self.judge(Operation::ViewCustomer, target)?;
        self.look(&look, true, serde_json::json!({ "people": true }))?;
        let permit = self.judge(Operation::ListCustomers, Target::Office)?;
        let reach = self.reach(&permit)?;
        let known = Known { me: permit.actor(), now: self.steady_now()?, ..Known::default() };
        let actor = self.session()?.seen_as().clone();
        self.store.read(|snapshot| {
            let mut names = Names::of(&actor);
            let mut people = People::default();
            let mut after = from.map(|place| place.id);
            let ids = snapshot.people_of(company, after, MOST_LOOKED_AT)?;
            let mut left = ids.len() == MOST_LOOKED_AT;
            for id in ids {
                if people.rows.len() == PAGE {
                    left = true;
                    break;
                }
                after = Some(id);
                if snapshot.in_reach(id, &reach)? {
                    let cursor = Cursor { group: 0, key: String::new(), key2: String::new(), id };
                    people.rows.push(names.shown(snapshot, snapshot.list_row(cursor, &known)?)?);
                }
            }
            people.next = after.filter(|_| left).map(list_place);
            Ok(people)
        })
    }
}
