//! What may be chosen from when a filter or a bulk act is put together.

use super::super::Desk;
use super::super::api::{Choices, Problem};
use super::is_person;
use crate::policy::{Operation, Target};
use crate::store::{HeldWord, PlaceField};

/// Most cities, and most countries.
const MOST: usize = 300;

impl Desk {
    pub(in crate::desk) fn choices(&mut self) -> Result<Choices, Problem> {
        let permit = self.judge(Operation::ListCustomers, Target::Office)?;
        let reach = self.reach(&permit)?;
        let (rights, now) = (&self.rights, self.clock.now());
        self.store.read(|snapshot| {
            let members =
                snapshot.members()?.into_iter().filter(|member| member.active && is_person(rights, member.id, now));
            let departments = snapshot.departments()?.into_iter();
            Ok(Choices {
                members: members.map(|member| (member.id, member.name)).collect(),
                departments: departments.map(|department| (department.id, department.name)).collect(),
                cities: snapshot.usual(&reach, PlaceField::City, MOST)?,
                countries: snapshot.usual(&reach, PlaceField::Country, MOST)?,
                tags: snapshot.held_words(&reach, HeldWord::Tag, MOST)?,
                segments: snapshot.held_words(&reach, HeldWord::Segment, MOST)?,
            })
        })
    }
}
