//! The list of pairs that may be one customer, for who may merge them: equal names beside each other, then equal values.

use serde_json::json;

use super::super::Desk;
use super::super::api::{DuplicateRow, DuplicatesPage, Likeness, Place, Problem, Sure};
use super::super::queries::{Names, cursor, place, place_of};
use super::super::session::Trace;
use crate::domain::{Field, Id, fold};
use crate::policy::{self, Actor, Operation, Target};
use crate::store::{Known, Pair, Reach};

/// Most pairs of one answer.
const MOST: u16 = 100;
/// Pairs by equal values follow those by equal names.
const BY_VALUE: u8 = 1;

impl Desk {
    pub(super) fn duplicates(&mut self, from: Option<&Place>, limit: u16) -> Result<DuplicatesPage, Problem> {
        let limit = usize::from(limit.clamp(1, MOST));
        let reach = self.mergeable()?;
        let actor = self.session()?.seen_as().clone();
        let from = from.map(cursor);
        if from.as_ref().is_none_or(|from| from.group != BY_VALUE) {
            let page = self.store.read(|snapshot| snapshot.pairs_by_name(&reach, from.as_ref(), limit))?;
            let next = page.next.map(place).or_else(|| Some(Place { group: BY_VALUE, ..start() }));
            let next = next.filter(|next| next.group != BY_VALUE || !looked_up(&actor).is_empty());
            return Ok(DuplicatesPage { rows: self.pair_rows(&actor, &page.pairs)?, next });
        }
        let fields = looked_up(&actor);
        if fields.is_empty() {
            return Ok(DuplicatesPage::default());
        }
        // That two have the same value is told by a look-up, and to who may look up.
        let permit = self.judge(Operation::LookupCustomer, Target::Office)?;
        let found_in = self.reach(&permit)?;
        let from = from.filter(|from| !from.key.is_empty());
        let page = self.store.read(|snapshot| {
            let mut page = snapshot.pairs_by_token(&reach, &fields, from.as_ref(), limit)?;
            let mut seen = Vec::new();
            for pair in page.pairs {
                if snapshot.in_reach(pair.one, &found_in)? && snapshot.in_reach(pair.other, &found_in)? {
                    seen.push(pair);
                }
            }
            page.pairs = seen;
            Ok::<_, Problem>(page)
        })?;
        if !page.pairs.is_empty() {
            let mut ids: Vec<Id> = page.pairs.iter().flat_map(|pair| [pair.one, pair.other]).collect();
            ids.sort_unstable();
            ids.dedup();
            if !self.log_lookup(&permit, &ids)? {
                return Err(Problem::TriesUsedUp);
            }
        }
        Ok(DuplicatesPage { rows: self.pair_rows(&actor, &page.pairs)?, next: page.next.map(place) })
    }

    /// Whom the member may both see in lists and merge.
    fn mergeable(&mut self) -> Result<Reach, Problem> {
        let listed = self.judge(Operation::ListCustomers, Target::Office)?;
        let merged = self.judge(Operation::MergeCustomers, Target::Office)?;
        let narrower = if merged.scope() < listed.scope() { &merged } else { &listed };
        self.reach(narrower)
    }

    fn pair_rows(&mut self, actor: &Actor, pairs: &[Pair]) -> Result<Vec<DuplicateRow>, Problem> {
        let known = Known { me: actor.member, now: self.steady_now()?, ..Known::default() };
        self.store.read(|snapshot| {
            let mut names = Names::of(actor);
            let mut row = |id: Id| names.shown(snapshot, snapshot.list_row(place_of(id), &known)?);
            let mut rows = Vec::with_capacity(pairs.len());
            for pair in pairs {
                let (one, other) = (row(pair.one)?, row(pair.other)?);
                let (why, sure) = match pair.field {
                    Some(field) => (Likeness::Value(field), Sure::High),
                    None => {
                        let same = |a: &str, b: &str| !a.is_empty() && fold::fold(a) == fold::fold(b);
                        let second = same(&one.city, &other.city) || same(&one.company, &other.company);
                        let sure = match (one.kind == other.kind, second) {
                            (true, true) => Sure::High,
                            (true, false) => Sure::Medium,
                            (false, _) => Sure::Low,
                        };
                        (Likeness::SameName, sure)
                    }
                };
                rows.push(DuplicateRow { one, other, why, sure });
            }
            Ok(rows)
        })
    }

    pub(super) fn not_duplicates(&mut self, one: Id, other: Id) -> Result<(), Problem> {
        let permit = self.permit_on(one, Operation::MergeCustomers)?;
        let second = self.permit_on(other, Operation::MergeCustomers)?;
        let scribe = self.scribe()?;
        let now = scribe.now;
        let details = json!({ "dismissed": true, "one": one, "other": other });
        let entry = scribe.done(&permit, Trace { details, ..Trace::default() });
        let ground = super::super::Ground::of(self.session()?, &second);
        self.act(&permit, |tx| {
            ground.still_holds(tx, now)?;
            tx.dismiss(one, other, permit.actor(), now)?;
            Ok((entry.clone(), ()))
        })?;
        Ok(())
    }
}

fn start() -> Place {
    Place { group: 0, key: String::new(), key2: String::new(), id: Id::default() }
}

/// The fields by whose exact values the member may find customers, with the keys that it holds.
fn looked_up(actor: &Actor) -> Vec<Field> {
    if policy::scope_of(actor, Operation::LookupCustomer).is_none() {
        return Vec::new();
    }
    let may = |field: &Field| field.has_lookup() && policy::scope_of(actor, Operation::Check(*field)).is_some();
    Field::ALL.into_iter().filter(may).collect()
}
