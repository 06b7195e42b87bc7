//! What may be chosen from when a filter or a bulk act is put together.

use super::super::Desk;
use super::super::api::{Choices, Problem};
use super::is_person;
use crate::policy::{Operation, Target};
use crate::store::PlaceField;

/// Most cities, and most countries.
const MOST: usize = 300;

impl Desk {
    pub(in crate::desk) fn choices(&mut self) -> Result<Choices, Problem> {
        let permit = self.judge(Operation::ListCustomers, Target::Office)?;
        let reach = self.reach(&permit)?;
        let own_fields = self.own_fields()?;
        let (rights, now) = (&self.rights, self.clock.now());
        self.store.read(|snapshot| {
            let members =
                snapshot.members()?.into_iter().filter(|member| member.active && is_person(rights, member.id, now));
            let departments = snapshot.departments()?.into_iter();
            let (tags, segments) = snapshot.usual_more(&reach, MOST)?;
            Ok(Choices {
                members: members.map(|member| (member.id, member.name)).collect(),
                departments: departments.map(|department| (department.id, department.name)).collect(),
                cities: snapshot.usual(&reach, PlaceField::City, MOST)?,
                countries: snapshot.usual(&reach, PlaceField::Country, MOST)?,
                tags,
                segments,
                own_fields: own_fields.clone(),
            })
        })
    }
}
