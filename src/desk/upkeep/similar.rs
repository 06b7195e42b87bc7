//! Who is there already and may be the one that is being typed: by name, and by exact value for who may look one up.

use std::collections::HashMap;

use super::super::Desk;
use super::super::api::{CustomerRow, Likeness, Problem, Similar, SimilarRow, Sure};
use super::super::queries::{Names, place_of};
use crate::domain::{CustomerKind, Field, Id, Secret, fold};
use crate::policy::{self, Operation, Target};
use crate::store::{Alike, Known, Namesake};

/// Most customers of one answer.
const MOST: usize = 5;

/// What is being typed.
pub(super) struct Typed<'a> {
    pub name: &'a str,
    pub company: &'a str,
    pub city: &'a str,
    pub kind: CustomerKind,
    pub except: Option<Id>,
}

impl Desk {
    pub(super) fn similar(&mut self, typed: &Typed, sealed: &[(Field, Secret)]) -> Result<Similar, Problem> {
        let permit = self.judge(Operation::ListCustomers, Target::Office)?;
        let reach = self.reach(&permit)?;
        let actor = self.session()?.seen_as().clone();
        let may_look_up = policy::scope_of(&actor, Operation::LookupCustomer).is_some();
        let mut limited = false;
        let mut by_value: HashMap<Id, Field> = HashMap::new();
        if may_look_up && !sealed.is_empty() {
            let permit = self.judge(Operation::LookupCustomer, Target::Office)?;
            let tokens: Vec<[u8; 16]> =
                sealed.iter().flat_map(|(field, value)| self.tokens(&actor, &[*field], value.expose())).collect();
            if !tokens.is_empty() {
                let found = self.found_by(&permit, &actor, &tokens, &reach)?;
                let others: Vec<(Id, Field)> = found.into_iter().filter(|(id, _)| Some(*id) != typed.except).collect();
                let ids: Vec<Id> = others.iter().map(|(id, _)| *id).collect();
                limited = !self.log_lookup(&permit, &ids)?;
                by_value = if limited { HashMap::new() } else { others.into_iter().collect() };
            }
        }
        let (name, company, city) = (fold::fold(typed.name), fold::fold(typed.company), fold::fold(typed.city));
        let known = Known { me: permit.actor(), now: self.steady_now()?, ..Known::default() };
        let rows = self.store.read(|snapshot| {
            let namesakes = snapshot.namesakes(&reach, &name, &company, &city, MOST + 1)?;
            let mut names = Names::of(&actor);
            let mut row = |id: Id| names.shown(snapshot, snapshot.list_row(place_of(id), &known)?);
            let mut rows = Vec::new();
            for (id, field) in &by_value {
                rows.push(SimilarRow { row: row(*id)?, why: Likeness::Value(*field), sure: Sure::High });
            }
            for namesake in namesakes {
                let id = namesake.customer;
                if Some(id) != typed.except && !by_value.contains_key(&id) {
                    let row = row(id)?;
                    let sure = sure(&namesake, &row, typed.kind);
                    rows.push(SimilarRow { row, why: why(namesake.alike), sure });
                }
            }
            rows.sort_by_key(|similar| (similar.sure, similar.row.id));
            rows.truncate(MOST);
            Ok::<_, Problem>(rows)
        })?;
        Ok(Similar { rows, limited })
    }
}

pub(super) const fn why(alike: Alike) -> Likeness {
    match alike {
        Alike::Same => Likeness::SameName,
        Alike::Reordered => Likeness::ReorderedName,
        Alike::Near => Likeness::NearName,
        Alike::Company => Likeness::Company,
    }
}

/// A name is many people's; with the same city or company it is likely one's.
fn sure(namesake: &Namesake, row: &CustomerRow, kind: CustomerKind) -> Sure {
    let second = namesake.same_city || namesake.same_company;
    match namesake.alike {
        _ if row.kind != kind => Sure::Low,
        Alike::Same if second => Sure::High,
        Alike::Same => Sure::Medium,
        Alike::Reordered | Alike::Near if second => Sure::Medium,
        Alike::Reordered | Alike::Near | Alike::Company => Sure::Low,
    }
}
